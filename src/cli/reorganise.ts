import { existsSync, readFileSync } from 'node:fs';
import { membersOfUnits } from '../areas/membership/contract.ts';
import { reorganiseFrom } from '../areas/organisation/acts.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';

/** `reorganise FILE.json`: one act of reorganisation, whole or not at all; sent twice it is recorded once. */
export async function run(args: string[]): Promise<number> {
  const file = args[0];
  if (!file || !existsSync(file)) {
    complain([
      { code: 'usage', message: { vi: 'Cách dùng: reorganise TỆP.json', en: 'Usage: reorganise FILE.json' } },
    ]);
    return 2;
  }
  return withMachine(async (machine) => {
    const outcome = await reorganiseFrom(machine, readFileSync(file, 'utf8'), membersOfUnits);
    if (!outcome.ok) {
      complain(outcome.refusals);
      return 1;
    }
    process.stdout.write(`${JSON.stringify(outcome.value)}\n`);
    return 0;
  });
}
