import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { read } from '../../db/door.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { correct, enter, withdraw } from '../../records/commands.ts';
import { readFilters } from '../../records/filters.ts';
import { listRecords, loadRecord, type Page } from '../../records/store.ts';
import { bodyOf } from '../organisation/contract.ts';
import { standingsOf, staysOf } from './contract.ts';
import {
  change,
  codesOf,
  type District,
  foundDistrict,
  newPerson,
  openOffice,
  settle,
  type TestOffice,
  verb,
} from './testing.ts';

let office: TestOffice;
let here: District;
let body: string;

beforeAll(async () => {
  office = await openOffice();
  here = await foundDistrict(office, 'x', null);
  const day = plainDate('2022-01-01');
  body = (await read(office, (tx) => bodyOf(tx, here.district, 'standing_committee', day)))!;
});
afterAll(() => office.work.close());

const staysFor = async (person: string) =>
  (await read(office, (tx) => staysOf(tx, person))).map((s) => [
    s.unit,
    s.valid_from,
    s.came_by,
    s.valid_to,
    s.left_by,
  ]);
const standingsFor = async (person: string) =>
  (await read(office, (tx) => standingsOf(tx, person))).map((s) => [s.kind, s.valid_from, s.valid_to]);

async function amend(name: string, id: string, changes: object): Promise<string[]> {
  const type = office.catalogue.record(name);
  const row = (await read(office, (tx) => loadRecord(tx, type, id)))!;
  return codesOf(
    await correct(office, type, id, { ...row, seen: row.known_from, reason: 'ghi nhầm', ...changes }),
  );
}

const takeBack = async (name: string, id: string) =>
  codesOf(await withdraw(office, office.catalogue.record(name), id, { reason: 'ghi nhầm' }));

async function admit(more: object = {}) {
  const [id, person] = [office.newId(), await newPerson(office, here.a1)];
  const typed = {
    id,
    person,
    unit: here.a1,
    body,
    number: '9-QĐ/HU',
    decided_on: '2022-05-12',
    ceremony_on: '2022-05-19',
    ...more,
  };
  return { id, person, codes: codesOf(await enter(office, office.catalogue.record('admission'), typed)) };
}

async function recognise(person: string, on: string) {
  const id = office.newId();
  const typed = {
    id,
    person,
    unit: here.a1,
    body,
    number: '80-QĐ/HU',
    decided_on: '2023-06-12',
    effective_on: on,
  };
  return { id, codes: codesOf(await enter(office, office.catalogue.record('recognition'), typed)) };
}

describe('from admission to recognition', () => {
  test('the ceremony makes a probationary member, the recognition an official one', async () => {
    const { person, codes } = await admit();
    expect(codes).toEqual([]);
    expect(await staysFor(person)).toEqual([[here.a1, '2022-05-19', 'admission', null, null]]);
    expect((await recognise(person, '2023-05-18')).codes, 'a day too soon').toEqual(['too_soon']);
    expect((await recognise(person, '2023-05-19')).codes).toEqual([]);
    expect(await standingsFor(person)).toEqual([
      ['probationary', '2022-05-19', '2023-05-19'],
      ['official', '2023-05-19', null],
    ]);
    expect((await recognise(person, '2023-06-19')).codes, 'again').toEqual(['not_probationary']);
  });

  test('without a ceremony nobody is a member; with it later, from then', async () => {
    const { id, person } = await admit({ ceremony_on: '' });
    expect(await staysFor(person)).toEqual([]);
    expect(await amend('admission', id, { ceremony_on: '2022-06-01' })).toEqual([]);
    expect(await staysFor(person)).toEqual([[here.a1, '2022-06-01', 'admission', null, null]]);
  });

  test('a corrected ceremony moves the stay and the probation, no second one appears', async () => {
    const { id, person } = await admit();
    expect(await amend('admission', id, { ceremony_on: '2022-06-02', unit: here.a2 })).toEqual([]);
    expect(await staysFor(person)).toEqual([[here.a2, '2022-06-02', 'admission', null, null]]);
    expect(await standingsFor(person)).toEqual([['probationary', '2022-06-02', null]]);
    expect(await amend('admission', id, { ceremony_on: '' })).toEqual([]);
    expect(await staysFor(person)).toEqual([]);
  });

  test('withdrawn while nothing rests on it, refused afterwards', async () => {
    const one = await admit();
    expect(await takeBack('admission', one.id)).toEqual([]);
    expect([await staysFor(one.person), await standingsFor(one.person)]).toEqual([[], []]);
    const two = await admit();
    const recognition = await recognise(two.person, '2023-05-19');
    expect(await takeBack('admission', two.id)).toEqual(['has_followed']);
    expect(await takeBack('recognition', recognition.id)).toEqual([]);
    expect(await standingsFor(two.person)).toEqual([['probationary', '2022-05-19', null]]);
    const exemption = { id: office.newId(), person: two.person, valid_from: '2023-01-05' };
    const decided = { decision_number: '1-NQ', decided_on: '2023-01-05' };
    const type = office.catalogue.record('exemption');
    expect(codesOf(await enter(office, type, { ...exemption, ...decided }))).toEqual([]);
    expect(await takeBack('admission', two.id), 'an exemption rests on it').toEqual(['has_followed']);
    expect(await takeBack('exemption', exemption.id)).toEqual([]);
    expect(await takeBack('admission', two.id)).toEqual([]);
  });

  test('a corrected recognition moves the day on which standing changes', async () => {
    const { person } = await admit();
    const { id } = await recognise(person, '2023-05-19');
    expect(await amend('recognition', id, { effective_on: '2023-05-25' })).toEqual([]);
    expect(await standingsFor(person)).toEqual([
      ['probationary', '2022-05-19', '2023-05-25'],
      ['official', '2023-05-25', null],
    ]);
  });

  test('who is a member already is not admitted, nor by a body that may not decide', async () => {
    const [person] = await settle(office, here.b1, 1);
    expect((await admit({ person })).codes).toEqual(['already_member']);
    const cell = (await read(office, (tx) => bodyOf(tx, here.a1, 'cell', plainDate('2022-01-01'))))!;
    expect((await admit({ body: cell })).codes).toEqual(['cannot_decide']);
    expect((await admit({ body: cell, reason: 'được ủy quyền' })).codes).toEqual([]);
    expect((await admit({ unit: here.a })).codes).toEqual(['not_a_cell']);
  });
});

