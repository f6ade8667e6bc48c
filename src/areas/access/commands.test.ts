import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Database } from '../../db/connection.ts';
import { command, read } from '../../db/door.ts';
import { noteDemonstration } from '../../db/notes.ts';
import { systemClock } from '../../kernel/clock.ts';
import { done } from '../../kernel/refusal.ts';
import { accepted, codesOf, openOffice, type TestOffice } from '../../records/testing.ts';
import { foundAccount, openMachineSession } from './commands.ts';
import { sessionState, touchSession } from './sign-in-store.ts';
import { closeSession, setLanguage, switchMandate } from './store.ts';

/** Signing in over a library whose work is counted, loaded anew: a file before this one may have loaded it. */
const { hashRaw, signInAt } = await (async () => {
  const library = await import('@node-rs/argon2');
  const counted = vi.fn(library.hashRaw);
  vi.doMock('@node-rs/argon2', () => ({ ...library, hashRaw: counted }));
  vi.resetModules();
  const { signIn } = await import('./sign-in.ts');
  vi.doUnmock('@node-rs/argon2');
  vi.resetModules();
  return { hashRaw: counted, signInAt: signIn };
})();

const PASSWORD = 'Mật khẩu dài, dễ nhớ';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
  // No second factor here; sign-in.test.ts asks for it.
  await noteDemonstration(office.owner);
  await foundAccount(
    office.owner,
    systemClock,
    {
      name: 'Hòa.NV',
      fullName: 'Nguyễn Văn Hòa',
      password: PASSWORD,
      mandates: [
        { unit: office.units.tam_ky_cell, role: 'cell_secretary', post: 'Bí thư chi bộ' },
        { unit: office.units.dien_ban, role: 'office', post: 'Chánh văn phòng' },
      ],
    },
    '12-QĐ/HU',
  );
  await command(office.machine, { command: 'enter', input: 1 }, async (tx) => {
    for (const unit of ['tam_ky_cell', 'dien_ban_cell'] as const) {
      await tx`insert into document (id, unit, number, issuer, issued_on, title, level)
        values (${office.newId()}, ${office.units[unit]}, ${unit}, 'Ban', '2023-01-05', 'x', 'district')`;
    }
    return done(null);
  });
});
afterAll(() => office.close());
beforeEach(() => void hashRaw.mockClear());

const signIn = (db: Database, name: string, password: string) =>
  signInAt({ db, clock: systemClock }, name, password);

const signedIn = async () => accepted(await signIn(office.db, 'hòa.nv', PASSWORD)).token;

const seenBy = (token: string) =>
  read({ db: office.db, token }, async (tx) => {
    const rows = await tx<{ number: string }[]>`select number from document order by number`;
    return rows.map((row) => row.number);
  });

describe('signing in', () => {
  test.each([
    ['as it was founded', 'Hòa.NV'],
    ['in lower case', 'hòa.nv'],
    ['with blanks, decomposed', ' hòa.nv '.normalize('NFD')],
  ])('opens a session for the name %s', async (_, name) => {
    const { token } = accepted(await signIn(office.db, name, PASSWORD.normalize('NFD')));
    expect(await sessionState(office.db, token)).toMatchObject({
      account_name: 'hòa.nv',
      full_name: 'Nguyễn Văn Hòa',
      language: 'vi',
      post: 'Bí thư chi bộ',
      unit: office.units.tam_ky_cell,
    });
  });

  test('a wrong password and an unknown name are refused in the same words, after the same work', async () => {
    const wrong = await signIn(office.db, 'hòa.nv', `${PASSWORD}.`);
    expect(hashRaw).toHaveBeenCalledTimes(1);
    const unknown = await signIn(office.db, 'không có ai', PASSWORD);
    expect(hashRaw).toHaveBeenCalledTimes(2);
    expect(codesOf(wrong)).toEqual(['wrong_sign_in password']);
    expect(unknown).toEqual(wrong);
    const costs = hashRaw.mock.calls.map(([, options]) => ({ ...options, salt: options!.salt!.length }));
    expect(costs[0]).toEqual({ algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, salt: 16 });
    expect(costs[1]).toEqual(costs[0]);
  });
  test.each([
    ['no name', ''],
    ['a blank', ' '],
    ['a piece of SQL', "' or true --"],
    ['a name with a zero byte and another password', 'hòa.nv\u0000'],
    ['a name without an end', 'x'.repeat(100_000)],
  ])('%s opens nothing', async (_, name) => {
    expect(codesOf(await signIn(office.db, name, 'x'))).toEqual(['wrong_sign_in password']);
  });
  test('nobody signs in as the machine, and the answer does not tell that it is one', async () => {
    await closeSession(office.db, await openMachineSession(office.owner, systemClock));
    const outcome = await signIn(office.db, 'máy-chủ', '!');
    expect(outcome).toEqual(await signIn(office.db, 'không có ai', '!'));
    expect(hashRaw).toHaveBeenCalledTimes(2);
  });
  test('a session of the machine does not begin to lock by being used; one of a person goes on', async () => {
    const [machine, person] = [await openMachineSession(office.owner, systemClock), await signedIn()];
    const locks = async (token: string) => {
      await touchSession(office.db, token);
      const [row] = await office.owner<{ never: boolean; later: boolean }[]>`
        select locks_at = 'infinity' as never, locks_at > seen_at as later from session
        where token_hash = token_hash(${token})`;
      return row;
    };
    expect(await locks(machine)).toEqual({ never: true, later: true });
    expect(await locks(person)).toEqual({ never: false, later: true });
    await closeSession(office.db, machine);
  });
  test('a closed account is answered like one that never was; one without a post is told whom to ask', async () => {
    const lonely = { fullName: 'x', password: PASSWORD, mandates: [] };
    await foundAccount(office.owner, systemClock, { name: 'lonely', ...lonely }, '1-QĐ');
    expect(codesOf(await signIn(office.db, 'lonely', PASSWORD))).toEqual(['no_mandate']);
    await office.owner`update account set closed_on = '2020-01-01' where name = 'lonely'`;
    expect(codesOf(await signIn(office.db, 'lonely', PASSWORD))).toEqual(['wrong_sign_in password']);
  });
});

