/** What came out of a case: reproduced, different, wrong in the source, or not expressible. */
import type { FigureCatalogue } from '../figures/define.ts';
import { percent } from '../kernel/ratio.ts';
import { type Words, w } from '../kernel/words.ts';
import { decimalsOf } from './arithmetic.ts';
import { type Checked, checkDerived, type Fault, faultsOf } from './faults.ts';
import { type Case, isPercentage } from './form.ts';
import type { Days } from './levels.ts';
import { type Meaning, type Reading, type Term, termKey } from './meaning.ts';
import { fits, shareFits, type Wanted } from './wanted.ts';

export type Outcome = 'reproduced' | 'different' | 'source_fault' | 'not_expressible';

export type Compared = {
  key: string;
  printed: number;
  /** As the product counts it. */
  computed?: string;
  outcome: Outcome;
  reason?: Words;
};

export type Verdict = {
  id: string;
  days: Days;
  refused?: Words;
  compared: Compared[];
  derived: Checked[];
  faults: Fault[];
  /** Counts the source does not print, recovered from what it does. */
  recovered: Wanted['recovered'];
};

type Evidence = {
  read: ReadonlyMap<string, Reading>;
  wanted: Wanted;
  values: ReadonlyMap<string, number>;
  days: Days;
  figures: FigureCatalogue;
  refused?: Words;
};

export function verdictOf(one: Case, evidence: Evidence): Verdict {
  const { wanted, days, refused, figures, read } = evidence;
  const faults = faultsOf(wanted, figures);
  const doubtful = new Set(faults.flatMap(({ keys }) => keys));
  const compared = [...one.figures].map(([key, printed]) =>
    compare(evidence, doubtful, key, printed, read.get(key)!),
  );
  const derived = checkDerived(one);
  return {
    id: one.id,
    days,
    ...(refused ? { refused } : {}),
    compared,
    derived,
    faults: [...faults, ...ownFaults(compared), ...derivedFaults(derived)],
    recovered: wanted.recovered,
  };
}

/** Percentages that are not those of the numbers beside them. */
const ownFaults = (compared: readonly Compared[]): Fault[] =>
  compared.flatMap(({ key, outcome, reason }) =>
    outcome === 'source_fault' && isPercentage(key) && reason ? [{ keys: [key], message: reason }] : [],
  );

const derivedFaults = (derived: readonly Checked[]): Fault[] =>
  derived.flatMap(({ of, fault }) => (fault ? [{ keys: [of.expr], message: fault }] : []));

const termsOf = ({ of, less = [], share = [] }: Meaning): Term[] => [...of, ...less, ...share];

function compare(
  { wanted, values, refused }: Evidence,
  doubtful: ReadonlySet<string>,
  key: string,
  printed: number,
  reading: Reading,
): Compared {
  if (!reading.ok) return { key, printed, outcome: 'not_expressible', reason: reading.reason };
  if (wanted.uncountable.includes(key)) {
    const reason = w('không phải số đếm', 'not a whole number');
    return { key, printed, outcome: 'not_expressible', reason };
  }
  const { meaning } = reading;
  const isDoubtful = doubtful.has(key) || termsOf(meaning).some((term) => doubtful.has(termKey(term)));
  const found = computedOf(meaning, values);
  if (!found) {
    const reason =
      refused ??
      w('các số của nguồn không cho phép dựng', 'the numbers of the source do not allow it to be built');
    return { key, printed, outcome: isDoubtful ? 'source_fault' : 'different', reason };
  }
  const computed = meaning.share ? shareText(found, printed, meaning) : String(found.of - found.less);
  const ok = meaning.share
    ? shareFits(found.of, found.share, printed, meaning)
    : fits(found.of - found.less, printed, meaning.about);
  if (ok) return { key, printed, computed, outcome: 'reproduced' };
  // Both operands came out as printed, so the percentage beside them is not theirs.
  const isOwnFault =
    meaning.share &&
    termsOf(meaning).every((term) => values.get(termKey(term)) === wanted.counts.get(termKey(term))?.count);
  if (!isDoubtful && !isOwnFault) return { key, printed, computed, outcome: 'different' };
  const reason = isOwnFault ? wrongShare(found, printed, computed) : undefined;
  return { key, printed, computed, outcome: 'source_fault', ...(reason ? { reason } : {}) };
}

type Found = { of: number; less: number; share: number };

function computedOf(meaning: Meaning, values: ReadonlyMap<string, number>): Found | undefined {
  if (termsOf(meaning).some((term) => !values.has(termKey(term)))) return undefined;
  const sum = (terms: readonly Term[] = []) =>
    terms.reduce((total, term) => total + values.get(termKey(term))!, 0);
  return { of: sum(meaning.of), less: sum(meaning.less), share: sum(meaning.share) };
}

function shareText({ of, share }: Found, printed: number, { over }: Meaning): string {
  return percent(over ? of - share : of, share, decimalsOf(printed)) ?? '-';
}

function wrongShare({ of, share }: Found, printed: number, computed: string): Words {
  if (share === 0)
    return w(
      `In ${printed}%, nhưng mẫu số là 0: không có tỷ lệ.`,
      `${printed}% is printed, but the base is 0: there is no share.`,
    );
  return w(
    `In ${printed}%, nhưng ${of}/${share} làm tròn là ${computed}%.`,
    `${printed}% is printed, but ${of}/${share} rounds to ${computed}%.`,
  );
}
