/** The rows of a workbook that was handed in, read in a process of its own and handed on as they come. */
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import { startReader } from './inspect.ts';
import type { Said } from './inspector/workbook.ts';

export type { CellKind, ReadCell } from './inspector/workbook.ts';

const MAIN = fileURLToPath(new URL('./inspector/rows.ts', import.meta.url));

/** Longest life of a reading in milliseconds: it waits for whoever keeps its rows, on a busy machine for minutes. */
const LONGEST_MS = 600_000;

/** Thrown where the rows end too early, with the reason in words. */
export class Unreadable extends Error {
  readonly refusal: Refusal;
  constructor(told: Refusal | null) {
    super('unreadable workbook');
    this.refusal = told ?? UNREADABLE;
  }
}

const UNREADABLE = refusal(
  'file.broken',
  w(
    'Không đọc được bảng tính này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi.',
    'The workbook cannot be read. Open it in Excel, save it again as .xlsx and send that.',
  ),
  'file',
);

/** Everything the workbook says, row by row; throws Unreadable where it cannot be read to its end. */
export async function* rowsOf(bytes: Uint8Array): AsyncGenerator<Exclude<Said, { end: true }>> {
  const child = startReader(MAIN, []);
  const end = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  child.stdin!.on('error', () => {});
  child.stdin!.end(bytes);
  let isWhole = false;
  try {
    for await (const line of createInterface({ input: child.stdout! })) {
      const said = JSON.parse(line) as Said | { refusal: Refusal | null };
      if ('refusal' in said) throw new Unreadable(said.refusal);
      if ('end' in said) isWhole = true;
      else yield said;
    }
  } finally {
    clearTimeout(end);
    child.kill('SIGKILL');
  }
  if (!isWhole) throw new Unreadable(null);
}
