/** Counts a form of a unit: every cell from the records, the year before beside it, and the equalities of the form. */
import { asFigures, type Reader } from '../db/door.ts';
import type { FigureCatalogue } from '../figures/define.ts';
import { evaluateAll } from '../figures/evaluate.ts';
import type { Request, Tree } from '../figures/scope.ts';
import type { Instant } from '../kernel/clock.ts';
import { formatDate, type PlainDate } from '../kernel/plain-date.ts';
import { percent } from '../kernel/ratio.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import type { Regulations } from '../regulations/reader.ts';
import { NO_UNIT } from '../reports/evaluate.ts';
import type { ReportPeriod } from '../reports/evaluated.ts';
import { commissionHeadOf, headOf, isCell } from '../reports/head.ts';
import { hasRules, NO_RULES, whenOf, yearBefore } from '../reports/request.ts';
import { mayReport, type UnitOnDay, unitByCode, unitOn } from '../reports/store.ts';
import { judge, keysOfSides, sidesOf } from './checks.ts';
import type { Edition, Family, Form, Row } from './edition.ts';
import type { Cell, EvaluatedForm, EvaluatedRow, FormColumn } from './evaluated.ts';
import { COMPARED, catalogueOf, type LaidCell, type LaidForm, type LaidRow, layOut } from './layout.ts';
import type { FormPeriod } from './period.ts';

export type FormDesk = { figures: FigureCatalogue; regulations: Regulations; editions: readonly Edition[] };

export type AskedForm = {
  edition: string;
  form: string;
  unit: string;
  period: FormPeriod;
  knownAt: Instant | null;
  tree: Tree;
  today: PlainDate;
};

const NO_FORM = refusal(
  'not_found',
  w('Không có biểu này. Hãy chọn trong danh mục biểu.', 'There is no such form. Choose from the list.'),
  'form',
);

const notInForce = ({ number, from }: Form) =>
  refusal(
    'not_in_force',
    w(
      `Biểu ${number} của bản này áp dụng từ ${formatDate(from, 'vi')}. Hãy chọn kỳ khác hoặc bản khác.`,
      `Form ${number} of this edition applies from ${formatDate(from, 'en')}. Choose another period or edition.`,
    ),
    'period',
  );

/** The form and those its checks name, laid out for the period, and the catalogue of all their cells. */
export type Opened = {
  form: Form;
  family: Family;
  laid: readonly LaidForm[];
  catalogue: FigureCatalogue;
  unit: UnitOnDay;
};

/** The form and, of its edition, those its checks compare it with: the others need not be laid out. */
function withThoseItNames(edition: Edition, form: Form): readonly Form[] {
  const named = new Set(
    form.checks.flatMap(({ left, right }) => [...left, ...right]).map(({ form: id }) => id),
  );
  return edition.forms.filter((one) => one === form || named.has(one.id));
}

/** Finds form and unit, and checks the right to the unit's numbers. */
export async function openForm(tx: Reader, desk: FormDesk, asked: AskedForm): Promise<Outcome<Opened>> {
  const edition = desk.editions.find(({ id }) => id === asked.edition);
  const form = edition?.forms.find(({ id }) => id === asked.form);
  if (!edition || !form) return refused(NO_FORM);
  const { to } = asked.period;
  if (to < form.from || (form.to !== null && to > form.to)) return refused(notInForce(form));
  if (!hasRules(desk.regulations, asked.period)) return refused(NO_RULES);
  const unit = await unitByCode(tx, asked.unit, to);
  if (!unit || !(await mayReport(tx, unit.id))) return refused(NO_UNIT);
  const laid = withThoseItNames(edition, form).map((one) => layOut(one, to, desk.figures));
  return done({ form, family: edition.family, laid, catalogue: catalogueOf(laid, desk.figures), unit });
}

export const requestOf = (
  desk: FormDesk,
  asked: Pick<AskedForm, 'tree' | 'today' | 'knownAt'>,
  period: ReportPeriod,
  tops: readonly string[],
): Request => ({
  ...{ tops, when: whenOf(period, desk.regulations) },
  ...{ tree: asked.tree, today: asked.today, knownAt: asked.knownAt },
});

