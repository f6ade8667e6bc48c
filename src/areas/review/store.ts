import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { suspendedOnSql } from '../membership/contract.ts';
import type { Cap, Unreviewed } from './rules.ts';

/** What the records say of a subject for a year; of decisions to discipline only those the session may read. */
type ReviewState = { isThereAlready: boolean; disciplined: boolean; unreviewed: Unreviewed | null };

export type Asked = { id: string; of: string; year: number; decidedOn: PlainDate; newMonths: number };

export async function memberState(tx: Reader, asked: Asked): Promise<ReviewState> {
  const { id, of, year, decidedOn, newMonths } = asked;
  const [row] = await tx<ReviewState[]>`
    select exists (select from member_review r where r.person = ${of} and r.year = ${year} and r.id <> ${id}) as "isThereAlready",
      exists (select from discipline_decision d where d.subject_person = ${of} and d.form <> 'none'
        and date_part('year', d.decided_on) = ${year}) as disciplined,
      case when (select min(g.valid_from) from standing g where g.person = ${of}) + make_interval(months => ${newMonths}::int) > asked.day then 'new'
        when exists (select from exemption x where x.person = ${of} and x.valid_from <= asked.day
          and (x.valid_to is null or x.valid_to > asked.day)) then 'exempt'
        when exists (select from suspension x where x.person = ${of}
          and ${tx.unsafe(suspendedOnSql('x', 'asked.day'))}) then 'suspended'
        end as unreviewed
    from (select ${decidedOn}::date as day) asked`;
  return row!;
}

/**
 * How the other members of somebody's grassroots organisation (one of these kinds) are graded for a year; undefined where the session may not
 * read all of it, because a part of the numbers says nothing.
 */
export async function gradesBeside(
  tx: Reader,
  { of, year, decidedOn: day }: Asked,
  kinds: readonly string[],
): Promise<Omit<Cap, 'most' | 'rule'> | undefined> {
  const on = (alias: string) =>
    tx`${tx(alias)}.valid_from <= ${day} and (${tx(alias)}.valid_to is null or ${tx(alias)}.valid_to > ${day})`;
  const [row] = await tx<({ units: number } & Omit<Cap, 'most' | 'rule'>)[]>`
    with recursive above as (
      select p.unit, p.kind, p.parent from stay s join unit_period p on p.unit = s.unit and ${on('p')}
      where s.person = ${of} and ${on('s')}
      union all
      select p.unit, p.kind, p.parent from above a join unit_period p on p.unit = a.parent and ${on('p')}
      where a.kind <> all (${kinds})
    ), beneath as (
      select a.unit from above a where a.kind = any (${kinds}) and may_report(a.unit)
      union all
      select p.unit from beneath b join unit_period p on p.parent = b.unit and ${on('p')}
    ), graded as (
      select distinct s.person, r.id, r.grade from beneath b join stay s on s.unit = b.unit and ${on('s')}
      left join member_review r on r.person = s.person and r.year = ${year} where s.person <> ${of}
    )
    select (select count(*)::int from beneath) as units, count(*) filter (where grade = 'excellent')::int as excellent,
      count(*) filter (where grade = 'good')::int as good, count(*) filter (where id is null)::int as open from graded`;
  if (!row || row.units === 0) return undefined;
  const { units: _, ...grades } = row;
  return grades;
}

export async function unitState(tx: Reader, asked: Asked): Promise<ReviewState> {
  const { id, of, year, decidedOn, newMonths } = asked;
  const [row] = await tx<ReviewState[]>`
    select exists (select from unit_review r where r.unit = ${of} and r.year = ${year} and r.id <> ${id}) as "isThereAlready",
      exists (select from discipline_decision d where d.subject_unit = ${of} and d.form <> 'none'
        and date_part('year', d.decided_on) = ${year}) as disciplined,
      case when (select min(p.valid_from) from unit_period p where p.unit = ${of}) + make_interval(months => ${newMonths}::int) > ${decidedOn}::date then 'new'
        end as unreviewed`;
  return row!;
}
