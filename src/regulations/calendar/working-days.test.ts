import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, isWeekend, plainDate, weekday } from '../../kernel/plain-date.ts';
import { PackError } from '../packs.ts';
import { loadCalendar, readCalendar } from './read.ts';
import { addWorkingDays, deadlineText, isWorkingDay, workingDaysBetween } from './working-days.ts';

const calendar = loadCalendar();
const day = plainDate;

const after = (from: string, count: number) => {
  const outcome = addWorkingDays(day(from), count, calendar);
  return outcome.ok ? outcome.value.on : outcome.refusals.map(({ code }) => code).join();
};

/** The weekdays off and the weekend days worked of a year, found by asking every day. */
function exceptionsOf(year: number): { off: string[]; worked: string[] } {
  const [off, worked] = [[] as string[], [] as string[]];
  for (let d = day(`${year}-01-01`); d <= day(`${year}-12-31`); d = addDays(d, 1)) {
    if (isWorkingDay(d, calendar) === isWeekend(d)) (isWeekend(d) ? worked : off).push(d.slice(5));
  }
  return { off, worked };
}

test('the year 2025: twelve weekdays off, one Saturday worked', () => {
  expect(exceptionsOf(2025)).toEqual({
    off: [
      ...['01-01', '01-27', '01-28', '01-29', '01-30', '01-31', '04-07'],
      ...['04-30', '05-01', '05-02', '09-01', '09-02'],
    ],
    worked: ['04-26'],
  });
});

test('every year gives five days of Tết and two of National Day, those in lieu included', () => {
  for (const year of [2021, 2022, 2023, 2024, 2025, 2026]) {
    const { off } = exceptionsOf(year);
    const between = (first: string, last: string) => off.filter((d) => d >= first && d <= last).length;
    expect({ year, tet: between('01-19', '02-28') }).toEqual({ year, tet: 5 });
    expect({ year, national: between('09-01', '09-05') }).toEqual({ year, national: 2 });
  }
});

/** [from, working days, deadline, what the case shows] */
const CASES: [string, number, string, string][] = [
  ['2023-10-05', 0, '2023-10-05', 'nothing to wait'],
  ['2023-10-05', 1, '2023-10-06', 'the day itself is not counted'],
  ['2023-10-05', 30, '2023-11-16', 'six weeks without a holiday'],
  ['2023-01-19', 1, '2023-01-27', 'over Tết'],
  ['2023-04-28', 1, '2023-05-04', 'days in lieu'],
  ['2024-04-26', 1, '2024-05-02', 'a swapped Monday'],
  ['2024-05-03', 1, '2024-05-04', 'a Saturday worked'],
  ['2025-04-25', 1, '2025-04-26', 'a Saturday worked'],
  ['2026-08-28', 1, '2026-09-03', 'swapped and National Day'],
  ['2024-09-15', 30, '2024-10-25', 'fixture 3: ceremony of 15/9/2024 reckoned as the start'],
];

test.each(CASES)('%s and %i working days: %s (%s)', (from, count, to) => {
  expect(after(from, count)).toBe(to);
});

test('a year nobody has entered is refused with a sentence', () => {
  expect(after('2020-06-01', 5)).toBe('calendar.year');
  expect(after('2027-12-30', 5)).toBe('calendar.year');
  const outcome = workingDaysBetween(day('2027-12-01'), day('2028-01-05'), calendar);
  expect(outcome.ok ? '' : outcome.refusals[0]!.message.vi).toMatch(/^Chưa có lịch nghỉ năm 2028/);
});

test('a year whose notice is not out says so beside the deadline', () => {
  const outcome = addWorkingDays(day('2026-12-20'), 30, calendar);
  expect(outcome.ok && deadlineText(outcome.value, 'vi')).toMatch(/năm 2027\.$/);
});

test('the sentence names what was not counted', () => {
  const outcome = addWorkingDays(day('2024-04-25'), 5, calendar);
  expect(outcome.ok && deadlineText(outcome.value, 'vi')).toBe(
    '5 ngày làm việc kể từ sau ngày 25/4/2024: đến hết ngày 6/5/2024; không tính 3 ngày nghỉ hằng tuần; nghỉ 29/4/2024 (Hoán đổi với thứ Bảy 4/5), 30/4/2024 (Ngày Chiến thắng), 1/5/2024 (Quốc tế Lao động); đi làm 4/5/2024 (Làm bù ngày 29/4).',
  );
});

test('counting back gives what was added, and one more day is one more working day', () => {
  const start = fc.integer({ min: 0, max: 1700 }).map((n) => addDays(day('2021-03-01'), n));
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 90 }), (from, count) => {
      const outcome = addWorkingDays(from, count, calendar);
      if (!outcome.ok) throw new Error('within the data');
      const { on, days } = outcome.value;
      expect(workingDaysBetween(from, on, calendar)).toEqual({ ok: true, value: count });
      expect(isWorkingDay(on, calendar), weekday(on).en).toBe(true);
      expect(days.filter(({ nth }) => nth !== null).map(({ nth }) => nth)).toEqual(
        Array.from({ length: count }, (_, i) => i + 1),
      );
    }),
    { numRuns: 200 },
  );
});

const WRONG: [string, string, RegExp][] = [
  [
    'a day of another year',
    'off: [{ from: 2022-01-01, to: 2022-01-03, words: { vi: a, en: a } }]',
    /is not in 2021/,
  ],
  [
    'a weekday called worked',
    'off: []\n    worked: [{ day: 2021-01-04, words: { vi: a, en: a } }]',
    /is a weekday/,
  ],
  ['an unknown key', 'off: []\n    holidays: []', /“holidays” is not known/],
];

test.each(WRONG)('%s is refused', (_, lines, fault) => {
  const worked = lines.includes('worked:') ? '' : '\n    worked: []';
  const text = `years:\n  - year: 2021\n    documents: []\n    known: U\n    ${lines}${worked}`;
  expect(() => readCalendar(text)).toThrow(PackError);
  expect(() => readCalendar(text)).toThrow(fault);
});
