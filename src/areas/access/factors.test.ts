/** Second factors, proofs and new passwords: what a session may do before, with and after them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, read } from '../../db/door.ts';
import { noteDemonstration } from '../../db/notes.ts';
import { systemClock } from '../../kernel/clock.ts';
import { done } from '../../kernel/refusal.ts';
import { accepted, codesOf } from '../../records/testing.ts';
import { beginCodes, proveCode, proveRecovery, renewRecovery } from './factors.ts';
import { changePassword } from './own-account.ts';
import { provePassword } from './sign-in.ts';
import { dropFactors, ownAccount, removeFactor, tryProof } from './sign-in-store.ts';
import { switchMandate } from './store.ts';
import { codeAt, type Door, openDoor, PASSWORD, WRONG } from './testing.ts';

let door: Door;
let office: Door['office'];
beforeAll(async () => {
  door = await openDoor();
  office = door.office;
});
afterAll(() => office.close());

const account: Door['account'] = (...given) => door.account(...given);
const attempt: Door['attempt'] = (...given) => door.attempt(...given);
const enter: Door['enter'] = (...given) => door.enter(...given);
const enrolled: Door['enrolled'] = (...given) => door.enrolled(...given);
const stageOf = (token: string) => door.stageOf(token);
const sees = (token: string) => door.sees(token);
const steppedUp = (token: string) => door.steppedUp(token);
const gate = () => door.gate;

describe('a mandate over more than one cell', () => {
  test.each([
    ['office', 'tam_ky'],
    ['inspection', 'district'],
    ['reader', 'district'],
    ['cell_secretary', 'tam_ky'],
    ['office', 'tam_ky_cell'],
  ] as const)('%s of %s sees nothing before a second factor is set up', async (role, unit) => {
    const holder = await enter(await account(role, unit));
    expect([await stageOf(holder.token), await sees(holder.token)]).toEqual(['enrol', false]);
    const outcome = await command(
      { ...office.machine, token: holder.token },
      { command: 'x', input: 1 },
      async () => done(null),
    );
    expect(codesOf(outcome)).toEqual(['signed_out']);
    const { holder: after } = await enrolled(holder);
    expect([await stageOf(after.token), await sees(after.token)]).toEqual(['open', true]);
    expect(await stageOf(holder.token), 'the token before').toBeUndefined();
  });
  test.each(['cell_secretary', 'member'])('%s of a cell needs none', async (role) => {
    const { token } = await enter(await account(role));
    expect(await stageOf(token)).toBe('open');
    if (role === 'cell_secretary') expect(await sees(token)).toBe(true);
  });
  test('switching to one from the own cell asks, and switching back opens', async () => {
    const name = await account();
    const { token } = await enter(name);
    const [row] = await office.owner<
      { id: string }[]
    >`insert into mandate (id, account, unit, role, post, valid_from, decision)
      select ${office.newId()}, id, ${office.units.tam_ky}, 'office', 'x', '2020-01-01', 'x' from account where name = ${name} returning id`;
    const [own] = await office.owner<
      { mandate: string }[]
    >`select mandate from session where token_hash = token_hash(${token})`;
    await switchMandate(office.db, token, row!.id);
    expect([await stageOf(token), await sees(token)]).toEqual(['enrol', false]);
    await switchMandate(office.db, token, own!.mandate);
    expect([await stageOf(token), await sees(token)]).toEqual(['open', true]);
  });
  test('in a demonstration it is offered, not compulsory; once set up it is asked', async () => {
    await noteDemonstration(office.owner);
    try {
      const name = await account('office', 'tam_ky');
      const holder = await enter(name);
      expect([await stageOf(holder.token), await sees(holder.token)]).toEqual(['open', true]);
      await enrolled(holder);
      const second = await enter(name);
      expect([await stageOf(second.token), await sees(second.token)]).toEqual(['second_factor', false]);
    } finally {
      await office.owner`delete from installation where name = 'demonstration'`;
    }
    expect(await stageOf((await enter(await account('office', 'tam_ky'))).token)).toBe('enrol');
  });
});

describe('codes of a phone', () => {
  const readyToProve = async () => {
    const first = await enrolled(await enter(await account('office', 'tam_ky')));
    const holder = await enter(first.holder.account_name);
    expect(await stageOf(holder.token)).toBe('second_factor');
    return { ...first, holder };
  };
  test('open the session once each: the same one twice is refused', async () => {
    const { holder, secret } = await readyToProve();
    const code = codeAt(secret);
    const token = accepted(await proveCode(gate(), holder, code));
    expect([await stageOf(token), await sees(token)]).toEqual(['open', true]);
    const again = await enter(holder.account_name);
    expect(codesOf(await proveCode(gate(), again, code))).toEqual(['used_code code']);
    expect(codesOf(await proveCode(gate(), again, codeAt(secret, 1)))).toEqual([]);
  });
  test('of the step before and after are taken, and the drift is told; further ones are told to be so far off', async () => {
    const { holder, secret } = await readyToProve();
    expect(codesOf(await proveCode(gate(), holder, codeAt(secret, -4)))).toEqual(['clock_drift code']);
    expect(codesOf(await proveCode(gate(), holder, codeAt(secret, 2)))).toEqual(['clock_drift code']);
    const token = accepted(await proveCode(gate(), holder, codeAt(secret, 1)));
    expect((await ownAccount(office.db, token))!.drift).toBe(1);
  });
  test.each(['', '000', '12345a', 'abcdef', '0000000', '१२३४५६'])('“%s” is none', async (typed) => {
    const { holder } = await readyToProve();
    expect(codesOf(await proveCode(gate(), holder, typed))).toEqual(['wrong_code code']);
  });
  test('five wrong ones end the session and close its way; the right password does not count them away', async () => {
    const { holder, secret } = await readyToProve();
    for (let i = 0; i < 3; i++) await proveCode(gate(), holder, '000000');
    const again = await enter(holder.account_name);
    await proveCode(gate(), again, '000000');
    expect(codesOf(await proveCode(gate(), again, '000000'))).toEqual(['way_closed password']);
    expect(await stageOf(again.token)).toBeUndefined();
    expect(codesOf(await attempt(holder.account_name, PASSWORD))).toEqual(['way_closed password']);
    expect(codesOf(await proveCode(gate(), again, codeAt(secret)))).toEqual(['signed_out']);
  });
  test('a step that the application merely claims serves once, and only whoever gave the password', async () => {
    const { holder } = await readyToProve();
    const proof = { kind: 'code', step: 9_999_999_999, drift: 0 } as const;
    expect((await tryProof(office.db, 'x'.repeat(43), proof, 'x', systemClock.now())).outcome).toBe('ended');
    await office.owner`update session set locks_at = started_at where token_hash = token_hash(${holder.token})`;
    expect((await tryProof(office.db, holder.token, proof, 'x', systemClock.now())).outcome, 'locked').toBe(
      'wrong',
    );
  });
});

describe('recovery codes', () => {
  test('ten of them open once each, however they are typed', async () => {
    const { holder, codes } = await enrolled(await enter(await account('office', 'tam_ky')));
    expect(new Set(codes).size).toBe(10);
    const typed = codes[0]!.toUpperCase().replaceAll('-', ' ');
    const token = accepted(await proveRecovery(gate(), await enter(holder.account_name), typed));
    expect(await sees(token)).toBe(true);
    expect((await ownAccount(office.db, token))!.codes).toBe(9);
    const again = await enter(holder.account_name);
    expect(codesOf(await proveRecovery(gate(), again, typed))).toEqual(['wrong_recovery recovery']);
    expect(codesOf(await proveRecovery(gate(), again, codes[9]!))).toEqual([]);
  });
  test('of another account open nothing; new ones replace the old', async () => {
    const [one, other] = [
      await enrolled(await enter(await account('office', 'tam_ky'))),
      await enrolled(await enter(await account('office', 'tam_ky'))),
    ];
    const holder = await enter(one.holder.account_name);
    expect(codesOf(await proveRecovery(gate(), holder, other.codes[0]!))).toEqual([
      'wrong_recovery recovery',
    ]);
    const renewed = accepted(await renewRecovery(gate(), one.holder));
    expect(codesOf(await proveRecovery(gate(), holder, one.codes[0]!))).toEqual(['wrong_recovery recovery']);
    expect(codesOf(await proveRecovery(gate(), holder, renewed[0]!))).toEqual([]);
  });
  test('stand in the database as digests', async () => {
    const { codes } = await enrolled(await enter(await account('office', 'tam_ky')));
    const [found] =
      await office.owner`select count(*)::int as n, bool_and(digest ~ '^[0-9a-f]{64}$') as digests,
      bool_or(digest = any (${codes})) as plain from recovery_code`;
    expect(found).toMatchObject({ digests: true, plain: false });
  });
});

describe('factors', () => {
  test('are changed only within five minutes of a proof', async () => {
    const { holder } = await enrolled(await enter(await account('office', 'tam_ky')));
    await office.owner`update session set proved_at = proved_at - interval '6 minutes' where token_hash = token_hash(${holder.token})`;
    expect(await beginCodes(gate(), holder.token)).toBe(false);
    expect(await removeFactor(office.db, holder.token, 'totp', systemClock.now())).toBe(false);
    expect((await renewRecovery(gate(), holder)).ok).toBe(false);
    const token = accepted(await provePassword(gate(), holder, PASSWORD));
    expect(await removeFactor(office.db, token, 'totp', systemClock.now())).toBe(true);
    expect(await ownAccount(office.db, token)).toMatchObject({ totp: false, codes: 0 });
    expect(await stageOf((await enter(holder.account_name)).token)).toBe('enrol');
  });
  test('whoever has given only the password puts no new phone in place of the old', async () => {
    const { holder } = await enrolled(await enter(await account('office', 'tam_ky')));
    const half = await enter(holder.account_name);
    expect(await beginCodes(gate(), half.token)).toBe(false);
    expect(await removeFactor(office.db, half.token, 'totp', systemClock.now())).toBe(false);
  });
  test('that were lost are taken off by the machine alone, and its sessions end', async () => {
    const { holder } = await enrolled(await enter(await account('office', 'tam_ky')));
    const drop = (who: typeof office.machine) =>
      command(who, { command: 'drop', input: 1 }, async (tx) =>
        done(await dropFactors(tx, holder.account_name)),
      );
    expect(codesOf(await drop(await office.officer('office', office.units.district)))).toEqual([
      'not_found unit',
    ]);
    expect(codesOf(await drop(office.machine))).toEqual([]);
    expect(await stageOf(holder.token)).toBeUndefined();
    expect(await stageOf((await enter(holder.account_name)).token)).toBe('enrol');
  });
});

describe('a proof for official acts', () => {
  const aged = (token: string) =>
    office.owner`update session set proved_at = proved_at - interval '5 minutes 1 second' where token_hash = token_hash(${token})`;
  test('lasts five minutes from signing in, and from each proof; the token changes with it', async () => {
    const holder = await enter(await account());
    expect(await steppedUp(holder.token)).toBe(true);
    await aged(holder.token);
    expect(await steppedUp(holder.token)).toBe(false);
    const token = accepted(await provePassword(gate(), holder, PASSWORD));
    expect([await steppedUp(token), await steppedUp(holder.token)]).toEqual([true, false]);
  });
  test('is no setting that anybody might set', async () => {
    const { token } = await enter(await account());
    await aged(token);
    const up = await read({ db: office.db, token }, async (tx) => {
      const [row] = await tx`select current_setting('capuy.session') as session`;
      await tx`select set_config('capuy.session', ${row!.session.replace(/ f$/, ' t')}, true)`;
      return (await tx`select stepped_up() as up, acting_session() as session`)[0];
    });
    expect(up).toEqual({ up: false, session: null });
  });
  test('a wrong password is refused; five end the session', async () => {
    const holder = await enter(await account(), '10.6.0.1');
    for (let i = 0; i < 4; i++)
      expect(codesOf(await provePassword(gate(), holder, WRONG))).toEqual(['wrong_password password']);
    expect(codesOf(await provePassword(gate(), holder, WRONG))).toEqual(['way_closed password']);
    expect(await stageOf(holder.token)).toBeUndefined();
  });
});

describe('a new password', () => {
  const typed = (more = {}) => ({
    password: PASSWORD,
    new_password: 'gió heo may đầu ngõ',
    again: 'gió heo may đầu ngõ',
    ...more,
  });
  test('replaces the old one, ends every other session and changes the token', async () => {
    const holder = await enter(await account());
    const other = await enter(holder.account_name);
    const token = accepted(await changePassword(gate(), holder, typed()));
    expect(await Promise.all([token, holder.token, other.token].map(stageOf))).toEqual([
      'open',
      undefined,
      undefined,
    ]);
    expect(codesOf(await attempt(holder.account_name, PASSWORD, '10.7.0.1'))).toEqual([
      'wrong_sign_in password',
    ]);
    expect(codesOf(await attempt(holder.account_name, 'gió heo may đầu ngõ', '10.7.0.1'))).toEqual([]);
  });
  test.each([
    [{ password: WRONG }, 'wrong_password password'],
    [{ again: 'khác' }, 'password_differs again'],
    [{ new_password: PASSWORD, again: PASSWORD }, 'password_same new_password'],
    [{ new_password: 'ngắn quá', again: 'ngắn quá' }, 'password_short new_password'],
    [{ new_password: 'Xã Tam Kỳ 2026!', again: 'Xã Tam Kỳ 2026!' }, 'password_own_name new_password'],
    [{ new_password: 'Điện Bàn muôn năm', again: 'Điện Bàn muôn năm' }, 'password_own_name new_password'],
  ])('%j is refused', async (more, code) => {
    const holder = await enter(await account(), '10.8.0.1');
    expect(codesOf(await changePassword(gate(), holder, typed(more)))).toEqual([code]);
  });
  test('comes first where the account says so, and nothing else is seen before', async () => {
    const holder = await enter(await account('cell_secretary', 'tam_ky_cell', { mustChange: true }));
    expect([await stageOf(holder.token), await sees(holder.token)]).toEqual(['new_password', false]);
    const token = accepted(await changePassword(gate(), holder, typed({ password: '' })));
    expect([await stageOf(token), await sees(token)]).toEqual(['open', true]);
  });
});
