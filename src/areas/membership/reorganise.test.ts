import { afterAll, beforeAll, expect, test } from 'vitest';
import { asFigures, read } from '../../db/door.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { evaluate } from '../../figures/evaluate.ts';
import { closureFaults, doubleStays, placeFaults, rowPlaceFaults } from '../../figures/integrity.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { proposeReorganisation, settlePlaces } from '../organisation/acts.ts';
import { bodyOf, isBeneath, unitOn } from '../organisation/contract.ts';
import { organisationFigures } from '../organisation/figures.ts';
import { membersOfUnits, staysOf } from './contract.ts';
import { membershipFigures } from './figures.ts';
import {
  change,
  codesOf,
  type District,
  foundDistrict,
  openOffice,
  settle,
  type TestOffice,
  whenFor,
} from './testing.ts';

const figures = figureCatalogue([organisationFigures, membershipFigures]);
let office: TestOffice;
let here: District;
let root: string;
const people = new Map<keyof District, string[]>();

beforeAll(async () => {
  office = await openOffice();
  root = office.newId();
  const province = { do: 'found', id: root, name: 'Tỉnh', code: 'tinh', kind: 'province' } as const;
  expect(codesOf(await change(office, '2020-06-01', root, [province]))).toEqual([]);
  here = await foundDistrict(office, 'x', root);
  for (const [cell, count] of [
    ['a1', 4],
    ['a2', 4],
    ['b1', 5],
    ['b2', 3],
  ] as const) {
    people.set(cell, await settle(office, here[cell], count));
  }
});
afterAll(() => office.work.close());

async function faults(): Promise<unknown[]> {
  const { owner } = office.work;
  const found = [
    closureFaults(owner),
    placeFaults(owner, office.clock.today()),
    rowPlaceFaults(owner),
    doubleStays(owner),
  ];
  return (await Promise.all(found)).flat();
}

async function value(
  unit: string,
  key: string,
  to: string,
  from = `${to.slice(0, 4)}-01-01`,
): Promise<number> {
  const request = {
    tops: [unit],
    when: whenFor(from, to),
    tree: 'then',
    today: office.clock.today(),
    knownAt: null,
  } as const;
  const values = await read(office, (tx) =>
    asFigures(tx, null, (counting) => evaluate(counting, figures, request, [key])),
  );
  return values.get(unit)!.get(key)!;
}

test('founding gives every unit its bodies and places that fit the tree', async () => {
  expect(await faults()).toEqual([]);
  await read(office, async (tx) => {
    const day = plainDate('2022-01-01');
    expect(await bodyOf(tx, here.a, 'inspection_commission', day)).toBeDefined();
    expect(await bodyOf(tx, here.a1, 'cell', day)).toBeDefined();
    expect(await bodyOf(tx, here.a1, 'committee', day)).toBeUndefined();
    expect(await isBeneath(tx, here.a1, here.district, day)).toBe(true);
    expect(await isBeneath(tx, here.district, here.a1, day)).toBe(false);
  });
  expect(await value(here.district, 'org.grassroots_total', '2022-09-30')).toBe(2);
  expect(await value(here.a, 'org.grassroots_total', '2022-09-30')).toBe(1);
  expect(await value(here.a, 'org.subordinate_cells', '2022-09-30')).toBe(3);
  expect(await value(here.a1, 'org.subordinate_cells', '2022-09-30')).toBe(0);
  expect(await value(here.district, 'org.directly_subordinate', '2022-09-30')).toBe(2);
  expect(await value(here.district, 'org.units_too_small', '2022-09-30'), 'a3 has nobody').toBe(1);
});

