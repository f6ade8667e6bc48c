/** What a source itself gets wrong: parts above their whole, sums that do not close, percentages of other numbers. */
import type { Figure, FigureCatalogue } from '../figures/define.ts';
import { formatCount } from '../kernel/number.ts';
import { quoted, type Words, w } from '../kernel/words.ts';
import { MEMBERSHIP_BALANCE, partitionsOf } from '../reports/checks.ts';
import { flagsOfStated, type Stated } from '../reports/stated.ts';
import { decimalsOf, fractionOf, rounded, worked } from './arithmetic.ts';
import { allowed, isWithin } from './fit.ts';
import type { Case, Derived } from './form.ts';
import { termKey } from './meaning.ts';
import { isContentTotal, recordsOf } from './spaces.ts';
import type { Count, Wanted } from './wanted.ts';

export type Fault = { keys: readonly string[]; message: Words };

type Known = { key: string; where: Parameters<typeof isWithin>[0]; model: string; count: number };

/** Every fault that shows in the numbers alone; keys are those of terms. */
export function faultsOf(wanted: Wanted, catalogue: FigureCatalogue): Fault[] {
  const counts = [...wanted.counts.values()];
  const stated = counts
    .filter(({ term }) => !term.at && !term.earlier)
    .map(({ term, count }) => ({ key: term.figure, value: count }));
  const nobody = unstatedOf(stated, catalogue);
  const flags = flagsOfStated([...stated, ...nobody], [], { catalogue });
  const unstated = new Set(nobody.map(({ key }) => key));
  const said = flags.map(({ figures, message }) => ({
    keys: figures.filter((key) => !unstated.has(key)),
    message,
  }));
  const told = new Set(said.flatMap(({ keys }) => keys));
  const found = partsAbove(counts, catalogue).filter(({ keys }) => !keys.every((key) => told.has(key)));
  return [
    ...said,
    ...found,
    ...contentsAbove(counts, catalogue),
    ...outOfBalance(wanted),
    ...atVariance(wanted),
  ];
}

/** Where a source prints every part but those of which nothing is stated, it knows of none such. */
function unstatedOf(stated: readonly Stated[], catalogue: FigureCatalogue): Stated[] {
  const printed = new Set(stated.map(({ key }) => key));
  return partitionsOf(catalogue).flatMap(({ whole, parts }) => {
    const missing = parts.filter(({ key }) => !printed.has(key));
    const isUnstated = ({ where = {} }: Figure) => Object.values(where).includes('unstated');
    const isWhole = printed.has(whole.key) && missing.length < parts.length && missing.every(isUnstated);
    return isWhole ? missing.map(({ key }) => ({ key, value: 0 })) : [];
  });
}

/** Contents are told apart: all of them together cannot be more than their total. */
function contentsAbove(counts: readonly Count[], catalogue: FigureCatalogue): Fault[] {
  const totals = counts.filter(({ term }) => isContentTotal(catalogue.figures.get(term.figure)!));
  return totals.flatMap((whole) => {
    const parts = counts.filter(
      ({ term }) =>
        catalogue.figures.get(term.figure)!.part?.of === whole.term.figure &&
        term.earlier === whole.term.earlier,
    );
    const known = [...parts, whole].map(({ term, count }) => ({
      key: termKey(term),
      where: {},
      model: '',
      count,
    }));
    return sum(known.slice(0, -1)) > whole.count ? [above(known.slice(0, -1), known.at(-1)!)] : [];
  });
}

/** Members at the opening, come and gone give those at the end; more people come than were invited nowhere. */
function outOfBalance({ counts }: Wanted): Fault[] {
  const count = (key: string) => counts.get(key)?.count;
  const { opening, come, gone, closing } = MEMBERSHIP_BALANCE;
  const keys = [opening, come, gone, closing];
  const [before, came, left, after] = keys.map(count);
  const isOpen = keys.every((key) => count(key) !== undefined) && before! + came! - left! !== after;
  const balance = w(
    `Đầu kỳ + tăng − giảm không bằng cuối kỳ: ${before} + ${came} − ${left}, in ${after}.`,
    `Opening + come − gone is not the closing number: ${before} + ${came} − ${left}, ${after} is printed.`,
  );
  const guests = ['study.others_attended', 'study.others_invited'];
  const [attended, invited] = guests.map(count);
  const crowd = w(
    `Số người dự (${attended}) nhiều hơn số được mời (${invited}).`,
    `More people came (${attended}) than were invited (${invited}).`,
  );
  return [
    ...(isOpen ? [{ keys, message: balance }] : []),
    ...(attended !== undefined && invited !== undefined && attended > invited
      ? [{ keys: guests, message: crowd }]
      : []),
  ];
}

const atVariance = ({ contradictory }: Wanted): Fault[] =>
  contradictory.map(({ key, with: others }) => ({
    keys: [key, ...others],
    message: w(
      `Số của “${key}” trái với các số mà nó gồm hoặc so với: ${others.join(', ')}.`,
      `The number of “${key}” contradicts those it is made of or compared with: ${others.join(', ')}.`,
    ),
  }));

