/** All SQL on record tables whatever their type. Decides nothing; what is not visible does not exist here. */
import type postgres from 'postgres';
import type { Reader, Writer } from '../db/door.ts';
import type { AnyRow, Catalogue } from './catalogue.ts';
import type { RecordType } from './define.ts';
import { type AskedList, type Filters, keyColumns, writeKey } from './filters.ts';

export type Page = { rows: AnyRow[]; total: number; next: string | null };

const source = (type: RecordType) => type.view ?? type.name;

// Columns a list is sorted by are read too: the next page begins after their last values.
const columnsOf = (type: RecordType) => [
  ...['id', 'unit', 'known_from', 'act'],
  ...Object.keys(type.fields),
  ...(type.order ?? []).map((order) => order.column),
];

const uniqueColumns = (type: RecordType) => [...new Set(columnsOf(type))];

/** Only the columns an entry may set; derived ones are the database's. */
export const writable = (type: RecordType, row: AnyRow): AnyRow =>
  Object.fromEntries(
    Object.entries(row).filter(
      ([name]) => name === 'id' || (type.fields[name] && !type.fields[name].derived),
    ),
  ) as AnyRow;

export async function insertRecord(tx: Writer, type: RecordType, row: AnyRow): Promise<void> {
  await tx`insert into ${tx(type.name)} ${tx(writable(type, row))}`;
}

/** False where the session may read the row and not write it: a policy passes over it without a word. */
export async function updateRecord(tx: Writer, type: RecordType, row: AnyRow): Promise<boolean> {
  const { id, ...values } = writable(type, row);
  const { count } = await tx`update ${tx(type.name)} set ${tx(values)} where id = ${id}`;
  return count > 0;
}

export async function deleteRecord(tx: Writer, type: RecordType, id: string): Promise<void> {
  await tx`delete from ${tx(type.name)} where id = ${id}`;
}

export async function loadRecord(tx: Reader, type: RecordType, id: string): Promise<AnyRow | undefined> {
  const [row] = await tx<AnyRow[]>`
    select ${tx(uniqueColumns(type))} from ${tx(source(type))} where id = ${id}`;
  return row;
}

/** Whether a record stands or stood under this id: one that was withdrawn does not come back with a late request. */
export async function everRecorded(tx: Reader, type: RecordType, id: string): Promise<boolean> {
  const [row] = await tx<{ ever: boolean }[]>`
    select exists (select from ${tx(type.name)} where id = ${id})
      or exists (select from ${tx(`past.${type.name}`)} where id = ${id}) as ever`;
  return row!.ever;
}

/** The rows with these ids that the session may open, in no particular order. */
export async function loadRecords(tx: Reader, type: RecordType, ids: readonly string[]): Promise<AnyRow[]> {
  return tx<AnyRow[]>`
    select ${tx(uniqueColumns(type))} from ${tx(source(type))} where id = any (${ids as string[]})`;
}

/** The persons behind these ids, each once: they themselves, and whomever records of these types under one of the ids name. */
export async function personsBehind(
  tx: Reader,
  types: readonly RecordType[],
  ids: readonly string[],
): Promise<string[]> {
  const named = types.flatMap((type) => personColumns(type).map((column) => ({ from: type.name, column })));
  const nobody = tx`select null::uuid as person where false`;
  const behind = named
    .map(
      ({ from, column }) => tx`select ${tx(column)} as person from ${tx(from)}
        where id = any ((select ids from asked)::uuid[])`,
    )
    .reduce((all, one) => tx`${all} union ${one}`, nobody);
  const found = await tx<{ person: string | null }[]>`
    with asked as materialized (select ${ids as string[]}::uuid[] as ids) ${behind}`;
  return found.flatMap(({ person }) => person ?? []);
}

function personColumns({ name, fields }: RecordType): string[] {
  if (name === 'person') return ['id'];
  const named = Object.entries(fields).filter(([, one]) => one.type === 'reference' && one.to === 'person');
  return named.map(([column]) => column);
}

