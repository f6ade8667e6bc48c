/** SQL of imports: drafts and their rows, layouts that are remembered, units and records they are compared with. */
import type { Reader, Writer } from '../db/door.ts';
import type { UnitFact } from '../records/lists.ts';
import type { Choices, Draft, Fault, Found, Outcome, Row, State } from './draft.ts';

/** Values for a column of JSON: the driver writes them as they are. */
const asJson = (value: unknown) => value as never;

export type NewDraft = Pick<Draft, 'id' | 'unit' | 'list' | 'type' | 'name'> & {
  file: Uint8Array;
};

/** Opens a draft of the acting account; a policy refuses a unit or a table that is not the mandate's to write. */
export async function insertDraft(tx: Writer, draft: NewDraft): Promise<void> {
  const { entry, at } = await tx.opened;
  await tx`insert into import_draft (id, account, unit, list, type, name, file, opened_at, act)
    select ${draft.id}, acting_account(), ${draft.unit}, ${draft.list}, ${draft.type}, ${draft.name},
      ${Buffer.from(draft.file)}, ${at}, ${entry}`;
}

const DRAFT = `id, account, unit, list, type, name, state, progress, found, choices, proposed, opened_at,
  opened_at + make_interval(days => import_days()) as kept_until, account = acting_account() as own,
  applied::text, undone::text`;

export async function loadDraft(tx: Reader, id: string): Promise<Draft | undefined> {
  const [draft] = await tx<Draft[]>`select ${tx.unsafe(DRAFT)} from import_draft where id = ${id}`;
  return draft;
}

/** Drafts the session may see, the latest first. */
export const loadDrafts = async (tx: Reader): Promise<Draft[]> =>
  tx<Draft[]>`select ${tx.unsafe(DRAFT)} from import_draft order by id desc limit 100`;

export async function fileOf(tx: Reader, id: string): Promise<Uint8Array | undefined> {
  const [found] = await tx<{ file: Uint8Array | null }[]>`select file from import_draft where id = ${id}`;
  return found?.file ?? undefined;
}

export async function setState(tx: Reader, id: string, state: State, progress = 0): Promise<void> {
  await tx`update import_draft set state = ${state}, progress = ${progress} where id = ${id}`;
}

export async function setFound(tx: Reader, id: string, found: Found): Promise<void> {
  await tx`update import_draft set found = ${tx.json(asJson(found))}, file = null where id = ${id}`;
}

export async function setChoices(tx: Reader, id: string, choices: Choices): Promise<void> {
  await tx`update import_draft set choices = ${tx.json(asJson(choices))} where id = ${id}`;
}

export async function setProposed(tx: Reader, id: string): Promise<void> {
  await tx`update import_draft set proposed = true where id = ${id}`;
}

/** Drafts that waited longer than they are kept, at an instant; for the machine alone. */
export async function countExpired(tx: Reader, now: string): Promise<number> {
  const [row] = await tx<{ n: number }[]>`select cardinality(expired_imports(${now})) as n`;
  return row!.n;
}

export async function expireDrafts(tx: Reader): Promise<number> {
  const [row] = await tx<{ n: number }[]>`select expire_imports() as n`;
  return row!.n;
}

/** Nothing of it stays: rows go with their draft. */
export async function deleteDraft(tx: Reader, id: string): Promise<void> {
  await tx`delete from import_draft where id = ${id}`;
}

export async function deleteRows(tx: Reader, draft: string): Promise<void> {
  await tx`delete from import_row where draft = ${draft}`;
}

export async function insertRows(
  tx: Reader,
  draft: string,
  rows: readonly Pick<Row, 'sheet' | 'line' | 'cells'>[],
): Promise<void> {
  await tx`insert into import_row (draft, sheet, line, cells)
    select ${draft}, sheet, line, cells
    from jsonb_to_recordset(${tx.json(asJson(rows))}) as r (sheet int, line int, cells jsonb)`;
}

const ROW = 'sheet, line, cells, said, faults, beside, outcome, record, seen::text, changes, decided';

