/** What is sensitive stands masked until it is opened: one rule of the field, for lists, pages and data alike. */
import type { AnyRow } from './catalogue.ts';
import type { Field, RecordType } from './define.ts';
import type { Typed } from './input.ts';

const MASK = '•••';

/** A value as it stands where it was not opened; of a birth date the year stays, which tells namesakes apart. */
function masked(field: Field | undefined, value: unknown): unknown {
  if (!field?.sensitive || value === null || value === undefined || value === '') return value;
  return field.type === 'partial-date' ? String(value).slice(0, 'YYYY'.length) : MASK;
}

/** A row of a list, which opens nothing. */
export const maskedRow = (type: RecordType, row: AnyRow): AnyRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, masked(type.fields[name], value)]),
  ) as AnyRow;

type Change = { field: string; before: unknown; after: unknown };

/** A record as its own page shows it: whole, unless each sensitive field is opened by itself. */
export function openedRow(type: RecordType, row: AnyRow): AnyRow {
  return type.opensFields ? maskedRow(type, row) : row;
}

/** Typed fields of a correction by a program: one sent back as it was read, masked, stands for what is stored. */
export function unmasked(type: RecordType, typed: Typed, stored: AnyRow): Typed {
  if (!type.opensFields) return typed;
  const entries = Object.entries(typed).map(([name, value]) => {
    const isAsRead = stored[name] !== undefined && value === masked(type.fields[name], stored[name]);
    return [name, isAsRead ? stored[name] : value];
  });
  return Object.fromEntries(entries) as Typed;
}

/** What its versions changed, under the same rule. */
export const openedChanges = <C extends Change>(type: RecordType, changes: readonly C[]): C[] =>
  changes.map((change) => {
    if (!type.opensFields) return change;
    const field = type.fields[change.field];
    return { ...change, before: masked(field, change.before), after: masked(field, change.after) };
  });
