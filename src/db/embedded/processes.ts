/** Asking the operating system which processes live, and waiting for them. */
import fs from 'node:fs';
import path from 'node:path';

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks `condition` every `step` milliseconds; false when `ms` went by. */
export async function until(condition: () => boolean, ms: number, step = 5): Promise<boolean> {
  const end = performance.now() + ms;
  while (!condition()) {
    if (performance.now() > end) return false;
    await sleep(step);
  }
  return true;
}

const readText = (file: string): string | undefined => {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
};

/** Whether the number is taken, be it by a process that ended and was not collected by its parent. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether a process still does something; one that ended and was not collected does not. */
export const alive = (pid: number): boolean =>
  exists(pid) && !/^\d+ \(.*\) [ZX]/s.test(readText(`/proc/${pid}/stat`) ?? '');

/**
 * A mark that tells a process from a later one with the same number: the boot and the tick it started at. Empty
 * where the system does not say (anything but Linux) or the process is gone.
 */
export function birthmark(pid: number): string {
  const boot = readText('/proc/sys/kernel/random/boot_id');
  const ticks = readText(`/proc/${pid}/stat`)
    ?.replace(/^\d+ \(.*\) /s, '')
    .split(' ')[19];
  return boot && ticks ? `${boot}:${ticks}` : '';
}

/** Numbers of the living PostgreSQL processes that work in this cluster (Linux; elsewhere none are seen). */
export function postgresIn(cluster: string): number[] {
  if (process.platform !== 'linux') return [];
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => worksIn(pid, cluster) === true && alive(pid));
}

/** Whether a process is a PostgreSQL of this cluster; undefined where we may not look. */
export function worksIn(pid: number, cluster: string): boolean | undefined {
  try {
    if (fs.readlinkSync(`/proc/${pid}/cwd`) !== cluster) return false;
    return path.basename(fs.readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres');
  } catch {
    return undefined;
  }
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has gone in the meantime, which is what was wanted.
  }
}
