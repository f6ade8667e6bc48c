/**
 * The users of the load proof, in a process of their own: requests begin at the given rate whether or not earlier ones were
 * answered, as people do. Argument: the `Load` as JSON. Prints what came of it as one line of JSON.
 */
import { sleep } from '../src/db/embedded/processes.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { send } from './served.ts';

export type Load = {
  origin: string;
  /** Sessions the users have; they take turns. */
  tokens: string[];
  perSecond: number;
  seconds: number;
  pages: Record<Kind, string[]>;
  /** Where persons are entered. */
  cell: string;
};

/** What users ask for, in hundredths of all requests: mostly single records, then lists; a tenth are whole reports. */
const MIX = { report: 10, list: 30, record: 40, enter: 20 } as const;
type Kind = 'report' | 'list' | 'record';

export type Outcome = {
  sent: number;
  /** Writes among them. */
  entered: number;
  answered: number;
  shed: number;
  /** Turned away without being told when to come back. */
  silent: number;
  /** Neither answered nor turned away: any other status, or a connection that broke. */
  strange: Record<string, number>;
  /** Milliseconds of each answered request. */
  p50: number;
  p95: number;
  acknowledged: string[];
};

const load = JSON.parse(process.argv[2]!) as Load;
const outcome: Outcome = {
  sent: 0,
  entered: 0,
  answered: 0,
  shed: 0,
  silent: 0,
  strange: {},
  p50: 0,
  p95: 0,
  acknowledged: [],
};
const took: number[] = [];
const running: Promise<void>[] = [];
const total = Math.round(load.perSecond * load.seconds);
const start = performance.now();
for (let i = 0; i < total; i++) {
  const due = start + (i * 1000) / load.perSecond;
  if (due > performance.now()) await sleep(due - performance.now());
  running.push(one(i));
}
await Promise.all(running);
took.sort((a, b) => a - b);
const at = (share: number) =>
  Math.round(took[Math.min(took.length - 1, Math.ceil(took.length * share) - 1)] ?? 0);
Object.assign(outcome, { sent: total, p50: at(0.5), p95: at(0.95) });
process.stdout.write(`${JSON.stringify(outcome)}\n`);

async function one(i: number): Promise<void> {
  const token = load.tokens[i % load.tokens.length]!;
  const kind = kindOf((i * 37) % 100);
  const entered = newId(systemClock);
  if (kind === 'enter') outcome.entered += 1;
  const begun = performance.now();
  const answer = await (kind === 'enter'
    ? send(load.origin, token, '/person.json', { id: entered, unit: load.cell, name: 'Nguyễn Văn Thử' })
    : send(load.origin, token, load.pages[kind][i % load.pages[kind].length]!)
  ).catch((error: Error) => ({ status: 0, text: `${error.cause ?? error}`, retryAfter: null }));
  if (answer.status === 200 || answer.status === 201) {
    outcome.answered += 1;
    took.push(performance.now() - begun);
    if (kind === 'enter') outcome.acknowledged.push(entered);
  } else if (answer.status === 503) {
    outcome.shed += 1;
    if (!answer.retryAfter) outcome.silent += 1;
  } else {
    const what = answer.status === 0 ? answer.text : String(answer.status);
    outcome.strange[what] = (outcome.strange[what] ?? 0) + 1;
  }
}

function kindOf(hundredth: number): keyof typeof MIX {
  let sum = 0;
  for (const [kind, share] of Object.entries(MIX)) {
    sum += share;
    if (hundredth < sum) return kind as keyof typeof MIX;
  }
  return 'record';
}
