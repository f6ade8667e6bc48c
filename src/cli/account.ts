/**
 * `account`: what no page can do, because nobody is there yet or nobody above: the first accounts of an installation, those
 * of administrators and auditors, a new password for the office of the topmost unit. Each is one act of the machine.
 */
import { parseArgs } from 'node:util';
import { accountNamed, grantableRoles } from '../areas/access/accounts-store.ts';
import type { Offered } from '../areas/access/acts.ts';
import { carryOut } from '../areas/access/carry-out.ts';
import { BODIES, ROLES } from '../areas/access/contract.ts';
import { accountName } from '../areas/access/sign-in.ts';
import { SLIP_WORDS } from '../areas/access/slip.ts';
import { unitByCode } from '../areas/access/store.ts';
import { read } from '../db/door.ts';
import { newId } from '../kernel/id.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import { complain } from './complain.ts';
import { type Machine, withMachine } from './machine.ts';

/** Roles that are given to people; the machine's own is not among them. */
const GIVEN = Object.keys(ROLES).filter((role) => role !== 'machine');

const USAGE = `account found NAME --full-name "…" --unit CODE --role ROLE --post "…" --decision "…" [--from DATE] [--body BODY]
  lập tài khoản với một nhiệm vụ, in phiếu mật khẩu · an account with a post; prints the slip with its password
  ROLE: ${GIVEN.map((role) => `${role} (${ROLES[role]!.vi})`).join(', ')}
  BODY: ${Object.entries(BODIES)
    .map(([body, { vi }]) => `${body} (${vi})`)
    .join(', ')}
account reset NAME --reason "…"
  cấp lại mật khẩu, in phiếu · a new password; prints its slip`;

const OPTIONS = {
  found: ['full-name', 'unit', 'role', 'post', 'decision', 'from', 'body'],
  reset: ['reason'],
} as const;

type Asked = { verb: keyof typeof OPTIONS; name: string; values: Record<string, string | undefined> };

export async function run(args: string[]): Promise<number> {
  const asked = readArguments(args);
  if (!asked) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  return withMachine(async (machine) => {
    const outcome = await (asked.verb === 'found' ? found : reset)(machine, asked);
    if (!outcome.ok) {
      complain(outcome.refusals);
      return 1;
    }
    const { name, password } = outcome.value;
    const line = ({ vi, en }: Words, value: string) => `${vi} / ${en}: ${value}\n`;
    process.stdout.write(line(SLIP_WORDS.name, name) + line(SLIP_WORDS.password, password));
    process.stdout.write(`${SLIP_WORDS.help.vi}\n${SLIP_WORDS.help.en}\n`);
    return 0;
  });
}

function readArguments([verb, ...args]: string[]): Asked | undefined {
  if (verb !== 'found' && verb !== 'reset') return undefined;
  try {
    const options = Object.fromEntries(OPTIONS[verb].map((name) => [name, { type: 'string' as const }]));
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const name = accountName(positionals[0] ?? '');
    return name !== '' && positionals.length === 1 ? { verb, name, values } : undefined;
  } catch {
    return undefined;
  }
}

type Slip = { name: string; password: string };

async function found(machine: Machine, { name, values }: Asked): Promise<Outcome<Slip>> {
  const { unit: code = '', role = '' } = values;
  const roles = (await read(machine, grantableRoles)).filter((one) => GIVEN.includes(one));
  const unit = code === '' ? '' : await unitByCode(machine.owner, code);
  if (unit === undefined) return refused(noUnit(code));
  if (role !== '' && !roles.includes(role)) return refused(noRole(role, roles));
  const { 'full-name': full_name, from = machine.clock.today(), body = 'none', ...rest } = values;
  return act(machine, 'found', name, { ...rest, name, full_name, from, body, unit }, { roles, people: {} });
}

async function reset(machine: Machine, { name, values }: Asked): Promise<Outcome<Slip>> {
  const account = await read(machine, (tx) => accountNamed(tx, name));
  return account === undefined
    ? refused(noAccount(name))
    : act(machine, 'reset', name, { ...values, account }, { roles: [], people: {} });
}

/** The act of the page, under the machine's own session; what is missing is told by the option it is given with. */
async function act(
  machine: Machine,
  verb: Asked['verb'],
  name: string,
  typed: Record<string, string | undefined>,
  offered: Offered,
): Promise<Outcome<Slip>> {
  const outcome = await carryOut(machine, verb, { ...typed, id: newId(machine.clock) }, offered);
  if (outcome.ok) return done({ name, password: outcome.value.password! });
  const options: readonly string[] = OPTIONS[verb];
  return refused(
    ...outcome.refusals.map(({ field = '', ...one }) => {
      const option = field.replace('_', '-');
      return options.includes(option) ? { ...one, field: `--${option}` } : one;
    }),
  );
}

const noUnit = (code: string) =>
  refusal(
    'no_unit',
    w(
      `Hiện không có tổ chức đảng nào mang mã “${code}”. Tổ chức đầu tiên được nhập bằng lệnh import (unit_period.csv).`,
      `No unit has the code “${code}” today. The first ones come in by the command import (unit_period.csv).`,
    ),
    '--unit',
  );

const noRole = (role: string, roles: readonly string[]) =>
  refusal(
    'no_role',
    w(
      `Không có vai trò “${role}”. Hãy chọn: ${roles.join(', ')}.`,
      `There is no role “${role}”. Choose one of: ${roles.join(', ')}.`,
    ),
    '--role',
  );

const noAccount = (name: string) =>
  refusal('no_such_account', w(`Không có tài khoản “${name}”.`, `There is no account “${name}”.`));
