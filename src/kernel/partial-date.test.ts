import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparePartialDates,
  earliestDay,
  formatPartialDate,
  isPartialDate,
  latestDay,
  type PartialDate,
  parsePartialDate,
  partialDate,
  partialOf,
  precisionOf,
} from './partial-date.ts';
import { addDays, isPlainDate, plainDate } from './plain-date.ts';

const anyPartial: fc.Arbitrary<PartialDate> = fc
  .tuple(fc.integer({ min: 0, max: 146_000 }), fc.constantFrom(4, 7, 10))
  .map(([days, length]) => partialDate(addDays(plainDate('1800-01-01'), days).slice(0, length)));

describe('what a partial date may mean', () => {
  test('the days from the earliest to the latest are those that begin with its text', () => {
    fc.assert(
      fc.property(anyPartial, (date) => {
        const [first, last] = [earliestDay(date), latestDay(date)];
        expect(first.startsWith(date) && last.startsWith(date)).toBe(true);
        expect(addDays(first, -1).startsWith(date) || addDays(last, 1).startsWith(date)).toBe(false);
      }),
    );
  });

  test('examples', () => {
    expect(latestDay(partialDate('1954'))).toBe('1954-12-31');
    expect(latestDay(partialDate('2024-02'))).toBe('2024-02-29');
    expect(earliestDay(partialDate('2024-02'))).toBe('2024-02-01');
    expect(['1954', '1954-02', '1954-02-03'].map((d) => precisionOf(partialDate(d)))).toEqual([
      'year',
      'month',
      'day',
    ]);
    expect(partialOf(plainDate('2026-02-03'))).toBe('2026-02-03');
  });

  test('the order is that of the earliest days, then the less precise first', () => {
    fc.assert(
      fc.property(anyPartial, anyPartial, (a, b) => {
        const [first, second] = [earliestDay(a), earliestDay(b)];
        const expected = first < second ? -1 : first > second ? 1 : Math.sign(a.length - b.length);
        expect(comparePartialDates(a, b)).toBe(expected);
      }),
    );
    const dates = ['1954-01-01', '1955', '1954-02', '1954', '1954-01'].map(partialDate);
    expect(dates.sort(comparePartialDates)).toEqual(['1954', '1954-01', '1954-01-01', '1954-02', '1955']);
  });

  test.each(['', '195', '19540', '0000', '1954-13', '1954-00', '1954-2', '1954-02-30', '1954-', 'abcd'])(
    '%j is none',
    (text) => {
      expect(isPartialDate(text)).toBe(false);
      expect(() => partialDate(text)).toThrow(RangeError);
    },
  );
});

describe('reading and writing', () => {
  test.each([
    ['tháng 9/2023', '2023-09'],
    ['Tháng 09 / 2023', '2023-09'],
    ['tháng 9/2023'.normalize('NFD'), '2023-09'],
    ['tháng 9 năm 2023', '2023-09'],
    ['9/2023', '2023-09'],
    ['9-2023', '2023-09'],
    ['2023-09', '2023-09'],
    ['1954', '1954'],
    [' năm 1954 ', '1954'],
    ['3/2/1954', '1954-02-03'],
    ['3.2.54', '1954-02-03'],
    ['1954-02-03', '1954-02-03'],
  ])('%j is %s', (text, date) => {
    expect(parsePartialDate(text)).toEqual({ ok: true, value: date });
  });

  test.each([
    ['', 'date.empty'],
    ['khoảng 1954', 'date.unreadable'],
    ['54', 'date.unreadable'],
    ['9/54', 'date.unreadable'],
    ['13/2023', 'date.month'],
    ['2023-13', 'date.month'],
    ['1799', 'date.year'],
    ['9/2201', 'date.year'],
    ['31/2/2023', 'date.day'],
    ['2/30/2023', 'date.month'],
  ])('%j is refused: %s', (text, code) => {
    const outcome = parsePartialDate(text, 'born');
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code, field: 'born' }] });
  });

  test('the refusal names all forms', () => {
    const outcome = parsePartialDate('không rõ');
    expect(outcome.ok ? '' : outcome.refusals[0]!.message.vi).toBe(
      '“không rõ” không phải là ngày, tháng hay năm. Xin nhập ngày (3/2/1954), tháng (tháng 2/1954) hoặc chỉ năm (1954).',
    );
  });

  test('what is printed can be read again', () => {
    fc.assert(
      fc.property(anyPartial, (date) => {
        expect(parsePartialDate(formatPartialDate(date, 'vi'))).toEqual({ ok: true, value: date });
        expect(parsePartialDate(date)).toEqual({ ok: true, value: date });
      }),
    );
  });

  test('in English', () => {
    expect(['1954', '2023-09', '2026-02-03'].map((d) => formatPartialDate(partialDate(d), 'en'))).toEqual([
      '1954',
      'Sep 2023',
      '3 Feb 2026',
    ]);
  });

  test('everything parseDate could hand back is a day', () => {
    expect(isPlainDate(earliestDay(partialDate('0001')))).toBe(true);
  });
});
