/** What changed in the rules between two days: for an office when a new regulation lands, and for a dossier. */
import { addDays, type PlainDate } from '../kernel/plain-date.ts';
import type { Words } from '../kernel/words.ts';
import type { Regulations, RuleInForce } from './reader.ts';
import type { Document, RuleValue } from './rule.ts';

/**
 * `value`: the rule itself changed; `source`: the same value now rests on another document;
 * `began`, `ended`: only one of the two days has a known value.
 */
export type Difference = {
  id: string;
  words: Words;
  change: 'value' | 'source' | 'began' | 'ended';
  before: RuleInForce<RuleValue> | undefined;
  after: RuleInForce<RuleValue> | undefined;
};

/** Text that is equal for equal values, whatever the order of a table's keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, content]) => `${JSON.stringify(key)}:${canonical(content)}`).join()}}`;
}

function changeOf(
  before: RuleInForce<RuleValue> | undefined,
  after: RuleInForce<RuleValue> | undefined,
): Difference['change'] | undefined {
  if (!before || !after) return before ? 'ended' : after ? 'began' : undefined;
  if (canonical(before.value) !== canonical(after.value)) return 'value';
  return canonical(before.source) === canonical(after.source) ? undefined : 'source';
}

/** A rule on several days: its value on each, and how each differs from the day before it in the row. */
export type Versions = {
  id: string;
  words: Words;
  values: readonly (RuleInForce<RuleValue> | undefined)[];
  /** Undefined for the first day, and where nothing changed. */
  changes: readonly (Difference['change'] | undefined)[];
};

/** Rules that are not the same on every day asked for, in order of id. */
export function sideBySide(regulations: Regulations, days: readonly PlainDate[]): Versions[] {
  return regulations.ids().flatMap((id) => {
    const values = days.map((day) => regulations.valueOn<RuleValue>(id, day));
    const changes = values.map((value, at) => (at === 0 ? undefined : changeOf(values[at - 1], value)));
    return changes.some(Boolean) ? [{ id, words: regulations.rule(id).words, values, changes }] : [];
  });
}

/** A day on which values began, and what began with it. */
export type TurningPoint = { day: PlainDate; documents: readonly Document[]; changed: number };

/** The days on which the rules change, latest first; `changed` counts values that are new, not only re-sourced ones. */
export function turningPoints(regulations: Regulations): TurningPoint[] {
  const days = regulations.ids().flatMap((id) => regulations.history(id).map(({ from }) => from));
  return [...new Set(days)]
    .sort()
    .reverse()
    .map((day) => ({
      day,
      documents: regulations.documents(day).filter((document) => document.from === day),
      changed: differences(regulations, addDays(day, -1), day).filter(({ change }) => change !== 'source')
        .length,
    }));
}

/** Documents of one title that followed one another, the longest line first. */
export function lineages(regulations: Regulations): Document[][] {
  const byTitle = Map.groupBy(regulations.documents(), (document) => document.title.vi);
  return [...byTitle.values()].filter((line) => line.length > 1).sort((a, b) => b.length - a.length);
}

/**
 * Rules whose value or document differs between two days, those without a value on both left out: all rules, in order of
 * id, or the ones named, in the order named. A case compares the day it was opened with today. Throws on an unknown id.
 */
export function differences(
  regulations: Regulations,
  earlier: PlainDate,
  later: PlainDate,
  ids: readonly string[] = regulations.ids(),
): Difference[] {
  return ids.flatMap((id) => {
    const before = regulations.valueOn<RuleValue>(id, earlier);
    const after = regulations.valueOn<RuleValue>(id, later);
    const change = changeOf(before, after);
    return change ? [{ id, words: regulations.rule(id).words, change, before, after }] : [];
  });
}
