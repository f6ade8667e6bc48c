/** Rows that come back to whoever kept the list: as they stood, heading lines and all, with a reason beside each. */
import { type CellStyle, writeXlsx } from 'hucre/xlsx';
import { MARK_PROPERTY, type Mark } from '../mark.ts';
import { printable } from '../printable.ts';
import { sheetNames } from './sheet.ts';

/** `head` are the lines above the rows, `rows` the rows with their reason in the column `reasonAt`. */
export type ReturnedSheet = {
  name: string;
  head: readonly (readonly string[])[];
  merges: readonly { startRow: number; startCol: number; endRow: number; endCol: number }[];
  rows: readonly (readonly string[])[];
  reasonAt: number;
  reasonHeading: string;
};

const FONT = { name: 'Times New Roman', size: 12 };
/** Everything is text: no zero is lost a second time. */
const AS_TEXT: CellStyle = { font: FONT, numFmt: '@', alignment: { vertical: 'top', wrapText: true } };
const BOLD: CellStyle = { ...AS_TEXT, font: { ...FONT, bold: true } };

/** The bytes of an .xlsx with the layout the list came in, all text, the mark of the export beneath. */
export async function returnedWorkbook(sheets: readonly ReturnedSheet[], mark: Mark): Promise<Uint8Array> {
  const names = sheetNames(sheets.map(({ name }) => name));
  return writeXlsx({
    defaultFont: FONT,
    properties: { creator: 'Cấp Ủy', custom: { [MARK_PROPERTY]: mark.code } },
    sheets: sheets.map((sheet, at) => {
      const head = sheet.head.map((row) => [...row]);
      const last = head.at(-1);
      if (last) {
        while (last.length < sheet.reasonAt) last.push('');
        last[sheet.reasonAt] = sheet.reasonHeading;
      }
      const rows = [...head, ...sheet.rows, [], [mark.line]].map((row) =>
        row.map((text) => printable(text) || null),
      );
      const cells = new Map(
        rows.flatMap((row, r) =>
          row.map((_, c) => [`${r},${c}`, { style: r < head.length ? BOLD : AS_TEXT }] as const),
        ),
      );
      return { name: names[at]!, rows, cells, merges: [...sheet.merges] };
    }),
  });
}
