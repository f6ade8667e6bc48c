/**
 * Reads the cells of an .xlsx as a stream, with the font each is written in: part by part, row by row, so that a list of
 * a hundred thousand rows needs no more memory than its texts. What the file may not hold, the inspection has refused.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { addDays, plainDate } from '../../kernel/plain-date.ts';
import { LIMITS, unfit } from './verdict.ts';

/** What a cell holds: text, a number, a day of Excel's calendar (as ISO), yes or no, an error of a formula. */
export type CellKind = 't' | 'n' | 'd' | 'b' | 'e';
export type ReadCell = [column: number, text: string, kind: CellKind, font: number];

/** What is said of a workbook, in this order; `end` comes only where all of it was read. */
export type Said =
  | { workbook: { sheets: { name: string; hidden: boolean }[]; fonts: string[] } }
  | { row: [sheet: number, line: number, cells: ReadCell[]] }
  /** Merged cells stand behind the rows: first line, first column, last line, last column. */
  | { merges: [sheet: number, ranges: [number, number, number, number][]] }
  | { end: true };

/** Bounds of a list an office keeps: beyond them a file is something else. */
export const BOUNDS = { rows: 200_000, columns: 120, text: 2_000, sheets: 120, merges: 20_000 } as const;

const local = (name: string) => name.slice(name.indexOf(':') + 1);
const attribute = (tag: SaxesTagPlain, name: string): string => {
  const found = Object.entries(tag.attributes).find(([key]) => local(key) === name);
  return found ? String(found[1]) : '';
};

type Handlers = {
  open?: (name: string, tag: SaxesTagPlain) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/** Feeds one part to the handlers; after each piece of it `between` runs, where what was found goes out. */
async function parsePart(
  zip: ZipFile,
  entry: Entry,
  handlers: Handlers,
  between: () => Promise<void> | void = () => {},
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder('utf-8');
  parser.on('opentag', (tag) => handlers.open?.(local(tag.name), tag));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('closetag', (tag) => handlers.close?.(local(tag.name)));
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    parser.write(decoder.decode(chunk, { stream: true }));
    await between();
  }
  parser.close();
  await between();
}

type Styles = { fonts: string[]; cells: { font: number; isDate: boolean }[] };

/** Numbers of Excel's own formats that show a day. */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 30, 36, 45, 46, 47, 50, 57]);
const isDateFormat = (code: string) => /[dy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));

async function readStyles(zip: ZipFile, entry: Entry | undefined): Promise<Styles> {
  const styles: Styles = { fonts: [], cells: [] };
  const formats = new Map<number, string>();
  const names: string[] = [];
  let inside = '';
  if (!entry) return styles;
  await parsePart(zip, entry, {
    open(name, tag) {
      if (name === 'fonts' || name === 'cellXfs' || name === 'dxfs' || name === 'cellStyleXfs') inside = name;
      if (inside === 'fonts' && name === 'font') names.push('');
      if (inside === 'fonts' && name === 'name') names[names.length - 1] = attribute(tag, 'val');
      if (name === 'numFmt') formats.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode'));
      if (inside === 'cellXfs' && name === 'xf') {
        const format = Number(attribute(tag, 'numFmtId'));
        const code = formats.get(format);
        const font = Number(attribute(tag, 'fontId') || 0);
        styles.cells.push({
          font,
          isDate: code === undefined ? DATE_FORMATS.has(format) : isDateFormat(code),
        });
      }
    },
    close(name) {
      if (name === inside) inside = '';
    },
  });
  styles.fonts = names;
  return styles;
}

/** A text of the table all sheets share, and the font of a stretch of it, where one is said. */
type Shared = { text: string; font: string };

async function readShared(zip: ZipFile, entry: Entry | undefined): Promise<Shared[]> {
  const all: Shared[] = [];
  let [text, font, isText, isPhonetic] = ['', '', false, false];
  if (!entry) return all;
  await parsePart(zip, entry, {
    open(name, tag) {
      if (name === 'si') [text, font] = ['', ''];
      if (name === 'rFont' && (font === '' || /^\.vn|^vni[- ]/i.test(attribute(tag, 'val'))))
        font = attribute(tag, 'val');
      if (name === 'rPh') isPhonetic = true;
      isText = name === 't' && !isPhonetic;
    },
    text(piece) {
      if (isText && text.length < BOUNDS.text) text += piece;
    },
    close(name) {
      if (name === 't') isText = false;
      if (name === 'rPh') isPhonetic = false;
      if (name === 'si') all.push({ text: text.slice(0, BOUNDS.text), font });
    },
  });
  return all;
}

type SheetEntry = { name: string; hidden: boolean; entry: Entry };

async function readSheets(zip: ZipFile, parts: ReadonlyMap<string, Entry>) {
  const targets = new Map<string, string>();
  const named: { name: string; hidden: boolean; id: string }[] = [];
  let isFrom1904 = false;
  await parsePart(zip, parts.get('xl/_rels/workbook.xml.rels')!, {
    open: (name, tag) => {
      if (name === 'Relationship') targets.set(attribute(tag, 'Id'), attribute(tag, 'Target'));
    },
  });
  await parsePart(zip, parts.get('xl/workbook.xml')!, {
    open: (name, tag) => {
      if (name === 'workbookPr') isFrom1904 = /^(1|true)$/.test(attribute(tag, 'date1904'));
      if (name !== 'sheet') return;
      const hidden = attribute(tag, 'state') !== '' && attribute(tag, 'state') !== 'visible';
      named.push({ name: attribute(tag, 'name'), hidden, id: attribute(tag, 'id') });
    },
  });
  const sheets = named.flatMap(({ name, hidden, id }): SheetEntry[] => {
    const target = targets.get(id) ?? '';
    const entry = parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    return entry ? [{ name, hidden, entry }] : [];
  });
  return { sheets: sheets.slice(0, BOUNDS.sheets), isFrom1904 };
}

