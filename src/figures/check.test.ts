import { afterAll, beforeAll, expect, test } from 'vitest';
import { admissionFigures } from '../areas/admission/figures.ts';
import { openWork, type Work } from '../audit/testing.ts';
import { checkText } from '../cli/check-text.ts';
import type { Database } from '../db/connection.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { type CheckOptions, checkAll, yearsOf } from './check.ts';
import { figureCatalogue } from './define.ts';
import { factsFrom } from './facts.ts';
import { type District, foundDistrict, NINE_MONTHS_2023, smallFigures } from './testing.ts';

let work: Work;
let units: District;
let options: CheckOptions;

beforeAll(async () => {
  work = await openWork();
  units = await foundDistrict(work);
  options = {
    who: work.who,
    figures: figureCatalogue([admissionFigures, smallFigures]),
    periods: () => [NINE_MONTHS_2023],
    balance: { opening: 'mem.opening', come: 'mem.in.total', gone: 'mem.out.total', closing: 'mem.total' },
  };
});
afterAll(() => work.close());

/** Breaks something behind the product's back, runs the checks, mends it. */
async function broken(change: string, mend: string, values: string[] = []) {
  const run = (statement: string) =>
    work.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx.unsafe(statement, statement.includes('$1') ? values : []);
    });
  await run(change);
  try {
    return (await checkAll(work.owner, options)).filter((result) => !result.ok);
  } finally {
    await run(mend);
  }
}

const codes = (results: readonly { code: string }[]) => results.map(({ code }) => code);

test('a sound database passes every check', async () => {
  const results = await checkAll(work.owner, options);
  expect(results.filter((result) => !result.ok)).toEqual([]);
  expect(codes(results).sort()).toEqual([
    'audit',
    'balance',
    'closure',
    'figures',
    'one_cell',
    'places',
    'row_places',
  ]);
  expect(results.find(({ code }) => code === 'balance')?.checked).toBe(6);
});

test('the owner’s rights are enough for it', async () => {
  const results = await work.owner.begin(async (tx) => {
    await tx`set local role capuy_owner`;
    return checkAll(tx as unknown as Database, options);
  });
  expect(results.filter((result) => !result.ok)).toEqual([]);
});

test('a lost row of the closure is found, and the figures that lost their records with it', async () => {
  const results = await broken(
    'delete from unit_closure where ancestor = $1 and depth = 2',
    'delete from unit_closure; insert into unit_closure select * from derived_closure',
    [units.district],
  );
  expect(codes(results)).toEqual(['closure', 'figures']);
  const [closure, figures] = results;
  expect(closure!.culprits.map(({ record }) => record?.id)).toEqual([units.a1, units.a2, units.b1].sort());
  expect(figures!.culprits[0]!.words.vi).toMatch(
    /^adm\.admitted \(1\/1\/2023–30\/9\/2023\): báo cáo 0, đếm lại 3; /,
  );
});

test('a row that lies elsewhere than its unit is found, superseded versions too', async () => {
  const current = await broken(
    'update admission set place = place + 1 where unit = $1',
    'update admission r set place = u.place from unit u where u.id = r.unit',
    [units.a1],
  );
  expect(codes(current)).toEqual(['row_places']);
  expect(current[0]!.culprits[0]!.record?.type).toBe('admission');
  const past = await broken(
    'insert into past.person (id, unit, name, place, known_from, act, known_to, youth_union, folded, given) select id, unit, name, place + 1, known_from, act, now(), false, folded, given from person where unit = $1',
    'delete from past.person',
    [units.a1],
  );
  expect(codes(past)).toEqual(['row_places']);
});

test('a unit outside its parent’s place is found', async () => {
  const [was] = await work.owner<{ place: string }[]>`select place from unit where id = ${units.a1}`;
  const results = await broken(
    'update unit set place = 7 where id = $1',
    `update unit set place = ${was!.place} where id = '${units.a1}'`,
    [units.a1],
  );
  expect(codes(results)).toEqual(['places', 'row_places']);
});

test('a unit whose place is under another parent than its record of today is found', async () => {
  const results = await broken(
    "update unit_period set parent = $1 where valid_to is null and code = 'a1'",
    `update unit_period set parent = '${units.a}' where valid_to is null and code = 'a1'`,
    [units.b],
  );
  expect(codes(results)).toContain('places');
  expect(results.find(({ code }) => code === 'places')!.culprits.map(({ record }) => record?.id)).toEqual([
    units.a1,
  ]);
});

test('a person in two cells on one day is found; one who goes and comes the same day is not', async () => {
  const [stay] = await work.owner<{ person: string }[]>`select person from stay where unit = ${units.a1}`;
  const add = (
    from: string,
  ) => `insert into stay (id, person, unit, valid_from, valid_to, came_by, left_by, place, known_from, act)
    select gen_random_uuid(), $1, unit, '${from}', '2023-02-02', 'transfer', 'transfer', place, known_from, act from stay where person = $1`;
  const drop = `delete from stay where came_by = 'transfer'`;
  const results = await broken(add('2023-01-15'), drop, [stay!.person]);
  expect(codes(results)).toContain('one_cell');
  expect(results.find(({ code }) => code === 'one_cell')!.culprits).toMatchObject([
    { record: { type: 'person', id: stay!.person } },
  ]);
  const neighbours = await broken(add('2023-01-15').replace('2023-02-02', '2023-02-01'), drop, [
    stay!.person,
  ]);
  expect(codes(neighbours)).not.toContain('one_cell');
});

test('a unit whose members do not roll forward is found: here the move to another commune is left out', async () => {
  const results = await checkAll(work.owner, {
    ...options,
    balance: { ...options.balance, gone: 'mem.opening' },
  });
  const balance = results.find(({ code }) => code === 'balance')!;
  expect(balance.faults).toBe(1);
  expect(balance.culprits).toEqual([
    {
      words: {
        vi: '1/1/2023–30/9/2023: 0 + 2 − 0 = 2 ≠ 1',
        en: '1 Jan 2023–30 Sep 2023: 0 + 2 − 0 = 2 ≠ 1',
      },
      record: { type: 'unit', id: units.a },
    },
  ]);
});

test('what is printed says each check in one line, and the culprits beneath it', () => {
  const results = [
    { code: 'closure', words: { vi: 'Cây', en: 'Tree' }, ok: true, culprits: [], faults: 0 },
    {
      code: 'audit',
      words: { vi: 'Nhật ký', en: 'Audit' },
      ok: false,
      checked: 1234,
      culprits: [{ words: { vi: 'mục 3 bị sửa', en: 'entry 3 changed' }, record: { type: 'unit', id: 'u' } }],
      faults: 70,
    },
  ] as const;
  expect(
    checkText(
      results.map((r) => ({ ...r, culprits: [...r.culprits] })),
      'vi',
    ),
  ).toBe('✓ Cây\n✗ Nhật ký (1.234)\n    unit u: mục 3 bị sửa\n    … 70');
});

test('the years to recount are those in which something happened, up to this one', () => {
  const of = (days: string[]) =>
    yearsOf(
      factsFrom(new Map([['petition', days.map((day, i) => ({ id: `${i}`, unit: 'u', received_on: day }))]])),
      plainDate('2023-10-05'),
    );
  expect(of(['2023-01-01', '2021-05-05', '2023-06-01', '2031-01-01'])).toEqual([2021, 2023]);
  expect(of([])).toEqual([2023]);
});
