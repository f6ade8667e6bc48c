/** What a sanction in effect keeps from its member in the records of other areas; of decisions the session may read. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Context, Guard } from '../../records/catalogue.ts';
import { isMachine } from '../../records/store.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { type InEffect, type Kept, restrictionRefusals, type Sanction } from './restriction-rules.ts';
import { ofDay } from './rules-of-day.ts';
import { sanctionsOf } from './store.ts';

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

export const restrictions: Readonly<Record<string, Guard>> = {
  party_post: keeping({
    what: ({ came_by }) => (came_by === 'appointment' ? 'appointment' : 'election'),
    ...{ person: 'person', day: 'valid_from' },
  }),
  commendation: keeping({ what: () => 'honours', person: 'subject_person', day: 'decided_on' }),
  transfer: keeping({ what: () => 'transfer', person: 'person', day: 'requested_on' }),
};
