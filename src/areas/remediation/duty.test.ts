/** A duty from its conclusion to its end as the database keeps it, and what is told of it while nobody looks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { addDays, plainDate } from '../../kernel/plain-date.ts';
import { done } from '../../kernel/refusal.ts';
import { contextOf, correct, enter, type Office, withdraw } from '../../records/commands.ts';
import { accepted, codesOf, openOffice, rowIn, type TestOffice } from '../../records/testing.ts';
import { openAlarms } from '../proceedings/agenda-store.ts';
import { raiseAlarms } from '../proceedings/alarms.ts';
import { clocksOf, stepForm, stepsDone } from '../proceedings/contract.ts';
import { remediation, remediationMoney } from './contract.ts';
import { dutyMachine } from './duty.ts';
import { openDuties, stepFields, takeDutyBack, takeDutyStep } from './duty-acts.ts';
import { moneyOf, worstDuties } from './store.ts';

let office: TestOffice;
let officer: Office;
let chair: Office;
let above: Office;
let ids: { subject: string; owner: string; verifier: string };

beforeAll(async () => {
  office = await openOffice();
  officer = await office.officer('inspection', office.units.tam_ky);
  chair = await office.officer('inspection_chair', office.units.tam_ky);
  above = await office.officer('inspection_chair', office.units.district);
  const [body, inspection, subject, owner, verifier] = Array.from({ length: 5 }, () => office.newId());
  ids = { subject: subject!, owner: owner!, verifier: verifier! };
  accepted(
    await command(office.machine, { command: 'x', input: 1 }, async (tx) => {
      await tx`insert into body (id, unit, kind, valid_from) values (${body!}, ${office.units.tam_ky}, 'inspection_commission', '2000-01-01')`;
      for (const [id, name] of [
        [owner!, 'Trần Văn An'],
        [verifier!, 'Lê Thị Bình'],
      ] as const)
        await tx`insert into person (id, unit, name) values (${id}, ${office.units.tam_ky_cell}, ${name})`;
      return done(null);
    }),
  );
  accepted(
    await command(officer, { command: 'x', input: 1 }, async (tx) => {
      await tx`insert into inspection (id, body, nature, origin, number, title, opened_on)
        values (${inspection!}, ${body!}, 'inspection', 'signs', '07-QĐ/UBKT', 'x', '2023-01-05')`;
      await tx`insert into inspection_subject (id, inspection, kind, subject_person, works, concluded_on, conclusion_number, result)
        values (${subject!}, ${inspection!}, 'member', ${owner!}, '{signs}', '2023-03-29', '08-TB/UBKT', 'shortcomings')`;
      return done(null);
    }),
  );
});
afterAll(() => office.close());

/** Lays duties as a conclusion does; answers the ids, newest last. */
async function lay(...due: string[]): Promise<string[]> {
  accepted(
    await command(officer, { command: 'conclude', input: 1 }, async (tx) => {
      const lines = due.map((day) => ({
        ...{
          subject: ids.subject,
          duty: `Nộp lại tiền, hạn ${day}`,
          due_on: plainDate(day),
          verifier: ids.verifier,
        },
      }));
      const refusals = await openDuties(contextOf(officer, tx), lines);
      expect(refusals).toEqual([]);
      return done(null);
    }),
  );
  const rows = await office.owner<{ id: string }[]>`select id from remediation order by id`;
  return rows.map(({ id }) => id).slice(-due.length);
}

const step = async (
  duty: string,
  name: string,
  on: string,
  more: Record<string, string> = {},
  who = officer,
) =>
  codesOf(
    await takeDutyStep(who, duty, name, stepForm(dutyMachine, name, stepFields(name)), {
      ...{ id: office.newId(), on, document: '12-BC/CB', note: 'chưa thu đủ' },
      ...more,
    }),
  );
const duty = async (id: string) => {
  const row = (await rowIn(officer, remediation, id))!;
  return [row.planned_on, row.done_on, row.verified_on, row.due_on];
};
const clock = async (id: string) => {
  const [one] = await read(officer, (tx) => clocksOf(tx, 'remediation', id));
  return [one!.startedOn, one!.stoppedOn, 'on' in one!.budget! ? one!.budget.on : null];
};
const steps = (id: string) => read(officer, (tx) => stepsDone(tx, 'remediation', id));

