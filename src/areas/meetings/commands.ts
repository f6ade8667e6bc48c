/** What recording a meeting or an absence asks; and a meeting recorded together with who was away. */
import { command } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { BAD_ID, contextOf, MOST_AT_ONCE, type Office, reasonIn, standing } from '../../records/commands.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { everRecorded, insertRecord, loadRecord } from '../../records/store.ts';
import { inForce } from '../../regulations/in-force.ts';
import { CELL_KINDS, unitOn } from '../organisation/contract.ts';
import { cellMeeting, meetingAbsence } from './contract.ts';
import { absenceRefusals, type ByGroup, type LeastMinutes, meetingRefusals } from './rules.ts';
import { absenceOn, heldByGroup, isMeetingThere, membersOn } from './store.ts';

async function checkMeeting({ tx, clock, regulations }: Context, row: AnyRow): Promise<Refusal[]> {
  const [unit, on] = [row.unit as string, row.held_on as PlainDate];
  const one = { id: row.id, unit, on };
  const kind = (await unitOn(tx, unit, on))?.kind ?? '';
  return meetingRefusals({
    ...{ heldOn: on, today: clock.today(), isCell: CELL_KINDS.includes(kind), kind: row.kind as string },
    isThereAlready: await isMeetingThere(tx, one),
    topic: row.topic as string | null,
    minutes: row.minutes as number | null,
    byGroup: row.by_group === true,
    members: await membersOn(tx, unit, on),
    byGroupThisYear: await heldByGroup(tx, one),
    least: inForce<LeastMinutes>(regulations, 'meeting.min_minutes', on),
    groups: inForce<ByGroup>(regulations, 'meeting.by_group', on),
  });
}

const checkAbsence = async ({ tx }: Context, row: AnyRow): Promise<Refusal[]> =>
  absenceRefusals(
    await absenceOn(tx, {
      id: row.id,
      meeting: row.meeting as string,
      person: row.person as string,
    }),
  );

/** A member who was away, as the page sends it: the person, and the reason or `none`. */
export const NO_REASON = 'none';
const absenceIn = (sent: string) => {
  const [person = '', cause = ''] = sent.split(' ');
  return { person, cause: cause === NO_REASON ? '' : cause };
};

/**
 * Records a meeting and who was away from it, all or nothing. `absence` names the members away, as `PERSON REASON`;
 * whoever is not named was there. The same id sent again records nothing anew.
 */
export async function recordMeeting(
  office: Office,
  typed: Typed,
  absences: readonly string[],
): Promise<Outcome<{ id: string; already: boolean }>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  const given = reasonIn(typed);
  if (!given.ok) return given;
  const away = absences.filter(Boolean).map(absenceIn);
  if (away.length > MOST_AT_ONCE) return refused(tooMany);
  const entry = {
    ...{ command: 'record meeting', recordType: cellMeeting.name, recordId: id },
    ...{ input: { ...typed, absences }, ...(given.value ? { reason: given.value } : {}) },
  };
  return command(office, entry, async (tx): Promise<Outcome<{ id: string; already: boolean }>> => {
    if (await everRecorded(tx, cellMeeting, id)) return done({ id, already: true });
    const read = await readInput(tx, office.catalogue, cellMeeting, typed);
    if (!read.ok) return read;
    const context = contextOf(office, tx);
    const row = { ...read.value, id } as AnyRow;
    const refusals = standing(await checkMeeting(context, row), given.value);
    if (refusals.length > 0) return refused(...refusals);
    await insertRecord(tx, cellMeeting, row);
    for (const one of away) {
      const recorded = await recordAbsence(office, context, { ...one, meeting: id });
      if (!recorded.ok) return recorded;
    }
    return done({ id, already: false });
  });
}

async function recordAbsence(office: Office, context: Context, typed: Typed): Promise<Outcome<null>> {
  const read = await readInput(context.tx, office.catalogue, meetingAbsence, typed);
  if (!read.ok) return read;
  const row = { ...read.value, id: newId(office.clock) } as AnyRow;
  const refusals = await checkAbsence(context, row);
  if (refusals.length > 0) {
    const member = await loadRecord(context.tx, context.catalogue.record('person'), row.person as string);
    return refused(...refusals.map((one) => aboutWhom(one, String(member?.name ?? ''))));
  }
  await insertRecord(context.tx, meetingAbsence, row);
  return done(null);
}

/** Among many members on one page: of whom it is said. */
const aboutWhom = ({ field: _, ...one }: Refusal, name: string): Refusal => ({
  ...one,
  message: w(`${name}: ${one.message.vi}`, `${name}: ${one.message.en}`),
});

const tooMany = refusal(
  'too_many',
  w(
    `Mỗi lần ghi nhiều nhất ${MOST_AT_ONCE} đồng chí vắng. Hãy ghi buổi sinh hoạt trước, rồi ghi thêm từng đồng chí ở trang của buổi ấy.`,
    `At most ${MOST_AT_ONCE} members away at a time. Record the meeting first, then the others on its own page.`,
  ),
);

export const meetingsBehaviours: Record<string, Behaviour> = {
  cell_meeting: { check: checkMeeting },
  meeting_absence: { check: checkAbsence },
};
