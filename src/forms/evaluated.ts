/** A form after its cells were counted: what the page, paper, Excel, text and JSON are all made from. */
import type { Instant } from '../kernel/clock.ts';
import { formatCount, formatDecimal } from '../kernel/number.ts';
import { formatPercent } from '../kernel/ratio.ts';
import { type Language, type Words, w } from '../kernel/words.ts';
import type { EvaluatedReport, Tree } from '../reports/evaluated.ts';
import type { Check, Form } from './edition.ts';
import type { FormPeriod } from './period.ts';

/**
 * `key` leads to the records a count is made of; `before` marks those of the year before. `money` is an amount in đồng,
 * which forms print in thousands, exactly.
 */
export type Cell =
  | { kind: 'count'; value: number; key: string; before?: true; money?: true }
  | { kind: 'mean' | 'percent'; text: string | null; key?: string; before?: true }
  | { kind: 'missing' | 'incomparable' | 'unknown' | 'empty' };

/** `sign` is the number beneath the heading, `over` a heading it shares with its neighbours. */
export type FormColumn = { id: string; words: Words; sign: string; over?: Words; missing?: Words };

export type EvaluatedRow = {
  id: string;
  number: string;
  words: Words;
  depth: number;
  heading: boolean;
  extra: boolean;
  missing?: Words;
  cells: readonly Cell[];
};

/** Whom or what a difference is made of: one side has them more often than the other. */
export type Culprits = { type: string; left: string[]; right: string[] };

export type CheckResult = { check: Check; left: number; right: number; ok: boolean; culprits: Culprits[] };

export type EvaluatedForm = {
  form: Form;
  unit: { id: string; code: string; name: string };
  head: EvaluatedReport['head'];
  /** The post that signs it. */
  signsAs: Words;
  period: FormPeriod;
  knownAt: Instant | null;
  tree: Tree;
  columns: readonly FormColumn[];
  rows: readonly EvaluatedRow[];
  checks: readonly CheckResult[];
};

const SAID = {
  missing: w('chưa có hồ sơ', 'no records'),
  incomparable: w('không so sánh được', 'not comparable'),
  unknown: w('–', '–'),
} as const;

/** The forms of finances are kept in thousands of đồng. */
export const THOUSAND = 1000;

/** A cell as it is read. The number of an empty place is nothing at all, never a nought. */
export function cellText(cell: Cell, language: Language): string {
  if (cell.kind === 'count' && cell.money) return formatDecimal(String(cell.value / THOUSAND), language);
  if (cell.kind === 'count') return formatCount(cell.value, language);
  if (cell.kind === 'percent') return cell.text === null ? '–' : formatPercent(cell.text, language);
  if (cell.kind === 'mean') return cell.text === null ? '–' : formatDecimal(cell.text, language);
  return cell.kind === 'empty' ? '' : SAID[cell.kind][language];
}

/** What the form cannot count because nothing is kept to count it from, with the rows and columns it concerns. */
export function missingOf(form: Pick<EvaluatedForm, 'rows' | 'columns'>): { words: Words; rows: string[] }[] {
  const lines = [...form.rows, ...form.columns].filter(({ missing }) => missing);
  return [...Map.groupBy(lines, ({ missing }) => missing!.vi).values()].map((group) => ({
    words: group[0]!.missing!,
    rows: group.map((row) => row.words.vi),
  }));
}
