/** SQL that records an import, all of it in the statements of one command, and takes it back. */
import type { Reader, Writer } from '../db/door.ts';
import type { RecordType } from '../records/define.ts';
import type { Change, Row } from './draft.ts';

/** What would be recorded, counted before anything is; `sha256` is of everything that would be written. */
export type Plan = {
  added: number;
  /** Rows that stand beside the new ones, by table. */
  beside: Record<string, number>;
  changed: number;
  rejected: number;
  double: number;
  same: number;
  sha256: string;
};

/** A row of which at least one field was taken. */
const TAKEN = `r.outcome = 'changed' and exists (select from jsonb_object_keys(r.changes) c (name)
  where r.decided ? c.name and r.decided -> c.name <> '"ours"'::jsonb)`;

export async function planOf(tx: Reader, draft: string, besideTypes: readonly string[]): Promise<Plan> {
  const [counts] = await tx<Omit<Plan, 'beside'>[]>`
    select count(*) filter (where outcome = 'new')::int as added,
      count(*) filter (where ${tx.unsafe(TAKEN)})::int as changed,
      count(*) filter (where outcome = 'rejected')::int as rejected,
      count(*) filter (where outcome = 'double')::int as double,
      count(*) filter (where outcome = 'same' or outcome = 'changed' and not (${tx.unsafe(TAKEN)}))::int as same,
      encode(sha256(coalesce(string_agg(
        case when outcome = 'new' or (${tx.unsafe(TAKEN)}) then sha256(convert_to(
          concat_ws(' ', sheet, line, outcome, record, seen, said, beside, changes, decided), 'UTF8')) end,
        ''::bytea order by sheet, line), ''::bytea)), 'hex') as sha256
    from import_row r where draft = ${draft}`;
  const beside: Record<string, number> = {};
  for (const type of besideTypes) {
    const [found] = await tx<
      { n: number }[]
    >`select coalesce(sum(jsonb_array_length(beside -> ${type})), 0)::int as n
      from import_row where draft = ${draft} and outcome = 'new' and beside ? ${type}`;
    beside[type] = found!.n;
  }
  return { ...counts!, beside };
}

const writable = (type: RecordType): string[] =>
  Object.keys(type.fields).filter((name) => !type.fields[name]!.derived);

/** What a field holds that no row speaks of. */
const defaultsOf = (type: RecordType): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(type.fields)
      .filter(([, { type: kind }]) => kind === 'flag' || kind === 'choices')
      .map(([name, { type: kind }]) => [name, kind === 'flag' ? false : []]),
  );

/** Stages the new rows of a draft as records of a type and records them in one statement; answers how many. */
async function recordStaged(tx: Writer, type: RecordType, rows: string, draft: string): Promise<number> {
  const columns = writable(type);
  const stage = `stage_${type.name}`;
  const defaults = JSON.stringify(defaultsOf(type));
  await tx`select open_stage(${stage}, ${`public.${type.name}`}::regclass, ${tx.json(defaultsOf(type) as never)})`;
  const names = columns.map((name) => `"${name}"`);
  await tx.unsafe(
    `insert into pg_temp.${stage} (id, ${names.join(', ')}, line)
     select x.id, ${names.map((name) => `x.${name}`).join(', ')}, r.line
     from import_row r, ${rows} as s (value),
       jsonb_populate_record(null::public.${type.name}, $2::text::jsonb || jsonb_strip_nulls(s.value)) x
     where r.draft = $1 and r.outcome = 'new'`,
    [draft, defaults],
  );
  await tx.unsafe(`analyze pg_temp.${stage}`);
  const [recorded] = await tx<{ recorded: string }[]>`
    select recorded from record_in_bulk(${type.name}, ${['id', ...columns]})`;
  return Number(recorded!.recorded);
}

/** Records the new rows, and what stands beside them, in the order of the tables. */
export async function recordNew(
  tx: Writer,
  draft: string,
  type: RecordType,
  beside: readonly RecordType[],
): Promise<number> {
  let recorded = await recordStaged(
    tx,
    type,
    `lateral (select r.said || jsonb_build_object('id', r.record))`,
    draft,
  );
  for (const one of beside)
    recorded += await recordStaged(tx, one, `lateral jsonb_array_elements(r.beside -> '${one.name}')`, draft);
  return recorded;
}

