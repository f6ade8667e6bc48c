/** Positions on a bar, as per cent of its length. */

/** `value` of `most` as a CSS percentage with one decimal, within 0 and 100; `0%` where `most` is 0. */
export function share(value: number, most: number): string {
  if (!(most > 0) || !(value > 0)) return '0%';
  return `${Math.min(1000, Math.round((value * 1000) / most)) / 10}%`;
}

/** The largest value of a chart, so that its bars share one scale; 0 for an empty one. */
export const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0);
