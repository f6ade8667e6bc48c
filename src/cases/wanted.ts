/** How many of each figure a case asks for: what it prints, and the bases its differences and shares leave open. */
import type { FigureCatalogue } from '../figures/define.ts';
import { percent } from '../kernel/ratio.ts';
import { wholesOf } from '../reports/checks.ts';
import { decimalsOf, fractionOf } from './arithmetic.ts';
import { type About, type Meaning, type Reading, type Term, termKey } from './meaning.ts';

export type Count = { term: Term; count: number };

export type Wanted = {
  counts: ReadonlyMap<string, Count>;
  /** Counts nobody printed, recovered from a difference or a share. */
  recovered: { key: string; count: number }[];
  /** Shares of which neither side is printed. */
  baseless: string[];
  /** Keys whose own parts say something else, so that nothing can be built to fit both. */
  contradictory: { key: string; with: string[] }[];
  /** Keys that print no whole number where people or things are counted. */
  uncountable: string[];
};

type Asked = { key: string; value: number; meaning: Meaning };

const isShare = ({ meaning }: Asked) => meaning.share !== undefined;
const isDifference = ({ meaning }: Asked) => meaning.less !== undefined;
const isCount = (asked: Asked) => !isShare(asked) && !isDifference(asked);

/** A number as exact as "trên" and "gần" let it be. */
const near = (value: number, about: About | undefined): number =>
  about === 'more' ? value + 1 : about === 'less' ? Math.max(0, value - 1) : value;

/** Works out the counts; exact ones first, then sums, differences and shares in turn. */
export function wantedOf(
  figures: ReadonlyMap<string, number>,
  read: ReadonlyMap<string, Reading>,
  catalogue: FigureCatalogue,
): Wanted {
  const asked = [...figures].flatMap(([key, value]): Asked[] => {
    const reading = read.get(key);
    return reading?.ok ? [{ key, value, meaning: reading.meaning }] : [];
  });
  const state = stateOf(catalogue);
  const uncountable = asked
    .filter((one) => !isShare(one) && !Number.isInteger(one.value))
    .map(({ key }) => key);
  const whole = asked
    .filter(({ key }) => !uncountable.includes(key))
    .toSorted((a, b) => Number(a.meaning.about !== undefined) - Number(b.meaning.about !== undefined));
  for (const one of whole.filter((other) => isCount(other) && other.meaning.of.length === 1))
    single(state, one);
  for (const one of whole.filter((other) => isCount(other) && other.meaning.of.length > 1))
    summed(state, one);
  for (const one of whole.filter(isDifference)) differing(state, one);
  const shares = whole.filter(isShare);
  // A share with one side known may make the other side known to the next.
  for (const one of [...shares, ...shares]) shared(state, one, false);
  for (const one of shares) shared(state, one, true);
  const { catalogue: _, ...found } = state;
  return { ...found, uncountable };
}

type State = Omit<Wanted, 'counts' | 'uncountable'> & {
  counts: Map<string, Count>;
  catalogue: FigureCatalogue;
};

const stateOf = (catalogue: FigureCatalogue): State => ({
  counts: new Map(),
  recovered: [],
  baseless: [],
  contradictory: [],
  catalogue,
});

const known = ({ counts }: State, term: Term): number | undefined => counts.get(termKey(term))?.count;

function set(state: State, term: Term, count: number, isRecovered: boolean): void {
  state.counts.set(termKey(term), { term, count });
  if (isRecovered) state.recovered.push({ key: termKey(term), count });
}

function single(state: State, { key, value, meaning }: Asked): void {
  const [term] = meaning.of;
  const is = known(state, term!);
  if (is === undefined) set(state, term!, near(value, meaning.about), false);
  else if (!fits(is, value, meaning.about)) state.contradictory.push({ key, with: [termKey(term!)] });
}

/** Whether a count is what was printed, exactly or about. */
export const fits = (count: number, printed: number, about: About | undefined): boolean =>
  about === 'more' ? count > printed : about === 'less' ? count < printed : count === printed;

/** Gives what is left of the sum to the first term nothing is known of. */
function summed(state: State, { key, value, meaning }: Asked): void {
  const open = meaning.of.filter((term) => known(state, term) === undefined);
  const least = open.map((term) => leastOf(state, term));
  const rest = near(value, meaning.about) - sumOf(state, meaning.of) - least.reduce((sum, n) => sum + n, 0);
  if (rest < 0 || (open.length === 0 && rest !== 0)) {
    state.contradictory.push({ key, with: meaning.of.map(termKey) });
  }
  for (const [i, term] of open.entries()) {
    set(state, term, least[i]! + (i === 0 ? Math.max(0, rest) : 0), false);
  }
}

