/** The ways to raise one's own rights are tests; here all of them are run together and counted. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Found, judged, type Proof, type Size } from './proof.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WAYS = 14;
const FILE = 'src/areas/access/escalation.test.ts';
/** Each way is a test whose name begins with its number. */
const NUMBERED = /^\d+ /;

type Report = { testResults: { assertionResults: { title: string; status: string }[] }[] };

/** Runs the tests in a process of their own, as `npm test` runs them. */
async function results(): Promise<Report> {
  const home = path.dirname(createRequire(import.meta.url).resolve('vitest/package.json'));
  const folder = mkdtempSync(path.join(tmpdir(), 'capuy-prove-ways-up-'));
  const file = path.join(folder, 'report.json');
  const env = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  const args = ['run', FILE, '-t', NUMBERED.source, '--reporter=json', `--outputFile=${file}`];
  try {
    const child = spawn(process.execPath, [path.join(home, 'vitest.mjs'), ...args], {
      cwd: ROOT,
      env: Object.fromEntries(env),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await once(child, 'exit');
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In short the ways are counted alone: `npm test` runs them as the tests they are. */
function countWays(): Found {
  const found = readFileSync(path.join(ROOT, FILE), 'utf8').match(/^test\('\d+ /gm) ?? [];
  return { ok: found.length >= WAYS, figure: `${found.length} ways are tests` };
}

async function tryWays(size: Size, tell: (text: string) => void): Promise<Found> {
  if (size === 'short') return countWays();
  const { testResults } = await results();
  const ways = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ title, status }) => NUMBERED.test(title) && (status === 'passed' || status === 'failed'));
  const refused = ways.filter(({ status }) => status === 'passed');
  for (const way of ways) if (!refused.includes(way)) tell(way.title);
  const holds = refused.length > 0 && refused.length === ways.length;
  const figure = `${refused.length} of ${ways.length} ways refused, with their entries in the log`;
  return judged(size, holds, refused.length >= WAYS, figure);
}

export const waysUp: Proof = {
  name: 'ways-up',
  claim:
    'Every way to raise one’s own rights that was thought of (grants to oneself, forged passes, old posts, imports of rights, cases taken, …) is refused, and what reached a command left an entry.',
  wanted: `≥ ${WAYS} ways, all refused and logged`,
  run: tryWays,
};
