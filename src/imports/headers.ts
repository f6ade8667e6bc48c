/** Where the headings of a sheet stand, and which of its rows are rows of the list. */
import { createHash } from 'node:crypto';
import { fold } from '../kernel/text.ts';
import type { List } from '../records/lists.ts';
import type { Range } from './draft.ts';
import { BENEATH, suggested } from './targets.ts';

/** A row of texts by column, already in Unicode. */
export type TextRow = { line: number; texts: ReadonlyMap<number, string> };

/** Headings stand among the first so many rows. */
export const HEADER_WITHIN = 40;

/** The upper left cell of the merged range a cell lies in. */
const spread = (merges: readonly Range[], line: number, column: number): [number, number] => {
  const range = merges.find(([r1, c1, r2, c2]) => line >= r1 && line <= r2 && column >= c1 && column <= c2);
  return range ? [range[0], range[1]] : [line, column];
};

/** The heading of each column: that of its group and its own, merged cells counted for all they cover. */
export function headingsOf(
  rows: readonly TextRow[],
  merges: readonly Range[],
  [from, to]: readonly [number, number],
): string[] {
  const byLine = new Map(rows.map((row) => [row.line, row.texts]));
  const last = Math.max(
    ...rows.filter(({ line }) => line >= from && line <= to).flatMap(({ texts }) => [...texts.keys()]),
    ...merges.filter(([r1]) => r1 >= from && r1 <= to).map(([, , , c2]) => c2),
    0,
  );
  return Array.from({ length: last + 1 }, (_, column) => {
    const parts: string[] = [];
    for (let line = from; line <= to; line++) {
      const [r, c] = spread(merges, line, column);
      const text = byLine.get(r)?.get(c) ?? '';
      if (text && parts.at(-1) !== text) parts.push(text);
    }
    return parts.join(BENEATH);
  });
}

const score = (list: List, headings: readonly string[]): number =>
  new Set(headings.map((heading) => (heading.length > 80 ? '' : suggested(list, heading))).filter(Boolean))
    .size;

/** The lines of the headings: those by which most columns are known. The first line where nothing is known. */
export function findHeader(
  list: List,
  rows: readonly TextRow[],
  merges: readonly Range[],
): [from: number, to: number] {
  let best: { lines: [number, number]; known: number } = {
    lines: [rows[0]?.line ?? 1, rows[0]?.line ?? 1],
    known: 0,
  };
  for (const { line } of rows.slice(0, HEADER_WITHIN)) {
    for (const depth of [0, 1, 2]) {
      const isGrouped = merges.some(([r1, c1, r2, c2]) => r1 === line && (r2 > r1 || c2 > c1));
      if (depth > 0 && !isGrouped) break;
      const known = score(list, headingsOf(rows, merges, [line, line + depth]));
      if (known > best.known) best = { lines: [line, line + depth], known };
    }
  }
  return best.lines;
}

/** The headings as a key: the same sheet of the next quarter has the same. */
export const signatureOf = (headings: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(headings.map((heading) => fold(heading))))
    .digest('hex');

const TOTALS = /^(tong cong|tong so|cong|cong chung|tong)\b/;
/** Where the list ends: place and day, who signs, the mark of our own exports. */
const SIGNED =
  /^(xuat boi |taken out by |t\s*\/?\s*m\b|nguoi lap|lap bieu|bi thu$|.{0,40}, ?ngay .{1,12} thang .{1,12} nam )/;

/** What a row beneath the headings is. */
export type Nature = 'row' | 'section' | 'skip' | 'end';

/** `mapped`: the texts in the columns that were mapped, by what they are; `isUnit` knows the names of units. */
export function natureOf(
  list: List,
  texts: ReadonlyMap<number, string>,
  mapped: ReadonlyMap<string, string>,
  isUnit: (text: string) => boolean,
): Nature {
  const filled = [...texts.entries()].filter(([, text]) => text !== '').sort(([a], [b]) => a - b);
  if (filled.length === 0) return 'skip';
  const folded = filled.map(([, text]) => fold(text));
  if (folded.some((text) => SIGNED.test(text)) && mapped.size < 3) return 'end';
  if (folded.some((text) => TOTALS.test(text)) && mapped.size < 3) return 'skip';
  // A line of numbers under the headings: (1), (2), (3).
  if (filled.length > 2 && folded.every((text) => /^\(?\d{1,2}\)?$|^\(?[a-z]\)?$/.test(text))) return 'skip';
  const words = filled.filter(([, text]) => !/^([ivx]+|[a-z]|\d+)[.)]?$/i.test(text));
  if (words.length === 1 && filled.length <= 2 && !mapped.has('birth_date')) {
    const key = list.match?.name;
    const [[, text]] = words as [[number, string]];
    const isOnlyName = key !== undefined && mapped.get(key) === text && mapped.size === 1;
    if (!isOnlyName || isUnit(text) || /^(chi bo|dang bo|to dang|thon|khu|to dan pho)\b/.test(fold(text)))
      return 'section';
  }
  return mapped.size > 0 ? 'row' : 'skip';
}
