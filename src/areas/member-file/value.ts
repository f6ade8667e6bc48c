/** Values of the file as they are stored (text; of several parts, JSON in the order of the parts) and as people read them. */
import type { Reader } from '../../db/door.ts';
import { done, type Outcome } from '../../kernel/refusal.ts';
import { type Language, NO_WORDS } from '../../kernel/words.ts';
import type { Catalogue } from '../../records/catalogue.ts';
import type { Fields, RecordType } from '../../records/define.ts';
import { readInput, type Typed } from '../../records/input.ts';
import { shown } from '../../records/labels.ts';
import { OLD_TEXT, SINCE, SOURCE_FIELDS, UNTIL } from './contract.ts';
import { type FileField, hasParts, partsOf } from './fields.ts';

const NO_LABELS = new Map<string, string>();

const formOf = (name: string, words: FileField['words'], fields: Fields): RecordType => ({
  ...{ name, actOnly: true, area: 'member-file', class: 'unit', fields, title: [], list: [], filters: [] },
  words: { one: words, many: words, empty: NO_WORDS },
});

/** The form of one field: its value or parts, since when, and the paper. A plain value takes the name of the field. */
export function factForm(field: FileField): RecordType {
  const parts = Object.entries(partsOf(field)).map(([name, part], i) => [
    name,
    { ...part, required: i === 0, ...(name === 'value' ? { words: field.words } : {}) },
  ]);
  return formOf('fact', field.words, {
    ...Object.fromEntries(parts),
    ...(field.place ? { old_text: OLD_TEXT } : {}),
    since: SINCE,
    ...(field.list ? { until: UNTIL } : {}),
    ...SOURCE_FIELDS,
  } as Fields);
}

/** Names that forms of facts may send. */
export const FORM_NAMES = (fields: readonly FileField[]): string[] => [
  ...new Set(fields.flatMap((field) => Object.keys(factForm(field).fields))),
];

/** What was typed as the columns of a fact, or refused part by part. */
export async function readFact(
  tx: Reader,
  catalogue: Catalogue,
  field: FileField,
  typed: Typed,
): Promise<Outcome<Record<string, unknown>>> {
  const read = await readInput(tx, catalogue, factForm(field), typed);
  if (!read.ok) return read;
  const names = Object.keys(partsOf(field));
  const rest = Object.fromEntries(Object.entries(read.value).filter(([name]) => !names.includes(name)));
  return done({ ...rest, value: stored(field, read.value) });
}

/** The text a value is stored as. */
export function stored(field: FileField, parts: Readonly<Record<string, unknown>>): string {
  if (!hasParts(field)) return String(parts.value);
  const filled = Object.keys(partsOf(field)).filter(
    (name) => parts[name] !== null && parts[name] !== undefined,
  );
  return JSON.stringify(Object.fromEntries(filled.map((name) => [name, parts[name]])));
}

/** The parts of a stored value; what is no value of this field gives none. */
export function partsIn(field: FileField, value: string): Record<string, unknown> {
  if (!hasParts(field)) return { value };
  try {
    const parts: unknown = JSON.parse(value);
    return parts !== null && typeof parts === 'object' && !Array.isArray(parts)
      ? (parts as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** A stored value as people read it. */
export function told(field: FileField, value: string, language: Language): string {
  const parts = partsIn(field, value);
  return Object.entries(partsOf(field))
    .map(([name, part]) => shown(part, parts[name], NO_LABELS, language))
    .filter(Boolean)
    .join('; ');
}
