/**
 * Percentages by integer arithmetic. Binary fractions are never used: `41/40*100` in doubles is a hair under
 * 102.5 and would print 102 where the exact half rounds to 103.
 */
import { formatDecimal, wholeNumber } from './number.ts';
import type { Language } from './words.ts';

/** Exact division rounded to a whole number, halves away from zero. The divisor is not zero. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const [a, b] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const rounded = (2n * a + b) / (2n * b);
  return negative ? -rounded : rounded;
}

/** `-125` with 2 decimals is `-1.25`; zeros at the end of the fraction are dropped. */
function decimalText(scaled: bigint, decimals: number): string {
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${scaled < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/**
 * What part is of whole, in per cent, as decimal text: 84 of 85 is `98.8`, 7 of 7 is `100`. Rounded once, from
 * the exact quotient, halves away from zero. Null when whole is 0. Throws on fractions.
 */
export function percent(part: number | bigint, whole: number | bigint, decimals = 1): string | null {
  if (!Number.isInteger(decimals) || decimals < 0)
    throw new RangeError(`not a number of decimals: ${decimals}`);
  const divisor = wholeNumber(whole);
  const dividend = wholeNumber(part) * 100n * 10n ** BigInt(decimals);
  return divisor === 0n ? null : decimalText(divideRounded(dividend, divisor), decimals);
}

/** A percentage for reading: `98,8%`, in English `98.8%`; no blank before the sign. Takes `percent`'s text. */
export const formatPercent = (percentage: string, language: Language): string =>
  `${formatDecimal(percentage, language)}%`;

/** How a count moved; `percent` is of the earlier count, with its sign, null when that was 0. */
export type Change = { difference: number; direction: 'up' | 'down' | 'same'; percent: string | null };

/** From the count of before to the count of now, "so với cùng kỳ": `change(90, 100)` is -10, down, `-10`. */
export function change(now: number, before: number, decimals = 1): Change {
  const difference = Number(wholeNumber(now) - wholeNumber(before));
  const direction = difference > 0 ? 'up' : difference < 0 ? 'down' : 'same';
  return { difference, direction, percent: percent(difference, before, decimals) };
}
