/** Chance that repeats: the same seed gives the same choices on every machine. Never for real records. */

/** A list with weights, prepared once so that drawing from it is quick. */
export type Weighted<T> = { items: readonly T[]; upTo: readonly number[] };

export function weighted<T>(entries: readonly (readonly [T, number])[]): Weighted<T> {
  let total = 0;
  const upTo = entries.map(([, weight]) => {
    total += weight;
    return total;
  });
  return { items: entries.map(([item]) => item), upTo };
}

export type Random = {
  /** A whole number from 0 to `n` − 1. */
  below(n: number): number;
  /** A whole number from `low` to `high`, both inside. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  draw<T>(table: Weighted<T>): T;
  /** Up to `count` different items, in random order. */
  sample<T>(list: readonly T[], count: number): T[];
  /** Another independent stream; it does not disturb this one. */
  fork(name: string): Random;
};

function hash(text: string, salt: number): number {
  let value = (0x811c9dc5 ^ salt) >>> 0;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

/** sfc32, 128 bits of state; divided by 2³² for a number from 0 up to but not including 1. */
function stream(seed: string): () => number {
  let [a, b, c, counter] = [hash(seed, 11), hash(seed, 22), hash(seed, 33), 1];
  const next = (): number => {
    const sum = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum / 4294967296;
  };
  for (let i = 0; i < 16; i++) next();
  return next;
}

export function createRandom(seed: string): Random {
  const next = stream(seed);
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new Error('nothing to pick from');
      return list[below(list.length)]!;
    },
    draw<T>({ items, upTo }: Weighted<T>): T {
      const at = next() * upTo[upTo.length - 1]!;
      return items[upTo.findIndex((edge) => at < edge)]!;
    },
    sample<T>(list: readonly T[], count: number): T[] {
      const rest = [...list];
      const wanted = Math.min(count, rest.length);
      for (let i = 0; i < wanted; i++) {
        const j = i + below(rest.length - i);
        [rest[i], rest[j]] = [rest[j]!, rest[i]!];
      }
      return rest.slice(0, wanted);
    },
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

/** Splits a whole number by weights so that the parts add up to it and none is below `least`. */
export function split(total: number, weights: readonly number[], least: number): number[] {
  const spare = total - least * weights.length;
  if (spare < 0)
    throw new Error(`${total} cannot be split into ${weights.length} parts of at least ${least}`);
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (spare * weight) / sum);
  const parts = exact.map(Math.floor);
  const byRest = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  const missing = spare - parts.reduce((a, b) => a + b, 0);
  for (let k = 0; k < missing; k++) parts[byRest[k]!.i]! += 1;
  return parts.map((part) => part + least);
}
