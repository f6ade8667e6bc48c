/** Budgets with pauses and extensions: boundary days, across every Tết that has data, and the refusal where none has. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween, plainDate } from '../../kernel/plain-date.ts';
import { lastDayOf, type Measure, type Pause, runOf, runText } from './budget.ts';
import { type Calendar, loadCalendar } from './read.ts';
import { MAYBE } from './testing.ts';
import { addWorkingDays, isWorkingDay } from './working-days.ts';

const calendar = loadCalendar();
const day = plainDate;
const pause = (from: string, to: string | null): Pause => ({
  from: day(from),
  to: to ? day(to) : null,
  reason: 'ốm',
});

function last(
  from: string,
  amount: number,
  measure: Measure,
  extended = 0,
  pauses: Pause[] = [],
  of = calendar,
) {
  const run = runOf(day(from), { amount, measure }, pauses, extended, of);
  const short = lastDayOf(day(from), { amount, measure }, pauses, extended, of);
  const on = run.ok ? run.value.on : run.refusals[0]!.code;
  expect(short.ok ? short.value : short.refusals[0]!.code).toBe(on);
  return on;
}

/** [from, amount, measure, extended, pauses, last day, what the case shows] */
const CASES: [string, number, Measure, number, Pause[], string, string][] = [
  ['2023-10-05', 0, 'days', 0, [], '2023-10-05', 'nothing to wait'],
  ['2023-10-05', 90, 'days', 0, [], '2024-01-03', 'every day counts'],
  ['2023-10-05', 90, 'days', 30, [], '2024-02-02', 'and the extension after it'],
  ['2023-12-31', 60, 'days', 0, [], '2024-02-29', 'a leap day'],
  ['2023-01-31', 1, 'months', 0, [], '2023-02-28', 'a month that has no such day ends on its last'],
  ['2024-02-29', 12, 'months', 0, [], '2025-02-28', 'a year from a leap day'],
  ['2023-03-29', 5, 'years', 0, [], '2028-03-29', 'years'],
  ['2023-10-05', 10, 'days', 0, [pause('2023-10-06', '2023-10-06')], '2023-10-15', 'a pause of no day'],
  ['2023-10-05', 10, 'days', 0, [pause('2023-10-06', '2023-10-08')], '2023-10-17', 'two days stood still'],
  ['2023-10-05', 10, 'days', 0, [pause('2023-10-15', '2023-10-20')], '2023-10-20', 'on the last day itself'],
  ['2023-10-05', 10, 'days', 0, [pause('2023-10-16', '2023-10-20')], '2023-10-15', 'after the last day'],
  [
    '2023-10-05',
    10,
    'working_days',
    0,
    [pause('2023-10-09', '2023-10-16')],
    '2023-10-26',
    'a week of work stood still',
  ],
  [
    '2023-10-05',
    3,
    'days',
    3,
    [pause('2023-10-06', '2023-10-08'), pause('2023-10-09', '2023-10-10')],
    '2023-10-14',
    'both, twice',
  ],
  ['2023-10-05', 10, 'days', 0, [pause('2023-10-10', null)], 'clock_paused', 'still standing'],
  ['2020-01-01', 3, 'working_days', 0, [], 'calendar.year', 'before the data'],
  ['2020-12-31', 1, 'working_days', 0, [], '2021-01-04', 'into the first year with data'],
];

test.each(CASES)('%s + %i %s + %i (%j): %s (%s)', (from, amount, measure, extended, pauses, to) => {
  expect(last(from, amount, measure, extended, pauses)).toBe(to);
});

/** From the last working day before Tết. */
const TET: [string, number, string][] = [
  ['2023-01-19', 1, '2023-01-27'],
  ['2024-02-07', 1, '2024-02-15'],
  ['2025-01-24', 1, '2025-02-03'],
  ['2026-02-13', 5, '2026-02-27'],
];

test.each(TET)('over Tết, %s and %i working days: %s', (from, n, to) => {
  expect(last(from, n, 'working_days')).toBe(to);
});

