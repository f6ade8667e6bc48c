/** Counts figures and lists the records behind them, from the same statement. */
import type { Reader } from '../db/door.ts';
import type { Figure, FigureCatalogue, FigureSource, Match, Where } from './define.ts';
import { type Numbered, number, type Request, scopeClause, valuesFor } from './scope.ts';

/** Value by figure key, for each unit of the request. */
export type Values = ReadonlyMap<string, ReadonlyMap<string, number>>;

export type Behind = { record: string; unit: string; on: string };

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

function matchSql(dimension: string, match: Match): string {
  if (match === null) return `${dimension} is null`;
  if (Array.isArray(match)) return `${dimension} in (${match.map(quote).join(', ')})`;
  if (typeof match === 'object') {
    return `${dimension} && array[${(match as { has: readonly string[] }).has.map(quote).join(', ')}]`;
  }
  return typeof match === 'string' ? `${dimension} = ${quote(match)}` : `${dimension} = ${match}`;
}

/** The condition a figure chooses its records by, as SQL on the source's dimensions. */
export const whereSql = (where: Where | undefined): string =>
  Object.entries(where ?? {})
    .map(([dimension, match]) => matchSql(dimension, match))
    .join(' and ') || 'true';

/** The whole SQL behind one figure: what the reference prints and a signed report keeps. */
export const definitionOf = (source: FigureSource, figure: Figure): string =>
  `${source.sql.trim()}\n-- where ${whereSql(figure.where)}${figure.distinct ? `, distinct ${figure.distinct}` : ''}${figure.sum ? `, sum of ${figure.sum}` : ''}`;

/** A sum may be an amount of money: a double is exact up to nine million thousand million đồng, an int is not. */
const counted = (figure: Figure): string =>
  figure.sum
    ? `coalesce(sum(${figure.sum}) filter (where ${whereSql(figure.where)}), 0)::float8`
    : `count(${figure.distinct ? `distinct ${figure.distinct}` : '*'}) filter (where ${whereSql(figure.where)})::int`;

/** What all these figures ask alike: rows that none of them counts need not be read at all. */
function inCommon(figures: readonly Figure[]): Where {
  const [first, ...others] = figures.map((figure) => figure.where ?? {});
  const shared = Object.entries(first ?? {}).filter(([dimension, match]) =>
    others.every((where) => dimension in where && matchSql('', where[dimension]!) === matchSql('', match)),
  );
  return Object.fromEntries(shared);
}

/** What figures choose and tell apart records by. */
const dimensionsOf = (figures: readonly Figure[]): string[] => [
  ...new Set(
    figures.flatMap(({ where, distinct, sum }) =>
      [...Object.keys(where ?? {}), distinct, sum].filter((name) => name !== undefined),
    ),
  ),
];

/**
 * One statement per source: all its figures are counted in one scan. The subquery names only the dimensions that are
 * asked for, so that what the others need is not even joined; `offset 0` is a fence: every dimension is worked out
 * once a row, not once a figure.
 */
function countText(source: FigureSource, figures: readonly Figure[], request: Request): Numbered {
  const columns = figures.map((figure, i) => `${counted(figure)} as f${i}`).join(',\n  ');
  return number(
    `${scopeClause(request)}, counted as (
select ${['top', ...dimensionsOf(figures)].join(', ')} from (${source.sql}
) source where ${whereSql(inCommon(figures))} offset 0
)
select top, ${columns}
from counted group by top`,
    request,
  );
}

const texts = new WeakMap<FigureSource, Map<string, Numbered>>();

/** The statement that counts figures of one source; its text is made once for each choice of figures. */
export function countStatement(source: FigureSource, figures: readonly Figure[], request: Request) {
  const known = texts.get(source) ?? new Map<string, Numbered>();
  texts.set(source, known);
  const key = [request.tree, request.knownAt ? 'then' : 'now', ...figures.map((figure) => figure.key)].join(
    ' ',
  );
  const numbered = known.get(key) ?? countText(source, figures, request);
  known.set(key, numbered);
  return { text: numbered.text, values: valuesFor(numbered, request) };
}

/** Figures wanted for the units and days of a request. */
export type Wanted = { request: Request; keys: readonly string[] };

/**
 * Counts figures for every unit of the request, in a transaction of the role for figures (see asFigures): complete,
 * whatever the reader may open. A unit without records counts nil.
 */
export async function evaluate(
  tx: Reader,
  catalogue: FigureCatalogue,
  request: Request,
  keys: readonly string[],
): Promise<Values> {
  const [values] = await evaluateAll(tx, catalogue, [{ request, keys }]);
  return values!;
}

