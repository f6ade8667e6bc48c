/** The nine-month report as a page, against the same numbers counted by hand-written SQL in the same run. */
import type { Hono } from 'hono';
import { read } from '../src/db/door.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { plainDate } from '../src/kernel/plain-date.ts';
import { CHILD_KEYS, COMPARED } from '../src/reports/annex-tables.ts';
import { evaluateReport } from '../src/reports/evaluate.ts';
import type { EvaluatedReport } from '../src/reports/evaluated.ts';
import { periodOf, type ReportRequest, whenOf, yearBefore } from '../src/reports/request.ts';
import type { Env } from '../src/web/desk.tsx';
import { createServer } from '../src/web/server.tsx';
import { countByHand, type Days, type HandWritten } from './hand-written.ts';
import type { Site } from './site.ts';
import { byTurns, type Spread } from './stopwatch.ts';

const YEAR = 2023;
const AS_OF = plainDate('2023-10-05');

/** One unit's report: the page, its counting alone, the same by hand; `numbers` were compared one by one. */
export type ReportSpeed = {
  size: Site['size'];
  unit: string;
  members: number;
  numbers: number;
  bytes: number;
  page: Spread;
  counting: Spread;
  byHand: Spread;
};

export const reportPath = (unit: string): string =>
  `/reports/nine-month?unit=${unit}&year=${YEAR}&as_of=${AS_OF}`;

/** Asks the application in process, signed in, and fails on anything but the page itself. */
export async function openPage(app: Hono<Env>, token: string, path: string): Promise<string> {
  const response = await app.request(path, { headers: { Cookie: `capuy=${token}` } });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return text;
}

const askedOf = (unit: string): ReportRequest => ({
  unit,
  year: YEAR,
  asOf: AS_OF,
  knownAt: null,
  tree: 'then',
  today: systemClock.today(),
});

/** The report of a unit at a site; `runs` of each, by turns. Throws where a single number differs. */
export async function measureReport(site: Site, unit: string, runs: number): Promise<ReportSpeed> {
  const app = createServer(site.house);
  const evaluated = await evaluateAt(site, askedOf(unit));
  const byHand = () => handWritten(site, evaluated.unit.id);
  const numbers = assertEqual(evaluated, await byHand(), await codesOf(site));
  const page = await openPage(app, site.token, reportPath(unit));
  const speeds = await byTurns(
    {
      page: () => openPage(app, site.token, reportPath(unit)),
      counting: () => evaluateAt(site, askedOf(unit)),
      byHand,
    },
    runs,
    Math.min(runs, 8),
  );
  return {
    size: site.size,
    unit,
    members: evaluated.figures['mem.total']!.value,
    numbers,
    bytes: Buffer.byteLength(page),
    ...speeds,
  };
}

/** Milliseconds of the same report as it was known at an earlier instant: every table is read with its past. */
export async function measureKnownAt(site: Site, unit: string, runs: number): Promise<Spread> {
  const asked = { ...askedOf(unit), knownAt: systemClock.now() };
  const { known } = await byTurns({ known: () => evaluateAt(site, asked) }, runs, 2);
  return known;
}

async function evaluateAt(site: Site, asked: ReportRequest): Promise<EvaluatedReport> {
  const outcome = await read({ db: site.house.db, token: site.token }, (tx) =>
    evaluateReport(tx, site.house, asked, 'vi'),
  );
  if (!outcome.ok) throw new Error(outcome.refusals[0]!.message.en);
  return outcome.value;
}

/** By hand from one snapshot over one connection, as the superuser, whom no policy binds. */
async function handWritten(site: Site, unit: string): Promise<HandWritten> {
  const period = periodOf(YEAR, AS_OF);
  const now: Days = whenOf(period, site.house.regulations);
  const earlier: Days = whenOf(yearBefore(period), site.house.regulations);
  const counted = await site.owner.begin('isolation level repeatable read read only', (tx) =>
    countByHand({ tx, unit, now, earlier }),
  );
  return counted as HandWritten;
}

async function codesOf(site: Site): Promise<Map<string, string>> {
  const rows = await site.owner<{ code: string; unit: string }[]>`
    select code, unit from unit_period where valid_from <= ${AS_OF} and (valid_to is null or valid_to > ${AS_OF})`;
  return new Map(rows.map((row) => [row.code, row.unit]));
}

/** Every number of the report against the one counted by hand; answers how many were compared. */
function assertEqual(
  report: EvaluatedReport,
  byHand: HandWritten,
  units: ReadonlyMap<string, string>,
): number {
  const differences: string[] = [];
  let compared = 0;
  const compare = (what: string, printed: number | undefined, counted: number | undefined) => {
    compared++;
    if (printed !== (counted ?? 0)) differences.push(`${what}: ${printed} in the report, ${counted} by hand`);
  };
  for (const [key, { value }] of Object.entries(report.figures)) compare(key, value, byHand.now.get(key));
  for (const key of report.before ? COMPARED : [])
    compare(`${key} a year before`, report.before?.[key], byHand.earlier.get(key));
  for (const { code, values } of report.units) {
    const counted = byHand.children.get(units.get(code) ?? '');
    for (const key of CHILD_KEYS) compare(`${key} of ${code}`, values[key], counted?.get(key));
  }
  if (differences.length > 0) throw new Error(differences.join('\n'));
  return compared;
}
