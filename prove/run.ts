/** `npm run prove [-- NAME… --for=MINUTES --short]`: tries what the product claims and writes down what came of it. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { outliveBrokenConnections } from '../src/db/faults.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { PROOFS } from './catalogue.ts';
import { type Result, writeResults } from './page.ts';
import type { Found, Proof, Size } from './proof.ts';

/** How long a proof that was asked to stop may take to put its things away. */
const PATIENCE_MS = 60_000;

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs the named proofs, or all. Gives 1 where one failed, 2 where a name is unknown, 130 where it was stopped. */
export async function run(args: string[]): Promise<number> {
  outliveBrokenConnections();
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !PROOFS.some((proof) => proof.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`${unknown.join(', ')}? ${PROOFS.map(({ name }) => name).join(' ')}\n`);
    return 2;
  }
  const size: Size = args.includes('--short') ? 'short' : 'full';
  const minutes = Number(args.find((arg) => arg.startsWith('--for='))?.slice('--for='.length));
  const chosen = PROOFS.filter(({ name }) => names.length === 0 || names.includes(name));
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort()).once('SIGTERM', () => stopped.abort());
  let failed = 0;
  for (const proof of chosen) {
    if (stopped.signal.aborted) break;
    const found = await tryOut(proof, size, minutes, stopped.signal);
    if (!found.ok && !found.unmeasured && !found.incomplete) failed += 1;
    if (size === 'full') writeResults(PROOFS, new Map([[proof.name, resultOf(found)]]));
  }
  return stopped.signal.aborted ? 130 : failed > 0 ? 1 : 0;
}

async function tryOut(proof: Proof, size: Size, minutes: number, stopped: AbortSignal): Promise<Found> {
  const tell = (text: string) => process.stderr.write(`  ${proof.name}: ${text}\n`);
  process.stdout.write(`▶ ${proof.name}: ${proof.claim}\n`);
  const stop = minutes > 0 ? AbortSignal.any([stopped, AbortSignal.timeout(minutes * 60_000)]) : stopped;
  const start = performance.now();
  const found = await Promise.race([attempt(proof, size, tell, stop), impatience(stop)]);
  const seconds = Math.round((performance.now() - start) / 1000);
  process.stdout.write(`  ${resultOf(found).result}: ${found.figure} (${seconds} s)\n`);
  return found;
}

/** A proof that breaks off has failed; the others are tried all the same. */
async function attempt(
  proof: Proof,
  size: Size,
  tell: (text: string) => void,
  stop: AbortSignal,
): Promise<Found> {
  try {
    return await proof.run(size, tell, stop);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    return { ok: false, figure: `broke off: ${error instanceof Error ? error.message : error}` };
  }
}

const impatience = (stop: AbortSignal): Promise<Found> =>
  new Promise((resolve) => {
    const wait = () =>
      setTimeout(
        () => resolve({ ok: false, figure: 'stopped before its end', incomplete: true }),
        PATIENCE_MS,
      ).unref();
    if (stop.aborted) wait();
    else stop.addEventListener('abort', wait, { once: true });
  });

const resultOf = (found: Found): Result => ({
  reached: found.figure,
  result: found.ok
    ? 'passed'
    : found.unmeasured
      ? 'not measured'
      : found.incomplete
        ? 'not reached'
        : 'failed',
  date: systemClock.today(),
  commit: commit(),
});

/** The commit the code stands at; `uncommitted` where it was changed since. The page itself does not count. */
function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--', '.', ':!docs/operating/proof.md');
    return changed === '' ? git('rev-parse', '--short', 'HEAD') : 'uncommitted';
  } catch {
    return 'no repository';
  }
}
