/** Vietnamese text: cleaning, searching, comparing, names. */
import { type Refusal, refusal } from './refusal.ts';
import { w } from './words.ts';

/** Characters that show nothing: zero width, direction marks, soft hyphens, broken halves, control characters. */
const INVISIBLE = /[\p{DI}\p{Cf}\p{Cs}]|[^\P{Cc}\t\n\v\f\r\x85]/gu;

/**
 * One line as it is stored: composed (NFC), nothing invisible, one plain blank where blanks, tabs, line breaks
 * or non-breaking blanks stood, none at the ends.
 */
export const clean = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(/[\s\x85]+/g, ' ')
    .normalize('NFC')
    .trim();

/** The same for text of several lines: line breaks stay, at most one empty line between paragraphs. */
export const cleanLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r\x85\u2028\u2029]/)
    .map(clean)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');

/**
 * Text for searching: cleaned, lower case, no marks, đ as d. Composed and decomposed input, `hòa` and `hoà`
 * come out the same. Đ does not decompose in Unicode, so it is mapped by hand, with the Icelandic Ð that old
 * conversions left in its place.
 */
export const fold = (text: string): string =>
  clean(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đð]/g, 'd')
    .normalize('NFC');

/** The words of a text: runs of letters and digits, without punctuation, marks and case as they are. */
export const words = (text: string): string[] => clean(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Text for addresses and file names: `Quế Sơn` is `que-son`. */
export const slug = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

// The five tone marks in decomposed text: huyền, sắc, ngã, hỏi, nặng.
const TONE = '[\\u0300\\u0301\\u0303\\u0309\\u0323]';
const TONES = new RegExp(TONE, 'g');
const LETTERS = /[\p{L}\p{M}]+/gu;

/** Applies `change` to every run of letters of a decomposed text and composes the result. */
const eachSyllable = (text: string, change: (syllable: string) => string): string =>
  text.normalize('NFD').replace(LETTERS, change).normalize('NFC');

/** Writes the tone after the syllable, so that where in the syllable it stood no longer matters. */
function toneLast(syllable: string): string {
  const tones = syllable.match(TONES) ?? [];
  return syllable.replace(TONES, '') + tones.join('');
}

const textKey = (text: string): string => eachSyllable(clean(text).toLowerCase(), toneLast);

/**
 * Whether two texts are the same to a Vietnamese reader: `hòa` = `hoà`, `ủy` = `uỷ`, composed = decomposed,
 * case and blanks aside; but `hoa` ≠ `hòa`, and `kỳ` ≠ `kì`, which are two spellings.
 */
export const sameText = (a: string, b: string): boolean => textKey(a) === textKey(b);

// A syllable with oa, oe or uy: what precedes, the two vowels with their tones, what follows.
const PAIR = new RegExp(
  `^(.*?)(o(?=${TONE}?[ae])|u(?=${TONE}?y))(${TONE}?)([aey])(${TONE}?)(?!\\p{M})(.*)$`,
  'iu',
);

/** The tone of oa, oe, uy stands on the first vowel when they end the syllable, else (and after q) on the second. */
function placeTone(syllable: string): string {
  const found = PAIR.exec(syllable);
  if (!found) return syllable;
  const [, before, first, toneOfFirst, second, toneOfSecond, after] = found as unknown as string[];
  const onFirst = after === '' && !/q$/i.test(before!);
  const tone = `${toneOfFirst}${toneOfSecond}`;
  if (tone.length !== 1) return syllable;
  return before! + first + (onFirst ? tone : '') + second + (onFirst ? '' : tone) + after;
}

/**
 * The placement of tones that the Party's documents of 2026 use: `Đảng ủy`, `hòa`, `khỏe`, `thúy`, with a
 * final letter `hoàng`, `huỳnh`, and `quý`. Other texts come back as they are, composed.
 */
export const normaliseTone = (text: string): string => eachSyllable(text, placeTone);

/** Family name (họ), middle names (tên đệm), given name (tên). */
export type NameParts = { family: string; middle: string; given: string };

/**
 * The parts of a full name by the order of the Kinh: first word, last word, what is between; one word is a
 * given name. Names of other peoples (Y Blô Niê) may not follow it: the full name stays the truth.
 */
export function nameParts(full: string): NameParts {
  const parts = clean(full).split(' ');
  const given = parts.pop() ?? '';
  return { family: parts.shift() ?? '', middle: parts.join(' '), given };
}

const collator = new Intl.Collator('vi', { numeric: true });

/** Order of headings and unit names: the Vietnamese alphabet, `thôn 2` before `thôn 10`. For two texts, or few. */
export const compareText = (a: string, b: string): number =>
  collator.compare(normaliseTone(a), normaliseTone(b));

/** A new list in the order of `compareText`; each text is made ready once, not anew at every comparison. */
export const inTextOrder = <T>(things: readonly T[], textOf: (thing: T) => string): T[] =>
  things
    .map((thing) => ({ thing, text: normaliseTone(textOf(thing)) }))
    .sort((a, b) => collator.compare(a.text, b.text))
    .map(({ thing }) => thing);

/** A new list of people in the order of `compareNames`; each name is taken apart once. */
export const inNameOrder = <T>(people: readonly T[], nameOf: (person: T) => string): T[] =>
  people
    .map((person) => ({ person, key: nameSortKey(nameOf(person)) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ person }) => person);

const inSortOrder = (full: string): string[] => {
  const { family, middle, given } = nameParts(normaliseTone(full).toLowerCase());
  return [given, family, middle];
};

/**
 * Orders people as Vietnamese lists do: by given name, then family name, then middle names; case aside.
 * It takes the names apart at every comparison: lists are sorted by `inNameOrder`.
 */
export function compareNames(a: string, b: string): number {
  const [as, bs] = [inSortOrder(a), inSortOrder(b)];
  return as.reduce((order, part, i) => order || collator.compare(part, bs[i]!), 0);
}

const ACCENTED = new Map(Object.entries({ ă: 'a1', â: 'a2', đ: 'd1', ê: 'e1', ô: 'o1', ơ: 'o2', ư: 'u1' }));
// Dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng.
const TONES_IN_ORDER = '\u0300\u0309\u0303\u0301\u0323';

/** Two signs for each letter, then one digit for each tone; a blank, below all of them, ends each run. */
function partKey(part: string): string {
  let [letters, tones] = ['', ''];
  for (const [cluster] of part.normalize('NFD').matchAll(/\P{M}\p{M}*/gu)) {
    const letter = cluster.replace(TONES, '').normalize('NFC');
    const base = letter.normalize('NFD').slice(0, 1);
    const rank = /[a-z0-9]/.test(base) ? `${base}0` : /\p{L}/u.test(base) ? `~${letter}` : `!${letter}`;
    letters += ACCENTED.get(letter) ?? rank;
    tones += [...cluster].reduce((tone, mark) => Math.max(tone, TONES_IN_ORDER.indexOf(mark) + 1), 0);
  }
  return `${letters} ${tones}`;
}

/**
 * A key whose plain order of characters is the order of `compareNames`, to be stored and indexed where the
 * database's own collation must not matter (`collate "C"`). Letters outside the Vietnamese and the English
 * alphabets come last.
 */
export const nameSortKey = (full: string): string => inSortOrder(full).map(partKey).join(' ');

/** The first letters of the words, folded, for searching: `Nguyễn Văn Tuấn` is `nvt`. */
export const initials = (text: string): string =>
  words(fold(text))
    .map((word) => Array.from(word)[0])
    .join('');

/** Refuses (`text.too-long`) a text of more than `max` characters as they are stored; undefined when it fits. */
export function tooLong(text: string, max: number, field?: string): Refusal | undefined {
  const length = Array.from(text.normalize('NFC')).length;
  if (length <= max) return undefined;
  const message = w(
    `Văn bản dài ${length} ký tự, tối đa là ${max}. Xin bớt ${length - max} ký tự.`,
    `The text has ${length} characters; at most ${max} are allowed. Remove ${length - max}.`,
  );
  return refusal('text.too-long', message, field);
}
