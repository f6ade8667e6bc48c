import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database } from './connection.ts';
import { type Migration, migrate, migrations } from './migrate.ts';
import { schemaText } from './testing/schema.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

const silent = () => {};

let database: TestDatabase;
let sql: Database;
beforeAll(async () => {
  database = await testDatabase();
  sql = connect({ ...database.superuser, max: 1 });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const next = (text: string, number = migrations().length + 1): Migration => ({
  number,
  name: `${String(number).padStart(4, '0')}_test.sql`,
  text,
  sha256: text,
});

/** Everything a failed run may have touched. */
const state = async () => [
  await schemaText(sql),
  await sql`select number, sha256 from migration order by number`,
];

test('a database that is up to date is left alone', async () => {
  const said: string[] = [];
  const before = await sql`select * from migration order by number`;
  await migrate(sql, (words) => said.push(words.en));
  expect(said).toEqual([]);
  expect(await sql`select * from migration order by number`).toEqual(before);
});

test('policies applied anew to a database that has them leave everything as it was', async () => {
  const before = await schemaText(sql);
  await sql`update migration set sha256 = 'of an earlier version' where number = 0`;
  await migrate(sql);
  expect(await schemaText(sql)).toBe(before);
});

test('a table that does not declare its class makes the run fail, and nothing of it stays', async () => {
  const before = await state();
  const all = [...migrations(), next('create table good (id int); create table stray (id int)')];
  await expect(migrate(sql, silent, all)).rejects.toThrow(/without a class .*: good, stray/);
  expect(await state()).toEqual(before);
});

test('a migration that fails half way leaves nothing, and names its trouble', async () => {
  const before = await state();
  const all = [...migrations(), next('create view later as select 1; select 1 / 0')];
  await expect(migrate(sql, silent, all)).rejects.toThrow(/division by zero/);
  expect(await state()).toEqual(before);
});

test('a migration changed after it was applied is refused by its name', async () => {
  const before = await state();
  const all = migrations().map((one) => (one.number === 2 ? { ...one, sha256: 'changed' } : one));
  await expect(migrate(sql, silent, all)).rejects.toThrow(/^0002_organisation\.sql was changed/);
  expect(await state()).toEqual(before);
});

test('the numbers run without a gap', () => {
  expect(migrations().map((one) => one.number)).toEqual(migrations().map((_, index) => index + 1));
  const folder = mkdtempSync(join(tmpdir(), 'capuy-migrations-'));
  try {
    cpSync(fileURLToPath(new URL('../../db/migrations', import.meta.url)), folder, { recursive: true });
    expect(migrations(folder)).toEqual(migrations());
    renameSync(join(folder, '0003_access.sql'), join(folder, '0099_access.sql'));
    expect(() => migrations(folder)).toThrow('0004_membership.sql should carry the number 3');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
