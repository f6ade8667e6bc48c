/** A connection that breaks in the middle of a transaction: an error for those it met, and nothing else. */
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database } from './connection.ts';
import { refusalOf } from './faults.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let database: TestDatabase;
let killer: Database;
let db: Database;
const uncaught: unknown[] = [];
const note = (error: unknown) => uncaught.push(error);

beforeAll(async () => {
  database = await testDatabase();
  killer = connect({ ...database.superuser, max: 1 });
  db = connect({ ...database.superuser, max: 2 });
  await killer`create table kept (n int)`;
  process.on('uncaughtException', note);
});
afterAll(async () => {
  process.off('uncaughtException', note);
  await Promise.all([db.end(), killer.end()]);
  await database.drop();
});

const pidOf = async (sql: Database) => (await sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]!.pid;
const end = async (pid: number) => void (await killer`select pg_terminate_backend(${pid}, 5000)`);
const codeOf = (error: unknown) => refusalOf(error)?.code;
const moment = () => new Promise((resolve) => setTimeout(resolve, 50));

test('while a statement runs: the transaction fails, the process and the pool go on', async () => {
  for (let i = 0; i < 5; i++) {
    const broken = db.begin(async (tx) => {
      const pid = await pidOf(tx as unknown as Database);
      const slow = tx`select pg_sleep(30)`;
      void end(pid);
      await slow;
    });
    expect(codeOf(await broken.catch((error: unknown) => error))).toBe('database_stopped');
    await moment();
    expect(await db`select 1 as one`).toEqual([{ one: 1 }]);
  }
  expect(uncaught).toEqual([]);
});

test('between two statements: what the transaction still sends is written nowhere', async () => {
  const [gone, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const broken = db.begin(async (tx) => {
    await tx`insert into kept values (1)`;
    await end(await pidOf(tx as unknown as Database));
    gone.resolve();
    await gate.promise;
    await tx`insert into kept values (2)`;
  });
  await gone.promise;
  // Until it is noticed, the pool that broke still gives out its connections.
  await moment();
  await db.begin(async (tx) => {
    await tx`insert into kept values (3)`;
    gate.resolve();
    expect(codeOf(await broken.catch((error: unknown) => error))).toBe('database_stopped');
    await tx`insert into kept values (4)`;
  });
  await moment();
  expect(await db`select n from kept order by n`).toEqual([{ n: 3 }, { n: 4 }]);
  expect(uncaught).toEqual([]);
});

test('who waits for a connection of the pool that broke is refused, not forgotten', async () => {
  const both = [0, 1].map(() => db.begin((tx) => tx`select pg_sleep(30), pg_backend_pid()`));
  const waiting = [0, 1, 2].map(() => db`select 1 as one`);
  const all = Promise.allSettled([...both, ...waiting]);
  await moment();
  await killer`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = ${database.name} and pid <> pg_backend_pid()`;
  expect((await all).map((one) => one.status)).toEqual(Array(5).fill('rejected'));
  expect(await db`select 1 as one`).toEqual([{ one: 1 }]);
});

test('nobody who waits is forgotten where a connection is refused and ended', async () => {
  const own = connect({ ...database.superuser, database: 'khong_co', max: 1 });
  const codes = async () => {
    const asked = [own.begin((tx) => tx`select 1`), own`select 1`, own.unsafe('select 1')];
    // What is asked at the very moment of a refusal meets a pool that is about to be given up.
    const again = asked.map((one) => one.catch(() => own.begin((tx) => tx`select 1`)));
    const all = await Promise.allSettled([...asked, ...again]);
    return all.map((one) => one.status);
  };
  for (let i = 0; i < 10; i++) expect(await codes()).toEqual(Array(6).fill('rejected'));
  await own.end();
});

test('a server that is not there is refused at once, each time', async () => {
  const nobody = connect({ path: '/nowhere/.s.PGSQL.5432', user: 'x', database: 'x' });
  for (let i = 0; i < 8; i++) {
    expect(codeOf(await nobody`select 1`.catch((error: unknown) => error))).toBe('database_stopped');
  }
  await nobody.end();
});

/** A pool of one connection that goes through a relay, which sees what is sent and may break it. */
async function relayed(see: (bytes: string, client: net.Socket) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'capuy-relay-'));
  const relay = net.createServer((client) => {
    const server = net.connect(database.superuser.path!);
    client
      .on('data', (bytes) => see(bytes.toString('latin1'), client))
      .pipe(server)
      .pipe(client);
    for (const end of [client, server]) end.on('error', () => {});
  });
  await new Promise<void>((listening) => relay.listen(join(folder, 'relay'), listening));
  const own = connect({ ...database.superuser, path: join(folder, 'relay'), max: 1 });
  const close = async () => {
    await own.end();
    relay.close();
    rmSync(folder, { recursive: true });
  };
  return { own, close };
}

test('a connection that breaks while the driver asks about types refuses whoever waits, and nobody else', async () => {
  let breaking = true;
  const { own, close } = await relayed((bytes, client) => {
    if (breaking && bytes.includes('b.typarray')) client.destroy();
  });
  expect(codeOf(await own`select 1`.catch((error: unknown) => error))).toBe('database_stopped');
  await moment();
  expect(uncaught).toEqual([]);
  breaking = false;
  expect(await own`select 1 as one`).toEqual([{ one: 1 }]);
  await close();
});

test('a transaction sends its first statements together with its beginning', async () => {
  const sent: string[] = [];
  const { own, close } = await relayed((bytes) => sent.push(bytes));
  await own`select 1`;
  sent.length = 0;
  await own.begin((tx) => Promise.all([tx.unsafe('select 2'), tx.unsafe('select 3')]));
  expect(sent.map((bytes) => bytes.match(/begin|select \d|commit/g))).toEqual([
    ['begin', 'select 2', 'select 3'],
    ['commit'],
  ]);
  await close();
});
