/** One database server for a whole run of the tests: DATABASE_URL where it is set, else one in a folder of the run. */
import fs from 'node:fs';
import type { TestProject } from 'vitest/node';
import { testGround } from '../src/cli/test-ground.ts';
import { startEmbedded } from '../src/db/embedded.ts';
import { dropAll, type TestServer } from '../src/db/testing.ts';

declare module 'vitest' {
  interface ProvidedContext {
    server: TestServer;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = `${process.pid}`;
  const url = process.env.DATABASE_URL;
  if (url) {
    const server: TestServer = { run, url };
    project.provide('server', server);
    return () => dropAll(server);
  }
  const folder = testGround();
  const embedded = await startEmbedded({
    dataFolder: folder,
    durable: false,
    settings: { shared_buffers: '128MB', max_connections: '120', autovacuum: 'off', max_wal_size: '1GB' },
  });
  project.provide('server', { run, connection: embedded.connection });
  return async () => {
    await embedded.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}
