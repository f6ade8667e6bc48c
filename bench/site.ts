/** What is measured: a commune, a district and a province, each in a database of its own on one server. */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMONSTRATION, type Size, streamExchange } from '../demo/generate.ts';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { catalogue, figures } from '../src/catalogue.ts';
import { connect, type Database } from '../src/db/connection.ts';
import { type Embedded, startEmbedded } from '../src/db/embedded.ts';
import { migrate, migrations } from '../src/db/migrate.ts';
import { importExchange } from '../src/exchange/import.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import type { House } from '../src/web/desk.tsx';
import { milliseconds } from './stopwatch.ts';

export const SIZES = ['commune', 'district', 'province'] as const satisfies readonly Size[];
export type Measured = (typeof SIZES)[number];

/** One database with what reaches it. `owner` is the superuser, whom no policy binds. */
export type Site = {
  size: Measured;
  owner: Database;
  house: House;
  /** A session of the machine: sees and writes everything. */
  token: string;
  /** The folder of the exchange format it was filled from. */
  folder: string;
  members: number;
  /** Milliseconds the import took; undefined where the database was kept from an earlier run. */
  imported: number | undefined;
};

export type Grounds = {
  server: Embedded;
  folder: string;
  sites: Record<Measured, Site>;
  close(): Promise<void>;
};

/** Starts a server that keeps what it is told, and fills its databases; `kept` names a folder to use again. */
export async function openGrounds(
  kept: string | undefined,
  tell: (text: string) => void,
  sizes: readonly Measured[] = SIZES,
): Promise<Grounds> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'capuy-bench-'));
  // PostgreSQL may run as another user, who has to pass through.
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o711);
  const server = await startEmbedded({ dataFolder: join(folder, 'server'), settings: { autovacuum: 'off' } });
  const sites = {} as Record<Measured, Site>;
  const close = async () => {
    for (const site of Object.values(sites)) await Promise.all([site.owner.end(), site.house.db.end()]);
    await server.stop();
    if (!kept) rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const size of sizes) sites[size] = await openSite(server, folder, size, tell);
  } catch (error) {
    await close();
    throw error;
  }
  return { server, folder, sites, close };
}

/** What was filled under another schema is not used again. */
const schemaMark = (): string =>
  createHash('sha256')
    .update(
      migrations()
        .map((migration) => migration.sha256)
        .join(),
    )
    .digest('hex')
    .slice(0, 8);

/** A connection as the superuser to a database of the server, made and migrated where it is missing. */
export async function openDatabase(server: Embedded, name: string, fresh = false): Promise<Database> {
  const root = connect({ ...server.connection, max: 1 });
  if (fresh) await root.unsafe(`drop database if exists ${name} with (force)`);
  const [there] = await root`select from pg_database where datname = ${name}`;
  if (!there) await root.unsafe(`create database ${name}`);
  await root.end();
  const owner = connect({ ...server.connection, database: name, max: 2 });
  await migrate(owner);
  return owner;
}

async function openSite(
  server: Embedded,
  grounds: string,
  size: Measured,
  tell: (text: string) => void,
): Promise<Site> {
  const name = `capuy_${size}_${schemaMark()}`;
  const owner = await openDatabase(server, name);
  const db = connect({ ...server.connection, user: 'capuy_app', database: name, max: 4 });
  const token = await openMachineSession(owner, systemClock);
  const house: House = {
    db,
    clock: systemClock,
    catalogue,
    figures,
    regulations: loadRegulations(),
    demonstration: true,
  };
  const folder = join(grounds, name);
  if (!existsSync(folder)) {
    tell(`generating ${size}`);
    streamExchange(folder, { ...DEMONSTRATION, size });
  }
  const [filled] = await owner`select from person limit 1`;
  let imported: number | undefined;
  if (!filled) {
    tell(`importing ${size}`);
    const start = milliseconds();
    const outcome = await importExchange({ ...house, token }, folder, {
      progress: (words) => tell(`  ${words.en}`),
    });
    imported = milliseconds() - start;
    if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => refusal.message.en).join('; '));
    await owner.unsafe('vacuum analyze');
  }
  const [count] = await owner<{ n: number }[]>`
    select count(*)::int as n from stay where valid_from <= '2023-09-30' and (valid_to is null or valid_to > '2023-09-30')`;
  return { size, owner, house, token, folder, members: count!.n, imported };
}
