/** Every released version's data, brought to the present: the same rows, the same log, figures that count the same. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readArchive } from '../src/backup/archive.ts';
import { chainHead } from '../src/backup/dump.ts';
import { readIdentities } from '../src/backup/keys.ts';
import type { Manifest } from '../src/backup/manifest.ts';
import { recount } from '../src/backup/recount.ts';
import { loadCompared } from '../src/backup/verify.ts';
import { connect, type Database } from '../src/db/connection.ts';
import { attach } from '../src/db/embedded.ts';
import { appliedIn, migrations } from '../src/db/migrate.ts';
import { systemClock } from '../src/kernel/clock.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const RELEASES = join(import.meta.dirname, 'releases');
const releases = readdirSync(RELEASES).filter((name) => /^\d+\.\d+\.\d+$/.test(name));

let folders: string[] = [];
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders = [];
});

/** The database in the folder, as the owner sees it. */
async function inside<T>(
  dataFolder: string,
  work: (owner: Database, app: Database) => Promise<T>,
): Promise<T> {
  const embedded = await attach({ dataFolder, durable: false });
  const owner = connect({ ...embedded.connection, max: 2 });
  const app = connect({ ...embedded.connection, user: 'capuy_app', max: 2 });
  try {
    return await work(owner, app);
  } finally {
    await Promise.all([owner.end(), app.end()]);
    await embedded.stop();
  }
}

/** A data folder as that version left it. */
async function folderOf(release: string): Promise<{ dataFolder: string; manifest: Manifest }> {
  const folder = mkdtempSync(join(tmpdir(), 'capuy-release-'));
  folders.push(folder);
  chmodSync(folder, 0o711);
  const identities = readIdentities(join(RELEASES, release, 'key.txt'));
  if (!identities.ok) throw new Error(release);
  const members = readArchive(join(RELEASES, release, 'backup.age'), identities.value);
  const dataFolder = join(folder, 'data');
  const loaded = await inside(dataFolder, (owner) => loadCompared(owner, members, join(folder, 'kept')));
  expect(loaded.faults).toEqual([]);
  return { dataFolder, manifest: loaded.manifest };
}

type Ended = { code: number | null; signal: NodeJS.Signals | null; err: string };

/** `capuy migrate` on that folder; killed outright after so many milliseconds. */
function migrateIn(dataFolder: string, killAfter?: number): Promise<Ended> {
  return new Promise((done, fail) => {
    const { DATABASE_URL: _, ...env } = process.env;
    const child = spawn(process.execPath, ['bin/capuy.mjs', 'migrate'], {
      cwd: PROJECT,
      env: { ...env, CAPUY_DATA: dataFolder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.on('error', fail).on('close', (code, signal) => {
      clearTimeout(timer);
      done({ code, signal, err });
    });
  });
}

/** Tables the product itself fills: a later version may know more roles, classes and notes. */
const OWN = [
  'public.role_right',
  'public.table_class',
  'public.installation',
  'public.session',
  'public.account',
];

async function expectUnchanged(owner: Database, app: Database, manifest: Manifest): Promise<void> {
  for (const [table, rows] of Object.entries(manifest.rows)) {
    if (OWN.includes(table)) continue;
    const [found] = await owner.unsafe<{ n: number }[]>(`select count(*)::int as n from ${table}`);
    expect([table, found!.n]).toEqual([table, rows]);
  }
  expect(await chainHead(owner)).toEqual(manifest.chain);
  expect((await appliedIn(owner)).length).toBe(migrations().length);
  expect((await recount(owner, app, systemClock)).filter(({ ok }) => !ok)).toEqual([]);
}

describe.each(releases)('data of %s', (release) => {
  test('come to the present after a copy and a try, and nothing is lost', async () => {
    const { dataFolder, manifest } = await folderOf(release);
    const { code, err } = await migrateIn(dataFolder);
    expect([code, err]).toEqual([0, expect.stringContaining('Nâng cấp thử trên bản sao khớp hết')]);
    const kept = readdirSync(join(dataFolder, 'before-upgrade')).sort();
    expect(kept).toEqual([expect.stringMatching(/^capuy-[0-9a-f]{8}-\w+\.age$/), 'key.txt']);
    await inside(dataFolder, (owner, app) => expectUnchanged(owner, app, manifest));
    const again = await migrateIn(dataFolder);
    expect(again).toMatchObject({ code: 0, err: '' });
  }, 180_000);

  test('killed at any point, the upgrade goes on from what was there before', async () => {
    const { dataFolder, manifest } = await folderOf(release);
    const before = (await inside(dataFolder, (owner) => appliedIn(owner))).length;
    let killed = 0;
    for (const after of [1000, 3000, 6000]) {
      const { signal } = await migrateIn(dataFolder, after);
      if (signal === 'SIGKILL') killed += 1;
      const applied = await inside(dataFolder, (owner) => appliedIn(owner));
      expect([before, migrations().length]).toContain(applied.length);
    }
    expect(killed).toBeGreaterThan(0);
    expect((await migrateIn(dataFolder)).code).toBe(0);
    expect(existsSync(join(dataFolder, 'before-upgrade'))).toBe(true);
    await inside(dataFolder, (owner, app) => expectUnchanged(owner, app, manifest));
  }, 240_000);
});

test('a database newer than the product is refused, by word and without a change', async () => {
  const { dataFolder } = await folderOf(releases[0]!);
  await inside(dataFolder, (owner) => owner`insert into migration values (9999, '9999_later.sql', 'x')`);
  const { code, err } = await migrateIn(dataFolder);
  expect([code, err]).toEqual([2, expect.stringContaining('There is no way back and nothing was changed')]);
  await inside(dataFolder, async (owner) => expect(await appliedIn(owner)).toHaveLength(8));
}, 120_000);

test('an upgrade that does not hold on the copy leaves the live data alone', async () => {
  const { dataFolder } = await folderOf(releases[0]!);
  // A place that disagrees with the tree: found by the checks on the copy.
  await inside(dataFolder, (owner) => owner`alter table person disable trigger user`);
  await inside(
    dataFolder,
    (owner) =>
      owner`update person set place = place + 1 where id = (select id from person order by id limit 1)`,
  );
  const { code, err } = await migrateIn(dataFolder);
  expect([code, err]).toEqual([2, expect.stringContaining('so the live data were not touched')]);
  await inside(dataFolder, async (owner) => expect(await appliedIn(owner)).toHaveLength(7));
}, 120_000);
