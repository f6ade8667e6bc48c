/** Where a run of the tests keeps its files: in memory where there is room, for nothing of them outlives the run. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { alive } from '../db/embedded/processes.ts';

/** Memory that Linux offers as a folder, and how much of it a run may come to need, in bytes. */
const [MEMORY, NEEDED] = ['/dev/shm', 6 * 2 ** 30];

const PREFIX = 'capuy-test-';

/**
 * A fresh folder that other users may pass through, as PostgreSQL does. Databases of tests make and remove some hundred
 * thousand files. What runs that were killed left behind goes first.
 */
export function testGround(): string {
  const home = hasRoom(MEMORY) && mayRun(MEMORY) ? MEMORY : os.tmpdir();
  for (const folder of new Set([home, os.tmpdir()])) sweep(folder);
  const folder = fs.mkdtempSync(path.join(home, `${PREFIX}${process.pid}-`));
  fs.chmodSync(folder, 0o711);
  return folder;
}

function hasRoom(folder: string): boolean {
  if (!fs.existsSync(folder)) return false;
  const { bavail, bsize } = fs.statfsSync(folder);
  return bavail * bsize >= NEEDED;
}

/** It can be written, and programs run from it too: a browser that was unpacked. */
function mayRun(folder: string): boolean {
  const program = path.join(folder, `${PREFIX}${process.pid}-program`);
  try {
    fs.writeFileSync(program, '', { mode: 0o700 });
    fs.accessSync(program, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  } finally {
    fs.rmSync(program, { force: true });
  }
}

function sweep(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (pid && !alive(pid)) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}
