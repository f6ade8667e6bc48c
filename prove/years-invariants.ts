/** What must hold in the simulated district after every event, each told by its name and who breaks it. */
import { verifyChain } from '../src/audit/verify.ts';
import { figures } from '../src/catalogue.ts';
import { asFigures, type Reader, read } from '../src/db/door.ts';
import { type Comparison, compareCounts } from '../src/figures/compare.ts';
import type { When } from '../src/figures/define.ts';
import { evaluate, recordsBehind, type Values } from '../src/figures/evaluate.ts';
import {
  type Culprit,
  closureFaults,
  doubleStays,
  placeFaults,
  rowPlaceFaults,
} from '../src/figures/integrity.ts';
import { loadFacts } from '../src/figures/recount.ts';
import type { Instant } from '../src/kernel/clock.ts';
import { dateOf, type PlainDate, yearOf } from '../src/kernel/plain-date.ts';
import { whenOf } from '../src/reports/request.ts';
import { today, type World } from './years-world.ts';

/** Numbers as they were told once: of a closed half-year, or at an instant. */
type Told = { at: Instant; when: When; tops: string[]; values: Values };

export type Watch = { closed: Told | null; instants: Told[]; entries: number };

export const newWatch = (): Watch => ({ closed: null, instants: [], entries: 0 });

const BALANCE = ['mem.opening', 'mem.in.total', 'mem.out.total', 'mem.total'] as const;
const KEPT = [...BALANCE, 'adm.admitted', 'adm.confirmed_official'] as const;

/** One look at the world, shared by all invariants. */
type View = {
  world: World;
  watch: Watch;
  tx: Reader;
  day: PlainDate;
  year: Comparison;
  now: Values;
  units: UnitRow[];
};

type UnitRow = { unit: string; parent: string | null; kind: string };
type Invariant = (view: View) => Promise<string[]> | string[];

const named = (culprits: readonly Culprit[]): string[] =>
  culprits.map(({ words, record }) => `${words.en} ${record?.id ?? ''}`);

/** Ids that a statement of the owner finds at fault. */
const rows =
  (sql: string): Invariant =>
  async ({ world, day }) => {
    const found = await world.owner.unsafe<{ id: string }[]>(sql, sql.includes('$1') ? [day] : []);
    return found.map(({ id }) => String(id));
  };

const count = (values: Values, unit: string, key: string): number => values.get(unit)?.get(key) ?? 0;

const unbalanced = (values: Values): string[] =>
  [...values.keys()].filter((unit) => {
    const [opening, come, gone, closing] = BALANCE.map((key) => count(values, unit, key));
    return opening! + come! - gone! !== closing;
  });

const LIVING = 'valid_from <= $1 and (valid_to is null or valid_to > $1)';
const OVERLAP = (table: string, of: string, also = '') => `
  select a.id from ${table} a join ${table} b on b.${of} = a.${of} ${also} and b.id > a.id
    and daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)`;

// Whoever moved to a place that keeps its records elsewhere is a member still.
const REMAINS = (row: string) => `exists (select from stay s where s.person = ${row}.person
  and (s.valid_to is null or s.left_by = 'transfer'))`;

/** Each part of a whole that must close, by its dimension. */
const partitions = Map.groupBy(
  [...figures.figures.values()].filter(({ part }) => part?.relation === 'partition'),
  ({ part }) => `${part!.of} ${part!.dimension}`,
);

