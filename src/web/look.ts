/** How stored values look on a page, and how they stand in a form until somebody types over them. */
import type { Instant } from '../kernel/clock.ts';
import { dayOf } from '../kernel/clock.ts';
import { formatPartialDate, isPartialDate, parsePartialDate } from '../kernel/partial-date.ts';
import { formatDate, isPlainDate, parseDate, weekday } from '../kernel/plain-date.ts';
import type { Language } from '../kernel/words.ts';
import type { Field, Fields } from '../records/define.ts';
import { shown } from '../records/labels.ts';

/** A colour with a meaning; a page never says anything by colour alone, the words stand beside it. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** Something a person can choose: the value that is posted and the text that is shown. */
export type Choice = { value: string; label: string };

/** What stands behind an id: shown instead of it, linked when the reader may open it. */
export type Labels = Readonly<Record<string, { label: string; href?: string }>>;

/** Values as typed: text, or several texts for `choices`. Never parsed, so that a mistake is kept as typed. */
export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a reader sees of one value. `empty` marks a value that is not there. */
export type Shown = { text: string; href?: string; empty?: true };

const NOTHING: Shown = { text: '–', empty: true };

/** A stored value for reading. A reference is shown by its label; without one, by its id. */
export function showValue(field: Field, value: unknown, language: Language, labels: Labels = {}): Shown {
  if (value === null || value === undefined || value === '') return NOTHING;
  if (Array.isArray(value) && value.length === 0) return NOTHING;
  if (field.type !== 'reference') return { text: shown(field, value, NO_LABELS, language) };
  const { label, href } = labels[String(value)] ?? { label: String(value) };
  return href ? { text: label, href } : { text: label };
}

const NO_LABELS = new Map<string, string>();

/** A stored value as text in an input; dates stand there as `3/2/2026` in both languages. */
function typedText(field: Field, value: unknown): string | string[] {
  if (value === null || value === undefined) return field.type === 'choices' ? [] : '';
  if (field.type === 'choices') return Array.isArray(value) ? value.map(String) : [String(value)];
  if (field.type === 'date' && isPlainDate(String(value))) return formatDate(value as never, 'vi');
  if (field.type === 'partial-date' && isPartialDate(String(value))) {
    return formatPartialDate(value as never, 'vi').replace('tháng ', '');
  }
  return String(value);
}

/** The values of a stored row as they first stand in its form. */
export function toFormValues(fields: Fields, row: Readonly<Record<string, unknown>>): FormValues {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, typedText(field, row[name])]),
  );
}

/** How a typed date was understood, `thứ Ba, 3/2/2026`; undefined when it cannot be read. */
export function readBack(field: Field, typed: string, language: Language): string | undefined {
  if (field.type === 'date') {
    const day = parseDate(typed);
    return day.ok ? `${weekday(day.value)[language]}, ${formatDate(day.value, language)}` : undefined;
  }
  if (field.type !== 'partial-date') return undefined;
  const date = parsePartialDate(typed);
  return date.ok ? formatPartialDate(date.value, language) : undefined;
}

/** An instant to the minute in Vietnamese time: `14:05 12/10/2023`; to the day alone where no more is told. */
export function showInstant(instant: Instant, language: Language, dayOnly = false): string {
  if (dayOnly) return formatDate(dayOf(instant), language);
  const hour = (Number(instant.slice(11, 13)) + 7) % 24;
  return `${String(hour).padStart(2, '0')}:${instant.slice(14, 16)} ${formatDate(dayOf(instant), language)}`;
}

/** An address with some of its query changed; undefined or empty text takes a part away. */
export function address(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  change: Readonly<Record<string, string | undefined>> = {},
): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...change })) if (value) parts.set(name, value);
  const text = parts.toString();
  return text ? `${path}?${text}` : path;
}
