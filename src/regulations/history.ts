/** The history of a rule as a page and the command line show it. */
import { formatDate, type PlainDate } from '../kernel/plain-date.ts';
import { type Language, w } from '../kernel/words.ts';
import { loadRegulations, type Regulations } from './reader.ts';
import {
  covers,
  type DatedValue,
  KNOWN_WORDS,
  type Known,
  type RuleValue,
  UNITS,
  type Unit,
} from './rule.ts';
import { gapsOf, valueText } from './value.ts';

export type HistoryRow = {
  /** First and last day, inclusive; null is open. */
  from: PlainDate;
  to: PlainDate | null;
  value: RuleValue;
  valueText: string;
  source: string;
  known: Known;
  knownText: string;
  note: string | null;
  pack: string;
  /** Whether this row is in force on the day asked for; false for all when no day was given. */
  inForce: boolean;
};

export type RuleHistory = {
  id: string;
  name: string;
  unit: Unit;
  unitText: string;
  rows: HistoryRow[];
  /** Days between two rows for which no value is known, inclusive. */
  gaps: { from: PlainDate; to: PlainDate }[];
};

/** The value of one rule on one of its rows, as people read it. */
export function textOfValue(
  regulations: Regulations,
  id: string,
  value: Pick<DatedValue, 'value'>,
  language: Language,
): string {
  const { unit, options } = regulations.rule(id);
  return valueText(value.value, unit, options ? regulations.options(options) : undefined, language);
}

/** Every value of a rule in order of time, the one in force on `on` marked. Throws on an unknown id. */
export function ruleHistory(
  id: string,
  language: Language,
  on?: PlainDate,
  regulations: Regulations = loadRegulations(),
): RuleHistory {
  const { words, unit, values } = regulations.rule(id);
  const rows = values.map(
    (value): HistoryRow => ({
      from: value.from,
      to: value.to,
      value: value.value,
      valueText: textOfValue(regulations, id, value, language),
      source: regulations.sourceText(value, language),
      known: value.known,
      knownText: KNOWN_WORDS[value.known][language],
      note: value.note?.[language] ?? null,
      pack: value.pack,
      inForce: on !== undefined && covers(value, on),
    }),
  );
  return { id, name: words[language], unit, unitText: UNITS[unit][language], rows, gaps: gapsOf(values) };
}

const OPEN = w('nay', 'open');

/** An inclusive period: “20/1/2025 – 30/6/2025”, “26/7/2026 – nay”. */
export const daysText = (period: { from: PlainDate; to: PlainDate | null }, language: Language): string =>
  `${formatDate(period.from, language)} – ${period.to ? formatDate(period.to, language) : OPEN[language]}`;
