/** `npm run bench [-- --write]`: ratios measured in one run, against hand-written SQL and COPY. */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { asFigures, read } from '../src/db/door.ts';
import { evaluate } from '../src/figures/evaluate.ts';
import { plainDate } from '../src/kernel/plain-date.ts';
import { periodOf, type ReportRequest, requestFor } from '../src/reports/request.ts';
import { createServer } from '../src/web/server.tsx';
import { copyTime } from './copy.ts';
import { countByHand } from './hand-written.ts';
import { firstPages } from './phone.ts';
import { type Grounds, openGrounds, type Site } from './site.ts';
import { byTurns, type Spread } from './stopwatch.ts';

const RUNS = 60;
const AS_OF = plainDate('2023-10-05');
const ms = (n: number) => `${Math.round(n * 10) / 10} ms`;
const ratio = (n: number) => `${Math.round(n * 100) / 100} ×`;

type Row = [what: string, measured: string, wanted: string];

export async function run(args: string[]): Promise<number> {
  const kept = args.find((arg) => arg.startsWith('--keep='))?.slice('--keep='.length);
  const grounds = await openGrounds(kept, (text) => process.stderr.write(`${text}\n`));
  try {
    const rows = await measure(grounds);
    const text = await results(grounds, rows);
    process.stdout.write(text);
    if (args.includes('--write')) writeFileSync(new URL('./results.md', import.meta.url), text);
    return 0;
  } finally {
    await grounds.close();
  }
}

async function measure({ server, sites }: Grounds): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [size, code] of [
    ['commune', ''],
    ['district', 'que-son'],
    ['province', 'quang-nam'],
  ] as const) {
    const site = sites[size];
    const unit = code || (await topCode(site));
    rows.push(...(await reportRows(site, unit, size === 'district')));
  }
  rows.push(...(await communeRows(sites.province)));
  const { district } = sites;
  if (district.imported) {
    const copied = await copyTime(server, district);
    const wanted = '≥ 0,25 ×';
    rows.push([
      'import of the district, all constraints and audit, against COPY',
      `${ratio(copied / district.imported)} (${ms(district.imported)} / ${ms(copied)})`,
      wanted,
    ]);
  }
  return [...rows, ...(await firstPages(district))];
}

async function topCode(site: Site): Promise<string> {
  const [row] = await site.owner<{ code: string }[]>`
    select p.code from unit_period p join stay s on true where p.kind = 'grassroots_committee' limit 1`;
  return row!.code;
}

const unitId = async (site: Site, code: string): Promise<string> => {
  const [row] = await site.owner<{ unit: string }[]>`select unit from unit_now where code = ${code}`;
  return row!.unit;
};

/** The same keys counted by the product, under policies and definitions, for one unit. */
function counted(site: Site, unit: string, keys: readonly string[]) {
  const asked: ReportRequest = { unit, year: 2023, asOf: AS_OF, knownAt: null, tree: 'then', today: AS_OF };
  const request = requestFor(asked, periodOf(2023, AS_OF), [unit], site.house.regulations);
  return read({ db: site.house.db, token: site.token }, (tx) =>
    asFigures(tx, null, () => evaluate(tx, site.house.figures, request, keys)),
  );
}

async function pair(site: Site, code: string): Promise<{ hand: Spread; own: Spread }> {
  const unit = await unitId(site, code);
  const byHand = await countByHand(site.owner, unit);
  const keys = Object.keys(byHand);
  const ours = (await counted(site, unit, keys)).get(unit)!;
  for (const key of keys) {
    if (ours.get(key) !== byHand[key])
      throw new Error(`${code} ${key}: ${ours.get(key)} and by hand ${byHand[key]}`);
  }
  return byTurns({ hand: () => countByHand(site.owner, unit), own: () => counted(site, unit, keys) }, RUNS);
}

async function reportRows(site: Site, code: string, isGoal: boolean): Promise<Row[]> {
  const app = createServer(site.house);
  const page = async () => {
    const answer = await app.request(`/reports/nine-month?unit=${code}&year=2023&as_of=${AS_OF}`, {
      headers: { cookie: `capuy=${site.token}` },
    });
    if (answer.status !== 200) throw new Error(`${code}: ${answer.status}`);
    await answer.text();
  };
  const { whole } = await byTurns({ whole: page }, site.size === 'province' ? 10 : RUNS, 3);
  const { hand, own } = await pair(site, code);
  const of = `${site.size}, ${site.members} members`;
  return [
    [
      `the nine-month report, whole page (${of})`,
      `p50 ${ms(whole.p50)}, p95 ${ms(whole.p95)}`,
      isGoal ? 'p95 ≤ 50 ms' : '',
    ],
    [
      `24 of its counts against hand-written SQL (${of})`,
      `${ratio(own.p50 / hand.p50)} (p50 ${ms(own.p50)} / ${ms(hand.p50)})`,
      isGoal ? '≤ 1,3 ×' : '',
    ],
  ];
}

async function communeRows(site: Site): Promise<Row[]> {
  const { hand, own } = await pair(site, 'que-xuan-1');
  return [
    [
      'one commune in the province, as of a day, against hand-written SQL',
      `${ratio(own.p50 / hand.p50)} (p50 ${ms(own.p50)} / ${ms(hand.p50)})`,
      '≤ 2 ×',
    ],
  ];
}

async function results({ sites }: Grounds, rows: readonly Row[]): Promise<string> {
  const [{ version } = { version: '' }] = await sites.district.owner<
    { version: string }[]
  >`show server_version`.then((found) =>
    found.map((row) => ({ version: String((row as unknown as { server_version: string }).server_version) })),
  );
  const machine = `${cpus().length} cores (${cpus()[0]!.model}), ${Math.round(totalmem() / 2 ** 30)} GiB, PostgreSQL ${version}, Node ${process.versions.node}`;
  const lines = rows.map((row) => `| ${row.join(' | ')} |`);
  return `# Measured in one run\n${machine}.\n\n| what | measured | wanted |\n|---|---|---|\n${lines.join('\n')}\n`;
}
