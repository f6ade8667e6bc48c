import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database } from './connection.ts';
import { schemaText } from './testing/schema.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

const file = new URL('../../db/schema.sql', import.meta.url);

let database: TestDatabase;
let sql: Database;
let text: string;

beforeAll(async () => {
  database = await testDatabase();
  sql = connect({ ...database.superuser, max: 1 });
  text = await schemaText(sql);
  if (process.env.CAPUY_WRITE_SCHEMA) writeFileSync(file, text);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

test('db/schema.sql is what the migrations give (else: CAPUY_WRITE_SCHEMA=1 npx vitest run src/db/schema.test.ts)', () => {
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('executing db/schema.sql on an empty database builds the same schema', async () => {
  const name = `${database.name}_schema`;
  await sql`create database ${sql(name)} template template0`;
  const inside = connect({ ...database.superuser, database: name, max: 1 });
  try {
    await inside`grant create on database ${sql(name)} to capuy_owner`;
    await inside`grant create, usage on schema public to capuy_owner`;
    await inside`set role capuy_owner`;
    await inside.unsafe(readFileSync(file, 'utf8'));
    expect(await schemaText(inside)).toBe(text);
  } finally {
    await inside.end();
    await sql`drop database ${sql(name)} with (force)`;
  }
});

test.each([
  ['a column', 'alter table person add column remark text', '  remark text'],
  [
    'a default',
    "alter table person alter column religion set default 'none'",
    "religion text DEFAULT 'none'",
  ],
  ['a constraint', 'alter table target add constraint small check (value < 9)', 'CONSTRAINT small CHECK'],
  ['an index', 'create index later on person (name)', 'CREATE INDEX later ON public.person'],
  ['a function', 'create function later() returns int language sql return 1', 'FUNCTION public.later()'],
  ['a view', 'create view later as select name from person', 'VIEW later AS'],
  [
    'a trigger',
    'create trigger later after insert on target execute function refuse_thaw()',
    'TRIGGER later AFTER',
  ],
])('%s that a migration adds shows in the text', async (_, change, wanted) => {
  const shows = (schema: string) => schema.toLowerCase().includes(wanted.toLowerCase());
  expect(shows(text)).toBe(false);
  await sql.unsafe(`begin; ${change}`);
  try {
    // The comparison runs inside the transaction that will be taken back.
    const changed = await schemaText({ begin: (work: (tx: Database) => unknown) => work(sql) } as never);
    expect(shows(changed)).toBe(true);
  } finally {
    await sql`rollback`;
  }
});
