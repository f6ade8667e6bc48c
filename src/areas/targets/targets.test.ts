/** Targets in a real database: percentages, revisions, slices, and shares of an ended unit's target. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { read } from '../../db/door.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { evaluate } from '../../figures/evaluate.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { correct, enter } from '../../records/commands.ts';
import { admissionFigures } from '../admission/figures.ts';
import {
  change,
  codesOf,
  type District,
  foundDistrict,
  openOffice,
  settle,
  type TestOffice,
  whenFor,
} from '../membership/testing.ts';
import { target } from './contract.ts';
import { targetsFigures } from './figures.ts';
import { splitTarget } from './split.ts';
import { targetsInForce } from './store.ts';

let office: TestOffice;
let d: District;

beforeAll(async () => {
  office = await openOffice();
  d = await foundDistrict(office, 't', null);
  await settle(office, d.a1, 3);
  await settle(office, d.a2, 2);
});
afterAll(() => office?.work.close());

const give = async (unit: string, more: Record<string, unknown>): Promise<[string, string[]]> => {
  const id = office.newId();
  const typed = {
    id,
    unit,
    indicator: 'admission',
    year: '2023',
    decided_on: '2023-02-03',
    document: '10-CV',
    given_by: d.district,
    ...more,
  };
  return [id, codesOf(await enter(office, target, typed))];
};

const inForce = (unit: string, side: 'unit' | 'given_by' = 'unit', day = '2023-10-05') =>
  read(office, (tx) => targetsInForce(tx, { unit, side, year: 2023, day: day as PlainDate }));

/** What the figure counts for a unit by a day, and what the second method counts. */
async function counted(key: string, unit: string, day: string): Promise<number> {
  const request = {
    tops: [unit],
    when: { ...whenFor('2023-01-01', '2023-12-31'), asOf: day as PlainDate },
    tree: 'then' as const,
    today: office.clock.today(),
    knownAt: null,
  };
  const catalogue = figureCatalogue([admissionFigures, targetsFigures]);
  const values = await read({ db: office.work.owner, token: '' }, (tx) =>
    evaluate(tx, catalogue, request, [key]),
  );
  return values.get(unit)?.get(key) ?? 0;
}

test('a percentage gives a number, half up, of the members on its day', async () => {
  const [id, codes] = await give(d.a, { percent: '30', base_on: '2022-12-31' });
  expect(codes).toEqual([]);
  expect(await inForce(d.a)).toMatchObject([{ id, percent: '30', base: 5, value: 2 }]);
  const [stored] = await office.work.owner<
    { known_from: string }[]
  >`select known_from::text from target where id = ${id}`;
  const typed = {
    unit: d.a,
    indicator: 'admission',
    year: '2023',
    percent: '29,99',
    base_on: '2022-12-31',
    decided_on: '2023-02-03',
    document: '10-CV',
    given_by: d.district,
    value: '99',
    seen: stored!.known_from,
    reason: 'ghi nhầm',
  };
  expect(codesOf(await correct(office, target, id, typed))).toEqual([]);
  expect(await inForce(d.a)).toMatchObject([{ percent: '29,99', base: 5, value: 1 }]);
  expect((await give(d.a, { percent: '3', decided_on: '2023-03-03' }))[1]).toEqual(['base_day']);
});

test('a revision takes the place of what was given; slices stand beside it', async () => {
  expect((await give(d.b, { value: '10' }))[1]).toEqual([]);
  expect((await give(d.b, { value: '8', decided_on: '2023-06-01' }))[1]).toEqual([]);
  expect((await give(d.b, { value: '3', indicator: 'admission_female' }))[1]).toEqual([]);
  expect(await inForce(d.b)).toMatchObject([
    { indicator: 'admission', value: 8, revises: 1 },
    { indicator: 'admission_female', value: 3, revises: 0 },
  ]);
  expect(await inForce(d.b, 'unit', '2023-05-31')).toMatchObject([{ value: 10 }, { value: 3 }]);
  expect(await counted('adm.target', d.b, '2023-10-05')).toBe(8);
});

