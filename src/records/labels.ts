/** The words by which a record is called in a list, a heading or a link to it. */
import type { Reader } from '../db/door.ts';
import { formatCount, formatDong } from '../kernel/number.ts';
import { formatPartialDate, isPartialDate, type PartialDate } from '../kernel/partial-date.ts';
import type { Language } from '../kernel/words.ts';
import type { AnyRow, Catalogue } from './catalogue.ts';
import type { Field, RecordType } from './define.ts';
import { loadRecords, referencesIn } from './store.ts';

/** Labels by id; a reference the reader may not open has none. */
export type Labels = ReadonlyMap<string, string>;

/** Stands for a record the reader may not open. */
export const HIDDEN = { vi: '(không mở được)', en: '(not open to you)' };

/** A value of a field as people read it; what somebody typed and nobody could read stands as it was typed. */
export function shown(field: Field, value: unknown, labels: Labels, language: Language): string {
  if (value === null || value === undefined || value === '') return '';
  switch (field.type) {
    case 'date':
    case 'partial-date':
      return isPartialDate(String(value)) ? formatPartialDate(value as PartialDate, language) : String(value);
    case 'count':
      return typeof value === 'number' && !field.plain ? formatCount(value, language) : String(value);
    case 'money':
      return /^\d+$/.test(String(value)) ? formatDong(BigInt(value as string), language) : String(value);
    case 'flag':
      return value === true || value === 'true'
        ? { vi: 'Có', en: 'Yes' }[language]
        : { vi: 'Không', en: 'No' }[language];
    case 'choice':
      return field.options[String(value)]?.[language] ?? String(value);
    case 'choices':
      return [value]
        .flat()
        .map((key) => field.options[String(key)]?.[language] ?? String(key))
        .join('; ');
    case 'reference':
      return labels.get(value as string) ?? HIDDEN[language];
    default:
      return String(value);
  }
}

export const titleOf = (type: RecordType, row: AnyRow, labels: Labels, language: Language): string =>
  type.title
    .map((name) => shown(type.fields[name]!, row[name], labels, language))
    .filter(Boolean)
    .join(' · ');

/** How a reference is written in a text field: words, the unit, and the end of the id, which alone decides. */
export function referenceText(type: RecordType, row: AnyRow, labels: Labels, language: Language): string {
  const unit = type.name === 'unit' ? undefined : labels.get(row.unit as string);
  const words = [titleOf(type, row, labels, language), unit].filter(Boolean).join(', ');
  return `${words} [${tagOf(row.id)}]`;
}

/** The last digits of an id: enough to tell namesakes apart. */
export const tagOf = (id: string): string => id.slice(-8);

/** Text typed for a reference: a tag decides alone, whatever words stand before it. */
export function readReferenceText(typed: string): { words: string; tag: string | null } {
  const tag = typed.match(/\[([0-9a-f]{8})\]$/)?.[1] ?? null;
  return { words: tag ? '' : typed, tag };
}

/** Labels of everything the rows refer to, at most three references deep. */
export async function labelsFor(
  tx: Reader,
  catalogue: Catalogue,
  type: RecordType,
  rows: readonly AnyRow[],
  language: Language,
  depth = 3,
): Promise<Map<string, string>> {
  const labels = new Map<string, string>();
  const wanted = referencesIn(type, rows);
  const units = new Set(rows.map((row) => row.unit as string).filter(Boolean));
  wanted.set('unit', new Set([...(wanted.get('unit') ?? []), ...units]));
  const named = [...wanted].map(async ([name, ids]) => {
    if (ids.size === 0) return;
    const to = catalogue.record(name);
    const found = await loadRecords(tx, to, [...ids]);
    const needs = depth > 1 && to.title.some((field) => to.fields[field]?.type === 'reference');
    const deeper = needs ? await labelsFor(tx, catalogue, to, found, language, depth - 1) : new Map();
    for (const row of found) labels.set(row.id, titleOf(to, row, deeper, language));
  });
  await Promise.all(named);
  return labels;
}