/** One statement: figures of one source for the units and days of one or several requests. */
type Job = {
  source: FigureSource;
  figures: Figure[];
  request: Request;
  into: Map<string, Map<string, number>>[];
};

/**
 * Counts for several requests at once, over two connections where a second is free. What the same source counts for
 * the same days is counted in one statement.
 */
export async function evaluateAll(
  tx: Reader,
  catalogue: FigureCatalogue,
  wanted: readonly Wanted[],
): Promise<Values[]> {
  const all = wanted.map(
    ({ request, keys }) => new Map(request.tops.map((top) => [top, new Map(keys.map((key) => [key, 0]))])),
  );
  const jobs = jobsOf(catalogue, wanted, all);
  const queues = byPlanning(tx, jobs);
  const other = tx.beside?.((second) => work(second, queues));
  await Promise.all([work(tx, queues), other]);
  return all;
}

/** Statements sent ahead over one connection: more would leave nothing for the other to take. */
const AHEAD = 4;

/** Takes job after job until the queues are empty; several connections may work on the same ones. */
async function work(tx: Reader, queues: Promise<Queues>): Promise<void> {
  for (const [mode, queue] of await queues) {
    if (mode) await tx.unsafe(`set local plan_cache_mode = force_${mode}_plan`);
    const drain = async () => {
      for (let job = queue.shift(); job; job = queue.shift()) await count(tx, job);
    };
    await Promise.all(Array.from({ length: AHEAD }, drain));
  }
}

/** One job per source and days: units and figures of all the requests that are alike are counted together. */
function jobsOf(
  catalogue: FigureCatalogue,
  wanted: readonly Wanted[],
  all: readonly Map<string, Map<string, number>>[],
): Job[] {
  const jobs: Job[] = [];
  for (const [i, { request, keys }] of wanted.entries()) {
    for (const [name, own] of Map.groupBy(keys, (key) => figureOf(catalogue, key).source)) {
      const source = catalogue.sources.get(name)!;
      const figures = [...new Set(own)].map((key) => figureOf(catalogue, key));
      const same = jobs.find((job) => job.source === source && isAlike(job.request, request));
      if (same) {
        same.request = { ...request, tops: [...new Set([...same.request.tops, ...request.tops])] };
        same.figures = [...new Set([...same.figures, ...figures])];
        same.into.push(all[i]!);
      } else jobs.push({ source, figures, request, into: [all[i]!] });
    }
  }
  return jobs;
}

/** Requests that differ in nothing but their units. */
const isAlike = (a: Request, b: Request): boolean =>
  a.tree === b.tree &&
  a.knownAt === b.knownAt &&
  a.when.from === b.when.from &&
  a.when.to === b.when.to &&
  a.when.asOf === b.when.asOf;

/** Columns of one statement: PostgreSQL takes some 1,600, and the forms of a whole edition have more cells. */
const MOST_COLUMNS = 1000;

async function count(tx: Reader, { source, figures: all, request, into }: Job): Promise<void> {
  for (let start = 0; start < all.length; start += MOST_COLUMNS)
    await countSome(tx, { source, figures: all.slice(start, start + MOST_COLUMNS), request, into });
}

async function countSome(tx: Reader, { source, figures, request, into }: Job): Promise<void> {
  const statement = countStatement(source, figures, request);
  const rows = await tx.unsafe(statement.text, statement.values as never[], { prepare: true });
  for (const row of rows) {
    for (const values of into) {
      const of = values.get(row.top);
      if (!of) continue;
      for (const [i, { key }] of figures.entries()) if (of.has(key)) of.set(key, row[`f${i}`]);
    }
  }
}

/**
 * Up to so many units beneath, the plan made once for any unit is good, and planning for this one would take longer
 * than counting; above, a plan that fits is worth its making.
 */
const FEW_UNITS = { usual: 600, heavy: 60 };

type Queues = ReadonlyMap<'custom' | 'generic' | undefined, Job[]>;

/**
 * Jobs by how their statements are to be planned. By another tree or another knowledge than today's the estimates are
 * poor: there every statement is planned anew, as the role for figures does unless told otherwise.
 */
