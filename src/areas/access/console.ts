/** Signing in at the command line, with whatever else the session asks for before it opens. */
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { proveCode } from './factors.ts';
import { ENDED, type Gate, NOWHERE, signIn } from './sign-in.ts';
import { sessionState } from './sign-in-store.ts';

/** Puts a question to whoever sits there and waits for the line typed. */
export type Ask = (question: Words) => Promise<string>;

const PASSWORD = w('Mật khẩu', 'Password');
const CODE = w('Mã trên điện thoại', 'Code on the telephone');

const FIRST_ON_A_PAGE = refusal(
  'finish_on_a_page',
  w(
    'Tài khoản này còn phải đổi mật khẩu hoặc đặt bước xác nhận thứ hai. Hãy đăng nhập một lần trên trang rồi chạy lại.',
    'This account has yet to change its password or to set up a second step. Sign in once on a page, then run it again.',
  ),
);

/**
 * Opens a session by password, and by a code where the account has one; answers its token. A session that still waits
 * for a new password or a second step proves who sits there and no more: `proofOnly` takes it for that.
 */
export async function signInAtConsole(
  gate: Gate,
  account: string,
  ask: Ask,
  { proofOnly = false } = {},
): Promise<Outcome<string>> {
  const opened = await signIn(gate, account, await ask(PASSWORD), NOWHERE);
  if (!opened.ok) return opened;
  const { token } = opened.value;
  const state = await sessionState(gate.db, token);
  if (!state) return refused(ENDED);
  if (state.stage === 'second_factor') return proveCode(gate, { ...state, token }, await ask(CODE));
  return state.stage === 'open' || (proofOnly && state.stage !== 'locked')
    ? done(token)
    : refused(FIRST_ON_A_PAGE);
}
