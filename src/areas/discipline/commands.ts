import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { recordAct } from '../../records/commands.ts';
import { isMachine } from '../../records/store.ts';
import { type Competence, competenceOf } from '../../regulations/reader.ts';
import { type BodyOn, bodyOn, type SubjectKind } from '../inspection/contract.ts';
import {
  type Departure,
  endPosts,
  giveBackPosts,
  isMemberOn,
  leave,
  type PostLoss,
  staysOf,
  unleave,
} from '../membership/contract.ts';
import { stepsDone, takeBackStep, takeStep } from '../proceedings/contract.ts';
import { decideRefusals } from './case-commands.ts';
import { actingBody, type LoadedCase, loadCase, standingOn } from './case-load.ts';
import { disciplineMachine } from './case-machine.ts';
import { decisionRefusals, sourceRefusals } from './case-rules.ts';
import { competenceAbout, formsFor } from './competence.ts';
import type { Form, SanctionForm } from './contract.ts';
import { hasPrisonSentence } from './outside-store.ts';
import { notSeen } from './refusals.ts';
import { type DisciplineFacts, disciplineRefusals, firstNotSeen, stillInPost, stillMember } from './rules.ts';
import { type OfDay, ofDay, told } from './rules-of-day.ts';
import { caseOf, isDecidedAlready } from './store.ts';

async function checkDecision(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const { tx, clock, regulations } = context;
  const decidedOn = row.decided_on as PlainDate;
  const person = (row.subject_person ?? null) as string | null;
  const unit = (row.subject_unit ?? null) as string | null;
  const subjectKind = row.subject_kind as SubjectKind;
  const body = await bodyOn(tx, row.body as string, decidedOn);
  const acting = actingBody(body);
  const standing = await standingOn(tx, person, decidedOn);
  const changed = await caseOf(tx, row.id);
  const first = await firstOf(context, row);
  if (row.changes && !first) return [firstNotSeen];
  const matter = row.matter ? await loadCase(tx, regulations, row.matter as string, clock.today()) : null;
  if (matter === undefined) return [notSeen('matter')];
  const refusals = disciplineRefusals({
    body,
    decidedOn,
    subjectKind,
    hasPerson: person !== null,
    hasUnit: unit !== null,
    form: row.form as Form,
    primaryContent: row.primary_content as string,
    contents: row.contents as string[],
    committeeMember: row.committee_member === true,
    standing,
    forms: told(regulations, formsFor(regulations, subjectKind, standing, decidedOn)),
    competence: matter
      ? competenceIn(context, body, matter, row.form as Form, decidedOn)
      : acting && told(regulations, competenceOf(regulations, acting, subjectKind, decidedOn)),
    changeReason: (row.change_reason ?? null) as string | null,
    first,
    changedBefore: changed.some((other) => other.changes === row.id && other.decidedOn < decidedOn),
    isThereAlready: await isDecidedAlready(tx, {
      id: row.id,
      body: row.body as string,
      number: row.number as string,
      day: decidedOn,
      person,
      unit,
    }),
    today: clock.today(),
  });
  return [...refusals, ...(await fromCase(context, row, matter, before))];
}

async function fromCase(
  context: Context,
  row: AnyRow,
  matter: LoadedCase | null,
  before: AnyRow | null,
): Promise<Refusal[]> {
  if (row.changes) return [];
  const paper = (decision: AnyRow) => (decision.before_software ?? null) as string | null;
  const source = sourceRefusals({
    hasCase: matter !== null,
    beforeSoftware: paper(row),
    isImport: await isMachine(context.tx),
    before: before && { hasCase: Boolean(before.matter), beforeSoftware: paper(before) },
  });
  if (!matter || source.length > 0) return source;
  const { ballot, limitation } = matter;
  const form = row.form as SanctionForm;
  const years = ballot && ofDay(context.regulations, `statute.${form}`, ballot.heldOn);
  const order = before ? [] : await decideRefusals(context, matter.row.id, row.decided_on as PlainDate);
  const asked = decisionRefusals({
    form,
    isSameSubject:
      matter.row.subject_person === (row.subject_person ?? null) &&
      matter.row.subject_unit === (row.subject_unit ?? null),
    isSameBody: matter.row.body === row.body,
    hasDecision: matter.decisions.some(({ id, changes }) => changes === null && id !== row.id),
    ballot: ballot?.result ?? null,
    purpose: (ballot?.purpose ?? null) as 'decide' | 'propose' | null,
    limitation: limitation && { ...limitation, isSure: years?.isSure ?? false },
    prison: await prisonRule(context, matter.row.id, row.decided_on as PlainDate),
  });
  return asked.length > 0 ? asked : order.map((one) => ({ ...one, field: 'matter' }));
}

/** What an effective sentence to prison asks of the decision of its case, where a rule of the day says so. */
async function prisonRule({ tx, regulations }: Context, matter: string, day: PlainDate) {
  const rule = ofDay<string>(regulations, 'comp.prison_judgment', day);
  return rule && (await hasPrisonSentence(tx, matter)) ? rule : null;
}

/** The competence over the very subject of the case, with what narrows it. */
function competenceIn(
  { regulations }: Context,
  body: BodyOn | undefined,
  { about }: LoadedCase,
  form: Form,
  day: PlainDate,
): OfDay<Competence> | undefined {
  const acting = actingBody(body);
  const answers = acting ? competenceAbout(regulations, acting, about, day) : [];
  const found = answers.find((one) => one.form === form);
  if (!found || found.may === 'unknown') return undefined;
  const sources = (language: 'vi' | 'en') => found.because.map(({ source }) => source[language]).join('; ');
  return {
    value: found.may === 'no' ? {} : { [form]: found.may },
    isSure: found.isSure,
    source: w(sources('vi'), sources('en')),
  };
}

