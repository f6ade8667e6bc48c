import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { inForce } from '../../regulations/in-force.ts';
import { bodyOn, type SubjectKind } from '../inspection/contract.ts';
import { type Awards, commendationRefusals, type Form } from './rules.ts';
import { isCommended } from './store.ts';

async function checkCommendation({ tx, clock, regulations }: Context, row: AnyRow): Promise<Refusal[]> {
  const decidedOn = row.decided_on as PlainDate;
  const unit = (row.subject_unit ?? null) as string | null;
  const person = (row.subject_person ?? null) as string | null;
  const body = row.body as string;
  return commendationRefusals({
    body: await bodyOn(tx, body, decidedOn),
    decidedOn,
    form: row.form as Form,
    awards: inForce<Awards>(regulations, 'commend.authority', decidedOn),
    subjectKind: row.subject_kind as SubjectKind,
    hasUnit: unit !== null,
    hasPerson: person !== null,
    isThereAlready: await isCommended(tx, {
      id: row.id,
      body,
      number: row.number as string,
      day: decidedOn,
      unit,
      person,
    }),
    today: clock.today(),
  });
}

export const commendationBehaviours: Record<string, Behaviour> = {
  commendation: { check: checkCommendation },
};