/** One version of a record: when the next one took its place, and who recorded it. */
export type Version = AnyRow & { known_to: string | null; recorded: RecordedBy | null };

/** A record, and all it has said, latest first. */
export type History = { row: AnyRow; versions: Version[] };

/**
 * A record and what it said before it was corrected; undefined where it is not open, or was withdrawn. One statement:
 * what may be read is worked out once for the record, its past and who wrote them.
 */
export async function historyOf(tx: Reader, type: RecordType, id: string): Promise<History | undefined> {
  const columns = tx(uniqueColumns(type));
  const past = type.view
    ? tx``
    : tx`union all select ${columns}, known_to from ${tx(`past.${type.name}`)} where id = ${id}`;
  const versions = await tx<Version[]>`
    with version as materialized (
      select ${columns}, null::timestamptz as known_to from ${tx(source(type))} where id = ${id} ${past})
    select version.*, to_jsonb(recorded) as recorded from version
    left join recorded_by(array(select act from version)) recorded on recorded.act = version.act
    order by known_to desc nulls first`;
  if (versions[0]?.known_to !== null) return undefined;
  const { known_to: _, recorded: __, ...row } = versions[0];
  return { row: row as AnyRow, versions };
}

/** Signs that mean something in a pattern, as themselves. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

type Piece = postgres.PendingQuery<postgres.Row[]>;

/** Has the words somewhere in a text without marks. They are folded once, not for every row that is looked at. */
const among = (tx: Reader, words: string): Piece => tx`like (select '%' || fold(${literal(words)}) || '%')`;

/** Not set aside by another record that stands. */
const listed = (tx: Reader, type: RecordType) =>
  type.setAside
    ? tx`not exists (select from ${tx(type.setAside.table)} aside
        where aside.${tx(type.setAside.column)} = ${tx(source(type))}.id and aside.${tx(type.setAside.until)} is null)`
    : tx`true`;

/** Of a record that dwells: where it was on a day, and on that day in a row that fits. */
const dweltOn = (tx: Reader, type: RecordType, on: string, fitting: Piece = tx`true`) => {
  const { table, column } = type.dwells!;
  return tx`exists (select from ${tx(table)} d where d.${tx(column)} = ${tx(source(type))}.id
    and d.valid_from <= ${on} and (d.valid_to is null or d.valid_to > ${on}) and ${fitting})`;
};

/** By the tree of then: beneath a unit on the record's own day; of one that dwells, on the day asked for. */
function layBeneath(tx: Reader, type: RecordType, top: string, on: string) {
  const beneath = (unit: string, day: Piece) => tx`exists (select from lay_beneath(${top}) l
    where l.unit = ${tx(unit)} and l.valid_from <= ${day} and l.valid_to > ${day})`;
  return type.dwells
    ? dweltOn(tx, type, on, beneath('d.unit', tx`${on}::date`))
    : beneath(`${source(type)}.unit`, tx`${tx(type.date!)}`);
}

/** What a text field says, without marks. */
const foldedOf = (tx: Reader, { fields }: RecordType, name: string): Piece => {
  const field = fields[name];
  return field?.type === 'text' && field.folded ? tx`${tx(field.folded)}` : tx`fold(${tx(name)}::text)`;
};

