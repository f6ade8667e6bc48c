/** Founding accounts over the pages, as offices do: a form, a second person, a slip. */
import { expect } from 'vitest';
import { newId } from '../src/kernel/id.ts';
import { type DemoHouse, type Person, seen, signInAt } from './house.ts';

export type AccountSeen = {
  id: string;
  name: string;
  mandates: { id: string; cases: number; inForce: boolean }[];
};

export const accountsSeen = async (person: Person) =>
  (await person.data<{ accounts: AccountSeen[] }>('/accounts.json')).accounts;

export const named = async (person: Person, name: string) =>
  (await accountsSeen(person)).find((account) => account.name === name)!;

export const todayTyped = ({ house }: DemoHouse) => house.clock.today().split('-').reverse().join('/');

export const SLIP = /[a-z2-9]{4}(-[a-z2-9]{4}){3}/;

/** Signs in with a slip; the first sign-in leads to a new password, which other tests choose. */
export async function withSlip(demo: DemoHouse, name: string, password: string): Promise<Person> {
  const person = await signInAt(demo.app, name, password);
  expect((await person.get('/')).headers.get('Location')).toContain('/sign-in/new-password');
  await demo.owner`update account set must_change = false where name = ${name}`;
  return person;
}

type Seen = { proposal: { sha256: string; shown: { value: { vi: string } }[] } };

/**
 * Founds an account at committee level: the form, the check page, the proposal that `second` approves, and the slip
 * that this other one alone gets, whose password it answers.
 */
export async function found(
  demo: DemoHouse,
  [by, second]: readonly [Person, Person],
  name: string,
  role: string,
  unit: string,
): Promise<string> {
  const id = () => newId(demo.house.clock) as string;
  const fields = { full_name: 'Người Mới', person: '', unit, role, post: 'Cán bộ', until: '', term_end: '' };
  const form = { id: id(), name, ...fields, body: 'office', from: todayTyped(demo), decision: '5-QĐ/HU' };
  const check = await by.send('/accounts/act/found', form);
  expect(seen(await check.text())).toContain('chỉ hiện một lần');
  const sent = await by.send('/accounts/act/found', { ...form, confirmed: 'yes' });
  expect([sent.status, sent.headers.get('Location')]).toEqual([303, expect.stringMatching(/^\/approvals\//)]);
  expect(await named(by, name), 'nothing is done before').toBeUndefined();
  const address = sent.headers.get('Location')!;
  const { sha256, shown } = (await second.data<Seen>(`${address}.json`)).proposal;
  expect(shown[0]!.value.vi).toBe(`Người Mới (${name})`);
  expect((await second.sendJson(`${address}/approve.json`, { sha256 })).status).toBe(200);
  const { id: account } = await named(by, name);
  const asked = { id: id(), account, reason: 'phiếu', confirmed: 'yes' };
  const refused = await by.send('/accounts/act/reset', asked);
  expect(seen(await refused.text())).toContain('phiếu mật khẩu đầu tiên do người duyệt cấp');
  const slip = await second.send('/accounts/act/reset', asked);
  expect(slip.status).toBe(200);
  return SLIP.exec(seen(await slip.text()))![0];
}