async function byPlanning(tx: Reader, jobs: readonly Job[]): Promise<Queues> {
  const request = jobs[0]?.request;
  if (!request || request.knownAt || request.tree === 'now') return new Map([[undefined, [...jobs]]]);
  const tops = [...new Set(jobs.flatMap((job) => job.request.tops))];
  const rows = await tx<{ top: string; units: number }[]>`
    select ancestor as top, count(*)::int as units from unit_closure where ancestor = any (${tops}::uuid[])
    group by ancestor`;
  const units = new Map(rows.map((row) => [row.top, row.units]));
  return Map.groupBy(jobs, ({ source, request: { tops: of } }) => {
    const many = of.reduce((sum, top) => sum + (units.get(top) ?? 0), 0);
    return many <= FEW_UNITS[source.heavy ? 'heavy' : 'usual'] ? 'generic' : 'custom';
  });
}

/** A figure by its key; an unknown key is a bug here (people's input is checked before). */
export function figureOf(catalogue: FigureCatalogue, key: string): Figure {
  const figure = catalogue.figures.get(key);
  if (!figure) throw new Error(`no figure ${key}`);
  return figure;
}

/** The records behind one figure for the first unit of the request: exactly as many rows as its value. */
export async function recordsBehind(
  tx: Reader,
  catalogue: FigureCatalogue,
  request: Request,
  key: string,
): Promise<Behind[]> {
  return (await listed(tx, catalogue, request, key)).map(({ record, unit, on }) => ({ record, unit, on }));
}

/**
 * The ids of the records behind many figures, as `recordsBehind` lists them, by key: each source is scanned once. A figure
 * of different values is listed by itself.
 */
export async function recordsBehindAll(
  tx: Reader,
  catalogue: FigureCatalogue,
  request: Request,
  keys: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(keys.map((key) => [key, []]));
  const figures = keys.map((key) => figureOf(catalogue, key));
  for (const { key } of figures.filter(({ distinct }) => distinct))
    found.set(
      key,
      (await listed(tx, catalogue, request, key)).map(({ record }) => record),
    );
  const plain = figures.filter(({ distinct }) => !distinct);
  for (const [name, own] of Map.groupBy(plain, ({ source }) => source)) {
    const one = { ...request, tops: request.tops.slice(0, 1) };
    const fits = own.map(({ where }) => `(${whereSql(where)}) is true`).join(', ');
    const statement = number(
      `${scopeClause(one)}, counted as (${catalogue.sources.get(name)!.sql})
select record, array[${fits}] as fits from counted order by on_date, record`,
      one,
    );
    const rows = await tx.unsafe<{ record: string; fits: boolean[] }[]>(
      statement.text,
      valuesFor(statement, one) as never[],
      { prepare: true },
    );
    for (const { record, fits: counted } of rows)
      own.forEach(({ key }, i) => {
        if (counted[i]) found.get(key)!.push(record);
      });
  }
  return found;
}

/** The records behind one figure with its value: how many they are, or what they add up to. */
export async function valueAndRecords(
  tx: Reader,
  catalogue: FigureCatalogue,
  request: Request,
  key: string,
): Promise<{ value: number; counted: Behind[] }> {
  const counted = await recordsBehind(tx, catalogue, request, key);
  if (!figureOf(catalogue, key).sum) return { value: counted.length, counted };
  const values = await evaluate(tx, catalogue, request, [key]);
  return { value: values.get(request.tops[0]!)!.get(key)!, counted };
}

/** The persons or units that the records behind one figure are about, once for each record. */
export async function subjectsBehind(
  tx: Reader,
  catalogue: FigureCatalogue,
  request: Request,
  key: string,
): Promise<string[]> {
  return (await listed(tx, catalogue, request, key)).map(({ subject }) => subject);
}

async function listed(tx: Reader, catalogue: FigureCatalogue, request: Request, key: string) {
  const figure = figureOf(catalogue, key);
  const source = catalogue.sources.get(figure.source)!;
  const only = figure.distinct ? `distinct on (${figure.distinct})` : '';
  // count(distinct …) passes over null; so does the list.
  const present = figure.distinct ? ` and ${figure.distinct} is not null` : '';
  const order = figure.distinct ? `${figure.distinct}, on_date, record` : 'on_date, record';
  const one = { ...request, tops: request.tops.slice(0, 1) };
  const statement = number(
    `${scopeClause(one)}, counted as (${source.sql})
select ${only} record, unit, on_date as on, ${source.subject ?? 'record'} as subject from counted
where ${whereSql(figure.where)}${present} order by ${order}`,
    one,
  );
  const values = valuesFor(statement, one) as never[];
  return [...(await tx.unsafe<(Behind & { subject: string })[]>(statement.text, values, { prepare: true }))];
}
