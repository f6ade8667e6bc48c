/**
 * Acceptance fixtures by name and number, against the code that offices use: acts, commands, figures, report. Those of
 * the admission pipeline (3, 4, 5, 6, 12, 14) stand beside it, in src/areas/admission/fixtures.test.ts, that of the
 * badge (13) beside the badges.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staysOf } from '../src/areas/membership/contract.ts';
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
} from '../src/areas/membership/testing.ts';
import type { Operation } from '../src/areas/organisation/contract.ts';
import { figures } from '../src/catalogue.ts';
import { asFigures, read } from '../src/db/door.ts';
import { evaluate } from '../src/figures/evaluate.ts';
import { fixedClock } from '../src/kernel/clock.ts';
import { addDays, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { percent } from '../src/kernel/ratio.ts';
import { enter } from '../src/records/commands.ts';
import { accepted } from '../src/records/testing.ts';
import { evaluateReport } from '../src/reports/evaluate.ts';
import { whenOf } from '../src/reports/request.ts';
import { flagsOfStated } from '../src/reports/stated.ts';

let office: TestOffice;
/** The same office, with its clock on 5/10/2026. */
let later: TestOffice;
let root: string;
let here: District;

beforeAll(async () => {
  office = await openOffice();
  later = { ...office, clock: fixedClock('2026-10-05T08:00:00Z') };
  root = office.newId();
  await founded(office, '2019-01-01', null, [[root, 'tinh', 'province']]);
  here = await foundDistrict(office, 'x', root);
});
afterAll(() => office.work.close());

type Wanted = readonly [id: string, code: string, kind: string];

/** Founds units beneath one on a day. */
async function founded(by: TestOffice, day: string, parent: string | null, wanted: readonly Wanted[]) {
  const operations = wanted.map(
    ([id, code, kind]): Operation => ({ do: 'found', id, code, kind, name: `Đơn vị ${code}`, parent }),
  );
  const unit = parent ?? wanted[0]![0];
  expect(codesOf(await change(by, day, unit, operations, { reason: 'mới lập' }))).toEqual([]);
}

/** Official members of a cell, all at once. */
async function members(cell: string, count: number, from: string): Promise<string[]> {
  const ids = Array.from({ length: count }, () => office.newId());
  const rows = (more: object) => ids.map((person) => ({ id: office.newId(), person, unit: cell, ...more }));
  await office.work.act('members', async (tx) => {
    await tx`insert into person ${tx(ids.map((id) => ({ id, unit: cell, name: 'Nguyễn Văn Thử', sex: 'male' })))}`;
    await tx`insert into stay ${tx(rows({ valid_from: from, came_by: 'opening' }))}`;
    await tx`insert into standing ${tx(rows({ kind: 'official', valid_from: from }))}`;
  });
  return ids;
}

/** Figures of units from the year's first day to a day, by the tree of then. */
async function counted(units: readonly string[], keys: readonly string[], to: string) {
  const [first, last] = [plainDate(`${to.slice(0, 4)}-01-01`), plainDate(to)];
  const when = whenOf({ from: first, to: last, asOf: last }, office.regulations);
  const request = { tops: [...units], when, tree: 'then', today: last, knownAt: null } as const;
  const values = await read(office, (tx) =>
    asFigures(tx, null, (counting) => evaluate(counting, figures, request, [...keys])),
  );
  return units.map((unit) => keys.map((key) => values.get(unit)!.get(key)!));
}

/** Every sentence of a unit's nine-month report, and what does not fit in it. */
async function report(unit: string, year: number) {
  const desk = { figures, regulations: office.regulations };
  const asked = {
    unit,
    year,
    asOf: null,
    knownAt: null,
    tree: 'then',
    today: plainDate(`${year}-10-05`),
  } as const;
  const made = accepted(await read(office, (tx) => evaluateReport(tx, desk, asked, 'vi')));
  type Part = { sentences: readonly { fragments: readonly { text: string }[] }[]; sections: readonly Part[] };
  const said = ({ sentences, sections }: Part): string =>
    [...sentences.map((s) => s.fragments.map(({ text }) => text).join('')), ...sections.map(said)].join('\n');
  return { text: (made.sections as readonly Part[]).map(said).join('\n'), flags: made.flags };
}

/** The district's standing committee, which decided admissions to 30/6/2025. */
async function bodyOfDistrict(): Promise<string> {
  const [body] = await office.work.owner<{ id: string }[]>`
    select id from body where unit = ${here.district} and kind = 'standing_committee'`;
  return body!.id;
}

const target = (unit: string, value: number, given_by: string | null, year: number) => ({
  id: office.newId(),
  unit,
  indicator: 'admission',
  year,
  value,
  given_by,
  decided_on: `${year}-01-15`,
  document: '1-CTr',
});

