import { describe, expect, test } from 'vitest';
import { w } from '../kernel/words.ts';
import { codeFor, figureByCode, figureCodes, figurePart, parseCode, unitPart } from './code.ts';
import { figureCatalogue } from './define.ts';

const catalogueOf = (...keys: string[]) =>
  figureCatalogue([
    {
      sources: [{ name: 's', record: 'r', sql: '', recount: () => [] }],
      figures: keys.map((key) => ({ key, source: 's', words: w(key, key), unit: 'member', nature: 'flow' })),
      ratios: [{ key: 'x.pct', part: keys[0]!, whole: keys[0]!, decimals: 1, words: w('', '') }],
    },
  ]);

test('codes are printed on signed reports and must never change', () => {
  expect(codeFor('adm.admitted', 'que-son', 2023)).toBe('8TEG-E4YM-23');
  expect(figurePart('mem.total')).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/);
});

test('a unit’s part does not depend on how its code is written', () => {
  expect(unitPart(' QUE-SON ')).toBe(unitPart('que-son'));
  expect(unitPart('que-xuan-1')).not.toBe(unitPart('que-son'));
});

describe('what people type', () => {
  const parsed = { figure: '10K2', unit: '3F1B', year: 2023 };
  test.each([
    '10K2-3F1B-23',
    '10k2-3f1b-23',
    ' iok2 3flb 23 ',
    'LOK23FIB23',
    '1OK2–3F1B–23',
    '１０K2 - 3F1B - 23',
  ])('%j', (text) => {
    expect(parseCode(text)).toEqual(parsed);
  });
  test.each([
    '',
    '10K2',
    '10K2-3F1B',
    '10K2-3F1B-2X',
    'U0K2-3F1B-23',
    '10K2-3F1B-234',
    'Nguyễn Văn',
    '10K2/3F1B/23',
  ])('%j is no code', (text) => {
    expect(parseCode(text)).toBeUndefined();
  });
  test('years', () => {
    expect(parseCode('10K2-3F1B-49')?.year).toBe(2049);
    expect(parseCode('10K2-3F1B-50')?.year).toBe(1950);
    expect(parseCode(codeFor('a', 'b', 2007))?.year).toBe(2007);
  });
});

test('a code opens its figure or ratio', () => {
  const catalogue = catalogueOf('adm.admitted', 'mem.total');
  expect(figureByCode(catalogue, codeFor('mem.total', 'u', 2023).toLowerCase())?.key).toBe('mem.total');
  expect(figureByCode(catalogue, codeFor('x.pct', 'u', 2023))?.key).toBe('x.pct');
  expect(figureByCode(catalogue, figurePart('adm.admitted'))?.key).toBe('adm.admitted');
  expect(figureByCode(catalogue, codeFor('no.such', 'u', 2023))).toBeUndefined();
  expect(figureByCode(catalogue, 'hello')).toBeUndefined();
});

test('two keys with one code are refused', () => {
  const keys = Array.from({ length: 5000 }, (_, i) => `k.${i}`);
  const seen = new Map<string, string>();
  const second = keys.find((key) => seen.has(figurePart(key)) || !seen.set(figurePart(key), key))!;
  const first = seen.get(figurePart(second))!;
  expect(() => figureCodes(catalogueOf(first, second))).toThrow(/share the code/);
});
