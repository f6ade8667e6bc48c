/**
 * Strict reading of parsed YAML: every fault is collected with the place where it stands, unknown keys are
 * faults, and what comes out is typed. Nothing is guessed or converted.
 */
import { isPlainDate, type PlainDate } from '../kernel/plain-date.ts';
import type { Words } from '../kernel/words.ts';

/** Collects faults as `file: place: what is wrong`. */
export type Faults = { file: string; list: string[] };

export const fault = (faults: Faults, place: string, what: string): undefined => {
  faults.list.push(`${faults.file}: ${place}: ${what}`);
  return undefined;
};

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

export type Fields = Readonly<Record<string, unknown>>;

export const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A map that has every key of `required` and none besides those and `optional`. */
export function mapOf(
  value: unknown,
  required: readonly string[],
  optional: readonly string[],
  faults: Faults,
  place: string,
): Fields | undefined {
  if (!isMap(value)) return fault(faults, place, `a map is expected, found ${show(value)}`);
  const missing = required.filter((key) => !(key in value));
  const unknown = Object.keys(value).filter((key) => !required.includes(key) && !optional.includes(key));
  for (const key of missing) fault(faults, place, `key “${key}” is missing`);
  for (const key of unknown) fault(faults, place, `key “${key}” is not known`);
  return missing.length > 0 ? undefined : value;
}

/** A list; anything else is a fault and reads as empty. */
export function listOf(value: unknown, faults: Faults, place: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  fault(faults, place, `a list is expected, found ${show(value)}`);
  return [];
}

export function textOf(value: unknown, faults: Faults, place: string): string | undefined {
  if (typeof value === 'string' && value.trim() !== '') return value;
  return fault(faults, place, `a text is expected, found ${show(value)}`);
}

export function dateField(value: unknown, faults: Faults, place: string): PlainDate | undefined {
  if (typeof value === 'string' && isPlainDate(value)) return value;
  return fault(faults, place, `a day as YYYY-MM-DD is expected, found ${show(value)}`);
}

export function oneOf<T extends string>(
  value: unknown,
  choices: readonly T[],
  faults: Faults,
  place: string,
): T | undefined {
  const found = choices.find((choice) => choice === value);
  return found ?? fault(faults, place, `one of ${choices.join(', ')} is expected, found ${show(value)}`);
}

/** Words in both languages. */
export function wordsOf(value: unknown, faults: Faults, place: string): Words | undefined {
  const map = mapOf(value, ['vi', 'en'], [], faults, place);
  if (!map) return undefined;
  const vi = textOf(map.vi, faults, `${place}.vi`);
  const en = textOf(map.en, faults, `${place}.en`);
  return vi !== undefined && en !== undefined ? { vi, en } : undefined;
}

/** The inclusive period `from` … `to` (null is open) of a map that has both keys. */
export function periodOf(
  map: Fields,
  faults: Faults,
  place: string,
): { from: PlainDate; to: PlainDate | null } | undefined {
  const from = dateField(map.from, faults, `${place}.from`);
  const to = map.to === null ? null : dateField(map.to, faults, `${place}.to`);
  if (from === undefined || to === undefined) return undefined;
  if (to !== null && to < from) return fault(faults, place, `ends on ${to}, before it begins on ${from}`);
  return { from, to };
}
