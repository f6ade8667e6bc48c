/** What entering a case, a tally, a suspension or a finding asks and causes. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { mayTake } from '../../records/machine.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { bodyOn, noDecidingBody, type SubjectKind } from '../inspection/contract.ts';
import { isOfViolation } from '../petitions/contract.ts';
import { stepsDone, takeBackStep, takeStep } from '../proceedings/contract.ts';
import { ballotRefusals } from './ballot-rules.ts';
import { actingBody, baseOf, counted, loadCase, tallyOf } from './case-load.ts';
import { disciplineMachine } from './case-machine.ts';
import {
  ballotCompetence,
  decisionRests,
  hearingFirst,
  openingRefusals,
  votedAlready,
} from './case-rules.ts';
import { accusationOf, conclusionOf, hasTwin } from './case-store.ts';
import { competenceAbout, formsFor } from './competence.ts';
import { takeUpOutside } from './outside-acts.ts';
import { untieFrom } from './outside-store.ts';
import { notSeen } from './refusals.ts';
import { ofDay, told } from './rules-of-day.ts';

const idOrNull = (value: unknown): string | null => (value ?? null) as string | null;

async function checkCase(context: Context, row: AnyRow): Promise<Refusal[]> {
  const { tx, regulations, clock } = context;
  const [person, unit] = [idOrNull(row.subject_person), idOrNull(row.subject_unit)];
  const openedOn = row.opened_on as PlainDate;
  const conclusion = row.inspection_subject
    ? await conclusionOf(tx, row.inspection_subject as string)
    : undefined;
  if (row.inspection_subject && !conclusion) return [notSeen('inspection_subject')];
  const accusation = row.denounced ? await accusationOf(tx, row.denounced as string) : undefined;
  if (row.denounced && !accusation) return [notSeen('denounced')];
  const once = ofDay<boolean>(regulations, 'discipline.one_act_one_sanction', openedOn);
  const twin = await hasTwin(tx, {
    ...{ id: row.id, person, unit, actOn: row.act_on as PlainDate },
    besides: idOrNull(row.proposed_in),
  });
  return openingRefusals({
    body: await bodyOn(tx, row.body as string, openedOn),
    subjectKind: row.subject_kind as SubjectKind,
    hasPerson: person !== null,
    hasUnit: unit !== null,
    openedOn,
    actOn: row.act_on as PlainDate,
    newViolationOn: row.new_violation_on as PlainDate | null,
    concludedOn: row.concluded_on as PlainDate,
    origin: row.origin as string,
    contents: [row.primary_content as string, ...((row.contents as string[] | null) ?? [])],
    conclusion: conclusion && {
      isSameSubject: conclusion.person === person && conclusion.unit === unit,
      result: conclusion.result,
      nature: conclusion.nature,
    },
    accusation: accusation && {
      isSameSubject: accusation.person === person && accusation.unit === unit,
      isOfViolation: accusation.isConcluded && accusation.findings.some(isOfViolation),
    },
    hasLowerCase: row.proposed_in !== null && row.proposed_in !== undefined,
    twin: twin && once?.value ? { source: once.source } : null,
    today: clock.today(),
  });
}

/** The steps by which a case was heard: nobody votes before. */
const HEARD = ['hear', 'absent'];

