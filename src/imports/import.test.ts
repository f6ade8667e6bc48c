/** Lists of offices, made as real workbooks, from the file to the records and back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type District, foundDistrict, openOffice, type TestOffice } from '../areas/membership/testing.ts';
import { keep, read } from '../db/door.ts';
import { correct } from '../records/commands.ts';
import { sessionFor } from '../records/testing.ts';
import { carryOutImport } from './act.ts';
import { planOf } from './apply-store.ts';
import { BY_RULE } from './cells.ts';
import {
  chooseSheets,
  columnsOf,
  confirmLetters,
  decideAll,
  decideRow,
  discard,
  guessedLetters,
  judgeNow,
  mapColumns,
  openImport,
  repair,
  resume,
  viewOf,
} from './commands.ts';
import type { Row } from './draft.ts';
import { sweepDrafts } from './expiry.ts';
import {
  FORTY,
  inOldLetters,
  rowsWithFaults,
  type SampleSheet,
  sampleName,
  sampleRow,
} from './sample-lists.ts';
import { countOutcomes, faultGroups, loadDraft, rowsOfOutcome, setState } from './store.ts';
import { asSuggestedFor, draftFor, handInFor, list } from './testing.ts';

let office: TestOffice;
let units: District;
beforeAll(async () => {
  office = await openOffice();
  units = await foundDistrict(office, 'x', null);
}, 60_000);
afterAll(() => office?.work.close());

const draftOf = (id: string) => draftFor(office, id);
const outcomes = (id: string) => read(office, (tx) => countOutcomes(tx, id));
const rowsOf = (id: string, outcome: NonNullable<Row['outcome']>) =>
  read(office, (tx) => rowsOfOutcome(tx, id, outcome, 0, 1000));
const groups = (id: string) => read(office, (tx) => faultGroups(tx, id, [...BY_RULE], 500));

const handIn = (sheets: readonly SampleSheet[], unit: string, list?: string) =>
  handInFor(office, sheets, unit, list);
const asSuggested = (id: string, sheets?: readonly number[]) => asSuggestedFor(office, id, sheets);

describe('a list in TCVN3 with titles, merged headings and forty faults of six kinds', () => {
  let id: string;
  test('is read: fonts tell the letters, headings are found, columns suggested', async () => {
    const sheet = list(rowsWithFaults(), { font: '.VnTime', encoding: 'tcvn3' });
    expect(inOldLetters('Nguyễn Văn', 'tcvn3')).toBe('NguyÔn V¨n');
    id = await handIn([sheet], units.a1);
    const draft = await draftOf(id);
    expect([draft.state, draft.found.sheets![0]!.rows]).toEqual(['read', 4 + 46]);
    expect(guessedLetters(draft.found)).toEqual({ '.VnTime': 'tcvn3', '.VnTimeH': 'tcvn3' });
    const view = await viewOf(office, draft, 0);
    expect(view.header).toEqual([3, 4]);
    expect(view.headings).toEqual([
      ...['TT', 'Họ và tên', 'Ngày sinh › Nam', 'Ngày sinh › Nữ', 'Dân tộc', 'Số CCCD', 'Ngày vào Đảng'],
      'Ngày chính thức',
    ]);
    expect((await columnsOf(office, draft, view)).columns).toEqual([
      ...['', 'name', 'sex:male', 'sex:female', 'ethnicity', 'identity', 'member_since', 'official_on'],
    ]);
  });

  test('its faults stand in groups by repair, forty of them', async () => {
    await asSuggested(id);
    const found = await groups(id);
    const byCode = Object.fromEntries(found.map(({ code, rows }) => [code, rows]));
    expect(byCode).toEqual(FORTY);
    expect(found.reduce((sum, { rows }) => sum + rows, 0)).toBe(40);
    expect(await outcomes(id)).toMatchObject({ new: 6, rejected: 40 });
  });

  test('each group is mended once; what is returned comes back', async () => {
    const answer = (
      column: string,
      code: string,
      typed: string,
      given: 'mend' | 'return' | `=${string}`,
    ) => ({
      ...{ column, code, typed, answer: given },
    });
    await repair(office, id, [
      answer('name', 'capitals', '', 'mend'),
      answer('ethnicity', 'choice', 'Muong', '=Mường'),
      answer('identity', 'lost_zero', '', 'mend'),
      answer('birth_date', 'day', '31/2/1960', '=1960'),
      answer('ethnicity', 'nothing_above', 'nt', '=Kinh'),
      answer('name', 'missing', '', 'return'),
    ]);
    expect((await groups(id)).map(({ code, state }) => `${code} ${state}`).sort()).toEqual([
      ...['capitals mended', 'choice mended', 'day mended', 'lost_zero mended', 'missing returned'],
      'nothing_above mended',
    ]);
    expect(await outcomes(id)).toMatchObject({ new: 41, rejected: 5 });
  });

  test('is recorded in one act with stays and standings, numbers noted; sent twice is once', async () => {
    const before = await office.work.owner`select count(*)::int as n from audit_entry`;
    expect(await carryOutImport(office, id, 'apply')).toEqual({ ok: true, value: { id, already: false } });
    const after = await office.work.owner`select count(*)::int as n from audit_entry`;
    expect(after[0]!.n - before[0]!.n).toBe(1);
    expect(await carryOutImport(office, id, 'apply')).toEqual({ ok: true, value: { id, already: true } });
    const { applied } = await draftOf(id);
    const [counts] = await office.work.owner`select
      (select count(*)::int from person where act = ${applied}) as persons,
      (select count(*)::int from stay where act = ${applied} and unit = ${units.a1}) as stays,
      (select count(*)::int from standing where act = ${applied}) as standings,
      (select count(*)::int from identity_mark i join person p on p.id = i.person where p.act = ${applied}) as numbers`;
    expect(counts).toEqual({ persons: 41, stays: 41, standings: 82, numbers: 41 });
    const [seven] = await office.work.owner`select name, birth_date, sex, ethnicity from person
      where name = ${sampleName(7)} and act = ${applied}`;
    const [first] = await office.work
      .owner`select ethnicity from person where name = ${sampleName(0)} and act = ${applied}`;
    expect(first, 'what was said in the place of “nt”').toEqual({ ethnicity: 'Kinh' });
    expect(seven).toEqual({
      name: sampleName(7),
      birth_date: '1957-08-08',
      sex: 'female',
      ethnicity: 'Kinh',
    });
  });

  test('holds nothing of the recorded rows any longer, all of those that come back', async () => {
    const [kept] = await office.work
      .owner`select count(*) filter (where cells is not null or said is not null)::int as told,
      count(*) filter (where outcome = 'rejected')::int as returned from import_row where draft = ${id} and outcome is not null`;
    expect(kept).toEqual({ told: 5, returned: 5 });
    const [file] = await office.work.owner`select file from import_draft where id = ${id}`;
    expect(file).toEqual({ file: null });
  });

  test('is taken back as a whole, unless something was built on it', async () => {
    const { applied } = await draftOf(id);
    const [one] = await office.work
      .owner`select id, unit, name, known_from::text as seen from person where act = ${applied} order by id limit 1`;
    const person = office.catalogue.record('person');
    const touched = await correct(office, person, one!.id, {
      ...one,
      seen: await read(
        office,
        async (tx) => (await tx`select known_from from person where id = ${one!.id}`)[0]!.known_from,
      ),
      reason: 'x',
      native_place: 'Quế Sơn',
    });
    expect(touched).toMatchObject({ ok: true });
    const refused = await carryOutImport(office, id, 'undo');
    expect(refused.ok ? [] : refused.refusals.map(({ code }) => code)).toEqual(['in_use']);
  });
});

/** What recording answers when somebody has corrected one of the records since it was compared. */
async function rehearsal(id: string, record: string): Promise<string[]> {
  await office.work.act('x', (tx) => tx`update person set native_place = 'Quế Phú' where id = ${record}`);
  const outcome = await carryOutImport(office, id, 'apply');
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
}

