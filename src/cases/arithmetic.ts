/** Sums and shares as sources print them, worked out exactly: whole fractions, never binary ones. */

/** A fraction; the divisor is above zero. */
export type Fraction = { over: bigint; under: bigint };

const fraction = (over: bigint, under: bigint): Fraction =>
  under < 0n ? { over: -over, under: -under } : { over, under };

/** A number of JSON or of an expression as a fraction: `83.45` is 8345/100. Undefined where it is no plain decimal. */
export function fractionOf(text: string): Fraction | undefined {
  const found = /^(-?)(\d{1,20})(?:\.(\d{1,12}))?$/.exec(text);
  if (!found) return undefined;
  const digits = found[3] ?? '';
  return fraction(BigInt(`${found[1]}${found[2]}${digits}`), 10n ** BigInt(digits.length));
}

const SIGNS: Readonly<Record<string, (a: Fraction, b: Fraction) => Fraction | undefined>> = {
  '+': (a, b) => fraction(a.over * b.under + b.over * a.under, a.under * b.under),
  '-': (a, b) => fraction(a.over * b.under - b.over * a.under, a.under * b.under),
  '*': (a, b) => fraction(a.over * b.over, a.under * b.under),
  '/': (a, b) => (b.over === 0n ? undefined : fraction(a.over * b.under, a.under * b.over)),
};

const LONGEST = 2000;

/** Longest nesting of brackets that is read; a sum in a newspaper has none. */
const DEEPEST = 50;

/**
 * What an expression of numbers, + - * / and brackets comes to; brackets that hold words are remarks. Undefined where
 * it cannot be read or divides by nothing.
 */
export function worked(expression: string): Fraction | undefined {
  if (expression.length > LONGEST) return undefined;
  const text = expression
    .replace(/\([^()]*\p{L}[^()]*\)/gu, ' ')
    // What it is said to come to stands in a place of its own.
    .replace(/[=≈][^=≈]*$/, ' ')
    .replace(/%\s*$/, ' ')
    .replace(/(?<=\d),(?=\d)/g, '.')
    .replace(/[×·]|(?<=[\d)\s])x(?=[\d(\s])/g, '*')
    .replace(/[÷:]/g, '/')
    .replace(/[−–]/g, '-');
  const tokens = text.match(/\d+(?:\.\d+)?|[-+*/()]|\S/g) ?? [];
  let at = 0;
  const sum = (depth: number): Fraction | undefined =>
    chain(['+', '-'], () => chain(['*', '/'], () => single(depth)));
  const chain = (signs: readonly string[], next: () => Fraction | undefined): Fraction | undefined => {
    let value = next();
    while (value && signs.includes(tokens[at] ?? '')) {
      const sign = tokens[at++]!;
      const right = next();
      value = right && SIGNS[sign]!(value, right);
    }
    return value;
  };
  const single = (depth: number): Fraction | undefined => {
    const token = tokens[at++];
    if (token === undefined || depth > DEEPEST) return undefined;
    if (token === '-') {
      const value = single(depth + 1);
      return value && fraction(-value.over, value.under);
    }
    if (token !== '(') return fractionOf(token);
    const value = sum(depth + 1);
    return tokens[at++] === ')' ? value : undefined;
  };
  const value = sum(0);
  return at === tokens.length ? value : undefined;
}

/** The fraction with so many decimals, halves away from zero or cut off; zeros at the end dropped as JSON drops them. */
export function rounded({ over, under }: Fraction, decimals: number, how: 'half_up' | 'cut'): string {
  const scaled = (over < 0n ? -over : over) * 10n ** BigInt(decimals);
  const whole = how === 'cut' ? scaled / under : (2n * scaled + under) / (2n * under);
  const digits = String(whole).padStart(decimals + 1, '0');
  const [left, right] = [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals)];
  const tail = right.replace(/0+$/, '');
  return `${over < 0n && whole > 0n ? '-' : ''}${left}${tail ? `.${tail}` : ''}`;
}

/** How many decimals a number is printed with. */
export const decimalsOf = (value: number): number => (String(value).split('.')[1] ?? '').length;
