/**
 * Days of the calendar without time or zone. Everything is integer arithmetic on the proleptic Gregorian
 * calendar: JavaScript's `Date` is not used, so the machine's time zone cannot move a day.
 * Dates of the type compare with `<` and `===`.
 */
import { done, type Outcome, type Refusal, refusal, refused } from './refusal.ts';
import { type Language, quoted, type Words, w } from './words.ts';

/** A day of the calendar without time or zone, as ISO text `YYYY-MM-DD`. */
export type PlainDate = string & { readonly brand: 'plain-date' };

/** The years a person may type; outside them a slip of the keyboard is likelier than a fact. */
export const FIRST_YEAR = 1800;
export const LAST_YEAR = 2200;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** The day of a year (1–9999), month (1–12) and day of the month. Throws a RangeError when there is none. */
export function dateOf(year: number, month: number, day: number): PlainDate {
  const inRange =
    [year, month, day].every(Number.isInteger) && year >= 1 && year <= 9999 && month >= 1 && month <= 12;
  if (!inRange || day < 1 || day > daysInMonth(year, month)) {
    throw new RangeError(`no such day: year ${year}, month ${month}, day ${day}`);
  }
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}` as PlainDate;
}

/** Whether a text is a real day written `YYYY-MM-DD`, years 0001–9999. */
export function isPlainDate(text: string): text is PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** A day known to the programmer or the database, in ISO form. Throws on anything else: see `parseDate`. */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new RangeError(`not a date in ISO form: ${text}`);
  return text;
}

export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4));
/** 1 to 12. */
export const monthOf = (date: PlainDate): number => Number(date.slice(5, 7));
/** 1 to 31. */
export const dayOfMonth = (date: PlainDate): number => Number(date.slice(8, 10));

/**
 * Days since 1/1/1970, negative before. Years are counted from 1 March, which puts the leap day last;
 * 400 years (146 097 days) repeat exactly.
 */
function dayNumber(date: PlainDate): number {
  const month = monthOf(date);
  const year = month <= 2 ? yearOf(date) - 1 : yearOf(date);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth(date) - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146097 + yearOfEra * 365 + leapDays + dayOfYear - 719468;
}

/** The inverse of `dayNumber`. */
function dateOfDayNumber(number: number): PlainDate {
  const shifted = number + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return dateOf(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day);
}

/** The day `days` later, or earlier when negative. Throws a RangeError outside the years 1–9999. */
export const addDays = (date: PlainDate, days: number): PlainDate => dateOfDayNumber(dayNumber(date) + days);

/** The same day `months` later or earlier; a day the month does not have becomes its last: 31/1 + 1 = 28/2. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return dateOf(year, month, Math.min(dayOfMonth(date), daysInMonth(year, month)));
}

/** Days from `from` to `to`: 0 for the same day, 1 for the next, negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => dayNumber(to) - dayNumber(from);

/** The last day of the month in which the date lies. */
export const lastDayOfMonth = (date: PlainDate): PlainDate =>
  dateOf(yearOf(date), monthOf(date), daysInMonth(yearOf(date), monthOf(date)));

const WEEKDAYS: readonly Words[] = [
  w('thứ Hai', 'Monday'),
  w('thứ Ba', 'Tuesday'),
  w('thứ Tư', 'Wednesday'),
  w('thứ Năm', 'Thursday'),
  w('thứ Sáu', 'Friday'),
  w('thứ Bảy', 'Saturday'),
  w('Chủ nhật', 'Sunday'),
];

/** The name of the day of the week, as it stands inside a sentence. */
export function weekday(date: PlainDate): Words {
  const sinceMonday = (dayNumber(date) + 3) % 7; // 1/1/1970 was a Thursday
  return WEEKDAYS[(sinceMonday + 7) % 7]!;
}

const MONTH_NAMES = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** The English name of a month, 1 to 12. */
export const englishMonth = (month: number): string => MONTH_NAMES[month - 1]!;

/** Whether a day is a Saturday or a Sunday. */
export const isWeekend = (date: PlainDate): boolean => (((dayNumber(date) + 3) % 7) + 7) % 7 >= 5;

/** A date in running text and tables: `3/2/2026`, in English `3 Feb 2026`. */
export function formatDate(date: PlainDate, language: Language): string {
  const [day, month, year] = [dayOfMonth(date), monthOf(date), yearOf(date)];
  return language === 'vi' ? `${day}/${month}/${year}` : `${day} ${englishMonth(month).slice(0, 3)} ${year}`;
}

/**
 * A date in the date line of a document: `ngày 05 tháng 10 năm 2023`, in English `5 October 2023`.
 * Administrative orthography puts a zero before days below 10 and before months 1 and 2, and no other.
 */
export function formatLongDate(date: PlainDate, language: Language): string {
  const [day, month, year] = [dayOfMonth(date), monthOf(date), yearOf(date)];
  if (language === 'en') return `${day} ${englishMonth(month)} ${year}`;
  return `ngày ${twoDigits(day)} tháng ${month <= 2 ? twoDigits(month) : month} năm ${year}`;
}

const HOW = w(
  'Xin nhập ngày/tháng/năm, ví dụ 3/2/2026.',
  'Type day/month/year, for instance 3/2/2026 for 3 February.',
);

/** Why a year cannot be meant, or undefined when it can. */
export function yearRefusal(year: number, field?: string): Refusal | undefined {
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return undefined;
  const message = w(
    `Năm ${year} nằm ngoài khoảng ${FIRST_YEAR}–${LAST_YEAR}. Xin xem lại và nhập năm đủ bốn chữ số.`,
    `The year ${year} lies outside ${FIRST_YEAR}–${LAST_YEAR}. Check it and type the year with four digits.`,
  );
  return refusal('date.year', message, field);
}

/** Why a month cannot be meant, or undefined when it can. `how` says what to type instead. */
export function monthRefusal(month: number, how: Words, field?: string): Refusal | undefined {
  if (month >= 1 && month <= 12) return undefined;
  return refusal(
    'date.month',
    w(`Không có tháng ${month}. ${how.vi}`, `There is no month ${month}. ${how.en}`),
    field,
  );
}

/** Month and day exchanged, as English forms do, is the likeliest slip: then the message offers the date. */
function howAfterMonth(year: number, month: number, day: number): Words {
  const swapped = day >= 1 && day <= 12 && month <= daysInMonth(year, day);
  if (!swapped) return HOW;
  const meant = `${month}/${day}/${year}`;
  return w(
    `Ngày viết trước, tháng viết sau: có phải ${meant} không?`,
    `The day comes before the month: is ${meant} meant?`,
  );
}

function checked(year: number, month: number, day: number, field?: string): Outcome<PlainDate> {
  const wrong = yearRefusal(year, field) ?? monthRefusal(month, howAfterMonth(year, month, day), field);
  if (wrong) return refused(wrong);
  const last = daysInMonth(year, month);
  if (day >= 1 && day <= last) return done(dateOf(year, month, day));
  const message = w(
    `Không có ngày ${day}: tháng ${month}/${year} có các ngày từ 1 đến ${last}. ${HOW.vi}`,
    `There is no day ${day}: ${englishMonth(month)} ${year} has the days 1 to ${last}. ${HOW.en}`,
  );
  return refused(refusal('date.day', message, field));
}

/** Two-digit years: 00–49 are 2000–2049, 50–99 are 1950–1999. Four digits stand as they are. */
const fullYear = (digits: string): number =>
  digits.length === 2 ? Number(digits) + (Number(digits) < 50 ? 2000 : 1900) : Number(digits);

/**
 * Reads a date that a person typed, the day always before the month: `3/2/2026`, `03-02-2026`, `3.2.26`
 * (years 00–49 are 20xx, 50–99 are 19xx), or ISO `2026-02-03`. Blanks around it are ignored.
 * Refuses with `date.empty`, `date.unreadable`, `date.year` (outside 1800–2200), `date.month` or `date.day`.
 */
export function parseDate(text: string, field?: string): Outcome<PlainDate> {
  const typed = text.trim();
  if (typed === '') {
    return refused(
      refusal('date.empty', w(`Chưa có ngày. ${HOW.vi}`, `The date is missing. ${HOW.en}`), field),
    );
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed);
  if (iso) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]), field);
  const local = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(typed);
  if (local) return checked(fullYear(local[4]!), Number(local[3]), Number(local[1]), field);
  const message = w(
    `${quoted(typed)} không phải là một ngày. ${HOW.vi}`,
    `${quoted(typed)} is not a date. ${HOW.en}`,
  );
  return refused(refusal('date.unreadable', message, field));
}
