/** Figures read the facts of a file that were in force on their day, by both methods. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asFigures, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { evaluate } from '../../figures/evaluate.ts';
import { loadFacts } from '../../figures/recount.ts';
import { membershipFigures } from './figures.ts';
import { foundDistrict, openOffice, settle, type TestOffice, whenFor } from './testing.ts';

const figures = figureCatalogue([membershipFigures]);
let office: TestOffice;
let district: string;
let persons: string[];

beforeAll(async () => {
  office = await openOffice();
  const units = await foundDistrict(office, 'f', null);
  district = units.district;
  persons = await settle(office, units.a1, 3);
});
afterAll(() => office?.work.close());

/** Facts of a person as the file keeps them: value, and since when. */
async function state(person: string, field: string, facts: readonly [value: string, since: string | null][]) {
  await office.work.act('state', async (tx) => {
    for (const [value, since] of facts)
      await tx`insert into person_fact ${tx({ id: office.newId(), person, field, value, since, certainty: 'stated' })}`;
  });
}

const KEYS = [
  'mem.qualification.college',
  'mem.qualification.university',
  'mem.qualification.unstated',
] as const;

async function counted(from: string, to: string, keys: readonly string[] = KEYS): Promise<number[]> {
  const when = whenFor(from, to);
  const request = {
    tops: [district],
    when,
    today: office.clock.today(),
    knownAt: null,
    tree: 'then' as const,
  };
  return read(office, async (tx) => {
    const values = await asFigures(tx, null, (counting) => evaluate(counting, figures, request, keys));
    const facts = await asFigures(tx, null, loadFacts);
    const compared = await compareCounts(tx, figures, facts, when, request.today);
    expect(compared.differences, to).toEqual([]);
    return keys.map((key) => values.get(district)!.get(key)!);
  });
}

test('a degree of June counts from June on; what was in force before stays with the reports before', async () => {
  const [changed, late] = persons as [string, string];
  await state(changed, 'qualification', [
    ['college', null],
    ['university', '2023-06'],
  ]);
  // Nobody knows what stood before the first fact: nothing is put in its place.
  await state(late, 'qualification', [['university', '2023-08-15']]);
  const [column] = await office.work.owner`select qualification from person where id = ${changed}`;
  expect(column).toEqual({ qualification: 'university' });
  expect(await counted('2022-01-01', '2022-12-31')).toEqual([1, 0, 2]);
  expect(await counted('2023-01-01', '2023-05-31')).toEqual([1, 0, 2]);
  expect(await counted('2023-01-01', '2023-06-01')).toEqual([0, 1, 2]);
  expect(await counted('2023-01-01', '2023-09-30')).toEqual([0, 2, 1]);
});

test('what is true or not begins and ends on a day too, and the file keeps the day', async () => {
  const [member, other] = persons as [string, string];
  await state(member, 'youth_union', [
    ['true', '2021-03-26'],
    ['false', '2023-06-01'],
  ]);
  await state(other, 'business_owner', [['true', '2023-07-01']]);
  const columns = await office.work.owner`select youth_union, business_owner from person
    where id = any (${[member, other]}) order by business_owner`;
  expect([...columns]).toEqual([
    { youth_union: false, business_owner: false },
    { youth_union: false, business_owner: true },
  ]);
  const union = (from: string, to: string) => counted(from, to, ['mem.youth_union']);
  expect(await union('2020-01-01', '2020-12-31')).toEqual([0]);
  expect(await union('2023-01-01', '2023-05-31')).toEqual([1]);
  expect(await union('2023-01-01', '2023-09-30')).toEqual([0]);
});

test('the time of admission is the first day of party age, where that was entered', async () => {
  const joined = figureCatalogue([
    {
      sources: membershipFigures.sources,
      figures: [
        {
          ...membershipFigures.figures.find(({ key }) => key === 'mem.by_file')!,
          key: 'mem.before_1975',
          where: { joined: 'to_1975' },
        },
      ],
    },
  ]);
  const count = () =>
    read(office, async (tx) => {
      const when = whenFor('2023-01-01', '2023-09-30');
      const request = {
        tops: [district],
        when,
        today: office.clock.today(),
        knownAt: null,
        tree: 'then' as const,
      };
      const values = await asFigures(tx, null, (counting) =>
        evaluate(counting, joined, request, ['mem.before_1975']),
      );
      const facts = await asFigures(tx, null, loadFacts);
      expect((await compareCounts(tx, joined, facts, when, request.today)).differences).toEqual([]);
      return values.get(district)!.get('mem.before_1975');
    });
  expect(await count()).toBe(0);
  await office.work.act('party age', async (tx) => {
    const period = { id: office.newId(), person: persons[0]!, valid_from: '1970-02-03', document: 'Lý lịch' };
    await tx`insert into party_period ${tx(period)}`;
  });
  expect(await count()).toBe(1);
});
