/** Programmes in a real database: what a year is made of, what adopting one asks, who is too near to look into it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, type Reader, read, type Writer } from '../../db/door.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { done } from '../../kernel/refusal.ts';
import { correct, type Office } from '../../records/commands.ts';
import { accepted } from '../../records/testing.ts';
import { runText } from '../../regulations/calendar/budget.ts';
import { loadCalendar } from '../../regulations/calendar/read.ts';
import { clocksOf, deadlineOf } from '../proceedings/contract.ts';
import { adoptProgramme, draftProgramme } from './programme-acts.ts';
import { coverageOf, itemsOf, programmeLine, unitsTwice } from './programme-store.ts';
import { proposalsFor } from './proposals.ts';
import { extendSession } from './session-acts.ts';
import { sessionLine } from './session-store.ts';
import { tiesOf } from './store.ts';
import { codes, type InspectionGround, openInspection } from './testing.ts';

let ground: InspectionGround;
let chair: Office;
let body: string;
let officer: string;
let office: InspectionGround['office'];

beforeAll(async () => {
  ground = await openInspection();
  ({ chair, body, officer, office } = ground);
});
afterAll(() => office?.close());

const look = <T>(work: (tx: Reader) => Promise<T>): Promise<T> => read(chair, work);
const record: InspectionGround['record'] = (...all) => ground.record(...all);
const made: InspectionGround['made'] = (...all) => ground.made(...all);
const write = async (work: (tx: Writer) => Promise<unknown>) =>
  accepted(await command(office.machine, { command: 'x', input: 1 }, async (tx) => done(await work(tx))));
const proposed = (year: number) =>
  look((tx) => proposalsFor(tx, { body, unit: office.units.district, year, today: chair.clock.today() }));

async function adopted(): Promise<{ programme: string; item: string }> {
  const programme = office.newId();
  const draft = { id: programme, body, year: '2026', title: 'Chương trình năm 2026' };
  const proposals = await proposed(2026);
  expect(proposals.map(({ because }) => because)).toEqual(['never', 'never']);
  const propose = [`unit:${office.units.tam_ky}`];
  expect(codes(await draftProgramme(chair, { ...draft, propose }))).toEqual([]);
  expect(await draftProgramme(chair, { ...draft, propose })).toMatchObject({
    ok: true,
    value: { already: true },
  });
  expect(codes(await draftProgramme(chair, { ...draft, id: office.newId() }))).toEqual(['draft_twice']);
  const [item] = await look((tx) => itemsOf(tx, programme));
  expect(item).toMatchObject({
    because: 'never',
    becauseNote: 'Chưa có kết luận nào trong sổ.',
    subjects: [{ kind: 'organisation' }],
  });
  return { programme, item: item!.id };
}

test('a draft says why of each item, lacks are refused at adoption, and what comes later needs a decision', async () => {
  const { programme, item } = await adopted();
  const early = {
    item,
    body,
    nature: 'inspection',
    origin: 'programme',
    number: '1-QĐ',
    title: 'Sớm',
    opened_on: '2026-02-02',
  };
  expect(codes(await record(chair, 'inspection', early))).toEqual(['item_of_draft']);
  const number = { number: '05-CTr/UBKT', approved_on: '2026-10-05' };
  expect(codes(await adoptProgramme(chair, programme, number))).toEqual([
    'items_without_quarter',
    'items_without_period?',
    'items_without_lead?',
  ]);
  const stored = (await look((tx) => tx`select known_from from programme_item where id = ${item}`))[0]!;
  const whole = {
    id: item,
    programme,
    ordinal: '1',
    nature: 'inspection',
    content: 'Lãnh đạo nhiệm vụ chính trị',
    quarter: '1',
  };
  const typed = {
    ...whole,
    because: 'never',
    known_from: stored.known_from,
    seen: stored.known_from,
    reason: 'đủ quý',
    period_from: '2024-01-01',
    period_to: '2025-12-31',
  };
  expect(codes(await correct(chair, chair.catalogue.record('programme_item'), item, typed))).toEqual([]);
  await made(chair, 'inspection_team', { item, person: officer, role: 'lead', valid_from: '2026-10-01' });
  expect(
    codes(
      await record(chair, 'inspection_team', {
        item,
        person: officer,
        role: 'lead',
        valid_from: '2026-10-01',
      }),
    ),
  ).toEqual(['lead_twice']);
  const before = await look((tx) => coverageOf(tx, office.units.district, 2026));
  expect(before.map(({ own, adopted: n }) => [own.length, n])).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(codes(await adoptProgramme(chair, programme, number))).toEqual([]);
  expect(await adoptProgramme(chair, programme, number)).toMatchObject({ value: { already: true } });
  expect(await look((tx) => programmeLine(tx, programme))).toMatchObject({
    number: '05-CTr/UBKT',
    approvedOn: '2026-10-05',
  });
  const late = { programme, ordinal: '2', nature: 'supervision', content: 'Giám sát' };
  expect(codes(await record(chair, 'programme_item', late))).toEqual(['addition_wants_decision']);
  await made(chair, 'programme_item', { ...late, added_by: '9-QĐ', added_on: '2026-10-05' });
});

test('the next year is offered what the term owes, what this year left over, what was not put right, then who was not looked into', async () => {
  const term = await made(chair, 'programme', {
    ...{ body, number: '01-CTr/UBKT', title: 'Chương trình toàn khóa', approved_on: '2025-09-01' },
  });
  await made(chair, 'programme_item', {
    ...{ programme: term, ordinal: '1', nature: 'inspection', content: 'Công tác cán bộ' },
  });
  const [item] = await look(
    (tx) => tx<{ id: string }[]>`
    select i.id from programme_item i join programme p on p.id = i.programme where p.number = '05-CTr/UBKT' and i.ordinal = 1`,
  );
  const unit = office.units.tam_ky;
  const inspection = await made(chair, 'inspection', {
    ...{ body, item: item!.id, nature: 'inspection', origin: 'programme', number: '9-QĐ', title: 'x' },
    opened_on: '2026-10-05',
  });
  // An earlier conclusion of the commune, with one duty overdue.
  const subject = office.newId();
  const old = await made(chair, 'inspection', {
    ...{
      body,
      nature: 'inspection',
      origin: 'unplanned',
      number: '3-QĐ',
      title: 'x',
      opened_on: '2026-03-01',
    },
  });
  await write(
    (tx) => tx`insert into inspection_subject
    (id, inspection, kind, subject_unit, works, concluded_on, conclusion_number, result) values
    (${subject}, ${old}, 'organisation', ${unit}, '{article30}', '2026-04-01', '8-TB', 'shortcomings')`,
  );
  await made(chair, 'remediation', { subject, duty: 'Thu hồi', due_on: '2026-09-30' });
  const next = await proposed(2027);
  expect(next.map(({ because, content }) => [because, content.slice(0, 20)])).toEqual([
    ['term', 'Công tác cán bộ'],
    ['last_year', 'Lãnh đạo nhiệm vụ ch'],
    ['last_year', 'Giám sát'],
    ['unremedied', 'Kiểm tra việc thực h'],
    ['never', 'Kiểm tra, giám sát v'],
    ['long_ago', 'Kiểm tra, giám sát v'],
  ]);
  expect(next[0]!.why.vi).toContain('01-CTr/UBKT');
  expect(next[1]!.subjects).toMatchObject([{ unit }]);
  expect(next[3]).toMatchObject({
    key: `subject:${subject}`,
    why: { vi: 'Kết luận số 8-TB ngày 1/4/2026: 1 việc quá hạn, lâu nhất 5 ngày.' },
    subjects: [{ unit, works: ['article30'] }],
  });
  await write((tx) => tx`update inspection set concluded_on = '2026-10-05' where id = ${inspection}`);
  expect((await proposed(2027)).filter(({ because }) => because === 'last_year')).toHaveLength(1);
});

test('the same unit in two plans of a year is asked after, unless one of them dropped it', async () => {
  const committee = await made(office.machine, 'body', {
    ...{ unit: office.units.district, kind: 'committee', valid_from: '2020-01-01' },
  });
  const draft = async (owner: string, number: string | null, unit: string) => {
    const programme = office.newId();
    const item = office.newId();
    await write(async (tx) => {
      await tx`insert into programme (id, body, year, title, number, approved_on, drafted_on) values
        (${programme}, ${owner}, 2028, 'x', ${number}, ${number && '2026-10-01'}, '2026-10-01')`;
      await tx`insert into programme_item (id, programme, ordinal, nature, content, quarter)
        values (${item}, ${programme}, 1, 'inspection', 'x', 1)`;
      await tx`insert into inspection_subject (id, item, kind, subject_unit, works)
        values (${office.newId()}, ${item}, 'organisation', ${unit}, '{article30}')`;
    });
    return { programme, item };
  };
  const adopted = await draft(committee, '7-CTr', office.units.tam_ky);
  const { programme } = await draft(body, null, office.units.tam_ky);
  const twice = () => look((tx) => unitsTwice(tx, programme));
  expect(await twice()).toEqual([{ name: 'Đảng bộ xã Tam Kỳ', times: 2 }]);
  const number = { number: '8-CTr', approved_on: '2026-10-05' };
  expect(codes(await adoptProgramme(chair, programme, number))).toContain('unit_twice?');
  await write(
    (tx) => tx`insert into programme_change (id, item, kind, decision, decided_on, grounds)
    values (${office.newId()}, ${adopted.item}, 'drop', '9-QĐ', '2026-10-02', 'trùng')`,
  );
  expect(await twice()).toEqual([]);
});

test('who is the subject, belongs to it, leads it or is its kin is found, on the day; everybody else is not', async () => {
  const { tam_ky, tam_ky_cell, dien_ban_cell } = office.units;
  const person = async (name: string, cell: string) => {
    const id = office.newId();
    await write(async (tx) => {
      await tx`insert into person (id, unit, name) values (${id}, ${cell}, ${name})`;
      await tx`insert into stay (id, person, unit, valid_from, came_by)
        values (${office.newId()}, ${id}, ${cell}, '2020-01-01', 'opening')`;
    });
    return id;
  };
  const subject = await person('Nguyễn Văn Đối', tam_ky_cell);
  const neighbour = await person('Lê Thị Gần', tam_ky_cell);
  const [head, kin, far] = [
    await person('Trần Văn Đứng', dien_ban_cell),
    await person('Nguyễn Thị Ruột', dien_ban_cell),
    await person('Phạm Văn Xa', dien_ban_cell),
  ];
  const committee = await made(office.machine, 'body', {
    ...{ unit: tam_ky, kind: 'committee', valid_from: '2020-01-01' },
  });
  const inspection = await made(chair, 'inspection', {
    ...{
      body,
      nature: 'inspection',
      origin: 'unplanned',
      number: '17-QĐ',
      title: 'x',
      opened_on: '2026-03-02',
    },
  });
  await write(async (tx) => {
    await tx`insert into inspection_subject (id, inspection, kind, subject_person, works)
      values (${office.newId()}, ${inspection}, 'member', ${subject}, '{article30}')`;
    await tx`insert into party_post (id, body, person, post, valid_from, came_by, decision)
      values (${office.newId()}, ${committee}, ${head}, 'secretary', '2025-06-01', 'election', '1-QĐ')`;
    await tx`insert into person_fact (id, person, field, value, certainty)
      values (${office.newId()}, ${kin}, 'relatives', 'Anh ruột: NGUYỄN VĂN ĐỐI', 'stated')`;
  });
  const ties = (who: string, on = '2026-03-02') =>
    look(async (tx) =>
      (await tiesOf(tx, [{ person: who, item: null, inspection }], plainDate(on))).map(({ tie }) => tie),
    );
  expect([
    await ties(subject),
    await ties(neighbour),
    await ties(head),
    await ties(kin),
    await ties(far),
  ]).toEqual([['self'], ['belongs'], ['over'], ['kin'], []]);
  expect(await ties(head, '2025-05-31')).toEqual([]);
  const named = (who: string) =>
    record(chair, 'inspection_team', { inspection, person: who, role: 'member', valid_from: '2026-03-02' });
  expect(codes(await named(subject))).toEqual(['team_is_subject']);
  expect(codes(await named(kin))).toEqual(['conflict_kin?']);
  expect(codes(await named(far))).toEqual([]);
});

/** A committee directly above the grassroots, beneath the district. */
async function foundAboveGrassroots(): Promise<string> {
  const unit = office.newId();
  const period = { id: office.newId(), unit, parent: office.units.district, valid_from: '2025-07-01' };
  const row = { ...period, kind: 'upper_grassroots', name: 'Đảng ủy các cơ quan', code: 'co-quan' };
  const founded = await command(office.machine, { command: 'found units', input: row }, async (tx) => {
    await tx`select found_units(${[unit]}, ${[office.units.district]}::uuid[])`;
    await tx`insert into unit_period ${tx(row)}`;
    await tx`select rebuild_closure()`;
    return done(null);
  });
  expect(codes(founded)).toEqual([]);
  return unit;
}

