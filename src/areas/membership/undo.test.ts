/** A whole act of reorganisation is taken back: nothing tells afterwards that it was there, but the history. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, read } from '../../db/door.ts';
import { closureFaults, doubleStays, placeFaults, rowPlaceFaults } from '../../figures/integrity.ts';
import { enter } from '../../records/commands.ts';
import type { Operation } from '../organisation/contract.ts';
import { undoAct, undoable } from '../organisation/undo.ts';
import {
  change,
  codesOf,
  type District,
  foundDistrict,
  openOffice,
  settle,
  type TestOffice,
} from './testing.ts';

let office: TestOffice;
let here: District;

beforeAll(async () => {
  office = await openOffice();
  here = await foundDistrict(office, 'x', null);
  for (const [cell, count] of [
    ['a1', 4],
    ['a2', 3],
    ['a3', 3],
    ['b1', 4],
    ['b2', 3],
  ] as const)
    await settle(office, here[cell], count);
});
afterAll(() => office.work.close());

/** Everything an act may write, without what says when and by whom it was written; and where it lies. */
async function everything(): Promise<unknown> {
  const { owner } = office.work;
  const told = [
    'unit_period',
    'body',
    'stay',
    'unit_succession',
    'reorganisation',
    'party_post',
    'body_term',
    'standing',
    'person',
  ];
  const tables = await Promise.all(
    told.map(
      (name) =>
        owner`select to_jsonb(t) - 'known_from' - 'act' - 'place' as row from ${owner(name)} t order by id`,
    ),
  );
  const units = await owner`select u.id, u.parent, u.depth from unit u
    where exists (select from unit_period p where p.unit = u.id) order by u.id`;
  return { tables, units, closure: await owner`select * from unit_closure order by 1, 2, 4` };
}

async function faults(today = office.clock.today()): Promise<unknown[]> {
  const { owner } = office.work;
  const found = [closureFaults(owner), placeFaults(owner, today), rowPlaceFaults(owner), doubleStays(owner)];
  return (await Promise.all(found)).flat();
}

const undo = (id: string) =>
  command(office, { command: 'undo', input: id }, (tx) => undoAct.perform(office, tx, { act: id }));

const merger = (): Operation[] => [
  { do: 'found', name: 'Đảng bộ mới', code: 'x-c', kind: 'grassroots_committee', parent: 'x-district' },
  { do: 'found', name: 'Chi bộ mới', code: 'x-c1', kind: 'subordinate_cell', parent: 'x-c' },
  { do: 'merge', units: ['x-a1', 'x-a2'], into: 'x-c1' },
  { do: 'merge', units: ['x-a', 'x-b'], into: 'x-c' },
  { do: 'rename', unit: 'x-b1', name: 'Chi bộ đổi tên' },
  { do: 'recode', unit: 'x-b1', code: 'x-c2' },
  { do: 'dissolve', unit: 'x-b2', rest: 'x-b1' },
];

const heads = async (post: object) => {
  const [body] = await office.work.owner<{ id: string }[]>`select id from body where unit = ${here.a1}`;
  const [member] = await office.work.owner<
    { person: string }[]
  >`select person from stay where unit = ${here.a1} limit 1`;
  const typed = { id: office.newId(), body: body!.id, decision: '1-QĐ', valid_from: '2022-01-04', ...post };
  return { body: body!.id, person: member!.person, typed };
};

describe.each([
  ['of a day that has come', '2023-09-01'],
  ['dated ahead', '2025-07-01'],
])('an act %s', (_, day) => {
  test('is undone to the last row, twice over, and carried out again under its own id', async () => {
    const before = await everything();
    const id = office.newId();
    for (let i = 0; i < 2; i++) {
      expect(
        codesOf(await change(office, day, 'x-district', merger(), { id, reason: 'theo đề án' })),
      ).toEqual([]);
      expect(await everything()).not.toEqual(before);
      expect(await faults()).toEqual([]);
      expect(codesOf(await undo(id))).toEqual([]);
      const after = await everything();
      expect(after).toEqual(before);
      expect(await faults()).toEqual([]);
    }
    expect(codesOf(await undo(id)), 'nothing is left to undo').toEqual(['not_found']);
  });
});

test('posts and terms end with their body, and stand again when the act is undone', async () => {
  const { person, typed } = await heads({});
  const post = { ...typed, person, post: 'secretary', came_by: 'election' };
  expect(codesOf(await enter(office, office.catalogue.record('party_post'), post))).toEqual([]);
  const term = {
    ...typed,
    id: office.newId(),
    name: '2022 – 2024',
    formed_by: 'congress',
    congress_on: '2022-01-03',
  };
  const whole = { ...term, seats: '1', due_on: '2024-07-04' };
  expect(codesOf(await enter(office, office.catalogue.record('body_term'), whole))).toEqual([]);
  const before = await everything();
  const id = office.newId();
  await change(office, '2023-09-01', 'x-district', merger(), { id, reason: 'theo đề án' });
  const ended = await office.work
    .owner`select valid_to from party_post union all select valid_to from body_term`;
  expect(ended.map((row) => row.valid_to)).toEqual(['2023-09-01', '2023-09-01']);
  expect(codesOf(await undo(id))).toEqual([]);
  expect(await everything()).toEqual(before);
});

test('once something depends on it, it stands, and what depends on it is named', async () => {
  const id = office.newId();
  await change(office, '2023-09-02', 'x-district', merger(), { id, reason: 'theo đề án' });
  const [cell] = await office.work.owner<
    { unit: string }[]
  >`select unit from unit_period where code = 'x-c1'`;
  const target = {
    id: office.newId(),
    unit: cell!.unit,
    indicator: 'admission',
    year: '2023',
    value: '2',
  };
  const entered = { ...target, decided_on: '2023-09-20', document: '7-CT' };
  expect(codesOf(await enter(office, office.catalogue.record('target'), entered))).toEqual([]);
  const found = await read(office, (tx) => undoable(tx, id));
  expect(found?.dependents).toEqual([{ type: 'target', id: target.id }]);
  expect(codesOf(await undo(id))).toEqual(['depended_on']);
  const moved = { do: 'move_members', from: 'x-c1', to: 'x-c2' } as const;
  await change(office, '2023-09-03', 'x-district', [moved], { reason: 'theo đề án' });
  const again = await read(office, (tx) => undoable(tx, id));
  expect(new Set(again?.dependents.map(({ type }) => type))).toEqual(new Set(['stay', 'target']));
});
