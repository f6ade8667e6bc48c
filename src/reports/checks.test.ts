import { describe, expect, test } from 'vitest';
import { type Figure, figureCatalogue, type Ratio } from '../figures/define.ts';
import { w } from '../kernel/words.ts';
import { type Checked, flagsOf, recordsToLookAt } from './checks.ts';

type Part = Figure['part'];

const figure = (key: string, part?: Part, more: Partial<Figure> = {}): Figure => ({
  key,
  source: 's',
  words: w(`vi ${key}`, `en ${key}`),
  unit: 'member',
  nature: 'flow',
  ...(part ? { part } : {}),
  ...more,
});

const form = { of: 'disc.members.total', relation: 'partition', dimension: 'form' } as const;
const body = { of: 'disc.members.total', relation: 'partition', dimension: 'body' } as const;
const overlap = { of: 'adm.admitted', relation: 'overlap', dimension: 'who' } as const;
const subset = { of: 'disc.members.total', relation: 'subset', dimension: 'post' } as const;

const ratio = (key: string, part: string, whole: string): Ratio => ({
  key,
  part,
  whole,
  decimals: 1,
  words: w(`vi ${key}`, `en ${key}`),
});

const catalogueWith = (ratios: Ratio[] = []) =>
  figureCatalogue([
    {
      sources: [{ name: 's', record: 'discipline_decision', sql: '', recount: () => [] }],
      figures: [
        figure('disc.members.total'),
        ...['reprimand', 'warning', 'dismissal', 'expulsion'].map((f) => figure(`disc.members.${f}`, form)),
        figure('disc.members.by_ubkt', body),
        figure('disc.members.by_committees_and_cells', body),
        figure('disc.members.cuv', subset),
        figure('adm.admitted'),
        figure('adm.target', undefined, { unit: 'quota', nature: 'plan' }),
        figure('adm.female', overlap),
        figure('adm.ethnic', overlap),
        figure('mem.opening'),
        figure('mem.in.total'),
        figure('mem.out.total'),
        figure('mem.total'),
        figure('insp.signs.orgs.done'),
        figure('insp.signs.concl.violating_orgs'),
        figure('insp.signs.concl.must_discipline_orgs', {
          of: 'insp.signs.concl.violating_orgs',
          relation: 'subset',
          dimension: 'result',
        }),
        figure('insp.signs.concl.disciplined_orgs'),
      ],
      ratios,
    },
  ]);

const SOUND: Record<string, number> = {
  'disc.members.total': 18,
  'disc.members.reprimand': 16,
  'disc.members.expulsion': 2,
  'disc.members.by_ubkt': 4,
  'disc.members.by_committees_and_cells': 14,
  'disc.members.cuv': 3,
  'adm.admitted': 84,
  'adm.target': 85,
  'adm.female': 60,
  'adm.ethnic': 50,
  'mem.opening': 3650,
  'mem.in.total': 100,
  'mem.out.total': 34,
  'mem.total': 3716,
  'insp.signs.orgs.done': 3,
  'insp.signs.concl.violating_orgs': 3,
  'insp.signs.concl.must_discipline_orgs': 1,
};

const flags = (changed: Record<string, number> = {}, more: Partial<Checked> = {}) => {
  const values = { ...SOUND, ...changed };
  return flagsOf({ catalogue: catalogueWith(), value: (key) => values[key] ?? 0, ...more });
};
const codes = (all: readonly { code: string }[]) => all.map(({ code }) => code);

test('a report that closes has no flags, and overlapping groups that exceed their whole together are none', () => {
  expect(flags()).toEqual([]);
});

