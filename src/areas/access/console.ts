/** Signing in at the command line, with whatever else the session asks for before it opens. */
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { proveCode, proveRecovery } from './factors.ts';
import { ENDED, type Gate, NOWHERE, signIn } from './sign-in.ts';
import { sessionState } from './sign-in-store.ts';
import { closeSession } from './store.ts';

/** Puts a question to whoever sits there and waits for the line typed. */
export type Ask = (question: Words) => Promise<string>;

const PASSWORD = w('Mật khẩu', 'Password');
export const CODE = w(
  'Mã trên điện thoại, hoặc một mã khôi phục',
  'Code on the telephone, or a recovery code',
);

export const FIRST_ON_A_PAGE = refusal(
  'finish_on_a_page',
  w(
    'Tài khoản này còn phải đổi mật khẩu hoặc đặt bước xác nhận thứ hai. Hãy đăng nhập một lần trên trang rồi chạy lại.',
    'This account has yet to change its password or to set up a second step. Sign in once on a page, then run it again.',
  ),
);

/**
 * Opens a session by password, and by a code of either kind where the account has a second factor; answers its token.
 * A session that still waits for a new password or a second factor is closed again: that is done on a page.
 */
export async function signInAtConsole(gate: Gate, account: string, ask: Ask): Promise<Outcome<string>> {
  const opened = await signIn(gate, account, await ask(PASSWORD), NOWHERE);
  if (!opened.ok) return opened;
  const { token } = opened.value;
  const state = await sessionState(gate.db, token);
  if (!state) return refused(ENDED);
  if (state.stage !== 'second_factor') return onlyOpen(gate, token);
  const typed = await ask(CODE);
  // Recovery codes have letters, codes of a telephone none.
  const proved = await (/[a-z]/i.test(typed) ? proveRecovery : proveCode)(gate, { ...state, token }, typed);
  return proved.ok ? onlyOpen(gate, proved.value) : proved;
}

async function onlyOpen(gate: Gate, token: string): Promise<Outcome<string>> {
  if ((await sessionState(gate.db, token))?.stage === 'open') return done(token);
  await closeSession(gate.db, token);
  return refused(FIRST_ON_A_PAGE);
}
