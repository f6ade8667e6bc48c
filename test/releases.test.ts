/** What was released is told in the changes, stands in package.json, and leaves its data behind for later upgrades. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT } from './cli.ts';

const RELEASES = join(import.meta.dirname, 'releases');

/** Versions of CHANGELOG.md, the newest first. */
const told = readFileSync(join(PROJECT, 'CHANGELOG.md'), 'utf8')
  .split('\n')
  .flatMap((line) => /^## (\d+\.\d+\.\d+)$/.exec(line)?.[1] ?? []);

type Versioned = { version: string; packages: Record<string, { version: string }> };
const versionedIn = (name: string) => JSON.parse(readFileSync(resolve(PROJECT, name), 'utf8')) as Versioned;

test('the version is the newest of the changes, wherever it stands', () => {
  const lock = versionedIn('package-lock.json');
  const versions = [versionedIn('package.json').version, lock.version, lock.packages['']!.version];
  expect(versions).toEqual([told[0], told[0], told[0]]);
});

test('every earlier version left its data, and they are small', () => {
  const kept = readdirSync(RELEASES).filter((name) => /^\d/.test(name));
  expect(told.length).toBeGreaterThan(1);
  expect(kept).toEqual(expect.arrayContaining(told.slice(1)));
  expect(told).toEqual(expect.arrayContaining(kept));
  for (const release of kept)
    expect(statSync(join(RELEASES, release, 'backup.age')).size, release).toBeLessThan(300_000);
});
