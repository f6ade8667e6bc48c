/** Noting a person's identity number, and settling what follows where two files claim one. */
import { command } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import { NO_WORDS, w } from '../../kernel/words.ts';
import { LONGEST_REASON, type Office, type Recorded } from '../../records/commands.ts';
import { choice, formsOf, text } from '../../records/define.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { SETTLEMENTS, type Settlement } from './codes.ts';
import { registerIdentity, type SettlementAnswer, settleReconciliation } from './identity-store.ts';

const form = formsOf('membership', 'unit');

export const identityForm = form('identity', w('Ghi số định danh', 'Note the identity number'), {
  number: text(w('Số định danh', 'Identity number'), {
    required: true,
    max: 20,
    hint: w(
      'Căn cước 12 số hoặc chứng minh nhân dân 9 số. Phần mềm chỉ giữ dấu của số, không ai đọc lại được số',
      'Twelve digits, or nine of the older card. Only a mark of the number is kept; nobody can read it back',
    ),
  }),
});

/** Only of two files with one number; without one they are told apart on the page of likely duplicates. */
const { same, first, second } = SETTLEMENTS;

export const settlementForm = form('settlement', w('Giải quyết', 'Settle'), {
  settlement: choice(w('Cách giải quyết', 'Settlement'), { same, first, second }, { required: true }),
  reason: text(w('Lý do', 'Reason'), {
    max: LONGEST_REASON,
    hint: w(
      'Bắt buộc khi là hai người khác nhau: số ghi nhầm ở đâu, căn cứ vào giấy tờ nào',
      'Required where they are two persons: where it was mistyped, by which paper',
    ),
  }),
});

/** `elsewhere`: the number stands in another file, and the common superior has been asked. */
export type Noted = 'ok' | 'elsewhere';

export async function noteIdentity(office: Office, person: string, typed: Typed): Promise<Outcome<Noted>> {
  if (!isId(person)) return refused(NO_PERSON);
  const entry = { command: 'note identity', recordType: 'person', recordId: person, input: typed };
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Noted>> => {
    const read = await readInput(tx, office.catalogue, identityForm, typed);
    if (!read.ok) return read;
    const answer = await registerIdentity(tx, person, String(read.value.number), newId(office.clock));
    return answer === 'malformed' ? refused(MALFORMED) : done(answer);
  });
  return lost(outcome) ? refused(NO_PERSON) : outcome;
}

/** What the database refuses for want of right: a foreign id and one that does not exist answer alike. */
const lost = (outcome: Outcome<unknown>): boolean =>
  !outcome.ok && outcome.refusals.some(({ code }) => code === 'not_found');

const NO_PERSON = refusal(
  'not_found',
  w('Không tìm thấy hồ sơ này. Hãy mở lại danh sách.', 'This file was not found. Open the list again.'),
);

const MALFORMED = refusal(
  'malformed',
  w(
    'Số này không đúng dạng. Hãy nhập 12 chữ số của căn cước, hoặc 9 chữ số của chứng minh nhân dân.',
    'This is no identity number. Enter the twelve digits of the card, or the nine of the older one.',
  ),
  'number',
);

/** Settles a reconciliation; the same settlement sent twice is recorded once. */
export async function settle(office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> {
  if (!isId(id)) return refused(NO_RECONCILIATION);
  const reason = clean(textOf(typed.reason)).slice(0, LONGEST_REASON);
  const entry = {
    command: 'settle reconciliation',
    recordType: 'reconciliation',
    recordId: id,
    input: typed,
    ...(reason ? { reason } : {}),
  };
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const read = await readInput(tx, office.catalogue, settlementForm, typed);
    if (!read.ok) return read;
    const how = read.value.settlement as Settlement;
    if (how !== 'same' && reason === '') return refused(WHY);
    const answer = await settleReconciliation(tx, id, how, newId(office.clock));
    return answer === 'ok' ? done({ id, already: false }) : refused(NOT_SETTLED[answer]);
  });
  if (!outcome.ok && outcome.refusals.includes(NOT_SETTLED.already)) return done({ id, already: true });
  return lost(outcome) ? refused(NO_RECONCILIATION) : outcome;
}

const NO_RECONCILIATION = refusal(
  'not_found',
  w(
    'Không tìm thấy việc đối chiếu này. Hãy mở lại danh sách.',
    'This reconciliation was not found. Open the list again.',
  ),
);

const WHY = refusal(
  'reason_required',
  w(
    'Hãy ghi lý do: số ghi nhầm ở đâu, căn cứ vào giấy tờ nào.',
    'Give the reason: where the number was mistyped, by which paper.',
  ),
  'reason',
);

const NOT_SETTLED: Readonly<Record<Exclude<SettlementAnswer, 'ok'>, Refusal>> = {
  already: refusal('already_recorded', NO_WORDS),
  settled: refusal(
    'already_settled',
    w(
      'Việc đối chiếu này đã được giải quyết theo cách khác. Muốn xem lại thì nhập lại số ở hồ sơ có liên quan.',
      'This reconciliation was settled already, in another way. To reopen it, enter the number again at one of the files.',
    ),
  ),
  beyond: refusal(
    'beyond',
    w(
      'Hồ sơ sẽ mất số không thuộc phạm vi của đồng chí. Hãy chọn cách khác, hoặc trao đổi với nơi quản lý hồ sơ ấy.',
      'The file that would lose the number is not in your part of the tree. Choose otherwise, or speak with its keepers.',
    ),
    'settlement',
  ),
};
