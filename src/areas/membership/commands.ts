import { earliestDay, type PartialDate } from '../../kernel/partial-date.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { recordAct } from '../../records/commands.ts';
import { cellFacts, otherStay } from './careers.ts';
import { exemptionRefusals, personInUse, personRefusals, standingRefusals, stayRefusals } from './rules.ts';
import { isMemberOn, staysOf } from './store.ts';

const spanOf = (row: AnyRow) => ({ from: row.valid_from as PlainDate, to: row.valid_to as PlainDate | null });

async function checkPerson(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  return personRefusals({
    born: row.birth_date ? earliestDay(row.birth_date as PartialDate) : null,
    today: context.clock.today(),
    unitChanged: before !== null && before.unit !== row.unit,
    stays: before ? (await staysOf(context.tx, row.id)).length : 0,
  });
}

async function unfollowPerson(context: Context, row: AnyRow): Promise<Refusal[]> {
  return (await staysOf(context.tx, row.id)).length > 0 ? [personInUse] : [];
}

async function checkStay(context: Context, row: AnyRow): Promise<Refusal[]> {
  const others = (await staysOf(context.tx, row.person as string)).filter((stay) => stay.id !== row.id);
  return stayRefusals({
    ...spanOf(row),
    cell: await cellFacts(context, row.unit as string, row.valid_from as PlainDate),
    cameBy: row.came_by as string,
    leftBy: row.left_by as string | null,
    departureDocument: row.departure_document as string | null,
    others: others.map(otherStay),
    today: context.clock.today(),
  });
}

async function checkExemption(context: Context, row: AnyRow): Promise<Refusal[]> {
  return exemptionRefusals({
    ...spanOf(row),
    isMember: await isMemberOn(context.tx, row.person as string, row.valid_from as PlainDate),
    decidedOn: row.decided_on as PlainDate,
    today: context.clock.today(),
  });
}

/** An expulsion written into a stay by hand; a discipline decision and the verb of leaving bring their own. */
export const expulsionByHand = recordAct(
  'correct_expulsion',
  w('Sửa kỳ sinh hoạt kết thúc do khai trừ', 'A stay ended by expulsion, by hand'),
  [
    w(
      'Kỳ sinh hoạt được ghi đúng như nội dung trên; từ ngày ấy người này không còn là đảng viên.',
      'The stay is recorded exactly as it stands above; from that day the person is no member.',
    ),
  ],
);

const expelled = (row: AnyRow | null) =>
  row?.left_by === 'expelled' ? `${row.person} ${row.valid_to}` : null;

export const membershipBehaviours: Record<string, Behaviour> = {
  person: { check: checkPerson, unfollow: unfollowPerson },
  stay: {
    check: checkStay,
    twoPersons: (row, before) => (expelled(row) === expelled(before) ? undefined : expulsionByHand),
  },
  standing: { check: async (_, row) => standingRefusals(spanOf(row)) },
  exemption: { check: checkExemption },
};
