import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { signInAtConsole } from '../areas/access/console.ts';
import { closeSession } from '../areas/access/store.ts';
import { membersOfUnits } from '../areas/membership/contract.ts';
import { proposeReorganisation } from '../areas/organisation/acts.ts';
import { complain } from './complain.ts';
import { type Machine, withMachine } from './machine.ts';

/**
 * `reorganise FILE.json --as ACCOUNT`: puts one act of reorganisation before a second person, who approves it on
 * the pages. The password of the account is read from the terminal, or from the first line of what is piped in.
 */
export async function run(args: string[]): Promise<number> {
  const [file, flag, account] = args;
  if (!file || !existsSync(file) || flag !== '--as' || !account) {
    complain([
      {
        code: 'usage',
        message: {
          vi: 'Cách dùng: reorganise TỆP.json --as TÀI_KHOẢN',
          en: 'Usage: reorganise FILE.json --as ACCOUNT',
        },
      },
    ]);
    return 2;
  }
  return withMachine((machine) => proposeAs(machine, account, readFileSync(file, 'utf8')));
}

async function proposeAs(machine: Machine, account: string, json: string): Promise<number> {
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  const signedIn = await signInAtConsole(machine, account, ({ vi, en }) =>
    questions.question(process.stdin.isTTY ? `${vi} / ${en}: ` : ''),
  ).finally(() => questions.close());
  if (!signedIn.ok) {
    complain(signedIn.refusals);
    return 1;
  }
  const outcome = await proposeReorganisation({ ...machine, token: signedIn.value }, json, membersOfUnits);
  await closeSession(machine.db, signedIn.value);
  if (!outcome.ok) {
    complain(outcome.refusals);
    return 1;
  }
  process.stdout.write(`${JSON.stringify(outcome.value)}\n`);
  return 0;
}
