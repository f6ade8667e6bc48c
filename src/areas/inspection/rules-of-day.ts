/** The rules of one day that an inspection is judged by, read from the packs. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Regulations, RuleInForce } from '../../regulations/reader.ts';
import type { CellLimit, SignsRule } from './rules.ts';

/** Which bodies inspect on signs of violation on a day; null where no rule of that day says. */
export function signsRuleOn(regulations: Regulations, day: PlainDate): SignsRule | null {
  const rule = regulations.valueOn<readonly string[]>('comp.signs_of_violation', day);
  return rule ? { bodies: rule.value, ...toldOf(regulations, rule) } : null;
}

/** What keeps a cell from inspecting a member managed above on a day; null where no rule of that day does. */
export function cellLimitOn(regulations: Regulations, day: PlainDate): CellLimit {
  const rule = regulations.valueOn<string>('comp.dhvp.cell_limit', day);
  return rule?.value === 'report_in_writing' ? toldOf(regulations, rule) : null;
}

const toldOf = (regulations: Regulations, rule: RuleInForce<unknown>) => ({
  isSure: rule.known === 'A',
  source: regulations.sourceOf(rule),
});
