/** Reads a decision from a file: JSON as an act is sent, or a CSV table with one operation on each line. */
import { parse } from 'csv-parse/sync';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { clean, fold } from '../../kernel/text.ts';
import { type Words, w } from '../../kernel/words.ts';
import { VERBS } from './act-facts.ts';
import { type Operation, reorganisation, SECTORS, UNIT_KINDS } from './contract.ts';
import { readJson, readOperations } from './input.ts';

/** Of the head only what stands in the file; the form shows it before anything is kept. */
export type ReadDecision = { head: Record<string, string>; operations: Operation[] };

const HEAD = ['number', 'decided_on', 'effective_on', 'decided_by', 'unit', 'summary'] as const;

/** Columns of the table by their name in an act, as an office writes them. */
export const COLUMNS: Readonly<Record<string, Words>> = {
  do: w('Việc', 'Operation'),
  unit: w('Tổ chức', 'Unit'),
  units: w('Các tổ chức', 'Units'),
  into: w('Hợp nhất vào', 'Merge into'),
  from: w('Từ', 'From'),
  to: w('Đến', 'To'),
  name: w('Tên', 'Name'),
  code: w('Mã số', 'Code'),
  kind: w('Loại tổ chức', 'Kind'),
  sector: w('Loại hình', 'Sector'),
  parent: w('Trực thuộc', 'Directly under'),
  rest: w('Đảng viên còn lại về', 'The others go to'),
  successor: w('Kế thừa', 'Successor'),
  persons: w('Đảng viên', 'Members'),
};

const LISTS = ['units', 'persons'];

const plainOf = (text: string): string => text.replace(/^\uFEFF/, '').trim();

/** Whether it is an act as JSON, else it is a table. */
export const isJson = (text: string): boolean => /^[[{]/.test(plainOf(text));

export function readDecision(text: string): Outcome<ReadDecision> {
  return isJson(text) ? readJsonDecision(plainOf(text)) : readTable(plainOf(text));
}

function readJsonDecision(text: string): Outcome<ReadDecision> {
  const json = readJson(text);
  if (!json.ok) return json;
  const whole = (Array.isArray(json.value) ? { operations: json.value } : json.value) as Record<
    string,
    unknown
  >;
  if (!Array.isArray(whole.operations) || whole.operations.length === 0) return refused(noOperations);
  const operations = readOperations(whole.operations);
  if (!operations.ok) return operations;
  const head = HEAD.flatMap((name) =>
    typeof whole[name] === 'string' ? [[name, whole[name]] as const] : [],
  );
  return done({ head: Object.fromEntries(head), operations: operations.value });
}

const isCalled = (cell: string, name: string, words: Words): boolean =>
  [name, words.vi, words.en].some((one) => fold(one) === fold(cell));

/** The key that a cell means by one of its names; what is none of them stays as it is. */
const meant = (cell: string, names: Readonly<Record<string, Words>>): string =>
  Object.entries(names).find(([name, words]) => isCalled(cell, name, words))?.[0] ?? cell;

/** The separator that the line of headings has most of: a spreadsheet writes `;` in Vietnamese, `,` in English. */
const separatorIn = (text: string): string =>
  [';', ',', '\t']
    .map((sign) => ({ sign, count: text.split(sign).length }))
    .sort((a, b) => b.count - a.count)[0]!.sign;

function readTable(text: string): Outcome<ReadDecision> {
  let lines: string[][];
  try {
    lines = parse(text, { delimiter: separatorIn(text), relax_column_count: true, skip_empty_lines: true });
  } catch {
    return refused(notATable);
  }
  const start = lines.findIndex((line) => line.some((cell) => isCalled(clean(cell), 'do', COLUMNS.do!)));
  if (start < 0) return refused(notATable);
  const columns = lines[start]!.map((cell) => meant(clean(cell), COLUMNS));
  const operations = readOperations(lines.slice(start + 1).map((line) => operationIn(columns, line)));
  if (!operations.ok) return operations;
  if (operations.value.length === 0) return refused(noOperations);
  return done({ head: headIn(lines.slice(0, start)), operations: operations.value });
}

/** Lines above the table: what it is, and its value. */
function headIn(lines: readonly string[][]): Record<string, string> {
  const head: Record<string, string> = {};
  for (const [label = '', value = ''] of lines) {
    const name = HEAD.find((one) => isCalled(clean(label), one, reorganisation.fields[one].words));
    if (name && clean(value) !== '') head[name] = clean(value);
  }
  return head;
}

function operationIn(columns: readonly string[], line: readonly string[]): Record<string, unknown> {
  const cells = columns.flatMap((name, i): [string, unknown][] => {
    const cell = clean(line[i] ?? '');
    if (cell === '') return [];
    if (LISTS.includes(name)) return [[name, cell.split(/[|;,]/).map(clean).filter(Boolean)]];
    if (name === 'do') return [[name, meant(cell, VERBS)]];
    if (name === 'kind') return [[name, meant(cell, UNIT_KINDS)]];
    return [[name, name === 'sector' ? meant(cell, SECTORS) : cell]];
  });
  const operation = Object.fromEntries(cells) as Record<string, unknown>;
  if (operation.do !== 'split') return operation;
  // A line divides a unit in two: it lives on, the other part takes what is listed.
  const { do: verb, unit, to, ...part } = operation;
  return { do: verb, unit, into: [{ unit }, { unit: to, ...part }] };
}

const noOperations = refusal(
  'no_operations',
  w('Tệp không có việc nào. Hãy xem lại tệp.', 'The file holds no operation. Check the file.'),
  'file',
);

const notATable = refusal(
  'not_a_table',
  w(
    'Tệp không phải JSON, cũng không có bảng với cột “Việc”. Hãy lưu bảng tính thành CSV (UTF-8) rồi nạp lại.',
    'The file is no JSON and has no table with a column “Operation”. Save the sheet as CSV (UTF-8), then load it again.',
  ),
  'file',
);
