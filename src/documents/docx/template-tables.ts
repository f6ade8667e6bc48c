/** The two blocks of a Party document that stand side by side: the head, and recipients with signature. */
import {
  AlignmentType,
  BorderStyle,
  type IBorderOptions,
  type IRunOptions,
  type ITableBordersOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { type Layout, MEASURES } from './layout.ts';

const NONE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_BORDERS: ITableBordersOptions = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
};

/** Twips; together the 165 mm between the margins. */
const LEFT = 4252;
const RIGHT = 5103;

/** Width of `ĐẢNG CỘNG SẢN VIỆT NAM` in Times New Roman bold, in thousandths of the letter size. */
const PARTY_WIDTH = 13777;

const centred = (text: string, look: IRunOptions, after = 0): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after },
    children: [new TextRun({ ...look, text })],
  });

const cell = (width: number, children: Paragraph[]): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.TOP,
    margins: { left: 0, right: 0, top: 0, bottom: 0, marginUnitType: WidthType.DXA },
    children,
  });

const sideBySide = (rows: [Paragraph[], Paragraph[]][]): Table =>
  new Table({
    width: { size: LEFT + RIGHT, type: WidthType.DXA },
    columnWidths: [LEFT, RIGHT],
    layout: TableLayoutType.FIXED,
    borders: NO_BORDERS,
    rows: rows.map(
      ([left, right]) => new TableRow({ cantSplit: true, children: [cell(LEFT, left), cell(RIGHT, right)] }),
    ),
  });

/** `ĐẢNG CỘNG SẢN VIỆT NAM` over a rule as long as the words. */
function party(size: number): Paragraph {
  const indent = Math.round((RIGHT - (PARTY_WIDTH * size * 20) / 1000) / 2);
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    indent: { left: indent, right: indent },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    spacing: { before: 0, after: 0 },
    children: [new TextRun({ text: 'ĐẢNG CỘNG SẢN VIỆT NAM', bold: true, size: size * 2 })],
  });
}

/** Superior and issuer over an asterisk, number and symbol; the Party's name, place and date. */
export function headTable(layout: Layout): Table {
  const { partySize, headSize } = MEASURES[layout];
  const size = headSize * 2;
  const left = [
    centred('{cap_tren}', { size }),
    centred('{co_quan}', { bold: true, size }),
    centred('*', { size }),
  ];
  // 36-HD/VPTW prints "Số 127-QĐ/TW": no colon after "Số", and a hyphen before the symbol; 2026 keeps both.
  const number = [
    centred('Số {so}-{ky_hieu}', { size }),
    centred('{#co_do_mat}', { size }),
    centred('{do_mat}', { bold: true, size }),
    centred('{/co_do_mat}', { size }),
  ];
  const day = [centred('{dia_danh}, {ngay_thang_nam}', { italics: true, size })];
  return sideBySide([
    [left, [party(partySize)]],
    [number, day],
  ]);
}

const recipient = (text: string): Paragraph =>
  new Paragraph({ spacing: { before: 0, after: 0 }, children: [new TextRun({ text, size: 24 })] });

/** `Nơi nhận:` underlined with its lines of 12 points; for whom is signed, the office, room, the name. */
export function signatureTable(): Table {
  const recipients = [
    new Paragraph({
      spacing: { before: 0, after: 60 },
      children: [new TextRun({ text: 'Nơi nhận:', underline: {}, size: 28 })],
    }),
    recipient('{#noi_nhan}'),
    recipient('- {ten_noi_nhan}'),
    recipient('{/noi_nhan}'),
  ];
  const signature = [
    centred('{quyen_han}', { bold: true }),
    centred('{chuc_vu}', {}, 1500),
    centred('{nguoi_ky}', { bold: true }),
  ];
  return sideBySide([[recipients, signature]]);
}
