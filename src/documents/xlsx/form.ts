/** An official form as Excel in the layout offices send on: head, merged headings, numbered columns, signatures. */
import { type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { type Cell, cellText as cellWords, type EvaluatedForm, THOUSAND } from '../../forms/evaluated.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import { type Language, w } from '../../kernel/words.ts';
import { MARK_PROPERTY, type Mark } from '../mark.ts';
import { BOX, cellText, FONT, footOf, MARKED } from './sheet.ts';

const WORDS = {
  form: w('Biểu số', 'Form'),
  title: w('BIỂU', 'FORM'),
  under: (number: string, day: string, issuer: string) =>
    w(`Theo ${number} ngày ${day} của ${issuer}`, `By ${number} of ${day}, ${issuer}`),
  period: (name: string, from: string, to: string) =>
    w(`Kỳ báo cáo: ${name} (từ ${from} đến ${to})`, `Period: ${name} (from ${from} to ${to})`),
  ordinal: w('TT', 'No.'),
  item: w('Tiêu chí', 'Item'),
  maker: w('NGƯỜI LẬP BIỂU', 'DRAWN UP BY'),
  makerHint: w('(Ký, ghi rõ họ tên, số điện thoại)', '(Signature, name, telephone)'),
  headHint: w('(Ký, ghi rõ họ tên, đóng dấu)', '(Signature, name, seal)'),
  dated: w('ngày      tháng      năm', 'date'),
} as const;

const CENTRE = { horizontal: 'center', vertical: 'center', wrapText: true } as const;
const HEAD: CellStyle = { font: FONT, numFmt: '@', alignment: CENTRE };
const BOLD: CellStyle = { ...HEAD, font: { ...FONT, bold: true } };
const TITLE: CellStyle = { ...HEAD, font: { ...FONT, size: 14, bold: true } };
const NOTE: CellStyle = { ...HEAD, font: { ...FONT, italic: true } };
const COLUMN: CellStyle = { ...BOLD, border: BOX };
const SIGN: CellStyle = { ...NOTE, border: BOX };

type Grid = {
  rows: CellValue[][];
  cells: NonNullable<WriteSheet['cells']>;
  merges: NonNullable<WriteSheet['merges']>;
};

/** Writes text over columns `from` to `to` of one row, merged. */
function put(grid: Grid, row: number, [from, to]: [number, number], text: CellValue, style: CellStyle): void {
  while (grid.rows.length <= row) grid.rows.push([]);
  grid.rows[row]![from] = typeof text === 'string' ? cellText(text) : text;
  for (let column = from; column <= to; column++) grid.cells.set(`${row},${column}`, { style });
  if (to > from) grid.merges.push({ startRow: row, startCol: from, endRow: row, endCol: to });
}

/** Whole numbers stay numbers; a mean or a percentage is the decimal that the page shows. */
function cellValue(cell: Cell, language: Language): CellValue {
  if (cell.kind === 'count') return cell.money ? cell.value / THOUSAND : cell.value;
  if (cell.kind === 'mean' || cell.kind === 'percent') return cell.text === null ? '–' : Number(cell.text);
  return cell.kind === 'empty' ? null : cellWords(cell, language);
}

/** The head: who issues on the left, which form on the right, the title and the period beneath. */
function putHead(grid: Grid, form: EvaluatedForm, last: number, language: Language): void {
  const { head, period } = form;
  const { number, words, source } = form.form;
  const day = (date: typeof period.from) => formatDate(date, language);
  const right: [number, number] = [2, last];
  put(grid, 0, [0, 1], head.superior, HEAD);
  put(grid, 0, right, `${WORDS.form[language]} ${number}`, BOLD);
  put(grid, 1, [0, 1], head.issuer, BOLD);
  const under = WORDS.under(source.document, day(source.issuedOn), source.issuer);
  put(grid, 1, right, under[language], NOTE);
  put(grid, 2, [0, 1], '*', HEAD);
  const title = `${WORDS.title[language]} ${number}: ${words[language].toLocaleUpperCase(language)}`;
  put(grid, 3, [0, last], title, TITLE);
  const said = WORDS.period(period.words[language], day(period.from), day(period.to));
  put(grid, 4, [0, last], said[language], NOTE);
}

/** Headings in two rows, those over several columns merged, and the numbers of the columns beneath. */
function putColumns(grid: Grid, form: EvaluatedForm, at: number, language: Language): void {
  const tall = (column: number, text: string) => {
    put(grid, at, [column, column], text, COLUMN);
    put(grid, at + 1, [column, column], null, COLUMN);
    grid.merges.push({ startRow: at, startCol: column, endRow: at + 1, endCol: column });
  };
  tall(0, WORDS.ordinal[language]);
  tall(1, WORDS.item[language]);
  put(grid, at + 2, [0, 0], null, SIGN);
  put(grid, at + 2, [1, 1], '1', SIGN);
  form.columns.forEach(({ words, over, sign }, i) => {
    const column = i + 2;
    put(grid, at + 2, [column, column], sign, SIGN);
    if (!over) {
      tall(column, words[language]);
      return;
    }
    put(grid, at + 1, [column, column], words[language], COLUMN);
    if (form.columns[i - 1]?.over?.vi === over.vi) return;
    const shared = form.columns.slice(i).findIndex((one) => one.over?.vi !== over.vi);
    const end = shared < 0 ? form.columns.length : i + shared;
    put(grid, at, [column, end + 1], over[language], COLUMN);
  });
}

const numberFormat = (cell: Cell, value: CellValue): string => {
  if (cell.kind !== 'count') return typeof value === 'number' ? 'General' : '@';
  return Number.isInteger(value) ? '#,##0' : '#,##0.000';
};

function putRows(grid: Grid, form: EvaluatedForm, at: number, language: Language): void {
  form.rows.forEach((row, i) => {
    const font = { ...FONT, bold: row.depth === 0, italic: row.extra };
    const text: CellStyle = {
      font,
      numFmt: '@',
      border: BOX,
      alignment: { vertical: 'top', wrapText: true },
    };
    put(grid, at + i, [0, 0], row.number, { ...text, alignment: { ...CENTRE } });
    const indented = { ...text.alignment, indent: row.depth };
    put(grid, at + i, [1, 1], row.words[language], { ...text, alignment: indented });
    row.cells.forEach((cell, c) => {
      const value = cellValue(cell, language);
      const numFmt = numberFormat(cell, value);
      const style: CellStyle = {
        font,
        border: BOX,
        numFmt,
        alignment: { horizontal: 'right', vertical: 'top' },
      };
      put(grid, at + i, [c + 2, c + 2], value, style);
    });
  });
}

function putSignatures(grid: Grid, form: EvaluatedForm, at: number, last: number, language: Language): void {
  const right: [number, number] = [2, last];
  put(grid, at, right, `${form.head.place}, ${WORDS.dated[language]}`, NOTE);
  put(grid, at + 1, [0, 1], WORDS.maker[language], BOLD);
  put(grid, at + 1, right, form.signsAs[language], BOLD);
  put(grid, at + 2, [0, 1], WORDS.makerHint[language], NOTE);
  put(grid, at + 2, right, WORDS.headHint[language], NOTE);
}

const FIRST_ROW = 9;

/**
 * The workbook of one form: A4 landscape, headings repeated on every sheet of paper. `log` is the line that says how far
 * the audit log had come when it was signed.
 */
export function formXlsx(
  form: EvaluatedForm,
  language: Language,
  mark?: Mark,
  log?: string,
): Promise<Uint8Array> {
  const grid: Grid = { rows: [], cells: new Map(), merges: [] };
  const last = form.columns.length + 1;
  putHead(grid, form, last, language);
  putColumns(grid, form, 6, language);
  putRows(grid, form, FIRST_ROW, language);
  const foot = FIRST_ROW + form.rows.length + 1;
  putSignatures(grid, form, foot, last, language);
  for (const [i, line] of footOf(mark, log).entries()) put(grid, foot + 8 + i, [0, 0], line, MARKED);
  const rows = grid.rows.map((row) => Array.from({ length: last + 1 }, (_, i) => row[i] ?? null));
  const sheet: WriteSheet = {
    ...{ name: `${WORDS.form[language]} ${form.form.number}`, rows, cells: grid.cells, merges: grid.merges },
    columns: [{ width: 7 }, { width: 52 }, ...form.columns.map(() => ({ width: 15 }))],
    freezePane: { rows: FIRST_ROW },
    pageSetup: {
      ...{ paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      printTitlesRow: '$7:$9',
    },
    ...(mark ? { headerFooter: { oddFooter: `&L&8${cellText(mark.line).replaceAll('&', '&&')}` } } : {}),
  };
  return writeXlsx({
    sheets: [sheet],
    defaultFont: FONT,
    properties: {
      title: cellText(`${WORDS.title[language]} ${form.form.number}: ${form.form.words[language]}`),
      creator: 'Cấp Ủy',
      ...(mark ? { custom: { [MARK_PROPERTY]: mark.code } } : {}),
    },
  });
}
