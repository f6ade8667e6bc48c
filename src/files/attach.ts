/** Hanging a file on a record, withdrawing it, handing it out: each is an act that leaves its entry in the log. */
import { command, read } from '../db/door.ts';
import { isId } from '../kernel/id.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { clean, tooLong } from '../kernel/text.ts';
import { w } from '../kernel/words.ts';
import { BAD_ID, LONGEST_REASON, type Office, type Recorded, standing } from '../records/commands.ts';
import type { RecordType } from '../records/define.ts';
import { loadRecord, mayWrite } from '../records/store.ts';
import { cleanFile } from './clean.ts';
import {
  type Attachment,
  SECRET_CLASSES,
  SENSITIVITY,
  type SecretPolicy,
  type Sensitivity,
} from './contract.ts';
import { inspect } from './inspect.ts';
import { KINDS, type Kind, LIMITS, MEGABYTE, type SecretClass } from './inspector/verdict.ts';
import { fetchFile, type Shelf, shelve } from './shelf.ts';
import { insertAttachment, loadAttachment, markWithdrawn, secretPolicy } from './store.ts';

/** What is handed in with a file. `reason` answers the question whether a stamp that was seen is one. */
export type HandedIn = {
  id: string;
  name: string;
  bytes: Uint8Array;
  sensitivity: string;
  classification: string;
  reason: string;
};

const NOT_FOUND = refusal(
  'not_found',
  w(
    'Không tìm thấy bản ghi này. Có thể bản ghi đã được rút; hãy mở lại danh sách.',
    'This record was not found. It may have been withdrawn; open the list again.',
  ),
);

const LONGEST_NAME = 120;

