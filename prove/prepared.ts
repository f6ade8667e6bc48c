/** Installations made once in a process and copied for every proof that begins with one: empty, or with the district. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemonstration } from '../src/cli/demonstration.ts';
import { startEmbedded } from '../src/db/embedded.ts';
import { openInstallation } from '../src/db/installation.ts';

/** Small, so that several may stand beside whatever else the machine does. */
export const SETTINGS = { shared_buffers: '64MB', max_connections: '40' };

export const settingsOf = (dataFolder: string) => ({ dataFolder, port: 0, host: '127.0.0.1' });

/** A temporary folder another user's PostgreSQL may pass through. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `capuy-prove-${name}-`));
  chmodSync(folder, 0o711);
  return folder;
}

export type Beginning = 'empty' | 'district';

const made = new Map<Beginning, Promise<string>>();

/** A data folder of its own, in which a server can be started; whoever asked removes it. */
export async function preparedFolder(name: string, beginning: Beginning): Promise<string> {
  const source = made.get(beginning) ?? prepare(beginning);
  made.set(beginning, source);
  const folder = temporaryFolder(name);
  copy(await source, folder);
  return folder;
}

async function prepare(beginning: Beginning): Promise<string> {
  const folder = temporaryFolder(beginning);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const server = await startEmbedded({ dataFolder: folder, durable: false, settings: SETTINGS });
  const installation = await openInstallation(settingsOf(folder), { alone: false });
  if (beginning === 'district') await loadDemonstration(installation, settingsOf(folder), () => {});
  await installation.close();
  await server.stop();
  return folder;
}

/** With its owner: where this process is root, the cluster belongs to another user. */
function copy(from: string, to: string): void {
  if (process.platform === 'win32') cpSync(from, to, { recursive: true });
  else execFileSync('cp', ['-a', `${from}/.`, to]);
}
