/** Raw rows and a tree walked parent by parent: what the second method of counting works on. */
import type { PlainDate } from '../kernel/plain-date.ts';

export type RawRow = { id: string; unit: string; [column: string]: unknown };

export type Facts = {
  /** All rows of a table, as stored. */
  rows(table: string): readonly RawRow[];
  row(table: string, id: string | null | undefined): RawRow | undefined;
  /** Rows of a table by the value of one column. */
  by(table: string, column: string, value: string): readonly RawRow[];
  /** The unit's own row of unit_period on a day; undefined where the unit did not exist. */
  unitOn(unit: string, day: PlainDate): RawRow | undefined;
  /** The unit and everything above it on a day, nearest first; empty where the unit did not exist. */
  above(unit: string, day: PlainDate): readonly string[];
};

/** True on days from `from` up to but not including `to` (null: open). */
export const covers = (row: RawRow, day: string): boolean =>
  (row.valid_from as string) <= day && (row.valid_to === null || (row.valid_to as string) > day);

export function factsFrom(tables: ReadonlyMap<string, readonly RawRow[]>): Facts {
  const indexes = new Map<string, Map<string, RawRow[]>>();
  const index = (table: string, column: string) => {
    const name = `${table}.${column}`;
    let found = indexes.get(name);
    if (!found) {
      found = Map.groupBy(tables.get(table) ?? [], (row) => String(row[column]));
      indexes.set(name, found);
    }
    return found;
  };
  const by = (table: string, column: string, value: string) => index(table, column).get(value) ?? [];
  const unitOn = (unit: string, day: PlainDate) =>
    by('unit_period', 'unit', unit).find((row) => covers(row, day));
  const remembered = new Map<string, readonly string[]>();
  const above = (unit: string, day: PlainDate): readonly string[] => {
    const key = `${unit}@${day}`;
    const known = remembered.get(key);
    if (known) return known;
    const here = unitOn(unit, day);
    const path = here ? [unit, ...(here.parent ? above(here.parent as string, day) : [])] : [];
    remembered.set(key, path);
    return path;
  };
  return {
    rows: (table) => tables.get(table) ?? [],
    row: (table, id) => (id ? by(table, 'id', id)[0] : undefined),
    by,
    unitOn,
    above,
  };
}

/** What a body of the unit does is the unit's own work, and for every unit above it work beneath it. */
export function ownAndAbove(
  facts: Facts,
  unit: string,
  day: PlainDate,
): { own: boolean; tops: readonly string[] }[] {
  const [self, ...above] = facts.above(unit, day);
  if (!self) return [];
  return [
    { own: true, tops: [self] },
    { own: false, tops: above },
  ];
}
