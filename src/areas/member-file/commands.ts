/** Facts of a file stated and corrected; requests of members asked, taken back and answered. */
import { command, type Writer } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { earliestDay, type PartialDate } from '../../kernel/partial-date.ts';
import { addDays } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import { NO_WORDS, w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import {
  BAD_ID,
  contextOf,
  correct,
  enter,
  LONGEST_REASON,
  type Office,
  type Recorded,
  standing,
} from '../../records/commands.ts';
import { choice, defineRecord, text } from '../../records/define.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { insertRecord, loadRecord, mayWrite, updateRecord } from '../../records/store.ts';
import { inForce } from '../../regulations/in-force.ts';
import { correctionRequest, OUTCOMES, personFact } from './contract.ts';
import { FILE_FIELDS, type FileField } from './fields.ts';
import { answerRefusals, factRefusals } from './rules.ts';
import { actingPerson, type FactRow, factsOfPerson } from './store.ts';
import { factForm, partsIn, readFact, stored } from './value.ts';

/** The birth date of the Party file changes only with its paper; every other field takes any. */
const ONLY_BY: Readonly<Record<string, readonly string[]>> = { birth_date: ['75'] };

async function isValueOf({ tx, catalogue }: Context, field: FileField, value: string): Promise<boolean> {
  const parts = partsIn(field, value);
  const read = await readInput(tx, catalogue, { ...factForm(field), fields: valueFields(field) }, parts);
  return read.ok && stored(field, read.value) === value;
}

const valueFields = (field: FileField) => {
  const { since: _since, until: _until, old_text: _old, ...rest } = factForm(field).fields;
  const { source_kind: _kind, source_number: _number, source_date: _date, certainty: _sure, ...parts } = rest;
  return parts;
};

async function checkFact(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const fact = row as unknown as FactRow;
  const field = FILE_FIELDS[fact.field];
  if (!field) return [];
  const own = (await factsOfPerson(context.tx, fact.person)).filter(
    (other) => other.field === fact.field && other.id !== fact.id,
  );
  // The day a number was given is not kept: it is read by the rule of the day it holds from, or of today.
  const day = fact.since ? earliestDay(fact.since) : context.clock.today();
  const pattern = field.pattern ? inForce<string>(context.regulations, field.pattern, day) : null;
  return factRefusals({
    isValue: await isValueOf(context, field, fact.value),
    otherShape: pattern && !new RegExp(`^(?:${pattern.value})$`, 'u').test(fact.value) ? pattern : null,
    ...{ since: fact.since, until: fact.until, isList: field.list ?? false, isPlace: field.place ?? false },
    oldText: fact.old_text,
    others: own.map(({ since }) => since),
    ...{ certainty: fact.certainty, sourceKind: fact.source_kind },
    onlyBy: ONLY_BY[fact.field] ?? [],
    isChanged: before?.value !== fact.value,
    today: context.clock.today(),
  });
}

const checkPaper = async (_: Context, row: AnyRow): Promise<Refusal[]> =>
  row.state === 'there' && row.kept_by === null ? [whereKept] : [];

const whereKept = refusal(
  'where_kept',
  w('Giấy tờ có thì ghi nơi giữ.', 'Say where the paper is kept.'),
  'kept_by',
);

export const memberFileBehaviours: Record<string, Behaviour> = {
  person_fact: { check: checkFact },
  person_paper: { check: checkPaper },
};

/** The values of a form of one field as those of a fact; reads in the caller's transaction. */
async function factTyped(office: Office, tx: Writer, key: string, typed: Typed): Promise<Outcome<Typed>> {
  const read = await readFact(tx, office.catalogue, FILE_FIELDS[key]!, typed);
  return read.ok ? done(read.value) : read;
}

/** Says what a field is from a day on, or at all; what stood before stays as its history. Sent twice it is one. */
export const stateFact = (office: Office, person: string, key: string, typed: Typed, read: Typed) =>
  enter(office, personFact, { ...read, person, field: key, id: typed.id, reason: typed.reason });

/** Says that a fact was wrong all along, with a reason. */
export const correctFact = (
  office: Office,
  id: string,
  key: string,
  typed: Typed,
  read: Typed,
  person: string,
) => correct(office, personFact, id, { ...read, person, field: key, seen: typed.seen, reason: typed.reason });

/** Days an office has to answer a request. */
const ANSWER_DAYS = 'file.correction_answer';

/** A member asks for a correction of the own file; the same id sent twice is one request. */
export async function askCorrection(office: Office, typed: Typed): Promise<Outcome<Recorded>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  const entry = { command: 'ask correction', recordType: correctionRequest.name, recordId: id, input: typed };
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    if (await loadRecord(tx, correctionRequest, id)) return refused(refusal('already_recorded', NO_WORDS));
    const person = await actingPerson(tx);
    if (!person) return refused(NO_FILE);
    const read = await readInput(tx, office.catalogue, askForm, typed);
    if (!read.ok) return read;
    const today = office.clock.today();
    const days = office.regulations.mustValueOn<number>(ANSWER_DAYS, today).value;
    await insertRecord(tx, correctionRequest, {
      ...{ id, person, ...read.value, asked_on: today, due_on: addDays(today, days) },
      ...{ outcome: null, answered_on: null, answer: null },
    });
    return done({ id, already: false });
  });
  return isAlready(outcome) ? done({ id, already: true }) : outcome;
}

const isAlready = (outcome: Outcome<unknown>): boolean =>
  !outcome.ok && outcome.refusals.some(({ code }) => code === 'already_recorded');

