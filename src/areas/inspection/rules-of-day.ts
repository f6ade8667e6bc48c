/** The rules of one day that an inspection is judged by, read from the packs. */
import { addYears, type PlainDate } from '../../kernel/plain-date.ts';
import type { Regulations, RuleInForce } from '../../regulations/reader.ts';
import { isAdvisory } from '../organisation/contract.ts';
import type { CellLimit, LookBack, SignsRule } from './rules.ts';

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

/** How far back a body's session looks that opens, or is planned, on a day; null where no rule of that day says. */
export function lookBackOn(
  regulations: Regulations,
  bodyKind: string | null | undefined,
  day: PlainDate,
): LookBack | null {
  if (!bodyKind || !isAdvisory(bodyKind)) return null;
  const rule = regulations.valueOn<number>('inspect.advisory.look_back', day);
  return rule
    ? { years: rule.value, earliest: addYears(day, -rule.value), ...toldOf(regulations, rule) }
    : null;
}

const toldOf = (regulations: Regulations, rule: RuleInForce<unknown>) => ({
  isSure: rule.known === 'A',
  source: regulations.sourceOf(rule),
});
