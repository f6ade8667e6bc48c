/** Counts figures and lists the records behind them, from the same statement. */
import type { Reader } from '../db/door.ts';
import type { Figure, FigureCatalogue, FigureSource, Match, Where } from './define.ts';
import { bind, type Request, scopeClause } from './scope.ts';

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
  `${source.sql.trim()}\n-- where ${whereSql(figure.where)}${figure.distinct ? `, distinct ${figure.distinct}` : ''}`;

const counted = (figure: Figure): string =>
  `count(${figure.distinct ? `distinct ${figure.distinct}` : '*'}) filter (where ${whereSql(figure.where)})::int`;

/** What all these figures ask alike: rows that none of them counts need not be read at all. */
function inCommon(figures: readonly Figure[]): Where {
  const [first, ...others] = figures.map((figure) => figure.where ?? {});
  const shared = Object.entries(first ?? {}).filter(([dimension, match]) =>
    others.every((where) => dimension in where && matchSql('', where[dimension]!) === matchSql('', match)),
  );
  return Object.fromEntries(shared);
}

/** One statement per source: all its figures are counted in one scan. */
export function countStatement(source: FigureSource, figures: readonly Figure[], request: Request) {
  const columns = figures.map((figure, i) => `${counted(figure)} as f${i}`).join(',\n  ');
  return bind(
    `${scopeClause(request)}, counted as (${source.sql})
select top, ${columns}
from counted where ${whereSql(inCommon(figures))} group by top`,
    request,
  );
}

/**
 * Counts figures for every unit of the request. Runs as the figures' role (see asFigures): complete, whatever the
 * reader may open. A unit without records counts nil.
 */
export async function evaluate(
  tx: Reader,
  catalogue: FigureCatalogue,
  request: Request,
  keys: readonly string[],
): Promise<Values> {
  const values = new Map(request.tops.map((top) => [top, new Map(keys.map((key) => [key, 0]))]));
  const bySource = Map.groupBy(keys, (key) => figureOf(catalogue, key).source);
  await Promise.all(
    [...bySource].map(async ([name, wanted]) => {
      const figures = wanted.map((key) => figureOf(catalogue, key));
      const statement = countStatement(catalogue.sources.get(name)!, figures, request);
      const rows = await tx.unsafe(statement.text, statement.values as never[], { prepare: true });
      for (const row of rows) {
        for (const [i, figure] of figures.entries()) values.get(row.top)?.set(figure.key, row[`f${i}`]);
      }
    }),
  );
  return values;
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
  const figure = figureOf(catalogue, key);
  const source = catalogue.sources.get(figure.source)!;
  const only = figure.distinct ? `distinct on (${figure.distinct})` : '';
  // count(distinct …) passes over null; so does the list.
  const present = figure.distinct ? ` and ${figure.distinct} is not null` : '';
  const order = figure.distinct ? `${figure.distinct}, on_date, record` : 'on_date, record';
  const statement = bind(
    `${scopeClause(request)}, counted as (${source.sql})
select ${only} record, unit, on_date as on from counted where ${whereSql(figure.where)}${present} order by ${order}`,
    { ...request, tops: request.tops.slice(0, 1) },
  );
  const rows = await tx.unsafe<Behind[]>(statement.text, statement.values as never[], { prepare: true });
  return [...rows];
}
