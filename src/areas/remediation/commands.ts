import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { remediationRefusals } from './rules.ts';
import { conclusionOf } from './store.ts';

const dayOrNull = (value: unknown) => (value ?? null) as PlainDate | null;

async function checkRemediation({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  return remediationRefusals({
    concludedOn: await conclusionOf(tx, row.subject as string),
    dueOn: row.due_on as PlainDate,
    plannedOn: dayOrNull(row.planned_on),
    doneOn: dayOrNull(row.done_on),
    verifiedOn: dayOrNull(row.verified_on),
    verifiedBy: (row.verified_by ?? null) as string | null,
    today: clock.today(),
  });
}

export const remediationBehaviours: Record<string, Behaviour> = { remediation: { check: checkRemediation } };
