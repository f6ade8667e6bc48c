/** The rows of the packs with what offices have confirmed of them. */
import { digestOf } from '../../kernel/canonical.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { textOfValue } from '../../regulations/history.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { groupOf } from '../../regulations/reference.ts';
import { covers, type DatedValue, type Known } from '../../regulations/rule.ts';
import type { Confirmation, RowState } from './contract.ts';
import { standing, stateOf } from './rules.ts';

export type RuleRow = {
  rule: string;
  name: string;
  group: string;
  from: PlainDate;
  to: PlainDate | null;
  valueText: string;
  source: string;
  known: Known;
  note: string | null;
  /** Names the row as it is now; a form sends it, so that nothing else is confirmed than what was shown. */
  token: string;
  digest: string;
  state: RowState;
  /** The confirmation that counts, or the one that has become stale. */
  confirmation: Confirmation | null;
};

/**
 * What a confirmation is about: the value, its first day, its document and article. Its last day is not: a new
 * document that ends a value does not make the value wrong.
 */
const digestOfValue = (rule: string, unit: string, { value, from, source }: DatedValue): string =>
  digestOf({ rule, unit, value, from, source });

const keyOf = (rule: string, from: PlainDate): string => `${rule}@${from}`;

/** Every row, or those in force on a day, in order of id and time. */
export function ruleRows(
  regulations: Regulations,
  lines: readonly Confirmation[],
  language: Language,
  on: PlainDate | null,
): RuleRow[] {
  const told = Map.groupBy(lines, ({ rule }) => rule);
  return regulations.ids().flatMap((id) => rowsOf(regulations, id, told.get(id) ?? [], language, on));
}

/** The rows of one rule with the lines written about it. */
export const rowsOf = (
  regulations: Regulations,
  id: string,
  lines: readonly Confirmation[],
  language: Language,
  on: PlainDate | null = null,
): RuleRow[] =>
  regulations
    .history(id)
    .filter((value) => on === null || covers(value, on))
    .map((value) => {
      const about = lines.filter(({ valid_from }) => valid_from === value.from);
      return rowOf(regulations, id, value, about, language);
    });

function rowOf(
  regulations: Regulations,
  id: string,
  value: DatedValue,
  lines: readonly Confirmation[],
  language: Language,
): RuleRow {
  const { words, unit } = regulations.rule(id);
  const digest = digestOfValue(id, unit, value);
  const stands = standing(lines);
  return {
    rule: id,
    name: words[language],
    group: groupOf(id),
    from: value.from,
    to: value.to,
    valueText: textOfValue(regulations, id, value, language),
    source: regulations.sourceText(value, language),
    known: value.known,
    note: value.note?.[language] ?? null,
    token: `${keyOf(id, value.from)}@${digest.slice(0, 16)}`,
    digest,
    state: stateOf(digest, stands),
    confirmation: stands.find((line) => line.digest === digest) ?? stands[0] ?? null,
  };
}

/** Weakest first: what nobody has read is looked at before what was. */
const WEAKEST: readonly Known[] = ['U', 'I', 'B', 'A'];

/** Rows for the list of work: stale ones, then unconfirmed ones by mark, then what is confirmed. */
export function inOrderOfWork(rows: readonly RuleRow[]): RuleRow[] {
  const states: readonly RowState[] = ['stale', 'unconfirmed', 'confirmed'];
  const rank = (row: RuleRow) => states.indexOf(row.state) * WEAKEST.length + WEAKEST.indexOf(row.known);
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

export type Progress = { rows: number; confirmed: number; stale: number; open: Record<Known, number> };

/** How many rows are still to be confirmed, by mark; a stale one is among them. */
export function progressOf(rows: readonly RuleRow[]): Progress {
  const count = (wanted: (row: RuleRow) => boolean) => rows.filter(wanted).length;
  const open = (mark: Known) => count((row) => row.known === mark && row.state !== 'confirmed');
  return {
    rows: rows.length,
    confirmed: count((row) => row.state === 'confirmed'),
    stale: count((row) => row.state === 'stale'),
    open: { U: open('U'), I: open('I'), B: open('B'), A: open('A') },
  };
}
