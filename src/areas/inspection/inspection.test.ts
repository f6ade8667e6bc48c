/** From a decision to a filed conclusion in a real database: what each act writes, refuses and keeps to itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, type Reader, read, type Writer } from '../../db/door.ts';
import { done } from '../../kernel/refusal.ts';
import { type Office, withdraw } from '../../records/commands.ts';
import { rowIn } from '../../records/testing.ts';
import { clocksOf } from '../proceedings/contract.ts';
import { isOpaque, namesSomebody } from './names.ts';
import { extendSession, inspectOnSigns, takeSessionBack } from './session-acts.ts';
import { boardCards, sessionLine, subjectsOfSession } from './session-store.ts';
import { codes, type InspectionGround, openInspection } from './testing.ts';

let ground: InspectionGround;
let chair: Office;
let body: string;
let officer: string;

beforeAll(async () => {
  ground = await openInspection();
  ({ chair, body, officer, office } = ground);
});
afterAll(() => office?.close());

let office: InspectionGround['office'];
const look = <T>(work: (tx: Reader) => Promise<T>): Promise<T> => read(chair, work);
const record: InspectionGround['record'] = (...all) => ground.record(...all);
const made: InspectionGround['made'] = (...all) => ground.made(...all);
const take: InspectionGround['take'] = (...all) => ground.take(...all);
const steps: InspectionGround['steps'] = (...all) => ground.steps(...all);

/** A supervision of the commune, up to the report. */
async function session(
  nature: string,
  unit: string,
  works: string,
): Promise<{ id: string; subject: string }> {
  const id = await made(chair, 'inspection', {
    ...{ body, nature, origin: 'unplanned', number: '7-QĐ', title: 'Cuộc thử' },
    opened_on: '2026-03-02',
  });
  const subject = await made(chair, 'inspection_subject', {
    inspection: id,
    kind: 'organisation',
    subject_unit: unit,
    works: [works],
  });
  return { id, subject };
}

test('nothing is concluded before each content is, and the subject has spoken; a supervision concludes no violation', async () => {
  const { id, subject } = await session('supervision', office.units.tam_ky, 'thematic_supervision');
  expect(codes(await take(id, 'issue', '2026-03-02'))).toEqual(['lead_wanted']);
  await made(chair, 'inspection_team', {
    inspection: id,
    person: officer,
    role: 'lead',
    valid_from: '2026-03-02',
  });
  await steps(id, ['issue', '2026-03-02'], ['hand_over', '2026-03-04'], ['self_report', '2026-03-20']);
  const [clock] = await look((tx) => clocksOf(tx, 'inspection', id));
  expect(clock).toMatchObject({
    clock: 'work',
    rule: 'inspection.supervision_days_district',
    startedOn: '2026-03-20',
  });
  expect(codes(await take(id, 'draft', '2026-03-25'))).toEqual(['step_missing']);
  await steps(
    id,
    ['verify', '2026-03-23'],
    ['verify', '2026-03-24'],
    ['draft', '2026-03-25'],
    ['meeting', '2026-03-27'],
    ['report', '2026-03-28'],
  );
  expect(codes(await take(id, 'conclude', '2026-03-30'))).toEqual(['contents_wanted']);
  const content = { subject, content: 'working_rules', text: 'Có dấu hiệu không thực hiện quy chế làm việc' };
  expect(codes(await record(chair, 'content_conclusion', { ...content, assessment: 'violation' }))).toEqual([
    'no_sanction_from_supervision',
  ]);
  await made(chair, 'content_conclusion', { ...content, assessment: 'signs' });
  expect(codes(await take(id, 'conclude', '2026-03-30', { document: '' }))).toEqual(['paper_wanted']);
  await steps(id, ['conclude', '2026-03-30']);
  const [concluded] = await look((tx) => subjectsOfSession(tx, id));
  expect(concluded).toMatchObject({
    result: 'signs',
    heardOn: '2026-03-27',
    concludedOn: '2026-03-30',
    conclusionNumber: 'conclude-1',
  });
  await steps(id, ['publish', '2026-04-01'], ['archive', '2026-04-02']);
});

