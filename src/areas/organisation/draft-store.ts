/** Operations of drafts as they are kept, and what can be chosen while one is drawn up. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Operation } from './contract.ts';

/** False where the draft may be read and not written. */
export async function replaceOperations(
  tx: Writer,
  id: string,
  operations: readonly Operation[],
): Promise<boolean> {
  const { count } = await tx`
    update reorganisation_draft set operations = ${JSON.stringify(operations)} where id = ${id}`;
  return count > 0;
}

/** A unit that can be chosen; `above` is the name of the unit it stands under. */
export type Choosable = {
  unit: string;
  name: string;
  code: string;
  kind: string;
  parent: string | null;
  above: string | null;
};

/** The unit and everything beneath it on a day, by code; at most `most`, one more where there are more. */
export async function choosable(
  tx: Reader,
  unit: string,
  day: PlainDate,
  most: number,
): Promise<Choosable[]> {
  return tx<Choosable[]>`
    with recursive today as not materialized (
      select unit, name, code, kind, parent from unit_period
      where valid_from <= ${day} and (valid_to is null or valid_to > ${day})
    ), beneath as (
      select * from today where unit = ${unit}
      union all select t.* from beneath b join today t on t.parent = b.unit
    )
    select b.*, p.name as above from beneath b left join today p on p.unit = b.parent
    order by b.unit <> ${unit}, b.code limit ${most + 1}`;
}

/** A unit, those directly beneath it and those above it on a day. */
export async function choosableAround(tx: Reader, unit: string, day: PlainDate): Promise<Choosable[]> {
  return tx<Choosable[]>`
    with recursive today as not materialized (
      select unit, name, code, kind, parent from unit_period
      where valid_from <= ${day} and (valid_to is null or valid_to > ${day})
    ), above as (
      select * from today where unit = ${unit}
      union select t.* from above a join today t on t.unit = a.parent
    ), near as (
      select * from above union select * from today where parent = ${unit}
    )
    select n.*, p.name as above from near n left join today p on p.unit = n.parent order by n.code`;
}
