/** `capuy secrets [POLICY --basis "…"]`: what the installation may keep of state secrets. */
import { parseArgs } from 'node:util';
import { SECRET_POLICIES, type SecretPolicy } from '../files/contract.ts';
import { choosePolicy, readPolicy } from '../files/policy.ts';
import { w } from '../kernel/words.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';

function readArguments(args: string[]): { wanted: string | undefined; basis: string } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { basis: { type: 'string', default: '' } },
    });
    const [wanted] = positionals;
    const known = wanted === undefined || Object.hasOwn(SECRET_POLICIES, wanted);
    return known && positionals.length < 2 ? { wanted, basis: values.basis } : undefined;
  } catch {
    return undefined;
  }
}

/** Without a policy it says which one is in force. */
export async function run(args: string[]): Promise<number> {
  const read = readArguments(args);
  if (!read) {
    const names = Object.keys(SECRET_POLICIES).join('|');
    const message = w(
      `Cách dùng: secrets [${names} --basis "căn cứ"]`,
      `Usage: secrets [${names} --basis "the decision it rests on"]`,
    );
    complain([{ code: 'usage', message }]);
    return 2;
  }
  return withMachine(async (machine) => {
    if (read.wanted) {
      const outcome = await choosePolicy(machine, read.wanted as SecretPolicy, read.basis);
      if (!outcome.ok) {
        complain(outcome.refusals);
        return 1;
      }
    }
    const policy = await readPolicy(machine);
    process.stdout.write(`${policy}: ${SECRET_POLICIES[policy].vi} / ${SECRET_POLICIES[policy].en}\n`);
    return 0;
  });
}
