/**
 * Imports the exchange format in one command: everything is read and checked on a stage first, every fault is
 * told with file, line and repair; then all of it is recorded, or nothing.
 */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { command, type Writer } from '../db/door.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { NO_WORDS, type Words, w } from '../kernel/words.ts';
import type { Office } from '../records/commands.ts';
import type { RecordType } from '../records/define.ts';
import { emptyOf } from './cells.ts';
import { stageFaults } from './checks.ts';
import {
  type Exchange,
  type ExchangeFile,
  type Fault,
  MOST_FAULTS,
  openExchange,
  readRows,
  stageOf,
} from './read.ts';

export type Imported = {
  title: Words;
  recorded: Record<string, number>;
  already: number;
  checkedOnly: boolean;
};

export type ImportOptions = { checkOnly?: boolean; progress?: (words: Words) => void };

/** A refusal that carries the list of faults; `faults` may have been cut at MOST_FAULTS. */
export type ImportRefusal = Refusal & { faults?: readonly Fault[] };

const CHECKED = 'checked_only';

/** Imports a folder or one CSV file. Needs a mandate that may write everything the files hold. */
export async function importExchange(
  office: Office,
  path: string,
  options: ImportOptions = {},
): Promise<Outcome<Imported>> {
  const opened = openExchange(path, office.catalogue);
  if (!opened.ok) return opened;
  const exchange = opened.value;
  const result: Imported = {
    title: exchange.title,
    recorded: {},
    already: 0,
    checkedOnly: options.checkOnly === true,
  };
  const progress = options.progress ?? (() => {});
  const entry = { command: 'import', input: { title: exchange.title.vi, files: exchange.sha256 } };
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Imported>> => {
    const faults: Fault[] = [];
    const brought: Brought = new Map();
    const report = (fault: Fault) => void (faults.length < MOST_FAULTS && faults.push(fault));
    for (const file of exchange.files) {
      progress(w(`Đọc ${file.name}`, `Reading ${file.name}`));
      brought.set(file, await stage(tx, file, report));
    }
    progress(w('Kiểm tra toàn bộ', 'Checking everything'));
    const found = await Promise.all(
      exchange.files.map((file) =>
        stageFaults(tx, office.catalogue, file, exchange.files, brought.get(file)!),
      ),
    );
    found.flat().forEach(report);
    if (faults.length > 0) return refused(faulty(faults));
    progress(w('Ghi vào cơ sở dữ liệu', 'Recording'));
    const written = await recordAll(tx, exchange, brought, result, office.clock.today());
    if (!written.ok) return written;
    return options.checkOnly ? refused(refusal(CHECKED, NO_WORDS)) : done(result);
  });
  const checked = !outcome.ok && outcome.refusals[0]?.code === CHECKED;
  return checked ? done(result) : outcome;
}

function faulty(faults: readonly Fault[]): ImportRefusal {
  return {
    ...refusal(
      'import_faults',
      w(
        `Chưa nhập gì: có ${faults.length}${faults.length >= MOST_FAULTS ? '+' : ''} lỗi cần sửa trong tệp.`,
        `Nothing was imported: ${faults.length}${faults.length >= MOST_FAULTS ? '+' : ''} faults to repair in the files.`,
      ),
    ),
    faults,
  };
}

const escaped = (cell: string | null): string =>
  cell === null ? '\\N' : /[\\\n\r\t]/.test(cell) ? cell.replace(/[\\\n\r\t]/g, (c) => ESCAPES[c]!) : cell;

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Up to so many rows PostgreSQL plans well enough by guessing; to look first would take longer. */
const MANY_ROWS = 1000;

/** The columns each file has, as its header names them. */
type Brought = Map<ExchangeFile, readonly string[]>;

