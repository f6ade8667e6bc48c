/** Excel workbooks of plain lists: what is text stays text, counts are numbers, days are Excel's dates. */
import { type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { formatPartialDate, isPartialDate } from '../../kernel/partial-date.ts';
import { daysBetween, isPlainDate, plainDate } from '../../kernel/plain-date.ts';
import { MARK_PROPERTY, type Mark } from '../mark.ts';
import { printable } from '../printable.ts';

export type ColumnKind = 'text' | 'count' | 'date';

/** `width` in characters; without it the width follows the content. A hidden column is there for the way back. */
export type Column = { header: string; kind: ColumnKind; width?: number; hidden?: true };

/** Cells of `date` columns are ISO texts: a day becomes an Excel date, a month or a year stays text. */
export type Sheet = { name: string; title: string; columns: Column[]; rows: (string | number | null)[][] };

/** Excel's own limits: characters of a cell, rows of a sheet, characters of a sheet's name. */
const MAX_TEXT = 32_767;
const MAX_ROWS = 1_048_576;
const MAX_NAME = 31;

/** Day 0 of Excel's calendar; before 1/3/1900 its days are wrong (it has a 29/2/1900), so they stay text. */
const DAY_ZERO = plainDate('1899-12-30');
const FIRST_DAY = plainDate('1900-03-01');

const CUT = '… (cắt bớt)';

/**
 * Text as a cell may hold it: nothing invisible, at most 32,767 characters (a cut says so), and `_x0041_`
 * protected, which Excel would otherwise read as the letter A.
 */
export function cellText(text: string): string {
  const clean = printable(text).replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
  return clean.length > MAX_TEXT ? clean.slice(0, MAX_TEXT - CUT.length) + CUT : clean;
}

function dateCell(value: string | number): CellValue {
  const text = String(value).trim();
  if (isPlainDate(text) && text >= FIRST_DAY) return daysBetween(DAY_ZERO, text);
  return isPartialDate(text) ? formatPartialDate(text, 'vi') : cellText(text);
}

/** A number that a double holds exactly is a number; any other value of a count column is kept as text. */
function cellValue(value: string | number | null, kind: ColumnKind): CellValue {
  if (value === null || value === '') return null;
  if (kind === 'date') return dateCell(value);
  if (kind === 'count' && typeof value === 'number' && Number.isSafeInteger(value)) return value;
  return cellText(String(value));
}

export const FONT = { name: 'Times New Roman', size: 12 };
const TITLE: CellStyle = { font: { ...FONT, size: 14, bold: true }, numFmt: '@' };
export const LINE = { style: 'thin', color: { rgb: '808080' } } as const;
export const BOX = { top: LINE, bottom: LINE, left: LINE, right: LINE };
export const MARKED: CellStyle = { font: { ...FONT, size: 9, italic: true }, numFmt: '@' };
const HEADER: CellStyle = {
  font: { ...FONT, bold: true },
  numFmt: '@',
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7E6E6' } },
  border: BOX,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
const TOP = { vertical: 'top' } as const;
/** `@` is Excel's text format: editing the cell does not turn `=1+1` into a formula either. */
const AS_TEXT: CellStyle = { font: FONT, numFmt: '@', border: BOX, alignment: { ...TOP, wrapText: true } };
const AS_COUNT: CellStyle = { font: FONT, numFmt: '#,##0', border: BOX, alignment: TOP };
const AS_DATE: CellStyle = { font: FONT, numFmt: 'dd/mm/yyyy', border: BOX, alignment: TOP };

const styleOf = (value: CellValue, kind: ColumnKind): CellStyle =>
  typeof value !== 'number' ? AS_TEXT : kind === 'date' ? AS_DATE : AS_COUNT;

/** Characters the widest of the first thousand cells needs, between 8 and 60. */
function widthOf(column: Column, cells: CellValue[]): number {
  if (column.width !== undefined) return column.width;
  if (column.kind === 'date') return 12;
  const word = Math.max(...column.header.split(' ').map((part) => part.length), 0);
  const longest = cells
    .slice(0, 1000)
    .reduce((most: number, v) => Math.max(most, String(v ?? '').length), word);
  return Math.min(60, Math.max(8, longest + 2));
}

/** A1 letters of a column, from 0: A, Z, AA. */
const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

/**
 * Names Excel accepts: 31 characters, none of `[]:*?/\`, no apostrophe at the ends, not "History", and each
 * different from the others whatever the case.
 */
export function sheetNames(names: string[]): string[] {
  const taken = new Set(['history']);
  return names.map((name, index) => {
    const safe = printable(name)
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^[\s']+|[\s']+$/g, '');
    const base = safe === '' ? `Trang ${index + 1}` : safe;
    const trimmed = (length: number): string => base.slice(0, length).replace(/[\s'\ud800-\udbff]+$/, '');
    let found = trimmed(MAX_NAME);
    for (let n = 2; taken.has(found.toLowerCase()); n++) found = `${trimmed(MAX_NAME - 6)} (${n})`;
    taken.add(found.toLowerCase());
    return found;
  });
}

/** What stands beneath a table: how far the audit log had come, where the paper says so, and who took it out. */
export const footOf = (mark?: Mark, log?: string): string[] =>
  [log, mark?.line].flatMap((line) => (line ? [cellText(line)] : []));

/** The mark stands beneath the rows and at the foot of every printed page, where `&` begins a code. */
function writeSheet(sheet: Sheet, name: string, mark: Mark | undefined, foot: readonly string[]): WriteSheet {
  if (sheet.rows.length > MAX_ROWS - 2) throw new RangeError(`${sheet.rows.length} rows do not fit a sheet`);
  const kinds = sheet.columns.map((column) => column.kind);
  const body = sheet.rows.map((row) => kinds.map((kind, i) => cellValue(row[i] ?? null, kind)));
  const headers = sheet.columns.map((column) => cellText(column.header));
  const cells: NonNullable<WriteSheet['cells']> = new Map([['0,0', { style: TITLE }]]);
  headers.forEach((_, i) => void cells.set(`1,${i}`, { style: HEADER }));
  body.forEach((row, r) => {
    row.forEach((value, c) => void cells.set(`${r + 2},${c}`, { style: styleOf(value, kinds[c]!) }));
  });
  const widths = sheet.columns.map((column, i) =>
    widthOf(
      column,
      body.map((row) => row[i]!),
    ),
  );
  const wide = widths.reduce((a, b, i) => (sheet.columns[i]!.hidden ? a : a + b), 0) > 90;
  foot.forEach((_, i) => void cells.set(`${body.length + 3 + i},0`, { style: MARKED }));
  return {
    name,
    columns: widths.map((width, i) => ({ width, ...(sheet.columns[i]!.hidden ? { hidden: true } : {}) })),
    rows: [
      [cellText(sheet.title)],
      headers,
      ...body,
      ...(foot.length > 0 ? [[], ...foot.map((line) => [line])] : []),
    ],
    ...(mark ? { headerFooter: { oddFooter: `&L&8${cellText(mark.line).replaceAll('&', '&&')}` } } : {}),
    cells,
    freezePane: { rows: 2 },
    ...(headers.length > 0
      ? { autoFilter: { range: `A2:${letters(headers.length - 1)}${body.length + 2}` } }
      : {}),
    pageSetup: {
      paperSize: 'a4',
      orientation: wide ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$2:$2',
    },
    a11y: { summary: cellText(sheet.title), headerRow: 1 },
  };
}

/**
 * The bytes of an .xlsx: each sheet has its title in row 1, its headings in row 2 (bold, frozen, repeated in
 * print), and its rows from row 3; beneath them the lines of its foot, by default the mark of the export, where it is one. Throws a RangeError when a sheet has more rows than Excel holds.
 */
export async function workbook(sheets: Sheet[], mark?: Mark, foot = footOf(mark)): Promise<Uint8Array> {
  const names = sheetNames(sheets.map((sheet) => sheet.name));
  return writeXlsx({
    sheets: sheets.map((sheet, i) => writeSheet(sheet, names[i]!, mark, foot)),
    defaultFont: FONT,
    properties: {
      title: cellText(sheets[0]?.title ?? ''),
      creator: 'Cấp Ủy',
      ...(mark ? { custom: { [MARK_PROPERTY]: mark.code } } : {}),
    },
  });
}
