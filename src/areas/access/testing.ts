/** For tests: accounts at a fresh office, and people who sign in to them as the application does it. */
import { Secret, TOTP } from 'otpauth';
import { read } from '../../db/door.ts';
import { systemClock } from '../../kernel/clock.ts';
import { accepted, openOffice, type TestOffice } from '../../records/testing.ts';
import { foundAccount } from './commands.ts';
import { beginCodes, confirmCodes } from './factors.ts';
import { signIn } from './sign-in.ts';
import { type From, sessionState, totpOf } from './sign-in-store.ts';

export const PASSWORD = 'mưa rào tháng bảy';
export const WRONG = 'mưa phùn tháng giêng';

/**
 * Functions that tell of others, each known: all keys of the house, to whoever may seal or decides who holds what is
 * sealed; and who gave an entry of the log by its number, which the pages ask by the entries of rows that they may read.
 */
export const TELLING_FUNCTIONS: readonly string[] = ['keys_seen', 'recorded_by'];

export type Holder = { token: string; account_name: string; full_name: string };

export const from = (source: string, known = ''): From => ({
  source,
  device: 'Chrome',
  known,
  language: 'vi',
});

export const codeAt = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.parse(systemClock.now()) + steps * 30_000,
  });

/** A fresh office with its door; `waited` holds the seconds that tries had to wait. */
export async function openDoor() {
  const office: TestOffice = await openOffice();
  const waited: number[] = [];
  const gate = {
    db: office.db,
    clock: systemClock,
    wait: async (seconds: number) => void waited.push(seconds),
  };
  let count = 0;
  /** A fresh account; `office` sees more than one cell, `cell_secretary` does not. */
  const account = async (
    role = 'cell_secretary',
    unit: keyof TestOffice['units'] = 'tam_ky_cell',
    more = {},
  ) => {
    const name = `nguoi.${++count}`;
    const mandates = [{ unit: office.units[unit], role, post: 'x' }];
    const full = { name, fullName: 'Đỗ Thị Thử', password: PASSWORD, mandates, ...more };
    await foundAccount(office.owner, systemClock, full, '1-QĐ');
    return name;
  };
  const attempt = (name: string, password: string, source = '10.0.0.1', known = '') =>
    signIn(gate, name, password, from(source, known));
  const enter = async (name: string, source?: string): Promise<Holder> => {
    const { token } = accepted(await attempt(name, PASSWORD, source));
    return { token, account_name: name, full_name: 'Đỗ Thị Thử' };
  };
  const stageOf = async (token: string) => (await sessionState(office.db, token))?.stage;
  /** Whether the session stands for a mandate: whether anything at all is seen. */
  const sees = async (token: string): Promise<boolean> =>
    (await read({ db: office.db, token }, (tx) => tx`select 1 from unit`)).length > 0;
  const steppedUp = (token: string): Promise<boolean> =>
    read({ db: office.db, token }, async (tx) => (await tx`select stepped_up() as up`)[0]!.up);
  /** Connects a phone; answers the holder under the new token, the secret and the recovery codes. */
  const enrolled = async (holder: Holder) => {
    if (!(await beginCodes(gate, holder.token))) throw new Error('no phone may be connected now');
    const secret = (await totpOf(office.db, holder.token))!.pending!;
    const { token, codes } = accepted(await confirmCodes(gate, holder, codeAt(secret, -1)));
    return { holder: { ...holder, token }, secret, codes };
  };
  return { office, gate, waited, account, attempt, enter, stageOf, sees, steppedUp, enrolled };
}

export type Door = Awaited<ReturnType<typeof openDoor>>;