/** What is printed of its parts a figure cannot fall below. */
function leastOf(state: State, { figure, at, earlier }: Term): number {
  const parts = [...state.counts.values()].filter(
    ({ term }) =>
      term.at === at &&
      term.earlier === earlier &&
      wholesOf(state.catalogue, term.figure).includes(figure) &&
      state.catalogue.figures.get(term.figure)!.unit === state.catalogue.figures.get(figure)!.unit,
  );
  return Math.max(0, ...parts.map(({ count }) => count));
}

const sumOf = (state: State, terms: readonly Term[]): number =>
  terms.reduce((sum, term) => sum + (known(state, term) ?? 0), 0);

/** The sum of a side where all of it is known. */
const sideOf = (state: State, terms: readonly Term[]): number | undefined =>
  terms.every((term) => known(state, term) !== undefined) ? sumOf(state, terms) : undefined;

/** Sets a side of a difference or share to so many; false where its known terms do not allow it. */
function setSide(state: State, terms: readonly Term[], count: number): boolean {
  const rest = count - sumOf(state, terms);
  if (rest < 0) return false;
  const open = terms.filter((term) => known(state, term) === undefined);
  for (const [i, term] of open.entries()) set(state, term, i === 0 ? rest : 0, true);
  return true;
}

function differing(state: State, { key, value, meaning: { of, less, about } }: Asked): void {
  const difference = near(value, about);
  const [left, right] = [sideOf(state, of), sideOf(state, less!)];
  const fail = () => void state.contradictory.push({ key, with: [...of, ...less!].map(termKey) });
  if (left !== undefined && right !== undefined) {
    if (!fits(left - right, value, about)) fail();
  } else if (left !== undefined) {
    if (!setSide(state, less!, left - difference)) fail();
  } else if (right !== undefined) {
    if (!setSide(state, of, right + difference)) fail();
  } else {
    const base = Math.max(1, 1 - difference);
    if (!setSide(state, less!, base) || !setSide(state, of, base + difference)) fail();
  }
}

/** Whether a share comes out as printed: digit for digit, or on the side of it that "trên" and "gần" say. */
export function shareFits(part: number, whole: number, printed: number, { over, about }: Meaning): boolean {
  if (whole <= 0) return false;
  const exact = fractionOf(String(printed));
  if (!exact) return false;
  const share = over ? part - whole : part;
  const side = BigInt(share) * 100n * exact.under - exact.over * BigInt(whole);
  if (about === 'more') return side > 0n;
  if (about === 'less') return side < 0n;
  return percent(share, whole, decimalsOf(printed)) === String(printed);
}

/** Bases tried where neither side of a share is printed. */
const LARGEST_BASE = 5000;

function shared(state: State, { key, value, meaning }: Asked, both: boolean): void {
  const { of, share } = meaning;
  const [part, whole] = [sideOf(state, of), sideOf(state, share!)];
  const hundredths = (meaning.over ? value + 100 : value) / 100;
  if (part !== undefined && whole !== undefined) return;
  const fail = () => void state.contradictory.push({ key, with: [...of, ...share!].map(termKey) });
  const take = (terms: readonly Term[], at: number, isRight: (n: number) => boolean) => {
    const found = around(at, meaning.about).find(isRight);
    if (found === undefined || !setSide(state, terms, found)) fail();
  };
  if (whole !== undefined) take(of, whole * hundredths, (n) => shareFits(n, whole, value, meaning));
  else if (part !== undefined && hundredths > 0)
    take(share!, part / hundredths, (n) => shareFits(part, n, value, meaning));
  else if (both && part === undefined) {
    state.baseless.push(key);
    for (let base = 1; base <= LARGEST_BASE; base++) {
      const found = around(base * hundredths, meaning.about).find((n) => shareFits(n, base, value, meaning));
      if (found !== undefined) {
        if (!setSide(state, share!, base) || !setSide(state, of, found)) fail();
        return;
      }
    }
    fail();
  }
}

/** Whole numbers about a fraction, the nearest first; round ones where the source says "trên" or "gần". */
function around(value: number, about: About | undefined): number[] {
  const middle = Math.round(value);
  const reach = about ? 3 : 2;
  const all = Array.from({ length: 2 * reach + 1 }, (_, i) => middle - reach + i);
  return all.filter((n) => n >= 0).sort((a, b) => Math.abs(a - value) - Math.abs(b - value) || a - b);
}
