/** The rows of one case as they are written to a folder of the exchange format, in pieces that memory holds. */
import { openExchange } from '../../demo/csv.ts';
import { createLedger, type Row, type Table } from '../../demo/exchange.ts';
import type { Instant } from '../kernel/clock.ts';
import { w } from '../kernel/words.ts';

export type Sheet = {
  /** Writes a row and answers its id. */
  add<T extends Table>(table: T, row: Omit<Row<T>, 'id'>): string;
  /** An id for a row of several others, such as a unit. */
  newId(): string;
  readonly rows: number;
  close(): void;
};

const PIECE = 20_000;

/** Opens the folder; the same name gives the same ids. */
export function openSheet(folder: string, name: string, now: Instant): Sheet {
  const manifest = {
    format: 1,
    title: w(`Trường hợp ${name}`, `Case ${name}`),
    demonstration: true,
  } as const;
  const writer = openExchange(folder, manifest);
  const ledger = createLedger(manifest, name);
  // Nothing says when the office learned of it: it is known from the import.
  const at = { text: '', ms: Date.parse(now) };
  let [rows, waiting] = [0, 0];
  const flush = () => {
    writer.write(ledger.folder);
    ledger.clear();
    waiting = 0;
  };
  return {
    add(table, row) {
      rows += 1;
      waiting += 1;
      const { id } = ledger.add(table, row, at) as unknown as { id: string };
      if (waiting >= PIECE) flush();
      return id;
    },
    newId: () => ledger.newId(at),
    get rows() {
      return rows;
    },
    close() {
      flush();
      writer.close();
    },
  };
}
