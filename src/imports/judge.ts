/** Rows of sheets to what they say: letters, “as above”, ticks, merged cells, sections, repairs, one after another. */
import type { ReadCell } from '../files/sheets.ts';
import { encodingOfFont, fromOldEncoding } from '../kernel/old-encodings.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { clean } from '../kernel/text.ts';
import type { RecordType } from '../records/define.ts';
import type { List, Said } from '../records/lists.ts';
import { BY_RULE, isAbove, isTick, type Read, readCell, type Units, unitKey } from './cells.ts';
import type { Answer, Choices, ChosenSheet, Draft, Fault, Found, Letters, Range, Row } from './draft.ts';
import { headingsOf, natureOf, signatureOf, type TextRow } from './headers.ts';
import { ROW_KEY, ROW_VERSION } from './targets.ts';

/** A cell's text in Unicode, cleaned. Marks of the old encodings are invisible signs to Unicode, so they come first. */
export function textOf(cell: ReadCell, fonts: readonly string[], letters: Record<string, Letters>): string {
  const [, text, , font] = cell;
  const name = fonts[font] ?? '';
  const chosen = letters[name];
  if (chosen !== 'tcvn3' && chosen !== 'vni') return clean(text);
  return clean(fromOldEncoding(text, chosen, encodingOfFont(name)?.capitals ?? false));
}

export const textsOf = (
  row: Pick<Row, 'line' | 'cells'>,
  fonts: readonly string[],
  letters: Record<string, Letters>,
): TextRow => ({
  line: row.line,
  texts: new Map((row.cells ?? []).map((cell) => [cell[0], textOf(cell, fonts, letters)])),
});

export type Ground = {
  draft: Draft;
  list: List;
  type: RecordType;
  units: Units;
  today: PlainDate;
  newId: () => string;
};

export type Judged = Omit<Row, 'cells' | 'seen' | 'changes' | 'decided'> & {
  /** The key and the version that our own export wrote. */
  key: string | null;
  version: string | null;
};

/** What a row says so far. */
type Into = { values: Map<string, unknown>; faults: Fault[] };

/** What a sheet remembers from row to row. */
type Running = {
  columns: readonly string[];
  chosen: ChosenSheet;
  merges: readonly Range[];
  above: Map<number, ReadCell>;
  section: string | null;
  isOver: boolean;
};

/** Reads the rows of one sheet in order; `undefined` for those that are no rows of the list. */
export class SheetReader {
  readonly #ground: Ground;
  readonly #run: Running;
  readonly #repairs: NonNullable<Choices['repairs']>;

  constructor(ground: Ground, sheet: number, headRows: readonly TextRow[]) {
    const { found, choices } = ground.draft;
    const chosen = choices.sheets![sheet]!;
    const merges = (found as Found).sheets[sheet]!.merges;
    const columns = choices.columns![signatureOf(headingsOf(headRows, merges, chosen.header))] ?? [];
    this.#ground = ground;
    this.#repairs = choices.repairs ?? {};
    const isOurs = ground.units.byName.get(unitKey((found as Found).sheets[sheet]!.name)) ?? [];
    const ofSheet = isOurs.length === 1 ? isOurs[0]!.id : null;
    this.#run = { columns, chosen, merges, above: new Map(), section: chosen.unit ?? ofSheet, isOver: false };
  }

