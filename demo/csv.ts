/** Writes the folder of the exchange format: manifest.json, one CSV per table, past/ for earlier versions. */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  ALL_NAMES,
  type Column,
  columnsOf,
  type ExchangeFolder,
  type Manifest,
  TABLE_NAMES,
  type Table,
} from './exchange.ts';

const CHUNK = 1 << 16;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function cell(value: unknown, kind: Column['kind']): string {
  if (value === undefined || value === null) return '';
  if (kind === 'list') return quoted((value as readonly string[]).join('|'));
  if (kind === 'json') return quoted(JSON.stringify(value));
  return typeof value === 'string' ? quoted(value) : String(value);
}

const instant = (name: string): Column => ({ name, kind: 'text', optional: false });

/** A folder being written, piece by piece. */
export type ExchangeWriter = {
  /** Adds the rows of a piece to the files. */
  write(piece: Pick<ExchangeFolder, 'tables' | 'past'>): void;
  close(): void;
};

type Output = { columns: Column[]; file: number };

function open(path: string, columns: Column[]): Output {
  const file = openSync(path, 'w');
  writeSync(file, `${columns.map(({ name }) => name).join(',')}\n`);
  return { columns, file };
}

function append({ columns, file }: Output, rows: readonly object[]): void {
  let chunk = '';
  for (const row of rows) {
    const values = row as Record<string, unknown>;
    for (let i = 0; i < columns.length; i++) {
      const { name, kind } = columns[i]!;
      chunk += (i > 0 ? ',' : '') + cell(values[name], kind);
    }
    chunk += '\n';
    if (chunk.length > CHUNK) {
      writeSync(file, chunk);
      chunk = '';
    }
  }
  if (chunk !== '') writeSync(file, chunk);
}

/** Opens a folder for writing; files that are there are replaced. Later tables get a file once they have a row. */
export function openExchange(folder: string, manifest: Manifest): ExchangeWriter {
  mkdirSync(join(folder, 'past'), { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const outputs = new Map<string, Output>();
  const outputOf = (name: string, columns: () => Column[]): Output => {
    const output = outputs.get(name) ?? open(join(folder, `${name}.csv`), columns());
    outputs.set(name, output);
    return output;
  };
  const current = (table: Table) => outputOf(table, () => [...columnsOf(table), instant('known_from')]);
  const earlier = (table: Table) =>
    outputOf(join('past', table), () => [...columnsOf(table), instant('known_from'), instant('known_to')]);
  TABLE_NAMES.forEach(current);
  return {
    write(piece) {
      for (const table of ALL_NAMES) {
        if (piece.tables[table].length > 0) append(current(table), piece.tables[table]);
        if (piece.past[table].length > 0) append(earlier(table), piece.past[table]);
      }
    },
    close() {
      for (const output of outputs.values()) closeSync(output.file);
    },
  };
}

/** Writes a whole folder at once. */
export function writeExchange(folder: string, data: ExchangeFolder): void {
  const writer = openExchange(folder, data.manifest);
  writer.write(data);
  writer.close();
}
