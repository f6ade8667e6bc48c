/** Reads the exchange format: a folder with manifest.json and one CSV per table. Finds every fault it can. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Options, parse } from 'csv-parse';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Catalogue } from '../records/catalogue.ts';
import type { RecordType } from '../records/define.ts';
import { type Cell, readerOf } from './cells.ts';

/** A fault names the file, the line (1 is the header), what is wrong and how to repair it. */
export type Fault = { file: string; line: number; field?: string; message: Words };

export type ExchangeFile = {
  type: RecordType;
  /** True for superseded versions (past/TABLE.csv). */
  past: boolean;
  path: string;
  name: string;
};

export type Exchange = {
  title: Words;
  demonstration: boolean;
  files: ExchangeFile[];
  sha256: Record<string, string>;
};

export const MOST_FAULTS = 500;

/** The temporary table a file is copied to before anything is recorded. */
export const stageOf = (file: ExchangeFile): string => `${file.past ? 'past_' : 'stage_'}${file.type.name}`;

const problem = (message: Words): Refusal => refusal('bad_exchange', message);

/** What a folder or a single CSV file holds; refuses what is not the exchange format. */
export function openExchange(path: string, catalogue: Catalogue): Outcome<Exchange> {
  if (!existsSync(path)) {
    return refused(
      problem(w(`Không có thư mục hoặc tệp “${path}”.`, `There is no folder or file “${path}”.`)),
    );
  }
  if (statSync(path).isFile()) return openFile(path, catalogue);
  const manifest = readManifest(join(path, 'manifest.json'));
  if (!manifest.ok) return manifest;
  const files: ExchangeFile[] = [];
  const unknown: string[] = [];
  for (const [folder, past] of [
    ['', false],
    ['past', true],
  ] as const) {
    const where = join(path, folder);
    if (!existsSync(where)) continue;
    for (const name of readdirSync(where).filter((n) => n.endsWith('.csv'))) {
      const type = catalogue.find(basename(name, '.csv'));
      if (type && !type.view) files.push({ type, past, path: join(where, name), name: join(folder, name) });
      else unknown.push(join(folder, name));
    }
  }
  if (unknown.length > 0) {
    return refused(
      problem(
        w(
          `Tệp không thuộc định dạng trao đổi: ${unknown.join(', ')}. Hãy bỏ ra hoặc đổi tên theo tên bảng.`,
          `Files that are not part of the exchange format: ${unknown.join(', ')}. Remove or rename them.`,
        ),
      ),
    );
  }
  return done({ ...manifest.value, files: inOrder(files, catalogue), sha256: hashes(files) });
}

/** Each file after those its rows refer to, else in the order of the catalogue; superseded versions last. */
function inOrder(files: readonly ExchangeFile[], catalogue: Catalogue): ExchangeFile[] {
  const rank = new Map(catalogue.records.map((type, i) => [type.name, i]));
  const sorted = files.toSorted(
    (a, b) => Number(a.past) - Number(b.past) || rank.get(a.type.name)! - rank.get(b.type.name)!,
  );
  const placed = new Set<ExchangeFile>();
  const seen = new Set<ExchangeFile>();
  const place = (file: ExchangeFile): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const other of sorted) if (!other.past && refersTo(file.type, other.type)) place(other);
    placed.add(file);
  };
  sorted.forEach(place);
  return [...placed].toSorted((a, b) => Number(a.past) - Number(b.past));
}

/** Steps and deadlines name their case without naming its table: they refer to whatever is no such thing itself. */
const refersTo = (type: RecordType, other: RecordType): boolean =>
  (type.ofAnyCase === true && !other.ofAnyCase) ||
  Object.values(type.fields).some(
    (field) =>
      field.type === 'reference' &&
      (field.to === other.name || (field.to === 'unit' && other.name === 'unit_period')),
  );

function openFile(path: string, catalogue: Catalogue): Outcome<Exchange> {
  const type = catalogue.find(basename(path, '.csv'));
  if (!type || type.view || !path.endsWith('.csv')) {
    return refused(
      problem(
        w(
          `Tên tệp “${basename(path)}” không phải tên một bảng, ví dụ person.csv.`,
          `The file name “${basename(path)}” is not that of a table, for instance person.csv.`,
        ),
      ),
    );
  }
  const files = [{ type, past: false, path, name: basename(path) }];
  return done({
    title: w(basename(path), basename(path)),
    demonstration: false,
    files,
    sha256: hashes(files),
  });
}

