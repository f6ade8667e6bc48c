/** Reads the filters of a list from an address: what cannot be read is refused, what is unknown means nothing. */
import { isId } from '../kernel/id.ts';
import { isPlainDate, parseDate } from '../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refused } from '../kernel/refusal.ts';
import { clean } from '../kernel/text.ts';
import type { RecordType } from './define.ts';

export type Filters = Readonly<Record<string, string>>;

/** `after` is the key of the last row of the page before, null on the first page. */
export type AskedList = { filters: Filters; after: readonly string[] | null };

/** Types whose lists can be cut by the tree of then: each row by the unit above it on its own day, or on the day asked for. */
export const hasOwnDay = (type: RecordType): boolean =>
  type.class !== 'reference' && (type.date !== undefined || type.dwells !== undefined);

/**
 * Filters by field, `from`, `to` and `on` in any way a day is written, `beneath` and `ids` as ids; `tree` is `then` where
 * `beneath` means the tree of each row's own day instead of today's.
 */
export function readFilters(type: RecordType, query: Filters): Outcome<AskedList> {
  const filters: Record<string, string> = {};
  const refusals: Refusal[] = [];
  for (const [name, typed] of Object.entries(query)) {
    const value = clean(typed);
    if (value === '') continue;
    if ((name === 'from' || name === 'to') && type.date) {
      const day = parseDate(value, name);
      if (day.ok) filters[name] = day.value;
      else refusals.push(...day.refusals);
    } else if (name === 'on' && type.dwells) {
      const day = parseDate(value, name);
      if (day.ok) filters.on = day.value;
      else refusals.push(...day.refusals);
    } else if (name === 'tree') {
      if (value === 'then' && hasOwnDay(type)) filters.tree = value;
    } else if (name === 'beneath' || name === 'ids') filters[name] = idsOf(value);
    else if (Object.hasOwn(type.fields, name)) filters[name] = value;
  }
  // A member lies beneath a unit of then on some day; without one the tree of then says nothing of persons.
  if (type.dwells && !filters.on) delete filters.tree;
  return refusals.length > 0 ? refused(...refusals) : done({ filters, after: readKey(type, query.after) });
}

/** What is no id stands for no record. */
const NO_RECORD = '00000000-0000-7000-8000-000000000000';

const idsOf = (value: string): string => value.split(',').filter(isId).join() || NO_RECORD;

/** The columns of the key a list is paged by, without the id that ends it. */
export const keyColumns = (type: RecordType) => (type.date ? [{ column: type.date }] : (type.order ?? []));

/** The key of a row as it stands in an address. */
export const writeKey = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** The key in an address; null, which is the first page, where it is none of this type's. */
function readKey(type: RecordType, text: string | undefined): string[] | null {
  if (!text) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(values) || values.length !== keyColumns(type).length + 1) return null;
    if (!values.every((value) => typeof value === 'string' && clean(value) === value)) return null;
    if (!isId(values.at(-1)) || (type.date && !isPlainDate(values[0]))) return null;
    return values;
  } catch {
    return null;
  }
}