function conditions(tx: Reader, type: RecordType, filters: Filters) {
  const parts = [listed(tx, type)];
  for (const [name, value] of Object.entries(filters)) {
    const field = type.fields[name];
    if (name === 'tree') continue;
    if (name === 'on') parts.push(dweltOn(tx, type, value));
    else if (name === 'beneath' && filters.tree === 'then')
      parts.push(layBeneath(tx, type, value, filters.on ?? ''));
    else if (name === 'beneath') {
      parts.push(tx`place between (select u.place from unit u where u.id = ${value})
        and (select u.place_end from unit u where u.id = ${value})`);
    } else if (name === 'from' && type.date) parts.push(tx`${tx(type.date)} >= ${value}`);
    else if (name === 'to' && type.date) parts.push(tx`${tx(type.date)} <= ${value}`);
    else if (name === 'ids') parts.push(tx`id = any (${value.split(',')})`);
    else if (field?.type === 'choices') parts.push(tx`${value} = any (${tx(name)})`);
    else if (field?.type === 'text') parts.push(tx`${foldedOf(tx, type, name)} ${among(tx, value)}`);
    else if (field?.type === 'flag') parts.push(tx`${tx(name)} = ${value === 'true'}`);
    else if (field) parts.push(tx`${tx(name)}::text = ${value}`);
  }
  return parts.reduce((all, part) => tx`${all} and ${part}`);
}

/** One page of a list under filters from the address. */
export async function listRecords(
  tx: Reader,
  type: RecordType,
  { filters, after }: AskedList,
  limit: number,
): Promise<Page> {
  const where = conditions(tx, type, filters);
  const from = tx(source(type));
  const order = keyColumns(type);
  const keys = [
    ...order.map((o) =>
      'collate' in o ? tx`${tx(o.column)} collate "vi-x-icu"` : dated(tx, type, o.column),
    ),
    tx`id`,
  ];
  const direction = type.date ? tx`desc` : tx`asc`;
  const sorted = keys.map((k) => tx`${k} ${direction}`).reduce((all, k) => tx`${all}, ${k}`);
  const tuple = keys.reduce((all, k) => tx`${all}, ${k}`);
  const start = startAfter(tx, tuple, type.date ? '<' : '>', after);
  const [{ total } = { total: 0 }] = await tx<{ total: number }[]>`
    select count(*)::int as total from ${from} where ${where}`;
  const rows = await tx<AnyRow[]>`
    select ${tx(uniqueColumns(type))} from ${from} where ${where} and ${start}
    order by ${sorted} limit ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const next = last
    ? writeKey([...order.map((o) => last[o.column] ?? (type.date ? UNDATED : null)), last.id])
    : null;
  return { rows: page, total, next };
}

/** Rows without their day, such as drafts, come before all others. */
const UNDATED = '9999-12-31';

/** The day a list is sorted by; where a record may lack it, as a day that sorts. */
const dated = (tx: Reader, type: RecordType, column: string) =>
  column === type.date && !type.fields[column]?.required
    ? tx`coalesce(${tx(column)}, ${UNDATED}::date)`
    : tx`${tx(column)}`;

function startAfter(tx: Reader, tuple: Piece, sign: '<' | '>', after: AskedList['after']) {
  if (!after) return tx`true`;
  const list = after.map((v) => tx`${v}`).reduce((all, v) => tx`${all}, ${v}`);
  return sign === '<' ? tx`(${tuple}) < (${list})` : tx`(${tuple}) > (${list})`;
}

/** What typed words may mean: a unit's code, or words of the heading, folded; the words as a phrase come first. */
export async function findByWords(
  tx: Reader,
  type: RecordType,
  typed: string,
  limit: number,
  tag: string | null = null,
): Promise<AnyRow[]> {
  const columns = type.title.filter((name) => type.fields[name]?.type === 'text');
  const folded = columns
    .map((name) => foldedOf(tx, type, name))
    .reduce((all, c) => tx`${all} || ' ' || ${c}`, tx`''`);
  const words = typed.split(/\s+/).filter(Boolean).slice(0, 8);
  const all = words
    .map((word) => tx`${folded} ${among(tx, word)}`)
    .reduce((a, b) => tx`${a} and ${b}`, tx`true`);
  const code = type.fields.code ? tx`code = ${typed} or` : tx``;
  return tx<AnyRow[]>`
    select ${tx(uniqueColumns(type))} from ${tx(source(type))} where ${listed(tx, type)} and ${tag ? tx`right(id::text, 8) = ${tag} and` : tx``} (${code} (${all}))
    order by ${type.fields.code ? tx`code = ${typed} desc,` : tx``}
      ${folded} ${among(tx, words.join(' '))} desc, id limit ${limit}`;
}

/** Rows of another type that refer to a record through a field. */
export async function referringRows(
  tx: Reader,
  type: RecordType,
  field: string,
  id: string,
  limit: number,
): Promise<AnyRow[]> {
  const order = type.date ? tx`${tx(type.date)} desc, id desc` : tx`id desc`;
  return tx<AnyRow[]>`
    select ${tx(uniqueColumns(type))} from ${tx(source(type))} where ${tx(field)} = ${id}
    order by ${order} limit ${limit}`;
}

/** The references a set of rows holds, as type → ids. */
export function referencesIn(type: RecordType, rows: readonly AnyRow[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.type !== 'reference') continue;
    const ids = found.get(field.to) ?? new Set<string>();
    for (const row of rows) if (row[name]) ids.add(row[name] as string);
    found.set(field.to, ids);
  }
  return found;
}

/** All rows a reference of this type may point to, for a select; undefined when there are more than `limit`. */
export async function choicesOf(
  tx: Reader,
  catalogue: Catalogue,
  to: string,
  limit: number,
): Promise<AnyRow[] | undefined> {
  const type = catalogue.record(to);
  const rows = await tx<
    AnyRow[]
  >`select ${tx(uniqueColumns(type))} from ${tx(source(type))} limit ${limit + 1}`;
  return rows.length > limit ? undefined : rows;
}

/** Of these units, those whose records the session may write: its own and those beneath it, none above. */
export async function unitsInScope(tx: Reader, units: readonly string[]): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    select id from unit where id = any (${units}::uuid[])
      and place between (select scope_lo()) and (select scope_hi())`;
  return new Set(rows.map(({ id }) => id));
}

