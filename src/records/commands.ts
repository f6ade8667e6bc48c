/**
 * Entering, correcting and withdrawing a record, whatever its type: load, check, save, audit. Areas add their
 * rules and what follows through `Behaviour`; nothing else writes record tables but the acts of an area.
 */
import { command, type Who, type Writer } from '../db/door.ts';
import { LOST_REFERENCE } from '../db/faults.ts';
import { isId } from '../kernel/id.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { clean, tooLong } from '../kernel/text.ts';
import { NO_WORDS, w } from '../kernel/words.ts';
import type { Regulations } from '../regulations/reader.ts';
import type { AnyRow, Catalogue, Context } from './catalogue.ts';
import type { RecordType } from './define.ts';
import { readInput, type Typed, textOf } from './input.ts';
import { deleteRecord, insertRecord, loadRecord, updateRecord } from './store.ts';

export type Office = Who & { catalogue: Catalogue; regulations: Regulations };

/** `already` is true when the same id had been recorded before: nothing was written again. */
export type Recorded = { id: string; already: boolean };

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

const reasonIn = (typed: Typed): Outcome<string> => {
  const reason = clean(textOf(typed.reason));
  const long = tooLong(reason, LONGEST_REASON, 'reason');
  return long ? refused(long) : done(reason);
};

/** The reason of a correction or withdrawal, which must be there. */
const wantedReason = (typed: Typed): Outcome<string> => {
  const reason = reasonIn(typed);
  return reason.ok && reason.value === '' ? refused(reasonWanted()) : reason;
};

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
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    if (await loadRecord(tx, type, id)) return refused(refusal('already_recorded', NO_WORDS));
    const read = await readInput(tx, office.catalogue, type, typed);
    if (!read.ok) return read;
    const row = { ...read.value, id } as AnyRow;
    const context = contextOf(office, tx);
    const behaviour = office.catalogue.behaviour(type.name);
    const refusals = standing((await behaviour.check?.(context, row, null)) ?? [], reason);
    if (refusals.length > 0) return refused(...refusals);
    await insertRecord(tx, type, row);
    const after = standing((await behaviour.follow?.(context, row, null)) ?? [], reason);
    return after.length > 0 ? refused(...after) : done({ id, already: false });
  });
  const already = !outcome.ok && outcome.refusals.some((r) => r.code === 'already_recorded');
  return already ? done({ id, already: true }) : outcome;
}

/** What stood in the form when the officer opened it, and what stands there now. */
export type Conflict = { theirs: AnyRow };

/**
 * Corrects a record, with a reason. `seen` is the instant of the version the officer had before the eyes: if
 * somebody else corrected it since, nothing is written and the refusal `conflict` asks to look at both texts.
 */
export async function correct(
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
    command: `correct ${type.name}`,
    recordType: type.name,
    recordId: id,
    input: typed,
    reason,
  };
  return command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const before = await loadRecord(tx, type, id);
    if (!before) return refused(NOT_FOUND);
    if (textOf(typed.seen) !== before.known_from) return refused(conflict());
    const read = await readInput(tx, office.catalogue, type, typed);
    if (!read.ok) return read;
    const row = { ...before, ...read.value, id } as AnyRow;
    const context = contextOf(office, tx);
    const behaviour = office.catalogue.behaviour(type.name);
    const refusals = standing((await behaviour.check?.(context, row, before)) ?? [], reason);
    if (refusals.length > 0) return refused(...refusals);
    if (!(await updateRecord(tx, type, row))) return refused(readOnly());
    const after = (await behaviour.follow?.(context, row, before)) ?? [];
    const left = standing(after, reason);
    return left.length > 0 ? refused(...left) : done({ id, already: false });
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
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const before = await loadRecord(tx, type, id);
    if (!before) return refused(NOT_FOUND);
    const refusals =
      (await office.catalogue.behaviour(type.name).unfollow?.(contextOf(office, tx), before)) ?? [];
    if (refusals.length > 0) return refused(...refusals);
    await deleteRecord(tx, type, id);
    return (await loadRecord(tx, type, id)) ? refused(NOT_FOUND) : done({ id, already: false });
  });
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
