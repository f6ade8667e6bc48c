/** What an act of reorganisation wrote, what has come to depend on it, and taking it back (db/migrations). */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** Something that depends on an act: a record, or a row of the product itself, which has no id to be told. */
export type Dependent = { type: string; id: string | null };

export async function dependingOn(tx: Reader, act: string): Promise<Dependent[]> {
  const rows = await tx<Dependent[]>`select distinct type, id from depending_on(${act}) order by type, id`;
  return [...rows];
}

/** Whether an act was carried out by itself, rather than recorded by an import. */
export async function wasActed(tx: Reader, act: string): Promise<boolean> {
  const rows = await tx`select from entry_of_act(${act})`;
  return rows.length > 0;
}

/** How many rows of each table the act wrote that still stand. */
export async function sizeOf(tx: Reader, act: string): Promise<{ type: string; count: number }[]> {
  const rows = await tx<{ type: string; count: number }[]>`
    with wrote as (select act from reorganisation where id = ${act})
    select 'unit_period' as type, count(*)::int as count from unit_period t, wrote w where t.act = w.act
    union all select 'unit_succession', count(*)::int from unit_succession t, wrote w where t.act = w.act
    union all select 'body', count(*)::int from body t, wrote w where t.act = w.act
    union all select 'body_term', count(*)::int from body_term t, wrote w where t.act = w.act
    union all select 'party_post', count(*)::int from party_post t, wrote w where t.act = w.act
    union all select 'stay', count(*)::int from stay t, wrote w where t.act = w.act`;
  return rows.filter((row) => row.count > 0);
}

/** Takes back every row. */
export async function takeBack(tx: Writer, act: string): Promise<void> {
  await tx`select take_back(${act})`;
}

/** Living units that lie in one place with another. */
export async function crowdedUnits(tx: Reader, day: PlainDate): Promise<{ unit: string; parent: string }[]> {
  return tx<{ unit: string; parent: string }[]>`select unit, parent from crowded(${day})`;
}
