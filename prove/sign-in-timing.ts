/** Whether the time of an answer tells a name that exists from one that does not. */
import { rmSync } from 'node:fs';
import { foundAccount } from '../src/areas/access/commands.ts';
import { type Gate, NOWHERE, signIn } from '../src/areas/access/sign-in.ts';
import { connect } from '../src/db/connection.ts';
import { startEmbedded } from '../src/db/embedded.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { preparedFolder } from './prepared.ts';
import type { Proof, Size } from './proof.ts';

/** Tries of each kind. */
const TRIES: Readonly<Record<Size, number>> = { short: 60, full: 2000 };
const MOST_DIFFERENCE_MS = 2;

const NAMES = ['co.that', 'khong.co'] as const;

type Times = [known: number[], unknown: number[]];

export const signInTiming: Proof = {
  name: 'sign-in-timing',
  claim: 'A wrong password and an unknown name are answered after the same time.',
  wanted: `2,000 tries each: medians less than ${MOST_DIFFERENCE_MS} ms apart, Mann-Whitney p > 0.01`,
  async run(size, tell) {
    const times = await onGate((gate) => timesOf(gate, TRIES[size]), tell);
    const { difference, error, p } = compared(times);
    // A short run on a busy machine is judged by its own spread.
    const most = size === 'full' ? MOST_DIFFERENCE_MS : Math.max(MOST_DIFFERENCE_MS, 4 * error);
    const ok = Math.abs(difference) < most && (size === 'short' || p > 0.01);
    const figure = `${TRIES[size]} each: medians ${tenths(difference)} ms apart, p = ${Math.round(p * 1000) / 1000}`;
    return { ok, figure };
  },
};

const tenths = (ms: number): number => Math.round(ms * 100) / 100;

/** A database with one account, a name beside it that is nobody's, and the gate to it. */
export async function onGate<T>(work: (gate: Gate) => Promise<T>, tell: (text: string) => void): Promise<T> {
  const folder = await preparedFolder('timing', 'empty');
  const settings = { shared_buffers: '64MB', max_connections: '20' };
  const server = await startEmbedded({ dataFolder: folder, durable: false, settings });
  const owner = connect({ ...server.connection, max: 2 });
  const db = connect({ ...server.connection, user: 'capuy_app', max: 1 });
  try {
    const account = { name: NAMES[0], fullName: 'Có Thật', password: 'mưa rào tháng bảy', mandates: [] };
    await foundAccount(owner, systemClock, account, '1-QĐ');
    tell('one account, one name that is nobody’s, tried in turn');
    return await work({ db, clock: systemClock, wait: async () => {} });
  } finally {
    await Promise.all([owner.end({ timeout: 1 }), db.end({ timeout: 1 })]);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Times of both kinds of answer, taken in turn; every try comes from another source, so that none is closed. */
export async function timesOf(
  gate: Gate,
  tries: number,
  answer: (gate: Gate, name: string, source: string) => Promise<unknown> = wrongPassword,
): Promise<Times> {
  const times: Times = [[], []];
  for (let i = -10; i < tries; i++) {
    // Which of the two comes first changes, too.
    for (const which of i % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const begun = performance.now();
      await answer(gate, NAMES[which], `10.0.${i}.${which}`);
      if (i >= 0) times[which].push(performance.now() - begun);
    }
  }
  return times;
}

export const wrongPassword = (gate: Gate, name: string, source: string): Promise<unknown> =>
  signIn(gate, name, 'mưa phùn tháng giêng', { ...NOWHERE, source });

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)]!;

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** Standard error of a median, from the middle half of the values. */
const errorOf = (sorted: readonly number[]): number => {
  const quarter = Math.floor(sorted.length / 4);
  const deviation = (sorted[sorted.length - 1 - quarter]! - sorted[quarter]!) / 1.349;
  return (1.253 * deviation) / Math.sqrt(sorted.length);
};

/** How far the medians lie apart, how sure that is, and Mann-Whitney's probability of so much by chance. */
export function compared([known, unknown]: Times): { difference: number; error: number; p: number } {
  const [a, b] = [ascending(known), ascending(unknown)];
  const all = [...a.map((ms) => ({ ms, a: true })), ...b.map((ms) => ({ ms, a: false }))];
  all.sort((one, other) => one.ms - other.ms);
  const ranks = all.reduce((sum, { a: own }, i) => (own ? sum + i + 1 : sum), 0);
  const u = ranks - (a.length * (a.length + 1)) / 2;
  const mean = (a.length * b.length) / 2;
  const deviation = Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
  const error = Math.hypot(errorOf(a), errorOf(b));
  return { difference: median(a) - median(b), error, p: tail(Math.abs(u - mean) / deviation) };
}

/** Probability of a normal value this far from the middle, on either side (Abramowitz and Stegun 26.2.17). */
function tail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return Math.min(1, 2 * (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series);
}