/** The name as it is kept: no folders, nothing invisible, nothing a system of files takes for more than a letter. */
export function cleanName(given: string): string {
  const last = given.split(/[\\/]/).at(-1)!;
  const name = clean(last.replace(/[<>:"|?*]/g, '-')).replace(/^[.\s]+/, '');
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  return `${Array.from(stem).slice(0, LONGEST_NAME).join('')}${ending.slice(0, 10)}`;
}

const kindOf = (name: string): Kind | undefined => {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase().replace('jpeg', 'jpg');
  return KINDS.find((kind) => kind === ending);
};

function formFaults(handed: HandedIn, name: string): Refusal[] {
  const faults: Refusal[] = [];
  if (!isId(handed.id)) faults.push(BAD_ID);
  if (handed.bytes.length === 0)
    faults.push(
      refusal('file.none', w('Hãy chọn một tệp có nội dung.', 'Choose a file that is not empty.'), 'file'),
    );
  else if (!kindOf(name)) faults.push(unknownKind());
  if (handed.bytes.length > LIMITS.bytes) faults.push(tooLarge());
  if (!Object.hasOwn(SENSITIVITY, handed.sensitivity))
    faults.push(refusal('required', w('Hãy chọn mức nhạy cảm.', 'Choose the grade.'), 'sensitivity'));
  if (handed.classification !== '' && !Object.hasOwn(SECRET_CLASSES, handed.classification))
    faults.push(
      refusal(
        'not_a_choice',
        w('Hãy chọn độ mật trong danh sách.', 'Choose a listed class.'),
        'classification',
      ),
    );
  const long = tooLong(handed.reason, LONGEST_REASON, 'reason');
  return long ? [...faults, long] : faults;
}

const unknownKind = () =>
  refusal(
    'file.kind',
    w(
      'Chỉ nhận tệp .docx, .xlsx, .pdf, .jpg, .png, .csv. Hãy lưu tệp sang một trong các dạng ấy rồi gửi.',
      'Only .docx, .xlsx, .pdf, .jpg, .png and .csv are taken. Save the file as one of these and send that.',
    ),
    'file',
  );

const tooLarge = () =>
  refusal(
    'file.too_big',
    w(
      `Tệp lớn hơn ${LIMITS.bytes / MEGABYTE} MB. Hãy bớt nội dung hoặc chia thành nhiều tệp.`,
      `The file is larger than ${LIMITS.bytes / MEGABYTE} MB. Remove content or divide it.`,
    ),
    'file',
  );

/** What the installation does not keep; the stub takes its place. The database refuses it again by itself. */
export function secrecyFault(policy: SecretPolicy, classification: string): Refusal | undefined {
  if (classification === '' || (policy === 'isolated_lan' && classification !== 'tuyet_mat'))
    return undefined;
  return refusal(
    'secret_refused',
    w(
      'Bản cài đặt này không nhận nội dung văn bản có độ mật. Hãy giữ văn bản ở nơi quy định và chỉ lập “Phiếu văn bản mật” (số, ngày, độ mật, nơi giữ).',
      'This installation keeps no content of a document with a secrecy class. Keep it where the rules say and record only a stub (number, day, class, where it is kept).',
    ),
    'classification',
    'Luật 117/2025/QH15, Điều 5',
  );
}

/** Marked as a warning: the person who sees the paper knows what the search can only guess. */
const stampSeen = (stamp: SecretClass): Refusal => ({
  ...refusal(
    'file.stamp',
    w(
      `Trong tệp có dòng giống dấu “${SECRET_CLASSES[stamp].vi.toLocaleUpperCase('vi')}”. Nếu đúng là văn bản mật, đừng gửi; hãy lập “Phiếu văn bản mật”. Nếu không phải, ghi lý do rồi gửi lại.`,
      `A line of the file looks like the stamp “${SECRET_CLASSES[stamp].vi.toLocaleUpperCase('vi')}”. If it is a secret document do not send it; record a stub. If it is not, give the reason and send again.`,
    ),
    'classification',
  ),
  waivable: true,
});

/** Looks the file through, puts it on the shelf and hangs it on the record. The same id sent twice hangs it once. */
export async function attach(
  office: Office,
  shelf: Shelf,
  type: RecordType,
  recordId: string,
  handed: HandedIn,
): Promise<Outcome<Recorded>> {
  const name = cleanName(handed.name);
  const reason = clean(handed.reason);
  const open = isId(recordId) ? await openFor(office, type, recordId) : undefined;
  if (!open || type.actOnly) return refused(NOT_FOUND);
  const faults = formFaults(handed, name);
  const secrecy = secrecyFault(open.policy, handed.classification);
  if (faults.length > 0 || secrecy) return refused(...faults, ...(secrecy ? [secrecy] : []));
  const seen = await inspect(kindOf(name)!, handed.bytes);
  if (!seen.ok) return seen;
  const stamp = seen.value.stamp && handed.classification === '' ? [stampSeen(seen.value.stamp)] : [];
  const asked = standing(stamp, reason);
  if (asked.length > 0) return refused(...asked);
  const sensitivity = handed.sensitivity as Sensitivity;
  const kept = await keptOf(type, name, handed.bytes);
  if (!kept.ok) return kept;
  const sha256 = await shelve(shelf, kept.value.bytes, sensitivity);
  const row = {
    id: handed.id,
    record_type: type.name,
    record_id: recordId,
    name: kept.value.name,
    kind: kindOf(name)!,
    bytes: kept.value.bytes.length,
    sha256,
    sensitivity,
    classification: (handed.classification || null) as SecretClass | null,
  };
  const entry = {
    command: `attach to ${type.name}`,
    recordType: 'attachment',
    recordId: handed.id,
    input: row,
  };
  const outcome = await command(office, reason ? { ...entry, reason } : entry, async (tx) => {
    await insertAttachment(tx, row);
    return done({ id: handed.id, already: false });
  });
  const already = !outcome.ok && outcome.refusals.some((r) => r.code === 'already_recorded');
  return already ? done({ id: handed.id, already: true }) : outcome;
}

/** What goes on the shelf: the file, or of a letter a working copy that says nothing of whoever made it. */
async function keptOf(
  type: RecordType,
  name: string,
  bytes: Uint8Array,
): Promise<Outcome<{ name: string; bytes: Uint8Array }>> {
  if (!type.workingCopies) return done({ name, bytes });
  const kind = kindOf(name)!;
  const cleaned = await cleanFile(kind, bytes);
  // Names of files often are names of people.
  return cleaned.ok ? done({ name: `ban-lam-viec.${kind}`, bytes: cleaned.value }) : cleaned;
}

/** Undefined where the record is not there, or not open to be written: both answer alike. */
const openFor = (office: Office, type: RecordType, recordId: string) =>
  read(office, async (tx) => {
    const open = (await mayWrite(tx, type.name)) && (await loadRecord(tx, type, recordId));
    return open ? { policy: await secretPolicy(tx) } : undefined;
  });

/** Takes a file off its record, with a reason. The bytes and the entry stay. */
export async function withdrawAttachment(
  office: Office,
  id: string,
  given: string,
): Promise<Outcome<Recorded>> {
  const reason = clean(given);
  if (reason === '')
    return refused(refusal('reason_required', w('Hãy ghi lý do.', 'Give the reason.'), 'reason'));
  const long = tooLong(reason, LONGEST_REASON, 'reason');
  if (long) return refused(long);
  if (!isId(id)) return refused(NOT_FOUND);
  const entry = {
    command: 'withdraw attachment',
    recordType: 'attachment',
    recordId: id,
    reason,
    input: { id },
  };
  return command(office, entry, async (tx) =>
    (await markWithdrawn(tx, id)) === 1 ? done({ id, already: false }) : refused(NOT_FOUND),
  );
}

/** Hands a file out. Every handing out is in the log, before the first byte leaves. */
export async function fetchAttachment(
  office: Office,
  shelf: Shelf,
  id: string,
): Promise<Outcome<{ attachment: Attachment; bytes: Uint8Array }>> {
  const attachment = isId(id) ? await read(office, (tx) => loadAttachment(tx, id)) : undefined;
  if (!attachment) return refused(NOT_FOUND);
  const { bytes } = await fetchFile(shelf, attachment);
  const entry = { command: 'open attachment', recordType: 'attachment', recordId: id, input: { id } };
  const noted = await command(office, entry, async () => done(null));
  if (!noted.ok) return noted;
  return bytes ? done({ attachment, bytes }) : refused(damaged());
}

const damaged = () =>
  refusal(
    'file.damaged',
    w(
      'Tệp lưu trên máy chủ bị hỏng và không còn bản thứ hai. Hãy báo quản trị viên khôi phục từ bản sao lưu.',
      'The file on the server is damaged and has no second copy. Ask the administrator to restore it from a backup.',
    ),
  );
