/** First passwords: made at random, printed once on a slip, changed at the first sign-in. */
import { randomInt } from 'node:crypto';

// Without signs that look alike on paper (i l 1, o 0).
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Sixteen letters and digits in groups of four: 79 bits, so that a slip need not be guessed at in its short life. */
export const slipPassword = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');
