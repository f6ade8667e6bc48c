/** Every released version's data, brought to the present: the same rows, the same log, figures that count the same. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readArchive } from '../src/backup/archive.ts';
import { chainHead } from '../src/backup/dump.ts';
import { readIdentities } from '../src/backup/keys.ts';
import type { Manifest } from '../src/backup/manifest.ts';
import { recount } from '../src/backup/recount.ts';
import { databaseFaults, loadCompared } from '../src/backup/verify.ts';
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

/** `capuy migrate` on that folder; killed outright once a step is reached. */
async function migrateIn(dataFolder: string, reached?: (pid: number) => boolean): Promise<Ended> {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ['bin/capuy.mjs', 'migrate'], {
    cwd: PROJECT,
    env: { ...env, CAPUY_DATA: dataFolder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended: Ended = { code: null, signal: null, err: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.err += text;
  });
  const watch = setInterval(() => void (reached?.(child.pid!) && child.kill('SIGKILL')), 5);
  try {
    const [code, signal] = await once(child, 'close');
    return { ...ended, code, signal };
  } finally {
    clearInterval(watch);
  }
}

/** Tables the product itself fills: a later version may know more roles, classes and notes. */
const OWN = [
  'public.act_kind',
  'public.approval_right',
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
});

const newest = releases.at(-1)!;

test('changed policies alone are tried on a copy, too', async () => {
  const { dataFolder } = await folderOf(newest);
  expect((await migrateIn(dataFolder)).code).toBe(0);
  const copies = () =>
    readdirSync(join(dataFolder, 'before-upgrade')).filter((name) => name.endsWith('.age'));
  const [first] = copies();
  await inside(dataFolder, (owner) => owner`update migration set sha256 = 'of others' where number = 0`);
  const { code, err } = await migrateIn(dataFolder);
  expect([code, err]).toEqual([0, expect.stringContaining('Nâng cấp thử trên bản sao khớp hết')]);
  expect(copies()).toEqual([first, expect.any(String)]);
}, 300_000);

type Step = { step: string; file?: RegExp; row?: [table: string, when: string]; stands: boolean };

/** Where an upgrade is stopped: by what is seen on the disk, or by a row at which the database waits for good. */
const stepsWith = (half: number): Step[] => [
  { step: 'the copy is made', file: /^before-upgrade\/capuy-.*\.age$/, stands: false },
  { step: 'the upgrade is being tried on it', file: /^scratch\/PG_VERSION$/, stands: false },
  { step: 'half of the migrations are applied', row: ['migration', `new.number = ${half}`], stands: false },
  { step: 'all is applied and nothing committed', row: ['migration', 'new.number = 0'], stands: false },
  { step: 'it is committed', row: ['session', 'true'], stands: true },
];

/** Files of the folder, and the cluster of the server on which that process tries a copy (as `scratch/…`). */
function filesFor(dataFolder: string, pid: number): string[] {
  const there = (folder: string, as: string) =>
    existsSync(folder) ? readdirSync(folder).map((name) => `${as}/${name}`) : [];
  const scratch = readdirSync(tmpdir()).find((name) => name.startsWith(`capuy-scratch-${pid}-`));
  return [
    ...there(join(dataFolder, 'before-upgrade'), 'before-upgrade'),
    ...(scratch ? there(join(tmpdir(), scratch, 'postgres'), 'scratch') : []),
  ];
}

/** The database leaves the file and waits whenever such a row is put in. */
const haltAt = (dataFolder: string, [table, when]: [string, string], file: string): Promise<unknown> =>
  inside(dataFolder, (owner) =>
    owner.unsafe(`create function halt() returns trigger language plpgsql security definer as $$ begin
        copy (select 1) to '${file}'; perform pg_sleep(600); return new; end $$;
      create trigger halt before insert on ${table} for each row when (${when}) execute function halt()`),
  );

test('killed at each of its steps, the upgrade goes on from what was there before', async () => {
  const { dataFolder, manifest } = await folderOf(newest);
  const before = (await inside(dataFolder, (owner) => appliedIn(owner))).length;
  const half = Math.ceil((before + migrations().length) / 2);
  const halted = join(dataFolder, '..', 'halted');
  mkdirSync(halted);
  chmodSync(halted, 0o777);
  for (const [at, { step, file, row, stands }] of stepsWith(half).entries()) {
    const mark = join(halted, String(at));
    if (row) await haltAt(dataFolder, row, mark);
    const seen = new Set(filesFor(dataFolder, 0));
    const reached = (pid: number) =>
      row ? existsSync(mark) : filesFor(dataFolder, pid).some((name) => file!.test(name) && !seen.has(name));
    const { signal, err } = await migrateIn(dataFolder, reached);
    expect([step, signal, err]).toEqual([step, 'SIGKILL', expect.any(String)]);
    await inside(dataFolder, async (owner) => {
      const applied = (await appliedIn(owner)).length;
      expect([step, applied]).toEqual([step, stands ? migrations().length : before]);
      if (!stands) expect([step, await databaseFaults(owner, manifest)]).toEqual([step, []]);
      await owner.unsafe('drop function if exists halt cascade');
    });
  }
  expect(await migrateIn(dataFolder)).toMatchObject({ code: 0, err: '' });
  await inside(dataFolder, (owner, app) => expectUnchanged(owner, app, manifest));
}, 480_000);

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
