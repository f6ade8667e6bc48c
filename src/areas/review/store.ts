import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { suspendedOnSql } from '../membership/contract.ts';
import type { Unreviewed } from './rules.ts';

/** What the records say of a subject for a year; of decisions to discipline only those the session may read. */
export type ReviewState = { isThereAlready: boolean; disciplined: boolean; unreviewed: Unreviewed | null };

type Asked = { id: string; of: string; year: number; decidedOn: PlainDate; newMonths: number };

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