test('a session that is concluded can be taken back, with everything the conclusion wrote', async () => {
  const { id, subject } = await session('inspection', office.units.dien_ban, 'article30');
  await made(chair, 'inspection_team', {
    inspection: id,
    person: officer,
    role: 'lead',
    valid_from: '2026-03-02',
  });
  await steps(
    id,
    ['issue', '2026-03-02'],
    ['hand_over', '2026-03-04', { plan_until: '2026-12-30' }],
    ['no_self_report', '2026-03-20'],
    ['verify', '2026-03-23'],
  );
  const line = (await look((tx) => sessionLine(tx, id)))!;
  const longer = { document: '8-QĐ', decided_on: '2026-10-05', days: '10' };
  const other = await made(office.machine, 'body', {
    unit: office.units.district,
    kind: 'committee',
    valid_from: '2020-01-01',
  });
  expect(codes(await extendSession(chair, line, { ...longer, body: other }))).toEqual([
    'not_by_issuer',
    'no_extension_rule?',
  ]);
  expect(codes(await extendSession(chair, line, { ...longer, body, reason: 'cần thêm' }))).toEqual([]);
  expect(await extendSession(chair, line, { ...longer, body })).toMatchObject({ value: { already: true } });
  expect(
    codes(await extendSession(chair, line, { ...longer, body, document: '9-QĐ', reason: 'nữa' })),
  ).not.toEqual([]);
  await steps(id, ['draft', '2026-03-25'], ['absent', '2026-03-27'], ['report', '2026-03-28']);
  await made(chair, 'content_conclusion', {
    subject,
    content: 'thrift',
    assessment: 'shortcoming',
    text: 'Chi chưa đúng',
    remedy: 'Thu hồi',
    remedy_by: '2026-06-30',
  });
  expect(codes(await take(id, 'conclude', '2026-07-01'))).toEqual(['remedy_before_conclusion']);
  const duties = () =>
    look(
      (tx) => tx<{ id: string; duty: string; due_on: string; clock: string }[]>`
        select r.id, r.duty, r.due_on, c.clock from remediation r join case_clock c on c.case_id = r.id
        where r.subject = ${subject} and c.stopped_on is null`,
    );
  const takeBack = async () => {
    const [last] = await look(
      (tx) => tx<{ id: string }[]>`select id from case_step where case_id = ${id} and step = 'conclude'`,
    );
    return codes(await takeSessionBack(chair, line, { step: last!.id, reason: 'nhầm số' }));
  };
  // The conclusion lays its duties in the same command, and takes them along where it is taken back.
  await steps(id, ['conclude', '2026-03-30']);
  expect(await duties()).toMatchObject([{ duty: 'Thu hồi', due_on: '2026-06-30', clock: 'duty' }]);
  expect(await takeBack()).toEqual([]);
  expect(await duties()).toEqual([]);
  expect((await look((tx) => subjectsOfSession(tx, id)))[0]).toMatchObject({
    result: null,
    concludedOn: null,
  });
  await steps(id, ['conclude', '2026-03-31']);
  const [duty] = await duties();
  await made(chair, 'remediation_money', {
    ...{ duty: duty!.id, way: 'recover', stage: 'proposed', amount: '1000', on_date: '2026-04-01' },
  });
  expect(await takeBack()).toEqual(['duties_begun']);
  await steps(id, ['publish', '2026-04-01']);
  expect(codes(await take(id, 'archive', '2026-04-02'))).toEqual(['watch_wanted']);
  await steps(id, ['watch', '2026-04-02'], ['archive', '2026-04-03']);
  expect((await look((tx) => boardCards(tx, null))).map((card) => card.id)).not.toContain(id);
});

test('a day that the plan names runs from handing over, and goes with it where that is taken back', async () => {
  const { id } = await session('inspection', office.units.tam_ky, 'article30');
  await made(chair, 'inspection_team', {
    ...{ inspection: id, person: officer, role: 'lead', valid_from: '2026-03-02' },
  });
  const clocks = async () =>
    (await look((tx) => clocksOf(tx, 'inspection', id))).map(({ clock, startedOn, stoppedOn, budget }) => [
      ...[clock, startedOn, stoppedOn, 'on' in budget! ? budget.on : null],
    ]);
  await steps(id, ['issue', '2026-03-02'], ['hand_over', '2026-03-04', { plan_until: '2026-12-30' }]);
  expect(await clocks()).toEqual([['plan', '2026-03-04', null, '2026-12-30']]);
  const line = (await look((tx) => sessionLine(tx, id)))!;
  const [last] = await look(
    (tx) => tx<{ id: string }[]>`select id from case_step where case_id = ${id} and step = 'hand_over'`,
  );
  expect(codes(await takeSessionBack(chair, line, { step: last!.id, reason: 'nhầm ngày' }))).toEqual([]);
  expect(await clocks()).toEqual([]);
  await steps(id, ['hand_over', '2026-03-05', { plan_until: '2026-11-30' }]);
  expect(await clocks()).toEqual([['plan', '2026-03-05', null, '2026-11-30']]);
});

