/** The role the product works under, tried as somebody would who got hold of its connection. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../records/testing.ts';
import { command, type Writer } from './door.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const ROLES = ['capuy_app', 'capuy_figures'];

test.each(ROLES)('%s owns nothing and has no special right', async (role) => {
  const [attributes] =
    await office.owner`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
    from pg_roles where rolname = ${role}`;
  expect(Object.values(attributes!)).toEqual([false, false, false, false, false]);
  const owned = await office.owner`
    select 1 from pg_shdepend where refobjid = ${role}::regrole and deptype = 'o'
    union all select 1 from pg_class where relowner = ${role}::regrole
    union all select 1 from pg_proc where proowner = ${role}::regrole`;
  expect([...owned]).toEqual([]);
});

test('every table carries forced row policies, so that not even its owner passes by them', async () => {
  const open = await office.owner`select c.oid::regclass::text from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'past')
    where c.relkind = 'r' and c.relname <> 'migration' and not (c.relrowsecurity and c.relforcerowsecurity)`;
  expect([...open]).toEqual([]);
});

test('every table that is read by place alone has an index that begins with it', async () => {
  const without = await office.owner`select distinct tablename as name from pg_policies
    where schemaname = 'public' and policyname = 'read' and qual ~ '\\mplace\\M' and qual !~ 'case_key' and not exists (
      select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indrelid = format('public.%I', tablename)::regclass and a.attname = 'place' and i.indpred is null)`;
  expect([...without]).toEqual([]);
});

test('views look with the eyes of whoever asks', async () => {
  const others = await office.owner`select c.oid::regclass::text as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'known')
    where c.relkind = 'v' and has_table_privilege('capuy_app', c.oid, 'select')
      and not coalesce('security_invoker=true' = any (c.reloptions), false)`;
  expect([...others]).toEqual([]);
});

test('functions that act as the owner fix their search path, but the stamps, which name every schema', async () => {
  const loose = await office.owner<{ name: string }[]>`select p.proname as name from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.proconfig is null order by 1`;
  expect(loose.map((row) => row.name).filter((name) => !name.startsWith('stamp_'))).toEqual([]);
});

/** What each sealed table answers to the application, inside a command of the machine itself. */
const refusedWith = async (work: (tx: Writer) => Promise<unknown>): Promise<unknown> => {
  const attempt = office.db.begin(async (tx) => {
    await tx`select enter(${office.machine.token})`;
    await tx`select begin_command('x', null, null, null, null, '', ${office.clock.now()})`;
    await work(tx as unknown as Writer);
    return 'done';
  });
  return attempt.catch((error: { code: string }) => error.code);
};

describe.each(['audit_entry', 'account', 'mandate', 'session'])('the application and %s', (table) => {
  test.each([
    ['read', (tx: Writer) => tx`select * from ${tx(table)}`],
    ['insert', (tx: Writer) => tx`insert into ${tx(table)} default values`],
    [
      'update',
      (tx: Writer) => tx.unsafe(`update ${table} set ${table === 'session' ? 'token_hash' : 'id'} = null`),
    ],
    ['delete', (tx: Writer) => tx`delete from ${tx(table)}`],
    ['truncate', (tx: Writer) => tx`truncate ${tx(table)} cascade`],
  ])('cannot %s', async (_, work) => {
    expect(await refusedWith(work)).toBe('42501');
  });
});

test.each([
  ['become the owner', 'set role capuy_owner'],
  ['switch policies off', 'alter table document disable row level security'],
  ['drop a policy', 'drop policy read on document'],
  ['switch triggers off', 'alter table document disable trigger all'],
  ['pass as a replica, which fires no trigger', 'set session_replication_role = replica'],
  ['give itself a right', 'grant select on account to capuy_app'],
  ['widen a role', "update role_right set may_write = true where role = 'reader'"],
  ['change what the installation says of itself', 'delete from installation'],
  ['move a unit by hand', 'update unit set place = 0'],
  ['change history', 'update past.document set known_to = known_from'],
  ['delete history', 'delete from past.document'],
  ['rebuild the tables of placement by hand', 'delete from unit_closure'],
])('the application cannot %s', async (_, sql) => {
  expect(await refusedWith((tx) => tx.unsafe(sql))).toBe('42501');
});

test('without row security a query fails instead of showing everything', async () => {
  const query = office.db.begin(async (tx) => {
    await tx`set local row_security = off`;
    return tx`select * from document`;
  });
  await expect(query).rejects.toThrow(/row-level security/);
});

describe('without a command', () => {
  const attempt = (sql: string) =>
    office.db
      .begin(async (tx) => {
        await tx`select enter(${office.machine.token})`;
        return (await tx.unsafe(sql)).count;
      })
      .then(
        (count) => (count === 0 ? 'failed' : 'done'),
        () => 'failed',
      );
  const columns = '(id, unit, number, issuer, issued_on, title, level)';
  const values = () =>
    `('${office.newId()}', '${office.units.tam_ky}', '1', 'x', '2023-01-01', 'x', 'district')`;

  test('nothing is entered, changed, withdrawn or founded', async () => {
    await command(office.machine, { command: 'x', input: 1 }, async (tx) => {
      await tx.unsafe(`insert into document ${columns} values ${values()}`);
      return { ok: true, value: null };
    });
    const id = office.newId();
    expect(await attempt(`insert into document ${columns} values ${values()}`)).toBe('failed');
    expect(await attempt("update document set title = 'y'")).toBe('failed');
    expect(await attempt('delete from document')).toBe('failed');
    expect(await attempt(`select found_units(array['${id}']::uuid[], array[null]::uuid[])`)).toBe('failed');
    expect(await attempt(`select move_unit('${office.units.tam_ky_cell}', '${office.units.dien_ban}')`)).toBe(
      'failed',
    );
    for (const settings of [
      ['capuy.replacing', 'on'],
      ['capuy.entry', '1'],
    ]) {
      const forged = `select set_config('capuy.at', '2001-01-01', true), set_config('${settings[0]}', '${settings[1]}', true)`;
      const forging = office.db.begin(async (tx) => {
        await tx`select enter(${office.machine.token})`;
        await tx.unsafe(forged);
        return (await tx`update document set title = 'forged'`).count;
      });
      expect(await forging).toBe(0);
    }
    const rows = await office.owner`select title from document`;
    expect([...rows]).toEqual([{ title: 'x' }]);
  });
});
