/** `sign-in`: what whoever runs the machine does for somebody who cannot get in. Both leave an audit entry. */
import { accountName } from '../areas/access/sign-in.ts';
import { dropFactors, openWays } from '../areas/access/sign-in-store.ts';
import { command } from '../db/door.ts';
import { done } from '../kernel/refusal.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';

const USAGE = `sign-in open ACCOUNT           mở lại các nơi bị khóa vì gõ sai · open the ways that wrong tries closed
sign-in drop-factors ACCOUNT   mất điện thoại và mã khôi phục: gỡ bước thứ hai · take the second factors off`;

const ACTS = {
  open: async (tx: Parameters<typeof openWays>[0], account: string) =>
    `${await openWays(tx, account)} nơi đã mở lại / ways opened again`,
  'drop-factors': async (tx: Parameters<typeof openWays>[0], account: string) => {
    await dropFactors(tx, account);
    return 'đã gỡ; lần đăng nhập sau sẽ gắn lại / taken off; the next sign-in sets up new ones';
  },
};

export async function run([verb = '', name = '', ...more]: string[]): Promise<number> {
  const account = accountName(name);
  if (!(verb === 'open' || verb === 'drop-factors') || account === '' || more.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  return withMachine(async (machine) => {
    const input = { command: `sign-in ${verb}`, input: { account }, reason: account };
    const outcome = await command(machine, input, async (tx) => done(await ACTS[verb](tx, account)));
    if (outcome.ok) process.stdout.write(`${account}: ${outcome.value}\n`);
    else complain(outcome.refusals);
    return outcome.ok ? 0 : 1;
  });
}