test('a lead opens an inspection on signs and nothing of its source goes along; a supervision may be its ground', async () => {
  const [found] = await look(
    (tx) => tx<{ id: string }[]>`select id from inspection_subject where result = 'signs'`,
  );
  const lead = {
    body,
    number: '3-ĐX',
    received_on: '2026-04-10',
    source: 'supervision',
    source_ref: 'conclude-1',
    supervision: found!.id,
    kind: 'organisation',
    subject_unit: office.units.tam_ky,
    substance: 'Không họp chi ủy 6 tháng liền',
  };
  expect(codes(await record(chair, 'signal', { ...lead, substance: 'Ông Nguyễn Văn A báo tin' }))).toEqual([
    'names_somebody',
  ]);
  expect(codes(await record(chair, 'signal', { ...lead, source_ref: 'Nguyễn Văn A' }))).toEqual([
    'source_ref_not_opaque',
  ]);
  expect(codes(await record(chair, 'signal', { ...lead, source: 'press' }))).toEqual(['supervision_wanted']);
  const signal = await made(chair, 'signal', lead);
  const opening = {
    id: office.newId(),
    number: '11-QĐ',
    title: 'Kiểm tra khi có dấu hiệu vi phạm',
    opened_on: '2026-04-15',
  };
  expect(codes(await inspectOnSigns(chair, signal, { ...opening, opened_on: '2026-04-09' }))).toEqual([
    'opened_before_received',
  ]);
  expect(codes(await inspectOnSigns(chair, signal, opening))).toEqual([]);
  expect(await inspectOnSigns(chair, signal, opening)).toMatchObject({ value: { already: true } });
  expect(codes(await inspectOnSigns(chair, signal, { ...opening, id: office.newId() }))).toEqual([
    'screened_already',
  ]);
  const stored =
    await office.owner`select to_jsonb(i) - 'id' as row from inspection i where id = ${opening.id}`;
  expect(JSON.stringify(stored)).not.toContain('conclude-1');
  expect(await look((tx) => sessionLine(tx, opening.id))).toMatchObject({
    origin: 'signs',
    signal,
    signalNumber: '3-ĐX',
  });
});

const TEXTS = [
  'Ông Nguyễn Văn A',
  'NGUYỄN VĂN A nói',
  'bà Mai kể',
  'gọi 0912 345 678',
  'thu@dau.vn',
  'Hồ Thị B',
  'Trần Hưng',
  'Chi sai nguồn quỹ 12.000.000',
  'Trần nhà hội trường bị dột',
  'Không họp 6 tháng',
  'bà con phản ánh',
  'Thôn 3, năm 2025',
];

test.each(TEXTS)('the rule and the table see the same names in “%s”', async (text) => {
  const [row] = await office.owner<
    { seen: boolean }[]
  >`select names_somebody(${text.normalize('NFD')}) as seen`;
  expect(row!.seen).toBe(namesSomebody(text));
  expect(namesSomebody(text)).toBe(TEXTS.indexOf(text) < 7);
});

test('since 21-QĐ/TW a cell reports, and does not inspect on signs, a member who holds a post above it', async () => {
  const { units } = office;
  const machine = { ...office.machine, clock: chair.clock };
  const cell = await made(machine, 'body', {
    unit: units.tam_ky_cell,
    kind: 'cell',
    valid_from: '2020-01-01',
  });
  const write = (work: (tx: Writer) => Promise<unknown>) =>
    command(machine, { command: 'post', input: 1 }, async (tx) => done(await work(tx)));
  await write(
    (tx) => tx`insert into party_post (id, body, person, post, valid_from, came_by, decision)
      values (${office.newId()}, ${body}, ${officer}, 'member', '2024-01-01', 'election', '3-QĐ')`,
  );
  const subject = async (opened_on: string) => {
    const inspection = await made(machine, 'inspection', {
      ...{ body: cell, nature: 'inspection', origin: 'signs', number: opened_on, title: 'Cuộc', opened_on },
    });
    const about = { kind: 'member', subject_person: officer, works: ['signs'], content_codes: ['ethics'] };
    return codes(await record(machine, 'inspection_subject', { inspection, ...about }));
  };
  expect(await subject('2026-04-10')).toEqual([]);
  expect(await subject('2026-04-11')).toEqual(['managed_above?']);
  await write((tx) => tx`delete from party_post where person = ${officer}`);
  expect(await subject('2026-05-11')).toEqual([]);
});

test('a code is opaque, a name is not, whoever writes it', async () => {
  expect(['Đ-12/2026', '12.A'].every(isOpaque) && !['Lan', 'Nguyen Van A 1', ''].some(isOpaque)).toBe(true);
  const insert = office.owner`insert into signal (id, unit, body, number, received_on, source, source_ref, kind, subject_unit, substance, place, known_from, act, case_key)
    values (gen_random_uuid(), ${office.units.district}, ${body}, '1', '2026-01-01', 'press', 'Lan', 'organisation', ${office.units.tam_ky}, 'x', 0, now(), 1, gen_random_uuid())`;
  await expect(insert).rejects.toThrow();
});

