import { expect, test } from 'vitest';
import { fitRows, type Piece, type Space } from './fit.ts';

const space: Space = {
  dimensions: {
    form: { values: ['reprimand', 'warning', 'expulsion'] },
    body: { values: ['cell', 'committee', 'commission'] },
    cuv: { values: [false, true] },
    contents: { values: ['other'], list: true },
  },
};

const piece = (key: string, count: number, where: Piece['where'] = {}): Piece => ({ key, count, where });

const totalOf = (pieces: readonly Piece[]) =>
  fitRows(space, pieces).groups.reduce((sum, { count }) => sum + count, 0);

test('overlapping groups share rows, so that no more are made than asked', () => {
  const pieces = [
    piece('total', 20),
    piece('cuv', 15, { cuv: true }),
    piece('committee', 12, { body: 'committee' }),
    piece('ethics', 9, { contents: { has: ['ethics'] } }),
    piece('corruption', 9, { contents: { has: ['corruption'] } }),
  ];
  expect(fitRows(space, pieces).unmet).toEqual([]);
  expect(totalOf(pieces)).toBe(20);
});

test('a table of two partitions with cells of its own is met in every sum', () => {
  const pieces = [
    piece('total', 1000),
    piece('commission', 300, { body: 'commission' }),
    piece('commission.reprimand', 100, { body: 'commission', form: 'reprimand' }),
    piece('commission.expulsion', 50, { body: 'commission', form: 'expulsion' }),
    piece('reprimand', 650, { form: 'reprimand' }),
    piece('warning', 280, { form: 'warning' }),
    piece('expulsion', 70, { form: 'expulsion' }),
    piece('cell.expulsion', 3, { body: 'cell', form: 'expulsion' }),
  ];
  expect(fitRows(space, pieces).unmet).toEqual([]);
});

test('what is printed as none stays none', () => {
  const { groups, unmet } = fitRows(space, [piece('total', 5), piece('reprimand', 0, { form: 'reprimand' })]);
  expect([unmet, groups.map(({ row }) => row.form)]).toEqual([[], ['warning']]);
});

test('a part above its whole is told, and the whole is kept', () => {
  const { unmet } = fitRows(space, [piece('total', 5), piece('cuv', 9, { cuv: true })]);
  expect(unmet).toEqual([{ key: 'cuv', wanted: 9, got: 5 }]);
});

test('so many rows at least are made where the sums leave room', () => {
  const least = { ...piece('', 1, { body: 'cell' }), least: true as const };
  expect(fitRows(space, [piece('total', 3), least]).groups.some(({ row }) => row.body === 'cell')).toBe(true);
});

test('hundreds of thousands of rows are a few groups', () => {
  const { groups } = fitRows(space, [piece('total', 500_000), piece('cuv', 123_456, { cuv: true })]);
  expect(groups.length).toBeLessThan(5);
});
