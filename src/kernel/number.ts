/** Counts and money as people write them. Vietnamese: point between thousands, comma before decimals. */
import { done, type Outcome, refusal, refused } from './refusal.ts';
import { type Language, quoted, w } from './words.ts';

/** Writes a plain decimal text (`-1234.5`) with the marks of the language: `-1.234,5`, in English `-1,234.5`. */
export function formatDecimal(decimal: string, language: Language): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!found) throw new RangeError(`not a decimal text: ${decimal}`);
  const [thousands, point] = language === 'vi' ? ['.', ','] : [',', '.'];
  const grouped = found[2]!.replace(/\B(?=(\d{3})+$)/g, thousands!);
  return `${found[1]}${grouped}${found[3] ? point + found[3] : ''}`;
}

/** A whole number as a BigInt. Throws a RangeError on fractions and on numbers too large to be exact. */
export function wholeNumber(value: number | bigint): bigint {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`not an exact whole number: ${value}`);
  }
  return BigInt(value);
}

/**
 * A count: `3.716`, in English `3,716`. With `twoDigits` the counts 1 to 9 are written `01` to `09`, as in
 * texts of Party bodies ("04 đơn"); newspapers do not. Throws on fractions.
 */
export function formatCount(
  count: number | bigint,
  language: Language,
  style: { twoDigits?: boolean } = {},
): string {
  const exact = wholeNumber(count);
  if (style.twoDigits && exact >= 1n && exact <= 9n) return `0${exact}`;
  return formatDecimal(String(exact), language);
}

/**
 * Reads a count typed in the Vietnamese way: `3716`, `3.716`, `04`. Strict: `3,716` is a fraction here and
 * `3.71` is nothing, so both are refused (`count.unreadable`), as are signs, and more than 15 digits.
 */
export function parseCount(text: string, field?: string): Outcome<number> {
  const typed = text.trim();
  const digits = /^\d+$|^[1-9]\d{0,2}(\.\d{3})+$/.test(typed) ? typed.replaceAll('.', '') : '';
  if (digits !== '' && digits.length <= 15) return done(Number(digits));
  const message = w(
    `${quoted(typed)} không phải là số đếm. Xin nhập chữ số, dấu chấm ngăn hàng nghìn, ví dụ 3.716.`,
    `${quoted(typed)} is not a count. Type digits, with a point between thousands, for instance 3.716.`,
  );
  return refused(refusal('count.unreadable', message, field));
}

/** An amount of money in whole đồng: `1.250.000 đồng`. */
export const formatDong = (dong: bigint, language: Language): string =>
  `${formatDecimal(String(dong), language)} đồng`;

/**
 * Reads an amount typed in whole đồng: `1250000`, `1.250.000`, `1.250.000 đồng`. Refuses (`count.unreadable`) what is
 * no whole amount, and more than 15 digits.
 */
export function parseDong(text: string, field?: string): Outcome<bigint> {
  const count = parseCount(text.trim().replace(/\s*(đồng|đ|₫|VND|VNĐ)$/iu, ''), field);
  return count.ok ? done(BigInt(count.value)) : count;
}
