import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCount, formatDecimal, formatDong, parseCount, wholeNumber } from './number.ts';

const machine = { vi: new Intl.NumberFormat('vi-VN'), en: new Intl.NumberFormat('en-GB') };

describe('writing', () => {
  test('groups as the machine’s own tables do', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), (count) => {
        expect(formatCount(count, 'vi')).toBe(machine.vi.format(count));
        expect(formatCount(count, 'en')).toBe(machine.en.format(count));
      }),
    );
    expect(formatCount(3716, 'vi')).toBe('3.716');
    expect(formatCount(3716, 'en')).toBe('3,716');
  });

  test.each([
    [0, '0'],
    [1, '01'],
    [4, '04'],
    [9, '09'],
    [10, '10'],
    [-4, '-4'],
    [3716, '3.716'],
  ])('%i with two digits is %s', (count, text) => {
    expect(formatCount(count, 'vi', { twoDigits: true })).toBe(text);
  });

  test('only asked for does the zero appear', () => expect(formatCount(4, 'vi')).toBe('4'));

  test('decimals', () => {
    expect(formatDecimal('1234567.8901', 'vi')).toBe('1.234.567,8901');
    expect(formatDecimal('1234567.8901', 'en')).toBe('1,234,567.8901');
    for (const text of ['1,5', '', '.5', '5.', '1e3', 'NaN', '--1']) {
      expect(() => formatDecimal(text, 'vi')).toThrow(RangeError);
    }
  });

  test('money', () => {
    expect(formatDong(1_250_000n, 'vi')).toBe('1.250.000 đồng');
    expect(formatDong(12_345_678_901_234_567_890n, 'en')).toBe('12,345,678,901,234,567,890 đồng');
  });

  test('a fraction is no count', () => {
    expect(() => formatCount(1.5, 'vi')).toThrow(RangeError);
    expect(() => wholeNumber(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});

describe('reading', () => {
  test('what is printed can be read again', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999_999_999 }), fc.boolean(), (count, twoDigits) => {
        expect(parseCount(formatCount(count, 'vi', { twoDigits }))).toEqual({ ok: true, value: count });
        expect(parseCount(` ${count} `)).toEqual({ ok: true, value: count });
      }),
    );
  });

  test.each([
    '',
    '3,716',
    '3.71',
    '3.7166',
    '37.16.000',
    '0.716',
    '3 716',
    '-5',
    '+5',
    '5đ',
    '1e3',
    '3.716,0',
    '٣',
    '1234567890123456',
  ])('%j is refused', (text) => {
    expect(parseCount(text, 'target')).toMatchObject({
      ok: false,
      refusals: [{ code: 'count.unreadable', field: 'target' }],
    });
  });

  test('the refusal says what to type', () => {
    const outcome = parseCount('3,716');
    expect(outcome.ok ? '' : outcome.refusals[0]!.message.vi).toBe(
      '“3,716” không phải là số đếm. Xin nhập chữ số, dấu chấm ngăn hàng nghìn, ví dụ 3.716.',
    );
  });
});
