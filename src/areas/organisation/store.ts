import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { BodyKind, Operation } from './contract.ts';
import type { Attributes, TreeOnDay } from './plan.ts';

export type UnitOnDay = TreeOnDay[number] & { valid_to: PlainDate | null };

/** The unit's attributes on a day; undefined where it did not exist or is not open to the reader. */
export async function unitOn(tx: Reader, unit: string, day: PlainDate): Promise<UnitOnDay | undefined> {
  return (await unitsOn(tx, [unit], day)).get(unit);
}

/** The attributes of units on a day, by unit, without those that did not exist or are not open to the reader. */
export async function unitsOn(
  tx: Reader,
  units: readonly string[],
  day: PlainDate,
): Promise<Map<string, UnitOnDay>> {
  const rows = await tx<UnitOnDay[]>`
    select unit, id as period, valid_from, valid_to, name, code, kind, sector, parent from unit_period
    where unit = any (${units}::uuid[]) and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`;
  return new Map(rows.map((row) => [row.unit, row]));
}

/** First and last bound of the unit's life; undefined where it is not open to the reader. */
export async function lifeOf(
  tx: Reader,
  unit: string,
): Promise<{ from: PlainDate; to: PlainDate | null } | undefined> {
  const [row] = await tx<{ from: PlainDate | null; to: PlainDate | null }[]>`
    select min(valid_from) as from, nullif(max(coalesce(valid_to, 'infinity')), 'infinity') as to
    from unit_period where unit = ${unit}`;
  return row?.from ? { from: row.from, to: row.to } : undefined;
}

/** Whether a unit lay beneath another (not itself) on a day. */
export async function isBeneath(tx: Reader, unit: string, above: string, day: PlainDate): Promise<boolean> {
  const rows = await tx`
    with recursive walk as (
      select parent from unit_period
      where unit = ${unit} and valid_from <= ${day} and (valid_to is null or valid_to > ${day})
      union
      select p.parent from walk w join unit_period p on p.unit = w.parent
        and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    ) select from walk where parent = ${above}`;
  return rows.length > 0;
}

/** The unit's body of a kind on a day. */
export async function bodyOf(
  tx: Reader,
  unit: string,
  kind: BodyKind,
  day: PlainDate,
): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`
    select id from body where unit = ${unit} and kind = ${kind}
      and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`;
  return row?.id;
}

export type BodyOnDay = { kind: BodyKind; unit: string; unitKind: string };

/** What a body is on a day, with the kind of its unit; undefined where it did not exist then. */
export async function bodyOn(tx: Reader, body: string, day: PlainDate): Promise<BodyOnDay | undefined> {
  const [row] = await tx<BodyOnDay[]>`
    select b.kind, b.unit, p.kind as "unitKind" from body b join unit_period p on p.unit = b.unit
      and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    where b.id = ${body} and b.valid_from <= ${day} and (b.valid_to is null or b.valid_to > ${day})`;
  return row;
}

export async function hasAct(tx: Reader, id: string): Promise<boolean> {
  const rows = await tx`select from reorganisation where id = ${id}`;
  return rows.length > 0;
}

/** Units by the code they have on a day. */
export async function unitsByCode(
  tx: Reader,
  codes: readonly string[],
  day: PlainDate,
): Promise<Map<string, string>> {
  const rows = await tx<{ code: string; unit: string }[]>`
    select code, unit from unit_period where code = any (${codes as string[]})
      and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`;
  return new Map(rows.map((row) => [row.code, row.unit]));
}

/** The named units on a day, everything above them, and what lies directly beneath. */
export async function treeAround(tx: Reader, units: readonly string[], day: PlainDate): Promise<TreeOnDay> {
  return tx<TreeOnDay[number][]>`
    with recursive today as not materialized (
      select unit, id as period, valid_from, name, code, kind, sector, parent from unit_period
      where valid_from <= ${day} and (valid_to is null or valid_to > ${day})
    ), above as (
      select * from today where unit = any (${units as string[]})
      union select t.* from above a join today t on t.unit = a.parent
    ) select * from above
    union select * from today where parent = any (${units as string[]})`;
}

