import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { uncovered } from './merge-rules.ts';

const span = (text: string) => {
  const [from, to] = text.split('/');
  return { from: plainDate(from!), to: to ? plainDate(to) : null };
};
const said = (spans: ReturnType<typeof uncovered>) => spans.map(({ from, to }) => `${from}/${to ?? ''}`);

test.each([
  ['2020-01-01/', ['2020-01-01/'], []],
  ['2020-01-01/', ['2019-01-01/'], []],
  ['2020-01-01/', ['2020-01-01/2021-01-01', '2021-01-01/'], []],
  ['2020-01-01/', ['2020-01-01/2021-01-01', '2021-01-02/'], ['2021-01-01/2021-01-02']],
  ['2020-01-01/', [], ['2020-01-01/']],
  ['2020-01-01/2021-01-01', ['2022-01-01/'], ['2020-01-01/2021-01-01']],
  ['2020-01-01/2021-01-01', ['2020-06-01/2020-07-01'], ['2020-01-01/2020-06-01', '2020-07-01/2021-01-01']],
  ['2020-01-01/2021-01-01', ['2018-01-01/2019-01-01', '2019-06-01/2021-01-01'], []],
  ['2020-01-01/', ['2020-01-01/2021-01-01'], ['2021-01-01/']],
] as const)('of %s, %j leaves %j', (whole, others, left) => {
  expect(said(uncovered(span(whole), others.map(span)))).toEqual(left);
});
