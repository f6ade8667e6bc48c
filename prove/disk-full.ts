/** The disk of the database fills while people write: pages are read on, writing is refused in words, and comes back by itself. */
import { person } from '../src/areas/membership/contract.ts';
import { sleep } from '../src/db/embedded/processes.ts';
import { enter, type Office } from '../src/records/commands.ts';
import { SESSION } from '../src/web/visit.ts';
import { applicationOf, foundDistrict, type Ground, id, openGround, sessionOf } from './ground.ts';
import { judged, NEVER, notMeasured, type Proof } from './proof.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';

const MEGABYTES = 192;
const SETTINGS = { max_wal_size: '64MB', min_wal_size: '32MB' };
const FULL = 12;
const SHORT = 2;
const WRITERS = 4;
/** Seconds within which writing must work again once there is room. */
const BACK_WITHIN = 60;
const LONG_NAME = `Nguyễn ${'Văn '.repeat(40)}Đầy`;

export const diskFull: Proof = {
  name: 'disk-full',
  claim:
    'When the disk is full, lists are read on, a file opens only where its opening is noted and says so where it is not, and writing is refused in words; when even the log of the database finds no room, what is not answered is refused in words; with room again writing works by itself within a minute, and nothing acknowledged is lost.',
  wanted:
    '12 times full (6 × records, 6 × log of the database) under four writers; 0 lost, back within 60 s each time',
  async run(size, tell, stop = NEVER) {
    const disk = smallDisk(MEGABYTES);
    if (!disk) return notMeasured('no disk may be mounted here');
    const wanted = size === 'full' ? FULL : SHORT;
    const ground = await openGround('disk-full', {
      durable: true,
      kept: true,
      folder: disk.folder,
      settings: SETTINGS,
    });
    try {
      const site = await openSite(ground, disk);
      const ends: Ending[] = [];
      for (let i = 0; i < wanted && !stop.aborted; i++) {
        ends.push(await (i % 2 === 0 ? fullOfRecords(site) : fullOfLog(site)));
        tell(JSON.stringify(ends.at(-1)));
      }
      const slowest = Math.max(...ends.map(({ back }) => back));
      const lost = await lostOf(site);
      const unnoted = await unnotedOf(site);
      const faults = ends.flatMap((one) => one.faults);
      const sound =
        faults.length === 0 &&
        unnoted === 0 &&
        ends.every(({ refused, strange }) => refused > 0 && strange === 0);
      const asked = Object.entries(site.pages).map(([what, n]) => `${n} ${what}`);
      const figure = `${ends.length} times full (${disk.kind}), ${ends.reduce((sum, one) => sum + one.refused, 0)} writes refused in words, ${ends.reduce((sum, one) => sum + one.strange, 0)} answered otherwise, ${site.acknowledged.length} acknowledged: ${lost} lost; pages while full: ${asked.join(', ')}, ${unnoted} opened without a note${faults.length > 0 ? `, faults: ${faults.slice(0, 3).join('; ')}` : ''}; back after at most ${slowest} s`;
      return judged(size, sound && lost === 0 && slowest <= BACK_WITHIN, ends.length >= wanted, figure);
    } finally {
      await ground.close();
      disk.remove();
    }
  },
};

type Pages = { lists: number; opened: number; refused: number };
type Site = {
  ground: Ground;
  disk: SmallDisk;
  office: Office;
  cell: string;
  acknowledged: string[];
  ask(path: string): Promise<Response>;
  pages: Pages;
};
type Ending = { refused: number; strange: number; faults: string[]; back: number };

/** Codes of the refusals that say in words why nothing is done. */
const IN_WORDS: readonly string[] = ['disk_full', 'database_stopped'];

async function openSite(ground: Ground, disk: SmallDisk): Promise<Site> {
  const { cell } = await foundDistrict(ground);
  const office = { ...ground.house, token: await sessionOf(ground, 'cell_secretary', cell) };
  const app = applicationOf(ground);
  const ask = async (path: string) =>
    app.request(path, { headers: { Cookie: `${SESSION}=${office.token}` } });
  const pages = { lists: 0, opened: 0, refused: 0 };
  const site = { ground, disk, office, cell, acknowledged: [], ask, pages };
  await write(site);
  return site;
}

