import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { MissedMonth } from './rules.ts';

export type MemberMonths = { person: string; name: string; cell: string | null; months: MissedMonth[] };

/**
 * Months missed in a year by members of today, by cell and name: those noted, and those of which every meeting was missed.
 * Dues that were paid later, or not owed, are none.
 */
export async function monthsMissed(tx: Reader, year: number): Promise<MemberMonths[]> {
  return tx<MemberMonths[]>`
    with away as (
      select person, to_char(held_on, 'YYYY-MM') as month, cause from meeting_absence
      where held_on >= make_date(${year}, 1, 1) and held_on < make_date(${year + 1}, 1, 1)
    ), missed as (
      select m.person, m.month, m.what, m.good_reason from missed_month m
      where m.month like ${`${year}-%`} and not (m.what = 'dues'
        and exists (select from dues_month d where d.person = m.person and d.month = m.month))
      union all
      select a.person, a.month, 'meetings', case when bool_and(a.cause is not null) then min(a.cause) end from away a
      where not exists (select from missed_month n where n.person = a.person and n.month = a.month and n.what = 'meetings')
      group by a.person, a.month
      having count(*) = (select count(*) from cell_meeting m join stay s on s.unit = m.unit and s.person = a.person
        and s.valid_from <= m.held_on and (s.valid_to is null or s.valid_to > m.held_on)
        where to_char(m.held_on, 'YYYY-MM') = a.month)
    )
    select p.id as person, p.name, n.name as cell,
      jsonb_agg(jsonb_build_object('month', m.month, 'what', m.what, 'goodReason', m.good_reason) order by m.month) as months
    from missed m join person p on p.id = m.person left join unit_now n on n.unit = p.unit
    where exists (select from stay s where s.person = p.id and s.valid_to is null)
    group by p.id, p.name, n.name, p.given
    order by n.name, p.given collate "vi-x-icu", p.name collate "vi-x-icu"`;
}

/** Whether somebody belonged to a cell on any day of a month. */
export async function wasMemberIn(tx: Reader, person: string, month: string): Promise<boolean> {
  const rows = await tx`select from stay where person = ${person}
    and valid_from < ${`${month}-01`}::date + interval '1 month' and (valid_to is null or valid_to > ${`${month}-01`}::date)`;
  return rows.length > 0;
}

export type DuesOfCell = {
  cell: string;
  name: string;
  /** The unit above: many cells bear one name. */
  above: string | null;
  members: number;
  paid: number;
  exempt: number;
  missed: number;
};

/** Cells open to the reader with members in a month, and how their dues stand. */
export async function duesByCell(tx: Reader, month: string): Promise<DuesOfCell[]> {
  return tx<DuesOfCell[]>`
    with member as (
      select distinct on (s.person) s.person, s.unit from stay s
      where s.valid_from < ${`${month}-01`}::date + interval '1 month'
        and (s.valid_to is null or s.valid_to > ${`${month}-01`}::date)
      order by s.person, s.valid_from desc
    )
    select m.unit as cell, coalesce(n.name, '') as name, a.name as above, count(*)::int as members,
      count(*) filter (where d.state = 'paid')::int as paid, count(*) filter (where d.state = 'exempt')::int as exempt,
      count(*) filter (where d.id is null and x.id is not null)::int as missed
    from member m left join unit_now n on n.unit = m.unit left join unit_now a on a.unit = n.parent
    left join dues_month d on d.person = m.person and d.month = ${month}
    left join missed_month x on x.person = m.person and x.month = ${month} and x.what = 'dues'
    group by m.unit, n.name, a.name order by n.name collate "vi-x-icu", a.name collate "vi-x-icu", m.unit`;
}

export type DuesLine = {
  person: string;
  name: string;
  state: 'paid' | 'exempt' | null;
  paid_on: PlainDate | null;
  ground: string | null;
  missed: boolean;
  reason: string | null;
};

/** The members of a cell in a month, and what is on record of their dues. */
export async function duesOfCell(tx: Reader, cell: string, month: string): Promise<DuesLine[]> {
  return tx<DuesLine[]>`
    select p.id as person, p.name, d.state, d.paid_on, d.ground, x.id is not null as missed, x.good_reason as reason
    from (
      select distinct on (s.person) s.person, s.unit from stay s
      where s.valid_from < ${`${month}-01`}::date + interval '1 month'
        and (s.valid_to is null or s.valid_to > ${`${month}-01`}::date)
      order by s.person, s.valid_from desc
    ) m join person p on p.id = m.person
    left join dues_month d on d.person = p.id and d.month = ${month}
    left join missed_month x on x.person = p.id and x.month = ${month} and x.what = 'dues'
    where m.unit = ${cell} order by p.given collate "vi-x-icu", p.name collate "vi-x-icu", p.id`;
}

/** Whether the month of a member is on record already, as paid or exempt, or as missed. */
export async function isNoted(tx: Reader, table: string, person: string, month: string): Promise<boolean> {
  const rows = await tx`select from ${tx(table)} where person = ${person} and month = ${month}
    ${table === 'missed_month' ? tx`and what = 'dues'` : tx``}`;
  return rows.length > 0;
}
