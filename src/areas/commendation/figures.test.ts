import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWork, type Work } from '../../audit/testing.ts';
import { asFigures, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { loadFacts } from '../../figures/recount.ts';
import { type District, foundDistrict, NINE_MONTHS_2023 } from '../../figures/testing.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { commendationFigures } from './figures.ts';

let work: Work;
let units: District;

beforeAll(async () => {
  work = await openWork();
  units = await foundDistrict(work);
  const people = (await work.owner<{ id: string }[]>`select id from person order by id`).map(({ id }) => id);
  const [own, local] = [work.newId(), work.newId()];
  const commended = (body: string, on: string, theme: string, form: string, subject: object) => ({
    id: work.newId(),
    body,
    number: '1',
    decided_on: on,
    theme,
    form,
    subject_person: null,
    subject_unit: null,
    ...subject,
  });
  const member = (n: number) => ({ subject_kind: 'member', subject_person: people[n]! });
  const unit = { subject_kind: 'organisation', subject_unit: units.a };
  await work.act('commend', async (tx) => {
    await tx`insert into body ${tx([
      { id: own, unit: units.district, kind: 'standing_committee', valid_from: '2000-01-01' },
      { id: local, unit: units.a, kind: 'committee', valid_from: '2000-01-01' },
    ])}`;
    await tx`insert into commendation ${tx([
      commended(own, '2023-05-19', 'following_ho_chi_minh', 'certificate', member(0)),
      commended(own, '2023-02-03', 'yearly', 'certificate', member(0)),
      commended(local, '2023-02-03', 'yearly', 'praise', member(1)),
      commended(own, '2023-10-01', 'yearly', 'certificate', member(2)),
      commended(own, '2023-05-19', 'following_ho_chi_minh', 'certificate', unit),
    ])}`;
  });
});
afterAll(() => work.close());

test('commendations by subject, form and theme, over all bodies of the unit', async () => {
  const figures = figureCatalogue([commendationFigures]);
  const facts = await read(work.who, (tx) => asFigures(tx, null, loadFacts));
  const { values, differences } = await read(work.who, (tx) =>
    compareCounts(tx, figures, facts, NINE_MONTHS_2023, plainDate('2023-10-05')),
  );
  expect(differences).toEqual([]);
  expect(Object.fromEntries(values.get(units.district)!)).toMatchObject({
    'com.individuals': 3,
    'com.individuals.certificate': 2,
    'com.individuals.praise': 1,
    'com.following.individuals': 1,
    'com.following.individuals.certificate': 1,
    'com.collectives': 1,
    'com.following.collectives': 1,
  });
  expect(values.get(units.a)!.get('com.individuals')).toBe(1);
});
