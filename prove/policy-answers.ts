/** What PostgreSQL lets a session do in a world: read, count, enter, correct, withdraw, row by row. */
import { countingOf, type Database } from '../src/db/connection.ts';
import type { Reader } from '../src/db/door.ts';
import { systemClock } from '../src/kernel/clock.ts';
import type { Action, ModelSession, World } from './policy-model.ts';

/** One world in a database of its own. */
export type Stage = { owner: Database; app: Database; world: World; close(): Promise<void> };

/** What is no record and has no id of its own is known by what it hangs on, or whose it is. */
export const KEYS: Readonly<Record<string, string>> = {
  hand_in_file: 'hand_in',
  import_row: 'draft',
  import_layout: 'unit',
};
const keyColumn = (table: string): string => KEYS[table] ?? 'id';

/** What PostgreSQL gives by a function alone. */
export const GIVEN: Readonly<Record<string, string>> = {
  items_held: 'items_held()',
  proposal: 'proposals_seen(null)',
};

/** A correction that changes nothing, where no act stamps the row. */
const UNCHANGED: Readonly<Record<string, string>> = { import_row: 'line', import_layout: 'list' };

/** Rows as they are handed to try_enter: what an entry may say, nothing that the database computes. */
async function clones(owner: Database, table: string, past: boolean): Promise<unknown> {
  const computed = past ? ['case_key'] : ['place', 'known_from', 'act', 'case_key'];
  const [row] = await owner<{ rows: unknown }[]>`
    select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(t)) - array(
      select attname::text from pg_attribute where attrelid = ${`public.${table}`}::regclass
        and (attgenerated <> '' and not ${past} or attname = any (${computed})))), '[]') as rows
    from ${owner(past ? `past.${table}` : table)} t`;
  return row!.rows;
}

export type Table = {
  table: string;
  past: boolean;
  source: string;
  rows: unknown;
  granted: readonly Action[];
};
export type Answer = ((asked: Asked) => ReadonlySet<string>) & {
  /** What was corrected or withdrawn without being read, in words: an act that names no row asks only its own policy. */
  unread: readonly string[];
};
export type Asked = { table: string; action: Action; past: boolean };

/** What may be tried at all: what a role was never granted, no policy opens. */
async function granted(owner: Database, name: string): Promise<Action[]> {
  const found = await owner<{ action: Action }[]>`
    select action from (values ('enter', 'capuy_app', 'insert'), ('correct', 'capuy_app', 'update'),
      ('withdraw', 'capuy_app', 'delete'), ('count', 'capuy_figures', 'select')) as g (action, role, privilege)
    where has_table_privilege(role, ${name}, privilege)`;
  return found.map(({ action }) => action);
}

export async function tablesOf({ owner, world }: Stage): Promise<Table[]> {
  const tables: Table[] = [];
  for (const table of new Set(world.rows.map((row) => row.table)))
    for (const past of [false, true]) {
      if (GIVEN[table]) {
        if (!past) tables.push({ table, past, source: GIVEN[table], rows: [], granted: [] });
        continue;
      }
      const name = `${past ? 'past' : 'public'}.${table}`;
      const [there] = await owner`select from pg_class where oid = to_regclass(${name})`;
      if (!there) continue;
      const rows = await clones(owner, table, past);
      tables.push({ table, past, source: name, rows, granted: await granted(owner, name) });
    }
  return tables;
}

const keyOf = ({ table, action, past }: Asked) => `${action} ${table} ${past}`;

/** Does something in a transaction that leaves nothing. */
export async function takenBack(
  begin: (work: (tx: Reader) => Promise<never>) => Promise<unknown>,
  work: (tx: Reader) => Promise<void>,
) {
  const back = new Error('taken back');
  try {
    await begin(async (tx) => {
      await work(tx);
      throw back;
    });
  } catch (error) {
    if (error !== back) throw error;
  }
}

