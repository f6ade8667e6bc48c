/** The rules of one day that an inspection is judged by, read from the packs. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Regulations } from '../../regulations/reader.ts';
import type { SignsRule } from './rules.ts';

/** Which bodies inspect on signs of violation on a day; null where no rule of that day says. */
export function signsRuleOn(regulations: Regulations, day: PlainDate): SignsRule | null {
  const rule = regulations.valueOn<readonly string[]>('comp.signs_of_violation', day);
  if (!rule) return null;
  return { bodies: rule.value, isSure: rule.known === 'A', source: regulations.sourceOf(rule) };
}
