/** Two persons, each with an account of their own, agree that live data be replaced. */
import { FIRST_ON_A_PAGE, signInAtConsole } from '../areas/access/console.ts';
import { accountName, type Gate } from '../areas/access/sign-in.ts';
import { sessionState } from '../areas/access/sign-in-store.ts';
import { closeSession, switchMandate } from '../areas/access/store.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';

/** What is agreed to: the file by its hash, in the words that were shown. */
export type Restoring = { kind: 'restore'; sha256: string; shown: string };

export type Agreed = { first: string; second: string };

/** Whoever decides that two persons agree: at the console by their passwords, elsewhere by an approval. */
export type SecondPerson = (what: Restoring) => Promise<Outcome<Agreed>>;

/** `code` is asked for only where the account has a second factor. */
export type Signer = { account: string; password: string; code: () => Promise<string> };

/** Roles whose holders answer for an installation. */
const MAY_RESTORE = ['administrator', 'office'];

const NOT_AGREED: Refusal = refusal(
  'not_agreed',
  w(
    'Tên, mật khẩu hoặc mã không đúng, hoặc người này không giữ nhiệm vụ quản trị hay văn phòng. Chưa có gì bị thay.',
    'The name, the password or the code is not right, or this person holds no post as administrator or office. Nothing was replaced.',
  ),
);

const SAME_PERSON: Refusal = refusal(
  'same_person',
  w(
    'Cần hai người khác nhau, mỗi người một tài khoản. Chưa có gì bị thay.',
    'Two different persons are needed, each with an account. Nothing was replaced.',
  ),
);

/**
 * Signs a person in, under the post that lets them agree: what it asks for (a second factor) is asked for here, too.
 * The session is closed again. Refuses `not_agreed`, and `finish_on_a_page` where a factor or password is yet to be set.
 */
async function agreeing(gate: Gate, { account, password, code }: Signer): Promise<Outcome<string>> {
  const answers = [async () => password, code];
  const session = await signInAtConsole(gate, account, async () => answers.shift()!());
  if (!session.ok)
    return session.refusals.includes(FIRST_ON_A_PAGE) ? refused(FIRST_ON_A_PAGE) : refused(NOT_AGREED);
  const who = { db: gate.db, token: session.value };
  try {
    const post = (await sessionState(gate.db, who.token))?.mandates.find((one) =>
      MAY_RESTORE.includes(one.role),
    );
    if (!post) return refused(NOT_AGREED);
    await switchMandate(gate.db, who.token, post.mandate);
    const { stage } = (await sessionState(gate.db, who.token)) ?? {};
    if (stage !== 'open') return refused(FIRST_ON_A_PAGE);
    return done(accountName(account));
  } finally {
    await closeSession(gate.db, who.token, gate.clock.now());
  }
}

/**
 * Asks for two accounts, the first in full before the second; a person has one account at most (`account_one_person`).
 * Refuses as `agreeing` does, and `same_person`.
 */
export const atConsole =
  (gate: Gate, ask: (what: Restoring, which: 'first' | 'second') => Promise<Signer>): SecondPerson =>
  async (what) => {
    const first = await agreeing(gate, await ask(what, 'first'));
    if (!first.ok) return first;
    const signer = await ask(what, 'second');
    if (accountName(signer.account) === first.value) return refused(SAME_PERSON);
    const second = await agreeing(gate, signer);
    return second.ok ? done({ first: first.value, second: second.value }) : second;
  };
