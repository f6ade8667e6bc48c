import { expect, test } from 'vitest';
import { type Figure, figureCatalogue } from '../figures/define.ts';
import { w } from '../kernel/words.ts';
import { flagsOfStated, type StatedPercentage } from './stated.ts';

const figure = (key: string, part?: Figure['part']): Figure => ({
  key,
  source: 's',
  words: w(`vi ${key}`, `en ${key}`),
  unit: 'member',
  nature: 'flow',
  ...(part ? { part } : {}),
});

const form = { of: 'disc.members.total', relation: 'partition', dimension: 'form' } as const;
const overlap = { of: 'adm.admitted', relation: 'overlap', dimension: 'who' } as const;

const catalogue = figureCatalogue([
  {
    sources: [{ name: 's', record: 'discipline_decision', sql: '', recount: () => [] }],
    figures: [
      figure('disc.members.total'),
      ...['reprimand', 'warning', 'dismissal', 'expulsion'].map((f) => figure(`disc.members.${f}`, form)),
      figure('adm.admitted'),
      figure('adm.female', overlap),
      figure('adm.ethnic', overlap),
    ],
  },
]);

const codes = (all: readonly { code: string }[]) => all.map(({ code }) => code);

const state = (
  figures: Record<string, number>,
  percentages: StatedPercentage[] = [],
  sums: { whole: string; parts: string[] }[] = [],
) =>
  flagsOfStated(
    Object.entries(figures).map(([key, value]) => ({ key, value })),
    percentages,
    { catalogue, sums },
  );

/** Figures printed in the press that close: [figures, whole, parts]. */
const CLOSING: [Record<string, number>, string, string[]][] = [
  [
    { 'org.grassroots_total': 477, 'org.grassroots_committees': 248, 'org.grassroots_cells': 229 },
    'org.grassroots_total',
    ['org.grassroots_committees', 'org.grassroots_cells'],
  ],
  [
    { 'com.badges.total': 30, 'com.badges.awarded': 29, 'com.badges.posthumous': 1 },
    'com.badges.total',
    ['com.badges.awarded', 'com.badges.posthumous'],
  ],
  [
    { 'disc.members.total': 20, 'disc.violation.a': 15, 'disc.violation.b': 3, 'disc.violation.c': 2 },
    'disc.members.total',
    ['disc.violation.a', 'disc.violation.b', 'disc.violation.c'],
  ],
];
test.each(CLOSING)('%j closes', (figures, whole, parts) => {
  expect(state(figures, [], [{ whole, parts }])).toEqual([]);
  expect(
    state({ ...figures, [parts[0]!]: figures[parts[0]!]! + 1 }, [], [{ whole, parts }]).map((f) => f.code),
  ).toEqual(['partition_open']);
});

test('a split of 29 given under a total of 30 is flagged with its difference', () => {
  const marks = { m60: 3, m55: 2, m50: 2, m45: 2, m40: 3, m30: 17 };
  const [found] = state({ total: 30, ...marks }, [], [{ whole: 'total', parts: Object.keys(marks) }]);
  expect(found!.message.vi).toContain('cộng lại là 29, tổng ghi 30 (chênh −1)');
});

test('declared partitions are checked without being named; too few parts say nothing, too much does', () => {
  const all = {
    'disc.members.total': 20,
    'disc.members.reprimand': 15,
    'disc.members.warning': 3,
    'disc.members.dismissal': 1,
  };
  expect(state({ ...all, 'disc.members.expulsion': 1 })).toEqual([]);
  expect(codes(state({ ...all, 'disc.members.expulsion': 0 }))).toEqual(['partition_open']);
  expect(state(all)).toEqual([]);
  expect(codes(state({ ...all, 'disc.members.reprimand': 17 }))).toEqual(['partition_open']);
});

test('overlapping groups are not summed, but none may exceed its set', () => {
  expect(state({ 'adm.admitted': 603, 'adm.female': 359, 'adm.ethnic': 300 })).toEqual([]);
  expect(codes(state({ 'adm.admitted': 603, 'adm.female': 604 }))).toEqual(['subset_above_set']);
});

test('the funnel of stated conclusions', () => {
  expect(
    codes(state({ 'insp.plan.concl.violating_members': 2, 'insp.plan.concl.disciplined_members': 3 })),
  ).toEqual(['funnel_order']);
});

/** [part, whole, printed, decimals, codes] */
const PRINTED: [number, number, string, number, string[]][] = [
  [1669, 2000, '83,45', 2, []],
  [35599, 35900, '99,16', 2, []],
  [84, 85, '98,8', 1, []],
  [84, 85, '98.8%', 1, []],
  [5, 5, '100', 0, []],
  [41, 40, '103', 0, []],
  [41, 40, '102', 0, ['percentage_truncated']],
  [48, 66, '72,72', 2, ['percentage_truncated']],
  [48, 66, '72,73', 2, []],
  [84, 85, '101,2', 1, ['swapped_operands']],
  [84, 85, '96,7', 1, ['percentage_wrong']],
  [84, 85, '98,82', 1, ['percentage_unreadable']],
  [84, 85, 'gần 99', 0, ['percentage_unreadable']],
  [3, 0, '100', 0, ['percentage_of_nothing']],
];
test.each(PRINTED)(
  '%d of %d printed as %s with %d decimals: %j',
  (part, whole, printed, decimals, expected) => {
    expect(codes(state({ part, whole }, [{ part: 'part', whole: 'whole', printed, decimals }]))).toEqual(
      expected,
    );
  },
);

test('another stated number that gives the printed percentage is named as the base that was used', () => {
  const [found] = state({ 'adm.admitted': 200, 'adm.female': 90, before: 180 }, [
    { part: 'adm.female', whole: 'adm.admitted', printed: '50', decimals: 0 },
  ]);
  expect(found).toMatchObject({ code: 'wrong_base', figures: ['adm.admitted', 'adm.female', 'before'] });
  expect(found!.message.vi).toBe(
    '“vi adm.female”: tỷ lệ tính trên “before”, lẽ ra phải tính trên “vi adm.admitted”.',
  );
});

test('a part above its whole has its operands swapped, however it was printed', () => {
  const found = state({ 'adm.admitted': 359, 'adm.female': 603 }, [
    { part: 'adm.female', whole: 'adm.admitted', printed: '168', decimals: 0 },
  ]);
  expect(codes(found)).toEqual(['subset_above_set', 'swapped_operands']);
});

test('rounding and cutting off in one document', () => {
  const percentage = (part: string, printed: string): StatedPercentage => ({
    part,
    whole: 'whole',
    printed,
    decimals: 0,
  });
  const figures = { whole: 3, two: 2, one: 1 };
  expect(codes(state(figures, [percentage('two', '67'), percentage('one', '33')]))).toEqual([]);
  expect(
    codes(state({ ...figures, five: 5, whole: 6 }, [percentage('five', '83'), percentage('one', '16')])),
  ).toEqual(['percentage_truncated']);
  expect(
    codes(state({ whole: 6, five: 4, one: 1 }, [percentage('five', '67'), percentage('one', '16')])),
  ).toEqual(['percentage_truncated', 'mixed_rounding']);
});

test('operands nobody stated are passed over', () => {
  expect(state({ part: 1 }, [{ part: 'part', whole: 'whole', printed: '7', decimals: 0 }])).toEqual([]);
});
