/** Reads a file of published cases: every fault is told before anything is built. */
import { isPlainDate, type PlainDate } from '../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { quoted, type Words, w } from '../kernel/words.ts';

export type Derived = {
  expr: string;
  value: number;
  status: string;
  unit?: string;
  dp?: number | null;
  rounding?: string;
};

export type Case = {
  id: string;
  level: string;
  unit: string;
  from: PlainDate | null;
  to: PlainDate | null;
  figures: ReadonlyMap<string, number>;
  derived: readonly Derived[];
};

/** More than the country has people is no count of anything here; amounts of money may be larger. */
const LARGEST_COUNT = 100_000_000;

/** How many faults of a file are told at most. */
const MOST_FAULTS = 50;

export const isPercentage = (key: string): boolean => /(^|[._])pct([._]|$)/.test(key);

/** A difference or a change may be below nothing. */
const isChange = (key: string): boolean =>
  /(^|[._])(yoy_abs|yoy_pct|over_target_\w+|change)([._]|$)/.test(key);

const isAmount = (key: string): boolean => /_vnd(\.|$)/.test(key);

/** An area, a measure and what narrows it; units have any short name. */
const KEY = /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+$/u;

const bad = (message: Words): Refusal => refusal('bad_cases', message);

/** The cases of a file's text, or what is wrong with it. */
export function readCases(text: string): Outcome<Case[]> {
  let read: unknown;
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = (error as Error).message;
    return refused(bad(w(`Tệp không phải JSON: ${reason}`, `The file is not JSON: ${reason}`)));
  }
  if (!Array.isArray(read) || read.length === 0) {
    return refused(
      bad(
        w(
          'Tệp phải là một danh sách JSON có ít nhất một trường hợp: [{"id", "level", "unit", "figures"}].',
          'The file must be a JSON list of at least one case: [{"id", "level", "unit", "figures"}].',
        ),
      ),
    );
  }
  const faults: Refusal[] = [];
  const cases = read.map((one, i) => readCase(one, i + 1, faults));
  const ids = new Set<string>();
  for (const one of cases) {
    if (!one) continue;
    if (ids.has(one.id))
      faults.push(
        bad(w(`Mã trường hợp ${quoted(one.id)} có hai lần.`, `The case id ${quoted(one.id)} stands twice.`)),
      );
    ids.add(one.id);
  }
  return faults.length > 0
    ? refused(...faults.slice(0, MOST_FAULTS))
    : done(cases.filter((one) => one !== undefined));
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readCase(one: unknown, nth: number, faults: Refusal[]): Case | undefined {
  const before = faults.length;
  if (!isObject(one)) {
    faults.push(
      bad(w(`Trường hợp thứ ${nth} không phải là một đối tượng JSON.`, `Case ${nth} is no JSON object.`)),
    );
    return undefined;
  }
  const { id, level, unit, figures } = one;
  const name = typeof id === 'string' ? quoted(id) : String(nth);
  const say = (vi: string, en: string) =>
    void faults.push(bad(w(`Trường hợp ${name}: ${vi}`, `Case ${name}: ${en}`)));
  for (const [field, value] of Object.entries({ id, level, unit })) {
    if (typeof value !== 'string' || value.trim() === '')
      say(`thiếu “${field}” là chữ.`, `“${field}” must be text.`);
  }
  const from = readDay(one.period_from, 'period_from', say);
  const to = readDay(one.period_to, 'period_to', say);
  if (from && to && from > to) say('period_from sau period_to.', 'period_from comes after period_to.');
  const read = readFigures(figures, say);
  const derived = readDerived(one.derived, say);
  if (faults.length > before) return undefined;
  return { id: id as string, level: level as string, unit: unit as string, from, to, figures: read, derived };
}

type Say = (vi: string, en: string) => void;

function readDay(value: unknown, field: string, say: Say): PlainDate | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' && isPlainDate(value)) return value;
  say(
    `${field} phải là ngày năm-tháng-ngày hoặc null.`,
    `${field} must be a day such as 2023-09-30, or null.`,
  );
  return null;
}

function readFigures(figures: unknown, say: Say): Map<string, number> {
  const read = new Map<string, number>();
  if (!isObject(figures)) {
    say('thiếu “figures” là đối tượng {khóa: số}.', '“figures” must be an object {key: number}.');
    return read;
  }
  for (const [key, value] of Object.entries(figures)) {
    const named = quoted(key);
    // A source that names a measure without a number prints none.
    if (value === null) continue;
    if (!KEY.test(key))
      say(`khóa ${named} không đúng dạng mảng.số_liệu.`, `the key ${named} is not of the form area.measure.`);
    else if (typeof value !== 'number' || !Number.isFinite(value))
      say(`${named} không phải là số.`, `${named} is not a number.`);
    else if (value < 0 && !isChange(key)) say(`${named} là số âm.`, `${named} is negative.`);
    else if (Math.abs(value) > (isAmount(key) ? Number.MAX_SAFE_INTEGER : LARGEST_COUNT))
      say(`${named} lớn một cách vô lý (${value}).`, `${named} is absurdly large (${value}).`);
    else read.set(key, value);
  }
  if (Object.values(figures).every((value) => value === null))
    say('không có số liệu nào.', 'there are no figures.');
  return read;
}

function readDerived(derived: unknown, say: Say): Derived[] {
  if (derived === undefined || derived === null) return [];
  if (!Array.isArray(derived)) {
    say('“derived” phải là một danh sách.', '“derived” must be a list.');
    return [];
  }
  return derived.flatMap((one, i) => {
    if (
      isObject(one) &&
      typeof one.expr === 'string' &&
      typeof one.value === 'number' &&
      Number.isFinite(one.value) &&
      typeof one.status === 'string' &&
      (one.dp === undefined ||
        one.dp === null ||
        (Number.isInteger(one.dp) && (one.dp as number) >= 0 && (one.dp as number) <= 9))
    ) {
      return [one as Derived];
    }
    say(`derived[${i}] phải có expr, value, status.`, `derived[${i}] must have expr, value and status.`);
    return [];
  });
}
