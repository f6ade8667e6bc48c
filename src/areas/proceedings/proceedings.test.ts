/** Steps and deadlines of a case as the database keeps them: who sees them, what follows, what is taken back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, read } from '../../db/door.ts';
import { addDays, type PlainDate, plainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { Context } from '../../records/catalogue.ts';
import { contextOf, type Office } from '../../records/commands.ts';
import type { Machine } from '../../records/machine.ts';
import { accepted, codesOf, openOffice, type TestOffice } from '../../records/testing.ts';
import { loadCalendar } from '../../regulations/calendar/read.ts';
import { agendaOf } from './agenda-store.ts';
import { raiseAlarms } from './alarms.ts';
import { calendarText, codeOf, makeCalendarKey, revokeCalendarKey } from './calendar.ts';
import { ownKeys } from './calendar-store.ts';
import { deadlineOf, pauseRefusals } from './clocks.ts';
import {
  extendClock,
  resumeClock,
  startClock,
  suspendClock,
  takeBackStep,
  takePauseBack,
  takeStep,
} from './commands.ts';
import { pauseDeadline, resumeDeadline, takeBackPause } from './pause.ts';
import { clocksOf, stepsDone, stopRunning } from './store.ts';

const WORD = w('việc', 'work');
const trial: Machine<'open' | 'told' | 'closed'> = {
  key: 'trial',
  words: WORD,
  initial: 'open',
  states: { open: { words: WORD }, told: { words: WORD }, closed: { words: WORD, ends: true } },
  steps: {
    hear: { words: WORD, from: ['open'], actor: WORD, right: w('được trình bày', 'heard'), rules: [] },
    tell: {
      ...{ words: WORD, from: ['open'], to: 'told', actor: WORD, rules: ['transfer.start'] },
      starts: [
        { clock: 'answer', words: WORD, rule: 'transfer.start', extension: { rule: 'transfer.start' } },
      ],
    },
    close: { words: WORD, from: ['told'], to: 'closed', actor: WORD, rules: [], stops: ['answer'] },
  },
};

let office: TestOffice;
let officer: Office;
let clerk: Office;
let subject: { kind: 'inspection'; id: string };

beforeAll(async () => {
  office = await openOffice();
  officer = await office.officer('inspection', office.units.tam_ky);
  clerk = await office.officer('petitions', office.units.tam_ky);
  const [body, id] = [office.newId(), office.newId()];
  accepted(
    await command(office.machine, { command: 'x', input: 1 }, async (tx) => {
      await tx`insert into body (id, unit, kind, valid_from) values (${body}, ${office.units.tam_ky}, 'inspection_commission', '2000-01-01')`;
      return done(null);
    }),
  );
  accepted(
    await command(officer, { command: 'x', input: 1 }, async (tx) => {
      await tx`insert into inspection (id, body, nature, origin, number, title, opened_on)
        values (${id}, ${body}, 'inspection', 'signs', '07-QĐ/UBKT', 'x', '2023-01-05')`;
      return done(null);
    }),
  );
  subject = { kind: 'inspection', id };
});
afterAll(() => office.close());

const day = plainDate;

/** The act as a command of its own; refusals as their codes. */
async function acting<T>(
  who: Office,
  work: (context: Context) => Promise<Refusal[] | T>,
): Promise<Outcome<T>> {
  return command(who, { command: 'x', input: 1 }, async (tx) => {
    const answer = await work(contextOf(who, tx));
    return Array.isArray(answer) && answer.length > 0 ? refused(...(answer as Refusal[])) : done(answer as T);
  });
}

const take = (step: string, on: string, who = officer, id?: string) =>
  acting(who, (context) => takeStep(context, trial, subject, step, { on: day(on), ...(id ? { id } : {}) }));
const clocks = (who = officer) => read(who, (tx) => clocksOf(tx, subject.kind, subject.id));
const due = async () => {
  const outcome = deadlineOf((await clocks()).at(-1)!, loadCalendar());
  return outcome.ok ? outcome.value.on : outcome.refusals[0]!.code;
};
const stored = async (): Promise<PlainDate | null> => {
  const [row] = await office.owner<
    { on: PlainDate | null }[]
  >`select due_on as on from case_clock order by act desc limit 1`;
  return row!.on;
};

