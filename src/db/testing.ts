/** Databases for tests: a migrated template made once per run, cloned for every test file that asks. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import type { Connection } from './embedded/connection.ts';
import { migrate, rightsOn } from './migrate.ts';

/** The server of this run, handed from the global setup to the test files. */
export type TestServer = { run: string } & ({ connection: Connection } | { url: string });

/** Options of postgres.js for one database under one role. */
export type TestOptions = Connection & {
  ssl?: 'require';
  connection?: { role: string };
  onnotice: () => void;
};

export type TestDatabase = {
  name: string;
  /** May do everything; policies do not bind it. */
  superuser: TestOptions;
  /** What the product is at work: `capuy_app`. */
  app: TestOptions;
  /** Ends every connection and removes the database. */
  drop(): Promise<void>;
};

const LOCK = 7_258_193;
const DB_FOLDER = path.resolve(import.meta.dirname, '../../db');

let count = 0;

function optionsFor(server: TestServer): TestOptions {
  const onnotice = () => {};
  if ('connection' in server) return { ...server.connection, onnotice };
  const url = new URL(server.url);
  const mode = url.searchParams.get('sslmode') ?? 'disable';
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(mode === 'disable' ? {} : { ssl: 'require' as const }),
    onnotice,
  };
}

/** The embedded server lets `capuy_app` in by name; elsewhere its password is unknown, so the role is put on. */
const asApp = (server: TestServer, options: TestOptions): TestOptions =>
  'connection' in server
    ? { ...options, user: 'capuy_app' }
    : { ...options, connection: { role: 'capuy_app' } };

/** Changes whenever a migration or a policy does, so that watching tests never meet an old schema. */
function schemaMark(): string {
  const hash = createHash('sha256');
  for (const name of fs.readdirSync(DB_FOLDER, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.sql')) hash.update(name).update(fs.readFileSync(path.join(DB_FOLDER, name)));
  }
  return hash.digest('hex').slice(0, 8);
}

/** Makes a template once in a run, whoever asks first; answers the words its maker left on it. */
async function ensureTemplate(sql: postgres.Sql, name: string, make: () => Promise<string>): Promise<string> {
  await sql`select pg_advisory_lock(${LOCK})`;
  try {
    const [there] = await sql<{ words: string | null }[]>`
      select shobj_description(oid, 'pg_database') as words from pg_database where datname = ${name} and datistemplate`;
    if (there) return there.words ?? '';
    await sql`drop database if exists ${sql(name)} with (force)`;
    const words = await make();
    await sql.unsafe(`comment on database "${name}" is '${words.replaceAll("'", "''")}'`);
    await sql`alter database ${sql(name)} with is_template true allow_connections false`;
    return words;
  } finally {
    await sql`select pg_advisory_unlock(${LOCK})`;
  }
}

async function makeEmpty(sql: postgres.Sql, name: string, options: TestOptions): Promise<string> {
  await sql`create database ${sql(name)}`;
  const inside = postgres({ ...options, database: name, max: 1 });
  try {
    await migrate(inside);
  } finally {
    await inside.end();
  }
  return '';
}

async function clone(sql: postgres.Sql, name: string, template: string): Promise<void> {
  // Copied as files: through its log PostgreSQL takes ten times as long over the three thousand files of the schema.
  await sql`create database ${sql(name)} template ${sql(template)} strategy file_copy`;
  // Rights on the database itself are not copied from a template.
  await sql.unsafe(rightsOn(name));
}

/** What many test files begin with: filled once a run and cloned. `fill` answers words that go with every clone. */
export type Beginning = {
  name: string;
  fill(database: Omit<TestDatabase, 'drop'>): Promise<string>;
};

/**
 * A fresh database with the current schema and nothing in it, or what a beginning fills it with, and then the words
 * that go with it. Call it once per test file and `drop` it at the end; what is forgotten goes with the run.
 */
export async function testDatabase(beginning?: Beginning): Promise<TestDatabase & { words: string }> {
  // Not before it is asked for: proofs that bring a database of their own run without the tests' runner.
  const { inject } = await import('vitest');
  const server = inject('server');
  const options = optionsFor(server);
  const prefix = `capuy_test_${server.run}`;
  const empty = `${prefix}_${schemaMark()}_template`;
  count += 1;
  const name = `${prefix}_${process.pid}_${count}`;
  const reached = (database: string) => {
    const superuser = { ...options, database };
    return { name: database, superuser, app: asApp(server, superuser) };
  };
  const sql = postgres({ ...options, max: 1 });
  try {
    await ensureTemplate(sql, empty, () => makeEmpty(sql, empty, options));
    let [template, words] = [empty, ''];
    if (beginning) {
      template = `${empty}_${beginning.name}`;
      words = await ensureTemplate(sql, template, async () => {
        await clone(sql, template, empty);
        return beginning.fill(reached(template));
      });
    }
    await clone(sql, name, template);
    return { ...reached(name), words, drop: () => drop(options, name) };
  } finally {
    await sql.end();
  }
}

async function drop(options: TestOptions, name: string): Promise<void> {
  const sql = postgres({ ...options, max: 1 });
  try {
    await sql`drop database if exists ${sql(name)} with (force)`;
  } finally {
    await sql.end();
  }
}

/** Removes every database this run made on a server that outlives it. */
export async function dropAll(server: TestServer): Promise<void> {
  const sql = postgres({ ...optionsFor(server), max: 1 });
  try {
    const rows = await sql<{ datname: string }[]>`
      select datname from pg_database where datname like ${`capuy\\_test\\_${server.run}\\_%`}`;
    for (const { datname } of rows) {
      await sql`alter database ${sql(datname)} with is_template false`;
      await sql`drop database ${sql(datname)} with (force)`;
    }
  } finally {
    await sql.end();
  }
}