describe('a session', () => {
  test('stands in the database as a hash only; the hash opens nothing', async () => {
    const token = await signedIn();
    expect(token).toMatch(/^[\w-]{43}$/);
    const rows = await office.owner<{ text: string; token_hash: string }[]>`
      select s::text as text, token_hash from session s`;
    expect(rows.filter((row) => row.text.includes(token))).toEqual([]);
    const [stored] = await office.owner`select token_hash(${token}) as hash`;
    expect(rows.map((row) => row.token_hash)).toContain(stored!.hash);
    expect(await sessionState(office.db, stored!.hash)).toBeUndefined();
  });
  test('two sign-ins are two sessions', async () => {
    expect(await signedIn()).not.toBe(await signedIn());
  });
  test('sees what the mandate in use may see; switching the mandate changes it', async () => {
    const token = await signedIn();
    expect(await seenBy(token)).toEqual(['tam_ky_cell']);
    const [, second] = (await sessionState(office.db, token))!.mandates;
    expect(await switchMandate(office.db, token, second!.mandate)).toBe(true);
    expect(await seenBy(token)).toEqual(['dien_ban_cell']);
    expect(await sessionState(office.db, token)).toMatchObject({
      role: 'office',
      unit: office.units.dien_ban,
    });
  });
  test('cannot take somebody else’s mandate, nor one that has ended', async () => {
    const token = await signedIn();
    const [other] =
      await office.owner`select mandate from session where token_hash = token_hash(${office.machine.token})`;
    expect(await switchMandate(office.db, token, other!.mandate)).toBe(false);
    const [, second] = (await sessionState(office.db, token))!.mandates;
    await office.owner`update mandate set valid_from = '2000-01-01', valid_to = '2001-01-01' where id = ${second!.mandate}`;
    expect(await switchMandate(office.db, token, second!.mandate)).toBe(false);
    expect(await seenBy(token)).toEqual(['tam_ky_cell']);
  });
  test('remembers the language', async () => {
    const token = await signedIn();
    await setLanguage(office.db, token, 'en');
    expect((await sessionState(office.db, token))!.language).toBe('en');
    await expect(setLanguage(office.db, token, 'fr' as 'en')).rejects.toMatchObject({ code: '23514' });
  });
  test('ends with signing out, and others go on', async () => {
    const [token, other] = [await signedIn(), await signedIn()];
    await closeSession(office.db, token);
    expect(await sessionState(office.db, token)).toBeUndefined();
    expect(await seenBy(token)).toEqual([]);
    expect(await seenBy(other)).toEqual(['tam_ky_cell']);
  });
  test('ends after its hours', async () => {
    const token = await signedIn();
    const [row] =
      await office.owner`select expires_at - started_at as lasts from session where token_hash = token_hash(${token})`;
    expect(row!.lasts).toBe('12:00:00');
    await office.owner`update session set expires_at = started_at where token_hash = token_hash(${token})`;
    expect(await sessionState(office.db, token)).toBeUndefined();
    expect(await seenBy(token)).toEqual([]);
  });
});
