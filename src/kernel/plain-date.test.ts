import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedClock, milliseconds } from './clock.ts';
import {
  addDays,
  addMonths,
  dateOf,
  dayOfMonth,
  daysBetween,
  formatDate,
  formatLongDate,
  isPlainDate,
  lastDayOfMonth,
  monthOf,
  type PlainDate,
  parseDate,
  plainDate,
  weekday,
  yearOf,
} from './plain-date.ts';

const DAY_MS = 86_400_000;
const isoInUtc = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC' });
const weekdayInUtc = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' });

/** The oracle is the machine's own calendar in UTC, which the code under test never touches. */
const machineMs = (date: string): number => milliseconds(fixedClock(`${date}T00:00:00Z`));
const anyDate: fc.Arbitrary<PlainDate> = fc
  .integer({ min: machineMs('1801-01-01') / DAY_MS, max: machineMs('2199-12-31') / DAY_MS })
  .map((days) => isoInUtc.format(days * DAY_MS) as PlainDate);

function refusalOf(text: string) {
  const outcome = parseDate(text, 'joined');
  if (outcome.ok) throw new Error(`${text} was read as ${outcome.value}`);
  return outcome.refusals[0]!;
}

describe('arithmetic against the machine’s calendar', () => {
  test('days between two days', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(daysBetween(a, b)).toBe((machineMs(b) - machineMs(a)) / DAY_MS);
      }),
    );
  });

  test('adding days', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -200_000, max: 200_000 }), (date, days) => {
        expect(addDays(date, days)).toBe(isoInUtc.format(machineMs(date) + days * DAY_MS));
      }),
    );
  });

  test('every single day of four centuries follows the one before', () => {
    let date = plainDate('1799-12-31');
    for (let ms = machineMs('1800-01-01'); ms < machineMs('2201-01-01'); ms += DAY_MS) {
      date = addDays(date, 1);
      if (date !== isoInUtc.format(ms)) throw new Error(`${date} is not ${isoInUtc.format(ms)}`);
    }
    expect(date).toBe('2200-12-31');
  });

  test('weekday', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(weekday(date).en).toBe(weekdayInUtc.format(machineMs(date)));
      }),
    );
    expect(weekday(plainDate('2026-02-03')).vi).toBe('thứ Ba');
    expect(weekday(plainDate('2023-10-01')).vi).toBe('Chủ nhật');
  });

  test('the text order is the order of days', () => {
    fc.assert(fc.property(anyDate, anyDate, (a, b) => a < b === daysBetween(a, b) > 0));
  });
});

describe('months', () => {
  test('adding months lands in the right month, on the same day or the month’s last', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -1200, max: 1200 }), (date, months) => {
        const later = addMonths(date, months);
        expect(yearOf(later) * 12 + monthOf(later)).toBe(yearOf(date) * 12 + monthOf(date) + months);
        expect(dayOfMonth(later)).toBe(Math.min(dayOfMonth(date), dayOfMonth(lastDayOfMonth(later))));
      }),
    );
  });

  test('the last day of a month is the day before the first of the next', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const last = lastDayOfMonth(date);
        expect(last.slice(0, 7)).toBe(date.slice(0, 7));
        expect(dayOfMonth(addDays(last, 1))).toBe(1);
      }),
    );
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-31', -1, '2026-11-30'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(plainDate(from), months)).toBe(to);
  });
});

describe('what is a date', () => {
  test('parts and text agree', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(dateOf(yearOf(date), monthOf(date), dayOfMonth(date))).toBe(date);
        expect(isPlainDate(date)).toBe(true);
      }),
    );
  });

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '0000-01-01',
  ])('%s is none', (text) => {
    expect(isPlainDate(text)).toBe(false);
    expect(() => plainDate(text)).toThrow(RangeError);
  });

  test.each(['2026-2-3', '3/2/2026', '', '2026-02-03T00:00', ' 2026-02-03', '٢٠٢٦-02-03', '2026-02-03\n'])(
    'nor is %j',
    (text) => expect(isPlainDate(text)).toBe(false),
  );

  test('leap years', () => {
    expect(isPlainDate('2000-02-29')).toBe(true);
    expect(isPlainDate('2024-02-29')).toBe(true);
  });

  test('parts that are no day throw', () => {
    expect(() => dateOf(2026, 2, 29)).toThrow(RangeError);
    expect(() => dateOf(2026, 1.5, 1)).toThrow(RangeError);
    expect(() => addDays(plainDate('9999-12-31'), 1)).toThrow(RangeError);
  });
});