describe('a second list', () => {
  test('in VNI, one sheet for each cell: names of sheets are the cells; taken back it leaves nothing', async () => {
    const rows = [101, 102, 103].map(sampleRow);
    const of = (name: string, some: SampleSheet['rows']) =>
      list(some, { name, font: 'VNI-Times', encoding: 'vni' });
    const [a, b] = await office.work
      .owner`select unit, name from unit_now where unit in (${units.b1}, ${units.b2}) order by code`;
    const id = await handIn([of(a!.name, rows.slice(0, 2)), of(b!.name, rows.slice(2))], units.b);
    await asSuggested(id, [0, 1]);
    expect(await outcomes(id)).toMatchObject({ new: 3, rejected: 0 });
    await carryOutImport(office, id, 'apply');
    const { applied } = await draftOf(id);
    const placed = await office.work
      .owner`select unit, count(*)::int as n from stay where act = ${applied} group by 1 order by 2`;
    expect([...placed]).toEqual([
      { unit: b!.unit, n: 1 },
      { unit: a!.unit, n: 2 },
    ]);
    expect(await carryOutImport(office, id, 'undo')).toMatchObject({ ok: true });
    const left = await office.work.owner`select 1 from person where act = ${applied}`;
    expect(left.length).toBe(0);
    expect((await draftOf(id)).state).toBe('undone');
  });

  test('of the same people: the same, different field by field, double; nothing is overwritten by itself', async () => {
    const [same, other, twice] = [sampleRow(2), sampleRow(3), sampleRow(4)];
    other[4] = 'Tày';
    const id = await handIn([list([same, other, twice, [...twice]])], units.a1);
    await asSuggested(id);
    expect(await outcomes(id)).toMatchObject({ same: 2, changed: 1, double: 1, new: 0 });
    const [changed] = await rowsOf(id, 'changed');
    expect(changed!.changes).toEqual({ ethnicity: { ours: 'Kinh', theirs: 'Tày' } });
    expect(changed!.decided).toEqual({});
    const refused = await carryOutImport(office, id, 'apply');
    expect(refused.ok ? [] : refused.refusals[0]!.code).toBe('nothing_to_record');
    await decideAll(office, id, 'ethnicity', 'differs', 'theirs');
    expect((await rowsOf(id, 'changed'))[0]!.decided).toEqual({ ethnicity: 'theirs' });
    const draft = await draftOf(id);
    const at = { sheet: 0, line: changed!.line };
    const paper = [{ field: 'ethnicity', how: 'paper', paper: 'Mường' }];
    expect(await decideRow(office, draft, at, paper, '')).toMatchObject({ ok: true });
    const [double] = await rowsOf(id, 'double');
    await decideRow(office, draft, { sheet: 0, line: double!.line }, [], 'return');
    expect(await outcomes(id)).toMatchObject({ same: 2, changed: 1, double: 0, rejected: 1 });
    const meanwhile = await rehearsal(id, changed!.record!);
    expect(meanwhile).toEqual(['conflict']);
    await judgeNow(office, id);
    await carryOutImport(office, id, 'apply');
    const [stored] = await office.work.owner`select ethnicity from person where id = ${changed!.record!}`;
    expect(stored).toEqual({ ethnicity: 'Mường' });
    await carryOutImport(office, id, 'undo');
    const [back] = await office.work.owner`select ethnicity from person where id = ${changed!.record!}`;
    expect(back).toEqual({ ethnicity: 'Kinh' });
  });
});