test('a step starts its clock, is recorded once, and is seen by whoever sees the case', async () => {
  const id = office.newId();
  expect(codesOf(await take('close', '2023-02-01'))).toEqual(['not_from_here step']);
  expect(codesOf(await take('tell', '2023-10-05', officer, id))).toEqual([]);
  expect(codesOf(await take('tell', '2023-10-05', officer, id))).toEqual(['already_recorded']);
  expect([await due(), await stored()]).toEqual(['2023-12-28', '2023-12-28']);
  expect((await clocks()).map(({ clock }) => clock)).toEqual(['answer']);
  // The clerk of petitions writes steps of letters; those of inspections stay closed.
  expect(await clocks(clerk)).toEqual([]);
  expect(await read(clerk, (tx) => stepsDone(tx, subject.kind, subject.id))).toEqual([]);
  expect(codesOf(await take('close', '2023-10-05', clerk)).length).toBe(1);
});

test('a deadline stands still, runs again, is extended once and by its issuer', async () => {
  const clock = (await clocks())[0]!.id;
  const now = async () => (await clocks())[0]!;
  office.clock.step(57 * 86_400);
  const pause = async (from: string) => {
    const asked = { from: day(from), reason: 'ốm' };
    const running = await now();
    return acting(officer, (context) => suspendClock(context, running, asked));
  };
  const resume = async (to: string) => {
    const running = await now();
    return acting(officer, (context) => resumeClock(context, running, day(to)));
  };
  const extend = (days: number, decidedOn: string, byIssuer = true, reason = '') =>
    acting(officer, (context) =>
      extendClock(context, trial, clock, {
        days,
        document: '9-QĐ',
        decidedOn: day(decidedOn),
        byIssuer,
        reason,
      }),
    );
  expect(codesOf(await pause('2023-10-05'))).toEqual(['pause_early from_on']);
  expect(codesOf(await pause('2023-11-01'))).toEqual([]);
  expect(codesOf(await pause('2023-11-02'))).toEqual(['paused_already from_on']);
  expect([await due(), await stored()]).toEqual(['clock_paused', null]);
  expect(codesOf(await resume('2023-11-01'))).toEqual(['resumed_early to_on']);
  expect(codesOf(await resume('2023-11-15'))).toEqual([]);
  // Ten working days stood still, among them none that is a holiday; New Year lies on the way.
  expect([await due(), await stored()]).toEqual(['2024-01-12', '2024-01-12']);
  expect(codesOf(await extend(61, '2023-12-01', false))).toEqual([
    'not_by_issuer document',
    'extended_too_long days',
  ]);
  expect(codesOf(await extend(5, '2023-12-01'))).toEqual([]);
  expect(codesOf(await extend(5, '2023-12-01'))).toEqual(['extended_already days']);
  expect([await due(), await stored()]).toEqual(['2024-01-19', '2024-01-19']);
  const back = async (from: string) => {
    const running = await now();
    return acting(officer, (context) => takePauseBack(context, running, day(from)));
  };
  expect(codesOf(await back('2023-11-02'))).toEqual(['not_paused_then from_on']);
  expect([codesOf(await back('2023-11-01')), await due()]).toEqual([[], '2024-01-05']);
  expect(codesOf(await back('2023-11-01'))).toEqual(['not_paused_then from_on']);
  const running = await now();
  const ended = { today: day('2024-02-01'), due: day('2024-01-05') };
  const late = ['2024-01-05', '2024-01-06'].map((from) => pauseRefusals(running, day(from), ended));
  expect(late.map((one) => one.map(({ code }) => code))).toEqual([[], ['paused_late']]);
  // Sent again, each act is done once; what is sent at the same moment as well.
  const twice = (act: typeof pauseDeadline, typed: Record<string, string>) =>
    Promise.all([act(officer, clock, typed), act(officer, clock, typed)]);
  const done = async (...acts: Parameters<typeof twice>) =>
    (await twice(...acts)).map((one) => accepted(one).already).sort();
  expect(await done(pauseDeadline, { from_on: '30/11/2023', grounds: 'ốm' })).toEqual([false, true]);
  expect(await done(resumeDeadline, { to_on: '1/12/2023' })).toEqual([false, true]);
  expect(await due()).toBe('2024-01-08');
  expect(await done(takeBackPause, { from_on: '30/11/2023', reason: 'nhầm' })).toEqual([false, true]);
  expect(await due()).toBe('2024-01-05');
});