describe('reading what a person typed', () => {
  test.each([
    ['3/2/2026', '2026-02-03'],
    ['03/02/2026', '2026-02-03'],
    ['03-02-2026', '2026-02-03'],
    ['3.2.26', '2026-02-03'],
    ['3/2/00', '2000-02-03'],
    ['3/2/49', '2049-02-03'],
    ['3/2/50', '1950-02-03'],
    ['3/2/99', '1999-02-03'],
    ['2026-02-03', '2026-02-03'],
    [' \u00a03/2/2026\t', '2026-02-03'],
    ['29/2/2024', '2024-02-29'],
    ['1/1/1800', '1800-01-01'],
    ['31/12/2200', '2200-12-31'],
  ])('%j is %s', (text, date) => {
    expect(parseDate(text)).toEqual({ ok: true, value: date });
  });

  test.each([
    ['', 'date.empty'],
    ['   ', 'date.empty'],
    ['hôm qua', 'date.unreadable'],
    ['3/2', 'date.unreadable'],
    ['3/2-2026', 'date.unreadable'],
    ['3/2/026', 'date.unreadable'],
    ['2026/02/03', 'date.unreadable'],
    ['2026-2-3', 'date.unreadable'],
    ['3/2/2026 10:00', 'date.unreadable'],
    ['-3/2/2026', 'date.unreadable'],
    ['31/02/2026', 'date.day'],
    ['0/2/2026', 'date.day'],
    ['2026-02-30', 'date.day'],
    ['2/30/2026', 'date.month'],
    ['3/0/2026', 'date.month'],
    ['3/2/1799', 'date.year'],
    ['3/2/2201', 'date.year'],
  ])('%j is refused: %s', (text, code) => {
    const refusal = refusalOf(text);
    expect(refusal.code).toBe(code);
    expect(refusal.field).toBe('joined');
    expect(refusal.message.vi).not.toBe('');
    expect(refusal.message.en).not.toBe('');
  });

  test('the refusal says what is wrong and what to type', () => {
    expect(refusalOf('31/02/2026').message).toEqual({
      vi: 'Không có ngày 31: tháng 2/2026 có các ngày từ 1 đến 28. Xin nhập ngày/tháng/năm, ví dụ 3/2/2026.',
      en: 'There is no day 31: February 2026 has the days 1 to 28. Type day/month/year, for instance 3/2/2026 for 3 February.',
    });
    expect(refusalOf('2/30/2026').message.vi).toBe(
      'Không có tháng 30. Xin nhập ngày/tháng/năm, ví dụ 3/2/2026.',
    );
  });

  test('a date typed month first is offered the right way round', () => {
    expect(refusalOf('2/13/2026').message.vi).toContain('có phải 13/2/2026 không?');
  });

  test('a flood of text is quoted only in part', () => {
    expect(refusalOf('x'.repeat(100_000)).message.vi.length).toBeLessThan(200);
  });

  test('what is printed can be read again', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(parseDate(formatDate(date, 'vi'))).toEqual({ ok: true, value: date });
        expect(parseDate(date)).toEqual({ ok: true, value: date });
      }),
    );
  });

  test('any text is answered, and never with something that is no date', () => {
    const nearlyDates = fc.stringMatching(/^[0-9]{0,5}[/. -]?[0-9]{0,3}[/. -]?[0-9]{0,5}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nearlyDates), (text) => {
        const outcome = parseDate(text);
        expect(outcome.ok ? isPlainDate(outcome.value) : outcome.refusals.length === 1).toBe(true);
      }),
    );
  });
});

describe('writing', () => {
  test.each([
    ['2026-02-03', '3/2/2026', '3 Feb 2026', 'ngày 03 tháng 02 năm 2026', '3 February 2026'],
    ['2023-10-05', '5/10/2023', '5 Oct 2023', 'ngày 05 tháng 10 năm 2023', '5 October 2023'],
    ['2023-09-30', '30/9/2023', '30 Sep 2023', 'ngày 30 tháng 9 năm 2023', '30 September 2023'],
    ['2023-03-09', '9/3/2023', '9 Mar 2023', 'ngày 09 tháng 3 năm 2023', '9 March 2023'],
    ['2023-01-10', '10/1/2023', '10 Jan 2023', 'ngày 10 tháng 01 năm 2023', '10 January 2023'],
  ])('%s', (text, vi, en, longVi, longEn) => {
    const date = plainDate(text);
    expect(formatDate(date, 'vi')).toBe(vi);
    expect(formatDate(date, 'en')).toBe(en);
    expect(formatLongDate(date, 'vi')).toBe(longVi);
    expect(formatLongDate(date, 'en')).toBe(longEn);
  });
});
