/** Fifteen ways to raise one's own rights, each tried and each refused; what reached a command left an entry. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asFigures, command, read, type Writer } from '../../db/door.ts';
import { importExchange } from '../../exchange/import.ts';
import { done, type Outcome } from '../../kernel/refusal.ts';
import type { Office } from '../../records/commands.ts';
import { accepted, codesOf, openOffice, type TestOffice } from '../../records/testing.ts';
import { accountsBeneath, grantableRoles } from './accounts-store.ts';
import type { Verb } from './acts.ts';
import { carryOut } from './carry-out.ts';

let office: TestOffice;
let mine: Office;
let chair: Office;
let officer: Office;
/** A case of the commune nobody was assigned to. */
let waiting: string;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const accountOf = async (who: Office) => {
  const [row] =
    await office.owner`select account, mandate from session where token_hash = ${sha256(who.token)}`;
  return row as { account: string; mandate: string };
};

beforeAll(async () => {
  office = await openOffice();
  mine = await office.officer('office', office.units.tam_ky);
  chair = await office.officer('inspection_chair', office.units.tam_ky);
  officer = await office.officer('inspection', office.units.tam_ky);
  await office.owner`update account set unit = m.unit from mandate m where m.account = account.id`;
  waiting = office.newId();
  const body = office.newId();
  const made = await command(office.machine, { command: 'x', input: 1 }, async (tx) => {
    await tx`insert into body (id, unit, kind, valid_from) values (${body}, ${office.units.tam_ky}, 'inspection_commission', '2000-01-01')`;
    await tx`insert into inspection (id, body, nature, origin, number, title, opened_on)
      values (${waiting}, ${body}, 'inspection', 'signs', '1', 'x', '2023-01-05')`;
    return done(null);
  });
  accepted(made);
});
afterAll(() => office.close());

const entries = async (name: string) => {
  const [row] = await office.owner<
    { n: number }[]
  >`select count(*)::int as n from audit_entry where command = ${name}`;
  return row!.n;
};

/** Carries out an act with everything on offer, as a forged form would; answers the refusals after looking for the entry. */
async function tried(who: Office, verb: Verb, typed: Record<string, string>): Promise<string[]> {
  const before = await entries(`refused: account ${verb}`);
  const offered = {
    roles: [
      'office',
      'inspection',
      'inspection_chair',
      'administrator',
      'auditor',
      'machine',
      'reader',
      'cell_secretary',
    ],
    people: Object.fromEntries(Object.values(typed).map((value) => [value, { vi: 'x', en: 'x' }])),
  };
  const outcome: Outcome<unknown> = await carryOut(who, verb, { id: office.newId(), ...typed }, offered);
  expect(await entries(`refused: account ${verb}`)).toBe(outcome.ok ? before : before + 1);
  return codesOf(outcome);
}

const post = (unit: string, role: string) => ({
  ...{ unit, role, post: 'x', body: 'office', from: '24/11/2050', decision: '1-QĐ' },
});

/**
 * Runs SQL as the application under somebody's session and inside a command of theirs. What is refused is taken back with
 * its command: no entry is left that would say it was done.
 */
async function sql(who: Office, work: (tx: Writer) => Promise<{ count: number }>): Promise<number | string> {
  const before = await entries('try');
  const got = await command(who, { command: 'try', input: 1 }, async (tx) =>
    done((await work(tx)).count),
  ).then(
    (outcome) => (outcome.ok ? outcome.value : outcome.refusals[0]!.code),
    (error: { code: string }) => error.code,
  );
  expect(await entries('try')).toBe(typeof got === 'number' ? before + 1 : before);
  return got;
}

/** Everything the log holds. */
const logged = async () => (await office.owner`select from audit_entry`).count;

const newcomer = async (unit: string) => {
  const id = office.newId();
  await office.owner`insert into account (id, name, full_name, password_hash, unit) values (${id}, ${id}, 'x', 'x', ${unit})`;
  return id;
};

test('1 a grant to oneself', async () => {
  const { account } = await accountOf(mine);
  expect(
    await tried(mine, 'grant', { account, ...post(office.units.tam_ky_cell, 'cell_secretary') }),
  ).toEqual(['own_grant']);
});

