/** The equalities of a form: both sides counted, and where they differ, whom the difference is made of. */
import type { Reader } from '../db/door.ts';
import type { FigureCatalogue } from '../figures/define.ts';
import { figureOf, subjectsBehind } from '../figures/evaluate.ts';
import type { Request } from '../figures/scope.ts';
import type { Check, Form, Term } from './edition.ts';
import type { CheckResult, Culprits } from './evaluated.ts';
import { COMPARED, type LaidForm } from './layout.ts';

type Part = { key: string; times: 1 | -1 };

/** The cells a term adds up. A row that is not part of the form on the day adds nothing. */
function partsOf(term: Term, laid: ReadonlyMap<string, LaidForm>): Part[] {
  const rows = laid
    .get(term.form)!
    .rows.filter(({ row }) => (term.row ? row.id === term.row : row.group === term.group));
  const form = laid.get(term.form)!.form;
  return rows.flatMap(({ cells }) =>
    columnsOf(term, form).flatMap((column) => {
      const key = cells.get(column)?.key;
      return key ? [{ key, times: term.times }] : [];
    }),
  );
}

const columnsOf = ({ column, columns }: Term, form: Form): readonly string[] =>
  columns === undefined || form.columns === 'compared'
    ? [column ?? COMPARED]
    : form.columns.filter(({ group }) => group === columns).map(({ id }) => id);

type Sides = { check: Check; left: Part[]; right: Part[] };

export function sidesOf(checks: readonly Check[], laid: readonly LaidForm[]): Sides[] {
  const byId = new Map(laid.map((one) => [one.form.id, one]));
  const side = (terms: readonly Term[]) => terms.flatMap((term) => partsOf(term, byId));
  return checks.map((check) => ({ check, left: side(check.left), right: side(check.right) }));
}

export const keysOfSides = (sides: readonly Sides[]): string[] => [
  ...new Set(sides.flatMap(({ left, right }) => [...left, ...right]).map(({ key }) => key)),
];

const total = (parts: readonly Part[], value: (key: string) => number): number =>
  parts.reduce((sum, { key, times }) => sum + times * value(key), 0);

/** Both sides of every check; lists are read only where they differ. */
export async function judge(
  tx: Reader,
  catalogue: FigureCatalogue,
  request: Request,
  sides: readonly Sides[],
  value: (key: string) => number,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { check, left, right } of sides) {
    const [one, other] = [total(left, value), total(right, value)];
    const ok = check.least ? one >= other : one === other;
    const culprits = ok ? [] : await culpritsOf(tx, catalogue, request, left, right);
    results.push({ check, left: one, right: other, ok, culprits });
  }
  return results;
}

/** Persons (or units) that one side counts more often than the other. */
async function culpritsOf(
  tx: Reader,
  catalogue: FigureCatalogue,
  request: Request,
  left: readonly Part[],
  right: readonly Part[],
): Promise<Culprits[]> {
  const balance = new Map<string, Map<string, number>>();
  const parts = [...left, ...right.map(({ key, times }) => ({ key, times: -times }))];
  for (const { key, times } of parts) {
    const source = catalogue.sources.get(figureOf(catalogue, key).source)!;
    const type = source.subject ?? source.record;
    const counts = balance.get(type) ?? new Map<string, number>();
    balance.set(type, counts);
    for (const subject of await subjectsBehind(tx, catalogue, request, key))
      counts.set(subject, (counts.get(subject) ?? 0) + times);
  }
  return [...balance].map(([type, counts]) => ({
    type,
    left: [...counts].filter(([, n]) => n > 0).map(([id]) => id),
    right: [...counts].filter(([, n]) => n < 0).map(([id]) => id),
  }));
}