  read(row: Pick<Row, 'sheet' | 'line' | 'cells'>): Judged | undefined {
    const { draft, list } = this.#ground;
    const run = this.#run;
    if (run.isOver || row.line <= run.chosen.header[1]) return undefined;
    const letters = draft.choices.letters ?? {};
    const cells = this.#filled(row);
    const texts = new Map(cells.map((cell) => [cell[0], textOf(cell, draft.found.fonts!, letters)]));
    const mapped = new Map<string, string>();
    for (const [column, text] of texts) {
      const target = run.columns[column];
      if (target && text !== '') mapped.set(target, text);
    }
    const nature = natureOf(list, texts, mapped, (text) => this.#ground.units.byName.has(unitKey(text)));
    if (nature === 'end') run.isOver = true;
    if (nature === 'section') this.#section([...texts.values()]);
    if (nature !== 'row') return undefined;
    const judged = this.#judge(row, cells, texts);
    for (const cell of cells) if (!isAbove(texts.get(cell[0])!)) run.above.set(cell[0], cell);
    return judged;
  }

  /** Merged cells count for every line they cover. */
  #filled(row: Pick<Row, 'line' | 'cells'>): ReadCell[] {
    const cells = [...(row.cells ?? [])];
    for (const [r1, c1, r2, c2] of this.#run.merges) {
      if (c1 !== c2 || row.line <= r1 || row.line > r2 || cells.some(([column]) => column === c1)) continue;
      const above = this.#run.above.get(c1);
      if (above) cells.push(above);
    }
    return cells;
  }

