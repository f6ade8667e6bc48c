/** A server of its own in a temporary folder, for trying a copy: nothing of it stays. */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type Database } from '../db/connection.ts';
import type { Connection } from '../db/embedded/connection.ts';
import { alive } from '../db/embedded/processes.ts';
import { startEmbedded } from '../db/embedded.ts';
import { migrate } from '../db/migrate.ts';

export type Scratch = { owner: Database; app: Database; connection: Connection; dataFolder: string };

const PREFIX = 'capuy-scratch-';

/** Removes what tries that were killed left behind. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : 0;
    if (pid && !alive(pid)) rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** Starts it, works, stops and removes it. Durability is off: what a machine that stops takes along is only a try. */
export async function withScratch<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
  sweep();
  const dataFolder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  // PostgreSQL runs as another user where this process is root, and has to pass to its own folder.
  chmodSync(dataFolder, 0o711);
  try {
    const embedded = await startEmbedded({ dataFolder, durable: false, settings: { max_wal_size: '4GB' } });
    const owner = connect({ ...embedded.connection, max: 2 });
    const app = connect({ ...embedded.connection, user: 'capuy_app', max: 2 });
    try {
      return await work({ owner, app, connection: embedded.connection, dataFolder });
    } finally {
      await Promise.all([owner.end({ timeout: 5 }), app.end({ timeout: 5 })]);
      await embedded.stop();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** A database of its own, empty but for the schema; `close` removes it. */
export type Fresh = { owner: Database; app: Database; close(): Promise<void> };

const BASE = 'capuy_fresh';

/**
 * A scratch server that gives out as many empty databases as are asked for, each made in a moment, and the folder that
 * is removed with it.
 */
export const withFresh = <T>(work: (open: () => Promise<Fresh>, folder: string) => Promise<T>): Promise<T> =>
  withScratch(async ({ owner, connection, dataFolder }) => {
    await owner`create database ${owner(BASE)}`;
    const inside = connect({ ...connection, database: BASE, max: 1 });
    try {
      await migrate(inside);
    } finally {
      await inside.end({ timeout: 5 });
    }
    let count = 0;
    const open = async () => {
      count += 1;
      const name = `${BASE}_${count}`;
      await owner`create database ${owner(name)} template ${owner(BASE)}`;
      // Rights on the database itself are not copied from a template.
      await owner`grant create, connect on database ${owner(name)} to capuy_owner`;
      await owner`grant connect on database ${owner(name)} to capuy_app, capuy_figures`;
      const fresh = connect({ ...connection, database: name, max: 2 });
      const app = connect({ ...connection, database: name, user: 'capuy_app', max: 2 });
      const close = async () => {
        await Promise.all([fresh.end({ timeout: 5 }), app.end({ timeout: 5 })]);
        await owner`drop database ${owner(name)} with (force)`;
      };
      return { owner: fresh, app, close };
    };
    return work(open, dataFolder);
  });
