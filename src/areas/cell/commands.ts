/** What entering a month or a suspension asks; and the dues of several members noted at once. */
import { command } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import { isMonth } from '../../kernel/partial-date.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { contextOf, MOST_AT_ONCE, type Office } from '../../records/commands.ts';
import { readInput, type Typed } from '../../records/input.ts';
import { insertRecord } from '../../records/store.ts';
import { inForce } from '../../regulations/in-force.ts';
import { isMemberOn, type Suspended, suspensionOn } from '../membership/contract.ts';
import { DUES, type DuesState, duesMonth, missedMonth } from './contract.ts';
import { byItsOrder, duesRefusals, monthRefusals, suspensionRefusals } from './rules.ts';
import { isNoted, wasMemberIn } from './store.ts';

async function checkSuspension(
  { tx, clock, regulations }: Context,
  row: AnyRow,
  before: AnyRow | null,
): Promise<Refusal[]> {
  if (before?.ordered_by) return [byItsOrder];
  const from = row.valid_from as PlainDate;
  return suspensionRefusals({
    from,
    until: row.until_on as PlainDate,
    extendedUntil: row.extended_until as PlainDate | null,
    extensionNumber: row.extension_number as string | null,
    endedOn: row.ended_on as PlainDate | null,
    endDocument: row.end_document as string | null,
    decidedOn: row.decided_on as PlainDate,
    today: clock.today(),
    isMember: await isMemberOn(tx, row.person as string, from),
    isOrdered: (await suspensionOn(tx, row.person as string, from, row.what as Suspended))?.byOrder === true,
    most: inForce<number>(regulations, 'suspension.member', from),
    mostWithExtension: inForce<number>(regulations, 'suspension.member_total_max', from),
  });
}

async function checkDues({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const month = String(row.month);
  return duesRefusals({
    ...{ month, state: String(row.state), today: clock.today() },
    paidOn: row.paid_on as PlainDate | null,
    ground: row.ground as string | null,
    isMember: isMonth(month) && (await wasMemberIn(tx, row.person as string, month)),
  });
}

/** What is noted of the members who were ticked. */
type Mark = DuesState | 'missed';

const isMark = (typed: string): typed is Mark => typed === 'missed' || typed in DUES;

/**
 * Notes one thing of the dues of several members in a month, all or nothing; whoever has it on record already is left as
 * they are. Refusals are those of the record, and name the field of the form.
 */
export async function noteDues(
  office: Office,
  typed: Typed,
  mark: string,
  persons: readonly string[],
): Promise<Outcome<{ recorded: number }>> {
  if (!isMark(mark)) return refused(whichMark);
  if (persons.length === 0) return refused(nobody);
  if (persons.length > MOST_AT_ONCE) return refused(tooMany);
  const [type, own] =
    mark === 'missed'
      ? [missedMonth, { what: 'dues', good_reason: typed.ground }]
      : [
          duesMonth,
          { state: mark, ...(mark === 'paid' ? { paid_on: typed.paid_on } : { ground: typed.ground }) },
        ];
  const entry = { command: 'note dues', recordType: type.name, input: { ...typed, mark, persons } };
  return command(office, entry, async (tx): Promise<Outcome<{ recorded: number }>> => {
    const context = contextOf(office, tx);
    let recorded = 0;
    for (const person of persons) {
      const read = await readInput(tx, office.catalogue, type, { ...own, month: typed.month, person });
      if (!read.ok) return read;
      const row = { ...read.value, id: newId(office.clock) } as AnyRow;
      if (await isNoted(tx, type.name, person, String(row.month))) continue;
      const refusals = (await cellBehaviours[type.name]!.check?.(context, row, null)) ?? [];
      if (refusals.length > 0) return refused(...refusals);
      await insertRecord(tx, type, row);
      recorded += 1;
    }
    return done({ recorded });
  });
}

const whichMark = refusal(
  'which_mark',
  w('Hãy chọn tình trạng đảng phí.', 'Choose how the dues stand.'),
  'mark',
);

const nobody = refusal('nobody', w('Hãy đánh dấu những đồng chí cần ghi.', 'Tick the members concerned.'));

const tooMany = refusal(
  'too_many',
  w(
    `Mỗi lần ghi nhiều nhất ${MOST_AT_ONCE} đồng chí. Hãy ghi làm nhiều lần.`,
    `At most ${MOST_AT_ONCE} members at a time. Record in parts.`,
  ),
);

export const cellBehaviours: Record<string, Behaviour> = {
  missed_month: { check: async ({ clock }, row) => monthRefusals(String(row.month), clock.today()) },
  dues_month: { check: checkDues },
  suspension: {
    check: checkSuspension,
    unfollow: async (_, row) => (row.ordered_by ? [byItsOrder] : []),
  },
};