async function firstOf({ tx }: Context, row: AnyRow): Promise<DisciplineFacts['first']> {
  if (!row.changes) return null;
  const decisions = await caseOf(tx, row.changes as string);
  const first = decisions.find((decision) => decision.id === row.changes);
  if (!first) return null;
  const before = decisions.filter(
    (decision) => decision.id !== row.id && decision.decidedOn <= (row.decided_on as PlainDate),
  );
  return {
    isItself: first.id === row.id,
    isFirst: first.changes === null,
    decidedOn: first.decidedOn,
    isSameSubject:
      first.person === (row.subject_person ?? null) && first.subjectUnit === (row.subject_unit ?? null),
    formBefore: before.at(-1)?.form ?? first.form,
  };
}

/** What an expulsion does to its member; null for every other decision. */
const departureOf = (row: AnyRow | null): Departure | null =>
  row?.form === 'expulsion' && row.subject_person
    ? {
        person: row.subject_person as string,
        on: row.decided_on as PlainDate,
        by: 'expelled',
        document: row.number as string,
      }
    : null;

const isSame = (a: Departure, b: Departure): boolean =>
  a.person === b.person && a.on === b.on && a.document === b.document;

/** A member expelled is none from the day of the decision (Điều lệ Đảng, Điều 36). */
async function followDecision(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const stepped = await decideIn(context, row, before);
  if (stepped.length > 0) return stepped;
  const posts = await followPosts(context, row, before);
  const member = await followMembership(context, row, before);
  return [...member, ...posts];
}

/** The decision is a step of its case. */
async function decideIn(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const isSame = before?.matter === row.matter && before?.decided_on === row.decided_on;
  if (before && isSame) return [];
  const undone = before ? await undecideIn(context, before) : [];
  if (undone.length > 0 || !row.matter || row.changes) return undone;
  const facts = { on: row.decided_on as PlainDate, document: row.number as string };
  const subject = { kind: 'discipline', id: row.matter as string } as const;
  const taken = await takeStep(context, disciplineMachine, subject, 'decide', facts);
  return Array.isArray(taken) ? taken : [];
}

async function undecideIn(context: Context, row: AnyRow): Promise<Refusal[]> {
  if (!row.matter || row.changes) return [];
  const subject = { kind: 'discipline', id: row.matter as string } as const;
  const step = (await stepsDone(context.tx, 'discipline', subject.id)).find((one) => one.step === 'decide');
  return step ? takeBackStep(context, disciplineMachine, subject, step.id) : [];
}

/** What a dismissal or an expulsion does to posts in the Party; null for every other decision. */
const lossOf = (row: AnyRow | null): PostLoss | null =>
  row?.subject_person && (row.form === 'dismissal' || row.form === 'expulsion')
    ? {
        decision: row.id,
        person: row.subject_person as string,
        on: row.decided_on as PlainDate,
        post: row.form === 'dismissal' ? ((row.lost_post ?? null) as string | null) : null,
      }
    : null;

/** Whoever is dismissed or expelled holds the post no longer (22-QĐ/TW, Điều 10). */
async function followPosts(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const [was, now] = [lossOf(before), lossOf(row)];
  if (was && now && was.person === now.person && was.on === now.on && was.post === now.post) return [];
  if (was) await giveBackPosts(context.tx, was);
  return now && (await endPosts(context.tx, now)) > 0 ? [stillInPost] : [];
}

async function followMembership(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const was = departureOf(before);
  const now = departureOf(row);
  if (was && now && isSame(was, now)) return [];
  const undone = was ? await unleave(context, was) : [];
  if (undone.length > 0 || !now) return undone;
  const stays = await staysOf(context.tx, now.person);
  const isGone = stays.some((stay) => stay.left_by === 'expelled' && (stay.valid_to ?? '') >= now.on);
  if (isGone || !(await isMemberOn(context.tx, now.person, now.on))) return [];
  const refusals = await leave(context, now);
  if (refusals.length > 0) return refusals;
  // An officer without the right to membership records changes none: the office has to do it.
  return (await isMemberOn(context.tx, now.person, now.on)) ? [stillMember] : [];
}

async function unfollowDecision(context: Context, row: AnyRow): Promise<Refusal[]> {
  const undone = await undecideIn(context, row);
  if (undone.length > 0) return undone;
  const lost = lossOf(row);
  if (lost) await giveBackPosts(context.tx, lost);
  const was = departureOf(row);
  return was ? unleave(context, was) : [];
}

/** Entering, correcting and withdrawing a decision, the end of membership that an expulsion brings included. */
export const discipline = recordAct('discipline', w('Thi hành kỷ luật', 'Discipline'), [
  w(
    'Quyết định kỷ luật được ghi nhận, đính chính hoặc rút đúng như nội dung trên.',
    'The decision is recorded, corrected or withdrawn exactly as it stands above.',
  ),
  w(
    'Khai trừ thì kỳ sinh hoạt của đảng viên kết thúc từ ngày quyết định.',
    'An expulsion ends the member’s stay from the day of the decision.',
  ),
]);

export const disciplineBehaviours: Record<string, Behaviour> = {
  discipline_decision: {
    check: checkDecision,
    follow: followDecision,
    unfollow: unfollowDecision,
    twoPersons: () => discipline,
  },
};