  #section(texts: readonly string[]): void {
    const { byName } = this.#ground.units;
    for (const text of texts) {
      const found = byName.get(unitKey(text)) ?? [];
      if (found.length === 1) this.#run.section = found[0]!.id;
    }
  }

  #judge(
    row: Pick<Row, 'sheet' | 'line'>,
    cells: readonly ReadCell[],
    texts: ReadonlyMap<number, string>,
  ): Judged {
    const { list, newId, units, draft } = this.#ground;
    const faults: Fault[] = [];
    const values = new Map<string, unknown>();
    for (const [index, target] of this.#run.columns.entries()) {
      const cell = cells.find(([column]) => column === index);
      if (target && cell) this.#cell(target, cell, texts.get(index)!, { values, faults });
    }
    const key = (values.get(ROW_KEY) as string | undefined) ?? null;
    const said = whole(list, values);
    // Our own export names the unit by words alone: where they fit several, nothing was changed.
    const told = key ? faults.filter(({ code }) => code !== 'units') : faults;
    if ('unit' in list.columns && said.unit === null && !key)
      said.unit = this.#run.section ?? (units.byId.size === 1 ? draft.unit : null);
    if (!key) this.#missing(said, told);
    this.#crossed(said, told);
    const unit = units.byId.get(String(said.unit));
    const id = newId();
    const isFit = told.every(({ state }) => state === 'mended');
    const beside = isFit && unit ? (list.beside?.({ id, said, unit }, newId) ?? {}) : null;
    return {
      ...{ sheet: row.sheet, line: row.line, said, faults: told.length > 0 ? told : null },
      ...{ beside: beside as Row['beside'], outcome: isFit ? 'new' : 'rejected', record: id, key },
      version: (values.get(ROW_VERSION) as string | undefined) ?? null,
    };
  }

  /** What must be there and is not. */
  #missing(said: Said, faults: Fault[]): void {
    for (const [name, { field }] of Object.entries(this.#ground.list.columns)) {
      if (!field.required || said[name] !== null || faults.some(({ column }) => column === name)) continue;
      this.#mend(said, faults, { column: name, code: 'missing', typed: '' });
    }
  }

  /** What no single cell tells; a unit chosen instead is looked at again. */
  #crossed(said: Said, faults: Fault[]): void {
    const { list, units } = this.#ground;
    const unit = units.byId.get(String(said.unit));
    for (const { column, code } of unit ? (list.check?.(said, unit) ?? []) : []) {
      if (faults.some((fault) => fault.column === column)) continue;
      const typed = code === 'not_a_cell' ? unit!.name : '';
      this.#mend(said, faults, { column, code, typed });
      const chosen = units.byId.get(String(said.unit));
      const still = chosen && list.check?.(said, chosen).some((one) => one.code === code);
      if (still && faults.at(-1)!.state === 'mended') faults.at(-1)!.state = 'open';
    }
  }

  #mend(said: Said, faults: Fault[], told: Omit<Fault, 'state'>): void {
    const values = new Map<string, unknown>();
    this.#fault(told, { values, faults });
    for (const [name, value] of values) said[name] = value;
  }

  #cell(target: string, cell: ReadCell, text: string, into: Into): void {
    if (text === '' || cell[2] === 'e') return;
    const [name, option] = target.split(':') as [string, string?];
    if (target === ROW_KEY || target === ROW_VERSION) into.values.set(target, text);
    else if (isAbove(text)) this.#above(target, name, cell, text, into);
    else if (option !== undefined) this.#ticked(name, option, cell, text, into);
    else this.#put(name, cell[2], text, into);
  }

  #above(target: string, name: string, cell: ReadCell, text: string, into: Into): void {
    const above = this.#run.above.get(cell[0]);
    const { found, choices } = this.#ground.draft;
    if (above) this.#cell(target, above, textOf(above, found.fonts!, choices.letters ?? {}), into);
    else this.#fault({ column: name, code: 'nothing_above', typed: text }, into);
  }

  /** A column of ticks; under “Năm sinh: Nam, Nữ” it holds the year itself. */
  #ticked(name: string, option: string, cell: ReadCell, text: string, into: Into): void {
    const birth = this.#ground.list.match?.birth;
    const isDay = !isTick(text) && birth !== undefined && /\d{4}|\d\/\d/.test(text);
    if (!isTick(text) && !isDay) this.#fault({ column: name, code: 'tick', typed: text }, into);
    else if (into.values.has(name) && into.values.get(name) !== option)
      this.#fault({ column: name, code: 'ticks', typed: 'x + x' }, into);
    else into.values.set(name, option);
    if (isDay) this.#put(birth, cell[2], text, into);
  }

  #put(name: string, kind: ReadCell[2], text: string, into: Into): void {
    const read = this.#read(name, kind, text);
    if (read.ok) into.values.set(name, read.value);
    else {
      const offered = read.proposal === undefined ? {} : { proposal: read.proposal };
      this.#fault({ column: name, code: read.code, typed: text, ...offered }, into);
    }
  }

  /** Notes a fault, and puts what was answered to it in the place of what is written. */
  #fault(told: Omit<Fault, 'state'>, { values, faults }: Into): void {
    const fault = this.#settled(told);
    const { column, code, typed, proposal } = fault;
    const answer = this.#answer(column, code, typed);
    if (answer === 'keep') values.set(column, typed);
    else if (answer === 'mend' && proposal !== undefined)
      values.set(column, this.#value(column, proposal, fault));
    else if (answer?.startsWith('=')) values.set(column, this.#value(column, answer.slice(1), fault));
    faults.push(fault);
  }

  #read(name: string, kind: ReadCell[2], text: string): Read {
    const column = this.#ground.list.columns[name];
    if (!column) return { ok: true, value: null };
    return readCell(column, { text, kind, today: this.#ground.today, units: this.#ground.units });
  }

  /** What was answered instead: read as it would be from a cell. What cannot be read leaves the fault open. */
  #value(name: string, text: string, fault: Fault): unknown {
    if (text === '') return null;
    const read = this.#read(name, 't', clean(text));
    if (!read.ok) fault.state = 'open';
    return read.ok ? read.value : null;
  }

  #answer(column: string, code: string, typed: string): Answer | undefined {
    return this.#repairs[column]?.[repairKey(code, typed)];
  }

  #settled(fault: Omit<Fault, 'state'>): Fault {
    const answer = this.#answer(fault.column, fault.code, fault.typed);
    return { ...fault, state: answer === undefined ? 'open' : answer === 'return' ? 'returned' : 'mended' };
  }
}

/** Under what an answer is kept: the kind of fault where one rule mends it, else what is written. */
export const repairKey = (code: string, typed: string): string =>
  BY_RULE.has(code) ? code : `text:${code}:${typed}`;

const whole = (list: List, values: ReadonlyMap<string, unknown>): Said =>
  Object.fromEntries(Object.keys(list.columns).map((name) => [name, values.get(name) ?? null]));
