import type { Reader } from '../../db/door.ts';
import type { MissedMonth } from './rules.ts';

export type MemberMonths = { person: string; name: string; cell: string | null; months: MissedMonth[] };

/** Months missed in a year by members of today, by cell and name. */
export async function monthsMissed(tx: Reader, year: number): Promise<MemberMonths[]> {
  return tx<MemberMonths[]>`
    select p.id as person, p.name, n.name as cell,
      jsonb_agg(jsonb_build_object('month', m.month, 'what', m.what, 'goodReason', m.good_reason) order by m.month) as months
    from missed_month m join person p on p.id = m.person left join unit_now n on n.unit = p.unit
    where m.month like ${`${year}-%`}
      and exists (select from stay s where s.person = p.id and s.valid_to is null)
    group by p.id, p.name, n.name, p.given
    order by n.name, p.given collate "vi-x-icu", p.name collate "vi-x-icu"`;
}
