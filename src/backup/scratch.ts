/** A server of its own in a temporary folder, for trying a copy: nothing of it stays. */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type Database } from '../db/connection.ts';
import { alive } from '../db/embedded/processes.ts';
import { startEmbedded } from '../db/embedded.ts';

export type Scratch = { owner: Database; app: Database; dataFolder: string };

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
      return await work({ owner, app, dataFolder });
    } finally {
      await Promise.all([owner.end({ timeout: 5 }), app.end({ timeout: 5 })]);
      await embedded.stop();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
