import { describe, expect, test } from 'vitest';
import { figureCatalogue } from '../figures/define.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { w } from '../kernel/words.ts';
import { headOf, issuerOf } from './head.ts';
import { fragmentsOf, shortLabel, type Telling, tell } from './phrase.ts';
import { periodOf, yearBefore } from './request.ts';

const source = { name: 's', record: 'admission', sql: 'select 1', recount: () => [] };
const figure = (
  key: string,
  vi: string,
  part?: { of: string; relation: 'partition' | 'overlap'; dimension: string },
) => ({
  key,
  source: 's',
  words: w(vi, vi),
  unit: 'case' as const,
  nature: 'flow' as const,
  ...(part ? { part } : {}),
});
const form = { of: 'total', relation: 'partition' as const, dimension: 'form' };

const catalogue = figureCatalogue([
  {
    sources: [source],
    figures: [
      figure('total', 'Kỷ luật'),
      figure('reprimand', 'Kỷ luật: khiển trách', form),
      figure('warning', 'Kỷ luật: cảnh cáo', form),
      figure('expulsion', 'Kỷ luật: khai trừ', form),
      figure('women', 'Kỷ luật: nữ', { of: 'total', relation: 'overlap', dimension: 'sex' }),
      figure('target', 'Chỉ tiêu'),
    ],
    ratios: [{ key: 'pct', part: 'total', whole: 'target', decimals: 1, words: w('Tỷ lệ', 'Share') }],
  },
]);

const telling = (values: Record<string, number>, language: 'vi' | 'en' = 'vi'): Telling => ({
  catalogue,
  language,
  value: (key) => values[key] ?? 0,
  words: { year: '2023' },
});

const said = (text: string, values: Record<string, number>) =>
  fragmentsOf(text, telling(values))
    .map((fragment) => fragment.text)
    .join('');

describe('the three printed forms of attainment', () => {
  const attained = '{total}/{target}, {attained pct}';

  test.each([
    [84, 85, '84/85, đạt 98,8%'],
    [7, 7, '7/7, đạt 100%'],
    [139, 130, '139/130, vượt 9 (vượt 6,9%)'],
    [3, 0, '3/0, chưa được giao chỉ tiêu'],
    [0, 5, '0/5, đạt 0%'],
  ])('%i of %i', (total, target, sentence) => {
    expect(said(attained, { total, target })).toBe(sentence);
  });

  test('every number of it opens', () => {
    const numbers = fragmentsOf(attained, telling({ total: 139, target: 130 })).filter((f) => f.figure);
    expect(numbers.map((f) => [f.text, f.figure])).toEqual([
      ['139', 'total'],
      ['130', 'target'],
      ['9', 'pct'],
      ['6,9%', 'pct'],
    ]);
  });
});

describe('wording follows the declared relation', () => {
  test('parts that close are told with gồm, and those that are nil are left out', () => {
    expect(said('{parts total form}', { total: 18, reprimand: 16, expulsion: 2 })).toBe(
      'gồm khiển trách 16 trường hợp và khai trừ 2 trường hợp',
    );
  });

  test('groups that overlap are told with trong đó', () => {
    expect(said('{relation women} {women} nữ', { women: 5 })).toBe('trong đó có 5 nữ');
    expect(said('{relation warning}', {})).toBe('gồm');
  });

  test('bodies are named only when they occur', () => {
    expect(said('{bodies total form}', { reprimand: 1, warning: 1 })).toBe('khiển trách, cảnh cáo');
    expect(
      shortLabel(w('Đảng viên bị kỷ luật do chi bộ thi hành', 'Members disciplined by cells'), 'vi'),
    ).toBe('chi bộ');
    expect(
      shortLabel(w('Đảng viên bị kỷ luật do chi bộ thi hành', 'Members disciplined by cells'), 'en'),
    ).toBe('cells');
  });

  test('nil is stated, not left out', () => {
    const template = {
      id: 's',
      words: w('Có {total}.', ''),
      nil: { when: ['total'], words: w('Không phát sinh ({total}).', '') },
    };
    expect(
      tell(template, telling({ total: 1 }))
        .fragments.map((f) => f.text)
        .join(''),
    ).toBe('Có 1.');
    expect(
      tell(template, telling({}))
        .fragments.map((f) => f.text)
        .join(''),
    ).toBe('Không phát sinh (0).');
  });
});

describe('days and heads', () => {
  test('flows and stocks to 30/9, progress at as-of; the year before at the same cut-off', () => {
    const period = periodOf(2023, plainDate('2023-10-05'));
    expect(period).toEqual({ from: '2023-01-01', to: '2023-09-30', asOf: '2023-10-05' });
    expect(yearBefore(period)).toEqual({ from: '2022-01-01', to: '2022-09-30', asOf: '2022-10-05' });
    expect(periodOf(2023, null).asOf).toBe('2023-09-30');
    expect(yearBefore({ ...period, asOf: plainDate('2024-02-29') }).asOf).toBe('2023-02-28');
  });

  test('the Party’s own names of who issues', () => {
    expect(issuerOf({ kind: 'district', name: 'Đảng bộ huyện Quế Sơn' })).toBe('Huyện ủy Quế Sơn');
    expect(issuerOf({ kind: 'grassroots_committee', name: 'Đảng bộ xã Quế Xuân 1' })).toBe(
      'Đảng ủy xã Quế Xuân 1',
    );
    expect(issuerOf({ kind: 'province', name: 'Đảng bộ thành phố Đà Nẵng' })).toBe('Thành ủy Đà Nẵng');
    const head = headOf(
      { kind: 'district', name: 'Đảng bộ huyện Quế Sơn' },
      { kind: 'province', name: 'Đảng bộ tỉnh Quảng Nam' },
    );
    expect(head).toMatchObject({
      superior: 'TỈNH ỦY QUẢNG NAM',
      issuer: 'HUYỆN ỦY QUẾ SƠN',
      symbol: 'BC/HU',
      place: 'Quế Sơn',
    });
  });
});
