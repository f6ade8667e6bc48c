/** A clock that is moved while people work: nothing is written, reading goes on, and it is over by itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clock, steppingClock } from '../kernel/clock.ts';
import { done } from '../kernel/refusal.ts';
import { codesOf, openOffice, type TestOffice } from '../records/testing.ts';
import { command, entryInstant, note, read } from './door.ts';
import { ClockTrouble, keepTime } from './timekeeper.ts';

let office: TestOffice;
let wall: ReturnType<typeof steppingClock>;
/** Seconds since the machine started. */
let running = 1000;
let clock: Clock;

beforeAll(async () => {
  office = await openOffice();
  wall = steppingClock('2023-10-05T09:00:00Z');
  clock = keepTime(wall, undefined, () => running);
});
afterAll(() => office.close());

const pass = (seconds: number) => {
  wall.step(seconds);
  running += seconds;
};

const write = async (by: Clock = clock) =>
  codesOf(
    await command({ ...office.machine, clock: by }, { command: 'x', input: 1 }, async () => done(null)),
  );

/** The codes of what is thrown by the other ways into the log: a note, and the instant of an entry of PostgreSQL's own. */
const beside = async () => {
  const who = { ...office.machine, clock };
  const ways = [
    note(who, (tx, at) => tx`select note_counted('x', null, null, null, 1, '', ${at})`),
    entryInstant(who),
  ];
  const ended = await Promise.allSettled(ways);
  return ended.map((one) =>
    one.status === 'rejected' && one.reason instanceof ClockTrouble ? one.reason.refusal.code : one.status,
  );
};

const entries = async () =>
  (await office.owner<{ n: number }[]>`select count(*)::int as n from audit_entry`)[0]!.n;

const reads = () =>
  read(office.machine, async (tx) => (await tx<{ n: number }[]>`select count(*)::int as n from unit`)[0]!.n);

test('time that passes is no trouble, over days and with the small corrections of the network', async () => {
  expect(await write()).toEqual([]);
  pass(3 * 86_400);
  expect(await write()).toEqual([]);
  wall.step(-4);
  expect(await write()).toEqual([]);
  wall.step(200);
  expect(await write()).toEqual([]);
  wall.step(-196);
  pass(300);
  expect(await write()).toEqual([]);
});

test.each([
  ['a second more than allowed behind the last entry', -6, 'clock_behind'],
  ['an hour', -3600, 'clock_behind'],
  ['a year back', -365 * 86_400, 'clock_behind'],
  ['ten minutes ahead', 600, 'clock_jumped'],
  ['ten years ahead', 3650 * 86_400, 'clock_jumped'],
])(
  '%s: refused in words, nothing is written, reading goes on, and it is over when it is set right',
  async (_, by, code) => {
    expect(await write()).toEqual([]);
    const before = await entries();
    wall.step(by);
    expect(await write()).toEqual([code]);
    expect(await beside()).toEqual([code, code]);
    expect(await entries()).toBe(before);
    expect(await reads()).toBe(5);
    wall.step(-by);
    pass(1);
    expect(await write()).toEqual([]);
    expect(await beside()).toEqual(['fulfilled', 'fulfilled']);
    expect(await entries()).toBe(before + 2);
  },
);

test('a start after the clock was put right goes on where entries that lie ahead are answered for', async () => {
  const ahead = steppingClock('2033-10-05T09:00:00Z');
  expect(await write(keepTime(ahead))).toEqual([]);
  expect(await write(keepTime(wall))).toEqual(['clock_behind']);
  const until = ahead.now();
  expect(await write(keepTime(wall, until))).toEqual([]);
  expect(await write(keepTime(wall, until))).toEqual([]);
  const [order] = await office.owner`select bool_and(later) as rising from (
    select at > lag(at) over (order by id) as later from audit_entry) as pair`;
  expect(order).toEqual({ rising: true });
});