/** Notes the identity numbers of new persons: PostgreSQL keeps a mark of each, and opens what must be reconciled. */
export async function noteNumbers(
  tx: Writer,
  draft: string,
  column: string,
  newId: () => string,
): Promise<void> {
  const rows = await tx<{ record: string; number: string }[]>`
    select record, said ->> ${column} as number from import_row
    where draft = ${draft} and outcome = 'new' and said ->> ${column} is not null`;
  await tx`select register_identities(${rows.map(({ record }) => record)}, ${rows.map(({ number }) => number)},
    ${rows.map(() => newId())})`;
}

/** Records of a draft that stood before it: those of which something was taken; taken back, those it added too. */
export async function recordsTouched(tx: Reader, draft: string, op: 'apply' | 'undo'): Promise<string[]> {
  const rows = await tx<{ record: string }[]>`select record from import_row r where draft = ${draft}
    and (${tx.unsafe(TAKEN)} or ${op} = 'undo' and outcome = 'new') order by record`;
  return rows.map(({ record }) => record);
}

/** Rows of which something was taken, after a place. */
export const takenRows = async (tx: Reader, draft: string, after: string | null, limit: number) =>
  tx<(Pick<Row, 'decided'> & { record: string; seen: string; changes: Record<string, Change> })[]>`
    select record, seen::text, changes, decided from import_row r
    where draft = ${draft} and ${tx.unsafe(TAKEN)} and (${after}::uuid is null or record > ${after}) order by record limit ${limit}`;

export async function noteBulk(tx: Writer, type: string, records: number): Promise<void> {
  await tx`select note_bulk(${type}, ${records})`;
}

/** Closes a draft: what was recorded is known by its records, and of the rest only what comes back is kept. */
export async function closeDraft(tx: Writer, draft: string): Promise<void> {
  await tx`update import_draft set state = 'applied', applied = ${(await tx.opened).entry} where id = ${draft}`;
  await tx`update import_row set cells = null, said = null where draft = ${draft} and outcome <> 'rejected'`;
  await tx`update import_row r set
      changes = (select jsonb_object_agg(name, '{}'::jsonb) from jsonb_object_keys(r.changes) n (name)),
      decided = (select coalesce(jsonb_object_agg(key, case value when '"ours"' then value else '"theirs"' end), '{}')
        from jsonb_each(r.decided) where r.changes ? key)
    where r.draft = ${draft} and r.changes is not null`;
}

export async function markUndone(tx: Writer, draft: string): Promise<void> {
  await tx`update import_draft set state = 'undone', undone = ${(await tx.opened).entry} where id = ${draft}`;
}

/** How many records of an import say something else by now, or are gone: what was built on it. */
export async function builtUpon(tx: Reader, draft: string, type: string): Promise<number> {
  const [found] = await tx<{ n: number }[]>`
    select count(*)::int as n from import_row r join import_draft d on d.id = r.draft
    left join ${tx(type)} t on t.id = r.record
    where r.draft = ${draft} and (r.outcome = 'new' or ${tx.unsafe(TAKEN)}) and t.act is distinct from d.applied`;
  return found!.n;
}

/** Withdraws what was recorded as new; answers how many records that were. */
export async function withdrawNew(
  tx: Writer,
  draft: string,
  type: RecordType,
  beside: readonly RecordType[],
): Promise<number> {
  let gone = 0;
  for (const one of [...beside].reverse()) {
    const { count } = await tx`delete from ${tx(one.name)} t using import_row r, import_draft d,
        jsonb_array_elements(r.beside -> ${one.name}) b
      where d.id = ${draft} and r.draft = d.id and r.outcome = 'new' and t.id = (b.value ->> 'id')::uuid and t.act = d.applied`;
    await noteBulk(tx, one.name, count);
    gone += count;
  }
  const { count } = await tx`delete from ${tx(type.name)} t using import_row r
    where r.draft = ${draft} and r.outcome = 'new' and t.id = r.record`;
  await noteBulk(tx, type.name, count);
  return gone + count;
}

/** Gives changed records back what they said before; answers how many. */
export async function restoreChanged(tx: Writer, draft: string, type: RecordType): Promise<number> {
  const columns = writable(type).map((name) => `"${name}" = p."${name}"`);
  const { count } = await tx.unsafe(
    `update public.${type.name} t set ${columns.join(', ')}
     from import_row r join import_draft d on d.id = r.draft, past.${type.name} p
     where r.draft = $1 and ${TAKEN} and t.id = r.record and p.id = t.id and t.act = d.applied and p.known_to = t.known_from`,
    [draft],
  );
  await noteBulk(tx, type.name, count);
  return count;
}
