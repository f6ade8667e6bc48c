/** Whatever order transfers, re-homings and departures come in: nobody in two cells, and every number balances. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asFigures, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { evaluate } from '../../figures/evaluate.ts';
import { doubleStays, rowPlaceFaults } from '../../figures/integrity.ts';
import { loadFacts } from '../../figures/recount.ts';
import { addDays, plainDate } from '../../kernel/plain-date.ts';
import { badgesFigures } from '../badges/figures.ts';
import { membershipFigures } from '../membership/figures.ts';
import {
  change,
  type District,
  foundDistrict,
  openOffice,
  settle,
  type TestOffice,
  verb,
  whenFor,
} from '../membership/testing.ts';
import { request, take } from './commands.ts';
import { transfersFigures } from './figures.ts';
import { countedAt, type TransferRow } from './rules.ts';

const figures = figureCatalogue([membershipFigures, transfersFigures, badgesFigures]);
const PERIODS = [whenFor('2022-01-01', '2022-12-31'), whenFor('2023-01-01', '2023-09-30')];
const KINDS = [
  'ask',
  'ask',
  'introduce',
  'receive',
  'receive',
  'confirm',
  'withdraw',
  'leave',
  'merge',
  'out',
  'award',
] as const;

let office: TestOffice;
let root: string;
let runs = 0;
let received = 0;
let awards = 0;

beforeAll(async () => {
  office = await openOffice();
  root = office.newId();
  await change(office, '2020-06-01', root, [
    { do: 'found', id: root, name: 'Tỉnh', code: 'tinh', kind: 'province' },
  ]);
});
afterAll(() => office.work.close());

const step = fc.record({
  kind: fc.constantFrom(...KINDS),
  days: fc.integer({ min: 0, max: 30 }),
  one: fc.nat({ max: 99 }),
  other: fc.nat({ max: 99 }),
});

type Step = { kind: (typeof KINDS)[number]; days: number; one: number; other: number };
type World = {
  units: District;
  cells: string[];
  persons: string[];
  asked: string[];
  day: string;
  prefix: string;
};

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
const exception = 'đã có ý kiến cấp trên';
const introduction = (on: string) => ({
  introduced_on: on,
  letter_number: '1-GT',
  file_with: 'member',
  exception,
});

async function live(world: World, { kind, days, one, other }: Step): Promise<void> {
  world.day = addDays(plainDate(world.day), days);
  const { units, cells, persons, asked, day: on, prefix } = world;
  const [person, id] = [pick(persons, one)!, pick(asked, one)];
  if (kind === 'ask') {
    const made = office.newId();
    const to =
      other % 4 === 0
        ? { to_place: 'Huế', across: 'province' }
        : { to_unit: `Đơn vị ${prefix}-${pick(['b', 'b1', 'a2', 'a3'], other)}` };
    const typed = {
      id: made,
      person,
      kind: pick(['official', 'forces', 'abroad', 'internal'], other),
      ...to,
    };
    const outcome = await request(office, { ...typed, decided_on: on, requested_on: on, exception });
    if (outcome.ok) asked.push(made);
    if (outcome.ok) await take(office, made, 'review', { reviewed_on: on, review_number: '1' });
    if (outcome.ok && other % 3 > 0) await take(office, made, 'introduce', introduction(on));
  }
  if (kind === 'introduce' && id)
    await take(office, id, kind, {
      introduced_on: on,
      letter_number: '1-GT',
      file_with: 'member',
      exception,
    });
  if (kind === 'receive') {
    const typed = { received_on: on, received_cell: pick(cells, other), file_with: 'destination', exception };
    for (const waiting of asked) {
      if (!(await take(office, waiting, kind, typed)).ok) continue;
      received += 1;
      break;
    }
  }
  if (kind === 'confirm' && id) await take(office, id, kind, { confirmed_on: on, confirmation_number: '1' });
  if (kind === 'withdraw' && id) await take(office, id, kind, { ended_on: on, exception });
  if (kind === 'leave') await verb(office, 'leave', { person, by: other % 2 ? 'death' : 'resigned', on });
  if (kind === 'out') await verb(office, 'transfer', { person, cell: pick(cells, other), on });
  if (kind === 'award') await award(person, on, other);
  if (kind === 'merge' && cells.length > 3) {
    const [gone, into] = [pick(cells, one)!, pick(cells, other)!];
    const done = await change(office, on, units.district, [{ do: 'merge', units: [gone], into }], {
      reason: 'x',
    });
    if (done.ok) world.cells = cells.filter((cell) => cell !== gone);
  }
}

/** A badge and a card on one day: what counts is the cell of that day, wherever the member goes later. */
async function award(person: string, on: string, other: number): Promise<void> {
  const decision = { decision_number: '1', decided_on: on, decided_by: 'BTV' };
  const badge = { id: office.newId(), person, level: 30 + (other % 12) * 5, kind: 'regular', awarded_on: on };
  const came_by = pick(['first', 'lost', 'damaged'], other)!;
  const number = String(10_000_000 + awards).padStart(8, '0');
  const card = { id: office.newId(), person, came_by, issued_on: on, ended_on: on, ended_by: 'exchanged' };
  awards += 1;
  await office.work.act('award', async (tx) => {
    await tx`insert into badge_award ${tx({ ...badge, ...decision })} on conflict do nothing`;
    await tx`insert into party_card ${tx({ ...card, card_number: number, decision_number: '1' })}`;
  });
}

