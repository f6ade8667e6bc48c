/** Signing in by name and password, and giving a proof again within a session. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../db/connection.ts';
import { entryInstant } from '../../db/door.ts';
import type { Clock } from '../../kernel/clock.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import { proofOf } from './passwords.ts';
import {
  type Fresh,
  type From,
  type Proof,
  passwordSaltOf,
  signInDelay,
  type Tried,
  tryProof,
  trySignIn,
} from './sign-in-store.ts';
import { digestOf, isToken, newToken } from './tokens.ts';

/** What signing in works with. `wait` lets time pass before an unknown device's try is looked at. */
export type Gate = { db: Database; clock: Clock; wait?: (seconds: number) => Promise<unknown> };

/** Tokens of the session that was opened and of the device, which is known from now on. */
export type Opened = { token: string; device: string };

/** Somebody from nowhere in particular, as far as is known. */
export const NOWHERE: From = { source: '', device: '', known: '', language: 'vi' };

/** A name as it is stored and compared. */
export const accountName = (typed: string): string => clean(typed).toLowerCase();

/** Tries that may wait at the same time; further ones are told to come again. */
const MOST_WAITING = 200;
let waiting = 0;

/** New tokens with their digests; a device that has one keeps it. */
export async function freshTokens(from: From, gate: Gate): Promise<{ opened: Opened; fresh: Fresh }> {
  const opened = { token: newToken(), device: isToken(from.known) ? from.known : newToken() };
  const at = await entryInstant(gate);
  const fresh = { session: digestOf(opened.token), device: digestOf(opened.device), at };
  return { opened, fresh };
}

/**
 * Opens a session under the first of the account's mandates. The answer does not say which of name and password was
 * wrong, and takes the same time and the same rows whether the name exists or not. Five wrong tries close the way
 * they came, not the account; wrong tries from many places slow unknown devices down.
 */
export async function signIn(
  gate: Gate,
  name: string,
  password: string,
  from: From = NOWHERE,
): Promise<Outcome<Opened>> {
  const account = accountName(name).slice(0, 200);
  const seconds = await signInDelay(gate.db, account, from.known);
  if (seconds > 0) {
    if (waiting >= MOST_WAITING) return refused(TOO_MANY);
    waiting += 1;
    await (gate.wait ?? ((s: number) => pause(s * 1000)))(seconds).finally(() => {
      waiting -= 1;
    });
  }
  const proof = await proofOf(await passwordSaltOf(gate.db, account), password);
  const { opened, fresh } = await freshTokens(from, gate);
  const tried = await trySignIn(gate.db, account, proof, from, fresh);
  return tried.outcome === 'opened' ? done(opened) : refused(refusalFor(tried, WRONG));
}

/** The password again: unlocks a session and steps it up for official acts. Answers the session's new token. */
export async function provePassword(
  gate: Gate,
  session: { token: string; account_name: string },
  password: string,
): Promise<Outcome<string>> {
  const proof = await proofOf(await passwordSaltOf(gate.db, session.account_name), password);
  return prove(gate, session.token, { kind: 'password', proof }, WRONG_PASSWORD);
}

/** Gives a proof of any kind; the token changes with it. */
export async function prove(
  gate: Gate,
  token: string,
  proof: Proof,
  wrong: Refusal,
): Promise<Outcome<string>> {
  const next = newToken();
  const tried = await tryProof(gate.db, token, proof, digestOf(next), await entryInstant(gate));
  return tried.outcome === 'proved' ? done(next) : refused(refusalFor(tried, wrong));
}

/** The refusal of a try that came to nothing; codes tell programs apart what words tell people. */
export function refusalFor({ outcome, until }: Tried, wrong: Refusal): Refusal {
  if (outcome === 'closed') return closedUntil(until ?? '');
  if (outcome === 'no_mandate') return NO_MANDATE;
  return outcome === 'ended' ? ENDED : wrong;
}

const WRONG = refusal(
  'wrong_sign_in',
  w(
    'Tên đăng nhập hoặc mật khẩu không đúng. Hãy gõ lại.',
    'The name or the password is not right. Type them again.',
  ),
  'password',
);

export const WRONG_PASSWORD = refusal(
  'wrong_password',
  w('Mật khẩu không đúng. Hãy gõ lại.', 'The password is not right. Type it again.'),
  'password',
);

export const NO_MANDATE = refusal(
  'no_mandate',
  w(
    'Tài khoản này hiện không giữ nhiệm vụ nào. Hãy liên hệ văn phòng cấp ủy cấp trên.',
    'This account holds no post at present. Ask the superior committee office.',
  ),
);

export const ENDED = refusal(
  'signed_out',
  w('Phiên làm việc đã hết. Hãy đăng nhập lại.', 'The session has ended. Sign in again.'),
);

const TOO_MANY = refusal(
  'too_many_tries',
  w(
    'Đang có quá nhiều lượt thử đăng nhập. Hãy chờ một phút rồi thử lại.',
    'Too many people are trying to sign in. Wait a minute, then try again.',
  ),
);

/** Twelve hours on, in Việt Nam's time as the clock on the wall shows it. */
function closedUntil(until: string): Refusal {
  const hour = `${String((Number(until.slice(11, 13)) + 7) % 24).padStart(2, '0')}:${until.slice(14, 16)}`;
  return refusal(
    'way_closed',
    w(
      `Đã gõ sai năm lần, nên máy này không đăng nhập được bằng tên ấy đến ${hour}. Cần gấp thì nhờ văn phòng cấp trên mở lại; máy khác vẫn đăng nhập được.`,
      `Five wrong tries: this device cannot sign in by that name until ${hour}. If it is urgent ask the superior office to open it again; other devices still can.`,
    ),
    'password',
  );
}
