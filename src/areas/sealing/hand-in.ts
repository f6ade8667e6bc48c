/** A letter handed in without an account, its receipt, and what the intake does with it. */
import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import { command, read } from '../../db/door.ts';
import { refusalOf } from '../../db/faults.ts';
import { cleanFile } from '../../files/clean.ts';
import { SECRET_CLASSES } from '../../files/contract.ts';
import { inspect } from '../../files/inspect.ts';
import { KINDS, MEGABYTE, type SecretClass } from '../../files/inspector/verdict.ts';
import type { Clock, Instant } from '../../kernel/clock.ts';
import { isId, newId } from '../../kernel/id.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { cleanLines, tooLong } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import {
  BAD_ID,
  type Change,
  carryOut,
  contextOf,
  type Office,
  type Recorded,
} from '../../records/commands.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { NOT_FOUND, once } from './commands.ts';
import { answerForm, registerForm } from './contract.ts';
import {
  type AnswerLine,
  handedIn,
  identityFollows,
  insertAnswer,
  letterOfReceipt,
  registerHandIn,
  sealedLetter,
  type TakenIn,
  takeLetterIn,
} from './hand-in-store.ts';
import { LARGEST_FILE_MB, LONGEST_LETTER } from './limits.ts';
import { isSealed, notSealed, readPackage, unix } from './package.ts';
import { FULL } from './words.ts';

/** The door: no session stands behind it. */
export type Door = { db: Database; clock: Clock };

export const LARGEST_FILE = LARGEST_FILE_MB * MEGABYTE;

/** Letters of a receipt: no I, L, O, U, 0 or 1, which are misread. Sixteen of thirty hold 78 bits: nobody guesses one. */
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const LENGTH = 16;
const GROUP = 4;

function newReceipt(): string {
  let code = '';
  while (code.length < LENGTH) {
    const [byte] = randomBytes(1);
    // Bytes beyond the last whole multiple would favour the first letters.
    if (byte! < 256 - (256 % LETTERS.length)) code += LETTERS[byte! % LETTERS.length];
  }
  return code.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-');
}

/** What is kept of a receipt. Read with or without hyphens, in small letters or capitals. */
const digestOfReceipt = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest('hex');

/** An id that says the day and nothing finer: ids carry the instant they were made at. */
export const idOfTheDay = (clock: Clock): string =>
  newId({ today: () => clock.today(), now: () => `${clock.today()}T00:00:00.000Z` as Instant });

export type Sent = { typed: Typed; file: { name: string; bytes: Uint8Array } | null };

/** Takes a letter in; answers the receipt, which is shown once and kept nowhere. */
export async function handIn(
  { db, clock }: Door,
  sent: Sent,
  isSealing: boolean,
): Promise<Outcome<{ receipt: string }>> {
  const given = isSealing ? readSealed(sent.typed) : await readPlain(sent);
  if (!given.ok) return given;
  const receipt = newReceipt();
  const id = isSealing ? textOf(sent.typed.id) : idOfTheDay(clock);
  if (!isId(id)) return refused(BAD_ID);
  const letter = { id, receipt: digestOfReceipt(receipt), on: clock.today(), ...given.value };
  try {
    const answer = await takeLetterIn(db, letter);
    return answer === 'taken' ? done({ receipt }) : refused(NOT_TAKEN[answer]);
  } catch (error) {
    const known = refusalOf(error);
    if (!known) throw error;
    const stamp = known.code === SECRET_REFUSED && given.value.file?.stamp;
    return refused(stamp ? stamped(stamp) : known);
  }
}

type Given = Pick<Parameters<typeof takeLetterIn>[1], 'letter' | 'sealed' | 'identity' | 'file'>;

function readSealed(typed: Typed): Outcome<Given> {
  const sealed = unix(textOf(typed.sealed));
  if (!isSealed(sealed)) return refused(notSealed('sealed'));
  const written = textOf(typed.identity);
  const identity = written === '' ? done(null) : readPackage(written, 'identity');
  return identity.ok ? done({ letter: null, sealed, identity: identity.value, file: null }) : identity;
}

async function readPlain({ typed, file }: Sent): Promise<Outcome<Given>> {
  const letter = cleanLines(textOf(typed.letter));
  const long = tooLong(letter, LONGEST_LETTER, 'letter');
  if (letter === '') return refused(EMPTY);
  if (long) return refused(long);
  const cleaned = file && file.bytes.length > 0 ? await cleanedFile(file) : done(null);
  return cleaned.ok ? done({ letter, sealed: null, identity: null, file: cleaned.value }) : cleaned;
}

async function cleanedFile(file: NonNullable<Sent['file']>): Promise<Outcome<NonNullable<Given['file']>>> {
  const ending = /\.([a-z]+)$/i.exec(file.name)?.[1]?.toLowerCase().replace('jpeg', 'jpg');
  const kind = KINDS.find((one) => one === ending);
  if (!kind || file.bytes.length > LARGEST_FILE) return refused(BAD_FILE);
  const seen = await inspect(kind, file.bytes);
  if (!seen.ok) return seen;
  const bytes = await cleanFile(kind, file.bytes);
  return bytes.ok ? done({ kind, bytes: bytes.value, stamp: seen.value.stamp }) : bytes;
}

const EMPTY = refusal('required', w('Hãy viết nội dung đơn.', 'Write the letter.'), 'letter');