test('fixture 1: 84 admissions of a target of 85 are 98,8 %, those of a commune 7 of 7 are 100 %', async () => {
  const body = await bodyOfDistrict();
  const admit = (cell: string, persons: readonly string[]) =>
    persons.map((person, at) => ({
      ...{ id: office.newId(), person, unit: cell, body, number: `${at}-QĐ/HU` },
      ...{ decided_on: '2023-05-12', ceremony_on: '2023-05-19' },
    }));
  const [seven, others] = [await members(here.a1, 7, '2023-05-19'), await members(here.b1, 77, '2023-05-19')];
  await office.work.act('admit', async (tx) => {
    await tx`insert into admission ${tx([...admit(here.a1, seven), ...admit(here.b1, others)])}`;
    await tx`insert into target ${tx([target(here.district, 85, null, 2023), target(here.a, 7, here.district, 2023)])}`;
  });
  expect((await report('x-district', 2023)).text).toContain('84/85 đảng viên, đạt 98,8%');
  expect((await report('x-a', 2023)).text).toContain('7/7 đảng viên, đạt 100%');
});

test('fixture 2: what happened on 12/6/2025 is judged by 232, though 294 was signed on 26/5/2025', async () => {
  const known = office.regulations.documents(plainDate('2025-06-12')).map(({ number }) => number);
  expect(known).toContain('232-QĐ/TW');
  expect(known).not.toContain('294-QĐ/TW');
  const person = await newPerson(office, here.b1);
  await office.work.act('born', (tx) => tx`update person set birth_date = '2008-01-01' where id = ${person}`);
  const body = await bodyOfDistrict();
  const admission = (decided_on: string) => ({
    ...{ id: office.newId(), person, unit: here.b1, body, number: '12-QĐ/HU' },
    ...{ decided_on, ceremony_on: decided_on },
  });
  const rulesOf = async (day: string) => {
    const outcome = await enter(later, later.catalogue.record('admission'), admission(day));
    return outcome.ok ? [] : outcome.refusals.map(({ code, rule }) => [code, rule]);
  };
  expect(await rulesOf('2025-06-12')).toEqual([['too_young', '232-QĐ/TW ngày 20/1/2025']]);
  expect(await rulesOf('2025-07-01')).toContainEqual(['too_young', '294-QĐ/TW ngày 26/5/2025']);
});

test('fixture 7: a cell that falls to two official members raises the alarm', async () => {
  const cell = office.newId();
  await founded(office, '2022-01-01', here.a, [[cell, 'x-small', 'subordinate_cell']]);
  const [leaver] = await settle(office, cell, 3, '2022-02-01');
  const alarm = async () => (await counted([cell], ['org.units_too_small'], '2023-09-30'))[0]![0];
  expect(await alarm()).toBe(0);
  expect(codesOf(await verb(office, 'leave', { person: leaver!, by: 'death', on: '2023-06-01' }))).toEqual(
    [],
  );
  expect(await alarm()).toBe(1);
  const one = (await settle(office, here.a2, 3, '2022-02-01'))[0]!;
  const away = { do: 'move_members', from: here.a2, to: cell, persons: [one] } as never;
  expect(codesOf(await change(office, '2023-07-01', 'x-a', [away])), 'an act that would leave two').toEqual([
    'cell_too_small',
  ]);
});