test('whoever is concerned does not see the lead, nor what is opened on it, from the moment they are named', async () => {
  const lead = {
    ...{ body, number: '4-ĐX', received_on: '2026-04-10', source: 'press', source_ref: 'BC-12' },
    ...{ kind: 'member', subject_person: officer, substance: 'Chi sai nguồn quỹ' },
  };
  const signal = await made(chair, 'signal', lead);
  const [type, sessions] = [chair.catalogue.record('signal'), chair.catalogue.record('inspection')];
  const be = (person: string | null) => office.owner`update account set person = ${person}
    where id in (select account from mandate where role = 'inspection_chair')`;
  const opening = { id: office.newId(), number: '12-QĐ', title: 'Về chi quỹ', opened_on: '2026-04-15' };
  expect(await rowIn(chair, type, signal)).toMatchObject({ number: '4-ĐX' });
  await be(officer);
  expect(await rowIn(chair, type, signal)).toBe(undefined);
  expect(codes(await inspectOnSigns(chair, signal, opening))).toEqual(['not_found']);
  await be(null);
  expect(codes(await inspectOnSigns(chair, signal, opening))).toEqual([]);
  expect(await rowIn(chair, sessions, opening.id)).toMatchObject({ number: '12-QĐ' });
  await be(officer);
  expect(await rowIn(chair, sessions, opening.id)).toBe(undefined);
  expect((await look((tx) => boardCards(tx, null))).map((card) => card.id)).not.toContain(opening.id);
  await be(null);
});

test('the diary counts without a gap and keeps its pages', async () => {
  const { id } = await session('inspection', office.units.dien_ban, 'finance_dues');
  const pages = [];
  for (const text of ['Ngày thứ nhất', 'Ngày thứ hai']) {
    pages.push(await made(chair, 'team_diary', { inspection: id, written_on: '2026-03-05', text }));
  }
  const numbers = await look(
    (tx) => tx<{ number: number }[]>`select number from team_diary where inspection = ${id} order by number`,
  );
  expect(numbers.map(({ number }) => number)).toEqual([1, 2]);
  const torn = await withdraw(chair, chair.catalogue.record('team_diary'), pages[0]!, { reason: 'thôi' });
  expect(codes(torn)).toEqual(['diary_keeps_pages']);
});

test('money is whole đồng: proposed within what was found, done within what was proposed', async () => {
  const { subject } = await session('inspection', office.units.tam_ky, 'finance_budget');
  const zero = {
    rebook_proposed: '0',
    unit_proposed: '0',
    other_proposed: '0',
    rebook_done: '0',
    unit_done: '0',
    other_done: '0',
  };
  const money = {
    subject,
    cause: 'misspent',
    found: '9.007.199.254.740.993',
    recover_proposed: '0',
    recover_done: '0',
    ...zero,
  };
  expect(codes(await record(chair, 'finance_finding', money))).toEqual(['count.unreadable']);
  const found = { ...money, found: '12.500.000 đồng', recover_proposed: '12.500.001' };
  expect(codes(await record(chair, 'finance_finding', found))).toEqual(['proposed_more_than_found']);
  await made(chair, 'finance_finding', {
    ...found,
    recover_proposed: '12.000.000',
    recover_done: '2.000.000',
  });
});

test('regular supervision is a log of reminders; assets are verified in numbers, by commissions above the grassroots', async () => {
  const note = {
    body,
    seen_on: '2026-05-05',
    kind: 'organisation',
    subject_unit: office.units.tam_ky,
    content: 'working_rules',
    text: 'Chưa ban hành quy chế',
  };
  expect(
    codes(await record(chair, 'supervision_note', { ...note, answer: 'Đã làm', answered_on: '2026-05-06' })),
  ).toEqual(['answer_of_nothing']);
  await made(chair, 'supervision_note', {
    ...note,
    reminder: 'Ban hành trước 30/6',
    reminded_on: '2026-05-06',
  });
  const local = await made(office.machine, 'body', {
    unit: office.units.tam_ky,
    kind: 'inspection_commission',
    valid_from: '2020-01-01',
  });
  const assets = {
    year: '2026',
    plan: '1-KH',
    decided_on: '2026-05-05',
    chosen: '10',
    verified: '8',
    untrue: '1',
    disciplined: '0',
  };
  expect(
    codes(
      await record({ ...office.machine, clock: chair.clock }, 'asset_verification', {
        ...assets,
        body: local,
      }),
    ),
  ).toEqual(['not_asset_control']);
  await made(chair, 'asset_verification', { ...assets, body });
});
