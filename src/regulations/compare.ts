/** What changed in the rules between two days: for an office when a new regulation lands, and for a dossier. */
import type { PlainDate } from '../kernel/plain-date.ts';
import type { Words } from '../kernel/words.ts';
import type { Regulations, RuleInForce } from './reader.ts';
import type { RuleValue } from './rule.ts';

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

/** Rules whose value or document differs between two days, in order of id; those without a value on both are left out. */
export function differences(regulations: Regulations, earlier: PlainDate, later: PlainDate): Difference[] {
  return regulations.ids().flatMap((id) => {
    const before = regulations.valueOn<RuleValue>(id, earlier);
    const after = regulations.valueOn<RuleValue>(id, later);
    const change = changeOf(before, after);
    return change ? [{ id, words: regulations.rule(id).words, change, before, after }] : [];
  });
}
