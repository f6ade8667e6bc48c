import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWork, type Work } from '../../audit/testing.ts';
import { asFigures, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { loadFacts } from '../../figures/recount.ts';
import { type District, foundDistrict, NINE_MONTHS_2023 } from '../../figures/testing.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { trainingFigures } from './figures.ts';

let work: Work;
let units: District;

beforeAll(async () => {
  work = await openWork();
  units = await foundDistrict(work);
  const people = (await work.owner<{ id: string }[]>`select id from person order by id`).map(({ id }) => id);
  const held = (unit: string, kind: string, on: string, others: number) => ({
    id: work.newId(),
    unit,
    kind,
    name: 'Lớp',
    held_from: on,
    held_to: on,
    others_attended: others,
  });
  const classes = [
    held(units.district, 'candidate_class', '2023-03-01', 3),
    held(units.a, 'candidate_class', '2023-09-30', 0),
    held(units.a, 'inspection_workshop', '2023-10-01', 5),
  ];
  const came = [
    [0, 0],
    [0, 1],
    [1, 0],
    [2, 2],
  ] as const;
  await work.act('train', async (tx) => {
    await tx`insert into training ${tx(classes)}`;
    await tx`insert into training_attendance ${tx(
      came.map(([n, person]) => ({ id: work.newId(), training: classes[n]!.id, person: people[person]! })),
    )}`;
  });
});
afterAll(() => work.close());

test('classes, and persons once each with those only counted', async () => {
  const figures = figureCatalogue([trainingFigures]);
  const facts = await read(work.who, (tx) => asFigures(tx, null, loadFacts));
  const { values, differences } = await read(work.who, (tx) =>
    compareCounts(tx, figures, facts, NINE_MONTHS_2023, plainDate('2023-10-05')),
  );
  expect(differences).toEqual([]);
  expect(Object.fromEntries(values.get(units.district)!)).toMatchObject({
    'trn.classes': 2,
    'trn.candidate_class': 2,
    'trn.candidate_class.persons': 5,
    'trn.candidate_class.listed': 2,
    'trn.inspection_workshop': 0,
    'trn.inspection_workshop.persons': 0,
  });
  expect(values.get(units.a)!.get('trn.candidate_class.persons')).toBe(1);
});
