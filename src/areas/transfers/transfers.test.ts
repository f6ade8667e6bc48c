/** A transfer from both ends: what each may see and do, where the member is counted, what the deadlines say. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, read } from '../../db/door.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { done } from '../../kernel/refusal.ts';
import type { Office } from '../../records/commands.ts';
import { accepted, codesOf, openOffice, rowIn, type TestOffice } from '../../records/testing.ts';
import { act } from '../membership/acts.ts';
import { membersOfUnits } from '../membership/contract.ts';
import { reorganise } from '../organisation/acts.ts';
import { announce } from './arrivals.ts';
import { runningClock } from './clocks.ts';
import { request, take } from './commands.ts';
import { awayForATime } from './contract.ts';
import { countedAt, listsOf, type Step, stateOf, stepsFor } from './rules.ts';
import { transfersSeen } from './store.ts';

let office: TestOffice;
let origin: Office;
let destination: Office;
let district: Office;

beforeAll(async () => {
  office = await openOffice();
  const { units } = office;
  origin = await office.officer('cell_secretary', units.tam_ky_cell);
  destination = await office.officer('office', units.dien_ban);
  district = await office.officer('office', units.district);
});
afterAll(() => office.close());

/** An official member of the cell at Tam Kỳ since 2021. */
async function member(name = 'Phan Thị Đông'): Promise<string> {
  const [person, stay, standing] = [office.newId(), office.newId(), office.newId()];
  const made = await command(office.machine, { command: 'x', input: person }, async (tx) => {
    const unit = office.units.tam_ky_cell;
    await tx`insert into person (id, unit, name) values (${person}, ${unit}, ${name})`;
    await tx`insert into stay (id, person, unit, valid_from, came_by) values (${stay}, ${person}, ${unit}, '2021-01-04', 'opening')`;
    await tx`insert into standing (id, person, unit, kind, valid_from) values (${standing}, ${person}, ${unit}, 'official', '2021-01-04')`;
    return done(null);
  });
  accepted(made);
  return person;
}

const asked = (person: string, more: Record<string, unknown> = {}) => ({
  ...{ id: office.newId(), person, kind: 'official', to_unit: 'Đảng bộ xã Điện Bàn' },
  ...{ decided_on: '1/8/2023', requested_on: '3/8/2023' },
  ...more,
});

const STEPS: Record<string, (more?: Record<string, unknown>) => [Step, Record<string, unknown>]> = {
  review: () => ['review', { reviewed_on: '10/8/2023', review_number: '04-NX/CB' }],
  introduce: (more) => [
    'introduce',
    { introduced_on: '20/8/2023', letter_number: '12-GT/ĐU', file_with: 'member', ...more },
  ],
  receive: (more) => [
    'receive',
    { received_on: '1/9/2023', received_cell: office.units.dien_ban_cell, file_with: 'destination', ...more },
  ],
  confirm: () => ['confirm', { confirmed_on: '5/9/2023', confirmation_number: '7-PB/ĐU' }],
};

/** Opens a transfer and takes the first steps of its origin. */
async function introduced(person: string, more: Record<string, unknown> = {}): Promise<string> {
  const { id } = accepted(await request(origin, asked(person, more)));
  accepted(await take(origin, id, ...STEPS.review!()));
  accepted(await take(origin, id, ...STEPS.introduce!()));
  return id;
}

const seen = async (who: Office, id: string) => (await read(who, (tx) => transfersSeen(tx, id)))[0];
const cells = async (person: string) =>
  await office.owner<{ unit: string; valid_from: string; valid_to: string | null; left_by: string | null }[]>`
    select unit, valid_from, valid_to, left_by from stay where person = ${person} order by valid_from`;

