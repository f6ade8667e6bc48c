/** When the log is verified, by a clock given from outside: nightly, and after a night on which the machine was off. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWork, type Work } from '../audit/testing.ts';
import { type Clock, fixedClock } from '../kernel/clock.ts';
import { verifyIfDue } from './audit-watch.ts';

let work: Work;
const dataFolder = mkdtempSync(join(tmpdir(), 'capuy-audit-watch-'));

beforeAll(async () => {
  work = await openWork();
});
afterAll(async () => {
  await work.close();
  rmSync(dataFolder, { recursive: true });
});

/** Looks at that time, in Việt Nam; whether the log was verified. */
async function verifiedAt(local: string, asMachine?: () => Promise<void>): Promise<boolean> {
  const clock: Clock = fixedClock(`${local}+07:00`);
  const count = async () =>
    (
      await work.owner<
        { n: number }[]
      >`select count(*)::int as n from audit_entry where command = 'verify log'`
    )[0]!.n;
  const before = await count();
  await verifyIfDue({
    ...{ owner: work.owner, dataFolder, clock, complain: () => {} },
    asMachine: asMachine ?? ((done) => done({ ...work.who, clock })),
  });
  return (await count()) > before;
}

test('a log is verified where nobody has since the last two o’clock at night, however often it was started', async () => {
  const days: [string, boolean][] = [
    // Never before: at the first look.
    ['2023-10-06T09:10:00', true],
    ['2023-10-06T09:20:00', false],
    ['2023-10-07T01:59:00', false],
    ['2023-10-07T02:00:00', true],
    ['2023-10-07T02:10:00', false],
    // Off at night, on in the morning, several days in a row.
    ['2023-10-08T07:30:00', true],
    ['2023-10-08T16:00:00', false],
    ['2023-10-11T07:30:00', true],
    ['2023-10-11T07:40:00', false],
  ];
  for (const [local, wanted] of days) expect([local, await verifiedAt(local)]).toEqual([local, wanted]);
});

test('what could not be tried is tried at the next look', async () => {
  expect(await verifiedAt('2023-10-12T07:30:00', async () => {})).toBe(false);
  expect(await verifiedAt('2023-10-12T07:40:00')).toBe(true);
});

test('a verification that lies ahead keeps none away, and the process remembers its own', async () => {
  expect(await verifiedAt('2033-10-12T07:30:00')).toBe(true);
  const clock = fixedClock('2023-10-13T07:30:00+07:00');
  let times = 0;
  const asMachine = async (done: Parameters<Parameters<typeof verifyIfDue>[0]['asMachine']>[0]) => {
    times += 1;
    await done({ ...work.who, clock });
  };
  const watched = { owner: work.owner, dataFolder, clock, complain: () => {}, asMachine };
  const since = await verifyIfDue(watched);
  expect(await verifyIfDue(watched, since)).toBe(since);
  expect(times).toBe(1);
});
