/** The server is killed outright, alone or with its database, in the very moment it records an import of many rows. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { verifyChain } from '../src/audit/verify.ts';
import { read } from '../src/db/door.ts';
import { signal, sleep } from '../src/db/embedded/processes.ts';
import { carryOutImport } from '../src/imports/act.ts';
import {
  chooseSheets,
  columnsOf,
  confirmLetters,
  guessedLetters,
  judgeNow,
  mapColumns,
  openImport,
  viewOf,
} from '../src/imports/commands.ts';
import { isRunning } from '../src/imports/jobs.ts';
import { HEADING_MERGES, HEADINGS, sampleRow, sampleWorkbook } from '../src/imports/sample-lists.ts';
import { loadDraft } from '../src/imports/store.ts';
import { systemClock } from '../src/kernel/clock.ts';
import type { Office } from '../src/records/commands.ts';
import { foundDistrict, id, openGround, sessionOf } from './ground.ts';
import { preparedFolder } from './prepared.ts';
import { grouped, judged, NEVER, type Proof } from './proof.ts';
import { ownerOf, type Served, send, serveFolder, stopServed } from './served.ts';

const FULL = { kills: 40, rows: 3000 };
const SHORT = { kills: 1, rows: 300 };
/** Later and later within the recording, so that every part of it is met. */
const STEP_MS = 15;
const LONGEST_MS = 200;

export const killImport: Proof = {
  name: 'kill-import',
  claim:
    'Kill -9 of the server, alone or together with its database, while an import is recorded leaves nothing half-written: the same approval records it whole after the next start, once.',
  wanted: '≥ 40 kills while 3,000 rows were recorded; 0 half-written, 0 doubled, 0 links broken',
  async run(size, tell, stop = NEVER) {
    const wanted = size === 'full' ? FULL : SHORT;
    const tally = { kills: 0, imports: 0, half: 0, broken: 0 };
    const faults = () => tally.half + tally.broken;
    while (tally.kills < wanted.kills && faults() === 0 && !stop.aborted) {
      await oneImport(tally, wanted, stop);
      tell(`${tally.kills} kills, ${tally.imports} imports recorded in the end`);
    }
    const figure = `${tally.kills} kills while ${grouped(wanted.rows)} rows were recorded, ${tally.imports} times whole in the end: ${tally.half} half-written or doubled, ${tally.broken} links broken`;
    return judged(size, faults() === 0, tally.kills >= wanted.kills, figure);
  },
};

type Tally = { kills: number; imports: number; half: number; broken: number };

/** Killed until it was recorded after all, or often enough; then it is recorded, and approved once more in vain. */
async function oneImport(tally: Tally, wanted: typeof FULL, stop: AbortSignal): Promise<void> {
  const site = await openSite(wanted.rows);
  try {
    let found = await recordedIn(site);
    while (isNothing(found) && tally.kills < wanted.kills && !stop.aborted) {
      await killWhileRecording(site, tally.kills);
      tally.kills += 1;
      found = await recordedIn(site);
      if (!isNothing(found) && !isWhole(found, wanted.rows)) tally.half += 1;
    }
    if (isNothing(found)) await approve(site);
    await approve(site);
    if (isWhole(await recordedIn(site), wanted.rows)) tally.imports += 1;
    else tally.half += 1;
    tally.broken += await asked(site, async (db) => (await verifyChain(db)).broken.length);
  } finally {
    await stopServed(site.served);
    rmSync(site.folder, { recursive: true, force: true });
  }
}

const isNothing = (found: readonly number[]): boolean => found.every((n) => n === 0);

type Site = { folder: string; served: Served; token: string; proposal: string };