export const INVARIANTS: Readonly<Record<string, Invariant>> = {
  'the closure follows from the tree': async ({ world }) => named(await closureFaults(world.owner)),
  'places lie within those of the superior': async ({ world, day }) =>
    named(await placeFaults(world.owner, day)),
  'rows lie at the place of their unit': async ({ world }) => named(await rowPlaceFaults(world.owner)),
  'the periods of a unit do not overlap': rows(OVERLAP('unit_period', 'unit')),
  'the life of a unit has no gap': rows(`select p.id from unit_period p where p.valid_to is not null
    and exists (select from unit_period l where l.unit = p.unit and l.valid_from > p.valid_to)
    and not exists (select from unit_period n where n.unit = p.unit and n.valid_from = p.valid_to)`),
  'a living unit has a living superior':
    rows(`select id from unit_period c where ${LIVING} and parent is not null
    and not exists (select from unit_period p where p.unit = c.parent and p.valid_from <= $1
      and (p.valid_to is null or p.valid_to > $1))`),
  'there is one root': rows(`select id from unit_period where ${LIVING} and parent is null offset 1`),
  'a code is one unit’s': rows(OVERLAP('unit_period', 'code', 'and b.unit <> a.unit')),
  'bodies live no longer than their unit':
    rows(`select b.id from body b where (b.valid_to is null or b.valid_to > $1)
    and not exists (select from unit_period p where p.unit = b.unit and (p.valid_to is null or p.valid_to > $1))`),
  'a living unit has the body that decides':
    rows(`select p.id from unit_period p where ${LIVING} and not exists (
    select from body b where b.unit = p.unit and b.kind in ('committee', 'cell') and b.valid_from <= $1
      and (b.valid_to is null or b.valid_to > $1))`),
  'an ended unit leads to one principal successor': rows(`select u.id from unit u
    where exists (select from unit_period p where p.unit = u.id) and not exists (select from unit_period p
      where p.unit = u.id and p.valid_to is null) and 1 <> (select count(*) from unit_succession s
      where s.predecessor = u.id and s.is_principal)`),
  'a successor lives on the day it succeeds': rows(`select s.id from unit_succession s where not exists (
    select from unit_period p where p.unit = s.successor and p.valid_from <= s.effective_on
      and (p.valid_to is null or p.valid_to > s.effective_on))`),
  'nobody is in two cells': async ({ world }) => named(await doubleStays(world.owner)),
  'a stay lies within the life of its cell': rows(`select s.id from stay s where not (select coalesce(
    range_agg(daterange(p.valid_from, p.valid_to)) @> daterange(s.valid_from, s.valid_to), false)
    from unit_period p where p.unit = s.unit and p.kind in ('subordinate_cell', 'grassroots_cell'))`),
  'a member has one standing': rows(OVERLAP('standing', 'person')),
  'a member has a standing on every day': rows(`select s.id from stay s where not (select coalesce(
    range_agg(daterange(g.valid_from, g.valid_to)) @> daterange(s.valid_from, s.valid_to), false)
    from standing g where g.person = s.person)`),
  'a standing is a member’s': rows(`select g.id from standing g where g.valid_to is null
    and not ${REMAINS('g')}`),
  'an exemption is a member’s': rows(`select x.id from exemption x where x.valid_to is null
    and not ${REMAINS('x')}`),
  'nobody stays after death': rows(`select s.id from stay s join stay d on d.person = s.person
    and d.left_by = 'death' and s.valid_from >= d.valid_to`),
  'opening + in − out = closing, by the tree of then': ({ year }) => unbalanced(year.values),
  'opening + in − out = closing, by the tree of now': ({ now }) => unbalanced(now),
  'subordinate units add up to their superior': ({ year, units }) =>
    units
      .filter(({ kind }) => !kind.endsWith('_cell'))
      .filter(({ unit }) => {
        const below = units.filter(({ parent }) => parent === unit);
        const sum = below.reduce((total, child) => total + count(year.values, child.unit, 'mem.total'), 0);
        return sum !== count(year.values, unit, 'mem.total');
      })
      .map(({ unit }) => unit),
  'parts close to their whole': ({ year }) =>
    [...partitions].flatMap(([name, parts]) =>
      [...year.values.keys()]
        .filter((unit) => {
          const whole = count(year.values, unit, parts[0]!.part!.of);
          return whole !== parts.reduce((sum, { key }) => sum + count(year.values, unit, key), 0);
        })
        .map((unit) => `${name} ${unit}`),
    ),
  'members of today are those with a stay': async ({ world, day, year }) => {
    const [row] = await world.owner<{ n: number }[]>`select count(distinct person)::int as n from stay
      where valid_from <= ${day} and (valid_to is null or valid_to > ${day})`;
    return row!.n === count(year.values, world.root, 'mem.total') ? [] : [`${row!.n}`];
  },
  'every cell has the members of the plain account': ({ world, year }) =>
    [...world.cells.keys()].filter(
      (cell) =>
        world.people.filter((one) => one.cell === cell).length !== count(year.values, cell, 'mem.total'),
    ),
  'every commune has the members of the plain account': ({ world, year }) =>
    world.communes.filter((commune) => {
      const own = world.people.filter(({ cell }) => cell !== null && world.cells.get(cell) === commune);
      return own.length !== count(year.values, commune, 'mem.total');
    }),
  'admissions are those of the plain account': ({ world, day, year }) => {
    const own = [...world.admitted.values()].filter((on) => yearOf(on) === yearOf(day)).length;
    return own === count(year.values, world.root, 'adm.admitted') ? [] : [`${own}`];
  },
  'a list is as long as its number': async ({ world, tx, year }) => {
    const keys = [...figures.figures.keys()].filter((key) => count(year.values, world.root, key) > 0);
    const key = keys[Math.floor(world.random() * keys.length)]!;
    const request = {
      tops: [world.root],
      when: year.when,
      tree: 'then',
      today: today(world),
      knownAt: null,
    } as const;
    const list = await asFigures(tx, null, (counting) => recordsBehind(counting, figures, request, key));
    return list.length === count(year.values, world.root, key) ? [] : [`${key} ${list.length}`];
  },
  'both methods count the same': ({ year }) =>
    year.differences.map(({ key, unit, counted, recounted }) => `${key} ${unit} ${counted} ≠ ${recounted}`),
  'a closed half-year by the tree of then keeps its numbers': keepsClosed,
  'as known at an instant, the numbers are those of then': replays,
  'the log is whole': async ({ world }) =>
    (await verifyChain(world.owner)).broken.map(({ reason, id }) => `${reason} ${id}`),
  'what was refused left nothing in the log': async ({ world, watch }) => {
    const [row] = await world.owner<{ n: number }[]>`select count(*)::int as n from audit_entry`;
    return row!.n - watch.entries === world.done ? [] : [`${row!.n - watch.entries} ≠ ${world.done}`];
  },
  'every row was written by an entry of the log': rows(`select s.id from stay s where not exists (
    select from audit_entry e where e.id = s.act) union all select p.id from unit_period p where not exists (
    select from audit_entry e where e.id = p.act)`),
};

