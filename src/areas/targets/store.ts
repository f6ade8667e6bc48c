import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

export type TargetKey = {
  id: string;
  unit: string;
  indicator: string;
  year: number;
  split_from: string | null;
};

/** Day of the latest other target of the same unit, indicator and year, and the same share of an ended unit’s. */
export async function latestOther(
  tx: Reader,
  { id, unit, indicator, year, split_from: split }: TargetKey,
): Promise<PlainDate | null> {
  const [row] = await tx<{ day: PlainDate | null }[]>`
    select max(decided_on) as day from target
    where unit = ${unit} and indicator = ${indicator} and year = ${year} and id <> ${id}
      and split_from is not distinct from ${split}`;
  return row?.day ?? null;
}

export type TargetRow = {
  id: string;
  unit: string;
  name: string;
  code: string;
  indicator: string;
  year: number;
  value: number;
  percent: string | null;
  base: number | null;
  given_by: string | null;
  decided_on: PlainDate;
  document: string;
  split_from: string | null;
  /** How many earlier decisions it revises. */
  revises: number;
  /** The unit has ended by the day; its target waits to be split. */
  ended: boolean;
};

/** Targets in force on a day that a unit received, or handed to others; those already split are gone. */
export async function targetsInForce(
  tx: Reader,
  { unit, side, year, day }: { unit: string; side: 'unit' | 'given_by'; year: number; day: PlainDate },
): Promise<TargetRow[]> {
  return tx<TargetRow[]>`
    select t.*, p.name, p.code, p.valid_to is not null and p.valid_to <= ${day} as ended from (
      select distinct on (t.unit, t.indicator, t.split_from) t.id, t.unit, t.indicator, t.year, t.value, t.percent, t.base,
        t.given_by, t.decided_on, t.document, t.split_from,
        (count(*) over (partition by t.unit, t.indicator, t.split_from))::int - 1 as revises
      from target t where ${tx(side)} = ${unit} and t.year = ${year} and t.decided_on <= ${day}
      order by t.unit, t.indicator, t.split_from, t.decided_on desc
    ) t
    join lateral (select name, code, valid_to from unit_period p where p.unit = t.unit order by valid_from desc limit 1) p on true
    where not exists (select from target s where s.split_from = t.id and s.decided_on <= ${day})
    order by p.code, t.split_from nulls first`;
}

export async function targetById(tx: Reader, id: string): Promise<TargetRow | undefined> {
  const [row] = await tx<TargetRow[]>`
    select t.id, t.unit, p.name, p.code, t.indicator, t.year, t.value, t.percent, t.base, t.given_by, t.decided_on,
      t.document, t.split_from, 0 as revises, p.valid_to is not null as ended
    from target t
    join lateral (select name, code, valid_to from unit_period p where p.unit = t.unit order by valid_from desc limit 1) p on true
    where t.id = ${id}`;
  return row;
}

export type Successor = { unit: string; name: string; code: string; is_principal: boolean };

/** The units that took over from an ended one by a day, as reorganisations recorded it. */
export async function successorsOf(tx: Reader, unit: string, day: PlainDate): Promise<Successor[]> {
  return tx<Successor[]>`
    select distinct on (p.code) s.successor as unit, p.name, p.code, s.is_principal from unit_succession s
    join unit_period p on p.unit = s.successor and (p.valid_to is null or p.valid_to > ${day})
    where s.predecessor = ${unit} and s.effective_on <= ${day} order by p.code, p.valid_from desc`;
}

/** What successors were given of a target that was split. */
export async function sharesGiven(tx: Reader, id: string): Promise<{ unit: string; value: number }[]> {
  return tx<{ unit: string; value: number }[]>`
    select distinct on (unit) unit, value from target where split_from = ${id} order by unit, decided_on desc`;
}
