/** What two persons decide about the whole installation: how identities are kept, and who holds keys. */
import { type Proposed, propose } from '../../approvals/commands.ts';
import type { Act } from '../../approvals/define.ts';
import { read } from '../../db/door.ts';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import type { Office } from '../../records/commands.ts';
import { factsOf } from '../../records/facts.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { type Duty, decisionForm, holderForm } from './contract.ts';
import { decisionRefusals, holderRefusals } from './rules.ts';
import { type Decision, decideSealing, keysSeen, nameHolder, type SealKey, sealingNow } from './store.ts';

type Deciding = Decision & { id: string; unit: string };

const same = (text: string): Words => w(text, text);

const personsWith = (keys: readonly SealKey[], duty: Duty): number => keys.filter((key) => key[duty]).length;

export const sealingAct: Act<Office, Deciding> = {
  kind: 'sealing',
  words: w('Đổi cách giữ danh tính người gửi', 'Change how identities are kept'),
  consequences: [
    w(
      'Áp dụng cho cả bản cài đặt, từ lúc duyệt. Cái đã niêm phong, cái đã để trong phong bì giữ nguyên.',
      'Holds for the whole installation from now on. What is sealed, and what lies in envelopes, stays as it is.',
    ),
    w(
      'Máy chủ không giữ khóa nào mở được: mất đủ khóa thì danh tính đã niêm phong mất hẳn.',
      'The server holds no key that opens anything: with the keys lost, what was sealed is lost.',
    ),
  ],
  async perform(office, tx, { id, unit, mode, takes_letters, document, decided_on }) {
    const keys = await keysSeen(tx);
    const refusals = decisionRefusals({
      ...{ mode, takesLetters: takes_letters, decidedOn: decided_on, today: office.clock.today() },
      identityHolders: personsWith(keys, 'identity'),
      intakeHolders: personsWith(keys, 'intake'),
    });
    if (refusals.length > 0) return refused(...refusals);
    const row = { mode, takes_letters, document, decided_on };
    const shown = await factsOf(
      tx,
      office.catalogue,
      decisionForm,
      decisionForm.words.one,
      { id, ...row },
      null,
    );
    await decideSealing(tx, id, unit, row);
    return done({
      unit,
      subjects: [],
      shown,
      bound: { op: 'INSERT', rows: { sealing_decision: { id, ...row } } },
    });
  },
};

type Naming = {
  id: string;
  unit: string;
  key: string;
  duty: Duty;
  names: 'yes' | 'no';
  document: string;
} & Pick<Decision, 'decided_on'>;

export const holderAct: Act<Office, Naming> = {
  kind: 'key_holder',
  words: w('Quyết định người giữ khóa', 'Decide who holds keys'),
  consequences: [
    w(
      'Danh tính niêm phong từ nay mở được bằng khóa của hai trong những người được giao.',
      'Identities sealed from now on open by the keys of any two of those named.',
    ),
    w(
      'Cái đã niêm phong trước giữ nguyên người giữ khóa lúc ấy; ai thôi giao thì máy chủ không giao cho nữa.',
      'What was sealed before keeps the holders of its day; to whoever is no longer named the server hands nothing out.',
    ),
  ],
  async perform(office, tx, { id, unit, key, duty, names, document, decided_on }) {
    const keys = await keysSeen(tx);
    const chosen = keys.find((one) => one.id === key);
    if (!chosen) return refused(NO_KEY);
    const others = keys.filter((one) => one.id !== key && one.account === chosen.account);
    const refusals = holderRefusals({
      ...{ names: names === 'yes', isNamed: chosen[duty], hasOther: others.some((one) => one[duty]), duty },
      ...{ identityHolders: personsWith(keys, 'identity'), mode: (await sealingNow(tx)).mode },
      ...{ decidedOn: decided_on, today: office.clock.today() },
    });
    if (refusals.length > 0) return refused(...refusals);
    const form = holderForm({ [key]: same(keyName(chosen)) });
    const row = { id, key, duty, names, document, decided_on } as AnyRow;
    const [heading, ...facts] = await factsOf(tx, office.catalogue, form, form.words.one, row, null);
    const mark = { label: w('Khóa công khai', 'Public key'), value: same(chosen.recipient) };
    await nameHolder(tx, id, { key, duty, names: names === 'yes', document, decided_on });
    const written = { id, key, duty, names: names === 'yes', document, decided_on };
    const shown = [{ ...heading!, value: same(keyName(chosen)) }, ...facts, mark];
    return done({ unit, subjects: [], shown, bound: { op: 'INSERT', rows: { key_holder: written } } });
  },
};

/** Whose key it is, with the last letters of its public half to tell two of them apart. */
export const keyName = ({ full_name, post, recipient }: SealKey): string =>
  `${[full_name, post].filter(Boolean).join(', ')} (…${recipient.slice(-8)})`;

const NO_KEY = refusal(
  'not_found',
  w('Không tìm thấy khóa này. Hãy mở lại trang.', 'There is no such key. Open the page again.'),
  'key',
);

/** Puts a change of the switch before a second person; `unit` is where the tree of the installation begins. */
export async function proposeDecision(
  office: Office,
  unit: string,
  typed: Typed,
): Promise<Outcome<Proposed>> {
  const given = await read(office, (tx) => readInput(tx, office.catalogue, decisionForm, typed));
  if (!given.ok) return given;
  return propose(office, sealingAct, { ...(given.value as Decision), id: textOf(typed.id), unit });
}

/** Puts before a second person who holds a key from now on, or no longer. */
export async function proposeHolder(office: Office, unit: string, typed: Typed): Promise<Outcome<Proposed>> {
  const given = await read(office, async (tx) => {
    const keys = await keysSeen(tx);
    const form = holderForm(Object.fromEntries(keys.map((key) => [key.id, same(keyName(key))])));
    return readInput(tx, office.catalogue, form, typed);
  });
  if (!given.ok) return given;
  return propose(office, holderAct, { ...(given.value as unknown as Naming), id: textOf(typed.id), unit });
}
