/**
 * Short codes beside printed numbers: figure, unit and year, as `7KQ2-3FAB-23`. Typed into the search box a code
 * opens the number. The letters are Crockford's, which leave out those that are read as digits.
 */
import { createHash } from 'node:crypto';
import type { Figure, FigureCatalogue, Ratio } from './define.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 4;

/** Newer keys whose code an older key already has; they take the next bits. Codes in print never change. */
const SECOND_CHOICE: ReadonlySet<string> = new Set<string>(['insp.signs.ubkt.concl.disciplined_members']);

/** The first 20 bits of the text's SHA-256 as four characters, or of its second word. */
function hashed(text: string, word: 0 | 1): string {
  const bits =
    createHash('sha256')
      .update(text.normalize('NFC'))
      .digest()
      .readUInt32BE(4 * word) >>>
    (32 - 5 * LENGTH);
  return Array.from({ length: LENGTH }, (_, i) => LETTERS[(bits >>> (5 * (LENGTH - 1 - i))) & 31]!).join('');
}

const known = new Map<string, string>();
const MOST_KNOWN = 20_000;

/** A report prints a code beside every number: the texts are few, and hashing them anew each time is not. */
function shortened(text: string, word: 0 | 1 = 0): string {
  const key = `${word}${text}`;
  const code = known.get(key) ?? hashed(text, word);
  if (known.size < MOST_KNOWN) known.set(key, code);
  return code;
}

/** The part of a code that stands for a figure or ratio; it follows from the key alone and so never changes. */
export const figurePart = (key: string): string => shortened(key, SECOND_CHOICE.has(key) ? 1 : 0);

/** The part that stands for a unit, from its code. Of a million possible ones: a few units may share theirs. */
export const unitPart = (unitCode: string): string => shortened(unitCode.trim().toLowerCase());

/** The code of a figure or ratio of a unit in a year (1950–2049). */
export const codeFor = (key: string, unitCode: string, year: number): string =>
  `${figurePart(key)}-${unitPart(unitCode)}-${String(year % 100).padStart(2, '0')}`;

export type ParsedCode = { figure: string; unit: string; year: number };

const SHAPE = /^([0-9A-HJKMNP-TV-Z]{4})([0-9A-HJKMNP-TV-Z]{4})([0-9]{2})$/;

/**
 * Reads a code as people type it: any case, blanks or dashes or none between its parts, O for 0, I or L for 1.
 * Years 00–49 are 20xx. Undefined where the text is no code.
 */
export function parseCode(text: string): ParsedCode | undefined {
  const letters = text
    .normalize('NFKC')
    .replace(/[\s\p{Dash}]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const found = SHAPE.exec(letters);
  if (!found) return undefined;
  const year = Number(found[3]);
  return { figure: found[1]!, unit: found[2]!, year: year + (year < 50 ? 2000 : 1900) };
}

/** Figures and ratios by their part of a code. Throws where two keys share a code. */
export function figureCodes(catalogue: FigureCatalogue): ReadonlyMap<string, Figure | Ratio> {
  const codes = new Map<string, Figure | Ratio>();
  for (const item of [...catalogue.figures.values(), ...catalogue.ratios.values()]) {
    const code = figurePart(item.key);
    const other = codes.get(code);
    if (other)
      throw new Error(`${item.key} and ${other.key} share the code ${code}: add the newer to SECOND_CHOICE`);
    codes.set(code, item);
  }
  return codes;
}

const remembered = new WeakMap<FigureCatalogue, ReadonlyMap<string, Figure | Ratio>>();

/** The figure or ratio a code means, whole or only its first part; undefined where it means none. */
export function figureByCode(catalogue: FigureCatalogue, code: string): Figure | Ratio | undefined {
  const codes = remembered.get(catalogue) ?? figureCodes(catalogue);
  remembered.set(catalogue, codes);
  const part = code.trim().length === LENGTH ? parseCode(`${code.trim()}000000`) : parseCode(code);
  return part && codes.get(part.figure);
}
