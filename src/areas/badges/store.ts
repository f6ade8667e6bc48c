import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Member, Sanction } from './rules.ts';

export type Candidate = Member & { person: string; name: string; cell: string; above: string | null };

type Row = Omit<Candidate, 'sanctions'> & { sanctions: Sanction[] };

/** How somebody stops being a member; a transfer across the boundary of the records is no such end. */
const LEFT = ['death', 'struck_off', 'resigned', 'expelled', 'annulled'];

/**
 * Everything a badge asks of members: the time that counts (entered, by an admission recorded here, by a restoration),
 * badges they have, death and sanctions in force. `of` names the persons; without it, those who are members on the day
 * or died in the year before, with time that began by `begun`. An open time ends where the person left the Party.
 */
export async function candidates(
  tx: Reader,
  asked: { day: PlainDate; begun: PlainDate; start: 'decision' | 'ceremony'; of: readonly string[] | null },
): Promise<Candidate[]> {
  const rows = await tx<Row[]>`
    with told as (
      select person, valid_from as since, valid_to as until from party_period
      union all
      select a.person, case when ${asked.start} = 'ceremony' then coalesce(a.ceremony_on, a.decided_on) else a.decided_on end, null
      from admission a where a.ceremony_on is not null
      union all
      select s.person, s.valid_from, null from stay s where s.came_by = 'restored'
    ), counted as (
      select t.person, t.since, least(t.until, (select min(s.valid_to) from stay s where s.person = t.person
        and s.left_by = any (${LEFT}) and s.valid_to > t.since)) as until
      from told t
    ), lived as (
      select person, jsonb_agg(jsonb_build_object('from', since, 'to', until) order by since) as periods
      from counted group by person having ${asked.of as string[] | null}::uuid[] is not null or min(since) <= ${asked.begun}
    )
    select p.id as person, p.name, n.name as cell, u.name as above, coalesce(l.periods, '[]') as periods,
      d.valid_to as "diedOn",
      array(select b.level from badge_award b where b.person = p.id) as awarded,
      coalesce((select jsonb_agg(jsonb_build_object('form', coalesce(last.form, f.form), 'on', f.decided_on))
        from discipline_decision f left join lateral (select c.form from discipline_decision c where c.changes = f.id
          order by c.decided_on desc limit 1) last on true
        where f.subject_person = p.id and f.changes is null), '[]') as sanctions
    from person p
    ${asked.of ? tx`left join lived l on l.person = p.id` : tx`join lived l on l.person = p.id`}
    left join unit_now n on n.unit = p.unit left join unit_now u on u.unit = n.parent
    left join stay d on d.person = p.id and d.left_by = 'death'
    where ${
      asked.of
        ? tx`p.id = any (${asked.of as string[]})`
        : tx`exists (select from stay s where s.person = p.id and s.valid_from <= ${asked.day}
            and (s.valid_to is null or s.valid_to > ${asked.day} or s.left_by = 'death'))`
    }
    order by u.name, n.name, p.given collate "vi-x-icu", p.name collate "vi-x-icu"`;
  const told = await maySee(tx);
  return rows.map((row) => ({ ...row, sanctions: told ? row.sanctions : null }));
}

/** Whether the reader may read decisions of discipline at all; without, nothing can be said of sanctions. */
async function maySee(tx: Reader): Promise<boolean> {
  const [row] = await tx<{ may: boolean }[]>`
    select reach_hi('discipline_decision', false) > scope_lo() as may`;
  return row!.may;
}

export type Unaged = { person: string; name: string; cell: string };

/** Members of the day of whom nothing says since when party age counts: how many, and the first by cell. */
export async function withoutPartyAge(
  tx: Reader,
  day: PlainDate,
  most: number,
): Promise<{ total: number; some: Unaged[] }> {
  const rows = await tx<(Unaged & { total: number })[]>`
    select p.id as person, p.name, n.name as cell, count(*) over ()::int as total
    from stay s join person p on p.id = s.person left join unit_now n on n.unit = s.unit
    where s.valid_from <= ${day} and (s.valid_to is null or s.valid_to > ${day})
      and p.id not in (select t.person from party_period t)
      and p.id not in (select a.person from admission a where a.ceremony_on is not null)
    order by n.name, p.given collate "vi-x-icu", p.name collate "vi-x-icu" limit ${most}`;
  return { total: rows[0]?.total ?? 0, some: rows.map(({ total: _, ...row }) => row) };
}

export async function hasOpenCard(tx: Reader, person: string, except: string): Promise<boolean> {
  const rows = await tx`
    select from party_card where person = ${person} and id <> ${except} and ended_on is null`;
  return rows.length > 0;
}

/** Whether another file that the reader may open has a card of this number. */
export async function isCardElsewhere(tx: Reader, person: string, number: string): Promise<boolean> {
  const rows = await tx`select from party_card where card_number = ${number} and person <> ${person} limit 1`;
  return rows.length > 0;
}
