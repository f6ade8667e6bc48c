/** The only file that reads the machine's clock. Everything else is handed a `Clock`. */
import type { PlainDate } from './plain-date.ts';
import type { Refusal } from './refusal.ts';

/** An instant as ISO 8601 in UTC with microseconds or milliseconds; it only says when something was known. */
export type Instant = string & { readonly brand: 'instant' };

export type Clock = {
  /**
   * Why nothing may be written at this moment, given the instant the log gave the entry; absent on clocks that are
   * not watched (db/timekeeper.ts).
   */
  trouble?(entry: Instant): Refusal | undefined;
  now(): Instant;
  /** Today's date in Việt Nam (UTC+7, no summer time), whatever the machine's zone. */
  today(): PlainDate;
};

const HOUR_MS = 3600 * 1000;
const VIET_NAM_OFFSET_MS = 7 * HOUR_MS;

const dayInVietNam = (ms: number): PlainDate =>
  new Date(ms + VIET_NAM_OFFSET_MS).toISOString().slice(0, 10) as PlainDate;

export const systemClock: Clock = {
  now: () => new Date().toISOString() as Instant,
  today: () => dayInVietNam(Date.now()),
};

/** A clock that stands still, for tests and generators. */
export const fixedClock = (instant: string): Clock => {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new Error(`not an instant: ${instant}`);
  return { now: () => new Date(ms).toISOString() as Instant, today: () => dayInVietNam(ms) };
};

export type SteppingClock = Clock & { step(seconds: number): void };

/** A clock that goes on only when it is told to, for tests in which the order of instants matters. */
export function steppingClock(start: string): SteppingClock {
  let at = fixedClock(start);
  return {
    now: () => at.now(),
    today: () => at.today(),
    step: (seconds) => {
      at = fixedClock(new Date(Date.parse(at.now()) + seconds * 1000).toISOString());
    },
  };
}

/** Reads an instant typed by a person or a command line; a bare day means its end in Việt Nam. */
export function parseInstant(text: string): Instant | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const ms = Date.parse(day ? `${text}T23:59:59.999+07:00` : text);
  return Number.isNaN(ms) ? undefined : (new Date(ms).toISOString() as Instant);
}

/** The day in Việt Nam on which an instant fell. */
export const dayOf = (instant: string): PlainDate => dayInVietNam(Date.parse(instant));

/** The first instant of the day in Vietnam in which an instant lies. */
export const startOfDay = (instant: Instant): Instant =>
  new Date(Date.parse(`${dayOf(instant)}T00:00:00+07:00`)).toISOString() as Instant;

/** Milliseconds since 1970 of the system clock, for measuring how long something took and for ids. */
export const milliseconds = (clock: Clock): number => Date.parse(clock.now());

/** When the clock last showed this hour in Việt Nam, in milliseconds since 1970; now where it shows it. */
export function lastAtHour(clock: Clock, hour: number): number {
  const now = milliseconds(clock);
  return now - ((now + VIET_NAM_OFFSET_MS - hour * HOUR_MS) % (24 * HOUR_MS));
}

/** The instant so many days before now. */
export const daysAgo = (clock: Clock, days: number): Instant =>
  new Date(Date.parse(clock.now()) - days * 24 * 3600 * 1000).toISOString() as Instant;
/** An instant as the libraries of files want it. */
export const dateAt = (instant: Instant): Date => new Date(instant);