test('2027: the day comes with the sentence that the notice is not out; 2028 to 2030 have no data and give no day', () => {
  const run = runOf(day('2027-01-25'), { amount: 20, measure: 'working_days' }, [], 0, calendar);
  expect(run.ok && run.value.pending.length).toBe(1);
  for (const year of [2028, 2029, 2030]) {
    expect([year, last(`${year}-01-20`, 5, 'working_days')]).toEqual([year, 'calendar.year']);
    // What is counted in days or months needs no holidays.
    expect(last(`${year}-01-20`, 5, 'days')).toBe(`${year}-01-25`);
  }
  expect(last('2027-12-30', 5, 'working_days')).toBe('calendar.year');
});

test.each([
  ['2028-01-21', 1, '2028-01-31'],
  ['2028-01-21', 5, '2028-02-04'],
  ['2029-02-09', 1, '2029-02-19'],
  ['2030-01-30', 1, '2030-02-07'],
  ['2030-01-30', 2, '2030-02-08'],
  ['2028-12-29', 1, '2029-01-01'],
])('as it may be announced, %s and %i working days: %s', (from, n, to) => {
  expect(last(from, n, 'working_days', 0, [], MAYBE)).toBe(to);
});

test('a day before each Tết and a day after it, the same by the road of day after day', () => {
  const start = fc.integer({ min: -40, max: 2200 }).map((n) => addDays(day('2021-01-01'), n));
  const gap = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 30 }));
  fc.assert(
    fc.property(
      start,
      fc.integer({ min: 0, max: 120 }),
      fc.option(gap, { nil: undefined }),
      (from, amount, stood) => {
        const pauses = stood ? [pause(addDays(from, stood[0]), addDays(from, stood[0] + stood[1]))] : [];
        const on = last(from, amount, 'working_days', 0, pauses);
        const plain = addWorkingDays(from, amount, calendar);
        if (pauses.length === 0) expect(on).toBe(plain.ok ? plain.value.on : 'calendar.year');
        else if (on !== 'calendar.year') expect(on).toBe(byHand(from, amount, pauses[0]!, calendar));
      },
    ),
    { numRuns: 150 },
  );
});

function byHand(from: string, amount: number, stood: Pause, of: Calendar): string {
  let [at, left] = [day(from), amount];
  while (left > 0) {
    at = addDays(at, 1);
    const still = daysBetween(stood.from, at) >= 0 && daysBetween(at, stood.to!) > 0;
    if (!still && isWorkingDay(at, of)) left -= 1;
  }
  return at;
}

test('the sentence names budget, extension and pause, and each exception of working days', () => {
  const text = (amount: number, measure: Measure, extended: number, pauses: Pause[]) => {
    const run = runOf(day('2024-04-25'), { amount, measure }, pauses, extended, calendar);
    return run.ok ? runText(run.value, 'vi') : '';
  };
  expect(text(90, 'days', 30, [pause('2024-05-01', '2024-05-04')])).toBe(
    '90 ngày + gia hạn 30 ngày + tạm dừng 3 ngày, kể từ sau ngày 25/4/2024: đến hết ngày 26/8/2024.',
  );
  expect(text(0, 'days', 0, [])).toBe('Văn bản ấn định ngày 25/4/2024.');
  expect(text(0, 'days', 5, [])).toBe(
    'Văn bản ấn định ngày 25/4/2024 + gia hạn 5 ngày: đến hết ngày 30/4/2024.',
  );
  expect(text(12, 'months', 0, [])).toBe('12 tháng, kể từ sau ngày 25/4/2024: đến hết ngày 25/4/2025.');
  expect(text(5, 'working_days', 0, [])).toMatch(
    /^5 ngày làm việc kể từ sau ngày 25\/4\/2024: đến hết ngày 6\/5\/2024/,
  );
  expect(text(3, 'working_days', 2, [])).toMatch(/^3 ngày làm việc \+ gia hạn 2 ngày làm việc, kể từ sau/);
});
