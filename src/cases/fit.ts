/**
 * Finds records that fit counts: groups of alike rows, each with a value for every dimension, so that as many rows
 * fulfil a condition as were asked for. The narrowest conditions come first; wider ones take up rows that are there
 * before new ones are made, so that groups which may overlap do and as few records as possible are needed.
 */
import type { Match, Where } from '../figures/define.ts';

export type Scalar = string | number | boolean | null;
export type Row = Readonly<Record<string, Scalar | readonly string[]>>;
export type Group = { row: Row; count: number };

/** Values of a dimension, the one that is taken where nothing is asked first; of a list, what an empty one may hold. */
export type Dimension = { values: readonly Scalar[]; list?: true };

export type Space = {
  dimensions: Readonly<Record<string, Dimension>>;
  /** False for rows that cannot be, told as soon as the values in question are set. */
  possible?: (row: Row) => boolean;
  /** What follows from the values that are set: where one decides another, both are set at once. */
  settled?: (row: Row) => Row;
};

/** So many rows fulfil the condition; `least`: no fewer, told after all the others. */
export type Piece = { key: string; where: Where; count: number; least?: true };

export type Unmet = { key: string; wanted: number; got: number };

export type Fitted = { groups: Group[]; unmet: Unmet[] };

type State = Piece & { has: number };

/** The values a condition allows; of a list, codes of which one is there. */
export const allowed = (match: Match): readonly Scalar[] =>
  match !== null && typeof match === 'object' && 'has' in match
    ? match.has
    : Array.isArray(match)
      ? (match as readonly string[])
      : [match as Scalar];

/** Whether a value fulfils it; undefined where nothing is set yet. */
function holds(value: Row[string] | undefined, match: Match): boolean | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return allowed(match).some((code) => value.includes(code as string)) || undefined;
  return allowed(match).includes(value as Scalar);
}

const fulfils = (row: Row, where: Where): boolean =>
  Object.entries(where).every(([name, match]) => holds(row[name], match) === true);

const countOf = (groups: readonly Group[], where: Where): number =>
  groups.reduce((sum, { row, count }) => sum + (fulfils(row, where) ? count : 0), 0);

/** Whether a row that may not have been there fulfilled it. */
const was = (row: Row | undefined, where: Where): boolean => row !== undefined && fulfils(row, where);

const breadth = ({ where }: Piece): number =>
  Object.values(where).reduce<number>((product, match) => product * allowed(match).length, 1);

/** The order in which conditions are met: those that fewest rows can fulfil first; `luck` decides among equals. */
const narrowFirst =
  (luck: (piece: Piece) => number) =>
  (a: Piece, b: Piece): number =>
    Number(a.least ?? false) - Number(b.least ?? false) ||
    Number(a.count > 0) - Number(b.count > 0) ||
    Object.keys(b.where).length - Object.keys(a.where).length ||
    breadth(a) - breadth(b) ||
    luck(a) - luck(b) ||
    b.count - a.count;

