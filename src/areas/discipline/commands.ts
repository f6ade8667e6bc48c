import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { recordAct } from '../../records/commands.ts';
import {
  type ActingBody,
  type Competence,
  competenceOf,
  type RuleInForce,
} from '../../regulations/reader.ts';
import { type BodyOn, bodyOn, type SubjectKind } from '../inspection/contract.ts';
import { type Departure, isMemberOn, leave, standingsOf, staysOf, unleave } from '../membership/contract.ts';
import type { Form } from './contract.ts';
import {
  type DisciplineFacts,
  disciplineRefusals,
  firstNotSeen,
  type RuleGiven,
  stillMember,
} from './rules.ts';
import { caseOf, isDecidedAlready } from './store.ts';

async function checkDecision(context: Context, row: AnyRow): Promise<Refusal[]> {
  const { tx, clock } = context;
  const decidedOn = row.decided_on as PlainDate;
  const person = (row.subject_person ?? null) as string | null;
  const unit = (row.subject_unit ?? null) as string | null;
  const subjectKind = row.subject_kind as SubjectKind;
  const body = await bodyOn(tx, row.body as string, decidedOn);
  const standing = person ? await standingOn(context, person, decidedOn) : null;
  const changed = await caseOf(tx, row.id);
  const first = await firstOf(context, row);
  if (row.changes && !first) return [firstNotSeen];
  return disciplineRefusals({
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
    forms: formsFor(context, subjectKind, standing, decidedOn),
    competence: competenceFor(context, body, subjectKind, decidedOn),
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
}

/** How the member stood on the day; a standing that ended that very day still held when it was decided. */
async function standingOn(
  { tx }: Context,
  person: string,
  day: PlainDate,
): Promise<DisciplineFacts['standing']> {
  const standings = await standingsOf(tx, person);
  const held = standings.filter(
    (row) => row.valid_from <= day && (row.valid_to === null || row.valid_to >= day),
  );
  return held.at(-1)?.kind ?? null;
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

/** Only a value read in the text itself refuses; weaker ones warn. */
function given<T>({ regulations }: Context, rule: RuleInForce<T> | undefined): RuleGiven<T> | undefined {
  if (!rule) return undefined;
  const source = w(regulations.sourceText(rule, 'vi'), regulations.sourceText(rule, 'en'));
  return { value: rule.value, isSure: rule.known === 'A', source };
}

function formsFor(
  context: Context,
  kind: SubjectKind,
  standing: DisciplineFacts['standing'],
  day: PlainDate,
): RuleGiven<readonly string[]> | undefined {
  if (kind === 'member' && standing === null) return undefined;
  const id = `discipline.forms.${kind === 'organisation' ? 'organisation' : standing}`;
  return given(context, context.regulations.valueOn<readonly string[]>(id, day));
}

function competenceFor(
  context: Context,
  body: BodyOn | undefined,
  kind: SubjectKind,
  day: PlainDate,
): RuleGiven<Competence> | undefined {
  if (!body?.unitKind) return undefined;
  const acting: ActingBody = { body: body.kind as ActingBody['body'], unitKind: body.unitKind };
  return given(context, competenceOf(context.regulations, acting, kind, day));
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