const columnOf = (reference: string): number =>
  Array.from(/^[A-Z]+/.exec(reference)?.[0] ?? 'A').reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;

const DAY_ZERO = plainDate('1899-12-30');

/** A day number of Excel's calendar as ISO; what is no day of it stays a number. */
export function dayOfSerial(serial: string, isFrom1904: boolean): string | undefined {
  const days = Math.floor(Number(serial)) + (isFrom1904 ? 1462 : 0);
  // Up to 28/2/1900 Excel counts a day that never was.
  if (!Number.isFinite(days) || days < 61 || days > 110_000) return undefined;
  return addDays(DAY_ZERO, days);
}

type Book = { styles: Styles; shared: readonly Shared[]; isFrom1904: boolean; fonts: Map<string, number> };

const fontIndex = ({ fonts }: Book, name: string): number => {
  const known = fonts.get(name);
  if (known !== undefined) return known;
  fonts.set(name, fonts.size);
  return fonts.size - 1;
};

/** One cell as it is handed on; undefined where it is empty. */
function cellOf(
  book: Book,
  column: number,
  type: string,
  style: number,
  value: string,
): ReadCell | undefined {
  const look = book.styles.cells[style];
  const own = book.styles.fonts[look?.font ?? 0] ?? '';
  if (type === 's') {
    const shared = book.shared[Number(value)];
    return shared?.text ? [column, shared.text, 't', fontIndex(book, shared.font || own)] : undefined;
  }
  if (value === '') return undefined;
  const font = fontIndex(book, own);
  if (type === 'str' || type === 'inlineStr') return [column, value, 't', font];
  if (type === 'b') return [column, value, 'b', font];
  if (type === 'e') return [column, value, 'e', font];
  const day = look?.isDate ? dayOfSerial(value, book.isFrom1904) : undefined;
  return day ? [column, day, 'd', font] : [column, plainNumber(value), 'n', font];
}

/** Excel writes long numbers as 4.9201000001E+11; people read the digits. */
const plainNumber = (value: string): string =>
  /e/i.test(value) && Number.isSafeInteger(Number(value)) ? String(Number(value)) : value;

type Out = (said: Said) => Promise<void> | void;

async function readSheet(
  zip: ZipFile,
  sheet: number,
  entry: Entry,
  book: Book,
  out: Out,
  left: { rows: number },
) {
  let cells: ReadCell[] = [];
  let [line, column, type, style, value, isValue] = [0, -1, '', 0, '', false];
  const ready: Said[] = [];
  const ranges: [number, number, number, number][] = [];
  const handlers: Handlers = {
    open(name, tag) {
      if (name === 'row') {
        line = Number(attribute(tag, 'r')) || line + 1;
        [cells, column] = [[], -1];
      } else if (name === 'c') {
        const reference = attribute(tag, 'r');
        column = reference ? columnOf(reference) : column + 1;
        [type, style, value] = [attribute(tag, 't'), Number(attribute(tag, 's') || 0), ''];
      } else if (name === 'v' || name === 't') isValue = true;
      else if (name === 'mergeCell' && ranges.length < BOUNDS.merges) {
        const [from, to = from] = attribute(tag, 'ref').split(':') as [string, string?];
        ranges.push([rowOf(from), columnOf(from), rowOf(to!), columnOf(to!)]);
      }
    },
    text(piece) {
      if (isValue && value.length < BOUNDS.text) value += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false;
      if (name === 'c' && column < BOUNDS.columns) {
        const cell = cellOf(book, column, type, style, value.slice(0, BOUNDS.text));
        if (cell) cells.push(cell);
      }
      if (name !== 'row' || cells.length === 0) return;
      if (--left.rows < 0) tooManyRows();
      ready.push({ row: [sheet, line, cells] });
    },
  };
  await parsePart(zip, entry, handlers, async () => {
    for (const said of ready.splice(0)) await out(said);
  });
  if (ranges.length > 0) await out({ merges: [sheet, ranges] });
}

const rowOf = (reference: string): number => Number(/\d+$/.exec(reference)?.[0] ?? 0);

const tooManyRows = () =>
  unfit(
    'too_many_rows',
    `Tệp có quá ${BOUNDS.rows.toLocaleString('vi-VN')} dòng. Hãy chia thành nhiều tệp, mỗi đơn vị một tệp.`,
    `The file has more than ${BOUNDS.rows.toLocaleString('en-GB')} rows. Divide it, one file for each unit.`,
  );

/** Says everything of the workbook, in order. Throws where the file is no workbook or holds more than an office's list. */
export async function readWorkbook(bytes: Buffer, out: Out): Promise<void> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
  const parts = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (parts.size > LIMITS.entries) break;
    parts.set(entry.fileName, entry);
  }
  const styles = await readStyles(zip, parts.get('xl/styles.xml'));
  const shared = await readShared(zip, parts.get('xl/sharedStrings.xml'));
  const { sheets, isFrom1904 } = await readSheets(zip, parts);
  const names = [...new Set(['', ...styles.fonts, ...shared.map(({ font }) => font)])];
  const book = { styles, shared, isFrom1904, fonts: new Map(names.map((name, i) => [name, i])) };
  const workbook = { sheets: sheets.map(({ name, hidden }) => ({ name, hidden })), fonts: names };
  await out({ workbook });
  const left = { rows: BOUNDS.rows };
  for (const [i, { entry }] of sheets.entries()) await readSheet(zip, i, entry, book, out, left);
  await out({ end: true });
}
