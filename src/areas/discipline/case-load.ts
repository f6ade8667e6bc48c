/** A case with everything its rules and pages ask, loaded under the reader's own rights. */
import type { Reader } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { type DoneStep, endingSteps } from '../../records/machine.ts';
import { loadRecord } from '../../records/store.ts';
import type { ActingBody, Regulations } from '../../regulations/reader.ts';
import { voteBase } from '../../regulations/votes.ts';
import { type BodyOn, bodyOn, type SubjectKind } from '../inspection/contract.ts';
import { standingsOf } from '../membership/contract.ts';
import { stepsDone } from '../proceedings/contract.ts';
import { type BallotResult, countBallot, type Tally } from './ballot-rules.ts';
import { disciplineCase, VOTES_OF } from './case.ts';
import { disciplineMachine } from './case-machine.ts';
import {
  ballotsOf,
  complaintsDecidedOn,
  type Decided,
  decisionsOf,
  openCases,
  openComplaints,
} from './case-store.ts';
import { type About, formsFor } from './competence.ts';
import { COMPLAINT_ENDS } from './complaint.ts';
import type { SanctionForm, SubjectClass } from './contract.ts';
import { type Effect, effectOf, type Limitation, limitationOf } from './limitation-rules.ts';
import { leftOut, limitationRules, ofDay, voteRules } from './rules-of-day.ts';

/** A tally as it was counted by the rules of its own day. */
export type Ballot = AnyRow & { base: number; result: BallotResult | null; heldOn: PlainDate };

export type LoadedCase = {
  row: AnyRow;
  done: DoneStep[];
  about: About;
  body: BodyOn | undefined;
  ballots: Ballot[];
  /** That of the body that considers the case. */
  ballot: Ballot | undefined;
  decisions: Decided[];
  limitation: Limitation | null;
  effect: Effect | null;
  openComplaint: boolean;
  openCase: boolean;
};

export async function loadCase(
  tx: Reader,
  regulations: Regulations,
  id: string,
  today: PlainDate,
): Promise<LoadedCase | undefined> {
  const row = isId(id) ? await loadRecord(tx, disciplineCase, id) : undefined;
  if (!row) return undefined;
  const about = await aboutOf(tx, row, row.opened_on as PlainDate);
  const ballots = (await ballotsOf(tx, id)).map((one) => counted(regulations, about, one));
  const ballot = ballots.find((one) => one.body === row.body);
  const decisions = await decisionsOf(tx, { matter: id });
  const done = await stepsDone(tx, 'discipline', id);
  const held = await holding(tx, row, decisions);
  return {
    ...{ row, done, about, ballots, ballot, decisions, ...held },
    body: await bodyOn(tx, row.body as string, row.opened_on as PlainDate),
    limitation: ballot?.result?.form
      ? limitationFor(regulations, row, ballot.result.form, ballot.heldOn)
      : null,
    effect: effectFor(regulations, done, decisions, held, today),
  };
}

/** Whom a case is about, for its competence: the standing is that of the day. */
export async function aboutOf(tx: Reader, row: AnyRow, day: PlainDate): Promise<About> {
  const kind = row.subject_kind as SubjectKind;
  return {
    kind,
    standing:
      kind === 'member' ? await standingOn(tx, (row.subject_person ?? null) as string | null, day) : null,
    holdsPost: kind === 'member' ? row.holds_post === true : null,
    classes: row.classes as SubjectClass[],
  };
}

/** How a member stood on the day; a standing that ended that very day still held when it was decided. */
export async function standingOn(
  tx: Reader,
  person: string | null,
  day: PlainDate,
): Promise<About['standing']> {
  const standings = person ? await standingsOf(tx, person) : [];
  const held = standings.filter(
    (one) => one.valid_from <= day && (one.valid_to === null || one.valid_to >= day),
  );
  return held.at(-1)?.kind ?? null;
}

export const tallyOf = (row: AnyRow): Tally =>
  Object.fromEntries(
    Object.entries(VOTES_OF).flatMap(([form, field]) => (row[field] ? [[form, row[field] as number]] : [])),
  );

/** The number a majority is reckoned from, by the rule of the day. */
export const baseOf = (regulations: Regulations, row: AnyRow, day: PlainDate): number =>
  voteBase(
    {
      official: row.total as number,
      temporaryElsewhere: (row.temporary_away as number | null) ?? 0,
      exemptAbsent: (row.exempt_absent as number | null) ?? 0,
    },
    leftOut(regulations, day),
  );

/** Counts a tally by the rules of its day; without a result where no rule gives the forms or the majorities. */
export function counted(regulations: Regulations, about: About, row: AnyRow): Ballot {
  const heldOn = row.held_on as PlainDate;
  const base = baseOf(regulations, row, heldOn);
  const forms = formsFor(regulations, about.kind, about.standing, heldOn);
  const order = (forms?.value ?? []) as readonly SanctionForm[];
  const rules = forms && voteRules(regulations, heldOn, order, row.purpose as 'decide' | 'propose');
  return { ...row, heldOn, base, result: rules ? countBallot(base, tallyOf(row), rules) : null };
}

/** Judged by the rule of the day of the vote, for it is compared after it. */
const limitationFor = (
  regulations: Regulations,
  row: AnyRow,
  form: SanctionForm,
  day: PlainDate,
): Limitation =>
  limitationOf({
    form,
    actOn: row.act_on as PlainDate,
    newViolationOn: row.new_violation_on as PlainDate | null,
    concludedOn: row.concluded_on as PlainDate,
    exempt: row.without_limitation as string | null,
    ...limitationRules(regulations, form, day),
  });

type Held = { openComplaint: boolean; openCase: boolean; restartedOn: PlainDate[] };

/** What keeps a sanction from ending, and what began its clean months anew. */
async function holding(tx: Reader, row: AnyRow, decisions: readonly Decided[]): Promise<Held> {
  const first = decisions[0];
  if (!first) return { openComplaint: false, openCase: false, restartedOn: [] };
  const of = {
    id: row.id,
    person: row.subject_person as string | null,
    unit: row.subject_unit as string | null,
  };
  return {
    openComplaint: (await openComplaints(tx, first.id, COMPLAINT_ENDS)).length > 0,
    openCase: (await openCases(tx, of, endingSteps(disciplineMachine))).length > 0,
    restartedOn: await complaintsDecidedOn(tx, first.id),
  };
}

/** The effect of the decision in force, by the rules of the day of the first. */
function effectFor(
  regulations: Regulations,
  done: readonly DoneStep[],
  decisions: readonly Decided[],
  held: Held,
  today: PlainDate,
): Effect | null {
  const [first, last] = [decisions[0], decisions.at(-1)];
  if (!first || !last) return null;
  const isCell = first.bodyKind === 'cell';
  const start = isCell ? 'discipline.effect_start_cell' : 'discipline.effect_start';
  return effectOf({
    form: last.form,
    isCell,
    signedOn: first.decidedOn,
    announcedOn: done.find(({ step }) => step === 'announce')?.doneOn ?? null,
    startRule: ofDay<string>(regulations, start, first.decidedOn)?.value ?? null,
    months: ofDay<number>(regulations, 'discipline.effect_months', first.decidedOn)?.value ?? null,
    ...held,
    today,
  });
}

export const actingBody = (body: BodyOn | undefined): ActingBody | undefined =>
  body?.unitKind ? { body: body.kind, unitKind: body.unitKind } : undefined;
