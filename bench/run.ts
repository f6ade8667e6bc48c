/** `npm run bench [-- --write]`: ratios measured in one run, against hand-written SQL and COPY. */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { accessGoals } from './access.ts';
import { measureBoard } from './board.ts';
import { type CommitSpeed, measureCommit } from './commit.ts';
import { copyTime } from './copy.ts';
import { measureDeadlines } from './deadlines.ts';
import { measureForms } from './forms.ts';
import { measureMerger } from './merger.ts';
import { firstPages } from './phone.ts';
import { countingPlan } from './plans.ts';
import { measurePointRead } from './point-read.ts';
import { measureKnownAt, measureReport, type ReportSpeed } from './report.ts';
import { searchGoals } from './search.ts';
import { type Grounds, openGrounds, type Site } from './site.ts';
import type { Spread } from './stopwatch.ts';
import { measureWizard, type WizardSpeed } from './wizard.ts';

const RUNS = 60;
const FEW_RUNS = 10;
const MANY_RUNS = 1_000;
/** Milliseconds. */
const SLOW_DISK = 4;

export type Row = [what: string, measured: string, wanted: string];

/** Measures everything and prints it; with `--write` also to bench/results.md. `--keep=FOLDER` keeps the databases. */
export async function run(args: string[]): Promise<number> {
  const kept = args.find((arg) => arg.startsWith('--keep='))?.slice('--keep='.length);
  const grounds = await openGrounds(kept, (text) => process.stderr.write(`${text}\n`));
  try {
    const text = await results(grounds);
    process.stdout.write(text);
    if (args.includes('--write')) writeFileSync(new URL('./results.md', import.meta.url), text);
    return 0;
  } finally {
    await grounds.close();
  }
}

const ms = (n: number) => `${Math.round(n * 10) / 10} ms`;
const times = (n: number) => `${Math.round(n * 100) / 100} ×`;
const both = ({ p50, p95 }: Spread) => `${ms(p50)} / ${ms(p95)}`;

async function results(grounds: Grounds): Promise<string> {
  const { commune, district, province } = grounds.sites;
  const load = loadavg()[0]!;
  const reports = [
    await measureReport(commune, 'que-xuan-1', RUNS),
    await measureReport(district, 'que-xuan-1', RUNS),
    await measureReport(district, 'que-son', RUNS),
    await measureReport(province, 'que-xuan-1', RUNS),
    await measureReport(province, 'que-son', RUNS),
    await measureReport(province, 'quang-nam', FEW_RUNS),
  ];
  // Before the lists of the wizard make the district many times as large.
  const phone = await firstPages(district);
  const known = await measureKnownAt(district, 'que-son', FEW_RUNS);
  const goals: Row[] = [
    ...reportGoals(reports[2]!),
    communeGoal(reports[1]!),
    communeGoal(reports[3]!),
    ['the district as known at an instant, counted', `${both(known)}`, '≤ 2 s'],
    ...(await importGoals(grounds, [district, province])),
    ...wizardGoals(await measureWizard(grounds, commune, LIST_ROWS / 10)),
    ...wizardGoals(await measureWizard(grounds, district, LIST_ROWS)),
    ...(await accessGoals(province, RUNS)),
    ...(await formGoals([
      [district, 'que-son'],
      [province, 'quang-nam'],
    ])),
    await mergerGoal(province),
    await deadlineGoal(province),
    ...(await boardGoals(province)),
    ...(await searchGoals(province, RUNS)),
    ...phone,
    ...(await smallThings(grounds)),
  ];
  return [
    '# Measured in one run',
    `${await machine(district)}. Load before: ${Math.round(load * 10) / 10}. Durations are p50 / p95.`,
    '## Against what is wanted',
    table(['what', 'measured', 'wanted'], goals),
    '## Growth of the nine-month report',
    table(
      ['database', 'unit', 'members', 'page', 'its counting', 'the same by hand', 'page : by hand'],
      reports.map(growthRow),
    ),
    `Each report’s numbers were first compared with those counted by hand, one by one: ${reports
      .map(({ numbers }) => numbers)
      .join(', ')} numbers, all equal.`,
    '## How the members of one commune are counted in the district',
    `\`\`\`\n${await countingPlan(district.owner, 'que-xuan-1')}\n\`\`\`\n`,
  ].join('\n\n');
}

const reportGoals = (speed: ReportSpeed): Row[] => [
  [
    'nine-month report of the district, whole page, against hand-written SQL',
    `${times(speed.page.p50 / speed.byHand.p50)} (p50 ${ms(speed.page.p50)} : ${ms(speed.byHand.p50)})`,
    '≤ 1.3 ×',
  ],
  [
    'of which its counting alone',
    `${times(speed.counting.p50 / speed.byHand.p50)} (p50 ${ms(speed.counting.p50)})`,
    '',
  ],
  ['nine-month report of the district, whole page', `p95 ${ms(speed.page.p95)}`, 'p95 ≤ 50 ms'],
];

const communeGoal = (speed: ReportSpeed): Row => [
  `one commune in the ${speed.size}’s database, as of a date, against hand-written SQL`,
  `${times(speed.counting.p50 / speed.byHand.p50)} (p50 ${ms(speed.counting.p50)} : ${ms(speed.byHand.p50)})`,
  '≤ 2 ×',
];

