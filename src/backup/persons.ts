/** Two persons, each with an account of their own, agree that live data be replaced. */
import { verify } from '@node-rs/argon2';
import { mandatesOf, passwordHashOf } from '../areas/access/store.ts';
import type { Database } from '../db/connection.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { clean } from '../kernel/text.ts';
import { w } from '../kernel/words.ts';

/** What is agreed to: the file by its hash, in the words that were shown. */
export type Restoring = { kind: 'restore'; sha256: string; shown: string };

export type Agreed = { first: string; second: string };

/** Whoever decides that two persons agree: at the console by their passwords, elsewhere by an approval. */
export type SecondPerson = (what: Restoring) => Promise<Outcome<Agreed>>;

export type Signer = { account: string; password: string };

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

// Compared with where there is no such account, so that both answers take the same time.
const DECOY =
  '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$WjLzMbbYJbhxtJqCLPFfyO+G5U6Bl0EqfRgQSqbSlPo';

async function mayAgree(app: Database, { account, password }: Signer): Promise<boolean> {
  const stored = await passwordHashOf(app, clean(account).toLowerCase());
  const isHash = stored?.startsWith('$argon2') === true;
  const fits = await verify(isHash ? stored : DECOY, password.normalize('NFKC')).catch(() => false);
  const mandates = await mandatesOf(app, clean(account).toLowerCase());
  return isHash && fits && mandates.some(({ role }) => MAY_RESTORE.includes(role));
}

/** Asks for two accounts, the first in full before the second. Refuses `not_agreed` and `same_person`. */
export const atConsole =
  (app: Database, ask: (what: Restoring, which: 'first' | 'second') => Promise<Signer>): SecondPerson =>
  async (what) => {
    const first = await ask(what, 'first');
    if (!(await mayAgree(app, first))) return refused(NOT_AGREED);
    const second = await ask(what, 'second');
    const [one, other] = [first, second].map(({ account }) => clean(account).toLowerCase());
    if (one === other) return refused(SAME_PERSON);
    if (!(await mayAgree(app, second))) return refused(NOT_AGREED);
    return done({ first: one!, second: other! });
  };
