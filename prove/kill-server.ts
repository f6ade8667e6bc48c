/** The server is killed outright, alone or with its database, while four people write over HTTP. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { verifyChain } from '../src/audit/verify.ts';
import { signal, sleep, until } from '../src/db/embedded/processes.ts';
import { foundDistrict, id, openGround, sessionOf } from './ground.ts';
import { counted } from './kill-database.ts';
import { preparedFolder } from './prepared.ts';
import { grouped, judged, NEVER, type Proof } from './proof.ts';
import { ownerOf, type Served, send, serveFolder, stopServed } from './served.ts';

const WRITERS = 4;
const FULL = { rounds: 200, writes: 50_000 };
const SHORT = { rounds: 2, writes: 30 };
const CHAIN_EVERY = 20;
const STUCK_MS = 120_000;

export const killServer: Proof = {
  name: 'kill-server',
  claim:
    'Kill -9 of the server, alone or together with its database, while four people send forms loses no acknowledged record, doubles none that was sent again, and the next start needs no help.',
  wanted: '≥ 200 kills, ≥ 50,000 acknowledged writes; 0 lost, 0 doubled, 0 links broken',
  async run(size, tell, stop = NEVER) {
    const wanted = size === 'full' ? FULL : SHORT;
    const site = await openSite();
    const writers = site.tokens.map((token) => keepWriting(site, token));
    const tally = { kills: 0, lost: 0, doubled: 0, half: 0, broken: 0 };
    const faults = () => tally.lost + tally.doubled + tally.half + tally.broken;
    try {
      while (tally.kills < wanted.rounds && faults() === 0 && !stop.aborted) {
        await work(site, (wanted.writes / wanted.rounds) * (tally.kills + 1), stop);
        await kill(site, tally.kills % 2 === 1);
        tally.kills += 1;
        const whole = tally.kills % CHAIN_EVERY === 0 || tally.kills === wanted.rounds;
        Object.assign(tally, await compare(site, whole));
        if (whole) tell(`${tally.kills} kills, ${grouped(site.acknowledged.length)} writes`);
      }
      const figure = `${tally.kills} kills, ${grouped(site.acknowledged.length)} acknowledged writes: ${tally.lost} lost, ${tally.doubled} doubled, ${tally.half} half-written, ${tally.broken} links broken`;
      const reached = tally.kills >= wanted.rounds && site.acknowledged.length >= wanted.writes;
      return judged(size, faults() === 0, reached, figure);
    } finally {
      site.done = true;
      await Promise.all(writers);
      await stopServed(site.served);
      rmSync(site.folder, { recursive: true, force: true });
    }
  },
};

type Site = {
  folder: string;
  served: Served;
  cell: string;
  tokens: string[];
  acknowledged: string[];
  done: boolean;
};

async function openSite(): Promise<Site> {
  const folder = await preparedFolder('kill-server', 'empty');
  const ground = await openGround('kill-server', { durable: true, folder });
  const { cell } = await foundDistrict(ground);
  const tokens: string[] = [];
  for (let i = 0; i < WRITERS; i++) tokens.push(await sessionOf(ground, 'cell_secretary', cell));
  await ground.close();
  return { folder, served: await serveFolder(folder), cell, tokens, acknowledged: [], done: false };
}

/** One after another; what brought no answer is sent again under the same id until it does. */
async function keepWriting(site: Site, token: string): Promise<void> {
  while (!site.done) {
    const one = id();
    const body = { id: one, unit: site.cell, name: 'Nguyễn Văn Thử' };
    for (let answered = false; !answered && !site.done; ) {
      const answer = await send(site.served.origin, token, '/person.json', body).catch(() => undefined);
      answered = answer?.status === 201 || answer?.status === 200;
      if (answered) site.acknowledged.push(one);
      else await sleep(20);
    }
  }
}

async function work({ acknowledged }: Site, target: number, stop: AbortSignal): Promise<void> {
  for (
    let last = acknowledged.length;
    acknowledged.length < target && !stop.aborted;
    last = acknowledged.length
  ) {
    if (!(await until(() => acknowledged.length > last || stop.aborted, STUCK_MS)))
      throw new Error('nobody is answered any more');
  }
}

async function kill(site: Site, database: boolean): Promise<void> {
  const [pid] = readFileSync(join(site.folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  site.served.child.process.kill('SIGKILL');
  if (database) signal(Number(pid), 'SIGKILL');
  await site.served.child.ended;
  site.served = await serveFolder(site.folder);
}

/** What was acknowledged so far is noted before the records are read, so that all of it must be there. */
async function compare({ folder, acknowledged }: Site, whole: boolean) {
  const ids = [...acknowledged];
  const db = ownerOf(folder);
  try {
    const { lost, kept, doubled, half } = await counted(db, ids);
    const broken = whole ? (await verifyChain(db)).broken.length : 0;
    return { lost: Math.max(lost, ids.length - kept), doubled, half, broken };
  } finally {
    await db.end({ timeout: 1 });
  }
}