test('the last step alone is taken back, with what it did to deadlines; a right that was passed over stops the end', async () => {
  const back = (id: string) => acting(officer, (context) => takeBackStep(context, trial, subject, id));
  const steps = () => read(officer, (tx) => stepsDone(tx, subject.kind, subject.id));
  expect(codesOf(await take('close', '2023-11-30'))).toEqual(['right_missing step']);
  expect(codesOf(await back((await steps()).at(-1)!.id))).toEqual([]);
  expect(await clocks()).toEqual([]);
  for (const step of ['hear', 'tell', 'close'])
    expect([step, codesOf(await take(step, '2023-11-30'))]).toEqual([step, []]);
  expect((await clocks())[0]!.stoppedOn).toBe('2023-11-30');
  const [hear, , close] = await steps();
  expect(codesOf(await back(hear!.id))).toEqual(['not_last']);
  expect(codesOf(await back(close!.id))).toEqual([]);
  expect((await clocks())[0]!.stoppedOn).toBe(null);
});

const DAY_S = 86_400;

/** The reminders on record, as texts. */
const reminders = async () =>
  (
    await office.owner<{ text: string }[]>`
      select concat_ws(' ', c.clock, a.due_on, a.level, a.raised_on, a.number) as text
      from case_alarm a join case_clock c on c.id = a.clock order by 1`
  ).map(({ text }) => text);

const look = async () => accepted(await raiseAlarms(office.machine));

test('after a month with the server off the same reminders have come, each once', async () => {
  const start = (clock: string, inDays: number) =>
    acting(officer, async (context) => {
      const on = office.clock.today();
      await startClock(context, subject, { clock, on: addDays(on, inDays) }, { on });
      return [];
    });
  accepted(await start('conclude', 20));
  accepted(await start('short', 5));
  for (let day = 0; day < 30; day += 1) {
    await look();
    office.clock.step(DAY_S);
  }
  const daily = await reminders();
  expect(daily).toEqual([
    'conclude 2023-12-21 0 2023-12-21 07-QĐ/UBKT',
    'conclude 2023-12-21 15 2023-12-06 07-QĐ/UBKT',
    'conclude 2023-12-21 7 2023-12-14 07-QĐ/UBKT',
    'short 2023-12-06 0 2023-12-06 07-QĐ/UBKT',
  ]);
  expect(await look()).toEqual({ reminders: 0, above: 0, renewed: 0 });
  await office.owner`truncate case_alarm`;
  expect((await look()).reminders).toBe(4);
  expect(await reminders()).toEqual(daily);
  // A new last day is a new reason to remind; what was met reminds nobody.
  const clock = (await clocks()).find((one) => one.clock === 'conclude')!;
  const asked = {
    days: 40,
    document: '10-QĐ',
    decidedOn: day('2023-12-20'),
    byIssuer: true,
    reason: 'cần thêm',
  };
  accepted(await acting(officer, (context) => extendClock(context, trial, clock.id, asked)));
  office.clock.step(20 * DAY_S);
  expect((await look()).reminders).toBe(1);
  accepted(
    await acting(officer, async (context) =>
      [await stopRunning(context.tx, { ...subject, clock: 'conclude', on: day('2024-01-20') })].slice(1),
    ),
  );
  office.clock.step(20 * DAY_S);
  expect((await look()).reminders).toBe(0);
});

