import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { changeRefusals, itemRefusals, programmeRefusals } from './rules.ts';
import { cellLimitOn, lookBackOn, signsRuleOn } from './rules-of-day.ts';
import { bringSubjects } from './session-acts.ts';
import { type SessionFacts, type SubjectFacts, sessionRefusals, subjectRefusals } from './session-rules.ts';
import {
  bodyOn,
  hasSessionBy,
  isAboveCell,
  isSubjectThere,
  itemOf,
  programmeOf,
  sessionOf,
  subjectsOf,
} from './store.ts';

const day = (value: unknown) => value as PlainDate;
const dayOrNull = (value: unknown) => (value ?? null) as PlainDate | null;
const idOrNull = (value: unknown) => (value ?? null) as string | null;

async function checkProgramme({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const term = row.term ? await programmeOf(tx, row.term as string) : undefined;
  return programmeRefusals({
    body: await bodyOn(tx, row.body as string, day(row.approved_on ?? row.drafted_on ?? clock.today())),
    year: (row.year ?? null) as number | null,
    number: idOrNull(row.number),
    approvedOn: dayOrNull(row.approved_on),
    draftedOn: dayOrNull(row.drafted_on),
    term: term ? { year: term.year, body: term.body, isItself: term.id === row.id } : null,
    today: clock.today(),
  });
}

async function checkItem(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const { tx, clock, regulations } = context;
  const programme = await programmeOf(tx, row.programme as string);
  const planned = dayOrNull(row.added_on) ?? programme!.approvedOn ?? clock.today();
  return itemRefusals({
    programmeApprovedOn: programme!.approvedOn,
    wasDraft: programme!.draftedOn !== null,
    isNew: before === null,
    periodFrom: dayOrNull(row.period_from),
    periodTo: dayOrNull(row.period_to),
    lookBack: lookBackOn(regulations, programme!.bodyKind, planned),
    addedBy: idOrNull(row.added_by),
    addedOn: dayOrNull(row.added_on),
    contents: row.content_codes as string[],
    today: clock.today(),
  });
}

async function checkChange({ tx, clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const item = (await itemOf(tx, row.item as string, row.id))!;
  return changeRefusals({
    kind: row.kind as 'postpone' | 'drop',
    toQuarter: (row.to_quarter ?? null) as number | null,
    decidedOn: day(row.decided_on),
    itemSince: item.since,
    droppedOn: item.droppedOn,
    hasSession: await hasSessionBy(tx, item.id, day(row.decided_on)),
    today: clock.today(),
  });
}

async function checkSession({ tx, clock, regulations }: Context, row: AnyRow): Promise<Refusal[]> {
  const item = row.item ? await itemOf(tx, row.item as string, null) : undefined;
  const subjects = await subjectsOf(tx, row.id);
  const body = await bodyOn(tx, row.body as string, day(row.opened_on));
  return sessionRefusals({
    body,
    nature: row.nature as SessionFacts['nature'],
    origin: row.origin as SessionFacts['origin'],
    openedOn: day(row.opened_on),
    concludedOn: dayOrNull(row.concluded_on),
    item: item ?? null,
    lookBack: lookBackOn(regulations, body?.kind, day(row.opened_on)),
    signsRule: signsRuleOn(regulations, day(row.opened_on)),
    openSubjects: subjects.open,
    earliestConclusion: subjects.earliest,
    today: clock.today(),
  });
}

async function checkSubject({ tx, clock, regulations }: Context, row: AnyRow): Promise<Refusal[]> {
  const item = row.item ? await itemOf(tx, row.item as string, null) : undefined;
  const session = row.inspection ? await sessionOf(tx, row.inspection as string) : undefined;
  const isAbove =
    session?.origin === 'signs' &&
    (await isAboveCell(tx, session.body, idOrNull(row.subject_person), session.openedOn));
  return subjectRefusals({
    kind: row.kind as SubjectFacts['kind'],
    hasUnit: row.subject_unit !== null,
    hasPerson: row.subject_person !== null,
    works: row.works as string[],
    bodyKind: session?.bodyKind ?? item?.bodyKind ?? null,
    contents: row.content_codes as string[],
    committeeMember: row.committee_member === true,
    concludedOn: dayOrNull(row.concluded_on),
    conclusionNumber: idOrNull(row.conclusion_number),
    result: idOrNull(row.result),
    item: item ?? null,
    session: session ?? null,
    cellLimit: isAbove ? cellLimitOn(regulations, session.openedOn) : null,
    isThereAlready: await isSubjectThere(tx, {
      id: row.id,
      item: idOrNull(row.item),
      inspection: idOrNull(row.inspection),
      unit: idOrNull(row.subject_unit),
      person: idOrNull(row.subject_person),
    }),
    today: clock.today(),
  });
}

/** The subjects planned for the item come into the session that carries it out. */
async function followSession(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  if (before === null) await bringSubjects(context, { id: row.id, item: row.item });
  return [];
}

export const inspectionBehaviours: Record<string, Behaviour> = {
  programme: { check: checkProgramme },
  programme_item: { check: checkItem },
  programme_change: { check: checkChange },
  inspection: { check: checkSession, follow: followSession },
  inspection_subject: { check: checkSubject },
};
