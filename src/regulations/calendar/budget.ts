/**
 * A deadline as budget + pauses + extensions: so many days, working days, months or years after a day, without the days
 * on which it stood still. Pure. The arithmetic is kept day by day, so that a page can show it.
 */
import {
  addDays,
  addMonths,
  daysBetween,
  formatDate,
  type PlainDate,
  yearOf,
} from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import type { Calendar } from './read.ts';
import {
  type CountedDay,
  type Deadline,
  dayOf,
  deadlineText,
  noCalendar,
  pendingOf,
} from './working-days.ts';

export type Measure = 'days' | 'working_days' | 'months' | 'years';

export const MEASURES: Readonly<Record<Measure, Words>> = {
  days: w('ngày', 'days'),
  working_days: w('ngày làm việc', 'working days'),
  months: w('tháng', 'months'),
  years: w('năm', 'years'),
};

/** What a text gives: so many of a measure. */
export type Span = { amount: number; measure: Measure };

/** Days that do not count: from `from` until `to`, on which it runs again; `to` is null while it stands still. */
export type Pause = { from: PlainDate; to: PlainDate | null; reason: string };

/** A deadline and how it was reached: `count` days of its measure, `extended` of them by decision. */
export type Run = Deadline & { span: Span; extended: number; paused: number };

/**
 * The last day in time. The day it starts on is not counted (Bộ luật Dân sự 2015, Điều 147). Extensions count in the measure of the budget,
 * in days where that is months or years. Refuses with `clock_paused` while it stands still, with `calendar.year` where
 * working days reach a year without data.
 */
export function runOf(
  from: PlainDate,
  span: Span,
  pauses: readonly Pause[],
  extended: number,
  calendar: Calendar,
): Outcome<Run> {
  const days: CountedDay[] = [];
  let paused = 0;
  const last = walk(from, span, pauses, extended, calendar, (day, isPaused) => {
    days.push(day);
    if (isPaused) paused += 1;
  });
  if (!last.ok) return last;
  const on = last.value;
  const working = span.measure === 'working_days';
  return done({
    ...{ from, count: countOf(from, span, extended), on, days, span, extended, paused },
    pending: working ? pendingOf(from, on, calendar) : [],
  });
}

/** The same day without its arithmetic: for lists and for many cases at once. */
export function lastDayOf(
  from: PlainDate,
  span: Span,
  pauses: readonly Pause[],
  extended: number,
  calendar: Calendar,
): Outcome<PlainDate> {
  if (span.measure !== 'working_days' && pauses.length === 0) {
    return done(addDays(from, countOf(from, span, extended)));
  }
  return walk(from, span, pauses, extended, calendar, () => {});
}

/** How many days are to pass. A month ends on the day of the same number, or on its last. */
function countOf(from: PlainDate, { amount, measure }: Span, extended: number): number {
  if (measure === 'days' || measure === 'working_days') return amount + extended;
  return daysBetween(from, addMonths(from, measure === 'years' ? amount * 12 : amount)) + extended;
}

function walk(
  from: PlainDate,
  span: Span,
  pauses: readonly Pause[],
  extended: number,
  calendar: Calendar,
  note: (day: CountedDay, isPaused: boolean) => void,
): Outcome<PlainDate> {
  const still = pauses.find(({ to }) => to === null);
  if (still) return refused(clockPaused(still.from));
  const count = countOf(from, span, extended);
  const reasons = pauses.map(({ reason }) => pausedFor(reason));
  let day = from;
  for (let nth = 0; nth < count; ) {
    day = addDays(day, 1);
    const pause = pauses.findIndex((one) => one.from <= day && day < one.to!);
    if (pause >= 0) note({ day, nth: null, why: reasons[pause]! }, true);
    else {
      const { works, why } = span.measure === 'working_days' ? workOf(day, calendar) : EVERY_DAY;
      if (works === null) return refused(noCalendar(yearOf(day)));
      if (works) nth += 1;
      note({ day, nth: works ? nth : null, why }, false);
    }
  }
  return done(day);
}

const EVERY_DAY = { works: true as boolean | null, why: null as Words | null };

const workOf = (day: PlainDate, calendar: Calendar): typeof EVERY_DAY =>
  calendar.years.has(yearOf(day)) ? dayOf(day, calendar) : { works: null, why: null };

const pausedFor = (reason: string): Words => w(`tạm dừng: ${reason}`, `stood still: ${reason}`);

const clockPaused = (since: PlainDate): Refusal =>
  refusal(
    'clock_paused',
    w(
      `Thời hạn đang tạm dừng từ ngày ${formatDate(since, 'vi')}; chạy tiếp thì mới tính được ngày cuối.`,
      `The deadline stands still since ${formatDate(since, 'en')}; its day is known once it runs again.`,
    ),
  );

/** The arithmetic in one sentence: budget, extension, pauses, and for working days each exception by name. */
export function runText(run: Run, language: Language): string {
  const { span, extended, paused, from, on } = run;
  const [first, last] = [formatDate(from, language), formatDate(on, language)];
  const days = MEASURES[span.measure === 'working_days' ? 'working_days' : 'days'][language];
  const vi = language === 'vi';
  const sum = [
    `${span.amount} ${MEASURES[span.measure][language]}`,
    ...(extended > 0 ? [vi ? `gia hạn ${extended} ${days}` : `extended by ${extended} ${days}`] : []),
    ...(paused > 0 ? [vi ? `tạm dừng ${paused} ngày` : `${paused} days standing still`] : []),
  ].join(' + ');
  const head = vi
    ? `${sum}, kể từ sau ngày ${first}: đến hết ngày ${last}.`
    : `${sum}, after ${first}: to the end of ${last}.`;
  if (span.measure !== 'working_days') return head;
  return extended + paused > 0 ? `${head} ${deadlineText(run, language)}` : deadlineText(run, language);
}
