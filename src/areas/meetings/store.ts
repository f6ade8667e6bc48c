import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { notMerged } from '../membership/contract.ts';
import { REGULAR } from './contract.ts';

/** Another meeting of the cell on the same day. */
export async function isMeetingThere(
  tx: Reader,
  { id, unit, on }: { id: string; unit: string; on: PlainDate },
): Promise<boolean> {
  const rows = await tx`select from cell_meeting where id <> ${id} and unit = ${unit} and held_on = ${on}`;
  return rows.length > 0;
}

/** Other meetings of the cell by Party group in the year of a day. */
export async function heldByGroup(
  tx: Reader,
  { id, unit, on }: { id: string; unit: string; on: PlainDate },
): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from cell_meeting where id <> ${id} and unit = ${unit} and by_group
      and extract(year from held_on) = extract(year from ${on}::date)`;
  return row!.n;
}

/** Members of a cell on a day, those exempt that day among them. */
export async function membersOn(tx: Reader, cell: string, day: PlainDate): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from stay s where s.unit = ${cell} and s.valid_from <= ${day}
      and (s.valid_to is null or s.valid_to > ${day}) and ${tx.unsafe(notMerged('s.person'))}`;
  return row!.n;
}

export type AbsenceOn = { isThereAlready: boolean; isOfCell: boolean; isExempt: boolean };

/** What is known of a member on the day of a meeting. */
export async function absenceOn(
  tx: Reader,
  { id, meeting, person }: { id: string; meeting: string; person: string },
): Promise<AbsenceOn> {
  const [row] = await tx<AbsenceOn[]>`
    select
      exists (select from meeting_absence a where a.id <> ${id} and a.meeting = m.id and a.person = ${person})
        as "isThereAlready",
      exists (select from stay s where s.person = ${person} and s.unit = m.unit and s.valid_from <= m.held_on
        and (s.valid_to is null or s.valid_to > m.held_on)) as "isOfCell",
      exists (select from exemption x where x.person = ${person} and x.valid_from <= m.held_on
        and (x.valid_to is null or x.valid_to > m.held_on)) as "isExempt"
    from cell_meeting m where m.id = ${meeting}`;
  return row!;
}

export type Expected = { person: string; name: string; isExempt: boolean };

/** The members of a cell on a day, by name. */
export async function expectedOn(tx: Reader, cell: string, day: PlainDate): Promise<Expected[]> {
  return tx<Expected[]>`
    select p.id as person, p.name, exists (select from exemption x where x.person = p.id
      and x.valid_from <= ${day} and (x.valid_to is null or x.valid_to > ${day})) as "isExempt"
    from stay s join person p on p.id = s.person
    where s.unit = ${cell} and s.valid_from <= ${day} and (s.valid_to is null or s.valid_to > ${day})
      and ${tx.unsafe(notMerged('s.person'))}
    order by p.given collate "vi-x-icu", p.name collate "vi-x-icu", p.id`;
}

export type MeetingLine = {
  id: string;
  cell: string;
  held_on: PlainDate;
  kind: string;
  topic: string | null;
  /** Members who should have come, and those of them who did. */
  expected: number;
  came: number;
};

/** Meetings of a month in the cells open to the reader, latest first; of one cell where it is named. */
export async function meetingsOf(tx: Reader, month: string, cell: string | null): Promise<MeetingLine[]> {
  return tx<MeetingLine[]>`
    select m.id, m.unit as cell, m.held_on, m.kind, m.topic, h.expected, h.expected - h.away as came
    from cell_meeting m cross join lateral (
      select count(*)::int as expected, count(a.id)::int as away
      from stay s left join meeting_absence a on a.meeting = m.id and a.person = s.person
      where s.unit = m.unit and s.valid_from <= m.held_on and (s.valid_to is null or s.valid_to > m.held_on)
        and not exists (select from exemption x where x.person = s.person and x.valid_from <= m.held_on
          and (x.valid_to is null or x.valid_to > m.held_on))
        and ${tx.unsafe(notMerged('s.person'))}
    ) h
    where m.held_on >= ${`${month}-01`}::date and m.held_on < ${`${month}-01`}::date + interval '1 month'
      and (${cell}::uuid is null or m.unit = ${cell})
    order by m.held_on desc, m.id`;
}

export type CellLine = { cell: string; name: string; above: string | null; members: number };

/** Cells open to the reader that had members on a day, with how many. */
export async function cellsOn(tx: Reader, day: PlainDate): Promise<CellLine[]> {
  return tx<CellLine[]>`
    select s.unit as cell, coalesce(n.name, '') as name, a.name as above, count(*)::int as members
    from stay s left join unit_now n on n.unit = s.unit left join unit_now a on a.unit = n.parent
    where s.valid_from <= ${day} and (s.valid_to is null or s.valid_to > ${day})
      and ${tx.unsafe(notMerged('s.person'))}
    group by s.unit, n.name, a.name order by n.name collate "vi-x-icu", a.name collate "vi-x-icu", s.unit`;
}

/** Days of regular meetings since a day, of living cells open to the reader. */
export async function regularDays(
  tx: Reader,
  since: PlainDate,
): Promise<{ cell: string; name: string; days: PlainDate[] }[]> {
  return tx<{ cell: string; name: string; days: PlainDate[] }[]>`
    select n.unit as cell, n.name, array_agg(m.held_on::text order by m.held_on) as days
    from cell_meeting m join unit_now n on n.unit = m.unit and n.valid_to is null
    where m.held_on >= ${since} and m.kind = any (${REGULAR as string[]})
    group by n.unit, n.name order by n.name collate "vi-x-icu"`;
}
