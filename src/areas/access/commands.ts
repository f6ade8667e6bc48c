/** Founding accounts from the command line; the machine's own session. */
import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/id.ts';
import { SESSION_HOURS } from './contract.ts';
import { hashPassword } from './passwords.ts';
import { accountName } from './sign-in.ts';
import { insertAccount, insertMandate, machineMandate, openSession } from './store.ts';
import { digestOf, newToken } from './tokens.ts';

export type NewAccount = {
  name: string;
  fullName: string;
  password: string;
  mandates: NewMandate[];
  /** The password was made for them: whoever signs in with it chooses another first. */
  mustChange?: boolean;
};
export type NewMandate = { unit: string; role: string; post: string };

/** Founds an account with its mandates, as the owner: the first ones of an installation, which nobody could grant. */
export async function foundAccount(
  owner: Database,
  clock: Clock,
  account: NewAccount,
  decision: string,
): Promise<void> {
  const name = accountName(account.name);
  await insertAccount(owner, {
    id: newId(clock),
    name,
    fullName: account.fullName,
    hash: await hashPassword(account.password),
    mustChange: account.mustChange ?? false,
    unit: account.mandates[0]?.unit ?? null,
  });
  for (const mandate of account.mandates) {
    await insertMandate(owner, {
      id: newId(clock),
      account: name,
      ...mandate,
      from: clock.today(),
      decision,
    });
  }
}

const MACHINE = 'máy-chủ';

/** A session of the machine itself, for the command line; its hash fits no password. */
export async function openMachineSession(owner: Database, clock: Clock): Promise<string> {
  if (!(await machineMandate(owner, MACHINE))) {
    await insertAccount(owner, { id: newId(clock), name: MACHINE, fullName: 'Máy chủ', hash: '!' });
    await insertMandate(owner, {
      id: newId(clock),
      account: MACHINE,
      unit: null,
      role: 'machine',
      post: 'Máy chủ',
      from: '2020-01-01',
      decision: 'cài đặt',
    });
  }
  const token = newToken();
  const mandate = (await machineMandate(owner, MACHINE))!;
  await openSession(owner, MACHINE, mandate, digestOf(token), SESSION_HOURS);
  return token;
}
