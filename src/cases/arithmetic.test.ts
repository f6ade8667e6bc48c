import { expect, test } from 'vitest';
import { fractionOf, rounded, worked } from './arithmetic.ts';

const half = (expression: string, decimals: number): string | undefined => {
  const value = worked(expression);
  return value && rounded(value, decimals, 'half_up');
};

test.each([
  ['248+229', 0, '477'],
  ['1669/2000*100', 2, '83.45'],
  ['41/40*100', 0, '103'],
  ['139-9 (target)', 0, '130'],
  ['28+21+11 (partial list)', 0, '60'],
  ['(139-130)/130*100', 1, '6.9'],
  ['-(3-5)*2', 0, '4'],
  ['10/4', 0, '3'],
  ['1/3 - 1/2', 2, '-0.17'],
  ['84 ÷ 85 × 100', 1, '98.8'],
  ['84/85*100=98.8235', 1, '98.8'],
  ['84 x 100 / 85 %', 1, '98.8'],
  ['99,5 + 0,5', 0, '100'],
  ['100 (năm 2022) − 90 (năm 2021)', 0, '10'],
])('%s to %i decimals is %s', (expression, decimals, printed) => {
  expect(half(expression, decimals)).toBe(printed);
});

test.each(['', '1/0', '1+', 'process.exit()', '1;2', '2**3', '(1', '1)', '1e9', '('.repeat(5000)])(
  '“%s” is no calculation',
  (expression) => {
    expect(worked(expression)).toBeUndefined();
  },
);

test('cut off is not rounded', () => {
  const value = worked('2/3*100')!;
  expect([rounded(value, 1, 'cut'), rounded(value, 1, 'half_up')]).toEqual(['66.6', '66.7']);
  expect(fractionOf('0.1e3')).toBeUndefined();
});
