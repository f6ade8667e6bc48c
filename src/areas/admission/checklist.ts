/** The checklist a dossier was opened under, against the rules of a later day: what changed under an open dossier. */
import { canonical } from '../../kernel/canonical.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { textOfValue } from '../../regulations/history.ts';
import type { Regulations } from '../../regulations/reader.ts';
import type { RuleValue } from '../../regulations/rule.ts';
import type { KeptRule } from './dossier-store.ts';
import { CHECKLIST, STEP_KEYS, STEPS, type StepKey } from './steps.ts';

/** The checklist of a day, as it is kept with a dossier. */
export const checklistOn = (regulations: Regulations, day: PlainDate): KeptRule[] =>
  CHECKLIST.flatMap((rule) => {
    const found = regulations.valueOn(rule, day);
    return found
      ? [
          {
            rule,
            value: canonical(found.value),
            regulation: found.source.document,
            issued_on: found.source.issuedOn,
            article: found.source.article,
            known: found.known,
            taken_on: day,
          },
        ]
      : [];
  });

/** One rule of the checklist, as it was kept and as it is on the day. */
export type ChecklistLine = {
  rule: string;
  words: Words;
  /** The first step it is judged at. */
  step: StepKey;
  kept: { value: Words; source: Words } | null;
  now: { value: Words; source: Words } | null;
  /** `value`: another value; `source`: the same one in another document; `began`, `ended`: only on one of the days. */
  change: 'same' | 'value' | 'source' | 'began' | 'ended';
};

/** Every rule of the checklist that was kept or is in force, in order of the steps. */
export function checklistLines(
  regulations: Regulations,
  kept: readonly KeptRule[],
  day: PlainDate,
): ChecklistLine[] {
  const byId = new Map(kept.map((rule) => [rule.rule, rule]));
  return CHECKLIST.flatMap((rule) => {
    const then = byId.get(rule);
    const now = regulations.valueOn<RuleValue>(rule, day);
    if (!then && !now) return [];
    const before = then && {
      value: wordsOf(regulations, rule, JSON.parse(then.value) as RuleValue),
      source: regulations.sourceOf({
        source: { document: then.regulation, issuedOn: then.issued_on, article: then.article },
      }),
    };
    const after = now && {
      value: wordsOf(regulations, rule, now.value),
      source: regulations.sourceOf(now),
    };
    return [
      {
        rule,
        words: regulations.rule(rule).words,
        step: STEP_KEYS.find((key) => STEPS[key].rules.includes(rule))!,
        kept: before ?? null,
        now: after ?? null,
        change: changeOf(
          then && { value: then.value, source: before!.source },
          now && { value: canonical(now.value), source: after!.source },
        ),
      },
    ];
  });
}

type Compared = { value: string; source: Words } | undefined;

function changeOf(before: Compared, after: Compared): ChecklistLine['change'] {
  if (!before || !after) return before ? 'ended' : 'began';
  if (before.value !== after.value) return 'value';
  return before.source.vi === after.source.vi ? 'same' : 'source';
}

const wordsOf = (regulations: Regulations, rule: string, value: RuleValue): Words =>
  w(textOfValue(regulations, rule, { value }, 'vi'), textOfValue(regulations, rule, { value }, 'en'));
