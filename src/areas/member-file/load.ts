/** One member's file as its pages show it: every field with the facts it has, read in one snapshot. */
import type { Reader } from '../../db/door.ts';
import type { PartialDate } from '../../kernel/partial-date.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { FILE_FIELDS, type FileField } from './fields.ts';
import { type FactRow, factsOfPerson, type Scopes, scopesAt } from './store.ts';

/** A value as it stands: with the fact it comes from, or (`fact` null) in the person's own row alone. */
export type Held = { value: string; since: PartialDate | null; fact: FactRow | null };

export type FilledField = { key: string; field: FileField; held: readonly Held[] };

const isHeld = ({ flag }: FileField, scopes: Scopes): boolean =>
  flag === 'health' || flag === 'property' ? scopes[flag] : true;

/** What stands in a field now: of a list all its rows, otherwise the fact that began last, or the person's column. */
export function heldIn(key: string, row: AnyRow, facts: readonly FactRow[]): Held[] {
  const field = FILE_FIELDS[key]!;
  const own = facts.filter((fact) => fact.field === key);
  const held = own.map((fact) => ({ value: fact.value, since: fact.since, fact }));
  if (field.list) return held;
  if (held.length > 0) return held.slice(0, 1);
  const column = field.counted ? row[key] : null;
  return column === null || column === undefined ? [] : [{ value: String(column), since: null, fact: null }];
}

/** The fields of a file that its office lets it hold, in the order of the table. */
export async function fileOf(
  tx: Reader,
  row: AnyRow,
): Promise<{ fields: FilledField[]; facts: FactRow[]; scopes: Scopes }> {
  const facts = await factsOfPerson(tx, row.id);
  const scopes = await scopesAt(tx, String(row.unit));
  const fields = Object.entries(FILE_FIELDS)
    .filter(([, field]) => isHeld(field, scopes))
    .map(([key, field]) => ({ key, field, held: heldIn(key, row, facts) }));
  return { fields, facts, scopes };
}

/** Fields a file ought to have and lacks. */
export const missingIn = (fields: readonly FilledField[]): FilledField[] =>
  fields.filter(({ field, held }) => field.needed && held.length === 0);
