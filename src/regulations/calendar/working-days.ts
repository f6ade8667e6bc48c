/**
 * Deadlines in working days: Monday to Friday without the holidays of the year, and with the weekend days that are
 * worked in exchange (rule `calendar.working_days`). Pure. A year without data is refused, never guessed.
 */
import { addDays, formatDate, isWeekend, type PlainDate, yearOf } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import type { Calendar } from './read.ts';

/** One day of the arithmetic: its number among the working days, or null with the reason why it does not count. */
export type CountedDay = { day: PlainDate; nth: number | null; why: Words | null };

/**
 * A deadline and how it was reached. `on` is the last day that is still in time; `pending` has one sentence for each
 * year whose notice is not out: then the deadline can only fall later.
 */
export type Deadline = {
  from: PlainDate;
  count: number;
  on: PlainDate;
  days: readonly CountedDay[];
  pending: readonly Words[];
};

const WEEKEND = w('nghỉ hằng tuần', 'weekend');

/** A day that is worked at a weekend keeps its words, for it is the exception a reader looks for. */
export function dayOf(day: PlainDate, calendar: Calendar): { works: boolean; why: Words | null } {
  if (isWeekend(day)) {
    const worked = calendar.worked.get(day) ?? null;
    return { works: worked !== null, why: worked ?? WEEKEND };
  }
  const holiday = calendar.off.get(day) ?? null;
  return { works: holiday === null, why: holiday };
}

/** Whether a day is worked. A RangeError for a year without data: ask `noCalendar` first. */
export function isWorkingDay(day: PlainDate, calendar: Calendar): boolean {
  if (!calendar.years.has(yearOf(day))) throw new RangeError(`no holidays are known for ${yearOf(day)}`);
  return dayOf(day, calendar).works;
}

/** The refusal of a deadline that would need the holidays of a year nobody has entered. */
export const noCalendar = (year: number): Refusal =>
  refusal(
    'calendar.year',
    w(
      `Chưa có lịch nghỉ năm ${year}, nên chưa tính được ngày làm việc. Cơ quan quản trị bổ sung lịch nghỉ của năm đó.`,
      `The holidays of ${year} are not known, so working days cannot be counted. They have to be added first.`,
    ),
  );

/**
 * The day by which `count` working days have passed; the day itself is not counted (Bộ luật Dân sự 2015, Điều 147).
 * Zero is the day itself. Refuses with `calendar.year` where a year on the way has no data.
 */
export function addWorkingDays(from: PlainDate, count: number, calendar: Calendar): Outcome<Deadline> {
  const days: CountedDay[] = [];
  let day = from;
  for (let nth = 0; nth < count; ) {
    day = addDays(day, 1);
    if (!calendar.years.has(yearOf(day))) return refused(noCalendar(yearOf(day)));
    const { works, why } = dayOf(day, calendar);
    if (works) nth += 1;
    days.push({ day, nth: works ? nth : null, why });
  }
  return done({ from, count, on: day, days, pending: pendingOf(from, day, calendar) });
}

/** One sentence for each year between the days whose notice is not out. */
export function pendingOf(from: PlainDate, to: PlainDate, { years }: Calendar): Words[] {
  const touched = [...years.values()].filter(({ year }) => year >= yearOf(from) && year <= yearOf(to));
  return touched.flatMap(({ pending }) => pending ?? []);
}

/**
 * Working days after `from` up to and with `to`: 0 for the same day, negative when `to` is earlier. Refuses with
 * `calendar.year` where a year on the way has no data.
 */
export function workingDaysBetween(from: PlainDate, to: PlainDate, calendar: Calendar): Outcome<number> {
  const [first, last] = from <= to ? [from, to] : [to, from];
  let n = 0;
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) {
    if (!calendar.years.has(yearOf(day))) return refused(noCalendar(yearOf(day)));
    if (dayOf(day, calendar).works) n += 1;
  }
  return done(from <= to ? n : n === 0 ? 0 : -n);
}

/** Days with a name of their own, as “20/1/2023–26/1/2023 (Tết Âm lịch)”, in order. */
function named(days: readonly CountedDay[], language: Language): string {
  const runs: { why: Words; first: PlainDate; last: PlainDate }[] = [];
  for (const { day, why } of days) {
    if (why === null || why === WEEKEND) continue;
    const run = runs.at(-1);
    if (run && run.why === why) run.last = day;
    else runs.push({ why, first: day, last: day });
  }
  const texts = runs.map(({ why, first, last }) => {
    const until = first === last ? '' : `–${formatDate(last, language)}`;
    return `${formatDate(first, language)}${until} (${why[language]})`;
  });
  return texts.join(', ');
}

/** The arithmetic in one sentence: how many days passed, how many of them weekends, and each exception by name. */
export function deadlineText(deadline: Deadline, language: Language): string {
  const { from, count, on, days, pending } = deadline;
  const weekends = days.filter(({ why }) => why === WEEKEND).length;
  const [first, last] = [formatDate(from, language), formatDate(on, language)];
  const off = named(
    days.filter(({ nth }) => nth === null),
    language,
  );
  const worked = named(
    days.filter(({ nth }) => nth !== null),
    language,
  );
  const vi = language === 'vi';
  const parts = [
    vi
      ? `${count} ngày làm việc kể từ sau ngày ${first}: đến hết ngày ${last}`
      : `${count} working days after ${first}: to the end of ${last}`,
    vi ? `không tính ${weekends} ngày nghỉ hằng tuần` : `${weekends} weekend days not counted`,
    ...(off ? [vi ? `nghỉ ${off}` : `off ${off}`] : []),
    ...(worked ? [vi ? `đi làm ${worked}` : `worked ${worked}`] : []),
  ];
  return [`${parts.join('; ')}.`, ...pending.map((words) => words[language])].join(' ');
}
