/** Tries a backup: loads it into a scratch server, counts its rows, recounts every figure, verifies the chain. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type postgres from 'postgres';
import type { Database } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import type { CheckResult } from '../figures/check.ts';
import type { Clock } from '../kernel/clock.ts';
import { type Words, w } from '../kernel/words.ts';
import { type Member, readArchive } from './archive.ts';
import { chainHead } from './dump.ts';
import { putFile } from './files.ts';
import { type Loaded, load } from './load.ts';
import { type Manifest, rowsIn } from './manifest.ts';
import { recount } from './recount.ts';
import { withScratch } from './scratch.ts';

export type Verified = {
  ok: boolean;
  manifest: Manifest;
  /** Bytes of the file. */
  bytes: number;
  rows: number;
  /** What does not agree; empty where `ok`. */
  faults: Words[];
  checks: CheckResult[];
  /** Seconds: decrypting and loading, and counting again. */
  loading: number;
  checking: number;
};

/** Throws `ArchiveError`, `MigrationError` or `EmbeddedError` where the file cannot be tried at all. */
export const verifyBackup = (file: string, identities: readonly string[], clock: Clock): Promise<Verified> =>
  withScratch(async ({ owner, app, dataFolder }) => {
    const loading = stopwatch();
    const folder = path.join(dataFolder, 'kept');
    const { manifest, faults } = await loadCompared(owner, readArchive(file, identities), folder);
    const upTo = loading();
    const checking = stopwatch();
    await migrate(owner);
    const checks = await recount(owner, app, clock);
    faults.push(...checks.filter(({ ok }) => !ok).map(({ words }) => words));
    return {
      ok: faults.length === 0,
      manifest,
      bytes: statSync(file).size,
      rows: rowsIn(manifest),
      faults,
      checks,
      loading: upTo,
      checking: checking(),
    };
  });

const stopwatch = () => {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
};

/**
 * Loads a backup at its own version into an empty database and its files into a folder, and says what does not agree
 * with its manifest: rows of each table, the head of the chain, every file.
 */
export async function loadCompared(
  owner: Database,
  members: AsyncIterable<Member>,
  folder: string,
): Promise<Loaded & { faults: Words[] }> {
  return owner.begin(async (tx) => {
    const keep = async (name: string, body: Buffer) => void putFile(folder, name, body);
    const { head, manifest } = await load(tx, members, { keep, upgrade: false });
    return {
      head,
      manifest,
      faults: [...(await databaseFaults(tx, manifest)), ...fileFaults(folder, manifest)],
    };
  });
}

/** Compared before migrations of a later version may add rows of their own. */
export async function databaseFaults(tx: postgres.ISql, manifest: Manifest): Promise<Words[]> {
  const faults: Words[] = [];
  for (const [table, wanted] of Object.entries(manifest.rows)) {
    const [row] = await tx.unsafe<{ n: number }[]>(`select count(*)::int as n from ${table}`);
    if (row!.n === wanted) continue;
    faults.push(
      w(`${table}: ${row!.n} dòng, phải là ${wanted}`, `${table}: ${row!.n} rows instead of ${wanted}`),
    );
  }
  const head = await chainHead(tx);
  if (head.entries !== manifest.chain.entries || head.hash !== manifest.chain.hash) {
    faults.push(w('mục cuối của sổ ghi khác với bản kê', 'the last audit entry is not that of the manifest'));
  }
  return faults;
}

export const fileFaults = (folder: string, manifest: Manifest): Words[] =>
  manifest.files
    .filter(({ name, sha256 }) => {
      const file = path.join(folder, name);
      return !existsSync(file) || createHash('sha256').update(readFileSync(file)).digest('hex') !== sha256;
    })
    .map(({ name }) => w(`tệp ${name} khác với bản kê`, `file ${name} is not that of the manifest`));
