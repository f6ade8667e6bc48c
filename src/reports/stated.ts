/**
 * The same checks for figures that somebody stated: typed from a lower level's report, or published. Only numbers
 * are known of them, no records; what does not fit is said with the likeliest cause and left as it stands.
 */
import type { FigureCatalogue } from '../figures/define.ts';
import { formatDecimal } from '../kernel/number.ts';
import { percent } from '../kernel/ratio.ts';
import { type Words, w } from '../kernel/words.ts';
import {
  aboveSet,
  flag,
  funnelFlags,
  openPartition,
  partitionsOf,
  said,
  swappedFlag,
  wholesOf,
  wrongBase,
} from './checks.ts';
import type { Flag } from './evaluated.ts';

export type Stated = { key: string; value: number };

/** A percentage as printed, `98,8` or `98.8`, with the keys of its operands. */
export type StatedPercentage = { part: string; whole: string; printed: string; decimals: number };

/** A sum the source itself claims: all parts of the whole are named. */
type StatedSum = { whole: string; parts: readonly string[] };

type StatedOptions = { catalogue?: FigureCatalogue; sums?: readonly StatedSum[] };

type Known = {
  values: ReadonlyMap<string, number>;
  words: (key: string) => Words;
  catalogue?: FigureCatalogue;
};

/** Every flag of stated figures and percentages. Operands that were not stated cannot be checked and are passed over. */
export function flagsOfStated(
  stated: readonly Stated[],
  percentages: readonly StatedPercentage[],
  { catalogue, sums = [] }: StatedOptions = {},
): Flag[] {
  const values = new Map(stated.map(({ key, value }) => [key, value]));
  const words = (key: string): Words => catalogue?.figures.get(key)?.words ?? w(key, key);
  const known: Known = { values, words, ...(catalogue ? { catalogue } : {}) };
  const closing = [...sums, ...declaredSums(catalogue)];
  const judged = percentages.map((percentage) => judge(known, percentage));
  return [
    ...closing.flatMap((sum) => sumFlags(known, sum)),
    ...setFlags(known),
    ...funnelFlags([...values.keys()], (key) => values.get(key)!),
    ...judged.flatMap((verdict) => verdict.flags),
    ...mixedFlags(judged),
  ];
}

const declaredSums = (catalogue: FigureCatalogue | undefined): StatedSum[] =>
  catalogue
    ? partitionsOf(catalogue).map(({ whole, parts }) => ({
        whole: whole.key,
        parts: parts.map((p) => p.key),
      }))
    : [];

/** Where parts are missing from what was stated, only too much can be told from too little. */
function sumFlags({ values, words }: Known, { whole, parts }: StatedSum): Flag[] {
  const wanted = values.get(whole);
  const present = parts.filter((key) => values.has(key));
  if (wanted === undefined || present.length === 0) return [];
  const sum = present.reduce((total, key) => total + values.get(key)!, 0);
  const complete = present.length === parts.length;
  if (sum === wanted || (!complete && sum < wanted)) return [];
  return [openPartition(words(whole), wanted, sum, [whole, ...present])];
}

function setFlags({ values, words, catalogue }: Known): Flag[] {
  if (!catalogue) return [];
  return [...values].flatMap(([key, value]) => {
    const figure = catalogue.figures.get(key);
    const relation = figure?.part?.relation;
    const whole = relation === 'subset' || relation === 'overlap' ? figure!.part!.of : undefined;
    const of = whole === undefined ? undefined : values.get(whole);
    if (of === undefined || value <= of) return [];
    return [aboveSet(words(key), value, words(whole!), of, [whole!, key])];
  });
}

type Verdict = { flags: Flag[]; method: 'rounded' | 'truncated' | 'either' | 'other' };

const fitting = (...flags: Flag[]): Verdict => ({ flags, method: 'other' });

/** A printed percentage as a whole number of its last decimal; undefined where it is no number. */
function scaled(printed: string, decimals: number): bigint | undefined {
  const found = /^(-?\d+)(?:[.,](\d+))?\s*%?$/.exec(printed.trim());
  const fraction = (found?.[2] ?? '').replace(/0+$/, '');
  if (!found || fraction.length > decimals) return undefined;
  return BigInt(`${found[1]}${fraction.padEnd(decimals, '0')}`);
}

/** How a/b in per cent comes out by half-up rounding and by cutting off. */
function outcomes(
  part: number,
  whole: number,
  decimals: number,
): { rounded: bigint; truncated: bigint } | undefined {
  if (whole <= 0 || part < 0) return undefined;
  const rounded = scaled(percent(part, whole, decimals)!, decimals)!;
  return { rounded, truncated: (BigInt(part) * 100n * 10n ** BigInt(decimals)) / BigInt(whole) };
}

