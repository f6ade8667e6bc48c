import { accessFacts, accountNamed } from '../areas/access/accounts-store.ts';
import { HANGS, RULES, reasonsFor } from '../areas/access/rules.ts';
import { read } from '../db/door.ts';
import { isId } from '../kernel/id.ts';
import { parseDate } from '../kernel/plain-date.ts';
import { refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';

const USAGE = refusal(
  'usage',
  w('Cách dùng: access why TÀI-KHOẢN MÃ-BẢN-GHI [--on NGÀY]', 'Usage: access why ACCOUNT RECORD [--on DATE]'),
);

/** `access why ACCOUNT RECORD [--on DATE] [--json]`: the rule that allows or denies, post by post. Exit 1: not seen. */
export async function run(args: string[]): Promise<number> {
  const [verb, account, record, ...rest] = args.filter((arg) => arg !== '--json');
  const on = rest[0] === '--on' ? parseDate(rest[1] ?? '') : undefined;
  if (verb !== 'why' || !account || !record || (rest.length > 0 && !on?.ok)) {
    complain([USAGE]);
    return 2;
  }
  return withMachine(async (machine) => {
    const day = on?.ok ? on.value : machine.clock.today();
    const facts = await read(machine, async (tx) => {
      const id = await accountNamed(tx, account);
      return id && isId(record) ? accessFacts(tx, id, record, day) : undefined;
    });
    if (!facts) {
      complain([
        refusal(
          'not_found',
          w('Không có tài khoản hoặc bản ghi này.', 'There is no such account or record.'),
        ),
      ]);
      return 2;
    }
    const reasons = reasonsFor(facts);
    if (args.includes('--json'))
      process.stdout.write(
        `${JSON.stringify({ account, record, day, hangs: facts.hangs, reasons }, null, 1)}\n`,
      );
    else {
      if (facts.hangs) process.stdout.write(`${HANGS.vi} / ${HANGS.en}\n`);
      for (const { allowed, rule, mandate } of reasons) {
        const { vi, en } = RULES[rule];
        process.stdout.write(`${allowed ? '✓' : '✗'} ${mandate ? `${mandate.post}: ` : ''}${vi} / ${en}\n`);
      }
    }
    return reasons[0]!.allowed ? 0 : 1;
  });
}
