/**
 * Stretches of days. Inside the product the end is the first day *outside* (as in PostgreSQL's `daterange`),
 * so that neighbours share a date and nothing is counted twice; a person always sees the last day *inside*.
 */
import { addDays, addMonths, dateOf, formatDate, isPlainDate, type PlainDate } from './plain-date.ts';
import { done, type Outcome, refusal, refused } from './refusal.ts';
import { type Language, w } from './words.ts';

/** From `from` up to but not including `to`; `to` null means that no end is known. */
export type Period = { from: PlainDate; to: PlainDate | null };

/** The period of a first day and a first day outside. Refuses `period.order` when it would hold no day. */
export function period(from: PlainDate, to: PlainDate | null, field?: string): Outcome<Period> {
  if (to === null || to > from) return done({ from, to });
  const message = w(
    `Ngày kết thúc ${formatDate(to, 'vi')} phải sau ngày bắt đầu ${formatDate(from, 'vi')}.`,
    `The end, ${formatDate(to, 'en')}, must be after the start, ${formatDate(from, 'en')}.`,
  );
  return refused(refusal('period.order', message, field));
}

/** The period of a first and a last day, both inside. Refuses `period.order` when the last is the earlier. */
export function fromInclusive(first: PlainDate, last: PlainDate | null, field?: string): Outcome<Period> {
  if (last === null) return done({ from: first, to: null });
  if (last >= first) return done({ from: first, to: addDays(last, 1) });
  const message = w(
    `Ngày cuối ${formatDate(last, 'vi')} không được trước ngày đầu ${formatDate(first, 'vi')}.`,
    `The last day, ${formatDate(last, 'en')}, must not be before the first, ${formatDate(first, 'en')}.`,
  );
  return refused(refusal('period.order', message, field));
}

/** The last day inside, for showing; null when no end is known. */
export const lastDay = (period: Period): PlainDate | null => (period.to ? addDays(period.to, -1) : null);

/** Whether the day lies inside. */
export const contains = (period: Period, day: PlainDate): boolean =>
  period.from <= day && (period.to === null || day < period.to);

/** Whether some day lies inside both. Neighbours that only share a date do not overlap. */
export const overlaps = (a: Period, b: Period): boolean =>
  (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);

/** The days that lie inside both, or null when there are none. */
export function intersect(a: Period, b: Period): Period | null {
  if (!overlaps(a, b)) return null;
  const from = contains(a, b.from) ? b.from : a.from;
  const to = a.to === null ? b.to : b.to === null || a.to < b.to ? a.to : b.to;
  return { from, to };
}

function months(year: number, firstMonth: number, count: number): Period {
  const from = dateOf(year, firstMonth, 1);
  return { from, to: addMonths(from, count) };
}

/** 1 January to 31 December. */
export const wholeYear = (year: number): Period => months(year, 1, 12);

/** 1 January to 30 June, "6 tháng đầu năm". */
export const firstHalf = (year: number): Period => months(year, 1, 6);

/** 1 January to 30 September, "9 tháng đầu năm". */
export const nineMonths = (year: number): Period => months(year, 1, 9);

/** Three months; `quarter` is 1 to 4. */
export const quarterOf = (year: number, quarter: 1 | 2 | 3 | 4): Period => months(year, quarter * 3 - 2, 3);

/** One month, 1 to 12. */
export const monthPeriod = (year: number, month: number): Period => months(year, month, 1);

/** `từ 1/1/2023 đến 30/9/2023`, without an end `từ 1/1/2023`. Shows the last day inside. */
export function formatPeriod(period: Period, language: Language): string {
  const last = lastDay(period);
  const first = formatDate(period.from, language);
  if (last === null) return language === 'vi' ? `từ ${first}` : `since ${first}`;
  return language === 'vi'
    ? `từ ${first} đến ${formatDate(last, 'vi')}`
    : `from ${first} to ${formatDate(last, 'en')}`;
}

/** PostgreSQL's text for the period: `[2023-01-01,2023-10-01)`, without an end `[2023-01-01,)`. */
export const toDateRange = (period: Period): string => `[${period.from},${period.to ?? ''})`;

/**
 * The period of a `daterange` in PostgreSQL's text. Throws on what no column of the product may hold:
 * `empty`, no beginning, a bound other than `[ )`.
 */
export function fromDateRange(text: string): Period {
  const found = /^\[([^,]+),([^,]*)\)$/.exec(text);
  const [from, to] = [found?.[1] ?? '', found?.[2] ?? ''];
  if (!found || !isPlainDate(from) || !(to === '' || (isPlainDate(to) && to > from))) {
    throw new RangeError(`not a period: ${text}`);
  }
  return { from, to: to === '' ? null : (to as PlainDate) };
}
