/** The shape of a value per unit, and its sentence for people. */
import { formatDong } from '../kernel/number.ts';
import { addDays, type PlainDate } from '../kernel/plain-date.ts';
import { formatPercent, percent } from '../kernel/ratio.ts';
import { type Language, type Words, w } from '../kernel/words.ts';
import { isMap } from './fields.ts';
import type { DatedValue, Options, RuleValue, Share, Unit } from './rule.ts';

const natural = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const positive = (value: unknown): value is number => natural(value) && value > 0;
const codes = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');

function isPart(value: unknown, keys: readonly string[]): boolean {
  if (!isMap(value) || Object.keys(value).sort().join() !== [...keys].sort().join()) return false;
  const { part, whole } = value;
  return positive(part) && positive(whole) && part <= whole;
}

const isTable = (value: unknown): boolean =>
  isMap(value) &&
  Object.values(value).every((cell) => natural(cell) || typeof cell === 'string' || codes(cell));

function isPattern(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return new RegExp(`^(?:${value})$`, 'u').source !== '';
  } catch {
    return false;
  }
}

const amount = { is: positive, expects: 'a whole number above zero' };

const SHAPES: Readonly<Record<Unit, { is: (value: unknown) => boolean; expects: string }>> = {
  age: amount,
  years: amount,
  months: amount,
  days: amount,
  working_days: amount,
  hours: amount,
  members: amount,
  people: amount,
  pt: amount,
  mm: amount,
  dong: amount,
  count: { is: natural, expects: 'a whole number' },
  majority: {
    is: (value) =>
      isPart(value, ['part', 'whole', 'over']) && isMap(value) && typeof value.over === 'boolean',
    expects: '{ part, whole, over } with part ≤ whole',
  },
  share: { is: (value) => isPart(value, ['part', 'whole']), expects: '{ part, whole } with part ≤ whole' },
  flag: { is: (value) => typeof value === 'boolean', expects: 'true or false' },
  code: { is: (value) => typeof value === 'string' && value !== '', expects: 'a code' },
  list: { is: (value) => codes(value) && value.length > 0, expects: 'a list of codes' },
  numbers: {
    is: (value) => Array.isArray(value) && value.every(natural),
    expects: 'a list of whole numbers',
  },
  table: { is: isTable, expects: 'a map to whole numbers, codes or lists of codes' },
  symbol: { is: (value) => typeof value === 'string' && value !== '', expects: 'a text' },
  pattern: { is: isPattern, expects: 'a regular expression' },
};

/** The rulebook is read once and shared, so nobody may change what is in it. */
function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** The value, frozen, when it fits the unit; otherwise what was expected instead. */
export function readValue(value: unknown, unit: Unit): { value: RuleValue } | { expects: string } {
  const shape = SHAPES[unit];
  return shape.is(value) ? { value: frozen(value) as RuleValue } : { expects: shape.expects };
}

/** Every code a value uses: keys and texts of a table, items of a list. Numbers and signs use none. */
export function codesIn(value: RuleValue, unit: Unit): string[] {
  if (unit === 'code') return [String(value)];
  if (unit === 'list') return (value as readonly unknown[]).map(String);
  if (unit !== 'table' || !isMap(value)) return [];
  const texts = Object.values(value)
    .flat()
    .filter((cell) => typeof cell === 'string');
  return [...Object.keys(value), ...texts];
}

const YES = w('có', 'yes');
const NO = w('không', 'no');
const NONE = w('không có', 'none');

const AMOUNTS: Partial<Record<Unit, Words>> = {
  age: w('tuổi', 'years of age'),
  years: w('năm', 'years'),
  months: w('tháng', 'months'),
  days: w('ngày', 'days'),
  working_days: w('ngày làm việc', 'working days'),
  hours: w('giờ', 'hours'),
  members: w('đảng viên', 'members'),
  people: w('người', 'people'),
  pt: w('pt', 'pt'),
  mm: w('mm', 'mm'),
};

/** A share of hundredths or thousandths is said in percent, as its text says it. */
function shareText({ part, whole }: Share, language: Language): string {
  if (whole !== 100 && whole !== 1000) return `${part}/${whole}`;
  return formatPercent(percent(part, whole)!, language);
}

function majorityText(value: RuleValue, language: Language): string {
  const { part, whole, over } = value as { part: number; whole: number; over: boolean };
  const words = over ? w('quá', 'more than') : w('ít nhất', 'at least');
  return `${words[language]} ${part}/${whole}`;
}

/** A value as people read it: “30 ngày làm việc”, “ít nhất 2/3”, “khiển trách: quyết định / khai trừ: đề nghị”. */
export function valueText(
  value: RuleValue,
  unit: Unit,
  options: Options | undefined,
  language: Language,
): string {
  const label = (code: unknown): string => options?.[String(code)]?.[language] ?? String(code);
  const cell = (content: unknown): string =>
    Array.isArray(content) ? content.map(label).join('; ') : label(content);
  const measure = AMOUNTS[unit];
  if (measure) {
    const text = `${value} ${measure[language]}`;
    return language === 'en' && value === 1 ? text.replace(/s$/, '') : text;
  }
  if (unit === 'majority') return majorityText(value, language);
  if (unit === 'dong') return formatDong(BigInt(Number(value)), language);
  if (unit === 'share') return shareText(value as Share, language);
  if (unit === 'flag') return (value ? YES : NO)[language];
  if (unit === 'table' && isMap(value)) {
    const cells = Object.entries(value).map(([key, content]) => `${label(key)}: ${cell(content)}`);
    return cells.join(' / ') || NONE[language];
  }
  return unit === 'symbol' || unit === 'pattern' ? String(value) : cell(value);
}

/** The days between the first and the last dated value for which nothing is known, both ends inclusive. */
export function gapsOf(values: readonly DatedValue[]): { from: PlainDate; to: PlainDate }[] {
  return values.slice(1).flatMap((next, index) => {
    const before = values[index]!;
    if (before.to === null || addDays(before.to, 1) === next.from) return [];
    return [{ from: addDays(before.to, 1), to: addDays(next.from, -1) }];
  });
}