test('a duty goes from its day to its end, back where it was not done, and its days follow', async () => {
  const [id] = (await lay('2023-06-30')) as [string];
  expect(await clock(id)).toEqual(['2023-03-29', null, '2023-06-30']);
  // What the database itself numbers can be opened by its address like everything else.
  const made = await office.owner<{ id: string }[]>`select id from case_clock`;
  expect(made.map((row) => isId(row.id))).toEqual([true]);
  expect(await step(id, 'pass', '2023-05-01')).toEqual(['not_from_here step']);
  expect(await step(id, 'plan', '2023-04-10')).toEqual([]);
  expect(await step(id, 'extend', '2023-06-01', { new_due_on: '2023-07-31' })).toEqual([]);
  expect(await step(id, 'extend', '2023-06-02', { new_due_on: '2023-08-31' })).toEqual(['step_taken step']);
  expect(await step(id, 'report', '2023-06-20', { document: '' })).toEqual(['no_evidence document']);
  expect(await step(id, 'report', '2023-06-20')).toEqual([]);
  expect([await duty(id), await clock(id)]).toEqual([
    ['2023-04-10', '2023-06-20', null, '2023-07-31'],
    ['2023-03-29', '2023-06-20', '2023-07-31'],
  ]);
  expect(await step(id, 'fail', '2023-07-01', { new_due_on: '2023-09-30' })).toEqual([]);
  expect([await duty(id), await clock(id)]).toEqual([
    ['2023-04-10', null, null, '2023-09-30'],
    ['2023-03-29', null, '2023-09-30'],
  ]);
  expect(await step(id, 'report', '2023-08-01')).toEqual([]);
  expect(await step(id, 'pass', '2023-08-15')).toEqual([]);
  expect(await duty(id)).toEqual(['2023-04-10', '2023-08-01', '2023-08-15', '2023-09-30']);
  // The way it went stays: reported twice, once not done. What is left is to tell the owner.
  expect((await steps(id)).map((one) => one.step)).toEqual([
    'plan',
    'extend',
    'report',
    'fail',
    'report',
    'pass',
  ]);
  expect(await step(id, 'tell', '2023-08-16')).toEqual([]);
  expect(await step(id, 'reopen', '2023-08-17')).toEqual(['case_ended step']);
});

test('nobody verifies what is laid on them, nor types over what steps have written', async () => {
  const [id] = (await lay('2023-09-30')) as [string];
  const row = (await rowIn(officer, remediation, id))!;
  const change = (values: Record<string, unknown>) =>
    correct(officer, remediation, id, {
      ...{ subject: row.subject, duty: row.duty, due_on: row.due_on, verifier: row.verifier },
      ...{ seen: row.known_from, reason: 'sửa', ...values },
    });
  expect(codesOf(await change({ verifier: ids.owner }))).toEqual(['verifier_is_owner verifier']);
  expect(codesOf(await change({ owner_person: ids.owner, owner_unit: office.units.tam_ky }))).toEqual([
    'one_owner owner_person',
  ]);
  expect(await step(id, 'report', '2023-09-20')).toEqual([]);
  const again = (await rowIn(officer, remediation, id))!;
  expect(codesOf(await change({ seen: again.known_from, done_on: '2023-09-19' }))).toEqual([
    'kept_by_steps done_on',
  ]);
  await office.owner`update account set person = ${ids.owner} where id in (
    select account from mandate where role = 'inspection')`;
  // Whoever the case is about sees nothing of it any more.
  expect(await step(id, 'pass', '2023-09-25')).not.toEqual([]);
  await office.owner`update account set person = null`;
  const back = (last: string) => takeDutyBack(officer, id, { step: last, reason: 'ghi nhầm' });
  expect(codesOf(await takeDutyBack(officer, id, { step: (await steps(id)).at(-1)!.id }))).toEqual([
    'reason_required reason',
  ]);
  accepted(await back((await steps(id)).at(-1)!.id));
  expect(await duty(id)).toEqual([null, null, null, '2023-09-30']);
  accepted(await withdraw(officer, remediation, id, { reason: 'nhập nhầm' }));
  expect(await read(officer, (tx) => clocksOf(tx, 'remediation', id))).toEqual([]);
});

