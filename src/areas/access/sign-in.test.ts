/** Ways that close, delays, and what is written down: PostgreSQL decides, asked as the application asks. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { command } from '../../db/door.ts';
import { systemClock } from '../../kernel/clock.ts';
import { done } from '../../kernel/refusal.ts';
import { accepted, codesOf } from '../../records/testing.ts';
import { openMachineSession } from './commands.ts';
import { fitsSealed } from './passwords.ts';
import { openWays } from './sign-in-store.ts';
import { type Door, openDoor, PASSWORD, WRONG } from './testing.ts';

let door: Door;
let office: Door['office'];
beforeAll(async () => {
  door = await openDoor();
  office = door.office;
});
afterAll(() => office.close());

const account: Door['account'] = (...given) => door.account(...given);
const attempt: Door['attempt'] = (...given) => door.attempt(...given);
beforeEach(() => {
  door.waited.length = 0;
});

describe('five wrong tries', () => {
  test('close the source for twelve hours, whatever is typed then, and no other', async () => {
    const name = await account();
    for (let i = 0; i < 4; i++)
      expect(codesOf(await attempt(name, WRONG))).toEqual(['wrong_sign_in password']);
    expect(codesOf(await attempt(name, WRONG))).toEqual(['way_closed password']);
    expect(codesOf(await attempt(name, PASSWORD))).toEqual(['way_closed password']);
    expect(codesOf(await attempt(name, PASSWORD, '10.0.0.2'))).toEqual([]);
    const [way] = await office.owner`select closed_until - last_at as lasts from sign_in_way
      where closed_until is not null and way = 'from 10.0.0.1' order by closed_until desc limit 1`;
    expect(way!.lasts).toBe('12:00:00');
    await office.owner`update sign_in_way set closed_until = last_at - interval '1 second' where closed_until is not null`;
    expect(codesOf(await attempt(name, PASSWORD))).toEqual([]);
  });
  test('are counted alike for a name that is nobody’s', async () => {
    const shown = [];
    for (let i = 0; i < 6; i++) shown.push(codesOf(await attempt('không có ai', WRONG, '10.0.1.1'))[0]);
    expect(shown).toEqual([
      ...Array(4).fill('wrong_sign_in password'),
      ...Array(2).fill('way_closed password'),
    ]);
  });
  test('begin anew after one that was right', async () => {
    const name = await account();
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 4; j++) await attempt(name, WRONG, '10.0.2.1');
      accepted(await attempt(name, PASSWORD, '10.0.2.1'));
    }
  });
  test('of somebody else at the same source leave a known device its own way', async () => {
    const name = await account();
    const { device } = accepted(await attempt(name, PASSWORD, '10.0.3.1'));
    for (let i = 0; i < 6; i++) await attempt(name, WRONG, '10.0.3.1');
    expect(codesOf(await attempt(name, PASSWORD, '10.0.3.1'))).toEqual(['way_closed password']);
    expect(codesOf(await attempt(name, PASSWORD, '10.0.3.1', device))).toEqual([]);
  });
  test('on a known device close that device alone', async () => {
    const name = await account();
    const { device } = accepted(await attempt(name, PASSWORD, '10.0.4.1'));
    for (let i = 0; i < 5; i++) await attempt(name, WRONG, '10.0.4.1', device);
    expect(codesOf(await attempt(name, PASSWORD, '10.0.4.2', device))).toEqual(['way_closed password']);
    expect(codesOf(await attempt(name, PASSWORD, '10.0.4.1'))).toEqual([]);
  });
  test('a device known to one account is a stranger to another', async () => {
    const [one, other] = [await account(), await account()];
    const { device } = accepted(await attempt(one, PASSWORD, '10.0.5.1'));
    for (let i = 0; i < 5; i++) await attempt(other, WRONG, '10.0.5.1');
    expect(codesOf(await attempt(other, PASSWORD, '10.0.5.1', device))).toEqual(['way_closed password']);
  });
});

describe('wrong tries from many sources', () => {
  test.each(['an account', 'a name that is nobody’s'])(
    'slow %s down, 1 to 42 seconds, and close nothing',
    async (what) => {
      const name = what === 'an account' ? await account() : 'chưa từng có';
      for (let i = 0; i < 16; i++) await attempt(name, WRONG, `10.1.${what.length}.${i}`);
      expect(door.waited).toEqual([1, 2, 4, 8, 16, 32, 42, 42, 42, 42, 42]);
      if (what === 'an account') expect(codesOf(await attempt(name, PASSWORD, '10.2.0.1'))).toEqual([]);
    },
  );
  test('never slow a known device', async () => {
    const name = await account();
    const { device } = accepted(await attempt(name, PASSWORD, '10.3.0.1'));
    for (let i = 0; i < 10; i++) await attempt(name, WRONG, `10.3.1.${i}`);
    door.waited.length = 0;
    expect(codesOf(await attempt(name, PASSWORD, '10.3.0.9', device))).toEqual([]);
    expect(door.waited).toEqual([]);
  });
});

test('a name that is nobody’s has a salt that never changes and looks like any other', async () => {
  const salt = async (name: string) => (await office.db`select password_salt_of(${name}) as salt`)[0]!.salt;
  const [known, unknown] = [await salt(await account()), await salt('ai đó')];
  expect(unknown).toBe(await salt('ai đó'));
  expect(unknown).not.toBe(await salt('ai khác'));
  const shape = /^v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}$/;
  expect([known, unknown]).toEqual([expect.stringMatching(shape), expect.stringMatching(shape)]);
});

test('no hash of a password lies in the database, and the application reads nothing of it', async () => {
  const name = await account();
  const [row] = await office.owner`select password_hash from account where name = ${name}`;
  expect(row!.password_hash).toMatch(/^\$sealed\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[0-9a-f]{64}$/);
  expect(await fitsSealed(row!.password_hash, PASSWORD)).toBe(true);
  expect(await fitsSealed(row!.password_hash, WRONG)).toBe(false);
  expect(await fitsSealed('!', '!')).toBe(false);
  for (const sql of [
    'select password_hash from account',
    `select open_session('${name}', null, 'x', 1)`,
    `select admit(null, 'two', '', '', '', 'vi', 'x', 'y')`,
    `select renew_session(null, 'two', 'x')`,
    'select secret from totp',
  ])
    await expect(office.db.unsafe(sql), sql).rejects.toMatchObject({ code: '42501' });
});

test('every try leaves a chained entry: right, wrong, of an unknown name, at a closed way', async () => {
  const name = await account();
  const entries = async () => Number((await office.owner`select count(*) as n from audit_entry`)[0]!.n);
  const last = async () =>
    (
      await office.owner`select e.command, e.account, r.reason from audit_entry e
      left join audit_reason r on r.entry = e.id order by e.id desc limit 1`
    )[0]!;
  const before = await entries();
  const [{ id } = { id: '' }] = await office.owner<
    { id: string }[]
  >`select id from account where name = ${name}`;
  await attempt(name, PASSWORD, '10.4.0.1');
  expect(await last()).toEqual({ command: 'sign in', account: id, reason: 'password' });
  await attempt(name, WRONG, '10.4.0.1');
  expect(await last()).toEqual({ command: 'sign in', account: id, reason: 'wrong' });
  await attempt('ai.la', WRONG, '10.4.0.1');
  expect(await last()).toEqual({ command: 'sign in', account: null, reason: 'wrong' });
  for (let i = 0; i < 5; i++) await attempt('ai.la', WRONG, '10.4.0.1');
  expect(await last()).toEqual({ command: 'sign in', account: null, reason: 'way closed' });
  expect((await entries()) - before).toBe(8);
});

describe('a closed way', () => {
  const closed = async () => {
    const name = await account();
    for (let i = 0; i < 5; i++) await attempt(name, WRONG, '10.5.0.1');
    return name;
  };
  const open = (who: typeof office.machine, name: string) =>
    command(who, { command: 'open', input: name }, async (tx) => done(await openWays(tx, name)));

  test('is opened by the machine and by an office above, once', async () => {
    const machine = { ...office.machine, token: await openMachineSession(office.owner, systemClock) };
    for (const who of [machine, await office.officer('office', office.units.tam_ky)]) {
      const name = await closed();
      expect(accepted(await open(who, name))).toBe(1);
      expect(accepted(await open(who, name))).toBe(0);
      expect(codesOf(await attempt(name, PASSWORD, '10.5.0.1'))).toEqual([]);
    }
  });
  test.each([
    ['an office beside', 'office', 'dien_ban'],
    ['a reader above', 'reader', 'district'],
    ['a colleague', 'cell_secretary', 'tam_ky_cell'],
  ] as const)('is not opened by %s', async (_, role, unit) => {
    const name = await closed();
    expect(codesOf(await open(await office.officer(role, office.units[unit]), name))).toEqual([
      'no_such_account',
    ]);
    expect(codesOf(await attempt(name, PASSWORD, '10.5.0.1'))).toEqual(['way_closed password']);
  });
});
