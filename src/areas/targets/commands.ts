import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { isBeneath, lifeOf } from '../organisation/contract.ts';
import { type SplitFacts, targetRefusals } from './rules.ts';
import { latestOther, successorsOf, type TargetKey, targetById } from './store.ts';

export async function checkTarget(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const { unit, given_by: giver } = row as AnyRow & { unit: string; given_by: string | null };
  const decidedOn = row.decided_on as PlainDate;
  return targetRefusals({
    decidedOn,
    today: context.clock.today(),
    isGiven: giver !== null,
    isBeneathGiver: giver !== null && (await isBeneath(context.tx, unit, giver, decidedOn)),
    latestOther: await latestOther(context.tx, row as TargetKey & AnyRow),
    isCorrection: before !== null,
    value: row.value as number | null,
    percent: row.percent as string | null,
    baseOn: row.base_on as PlainDate | null,
    split: row.split_from ? await splitFacts(context, row) : null,
  });
}

async function splitFacts({ tx }: Context, row: AnyRow): Promise<SplitFacts> {
  const [from, day] = [await targetById(tx, row.split_from as string), row.decided_on as PlainDate];
  if (!from) return { isAlike: false, hasEnded: false, isSuccessor: false };
  const life = await lifeOf(tx, from.unit);
  const successors = await successorsOf(tx, from.unit, day);
  return {
    isAlike: from.indicator === row.indicator && from.year === row.year,
    hasEnded: life?.to != null && life.to <= day,
    isSuccessor: successors.some(({ unit }) => unit === row.unit),
  };
}

export const targetsBehaviours: Record<string, Behaviour> = { target: { check: checkTarget } };
