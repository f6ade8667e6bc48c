/** Signing in and out; the machine's own session; founding accounts from the command line. */
import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/id.ts';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import { SESSION_HOURS } from './contract.ts';
import {
  insertAccount,
  insertMandate,
  machineMandate,
  mandatesOf,
  openSession,
  passwordHashOf,
} from './store.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const newToken = () => randomBytes(32).toString('base64url');

/** argon2id with the library's recommended cost (19 MiB, 2 passes: OWASP's first choice). */
const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize('NFKC'), { algorithm: 2 });

/** A name as it is stored and compared. */
const accountName = (typed: string): string => clean(typed).toLowerCase();

// Verified against when the name is unknown or nobody's, so that every answer takes the same time.
let decoy: Promise<string> | undefined;

const WRONG = refusal(
  'wrong_sign_in',
  w(
    'Tên đăng nhập hoặc mật khẩu không đúng. Hãy gõ lại.',
    'The name or the password is not right. Type them again.',
  ),
  'password',
);

/** Opens a session under the first of the account's mandates; the answer does not say which of the two was wrong. */
export async function signIn(db: Database, name: string, password: string): Promise<Outcome<string>> {
  const account = accountName(name);
  decoy ??= hashPassword(newToken());
  const stored = await passwordHashOf(db, account);
  // The machine's account holds what is no hash.
  const isHash = stored?.startsWith('$argon2') === true;
  const fits = await verify(isHash ? stored : await decoy, password.normalize('NFKC'));
  if (!isHash || !fits) return refused(WRONG);
  const [first] = await mandatesOf(db, account);
  const token = newToken();
  if (!first || !(await openSession(db, account, first.mandate, sha256(token), SESSION_HOURS))) {
    return refused(
      refusal(
        'no_mandate',
        w(
          'Tài khoản này hiện không giữ nhiệm vụ nào. Hãy liên hệ văn phòng cấp ủy cấp trên.',
          'This account holds no post at present. Ask the superior committee office.',
        ),
      ),
    );
  }
  return done(token);
}

/** Whether the password is the account's own, before an act that asks for it again. */
export async function isOwnPassword(db: Database, name: string, password: string): Promise<boolean> {
  const stored = await passwordHashOf(db, name);
  return stored?.startsWith('$argon2') === true && verify(stored, password.normalize('NFKC'));
}

export type NewAccount = { name: string; fullName: string; password: string; mandates: NewMandate[] };
export type NewMandate = { unit: string; role: string; post: string };

/** Founds an account with its mandates. Runs as the owner: account administration has its own issue. */
export async function foundAccount(
  owner: Database,
  clock: Clock,
  account: NewAccount,
  decision: string,
): Promise<void> {
  const name = accountName(account.name);
  await insertAccount(owner, {
    id: newId(clock),
    name,
    fullName: account.fullName,
    hash: await hashPassword(account.password),
  });
  for (const mandate of account.mandates) {
    await insertMandate(owner, {
      id: newId(clock),
      account: name,
      ...mandate,
      from: clock.today(),
      decision,
    });
  }
}

const MACHINE = 'máy-chủ';

/** A session of the machine itself, for the command line; its hash fits no password. */
export async function openMachineSession(owner: Database, clock: Clock): Promise<string> {
  if (!(await machineMandate(owner, MACHINE))) {
    await insertAccount(owner, { id: newId(clock), name: MACHINE, fullName: 'Máy chủ', hash: '!' });
    await insertMandate(owner, {
      id: newId(clock),
      account: MACHINE,
      unit: null,
      role: 'machine',
      post: 'Máy chủ',
      from: '2020-01-01',
      decision: 'cài đặt',
    });
  }
  const token = newToken();
  const mandate = (await machineMandate(owner, MACHINE))!;
  await openSession(owner, MACHINE, mandate, sha256(token), SESSION_HOURS);
  return token;
}
