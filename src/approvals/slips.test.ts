/** Whoever hands out the password slip of an account could enter it: for a while both are nobody's two persons. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { resetAccount } from '../areas/access/accounts-store.ts';
import { act as actOnMember } from '../areas/membership/acts.ts';
import { command } from '../db/door.ts';
import { done } from '../kernel/refusal.ts';
import type { Office } from '../records/commands.ts';
import { accepted, codesOf } from '../records/testing.ts';
import { approve, endUndone, OPEN_HOURS, proposalSeen } from './commands.ts';
import { type Commission, openCommission } from './testing.ts';

let office: Commission;
let secretary: Office;
let person: string;

beforeAll(async () => {
  office = await openCommission();
  secretary = await office.officer('cell_secretary', office.units.tam_ky_cell);
  await office.owner`update account set unit = m.unit from mandate m where m.account = account.id`;
});
afterAll(() => office.close());
beforeEach(async () => {
  person = await office.newMember();
  await office.owner`update account set slip_by = null, slip_at = null`;
});

const accountOf = async (who: Office): Promise<string> =>
  (
    await office.owner<
      { account: string }[]
    >`select account from session where token_hash = token_hash(${who.token})`
  )[0]!.account;

/** Issues a slip, which ends every session; whoever holds the slip signs in and gets the old one. */
async function slip(by: Office, to: Office): Promise<void> {
  const account = await accountOf(to);
  const sessions = await office.owner`select * from session where account = ${account}`;
  accepted(
    await command(
      by,
      { command: 'account reset', recordType: 'account', recordId: account, input: {} },
      async (tx) => {
        await resetAccount(tx, account, 'x');
        return done(null);
      },
    ),
  );
  await office.owner`insert into session ${office.owner(sessions)}`;
  await office.owner`update account set must_change = false where id = ${account}`;
}

async function expulsion(by: Office): Promise<string> {
  const leave = { id: office.newId(), person, by: 'expelled', on: '12/5/2023', document: '1-QĐ' };
  return accepted(await actOnMember(by, 'leave', leave)).proposal!;
}

const agreed = async (by: Office, proposal: string) =>
  approve(by, office.first.catalogue.act, proposal, (await proposalSeen(by, proposal))!.sha256);

const later = (hours: number) =>
  office.owner`update account set slip_at = slip_at - make_interval(hours => ${hours}) where slip_at is not null`;

test('whoever issued the slip of the proposer approves nothing of theirs, refuses it still', async () => {
  await slip(office.clerk, office.commune);
  const proposal = await expulsion(office.commune);
  expect(codesOf(await agreed(office.clerk, proposal))).toEqual(['same_hands']);
  accepted(await endUndone(office.clerk, proposal, 'refused', 'Phiếu vừa cấp'));
});

test('nor does the account that got the slip approve for whoever issued it, before or after it was proposed', async () => {
  await slip(office.clerk, office.commune);
  const before = await expulsion(office.clerk);
  expect(codesOf(await agreed(office.commune, before))).toEqual(['same_hands']);
  await office.owner`update account set slip_by = null, slip_at = null`;
  await slip(office.clerk, office.commune);
  expect(codesOf(await agreed(office.commune, before))).toEqual(['same_hands']);
});

test('two slips out of one hand, and slips handed on, are one person too', async () => {
  await slip(office.clerk, office.commune);
  await slip(office.clerk, secretary);
  const proposal = await expulsion(secretary);
  expect(codesOf(await agreed(office.commune, proposal))).toEqual(['same_hands']);
  await office.owner`update account set slip_by = null, slip_at = null where id = ${await accountOf(secretary)}`;
  await slip(office.commune, secretary);
  expect(codesOf(await agreed(office.clerk, proposal))).toEqual(['same_hands']);
});

test('a proposal made within the life of a proposal after the slip stays barred; one made later is approved', async () => {
  await slip(office.clerk, office.commune);
  const proposal = await expulsion(office.commune);
  await later(OPEN_HOURS - 1);
  expect(codesOf(await agreed(office.clerk, proposal))).toEqual(['same_hands']);
  await later(1);
  accepted(await agreed(office.clerk, proposal));
});

test('slips of others, and of the machine, stand in nobody’s way', async () => {
  const third = await office.officer('office', office.units.district);
  await slip(third, secretary);
  await slip(office.machine, office.commune);
  accepted(await agreed(office.clerk, await expulsion(office.commune)));
});

test('the waiting is as long as a proposal lives, in PostgreSQL as in words', async () => {
  const [row] = await office.owner<{ hours: number }[]>`
    select extract(epoch from proposal_lives())::int / 3600 as hours`;
  expect(row!.hours).toBe(OPEN_HOURS);
});
