/** Somebody who may run any SQL as the application, with a token of their own: no row that is not theirs. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, type Reader, read } from '../../db/door.ts';
import { done } from '../../kernel/refusal.ts';
import type { Office } from '../../records/commands.ts';
import { accepted, openOffice, type TestOffice } from '../../records/testing.ts';
import { registerIdentity } from '../membership/identity-store.ts';

let office: TestOffice;
let secretary: Office;
/** A word that stands in rows of the other commune alone. */
const CANARY = 'Chim-yến-phương-xa';

beforeAll(async () => {
  office = await openOffice();
  secretary = await office.officer('cell_secretary', office.units.tam_ky_cell);
  const made = await command(office.machine, { command: 'x', reason: 'x', input: 1 }, async (tx) => {
    for (const [unit, word] of [
      [office.units.dien_ban_cell, CANARY],
      [office.units.tam_ky_cell, 'của mình'],
    ] as const) {
      const [body, person] = [office.newId(), office.newId()];
      await tx`insert into body (id, unit, kind, valid_from) values (${body}, ${unit}, 'cell', '2000-01-01')`;
      await tx`insert into person (id, unit, name) values (${person}, ${unit}, ${word})`;
      await tx`insert into training (id, unit, kind, name, held_from, held_to)
        values (${office.newId()}, ${unit}, 'other', ${word}, '2023-01-01', '2023-01-01')`;
      await tx`insert into document (id, unit, number, issuer, issued_on, title, level)
        values (${office.newId()}, ${unit}, ${word}, 'x', '2023-01-01', ${word}, 'district')`;
      await tx`insert into inspection (id, body, nature, origin, number, title, opened_on)
        values (${office.newId()}, ${body}, 'inspection', 'signs', ${word}, ${word}, '2023-01-05')`;
      await tx`update person set name = name where id = ${person}`;
    }
    return done(null);
  });
  accepted(made);
});
afterAll(() => office.close());

/** What the statement gives, as text; what PostgreSQL refuses gives its code. */
async function got(statement: string): Promise<string> {
  const run = (tx: Reader) => tx.unsafe(statement);
  return read(secretary, async (tx) => JSON.stringify(await run(tx))).catch(
    (error: { code: string }) => error.code,
  );
}

test('every table, its past and what was known of it', async () => {
  const tables = await office.owner<{ name: string }[]>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'past')
    union all select quote_ident(schemaname) || '.' || quote_ident(viewname) from pg_views where schemaname in ('public', 'known')`;
  expect(tables.length).toBeGreaterThan(80);
  let own = '';
  for (const { name } of tables) {
    const text = await got(`select set_config('capuy.known_at', '2100-01-01', true), t.* from ${name} t`);
    expect([name, text.includes(CANARY)]).toEqual([name, false]);
    own += text;
  }
  expect(own).toContain('của mình');
});

test.each([
  [
    'a leaky function in the condition',
    `select * from person where name like '%yến%' or 1 / length(name) > 0`,
  ],
  ['an error that tells', `select name::int from person where name like 'Chim%'`],
  ['a count', `select count(*) as n from person where name like 'Chim%' having count(*) > 0`],
  ['a join with the tree', 'select p.* from unit u join person p on true'],
  [
    'a lateral union',
    'select x.* from unit u, lateral (select * from person union all select * from person) x',
  ],
  ['statistics of the table', `select most_common_vals::text from pg_stats where tablename = 'person'`],
  ['a prepared plan of somebody else', 'prepare other as select * from person'],
  ['the view of rights', 'select * from acting_right'],
  ['the pass of the machine', `select set_config('capuy.pass', repeat('x ', 6), true), name from person`],
  ['another role', `select set_config('role', 'capuy_owner', true)`],
  ['policies switched off', `select set_config('row_security', 'off', true), name from person`],
  ['a copy to the client', 'copy person to stdout'],
  ['a file of the server', `select pg_read_file('postgresql.conf')`],
  ['cases asked by their key', 'select * from people_of_case((select case_key from inspection limit 1))'],
  ['accounts', 'select * from accounts_beneath()'],
])('%s', async (_, statement) => {
  expect(await got(statement)).not.toContain(CANARY);
});

test('the role that counts figures cannot be taken on', async () => {
  for (const role of ['capuy_figures', 'capuy_owner'])
    await expect(read(secretary, (tx) => tx.unsafe(`set local role ${role}`))).rejects.toMatchObject({
      code: '42501',
    });
});

test('a foreign id and one that does not exist answer alike', async () => {
  const [foreign] = await office.owner<{ id: string }[]>`select id from person where name = ${CANARY}`;
  for (const sql of [
    'select * from person where id = $id',
    'select may_report($id) as may',
    'select recorded from person, lateral (select 1 as recorded) x where id = $id',
  ])
    expect(await got(sql.replace('$id', `'${foreign!.id}'`))).toBe(
      await got(sql.replace('$id', `'${office.newId()}'`)),
    );
});

test('an identity number that stands elsewhere: never where, and a reconciliation at the common superior', async () => {
  const [mine] = await office.owner<{ id: string }[]>`select id from person where name = 'của mình'`;
  const [theirs] = await office.owner<{ id: string }[]>`select id from person where name = ${CANARY}`;
  const register = async (who: Office, person: string, number: string) => {
    const outcome = await command(who, { command: 'note identity', input: 1 }, async (tx) =>
      done(await registerIdentity(tx, person, number, office.newId())),
    );
    return outcome.ok ? outcome.value : outcome.refusals[0]!.code;
  };
  const other = await office.officer('cell_secretary', office.units.dien_ban_cell);
  expect(await register(other, theirs!.id, '049 201 000 123')).toBe('ok');
  expect(await register(other, theirs!.id, '049201000123')).toBe('ok');
  expect(await register(secretary, mine!.id, '12')).toBe('malformed');
  expect(await register(secretary, mine!.id, '049201000123')).toBe('elsewhere');
  expect(await register(secretary, mine!.id, '049.201.000.123')).toBe('elsewhere');
  expect(await register(secretary, theirs!.id, '049201000123')).toBe('not_found');
  const pair = [mine!.id, theirs!.id].sort();
  const opened = await office.owner`select first_person, second_person, unit from reconciliation`;
  expect([...opened]).toEqual([
    { first_person: pair[0], second_person: pair[1], unit: office.units.district },
  ]);
  const seenBy = (who: Office) => read(who, async (tx) => (await tx`select from reconciliation`).count);
  const [above, beside] = [
    await office.officer('office', office.units.district),
    await office.officer('office', office.units.tam_ky),
  ];
  expect([await seenBy(above), await seenBy(beside), await seenBy(secretary)]).toEqual([1, 0, 0]);
  expect(JSON.stringify(await office.owner`select * from identity_mark`)).not.toContain('049201000123');
});

test('nothing is put before the tables that the rights are read from', async () => {
  const mine = "select null::uuid as account, null::uuid as mandate, text 'machine' as role";
  expect(await got(`create temp view acting_mandate as ${mine}`)).toBe('25006');
  const made = (statement: string) =>
    command(secretary, { command: 'x', input: 1 }, async (tx) => done(await tx.unsafe(statement))).then(
      (outcome) => (outcome.ok ? 'made' : outcome.refusals[0]!.code),
    );
  expect(await made(`create temp view acting_mandate as ${mine}`)).toBe('not_found');
  expect(await made("select open_stage('acting_mandate', 'acting_mandate'::regclass, '{}')")).toBe(
    'not_found',
  );
});