const gives = (part: number, whole: number, decimals: number, wanted: bigint): boolean => {
  const found = outcomes(part, whole, decimals);
  return found !== undefined && (found.rounded === wanted || found.truncated === wanted);
};

function judge(known: Known, percentage: StatedPercentage): Verdict {
  const { values, words, catalogue } = known;
  const { part, whole, printed, decimals } = percentage;
  const [a, b] = [values.get(part), values.get(whole)];
  if (a === undefined || b === undefined) return fitting();
  const wanted = scaled(printed, decimals);
  const keys = [whole, part];
  if (wanted === undefined) return fitting(unreadable(printed, decimals, keys));
  const found = outcomes(a, b, decimals);
  if (!found) return fitting(baseOfNothing(words(part), printed, keys));
  const isPart = catalogue !== undefined && wholesOf(catalogue, part).includes(whole);
  if (isPart && a > b) return fitting(swappedFlag(words(part), a, b, keys));
  if (found.rounded === found.truncated && wanted === found.rounded) return { flags: [], method: 'either' };
  if (wanted === found.rounded) return { flags: [], method: 'rounded' };
  if (wanted === found.truncated)
    return { flags: [cutOff(words(part), a, b, percentage)], method: 'truncated' };
  return fitting(cause(known, percentage, a, b, wanted));
}

/** Why a percentage is not that of its operands: they changed places, or another stated number was the base. */
function cause(known: Known, percentage: StatedPercentage, a: number, b: number, wanted: bigint): Flag {
  const { values, words } = known;
  const { part, whole, decimals } = percentage;
  if (gives(b, a, decimals, wanted)) return swappedFlag(words(part), a, b, [whole, part]);
  const bases = [...values.keys()].filter(
    (key) => key !== whole && key !== part && gives(a, values.get(key)!, decimals, wanted),
  );
  if (bases.length > 0)
    return wrongBase(words(part), listed(bases.map(words)), words(whole), [whole, part, ...bases]);
  return wrongPercentage(words(part), a, b, percentage);
}

const listed = (all: readonly Words[]): Words =>
  w(all.map((one) => one.vi).join('” hoặc “'), all.map((one) => one.en).join('” or “'));

const baseOfNothing = (of: Words, printed: string, keys: readonly string[]): Flag =>
  flag(
    'percentage_of_nothing',
    w(
      `“${of.vi}”: in ${printed}% trên mẫu số 0; tỷ lệ này không có nghĩa.`,
      `“${of.en}”: ${printed}% is printed on a base of 0, which means nothing.`,
    ),
    keys,
  );

const unreadable = (printed: string, decimals: number, keys: readonly string[]): Flag =>
  flag(
    'percentage_unreadable',
    w(
      `“${printed}” không phải là tỷ lệ có tối đa ${decimals} số lẻ.`,
      `“${printed}” is not a percentage with at most ${decimals} decimals.`,
    ),
    keys,
  );

type Sentence = (right: string, operands: string) => string;

/** A sentence about a percentage that names what it should be and its operands, in the marks of each language. */
function about(
  a: number,
  b: number,
  { part, whole, decimals }: StatedPercentage,
  code: string,
  vi: Sentence,
  en: Sentence,
): Flag {
  const right = percent(a, b, decimals)!;
  const message = said((count, language) =>
    (language === 'vi' ? vi : en)(`${formatDecimal(right, language)}%`, `${count(a)}/${count(b)}`),
  );
  return flag(code, message, [whole, part]);
}

const cutOff = (of: Words, a: number, b: number, percentage: StatedPercentage): Flag =>
  about(
    a,
    b,
    percentage,
    'percentage_truncated',
    (right, operands) =>
      `“${of.vi}”: ${percentage.printed}% là số bị cắt bớt; ${operands} làm tròn là ${right}.`,
    (right, operands) => `“${of.en}”: ${percentage.printed}% was cut off; ${operands} rounds to ${right}.`,
  );

const wrongPercentage = (of: Words, a: number, b: number, percentage: StatedPercentage): Flag =>
  about(
    a,
    b,
    percentage,
    'percentage_wrong',
    (right, operands) => `“${of.vi}”: in ${percentage.printed}%, nhưng ${operands} là ${right}.`,
    (right, operands) => `“${of.en}”: ${percentage.printed}% is printed, but ${operands} is ${right}.`,
  );

/** One document should round in one way. */
function mixedFlags(judged: readonly Verdict[]): Flag[] {
  const methods = new Set(judged.map((verdict) => verdict.method));
  if (!methods.has('rounded') || !methods.has('truncated')) return [];
  const message = w(
    'Trong cùng một văn bản có tỷ lệ làm tròn, có tỷ lệ cắt bớt.',
    'Some percentages of the same document are rounded, others cut off.',
  );
  return [
    flag(
      'mixed_rounding',
      message,
      judged.flatMap((v) => (v.method === 'truncated' ? v.flags[0]!.figures : [])),
    ),
  ];
}