test('the whole way: each end does its own steps, and the stay moves with the receipt', async () => {
  const person = await member();
  const { id } = accepted(await request(origin, asked(person)));
  expect(await seen(destination, id), 'nothing is told before the introduction').toBeUndefined();
  expect(codesOf(await take(origin, id, ...STEPS.introduce!()))).toEqual(['not_the_step']);
  accepted(await take(origin, id, ...STEPS.review!()));
  expect(listsOf((await seen(origin, id))!, (await seen(origin, id))!)).toEqual(['to_do']);
  accepted(await take(origin, id, ...STEPS.introduce!()));

  const there = (await seen(destination, id))!;
  expect({ name: there.person_name, from: there.origin, lists: listsOf(there, there) }).toEqual({
    name: 'Phan Thị Đông',
    from: 'Chi bộ thôn Tam Kỳ',
    lists: ['coming'],
  });
  expect(
    await rowIn(destination, office.machine.catalogue.record('person'), person),
    'not yet their file',
  ).toBeUndefined();
  expect(listsOf((await seen(origin, id))!, (await seen(origin, id))!)).toEqual(['under_way']);
  expect([countedAt(there), (await cells(person)).map(({ unit }) => unit)]).toEqual([
    'origin',
    [office.units.tam_ky_cell],
  ]);

  expect(codesOf(await take(origin, id, ...STEPS.receive!({ received_cell: '' })))).toEqual(['not_the_step']);
  accepted(await take(destination, id, ...STEPS.receive!()));
  expect([...(await cells(person))]).toMatchObject([
    { unit: office.units.tam_ky_cell, valid_to: '2023-09-01', left_by: 'transfer' },
    { unit: office.units.dien_ban_cell, valid_from: '2023-09-01', valid_to: null },
  ]);
  const received = (await seen(destination, id))!;
  expect([countedAt(received), listsOf(received, received)]).toEqual(['destination', ['to_do']]);
  accepted(await take(destination, id, ...STEPS.confirm!()));
  expect(stateOf((await seen(origin, id))!)).toBe('confirmed');
  expect(await read(origin, (tx) => transfersSeen(tx))).toEqual([]);
});

test('the same request and the same step sent twice are recorded once', async () => {
  const person = await member();
  const typed = asked(person);
  accepted(await request(origin, typed));
  expect(accepted(await request(origin, typed)).already).toBe(true);
  expect(codesOf(await request(origin, asked(person)))).toEqual(['under_way person']);
  accepted(await take(origin, typed.id, ...STEPS.review!()));
  expect(accepted(await take(origin, typed.id, ...STEPS.review!())).already).toBe(true);
});

test('the receiving end cannot rewrite what the origin wrote, whatever is sent to the database', async () => {
  const id = await introduced(await member());
  const rewrite = command(destination, { command: 'x', input: id }, async (tx) => {
    await tx`update transfer set letter_number = 'giả' where id = ${id}`;
    return done(null);
  });
  expect((await rewrite).ok).toBe(false);
  const early = command(destination, { command: 'x', input: id }, async (tx) =>
    done(await tx`select move_by_transfer(${id}, ${office.newId()})`),
  );
  expect((await early).ok).toBe(false);
  expect((await seen(district, id))!.letter_number).toBe('12-GT/ĐU');
});

test('an officer of a third place sees nothing of it', async () => {
  const id = await introduced(await member());
  const stranger = await office.officer('office', office.units.tam_ky_cell);
  expect(await seen(stranger, id)).toBeDefined();
  const elsewhere = await office.officer('cell_secretary', office.units.dien_ban_cell);
  expect(await seen(elsewhere, id), 'introduced to the commune, not to the cell').toBeUndefined();
  expect(codesOf(await take(elsewhere, id, ...STEPS.receive!()))).toEqual(['not_found']);
});

test('a suspended member stays until the return is on record, or a reason is given', async () => {
  const person = await member();
  const id = office.newId();
  const suspend = command(office.machine, { command: 'x', input: id }, async (tx) =>
    done(
      await tx`insert into suspension (id, person, valid_from, until_on, decision_number, decided_on, decided_by)
        values (${id}, ${person}, '2023-05-01', '2023-07-29', '1-QĐ', '2023-05-01', 'BTV Huyện ủy')`,
    ),
  );
  accepted(await suspend);
  const typed = asked(person);
  const refused = await request(origin, typed);
  expect(codesOf(refused), 'past its last day, but nobody ended it').toEqual(['suspended person']);
  expect(refused.ok ? null : refused.refusals[0]).toMatchObject({
    rule: expect.stringContaining('22-QĐ/TW'),
    waivable: true,
  });
  accepted(await request(origin, { ...typed, exception: 'Theo đơn vị mới tái lập' }));
  accepted(await take(origin, typed.id, ...STEPS.review!()));
  expect(codesOf(await take(origin, typed.id, ...STEPS.introduce!()))).toEqual(['suspended introduced_on']);
  const back = command(office.machine, { command: 'x', input: id }, async (tx) =>
    done(await tx`update suspension set ended_on = '2023-08-15', end_document = '2-QĐ' where id = ${id}`),
  );
  accepted(await back);
  accepted(await take(origin, typed.id, ...STEPS.introduce!()));
});

