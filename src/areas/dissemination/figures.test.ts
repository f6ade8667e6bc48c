import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWork, type Work } from '../../audit/testing.ts';
import { asFigures, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { recordsBehind } from '../../figures/evaluate.ts';
import { loadFacts } from '../../figures/recount.ts';
import { type District, foundDistrict, NINE_MONTHS_2023 } from '../../figures/testing.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { disseminationFigures } from './figures.ts';

const figures = figureCatalogue([disseminationFigures]);
const today = plainDate('2023-10-05');

let work: Work;
let units: District;

const insert = (table: string, rows: object[]) =>
  work.act(`insert ${table}`, (tx) => tx`insert into ${tx(table)} ${tx(rows as Record<string, string>[])}`);

const session = (unit: string, document: string, on: string, others: number) => ({
  id: work.newId(),
  unit,
  document,
  held_on: on,
  mode: 'in_person',
  members_invited: 3,
  others_invited: others,
  others_attended: others,
});

/** One document studied in both communes, one only in A; A1's members come twice. */
async function addStudies(): Promise<void> {
  const people = (await work.owner<{ id: string }[]>`select id from person order by id`).map(({ id }) => id);
  const [shared, only] = [work.newId(), work.newId()];
  const document = { issuer: 'Ban Chấp hành Trung ương', title: 'Nghị quyết', level: 'central' };
  await insert('document', [
    {
      id: shared,
      unit: units.district,
      number: '20-NQ/TW',
      issued_on: '2022-06-16',
      implements: null,
      ...document,
    },
    {
      id: only,
      unit: units.district,
      number: '21-NQ/TW',
      issued_on: '2022-06-16',
      implements: null,
      ...document,
    },
  ]);
  const plan = { issuer: 'Huyện ủy', title: 'Chương trình', level: 'district', implements: shared };
  await insert('document', [
    { id: work.newId(), unit: units.a, number: '5-CTr/ĐU', issued_on: '2023-01-10', ...plan },
    { id: work.newId(), unit: units.a, number: '6-CTr/ĐU', issued_on: '2022-12-31', ...plan },
  ]);
  const sessions = [
    session(units.a1, shared, '2023-02-01', 4),
    session(units.b, shared, '2023-03-01', 0),
    session(units.a, only, '2023-09-30', 2),
    session(units.a, only, '2023-10-01', 9),
  ];
  await insert('study_session', sessions);
  const came = [
    [0, 0],
    [0, 1],
    [2, 0],
    [3, 0],
  ] as const;
  await insert(
    'study_attendance',
    came.map(([n, person]) => ({ id: work.newId(), session: sessions[n]!.id, person: people[person]! })),
  );
}

beforeAll(async () => {
  work = await openWork();
  units = await foundDistrict(work);
  await addStudies();
  const [running, over] = [work.newId(), work.newId()];
  await insert('campaign', [
    {
      id: running,
      unit: units.a,
      kind: 'contest',
      name: 'Hội thi',
      valid_from: '2022-11-01',
      valid_to: null,
    },
    {
      id: over,
      unit: units.a,
      kind: 'campaign',
      name: 'Đợt',
      valid_from: '2022-01-01',
      valid_to: '2023-01-01',
    },
  ]);
  await insert('campaign_event', [
    {
      id: work.newId(),
      unit: units.a1,
      campaign: running,
      name: 'Vòng 1',
      held_on: '2023-05-19',
      attended: 30,
    },
    {
      id: work.newId(),
      unit: units.b1,
      campaign: running,
      name: 'Vòng 2',
      held_on: '2023-10-01',
      attended: 30,
    },
  ]);
});
afterAll(() => work.close());

async function valuesOf(unit: string) {
  const facts = await read(work.who, (tx) => asFigures(tx, null, loadFacts));
  const { values, differences } = await read(work.who, (tx) =>
    compareCounts(tx, figures, facts, NINE_MONTHS_2023, today),
  );
  expect(differences).toEqual([]);
  return Object.fromEntries(values.get(unit)!);
}

test('documents once each, sessions, attendances and persons apart', async () => {
  expect(await valuesOf(units.district)).toMatchObject({
    'study.documents': 2,
    'study.documents.central': 2,
    'study.classes': 3,
    'study.members_attended': 3,
    'study.members_persons': 2,
    'study.members_invited': 9,
    'study.others_attended': 6,
    'study.programmes_issued': 1,
  });
  expect(await valuesOf(units.b)).toMatchObject({ 'study.documents': 1, 'study.classes': 1 });
});

test('a campaign counts while it runs, an event on its day', async () => {
  expect(await valuesOf(units.a)).toMatchObject({
    'campaign.contests': 1,
    'campaign.campaigns': 0,
    'campaign.events': 1,
  });
});

test('people who were only counted stand in the list as often as in the number', async () => {
  const request = { tops: [units.a], when: NINE_MONTHS_2023, tree: 'then' as const, today, knownAt: null };
  const rows = await read(work.who, (tx) =>
    asFigures(tx, null, (counting) => recordsBehind(counting, figures, request, 'study.others_attended')),
  );
  expect(rows).toHaveLength(6);
  expect(new Set(rows.map(({ record }) => record)).size).toBe(2);
});
