/** Writes the folder of the exchange format: manifest.json, one CSV per table, past/ for earlier versions. */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Column,
  columnsOf,
  type ExchangeFolder,
  LATER_TABLE_NAMES,
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

/** Opens a folder for writing; files that are there are replaced. Every table gets its file, also an empty one. */
export function openExchange(folder: string, manifest: Manifest): ExchangeWriter {
  mkdirSync(join(folder, 'past'), { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const current = new Map<Table, Output>();
  const past = new Map<Table, Output>();
  for (const table of TABLE_NAMES) {
    current.set(table, open(join(folder, `${table}.csv`), [...columnsOf(table), instant('known_from')]));
  }
  return {
    write(piece) {
      for (const table of TABLE_NAMES) {
        append(current.get(table)!, piece.tables[table]);
        if (piece.past[table].length === 0) continue;
        const columns = [...columnsOf(table), instant('known_from'), instant('known_to')];
        const output = past.get(table) ?? open(join(folder, 'past', `${table}.csv`), columns);
        past.set(table, output);
        append(output, piece.past[table]);
      }
      for (const table of LATER_TABLE_NAMES) {
        if (piece.tables[table].length === 0) continue;
        const columns = [...columnsOf(table), instant('known_from')];
        const output = current.get(table) ?? open(join(folder, `${table}.csv`), columns);
        current.set(table, output);
        append(output, piece.tables[table]);
      }
    },
    close() {
      for (const output of [...current.values(), ...past.values()]) closeSync(output.file);
    },
  };
}

/** Writes a whole folder at once. */
export function writeExchange(folder: string, data: ExchangeFolder): void {
  const writer = openExchange(folder, data.manifest);
  writer.write(data);
  writer.close();
}