test('2 a grant of more than one holds, of a role of the machine room, or beyond one’s own part of the tree', async () => {
  const account = await newcomer(office.units.tam_ky);
  for (const role of ['inspection', 'inspection_chair', 'administrator', 'auditor', 'machine'])
    expect([role, await tried(mine, 'grant', { account, ...post(office.units.tam_ky, role) })]).toEqual([
      role,
      ['not_held role'],
    ]);
  expect(await tried(mine, 'grant', { account, ...post(office.units.tam_ky, 'office') })).toEqual([
    'not_held role',
  ]);
  const grant = { id: account, unit: office.units.dien_ban, role: 'reader' };
  expect(
    await sql(
      mine,
      (tx) =>
        tx`select grant_mandate(${office.newId()}, ${grant.id}, ${grant.unit}, ${grant.role}, 'x', 'none', '2050-01-01', null, null, 'x')`,
    ),
  ).toBe('not_held');
  expect(await read(mine, grantableRoles)).toEqual([
    'cell_secretary',
    'member',
    'office',
    'organisation',
    'reader',
  ]);
});

test('3 a change of what a role may do', async () => {
  expect(await sql(mine, (tx) => tx`update role_right set may_write = true`)).toBe('not_found');
  expect(
    await sql(
      mine,
      (tx) => tx`insert into role_right (role, class, may_write) values ('office', 'case', true)`,
    ),
  ).toBe('not_found');
  expect(await sql(mine, (tx) => tx`update role set administers = true`)).toBe('not_found');
});

test('4 a unit moved to come beneath', async () => {
  expect(
    await sql(mine, (tx) => tx`select move_unit(${office.units.dien_ban}, ${office.units.tam_ky})`),
  ).toBe('not_found');
  expect(await sql(mine, (tx) => tx`update unit set place = 0`)).toBe('not_found');
});

test('5 somebody else’s name: a forged pass, another account’s mandate', async () => {
  const before = await logged();
  const { account, mandate } = await accountOf(office.machine);
  const pass = `${account} ${mandate} machine - 0 9223372036854775807`;
  const seen = await office.db.begin(async (tx) => {
    await tx`select enter(${mine.token})`;
    await tx`select set_config('capuy.pass', ${pass}, true)`;
    return tx`select from unit`;
  });
  expect(seen.count).toBe(0);
  const [switched] = await office.db`select switch_mandate(${mine.token}, ${mandate}) as done`;
  expect(switched!.done).toBe(null);
  const forged = office.db.begin(async (tx) => {
    await tx`select enter(${mine.token})`;
    await tx`select set_config('capuy.pass', ${pass}, true)`;
    await tx`select from begin_command('try', null, null, null, null, ${sha256('x')}, '2050-01-01')`;
  });
  await expect(forged).rejects.toMatchObject({ code: '28000' });
  expect(await logged(), 'nothing was done, in nobody’s name').toBe(before);
});

test('6 the same act sent again gives nothing twice', async () => {
  const account = await newcomer(office.units.tam_ky);
  const district = await office.officer('office', office.units.district);
  await office.owner`update account set unit = ${office.units.district} where id = ${(await accountOf(district)).account}`;
  const typed = { id: office.newId(), account, ...post(office.units.tam_ky_cell, 'cell_secretary') };
  const offered = { roles: ['cell_secretary'], people: {} };
  accepted(await carryOut(district, 'grant', typed, offered));
  const [again] = await office.owner`select count(*)::int as n from mandate where account = ${account}`;
  expect(codesOf(await carryOut(district, 'grant', typed, offered))).toEqual(['already_recorded']);
  expect(await office.owner`select count(*)::int as n from mandate where account = ${account}`).toEqual([
    again,
  ]);
});

test('7 the own post ended, extended or handed over by its holder', async () => {
  const { account, mandate } = await accountOf(mine);
  expect(await tried(mine, 'end', { account, mandate, on: '1/1/2051', decision: '1' })).toEqual([
    'own_grant',
  ]);
  const to = await newcomer(office.units.tam_ky);
  expect(await tried(mine, 'hand-over', { account, mandate, to, decision: '1', keys: 'x' })).toEqual([
    'own_grant',
  ]);
});

