/**
 * Entering, correcting and withdrawing a record, whatever its type: load, check, save, audit. Areas add their
 * rules and what follows through `Behaviour`; nothing else writes record tables but the acts of an area.
 */
import { propose } from '../approvals/commands.ts';
import type { Act } from '../approvals/define.ts';
import { command, type Entry, type Who, type Writer } from '../db/door.ts';
import { LOST_REFERENCE } from '../db/faults.ts';
import { isId } from '../kernel/id.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { clean, tooLong } from '../kernel/text.ts';
import { NO_WORDS, type Words, w } from '../kernel/words.ts';
import type { Regulations } from '../regulations/reader.ts';
import type { AnyRow, Catalogue, Context } from './catalogue.ts';
import type { RecordType } from './define.ts';
import { factsOf, reasonFact } from './facts.ts';
import { readInput, type Typed, textOf } from './input.ts';
import { unmasked } from './masking.ts';
import { deleteRecord, everRecorded, insertRecord, isMachine, loadRecord, updateRecord } from './store.ts';

export type Office = Who & { catalogue: Catalogue; regulations: Regulations };

/**
 * `already` is true when the same id had been recorded before: nothing was written again. With `proposal` nothing was
 * recorded yet: it waits under that id for a second person.
 */
export type Recorded = { id: string; already: boolean; proposal?: string };

const NOT_FOUND = refusal(
  'not_found',
  w(
    'Không tìm thấy bản ghi này. Có thể bản ghi đã được rút; hãy mở lại danh sách.',
    'This record was not found. It may have been withdrawn; open the list again.',
  ),
);

/** An id that no form of the product sends. */
export const BAD_ID = refusal(
  'bad_id',
  w(
    'Mã bản ghi không hợp lệ. Hãy mở lại biểu mẫu rồi nhập lại.',
    'The record id is not valid. Open the form again and enter it anew.',
  ),
  'id',
);

/** Records of more persons than this at once are an act of two persons; a page of ticks is recorded in parts. */
export const MOST_AT_ONCE = 20;

/** How long a reason may be; the forms say so, too. */
export const LONGEST_REASON = 500;

export const contextOf = (office: Office, tx: Writer): Context => ({
  tx,
  clock: office.clock,
  regulations: office.regulations,
  catalogue: office.catalogue,
});

/** Warnings pass when a reason was given; the reason stands in the audit log. */
export const standing = (refusals: readonly Refusal[], reason: string): Refusal[] =>
  refusals.filter((r) => !(r.waivable && reason !== ''));

/** The reason typed, cleaned; empty where none was given. */
export const reasonIn = (typed: Typed): Outcome<string> => {
  const reason = clean(textOf(typed.reason));
  const long = tooLong(reason, LONGEST_REASON, 'reason');
  return long ? refused(long) : done(reason);
};

/** The reason of a correction or withdrawal, which must be there. */
export const wantedReason = (typed: Typed): Outcome<string> => {
  const reason = reasonIn(typed);
  return reason.ok && reason.value === '' ? refused(reasonWanted()) : reason;
};

/** What was read of a form and stands as it will be stored; `row` holds the fields alone, or just the id. */
export type Change = {
  op: 'INSERT' | 'UPDATE' | 'DELETE';
  type: string;
  id: string;
  /** The instant of the version that was before the eyes of whoever corrects. */
  seen: string;
  /** By table: what the database compares the written row with. */
  rows: Readonly<Record<string, AnyRow>>;
  reason: string;
};

const VERBS = {
  INSERT: w('Ghi nhận', 'Record'),
  UPDATE: w('Đính chính', 'Correct'),
  DELETE: w('Rút', 'Withdraw'),
};