async function checkBallot(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const { tx, regulations, clock } = context;
  const heldOn = row.held_on as PlainDate;
  const found = await loadCase(tx, regulations, row.matter as string, clock.today());
  if (!found) return [notSeen('matter')];
  const body = await bodyOn(tx, row.body as string, heldOn);
  const missing = noDecidingBody(body);
  if (missing.length > 0) return missing;
  const heardOn = found.done.find(({ step }) => HEARD.includes(step))?.doneOn;
  const refusals: Refusal[] = heardOn === undefined || heldOn < heardOn ? [hearingFirst] : [];
  if (found.ballots.some((one) => one.body === row.body && one.id !== row.id)) refusals.push(votedAlready);
  const forms = formsFor(regulations, found.about.kind, found.about.standing, heldOn);
  refusals.push(
    ...ballotRefusals({
      ...{ heldOn, today: clock.today(), total: row.total as number, present: row.present as number },
      temporaryAway: (row.temporary_away as number | null) ?? 0,
      exemptAbsent: (row.exempt_absent as number | null) ?? 0,
      tally: tallyOf(row),
      noForm: (row.no_form as number | null) ?? 0,
      invalid: (row.invalid as number | null) ?? 0,
      base: baseOf(regulations, row, heldOn),
      forms: told(regulations, forms) ?? null,
    }),
  );
  const form = counted(regulations, found.about, row).result?.form;
  const [decision] = found.decisions;
  const isVote = before?.body === found.row.body && row.body === found.row.body;
  if (decision && isVote && (form !== decision.form || row.purpose !== 'decide'))
    refusals.push(decisionRests);
  const acting = actingBody(body);
  const answer = acting && competenceAbout(regulations, acting, found.about, heldOn);
  const ofForm = answer?.find((one) => one.form === form);
  return [...refusals, ...(form ? ballotCompetence(row.purpose as 'decide' | 'propose', ofForm) : [])];
}

const subjectOf = (id: unknown) => ({ kind: 'discipline', id: id as string }) as const;

/** The vote of the body that considers the case is the step of voting; what a lower body votes is its opinion. */
async function followBallot(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const { tx, regulations, clock } = context;
  const found = await loadCase(tx, regulations, row.matter as string, clock.today());
  if (!found) return [];
  const isVote = (ballot: AnyRow | null) => ballot?.body === found.row.body;
  const step = found.done.find((one) => one.step === 'vote');
  if (isVote(before) && isVote(row) && step) {
    // Once other steps came after it, a number alone is corrected in the ballot, not in the step.
    const isSame = step.document === row.number || found.done.at(-1)?.id !== step.id;
    if (step.doneOn === row.held_on && isSame) return [];
  }
  const undone = before && isVote(before) ? await undoVote(context, before) : [];
  return undone.length > 0 || !isVote(row) ? undone : vote(context, row);
}

async function vote(context: Context, row: AnyRow): Promise<Refusal[]> {
  const facts = { on: row.held_on as PlainDate, document: row.number as string };
  const taken = await takeStep(context, disciplineMachine, subjectOf(row.matter), 'vote', facts);
  return Array.isArray(taken) ? taken : [];
}

async function undoVote(context: Context, row: AnyRow): Promise<Refusal[]> {
  const { tx, regulations, clock } = context;
  const found = await loadCase(tx, regulations, row.matter as string, clock.today());
  const step = found?.done.find((one) => one.step === 'vote');
  if (!step || row.body !== found!.row.body) return [];
  return takeBackStep(context, disciplineMachine, subjectOf(row.matter), step.id);
}

async function checkCircumstance({ tx, regulations, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const found = await loadCase(tx, regulations, row.matter as string, clock.today());
  if (!found) return [notSeen('matter')];
  return (row.noted_on as PlainDate) > clock.today() ? [inTheFuture('noted_on')] : [];
}

/** Whether the decision may still be taken as a step of its case on that day. */
export async function decideRefusals({ tx }: Context, matter: string, on: PlainDate): Promise<Refusal[]> {
  return mayTake(disciplineMachine, await stepsDone(tx, 'discipline', matter), 'decide', on);
}

export const caseBehaviours: Record<string, Behaviour> = {
  discipline_case: {
    check: checkCase,
    follow: async (context, row) => {
      await takeUpOutside(context, row);
      return [];
    },
    unfollow: async ({ tx }, row) => {
      // What it took up is left as it was.
      await untieFrom(tx, row.id);
      return [];
    },
  },
  discipline_ballot: { check: checkBallot, follow: followBallot, unfollow: undoVote },
  discipline_circumstance: { check: checkCircumstance },
};