test('an advisory body inspects within the days of its own rule, which is said day by day, and looks back as far as it may', async () => {
  const unit = await foundAboveGrassroots();
  const head = { ...(await office.officer('inspection_chair', unit)), clock: chair.clock };
  const board = await made(office.machine, 'body', {
    ...{ unit, kind: 'organisation_board', valid_from: '2025-07-01' },
  });
  const programme = await made(head, 'programme', {
    ...{ body: board, number: '3-CTr', title: 'Chương trình 2026', year: '2026', approved_on: '2026-01-15' },
  });
  const planned = { programme, ordinal: '1', nature: 'inspection', content: 'Công tác đảng viên' };
  const early = { ...planned, period_from: '2021-01-14', period_to: '2025-12-31' };
  expect(codes(await record(head, 'programme_item', early))).toEqual(['looks_too_far_back?']);
  const item = await made(head, 'programme_item', { ...early, period_from: '2021-01-15' });
  const opening = { body: board, item, nature: 'inspection', origin: 'programme', number: '9-QĐ' };
  const opened = { ...opening, title: 'Kiểm tra của Ban Tổ chức', opened_on: '2026-03-02' };
  expect(codes(await record(head, 'inspection', opened))).toEqual(['looks_too_far_back?']);
  const id = await made(head, 'inspection', { ...opened, reason: 'theo chương trình đã ban hành' });
  await made(head, 'inspection_subject', {
    ...{ inspection: id, kind: 'organisation', subject_unit: unit, works: ['article30'] },
  });
  const officers = { unit, name: 'Lê Văn Trưởng Đoàn', birth_date: '1980-02-02', sex: 'male' };
  const person = await made(office.machine, 'person', officers);
  await made(head, 'inspection_team', {
    ...{ inspection: id, person, role: 'lead', valid_from: '2026-03-02' },
  });
  expect(codes(await ground.take(id, 'issue', '2026-03-02', {}, head))).toEqual([]);
  expect(codes(await ground.take(id, 'hand_over', '2026-03-04', {}, head))).toEqual([]);
  const clock = async () => (await read(head, (tx) => clocksOf(tx, 'inspection', id)))[0]!;
  const told = async () => {
    const run = deadlineOf(await clock(), loadCalendar());
    return run.ok ? [run.value.on, run.value.days.length, runText(run.value, 'vi')] : run;
  };
  expect(await clock()).toMatchObject({ clock: 'work', rule: 'inspect.advisory.duration' });
  expect(await told()).toEqual([
    ...['2026-03-24', 20, '20 ngày, kể từ sau ngày 4/3/2026: đến hết ngày 24/3/2026.'],
  ]);
  const line = (await read(head, (tx) => sessionLine(tx, id)))!;
  const longer = { document: '12-QĐ', decided_on: '2026-03-20', body: board };
  expect(codes(await extendSession(head, line, { ...longer, days: '7' }))).toEqual(['extended_too_long?']);
  expect(codes(await extendSession(head, line, { ...longer, days: '6' }))).toEqual([]);
  expect(await told()).toEqual([
    ...['2026-03-30', 26, '20 ngày + gia hạn 6 ngày, kể từ sau ngày 4/3/2026: đến hết ngày 30/3/2026.'],
  ]);
});