/** The first later day from which something else is already recorded of these units. */
export async function changedAfter(
  tx: Reader,
  units: readonly string[],
  day: PlainDate,
): Promise<Map<string, PlainDate>> {
  const rows = await tx<{ unit: string; day: PlainDate }[]>`
    select unit, min(valid_from) as day from unit_period
    where unit = any (${units as string[]}) and valid_from > ${day} group by unit
    union all
    select unit, valid_to from unit_period u where unit = any (${units as string[]}) and valid_to > ${day}
      and not exists (select from unit_period l where l.unit = u.unit and l.valid_from > ${day})`;
  return new Map(rows.map((row) => [row.unit, row.day]));
}

/** Codes among these that other units have on the day or later. */
export async function codesTaken(
  tx: Reader,
  codes: readonly string[],
  except: readonly string[],
  day: PlainDate,
): Promise<Set<string>> {
  const rows = await tx<{ code: string }[]>`
    select distinct code from unit_period where code = any (${codes as string[]})
      and unit <> all (${except as string[]}) and (valid_to is null or valid_to > ${day})`;
  return new Set(rows.map((row) => row.code));
}

/** How many units outside the plan will come beneath these after the day. */
export async function beneathLater(
  tx: Reader,
  units: readonly string[],
  except: readonly string[],
  day: PlainDate,
): Promise<Map<string, number>> {
  const rows = await tx<{ parent: string; count: number }[]>`
    select parent, count(distinct unit)::int as count from unit_period
    where parent = any (${units as string[]}) and unit <> all (${except as string[]})
      and (valid_to is null or valid_to > ${day}) group by parent`;
  return new Map(rows.map((row) => [row.parent, row.count]));
}

export type NewPeriod = Attributes & { id: string; unit: string };

/** Ends periods on a day. */
export async function endPeriods(tx: Writer, periods: readonly string[], day: PlainDate): Promise<void> {
  await tx`update unit_period set valid_to = ${day} where id = any (${periods as string[]})`;
}

/** Takes away periods that would hold no day: the unit was founded on the day it ends. */
export async function removePeriods(tx: Writer, periods: readonly string[]): Promise<void> {
  await tx`delete from unit_period where id = any (${periods as string[]})`;
}

/** A period that began on the very day takes the new attributes. */
export async function changePeriod(tx: Writer, row: NewPeriod, decision: string): Promise<void> {
  const { id, unit: _, ...attributes } = row;
  await tx`update unit_period set ${tx({ ...attributes, decision })} where id = ${id}`;
}

const column = <T>(rows: readonly T[], name: keyof T): string[] => rows.map((row) => row[name]) as string[];

export async function beginPeriods(
  tx: Writer,
  rows: readonly NewPeriod[],
  day: PlainDate,
  decision: string,
): Promise<void> {
  await tx`
    insert into unit_period (id, unit, valid_from, parent, kind, sector, name, code, decision)
    select id, unit, ${day}, parent, kind, sector, name, code, ${decision}
    from unnest(${column(rows, 'id')}::uuid[], ${column(rows, 'unit')}::uuid[], ${column(rows, 'parent')}::uuid[],
      ${column(rows, 'kind')}::text[], ${column(rows, 'sector')}::text[], ${column(rows, 'name')}::text[],
      ${column(rows, 'code')}::text[]) as x (id, unit, parent, kind, sector, name, code)`;
}

/** Gives founded units their places; one that takes over from an ended unit beside it takes that unit's very place. */
export async function foundUnits(
  tx: Writer,
  rows: readonly { unit: string; parent: string | null; insteadOf: string | null }[],
): Promise<void> {
  await tx`select found_units(${column(rows, 'unit')}::uuid[], ${column(rows, 'parent')}::uuid[],
    ${column(rows, 'insteadOf')}::uuid[])`;
}

/** Moves units beneath their parents, in this order; gives those whose rows have yet to follow (`placeRows`). */
export async function moveUnits(
  tx: Writer,
  moves: readonly { unit: string; parent: string }[],
): Promise<string[]> {
  if (moves.length === 0) return [];
  const [row] = await tx<{ moved: string[] }[]>`
    select move_units(${column(moves, 'unit')}::uuid[], ${column(moves, 'parent')}::uuid[]) as moved`;
  return row!.moved;
}

/** Puts the rows of units that moved where these lie now. A command that leaves them behind is refused as a whole. */
export async function placeRows(tx: Writer, moved: readonly string[]): Promise<void> {
  if (moved.length > 0) await tx`select place_rows(${moved as string[]}::uuid[])`;
}

export async function rebuildClosure(tx: Writer): Promise<void> {
  await tx`select rebuild_closure()`;
}

export type BodyRow = { id: string; unit: string; kind: string };

