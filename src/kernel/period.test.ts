import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contains,
  firstHalf,
  formatPeriod,
  fromDateRange,
  fromInclusive,
  intersect,
  lastDay,
  monthPeriod,
  nineMonths,
  overlaps,
  type Period,
  period,
  quarterOf,
  toDateRange,
  wholeYear,
} from './period.ts';
import { addDays, daysBetween, plainDate } from './plain-date.ts';

const START = plainDate('2023-01-01');
// A narrow span, so that touching, nested and equal periods turn up often.
const anyDay = fc.integer({ min: 0, max: 20 }).map((days) => addDays(START, days));
const anyPeriod: fc.Arbitrary<Period> = fc
  .tuple(anyDay, fc.option(fc.integer({ min: 1, max: 20 })))
  .map(([from, days]) => ({ from, to: days === null ? null : addDays(from, days) }));
const everyDay = Array.from({ length: 60 }, (_, days) => addDays(START, days - 5));
const daysIn = (p: Period | null) => (p ? everyDay.filter((day) => contains(p, day)) : []);

describe('days inside', () => {
  test('contains holds from the first day to the last shown', () => {
    fc.assert(
      fc.property(anyPeriod, (p) => {
        const last = lastDay(p);
        expect(daysIn(p)).toEqual(everyDay.filter((day) => day >= p.from && (last === null || day <= last)));
      }),
    );
  });

  test('overlaps and intersect say what the common days say', () => {
    fc.assert(
      fc.property(anyPeriod, anyPeriod, (a, b) => {
        const common = daysIn(a).filter((day) => contains(b, day));
        expect(overlaps(a, b)).toBe(common.length > 0);
        expect(daysIn(intersect(a, b))).toEqual(common);
        expect(intersect(a, b)).toEqual(intersect(b, a));
      }),
    );
  });

  test('neighbours do not overlap', () => {
    expect(overlaps(quarterOf(2023, 1), quarterOf(2023, 2))).toBe(false);
    expect(intersect(quarterOf(2023, 1), quarterOf(2023, 2))).toBeNull();
  });
});

describe('making one', () => {
  test('a period holds at least one day, or is refused', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        const made = period(from, to, 'span');
        expect(made.ok).toBe(daysBetween(from, to) > 0);
        if (!made.ok) expect(made.refusals[0]).toMatchObject({ code: 'period.order', field: 'span' });
      }),
    );
  });

  test('from the first and the last day inside', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (first, last) => {
        const made = fromInclusive(first, last);
        expect(made.ok).toBe(last >= first);
        if (made.ok) expect(lastDay(made.value)).toBe(last);
      }),
    );
    expect(fromInclusive(START, null)).toEqual({ ok: true, value: { from: START, to: null } });
    expect(fromInclusive(START, addDays(START, -1))).toMatchObject({
      refusals: [{ message: { vi: 'Ngày cuối 31/12/2022 không được trước ngày đầu 1/1/2023.' } }],
    });
  });

  test('the periods of reports', () => {
    expect(nineMonths(2023)).toEqual({ from: '2023-01-01', to: '2023-10-01' });
    expect(firstHalf(2023)).toEqual({ from: '2023-01-01', to: '2023-07-01' });
    expect(wholeYear(2023)).toEqual({ from: '2023-01-01', to: '2024-01-01' });
    expect(monthPeriod(2024, 2)).toEqual({ from: '2024-02-01', to: '2024-03-01' });
    expect(monthPeriod(2023, 12)).toEqual({ from: '2023-12-01', to: '2024-01-01' });
    expect(() => monthPeriod(2023, 13)).toThrow(RangeError);
  });

  test('four quarters are the year without gap or overlap', () => {
    const quarters = ([1, 2, 3, 4] as const).map((n) => quarterOf(2024, n));
    expect(quarters[0]!.from).toBe(wholeYear(2024).from);
    expect(quarters[3]!.to).toBe(wholeYear(2024).to);
    for (const n of [0, 1, 2]) expect(quarters[n]!.to).toBe(quarters[n + 1]!.from);
  });
});

describe('texts', () => {
  test('for people, with the last day inside', () => {
    expect(formatPeriod(nineMonths(2023), 'vi')).toBe('từ 1/1/2023 đến 30/9/2023');
    expect(formatPeriod(nineMonths(2023), 'en')).toBe('from 1 Jan 2023 to 30 Sep 2023');
    expect(formatPeriod({ from: START, to: null }, 'vi')).toBe('từ 1/1/2023');
    expect(formatPeriod({ from: START, to: null }, 'en')).toBe('since 1 Jan 2023');
  });

  test('for PostgreSQL and back', () => {
    expect(toDateRange(nineMonths(2023))).toBe('[2023-01-01,2023-10-01)');
    expect(toDateRange({ from: START, to: null })).toBe('[2023-01-01,)');
    fc.assert(
      fc.property(anyPeriod, (p) => {
        expect(fromDateRange(toDateRange(p))).toEqual(p);
      }),
    );
  });

  test.each([
    'empty',
    '(,2023-01-01)',
    '[,2023-01-01)',
    '[2023-01-01,2023-10-01]',
    '(2023-01-01,2023-10-01)',
    '[2023-01-01,infinity)',
    '[2023-01-01,2023-01-01)',
    '[2023-10-01,2023-01-01)',
    '[2023-02-30,2023-10-01)',
    '',
  ])('%j is no period', (text) => expect(() => fromDateRange(text)).toThrow(RangeError));
});
