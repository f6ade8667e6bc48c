/** Names to be planted, the forms in which bytes may hold them, and a search through files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** No word of any language: whatever holds these letters holds a planted name. */
const MARK = 'Zqxwkv';
/** Stands in the clear where the search has to find it. */
export const CONTROL = 'Yzqkwj';

export const plantedNames = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `Nguyễn Thị ${MARK} Ớt ${String(i).padStart(2, '0')}`);

/** Base64 of a text wherever it stands in the bytes: three ways to begin, without what depends on its neighbours. */
const base64s = (bytes: Buffer): string[] =>
  [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return whole.slice(before === 0 ? 0 : before + 1, -2);
  });

const forms = (text: string): Buffer[] => {
  const utf16 = Buffer.from(text, 'utf16le');
  return [
    ...[text, text.normalize('NFD'), encodeURIComponent(text)].map((one) => Buffer.from(one)),
    ...[utf16, Buffer.from(utf16).swap16()],
    ...[...base64s(Buffer.from(text)), ...base64s(utf16)].map((one) => Buffer.from(one)),
    ...[Buffer.from(text).toString('hex')].map((one) => Buffer.from(one)),
  ];
};

/** The mark in every form, in small letters too, as a search index would hold it; of a control its own. */
const needlesOf = (mark: string): Buffer[] => [mark, mark.toLowerCase(), mark.toUpperCase()].flatMap(forms);

const MARKS = needlesOf(MARK);
const CONTROLS = needlesOf(CONTROL);

export type Hits = { planted: number; control: number };

export function hitsIn(bytes: Buffer, names: readonly string[] = []): Hits {
  const found = (needles: readonly Buffer[]) => needles.filter((needle) => bytes.includes(needle)).length;
  return { planted: found(MARKS) + found(names.flatMap(forms)), control: found(CONTROLS) };
}

/** Every file of a folder that `wanted` takes, with what was found in it. */
export function hitsUnder(
  folder: string,
  wanted: (file: string) => boolean,
  names: readonly string[] = [],
): Hits {
  const sum = { planted: 0, control: 0 };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    // A running database removes files of its own meanwhile.
    if (!entry.isFile() || !wanted(file) || !existsSync(file)) continue;
    const { planted, control } = hitsIn(readFileSync(file), names);
    sum.planted += planted;
    sum.control += control;
  }
  return sum;
}
