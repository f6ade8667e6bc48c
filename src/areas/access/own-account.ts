/** Changing one's own password. */
import { entryInstant } from '../../db/door.ts';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { fold } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import { hashPassword, passwordFaults, proofOf } from './passwords.ts';
import { type Gate, refusalFor, WRONG_PASSWORD } from './sign-in.ts';
import { passwordSaltOf, sessionState, setPassword, unitsWithin } from './sign-in-store.ts';
import { digestOf, newToken } from './tokens.ts';

export type PasswordChange = { password: string; new_password: string; again: string };

/**
 * Puts a new password in place of the old one, ends every other session of the account and answers this one's new
 * token. Refuses what is short, leaked, easily guessed, made of one's own names, or typed differently the second time.
 */
export async function changePassword(
  gate: Gate,
  holder: { token: string; account_name: string; full_name: string },
  typed: PasswordChange,
): Promise<Outcome<string>> {
  const wanted = typed.new_password;
  const { mandates } = (await sessionState(gate.db, holder.token)) ?? { mandates: [] };
  const units = mandates.flatMap(({ unit_name }) => unit_name ?? []);
  const owner = { name: holder.account_name, fullName: holder.full_name, units };
  const within = await unitsWithin(gate.db, fold(wanted.slice(0, 300)).replace(/[^a-z0-9]/g, ''));
  const faults = passwordFaults(wanted, owner, within);
  if (faults.length > 0) return refused(...faults);
  if (wanted.normalize('NFKC') !== typed.again.normalize('NFKC')) return refused(DIFFERENT);
  if (wanted.normalize('NFKC') === typed.password.normalize('NFKC')) return refused(SAME);
  const proof = await proofOf(await passwordSaltOf(gate.db, holder.account_name), typed.password);
  const next = newToken();
  const tried = await setPassword(
    gate.db,
    holder.token,
    proof,
    await hashPassword(wanted),
    digestOf(next),
    await entryInstant(gate),
  );
  return tried.outcome === 'changed' ? done(next) : refused(refusalFor(tried, WRONG_PASSWORD));
}

const DIFFERENT = refusal(
  'password_differs',
  w(
    'Hai lần gõ mật khẩu mới không giống nhau. Hãy gõ lại cả hai ô.',
    'The new password was typed differently the second time. Type it twice again.',
  ),
  'again',
);

const SAME = refusal(
  'password_same',
  w(
    'Mật khẩu mới giống mật khẩu đang dùng. Hãy chọn mật khẩu khác.',
    'The new password is the one in use. Choose another.',
  ),
  'new_password',
);
