/** One database server for a whole run of the tests: DATABASE_URL where it is set, else one in a temporary folder. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { alive } from '../src/db/embedded/processes.ts';
import { startEmbedded } from '../src/db/embedded.ts';
import { dropAll, type TestServer } from '../src/db/testing.ts';

declare module 'vitest' {
  interface ProvidedContext {
    server: TestServer;
  }
}

const PREFIX = 'capuy-test-';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = `${process.pid}`;
  const url = process.env.DATABASE_URL;
  if (url) {
    const server: TestServer = { run, url };
    project.provide('server', server);
    return () => dropAll(server);
  }
  sweep();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${run}-`));
  fs.chmodSync(folder, 0o711);
  const embedded = await startEmbedded({
    dataFolder: folder,
    durable: false,
    settings: { shared_buffers: '128MB', max_connections: '120', autovacuum: 'off', max_wal_size: '4GB' },
  });
  project.provide('server', { run, connection: embedded.connection });
  return async () => {
    await embedded.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

/** Removes what runs that were killed left behind. */
function sweep(): void {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (pid && !alive(pid)) fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
  }
}