/** Checks the right to the unit, and counts in one snapshot. Each source is scanned once for each of the periods. */
export async function evaluateForm(
  tx: Reader,
  desk: FormDesk,
  asked: AskedForm,
): Promise<Outcome<EvaluatedForm>> {
  const opened = await openForm(tx, desk, asked);
  return opened.ok ? evaluateOpened(tx, desk, asked, opened.value) : opened;
}

/** Counts a form that was found, and whose unit's numbers the reader may know. */
export async function evaluateOpened(
  tx: Reader,
  desk: FormDesk,
  asked: AskedForm,
  { form, family, laid, catalogue, unit }: Opened,
): Promise<Outcome<EvaluatedForm>> {
  const [superior, before] = await Promise.all([
    unit.parent ? unitOn(tx, unit.parent, asked.period.to) : undefined,
    comparedWith(tx, desk, asked, form, unit),
  ]);
  const own = laid.find((one) => one.form === form)!;
  const compared = own.rows.filter(({ row }) => form.columns === 'compared' || row.before);
  const keysBefore = compared.flatMap(({ cells }) => [...cells.values()].flatMap(keysOf));
  const sides = sidesOf(form.checks, laid);
  const request = (period: ReportPeriod) => requestOf(desk, asked, period, [unit.id]);
  const keys = own.figures.map(({ key }) => key);
  return asFigures(tx, asked.knownAt, async (counting) => {
    const [now, then] = await evaluateAll(counting, catalogue, [
      { request: request(asked.period), keys: [...new Set([...keys, ...keysOfSides(sides)])] },
      ...(before ? [{ request: request(before), keys: keysBefore }] : []),
    ]);
    const value = (key: string) => now!.get(unit.id)?.get(key) ?? 0;
    const earlier = then && ((key: string) => then.get(unit.id)?.get(key) ?? 0);
    const checks = await judge(counting, catalogue, request(asked.period), sides, value);
    const comparable = (row: Row) => isComparable(row, desk.regulations, asked.period);
    const rows = own.rows.map((row) => rowOf(own, row, { value, earlier, comparable }));
    const { period, knownAt, tree } = asked;
    return done({
      ...{ form, unit: { id: unit.id, code: unit.code, name: unit.name } },
      ...signatureOf(family, unit, superior),
      ...{ period, knownAt, tree, checks, columns: columnsOf(form) },
      rows: rows.filter((row) => !row.extra || row.cells.some(isFilled)),
    });
  });
}

/** A board signs the forms of organisations and members, a commission's chair those of the sector, a cell its own. */
function signatureOf(
  family: Family,
  unit: UnitOnDay,
  superior: UnitOnDay | undefined,
): Pick<EvaluatedForm, 'head' | 'signsAs'> {
  const head = headOf(unit, superior);
  if (isCell(unit)) return { head, signsAs: w('BÍ THƯ', 'SECRETARY') };
  if (family === 'members') return { head, signsAs: w('TRƯỞNG BAN', 'HEAD OF THE BOARD') };
  return { head: commissionHeadOf(unit, superior), signsAs: w('CHỦ NHIỆM', 'CHAIR OF THE COMMISSION') };
}

/** The same days a year earlier, where the form compares, the unit existed and the rules are known. */
async function comparedWith(
  tx: Reader,
  desk: FormDesk,
  { period }: AskedForm,
  form: Form,
  unit: UnitOnDay,
): Promise<ReportPeriod | undefined> {
  const earlier = yearBefore(period);
  const compares = form.columns === 'compared' || form.rows.some((row) => row.before);
  if (!compares || !hasRules(desk.regulations, earlier)) return undefined;
  return (await unitOn(tx, unit.id, earlier.to)) ? earlier : undefined;
}