describe('coming and going', () => {
  test('a transfer inside ends one stay and begins the next the same day; twice is once', async () => {
    const [person] = await settle(office, here.a1, 1);
    const move = { id: office.newId(), person, cell: here.b1, on: '2023-03-01' };
    expect(await verb(office, 'transfer', move)).toEqual({
      ok: true,
      value: { id: move.id, already: false },
    });
    expect(await verb(office, 'transfer', move)).toEqual({ ok: true, value: { id: move.id, already: true } });
    expect(await staysFor(person!)).toEqual([
      [here.a1, '2021-01-04', 'transfer', '2023-03-01', 'transfer'],
      [here.b1, '2023-03-01', 'transfer', null, null],
    ]);
    const [file] = await office.work.owner`select unit from person where id = ${person!}`;
    expect(file?.unit, 'the file lies in the new cell').toBe(here.b1);
    expect(codesOf(await verb(office, 'leave', { person, by: 'death', on: '2023-02-01' }))).toEqual([
      'changed_later',
    ]);
  });

  test('one destination, a day that has come, somebody who is there', async () => {
    const [person] = await settle(office, here.a1, 1);
    const base = { person, on: '2023-03-01' };
    expect(codesOf(await verb(office, 'transfer', base))).toEqual(['one_destination']);
    expect(codesOf(await verb(office, 'transfer', { ...base, cell: here.a2, gone_to: 'Huế' }))).toEqual([
      'one_destination',
    ]);
    expect(codesOf(await verb(office, 'transfer', { ...base, gone_to: 'Huế', on: '2023-10-06' }))).toEqual([
      'in_the_future',
    ]);
    expect(codesOf(await verb(office, 'transfer', { ...base, gone_to: 'Huế', on: '2021-01-04' }))).toEqual([
      'not_a_member',
    ]);
    expect(codesOf(await verb(office, 'transfer', { ...base, cell: here.a }))).toEqual(['not_a_cell']);
    expect(codesOf(await verb(office, 'transfer', { ...base, gone_to: 'Huế', document: '' }))).toEqual([
      'required',
    ]);
    expect(codesOf(await verb(office, 'transfer', { ...base, gone_to: 'Huế' }))).toEqual([]);
  });

  test('who leaves the Party has no standing from that day; sent twice is once', async () => {
    const [person] = await settle(office, here.a1, 1);
    const leaving = { person, by: 'struck_off', on: '2023-04-01' };
    const first = await verb(office, 'leave', leaving);
    expect(first.ok && first.value.already).toBe(false);
    const second = await verb(office, 'leave', leaving);
    expect(second.ok && second.value.already).toBe(true);
    expect(await standingsFor(person!)).toEqual([['official', '2021-01-04', '2023-04-01']]);
    const back = { person, cell: here.a2, by: 'restored', standing: 'official', on: '2023-06-01' };
    expect(codesOf(await verb(office, 'arrive', back))).toEqual([]);
    expect(await standingsFor(person!)).toEqual([
      ['official', '2021-01-04', '2023-04-01'],
      ['official', '2023-06-01', null],
    ]);
  });

  test('whoever has died joins no cell any more', async () => {
    const [person] = await settle(office, here.a1, 1);
    expect(codesOf(await verb(office, 'leave', { person, by: 'death', on: '2023-04-01' }))).toEqual([]);
    const back = { person, cell: here.a2, by: 'restored', standing: 'official', on: '2023-06-01' };
    expect(codesOf(await verb(office, 'arrive', back))).toEqual(['has_died']);
    const stay = { id: office.newId(), person, unit: here.a2, valid_from: '2023-06-01', came_by: 'restored' };
    expect(codesOf(await enter(office, office.catalogue.record('stay'), stay))).toEqual(['has_died']);
  });

  test('leaving before a re-homing that is recorded already undoes the re-homing', async () => {
    const [person] = await settle(office, here.b2, 4);
    const merge = [{ do: 'merge', units: [here.b2], into: here.b1 }] as const;
    expect(codesOf(await change(office, '2023-09-01', here.b, merge as never))).toEqual([]);
    expect(codesOf(await verb(office, 'leave', { person, by: 'death', on: '2023-08-20' }))).toEqual([]);
    expect(await staysFor(person!)).toEqual([[here.b2, '2021-01-04', 'transfer', '2023-08-20', 'death']]);
  });
});