describe('what does not fit is said, each with its figures', () => {
  test('parts of one dimension that do not add up; the other dimension still closes', () => {
    const found = flags({ 'disc.members.warning': 1 });
    expect(codes(found)).toEqual(['partition_open']);
    expect(found[0]!.figures).toEqual([
      'disc.members.total',
      'disc.members.reprimand',
      'disc.members.warning',
      'disc.members.dismissal',
      'disc.members.expulsion',
    ]);
    expect(found[0]!.message.vi).toBe(
      'Các phần của “vi disc.members.total” cộng lại là 19, tổng ghi 18 (chênh +1).',
    );
  });
  test('a whole that is wrong opens both dimensions; a difference of nine hints at changed digits', () => {
    const found = flags({ 'disc.members.total': 81 });
    expect(codes(found)).toEqual(['partition_open', 'partition_open']);
    expect(found[0]!.message.vi).toContain('hoán vị chữ số');
    expect(found[0]!.message.en).toContain('(−63)');
    expect(flags({ 'disc.members.total': 19 })[0]!.message.vi).not.toContain('hoán vị');
  });
  test('a subset and an overlapping group above their set', () => {
    expect(flags({ 'disc.members.cuv': 19 }).map((f) => [f.code, f.figures])).toEqual([
      ['subset_above_set', ['disc.members.total', 'disc.members.cuv']],
    ]);
    expect(codes(flags({ 'adm.female': 85 }))).toEqual(['subset_above_set']);
    expect(flags({ 'disc.members.cuv': 18, 'adm.female': 84 })).toEqual([]);
  });
  test('each step of the funnel that widens', () => {
    expect(flags({ 'insp.signs.concl.violating_orgs': 4 }).map((f) => f.figures)).toEqual([
      ['insp.signs.orgs.done', 'insp.signs.concl.violating_orgs'],
    ]);
    expect(flags({ 'insp.signs.concl.disciplined_orgs': 2 }).map((f) => [f.code, f.figures])).toEqual([
      ['funnel_order', ['insp.signs.concl.must_discipline_orgs', 'insp.signs.concl.disciplined_orgs']],
    ]);
  });
  test('a step of the funnel that is declared as a subset is said once', () => {
    expect(codes(flags({ 'insp.signs.concl.must_discipline_orgs': 4 }))).toEqual(['subset_above_set']);
  });
  test('members that do not roll forward', () => {
    const found = flags({ 'mem.total': 3761 });
    expect(codes(found)).toEqual(['balance_open']);
    expect(found[0]!.message.vi).toBe(
      'Đầu kỳ + tăng − giảm không bằng cuối kỳ: 3.650 + 100 − 34 = 3.716, cuối kỳ có 3.761. Chênh lệch chia hết cho 9: có thể là hoán vị chữ số.',
    );
  });
  test('what was handed on against what was received, with the records given', () => {
    const records = [{ type: 'target', id: 't1' }];
    const given = (handedOn: number) =>
      flags({}, { handDowns: [{ figures: ['adm.target'], received: 85, handedOn, records }] });
    expect(given(85)).toEqual([]);
    expect(given(83)).toMatchObject([
      {
        code: 'hand_down_gap',
        figures: ['adm.target'],
        records,
        message: { vi: 'Được giao 85, đã giao xuống 83: còn thiếu 2.' },
      },
    ]);
    expect(given(88)[0]!.message.en).toBe('Received 85, handed on 88: 3 more.');
  });
});

describe('ratios', () => {
  const of = (one: Ratio, changed: Record<string, number> = {}) =>
    codes(flags(changed, { catalogue: catalogueWith([one]) }));
  test('a share of its whole and an attainment of a plan are right', () => {
    expect(of(ratio('adm.female_pct', 'adm.female', 'adm.admitted'))).toEqual([]);
    expect(of(ratio('adm.pct_of_target', 'adm.admitted', 'adm.target'), { 'adm.target': 80 })).toEqual([]);
    expect(of(ratio('adm.rate', 'adm.admitted', 'mem.opening'))).toEqual([]);
  });
  test('a share of something else is on a wrong base', () => {
    expect(of(ratio('adm.female_pct', 'adm.female', 'mem.total'))).toEqual(['wrong_base']);
  });
  test('whole over part has its operands swapped, and so has a part above its whole', () => {
    expect(of(ratio('adm.female_pct', 'adm.admitted', 'adm.female'))).toEqual(['swapped_operands']);
    expect(of(ratio('adm.female_pct', 'adm.female', 'adm.admitted'), { 'adm.female': 90 })).toEqual([
      'subset_above_set',
      'swapped_operands',
    ]);
  });
});

test('the records to look at: outside the whole, in two parts, in none', () => {
  const [open] = flags({ 'disc.members.warning': 1 });
  const lists = new Map([
    ['disc.members.total', ['a', 'b', 'c']],
    ['disc.members.reprimand', ['a', 'b']],
    ['disc.members.warning', ['b', 'x']],
  ]);
  const type = 'discipline_decision';
  expect(recordsToLookAt(catalogueWith(), open!, lists)).toEqual([
    { type, id: 'b' },
    { type, id: 'x' },
    { type, id: 'c' },
  ]);
});
