/** Badges and cards over the records: where party age comes from, what a sanction does, what follows the member. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, read, type Writer } from '../../db/door.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { done } from '../../kernel/refusal.ts';
import { enter, type Office } from '../../records/commands.ts';
import { accepted, codesOf, openOffice, type TestOffice } from '../../records/testing.ts';
import { act } from '../membership/acts.ts';
import { findPersons, personQuestion } from '../membership/contract.ts';
import { duplicates } from '../membership/merge-store.ts';
import { awardRound } from './commands.ts';
import { nextOccasion, roundOf } from './occasions.ts';
import { withoutPartyAge } from './store.ts';

let office: TestOffice;
let district: Office;
let secretary: Office;

beforeAll(async () => {
  office = await openOffice();
  district = await office.officer('office', office.units.district);
  secretary = await office.officer('cell_secretary', office.units.tam_ky_cell);
});
afterAll(() => office.close());

const write = async (work: (tx: Writer) => Promise<unknown>) =>
  accepted(
    await command(office.machine, { command: 'x', input: office.newId() }, async (tx) => {
      await work(tx);
      return done(null);
    }),
  );

/** An official member of the cell at Tam Kỳ since 2000, as the records opened. */
async function member(name: string): Promise<string> {
  const person = office.newId();
  await write(async (tx) => {
    const unit = office.units.tam_ky_cell;
    await tx`insert into person (id, unit, name) values (${person}, ${unit}, ${name})`;
    await tx`insert into stay (id, person, unit, valid_from, came_by) values (${office.newId()}, ${person}, ${unit}, '2000-01-01', 'opening')`;
    await tx`insert into standing (id, person, unit, kind, valid_from) values (${office.newId()}, ${person}, ${unit}, 'official', '2000-01-01')`;
  });
  return person;
}

const type = (name: string) => office.machine.catalogue.record(name);
const since = (person: string, valid_from: string, valid_to = '') =>
  enter(secretary, type('party_period'), {
    id: office.newId(),
    person,
    valid_from,
    valid_to,
    document: 'Lý lịch',
  });

const round = async (who: Office, day = '2023-10-05') => {
  const occasion = nextOccasion(who.regulations, plainDate(day))!;
  const rows = await read(who, (tx) => roundOf(tx, who.regulations, occasion));
  return Object.fromEntries(rows.map(({ name, level, status }) => [name, `${level} ${status}`]));
};

const DECISION = { decision_number: '45-QĐ/TU', decided_on: '1/10/2023', decided_by: 'BTV Tỉnh ủy' };

test('from periods, admissions and restorations, cut where the person left; the others are told', async () => {
  const [entered, broken, nobody] = [await member('Có'), await member('Ngắt quãng'), await member('Không')];
  accepted(await since(entered, '20/10/1993'));
  accepted(await since(broken, '20/10/1983', '20/10/1990'));
  accepted(await since(broken, '20/10/2000'));
  const admitted = await member('Kết nạp');
  await write(async (tx) => {
    const [body, unit] = [office.newId(), office.units.tam_ky_cell];
    await tx`insert into body (id, unit, kind, valid_from) values (${body}, ${office.units.tam_ky}, 'committee', '2000-01-01')`;
    await tx`insert into admission (id, person, unit, body, number, decided_on, ceremony_on)
      values (${office.newId()}, ${admitted}, ${unit}, ${body}, '1', '1993-10-25', '1993-11-20')`;
  });
  const due = { Có: '30 due', 'Kết nạp': '30 due', 'Ngắt quãng': '30 due' };
  expect(await round(district), 'thirty years after 20/10/1983, put off by ten years of gap').toEqual(due);
  expect(
    await round(district, '2053-10-01'),
    'years ahead; the gap of ten years does not count',
  ).toMatchObject({
    Có: '60 due',
    'Ngắt quãng': '60 due',
  });
  const unaged = await read(secretary, (tx) => withoutPartyAge(tx, plainDate('2023-10-05'), 5));
  expect(unaged).toMatchObject({ total: 1, some: [{ person: nobody }] });
});

test('a sanction the reader may read puts it off; the award then needs the cell', async () => {
  const person = await member('Bị cảnh cáo');
  accepted(await since(person, '1/10/1993'));
  await write(async (tx) => {
    const body = office.newId();
    await tx`insert into body (id, unit, kind, valid_from) values (${body}, ${office.units.district}, 'standing_committee', '2000-01-01')`;
    await tx`insert into discipline_decision (id, body, number, decided_on, subject_kind, subject_person, form, primary_content)
      values (${office.newId()}, ${body}, '1', '2023-02-20', 'member', ${person}, 'warning', 'corruption')`;
  });
  expect((await round(district))['Bị cảnh cáo']).toBe('30 put_off');
  expect((await round(secretary))['Bị cảnh cáo'], 'the cell may not read it, and its page says so').toBe(
    '30 due',
  );
  const awarded = [{ person, level: 30, kind: 'regular' }] as const;
  const award = (more: Record<string, string>) => awardRound(district, { ...DECISION, ...more }, awarded);
  expect(codesOf(await award({ awarded_on: '7/11/2023' }))).toEqual(['put_off awarded_on']);
  expect(codesOf(await award({ awarded_on: '3/2/2024' }))).toEqual(['cell_must_agree cell_agreed_on']);
  const agreed = { awarded_on: '3/2/2024', cell_agreed_on: '2/10/2023', cell_document: '9-NQ/CB' };
  expect(accepted(await award(agreed))).toEqual({ recorded: 1 });
  expect((await round(district, '2024-01-05'))['Bị cảnh cáo']).toBeUndefined();
});