test('an ended unit’s target follows its successors by an explicit split', async () => {
  expect((await give(d.b1, { value: '7', given_by: d.b }))[1]).toEqual([]);
  expect((await give(d.b2, { value: '4', given_by: d.b }))[1]).toEqual([]);
  const [own] = await inForce(d.b1);
  const on = { decided_on: '2023-08-02', document: '21-CV/ĐU' };
  const share = (unit: string, value: string, row = office.newId()) => ({
    ...on,
    row: [row],
    unit: [unit],
    share: [value],
  });
  expect(codesOf(await splitTarget(office, own!.id, share(d.b2, '7')))).toEqual(['still_there']);

  const merged = await change(office, '2023-08-01', d.b, [
    { do: 'merge', units: [d.b1], into: d.b2 } as never,
  ]);
  expect(codesOf(merged)).toEqual([]);
  expect(await inForce(d.b, 'given_by')).toMatchObject([
    { unit: d.b1, ended: true },
    { unit: d.b2, ended: false },
  ]);
  expect(codesOf(await splitTarget(office, own!.id, share(d.b2, '5')))).toEqual(['split_gap']);
  expect(codesOf(await splitTarget(office, own!.id, share(d.a1, '7')))).toEqual(['no_successor']);
  const good = share(d.b2, '7');
  expect(await splitTarget(office, own!.id, good)).toMatchObject({ value: { already: false } });
  expect(await splitTarget(office, own!.id, good)).toMatchObject({ value: { already: true } });
  expect(codesOf(await splitTarget(office, own!.id, share(d.b2, '7')))).toEqual(['split_already']);

  const many = Array.from({ length: 21 }, () => ({ row: office.newId(), unit: office.newId(), share: '1' }));
  const columns = {
    row: many.map((m) => m.row),
    unit: many.map((m) => m.unit),
    share: many.map((m) => m.share),
  };
  expect(codesOf(await splitTarget(office, own!.id, { ...on, ...columns }))).toEqual(['too_many']);

  // The receiver keeps its own four and has seven more; the day before it had four, and the ended unit seven.
  expect(await counted('adm.target', d.b2, '2023-10-05')).toBe(11);
  expect(await counted('adm.target', d.b1, '2023-10-05')).toBe(0);
  expect(await counted('adm.target', d.b2, '2023-08-01')).toBe(4);
  expect(await counted('adm.target.handed_down', d.b, '2023-08-01')).toBe(11);
  expect(await counted('adm.target.handed_down', d.b, '2023-10-05')).toBe(11);
});

test('a target with many successors is split in parts, each of them once, until nothing is left', async () => {
  expect((await give(d.b1, { value: '6', indicator: 'admission_female' }))[1]).toEqual([]);
  const [whole] = (await inForce(d.b1)).filter(({ indicator }) => indicator === 'admission_female');
  await office.work.act(
    'x',
    (
      tx,
    ) => tx`insert into unit_succession (id, unit, reorganisation, predecessor, successor, is_principal, effective_on)
      select gen_random_uuid(), unit, reorganisation, predecessor, ${d.a1}, false, effective_on
      from unit_succession where predecessor = ${d.b1}`,
  );
  const part = (unit: string, value: string, reason = '') =>
    splitTarget(office, whole!.id, {
      ...{ decided_on: '2023-08-02', document: '21-CV/ĐU', reason },
      ...{ row: [office.newId()], unit: [unit], share: [value] },
    });
  expect(codesOf(await part(d.b2, '4'))).toEqual(['split_gap']);
  expect(codesOf(await part(d.b2, '4', 'còn tiếp'))).toEqual([]);
  expect(codesOf(await part(d.b2, '2'))).toEqual(['split_already']);
  expect(codesOf(await part(d.a1, '3'))).toEqual(['split_gap']);
  expect(codesOf(await part(d.a1, '2'))).toEqual([]);
  expect(codesOf(await part(d.a2, '1', 'thêm'))).toEqual(['split_already']);
});
