/** Dues by month over the records: noted for several at once, what the question counts, and what a merger does to them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, read } from '../../db/door.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { done } from '../../kernel/refusal.ts';
import type { Office } from '../../records/commands.ts';
import { accepted, codesOf, openOffice, type TestOffice } from '../../records/testing.ts';
import { membersOfUnits } from '../membership/contract.ts';
import { reorganise } from '../organisation/acts.ts';
import { noteDues } from './commands.ts';
import { countOf, duesRefusals } from './rules.ts';
import { duesByCell, duesOfCell, monthsMissed } from './store.ts';

let office: TestOffice;
let secretary: Office;
let persons: string[];

beforeAll(async () => {
  office = await openOffice();
  secretary = await office.officer('cell_secretary', office.units.tam_ky_cell);
  persons = ['An', 'Bình', 'Chi'].map(() => office.newId());
  const made = await command(office.machine, { command: 'x', input: persons }, async (tx) => {
    const unit = office.units.tam_ky_cell;
    for (const [i, id] of persons.entries()) {
      await tx`insert into person (id, unit, name) values (${id}, ${unit}, ${`Đảng viên ${i + 1}`})`;
      await tx`insert into stay (id, person, unit, valid_from, came_by)
        values (${office.newId()}, ${id}, ${unit}, '2021-01-04', 'opening')`;
    }
    return done(null);
  });
  accepted(made);
});
afterAll(() => office?.close());

const note = (month: string, mark: string, of: readonly string[], more: Record<string, string> = {}) =>
  noteDues(secretary, { month, paid_on: '', ground: '', ...more }, mark, of);

const counted = async () =>
  (await read(secretary, (tx) => monthsMissed(tx, 2023))).map(({ person, months }) => [
    persons.indexOf(person),
    ...countOf(months, 2023, 3).map(({ n, asks }) => `${n} ${asks}`),
  ]);

test('several at once, whole or not at all; whoever is on record is left as they are', async () => {
  expect(codesOf(await note('9/2023', 'paid', persons))).toEqual(['when_paid paid_on']);
  expect(codesOf(await note('9/2023', 'x', persons))).toEqual(['which_mark mark']);
  expect(codesOf(await note('9/2023', 'paid', []))).toEqual(['nobody']);
  expect(codesOf(await note('12/2020', 'paid', persons, { paid_on: '5/9/2023' }))).toEqual([
    'not_a_member person',
  ]);
  expect(accepted(await note('9/2023', 'paid', persons.slice(0, 2), { paid_on: '5/9/2023' }))).toEqual({
    recorded: 2,
  });
  const ground = { ground: 'Đủ 50 năm tuổi đảng' };
  expect(accepted(await note('9/2023', 'exempt', persons, ground))).toEqual({ recorded: 1 });
  expect(await read(secretary, (tx) => duesByCell(tx, '2023-09'))).toMatchObject([
    { members: 3, paid: 2, exempt: 1, missed: 0 },
  ]);
});

test('the question counts months noted as unpaid, and none that was paid later or had a good reason', async () => {
  for (const month of ['5/2023', '6/2023', '7/2023']) accepted(await note(month, 'missed', [persons[0]!]));
  accepted(await note('8/2023', 'missed', [persons[0]!], { ground: 'nằm viện' }));
  expect(await counted()).toEqual([[0, '3 true']]);
  accepted(await note('6/2023', 'paid', [persons[0]!], { paid_on: '2/10/2023' }));
  expect(await counted()).toEqual([[0, '2 false']]);
});

test('a merger takes the months along; the cell where they were paid stays named', async () => {
  const heir = office.newId();
  const decision = {
    ...{ id: office.newId(), number: '9-QĐ/HU', decided_by: 'BTV', summary: 'Hợp nhất', reason: 'x' },
    ...{ unit: office.units.district, decided_on: '2023-10-01', effective_on: '2023-10-01' },
    operations: [
      {
        do: 'found',
        id: heir,
        name: 'Chi bộ mới',
        code: 'moi',
        kind: 'subordinate_cell',
        parent: office.units.tam_ky,
      },
      { do: 'merge', units: [office.units.tam_ky_cell], into: heir },
    ],
  };
  accepted(await reorganise(office.machine, decision as never, membersOfUnits));
  const rows = await office.owner`select distinct unit, cell from dues_month`;
  expect(rows).toEqual([{ unit: heir, cell: office.units.tam_ky_cell }]);
  const missed = await office.owner`select distinct unit from missed_month`;
  expect(missed).toEqual([{ unit: heir }]);
  const next = await office.officer('cell_secretary', heir);
  expect((await read(next, (tx) => duesOfCell(tx, heir, '2023-10'))).map(({ state }) => state)).toEqual([
    null,
    null,
    null,
  ]);
  expect(await read(next, (tx) => monthsMissed(tx, 2023))).toHaveLength(1);
});

test.each([
  ['paid on a day', {}, []],
  ['exempt without a ground', { state: 'exempt', paidOn: null }, ['why_exempt']],
  ['both', { ground: 'hộ nghèo' }, ['not_both']],
  ['of the month to come', { month: '2023-11' }, ['in_the_future']],
  ['paid tomorrow', { paidOn: plainDate('2023-10-06') }, ['in_the_future']],
])('a month of dues: %s', (_, more, codes) => {
  const facts = { month: '2023-09', state: 'paid', paidOn: plainDate('2023-09-05'), ground: null };
  const all = { ...facts, isMember: true, today: plainDate('2023-10-05'), ...more };
  expect(duesRefusals(all).map(({ code }) => code)).toEqual(codes);
});
