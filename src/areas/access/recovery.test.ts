/** Whoever cannot get in is helped by those who keep the account: by one, by two, after a fresh proof, never beyond. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approve, proposalSeen } from '../../approvals/commands.ts';
import { endProposal } from '../../approvals/store.ts';
import { catalogue } from '../../catalogue.ts';
import { command, type Writer } from '../../db/door.ts';
import { done } from '../../kernel/refusal.ts';
import type { Office } from '../../records/commands.ts';
import { accepted, codesOf } from '../../records/testing.ts';
import { dropFactorsOf, grantPost, resetAccount } from './accounts-store.ts';
import type { Verb } from './acts.ts';
import { carryOut } from './carry-out.ts';
import { type Door, openDoor, PASSWORD, WRONG } from './testing.ts';

let door: Door;
let office: Door['office'];
let first: Office;
let second: Office;
let chair: Office;

beforeAll(async () => {
  door = await openDoor();
  office = door.office;
  const { district } = office.units;
  first = await office.officer('office', district);
  second = await office.officer('office', district);
  chair = await office.officer('inspection_chair', district);
});
afterAll(() => office.close());

const act = (who: Office, verb: Verb, account: string) =>
  carryOut(who, verb, { id: office.newId(), account, reason: 'mất điện thoại' }, { roles: [], people: {} });

const idOf = async (name: string): Promise<string> =>
  (await office.owner`select id from account where name = ${name}`)[0]!.id;

/** Somebody of a commune with a telephone: the id of the account and the holder of a session. */
async function withPhone(role = 'office') {
  const { holder } = await door.enrolled(await door.enter(await door.account(role, 'tam_ky')));
  return { holder, account: await idOf(holder.account_name) };
}

const agreed = async (proposal: string, by: Office) =>
  approve(by, catalogue.act, proposal, (await proposalSeen(by, proposal))?.sha256 ?? '');

/** The stage a new session of the account begins in. */
const stageOfNew = async (name: string) => door.stageOf((await door.enter(name)).token);

describe('a lost second factor', () => {
  test('is taken off when another who keeps the account agrees, and nothing happens before', async () => {
    const { holder, account } = await withPhone();
    const { proposal } = accepted(await act(first, 'drop-factors', account));
    expect(await door.stageOf(holder.token)).toBe('open');
    expect(await stageOfNew(holder.account_name)).toBe('second_factor');
    expect(codesOf(await agreed(proposal!, first))).toEqual(['own_proposal']);
    const { shown, unit } = (await proposalSeen(second, proposal!))!;
    expect(unit).toBe(office.units.tam_ky);
    expect(shown.map(({ value }) => value.vi)).toEqual([
      `Đỗ Thị Thử (${holder.account_name})`,
      'mất điện thoại',
    ]);
    accepted(await agreed(proposal!, second));
    expect(await door.stageOf(holder.token), 'sessions ended').toBeUndefined();
    expect(await stageOfNew(holder.account_name)).toBe('enrol');
  });

  test('is proposed and agreed to by nobody who does not keep the account, its holder least of all', async () => {
    const { holder, account } = await withPhone();
    const own = { ...first, token: holder.token };
    const peer = await office.officer('office', office.units.tam_ky);
    for (const who of [own, peer, chair, await office.officer('office', office.units.dien_ban)])
      expect(codesOf(await act(who, 'drop-factors', account))).toEqual(['no_such_account']);
    const { proposal } = accepted(await act(first, 'drop-factors', account));
    for (const who of [own, peer, chair]) expect((await agreed(proposal!, who)).ok).toBe(false);
    expect(await stageOfNew(holder.account_name)).toBe('second_factor');
  });

  test('of an inspector is taken off by two chairs', async () => {
    const { holder, account } = await withPhone('inspection');
    expect(codesOf(await act(first, 'drop-factors', account))).toEqual(['no_such_account']);
    const { proposal } = accepted(await act(chair, 'drop-factors', account));
    accepted(await agreed(proposal!, await office.officer('inspection_chair', office.units.district)));
    expect(await stageOfNew(holder.account_name)).toBe('enrol');
  });

  test('stays where one person asks PostgreSQL alone, or with the approval of another account', async () => {
    const [one, other] = [await withPhone(), await withPhone()];
    const alone = command(first, { command: 'x', input: 1 }, async (tx) =>
      done(await dropFactorsOf(tx, one.account)),
    );
    expect(codesOf(await alone)).toEqual(['two_persons']);
    const { proposal } = accepted(await act(first, 'drop-factors', other.account));
    const { sha256 } = (await proposalSeen(second, proposal!))!;
    const approvedFor = (account: string) =>
      command(second, { command: 'x', input: 1 }, async (tx) => {
        await endProposal(tx, proposal!, 'approved', sha256, null);
        return done(await dropFactorsOf(tx, account));
      });
    expect(codesOf(await approvedFor(one.account))).toEqual(['two_persons']);
    expect(await stageOfNew(one.holder.account_name)).toBe('second_factor');
    expect(codesOf(await approvedFor(other.account))).toEqual([]);
  });
});

describe('a way that wrong tries closed', () => {
  const closed = async (role: string) => {
    const name = await door.account(role, 'tam_ky');
    for (let i = 0; i < 5; i++) await door.attempt(name, WRONG, '10.9.0.1');
    return { name, account: await idOf(name) };
  };
  test.each([
    ['office', 'office'],
    ['inspection', 'inspection_chair'],
  ])('of %s is opened by the %s above', async (role, keeper) => {
    const { name, account } = await closed(role);
    expect(codesOf(await door.attempt(name, PASSWORD, '10.9.0.1'))).toEqual(['way_closed password']);
    const who = keeper === 'office' ? first : chair;
    expect(accepted(await act(who, 'open-ways', account))).toEqual({ id: account });
    expect(codesOf(await door.attempt(name, PASSWORD, '10.9.0.1'))).toEqual([]);
  });
  test('stays closed where somebody else asks', async () => {
    const { name, account } = await closed('office');
    for (const unit of ['tam_ky_cell', 'dien_ban'] as const)
      expect(
        codesOf(await act(await office.officer('office', office.units[unit]), 'open-ways', account)),
      ).toEqual(['no_such_account']);
    expect(codesOf(await door.attempt(name, PASSWORD, '10.9.0.1'))).toEqual(['way_closed password']);
  });
});

test('PostgreSQL asks for a fresh proof before acts on accounts and posts', async () => {
  const { account } = await withPhone();
  const stale = await office.officer('office', office.units.district);
  await office.owner`update session set proved_at = '-infinity' where token_hash = token_hash(${stale.token})`;
  for (const verb of ['drop-factors', 'open-ways', 'reset', 'close', 'reopen'] as const)
    expect([verb, codesOf(await act(stale, verb, account))]).toEqual([verb, ['proof_wanted']]);
  const post = {
    ...{ id: office.newId(), account, unit: office.units.tam_ky_cell, role: 'cell_secretary', post: 'x' },
    ...{ body: 'none', from: '2050-11-24', until: null, term_end: null, decision: '1' },
  };
  const tried = async (work: (tx: Writer) => Promise<void>) =>
    codesOf(await command(stale, { command: 'x', input: 1 }, async (tx) => done(await work(tx))));
  expect(await tried((tx) => grantPost(tx, post))).toEqual(['proof_wanted']);
  expect(await tried((tx) => resetAccount(tx, account, '!'))).toEqual(['proof_wanted']);
  expect(codesOf(await act(first, 'reset', account))).toEqual([]);
});