/** Numbers that look like chance and are the same every time; nil the first time, where the usual order is taken. */
function luckOf(attempt: number): () => number {
  let state = attempt;
  return () => {
    if (attempt === 0) return 0;
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What one order cannot meet another one may; so many are tried. */
const ATTEMPTS = 16;

/** Fits groups to the pieces; `seed` are rows that are there already. What could not be met is told, not forced. */
export function fitRows(space: Space, pieces: readonly Piece[], seed: readonly Group[] = []): Fitted {
  let best: Fitted | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = fitOnce(space, pieces, seed, luckOf(attempt));
    if (!best || missed(found) < missed(best)) best = found;
    if (best.unmet.length === 0) break;
  }
  return best!;
}

const missed = ({ unmet }: Fitted): number =>
  unmet.filter(({ key }) => key !== '').length + unmet.length / 1000;

function fitOnce(space: Space, pieces: readonly Piece[], seed: readonly Group[], luck: () => number): Fitted {
  const groups: Group[] = seed.map((group) => ({ ...group }));
  const states: State[] = pieces.map((piece) => ({ ...piece, has: countOf(groups, piece.where) }));
  const lots = new Map<Piece, number>(states.map((state) => [state, luck()]));
  for (const state of states.toSorted(narrowFirst((piece) => lots.get(piece)!)))
    meet(space, states, groups, state, luck);
  for (const group of groups.splice(0)) groups.push(...filled(space, states, group));
  const unmet = states.flatMap(({ key, where, count: wanted, least }) => {
    const got = countOf(groups, where);
    return got === wanted || (least && got > wanted) ? [] : [{ key, wanted, got }];
  });
  return { groups, unmet };
}

function meet(
  space: Space,
  states: readonly State[],
  groups: Group[],
  state: State,
  luck: () => number,
): void {
  const lists = Object.keys(state.where).filter((name) => space.dimensions[name]?.list);
  const load = ({ row }: Group) => lists.filter((name) => row[name] !== undefined).length;
  const open = ({ row }: Group) => Object.keys(state.where).filter((name) => row[name] === undefined).length;
  const lots = new Map(groups.map((group) => [group, luck()]));
  const candidates = groups
    .filter(({ row }) => !fulfils(row, state.where))
    .sort((a, b) => load(a) - load(b) || lots.get(a)! - lots.get(b)! || open(a) - open(b));
  // A row more is made rather than a second code put on a row, as long as the sums leave room for it.
  const bare = candidates.filter((group) => load(group) === 0);
  const loaded = candidates.filter((group) => load(group) > 0);
  for (const group of [...bare, undefined, ...loaded]) {
    for (let found = next(); found; found = next()) {
      const { row, count } = found;
      note(states, group?.row, row, count);
      groups.push({ row, count });
      if (group) group.count -= count;
      if (group?.count === 0) groups.splice(groups.indexOf(group), 1);
    }
    function next() {
      const missing = state.count - state.has;
      const most = Math.min(missing, group?.count ?? missing);
      return most > 0 ? changed(space, states, group?.row, state.where, most) : undefined;
    }
  }
}

/** Counts rows that came to fulfil a condition by a change. */
function note(states: readonly State[], before: Row | undefined, after: Row, count: number): void {
  for (const state of states) {
    if (fulfils(after, state.where) && !was(before, state.where)) state.has += count;
  }
}

/** The row made to fulfil the condition, and for how many no other count is overrun; undefined where it cannot be. */
function changed(
  space: Space,
  states: readonly State[],
  before: Row | undefined,
  where: Where,
  most: number,
): { row: Row; count: number } | undefined {
  const open = Object.entries(where).filter(([name, match]) => holds(before?.[name], match) !== true);
  const walk = (row: Row, nth: number): { row: Row; count: number } | undefined => {
    if (nth === open.length) {
      const count = Math.min(most, room(states, before, row));
      return count > 0 ? { row, count } : undefined;
    }
    const [name, match] = open[nth]!;
    if (holds(row[name], match) === true) return walk(row, nth + 1);
    for (const value of choices(space, row, name, match)) {
      const next = withValue(space, row, name, value);
      const found = next && walk(next, nth + 1);
      if (found) return found;
    }
    return undefined;
  };
  return walk(before ?? {}, 0);
}

/** The row with a value more, and what follows from it; undefined where such a row cannot be. */
function withValue(space: Space, row: Row, name: string, value: Row[string]): Row | undefined {
  const next = { ...row, [name]: value };
  const settled = space.settled ? space.settled(next) : next;
  return !space.possible || space.possible(settled) ? settled : undefined;
}

function choices(space: Space, row: Row, name: string, match: Match): readonly Row[string][] {
  const dimension = space.dimensions[name];
  if (!dimension) return [];
  const values = allowed(match);
  if (dimension.list)
    return values.map((code) => [...((row[name] as string[] | undefined) ?? []), code as string]);
  if (row[name] !== undefined) return [];
  return dimension.values.filter((value) => values.includes(value));
}

/** For how many rows the change overruns no count, neither one that is met nor a wider one that comes later. */
function room(states: readonly State[], before: Row | undefined, after: Row): number {
  let most = Number.POSITIVE_INFINITY;
  for (const { least, where, count, has } of states) {
    if (least || was(before, where) || !fulfils(after, where)) continue;
    most = Math.min(most, Math.max(0, count - has));
  }
  return most;
}

/** What an open dimension may become; a list holds one code, or none. */
const valuesOf = ({ values, list }: Dimension): readonly Row[string][] =>
  list ? [...values.map((code) => [code as string]), []] : values;

/** How far is looked for values before the first possible ones are taken. */
const MOST_STEPS = 3000;

/** Sets what is still open to the first value that overruns nothing; a group may come apart on the way. */
function filled(space: Space, states: readonly State[], group: Group): Group[] {
  const open = Object.entries(space.dimensions).filter(([name]) => group.row[name] === undefined);
  const [ways, rest] = [[] as Group[], { ...group }];
  let steps = 0;
  const walk = (row: Row, nth: number): void => {
    if (rest.count === 0 || ++steps > MOST_STEPS) return;
    if (nth === open.length) {
      const count = Math.min(rest.count, room(states, group.row, row));
      if (count > 0) take(row, count);
      return;
    }
    const [name, dimension] = open[nth]!;
    for (const value of row[name] === undefined ? valuesOf(dimension) : [row[name]]) {
      const next = withValue(space, row, name, value);
      if (next && room(states, group.row, next) > 0) walk(next, nth + 1);
    }
  };
  const take = (row: Row, count: number) => {
    note(states, group.row, row, count);
    ways.push({ row, count });
    rest.count -= count;
  };
  walk(group.row, 0);
  if (rest.count > 0) ways.push({ row: anyway(space, group.row, open), count: rest.count });
  return ways;
}

/** Where every value overruns something the first possible ones are taken: the counts then tell what does not fit. */
function anyway(space: Space, start: Row, open: readonly [string, Dimension][]): Row {
  const walk = (row: Row, nth: number): Row | undefined => {
    if (nth === open.length) return row;
    const [name, dimension] = open[nth]!;
    if (row[name] !== undefined) return walk(row, nth + 1);
    for (const value of valuesOf(dimension)) {
      const next = withValue(space, row, name, value);
      const found = next && walk(next, nth + 1);
      if (found) return found;
    }
    return undefined;
  };
  return walk(start, 0) ?? start;
}

/** Whether whatever fulfils the narrow condition fulfils the wide one. */
export const isWithin = (narrow: Where, wide: Where): boolean =>
  Object.entries(wide).every(
    ([name, match]) =>
      name in narrow && allowed(narrow[name]!).every((value) => allowed(match).includes(value)),
  );
