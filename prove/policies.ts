/** Row policies against a model: what PostgreSQL lets each session read, enter, correct and withdraw, row by row. */
import { rmSync } from 'node:fs';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { connect, countingOf, type Database } from '../src/db/connection.ts';
import { type Embedded, startEmbedded } from '../src/db/embedded.ts';
import { systemClock } from '../src/kernel/clock.ts';
import {
  type Answer,
  type Asked,
  answered,
  type Stage,
  type Table,
  tablesOf,
  takenBack,
} from './policy-answers.ts';
import {
  ACTIONS,
  actingUnder,
  allowed,
  type ModelMandate,
  type ModelSession,
  type World,
} from './policy-model.ts';
import { OPENS_NO_REPORT } from './policy-roles.ts';
import { buildWorld } from './policy-world.ts';
import { preparedFolder } from './prepared.ts';
import type { Proof } from './proof.ts';

const TEMPLATE = 'policies_template';

/** A server of its own with a migrated template, from which each world gets a database. */
export async function openStages(): Promise<{
  /** A world of its own; `units` says how large a tree. */
  stage(seed: string, units?: number): Promise<Stage>;
  close(): Promise<void>;
}> {
  const folder = await preparedFolder('policies', 'empty');
  const settings = { shared_buffers: '64MB', autovacuum: 'off' };
  const server = await startEmbedded({ dataFolder: folder, durable: false, settings });
  // Not over a connection to the database that is copied: it must be left alone meanwhile.
  const root = connect({ ...server.connection, database: 'template1', max: 1 });
  await root.unsafe(`create database ${TEMPLATE} template ${server.connection.database}`);
  const template = connect({ ...server.connection, database: TEMPLATE, max: 1 });
  await template.unsafe(TRY_ENTER);
  await template.end();
  const close = async () => {
    await root.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { stage: (seed, units) => openStage(server, root, seed, units), close };
}

/**
 * Clones rows one by one under new ids and answers those a policy let in: whatever else stands against a clone (that
 * there may be only one such row) comes after the policy. Rows are handed in, since the session may not read them.
 */
const TRY_ENTER = `
create schema prove;
grant usage on schema prove to public;
create function prove.try_enter(t text, known_by text, rows jsonb) returns uuid[] language plpgsql as $$
declare
  row jsonb; entered uuid[] := '{}'; columns text;
begin
  if jsonb_array_length(rows) = 0 then
    return entered;
  end if;
  -- Planned once for all rows of a table: they name the same columns, or those they lack come as null.
  select string_agg(distinct quote_ident(key), ', ') into columns
  from jsonb_array_elements(rows) as one, jsonb_object_keys(one) as key;
  execute format('prepare try_one (jsonb) as insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, $1)',
    t, columns);
  for row in select * from jsonb_array_elements(rows) loop
    begin
      execute format('execute try_one (%L)',
        case known_by when 'id' then jsonb_set(row, '{id}', to_jsonb(gen_random_uuid())) else row end);
      raise exception 'taken back' using errcode = 'CP001';
    exception
      when integrity_constraint_violation or sqlstate 'CP001' then entered := entered || (row ->> known_by)::uuid;
      when others then null;
    end;
  end loop;
  deallocate try_one;
  return entered;
end $$`;

async function openStage(server: Embedded, root: Database, seed: string, units?: number): Promise<Stage> {
  const name = `world_${seed.replace(/\W/g, '_')}`;
  await root.unsafe(`create database ${name} template ${TEMPLATE}`);
  await root.unsafe(`grant connect on database ${name} to capuy_app`);
  const owner = connect({ ...server.connection, database: name, max: 1 });
  const app = connect({ ...server.connection, user: 'capuy_app', database: name, max: 1 });
  const token = await openMachineSession(owner, systemClock);
  const world = await buildWorld(owner, { db: app, token, clock: systemClock }, seed, units);
  await dropOtherGuards(owner);
  const close = async () => {
    await Promise.all([owner.end(), app.end()]);
    await root.unsafe(`drop database ${name}`);
  };
  return { owner, app, world, close };
}

/** What keeps rows from being withdrawn or corrected whoever asks: it is not what is tried here. */
const GUARDS: readonly (readonly [name: string, table?: string])[] = [
  ['keep_proceedings'],
  ['guard', 'correction_request'],
  ...(['attachment', 'envelope', 'envelope_move', 'sealed_item', 'hand_in'] as const).map(
    (table) => ['stamp', table] as const,
  ),
];

async function dropOtherGuards(owner: Database): Promise<void> {
  const keys = await owner<{ table: string; name: string }[]>`
    select conrelid::regclass::text as table, conname as name from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace`;
  for (const { table, name } of keys) await owner.unsafe(`alter table ${table} drop constraint ${name}`);
  for (const [name, only = null] of GUARDS) {
    const on = await owner<{ table: string }[]>`select tgrelid::regclass::text as table from pg_trigger
      where tgname = ${name} and tgrelid = coalesce(${only}::regclass, tgrelid)`;
    for (const { table } of on) await owner.unsafe(`drop trigger ${name} on ${table}`);
  }
}

export type Compared = { tuples: number; differences: string[] };

/** Compares model and database for every session, table, row and action of a world; `enough` differences end it. */
export async function compare(stage: Stage, enough = Number.POSITIVE_INFINITY): Promise<Compared> {
  const { world } = stage;
  const result: Compared = { tuples: 0, differences: [] };
  const tables = await tablesOf(stage);
  for (const session of world.sessions) {
    const answer = await answered(stage, session, tables);
    result.tuples += answer.unread.length;
    result.differences.push(...answer.unread);
    for (const { table, past } of tables)
      for (const action of ACTIONS) count(result, world, session, answer, { table, action, past });
    if (result.differences.length < enough) continue;
    // Whoever notices one fault often notices the next.
    world.sessions = [session, ...world.sessions.filter((other) => other !== session)];
    return result;
  }
  await outsideRecords(stage, result, tables);
  return result;
}

function count(result: Compared, world: World, session: ModelSession, answer: Answer, asked: Asked): void {
  const { table, action, past } = asked;
  if (past && (action === 'correct' || action === 'withdraw')) return;
  const known = world.rows.filter((row) => row.table === table && row.past === past);
  const [wanted, given] = [allowed(world, session, action, table, past), answer(asked)];
  const role = world.mandates.find(({ id }) => id === session.mandate)!.role;
  for (const { id } of known) {
    result.tuples += 1;
    if (wanted.has(id) === given.has(id)) continue;
    const can = given.has(id) ? 'may' : 'may not';
    result.differences.push(`${role} ${can} ${action} ${past ? 'past.' : ''}${table} ${id}`);
  }
}

/** Reference tables for whoever is signed in; the tree for whoever counts; nothing written outside a command. */
async function outsideRecords(stage: Stage, result: Compared, tables: readonly Table[]): Promise<void> {
  const check = (what: string, wanted: boolean, given: boolean) => {
    result.tuples += 1;
    if (wanted !== given) result.differences.push(what);
  };
  const acting = new Map<ModelSession, ModelMandate | undefined>();
  for (const session of stage.world.sessions) {
    const mandate = actingUnder(stage.world, session);
    acting.set(session, mandate);
    for (const db of [stage.app, countingOf(stage.app)]) {
      const counts = db !== stage.app;
      await takenBack(
        (work) => db.begin(work),
        async (tx) => {
          await tx`select enter(${session.token})`;
          check('reference tables', mandate !== undefined, (await tx`select from role`).count > 0);
          if (!counts) return;
          const tree = await tx`select from unit_closure`;
          check('the tree', mandate !== undefined && !OPENS_NO_REPORT.includes(mandate.role), tree.count > 0);
        },
      );
    }
  }
  for (const [session, mandate] of acting) {
    if (!mandate) continue;
    // The machine writes whatever is written, but for what members ask about their own files, letters, lists.
    const own = tables.filter(({ table }) => mandate.role === 'machine' || ALSO_WRITTEN.test(table));
    const answer = await answered(stage, session, own, false);
    for (const { table, past } of own)
      for (const action of ['enter', 'correct', 'withdraw'] as const) {
        const wanted = allowed(stage.world, session, action, table, past, false);
        const given = answer({ table, action, past });
        check(
          `${action} ${table} outside a command`,
          true,
          wanted.size === given.size && [...wanted].every((id) => given.has(id)),
        );
      }
  }
}

const ALSO_WRITTEN = /^(correction_request|envelope|envelope_move|sealed_item|hand_in\w*|import_\w+)$/;

/** One large world alone gives the tuples; shapes of trees, moves and posts need several. */
const WANTED = { short: { tuples: 2_000, worlds: 1 }, full: { tuples: 200_000, worlds: 20 } };
/** Units of a world; a small one holds every kind of record, too. */
const SMALL = 2;

export const policies: Proof = {
  name: 'policies',
  claim:
    'Row policies allow exactly what a model of 300 lines in plain code allows: random trees, moves, mergers, posts, assignments, recusals and expiries.',
  wanted: `≥ ${WANTED.full.tuples} tuples of session × record × action in ≥ ${WANTED.full.worlds} worlds, no difference either way`,
  async run(size, tell) {
    const stages = await openStages();
    try {
      let [tuples, worlds] = [0, 0];
      const differences: string[] = [];
      while (tuples < WANTED[size].tuples || worlds < WANTED[size].worlds) {
        const stage = await stages.stage(`${size}-${worlds}`, size === 'short' ? SMALL : undefined);
        const compared = await compare(stage);
        await stage.close();
        [tuples, worlds] = [tuples + compared.tuples, worlds + 1];
        differences.push(...compared.differences.map((text) => `${size}-${worlds - 1}: ${text}`));
        tell(`${worlds} worlds, ${tuples} tuples, ${differences.length} differences`);
      }
      for (const difference of differences.slice(0, 20)) tell(difference);
      return {
        ok: differences.length === 0,
        figure: `${tuples} tuples in ${worlds} worlds, ${differences.length} differences`,
      };
    } finally {
      await stages.close();
    }
  },
};