test('an extension taken back gives the day before; days entered without steps become steps', async () => {
  const [id] = (await lay('2023-09-30')) as [string];
  expect(await step(id, 'extend', '2023-09-01', { new_due_on: '2023-10-31' })).toEqual([]);
  accepted(await takeDutyBack(officer, id, { step: (await steps(id)).at(-1)!.id, reason: 'ghi nhầm' }));
  expect(await duty(id)).toEqual([null, null, null, '2023-09-30']);
  await command(office.machine, { command: 'x', input: 1 }, async (tx) => {
    await tx`update remediation set planned_on = '2023-04-10', done_on = '2023-06-20' where id = ${id}`;
    return done(null);
  });
  expect(await clock(id)).toEqual(['2023-03-29', '2023-06-20', '2023-09-30']);
  expect(await step(id, 'pass', '2023-07-01')).toEqual([]);
  expect((await steps(id)).map((one) => one.step)).toEqual(['plan', 'report', 'pass']);
});

test('“not done” without a new day leaves the day as extended, and taken back it leaves it so', async () => {
  const [id] = (await lay('2023-06-30')) as [string];
  expect(await step(id, 'extend', '2023-06-01', { new_due_on: '2023-07-31' })).toEqual([]);
  expect(await step(id, 'report', '2023-07-01')).toEqual([]);
  expect(await step(id, 'fail', '2023-07-05')).toEqual([]);
  expect(await duty(id)).toEqual([null, null, null, '2023-07-31']);
  const back = async () =>
    accepted(await takeDutyBack(officer, id, { step: (await steps(id)).at(-1)!.id, reason: 'ghi nhầm' }));
  await back();
  expect([await duty(id), await clock(id)]).toEqual([
    [null, '2023-07-01', null, '2023-07-31'],
    ['2023-03-29', '2023-07-01', '2023-07-31'],
  ]);
  await back();
  await back();
  expect([await duty(id), await clock(id)]).toEqual([
    [null, null, null, '2023-06-30'],
    ['2023-03-29', null, '2023-06-30'],
  ]);
  accepted(await withdraw(officer, remediation, id, { reason: 'nhập nhầm' }));
});

test('an overdue duty is told above without anybody looking, once, by number and kind; the worst is offered to the next programme', async () => {
  const [late, later] = (await lay('2023-09-01', '2023-09-20')) as [string, string];
  expect(await step(later, 'report', '2023-09-10')).toEqual([]);
  expect(await step(later, 'fail', '2023-09-15', { new_due_on: '2023-10-20' })).toEqual([]);
  const raised = accepted(await raiseAlarms(office.machine));
  expect(raised.above).toBe(1);
  expect(accepted(await raiseAlarms(office.machine))).toEqual({ reminders: 0, above: 0, renewed: 0 });
  const told = await read(above, (tx) => openAlarms(tx, 9));
  expect(
    told.map(({ kind, number, level, dueOn, fromUnit }) => [kind, number, level, dueOn, fromUnit]),
  ).toEqual([['remediation', '08-TB/UBKT', -1, '2023-09-01', 'Đảng bộ xã Tam Kỳ']]);
  // The case itself stays with those who work on it.
  expect(await rowIn(above, remediation, late)).toBe(undefined);
  expect((await read(chair, (tx) => openAlarms(tx, 9))).every(({ level }) => level >= 0)).toBe(true);
  const today = office.clock.today();
  const worst = await read(chair, (tx) => worstDuties(tx, office.units.tam_ky, today, 9));
  expect(worst.map(({ id, overdueDays, reopened }) => [id, overdueDays, reopened])).toEqual([
    [late, 34, 0],
    [later, 0, 1],
  ]);
  expect(addDays(worst[0]!.dueOn, worst[0]!.overdueDays)).toBe(today);
});

test('money of a duty: proposed against done by way, in whole đồng', async () => {
  const [id] = (await lay('2023-12-31')) as [string];
  const pay = (way: string, stage: string, amount: string, on = '2023-09-01') =>
    enter(officer, remediationMoney, {
      id: office.newId(),
      duty: id,
      way,
      stage,
      amount,
      on_date: on,
      document: 'PT 12',
    });
  accepted(await pay('recover', 'proposed', '9007199254740'));
  accepted(await pay('recover', 'done', '1500000'));
  accepted(await pay('recover', 'done', '500000'));
  accepted(await pay('rebook', 'proposed', '250000'));
  expect(codesOf(await pay('rebook', 'done', '0'))).toEqual(['no_amount amount']);
  expect(codesOf(await pay('recover', 'done', '1', '2023-10-06'))).toEqual(['in_the_future on_date']);
  expect(await read(officer, (tx) => moneyOf(tx, id))).toEqual([
    { way: 'rebook', proposed: '250000', done: '0' },
    { way: 'recover', proposed: '9007199254740', done: '2000000' },
  ]);
});