const same = (one: Values, other: Values, keys: readonly string[]): string[] =>
  [...one.keys()].flatMap((unit) =>
    keys.filter((key) => count(one, unit, key) !== count(other, unit, key)).map((key) => `${key} ${unit}`),
  );

const counted = (
  tx: Reader,
  told: Omit<Told, 'values'>,
  world: World,
  knownAt: Instant | null,
): Promise<Values> => {
  const request = { tops: told.tops, when: told.when, tree: 'then', today: today(world), knownAt } as const;
  return asFigures(tx, knownAt, (counting) => evaluate(counting, figures, request, KEPT));
};

/** The half-year that ended last; what is told about it later is a late fact, and the numbers are told anew. */
async function keepsClosed({ world, watch, tx, day, units }: View): Promise<string[]> {
  const year = yearOf(day);
  const [from, to] =
    day > dateOf(year, 6, 30)
      ? [dateOf(year, 1, 1), dateOf(year, 6, 30)]
      : [dateOf(year - 1, 7, 1), dateOf(year - 1, 12, 31)];
  const when = whenOf({ from, to, asOf: to }, world.office.regulations);
  const isNew = watch.closed?.when.to !== to || world.toldAbout <= to;
  const tops = isNew ? units.map(({ unit }) => unit) : watch.closed!.tops;
  const told = { at: await lastEntry(world), when, tops };
  const values = await counted(tx, told, world, null);
  const broken = isNew ? [] : same(watch.closed!.values, values, KEPT);
  watch.closed = { ...told, values };
  return broken;
}

/** Several entries share an instant of the clock; the log tells them apart. */
async function lastEntry({ owner }: World): Promise<Instant> {
  const [row] = await owner<{ at: Instant }[]>`
    select to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from audit_entry`;
  return row!.at;
}

/** One earlier instant, drawn anew each time, and the numbers of now kept for later. */
async function replays({ world, watch, tx, year }: View): Promise<string[]> {
  const one = watch.instants[Math.floor(world.random() * watch.instants.length)];
  const broken = one ? same(one.values, await counted(tx, one, world, one.at), KEPT) : [];
  const tops = [...year.values.keys()];
  watch.instants.push({ at: await lastEntry(world), when: year.when, tops, values: year.values });
  return broken;
}

/** Everything that does not hold at this moment. */
export async function brokenIn(world: World, watch: Watch): Promise<string[]> {
  const day = today(world);
  const from = dateOf(yearOf(day), 1, 1);
  const when = whenOf({ from, to: day, asOf: day }, world.office.regulations);
  return read(world.office, async (tx) => {
    const facts = await asFigures(tx, null, loadFacts);
    const year = await compareCounts(tx, figures, facts, when, day);
    const tops = [...year.values.keys()];
    const request = { tops, when, tree: 'now', today: day, knownAt: null } as const;
    const now = await asFigures(tx, null, (counting) => evaluate(counting, figures, request, BALANCE));
    const units = await world.owner<UnitRow[]>`select unit, parent, kind from unit_period
      where valid_from <= ${day} and (valid_to is null or valid_to > ${day})`;
    const view = { world, watch, tx, day, year, now, units };
    const broken: string[] = [];
    for (const [name, invariant] of Object.entries(INVARIANTS)) {
      broken.push(...(await invariant(view)).slice(0, 3).map((culprit) => `${name}: ${culprit}`));
    }
    return broken;
  });
}
