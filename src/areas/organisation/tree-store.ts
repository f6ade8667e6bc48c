/** The tree of any day: its units, the days on which it changed, and who came before and after whom. */
import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

export type TreeUnit = {
  unit: string;
  name: string;
  code: string;
  kind: string;
  parent: string | null;
  depth: number;
  /** Since when it is as it is, and the day from which it no longer is. */
  valid_from: PlainDate;
  valid_to: PlainDate | null;
  /** Units directly beneath it on the day. */
  beneath: number;
};

/** A unit and what lies beneath it on a day, `levels` deep, each before what lies beneath it; sisters by code. */
export async function treeOn(
  tx: Reader,
  top: string,
  day: PlainDate,
  levels: number,
  most: number,
): Promise<TreeUnit[]> {
  return tx<TreeUnit[]>`
    with recursive today as not materialized (
      select unit, name, code, kind, parent, valid_from, valid_to from unit_period
      where valid_from <= ${day} and (valid_to is null or valid_to > ${day})
    ), walk as (
      select t.*, 0 as depth, array[t.code] as way from today t where t.unit = ${top}
      union all
      select t.*, w.depth + 1, w.way || t.code from walk w join today t on t.parent = w.unit where w.depth < ${levels}
    )
    select unit, name, code, kind, parent, depth, valid_from, valid_to,
      (select count(*)::int from today c where c.parent = walk.unit) as beneath
    from walk order by way limit ${most}`;
}

/** How many units lie beneath a unit on a day. */
export async function sizeOn(tx: Reader, top: string, day: PlainDate): Promise<number> {
  const [row] = await tx<{ size: number }[]>`
    with recursive today as not materialized (
      select unit, parent from unit_period where valid_from <= ${day} and (valid_to is null or valid_to > ${day})
    ), walk as (
      select unit from today where unit = ${top}
      union all select t.unit from walk w join today t on t.parent = w.unit
    ) select count(*)::int - 1 as size from walk`;
  return row!.size;
}

/** The days on which anything the reader sees of the tree changed, earliest first. */
export async function daysOfChange(tx: Reader): Promise<PlainDate[]> {
  const rows = await tx<{ day: PlainDate }[]>`
    select valid_from as day from unit_period
    union select valid_to from unit_period where valid_to is not null order by day`;
  return rows.map(({ day }) => day);
}

/** The highest unit on a day that the reader may open, for a reader who is placed nowhere. */
export async function topOn(tx: Reader, day: PlainDate): Promise<string | undefined> {
  const [row] = await tx<{ unit: string }[]>`
    select p.unit from unit_period p join unit u on u.id = p.unit
    where p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day}) order by u.depth, p.code limit 1`;
  return row?.unit;
}

export type FoundUnit = Pick<TreeUnit, 'unit' | 'name' | 'code' | 'kind'> & { above: string | null };

/** Units of a day whose name or code holds every word, folded. */
export async function searchTree(
  tx: Reader,
  words: readonly string[],
  day: PlainDate,
  most: number,
): Promise<FoundUnit[]> {
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  return tx<FoundUnit[]>`
    select p.unit, p.name, p.code, p.kind, a.name as above from unit_period p
    left join unit_period a on a.unit = p.parent and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to > ${day})
    where p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
      and fold(p.name || ' ' || p.code) like all (select fold(x) from unnest(${patterns}::text[]) as x)
    order by p.code limit ${most}`;
}

/** One step of a line of succession, seen from a unit; `reorganisation` is the act it happened by. */
export type Relative = {
  unit: string;
  name: string;
  code: string;
  effective_on: PlainDate;
  is_principal: boolean;
  reorganisation: string;
  number: string | null;
};

/** Units this one took over from, and units that took over from it. */
export async function relativesOf(
  tx: Reader,
  unit: string,
): Promise<{ predecessors: Relative[]; successors: Relative[] }> {
  const side = (own: 'predecessor' | 'successor', other: 'predecessor' | 'successor') => tx<Relative[]>`
    select distinct on (s.effective_on, s.id) s.${tx(other)} as unit, coalesce(p.name, '…') as name,
      coalesce(p.code, '') as code, s.effective_on, s.is_principal, s.reorganisation, r.number
    from unit_succession s
    left join unit_period p on p.unit = s.${tx(other)} left join reorganisation r on r.id = s.reorganisation
    where s.${tx(own)} = ${unit} order by s.effective_on, s.id, p.valid_from desc`;
  return {
    predecessors: [...(await side('successor', 'predecessor'))],
    successors: [...(await side('predecessor', 'successor'))],
  };
}

export type UnitPeriod = Omit<TreeUnit, 'depth' | 'beneath'> & {
  id: string;
  decision: string | null;
  above: string | null;
};

/** How a unit was called, coded and placed from its founding on. */
export async function periodsOf(tx: Reader, unit: string): Promise<UnitPeriod[]> {
  return tx<UnitPeriod[]>`
    select p.id, p.unit, p.name, p.code, p.kind, p.parent, p.valid_from, p.valid_to, p.decision,
      (select a.name from unit_period a where a.unit = p.parent and a.valid_from <= p.valid_from
        order by a.valid_from desc limit 1) as above
    from unit_period p where p.unit = ${unit} order by p.valid_from`;
}

/** The acts that took effect on a day. */
export async function actsOn(
  tx: Reader,
  day: PlainDate,
): Promise<{ id: string; number: string; summary: string }[]> {
  return tx<{ id: string; number: string; summary: string }[]>`
    select id, number, summary from reorganisation where effective_on = ${day} order by number`;
}