/** Parts that exclude one another and together are more than what they are part of. */
function partsAbove(counts: readonly Count[], catalogue: FigureCatalogue): Fault[] {
  const known = counts.flatMap(({ term, count }): Known[] => {
    const figure = catalogue.figures.get(term.figure)!;
    const records = recordsOf(figure);
    if (!records || isContentTotal(figure)) return [];
    const model = `${records.model}${term.earlier ? ' before' : ''}`;
    const where = term.at ? { ...records.where, at: term.at } : records.where;
    return [{ key: termKey(term), where, model, count }];
  });
  return known.flatMap((whole) => {
    const parts = known.filter(
      (part) => part !== whole && part.model === whole.model && isWithin(part.where, whole.where),
    );
    const names = [...new Set(parts.flatMap(({ where }) => Object.keys(where)))];
    const worst = names.map((name) => exclusive(parts, name)).sort((a, b) => sum(b) - sum(a))[0];
    return worst && sum(worst) > whole.count ? [above(worst, whole)] : [];
  });
}

const sum = (parts: readonly Known[]): number => parts.reduce((total, { count }) => total + count, 0);

/** Of the parts told apart by one dimension the largest for each of its values. */
function exclusive(parts: readonly Known[], name: string): Known[] {
  const largest = new Map<unknown, Known>();
  for (const part of parts) {
    const match = part.where[name];
    if (match === undefined || allowed(match).length !== 1) continue;
    const isList = typeof match === 'object' && match !== null;
    const value = isList ? 'all' : allowed(match)[0];
    const other = largest.get(value);
    if (!other || other.count < part.count) largest.set(value, part);
  }
  return [...largest.values()];
}

const above = (parts: readonly Known[], whole: Known): Fault => {
  const list = (language: 'vi' | 'en') =>
    parts.map(({ key, count }) => `${key} ${formatCount(count, language)}`).join(' + ');
  return {
    keys: [whole.key, ...parts.map(({ key }) => key)],
    message: w(
      `Phần lớn hơn toàn bộ: ${list('vi')}, trong khi ${whole.key} là ${formatCount(whole.count, 'vi')}.`,
      `The part is more than the whole: ${list('en')}, while ${whole.key} is ${formatCount(whole.count, 'en')}.`,
    ),
  };
};

/** How a derived value came out; `isPercentage` where it is a share in per cent. */
export type Checked = { of: Derived; isPercentage: boolean; ok: boolean; fault?: Words };

const CUT = /trunc|floor|cut|down/;

export const checkDerived = ({ derived, figures }: Case): Checked[] =>
  derived.map((of) => checkOne(of, numbersFor(of.expr, figures)));

/** An expression may name figures of its case instead of writing their numbers. */
const numbersFor = (expression: string, figures: Case['figures']): string =>
  expression.replace(/[\p{L}\p{N}_-]*\p{L}[\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)+/gu, (key) => {
    const value = figures.get(key);
    return value === undefined ? key : `(${plain(value)})`;
  });

function checkOne(of: Derived, expression: string): Checked {
  const isPercentage = of.unit === '%' || /\*\s*100\b/.test(of.expr);
  const exact = worked(expression);
  if (!exact) {
    const message = w(
      `Không đọc được phép tính ${quoted(of.expr)}, hoặc phép tính chia cho 0.`,
      `The expression ${quoted(of.expr)} cannot be read, or divides by nothing.`,
    );
    return { of, isPercentage, ok: false, fault: message };
  }
  const decimals = of.dp ?? decimalsOf(of.value);
  const printed = rounded(fractionOf(plain(of.value)) ?? { over: 0n, under: 1n }, decimals, 'half_up');
  const up = rounded(exact, decimals, 'half_up');
  const cut = rounded(exact, decimals, 'cut');
  const isCut = CUT.test(of.rounding ?? '');
  const isFailing = of.status === 'identity_FAILS_in_source';
  const ok = (isCut ? cut : up) === printed;
  if (ok && !isFailing && decimalsOf(of.value) <= decimals) return { of, isPercentage, ok };
  return { of, isPercentage, ok: false, fault: reasonFor(of, printed, { up, cut }, ok) };
}

/** A number as JSON prints it, never in powers of ten. */
const plain = (value: number): string => (/e/i.test(String(value)) ? '0' : String(value));

function reasonFor(
  of: Derived,
  printed: string,
  { up, cut }: { up: string; cut: string },
  ok: boolean,
): Words {
  if (ok) {
    return w(
      `${of.expr} = ${printed} khép, nhưng nguồn đánh dấu là không khép.`,
      `${of.expr} = ${printed} closes, though it is marked as failing.`,
    );
  }
  if (of.status.startsWith('identity')) {
    return w(
      `${of.expr} là ${up}, nguồn in ${printed}: không khép.`,
      `${of.expr} is ${up}, the source prints ${printed}: it does not close.`,
    );
  }
  return cut === printed
    ? w(
        `${of.expr}: nguồn in ${printed} là số bị cắt bớt; làm tròn là ${up}.`,
        `${of.expr}: ${printed} was cut off; rounded it is ${up}.`,
      )
    : w(
        `${of.expr}: nguồn in ${printed}, tính ra ${up}.`,
        `${of.expr}: ${printed} is printed, it comes to ${up}.`,
      );
}
