/** The type of a unit: the sector of the grassroots organisation it belongs to, else its own (11-HD/BTCTW, Biểu 5). */
import type { Facts } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

const standing = 'u.valid_from <= :to and (u.valid_to is null or u.valid_to > :to)';

/** Every unit standing at :to with its `type`; needs :rule_grassroots_kinds. */
export const typesOfUnits = `
  with recursive down as (
    select u.unit, u.sector from unit_period u where u.kind = any (:rule_grassroots_kinds) and ${standing}
    union all
    select u.unit, d.sector from down d
    join unit_period u on u.parent = d.unit and ${standing} and u.kind <> all (:rule_grassroots_kinds)
  )
  select u.unit, coalesce(case when d.unit is null then u.sector else d.sector end, 'unstated') as type
  from unit_period u left join down d on d.unit = u.unit where ${standing}`;

/** The same, walked parent by parent. */
export function typeOf(facts: Facts, unit: string, day: PlainDate, grassroots: readonly string[]): string {
  const path = facts.above(unit, day).map((one) => facts.unitOn(one, day)!);
  const own = path.find(({ kind }) => grassroots.includes(kind as string)) ?? path[0];
  return (own?.sector as string | null | undefined) ?? 'unstated';
}