describe('fixture 8: Công Hải’s three reorganisations of 2026', () => {
  const HAMLETS = 13;
  const name = (code: string, count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: office.newId(), code: `ch-${code}${at + 1}` }));
  type Cells = ReturnType<typeof name>;
  let commune: string;
  let [hamlets, schools, agencies, armed, bureau, people]: Cells[] = [];
  let ofHamlet: string[][];
  let ofSchool: string[][];
  let ofAgency: string[][];
  const cellsOf = (cells: Cells, kind: string): Wanted[] => cells.map(({ id, code }) => [id, code, kind]);
  const merge = (units: readonly string[], into: string): Operation => ({
    do: 'merge',
    units: [...units],
    into,
  });
  const flows = ['mem.total', 'mem.in.total', 'mem.out.total'];
  const FORM_1 = [168 + 48 + 40 + 10, 0, 0];

  beforeAll(async () => {
    commune = office.newId();
    await founded(later, '2025-07-01', root, [[commune, 'cong-hai', 'upper_grassroots']]);
    [hamlets, schools, agencies, armed] = [
      name('thon', HAMLETS),
      name('truong', 6),
      name('cq', 10),
      name('vt', 2),
    ];
    [bureau, people] = [name('dang', 1), name('ubnd', 1)];
    const direct = [...cellsOf(hamlets!, 'grassroots_cell'), ...cellsOf(schools!, 'grassroots_cell')];
    const committees = [
      ...cellsOf(bureau!, 'grassroots_committee'),
      ...cellsOf(people!, 'grassroots_committee'),
    ];
    await founded(later, '2025-07-01', commune, [...direct, ...committees]);
    await founded(later, '2025-07-01', bureau![0]!.id, cellsOf(agencies!.slice(0, 4), 'subordinate_cell'));
    await founded(later, '2025-07-01', people![0]!.id, [
      ...cellsOf(agencies!.slice(4), 'subordinate_cell'),
      ...cellsOf(armed!, 'subordinate_cell'),
    ]);
    const settled = async (cells: Cells, size: (at: number) => number) => {
      const found: string[][] = [];
      for (const [at, { id }] of cells.entries()) found.push(await members(id, size(at), '2025-07-01'));
      return found;
    };
    // 12 cells of 13 and one of 12 members are the 168 of the decision.
    ofHamlet = await settled(hamlets!, (at) => (at === 12 ? 12 : 13));
    ofSchool = await settled(schools!, () => 8);
    ofAgency = await settled(agencies!, () => 4);
    await settled(armed!, () => 5);
  });

  test('30/6/2026: 13 hamlet cells become 8 and 168 members are re-homed by one act, Form 1 stays', async () => {
    const pairs = Array.from({ length: 5 }, (_, at) =>
      hamlets!.slice(3 + 2 * at, 5 + 2 * at).map(({ id }) => id),
    );
    const act = { number: '03-ĐA/ĐU', decided_on: '2026-06-26' };
    const operations = pairs.map((pair) => merge(pair, pair[0]!));
    expect(codesOf(await change(later, '2026-06-30', commune, operations, act))).toEqual([]);
    expect(await counted([commune], flows, '2026-06-29')).toEqual([FORM_1]);
    expect(await counted([commune], flows, '2026-06-30')).toEqual([FORM_1]);
    const left = hamlets!.map(({ id }) => id).filter((id) => !pairs.some((pair) => pair[1] === id));
    expect(left).toHaveLength(8);
    const sizes = await counted(left, ['mem.total'], '2026-06-30');
    expect(sizes.flat().reduce((sum, size) => sum + size, 0)).toBe(168);
  });

  test('1/8/2026: six school cells become three', async () => {
    const ids = schools!.map(({ id }) => id);
    const operations = [0, 2, 4].map((at) => merge(ids.slice(at, at + 2), ids[at]!));
    const rekind = [commune, ...ids.filter((_, at) => at % 2 === 0)].map(
      (unit): Operation => ({ do: 'rekind', unit, kind: unit === commune ? 'grassroots_committee' : 'cell' }),
    );
    const act = { number: '05-ĐA/ĐU', decided_on: '2026-08-01', reason: 'Theo 208-QĐ/TW' };
    expect(codesOf(await change(later, '2026-08-01', root, [...operations, ...rekind], act))).toEqual([]);
    expect(await counted([commune], flows, '2026-08-01')).toEqual([FORM_1]);
    expect(await counted([ids[0]!], ['mem.total'], '2026-08-01')).toEqual([[16]]);
  });

  test('30/9/2026: two committees end, 23 cells stand beneath the commune, histories read through', async () => {
    const fresh = name('cqm', 10);
    const operations: Operation[] = [
      ...fresh.map(
        ({ id, code }): Operation => ({ do: 'found', id, code, kind: 'cell', name: code, parent: commune }),
      ),
      ...agencies!.map(({ id }, at) => merge([id], fresh[at]!.id)),
      ...armed!.flatMap(({ id }): Operation[] => [
        { do: 'reparent', unit: id, parent: commune },
        { do: 'rekind', unit: id, kind: 'cell' },
      ]),
      ...[bureau!, people!].map(
        ([one]): Operation => ({ do: 'dissolve', unit: one!.id, successor: commune }),
      ),
      ...hamlets!
        .filter((_, at) => at < 3 || at % 2 === 1)
        .map(({ id }): Operation => ({ do: 'rekind', unit: id, kind: 'cell' })),
    ];
    const act = { number: '06-ĐA/ĐU', decided_on: '2026-09-30', reason: 'Theo 208-QĐ/TW' };
    expect(codesOf(await change(later, '2026-09-30', commune, operations, act))).toEqual([]);
    expect(await counted([commune], flows, '2026-09-30')).toEqual([FORM_1]);
    const beneath = await office.work.owner<{ kind: string }[]>`
      select kind from unit_period where parent = ${commune} and valid_from <= '2026-09-30' and valid_to is null`;
    expect(beneath.map(({ kind }) => kind)).toEqual(Array.from({ length: 23 }, () => 'cell'));
    const historyOf = async (person: string) =>
      (await read(office, (tx) => staysOf(tx, person))).map(({ unit, valid_from }) => [unit, valid_from]);
    expect(await historyOf(ofHamlet[4]![0]!)).toEqual([
      [hamlets![4]!.id, '2025-07-01'],
      [hamlets![3]!.id, '2026-06-30'],
    ]);
    expect(await historyOf(ofSchool[1]![0]!)).toEqual([
      [schools![1]!.id, '2025-07-01'],
      [schools![0]!.id, '2026-08-01'],
    ]);
    expect(await historyOf(ofAgency[9]![0]!)).toEqual([
      [agencies![9]!.id, '2025-07-01'],
      [fresh[9]!.id, '2026-09-30'],
    ]);
  });
});

