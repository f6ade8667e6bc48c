/**
 * Puts a backup in the place of an installation's data. Everything is loaded, compared and recounted beside them first;
 * over records that are there it takes two persons, and what is replaced is kept.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type postgres from 'postgres';
import { connect, type Database } from '../db/connection.ts';
import { EmbeddedError } from '../db/embedded/faults.ts';
import { startEmbedded } from '../db/embedded.ts';
import { appliedIn, migrate } from '../db/migrate.ts';
import { isEmptyInstallation } from '../db/notes.ts';
import { finishSwap, swapIn } from '../db/swap.ts';
import type { Clock } from '../kernel/clock.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import { readArchive } from './archive.ts';
import { chainHead } from './dump.ts';
import { holdToCheckpoints } from './held.ts';
import { type Difference, layOut } from './kept-settings.ts';
import type { ChainHead, Head, Manifest } from './manifest.ts';
import type { Agreed, SecondPerson } from './persons.ts';
import { recount } from './recount.ts';
import { sha256Of } from './run.ts';
import { loadCompared } from './verify.ts';

export type Order = {
  file: string;
  identities: readonly string[];
  clock: Clock;
  /** Given the database whose accounts count: the one to be replaced, else the one restored. */
  persons: (app: Database) => SecondPerson;
  /** How the product is set now; what the copy says is compared with it and changes none of it. */
  settings: Head['settings'];
  tell: (words: Words) => void;
};

export type Restored = {
  manifest: Manifest;
  /** Where what was replaced is kept; undefined where nothing was. */
  kept?: string;
  agreed?: Agreed;
  /** Settings of the copy that differ from those in force; they lie beside the data (`LAID_OUT`). */
  differing: Difference[];
};

export const differs = (faults: readonly Words[]) =>
  refused(...faults.map((words) => refusal('backup_differs', words)));

/** Seconds of each part. */
export type Times = { loading: number; checking: number };

/**
 * Makes an installation out of a backup in an empty folder: the database brought to the present and every file, then
 * compared with the manifest and recounted. `work` runs while its server does.
 */
export async function restoreInto<T>(
  dataFolder: string,
  { file, identities, clock }: Pick<Order, 'file' | 'identities' | 'clock'>,
  work: (made: {
    owner: Database;
    app: Database;
    head: Head;
    manifest: Manifest;
    faults: Words[];
    times: Times;
  }) => Promise<T>,
): Promise<T> {
  const embedded = await startEmbedded({ dataFolder });
  const owner = connect({ ...embedded.connection, max: 2 });
  const app = connect({ ...embedded.connection, user: 'capuy_app', max: 2 });
  try {
    const start = performance.now();
    const { head, manifest, faults } = await loadCompared(owner, readArchive(file, identities), dataFolder);
    await migrate(owner);
    const loaded = performance.now();
    const checks = await recount(owner, app, clock);
    faults.push(...checks.filter(({ ok }) => !ok).map(({ words }) => words));
    const times = { loading: (loaded - start) / 1000, checking: (performance.now() - loaded) / 1000 };
    return await work({ owner, app, head, manifest, faults, times });
  } finally {
    await Promise.all([owner.end({ timeout: 5 }), app.end({ timeout: 5 })]);
    await embedded.stop();
  }
}

/** What stands in the data folder: nothing, records (with the last entry of their log), or what does not start. */
type Standing = { state: 'empty' } | { state: 'records'; head: ChainHead } | { state: 'unreadable' };

/**
 * Restores into the embedded database of the data folder, whose server must be stopped. Refuses `not_agreed`,
 * `same_person`, `backup_differs`; throws `ArchiveError`, `MigrationError`, `EmbeddedError`. Until the last step nothing
 * of what is there is touched; that step is finished at the next start if it was interrupted.
 */