test('the deadlines: 60 working days to start, 30 to present; past them a reason is asked for', async () => {
  const person = await member();
  const { id } = accepted(
    await request(origin, asked(person, { decided_on: '3/1/2023', requested_on: '1/8/2023' })),
  );
  const running = runningClock((await seen(origin, id))!, origin.regulations)!;
  expect(running.deadline.ok && running.deadline.value.on).toBe('2023-04-04');
  accepted(await take(origin, id, ...STEPS.review!()));
  expect(codesOf(await take(origin, id, ...STEPS.introduce!()))).toEqual(['late introduced_on']);
  accepted(
    await take(
      origin,
      id,
      ...STEPS.introduce!({ exception: 'Cấp trên đồng ý, ở xa', introduced_on: '11/8/2023' }),
    ),
  );
  expect(codesOf(await take(destination, id, ...STEPS.receive!({ received_on: '28/9/2023' })))).toEqual([
    'late received_on',
  ]);
  accepted(await take(destination, id, ...STEPS.receive!({ received_on: '26/9/2023' })));
  // What was done past its deadline stays told, for form 7 counts it.
  const [late] = await office.owner`select introduced_late, received_late from transfer where id = ${id}`;
  expect(late).toEqual({ introduced_late: true, received_late: false });
});

test('temporary activity stays in the number of the home cell, and is over with the return', async () => {
  const person = await member();
  const temporary = { kind: 'temporary', until_on: '1/2/2024' };
  expect(codesOf(await request(origin, asked(person, { ...temporary, until_on: '1/9/2023' })))).toEqual([
    'too_short until_on',
  ]);
  expect(codesOf(await request(origin, asked(person, { ...temporary, until_on: '1/8/2024' })))).toEqual([
    'too_long until_on',
  ]);
  const study = asked(person, { ...temporary, until_on: '1/8/2024', full_time_study: 'true' });
  const { id } = accepted(await request(origin, study));
  accepted(await take(origin, id, ...STEPS.introduce!()));
  accepted(await take(destination, id, ...STEPS.receive!()));
  const away = (day: string) =>
    read(origin, (tx) => awayForATime(tx, office.units.tam_ky_cell, plainDate(day)));
  expect(await away('2023-09-15')).toEqual([person]);
  expect((await cells(person)).length).toBe(1);
  expect(stepsFor((await seen(origin, id))!, (await seen(origin, id))!)).toContain('return');
  accepted(await take(destination, id, 'return', { returned_on: '1/10/2023' }));
  expect(await away('2023-10-01')).toEqual([]);
});

test('to a place outside the records the origin records what its papers say, and the number falls then', async () => {
  const person = await member();
  const id = await introduced(person, {
    ...{ to_unit: '', to_place: 'Đảng bộ phường 2, thành phố Huế', across: 'province' },
  });
  expect((await cells(person))[0]!.valid_to).toBeNull();
  accepted(await take(origin, id, ...STEPS.receive!({ received_cell: '' })));
  accepted(await take(origin, id, ...STEPS.confirm!()));
  expect((await cells(person))[0]).toMatchObject({ valid_to: '2023-09-01', left_by: 'transfer' });
});