/** The code of the refusal, or `written`; what is no refusal counts as strange. */
async function write({ office, cell, acknowledged }: Site): Promise<string> {
  const one = id();
  try {
    const outcome = await enter(office, person, { id: one, unit: cell, name: LONG_NAME });
    if (!outcome.ok) return outcome.refusals[0]!.code;
    acknowledged.push(one);
    return 'written';
  } catch {
    return 'strange';
  }
}

/** Four write until each was refused twenty times over. */
async function writeUntilRefused(site: Site, codes: readonly string[]) {
  let [refused, strange] = [0, 0];
  const one = async () => {
    for (let mine = 0; mine < 20; ) {
      const code = await write(site);
      if (codes.includes(code)) mine += 1;
      else if (code !== 'written') strange += 1;
      if (strange > 20) return;
    }
    refused += 20;
  };
  await Promise.all(Array.from({ length: WRITERS }, one));
  return { refused, strange };
}

/** There is room in the log, and none for records: reading is not touched at all. */
async function fullOfRecords(site: Site): Promise<Ending> {
  site.disk.fill();
  const told = await writeUntilRefused(site, IN_WORDS);
  const faults = await askPages(site, true);
  site.disk.free();
  return { ...told, faults, back: await secondsUntilWritten(site) };
}

/** The log itself needs another file: PostgreSQL stops, and is started again until there is room. */
async function fullOfLog(site: Site): Promise<Ending> {
  site.disk.fill();
  for (let i = 0; i < 4; i++) await site.ground.owner`select pg_switch_wal()`.catch(() => {});
  const told = await writeUntilRefused(site, IN_WORDS);
  const faults = await askPages(site, false);
  site.disk.free();
  return { ...told, faults, back: await secondsUntilWritten(site) };
}

/**
 * Asks for a list and for a file, as pages and as JSON: what is wrong with the answers. A list is shown where there is room
 * in the log (`listed`); everything else is either what was asked for or says in words why it is not.
 */
async function askPages({ ask, acknowledged, pages }: Site, listed: boolean): Promise<string[]> {
  const [first] = acknowledged as [string, ...string[]];
  const faults: string[] = [];
  for (const [path, isFile] of [
    ['/person', false],
    ['/person.json', false],
    [`/person/${first}`, true],
    [`/person/${first}.json`, true],
  ] as const) {
    const answer = await ask(path);
    const text = await answer.text();
    if (answer.status === 200 && text.includes(path.endsWith('.json') ? first : 'Đầy')) {
      if (isFile) pages.opened += 1;
      else pages.lists += 1;
    } else if (answer.status >= 500 && saysWhy(text) && !(listed && !isFile)) pages.refused += 1;
    else faults.push(`${path}: ${answer.status}`);
  }
  return faults;
}

/** A sentence on the page, or the code of a refusal, says that the disk or the database is the reason. */
const saysWhy = (text: string): boolean =>
  IN_WORDS.some((code) => text.includes(`"code":"${code}"`)) ||
  /Ổ đĩa của máy chủ đã đầy|Cơ sở dữ liệu/.test(text);

/** Files that were shown while the disk was full and whose opening stands nowhere. */
async function unnotedOf({ ground, acknowledged, pages }: Site): Promise<number> {
  const [row] = await ground.owner<{ n: number }[]>`select count(*)::int as n from audit_entry
    where command = 'open' and record_id = ${acknowledged[0]!}`;
  return Math.max(0, pages.opened - row!.n);
}

async function secondsUntilWritten(site: Site): Promise<number> {
  const start = performance.now();
  while ((await write(site)) !== 'written') {
    if (performance.now() - start > 3 * BACK_WITHIN * 1000) break;
    await sleep(100);
  }
  return Math.ceil((performance.now() - start) / 1000);
}

async function lostOf({ ground, acknowledged }: Site): Promise<number> {
  const [row] = await ground.owner<{ n: number }[]>`
    select count(*)::int as n from unnest(${acknowledged}::uuid[]) a where not exists (
      select from person p join audit_entry e on e.record_id = p.id where p.id = a)`;
  return row!.n;
}
