/** A swap of what an installation keeps, killed wherever it may be. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { finishSwap } from './swap.ts';

const folder = mkdtempSync(join(tmpdir(), 'capuy-swap-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that swaps and is killed right before the change of the folder with this number; answers which. */
const swapKilled = (data: string, journal: object, before: number): string => {
  const swap = pathToFileURL(join(import.meta.dirname, 'swap.ts'));
  const text = `import fs from 'node:fs'; import { swapIn } from '${swap}'; let left = ${before};
    for (const name of ['renameSync', 'rmSync', 'mkdirSync']) { const real = fs[name]; fs[name] = (...args) => {
      if (left-- === 0) { console.log(name, args[0].slice(${data.length + 1})); process.kill(process.pid, 'SIGKILL'); }
      return real(...args); }; }
    await swapIn(${JSON.stringify(data)}, ${JSON.stringify(journal)});`;
  const { stdout, stderr, signal } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', text],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  return signal === 'SIGKILL' ? stdout.trim() : 'done';
};

test('killed before any change a swap makes, the next opening finds all of the old or all of the new', async () => {
  const journal = { from: 'restoring', aside: 'replaced/1', names: ['a', 'b', 'c'] };
  const found: string[] = [];
  for (let step = ''; step !== 'done'; ) {
    const data = join(folder, `swap${found.length}`);
    mkdirSync(join(data, 'restoring'), { recursive: true });
    for (const name of ['a', 'b']) writeFileSync(join(data, name), 'old');
    for (const name of ['a', 'b', 'c']) writeFileSync(join(data, 'restoring', name), 'new');
    step = swapKilled(data, journal, found.length);
    await finishSwap(data);
    await finishSwap(data);
    const textOf = (name: string) =>
      existsSync(join(data, name)) ? readFileSync(join(data, name), 'utf8') : 'none';
    const texts = ['a', 'b', 'c', 'replaced/1/a', 'replaced/1/b'].map(textOf).join(' ');
    found.push(`${step}: ${texts}${existsSync(join(data, 'restore.json')) ? ', begun' : ''}`);
  }
  const [untouched, swapped] = ['old old none none none', 'new new new old old'];
  expect(found.filter((one) => one.endsWith(untouched))).toContain(
    `renameSync restore.json.tmp: ${untouched}`,
  );
  expect(found.filter((one) => one.endsWith(swapped))).toEqual(
    expect.arrayContaining(
      [
        ...['mkdirSync replaced/1', 'renameSync a', 'renameSync restoring/a', 'renameSync b'],
        ...[
          'renameSync restoring/b',
          'renameSync restoring/c',
          'rmSync restoring',
          'rmSync restore.json',
          'done',
        ],
      ].map((step) => `${step}: ${swapped}`),
    ),
  );
  expect(found.filter((one) => !one.endsWith(untouched) && !one.endsWith(swapped))).toEqual([]);
}, 120_000);
