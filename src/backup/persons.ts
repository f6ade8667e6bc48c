/** Two persons, each with an account of their own, agree that live data be replaced. */
import { signInAtConsole } from '../areas/access/console.ts';
import { accountName, type Gate } from '../areas/access/sign-in.ts';
import { closeSession, mandatesOf } from '../areas/access/store.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';

/** What is agreed to: the file by its hash, in the words that were shown. */
export type Restoring = { kind: 'restore'; sha256: string; shown: string };

export type Agreed = { first: string; second: string };

/** Whoever decides that two persons agree: at the console by their passwords, elsewhere by an approval. */
export type SecondPerson = (what: Restoring) => Promise<Outcome<Agreed>>;

/** `code` is asked for only where the account has a second factor. */
export type Signer = { account: string; password: string; code?: () => Promise<string> };

/** Roles whose holders answer for an installation. */
const MAY_RESTORE = ['administrator', 'office'];

const NOT_AGREED: Refusal = refusal(
  'not_agreed',
  w(
    'Tên hoặc mật khẩu không đúng, hoặc người này không giữ nhiệm vụ quản trị hay văn phòng. Chưa có gì bị thay.',
    'The name or the password is not right, or this person holds no post as administrator or office. Nothing was replaced.',
  ),
);

const SAME_PERSON: Refusal = refusal(
  'same_person',
  w(
    'Cần hai người khác nhau, mỗi người một tài khoản. Chưa có gì bị thay.',
    'Two different persons are needed, each with an account. Nothing was replaced.',
  ),
);

async function mayAgree(gate: Gate, { account, password, code }: Signer): Promise<boolean> {
  const answers = [async () => password, code ?? (async () => '')];
  const session = await signInAtConsole(gate, account, async () => answers.shift()!(), { proofOnly: true });
  if (!session.ok) return false;
  const mandates = await mandatesOf(gate.db, accountName(account));
  await closeSession(gate.db, session.value, gate.clock.now());
  return mandates.some(({ role }) => MAY_RESTORE.includes(role));
}

/** Asks for two accounts, the first in full before the second. Refuses `not_agreed` and `same_person`. */
export const atConsole =
  (gate: Gate, ask: (what: Restoring, which: 'first' | 'second') => Promise<Signer>): SecondPerson =>
  async (what) => {
    const first = await ask(what, 'first');
    if (!(await mayAgree(gate, first))) return refused(NOT_AGREED);
    const second = await ask(what, 'second');
    const [one, other] = [first, second].map(({ account }) => accountName(account));
    if (one === other) return refused(SAME_PERSON);
    if (!(await mayAgree(gate, second))) return refused(NOT_AGREED);
    return done({ first: one!, second: other! });
  };
