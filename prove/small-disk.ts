/** A small disk of its own, where the system lets us have one: a file mounted as a disk, else a piece of memory. */
import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, ftruncateSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './prepared.ts';

export type SmallDisk = { folder: string; kind: string; fill(): void; free(): void; remove(): void };

const BLOCK = Buffer.alloc(64 * 1024);

/** Undefined where nothing may be mounted (Linux as root alone). */
export function smallDisk(megabytes: number): SmallDisk | undefined {
  if (process.platform !== 'linux') return undefined;
  const folder = temporaryFolder('disk');
  const image = `${folder}.image`;
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'ignore' });
  const ways: Readonly<Record<string, () => void>> = {
    'loop mount': () => {
      run('truncate', '-s', `${megabytes}M`, image);
      run('mkfs.ext4', '-q', '-m', '0', image);
      run('mount', '-o', 'loop', image, folder);
    },
    tmpfs: () => run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder),
  };
  for (const [kind, mount] of Object.entries(ways)) {
    try {
      mount();
    } catch {
      continue;
    }
    chmodSync(folder, 0o711);
    return { folder, kind, ...filler(join(folder, 'filler')), remove: () => remove(folder, image) };
  }
  remove(folder, image);
  return undefined;
}

function filler(file: string): Pick<SmallDisk, 'fill' | 'free'> {
  return {
    fill() {
      const open = openSync(file, 'a');
      try {
        for (let size = BLOCK.length; size > 0; ) {
          const { bavail } = statfsSync(file);
          if (bavail === 0) return;
          try {
            writeSync(open, BLOCK, 0, size);
          } catch {
            // The last blocks are smaller than what was to be written.
            size = Math.floor(size / 2);
          }
        }
      } finally {
        closeSync(open);
      }
    },
    free() {
      const open = openSync(file, 'r+');
      ftruncateSync(open, 0);
      closeSync(open);
    },
  };
}

function remove(folder: string, image: string): void {
  try {
    execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
  } catch {
    // Nothing was mounted.
  }
  rmSync(folder, { recursive: true, force: true });
  rmSync(image, { force: true });
}
