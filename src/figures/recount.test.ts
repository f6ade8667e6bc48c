import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admissionFigures } from '../areas/admission/figures.ts';
import { openWork, type Work } from '../audit/testing.ts';
import { asFigures, read } from '../db/door.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { compareCounts } from './compare.ts';
import { type FigureArea, figureCatalogue, type Match } from './define.ts';
import type { Facts } from './facts.ts';
import { fits, loadFacts, recount } from './recount.ts';
import { type District, foundDistrict, NINE_MONTHS_2023, smallFigures } from './testing.ts';

const catalogue = figureCatalogue([admissionFigures, smallFigures]);
const today = plainDate('2023-10-05');

let work: Work;
let units: District;
let facts: Facts;

beforeAll(async () => {
  work = await openWork();
  units = await foundDistrict(work);
  facts = await read(work.who, (tx) => asFigures(tx, null, loadFacts));
});
afterAll(() => work.close());

const compare = (areas: readonly FigureArea[] = [admissionFigures, smallFigures]) =>
  read(work.who, (tx) => compareCounts(tx, figureCatalogue(areas), facts, NINE_MONTHS_2023, today));

/** [value, match, fits] */
const MATCHES: [unknown, Match, boolean][] = [
  ['a', 'a', true],
  ['a', 'b', false],
  [null, 'a', false],
  [null, null, true],
  [undefined, null, true],
  ['a', null, false],
  ['a', ['a', 'b'], true],
  [2, ['1', '2'], true],
  [null, ['a'], false],
  [true, true, true],
  [null, false, false],
  [3, 3, true],
  [['a', 'c'], { has: ['b', 'c'] }, true],
  [['a'], { has: ['b', 'c'] }, false],
  [null, { has: ['b'] }, false],
];

test.each(MATCHES)('%j against %j: %s', (value, match, expected) => {
  expect(fits({ record: '', unit: '', on: today, dimension: value }, { dimension: match })).toBe(expected);
});

test('rows come as the driver gives them: days as text, lists as lists, flags as flags', () => {
  const row = facts.rows('admission').find(({ unit }) => unit === units.a1)!;
  expect(row).toMatchObject({
    decided_on: '2023-02-01',
    ceremony_on: null,
    sources: ['rural', 'school'],
    is_readmission: false,
  });
  expect(facts.rows('unit_period').length).toBe(7);
});

test('records count for every unit above theirs on their day', () => {
  const counts = recount(facts, catalogue, NINE_MONTHS_2023);
  const admitted = (unit: string, key = 'adm.admitted') => counts.get(unit)?.get(key) ?? 0;
  expect(Object.values(units).map((unit) => admitted(unit))).toEqual([3, 2, 1, 1, 2, 0]);
  expect(Object.values(units).map((unit) => admitted(unit, 'adm.female'))).toEqual([2, 1, 1, 1, 1, 0]);
  expect(admitted(units.district, 'adm.rural_cells')).toBe(2);
  expect(admitted(units.district, 'mem.total')).toBe(3);
  expect(admitted(units.district, 'mem.cells'), 'different cells, not stays').toBe(2);
});

describe('the two methods', () => {
  test('agree on every figure of every unit', async () => {
    const { differences, units: compared, numbers } = await compare();
    expect(differences).toEqual([]);
    expect(compared).toBe(6);
    expect(numbers).toBe(6 * catalogue.figures.size);
  });

  test('where one of them forgets a record, the figure, the unit and the record are named', async () => {
    const [admitted, ...others] = admissionFigures.sources;
    const forgotten = facts.rows('admission').find(({ unit }) => unit === units.a1)!.id;
    const forgetful: FigureArea = {
      ...admissionFigures,
      sources: [
        {
          ...admitted!,
          *recount(of, when) {
            for (const record of admitted!.recount(of, when)) if (record.record !== forgotten) yield record;
          },
        },
        ...others,
      ],
    };
    const { differences } = await compare([forgetful]);
    expect(new Set(differences.map(({ unit }) => unit))).toEqual(
      new Set([units.district, units.a, units.a1]),
    );
    expect(differences.find(({ key, unit }) => key === 'adm.admitted' && unit === units.a)).toEqual({
      key: 'adm.admitted',
      unit: units.a,
      counted: 2,
      recounted: 1,
      onlyCounted: [forgotten],
      onlyRecounted: [],
    });
  });

  test('a record that only the second method has, under units the source names itself, is named too', async () => {
    const [staying, crossed] = smallFigures.sources;
    const more: FigureArea = {
      ...smallFigures,
      sources: [
        staying!,
        {
          ...crossed!,
          *recount(of, when) {
            yield* crossed!.recount(of, when);
            yield { record: 'more', unit: units.b1, on: when.to, way: 'in', tops: [units.b1] };
          },
        },
      ],
    };
    const { differences } = await compare([more]);
    expect(differences).toEqual([
      {
        key: 'mem.in.total',
        unit: units.b1,
        counted: 0,
        recounted: 1,
        onlyCounted: [],
        onlyRecounted: ['more'],
      },
    ]);
  });
});

test('without the figures’ role a session sees no more than it may', async () => {
  const nobody = { ...work.who, token: 'none' };
  const seen = await read(nobody, (tx) => asFigures(tx, null, loadFacts));
  expect(seen.rows('admission')).toEqual([]);
});