test('a merger leaves the numbers above alone and re-homes every member on the day', async () => {
  const act = { id: office.newId() };
  const merge = [{ do: 'merge', units: ['x-a2', 'x-a1'], into: 'x-a1' }] as const;
  const sent = () => change(office, '2023-07-01', 'x-a', merge as never, act);
  expect(await sent()).toEqual({ ok: true, value: { id: act.id, already: false } });
  expect(await sent(), 'twice').toEqual({ ok: true, value: { id: act.id, already: true } });
  const [person] = people.get('a2')!;
  const stays = await read(office, (tx) => staysOf(tx, person!));
  expect(
    stays.map(({ unit, valid_from, valid_to, came_by, left_by }) => [
      unit,
      valid_from,
      valid_to,
      came_by,
      left_by,
    ]),
  ).toEqual([
    [here.a2, '2021-01-04', '2023-07-01', 'transfer', 'rehoming'],
    [here.a1, '2023-07-01', null, 'rehoming', null],
  ]);
  expect(await value(here.a1, 'mem.total', '2023-09-30')).toBe(8);
  expect(await value(here.a1, 'mem.in.reorganised', '2023-09-30')).toBe(4);
  expect(await value(here.a2, 'mem.out.reorganised', '2023-09-30')).toBe(4);
  expect(await value(here.a, 'mem.total', '2023-09-30')).toBe(8);
  for (const direction of ['in', 'out'])
    expect(await value(here.a, `mem.${direction}.total`, '2023-09-30')).toBe(0);
  expect(await value(here.a, 'org.subordinate_cells', '2023-06-30')).toBe(3);
  expect(await value(here.a, 'org.subordinate_cells', '2023-09-30')).toBe(2);
  expect(await faults()).toEqual([]);
});

test('what is refused writes nothing at all', async () => {
  const [entries] = await office.work.owner`select count(*) as n from audit_entry`;
  const operations = [
    { do: 'rename', unit: here.b1, name: 'Tên mới' },
    { do: 'dissolve', unit: here.b2 },
  ] as never;
  const outcome = await change(office, '2023-08-01', here.b, operations);
  expect(codesOf(outcome)).toEqual(['members_nowhere']);
  expect(outcome.ok ? '' : outcome.refusals[0]?.message.vi).toContain('3 đảng viên');
  expect((await office.work.owner`select count(*) as n from audit_entry`)[0]).toEqual(entries);
  const unit = await read(office, (tx) => unitOn(tx, here.b1, plainDate('2023-09-01')));
  expect(unit?.name).toBe('Đơn vị x-b1');
});

test('a split by lists that leaves too few wants a reason', async () => {
  const id = office.newId();
  const [one, two] = people.get('b1')!;
  const operations = [
    { do: 'found', id, name: 'Chi bộ mới', code: 'x-b3', kind: 'subordinate_cell', parent: here.b },
    { do: 'split', unit: here.b1, into: [{ unit: here.b1 }, { unit: id, persons: [one, two] }] },
  ] as never;
  expect(codesOf(await change(office, '2023-08-01', here.b, operations))).toEqual(['cell_too_small']);
  const reason = 'Chờ chuyển thêm đảng viên trong tháng';
  expect(codesOf(await change(office, '2023-08-01', here.b, operations, { reason }))).toEqual([]);
  expect(await value(id, 'mem.total', '2023-09-30')).toBe(2);
  expect(await value(here.b1, 'mem.total', '2023-09-30')).toBe(3);
  expect(await value(here.b, 'mem.in.total', '2023-09-30')).toBe(0);
  expect(await faults()).toEqual([]);
});

test('a cell re-parented to another commune crosses its boundary, not that of the district', async () => {
  const operations = [{ do: 'reparent', unit: here.b2, parent: here.a, code: 'x-a4' }] as never;
  expect(codesOf(await change(office, '2023-09-01', here.district, operations))).toEqual([]);
  expect(await value(here.a, 'mem.in.reorganised', '2023-09-30')).toBe(3);
  expect(await value(here.b, 'mem.out.reorganised', '2023-09-30')).toBe(3);
  expect(await value(here.district, 'mem.in.total', '2023-09-30')).toBe(0);
  expect(await value(here.district, 'mem.total', '2023-09-30')).toBe(16);
  expect(await value(here.a, 'mem.total', '2023-08-31')).toBe(8);
  expect(await faults(), 'rows moved with their unit').toEqual([]);
});

const parentOf = async (unit: string): Promise<string> => {
  const [row] = await office.work.owner<{ parent: string }[]>`select parent from unit where id = ${unit}`;
  return row!.parent;
};