async function expectBalance({ units }: World): Promise<void> {
  const tops = [root, ...Object.values(units)];
  const keys = ['mem.opening', 'mem.in.total', 'mem.out.total', 'mem.total'] as const;
  for (const when of PERIODS) {
    const request = { tops, when, today: office.clock.today(), knownAt: null, tree: 'then' as const };
    const values = await read(office, (tx) =>
      asFigures(tx, null, (counting) => evaluate(counting, figures, request, keys)),
    );
    for (const top of tops) {
      const [opening, come, gone, closing] = keys.map((key) => values.get(top)!.get(key)!);
      expect({ top, sum: opening! + come! - gone! }).toEqual({ top, sum: closing });
    }
  }
}

/** Whoever is on the way is counted where the transfer says: the open stay lies at that end. */
async function expectOnePlace(): Promise<void> {
  const { owner } = office.work;
  const open = await owner<(TransferRow & { cell: string | null })[]>`
    select t.*, s.unit as cell from transfer t left join stay s on s.person = t.person and s.valid_to is null
    where t.ended_on is null and t.received_on is null`;
  for (const one of open) expect([countedAt(one), one.cell]).toEqual(['origin', one.unit]);
}

test('transfers in any order keep every number in balance, and everybody is counted at one end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      runs += 1;
      const prefix = `t${runs}`;
      const units = await foundDistrict(office, prefix, root);
      const cells = [units.a1, units.a2, units.a3, units.b1, units.b2];
      const persons = [...(await settle(office, units.a1, 2)), ...(await settle(office, units.b1, 2))];
      const world: World = { units, cells, persons, asked: [], day: '2022-02-01', prefix };
      for (const one of steps) await live(world, one);
      await expectBalance(world);
    }),
    { numRuns: 8, endOnFailure: true },
  );
  await expectOnePlace();
  await read(office, async (tx) => {
    const facts = await asFigures(tx, null, loadFacts);
    for (const when of PERIODS) {
      const { differences } = await compareCounts(tx, figures, facts, when, office.clock.today());
      expect(differences).toEqual([]);
    }
  });
  const { owner } = office.work;
  expect([...(await rowPlaceFaults(owner)), ...(await doubleStays(owner))]).toEqual([]);
  expect(received, 'the histories are not empty').toBeGreaterThan(3);
}, 120_000);

test('temporary activity counts across the boundary alone; a badge in the cell of its day, wherever the member goes', async () => {
  const units = await foundDistrict(office, 'temporary', root);
  const [one, other, third, fourth] = await settle(office, units.a1, 4);
  const away = (person: string, cell: string, late: boolean) => ({
    ...{ introduced_late: late, received_late: late },
    ...{ id: office.newId(), person, person_name: 'Người', unit: units.a1, kind: 'temporary', to_unit: cell },
    ...{ decided_on: '2023-02-01', requested_on: '2023-02-01', introduced_on: '2023-02-02' },
    ...{ received_on: '2023-02-03', received_cell: cell },
  });
  await office.work.act('away', async (tx) => {
    await tx`insert into transfer ${tx([away(one!, units.a2, false), away(other!, units.b1, true)])}`;
  });
  const forged = { ...away(fourth!, units.b1, false), received_on: null, received_cell: null };
  await office.work.act('forged', (tx) => tx`insert into transfer ${tx(forged)}`);
  const found = { ended_on: '2023-02-05', forged: 'true', exception: 'Con dấu giả' };
  expect((await take(office, forged.id, 'withdraw', found)).ok).toBe(true);
  await award(third!, '2023-03-01', 0);
  expect((await verb(office, 'transfer', { person: third, cell: units.b1, on: '2023-04-01' })).ok).toBe(true);
  const when = whenFor('2023-01-01', '2023-09-30');
  const keys = [
    ...(['mem.temporary.out', 'mem.temporary.in', 'badge.awarded', 'card.issued'] as const),
    ...(['mem.late.out', 'mem.late.in', 'mem.forged_papers'] as const),
  ];
  const tops = [units.district, units.a, units.a1, units.a2, units.b];
  const request = { tops, when, today: office.clock.today(), knownAt: null, tree: 'then' as const };
  await read(office, async (tx) => {
    const values = await asFigures(tx, null, (counting) => evaluate(counting, figures, request, keys));
    expect(tops.map((top) => keys.map((key) => values.get(top)!.get(key)))).toEqual([
      [0, 0, 1, 1, 1, 1, 1],
      [2, 0, 1, 1, 1, 0, 1],
      [3, 0, 1, 1, 1, 0, 1],
      [0, 1, 0, 0, 0, 0, 0],
      [0, 1, 0, 0, 0, 1, 0],
    ]);
    const facts = await asFigures(tx, null, loadFacts);
    expect((await compareCounts(tx, figures, facts, when, office.clock.today())).differences).toEqual([]);
  });
});
