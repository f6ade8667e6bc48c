/** What a sanction in effect keeps from its member, and a suspension from an organisation, in the records of other areas. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Context, Guard } from '../../records/catalogue.ts';
import { isMachine } from '../../records/store.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { type Restriction, whileSuspended } from '../membership/contract.ts';
import { bodyOn } from '../organisation/contract.ts';
import { type InEffect, type Kept, restrictionRefusals, type Sanction } from './restriction-rules.ts';
import { ofDay } from './rules-of-day.ts';
import { sanctionsOf, unitSuspendedOn } from './store.ts';

type Asked = { what: (row: AnyRow) => Kept; person: string; day: string };

/** Refuses what the rule of the day keeps; what stood before is not questioned, nor what is imported as it was. */
const keeping =
  ({ what, person, day: dayField }: Asked): Guard =>
  async (context, row, before) => {
    const [whom, day] = [row[person] as string | null, row[dayField] as PlainDate];
    if (!whom || (before?.[person] === whom && before?.[dayField] === day)) return [];
    return (await isMachine(context.tx)) ? [] : keptFrom(context, whom, what(row), { day, field: person });
  };

async function keptFrom(
  { tx, regulations }: Context,
  person: string,
  what: Kept,
  { day, field }: { day: PlainDate; field: string },
): Promise<Refusal[]> {
  const sanctions = await sanctionsOf(tx, person, day);
  return restrictionRefusals({
    ...{ sanctions: sanctions.map((one) => inEffect(regulations, one)), what, day, field },
    rule: ofDay<readonly string[]>(regulations, 'effect.restrictions', day),
  });
}

function inEffect(regulations: Regulations, sanction: Sanction): InEffect {
  const given = <T>(id: string) => ofDay<T>(regulations, id, sanction.decidedOn)?.value;
  const isAtSigning = given<string>('discipline.effect_start') === 'signed';
  return {
    ...sanction,
    months: given<number>('discipline.effect_months') ?? null,
    announcedWithin: isAtSigning ? 0 : (given<number>('discipline.publish_max') ?? 0),
  };
}

type OfUnit = { what: Restriction; field: string; day: string };

/** The same of a suspended organisation; `field` names it, or the body that is its own. */
const keepingUnit =
  ({ what, field, day: dayField }: OfUnit): Guard =>
  async ({ tx, regulations }, row, before) => {
    const [named, day] = [row[field] as string | null, row[dayField] as PlainDate];
    if (!named || (before?.[field] === named && before?.[dayField] === day)) return [];
    if (await isMachine(tx)) return [];
    const unit = field === 'body' ? (await bodyOn(tx, named, day))?.unit : named;
    const suspended = unit ? await unitSuspendedOn(tx, unit, day) : null;
    return whileSuspended(regulations, suspended, what, { day, field }, 'organisation');
  };

const both =
  (...guards: readonly Guard[]): Guard =>
  async (context, row, before) => {
    const found: Refusal[] = [];
    for (const guard of guards) found.push(...(await guard(context, row, before)));
    return found;
  };

export const restrictions: Readonly<Record<string, Guard>> = {
  party_post: both(
    keeping({
      what: ({ came_by }) => (came_by === 'appointment' ? 'appointment' : 'election'),
      ...{ person: 'person', day: 'valid_from' },
    }),
    keepingUnit({ what: 'fill_posts', field: 'body', day: 'valid_from' }),
  ),
  commendation: both(
    keeping({ what: () => 'honours', person: 'subject_person', day: 'decided_on' }),
    keepingUnit({ what: 'honours', field: 'subject_unit', day: 'decided_on' }),
  ),
  transfer: both(
    keeping({ what: () => 'transfer', person: 'person', day: 'requested_on' }),
    keepingUnit({ what: 'receive', field: 'to_unit', day: 'requested_on' }),
  ),
  admission: keepingUnit({ what: 'admission', field: 'unit', day: 'decided_on' }),
  recognition: keepingUnit({ what: 'admission', field: 'unit', day: 'decided_on' }),
};