test('one decision for several is recorded whole or not at all, and for at most twenty', async () => {
  const [good, young] = [await member('Đủ'), await member('Thiếu')];
  accepted(await since(good, '1/11/1993'));
  accepted(await since(young, '1/11/2003'));
  const both = [good, young].map((person) => ({ person, level: 30, kind: 'regular' as const }));
  const typed = { ...DECISION, awarded_on: '7/11/2023' };
  expect(codesOf(await awardRound(district, typed, both))).toEqual(['too_early awarded_on']);
  expect((await office.owner`select from badge_award where person = ${good}`).length).toBe(0);
  expect(codesOf(await awardRound(district, typed, []))).toEqual(['nobody']);
  const many = Array.from({ length: 21 }, () => both[0]!);
  expect(codesOf(await awardRound(district, typed, many))).toEqual(['too_many']);
});

test('who died within reach of a level stands in the posthumous list, and is counted no more', async () => {
  const person = await member('Từ trần');
  accepted(await since(person, '1/5/1994'));
  accepted(
    await act(secretary, 'leave', {
      id: office.newId(),
      person,
      by: 'death',
      on: '1/10/2023',
      document: 'TB',
    }),
  );
  expect((await round(district))['Từ trần']).toBe('30 posthumous');
});

test('cards: old and new numbers stay, one is valid; what hangs on a member follows the file', async () => {
  const person = await member('Có thẻ');
  const card = (more: Record<string, unknown>) =>
    enter(secretary, type('party_card'), {
      ...{ id: office.newId(), person, card_number: '01234567', came_by: 'first' },
      ...{ issued_on: '1/9/2001', decision_number: '1-QĐ', ...more },
    });
  const first = accepted(await card({})).id;
  expect(codesOf(await card({ card_number: '01234568', came_by: 'lost' }))).toEqual(['has_card person']);
  expect(codesOf(await card({ card_number: '1234', ended_on: '1/9/2002', ended_by: 'lost' }))).toEqual([
    'bad_number card_number',
  ]);
  await write(
    (tx) => tx`update stay set valid_to = '2023-09-01', left_by = 'transfer' where person = ${person}`,
  );
  await write(
    (tx) => tx`insert into stay (id, person, unit, valid_from, came_by)
    values (${office.newId()}, ${person}, ${office.units.dien_ban_cell}, '2023-09-01', 'transfer')`,
  );
  const [followed] = await office.owner<{ unit: string; versions: number }[]>`
    select unit, (select count(*)::int from past.party_card where id = ${first}) as versions from party_card where id = ${first}`;
  expect(followed).toEqual({ unit: office.units.dien_ban_cell, versions: 0 });
});

test('a card ends by the act by which its member dies or leaves, and is valid again when that is taken back', async () => {
  const person = await member('Thẻ');
  const card = { id: office.newId(), person, card_number: '09876543', came_by: 'first' };
  accepted(
    await enter(secretary, type('party_card'), { ...card, issued_on: '1/9/2001', decision_number: '1-QĐ' }),
  );
  const ended = async () =>
    (await office.owner`select ended_on, ended_by, end_document from party_card where id = ${card.id}`)[0];
  const resigned = { id: office.newId(), person, by: 'resigned', on: '1/10/2023', document: '8-QĐ' };
  accepted(await act(secretary, 'leave', resigned));
  expect(await ended()).toEqual({ ended_on: '2023-10-01', ended_by: 'left', end_document: '8-QĐ' });
  await write((tx) => tx`update stay set valid_to = null, left_by = null where person = ${person}`);
  expect(await ended()).toEqual({ ended_on: null, ended_by: null, end_document: null });
  await write(
    (tx) => tx`update stay set valid_to = '2023-10-02', left_by = 'transfer' where person = ${person}`,
  );
  expect(await ended(), 'a transfer ends no card').toMatchObject({ ended_on: null });
  await write(
    (tx) => tx`update stay set valid_to = '2023-10-02', left_by = 'death' where person = ${person}`,
  );
  expect(await ended()).toMatchObject({ ended_on: '2023-10-02', ended_by: 'death' });
});

test('one number in two files is a question with a reason, and the two are likely one person’s', async () => {
  const [one, other] = [await member('Một Hai'), await member('Ba Bốn')];
  const card = (person: string, more: Record<string, unknown> = {}) =>
    enter(secretary, type('party_card'), {
      ...{ id: office.newId(), person, card_number: '05550555', came_by: 'first' },
      ...{ issued_on: '1/9/2001', decision_number: '1-QĐ', ...more },
    });
  accepted(await card(one));
  expect(codesOf(await card(other))).toEqual(['card_elsewhere card_number']);
  accepted(await card(other, { reason: 'có thể một người hai hồ sơ' }));
  const pairs = await read(secretary, (tx) => duplicates(tx, 50));
  expect(pairs.map(({ by, first, second }) => [by, new Set([first.id, second.id])])).toEqual([
    ['card', new Set([one, other])],
  ]);
  const found = (who: Office, typed: string) =>
    read(who, async (tx) => (await findPersons(tx, personQuestion(typed), 9)).map(({ id }) => id));
  expect(new Set(await found(secretary, '05 550 555'))).toEqual(new Set([one, other]));
  const stranger = await office.officer('cell_secretary', office.units.dien_ban_cell);
  expect(await found(stranger, '05550555'), 'outside its mandate').toEqual([]);
  accepted(
    await enter(secretary, type('party_card'), {
      ...{
        id: office.newId(),
        person: await member('Thẻ mới'),
        card_number: '049053000099',
        came_by: 'first',
      },
      ...{ issued_on: '1/9/2001', decision_number: '1-QĐ', reason: 'thẻ mới' },
    }),
  );
  expect(
    await found(secretary, '049053000099'),
    'twelve digits that are nobody’s identity number',
  ).toHaveLength(1);
});
