/** Meetings over the records: recorded whole or not at all, counted by two methods, and what absences say of a month. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asFigures, command, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { recordsBehind } from '../../figures/evaluate.ts';
import { loadFacts } from '../../figures/recount.ts';
import { NINE_MONTHS_2023 } from '../../figures/testing.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { done } from '../../kernel/refusal.ts';
import { correct, enter, type Office, withdraw } from '../../records/commands.ts';
import { loadRecord } from '../../records/store.ts';
import { accepted, codesOf, openOffice, type TestOffice } from '../../records/testing.ts';
import { countOf } from '../cell/rules.ts';
import { monthsMissed } from '../cell/store.ts';
import { recordMeeting } from './commands.ts';
import { cellMeeting, meetingAbsence } from './contract.ts';
import { meetingsFigures } from './figures.ts';
import { meetingsOf } from './store.ts';

let office: TestOffice;
let secretary: Office;
let cell: string;
let persons: string[];

beforeAll(async () => {
  office = await openOffice();
  cell = office.units.tam_ky_cell;
  secretary = await office.officer('cell_secretary', cell);
  persons = ['An', 'Bình', 'Chi', 'Dung'].map(() => office.newId());
  const made = await command(office.machine, { command: 'x', input: persons }, async (tx) => {
    for (const [i, id] of persons.entries()) {
      await tx`insert into person (id, unit, name) values (${id}, ${cell}, ${`Đảng viên ${i + 1}`})`;
      await tx`insert into stay (id, person, unit, valid_from, came_by)
        values (${office.newId()}, ${id}, ${cell}, ${i === 2 ? '2023-03-01' : '2021-01-04'}, 'opening')`;
    }
    await tx`insert into exemption (id, person, valid_from, decision_number, decided_on)
      values (${office.newId()}, ${persons[3]!}, '2023-02-01', '1-NQ/CB', '2023-01-20')`;
    return done(null);
  });
  accepted(made);
});
afterAll(() => office?.close());

const usual = { kind: 'regular', topic: '', minutes: '90', by_group: 'false', reason: '' };

const meet = (held_on: string, away: string[] = [], more: Record<string, string> = {}) =>
  recordMeeting(secretary, { id: office.newId(), unit: cell, held_on, ...usual, ...more }, away);

const month = (of: string) =>
  read(secretary, async (tx) =>
    (await meetingsOf(tx, of, cell)).map(({ held_on, expected, came }) => [held_on, came, expected]),
  );

test('a meeting and who was away, whole or not at all', async () => {
  // The third came in March, the fourth is exempt from February on.
  expect(codesOf(await meet('3/2/2023', ['', `${persons[0]} work`, `${persons[2]} none`]))).toEqual([
    'not_of_cell',
  ]);
  expect(codesOf(await meet('3/2/2023', [`${persons[3]} work`]))).toEqual(['is_exempt']);
  expect(codesOf(await meet('3/2/2023', [`${persons[0]} tired`]))).toEqual(['not_a_choice cause']);
  expect(codesOf(await meet('3/2/2023', Array(21).fill(`${persons[0]} work`)))).toEqual(['too_many']);
  expect(await month('2023-02')).toEqual([]);
  accepted(await meet('3/1/2023', []));
  accepted(await meet('3/2/2023', ['', `${persons[0]} work`]));
  accepted(await meet('3/3/2023', [`${persons[0]} none`, `${persons[2]} illness`]));
  expect(await month('2023-01')).toEqual([['2023-01-03', 3, 3]]);
  expect(await month('2023-02')).toEqual([['2023-02-03', 1, 2]]);
  expect(await month('2023-03')).toEqual([['2023-03-03', 1, 3]]);
});

test('a form sent twice records once; another meeting of the day is refused', async () => {
  const form = { id: office.newId(), unit: cell, held_on: '5/4/2023', ...usual };
  expect(accepted(await recordMeeting(secretary, form, [`${persons[0]} none`]))).toMatchObject({
    already: false,
  });
  expect(accepted(await recordMeeting(secretary, form, [`${persons[0]} none`]))).toMatchObject({
    already: true,
  });
  expect(codesOf(await meet('5/4/2023'))).toEqual(['meeting_there held_on']);
  expect(await month('2023-04')).toEqual([['2023-04-05', 2, 3]]);
});

test('a committee does not meet as a cell; a cell of others is not there', async () => {
  const above = await office.officer('office', office.units.district);
  const form = { id: office.newId(), held_on: '6/4/2023', ...usual };
  expect(codesOf(await recordMeeting(above, { ...form, unit: office.units.district }, []))).toEqual([
    'only_cells unit',
  ]);
  const foreign = await recordMeeting(secretary, { ...form, unit: office.units.dien_ban_cell }, []);
  expect(foreign.ok).toBe(false);
});

const asked = async () =>
  (await read(secretary, (tx) => monthsMissed(tx, 2023))).map(({ person, months }) => [
    persons.indexOf(person),
    months.map((one) => `${one.month} ${one.goodReason === null ? 'counts' : 'excused'}`).join(', '),
    countOf(months, 2023, 2).some(({ asks }) => asks),
  ]);

test('whoever came to no meeting of a month has missed it; with a reason each time it does not count', async () => {
  expect(await asked()).toEqual([
    [0, '2023-02 excused, 2023-03 counts, 2023-04 counts', true],
    [2, '2023-03 excused', false],
  ]);
  accepted(await meet('20/4/2023', [], { kind: 'extraordinary' }));
  expect(await asked()).toEqual([
    [0, '2023-02 excused, 2023-03 counts', false],
    [2, '2023-03 excused', false],
  ]);
  const noted = { id: office.newId(), person: persons[0]!, month: '3/2023', what: 'meetings' };
  const type = secretary.catalogue.record('missed_month');
  accepted(await enter(secretary, type, { ...noted, good_reason: 'Đi viện' }));
  expect((await asked())[0]).toEqual([0, '2023-02 excused, 2023-03 excused', false]);
});

async function values() {
  const figures = figureCatalogue([meetingsFigures]);
  const facts = await read(office.machine, (tx) => asFigures(tx, null, loadFacts));
  const { values: counted, differences } = await read(office.machine, (tx) =>
    compareCounts(tx, figures, facts, NINE_MONTHS_2023, plainDate('2023-10-05')),
  );
  expect(differences).toEqual([]);
  return Object.fromEntries(counted.get(office.units.district)!);
}

test('counted by two methods: members each time they were due, without those exempt; each opens', async () => {
  expect(await values()).toMatchObject({
    'cell.meetings': 5,
    'cell.meetings.regular': 4,
    'cell.meetings.extraordinary': 1,
    'cell.meeting.total': 14,
    'cell.meeting.attended': 10,
  });
  const request = { tops: [office.units.district], when: NINE_MONTHS_2023, tree: 'then' as const };
  const rows = await read(office.machine, (tx) =>
    asFigures(tx, null, (counting) =>
      recordsBehind(
        counting,
        figureCatalogue([meetingsFigures]),
        { ...request, today: plainDate('2023-10-05'), knownAt: null },
        'cell.meeting.attended',
      ),
    ),
  );
  expect(rows).toHaveLength(10);
  expect(new Set(rows.map(({ record }) => record))).toEqual(new Set(persons));
});

test('a meeting set to another day takes its absences along; withdrawn, they are withdrawn first', async () => {
  const [meeting] = await office.owner<{ id: string }[]>`
    select id from cell_meeting where held_on = '2023-03-03'`;
  const stored = await read(secretary, (tx) => loadRecord(tx, cellMeeting, meeting!.id));
  const seen = String(stored!.known_from);
  const typed = { ...usual, unit: cell, held_on: '4/3/2023', reason: 'Ghi nhầm ngày', seen };
  accepted(await correct(secretary, cellMeeting, meeting!.id, typed));
  const absences = await office.owner<{ id: string; on: string }[]>`
    select id, held_on as on from meeting_absence where meeting = ${meeting!.id}`;
  expect(absences.map(({ on }) => on)).toEqual(['2023-03-04', '2023-03-04']);
  const reason = { reason: 'Ghi nhầm' };
  expect(codesOf(await withdraw(secretary, cellMeeting, meeting!.id, reason))).toEqual(['in_use']);
  for (const { id } of absences) accepted(await withdraw(secretary, meetingAbsence, id, reason));
  accepted(await withdraw(secretary, cellMeeting, meeting!.id, reason));
});

test('a member reads the own absences and no meeting', async () => {
  const member = await office.officer('member', cell);
  await office.owner`update account set person = ${persons[0]!} where id = (
    select account from mandate where role = 'member')`;
  const rows = await read(member, async (tx) => ({
    own: await tx`select cause from meeting_absence order by held_on`,
    meetings: await tx`select from cell_meeting`,
  }));
  expect(rows.own).toHaveLength(2);
  expect(rows.meetings).toHaveLength(0);
});