test('a layout is remembered by its headings, and what is said of a column twice is refused', async () => {
  const odd: SampleSheet = {
    name: 'x',
    rows: [
      ['Người', 'Sinh'],
      ['Võ Thị Sáu', '1933'],
    ],
  };
  const id = await handIn([odd], units.a2, 'member-register');
  const view = await viewOf(office, await draftOf(id), 0);
  await chooseSheets(office, id, [{ sheet: 0, from: 1, to: 1, unit: units.a2 }]);
  const twice = await mapColumns(office, await draftOf(id), view.signature, ['name', 'name']);
  expect(twice.ok ? '' : twice.refusals[0]!.code).toBe('twice');
  const none = await mapColumns(office, await draftOf(id), view.signature, ['', 'birth_date']);
  expect(none.ok ? '' : none.refusals[0]!.code).toBe('required');
  await confirmLetters(office, id, {});
  await mapColumns(office, await draftOf(id), view.signature, ['name', 'birth_date']);
  await judgeNow(office, id);
  const absent = await rowsOf(id, 'rejected');
  expect(
    absent.map(({ faults }) => faults![0]!.code),
    'nobody is added from another register',
  ).toEqual(['absent']);
  expect(await discard(office, await draftOf(id))).toMatchObject({ ok: true });
  const left = await office.work.owner`select 1 from import_row where draft = ${id}`;
  expect(left.length).toBe(0);
});