test('a stay typed by hand is checked like an act', async () => {
  const [member, person] = [(await settle(office, here.a1, 1))[0]!, await newPerson(office, here.a1)];
  const typed = { person, unit: here.a1, valid_from: '2022-01-01', came_by: 'opening' };
  const send = async (more: object) =>
    codesOf(await enter(office, office.catalogue.record('stay'), { id: office.newId(), ...typed, ...more }));
  expect(await send({ person: member })).toEqual(['two_cells']);
  expect(await send({ unit: here.a })).toEqual(['not_a_cell']);
  expect(await send({ unit: here.b2 })).toEqual(['cell_ends']);
  expect(await send({ valid_from: '2019-01-01' })).toEqual(['cell_not_there']);
  expect(await send({ valid_to: '2022-01-01', left_by: 'death' })).toEqual(['end_before_start']);
  expect(await send({ valid_to: '2022-02-01' })).toEqual(['reason_of_leaving']);
  expect(await send({ left_by: 'death', departure_document: '1' })).toEqual(['day_of_leaving']);
  expect(await send({ valid_to: '2022-02-01', left_by: 'transfer' })).toEqual(['document_of_leaving']);
  expect(await send({})).toEqual([]);
});

test('one standing and one exemption at a time', async () => {
  const [person] = await settle(office, here.a1, 1);
  const send = async (name: string, more: object) =>
    codesOf(await enter(office, office.catalogue.record(name), { id: office.newId(), person, ...more }));
  expect(
    await send('standing', { kind: 'probationary', valid_from: '2020-01-01', valid_to: '2021-02-01' }),
  ).toEqual(['overlap']);
  expect(
    await send('standing', { kind: 'probationary', valid_from: '2020-01-01', valid_to: '2021-01-04' }),
  ).toEqual([]);
  const exempt = { decision_number: '3-NQ/CB', decided_on: '2022-03-01' };
  expect(await send('exemption', { ...exempt, valid_from: '2020-03-01' })).toEqual(['not_a_member']);
  expect(await send('exemption', { ...exempt, valid_from: '2022-03-01' })).toEqual([]);
  expect(await send('exemption', { ...exempt, valid_from: '2022-04-01', valid_to: '2022-05-01' })).toEqual([
    'overlap',
  ]);
});

test('persons are listed by given name, page after page', async () => {
  const type = office.catalogue.record('person');
  const names = ['Trần Thị Ánh', 'Lê Văn Đức', 'Nguyễn An', 'Phạm Dũng', 'Hồ Đào'];
  for (const name of names) {
    const outcome = await enter(office, type, { id: office.newId(), unit: here.b, name, sex: 'female' });
    expect(codesOf(outcome)).toEqual([]);
  }
  const listed: unknown[] = [];
  let after: string | null = null;
  do {
    const asked = readFilters(type, { sex: 'female', ...(after ? { after } : {}) });
    if (!asked.ok) throw new Error('unreadable');
    const page: Page = await read(office, (tx) => listRecords(tx, type, asked.value, 2));
    listed.push(...page.rows.map((row) => row.name));
    after = page.next;
  } while (after);
  expect(listed).toEqual(['Nguyễn An', 'Trần Thị Ánh', 'Phạm Dũng', 'Hồ Đào', 'Lê Văn Đức']);
});

test('a member’s file follows the stay, and is not withdrawn from under it', async () => {
  const [person] = await settle(office, here.a1, 1);
  expect(await amend('person', person!, { unit: here.b1 })).toEqual(['unit_follows_stay']);
  expect(await amend('person', person!, { birth_date: '2024' })).toEqual(['in_the_future']);
  expect(await takeBack('person', person!)).toEqual(['in_use']);
});

test('a target goes down the tree, and a revision needs a later day', async () => {
  const send = async (more: object) => {
    const typed = {
      id: office.newId(),
      indicator: 'admission',
      year: 2023,
      value: 7,
      document: '5-KH/HU',
      decided_on: '2023-02-03',
    };
    return codesOf(
      await enter(office, office.catalogue.record('target'), {
        ...typed,
        unit: here.a,
        given_by: here.district,
        ...more,
      }),
    );
  };
  expect(await send({ unit: here.district, given_by: here.a })).toEqual(['not_beneath']);
  expect(await send({})).toEqual([]);
  expect(await send({ value: 8 })).toEqual(['revision_not_later']);
  expect(await send({ value: 8, decided_on: '2023-06-15' })).toEqual([]);
});
