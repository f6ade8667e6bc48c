/** Where the work figures come from: subjects in sessions, and sessions, done or under way at the as-of date. */
import type { FigureSource, When } from '../../figures/define.ts';
import { ownAndAbove, type RawRow } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** Done from the period's start to as-of; ongoing when begun and not concluded by then; otherwise not counted. */
const progress = (concluded: string): string => `(select
    case when ${concluded} between :from and :as_of then 'done'
      when i.opened_on <= :as_of and (${concluded} is null or ${concluded} > :as_of) then 'ongoing' end as state,
    case when ${concluded} <= :as_of then ${concluded} else i.opened_on end as on_date)`;

export const work: FigureSource = {
  name: 'inspection_work',
  record: 'inspection_subject',
  sql: `
select s.top, x.id as record, x.unit, v.on_date, v.state, b.kind as body_kind, s.own, i.nature,
  i.origin, x.kind as subject, x.works, x.committee_member, case when v.state = 'done' then x.result end as result,
  x.subject_person as person, x.subject_unit as organisation
from inspection_subject x
join inspection i on i.id = x.inspection
left join body b on b.id = i.body
cross join lateral ${progress('x.concluded_on')} v
join scope s on s.unit = x.unit and v.on_date >= s.valid_from and v.on_date < s.valid_to
where v.state is not null`,
  *recount(facts, when) {
    for (const row of facts.rows('inspection_subject')) {
      const session = facts.row('inspection', row.inspection as string | null);
      const found = session && progressOf(row, session, when);
      if (!found) continue;
      for (const place of ownAndAbove(facts, row.unit, found.on)) {
        yield {
          ...place,
          ...found,
          record: row.id,
          unit: row.unit,
          body_kind: facts.row('body', session.body as string)!.kind,
          nature: session.nature,
          origin: session.origin,
          subject: row.kind,
          works: row.works,
          committee_member: row.committee_member,
          result: found.state === 'done' ? row.result : null,
          person: row.subject_person,
          organisation: row.subject_unit,
        };
      }
    }
  },
};

export const sessions: FigureSource = {
  name: 'inspection_sessions',
  record: 'inspection',
  sql: `
select s.top, i.id as record, i.unit, v.on_date, v.state, b.kind as body_kind, s.own, i.nature,
  i.origin
from inspection i
left join body b on b.id = i.body
cross join lateral ${progress('i.concluded_on')} v
join scope s on s.unit = i.unit and v.on_date >= s.valid_from and v.on_date < s.valid_to
where v.state is not null`,
  *recount(facts, when) {
    for (const row of facts.rows('inspection')) {
      const found = progressOf(row, row, when);
      if (!found) continue;
      for (const place of ownAndAbove(facts, row.unit, found.on)) {
        yield {
          ...place,
          ...found,
          record: row.id,
          unit: row.unit,
          body_kind: facts.row('body', row.body as string)!.kind,
          nature: row.nature,
          origin: row.origin,
        };
      }
    }
  },
};

function progressOf(
  row: RawRow,
  session: RawRow,
  when: When,
): { state: 'done' | 'ongoing'; on: PlainDate } | undefined {
  const concluded = row.concluded_on as PlainDate | null;
  if (concluded !== null && concluded <= when.asOf) {
    return concluded >= when.from ? { state: 'done', on: concluded } : undefined;
  }
  const opened = session.opened_on as PlainDate;
  return opened <= when.asOf ? { state: 'ongoing', on: opened } : undefined;
}