/** Copies the rows of one file, as read and checked cell by cell, to a temporary table; answers the columns it has. */
async function stage(
  tx: Writer,
  file: ExchangeFile,
  report: (fault: Fault) => void,
): Promise<readonly string[]> {
  const name = stageOf(file);
  const defaults = Object.entries(file.type.fields).flatMap(([column, field]) => {
    const empty = emptyOf(field);
    return empty === null ? [] : [[column, empty]];
  });
  await tx`select open_stage(${name}, ${`${file.past ? 'past' : 'public'}.${file.type.name}`}::regclass,
    ${tx.json(Object.fromEntries(defaults))})`;
  const rows = readRows(file, report);
  const first = await rows.next();
  if (first.done) return [];
  const columns = [...first.value.columns, 'line'].join(', ');
  const copy = await tx.unsafe(`copy ${name} (${columns}) from stdin`).writable();
  let staged = 1;
  async function* lines() {
    let chunk = `${first.value!.cells.map(escaped).join('\t')}\t${first.value!.line}\n`;
    for await (const row of rows) {
      staged += 1;
      chunk += `${row.cells.map(escaped).join('\t')}\t${row.line}\n`;
      if (chunk.length > 1 << 16) {
        yield chunk;
        chunk = '';
      }
    }
    yield chunk;
  }
  await pipeline(Readable.from(lines()), copy);
  if (staged > MANY_ROWS) await tx.unsafe(`analyze ${name}`);
  return first.value.columns;
}

/** What is typed, and what acts write beside it (the finding of a content, a last day) where the file brings it. */
const fieldsOf = (type: RecordType, brought: readonly string[]): string[] => [
  'id',
  ...Object.keys(type.fields).filter((f) => !type.fields[f]!.derived || brought.includes(f)),
];

/** Founds the new units, then records file after file in the order of the catalogue, superseded versions last. */
async function recordAll(
  tx: Writer,
  exchange: Exchange,
  brought: Brought,
  result: Imported,
  today: PlainDate,
): Promise<Outcome<null>> {
  if (exchange.files.some((file) => file.type.name === 'unit_period' && !file.past)) {
    await tx`select found_units(array_agg(unit order by code), array_agg(parent order by code)) from (
      select distinct on (unit) unit, parent, code from stage_unit_period s
      where not exists (select 1 from unit u where u.id = s.unit) order by unit, valid_from desc) latest
      having count(*) > 0`;
  }
  for (const file of exchange.files.filter((f) => !f.past)) {
    const columns = fieldsOf(file.type, brought.get(file)!);
    const [rows] = await tx<{ recorded: string; staged: string }[]>`
      select recorded, staged from record_in_bulk(${file.type.name}, ${columns})`;
    result.recorded[file.name] = Number(rows!.recorded);
    result.already += Number(rows!.staged) - Number(rows!.recorded);
  }
  if (exchange.files.some((file) => file.type.name === 'unit_period')) await tx`select rebuild_closure()`;
  // What ended units left lies with their heirs, by the tree of today.
  if (exchange.files.some((file) => file.type.name === 'unit_period'))
    await tx`select place_rows(settle_ended(${today}))`;
  for (const file of exchange.files.filter((f) => f.past))
    await recordPast(tx, file, brought.get(file)!, result);
  return done(null);
}

/** Computes on the stage what the table itself computes from other columns; answers those columns. */
async function fillGenerated(tx: Writer, file: ExchangeFile): Promise<string[]> {
  const columns = await tx<{ name: string; expression: string }[]>`
    select a.attname as name, pg_get_expr(d.adbin, d.adrelid) as expression
    from pg_attribute a join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = ${`public.${file.type.name}`}::regclass and a.attgenerated <> ''`;
  const values = columns.map(({ name, expression }) => `"${name}" = ${expression}`);
  if (values.length > 0) await tx.unsafe(`update ${stageOf(file)} set ${values.join(', ')}`);
  return columns.map(({ name }) => name);
}

/** Superseded versions keep the place of the record they belong to. */
async function recordPast(
  tx: Writer,
  file: ExchangeFile,
  brought: readonly string[],
  result: Imported,
): Promise<void> {
  const generated = await fillGenerated(tx, file);
  const own = [...fieldsOf(file.type, brought), ...generated].filter((c) => c !== 'id' && c !== 'unit');
  const columns = own.map((c) => `"${c}"`).join(', ');
  const rows = await tx.unsafe(`insert into past.${file.type.name}
      (id, unit, place, act, known_from, known_to, ${columns})
    select s.id, coalesce(s.unit, t.unit), t.place, t.act, s.known_from, s.known_to,
      ${own.map((c) => `s."${c}"`).join(', ')}
    from ${stageOf(file)} s join public.${file.type.name} t on t.id = s.id
    where not exists (select 1 from past.${file.type.name} p where p.id = s.id and p.known_from = s.known_from)`);
  result.recorded[file.name] = rows.count;
}
