import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { stepsDone } from '../proceedings/contract.ts';
import { remediationRefusals } from './rules.ts';
import { cellOfPerson, subjectOf } from './store.ts';

const dayOrNull = (value: unknown) => (value ?? null) as PlainDate | null;
const idOrNull = (value: unknown) => (value ?? null) as string | null;

/** Written by steps once there are any. */
const BY_STEPS = ['planned_on', 'done_on', 'verified_on', 'verified_by', 'due_on'];

/** Whom a duty is laid on: the subject itself where nobody is named. */
export async function ownerOf({ tx }: Pick<Context, 'tx'>, row: AnyRow) {
  const subject = await subjectOf(tx, row.subject as string);
  const [person, unit] = [idOrNull(row.owner_person), idOrNull(row.owner_unit)];
  const named = person !== null || unit !== null;
  return {
    concludedOn: subject?.concludedOn ?? null,
    owner: named ? { person, unit } : { person: subject?.person ?? null, unit: subject?.unit ?? null },
  };
}

export async function checkDuty(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const { tx, clock } = context;
  const today = clock.today();
  const { concludedOn, owner } = await ownerOf(context, row);
  const verifier = idOrNull(row.verifier);
  const isTyped = before !== null && BY_STEPS.some((name) => (before[name] ?? null) !== (row[name] ?? null));
  const isTypedOver = isTyped && (await stepsDone(tx, 'remediation', row.id)).length > 0;
  const refusals = remediationRefusals({
    ...{ concludedOn, owner, isTypedOver, today },
    dueOn: row.due_on as PlainDate,
    plannedOn: dayOrNull(row.planned_on),
    doneOn: dayOrNull(row.done_on),
    verifiedOn: dayOrNull(row.verified_on),
    verifiedBy: idOrNull(row.verified_by),
    verifier: verifier ? { person: verifier, cell: await cellOfPerson(tx, verifier, today) } : null,
  });
  return row.owner_person && row.owner_unit ? [...refusals, oneOwner] : refusals;
}

async function checkMoney({ clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const late = (row.on_date as PlainDate) > clock.today() ? [inTheFuture('on_date')] : [];
  return BigInt(row.amount as string) > 0n ? late : [noAmount, ...late];
}

export const remediationBehaviours: Record<string, Behaviour> = {
  remediation: { check: checkDuty },
  remediation_money: { check: checkMoney },
};

const noAmount = refusal(
  'no_amount',
  w('Số tiền phải lớn hơn không. Hãy ghi số tiền của khoản này.', 'Enter an amount above nought.'),
  'amount',
);

const oneOwner = refusal(
  'one_owner',
  w(
    'Hãy chọn một người, hoặc một tổ chức: chỉ một trong hai.',
    'Choose a person or an organisation: one of the two.',
  ),
  'owner_person',
);