const hashes = (files: readonly ExchangeFile[]) =>
  Object.fromEntries(
    files.map((f) => [f.name, createHash('sha256').update(readFileSync(f.path)).digest('hex')]),
  );

function readManifest(path: string): Outcome<{ title: Words; demonstration: boolean }> {
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as {
      format?: unknown;
      title?: Words;
      demonstration?: unknown;
    };
    if (read.format === 1 && typeof read.title?.vi === 'string' && typeof read.title.en === 'string') {
      return done({ title: read.title, demonstration: read.demonstration === true });
    }
  } catch {
    // falls through to the refusal: missing, not JSON, or not ours
  }
  return refused(
    problem(
      w(
        'Thiếu manifest.json đúng mẫu {"format": 1, "title": {"vi": …, "en": …}}.',
        'manifest.json of the form {"format": 1, "title": {"vi": …, "en": …}} is missing.',
      ),
    ),
  );
}

/** Columns a file may have: the fields of its type, the unit where the type does not derive it, and known_from. */
const columnsAllowed = (file: ExchangeFile): string[] => [
  'id',
  ...Object.keys(file.type.fields),
  'known_from',
  ...(file.past ? ['known_to'] : []),
];

/** Rows that the parser may have ready at once: handing them over one by one took longer than reading them. */
const ROWS_AHEAD = 2048;

/** Streams the rows of one file as cells in column order; faults are reported, not thrown. */
export async function* readRows(
  file: ExchangeFile,
  report: (fault: Fault) => void,
): AsyncGenerator<{ line: number; cells: Cell[]; columns: string[] }> {
  const parser = createReadStream(file.path).pipe(
    parse({
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      // Passed on to the stream, which the parser's own types do not say.
      ...({ readableHighWaterMark: ROWS_AHEAD } as Options),
    }),
  );
  let columns: string[] | undefined;
  let readers: ReturnType<typeof readerOf>[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (!columns) {
        columns = record.map((name) => name.trim());
        if (!headerFits(file, columns, report)) return;
        readers = columns.map((name) => readerOf(file.type, name, file.past));
        continue;
      }
      if (record.length !== columns.length) {
        report({ file: file.name, line: info.lines, message: ragged(record.length, columns.length) });
        continue;
      }
      const cells = record.map((text, i) => {
        const read = readers[i]!(text);
        if (!read.ok)
          report({ file: file.name, line: info.lines, field: columns![i]!, message: read.message });
        return read.ok ? read.value : null;
      });
      yield { line: info.lines, cells, columns };
    }
    if (!columns)
      report({
        file: file.name,
        line: 1,
        message: w('Tệp trống, thiếu dòng tiêu đề.', 'The file is empty.'),
      });
  } catch (error) {
    report({ file: file.name, line: (error as { lines?: number }).lines ?? 0, message: truncated });
  }
}

const truncated = w(
  'Tệp bị cụt hoặc dấu ngoặc kép không khép. Hãy xuất lại tệp này.',
  'The file is cut off or a quotation mark is not closed. Export this file again.',
);

const ragged = (got: number, wanted: number): Words =>
  w(
    `Dòng có ${got} cột, tiêu đề có ${wanted}. Hãy xem dấu phẩy và ngoặc kép của dòng này.`,
    `The line has ${got} columns, the header ${wanted}. Check its commas and quotation marks.`,
  );

function headerFits(file: ExchangeFile, columns: readonly string[], report: (fault: Fault) => void): boolean {
  const allowed = columnsAllowed(file);
  const unknown = columns.filter((name) => !allowed.includes(name));
  const needed = [
    'id',
    ...Object.entries(file.type.fields)
      .filter(([, f]) => f.required && !f.derived)
      .map(([n]) => n),
  ];
  if (file.past) needed.push('known_from', 'known_to');
  const missing = needed.filter((name) => !columns.includes(name));
  const twice = columns.filter((name, i) => columns.indexOf(name) === i && columns.lastIndexOf(name) !== i);
  const tell = (names: readonly string[], words: (name: string) => Words) => {
    for (const name of names) report({ file: file.name, line: 1, field: name, message: words(name) });
  };
  tell(unknown, (name) => w(`Không có cột “${name}” trong bảng này.`, `This table has no column “${name}”.`));
  tell(missing, (name) => w(`Thiếu cột bắt buộc “${name}”.`, `The required column “${name}” is missing.`));
  tell(twice, (name) =>
    w(
      `Cột “${name}” có hai lần. Hãy giữ một cột.`,
      `The column “${name}” stands there twice. Keep one of them.`,
    ),
  );
  return unknown.length + missing.length + twice.length === 0;
}