const BAD_FILE = refusal(
  'file.kind',
  w(
    `Chỉ nhận tệp .docx, .xlsx, .pdf, .jpg, .png, .csv, tối đa ${LARGEST_FILE_MB} MB.`,
    `Only .docx, .xlsx, .pdf, .jpg, .png and .csv are taken, at most ${LARGEST_FILE_MB} MB.`,
  ),
  'file',
);

/** What the database answers where the installation keeps nothing of that secrecy class (table hand_in_file). */
const SECRET_REFUSED = 'secret_refused';

/** Whoever sends has no account to give a reason with, so what looks like a secret document is not taken at all. */
const stamped = (stamp: SecretClass): Refusal => {
  const [vi, en] = [SECRET_CLASSES[stamp].vi.toLocaleUpperCase('vi'), SECRET_CLASSES[stamp].en];
  return refusal(
    SECRET_REFUSED,
    w(
      `Trong tệp có dòng giống dấu “${vi}”. Trang này không nhận tài liệu có độ mật; chưa có gì được gửi. Nếu đúng là tài liệu mật, đừng gửi qua mạng: hãy đem bản giấy trong phong bì dán kín đến nơi tiếp nhận đơn của ủy ban kiểm tra, giao tận tay và lấy giấy biên nhận. Nếu không phải, hãy bỏ dòng ấy trong tệp rồi gửi lại.`,
      `A line of the file looks like the stamp of a secrecy class (${en}). This page takes no such documents; nothing was sent. If it is one, do not send it over the network: take the paper in a closed envelope to where the inspection commission receives letters, hand it over in person and ask for a receipt. If it is not, remove that line and send again.`,
    ),
    'file',
    'Luật 117/2025/QH15, Điều 5',
  );
};

/** There is no room for a letter now. */
export const noRoom = (why: keyof typeof FULL): Refusal => refusal('full', FULL[why]);

const NOT_TAKEN: Readonly<Record<Exclude<TakenIn, 'taken'>, Refusal>> = {
  closed: refusal(
    'closed',
    w(
      'Trang nhận đơn đang đóng, hoặc cách gửi vừa thay đổi. Chưa có gì được gửi; hãy mở lại trang.',
      'The page takes no letters, or the way of sending has changed. Nothing was sent; open it again.',
    ),
  ),
  full: refusal('full', FULL.day),
  keys: refusal(
    'holders_changed',
    w(
      'Người giữ khóa vừa thay đổi. Chưa có gì được gửi; hãy mở lại trang rồi gửi lại.',
      'The holders have changed. Nothing was sent; open the page again and send anew.',
    ),
  ),
};

/** What the receipt tells; nothing, where nobody has that receipt. */
export const answersByReceipt = ({ db }: Door, code: string): Promise<AnswerLine[]> =>
  letterOfReceipt(db, digestOfReceipt(code));

const ofHandIn = (name: string, id: string, input: unknown) => ({
  command: name,
  recordType: 'hand_in',
  recordId: id,
  input,
});

/** Takes a letter into the register of petitions; who wrote it follows, still sealed. */
export async function registerLetter(
  office: Office,
  handInId: string,
  typed: Typed,
): Promise<Outcome<Recorded>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  if (!isId(handInId)) return refused(NOT_FOUND);
  const entry = ofHandIn('register letter', handInId, typed);
  return command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const letter = await handedIn(tx, handInId);
    if (!letter) return refused(NOT_FOUND);
    if (letter.petition) return done({ id: letter.petition, already: true });
    const given = await readInput(tx, office.catalogue, registerForm, typed);
    if (!given.ok) return given;
    const empty = Object.keys(office.catalogue.record('petition').fields).map((field) => [field, null]);
    const row = { ...Object.fromEntries(empty), ...given.value, received_on: letter.received_on, id };
    const change: Change = {
      op: 'INSERT',
      type: 'petition',
      id,
      seen: '',
      rows: { petition: row },
      reason: '',
    };
    const entered = await carryOut(contextOf(office, tx), change);
    if (!entered.ok) return entered;
    if (!(await registerHandIn(tx, handInId, id))) return refused(NOT_FOUND);
    if (letter.has_identity) await identityFollows(tx, idOfTheDay(office.clock), handInId);
    return done({ id, already: false });
  });
}

/** Leaves an answer for whoever comes back with the receipt. */
export async function answerLetter(
  office: Office,
  handInId: string,
  typed: Typed,
): Promise<Outcome<Recorded>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  if (!isId(handInId)) return refused(NOT_FOUND);
  const outcome = await command(
    office,
    ofHandIn('answer letter', handInId, typed),
    async (tx): Promise<Outcome<Recorded>> => {
      if (!(await handedIn(tx, handInId))) return refused(NOT_FOUND);
      const given = await readInput(tx, office.catalogue, answerForm, typed);
      if (!given.ok) return given;
      const answer = given.value.answer as string;
      await insertAnswer(tx, { id, hand_in: handInId, answer, answered_on: office.clock.today() });
      return done({ id, already: false });
    },
  );
  return once(id, outcome);
}

/** The ciphertext of a letter, for the keys of the intake; that it was asked for is in the log first. */
export async function readSealedLetter(
  office: Office,
  id: string,
): Promise<Outcome<{ content: string; belongs: string[] }>> {
  if (!isId(id)) return refused(NOT_FOUND);
  const content = await read(office, (tx) => sealedLetter(tx, id));
  if (!content) return refused(NOT_FOUND);
  return command(office, ofHandIn('open sealed letter', id, { id }), async () =>
    done({ content, belongs: [id] }),
  );
}
