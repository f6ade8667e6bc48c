import { accessFacts, accountNamed } from '../areas/access/accounts-store.ts';
import { carryOut } from '../areas/access/carry-out.ts';
import { HANGS, RULES, reasonsFor } from '../areas/access/rules.ts';
import { read } from '../db/door.ts';
import { isId, newId } from '../kernel/id.ts';
import { parseDate } from '../kernel/plain-date.ts';
import { refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';

const USAGE = refusal(
  'usage',
  w(
    'Cách dùng: access why TÀI-KHOẢN MÃ-BẢN-GHI [--on NGÀY]; access link TÀI-KHOẢN MÃ-HỒ-SƠ LÝ-DO',
    'Usage: access why ACCOUNT RECORD [--on DATE]; access link ACCOUNT MEMBER REASON',
  ),
);

const NOT_FOUND = refusal(
  'not_found',
  w('Không có tài khoản hoặc bản ghi này.', 'There is no such account or record.'),
);

/** `access why …` and `access link …`. */
export const run = (args: string[]): Promise<number> =>
  args[0] === 'link' ? link(args.slice(1)) : why(args);

/** `access link ACCOUNT MEMBER REASON`: whose the account is, where nobody above could say so, or it was said wrongly. */
async function link([account, person, ...reason]: string[]): Promise<number> {
  if (!account || !isId(person ?? '') || reason.length === 0) {
    complain([USAGE]);
    return 2;
  }
  return withMachine(async (machine) => {
    const id = await read(machine, (tx) => accountNamed(tx, account));
    const typed = { id: newId(machine.clock), account: id ?? '', person: person!, reason: reason.join(' ') };
    const outcome = id
      ? await carryOut(machine, 'link', typed, { roles: [], people: {} })
      : refused(NOT_FOUND);
    if (outcome.ok) return 0;
    complain(outcome.refusals);
    return 2;
  });
}

/** `access why ACCOUNT RECORD [--on DATE] [--json]`: the rule that allows or denies, post by post. Exit 1: not seen. */
async function why(args: string[]): Promise<number> {
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
      complain([NOT_FOUND]);
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
