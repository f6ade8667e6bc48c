/** Working days, and the moments at which an office learned of what happened. */
import { addDays, daysBetween, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import type { Random } from './random.ts';

/** An instant as text with the offset of Việt Nam (texts of this form sort like the instants) and in ms. */
export type Moment = { text: string; ms: number };

const EPOCH = plainDate('1970-01-01');
const DAY_MS = 86_400_000;
const OFFSET_MS = 7 * 3_600_000;

const two = (n: number): string => String(n).padStart(2, '0');

/** The moment at a second of a day in Việt Nam. */
export function moment(day: PlainDate, second: number): Moment {
  const [hour, minute] = [Math.floor(second / 3600), Math.floor(second / 60) % 60];
  return {
    text: `${day}T${two(hour)}:${two(minute)}:${two(second % 60)}+07:00`,
    ms: daysBetween(EPOCH, day) * DAY_MS + second * 1000 - OFFSET_MS,
  };
}

/** When the installation opened its records: everything older was known from then. */
export const OPENING_DAY = plainDate('2021-01-01');
export const OPENING = moment(plainDate('2021-01-04'), 8 * 3600);
/** Stocks of the nine-month report stand at this day. */
export const PERIOD_END = plainDate('2023-09-30');

/** What had happened by the first of these days was in the records by the second: the report's cut-off. */
const LAST_DAY_IN_TIME = plainDate('2023-10-03');
const KNOWN_BY = plainDate('2023-10-04');

/** 0 is Sunday, 6 is Saturday. */
const weekday = (day: PlainDate): number => (((daysBetween(EPOCH, day) + 4) % 7) + 7) % 7;
const isWorkday = (day: PlainDate): boolean => weekday(day) !== 0 && weekday(day) !== 6;

const officeSecond = (random: Random): number => random.between(7 * 3600 + 1800, 16 * 3600 + 3599);

/** A working day between two days, both inside. Throws when there is none. */
export function workday(random: Random, from: PlainDate, to: PlainDate): PlainDate {
  const days = daysBetween(from, to);
  for (let tries = 0; tries < 1000; tries++) {
    const day = addDays(from, random.between(0, days));
    if (isWorkday(day)) return day;
  }
  throw new Error(`no working day between ${from} and ${to}`);
}

/** The first working day on or after a day. */
export const workdayFrom = (day: PlainDate): PlainDate =>
  isWorkday(day) ? day : workdayFrom(addDays(day, 1));

/** When the office entered what happened on a day: one to five days later, in office hours. */
export function recorded(random: Random, day: PlainDate): Moment {
  const entered = workdayFrom(addDays(day, random.between(1, 5)));
  const late = day <= LAST_DAY_IN_TIME && entered > KNOWN_BY;
  return moment(late ? KNOWN_BY : entered, officeSecond(random));
}

/** The later of two moments. */
export const later = (a: Moment, b: Moment): Moment => (a.ms >= b.ms ? a : b);

/** The moment itself where it comes after another one, else a minute after that: papers of one day stand in their order. */
export const inOrderAfter = (before: Moment | null, at: Moment): Moment => {
  if (before === null || at.ms > before.ms) return at;
  const local = before.ms + OFFSET_MS + 60_000;
  return moment(addDays(EPOCH, Math.floor(local / DAY_MS)), Math.floor((local % DAY_MS) / 1000));
};

/** A working day between two others at a share of the way, both days inside. */
export const along = (from: PlainDate, to: PlainDate, share: number): PlainDate => {
  const day = workdayFrom(addDays(from, Math.round(daysBetween(from, to) * share)));
  return day > to ? to : day;
};