/** Only where this run imported: a kept database has no import to tell of. */
async function importGoals({ server }: Grounds, sites: readonly Site[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const site of sites) {
    if (site.imported === undefined) continue;
    const copied = await copyTime(server, site);
    rows.push([
      `import of the ${site.size}, all constraints and audit, against COPY into the same indexed tables`,
      `${times(copied / site.imported)} of its speed (${ms(site.imported)} : ${ms(copied)})`,
      '≥ 0.25 ×',
    ]);
  }
  return rows;
}

/** All forms of the inspection sector, of a district and of the province, against their totals by hand. */
async function formGoals(sites: readonly [Site, string][]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [site, unit] of sites) {
    const { forms, cells, compared, counted, counting, byHand } = await measureForms(site, unit, FEW_RUNS);
    rows.push([
      `the ${forms} forms of the inspection sector of the ${site.size}: ${cells} numbers over ${counted} records, with the year before and their checks, against ${compared} totals in hand-written SQL`,
      `${times(counting.p50 / byHand.p50)} (p50 ${ms(counting.p50)} : ${ms(byHand.p50)})`,
      '',
    ]);
  }
  return rows;
}

/** All communes of the province merged two by two, and their cells; carried out and taken back. */
async function mergerGoal(site: Site): Promise<Row> {
  const office = { ...site.house, token: site.token };
  const speed = await measureMerger({ owner: site.owner, office }, MANY_RUNS);
  const perSecond = (taken: number) => Math.round((speed.members * 1000) / taken);
  return [
    `merger of ${speed.communes} communes, ${speed.members} members re-homed, against the bare moves in SQL`,
    `${times(speed.bare / speed.product)} of its speed (${perSecond(speed.product)} : ${perSecond(speed.bare)} members a second)`,
    '',
  ];
}

/** Last days of so many open cases, each compared with the one by hand. */
async function deadlineGoal({ owner }: Site): Promise<Row> {
  const { cases, product, byHand, shown } = await measureDeadlines(owner, 100_000);
  return [
    `last days of ${cases} open cases, against hand-written SQL over a table of days`,
    `${times(product / byHand)} (${ms(product)} : ${ms(byHand)}; a page of them with the arithmetic of every day ${ms(shown)})`,
    '',
  ];
}

/** Board and list of sessions under row policies, each card compared with the one by hand. */
async function boardGoals({ owner, token }: Site): Promise<Row[]> {
  const { sessions, board, boardByHand, list, listByHand } = await measureBoard(
    owner,
    token,
    10_000,
    FEW_RUNS,
  );
  return [
    [
      `the board of ${sessions} sessions, against hand-written SQL without row policies`,
      `${times(board.p50 / boardByHand.p50)} (p50 ${ms(board.p50)} : ${ms(boardByHand.p50)})`,
      '',
    ],
    [
      'a page of their list, against hand-written SQL without row policies',
      `${times(list.p50 / listByHand.p50)} (p50 ${ms(list.p50)} : ${ms(listByHand.p50)})`,
      '',
    ],
  ];
}

const LIST_ROWS = 100_000;
const MEGABYTE = 1024 * 1024;

const wizardGoals = (speed: WizardSpeed): Row[] => [
  [
    `a list of ${speed.rows} rows in Excel, TCVN3: read, judged and compared`,
    `${ms(speed.read)} + ${ms(speed.judged)}; the server grew by ${Math.round(speed.memory / MEGABYTE)} MB`,
    '≤ 300 MB',
  ],
  [
    `the same recorded in one transaction (${speed.records} records, marks of numbers), against COPY of them`,
    `${times(speed.copied / speed.recorded)} of its speed (${ms(speed.recorded)} : ${ms(speed.copied)})`,
    '',
  ],
];

const ofItsSpeed = ({ audited, bare }: CommitSpeed): string =>
  `${times(bare.p50 / audited.p50)} of its speed (p50 ${ms(audited.p50)} : ${ms(bare.p50)})`;

/** One by one over one connection: ratios of throughput. */
async function smallThings(grounds: Grounds): Promise<Row[]> {
  const district = grounds.sites.district;
  const commit = await measureCommit(grounds, district, MANY_RUNS);
  const onSlowDisk = await measureCommit(grounds, district, RUNS, SLOW_DISK);
  const read = await measurePointRead(district, MANY_RUNS);
  return [
    ['an audited commit, against a bare insert of the same row', ofItsSpeed(commit), '≥ 0.7 ×'],
    [
      `the same where every flush of the disk takes ${SLOW_DISK} ms longer, as of one without a battery`,
      ofItsSpeed(onSlowDisk),
      '',
    ],
    [
      'one record over HTTP, authorised, against node:http with a prepared statement',
      `${times(read.bare.p50 / read.product.p50)} of its speed (p50 ${ms(read.product.p50)} : ${ms(read.bare.p50)})`,
      '≥ 0.4 ×',
    ],
  ];
}

const growthRow = (speed: ReportSpeed): string[] => [
  speed.size,
  speed.unit,
  String(speed.members),
  both(speed.page),
  both(speed.counting),
  both(speed.byHand),
  times(speed.page.p50 / speed.byHand.p50),
];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

async function machine(site: Site): Promise<string> {
  const [row] = await site.owner<{ version: string }[]>`select current_setting('server_version') as version`;
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpus()[0]!.model.trim()}), ${memory} GiB, PostgreSQL ${row!.version}, Node ${process.versions.node}`;
}