/** Who carried out an act that recorded something. */
export type RecordedBy = {
  full_name: string;
  post: string;
  command: string;
  reason: string | null;
  /** Where it took two persons: the proposal, and who made it. */
  proposal: string | null;
  proposer: string | null;
  proposer_post: string | null;
};

/** Who recorded a record, in each of its versions. */
export async function recordedBy(tx: Reader, { name }: RecordType, id: string) {
  return tx<(RecordedBy & { act: string; at: string })[]>`
    select * from recorded_by(array(select act from ${tx(name)} where id = ${id}
      union all select act from ${tx(`past.${name}`)} where id = ${id}))`;
}

/** Whether of this record the mandate in use is told days without hours: a letter or matter whose team it is not on. */
export async function isDayOnly(tx: Reader, { name, class: kind }: RecordType, id: string): Promise<boolean> {
  if (kind !== 'case') return false;
  const [row] = await tx<
    { is: boolean }[]
  >`select days_only(${name}, case_key) as is from ${tx(name)} where id = ${id}`;
  return row?.is === true;
}

/** Codes of all units the session may see, for resolving a code typed from paper. */
export async function unitCodes(tx: Reader): Promise<string[]> {
  const rows = await tx<{ code: string }[]>`select distinct code from unit_period order by code`;
  return rows.map((row) => row.code);
}

/** Whether the mandate in use may write rows of a table at all. */
export async function mayWrite(tx: Reader, table: string): Promise<boolean> {
  const [row] = await tx<{ may: boolean | null }[]>`select may_write(${table}) as may`;
  return row?.may === true;
}

/** Whether the acting role reads rows of the table at all, wherever they lie. */
export async function mayRead(tx: Reader, table: string): Promise<boolean> {
  const [row] = await tx<{ may: boolean | null }[]>`select may_read(${table}) as may`;
  return row?.may === true;
}

/** Whether it is the machine that acts: importing history, settling places. */
export async function isMachine(tx: Reader): Promise<boolean> {
  const [row] = await tx<{ is: boolean }[]>`select acting_role() = 'machine' as is`;
  return row?.is === true;
}
