/** Which rows stand on a page of a list that is counted whole, and which ways lead on. */
import { expect, test } from 'vitest';
import { pageOf } from './paging.ts';

const list = (length: number) => Array.from({ length }, (_, at) => at + 1);

test.each([
  ['one page', 30, undefined, [1, 30], { isLater: false }],
  ['the first of several', 65, undefined, [1, 30], { isLater: false, next: '30', whole: 'all' }],
  ['the second', 65, '30', [31, 60], { isLater: true, next: '60', whole: 'all' }],
  ['the last', 65, '60', [61, 65], { isLater: true, whole: 'all' }],
  ['all of it, for printing', 65, 'all', [1, 65], { isLater: true }],
  ['too long to be printed', 600, 'all', [1, 30], { isLater: false, next: '30' }],
  ['beyond the end', 65, '65', [1, 30], { isLater: false, next: '30', whole: 'all' }],
  ['typed wrongly', 65, '-1; drop', [1, 30], { isLater: false, next: '30', whole: 'all' }],
] as const)('%s', (_, length, after, [first, last], rest) => {
  const { rows, start, total, ...ways } = pageOf(list(length), after);
  expect([rows[0], rows.at(-1), start, total]).toEqual([first, last, first - 1, length]);
  expect(ways).toEqual(rest);
});