/** Rows after a place, in the order of the sheets. */
export const rowsAfter = async (
  tx: Reader,
  draft: string,
  after: { sheet: number; line: number },
  limit: number,
): Promise<Row[]> =>
  tx<Row[]>`select ${tx.unsafe(ROW)} from import_row
    where draft = ${draft} and (sheet, line) > (${after.sheet}, ${after.line})
    order by sheet, line limit ${limit}`;

/** The first rows of a sheet, as they came. */
export const firstRows = async (tx: Reader, draft: string, sheet: number, limit: number): Promise<Row[]> =>
  tx<Row[]>`select ${tx.unsafe(ROW)} from import_row where draft = ${draft} and sheet = ${sheet}
    order by line limit ${limit}`;

/** Rows of an outcome, a page at a time. */
export const rowsOfOutcome = async (
  tx: Reader,
  draft: string,
  outcome: Outcome,
  offset: number,
  limit: number,
): Promise<Row[]> =>
  tx<Row[]>`select ${tx.unsafe(ROW)} from import_row where draft = ${draft} and outcome = ${outcome}
    order by sheet, line offset ${offset} limit ${limit}`;

export async function rowAt(
  tx: Reader,
  draft: string,
  sheet: number,
  line: number,
): Promise<Row | undefined> {
  const [row] = await tx<Row[]>`select ${tx.unsafe(ROW)} from import_row
    where draft = ${draft} and sheet = ${sheet} and line = ${line}`;
  return row;
}

/** Writes what was read of rows; what they hold stays. */
export async function judgeRows(
  tx: Reader,
  draft: string,
  rows: readonly Omit<Row, 'cells'>[],
): Promise<void> {
  await tx`update import_row t set said = r.said, faults = r.faults, beside = r.beside, outcome = r.outcome,
      record = r.record, seen = r.seen, changes = r.changes, decided = coalesce(r.decided, '{}')
    from jsonb_to_recordset(${tx.json(asJson(rows))}) as r (sheet int, line int, said jsonb, faults jsonb, beside jsonb,
      outcome text, record uuid, seen timestamptz, changes jsonb, decided jsonb)
    where t.draft = ${draft} and t.sheet = r.sheet and t.line = r.line`;
}

/** Before rows are read anew: what no row says any longer. */
export async function forgetJudged(tx: Reader, draft: string): Promise<void> {
  await tx`update import_row set said = null, faults = null, beside = null, outcome = null, record = null,
    seen = null, changes = null where draft = ${draft} and outcome is not null`;
}

export async function countOutcomes(tx: Reader, draft: string): Promise<Record<Outcome, number>> {
  const rows = await tx<{ outcome: Outcome; n: number }[]>`select outcome, count(*)::int as n from import_row
    where draft = ${draft} and outcome is not null group by outcome`;
  const none = { new: 0, changed: 0, same: 0, double: 0, rejected: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n])) };
}

export type FaultGroup = Pick<Fault, 'column' | 'code' | 'typed' | 'state'> & {
  proposal: string | null;
  rows: number;
  /** Where it stands first. */
  sheet: number;
  line: number;
};

/** Faults by column, kind and what is written; those that one rule mends are one group each. */
export const faultGroups = async (
  tx: Reader,
  draft: string,
  byRule: readonly string[],
  limit: number,
): Promise<FaultGroup[]> =>
  tx<FaultGroup[]>`
    select f.column, f.code, case when f.code = any (${byRule as string[]}) then '' else f.typed end as typed, f.state,
      min(f.proposal) as proposal, count(*)::int as rows, (min(array[r.sheet, r.line]))[1] as sheet,
      (min(array[r.sheet, r.line]))[2] as line
    from import_row r, jsonb_to_recordset(r.faults) as f ("column" text, code text, typed text, state text, proposal text)
    where r.draft = ${draft} and r.faults is not null
    group by 1, 2, 3, 4 order by f.state <> 'open', 6 desc, 1, 2, 3 limit ${limit}`;