test('8 a post sent again with another payload', async () => {
  const account = await newcomer(office.units.tam_ky);
  const id = office.newId();
  const offered = { roles: ['cell_secretary', 'office'], people: {} };
  accepted(
    await carryOut(
      mine,
      'grant',
      { id, account, ...post(office.units.tam_ky_cell, 'cell_secretary') },
      offered,
    ),
  );
  const outcome = await carryOut(
    mine,
    'grant',
    { id, account, ...post(office.units.tam_ky_cell, 'office') },
    offered,
  );
  expect(outcome.ok).toBe(false);
  const roles = await office.owner`select role from mandate where account = ${account}`;
  expect([...roles]).toEqual([{ role: 'cell_secretary' }]);
});

test('9 an import with accounts, posts or rights among its files', async () => {
  const { mkdtempSync, rmSync, writeFileSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  const folder = mkdtempSync(join(tmpdir(), 'capuy-escalation-'));
  try {
    writeFileSync(join(folder, 'mandate.csv'), 'id,account,unit,role,post,valid_from,decision\n');
    expect((await importExchange(mine, folder, {})).ok).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect(await sql(mine, (tx) => tx`select open_stage('stage_mandate', 'mandate'::regclass, '{}')`)).toBe(
    'not_found',
  );
  expect(await sql(mine, (tx) => tx`select record_in_bulk('mandate', array['id'])`)).toBe('not_found');
});

test('10 an old post brought back', async () => {
  const account = await newcomer(office.units.tam_ky);
  const mandate = office.newId();
  await office.owner`insert into mandate (id, account, unit, role, post, valid_from, valid_to, decision)
    values (${mandate}, ${account}, ${office.units.tam_ky_cell}, 'cell_secretary', 'x', '2000-01-01', '2001-01-01', 'x')`;
  expect(await tried(mine, 'end', { account, mandate, on: '1/1/2051', decision: '1' })).toEqual([
    'post_over',
  ]);
  expect(await sql(mine, (tx) => tx`update mandate set valid_to = null where id = ${mandate}`)).toBe(
    'not_found',
  );
});

test('11 an account of the same office, or above, reset or closed', async () => {
  const peer = (await accountOf(await office.officer('office', office.units.tam_ky))).account;
  const superior = (await accountOf(await office.officer('office', office.units.district))).account;
  await office.owner`update account set unit = ${office.units.tam_ky} where id in (${peer}, ${superior})`;
  for (const account of [peer, superior])
    for (const verb of ['reset', 'close', 'reopen'] as const)
      expect(await tried(mine, verb, { account, reason: 'x' })).toEqual(['no_such_account']);
});

test('12 the session of an account that was closed, or has not been used for 45 days', async () => {
  const gone = await office.officer('office', office.units.tam_ky);
  const { account } = await accountOf(gone);
  const seen = async () => (await read(gone, (tx) => tx`select from unit`)).count;
  await office.owner`update account set password_hash = 'x' where id = ${account}`;
  expect(await seen()).toBeGreaterThan(0);
  const before = await logged();
  await office.owner`update account set used_on = today() - 45 where id = ${account}`;
  expect(await seen()).toBe(0);
  await office.owner`update account set used_on = today(), closed_on = today() where id = ${account}`;
  expect(await seen()).toBe(0);
  expect(codesOf(await command(gone, { command: 'x', input: 1 }, async () => done(null)))).toEqual([
    'signed_out',
  ]);
  expect(await logged(), 'no command was begun').toBe(before);
});

test('13 a case taken for oneself: assigned, or written into', async () => {
  const { mandate } = await accountOf(officer);
  expect(await tried(officer, 'assign', { key: waiting, to: mandate, decision: '1' })).toEqual([
    'case_not_held',
  ]);
  const own = await accountOf(chair);
  expect(await tried(chair, 'assign', { key: waiting, to: own.mandate, decision: '1' })).toEqual([
    'own_assignment to',
  ]);
  const person = office.newId();
  expect(
    await sql(
      officer,
      (tx) => tx`insert into inspection_subject (id, inspection, kind, subject_unit, works)
      values (${person}, ${waiting}, 'organisation', ${office.units.tam_ky_cell}, '{x}')`,
    ),
  ).toBe('not_found');
  expect((await read(officer, (tx) => tx`select from inspection`)).count).toBe(0);
  accepted(
    await carryOut(
      chair,
      'assign',
      { id: office.newId(), key: waiting, to: mandate, decision: '1' },
      { roles: [], people: { [mandate]: { vi: 'x', en: 'x' } } },
    ),
  );
  expect((await read(officer, (tx) => tx`select from inspection`)).count).toBe(1);
});

const none = { roles: [], people: {} };

test('14 an account tied to somebody else’s person, or two accounts to one', async () => {
  const [ours, theirs] = [office.newId(), office.newId()];
  await command(office.machine, { command: 'x', input: 1 }, async (tx) => {
    await tx`insert into person (id, unit, name) values (${ours}, ${office.units.tam_ky_cell}, 'x'), (${theirs}, ${office.units.dien_ban_cell}, 'x')`;
    return done(null);
  });
  const found = { name: 'x1', full_name: 'x', ...post(office.units.tam_ky_cell, 'member') };
  const offered = { roles: ['member'], people: {} };
  expect(
    codesOf(await carryOut(mine, 'found', { id: office.newId(), ...found, person: theirs }, offered)),
  ).toEqual(['not_found person']);
  accepted(await carryOut(mine, 'found', { id: office.newId(), ...found, person: ours }, offered));
  const twice = { id: office.newId(), ...found, name: 'x2', person: ours };
  expect(codesOf(await carryOut(mine, 'found', twice, offered))).toEqual(['person_has_account person']);
  expect(await sql(mine, (tx) => tx`update account set person = ${ours}`)).toBe('not_found');
});

test('15 linking an account of one’s own, an equal’s, to a stranger, a second time, or two to one member', async () => {
  const [one, other, theirs] = [office.newId(), office.newId(), office.newId()];
  await command(office.machine, { command: 'x', input: 1 }, async (tx) => {
    await tx`insert into person (id, unit, name) values (${one}, ${office.units.tam_ky_cell}, 'x'),
      (${other}, ${office.units.tam_ky_cell}, 'y'), (${theirs}, ${office.units.dien_ban_cell}, 'z')`;
    return done(null);
  });
  const [account, second] = [
    await newcomer(office.units.tam_ky_cell),
    await newcomer(office.units.tam_ky_cell),
  ];
  const link = (who: Office, to: string, person: string) =>
    tried(who, 'link', { account: to, person, reason: 'hồ sơ' });
  const own = (await accountOf(mine)).account;
  const equal = (await accountOf(await office.officer('office', office.units.tam_ky))).account;
  await office.owner`update account set unit = ${office.units.tam_ky} where id = ${equal}`;
  expect(await link(mine, own, one)).toEqual(['no_such_account']);
  expect(await link(mine, equal, one)).toEqual(['no_such_account']);
  expect(await link(mine, account, theirs)).toEqual(['not_found person']);
  expect(await sql(mine, (tx) => tx`select link_account(${account}, ${theirs})`)).toBe('no_such_account');
  accepted(await carryOut(mine, 'link', { id: office.newId(), account, person: one, reason: 'hồ sơ' }, none));
  expect(await office.owner`select person from account where id = ${account}`).toEqual([{ person: one }]);
  expect(await entries('account link')).toBe(1);
  const again = (to: string, person: string, who = mine) =>
    carryOut(who, 'link', { id: office.newId(), account: to, person, reason: 'x' }, none);
  expect(codesOf(await again(account, other))).toEqual(['account_linked person']);
  expect(codesOf(await again(second, one))).toEqual(['person_has_account person']);
  accepted(await again(account, other, office.machine));
});

test('the administrator keeps accounts and reads no record: no list, no figure, no reset', async () => {
  const administrator = await office.officer('administrator', office.units.district);
  const tables = await office.owner<
    { name: string }[]
  >`select name from table_class where class in ('unit', 'case', 'own')`;
  for (const { name } of tables)
    expect([name, (await read(administrator, (tx) => tx`select from ${tx(name)}`)).count]).toEqual([name, 0]);
  const counted = await read(administrator, (tx) =>
    asFigures(tx, null, (counting) => counting`select from person`),
  );
  expect(counted.count).toBe(0);
  const beneath = await read(administrator, accountsBeneath);
  expect(beneath.length).toBeGreaterThan(0);
  const account = await newcomer(office.units.tam_ky);
  expect(await tried(administrator, 'reset', { account, reason: 'x' })).toEqual(['no_such_account']);
  expect(await tried(administrator, 'grant', { account, ...post(office.units.tam_ky, 'reader') })).toEqual([
    'not_found unit',
  ]);
  accepted(
    await carryOut(
      administrator,
      'close',
      { id: office.newId(), account, reason: 'x' },
      { roles: [], people: {} },
    ),
  );
});