const { field, wanted, grounds } = correctionRequest.fields;
export const askForm = defineRecord({
  ...{ name: 'ask', actOnly: true as const, area: 'member-file', class: 'unit' as const },
  words: { one: w('Gửi đề nghị sửa', 'Ask for the correction'), many: NO_WORDS, empty: NO_WORDS },
  fields: { field, wanted, grounds },
  ...{ title: [], list: [], filters: [] },
});

const NO_FILE = refusal(
  'no_file',
  w(
    'Tài khoản này chưa gắn với hồ sơ của ai. Người quản lý tài khoản gắn tài khoản với đảng viên.',
    'This account belongs to no file. Whoever keeps the accounts links it to the member.',
  ),
);

const NOT_FOUND = refusal(
  'not_found',
  w('Không tìm thấy đề nghị này. Hãy mở lại danh sách.', 'This request was not found. Open the list again.'),
);

const ANSWERED = refusal(
  'already_answered',
  w('Đề nghị này đã được trả lời hoặc đã rút.', 'This request was answered, or taken back.'),
);

const requestEntry = (verb: string, id: string, typed: Typed, reason = '') => ({
  ...{ command: verb, recordType: correctionRequest.name, recordId: id, input: typed },
  ...(reason ? { reason } : {}),
});

/** Whoever asked takes an open request back. */
export async function takeBack(office: Office, id: string): Promise<Outcome<Recorded>> {
  if (!isId(id)) return refused(NOT_FOUND);
  return command(
    office,
    requestEntry('take correction back', id, {}),
    async (tx): Promise<Outcome<Recorded>> => {
      const request = await loadRecord(tx, correctionRequest, id);
      if (!request || request.person !== (await actingPerson(tx))) return refused(NOT_FOUND);
      if (request.outcome === 'withdrawn') return done({ id, already: true });
      if (request.outcome !== null) return refused(ANSWERED);
      const row = { ...request, outcome: 'withdrawn', answered_on: office.clock.today() };
      return (await updateRecord(tx, correctionRequest, row))
        ? done({ id, already: false })
        : refused(NOT_FOUND);
    },
  );
}

const { corrected, changed, refused: notDone } = OUTCOMES;
export const answerForm = defineRecord({
  ...{ name: 'answer', actOnly: true as const, area: 'member-file', class: 'unit' as const },
  words: { one: w('Trả lời đề nghị', 'Answer the request'), many: NO_WORDS, empty: NO_WORDS },
  fields: {
    outcome: choice(w('Kết quả', 'Outcome'), { corrected, changed, refused: notDone }, { required: true }),
    answer: text(w('Lý do, trả lời', 'Reason, answer'), { max: LONGEST_REASON, multiline: true }),
  },
  ...{ title: [], list: [], filters: [] },
});

/** Whether an answer itself writes the value: of a field with one value at a time. Lists are corrected in the file. */
export const writesItself = (key: string): boolean =>
  FILE_FIELDS[key] !== undefined && !FILE_FIELDS[key].list;

/** Answers a request and, where it is granted, writes the fact in the same command. */
export async function answerRequest(office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> {
  if (!isId(id)) return refused(NOT_FOUND);
  const reason = clean(textOf(typed.answer)).slice(0, LONGEST_REASON);
  const entry = requestEntry('answer correction', id, typed, reason);
  return command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const request = await loadRecord(tx, correctionRequest, id);
    if (!request || !(await mayWrite(tx, personFact.name))) return refused(NOT_FOUND);
    const read = await readInput(tx, office.catalogue, answerForm, typed);
    if (!read.ok) return read;
    const { outcome, answer } = read.value as { outcome: string; answer: string | null };
    if (request.outcome !== null)
      return request.outcome === outcome && request.answer === answer
        ? done({ id, already: true })
        : refused(ANSWERED);
    const key = String(request.field);
    const writes = outcome !== 'refused' && writesItself(key);
    const fact = writes ? await factTyped(office, tx, key, typed) : done<Typed>({});
    const since = (fact.ok ? (fact.value.since as PartialDate | null) : null) ?? null;
    const refusals = [
      ...answerRefusals({ outcome, field: key, answer, since, isList: !writesItself(key) }),
      ...(fact.ok ? [] : fact.refusals),
    ];
    if (refusals.length > 0 || !fact.ok) return refused(...refusals);
    const row = { ...request, outcome, answer, answered_on: office.clock.today() };
    if (!(await updateRecord(tx, correctionRequest, row))) return refused(NOT_FOUND);
    if (!writes) return done({ id, already: false });
    const kept = await writeFact(
      contextOf(office, tx),
      request,
      fact.value,
      outcome,
      textOf(typed.fact_id),
      reason,
    );
    return kept.length > 0 ? refused(...kept) : done({ id, already: false });
  });
}

/** A change is a new fact from its day on; a correction rewrites the one in force, or states the first. */
async function writeFact(
  context: Context,
  request: AnyRow,
  value: Typed,
  outcome: string,
  newId: string,
  reason: string,
): Promise<Refusal[]> {
  const { tx } = context;
  const { person, field: key } = request as AnyRow & { person: string; field: string };
  const inForce = (await factsOfPerson(tx, person)).find((fact) => fact.field === key);
  const before =
    outcome === 'corrected' && inForce ? ((await loadRecord(tx, personFact, inForce.id)) ?? null) : null;
  if (!before && !isId(newId)) return [BAD_ID];
  const since = before ? before.since : outcome === 'corrected' ? null : value.since;
  const row = { ...value, person, field: key, since, until: null, id: before?.id ?? newId } as AnyRow;
  const full = { old_text: null, ...row };
  const refusals = standing(await checkFact(context, full, before), reason);
  if (refusals.length > 0) return refusals;
  if (before) await updateRecord(tx, personFact, full);
  else await insertRecord(tx, personFact, full);
  return [];
}
