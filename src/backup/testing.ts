/** For tests: persons who agree to a restore, with the second factor they have. */
import { beginCodes, confirmCodes } from '../areas/access/factors.ts';
import { signIn } from '../areas/access/sign-in.ts';
import { totpOf } from '../areas/access/sign-in-store.ts';
import { codeAt } from '../areas/access/testing.ts';
import type { Database } from '../db/connection.ts';
import { systemClock } from '../kernel/clock.ts';
import type { Signer } from './persons.ts';

export const PASSWORD = 'mat-khau-vanphong';
/** Recovery codes that are left, and the secret of the telephone, of whoever has a second factor. */
const factors = new Map<string, { secret: string; codes: string[] }>();

/** Somebody who types a recovery code where a code is asked for, or what is given. */
export const signer = (account: string, password = PASSWORD, code?: () => string): Signer => ({
  account,
  password,
  code: async () => code?.() ?? factors.get(account)!.codes.shift()!,
});

export const onPhone = (account: string, steps = 0) => codeAt(factors.get(account)!.secret, steps);

/** Gives an account a second factor, as its holder does. */
export async function connectPhone(db: Database, name: string, password = PASSWORD): Promise<void> {
  const gate = { db, clock: systemClock };
  const opened = await signIn(gate, name, password);
  const token = opened.ok ? opened.value.token : '';
  if (!(await beginCodes(gate, token))) throw new Error('no phone may be connected now');
  const secret = (await totpOf(db, token))!.pending!;
  const confirmed = await confirmCodes(gate, { token, account_name: name }, codeAt(secret, -1));
  if (!confirmed.ok) throw new Error(JSON.stringify(confirmed.refusals));
  factors.set(name, { secret, codes: confirmed.value.codes });
}