/** Bodies of these units that last beyond the day before `day`. */
export async function bodiesOfUnits(
  tx: Reader,
  units: readonly string[],
  day: PlainDate,
): Promise<BodyRow[]> {
  return tx<BodyRow[]>`
    select id, unit, kind from body
    where unit = any (${units as string[]}) and (valid_to is null or valid_to > ${day})`;
}

/** Ends bodies on a day; those that would only have begun then are taken away. */
export async function endBodies(tx: Writer, bodies: readonly string[], day: PlainDate): Promise<void> {
  await tx`delete from body where id = any (${bodies as string[]}) and valid_from >= ${day}`;
  await tx`update body set valid_to = ${day} where id = any (${bodies as string[]})`;
}

export async function beginBodies(tx: Writer, rows: readonly BodyRow[], day: PlainDate): Promise<void> {
  await tx`
    insert into body (id, unit, kind, valid_from)
    select id, unit, kind, ${day}
    from unnest(${column(rows, 'id')}::uuid[], ${column(rows, 'unit')}::uuid[], ${column(rows, 'kind')}::text[])
      as x (id, unit, kind)`;
}

export type ActRow = {
  id: string;
  unit: string;
  number: string;
  decided_on: PlainDate;
  effective_on: PlainDate;
  decided_by: string;
  summary: string;
};

export async function insertAct(tx: Writer, act: ActRow, operations: readonly Operation[]): Promise<void> {
  await tx`insert into reorganisation ${tx({ ...act, operations: JSON.stringify(operations) })}`;
}

export type SuccessionRow = { id: string; predecessor: string; successor: string; isPrincipal: boolean };

/** A succession belongs to the successor, which opens the records of its predecessor from there. */
export async function insertSuccessions(
  tx: Writer,
  rows: readonly SuccessionRow[],
  act: { id: string; effective_on: PlainDate },
): Promise<void> {
  await tx`
    insert into unit_succession (id, unit, reorganisation, predecessor, successor, is_principal, effective_on)
    select id, successor, ${act.id}, predecessor, successor, is_principal, ${act.effective_on}
    from unnest(${column(rows, 'id')}::uuid[], ${column(rows, 'predecessor')}::uuid[],
      ${column(rows, 'successor')}::uuid[], ${rows.map((row) => String(row.isPrincipal))}::text[]::boolean[])
      as x (id, predecessor, successor, is_principal)`;
}

/**
 * Living units whose parent on a day is not the one that places them in today's tree (what an ended unit leaves lies
 * with its heir): all of them, or those `among` the given. In the order in which they can move: nobody beneath a unit that has
 * yet to move itself.
 */
export async function misplacedUnits(
  tx: Reader,
  day: PlainDate,
  among: readonly string[] | null = null,
): Promise<{ unit: string; parent: string }[]> {
  const rows = await tx<{ unit: string; parent: string }[]>`
    select p.unit, p.parent from (
      select distinct on (unit) unit, parent from unit_period
      where valid_from <= ${day} and (${among === null} or unit = any (${(among ?? []) as string[]}))
      order by unit, valid_from desc
    ) p join unit u on u.id = p.unit
    where p.parent is not null and p.parent is distinct from u.parent
      and not exists (select from heirs(${day}) h where h.unit = p.unit)
    order by p.unit`;
  return topDown(rows);
}

/** How many ended units do not lie in the place of the unit that succeeds them. */
export async function countUnsettled(tx: Reader, day: PlainDate): Promise<number> {
  const [row] = await tx<{ count: number }[]>`select count(*)::int as count from unsettled(${day})`;
  return row!.count;
}

/** Puts ended units where their heirs lie; gives those whose rows have yet to follow (`placeRows`). */
export async function settleEnded(tx: Writer, day: PlainDate): Promise<string[]> {
  const [row] = await tx<{ moved: string[] }[]>`select settle_ended(${day}) as moved`;
  return row!.moved;
}

/** Each after its parent, where that is among them. What is left of a circle, which no tree has, comes last. */
function topDown<R extends { unit: string; parent: string }>(rows: readonly R[]): R[] {
  const waiting = new Set(rows.map((row) => row.unit));
  const [free, bound] = [
    rows.filter((row) => !waiting.has(row.parent)),
    rows.filter((row) => waiting.has(row.parent)),
  ];
  return free.length === 0 ? [...rows] : [...free, ...topDown(bound)];
}
