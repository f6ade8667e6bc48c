/** What PostgreSQL does between COMMIT and its answer, as the kernel sees it. */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { person } from '../src/areas/membership/contract.ts';
import { connect } from '../src/db/connection.ts';
import { sleep, until } from '../src/db/embedded/processes.ts';
import { enter } from '../src/records/commands.ts';
import { foundDistrict, type Ground, id, openGround, sessionOf } from './ground.ts';
import { grouped, judged, NEVER, notMeasured, type Proof } from './proof.ts';

const FULL = 2_000;
const SHORT = 20;
/** Nobody but the backend that commits writes to the log. */
const ALONE = { wal_writer_delay: '10s', checkpoint_timeout: '1h', autovacuum: 'off' };
/** Commits of the control, which give up safety on purpose. */
const CONTROL = 20;

export const fsyncOrder: Proof = {
  name: 'fsync-order',
  claim:
    'A commit is acknowledged only after the kernel has put its log on the disk: strace sees the write to pg_wal, then fdatasync, then the answer.',
  wanted: '≥ 2,000 commits, each in this order; the control with synchronous_commit off is seen to break it',
  async run(size, tell, stop = NEVER) {
    if (!hasStrace()) return notMeasured('no strace');
    const wanted = size === 'full' ? FULL : SHORT;
    const ground = await openGround('fsync-order', { durable: true, settings: ALONE });
    try {
      const safe = await watched(ground, 'on', wanted, stop);
      if (!safe) return notMeasured('strace may not watch this process');
      tell(`${grouped(safe.commits)} commits seen`);
      const control = (await watched(ground, 'off', CONTROL, stop))!;
      const figure = `${grouped(safe.commits)} commits, ${grouped(safe.ordered)} on the disk before their answer; control: ${control.commits - control.ordered} of ${control.commits} unsafe commits noticed`;
      const holds = safe.ordered === safe.commits && safe.commits > 0 && control.ordered < control.commits;
      return judged(size, holds, safe.commits >= wanted, figure);
    } finally {
      await ground.close();
    }
  },
};

const hasStrace = (): boolean => {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

type Seen = { commits: number; ordered: number };

/** Enters persons over one connection whose backend is watched; undefined where watching is not allowed. */
async function watched(
  ground: Ground,
  safe: 'on' | 'off',
  wanted: number,
  stop: AbortSignal,
): Promise<Seen | undefined> {
  const { cell } = await districtOf(ground);
  const token = await sessionOf(ground, 'cell_secretary', cell);
  const db = connect({ ...ground.server.connection, user: 'capuy_app', max: 1 });
  const trace = join(ground.folder, `trace-${safe}`);
  try {
    const [backend] = await db<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await db.unsafe(`set synchronous_commit = ${safe}`);
    const strace = await attach(backend!.pid, trace);
    if (!strace) return undefined;
    for (let i = 0; i < wanted && !stop.aborted; i++) {
      const outcome = await enter({ ...ground.house, db, token }, person, {
        id: id(),
        unit: cell,
        name: 'Thử',
      });
      if (!outcome.ok) throw new Error(outcome.refusals.map(({ code }) => code).join());
    }
    await strace.detach();
  } finally {
    await db.end();
  }
  return inOrder(readFileSync(trace, 'utf8').split('\n'));
}

const districts = new WeakMap<Ground, Promise<{ cell: string }>>();

function districtOf(ground: Ground): Promise<{ cell: string }> {
  const known = districts.get(ground) ?? foundDistrict(ground);
  districts.set(ground, known);
  return known;
}

async function attach(pid: number, trace: string): Promise<{ detach(): Promise<void> } | undefined> {
  const calls = 'trace=pwrite64,pwritev,write,fdatasync,fsync,sync_file_range,sendto';
  const child = spawn('strace', ['-qq', '-y', '-s', '40', '-e', calls, '-o', trace, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let ended = false;
  const end = new Promise((resolve) => child.on('close', resolve));
  void end.then(() => {
    ended = true;
  });
  const tracer = () => /TracerPid:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  await until(() => ended || tracer() === String(child.pid), 10_000);
  if (ended) return undefined;
  return {
    async detach() {
      await sleep(50);
      child.kill('SIGINT');
      await end;
    },
  };
}

/**
 * Walks through the calls. Between two answers that say COMMIT there must be a write to the log and, after the last such
 * write, a sync of the log that succeeded.
 */
function inOrder(lines: readonly string[]): Seen {
  const seen = { commits: 0, ordered: 0 };
  let [written, synced] = [false, false];
  for (const line of lines) {
    const log = line.includes('/pg_wal/');
    if (log && /^pwrite/.test(line)) [written, synced] = [true, false];
    else if (log && /^(fdatasync|fsync)\(.*= 0$/.test(line)) synced = written;
    else if (/^sendto\(.*C\\0\\0\\0\\vCOMMIT/.test(line)) {
      seen.commits += 1;
      if (synced) seen.ordered += 1;
      [written, synced] = [false, false];
    }
  }
  return seen;
}
