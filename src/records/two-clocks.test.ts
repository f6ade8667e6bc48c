/** The two clocks as a property: whatever was entered, corrected and withdrawn, every instant keeps its truth. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { document } from '../areas/dissemination/contract.ts';
import { asKnownAt, read } from '../db/door.ts';
import type { Instant } from '../kernel/clock.ts';
import { correct, enter, withdraw } from './commands.ts';
import { accepted, openOffice, rowIn, type TestOffice } from './testing.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

type Step = { record: number; act: 'enter' | 'correct' | 'withdraw'; title: string; seconds: number };

const steps = fc.array(
  fc.record<Step>({
    record: fc.integer({ min: 0, max: 3 }),
    act: fc.constantFrom('enter', 'correct', 'correct', 'withdraw'),
    title: fc.constantFrom('một', 'hai', 'ba', 'bốn'),
    // Nothing passes between some commands: they are ordered all the same.
    seconds: fc.constantFrom(0, 0, 1, 3600),
  }),
  { minLength: 1, maxLength: 14 },
);

/** What is known from an instant on: titles by id. */
type Truth = { from: string; titles: ReadonlyMap<string, string> };

/** Does what the step says where it can be done, and answers whether it was. */
async function take(step: Step, id: string, isThere: boolean): Promise<boolean> {
  office.clock.step(step.seconds);
  if (step.act === 'enter' && !isThere) {
    const form = {
      id,
      unit: 'tam_ky',
      number: id.slice(-12),
      issuer: 'Ban',
      issued_on: '5/1/2023',
      level: 'district',
    };
    accepted(await enter(office.machine, document, { ...form, title: step.title }));
  } else if (step.act === 'correct' && isThere) {
    const row = (await rowIn(office.machine, document, id))!;
    const form = { ...row, title: step.title, seen: row.known_from, reason: 'sửa' };
    accepted(await correct(office.machine, document, id, form));
  } else if (step.act === 'withdraw' && isThere) {
    accepted(await withdraw(office.machine, document, id, { reason: 'nhầm' }));
  } else return false;
  return true;
}

const titlesKnown = (ids: readonly string[], instant: string) =>
  read(office.machine, async (tx) => {
    await asKnownAt(tx, instant as Instant);
    const rows = await tx<{ id: string; title: string }[]>`
      select id, title from document where id = any (${ids as string[]})`;
    return new Map(rows.map((row) => [row.id, row.title]));
  });

/** Carries the steps out, and beside them in memory. An id that was withdrawn is not entered again: another follows. */
async function carryOut(list: readonly Step[], ids: string[]): Promise<Truth[]> {
  const truths: Truth[] = [];
  const inUse = [...ids];
  let titles = new Map<string, string>();
  for (const step of list) {
    const id = inUse[step.record]!;
    if (!(await take(step, id, titles.has(id)))) continue;
    titles = new Map(titles);
    if (step.act === 'withdraw') {
      titles.delete(id);
      inUse[step.record] = office.newId();
      ids.push(inUse[step.record]!);
    } else titles.set(id, step.title);
    const [last] = await office.owner<{ at: string }[]>`select at from audit_entry order by id desc limit 1`;
    truths.push({ from: last!.at, titles });
  }
  return truths;
}

const byId = (titles: ReadonlyMap<string, string>) => [...titles].sort();

test('at every instant the known view says what was known then', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const ids = [0, 1, 2, 3].map(() => office.newId());
      const truths = await carryOut(list, ids);
      for (const [i, truth] of truths.entries()) {
        expect(byId(await titlesKnown(ids, truth.from))).toEqual(byId(truth.titles));
        const [{ eve } = { eve: '' }] = await office.owner<{ eve: string }[]>`
          select ${truth.from}::timestamptz - interval '1 microsecond' as eve`;
        expect(byId(await titlesKnown(ids, eve))).toEqual(byId(truths[i - 1]?.titles ?? new Map()));
      }
      expect(byId(await titlesKnown(ids, '2100-01-01T00:00:00Z'))).toEqual(
        byId(truths.at(-1)?.titles ?? new Map()),
      );
    }),
    { numRuns: 40 },
  );
});
