/** Where the work figures come from: subjects in sessions, and sessions, done or under way at the as-of date. */
import type { FigureSource, When } from '../../figures/define.ts';
import { type Facts, ownAndAbove, type RawRow } from '../../figures/facts.ts';
import { unitKindOf, unitKindSql } from '../../figures/unit-kind.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { committeeLevelOf, committeeLevelSql, saidOf, saidOfSql } from '../membership/contract.ts';
import { LEADERSHIP } from './contents.ts';
import { disciplinedSql, wasDisciplined } from './disciplined.ts';

/** Done from the period's start to as-of; ongoing when begun and not concluded by then; otherwise not counted. */
const progress = (concluded: string): string => `(select
    case when ${concluded} between :from and :as_of then 'done'
      when i.opened_on <= :as_of and (${concluded} is null or ${concluded} > :as_of) then 'ongoing' end as state,
    case when ${concluded} <= :as_of then ${concluded} else i.opened_on end as on_date)`;

/** A supervision that found signs, taken up as a lead, for which an inspection on signs was decided by as-of. */
const INSPECTED_ON_SIGNS = `(v.state = 'done' and exists (select from signal g join inspection o on o.id = g.inspection
    where g.supervision = x.id and g.outcome = 'inspected' and o.opened_on <= :as_of))`;

/** Papers on this member that the inspection handed to the law agencies by as-of. */
const HANDED_OVER = `(v.state = 'done' and exists (select from outside_handling h
    where h.inspection_subject = x.id and h.kind = 'referral' and h.decided_on <= :as_of))`;

/** A programme of the inspected organisation's own for the year it was looked into. */
const HAS_PROGRAMME = `exists (select from programme p join body pb on pb.id = p.body
    where pb.unit = x.subject_unit and p.year = extract(year from v.on_date) and p.approved_on <= v.on_date)`;

/** Leadership was looked into, and what was concluded of it, or of the whole where nothing stands by content, is good. */
const LED_WELL = `(v.state = 'done' and '${LEADERSHIP}' = any (x.content_codes) and coalesce((select c.assessment = 'merit'
    from content_conclusion c where c.subject = x.id and c.content = '${LEADERSHIP}'), x.result = 'good', false))`;

export const work: FigureSource = {
  name: 'inspection_work',
  record: 'inspection_subject',
  sql: `
select s.top, x.id as record, x.unit, v.on_date, v.state, b.kind as body_kind, s.own, i.nature,
  i.origin, x.kind as subject, x.works, x.committee_member, case when v.state = 'done' then x.result end as result,
  x.subject_person as person, x.subject_unit as organisation, x.content_codes as contents,
  ${unitKindSql('x.unit', 'v.on_date')} as unit_kind,
  ${unitKindSql('x.subject_unit', 'v.on_date')} as organisation_kind,
  ${committeeLevelSql('x.subject_person', 'v.on_date')} as committee_level,
  ${saidOfSql('managed_by', 'x.subject_person', 'v.on_date')} as managed_by,
  (v.state = 'done' and ${disciplinedSql('x', 'x.concluded_on')}) as disciplined,
  ${HANDED_OVER} as handed_over, ${INSPECTED_ON_SIGNS} as inspected_on_signs, ${HAS_PROGRAMME} as has_programme,
  ${LED_WELL} as led_well
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
  return {
    contents: row.content_codes,
    unit_kind: unitKindOf(facts, row.unit, on),
    organisation_kind: unitKindOf(facts, row.subject_unit, on),
    committee_level: committeeLevelOf(facts, row.subject_person as string | null, on),
    managed_by: saidOf(facts, 'managed_by', row.subject_person as string | null, on),
    disciplined: state === 'done' && wasDisciplined(facts, row, on, when),
    handed_over: state === 'done' && wasHandedOver(facts, row, when),
    inspected_on_signs: state === 'done' && wasInspected(facts, row, when),
    has_programme: hasProgramme(facts, row.subject_unit, on),
    led_well: state === 'done' && wasLedWell(facts, row),
  };
}

const wasInspected = (facts: Facts, { id }: RawRow, { asOf }: When): boolean =>
  facts
    .by('signal', 'supervision', id)
    .filter(({ outcome }) => outcome === 'inspected')
    .some((lead) => (facts.row('inspection', lead.inspection as string)!.opened_on as string) <= asOf);

const wasHandedOver = (facts: Facts, { id }: RawRow, { asOf }: When): boolean =>
  facts
    .by('outside_handling', 'inspection_subject', id)
    .some(({ kind, decided_on }) => kind === 'referral' && (decided_on as string) <= asOf);

const hasProgramme = (facts: Facts, unit: unknown, on: PlainDate): boolean =>
  unit !== null &&
  facts
    .by('body', 'unit', unit as string)
    .flatMap(({ id }) => facts.by('programme', 'body', id))
    .some(
      ({ year, approved_on }) =>
        year === Number(on.slice(0, 4)) && approved_on !== null && (approved_on as string) <= on,
    );

function wasLedWell(facts: Facts, { id, content_codes, result }: RawRow): boolean {
  if (!(content_codes as string[]).includes(LEADERSHIP)) return false;
  const said = facts.by('content_conclusion', 'subject', id).find(({ content }) => content === LEADERSHIP);
  return said ? said.assessment === 'merit' : result === 'good';
}

type Found = { state: 'done' | 'ongoing'; on: PlainDate };

function progressOf(row: RawRow, session: RawRow, when: When): Found | undefined {
  const concluded = row.concluded_on as PlainDate | null;
  if (concluded !== null && concluded <= when.asOf) {
    return concluded >= when.from ? { state: 'done', on: concluded } : undefined;
  }
  const opened = session.opened_on as PlainDate;
  return opened <= when.asOf ? { state: 'ongoing', on: opened } : undefined;
}
