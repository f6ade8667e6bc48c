/** A rule as it stood on a day, kept with what was judged by it; later packs do not change it. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Regulations } from '../../regulations/reader.ts';
import type { Known, RuleValue, Source } from '../../regulations/rule.ts';

export type KeptRule = { rule: string; value: RuleValue; source: Source; known: Known };

/** The rule on the day; undefined where no text that is known gives a value. Throws on an id no pack declares. */
export function keptRule(regulations: Regulations, rule: string, on: PlainDate): KeptRule | undefined {
  const found = regulations.valueOn<RuleValue>(rule, on);
  return found && { rule, value: found.value, source: found.source, known: found.known };
}

export const keptRules = (regulations: Regulations, rules: readonly string[], on: PlainDate): KeptRule[] =>
  rules.flatMap((rule) => keptRule(regulations, rule, on) ?? []);