/** A district, a list compared to its end, and its recording put before a second person. */
async function openSite(rows: number): Promise<Site> {
  const folder = await preparedFolder('kill-import', 'empty');
  const ground = await openGround('kill-import', { durable: true, folder });
  const { district, cell } = await foundDistrict(ground);
  const office = { ...ground.house, token: await sessionOf(ground, 'office', district) };
  const draft = await compared(office, cell, rows);
  const proposed = await carryOutImport(office, draft, 'apply');
  if (!proposed.ok || !proposed.value.proposal) throw new Error('the import was not proposed');
  const token = await sessionOf(ground, 'office', district);
  await ground.close();
  return { folder, served: await serveFolder(folder), token, proposal: proposed.value.proposal };
}

/** Everything as it is suggested, up to the rows compared. */
async function compared(office: Office, unit: string, count: number): Promise<string> {
  const draft = id();
  const rows = [...HEADINGS, ...Array.from({ length: count }, (_, i) => sampleRow(i))];
  const bytes = await sampleWorkbook([
    { name: 'Trang 1', titles: ['DANH SÁCH'], merges: HEADING_MERGES, rows },
  ]);
  const opened = await openImport(office, {
    id: draft,
    name: 'Danh sách.xlsx',
    bytes,
    list: 'members',
    unit,
  });
  if (!opened.ok) throw new Error(opened.refusals[0]!.message.en);
  const current = async () => (await read(office, (tx) => loadDraft(tx, draft)))!;
  const view = await viewOf(office, await current(), 0);
  const [from, to] = view.header;
  await chooseSheets(office, draft, [{ sheet: 0, from, to, unit: '' }]);
  await confirmLetters(office, draft, guessedLetters((await current()).found));
  const { columns } = await columnsOf(office, await current(), view);
  await mapColumns(office, await current(), view.signature, columns);
  do await judgeNow(office, draft);
  while (isRunning(draft));
  return draft;
}

/** The second person gives a fresh proof and approves what was shown; answers the status. */
async function approve(site: Site): Promise<number> {
  const { served, token, proposal } = site;
  await asked(site, (db) => db`update session set proved_at = ${systemClock.now()}`);
  const shown = await send(served.origin, token, `/approvals/${proposal}.json`);
  const { sha256 } = (JSON.parse(shown.text) as { proposal: { sha256: string } }).proposal;
  return (await send(served.origin, token, `/approvals/${proposal}/approve.json`, { sha256 })).status;
}

/** Kills once the recording is seen to run, a little later each time. */
async function killWhileRecording(site: Site, round: number): Promise<void> {
  const [pid] = readFileSync(join(site.folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  let answered = false;
  const approval = approve(site).then(
    () => {
      answered = true;
    },
    () => {},
  );
  await asked(site, async (db) => {
    const isRecording = async () =>
      (
        await db`select from pg_stat_activity where state = 'active' and query ilike '%record_in_bulk(%'
        and pid <> pg_backend_pid()`
      ).length > 0;
    while (!answered && !(await isRecording())) await sleep(2);
  });
  await sleep((round * STEP_MS) % LONGEST_MS);
  site.served.child.process.kill('SIGKILL');
  if (round % 2 === 0) signal(Number(pid), 'SIGKILL');
  await Promise.all([site.served.child.ended, approval]);
  site.served = await serveFolder(site.folder);
}

async function asked<T>(site: Site, question: (db: ReturnType<typeof ownerOf>) => Promise<T>): Promise<T> {
  const db = ownerOf(site.folder);
  try {
    return await question(db);
  } finally {
    await db.end({ timeout: 1 });
  }
}

/** Files, stays, members with a standing, and drafts that say that they were recorded. */
const recordedIn = (site: Site): Promise<number[]> =>
  asked(site, async (db) => {
    const [row] = await db<{ people: number; stays: number; standing: number; drafts: number }[]>`
      select (select count(*)::int from person) as people, (select count(*)::int from stay) as stays,
        (select count(distinct s.person)::int from standing s) as standing,
        (select count(*)::int from import_draft where applied is not null) as drafts`;
    return [row!.people, row!.stays, row!.standing, row!.drafts];
  });

const isWhole = ([people, stays, standing, drafts]: number[], rows: number): boolean =>
  people === rows && stays === rows && standing === rows && drafts === 1;
