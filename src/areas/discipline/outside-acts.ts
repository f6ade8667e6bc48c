/** Recording how a member was handled outside the Party, and the case that takes it up. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { bodyOn } from '../inspection/contract.ts';
import { outsideRefusals, restsOn } from './outside-rules.ts';
import { isRecorded, looseOf, personIn, tieTo } from './outside-store.ts';
import { notSeen } from './refusals.ts';
import { caseOf } from './store.ts';

const GOES_WITH = {
  matter: 'discipline_case',
  decision: 'discipline_decision',
  inspection_subject: 'inspection_subject',
} as const;

type Named = keyof typeof GOES_WITH;

async function checkOutside({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const person = row.subject_person as string;
  const decidedOn = row.decided_on as PlainDate;
  const named = {} as Record<Named, { isSameMember: boolean } | undefined>;
  for (const [field, table] of Object.entries(GOES_WITH) as [Named, (typeof GOES_WITH)[Named]][]) {
    if (!row[field]) continue;
    const found = await personIn(tx, table, row[field] as string);
    if (!found) return [notSeen(field)];
    named[field] = { isSameMember: found.person === person };
  }
  const [first] = named.decision ? await caseOf(tx, row.decision as string) : [];
  return outsideRefusals({
    body: await bodyOn(tx, row.body as string, decidedOn),
    ...{ kind: row.kind as string, decidedOn, outcome: (row.outcome ?? null) as string | null },
    outcomeOn: (row.outcome_on ?? null) as PlainDate | null,
    matter: named.matter,
    decision: named.decision && { ...named.decision, isFirst: first?.changes === null },
    inspected: named.inspection_subject,
    isThereAlready: await isRecorded(tx, {
      ...{ id: row.id, body: row.body as string, person },
      ...{ agency: row.agency as string, number: row.number as string },
    }),
    today: clock.today(),
  });
}

/** A case that rests on a judgment or a penalty takes it up: the number stands in what the case says it rests on. */
export async function takeUpOutside({ tx }: Context, row: AnyRow): Promise<void> {
  if (!row.subject_person) return;
  const loose = await looseOf(tx, row.subject_person as string);
  const taken = loose.filter(({ number }) => restsOn(row.basis as string, number));
  if (taken.length > 0)
    await tieTo(
      tx,
      row.id,
      taken.map(({ id }) => id),
    );
}

export const outsideBehaviours: Record<string, Behaviour> = { outside_handling: { check: checkOutside } };
