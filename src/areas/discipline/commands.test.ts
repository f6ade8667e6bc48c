/** What a decision causes in membership and posts, how a wrong one is made good, and suspensions, as stored. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { command, read } from '../../db/door.ts';
import { done } from '../../kernel/refusal.ts';
import { correct, enter, type Office, withdraw } from '../../records/commands.ts';
import { loadRecord } from '../../records/store.ts';
import { accepted, codesOf, rowIn } from '../../records/testing.ts';
import { suspension } from '../cell/contract.ts';
import { partyPost } from '../membership/posts.ts';
import { type Machine, stepForm, stepsDone } from '../proceedings/contract.ts';
import { suspensionOrder, wrongful } from './case.ts';
import { disciplineDecision } from './contract.ts';
import { suspensionMachine, wrongfulMachine } from './machines.ts';
import { suspensionFields, takeBackSuspensionStep, takeSuspensionStep } from './suspension-acts.ts';
import { type Cases, openCases, took } from './testing.ts';
import { takeWrongfulStep } from './wrongful-acts.ts';

let office: Cases;
let machine: Office;
let bodies: Cases['bodies'];
let record: Cases['record'];
let person: string;
let post: string;

beforeAll(async () => {
  office = await openCases();
  ({ machine, bodies, record } = office);
});
afterAll(() => office.close());

beforeEach(async () => {
  ({ person, post } = await office.member());
});

const decisionTyped = (matter: string | null, more = {}) => office.decisionTyped(person, matter, more);

const typed = (more: object = {}) => ({
  id: office.newId(),
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
    await office.owner`select valid_to, left_by, departure_document from stay where person = ${person}`;
  return row;
};

const codes = (outcome: Awaited<ReturnType<typeof enter>>) =>
  outcome.ok ? [] : outcome.refusals.map(({ code }) => code);

test('a cell cannot expel, and nothing is written', async () => {
  const given = typed({ body: bodies.cell });
  expect(codes(await enter(machine, disciplineDecision, given))).toEqual(['beyond_competence']);
  expect(await office.owner`select 1 from discipline_decision where id = ${given.id}`).toHaveLength(0);
  expect(await stay()).toMatchObject({ valid_to: null });
});

test('where the rule is inferred, a reason is asked for only if the form is not allowed', async () => {
  const dissolved = typed({ form: 'dissolution', reason: '' });
  expect(codes(await enter(machine, disciplineDecision, dissolved))).toEqual([
    'impossible_form',
    'beyond_competence',
  ]);
  expect(codes(await enter(machine, disciplineDecision, typed({ form: 'reprimand', reason: '' })))).toEqual(
    [],
  );
});

test('an expulsion ends the stay, a new date moves it, a withdrawal reopens it', async () => {
  const given = typed();
  expect(await enter(machine, disciplineDecision, given)).toMatchObject({ ok: true });
  expect(await stay()).toMatchObject({
    valid_to: '2023-05-12',
    left_by: 'expelled',
    departure_document: '12-QĐ/UBKTHU',
  });
  const known = await read(machine, (tx) => loadRecord(tx, disciplineDecision, given.id));
  const corrected = { ...given, decided_on: '15/5/2023', seen: known!.known_from, reason: 'Sai ngày' };
  expect(await correct(machine, disciplineDecision, given.id, corrected)).toMatchObject({ ok: true });
  expect(await stay()).toMatchObject({ valid_to: '2023-05-15' });
  expect(await withdraw(machine, disciplineDecision, given.id, { reason: 'Nhập nhầm' })).toMatchObject({
    ok: true,
  });
  expect(await stay()).toMatchObject({ valid_to: null, left_by: null });
});

test('a member who has left by that decision already is left alone', async () => {
  await command(machine, { command: 'left', input: {} }, async (tx) =>
    done(await tx`update stay set valid_to = '2023-05-13', left_by = 'expelled' where person = ${person}`),
  );
  expect(await enter(machine, disciplineDecision, typed())).toMatchObject({ ok: true });
  expect(await stay()).toMatchObject({ valid_to: '2023-05-13' });
});

test('a decision that changes a case must name its first, on the same member', async () => {
  const first = typed({ form: 'warning' });
  expect(await enter(machine, disciplineDecision, first)).toMatchObject({ ok: true });
  const change = typed({ form: 'reprimand', changes: first.id, decided_on: '1/6/2023', number: '3-QĐ/HU' });
  expect(codes(await enter(machine, disciplineDecision, change))).toEqual(['change_reason_wanted']);
  const sound = { ...change, change_reason: 'Giải quyết khiếu nại' };
  expect(await enter(machine, disciplineDecision, sound)).toMatchObject({ ok: true });
  const third = { ...sound, id: office.newId(), changes: change.id, number: '4-QĐ/TU' };
  expect(codes(await enter(machine, disciplineDecision, third))).toEqual(['not_the_first']);
});

test('a suspension has its last day as a deadline, is extended once within 180 days, and ends by a decision alone', async () => {
  const typed = {
    ...{ body: bodies.standing, number: '8-QĐ/HU', decided_on: '1/7/2023', subject_kind: 'member' },
    ...{ subject_person: person, what: 'party', ground: 'obstruction', valid_from: '1/7/2023' },
  };
  const long = await enter(machine, suspensionOrder, { id: office.newId(), ...typed, until_on: '29/9/2023' });
  expect(codesOf(long)).toEqual(['too_long until_on']);
  const id = await record(suspensionOrder, { ...typed, until_on: '28/9/2023' });
  const due = async () =>
    office.owner`select due_on from case_clock where kind = 'suspension' and case_id = ${id} and stopped_on is null`;
  expect([...(await due())]).toEqual([{ due_on: '2023-09-28' }]);
  const inCell = async () =>
    await office.owner<{ id: string }[]>`select * from suspension where person = ${person}`;
  const shown = { valid_from: '2023-07-01', until_on: '2023-09-28', unit: office.units.tam_ky_cell };
  expect(await inCell()).toMatchObject([{ ...shown, decision_number: '8-QĐ/HU', extended_until: null }]);
  const byHand = {
    person,
    what: 'party',
    valid_from: '15/7/2023',
    until_on: '1/8/2023',
    decision_number: '1',
  };
  const more = { id: office.newId(), decided_by: 'CB', decided_on: '14/7/2023' };
  expect(codesOf(await enter(machine, suspension, { ...byHand, ...more }))).toEqual([
    'ordered_already person',
  ]);
  const gone = await withdraw(machine, suspension, (await inCell())[0]!.id, { reason: 'Nhầm' });
  expect(codesOf(gone)).toEqual(['by_its_order person']);
  const take = (name: string, on: string, more: Record<string, unknown> = {}) =>
    takeSuspensionStep(machine, id, name, stepForm(suspensionMachine, name, suspensionFields(name)), {
      ...{ id: office.newId(), on, document: '9-QĐ' },
      ...more,
    });
  const corrected = async (more: Record<string, unknown>) =>
    correct(machine, suspensionOrder, id, {
      ...{ ...typed, until_on: '28/9/2023', ...more, reason: 'Sai ngày' },
      seen: (await rowIn(machine, suspensionOrder, id))!.known_from,
    });
  accepted(await corrected({ until_on: '20/9/2023' }));
  expect([...(await due())], 'the clock goes with the order').toEqual([{ due_on: '2023-09-20' }]);
  expect(await inCell()).toMatchObject([{ until_on: '2023-09-20' }]);
  accepted(await corrected({}));
  const post = { body: bodies.committee, person, post: 'member', came_by: 'election', decision: '4-QĐ/HU' };
  const elected = async (valid_from: string, more = {}) =>
    codesOf(await enter(machine, partyPost, { id: office.newId(), ...post, ...more, valid_from }));
  expect(await elected('15/7/2023')).toEqual(['suspended person']);
  const inCommission = { body: bodies.commission, reason: 'Đã xin ý kiến cấp trên' };
  expect(await elected('15/7/2023', { body: bodies.commission })).toEqual(['suspended person']);
  expect(await elected('15/7/2023', inCommission), 'inferred: a reason answers it').toEqual([]);
  expect(codesOf(await take('extend', '1/10/2023', { until_on: '27/12/2023' }))).toEqual(['ran_out on']);
  expect(codesOf(await take('extend', '20/9/2023', { until_on: '28/12/2023' }))).toEqual([
    'too_long until_on',
  ]);
  await took(take('extend', '20/9/2023', { until_on: '27/12/2023' }));
  expect([...(await due())]).toEqual([{ due_on: '2023-12-27' }]);
  expect(codesOf(await take('extend', '21/9/2023', { until_on: '27/12/2023' }))).toContain(
    'not_from_here step',
  );
  expect(codesOf(await corrected({ until_on: '19/9/2023' }))).toEqual(['outside_extension until_on']);
  expect(codesOf(await corrected({ valid_from: '21/9/2023' }))).toEqual(['after_a_step valid_from']);
  accepted(await corrected({ until_on: '27/9/2023' }));
  expect(await inCell()).toMatchObject([{ until_on: '2023-09-27', extended_until: '2023-12-27' }]);
  expect([...(await due())], 'the extension stays').toEqual([{ due_on: '2023-12-27' }]);
  const kept = await withdraw(machine, suspensionOrder, id, { reason: 'Nhầm' });
  expect(codesOf(kept)).toEqual(['steps_stand']);
  expect(codesOf(await take('lift', '1/10/2023'))).toEqual(['right_missing step']);
  await took(take('tell', '1/10/2023'));
  await took(take('lift', '1/10/2023'));
  expect([...(await due())]).toEqual([]);
  expect(await inCell()).toMatchObject([{ extended_until: '2023-12-27', ended_on: '2023-10-01' }]);
  for (const name of ['lift', 'tell', 'extend']) {
    const last = (await read(machine, (tx) => stepsDone(tx, 'suspension', id))).at(-1)!;
    expect(last.step).toBe(name);
    await took(takeBackSuspensionStep(machine, id, { step: last.id, reason: 'Nhầm' }));
  }
  expect([...(await due())]).toEqual([{ due_on: '2023-09-27' }]);
  expect(await inCell()).toMatchObject([{ extended_until: null, ended_on: null }]);
  accepted(await withdraw(machine, suspensionOrder, id, { reason: 'Nhầm' }));
  expect([[...(await due())], [...(await inCell())]]).toEqual([[], []]);
});

test('a suspension from the committee alone keeps posts on committees, and an organisation’s what its rule names', async () => {
  const order = {
    ...{ body: bodies.standing, number: '8-QĐ/HU', decided_on: '1/7/2023', ground: 'obstruction' },
    ...{ valid_from: '1/7/2023', until_on: '28/9/2023' },
  };
  const ofMember = { subject_kind: 'member', subject_person: person, what: 'committee' };
  await record(suspensionOrder, { ...order, ...ofMember });
  const clerk = await office.officer('organisation', office.units.district);
  const elected = async (body: string, valid_from = '15/7/2023', more = {}) =>
    codesOf(
      await enter(clerk, partyPost, {
        ...{ id: office.newId(), body, person, post: 'member', came_by: 'election', decision: '4-QĐ/HU' },
        ...{ valid_from, ...more },
      }),
    );
  expect(await elected(bodies.committee)).toEqual(['suspended person']);
  const ended = { valid_to: '1/7/2023' };
  expect(await elected(bodies.committee, '30/6/2023', ended), 'before it began').toEqual([]);
  expect(await elected(bodies.commission), 'no committee').toEqual([]);
  expect(await elected(bodies.committee, '15/7/2023', { reason: 'Theo chỉ đạo' }), 'inferred').toEqual([]);
  const given = { subject_kind: 'organisation', subject_unit: office.units.tam_ky, what: 'party' };
  const id = await record(suspensionOrder, { ...order, ...given });
  const honoured = async (who: Office, decided_on: string) =>
    codesOf(
      await enter(who, machine.catalogue.record('commendation'), {
        ...{ id: office.newId(), subject_kind: 'organisation', subject_unit: office.units.tam_ky },
        ...{ body: bodies.committee, number: '7-QĐ/HU', decided_on, form: 'praise', theme: 'yearly' },
      }),
    );
  const clerkOfHonours = await office.officer('office', office.units.district);
  expect(await honoured(clerkOfHonours, '1/8/2023')).toEqual(['suspended subject_unit']);
  expect(await honoured(clerkOfHonours, '1/10/2023'), 'past its last day and not lifted').toEqual([
    'suspended subject_unit',
  ]);
  const lifted = (name: string) =>
    takeSuspensionStep(machine, id, name, stepForm(suspensionMachine, name), {
      ...{ id: office.newId(), on: '20/8/2023', document: '9-QĐ' },
    });
  await took(lifted('tell'));
  await took(lifted('lift'));
  expect(await honoured(clerkOfHonours, '21/8/2023'), 'lifted').toEqual([]);
});

test('whoever reads the sanction neither appoints nor honours its member while it is in effect', async () => {
  const clerk = await office.officer('office', office.units.district);
  await record(disciplineDecision, decisionTyped(null, { body: bodies.commission, form: 'warning' }));
  const appointed = async (who: Office, valid_from: string, body = bodies.committee) =>
    codesOf(
      await enter(who, partyPost, {
        ...{ id: office.newId(), body, person, post: 'member', came_by: 'appointment' },
        ...{ decision: '4-QĐ/HU', valid_from },
      }),
    );
  expect(await appointed(clerk, '1/9/2022')).toEqual(['sanction_in_effect person']);
  expect(await appointed(clerk, '21/7/2023'), 'twelve months later').toEqual([]);
  const honour = {
    body: bodies.committee,
    number: '7-QĐ/HU',
    decided_on: '2/9/2022',
    form: 'praise',
    theme: 'yearly',
  };
  const given = { id: office.newId(), subject_kind: 'member', subject_person: person, ...honour };
  const type = machine.catalogue.record('commendation');
  expect(codesOf(await enter(clerk, type, given))).toEqual(['sanction_in_effect subject_person']);
  const brought = await appointed(machine, '1/9/2022', bodies.standing);
  expect(brought, 'what is brought in is taken as it was').toEqual([]);
});

test('a wrong sanction is annulled, apologised for and restored; the period it was counted in stays as it was', async () => {
  const typed = { body: bodies.commission, form: 'dismissal', decided_on: '1/6/2023', number: '11-QĐ/UBKT' };
  const decision = await record(disciplineDecision, decisionTyped(null, typed));
  expect((await office.owner`select valid_to from party_post where id = ${post}`)[0]).toMatchObject({
    valid_to: '2023-06-01',
  });
  const id = await record(wrongful, {
    ...{
      body: bodies.committee,
      number: '12-KL/HU',
      found_on: '1/9/2023',
      decision,
      grounds: 'Không có vi phạm',
    },
  });
  const take = (name: string, on = '10/9/2023') =>
    takeWrongfulStep(machine, id, name, stepForm(wrongfulMachine as Machine, name), {
      ...{ id: office.newId(), on, document: '9-BB' },
    });
  expect(codesOf(await take('annul'))).toEqual(['not_cancelled step']);
  await record(
    disciplineDecision,
    decisionTyped(null, {
      ...{
        body: bodies.committee,
        form: 'none',
        changes: decision,
        change_reason: 'Oan',
        number: '13-QĐ/HU',
      },
      decided_on: '5/9/2023',
    }),
  );
  await took(take('annul'));
  await took(take('apologise'));
  expect(codesOf(await take('no_post'))).toEqual(['post_was_lost step']);
  expect(codesOf(await take('finish'))).toContain('step_missing step');
  for (const name of ['restore_rights', 'restore_post', 'no_membership', 'finish', 'close'])
    await took(take(name));
  expect((await rowIn(machine, disciplineDecision, decision))!.decided_on).toBe('2023-06-01');
});

test('an expulsion takes every post, and making it good gives one back', async () => {
  const typed = { body: bodies.commission, form: 'expulsion', decided_on: '1/6/2023', number: '14-QĐ/UBKT' };
  const decision = await record(disciplineDecision, decisionTyped(null, typed));
  const undone = { form: 'none', changes: decision, change_reason: 'Oan', decided_on: '5/9/2023' };
  const by = { body: bodies.committee, number: '15-QĐ/HU' };
  await record(
    disciplineDecision,
    decisionTyped(null, { ...by, ...undone, reason: 'Phục hồi đảng tịch ở bước sau' }),
  );
  const found = { number: '16-KL/HU', found_on: '1/9/2023', decision, grounds: 'Không có vi phạm' };
  const id = await record(wrongful, { body: bodies.committee, ...found });
  const take = (name: string) =>
    takeWrongfulStep(machine, id, name, stepForm(wrongfulMachine as Machine, name), {
      ...{ id: office.newId(), on: '10/9/2023', document: '9-BB' },
    });
  await took(take('annul'));
  await took(take('apologise'));
  expect(codesOf(await take('no_post'))).toEqual(['post_was_lost step']);
  expect(codesOf(await take('no_membership'))).toEqual(['membership_was_lost step']);
});

test('a post is given back by withdrawing the decision that took it, and by no other', async () => {
  const until = async () =>
    (
      await office.owner<
        { valid_to: string | null }[]
      >`select valid_to from party_post where person = ${person}
      order by valid_from`
    ).map(({ valid_to }) => valid_to);
  await command(machine, { command: 'posts', input: null }, async (tx) => {
    await tx`insert into party_post ${tx({
      ...{ id: office.newId(), body: bodies.commission, person, post: 'member', came_by: 'election' },
      ...{ decision: '1-QĐ', valid_from: '2012-01-01', valid_to: '2023-05-12' },
    })}`;
    return done(null);
  });
  const dismissal = typed({ form: 'dismissal' });
  expect(codes(await enter(machine, disciplineDecision, dismissal))).toEqual([]);
  // One had ended on that very day by itself.
  expect(await until()).toEqual(['2023-05-12', '2023-05-12']);
  const expulsion = typed({ number: '13-QĐ/UBKTHU' });
  expect(codes(await enter(machine, disciplineDecision, expulsion))).toEqual([]);
  expect(codes(await withdraw(machine, disciplineDecision, expulsion.id, { reason: 'Nhập nhầm' }))).toEqual(
    [],
  );
  expect(await until()).toEqual(['2023-05-12', '2023-05-12']);
  expect(codes(await withdraw(machine, disciplineDecision, dismissal.id, { reason: 'Nhập nhầm' }))).toEqual(
    [],
  );
  expect(await until()).toEqual(['2023-05-12', null]);
});
