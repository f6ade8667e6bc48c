import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { isBeneath } from '../organisation/contract.ts';
import { targetRefusals } from './rules.ts';
import { latestOther, type TargetKey } from './store.ts';

async function checkTarget(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const {
    unit,
    given_by: giver,
    decided_on: day,
  } = row as AnyRow & { unit: string; given_by: string | null };
  const decidedOn = day as PlainDate;
  return targetRefusals({
    decidedOn,
    today: context.clock.today(),
    isGiven: giver !== null,
    isBeneathGiver: giver !== null && (await isBeneath(context.tx, unit, giver, decidedOn)),
    latestOther: await latestOther(context.tx, row as TargetKey & AnyRow),
    isCorrection: before !== null,
  });
}

export const targetsBehaviours: Record<string, Behaviour> = { target: { check: checkTarget } };
