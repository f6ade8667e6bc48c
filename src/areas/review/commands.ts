import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import type { Share } from '../../regulations/rule.ts';
import { bodyOn } from '../inspection/contract.ts';
import type { Grade } from './contract.ts';
import { type ReviewFacts, reviewRefusals } from './rules.ts';
import { type Asked, gradesBeside, memberState, unitState } from './store.ts';

const checkOf =
  (of: ReviewFacts['of']) =>
  async ({ tx, clock, regulations }: Context, row: AnyRow): Promise<Refusal[]> => {
    const [year, decidedOn] = [row.year as number, row.decided_on as PlainDate];
    const levels = regulations.valueOn<string[]>('review.levels', decidedOn);
    const newMonths = regulations.valueOn<number>('review.skip_new', decidedOn)?.value ?? 0;
    const asked = { id: row.id, year, decidedOn, newMonths };
    const state =
      of === 'member'
        ? memberState(tx, { ...asked, of: row.person as string })
        : unitState(tx, { ...asked, of: row.unit as string });
    return reviewRefusals({
      ...{ of, year, decidedOn, ...(await state) },
      body: await bodyOn(tx, row.body as string, decidedOn),
      grade: (row.grade ?? null) as Grade | null,
      levels: levels && { value: levels.value, rule: regulations.sourceText(levels, 'vi') },
      cap: of === 'member' ? await capOf({ tx, regulations }, { ...asked, of: row.person as string }) : null,
      today: clock.today(),
    });
  };

/** Null where the rules of the day set no cap, or the session may not read the whole grassroots organisation. */
async function capOf(
  { tx, regulations }: Pick<Context, 'tx' | 'regulations'>,
  asked: Asked,
): Promise<ReviewFacts['cap']> {
  const most = regulations.valueOn<Share>('review.cap', asked.decidedOn);
  const kinds = regulations.valueOn<string[]>('org.kinds.grassroots', asked.decidedOn);
  const grades = most && kinds && (await gradesBeside(tx, asked, kinds.value));
  return most && grades ? { ...grades, most: most.value, rule: regulations.sourceText(most, 'vi') } : null;
}

export const reviewBehaviours: Record<string, Behaviour> = {
  member_review: { check: checkOf('member') },
  unit_review: { check: checkOf('organisation') },
};