test('fixture 9: a transfer between two communes is out of one, into the other, and nothing to the province', async () => {
  const [mover] = await settle(office, here.b2, 4, '2022-03-01');
  const typed = { person: mover!, cell: here.a1, on: '2023-08-15' };
  expect(codesOf(await verb(office, 'transfer', typed))).toEqual([]);
  const keys = ['mem.out.transfer', 'mem.in.transfer'];
  const before = addDays(plainDate('2023-08-15') as PlainDate, -1);
  const moved = async (unit: string) => {
    const [then, now] = [
      (await counted([unit], keys, before))[0]!,
      (await counted([unit], keys, '2023-08-15'))[0]!,
    ];
    return now.map((value, at) => value - then[at]!);
  };
  expect(await moved(here.b)).toEqual([1, 0]);
  expect(await moved(here.a)).toEqual([0, 1]);
  expect(await moved(root)).toEqual([0, 0]);
});

test('fixture 10: Quảng Nam 2024 printed 1.905, its 22 items make 1.950, and the report shows the gap of 45', async () => {
  const province = office.newId();
  const units = Array.from({ length: 22 }, (_, at) => [office.newId(), `qn-${at + 1}`, 'district'] as const);
  await founded(office, '2019-01-01', null, [[province, 'quang-nam', 'province']]);
  await founded(office, '2019-01-01', province, units);
  // Quế Sơn had 87; the other 21 items are made up to the printed sum.
  const items = [87, ...Array.from({ length: 20 }, () => 89), 83];
  await office.work.act('targets', async (tx) => {
    const handed = units.map(([unit], at) => target(unit, items[at]!, province, 2024));
    await tx`insert into target ${tx([target(province, 1905, null, 2024), ...handed])}`;
  });
  const { text, flags } = await report('quang-nam', 2024);
  expect(text).toContain(
    'Chỉ tiêu được giao 1.905, đã giao xuống các đơn vị 1.950, nhiều hơn 45 so với chỉ tiêu được giao.',
  );
  expect(flags.filter((flag) => flag.figures.includes('adm.target.handed_down'))).toHaveLength(1);
});

test('fixture 11: 2.909 of 3.044 members studied, printed as 95,56 %; with 283 others they are 3.192', async () => {
  const cell = office.newId();
  await founded(office, '2020-07-01', here.a, [[cell, 'x-study', 'subordinate_cell']]);
  const came = await members(cell, 2909, '2020-07-01');
  const [document, session] = [office.newId(), office.newId()];
  await office.work.act('study', async (tx) => {
    const paper = {
      id: document,
      unit: here.a,
      number: '20-NQ/TW',
      title: 'Nghị quyết',
      issuer: 'Trung ương',
    };
    await tx`insert into document ${tx({ ...paper, issued_on: '2021-01-05', level: 'central' })}`;
    const held = { id: session, unit: here.a, document, held_on: '2021-03-01', mode: 'in_person' };
    const numbers = { members_invited: 3044, others_invited: 283, others_attended: 283 };
    await tx`insert into study_session ${tx({ ...held, ...numbers })}`;
    const rows = came.map((person) => ({ id: office.newId(), session, person }));
    await tx`insert into study_attendance ${tx(rows)}`;
  });
  const keys = ['study.members_attended', 'study.members_invited', 'study.others_attended'];
  const [[attended, invited, others]] = (await counted([here.a], keys, '2021-12-31')) as [
    [number, number, number],
  ];
  const ratio = figures.ratios.get('study.members_pct')!;
  expect([ratio.part, ratio.whole]).toEqual(keys.slice(0, 2));
  expect([attended, invited, percent(attended, invited, ratio.decimals)]).toEqual([2909, 3044, '95.57']);
  // 95,5650… is rounded half up here; what was printed is told to be cut off, not to be another count.
  const stated = [
    { key: keys[0]!, value: attended },
    { key: keys[1]!, value: invited },
  ];
  const printed = { part: keys[0]!, whole: keys[1]!, printed: '95,56', decimals: 2 };
  expect(flagsOfStated(stated, [printed]).map(({ code }) => code)).toEqual(['percentage_truncated']);
  expect(attended + others).toBe(3192);
});
