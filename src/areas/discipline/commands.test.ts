import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openWork, type Work } from '../../audit/testing.ts';
import { catalogue } from '../../catalogue.ts';
import { read } from '../../db/door.ts';
import { type District, foundDistrict } from '../../figures/testing.ts';
import { correct, enter, type Office, withdraw } from '../../records/commands.ts';
import { loadRecord } from '../../records/store.ts';
import { loadRegulations } from '../../regulations/reader.ts';
import { disciplineDecision } from './contract.ts';

let work: Work;
let office: Office;
let units: District;
let person: string;
const bodies = { commission: '', cell: '' };

beforeAll(async () => {
  work = await openWork();
  office = { ...work.who, catalogue, regulations: loadRegulations() };
  units = await foundDistrict(work);
  for (const name of Object.keys(bodies) as (keyof typeof bodies)[]) bodies[name] = work.newId();
  await work.act('bodies', async (tx) => {
    await tx`insert into body ${tx([
      {
        id: bodies.commission,
        unit: units.district,
        kind: 'inspection_commission',
        valid_from: '2000-01-01',
      },
      { id: bodies.cell, unit: units.a1, kind: 'cell', valid_from: '2000-01-01' },
    ])}`;
  });
});
afterAll(() => work.close());

/** A fresh official member of A1 for every test. */
beforeEach(async () => {
  person = work.newId();
  await work.act('member', async (tx) => {
    await tx`insert into person (id, unit, name) values (${person}, ${units.a1}, 'Nguyễn Văn Bình')`;
    await tx`insert into stay (id, person, unit, valid_from, came_by)
      values (${work.newId()}, ${person}, ${units.a1}, '2010-01-01', 'opening')`;
    await tx`insert into standing (id, person, kind, valid_from)
      values (${work.newId()}, ${person}, 'official', '2010-01-01')`;
  });
});

const typed = (more: object = {}) => ({
  id: work.newId(),
  body: bodies.commission,
  number: '12-QĐ/UBKTHU',
  decided_on: '12/5/2023',
  subject_kind: 'member',
  subject_person: person,
  form: 'expulsion',
  primary_content: 'corruption',
  reason: 'Theo hồ sơ',
  ...more,
});

const stay = async () => {
  const [row] =
    await work.owner`select valid_to, left_by, departure_document from stay where person = ${person}`;
  return row;
};

const codes = (outcome: Awaited<ReturnType<typeof enter>>) =>
  outcome.ok ? [] : outcome.refusals.map(({ code }) => code);

test('a cell cannot expel, and nothing is written', async () => {
  const given = typed({ body: bodies.cell });
  expect(codes(await enter(office, disciplineDecision, given))).toEqual(['beyond_competence']);
  expect(await work.owner`select 1 from discipline_decision where id = ${given.id}`).toHaveLength(0);
  expect(await stay()).toMatchObject({ valid_to: null });
});

test('where the rule is inferred, a reason is asked for only if the form is not allowed', async () => {
  const dissolved = typed({ form: 'dissolution', reason: '' });
  expect(codes(await enter(office, disciplineDecision, dissolved))).toEqual([
    'impossible_form',
    'beyond_competence',
  ]);
  expect(codes(await enter(office, disciplineDecision, typed({ form: 'reprimand', reason: '' })))).toEqual(
    [],
  );
});

test('an expulsion ends the stay, a new date moves it, a withdrawal reopens it', async () => {
  const given = typed();
  expect(await enter(office, disciplineDecision, given)).toMatchObject({ ok: true });
  expect(await stay()).toMatchObject({
    valid_to: '2023-05-12',
    left_by: 'expelled',
    departure_document: '12-QĐ/UBKTHU',
  });
  const known = await read(office, (tx) => loadRecord(tx, disciplineDecision, given.id));
  const corrected = { ...given, decided_on: '15/5/2023', seen: known!.known_from, reason: 'Sai ngày' };
  expect(await correct(office, disciplineDecision, given.id, corrected)).toMatchObject({ ok: true });
  expect(await stay()).toMatchObject({ valid_to: '2023-05-15' });
  expect(await withdraw(office, disciplineDecision, given.id, { reason: 'Nhập nhầm' })).toMatchObject({
    ok: true,
  });
  expect(await stay()).toMatchObject({ valid_to: null, left_by: null });
});

test('a member who has left by that decision already is left alone', async () => {
  await work.act(
    'left',
    (tx) => tx`update stay set valid_to = '2023-05-13', left_by = 'expelled' where person = ${person}`,
  );
  expect(await enter(office, disciplineDecision, typed())).toMatchObject({ ok: true });
  expect(await stay()).toMatchObject({ valid_to: '2023-05-13' });
});

test('a decision that changes a case must name its first, on the same member', async () => {
  const first = typed({ form: 'warning' });
  expect(await enter(office, disciplineDecision, first)).toMatchObject({ ok: true });
  const change = typed({ form: 'reprimand', changes: first.id, decided_on: '1/6/2023', number: '3-QĐ/HU' });
  expect(codes(await enter(office, disciplineDecision, change))).toEqual(['change_reason_wanted']);
  const sound = { ...change, change_reason: 'Giải quyết khiếu nại' };
  expect(await enter(office, disciplineDecision, sound)).toMatchObject({ ok: true });
  const third = { ...sound, id: work.newId(), changes: change.id, number: '4-QĐ/TU' };
  expect(codes(await enter(office, disciplineDecision, third))).toEqual(['not_the_first']);
});

test('a post is given back by withdrawing the decision that took it, and by no other', async () => {
  const [post, other] = [work.newId(), work.newId()];
  const until = async () =>
    (
      await work.owner<{ valid_to: string | null }[]>`select valid_to from party_post where person = ${person}
      order by valid_from`
    ).map(({ valid_to }) => valid_to);
  await work.act('posts', async (tx) => {
    const held = { person, post: 'member', came_by: 'election', decision: '1-QĐ' };
    await tx`insert into party_post ${tx([
      { id: other, body: bodies.cell, valid_from: '2012-01-01', valid_to: '2023-05-12', ...held },
      { id: post, body: bodies.commission, valid_from: '2020-01-01', valid_to: null, ...held },
    ])}`;
  });
  const dismissal = typed({ form: 'dismissal' });
  expect(codes(await enter(office, disciplineDecision, dismissal))).toEqual([]);
  // One had ended on that very day by itself.
  expect(await until()).toEqual(['2023-05-12', '2023-05-12']);
  const expulsion = typed({ number: '13-QĐ/UBKTHU' });
  expect(codes(await enter(office, disciplineDecision, expulsion))).toEqual([]);
  expect(codes(await withdraw(office, disciplineDecision, expulsion.id, { reason: 'Nhập nhầm' }))).toEqual(
    [],
  );
  expect(await until()).toEqual(['2023-05-12', '2023-05-12']);
  expect(codes(await withdraw(office, disciplineDecision, dismissal.id, { reason: 'Nhập nhầm' }))).toEqual(
    [],
  );
  expect(await until()).toEqual(['2023-05-12', null]);
});
