/** What a reader can work out of numbers that were left out: the least and the most each can be, by linear programming. */

/** Sum of coefficient times unknown, plus what is known, equal to nil or at least nil. Every unknown is at least 1. */
export type Relation = { terms: ReadonlyMap<string, number>; known: number; atLeast: boolean };

export type Bounds = { least: number; most: number };

const NEARLY = 1e-7;

/** Divides the row of the pivot and takes it out of every other row. */
function pivot(table: number[][], at: number, column: number): void {
  const row = table[at]!;
  const by = row[column]!;
  for (let i = 0; i < row.length; i++) row[i]! /= by;
  for (const [r, other] of table.entries()) {
    const times = other[column]!;
    if (r === at || Math.abs(times) < NEARLY) continue;
    for (let i = 0; i < other.length; i++) other[i]! -= times * row[i]!;
  }
}

/** The simplex method with Bland's rule: lowers the last row's value as far as it goes. False where it goes for ever. */
function lower(table: number[][], basis: number[], columns: number): boolean {
  const goal = table.at(-1)!;
  for (;;) {
    const column = goal.findIndex((cost, i) => i < columns && cost < -NEARLY);
    if (column < 0) return true;
    let [best, ratio] = [-1, Number.POSITIVE_INFINITY];
    for (let r = 0; r < basis.length; r++) {
      const slope = table[r]![column]!;
      if (slope < NEARLY) continue;
      const found = table[r]!.at(-1)! / slope;
      if (found < ratio - NEARLY || (found < ratio + NEARLY && best >= 0 && basis[r]! < basis[best]!))
        [best, ratio] = [r, found];
    }
    if (best < 0) return false;
    pivot(table, best, column);
    basis[best] = column;
  }
}

type Ready = { table: number[][]; basis: number[]; columns: number };

/** A first solution of the relations; undefined where they contradict one another. */
function firstSolution(relations: readonly Relation[], names: readonly string[]): Ready | undefined {
  const slacks = relations.filter(({ atLeast }) => atLeast).length;
  const columns = names.length + slacks;
  let slack = names.length;
  const rows = relations.map(({ terms, known, atLeast }) => {
    const row = Array<number>(columns).fill(0);
    let right = -known;
    for (const [name, times] of terms) {
      row[names.indexOf(name)] = times;
      // Each unknown is counted from 1 on.
      right -= times;
    }
    if (atLeast) row[slack++] = -1;
    return right < 0 ? [...row.map((cell) => -cell), -right] : [...row, right];
  });
  const table = rows.map((row, r) => [
    ...row.slice(0, -1),
    ...rows.map((_, i) => (i === r ? 1 : 0)),
    row.at(-1)!,
  ]);
  const basis = rows.map((_, r) => columns + r);
  const goal = Array<number>(columns + rows.length + 1).fill(0);
  for (const row of table)
    for (let i = 0; i < goal.length; i++) if (i < columns || i === goal.length - 1) goal[i]! -= row[i]!;
  table.push(goal);
  lower(table, basis, columns);
  if (Math.abs(table.at(-1)!.at(-1)!) > 1e-5) return undefined;
  table.pop();
  // What is left of the helpers stands at nil: exchange it, or let the empty row be.
  for (const [r, helper] of basis.entries()) {
    if (helper < columns) continue;
    const column = table[r]!.findIndex((cell, i) => i < columns && Math.abs(cell) > NEARLY);
    if (column < 0) continue;
    pivot(table, r, column);
    basis[r] = column;
  }
  const real = basis
    .map((column, r) => ({ column, row: table[r]! }))
    .filter(({ column }) => column < columns);
  return {
    table: real.map(({ row }) => [...row.slice(0, columns), row.at(-1)!]),
    basis: real.map(({ column }) => column),
    columns,
  };
}

/** The farthest an unknown goes in one direction, from a first solution. */
function farthest({ table, basis, columns }: Ready, column: number, sign: 1 | -1): number {
  const copy = table.map((row) => [...row]);
  const goal = Array<number>(columns + 1).fill(0);
  goal[column] = sign;
  const own = basis.indexOf(column);
  if (own >= 0) for (let i = 0; i <= columns; i++) goal[i]! -= sign * copy[own]![i]!;
  copy.push(goal);
  return lower(copy, [...basis], columns) ? 1 + Math.abs(copy.at(-1)!.at(-1)!) : Number.POSITIVE_INFINITY;
}

/** Least and most of every unknown, under all relations at once; whoever solves them learns no more than this. */
export function boundsOf(relations: readonly Relation[], wanted?: ReadonlySet<string>): Map<string, Bounds> {
  const open = relations.filter(({ terms }) => terms.size > 0);
  const names = [...new Set(open.flatMap(({ terms }) => [...terms.keys()]))];
  const ready = firstSolution(open, names);
  if (!ready) throw new Error('relations that contradict one another');
  const found = new Map<string, Bounds>();
  for (const [column, name] of names.entries()) {
    if (wanted && !wanted.has(name)) continue;
    const [least, most] = [farthest(ready, column, 1), farthest(ready, column, -1)];
    found.set(name, { least: Math.round(least), most: Math.round(most) });
  }
  return found;
}