/** The step itself, within a command: rules, the row, what follows. Answers the row and what it was before. */
export async function carryOut(
  context: Context,
  change: Change,
): Promise<Outcome<{ row: AnyRow; before: AnyRow | null }>> {
  const { tx, catalogue } = context;
  const { op, id, reason } = change;
  const type = catalogue.record(change.type);
  const behaviour = catalogue.behaviour(type.name);
  const before = (await loadRecord(tx, type, id)) ?? null;
  if (op === 'INSERT' && before) return refused(refusal('already_recorded', NO_WORDS));
  if (op !== 'INSERT' && !before) return refused(NOT_FOUND);
  if (op === 'UPDATE' && change.seen !== before!.known_from) return refused(conflict());
  if (op === 'DELETE') return carryOutWithdrawal(context, type, before!);
  const row = { ...before, ...change.rows[type.name], id } as AnyRow;
  const refusals = standing((await behaviour.check?.(context, row, before)) ?? [], reason);
  if (refusals.length > 0) return refused(...refusals);
  if (op === 'INSERT') await insertRecord(tx, type, row);
  else if (!(await updateRecord(tx, type, row))) return refused(readOnly());
  const after = standing((await behaviour.follow?.(context, row, before)) ?? [], reason);
  return after.length > 0 ? refused(...after) : done({ row, before });
}

async function carryOutWithdrawal(
  context: Context,
  type: RecordType,
  before: AnyRow,
): Promise<Outcome<{ row: AnyRow; before: AnyRow }>> {
  const refusals = (await context.catalogue.behaviour(type.name).unfollow?.(context, before)) ?? [];
  if (refusals.length > 0) return refused(...refusals);
  await deleteRecord(context.tx, type, before.id);
  const isThere = await loadRecord(context.tx, type, before.id);
  return isThere ? refused(NOT_FOUND) : done({ row: before, before });
}

/** Entering, correcting and withdrawing as an act that takes two persons; `kind` stands in table act_kind. */
export const recordAct = (
  kind: string,
  words: Words,
  consequences: readonly Words[],
): Act<Office, Change> => ({
  kind,
  words,
  consequences,
  leadsTo: ({ type, id }) => ({ type, id }),
  async perform(office, tx, change) {
    const type = office.catalogue.record(change.type);
    // Names are read first: a record that is withdrawn has none afterwards.
    const stored = (await loadRecord(tx, type, change.id)) ?? null;
    const row = { ...stored, ...change.rows[type.name], id: change.id } as AnyRow;
    const before = change.op === 'UPDATE' ? stored : null;
    const lines = await factsOf(tx, office.catalogue, type, VERBS[change.op], row, before);
    const outcome = await carryOut(contextOf(office, tx), change);
    if (!outcome.ok) return outcome;
    const written = change.op === 'DELETE' ? stored : await loadRecord(tx, type, change.id);
    if (!written) return refused(NOT_FOUND);
    return done({
      unit: String(written.unit),
      subjects: personsIn(type, [outcome.value.row, outcome.value.before]),
      shown: [...lines, ...reasonFact(change.reason)],
    });
  },
});

/** The persons a record refers to, before and after. */
const personsIn = (type: RecordType, rows: readonly (AnyRow | null)[]): string[] => {
  const fields = Object.entries(type.fields).filter(([, f]) => f.type === 'reference' && f.to === 'person');
  const ids = fields.flatMap(([name]) => rows.map((row) => row?.[name]));
  return [...new Set(ids.filter((id): id is string => typeof id === 'string'))].sort();
};

/**
 * Does a change alone, or puts it before a second person where its area says that one may not do it alone. `read`
 * gives the fields as typed; the machine, which imports history, needs nobody.
 */
async function change(
  office: Office,
  entry: Entry,
  base: Omit<Change, 'rows'>,
  read: (tx: Writer) => Promise<Outcome<Record<string, unknown>>>,
): Promise<Outcome<Recorded>> {
  const type = office.catalogue.record(base.type);
  const { id } = base;
  let two: { act: Act; change: Change } | undefined;
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const before = (await loadRecord(tx, type, id)) ?? null;
    if (base.op === 'INSERT' && before) return refused(refusal('already_recorded', NO_WORDS));
    const fields = await read(tx);
    if (!fields.ok) return fields;
    const whole = { ...base, rows: { [type.name]: { ...fields.value, id } } };
    const row = base.op === 'DELETE' ? null : ({ ...before, ...whole.rows[type.name], id } as AnyRow);
    const act = office.catalogue.behaviour(type.name).twoPersons?.(row, before);
    if (act && !(await isMachine(tx))) {
      two = { act, change: whole };
      return refused(refusal('two_persons', NO_WORDS));
    }
    const written = await carryOut(contextOf(office, tx), whole);
    return written.ok ? done({ id, already: false }) : written;
  });
  if (!two) return outcome;
  const proposed = await propose(office, two.act, two.change, base.reason);
  return proposed.ok ? done({ id, ...proposed.value }) : proposed;
}