/** Whether the rule a row rests on says the same for both periods. */
function isComparable({ comparableBy }: Row, regulations: Regulations, period: ReportPeriod): boolean {
  if (!comparableBy) return true;
  const on = (day: PlainDate) => JSON.stringify(regulations.valueOn(comparableBy, day)?.value);
  return on(period.to) === on(yearBefore(period).to);
}

const COMPARED_COLUMNS: readonly FormColumn[] = [
  { id: 'now', words: w('Kỳ này', 'This period'), sign: '2' },
  { id: 'before', words: w('Cùng kỳ năm trước', 'Same period last year'), sign: '3' },
  { id: 'percent', words: w('% so với cùng kỳ', '% of last year'), sign: '4 = 2×100/3' },
];

const columnsOf = (form: Form): readonly FormColumn[] =>
  form.columns === 'compared'
    ? COMPARED_COLUMNS
    : form.columns.map(({ id, words, over, sign, missing }, i) => ({
        ...{ id, words, sign: sign ?? String(i + 2) },
        ...(over ? { over } : {}),
        ...(missing ? { missing } : {}),
      }));

type Numbers = {
  value: (key: string) => number;
  earlier: ((key: string) => number) | undefined;
  comparable: (row: Row) => boolean;
};

const keysOf = ({ key, sum }: LaidCell): string[] => [key, sum].filter((one) => one !== undefined);

const isFilled = (cell: Cell): boolean => cell.kind === 'count' && cell.value > 0;

function rowOf({ form }: LaidForm, { row, cells }: LaidRow, numbers: Numbers): EvaluatedRow {
  const { id, number, words, depth, missing } = row;
  const made =
    form.columns === 'compared'
      ? comparedCells(row, cells.get(COMPARED)!, numbers)
      : form.columns.map((column) => ownCell(row, column.id, cells, numbers));
  const heading = made.every(({ kind }) => kind === 'empty');
  return {
    ...{ id, number, words, depth, heading, extra: row.extra === true, cells: made },
    ...(missing ? { missing } : {}),
  };
}

function countCell(cell: LaidCell, value: (key: string) => number, before: boolean): Cell {
  if (!cell.key) return { kind: 'empty' };
  const mark = before ? { before: true as const } : {};
  const money = cell.money ? { money: true as const } : {};
  if (!cell.sum) return { kind: 'count', value: value(cell.key), key: cell.key, ...mark, ...money };
  return { kind: 'mean', text: mean(value(cell.sum), value(cell.key)), key: cell.key, ...mark };
}

/** Sum by count with one decimal, halves up; null of nobody. A percentage of a hundredfold whole is the quotient. */
const mean = (sum: number, of: number): string | null => percent(sum, of * 100, 1);

function comparedCells(row: Row, cell: LaidCell, { value, earlier, comparable }: Numbers): Cell[] {
  if (row.missing) return [{ kind: 'missing' }, { kind: 'missing' }, { kind: 'unknown' }];
  if (!cell.key) return [{ kind: 'empty' }, { kind: 'empty' }, { kind: 'empty' }];
  const now = countCell(cell, value, false);
  if (!comparable(row)) return [now, { kind: 'incomparable' }, { kind: 'unknown' }];
  if (!earlier) return [now, { kind: 'unknown' }, { kind: 'unknown' }];
  const before = countCell(cell, earlier, true);
  if (now.kind !== 'count' || before.kind !== 'count') return [now, before, { kind: 'unknown' }];
  return [now, before, { kind: 'percent', text: percent(now.value, before.value) }];
}

function ownCell(row: Row, column: string, cells: ReadonlyMap<string, LaidCell>, numbers: Numbers): Cell {
  const cell = cells.get(column)!;
  if (row.missing || cell.missing) return { kind: 'missing' };
  const value = row.before ? numbers.earlier : numbers.value;
  if (!value) return { kind: 'unknown' };
  if (!cell.percent) return countCell(cell, value, row.before === true);
  const of = (id: string) => value(cells.get(id)!.key!);
  return { kind: 'percent', text: percent(of(cell.percent.part), of(cell.percent.whole)) };
}