/** What PostgreSQL lets a session do; with `commanding` false outside of any command. */
export async function answered(
  stage: Stage,
  session: ModelSession,
  tables: readonly Table[],
  commanding = true,
): Promise<Answer> {
  const unread: string[] = [];
  const found = new Map<string, Set<string>>();
  const keep = (action: Action, { table, past }: Table, ids: readonly { id: string }[]) =>
    void found.set(keyOf({ table, action, past }), new Set(ids.map(({ id }) => id)));
  await takenBack(
    (work) => stage.app.begin(work),
    async (tx) => {
      const [entered] = await tx<{ enter: boolean }[]>`select enter(${session.token})`;
      if (entered!.enter && commanding)
        await tx`select begin_command('try', null, null, null, null, '', ${systemClock.now()})`;
      // Settings say anything: only an entry of this very transaction is a command.
      if (!commanding)
        await tx`select set_config('capuy.at', ${systemClock.now()}, true), set_config('capuy.entry', '1', true)`;
      for (const one of tables) {
        const [from, key] = [tx.unsafe(one.source), keyColumn(one.table)];
        const ids = tx`${tx(key)} as id`;
        keep('read', one, await tx`select ${ids} from ${from}`);
        if (one.granted.includes('correct') && one.table === 'hand_in')
          keep('correct', one, await registered(tx, stage.world));
        else for (const action of CHANGES) unread.push(...(await changed(tx, one, action, keep)));
        if (!one.granted.includes('enter')) continue;
        const [row] = await tx<{ ids: string[] }[]>`
          select prove.try_enter(${one.source}, ${key}, ${tx.json(one.rows as never)}) as ids`;
        keep(
          'enter',
          one,
          row!.ids.map((id) => ({ id })),
        );
      }
    },
  );
  await countingOf(stage.app).begin(async (tx) => {
    await tx`select enter(${session.token})`;
    for (const one of tables.filter(({ granted }) => granted.includes('count')))
      keep('count', one, await tx`select id from ${tx(one.past ? `past.${one.table}` : one.table)}`);
  });
  const answer = (asked: Asked): ReadonlySet<string> => found.get(keyOf(asked)) ?? new Set();
  return Object.assign(answer, { unread });
}

const CHANGES = ['correct', 'withdraw'] as const;

/**
 * Corrects or withdraws whatever can be, and takes it back: first without naming a row or giving one back, which asks
 * nothing of what may be read; then giving back what was changed. Words where the first changes more.
 */
async function changed(
  tx: Reader,
  one: Table,
  action: (typeof CHANGES)[number],
  keep: (action: Action, of: Table, ids: readonly { id: string }[]) => void,
): Promise<string[]> {
  if (!one.granted.includes(action)) return [];
  const from = tx.unsafe(one.source);
  const column = tx(UNCHANGED[one.table] ?? 'act');
  const ids = tx`${tx(keyColumn(one.table))} as id`;
  let [named, unnamed] = [0, -1];
  const trying = (work: (sp: Reader) => Promise<void>) => takenBack((inside) => tx.savepoint(inside), work);
  if (action === 'withdraw' || !UNCHANGED[one.table])
    await trying(async (sp) => {
      unnamed = (await (action === 'correct' ? sp`update ${from} set act = 1` : sp`delete from ${from}`))
        .count;
    });
  // Where nothing at all is changed, nothing is that is read.
  if (unnamed !== 0)
    await trying(async (sp) => {
      const gone = await (action === 'correct'
        ? sp<{ id: string }[]>`update ${from} set ${column} = ${column} returning ${ids}`
        : sp<{ id: string }[]>`delete from ${from} returning ${ids}`);
      named = gone.length;
      keep(action, one, gone);
    });
  if (unnamed < 0) return [];
  return named === unnamed ? [] : [`${action} ${one.source}: ${named} rows that are read, ${unnamed} in all`];
}

/** Letters handed in that a session may take into the register, each as its letter there. */
async function registered(tx: Reader, world: World): Promise<{ id: string }[]> {
  const found: { id: string }[] = [];
  for (const { id, on, becomes } of world.rows.filter(({ table }) => table === 'hand_in'))
    try {
      await takenBack(
        (work) => tx.savepoint(work),
        async (sp) => {
          const letter = (becomes ?? on)!.id;
          found.push(
            ...(await sp<
              { id: string }[]
            >`update hand_in set petition = ${letter}, taken_act = 1 where id = ${id} returning id`),
          );
        },
      );
    } catch (error) {
      if ((error as { code?: string }).code !== '42501') throw error;
    }
  return found;
}
