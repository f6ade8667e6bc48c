/** What proposals for a programme rest on: items still owed, conclusions not remedied, units by their last conclusion. */
import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { SubjectKind } from './codes.ts';

export type ProposedSubject = {
  kind: SubjectKind;
  unit: string | null;
  person: string | null;
  name: string | null;
  works: string[];
  codes: string[];
};

export type ItemRow = {
  id: string;
  nature: 'inspection' | 'supervision';
  content: string;
  codes: string[];
  quarter: number | null;
  lead: string | null;
  number: string | null;
  subjects: ProposedSubject[];
};

const SUBJECTS = `coalesce((select jsonb_agg(jsonb_build_object('kind', x.kind, 'unit', x.subject_unit,
  'person', x.subject_person, 'name', coalesce(n.name, o.name), 'works', x.works, 'codes', x.content_codes) order by x.id)
  from inspection_subject x left join unit_now n on n.unit = x.subject_unit
  left join person o on o.id = x.subject_person where x.item = i.id), '[]') as subjects`;

const itemColumns = `i.id, i.nature, i.content, i.content_codes as codes, i.quarter, i.lead, p.number, ${SUBJECTS}`;

const NOT_DROPPED = `not exists (select from programme_change c where c.item = i.id and c.kind = 'drop')`;

/** Items of the body’s adopted programmes of a term that no year has taken up. */
export async function termItemsOwed(tx: Reader, body: string, year: number): Promise<ItemRow[]> {
  return tx<ItemRow[]>`
    select ${tx.unsafe(itemColumns)} from programme p join programme_item i on i.programme = p.id
    where p.body = ${body} and p.year is null and p.approved_on is not null
      and extract(year from p.approved_on) <= ${year} and ${tx.unsafe(NOT_DROPPED)}
      and not exists (select from programme y join programme_item j on j.programme = y.id
        where y.term = p.id and j.content = i.content)
    order by p.approved_on desc, i.ordinal`;
}

/** Items of a year’s programme that were neither dropped nor concluded. */
export async function itemsLeftOver(tx: Reader, body: string, year: number): Promise<ItemRow[]> {
  return tx<ItemRow[]>`
    select ${tx.unsafe(itemColumns)} from programme p join programme_item i on i.programme = p.id
    where p.body = ${body} and p.year = ${year} and p.approved_on is not null and ${tx.unsafe(NOT_DROPPED)}
      and not exists (select from inspection s where s.item = i.id and s.concluded_on is not null)
    order by i.ordinal`;
}

export type ConcludedSubject = ProposedSubject & { id: string; number: string | null; on: PlainDate };

/** Subjects with what was concluded of them, by id. */
export async function subjectsConcluded(tx: Reader, ids: readonly string[]): Promise<ConcludedSubject[]> {
  return tx<ConcludedSubject[]>`
    select x.id, x.kind, x.subject_unit as unit, x.subject_person as person, coalesce(n.name, o.name) as name, x.works,
      x.content_codes as codes, x.conclusion_number as number, x.concluded_on as on
    from inspection_subject x left join unit_now n on n.unit = x.subject_unit
    left join person o on o.id = x.subject_person
    where x.id = any (${ids as string[]}::uuid[]) and x.concluded_on is not null`;
}

type Unit = { id: string; name: string; last: PlainDate | null };

/**
 * Units directly beneath by the day of their last conclusion, those without one first. Nothing for whoever reads only
 * some of the sessions: an absence could not be told from what is closed to them.
 */
export async function unitsByLastConclusion(tx: Reader, unit: string): Promise<Unit[]> {
  return tx<Unit[]>`
    select n.unit as id, n.name, (select max(x.concluded_on) from inspection_subject x
      join inspection s on s.id = x.inspection where x.subject_unit = n.unit) as last
    from unit_now n where n.parent = ${unit} and (n.valid_to is null or n.valid_to > today())
      and reach_hi('inspection', false) is not null
    order by last nulls first, n.code`;
}
