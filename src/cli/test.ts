/** `capuy test`: types, style and every test, and at the end one line that says how many passed. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { testGround } from './test-ground.ts';

type Tally = { passed: number; failed: number };

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The script behind a command of a package. */
function script(name: string, file: string): string {
  const home = path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  return path.join(home, file);
}

/** Runs a script under this Node with our own output; resolves with its exit code. */
function node(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], {
      ...{ cwd: root, stdio: 'inherit' },
      env: { ...process.env, ...env },
    });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function step(words: string, work: () => Promise<Tally>): Promise<Tally> {
  const start = performance.now();
  console.log(`▶ ${words}`);
  try {
    return await work();
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  } finally {
    console.log(`  ${((performance.now() - start) / 1000) | 0} s\n`);
  }
}

const single = (code: number): Tally => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; name: string; assertionResults: { status: string }[] }[];
};

/** A file that could not be loaded has no failed test of its own; it counts as one. */
export function tally(report: Report, code: number): Tally {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  // Errors outside of tests and a missing server show in the exit code alone; so does a run without tests.
  const elsewhere = failed === 0 && (code !== 0 || report.numPassedTests === 0) ? 1 : 0;
  return { passed: report.numPassedTests, failed: failed + elsewhere };
}

async function vitest(args: readonly string[]): Promise<Tally> {
  const folder = testGround();
  const file = path.join(folder, 'report.json');
  try {
    const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await node(script('vitest', 'vitest.mjs'), ['run', ...reports, ...args], { TMPDIR: folder });
    if (!fs.existsSync(file)) return { passed: 0, failed: 1 };
    return tally(JSON.parse(fs.readFileSync(file, 'utf8')) as Report, code);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs every step even when one fails. `args` go to vitest (names of files, `-t`). The last line is
 * `N passed, N failed`: tests, plus one each for types and style. Returns the exit code; a run in which no test ran
 * has failed.
 */
export async function run(args: readonly string[]): Promise<number> {
  const steps = [
    await step('Kiểu / Types (tsc)', async () =>
      single(await node(script('typescript', 'bin/tsc'), ['--noEmit'])),
    ),
    await step('Cách viết / Style (biome)', async () =>
      single(await node(script('@biomejs/biome', 'bin/biome'), ['check'])),
    ),
    await step('Kiểm thử / Tests (vitest)', () => vitest(args)),
  ];
  const passed = steps.reduce((sum, one) => sum + one.passed, 0);
  const failed = steps.reduce((sum, one) => sum + one.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