/** Enters a new record under an id made by whoever sends it, so that sending twice records once. */
export async function enter(office: Office, type: RecordType, typed: Typed): Promise<Outcome<Recorded>> {
  if (type.actOnly) return refused(NOT_FOUND);
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  const given = reasonIn(typed);
  if (!given.ok) return given;
  const reason = given.value;
  const entry = {
    command: `enter ${type.name}`,
    recordType: type.name,
    recordId: id,
    input: typed,
    ...(reason ? { reason } : {}),
  };
  const base = { op: 'INSERT', type: type.name, id, seen: '', reason } as const;
  const outcome = await change(office, entry, base, async (tx) =>
    (await everRecorded(tx, type, id))
      ? refused(refusal('already_recorded', NO_WORDS))
      : readInput(tx, office.catalogue, type, typed),
  );
  const already = !outcome.ok && outcome.refusals.some((r) => r.code === 'already_recorded');
  return already ? done({ id, already: true }) : outcome;
}

/** What stood in the form when the officer opened it, and what stands there now. */
export type Conflict = { theirs: AnyRow };

/**
 * Corrects a record, with a reason. `seen` is the instant of the version the officer had before the eyes: if
 * somebody else corrected it since, nothing is written and the refusal `conflict` asks to look at both texts. Masked
 * values that a program (`byProgram`) sends back as it read them stand for what is stored.
 */
export async function correct(
  office: Office,
  type: RecordType,
  id: string,
  typed: Typed,
  byProgram = false,
): Promise<Outcome<Recorded>> {
  const given = wantedReason(typed);
  if (!given.ok) return given;
  const reason = given.value;
  if (type.actOnly || !isId(id)) return refused(NOT_FOUND);
  const entry = {
    command: `correct ${type.name}`,
    recordType: type.name,
    recordId: id,
    input: typed,
    reason,
  };
  const seen = textOf(typed.seen);
  return change(office, entry, { op: 'UPDATE', type: type.name, id, seen, reason }, async (tx) => {
    const before = await loadRecord(tx, type, id);
    if (!before) return refused(NOT_FOUND);
    if (seen !== before.known_from) return refused(conflict());
    return readInput(tx, office.catalogue, type, byProgram ? unmasked(type, typed, before) : typed);
  });
}

/** Takes back a record entered by mistake; what it said stays readable in its history. */
export async function withdraw(
  office: Office,
  type: RecordType,
  id: string,
  typed: Typed,
): Promise<Outcome<Recorded>> {
  const given = wantedReason(typed);
  if (!given.ok) return given;
  const reason = given.value;
  if (type.actOnly || !isId(id)) return refused(NOT_FOUND);
  const entry = {
    command: `withdraw ${type.name}`,
    recordType: type.name,
    recordId: id,
    input: typed,
    reason,
  };
  const base = { op: 'DELETE', type: type.name, id, seen: '', reason } as const;
  const outcome = await change(office, entry, base, async () => done({}));
  return !outcome.ok && outcome.refusals.includes(LOST_REFERENCE) ? refused(inUse()) : outcome;
}

const readOnly = () =>
  refusal(
    'read_only',
    w(
      'Đồng chí được xem, không được sửa bản ghi này. Hãy báo đơn vị ghi bản ghi đính chính.',
      'You may read this record, not correct it. Ask the unit that recorded it.',
    ),
  );

const inUse = () =>
  refusal(
    'in_use',
    w(
      'Còn bản ghi khác dựa vào bản ghi này. Hãy rút các bản ghi kia trước.',
      'Other records refer to this one. Withdraw those first.',
    ),
  );

const reasonWanted = () => refusal('reason_required', w('Hãy ghi lý do.', 'Give the reason.'), 'reason');

const conflict = () =>
  refusal(
    'conflict',
    w(
      'Một đồng chí khác vừa sửa bản ghi này. Hãy xem hai nội dung cạnh nhau rồi gửi lại.',
      'Somebody else has just corrected this record. Look at both texts side by side, then send again.',
    ),
  );
