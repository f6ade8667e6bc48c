/** First passwords: made at random, printed once on a slip, changed at the first sign-in. */
import { randomInt } from 'node:crypto';
import { w } from '../../kernel/words.ts';

// Without signs that look alike on paper (i l 1, o 0).
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Sixteen letters and digits in groups of four: 79 bits, so that a slip need not be guessed at in its short life. */
export const slipPassword = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');

/** What stands on a slip, on paper and at the command line. */
export const SLIP_WORDS = {
  title: w('Phiếu mật khẩu', 'Password slip'),
  name: w('Tên đăng nhập', 'Account name'),
  password: w('Mật khẩu tạm thời', 'Password for the first sign-in'),
  help: w(
    'Phiếu này chỉ hiện một lần. In ra, giao tận tay trong phong bì dán kín; người nhận đổi mật khẩu khi đăng nhập lần đầu.',
    'This slip is shown once. Print it and hand it over in a sealed envelope; the holder changes the password at the first sign-in.',
  ),
};