test('what stands against a request', async () => {
  const person = await member();
  const refused = async (more: Record<string, unknown>) =>
    codesOf(await request(origin, asked(person, more)));
  expect(await refused({ to_place: 'Huế' })).toEqual(['one_destination to_unit']);
  expect(await refused({ to_unit: 'Đảng bộ xã Không Có' })).toEqual(['no_such_unit to_unit']);
  expect(await refused({ to_unit: 'Đảng bộ xã' })).toEqual(['which_unit to_unit']);
  expect(await refused({ kind: 'internal', to_unit: 'Chi bộ thôn Điện Bàn' })).toEqual([
    'not_internal to_unit',
  ]);
  expect(await refused({ to_unit: 'Chi bộ thôn Tam Kỳ' })).toEqual(['same_cell to_unit']);
  expect(await refused({ decided_on: '1/1/2024' })).toEqual(['in_the_future decided_on']);
  const stranger = office.newId();
  expect(codesOf(await request(origin, asked(stranger)))).not.toEqual([]);
});

test('a member who dies on the way is on no way any more', async () => {
  const person = await member();
  const id = await introduced(person);
  accepted(
    await act(origin, 'leave', { id: office.newId(), person, by: 'death', on: '25/8/2023', document: 'TB' }),
  );
  expect((await seen(origin, id))!).toMatchObject({ ended_on: '2023-08-25', ended_by: 'left' });
  expect(codesOf(await take(destination, id, ...STEPS.receive!()))).toEqual(['not_the_step']);
});

test('withdrawn on the way: the member stays where the member was', async () => {
  const person = await member();
  const id = await introduced(person);
  accepted(
    await take(origin, id, 'withdraw', { ended_on: '1/9/2023', exception: 'Không chuyển công tác nữa' }),
  );
  const coming = await read(destination, (tx) => transfersSeen(tx));
  expect(coming.map((one) => one.id)).not.toContain(id);
  expect((await cells(person))[0]!.valid_to).toBeNull();
});

/** A person of whom nothing is on record but the file, kept where the member is expected. */
async function stranger(): Promise<string> {
  const person = office.newId();
  accepted(
    await command(office.machine, { command: 'x', input: person }, async (tx) => {
      await tx`insert into person (id, unit, name) values (${person}, ${office.units.dien_ban}, 'Lê Thị Xa')`;
      return done(null);
    }),
  );
  return person;
}

const introducedFromHue = (person: string, more: Record<string, unknown> = {}) => ({
  ...{ id: office.newId(), person, kind: 'official', from_place: 'Đảng bộ phường 2, thành phố Huế' },
  ...{ across: 'province', standing: 'probationary', introduced_on: '20/8/2023', letter_number: '31-GT/TU' },
  ...{ file_with: 'member', ...more },
});

test('from outside: the introduction and its file are on record first, the member counts from the receipt on', async () => {
  const person = await stranger();
  const typed = introducedFromHue(person);
  const { id } = accepted(await announce(destination, typed));
  expect(accepted(await announce(destination, typed)).already).toBe(true);
  const coming = (await seen(destination, id))!;
  expect([coming.origin, stateOf(coming), listsOf(coming, coming), coming.file_with]).toEqual([
    'Đảng bộ phường 2, thành phố Huế',
    'introduced',
    ['coming'],
    'member',
  ]);
  expect(runningClock(coming, destination.regulations), 'thirty working days to present it').toBeDefined();
  expect(await cells(person)).toEqual([]);
  accepted(await take(destination, id, ...STEPS.receive!()));
  const [stay] = await office.owner`select unit, came_by, came_from, came_across, arrival_document from stay
    where person = ${person}`;
  expect(stay).toEqual({
    ...{ unit: office.units.dien_ban_cell, came_by: 'transfer', came_across: 'province' },
    ...{ came_from: 'Đảng bộ phường 2, thành phố Huế', arrival_document: '31-GT/TU' },
  });
  const standings = () => office.owner`select kind, valid_from from standing where person = ${person}`;
  expect(await standings()).toEqual([{ kind: 'probationary', valid_from: '2023-09-01' }]);
  accepted(await take(destination, id, ...STEPS.confirm!()));
  accepted(await take(destination, id, 'undo_receipt', { exception: 'Nhận nhầm người' }));
  expect([await cells(person), await standings()]).toEqual([[], []]);
  expect(stateOf((await seen(destination, id))!)).toBe('introduced');
});

