/** Where the work figures come from: subjects in sessions, and sessions, done or under way at the as-of date. */
import type { FigureSource, When } from '../../figures/define.ts';
import { type Facts, ownAndAbove, type RawRow } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { committeeLevelOf, committeeLevelSql } from '../membership/contract.ts';

/** Done from the period's start to as-of; ongoing when begun and not concluded by then; otherwise not counted. */
const progress = (concluded: string): string => `(select
    case when ${concluded} between :from and :as_of then 'done'
      when i.opened_on <= :as_of and (${concluded} is null or ${concluded} > :as_of) then 'ongoing' end as state,
    case when ${concluded} <= :as_of then ${concluded} else i.opened_on end as on_date)`;

const kindOn = (unit: string): string => `(select u.kind from unit_period u where u.unit = ${unit}
    and v.on_date >= u.valid_from and (u.valid_to is null or v.on_date < u.valid_to))`;

/** A sanction of the same member or organisation, decided from the conclusion on and in force at as-of. */
const DISCIPLINED = `(v.state = 'done' and exists (select from discipline_decision d
    where d.changes is null and d.decided_on between x.concluded_on and :as_of
      and (d.subject_person = x.subject_person or d.subject_unit = x.subject_unit)
      and not exists (select from discipline_decision c
        where c.changes = d.id and c.form = 'none' and c.decided_on <= :as_of)))`;

export const work: FigureSource = {
  name: 'inspection_work',
  record: 'inspection_subject',
  sql: `
select s.top, x.id as record, x.unit, v.on_date, v.state, b.kind as body_kind, s.own, i.nature,
  i.origin, x.kind as subject, x.works, x.committee_member, case when v.state = 'done' then x.result end as result,
  x.subject_person as person, x.subject_unit as organisation, x.content_codes as contents,
  ${kindOn('x.unit')} as unit_kind, ${kindOn('x.subject_unit')} as organisation_kind,
  ${committeeLevelSql('x.subject_person', 'v.on_date')} as committee_level, ${DISCIPLINED} as disciplined
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
          ...subjectOn(facts, row, found, when),
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

/** What the sector's forms tell apart a subject by. */
function subjectOn(facts: Facts, row: RawRow, { state, on }: Found, when: When) {
  const organisation = row.subject_unit as string | null;
  return {
    contents: row.content_codes,
    unit_kind: facts.unitOn(row.unit, on)?.kind ?? null,
    organisation_kind: (organisation && facts.unitOn(organisation, on)?.kind) ?? null,
    committee_level: committeeLevelOf(facts, row.subject_person as string | null, on),
    disciplined: state === 'done' && isDisciplined(facts, row, when),
  };
}

const isDisciplined = (facts: Facts, row: RawRow, { asOf }: When): boolean =>
  [
    ...(row.subject_person
      ? facts.by('discipline_decision', 'subject_person', row.subject_person as string)
      : []),
    ...(row.subject_unit ? facts.by('discipline_decision', 'subject_unit', row.subject_unit as string) : []),
  ].some(
    ({ id, changes, decided_on }) =>
      changes === null &&
      (decided_on as string) >= (row.concluded_on as string) &&
      (decided_on as string) <= asOf &&
      !facts
        .by('discipline_decision', 'changes', id)
        .some((change) => change.form === 'none' && (change.decided_on as string) <= asOf),
  );

type Found = { state: 'done' | 'ongoing'; on: PlainDate };

function progressOf(row: RawRow, session: RawRow, when: When): Found | undefined {
  const concluded = row.concluded_on as PlainDate | null;
  if (concluded !== null && concluded <= when.asOf) {
    return concluded >= when.from ? { state: 'done', on: concluded } : undefined;
  }
  const opened = session.opened_on as PlainDate;
  return opened <= when.asOf ? { state: 'ongoing', on: opened } : undefined;
}
