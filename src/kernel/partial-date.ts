/**
 * Days of which an old paper tells only the year or the month: dates of birth, of admission, of a certificate.
 * What is not known is not invented; a rule that needs a day asks for the earliest or the latest possible one.
 */
import {
  dateOf,
  englishMonth,
  formatDate,
  isPlainDate,
  lastDayOfMonth,
  monthRefusal,
  type PlainDate,
  parseDate,
  yearRefusal,
} from './plain-date.ts';
import { done, type Outcome, refusal, refused } from './refusal.ts';
import { type Language, quoted, w } from './words.ts';

/** A year, a month or a day, as ISO text `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export type PartialDate = string & { readonly brand: 'partial-date' };

/** Whether a text is a real year (0001–9999), month or day in ISO form. */
export function isPartialDate(text: string): text is PartialDate {
  if (text.length === 4) return isPlainDate(`${text}-01-01`);
  if (text.length === 7) return isPlainDate(`${text}-01`);
  return isPlainDate(text);
}

/** A partial date known to the programmer or the database. Throws on anything else: see `parsePartialDate`. */
export function partialDate(text: string): PartialDate {
  if (!isPartialDate(text)) throw new RangeError(`not a year, month or day in ISO form: ${text}`);
  return text;
}

/** A fully known day is a partial date too. */
export const partialOf = (date: PlainDate): PartialDate => partialDate(date);

/** How much of the date is known. */
export const precisionOf = (date: PartialDate): 'year' | 'month' | 'day' =>
  date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day';

/** The first day the date may mean: 1 January of a year, the 1st of a month. */
export function earliestDay(date: PartialDate): PlainDate {
  const [year, month = 1, day = 1] = date.split('-').map(Number) as [number, number?, number?];
  return dateOf(year, month, day);
}

/** The last day the date may mean: 31 December of a year, the last of a month. */
export function latestDay(date: PartialDate): PlainDate {
  const [year, month = 12, day] = date.split('-').map(Number) as [number, number?, number?];
  return day === undefined ? lastDayOfMonth(dateOf(year, month, 1)) : dateOf(year, month, day);
}

/** Orders by the earliest day, and of equal ones the less precise first: 1954, tháng 1/1954, 1/1/1954. */
export const comparePartialDates = (a: PartialDate, b: PartialDate): number => (a < b ? -1 : a > b ? 1 : 0);

/** `1954`, `tháng 9/2023`, `3/2/2026`; in English `1954`, `Sep 2023`, `3 Feb 2026`. */
export function formatPartialDate(date: PartialDate, language: Language): string {
  const first = earliestDay(date);
  const [year, month] = first.split('-').map(Number) as [number, number];
  if (precisionOf(date) === 'day') return formatDate(first, language);
  if (precisionOf(date) === 'year') return String(year);
  return language === 'vi' ? `tháng ${month}/${year}` : `${englishMonth(month).slice(0, 3)} ${year}`;
}

const HOW = w(
  'Xin nhập ngày (3/2/1954), tháng (tháng 2/1954) hoặc chỉ năm (1954).',
  'Type a day (3/2/1954), a month (2/1954) or only the year (1954).',
);

/** The month and year of `tháng 9/2023`, `tháng 9 năm 2023`, `9/2023`, `9-2023`, `9.2023` and `2023-09`. */
function monthAndYear(typed: string): { month: number; year: number } | undefined {
  const local = /^(?:tháng\s*)?(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})$/i.exec(typed);
  if (local) return { month: Number(local[1]), year: Number(local[2]) };
  const iso = /^(\d{4})-(\d{2})$/.exec(typed);
  return iso ? { month: Number(iso[2]), year: Number(iso[1]) } : undefined;
}

/**
 * Reads a day, month or year that a person typed: everything `parseDate` takes, `tháng 9/2023`, `9/2023`,
 * `2023-09`, `1954`, `năm 1954`. Months and years alone want four digits of the year.
 * Refuses with the codes of `parseDate`; `date.unreadable` and `date.empty` name the further forms.
 */
export function parsePartialDate(text: string, field?: string): Outcome<PartialDate> {
  const typed = text.normalize('NFC').trim();
  if (typed === '') {
    return refused(
      refusal('date.empty', w(`Chưa có ngày. ${HOW.vi}`, `The date is missing. ${HOW.en}`), field),
    );
  }
  const month = monthAndYear(typed);
  const year = month?.year ?? Number(/^(?:năm\s*)?(\d{4})$/i.exec(typed)?.[1]);
  if (!Number.isNaN(year)) {
    const wrong = yearRefusal(year, field) ?? (month && monthRefusal(month.month, HOW, field));
    if (wrong) return refused(wrong);
    return done(partialDate(month ? `${year}-${String(month.month).padStart(2, '0')}` : String(year)));
  }
  const day = parseDate(typed, field);
  if (day.ok) return done(partialOf(day.value));
  if (day.refusals[0]?.code !== 'date.unreadable') return day;
  const message = w(
    `${quoted(typed)} không phải là ngày, tháng hay năm. ${HOW.vi}`,
    `${quoted(typed)} is not a day, month or year. ${HOW.en}`,
  );
  return refused(refusal('date.unreadable', message, field));
}

/** The month in which a day lies, as stored: `2023-09`. */
export const monthIn = (day: PartialDate | PlainDate): string => day.slice(0, '2023-09'.length);

/** Whether a partial date is a month, as stored: `2023-09`. */
export const isMonth = (month: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(month);
