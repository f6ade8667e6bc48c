/** Transfers counted relative to the boundary of whoever reports, in fixtures and in random histories. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  change,
  type District,
  foundDistrict,
  openOffice,
  settle,
  type TestOffice,
  verb,
  whenFor,
} from '../areas/membership/testing.ts';
import { figures } from '../catalogue.ts';
import { asFigures, read } from '../db/door.ts';
import { compareCounts } from '../figures/compare.ts';
import { loadFacts } from '../figures/recount.ts';
import { addDays, plainDate } from '../kernel/plain-date.ts';
import { accepted } from '../records/testing.ts';
import { cellKey } from './edition.ts';
import { newest } from './editions.ts';
import { evaluateForm } from './evaluate.ts';
import { catalogueOf, layOut } from './layout.ts';
import { readPeriod } from './period.ts';

const edition = newest(figures, 'members');

let office: TestOffice;
let root: string;
beforeAll(async () => {
  office = await openOffice();
  root = office.newId();
  await change(office, '2020-06-01', root, [
    { do: 'found', id: root, name: 'Tỉnh', code: 'tinh', kind: 'province' },
  ]);
});
afterAll(() => office.work.close());

/** The rows of form 1 that are not nil, of a unit in 2023. */
async function formOne(unit: string): Promise<Record<string, number>> {
  const asked = {
    ...{ edition: edition.id, form: 'bieu-1', unit, period: accepted(readPeriod('2023')) },
    ...{ knownAt: null, tree: 'then' as const, today: office.clock.today() },
  };
  const desk = { figures, regulations: office.regulations, editions: [edition] };
  const form = accepted(await read(office, (tx) => evaluateForm(tx, desk, asked)));
  expect(form.checks.find(({ check }) => check.id === 'balance')!.ok).toBe(true);
  const counted = form.rows.map(
    ({ id, cells: [now] }) => [id, now && 'value' in now ? now.value : 0] as const,
  );
  return Object.fromEntries(counted.filter(([id, value]) => value > 0 && /^[BC]\d./.test(id)));
}

const transfer = async (typed: Record<string, unknown>) =>
  accepted(await verb(office, 'transfer', { on: '2023-03-01', ...typed }));

test('fixture 9: out of the one, into the other, and nowhere above both', async () => {
  const [x, y] = [await foundDistrict(office, 'x', root), await foundDistrict(office, 'y', root)];
  const [far, near, within, away] = await settle(office, x.a1, 4);
  await transfer({ person: far, cell: y.b1 });
  await transfer({ person: near, cell: x.b1 });
  await transfer({ person: within, cell: x.a2 });
  await transfer({ person: away, gone_to: 'Thừa Thiên Huế' });
  // From one district to another: sub-row b on both sides, whatever the level of whoever reports.
  expect(await formOne(y.district)).toEqual({ B2b: 1 });
  expect(await formOne(y.b)).toEqual({ B2b: 1 });
  expect(await formOne(x.district)).toEqual({ C5b: 1, C5d: 1 });
  // Between two communes of a district: only the communes see it, in a row of their own.
  expect(await formOne(x.b)).toEqual({ B2c: 1 });
  expect(await formOne(x.a)).toEqual({ C5b: 1, C5c: 1, C5d: 1 });
  // Inside a commune: only the cells see it.
  expect(await formOne(x.a2)).toEqual({ B2c: 1 });
  expect(await formOne('tinh')).toEqual({ C5d: 1 });
});

test('where the other end is outside the records, the form says so until the boundary is stated', async () => {
  const z = await foundDistrict(office, 'z', root);
  const [person] = await settle(office, z.a1, 1);
  await transfer({ person, gone_to: 'Gia Lai' });
  expect(await formOne(z.district)).toEqual({ C5d: 1 });
  await office.work.act('state the boundary', async (tx) => {
    await tx`update stay set gone_across = 'province' where person = ${person!} and left_by = 'transfer'`;
  });
  expect(await formOne(z.district)).toEqual({ C5a: 1 });
});

const step = fc.record({
  kind: fc.constantFrom('move', 'move', 'out', 'leave', 'back', 'reparent'),
  days: fc.integer({ min: 0, max: 40 }),
  one: fc.nat({ max: 99 }),
  other: fc.nat({ max: 99 }),
});

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

let runs = 0;

/** Two districts with three members each, and what happened to them. */
async function live(steps: readonly { kind: string; days: number; one: number; other: number }[]) {
  runs += 1;
  const two = [await foundDistrict(office, `p${runs}`, root), await foundDistrict(office, `q${runs}`, root)];
  const cells = two.flatMap((units) => [units.a1, units.a2, units.b1, units.b2]);
  const persons = [...(await settle(office, two[0]!.a1, 3)), ...(await settle(office, two[1]!.b1, 3))];
  let day = plainDate('2022-11-20');
  for (const { kind, days, one, other } of steps) {
    day = addDays(day, days);
    const [person, cell] = [pick(persons, one), pick(cells, other)];
    if (kind === 'move') await verb(office, 'transfer', { person, cell, on: day });
    if (kind === 'out') await verb(office, 'transfer', { person, gone_to: 'Huế', on: day });
    if (kind === 'leave')
      await verb(office, 'leave', { person, by: pick(['death', 'struck_off'], other), on: day });
    if (kind === 'back')
      await verb(office, 'arrive', {
        person,
        cell,
        by: 'transfer',
        from: 'Huế',
        standing: 'official',
        on: day,
      });
    const commune = pick([two[0]!.a, two[1]!.a], one);
    const parent = pick(two, other).district;
    if (kind === 'reparent')
      await change(office, day, root, [{ do: 'reparent', unit: commune, parent }], { reason: 'sắp xếp' });
  }
  return two;
}

const KEYS = ['A', 'B', 'C', 'D', 'B2b', 'C5b'].map((row) =>
  cellKey({ edition: edition.id, id: 'bieu-1' }, row),
);

test('in any history D = A + B − C, inner transfers cancel, and both methods agree on every cell', async () => {
  const laid = edition.forms.map((form) => layOut(form, plainDate('2023-09-30'), figures));
  const cells = catalogueOf(laid, figures);
  const when = whenFor('2023-01-01', '2023-09-30');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 18 }), async (steps) => {
      const two: District[] = await live(steps);
      const { differences, values } = await read(office, async (tx) => {
        const facts = await asFigures(tx, null, loadFacts);
        return compareCounts(tx, cells, facts, when, office.clock.today());
      });
      expect(differences).toEqual([]);
      for (const of of values.values()) {
        const [a, b, c, d] = KEYS.map((key) => of.get(key)!);
        expect(a! + b! - c!).toBe(d);
      }
      // Whoever left one district of the province for another arrived there.
      const sum = (key: string) => two.reduce((n, { district }) => n + values.get(district)!.get(key)!, 0);
      expect(sum(KEYS[4]!)).toBe(sum(KEYS[5]!));
    }),
    { numRuns: 4, endOnFailure: true },
  );
}, 60_000);
