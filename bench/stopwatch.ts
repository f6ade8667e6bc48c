/** Durations, in milliseconds, and what is said of many of them. */

export type Spread = { runs: number; p50: number; p95: number };

/** A clock for durations alone: it does not jump and tells no time of day. */
export const milliseconds = (): number => performance.now();

/** The sample at or above which a share of all samples lies. */
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;

export function spread(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  return { runs: sorted.length, p50: at(sorted, 0.5), p95: at(sorted, 0.95) };
}

/**
 * Runs the pieces of work by turns, so that whatever else the machine does falls on all of them alike. The first
 * runs warm up what a running server has warm, and are not counted.
 */
export async function byTurns<K extends string>(
  works: Readonly<Record<K, () => Promise<unknown>>>,
  runs: number,
  warm = 8,
): Promise<Record<K, Spread>> {
  const names = Object.keys(works) as K[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, number[]>;
  for (let i = -warm; i < runs; i++) {
    for (const name of names) {
      const start = milliseconds();
      await works[name]();
      if (i >= 0) samples[name].push(milliseconds() - start);
    }
  }
  return Object.fromEntries(names.map((name) => [name, spread(samples[name])])) as Record<K, Spread>;
}
