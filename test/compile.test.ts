/** What a program compiles to is kept until a source changes, and runs as the sources do. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../src/kernel/clock.ts';
import { PROJECT } from './cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'capuy compile '));
const at = (...parts: string[]) => join(folder, ...parts);
const { compiled } = await (async () => {
  for (const part of ['bin', 'node_modules', 'src']) mkdirSync(at(part));
  for (const file of ['bin/compile.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'])
    cpSync(join(PROJECT, file), at(file));
  for (const name of ['esbuild', '@esbuild'])
    symlinkSync(join(PROJECT, 'node_modules', name), at('node_modules', name));
  return (await import(pathToFileURL(at('bin/compile.mjs')).href)) as {
    compiled(program: string): Promise<string>;
  };
})();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A source as it was written a minute ago: what changes while it is compiled is not relied on. */
function write(file: string, text: string, minutesAgo = 1): void {
  writeFileSync(at('src', file), text);
  const time = Date.parse(systemClock.now()) / 1000 - minutesAgo * 60;
  utimesSync(at('src', file), time, time);
}

const said = (file: string) => execFileSync(process.execPath, [file], { encoding: 'utf8' }).trim();

beforeAll(() => {
  write(
    'main.ts',
    `import { word } from './word.ts';\nconsole.log(word as string, import.meta.dirname, import.meta.url);`,
  );
  write('word.ts', `export const word: string = 'một';`, 3);
});

test('is kept, finds what lies beside its sources, and is made anew for a changed one', async () => {
  const first = await compiled('src/main.ts');
  expect(said(first)).toBe(`một ${at('src')} ${pathToFileURL(at('src/main.ts')).href}`);
  expect(await compiled('src/main.ts')).toBe(first);
  write('word.ts', `export const word: string = 'hai';`, 2);
  const second = await compiled('src/main.ts');
  expect([second === first, said(second).split(' ')[0], said(first).split(' ')[0]]).toEqual([
    false,
    'hai',
    'một',
  ]);
});

test('by a program that was compiled itself finds what lies beside it, too', async () => {
  write('word.ts', `export const word: string = 'bốn';`, 4);
  write(
    'starter.ts',
    `import { compiled } from '../bin/compile.mjs';\nconsole.log(await compiled('src/main.ts'));`,
  );
  const byStarter = said(await compiled('src/starter.ts'));
  expect(said(byStarter)).toBe(`bốn ${at('src')} ${pathToFileURL(at('src/main.ts')).href}`);
});

test('of a source that changed a moment ago is used, and not kept', async () => {
  write('word.ts', `export const word: string = 'ba';`, -1);
  const first = await compiled('src/main.ts');
  expect(said(first)).toMatch(/^ba /);
  expect(await compiled('src/main.ts')).not.toBe(first);
});

test('what does not compile is told by file and line', async () => {
  write('word.ts', 'export const word: = 1;');
  await expect(compiled('src/main.ts')).rejects.toThrow(/word\.ts:1/);
});