export async function restoreEmbedded(dataFolder: string, order: Order): Promise<Outcome<Restored>> {
  const what = { kind: 'restore', sha256: await sha256Of(order.file), shown: shownOf(order.file) } as const;
  // A swap that was interrupted comes first: what it was about to put in place would count as nothing there.
  await finishSwap(dataFolder);
  let agreed: Agreed | undefined;
  const standing = await inspect(dataFolder, order.clock, async (app) => {
    const outcome = await order.persons(app)(what);
    if (outcome.ok) agreed = outcome.value;
    return outcome;
  });
  if (!standing.ok) return standing;
  const aside = path.join(dataFolder, 'restoring');
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true, mode: 0o711 });
  order.tell(w('Đang nạp và đếm lại…', 'Loading and recounting…'));
  const outcome = await restoreInto(aside, order, async ({ owner, app, head, manifest, faults }) => {
    if (faults.length > 0) return differs(faults);
    if (standing.value.state === 'unreadable') {
      const late = await order.persons(app)(what);
      if (!late.ok) return late;
      agreed = late.value;
    }
    const held = await holdToCheckpoints(owner, [dataFolder, aside], order.tell);
    if (held.faults.length > 0) return differs(held.faults);
    const last = standing.value.state === 'records' ? standing.value.head : undefined;
    await noteRestore(owner, order.clock, { what, manifest, agreed, head: last });
    const differing = layOut(aside, dataFolder, { head, now: order.settings });
    return done({ manifest, differing, newest: held.newest });
  });
  if (!outcome.ok) {
    rmSync(aside, { recursive: true, force: true });
    return outcome;
  }
  const nothing = standing.value.state === 'empty' && outcome.value.newest === undefined;
  const kept = nothing ? undefined : keptFolder(order.clock);
  const names = readdirSync(aside).filter(
    (name) => !/^(socket|owner\.json|postgres\.log|engine-)/.test(name),
  );
  await swapIn(dataFolder, { from: 'restoring', aside: kept ?? 'restoring/emptied', names });
  return done({
    manifest: outcome.value.manifest,
    differing: outcome.value.differing,
    ...(kept ? { kept: path.join(dataFolder, kept) } : {}),
    ...(agreed ? { agreed } : {}),
  });
}

export const keptFolder = (clock: Clock): string =>
  path.join('replaced', clock.now().slice(0, 19).replace(/[-:]/g, ''));

export const shownOf = (file: string): string => path.basename(file);

/** Looks at what is there; where there are records, `persons` must agree before anything else is done. */
async function inspect(
  dataFolder: string,
  clock: Clock,
  persons: (app: Database) => Promise<Outcome<Agreed>>,
): Promise<Outcome<Standing>> {
  if (!existsSync(path.join(dataFolder, 'postgres'))) return done({ state: 'empty' });
  let embedded: Awaited<ReturnType<typeof startEmbedded>>;
  try {
    embedded = await startEmbedded({ dataFolder });
  } catch (error) {
    // What will not start is what a backup is for.
    const broken =
      error instanceof EmbeddedError && ['database_start', 'data_version'].includes(error.refusal.code);
    if (broken) return done({ state: 'unreadable' });
    throw error;
  }
  const owner = connect({ ...embedded.connection, max: 1 });
  const app = connect({ ...embedded.connection, user: 'capuy_app', max: 1 });
  try {
    if ((await appliedIn(owner)).length === 0 || (await isEmptyInstallation(owner)))
      return done({ state: 'empty' });
    const outcome = await persons(app);
    if (!outcome.ok) await owner`select note_outside('restore refused', null, null, '', ${clock.now()})`;
    return outcome.ok ? done({ state: 'records', head: await chainHead(owner) }) : outcome;
  } finally {
    await Promise.all([owner.end({ timeout: 5 }), app.end({ timeout: 5 })]);
    await embedded.stop();
  }
}

type Note = {
  what: { sha256: string; shown: string };
  manifest: Manifest;
  agreed: Agreed | undefined;
  head: ChainHead | undefined;
};

/** The log goes on from where the backup ended, and says so: what was replaced, by whom, out of which file. */
export async function noteRestore(
  owner: Pick<postgres.ISql, 'unsafe'>,
  clock: Clock,
  { what, manifest, agreed, head }: Note,
): Promise<void> {
  const reason = [
    `${what.shown} (${manifest.at}, entry ${manifest.chain.id})`,
    ...(agreed ? [`agreed by ${agreed.first} and ${agreed.second}`] : []),
    ...(head ? [`replaced entry ${head.id} ${head.hash}`] : []),
  ].join('; ');
  await owner.unsafe(`select note_outside('restore', (select id from account where name = $1), $2, $3, $4)`, [
    agreed?.first ?? null,
    reason,
    what.sha256,
    clock.now(),
  ]);
}