test('moved and ended on one day, what a unit left lies where its heir lies', async () => {
  const on = '2023-09-20';
  const id = office.newId();
  const found = {
    do: 'found',
    id,
    name: 'Chi bộ tạm',
    code: 'x-a5',
    kind: 'subordinate_cell',
    parent: here.a,
  };
  const reason = { reason: 'chưa có đảng viên' };
  expect(codesOf(await change(office, '2023-09-10', here.a, [found] as never, reason))).toEqual([]);
  const away = { do: 'reparent', unit: id, parent: here.b } as never;
  expect(codesOf(await change(office, on, root, [away], reason))).toEqual([]);
  expect(await parentOf(id)).toBe(here.b);
  const merge = { do: 'merge', units: [id], into: here.b1 } as never;
  expect(codesOf(await change(office, on, root, [merge], reason))).toEqual([]);
  expect(await parentOf(id)).toBe(here.b);
  expect(await faults()).toEqual([]);
});

test('an act dated ahead moves nothing in today’s tree until its day', async () => {
  const operations = [{ do: 'reparent', unit: here.b, parent: root }] as never;
  expect(codesOf(await change(office, '2024-01-01', root, operations))).toEqual([]);
  expect(await faults()).toEqual([]);
  expect(await settlePlaces(office)).toEqual({ ok: true, value: 0 });
  const [was] = await office.work.owner`select parent from unit where id = ${here.b}`;
  expect(was?.parent).toBe(here.district);
  const later = { ...office, clock: { now: office.clock.now, today: () => plainDate('2024-01-01') } };
  // On its day it moves once, also where two servers settle at the same moment.
  const both = await Promise.all([settlePlaces(later), settlePlaces(later)]);
  expect(both.map((one) => one.ok && one.value).sort()).toEqual([0, 1]);
  const [is] = await office.work.owner`select parent from unit where id = ${here.b}`;
  expect(is?.parent).toBe(root);
  expect(await settlePlaces(later)).toEqual({ ok: true, value: 0 });
  const late = [{ do: 'rename', unit: here.b, name: 'Tên mới' }] as never;
  expect(codesOf(await change(office, '2023-09-15', here.district, late))).toEqual(['changed_later']);
});

test('moved and ended while the server was off, what a unit left lies where its heir lies', async () => {
  const reason = { reason: 'theo đề án' };
  const away = { do: 'reparent', unit: here.b2, parent: here.b } as never;
  expect(codesOf(await change(office, '2024-02-01', root, [away], reason))).toEqual([]);
  const merge = { do: 'merge', units: [here.b2], into: here.b1 } as never;
  expect(codesOf(await change(office, '2024-03-01', root, [merge], reason))).toEqual([]);
  expect(await parentOf(here.b2)).toBe(here.a);
  const today = plainDate('2024-04-01');
  const later = { ...office, clock: { now: office.clock.now, today: () => today } };
  expect(await settlePlaces(later)).toMatchObject({ ok: true });
  expect(await parentOf(here.b2)).toBe(here.b);
  expect(await placeFaults(office.work.owner, today)).toEqual([]);
});

test('an act from a file is read place by place', async () => {
  const send = (text: string) => proposeReorganisation(office, text, membersOfUnits);
  expect(codesOf(await send('{'))).toEqual(['not_json']);
  const act = {
    id: office.newId(),
    number: '7-QĐ/HU',
    decided_on: '31/02/2023',
    reason: 'x'.repeat(501),
    operations: [{ do: 'explode' }, { do: 'rename', unit: 'x-a', nam: 1 }],
  };
  const outcome = await send(JSON.stringify(act));
  const places = outcome.ok ? [] : outcome.refusals.map((r) => r.field);
  expect(places).toEqual([
    'decided_by',
    'unit',
    'summary',
    'decided_on',
    'effective_on',
    'operations.0.do',
    'operations.1.name',
    'operations.1.nam',
    'reason',
  ]);
  const stranger = { do: 'rename', unit: 'no-such-code', name: 'Tên' };
  expect(codesOf(await change(office, '2023-09-15', 'x-a', [stranger] as never))).toEqual(['no_such_unit']);
});