/** Of rows that a rule mends: some of what is written. */
export const examplesOf = async (tx: Reader, draft: string, column: string, code: string): Promise<Fault[]> =>
  tx<Fault[]>`
    select distinct on (f.typed) f.column, f.code, f.typed, f.state, f.proposal
    from import_row r, jsonb_to_recordset(r.faults) as f ("column" text, code text, typed text, state text, proposal text)
    where r.draft = ${draft} and r.faults is not null and f.column = ${column} and f.code = ${code} limit 3`;

/** Differences by field: where ours is empty, and where both say something. */
export const changesByField = async (tx: Reader, draft: string) =>
  tx<{ field: string; act: boolean; fills: number; differs: number; taken: number }[]>`
    select c.key as field, coalesce((c.value ->> 'act')::boolean, false) as act,
      count(*) filter (where c.value -> 'ours' = 'null')::int as fills,
      count(*) filter (where c.value -> 'ours' <> 'null')::int as differs,
      count(*) filter (where r.decided ? c.key and r.decided -> c.key <> '"ours"')::int as taken
    from import_row r, jsonb_each(r.changes) c where r.draft = ${draft} and r.outcome = 'changed'
    group by 1, 2 order by 2, 1`;

/**
 * Takes, or leaves, one field of every row that differs in it; `only` those where ours is empty or says otherwise. Rows
 * whose record was corrected since it was taken out are decided one by one.
 */
export async function decideField(
  tx: Reader,
  draft: string,
  field: string,
  only: 'fills' | 'differs',
  decided: 'ours' | 'theirs',
): Promise<void> {
  await tx`update import_row set decided = decided || jsonb_build_object(${field}::text, ${decided}::text)
    where draft = ${draft} and outcome = 'changed' and changes ? ${field}
      and (changes -> ${field} -> 'ours' = 'null') = ${only === 'fills'}
      and not coalesce((changes -> ${field} ->> 'act')::boolean, false) and not decided ? '_conflict'`;
}

export async function loadLayout(tx: Reader, list: string, signature: string): Promise<string[] | undefined> {
  const [found] = await tx<{ columns: string[] }[]>`select columns from import_layout
    where unit = acting_unit() and list = ${list} and signature = ${signature}`;
  return found?.columns;
}

export async function keepLayout(
  tx: Reader,
  list: string,
  signature: string,
  columns: readonly string[],
): Promise<void> {
  await tx`insert into import_layout (unit, list, signature, columns)
    select acting_unit(), ${list}, ${signature}, ${tx.json(asJson(columns))} where acting_unit() is not null
    on conflict (unit, list, signature) do update set columns = excluded.columns`;
}

/** The units beneath one, with what they are on a day and since when. */
export const unitsBeneath = async (tx: Reader, unit: string, day: string): Promise<UnitFact[]> =>
  tx<UnitFact[]>`
    select p.unit as id, p.name, p.code, p.kind,
      (select min(f.valid_from) from unit_period f where f.unit = p.unit) as "from"
    from unit_period p join unit u on u.id = p.unit join unit top on top.id = ${unit}
    where u.place between top.place and top.place_end and p.valid_from <= ${day}
      and (p.valid_to is null or p.valid_to > ${day}) order by u.place`;

export type NameMatch = { id: string; folded: string; birth: string | null; unit: string };

/** Records with one of these names, diacritics and case aside, that the session may open. */
export const namedAlike = async (
  tx: Reader,
  type: string,
  columns: { folded: string; birth: string },
  names: readonly string[],
): Promise<NameMatch[]> =>
  tx<NameMatch[]>`
    select id, ${tx(columns.folded)} as folded, ${tx(columns.birth)} as birth, unit from ${tx(type)}
    where ${tx(columns.folded)} = any (array(select distinct fold(n) from unnest(${names as string[]}::text[]) n))`;

/** Whose identity numbers these are, among files open to the session. */
export async function personsOfNumbers(tx: Reader, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx<{ number: string; person: string }[]>`
    select number, person from persons_of_numbers(${numbers as string[]})`;
  return new Map(rows.map(({ number, person }) => [number, person]));
}
