import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { change, formatPercent, percent } from './ratio.ts';

/** The text as a whole number of the smallest step: "-1.5" with 2 decimals is -150. */
function steps(text: string, decimals: number): bigint {
  const [whole, fraction = ''] = text.replace('-', '').split('.');
  expect(fraction.length).toBeLessThanOrEqual(decimals);
  const size = BigInt(whole! + fraction.padEnd(decimals, '0'));
  return text.startsWith('-') ? -size : size;
}

const size = (n: bigint): bigint => (n < 0n ? -n : n);

describe('percent', () => {
  test.each([
    [84, 85, 1, '98.8'],
    [6, 7, 1, '85.7'],
    [11, 13, 1, '84.6'],
    [7, 7, 1, '100'],
    [41, 40, 1, '102.5'],
    [41, 40, 0, '103'],
    [103, 100, 1, '103'],
    [29, 2000, 1, '1.5'], // 1.45: doubles round it to 1.4
    [1, 3, 2, '33.33'],
    [2, 3, 3, '66.667'],
    [0, 5, 1, '0'],
    [1, 100_000, 1, '0'],
    [1, 200, 1, '0.5'],
    [-1, 2000, 1, '-0.1'],
    [-1, 100_000, 1, '0'],
    [-10, 100, 1, '-10'],
    [-41, 40, 0, '-103'],
    [9, 1, 1, '900'],
  ])('%i of %i with %i decimals is %s', (part, whole, decimals, text) => {
    expect(percent(part, whole, decimals)).toBe(text);
  });

  test('of nothing there is none', () => {
    expect(percent(0, 0)).toBeNull();
    expect(percent(5, 0)).toBeNull();
  });

  test('is the exact quotient rounded, halves away from zero', () => {
    const whole = fc.oneof(fc.bigInt(-5000n, 5000n), fc.constantFrom(40n, 80n, 2000n, 85n), fc.bigInt());
    const part = fc.oneof(fc.bigInt(-10_000n, 10_000n), fc.bigInt());
    fc.assert(
      fc.property(part, whole, fc.integer({ min: 0, max: 6 }), (a, b, decimals) => {
        fc.pre(b !== 0n);
        const shown = steps(percent(a, b, decimals)!, decimals);
        const exact = a * 100n * 10n ** BigInt(decimals); // over b
        const error = 2n * size(shown * b - exact);
        expect(error <= size(b)).toBe(true);
        if (error === size(b)) expect(size(shown * b) > size(exact)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('is written shortest, without a negative zero', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1 }), fc.nat(6), (a, b, decimals) => {
        expect(percent(a, b, decimals)).toMatch(/^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d*[1-9])$/);
      }),
    );
  });

  test('numbers and BigInts give the same', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer(), (a, b) => {
        expect(percent(a, b)).toBe(percent(BigInt(a), BigInt(b)));
      }),
    );
  });

  test('what is not a whole number throws', () => {
    expect(() => percent(1.5, 2)).toThrow(RangeError);
    expect(() => percent(1, Number.NaN)).toThrow(RangeError);
    expect(() => percent(2 ** 53, 1)).toThrow(RangeError);
    expect(() => percent(1, 2, -1)).toThrow(RangeError);
    expect(() => percent(1, 2, 0.5)).toThrow(RangeError);
  });
});

test('a percentage is written in the style of each language', () => {
  expect(formatPercent('98.8', 'vi')).toBe('98,8%');
  expect(formatPercent('98.8', 'en')).toBe('98.8%');
  expect(formatPercent('100', 'vi')).toBe('100%');
  expect(formatPercent('-1234.5', 'vi')).toBe('-1.234,5%');
  expect(() => formatPercent('98,8', 'vi')).toThrow(RangeError);
});

describe('change', () => {
  test.each([
    [90, 100, { difference: -10, direction: 'down', percent: '-10' }],
    [7, 6, { difference: 1, direction: 'up', percent: '16.7' }],
    [5, 5, { difference: 0, direction: 'same', percent: '0' }],
    [5, 0, { difference: 5, direction: 'up', percent: null }],
    [0, 0, { difference: 0, direction: 'same', percent: null }],
  ] as const)('to %i from %i', (now, before, expected) => {
    expect(change(now, before)).toEqual(expected);
  });

  test('the difference leads from before to now and the sign goes with it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1 }), (now, before) => {
        const moved = change(now, before, 6);
        expect(before + moved.difference).toBe(now);
        expect(moved.percent!.startsWith('-')).toBe(moved.direction === 'down' && moved.percent !== '0');
      }),
    );
  });
});