test('what stands against an arrival', async () => {
  const refused = async (person: string, more: Record<string, unknown> = {}) =>
    codesOf(await announce(destination, introducedFromHue(person, more)));
  expect(await refused(await member())).toEqual(['not_found person']);
  const person = await stranger();
  expect(await refused(person, { across: '' })).toEqual(['which_boundary across']);
  expect(await refused(person, { introduced_on: '1/1/2024' })).toEqual(['in_the_future introduced_on']);
  expect(await refused(person, { kind: 'internal' })).toEqual(['internal_is_inside kind']);
  expect(await refused(person, { kind: 'temporary' })).toEqual(['until_when until_on']);
  expect(await refused(person, { file_with: 'destination' })).toEqual(['not_yet_here file_with']);
  expect(codesOf(await announce(district, introducedFromHue(await member())))).toEqual(['is_member person']);
});

test('a receipt recorded by mistake is taken back by the end that recorded it, while nothing has followed', async () => {
  const person = await member();
  const id = await introduced(person);
  accepted(await take(destination, id, ...STEPS.receive!()));
  const undo = { exception: 'Nhận nhầm người cùng tên' };
  expect(codesOf(await take(origin, id, 'undo_receipt', undo))).toEqual(['not_the_step']);
  expect(codesOf(await take(destination, id, 'undo_receipt', {}))).toEqual(['required exception']);
  accepted(await take(destination, id, 'undo_receipt', undo));
  expect(accepted(await take(destination, id, 'undo_receipt', undo)).already).toBe(true);
  expect(await cells(person)).toMatchObject([{ unit: office.units.tam_ky_cell, valid_to: null }]);
  expect(stateOf((await seen(destination, id))!)).toBe('introduced');
  accepted(await take(destination, id, ...STEPS.receive!({ received_on: '2/9/2023' })));
  const death = { id: office.newId(), person, by: 'death', on: '20/9/2023', document: 'TB' };
  accepted(await act(destination, 'leave', death));
  expect(codesOf(await take(destination, id, 'undo_receipt', undo))).toEqual(['moved']);
});

test('to a place outside, the boundary is told for form 1, and a mistaken receipt there is taken back here', async () => {
  const person = await member();
  const outside = { to_unit: '', to_place: 'Huế' };
  expect(codesOf(await request(origin, asked(person, outside)))).toEqual(['which_boundary across']);
  expect(codesOf(await request(origin, asked(person, { across: 'district' })))).toEqual([
    'boundary_is_known across',
  ]);
  const id = await introduced(person, { ...outside, across: 'province' });
  accepted(await take(origin, id, ...STEPS.receive!({ received_cell: '' })));
  const across = () => office.owner`select gone_across, valid_to from stay where person = ${person}`;
  expect(await across()).toEqual([{ gone_across: 'province', valid_to: '2023-09-01' }]);
  accepted(await take(origin, id, 'undo_receipt', { exception: 'Chưa đi' }));
  expect(await across()).toEqual([{ gone_across: null, valid_to: null }]);
});

test('a merger of cells moves the origin of what is on its way, and opens no transfer itself', async () => {
  const persons = [await member('Một'), await member('Hai'), await member('Ba')];
  const id = await introduced(persons[0]!);
  const before = await office.owner<{ n: number }[]>`select count(*)::int as n from transfer`;
  const heir = office.newId();
  const decision = {
    ...{
      id: office.newId(),
      number: '9-QĐ/HU',
      decided_by: 'BTV',
      summary: 'Hợp nhất',
      unit: office.units.district,
    },
    ...{ decided_on: '2023-09-01', effective_on: '2023-09-01', reason: 'x' },
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
  const [after] = await office.owner<{ n: number }[]>`select count(*)::int as n from transfer`;
  expect(after!.n).toBe(before[0]!.n);
  expect((await seen(district, id))!.unit).toBe(heir);
  accepted(await take(destination, id, ...STEPS.receive!({ received_on: '15/9/2023' })));
  expect((await cells(persons[0]!)).map(({ unit }) => unit)).toEqual([
    office.units.tam_ky_cell,
    heir,
    office.units.dien_ban_cell,
  ]);
});
