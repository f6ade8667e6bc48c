/** The rules of one day that a case is judged by, read from the packs. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Words } from '../../kernel/words.ts';
import type { Majority, Regulations, RuleInForce } from '../../regulations/reader.ts';
import type { VoteRules } from './ballot-rules.ts';
import type { SanctionForm } from './contract.ts';

/** A value of the day with what a refusal says of it; only what was read in the text refuses. */
export type OfDay<T> = { value: T; isSure: boolean; source: Words };

/** The value of a rule on a day; undefined where none is held. */
export function ofDay<T>(regulations: Regulations, id: string, day: PlainDate): OfDay<T> | undefined {
  const rule: RuleInForce<T> | undefined = regulations.ids().includes(id)
    ? regulations.valueOn<T>(id, day)
    : undefined;
  return told(regulations, rule);
}

/** A rule in force as its refusals tell it. */
export const told = <T>(regulations: Regulations, rule: RuleInForce<T> | undefined): OfDay<T> | undefined =>
  rule && { value: rule.value, isSure: rule.known === 'A', source: regulations.sourceOf(rule) };

/** How a ballot over these forms is counted on that day; undefined where no majority is known. */
export function voteRules(
  regulations: Regulations,
  day: PlainDate,
  order: readonly SanctionForm[],
  purpose: 'decide' | 'propose',
): VoteRules | undefined {
  const given = <T>(id: string) => ofDay<T>(regulations, id, day)?.value;
  const sanction = given<Majority>('vote.threshold.sanction');
  const heaviest = given<Majority>(
    order.includes('dissolution')
      ? `vote.dissolution_${purpose}`
      : purpose === 'propose'
        ? 'vote.threshold.expulsion_propose'
        : 'vote.threshold.expulsion_decide',
  );
  if (!sanction || !heaviest) return undefined;
  return { order, sanction, heaviest, cumulation: given<boolean>('vote.cumulation') === true };
}

/** Who is left out of the number a majority is reckoned from. */
export const leftOut = (regulations: Regulations, day: PlainDate): readonly string[] =>
  ofDay<readonly string[]>(regulations, 'vote.base_excludes', day)?.value ?? [];

/** What the limitation of a form is reckoned by. */
export const limitationRules = (regulations: Regulations, form: SanctionForm, day: PlainDate) => ({
  years: ofDay<number>(regulations, `statute.${form}`, day) ?? null,
  none: ofDay<readonly string[]>(regulations, 'statute.none', day) ?? null,
});
