/** What entering and correcting the files of sessions, leads and reminders adds: facts, rules, what is never withdrawn. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { CELL_KINDS, UNIT_KINDS } from '../organisation/contract.ts';
import { contentRefusals, diaryRefusals, financeRefusals, teamRefusals } from './case-rules.ts';
import type { SubjectKind } from './codes.ts';
import { reviewRefusals, sanctionNotSeen } from './sanction-review-rules.ts';
import { assetRefusals, noteRefusals, signalRefusals } from './signal-rules.ts';
import {
  bodyOn,
  isReviewed,
  isSaidOf,
  sanctionOf,
  sessionOf,
  subjectOf,
  teamOf,
  tiesOf,
  unitKindOf,
} from './store.ts';

const day = (value: unknown) => value as PlainDate;
const dayOrNull = (value: unknown) => (value ?? null) as PlainDate | null;
const textOrNull = (value: unknown) => (value ?? null) as string | null;

/** The kind of a row's subject, and which of the two columns are filled. */
const subjectIn = (row: AnyRow) => ({
  kind: row.kind as SubjectKind,
  hasUnit: row.subject_unit !== null,
  hasPerson: row.subject_person !== null,
});

async function checkSignal({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const found = row.supervision ? await subjectOf(tx, row.supervision as string) : undefined;
  return signalRefusals({
    ...subjectIn(row),
    body: await bodyOn(tx, row.body as string, day(row.received_on)),
    receivedOn: day(row.received_on),
    source: row.source as string,
    sourceRef: row.source_ref as string,
    substance: row.substance as string,
    contents: row.content_codes as string[],
    supervision: found ? { result: found.result, nature: found.nature ?? '' } : null,
    screenedOn: dayOrNull(row.screened_on),
    outcome: textOrNull(row.outcome),
    outcomePaper: textOrNull(row.outcome_paper),
    referredTo: textOrNull(row.referred_to),
    hasInspection: (row.inspection ?? null) !== null,
    today: clock.today(),
  });
}

async function checkTeam({ tx, regulations }: Context, row: AnyRow): Promise<Refusal[]> {
  const of = { item: textOrNull(row.item), inspection: textOrNull(row.inspection) };
  const from = day(row.valid_from);
  const team = await teamOf(tx, of, row.id);
  const isCell = CELL_KINDS.includes((await unitKindOf(tx, of, from)) ?? '');
  return teamRefusals({
    hasItem: of.item !== null,
    hasSession: of.inspection !== null,
    role: row.role as string,
    from,
    to: dayOrNull(row.valid_to),
    hasOtherLead: team.some(({ role }) => role === 'lead'),
    others: team.length,
    most: isCell ? (regulations.valueOn<number>('inspect.cell.team_max', from)?.value ?? null) : null,
    ties: (await tiesOf(tx, [{ person: row.person as string, ...of }], from)).map(({ tie }) => tie),
  });
}

async function checkContent({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const subject = await subjectOf(tx, row.subject as string);
  const [id, content] = [row.id, row.content as string];
  return contentRefusals({
    ...{ kind: subject!.kind, works: subject!.works, bodyKind: subject!.bodyKind },
    content,
    assessment: row.assessment as string,
    nature: subject!.nature ?? '',
    hasSession: subject!.openedOn !== null,
    hasRemedy: row.remedy !== null,
    remedyBy: dayOrNull(row.remedy_by),
    openedOn: subject!.openedOn ?? clock.today(),
    isThereAlready: await isSaidOf(tx, 'content_conclusion', 'content', {
      id,
      subject: row.subject as string,
      code: content,
    }),
  });
}

async function checkFinance({ tx }: Context, row: AnyRow): Promise<Refusal[]> {
  const subject = await subjectOf(tx, row.subject as string);
  const dong = (name: string) => BigInt(row[name] as string);
  const four = (way: 'proposed' | 'done') => ({
    recover: dong(`recover_${way}`),
    rebook: dong(`rebook_${way}`),
    unit: dong(`unit_${way}`),
    other: dong(`other_${way}`),
  });
  return financeRefusals({
    works: subject!.works,
    found: dong('found'),
    proposed: four('proposed'),
    done: four('done'),
    isThereAlready: await isSaidOf(tx, 'finance_finding', 'cause', {
      id: row.id,
      subject: row.subject as string,
      code: row.cause as string,
    }),
  });
}

async function checkReview({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const subject = await subjectOf(tx, row.subject as string);
  const [id, decision, person] = [row.id, textOrNull(row.decision), textOrNull(row.subject_person)];
  const sanction = decision === null ? undefined : await sanctionOf(tx, decision);
  if (decision !== null && !sanction) return [sanctionNotSeen];
  return reviewRefusals({
    ...{ kind: subject!.kind, works: subject!.works, finding: row.finding as string },
    proposal: textOrNull(row.proposal),
    hasPerson: person !== null,
    decision: sanction,
    until: subject!.concludedOn ?? clock.today(),
    isThereAlready: await isReviewed(tx, { id, subject: row.subject as string, decision, person }),
  });
}

async function checkDiary({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const session = await sessionOf(tx, row.inspection as string);
  return diaryRefusals({
    openedOn: session!.openedOn,
    writtenOn: day(row.written_on),
    today: clock.today(),
  });
}

async function checkNote({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  return noteRefusals({
    ...subjectIn(row),
    body: await bodyOn(tx, row.body as string, day(row.seen_on)),
    seenOn: day(row.seen_on),
    content: row.content as string,
    hasReminder: row.reminder !== null,
    remindedOn: dayOrNull(row.reminded_on),
    hasAnswer: row.answer !== null,
    answeredOn: dayOrNull(row.answered_on),
    today: clock.today(),
  });
}

/** From the highest level down to the one the rule names. */
function downTo(lowest: string | undefined): string[] | null {
  const kinds = Object.keys(UNIT_KINDS);
  return lowest === undefined ? null : kinds.slice(0, kinds.indexOf(lowest) + 1);
}

async function checkAssets({ tx, clock, regulations }: Context, row: AnyRow): Promise<Refusal[]> {
  const on = day(row.decided_on);
  return assetRefusals({
    body: await bodyOn(tx, row.body as string, on),
    decidedOn: on,
    levels: downTo(regulations.valueOn<string>('ubkt.asset_control.lowest_level', on)?.value),
    chosen: row.chosen as number,
    verified: row.verified as number,
    untrue: row.untrue as number,
    disciplined: row.disciplined as number,
    today: clock.today(),
  });
}

/** A page of a diary is corrected, never torn out: its numbers run without a gap. */
const keepsPages = async (): Promise<Refusal[]> => [
  refusal(
    'diary_keeps_pages',
    w(
      'Trang nhật ký đã có số nên không rút được. Hãy đính chính nội dung với lý do.',
      'A diary entry has its number and is not withdrawn. Correct it with a reason.',
    ),
  ),
];

export const caseBehaviours: Record<string, Behaviour> = {
  signal: { check: checkSignal },
  inspection_team: { check: checkTeam },
  content_conclusion: { check: checkContent },
  finance_finding: { check: checkFinance },
  sanction_review: { check: checkReview },
  team_diary: { check: checkDiary, unfollow: keepsPages },
  supervision_note: { check: checkNote },
  asset_verification: { check: checkAssets },
};
