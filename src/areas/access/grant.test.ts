/** Posts at committee level: proposed by one, carried out by another who could give them too; never by one alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approve, proposalSeen } from '../../approvals/commands.ts';
import { catalogue } from '../../catalogue.ts';
import type { Office } from '../../records/commands.ts';
import { accepted, codesOf, openOffice, type TestOffice } from '../../records/testing.ts';
import { carryOut } from './carry-out.ts';

let office: TestOffice;
let first: Office;
let second: Office;

beforeAll(async () => {
  office = await openOffice();
  const { district } = office.units;
  [first, second] = (await Promise.all([
    office.officer('office', district),
    office.officer('office', district),
  ])) as [Office, Office];
  await office.owner`update account set unit = m.unit from mandate m where m.account = account.id`;
});
afterAll(() => office.close());

const ROLES = ['office', 'reader', 'cell_secretary'];
const offered = (to = '') => ({ roles: ROLES, people: to ? { [to]: { vi: 'x', en: 'x' } } : {} });
const post = (unit: string, role: string) => ({
  ...{ unit, role, post: 'x', body: 'office', from: '24/11/2050', decision: '1-QĐ' },
});
const newcomer = async (unit: string) => {
  const id = office.newId() as string;
  await office.owner`insert into account (id, name, full_name, password_hash, unit)
    values (${id}, ${id}, 'x', 'x', ${unit})`;
  return id;
};
const postsOf = (account: string) => office.owner<{ id: string; role: string; valid_to: string | null }[]>`
  select id, role, valid_to::text from mandate where account = ${account} order by valid_from, id`;
const agreed = async (proposal: string, by = second) =>
  approve(by, catalogue.act, proposal, (await proposalSeen(by, proposal))?.sha256 ?? '');

test('a grant waits, is approved by another, and gives exactly that post', async () => {
  const account = await newcomer(office.units.tam_ky);
  const typed = { id: office.newId(), account, ...post(office.units.tam_ky, 'office') };
  const acted = accepted(await carryOut(first, 'grant', typed, offered()));
  expect([acted.id, typeof acted.proposal]).toEqual([account, 'string']);
  expect(await postsOf(account)).toHaveLength(0);
  const again = accepted(await carryOut(first, 'grant', typed, offered()));
  expect(again.proposal, 'sent twice it is one').toBe(acted.proposal);
  expect(codesOf(await agreed(acted.proposal!, first))).toEqual(['own_proposal']);
  const { shown, unit } = (await proposalSeen(second, acted.proposal!))!;
  expect(unit).toBe(office.units.tam_ky);
  expect(shown.map(({ value }) => value.vi)).toEqual(
    expect.arrayContaining([`x (${account})`, 'Văn phòng cấp ủy', '1-QĐ']),
  );
  accepted(await agreed(acted.proposal!));
  expect(await postsOf(account)).toMatchObject([{ id: typed.id, role: 'office' }]);
  expect(codesOf(await carryOut(first, 'grant', typed, offered()))).toEqual(['already_recorded']);
});

test('an account is founded with its post when the second person agrees, who issues its first slip', async () => {
  const id = office.newId() as string;
  const named = { name: 'moi.lap', full_name: 'Người Mới', ...post(office.units.tam_ky, 'reader') };
  const { proposal, password } = accepted(await carryOut(first, 'found', { id, ...named }, offered()));
  expect(password, 'no slip before').toBeUndefined();
  expect(await office.owner`select from account where id = ${id}`).toHaveLength(0);
  accepted(await agreed(proposal!));
  expect(await postsOf(id)).toMatchObject([{ role: 'reader' }]);
  const reset = (by: Office) =>
    carryOut(by, 'reset', { id: office.newId(), account: id, reason: 'x' }, offered());
  expect(codesOf(await reset(first)), 'whoever proposed it would hold both').toEqual(['own_proposal_slip']);
  expect(accepted(await reset(second)).password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  const [stored] = await office.owner`select slip_by = (select account from session
    where token_hash = token_hash(${second.token})) as by, slip_at > now() - interval '1 minute' as at from account where id = ${id}`;
  expect(stored).toEqual({ by: true, at: true });
  await office.owner`update account set must_change = false where id = ${id}`;
  expect((await reset(first)).ok, 'once somebody entered it, as any other').toBe(true);
});

test('a post is handed over by two; the old holder keeps it until then', async () => {
  const [from, to] = [await newcomer(office.units.tam_ky), await newcomer(office.units.tam_ky)];
  const mandate = office.newId() as string;
  await office.owner`insert into mandate (id, account, unit, role, post, body, valid_from, decision)
    values (${mandate}, ${from}, ${office.units.tam_ky}, 'office', 'x', 'office', '2000-01-01', '1')`;
  const typed = { id: office.newId(), account: from, mandate, to, decision: '2-QĐ', keys: 'không có' };
  const { proposal } = accepted(await carryOut(first, 'hand-over', typed, offered(to)));
  expect(await postsOf(from)).toMatchObject([{ valid_to: null }]);
  accepted(await agreed(proposal!));
  expect(await postsOf(to)).toMatchObject([{ id: typed.id, role: 'office' }]);
  expect((await postsOf(from))[0]!.valid_to).not.toBeNull();
});

test('whoever could not give the post themselves does not approve it; neither does the one who gets it', async () => {
  const account = await newcomer(office.units.tam_ky);
  const typed = { id: office.newId(), account, ...post(office.units.tam_ky, 'office') };
  const { proposal } = accepted(await carryOut(first, 'grant', typed, offered()));
  const peer = await office.officer('office', office.units.tam_ky);
  expect((await agreed(proposal!, peer)).ok).toBe(false);
  const other = await office.officer('organisation', office.units.district);
  expect((await agreed(proposal!, other)).ok).toBe(false);
  expect(await postsOf(account)).toHaveLength(0);
});

test('a post in a cell is given by one', async () => {
  const account = await newcomer(office.units.tam_ky);
  const typed = { id: office.newId(), account, ...post(office.units.tam_ky_cell, 'cell_secretary') };
  expect(accepted(await carryOut(first, 'grant', typed, offered())).proposal).toBeUndefined();
  expect(await postsOf(account)).toHaveLength(1);
});