test('totals, numbered lines, sections and signatures are no rows; sections name the cell', async () => {
  const [b1] = await office.work.owner`select name from unit_now where unit = ${units.b1}`;
  const rows = [
    ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)'],
    ['I', b1!.name],
    [...sampleRow(201).slice(0, 6)],
    ['Tổng cộng', '1'],
    [null, 'Quế Sơn, ngày 5 tháng 10 năm 2023'],
    [null, 'T/M CHI BỘ'],
    [null, 'Nguyễn Văn Ký'],
  ];
  const id = await handIn([list(rows)], units.b);
  await asSuggested(id);
  expect(await outcomes(id)).toMatchObject({ new: 1, rejected: 0 });
  const [row] = await rowsOf(id, 'new');
  expect([row!.said!.name, row!.said!.unit]).toEqual([sampleName(201), units.b1]);
  // Cut off in the middle of reading it begins again; nothing of it was a record.
  await keep(office, (tx) => setState(tx, id, 'judging', 0));
  await resume(office, await draftOf(id));
  expect((await draftOf(id)).state).toBe('judged');
  const plan = await read(office, (tx) => planOf(tx, id, ['stay', 'standing']));
  expect(plan).toMatchObject({ added: 1, beside: { stay: 0, standing: 0 } });
});

test('days of admission on file stay as they are; other ones and new ones are told as differences', async () => {
  const rows = [sampleRow(301), sampleRow(302)];
  const first = await handIn([list([rows[0]!, rows[1]!.with(6, null).with(7, null)])], units.a2);
  await asSuggested(first);
  expect(await carryOutImport(office, first, 'apply')).toMatchObject({ ok: true });
  const again = await handIn([list([rows[0]!.with(6, '1/1/1980'), rows[1]!])], units.a2);
  await asSuggested(again);
  expect([await outcomes(first), await outcomes(again)]).toMatchObject([{ rejected: 0 }, { changed: 2 }]);
  const told = (await rowsOf(again, 'changed')).map(({ changes }) => changes!.member_since);
  expect(told).toEqual([
    { ours: expect.any(String), theirs: '1980-01-01', act: true },
    { ours: null, theirs: expect.any(String), act: true },
  ]);
  const before = await office.work.owner`select * from standing order by id`;
  const outcome = await carryOutImport(office, again, 'apply');
  expect(outcome.ok ? [] : outcome.refusals.map(({ code }) => code)).toEqual(['nothing_to_record']);
  expect(await office.work.owner`select * from standing order by id`).toEqual(before);
});

test('a second person reads what was put before them and changes nothing of it', async () => {
  const id = await handIn([list([sampleRow(310)])], units.a2);
  await asSuggested(id);
  await office.work.owner`update import_draft set proposed = true where id = ${id}`;
  const [root] = await office.work.owner`select unit from unit_now where parent is null limit 1`;
  const token = await sessionFor(office.work.owner, 'organisation', root!.unit, office.newId);
  const second = { ...office, token };
  const draft = (await read(second, (tx) => loadDraft(tx, id)))!;
  expect([draft.own, (await draftOf(id)).own]).toEqual([false, true]);
  const codes = (outcome: { ok: boolean; refusals?: readonly { code: string }[] }) =>
    outcome.refusals?.map(({ code }) => code);
  expect([
    codes(await confirmLetters(second, id, {})),
    codes(await decideRow(second, draft, { sheet: 0, line: 5 }, [], 'return')),
    codes(await discard(second, draft)),
  ]).toEqual([['not_yours'], ['not_yours'], ['not_yours']]);
  const touched = await keep(second, async (tx) => [
    (await tx`update import_row set decided = '{}' where draft = ${id}`).count,
    (await tx`update import_draft set choices = '{}' where id = ${id}`).count,
    (await tx`delete from import_draft where id = ${id}`).count,
  ]);
  expect(touched).toEqual([0, 0, 0]);
  expect(await outcomes(id)).toMatchObject({ new: 1 });
});

test('a draft nobody records is swept when its days are over, by the machine alone; what was recorded stays', async () => {
  const id = await handIn([list([sampleRow(320)])], units.a2);
  expect(await sweepDrafts(office)).toEqual({ ok: true, value: 0 });
  await office.work
    .owner`update import_draft set opened_at = opened_at - make_interval(days => import_days() + 1)`;
  const kept = await office.work
    .owner`select id from import_draft where state in ('applied', 'undone') order by id`;
  const swept = await sweepDrafts(office);
  expect(swept.ok && swept.value).toBeGreaterThan(0);
  expect(await office.work.owner`select id from import_draft order by id`).toEqual(kept);
  expect((await office.work.owner`select from import_row where draft = ${id}`).length).toBe(0);
});

test('a file of the old Excel is met with what to do, whatever its name says', async () => {
  const bytes = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const name of ['cu.xls', 'cu.xlsx']) {
    const handed = { id: office.newId(), name, bytes, list: 'members', unit: units.a1 };
    const outcome = await openImport(office, handed);
    expect(outcome.ok ? '' : outcome.refusals[0]!.message.vi).toContain('chọn Lưu thành');
  }
});