test('a notice of holidays that comes later moves what runs in working days', async () => {
  await office.owner`alter table case_clock disable trigger user`;
  await office.owner`update case_clock set due_on = due_on - 3 where clock = 'answer'`;
  await office.owner`alter table case_clock enable trigger user`;
  expect((await look()).renewed).toBe(1);
  expect((await look()).renewed).toBe(0);
});

test('a calendar holds what its post sees, as code and day, until it is stopped', async () => {
  const chair = await office.officer('inspection_chair', office.units.tam_ky);
  const district = await office.officer('inspection_chair', office.units.district);
  const seen = (who: Office) => read(who, (tx) => agendaOf(tx, { after: null, until: null, most: 99 }));
  const calendar = async (key: string) => calendarText(office.db, key, office.clock.today());
  const codesIn = (text: string | undefined) =>
    [...(text ?? '').matchAll(/SUMMARY:(\w+)\r\nDTSTAMP:\d+T000000Z\r\nDTSTART;VALUE=DATE:(\d+)\r/g)].map(
      ([, code, on]) => `${code} ${on}`,
    );
  let any = 0;
  for (const who of [officer, chair, clerk, district]) {
    const { key } = accepted(await makeCalendarKey(who));
    const wanted = (await seen(who)).map(({ id, dueOn }) => `${codeOf(id)} ${dueOn!.replaceAll('-', '')}`);
    const text = await calendar(key);
    expect(codesIn(text)).toEqual(wanted);
    expect(text).not.toContain('UBKT');
    any += wanted.length;
    const [own] = await read(who, ownKeys);
    expect(codesOf(await revokeCalendarKey(chair === who ? officer : chair, own!.id))).toEqual([
      'no_such_key',
    ]);
    accepted(await revokeCalendarKey(who, own!.id));
    expect(await calendar(key)).toBe(undefined);
  }
  expect(any).toBeGreaterThan(2);
  const { key } = accepted(await makeCalendarKey(officer));
  const [row] = await office.owner<{ account: string; case_key: string }[]>`
    select k.account, c.case_key from calendar_key k, case_clock c where k.revoked_on is null limit 1`;
  await office.owner`insert into recusal (id, case_key, account, valid_from, grounds, act)
    values (${office.newId()}, ${row!.case_key}, ${row!.account}, '2000-01-01', 'x', 1)`;
  expect(codesIn(await calendar(key))).toEqual([]);
  expect(await seen(officer)).toEqual([]);
  await office.owner`delete from recusal`;
  await office.owner`update account set closed_on = '2001-01-01' where id = ${row!.account}`;
  expect(await calendar(key)).toBe(undefined);
  expect(await calendar('x; drop')).toBe(undefined);
  await office.owner`update account set closed_on = null`;
});

test('the page of all deadlines is read along the index of last days', async () => {
  const plan = await office.owner.begin(async (tx) => {
    await tx`select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`;
    return tx`explain select id from case_clock where stopped_on is null and due_on is not null
      and (due_on, id) > ('2023-01-01', ${subject.id}) order by due_on, id limit 26`;
  });
  const text = JSON.stringify(plan);
  expect(text).toContain('case_clock_due');
  expect(text).not.toContain('Sort');
});

test('a case keeps its steps: it goes nowhere without them, and they follow it', async () => {
  const withdrawn = await command(officer, { command: 'x', input: 1 }, async (tx) => {
    await tx`delete from inspection where id = ${subject.id}`;
    return done(null);
  });
  expect(codesOf(withdrawn)).toEqual(['not_found']);
  const body = office.newId();
  accepted(
    await command(office.machine, { command: 'x', input: 1 }, async (tx) => {
      await tx`insert into body (id, unit, kind, valid_from) values (${body}, ${office.units.dien_ban}, 'committee', '2000-01-01')`;
      await tx`update inspection set body = ${body} where id = ${subject.id}`;
      return done(null);
    }),
  );
  const rows = await office.owner<{ unit: string }[]>`
    select unit from case_step union all select unit from case_clock union all select unit from clock_change`;
  expect(new Set(rows.map(({ unit }) => unit))).toEqual(new Set([office.units.dien_ban]));
});
