import postgres from 'postgres';
import { expect, test } from 'vitest';
import { testDatabase } from './testing.ts';

test('two databases share the schema and nothing else', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
  const [a, b] = [postgres({ ...one.superuser, max: 1 }), postgres({ ...two.superuser, max: 1 })];
  try {
    await a`create table only_here (x int)`;
    const [seen] =
      await b`select to_regclass('only_here') as table, to_regclass('migration')::text as migration`;
    expect(seen).toEqual({ table: null, migration: 'migration' });
  } finally {
    await Promise.all([a.end(), b.end()]);
    await Promise.all([one.drop(), two.drop()]);
  }
});

test('the app connects as a role that is no superuser and cannot create tables', async () => {
  const database = await testDatabase();
  const sql = postgres({ ...database.app, max: 1 });
  try {
    const [row] = await sql`select current_user::text as name, rolsuper, rolbypassrls from pg_roles
      where rolname = current_user`;
    expect(row).toEqual({ name: 'capuy_app', rolsuper: false, rolbypassrls: false });
    await expect(sql`create table x (y int)`).rejects.toMatchObject({ code: '42501' });
  } finally {
    await sql.end();
    await database.drop();
  }
});
