/**
 * The second method of counting, for `capuy check`: raw rows are read as they are stored, each source's `recount`
 * finds its records in TypeScript, and the tree is walked parent by parent. It shares no SQL with the first.
 *
 * Cost: all rows of all record tables are held in memory (about 1 kB a row), so it grows with the rows, times the
 * depth of the tree for placing; the first method it is compared with grows with units × figures. A district takes
 * seconds; a country is checked province by province.
 */
import type { Reader } from '../db/door.ts';
import type { Counted, Figure, FigureCatalogue, FigureSource, Match, When, Where } from './define.ts';
import { type Facts, factsFrom, type RawRow } from './facts.ts';

export type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

type Columns = { name: string; columns: string[] };

/**
 * Reads every row of every record table. Must run as the figures' role (see asFigures), otherwise it sees only
 * what the session may. Documents stored whole (JSON) are left out: nothing is counted from them.
 */
export async function loadFacts(tx: Reader): Promise<Facts> {
  const tables = await tx<Columns[]>`
    select t.name, array_agg(a.attname::text order by a.attnum) as columns
    from table_class t
    join pg_attribute a on a.attrelid = format('public.%I', t.name)::regclass and a.attnum > 0 and not a.attisdropped
    where (t.is_record or t.name = 'unit') and a.atttypid <> 'jsonb'::regtype
    group by t.name`;
  // Sent one behind the other without waiting: most tables hold little, and there are many of them.
  const rows = await Promise.all(
    tables.map(
      async ({ name, columns }) =>
        [name, await tx<RawRow[]>`select ${tx(columns)} from ${tx(name)}`] as const,
    ),
  );
  return factsFrom(new Map<string, readonly RawRow[]>(rows));
}

const contains = (values: readonly string[], value: unknown): boolean => values.includes(String(value));

function matches(value: unknown, match: Match): boolean {
  if (match === null) return value === null || value === undefined;
  if (value === null || value === undefined) return false;
  if (typeof match !== 'object') return value === match;
  if ('has' in match) return (value as readonly unknown[]).some((one) => contains(match.has, one));
  return contains(match, value);
}

/** Whether a record fits the condition of a figure; an empty value fits nothing but null, as in SQL. */
export const fits = (record: Counted, where: Where | undefined): boolean =>
  Object.entries(where ?? {}).every(([dimension, match]) => matches(record[dimension], match));

/** The units a record counts for: its own and all above it on its day, or those the source names. */
const placed = (facts: Facts, { unit, on, tops }: Counted): readonly string[] =>
  tops ?? facts.above(unit, on);

const figuresBySource = (catalogue: FigureCatalogue): Map<string, Figure[]> =>
  Map.groupBy(catalogue.figures.values(), (figure) => figure.source);

/** Empty values are not counted among different ones, as in SQL. */
const isDistinct = (seen: Set<string>, value: unknown): boolean => {
  if (value === null || value === undefined) return false;
  const before = seen.size;
  return seen.add(String(value)).size > before;
};

class Tally {
  readonly counts = new Map<string, Map<string, number>>();
  readonly #seen = new Map<string, Set<string>>();

  add(top: string, figure: Figure, record: Counted): void {
    if (figure.distinct && !isDistinct(this.#seenOf(`${top} ${figure.key}`), record[figure.distinct])) return;
    const values = this.counts.get(top) ?? new Map<string, number>();
    this.counts.set(top, values);
    const amount = figure.sum ? Number(record[figure.sum] ?? 0) : 1;
    values.set(figure.key, (values.get(figure.key) ?? 0) + amount);
  }

  #seenOf(name: string): Set<string> {
    const seen = this.#seen.get(name) ?? new Set();
    this.#seen.set(name, seen);
    return seen;
  }
}

/** Counts every figure for every unit that has records, by the tree of each record's day. Nil is left out. */
export function recount(facts: Facts, catalogue: FigureCatalogue, when: When): Counts {
  const tally = new Tally();
  const bySource = figuresBySource(catalogue);
  for (const source of catalogue.sources.values()) {
    const figures = bySource.get(source.name) ?? [];
    for (const record of source.recount(facts, when)) {
      const fitting = figures.filter((figure) => fits(record, figure.where));
      if (fitting.length === 0) continue;
      for (const top of placed(facts, record)) for (const figure of fitting) tally.add(top, figure, record);
    }
  }
  return tally.counts;
}

const inOrder = (a: Counted, b: Counted): number =>
  a.on === b.on ? (a.record < b.record ? -1 : Number(a.record > b.record)) : a.on < b.on ? -1 : 1;

/** The ids of the records behind one figure of one unit by the second method, one for each that is counted. */
export function recountedRecords(
  facts: Facts,
  source: FigureSource,
  figure: Figure,
  when: When,
  unit: string,
): string[] {
  const records: Counted[] = [];
  for (const record of source.recount(facts, when)) {
    if (fits(record, figure.where) && placed(facts, record).includes(unit)) records.push(record);
  }
  records.sort(inOrder);
  const seen = new Set<string>();
  const kept = figure.distinct ? records.filter((r) => isDistinct(seen, r[figure.distinct!])) : records;
  return kept.map((r) => r.record);
}
