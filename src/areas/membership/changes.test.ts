import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asFigures, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { evaluate } from '../../figures/evaluate.ts';
import { closureFaults, doubleStays, placeFaults, rowPlaceFaults } from '../../figures/integrity.ts';
import { loadFacts } from '../../figures/recount.ts';
import { addDays, plainDate } from '../../kernel/plain-date.ts';
import { admissionFigures } from '../admission/figures.ts';
import { organisationFigures } from '../organisation/figures.ts';
import { targetsFigures } from '../targets/figures.ts';
import { membershipFigures } from './figures.ts';
import {
  change,
  type District,
  foundDistrict,
  openOffice,
  settle,
  type TestOffice,
  verb,
  whenFor,
} from './testing.ts';

const figures = figureCatalogue([organisationFigures, membershipFigures, admissionFigures, targetsFigures]);
const PERIODS = [
  whenFor('2022-01-01', '2022-12-31'),
  whenFor('2023-01-01', '2023-09-30'),
  whenFor('2023-03-15', '2023-03-15'),
  whenFor('2021-01-01', '2024-06-30'),
];

let office: TestOffice;
let root: string;
let runs = 0;

beforeAll(async () => {
  office = await openOffice();
  root = office.newId();
  await change(office, '2020-06-01', root, [
    { do: 'found', id: root, name: 'Tỉnh', code: 'tinh', kind: 'province' },
  ]);
});
afterAll(() => office.work.close());

const KINDS = [
  'move',
  'out',
  'leave',
  'back',
  'merge',
  'split',
  'reparent',
  'rename',
  'late',
  'ahead',
] as const;

/** What happens, told by numbers that choose among whoever and whatever there is. */
const step = fc.record({
  kind: fc.constantFrom(...KINDS),
  days: fc.integer({ min: 0, max: 60 }),
  one: fc.nat({ max: 99 }),
  other: fc.nat({ max: 99 }),
});

type Step = { kind: (typeof KINDS)[number]; days: number; one: number; other: number };
type World = { units: District; cells: string[]; persons: string[]; day: string };

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;
const REASONS = ['death', 'struck_off', 'resigned', 'expelled'] as const;

/** Does one step; what the rules refuse changes nothing, and that is all right. */
async function take(world: World, { kind, days, one, other }: Step): Promise<void> {
  const { units, cells, persons } = world;
  const chronological = kind !== 'late' && kind !== 'ahead';
  if (chronological) world.day = addDays(plainDate(world.day), days);
  const on =
    kind === 'ahead'
      ? addDays(plainDate('2023-10-05'), days)
      : kind === 'late'
        ? addDays(plainDate('2022-02-01'), days)
        : world.day;
  const [person, cell, next] = [pick(persons, one), pick(cells, one), pick(cells, other)];
  const reason = { reason: 'đã có ý kiến cấp trên' };
  if (kind === 'move' || kind === 'late') await verb(office, 'transfer', { person, cell: next, on });
  if (kind === 'out') await verb(office, 'transfer', { person, gone_to: 'Huế', on });
  if (kind === 'leave') await verb(office, 'leave', { person, by: pick(REASONS, other), on });
  if (kind === 'back') {
    await verb(office, 'arrive', {
      person,
      cell: next,
      by: 'restored',
      standing: pick(['official', 'probationary'], other),
      on,
    });
  }
  if (kind === 'merge' || kind === 'ahead') {
    await change(office, on, units.district, [{ do: 'merge', units: [cell], into: next }], reason);
  }
  if (kind === 'split') {
    const id = office.newId();
    const found = {
      do: 'found',
      id,
      name: 'Mới',
      code: id,
      kind: 'subordinate_cell',
      parent: pick([units.a, units.b], other),
    } as const;
    const into = [{ unit: cell }, { unit: id, persons: [person] }];
    const done = await change(office, on, units.district, [found, { do: 'split', unit: cell, into }], reason);
    if (done.ok) cells.push(id);
  }
  const commune = pick([units.a, units.b, units.district], one);
  if (kind === 'reparent') {
    const [unit, parent] =
      other % 3 === 0
        ? [commune, pick([root, units.district], one)]
        : [cell, pick([units.a, units.b], other)];
    await change(office, on, root, [{ do: 'reparent', unit, parent }], reason);
  }
  if (kind === 'rename')
    await change(office, on, units.district, [{ do: 'rename', unit: commune, name: `Tên ${other}` }]);
}

async function live(steps: readonly Step[]): Promise<World> {
  runs += 1;
  const units = await foundDistrict(office, `r${runs}`, root);
  const cells = [units.a1, units.a2, units.a3, units.b1, units.b2];
  const persons: string[] = [];
  for (const cell of [units.a1, units.a2, units.b1])
    persons.push(...(await settle(office, cell, 2, '2021-06-01')));
  const world: World = { units, cells, persons, day: '2022-01-10' };
  for (const one of steps) await take(world, one);
  return world;
}

const KEYS = ['mem.opening', 'mem.in.total', 'mem.out.total', 'mem.total'] as const;

async function expectBalance(world: World): Promise<void> {
  const tops = [...new Set([root, ...Object.values(world.units), ...world.cells])];
  for (const when of PERIODS) {
    const request = { tops, when, today: office.clock.today(), knownAt: null };
    for (const tree of ['then', 'now'] as const) {
      const values = await read(office, (tx) =>
        asFigures(tx, null, (counting) => evaluate(counting, figures, { ...request, tree }, KEYS)),
      );
      for (const top of tops) {
        const [opening, come, gone, closing] = KEYS.map((key) => values.get(top)!.get(key)!);
        expect({ top, tree, opening, come, gone, sum: opening! + come! - gone! }).toMatchObject({
          sum: closing,
        });
      }
    }
  }
}

test('whatever happens, opening + in − out = closing for every unit, and both methods count the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      const world = await live(steps);
      await expectBalance(world);
      await read(office, async (tx) => {
        const facts = await asFigures(tx, null, loadFacts);
        for (const when of PERIODS) {
          const { differences } = await compareCounts(tx, figures, facts, when, office.clock.today());
          expect(differences).toEqual([]);
        }
      });
    }),
    { numRuns: 12, endOnFailure: true },
  );
  const { owner } = office.work;
  const today = office.clock.today();
  const found = [closureFaults(owner), placeFaults(owner, today), rowPlaceFaults(owner), doubleStays(owner)];
  expect((await Promise.all(found)).flat()).toEqual([]);
  const [moved] = await owner`select count(*)::int as n from stay where came_by = 'rehoming'`;
  expect(moved!.n, 'the histories are not empty').toBeGreaterThan(5);
}, 120_000);
