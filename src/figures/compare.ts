/** Holds the two methods of counting against each other, for all units at once. */
import { asFigures, type Reader } from '../db/door.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import type { FigureCatalogue, When } from './define.ts';
import { evaluate, figureOf, recordsBehind, type Values } from './evaluate.ts';
import type { Facts, RawRow } from './facts.ts';
import { type Counts, recount, recountedRecords } from './recount.ts';
import type { Request } from './scope.ts';

/** A number on which the methods disagree; ids of records that only one of them counts, at most 20 of each. */
export type Difference = {
  key: string;
  unit: string;
  /** By SQL: what reports print. */
  counted: number;
  /** By the second method. */
  recounted: number;
  onlyCounted: string[];
  onlyRecounted: string[];
};

export type Comparison = {
  when: When;
  units: number;
  /** How many numbers were compared: units × figures. */
  numbers: number;
  differences: Difference[];
  /** The values as reports print them. */
  values: Values;
};

const NAMED = 20;
/** Records are looked up for so many differences; the others are named with their numbers only. */
const LOOKED_UP = 50;

/** Units that existed on a day between the eve of the period and the last day told about. */
export function unitsIn(facts: Facts, when: When): string[] {
  const last = when.asOf > when.to ? when.asOf : when.to;
  const existed = (row: RawRow) =>
    (row.valid_from as string) <= last && (row.valid_to === null || (row.valid_to as string) > when.before);
  return [
    ...new Set(
      facts
        .rows('unit_period')
        .filter(existed)
        .map((row) => row.unit),
    ),
  ];
}

/** All figures of all units by both methods. Runs as the figures' role; the tree is that of each record's day. */
export async function compareCounts(
  tx: Reader,
  catalogue: FigureCatalogue,
  facts: Facts,
  when: When,
  today: PlainDate,
): Promise<Comparison> {
  const recounted = recount(facts, catalogue, when);
  const tops = [...new Set([...unitsIn(facts, when), ...recounted.keys()])];
  const keys = [...catalogue.figures.keys()];
  const request: Request = { tops, when, tree: 'then', today, knownAt: null };
  return asFigures(tx, null, async (counting) => {
    const values = await evaluate(counting, catalogue, request, keys);
    const differences = differing(values, recounted, tops, keys);
    for (const difference of differences.slice(0, LOOKED_UP)) {
      await nameRecords(counting, catalogue, facts, request, difference);
    }
    return { when, units: tops.length, numbers: tops.length * keys.length, differences, values };
  });
}

function differing(
  values: Values,
  recounted: Counts,
  tops: readonly string[],
  keys: readonly string[],
): Difference[] {
  const found: Difference[] = [];
  for (const unit of tops) {
    for (const key of keys) {
      const counted = values.get(unit)?.get(key) ?? 0;
      const again = recounted.get(unit)?.get(key) ?? 0;
      if (counted !== again) {
        found.push({ key, unit, counted, recounted: again, onlyCounted: [], onlyRecounted: [] });
      }
    }
  }
  return found;
}

/** What the first list has more often than the second. */
function surplus(of: readonly string[], over: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const id of over) left.set(id, (left.get(id) ?? 0) + 1);
  return of.filter((id) => {
    const n = left.get(id) ?? 0;
    left.set(id, n - 1);
    return n <= 0;
  });
}

async function nameRecords(
  tx: Reader,
  catalogue: FigureCatalogue,
  facts: Facts,
  request: Request,
  difference: Difference,
): Promise<void> {
  const figure = figureOf(catalogue, difference.key);
  const source = catalogue.sources.get(figure.source)!;
  const only = { ...request, tops: [difference.unit] };
  const counted = (await recordsBehind(tx, catalogue, only, figure.key)).map((row) => row.record);
  const again = recountedRecords(facts, source, figure, request.when, difference.unit);
  difference.onlyCounted = surplus(counted, again).slice(0, NAMED);
  difference.onlyRecounted = surplus(again, counted).slice(0, NAMED);
}
