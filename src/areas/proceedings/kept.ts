/** A rule as it stood on a day, kept with what was judged by it; later packs do not change it. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Start } from '../../records/machine.ts';
import { MEASURES, type Measure } from '../../regulations/calendar/budget.ts';
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

/**
 * What a deadline by a rule is given on the day it begins: the rule, its span and the rule as it is kept; the span is
 * missing where no text that is known gives one. `level` says which column of a rule that is a table by level.
 */
export function spanOn(
  regulations: Regulations,
  { rule, measure: own }: Pick<Start, 'rule' | 'measure'>,
  on: PlainDate,
  level?: string,
): { rule: string; amount?: number; measure?: Measure; source?: string } {
  const kept = keptRule(regulations, rule, on);
  const amount = kept ? amountIn(kept, level) : null;
  const measure = own ?? measureOf(regulations.rule(rule).unit);
  if (amount === null || measure === null) return { rule };
  return { rule, amount, measure, source: JSON.stringify(kept) };
}

/** What the unit of a rule measures time in; null where it is no time. */
const measureOf = (unit: string): Measure | null =>
  Object.hasOwn(MEASURES, unit) ? (unit as Measure) : null;

/** The number of a rule, or of its column for the level; null where it has none. */
function amountIn({ value }: KeptRule, level: string | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || level === undefined) return null;
  const found = (value as Record<string, unknown>)[level];
  return typeof found === 'number' ? found : null;
}
