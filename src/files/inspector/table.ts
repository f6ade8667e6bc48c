/** Looks through a CSV: text in UTF-8, and no cell a spreadsheet would take for a formula. */
import type { StampSearch } from './stamp.ts';
import { broken, isForeign, refuseSecondKind, unfit } from './verdict.ts';

const formula = (line: number): never =>
  unfit(
    'formula',
    `Dòng ${line} có ô bắt đầu bằng dấu = + - @, phần mềm bảng tính sẽ hiểu là công thức. Hãy bỏ dấu ấy rồi lưu lại.`,
    `A cell of line ${line} begins with = + - @, which a spreadsheet takes for a formula. Remove the sign and save again.`,
  );

const CONTROL = /[^\P{Cc}\t\n\r]/u;

/** Begins a formula, in half or full width; a signed number does not. */
const STARTS = /^[\s"']*([=@＝＠]|[+\-＋－−](?!\s*[\d.,]+\s*%?\s*"?$))/u;

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unfit(
      'not_utf8',
      'Tệp CSV không ở bảng mã UTF-8. Trong Excel, hãy lưu dạng “CSV UTF-8” rồi gửi.',
      'The CSV is not in UTF-8. In Excel choose “CSV UTF-8” when saving.',
    );
  }
}

export function inspectTable(bytes: Buffer, stamps: StampSearch): void {
  if (isForeign(bytes)) broken();
  refuseSecondKind(bytes, 'csv');
  const text = decoded(bytes);
  if (CONTROL.test(text)) broken();
  let line = 1;
  let quoted = false;
  let cell = '';
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    const ends = !quoted && (sign === ',' || sign === ';' || sign === '\t' || sign === '\n' || sign === '\r');
    if (!ends) {
      // The beginning of a cell decides; a long one is not kept.
      if (cell.length < 100) cell += sign;
      continue;
    }
    if (STARTS.test(cell)) formula(line);
    stamps.add(cell.replaceAll('"', ''));
    stamps.endLine();
    if (sign === '\n') line++;
    cell = '';
  }
  if (STARTS.test(cell)) formula(line);
  stamps.add(cell.replaceAll('"', ''));
  stamps.endLine();
}
