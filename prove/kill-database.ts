/** PostgreSQL is killed outright while four processes write: what was acknowledged is there, once. */
import { appendFileSync, closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { verifyChain } from '../src/audit/verify.ts';
import { connect, type Database } from '../src/db/connection.ts';
import { postgresIn, signal, sleep, until } from '../src/db/embedded/processes.ts';
import { type Embedded, startEmbedded } from '../src/db/embedded.ts';
import { type Child, runFile } from './children.ts';
import { foundDistrict, type Ground, openGround, sessionOf } from './ground.ts';
import { SETTINGS } from './prepared.ts';
import { grouped, judged, NEVER, type Proof } from './proof.ts';

const WRITERS = 4;
const FULL = { rounds: 200, writes: 500_000 };
const SHORT = { rounds: 3, writes: 120 };
/** The whole chain is read again every so many rounds, and at the end. */
const CHAIN_EVERY = 20;

export const killDatabase: Proof = {
  name: 'kill-database',
  claim:
    'Kill -9 of PostgreSQL while four processes write loses no acknowledged write, doubles none, and breaks no audit chain.',
  wanted: '≥ 200 kills, ≥ 500,000 acknowledged writes; 0 lost, 0 doubled, 0 links broken',
  async run(size, tell, stop = NEVER) {
    const wanted = size === 'full' ? FULL : SHORT;
    const ground = await openGround('kill-database', { durable: true });
    const site = await openSite(ground);
    try {
      let tally = NOTHING;
      for (let round = 1; round <= wanted.rounds && !stop.aborted; round++) {
        await work(site, (wanted.writes / wanted.rounds) * round, stop);
        await WAYS[round % WAYS.length]!(site);
        tally = await compare(site, tally, round % CHAIN_EVERY === 0);
        if (round % CHAIN_EVERY === 0) tell(`${round} kills, ${grouped(tally.acknowledged)} writes`);
        if (faults(tally) > 0) break;
      }
      await stopWriters(site);
      tally = await compare(site, tally, true);
      const reached = tally.rounds >= wanted.rounds && tally.acknowledged >= wanted.writes;
      return judged(size, faults(tally) === 0, reached, inWords(tally));
    } finally {
      await close(site);
    }
  },
};

type Site = {
  ground: Ground;
  /** Replaced by a new one whenever it was killed. */
  server: Embedded;
  file: string;
  writers: Child[];
};

async function openSite(ground: Ground): Promise<Site> {
  const { cell } = await foundDistrict(ground);
  const file = join(ground.folder, 'acknowledged');
  appendFileSync(file, '');
  const writers: Child[] = [];
  for (let i = 0; i < WRITERS; i++) {
    const token = await sessionOf(ground, 'cell_secretary', cell);
    writers.push(await runFile('prove/writer.ts', [ground.server.connection.path ?? '', token, cell, file]));
  }
  return { ground, server: ground.server, file, writers };
}

/** Until so many writes are acknowledged in all. */
async function work({ file, writers }: Site, target: number, stop: AbortSignal): Promise<void> {
  const seen = () => statSync(file).size / LINE;
  for (let last = 0; seen() < target && !stop.aborted; ) {
    if (!(await until(() => seen() > last || stop.aborted, STUCK_MS)))
      throw new Error('nobody writes any more');
    if (writers.some(({ process }) => process.exitCode !== null)) throw new Error('a writer ended');
    last = seen();
  }
}

const LINE = 37;
const STUCK_MS = 120_000;

type Kill = (site: Site) => Promise<void>;

const killAll: Kill = async (site) => {
  for (const pid of postgresIn(site.server.cluster)) signal(pid, 'SIGKILL');
  await restart(site);
};

const killPostmaster: Kill = async (site) => {
  signal(Number(readFileSync(join(site.server.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
  await restart(site);
};

/** PostgreSQL then ends all others and recovers by itself. */
const killBackend: Kill = async ({ server }) => {
  const pid = await asked(server, async (db) => {
    const [row] = await db<{ pid: number }[]>`
      select pid from pg_stat_activity where usename = 'capuy_app' order by random() limit 1`;
    return row?.pid;
  });
  if (pid) signal(pid, 'SIGKILL');
};

const WAYS: readonly Kill[] = [killAll, killPostmaster, killBackend];

async function restart(site: Site): Promise<void> {
  await site.server.gone;
  await site.server.stop();
  site.server = await startEmbedded({ dataFolder: site.ground.folder, settings: SETTINGS });
}

/** One connection of its own, tried until the server answers: it may be recovering. */
async function asked<T>(server: Embedded, ask: (db: Database) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const db = connect({ ...server.connection, max: 1 });
    try {
      return await ask(db);
    } catch (error) {
      if (tries > 300) throw error;
      await sleep(100);
    } finally {
      await db.end({ timeout: 0 });
    }
  }
}

type Tally = {
  rounds: number;
  /** Ids noted as acknowledged, and the place in their file up to which they were read. */
  acknowledged: number;
  read: number;
  lost: number;
  doubled: number;
  half: number;
  broken: number;
};

const NOTHING: Tally = { rounds: 0, acknowledged: 0, read: 0, lost: 0, doubled: 0, half: 0, broken: 0 };

const faults = ({ lost, doubled, half, broken }: Tally): number => lost + doubled + half + broken;

/** What is acknowledged is read before the records are, so that everything read must be there. */
async function compare(site: Site, before: Tally, whole: boolean): Promise<Tally> {
  const [from, to] = [whole ? 0 : before.read, wholeLines(site.file)];
  const ids = idsIn(site.file, from, to);
  const acknowledged = to / LINE;
  const found = await asked(site.server, (db) => counted(db, ids));
  const broken = whole ? await asked(site.server, async (db) => (await verifyChain(db)).broken.length) : 0;
  const { lost, kept, doubled, half } = found;
  return {
    rounds: before.rounds + 1,
    acknowledged,
    read: to,
    lost: Math.max(lost, acknowledged - kept),
    doubled,
    half,
    broken,
  };
}

const wholeLines = (file: string): number => Math.floor(statSync(file).size / LINE) * LINE;

function idsIn(file: string, from: number, to: number): string[] {
  const bytes = Buffer.alloc(to - from);
  const open = openSync(file, 'r');
  readSync(open, bytes, 0, bytes.length, from);
  closeSync(open);
  return bytes.toString().split('\n').filter(Boolean);
}

/** Acknowledged and not there; entered twice; a record without its audit entry, or an entry without its record. */
export async function counted(db: Database, ids: readonly string[]) {
  const [row] = await db<{ lost: number; kept: number; doubled: number; half: number }[]>`
    with entered as materialized (
      select record_id as id, count(*) as n from audit_entry where command = 'enter person' group by record_id)
    select
      (select count(*)::int from unnest(${ids as string[]}::uuid[]) a where not exists
        (select from person p where p.id = a)) as lost,
      (select count(*)::int from person) as kept,
      (select count(*)::int from entered where n > 1) as doubled,
      (select count(*)::int from entered e full join person p using (id) where e.n is null or p.name is null) as half`;
  return row!;
}

const inWords = (t: Tally): string =>
  `${grouped(t.rounds - 1)} kills, ${grouped(t.acknowledged)} acknowledged writes: ${t.lost} lost, ${t.doubled} doubled, ${t.half} half-written, ${t.broken} links broken`;

async function stopWriters({ writers }: Site): Promise<void> {
  for (const { process } of writers) process.kill('SIGTERM');
  await Promise.all(writers.map(({ ended }) => ended));
}

async function close(site: Site): Promise<void> {
  for (const { process } of site.writers) process.kill('SIGKILL');
  await site.server.stop();
  await site.ground.close();
}
