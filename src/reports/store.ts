/** What a report asks of the tree besides its figures. */
import type { Reader } from '../db/door.ts';
import { isId } from '../kernel/id.ts';
import { addDays, addMonths, type PlainDate } from '../kernel/plain-date.ts';
import { clean } from '../kernel/text.ts';
import type { Regulations } from '../regulations/reader.ts';

export type UnitOnDay = { id: string; code: string; name: string; kind: string; parent: string | null };

/** The unit that carried a code on a day, or carries it today; undefined when the session may not see it. */
export async function unitByCode(tx: Reader, code: string, day: PlainDate): Promise<UnitOnDay | undefined> {
  const id = isId(code) ? code : null;
  const [row] = await tx<UnitOnDay[]>`
    select p.unit as id, p.code, p.name, p.kind, p.parent from unit_period p
    where p.code = ${clean(code)} or p.unit = ${id}
    order by p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day}) desc, p.valid_from desc limit 1`;
  return row;
}

export async function unitOn(tx: Reader, unit: string, day: PlainDate): Promise<UnitOnDay | undefined> {
  const [row] = await tx<UnitOnDay[]>`
    select p.unit as id, p.code, p.name, p.kind, p.parent from unit_period p
    where p.unit = ${unit} and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})`;
  return row;
}

/** Units directly beneath, as of a day, by code. */
export async function unitsBeneath(tx: Reader, unit: string, day: PlainDate): Promise<UnitOnDay[]> {
  return tx<UnitOnDay[]>`
    select p.unit as id, p.code, p.name, p.kind, p.parent from unit_period p
    where p.parent = ${unit} and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    order by p.code`;
}

/** The right to open the unit's report, decided by PostgreSQL for the session's mandate. */
export async function mayReport(tx: Reader, unit: string): Promise<boolean> {
  const [row] = await tx<{ may: boolean | null }[]>`select may_report(${unit}) as may`;
  return row?.may === true;
}

/** Whether a unit has an inspection commission on a day. */
export async function hasCommission(tx: Reader, unit: string, day: PlainDate): Promise<boolean> {
  const rows = await tx`
    select from body where unit = ${unit} and kind = 'inspection_commission' and valid_from <= ${day}
      and (valid_to is null or valid_to > ${day})`;
  return rows.length > 0;
}

/** Something a unit has to do by a day: an open remediation duty, a probation that ends. */
type DueWork = { type: string; id: string; what: string; who: string; due: PlainDate };

/** How far ahead the first page looks. */
const AHEAD_DAYS = 60;
const MOST = 8;

/** Up to which day deadlines are looked for, and after how many months a probation ends. */
export const dueWindow = (
  asOf: PlainDate,
  regulations: Regulations,
): { until: PlainDate; months: number } => ({
  until: addDays(asOf, AHEAD_DAYS),
  months: regulations.mustValueOn<number>('probation.length', asOf).value,
});

/** The nearest first, overdue before everything; only what the session may open. */
export async function dueWork(tx: Reader, asOf: PlainDate, regulations: Regulations): Promise<DueWork[]> {
  const { until, months } = dueWindow(asOf, regulations);
  const duties = await tx<DueWork[]>`
    select 'remediation' as type, r.id, r.duty as what, u.name as who, r.due_on as due
    from remediation r join unit_now u on u.id = r.unit
    where (r.verified_on is null or r.verified_on > ${asOf}) and (r.done_on is null or r.done_on > ${asOf})
      and r.due_on <= ${until} order by r.due_on limit ${MOST}`;
  const oldest = addMonths(asOf, -months - 3);
  const probation = await tx<DueWork[]>`
    select 'standing' as type, s.id, p.name as what, u.name as who, (s.valid_from + make_interval(months => ${months}::int))::date as due
    from standing s join person p on p.id = s.person join unit_now u on u.id = s.unit
    where s.kind = 'probationary' and s.valid_from >= ${oldest} and s.valid_from <= ${asOf}
      and (s.valid_to is null or s.valid_to > ${asOf}) and s.valid_from + make_interval(months => ${months}::int) <= ${until}
      and not exists (select from person_merge m where m.person = s.person and m.separated_on is null)
    order by s.valid_from limit ${MOST}`;
  return [...duties, ...probation].sort((a, b) => (a.due < b.due ? -1 : 1)).slice(0, MOST);
}

/** Exempt members whom the cell set a day to ask again, up to a day; the soonest first. */
export async function exemptionsToAsk(
  tx: Reader,
  on: PlainDate,
  until: PlainDate,
): Promise<{ id: string; name: string; unit: string; on: PlainDate }[]> {
  return tx<{ id: string; name: string; unit: string; on: PlainDate }[]>`
    select x.id, p.name, coalesce(u.name, '') as unit, x.review_on as on
    from exemption x join person p on p.id = x.person left join unit_now u on u.unit = x.unit
    where x.review_on <= ${until} and x.valid_from <= ${on} and (x.valid_to is null or x.valid_to > ${on})
    order by x.review_on, x.id limit ${MOST}`;
}
