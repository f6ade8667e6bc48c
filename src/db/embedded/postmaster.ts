/** The running PostgreSQL: starting it, waiting until it answers, stopping it, and clearing away an orphan. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { type Words, w } from '../../kernel/words.ts';
import { type Account, give } from './account.ts';
import { environment, nameOf } from './cluster.ts';
import type { Engine } from './engine.ts';
import { EmbeddedError, startFault } from './faults.ts';
import { alive, exists, postgresIn, signal, sleep, until, worksIn } from './processes.ts';

export type Postmaster = {
  pid: number;
  /** Resolves when it has ended, for whatever reason. */
  gone: Promise<void>;
  /** Fast shutdown: transactions under way are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
};

export type Launch = {
  engine: Engine;
  cluster: string;
  account: Account | undefined;
  hidden: boolean;
  logFile: string;
  settings: Readonly<Record<string, string>>;
  log: (words: Words) => void;
};

const windows = process.platform === 'win32';

/** The lines of postmaster.pid: process, folder, start, port, socket folder, address, memory, state. */
function pidFile(cluster: string): string[] {
  try {
    return fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

const isReady = (cluster: string, pid?: number): boolean => {
  const lines = pidFile(cluster);
  return lines[7]?.trim() === 'ready' && (pid === undefined || Number(lines[0]) === pid);
};

/**
 * Ends what an owner that was killed left running in this cluster, and forgets a pid file whose number no longer means
 * a PostgreSQL at work here. Only the owner of the data folder may call this.
 */
export async function clearOrphans(folder: string, log: (words: Words) => void): Promise<void> {
  const cluster = fs.realpathSync(folder);
  const pid = Number(pidFile(cluster)[0]);
  if (!pid) return;
  if (postgresIn(cluster).length > 0) {
    log(
      w(
        'Đang dừng cơ sở dữ liệu còn sót từ lần chạy trước…',
        'Stopping the database left by an earlier run…',
      ),
    );
    if (worksIn(pid, cluster)) {
      signal(pid, 'SIGINT');
      await until(() => !alive(pid), 15_000);
    }
    // Children of a postmaster that was killed end by themselves, unless they are busy or it did not stop.
    await until(() => postgresIn(cluster).length === 0, 1_000, 20);
    for (const left of postgresIn(cluster)) signal(left, 'SIGKILL');
    await until(() => postgresIn(cluster).length === 0, 5_000, 20);
  }
  // PostgreSQL takes any process with that number for its predecessor, a dead one nobody collected included.
  const mistaken = exists(pid) && (!alive(pid) || worksIn(pid, cluster) === false);
  const alone = !windows && postgresIn(cluster).length === 0;
  const unchanged = Number(pidFile(cluster)[0]) === pid;
  if (mistaken && alone && unchanged) fs.rmSync(path.join(cluster, 'postmaster.pid'));
}

/**
 * Starts PostgreSQL and waits until it answers, through crash recovery where there is some to do. Tries again for a
 * few seconds while remains of a killed server still hold its shared memory. Refusals: see `startFault`.
 */
export async function launch(options: Launch): Promise<Postmaster> {
  const end = performance.now() + 10_000;
  for (;;) {
    const result = windows ? await attemptOnWindows(options) : await attempt(options);
    if ('pid' in result) return result;
    if (!result.retry || performance.now() > end) throw result.error;
    await sleep(100);
  }
}

type Attempt = Postmaster | ReturnType<typeof startFault>;

const flags = (settings: Readonly<Record<string, string>>): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

async function attempt({
  engine,
  cluster,
  account,
  hidden,
  logFile,
  settings,
  log,
}: Launch): Promise<Attempt> {
  const file = fs.openSync(logFile, 'a', 0o600);
  const before = fs.fstatSync(file).size;
  give(logFile, account);
  const child = spawn(engine.postgres, ['-D', nameOf(cluster, hidden), ...flags(settings)], {
    cwd: cluster,
    env: environment(),
    stdio: ['ignore', file, file],
    // Its own session: Ctrl-C in a terminal must reach us first, so that requests end before their database does.
    detached: true,
    ...account,
  });
  fs.closeSync(file);
  let ended = false;
  const gone = new Promise<void>((resolve, reject) => {
    child.on('exit', () => {
      ended = true;
      resolve();
    });
    child.on('error', reject);
  });
  const guard = child.pid ? guardian(child.pid, account) : undefined;
  await Promise.race([gone, answering(child, cluster, () => ended, log)]);
  if (ended) {
    guard?.kill('SIGKILL');
    return startFault(fs.readFileSync(logFile).subarray(before).toString('utf8'), logFile);
  }
  child.unref();
  const pid = child.pid ?? 0;
  void gone.then(() => guard?.kill('SIGKILL'));
  return { pid, gone, stop: () => stopProcess(pid, gone, () => ended) };
}

async function answering(child: ChildProcess, cluster: string, ended: () => boolean, log: Launch['log']) {
  for (let tries = 0; !ended() && !isReady(cluster, child.pid); tries += 1) {
    if (tries === 1_000) {
      log(w('Cơ sở dữ liệu đang tự phục hồi; xin chờ…', 'The database is recovering; please wait…'));
    }
    await sleep(3);
  }
}

/**
 * A shell that waits for our end: when this process dies, in whatever way, its input closes and it asks the postmaster
 * to stop. Where there is no shell the next start clears the orphan.
 */
function guardian(pid: number, account: Account | undefined): ChildProcess | undefined {
  const child = spawn('/bin/sh', ['-c', 'read _; kill -INT "$1"', 'capuy-guardian', String(pid)], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    ...account,
  });
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  if (child.stdin && 'unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  child.unref();
  return child;
}

async function stopProcess(pid: number, gone: Promise<void>, ended: () => boolean): Promise<void> {
  for (const [name, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (ended()) return;
    signal(pid, name);
    const waiting = new AbortController();
    await Promise.race([gone, pause(patience, waiting.signal)]);
    waiting.abort();
  }
}

const pause = (ms: number, stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener('abort', () => clearTimeout(timer));
  });

/** On Windows pg_ctl gives up administrator rights, which PostgreSQL refuses, and stands in for signals. */
async function attemptOnWindows({ engine, cluster, logFile, settings }: Launch): Promise<Attempt> {
  const control = (args: string[]) =>
    new Promise<number | null>((resolve, reject) => {
      const child = spawn(engine.pgCtl, ['-D', cluster, '-w', ...args], {
        env: environment(),
        stdio: 'ignore',
        windowsHide: true,
      });
      child.on('error', reject).on('exit', resolve);
    });
  const before = fs.existsSync(logFile) ? fs.statSync(logFile).size : 0;
  const left = Number(pidFile(cluster)[0]);
  if (left && alive(left)) await control(['stop', '-m', 'fast']);
  const given = flags(settings)
    .map((text) => (text.startsWith('-') ? text : `"${text}"`))
    .join(' ');
  await control(['start', '-l', logFile, '-o', given]);
  if (!isReady(cluster))
    return startFault(fs.readFileSync(logFile).subarray(before).toString('utf8'), logFile);
  const pid = Number(pidFile(cluster)[0]);
  if (!pid)
    throw new EmbeddedError('database_start', w('PostgreSQL không chạy', 'PostgreSQL is not running'));
  const gone = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (alive(pid)) return;
      clearInterval(timer);
      resolve();
    }, 500).unref();
  });
  return { pid, gone, stop: async () => void (await control(['stop', '-m', 'fast'])) };
}
