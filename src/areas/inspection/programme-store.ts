/** What the pages of programmes read: programmes of a year, their items with changes, sessions and subjects, coverage. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

export type ProgrammeLine = {
  id: string;
  title: string;
  number: string | null;
  year: number | null;
  approvedOn: PlainDate | null;
  draftedOn: PlainDate | null;
  body: string;
  bodyKind: string;
  unit: string;
  unitName: string | null;
  term: string | null;
};

const LINE = `p.id, p.title, p.number, p.year, p.approved_on as "approvedOn", p.drafted_on as "draftedOn", p.body,
  b.kind as "bodyKind", p.unit, n.name as "unitName", p.term`;

/** Most programmes one page tells of; a unit's own come first. */
const MOST_PROGRAMMES = 200;

/** Programmes of a year and of terms, drafts too: the own ones of a unit before those beneath it. */
export async function programmesOf(tx: Reader, unit: string, year: number): Promise<ProgrammeLine[]> {
  return tx<ProgrammeLine[]>`
    select ${tx.unsafe(LINE)} from programme p join body b on b.id = p.body left join unit_now n on n.unit = p.unit
    where p.year = ${year} or (p.year is null and p.unit = ${unit})
    order by p.unit <> ${unit}, p.year nulls last, n.code, b.kind, p.approved_on nulls first, p.id
    limit ${MOST_PROGRAMMES}`;
}

export async function programmeLine(tx: Reader, id: string): Promise<ProgrammeLine | undefined> {
  const [row] = await tx<ProgrammeLine[]>`
    select ${tx.unsafe(LINE)} from programme p join body b on b.id = p.body left join unit_now n on n.unit = p.unit
    where p.id = ${id}`;
  return row;
}

export type Change = {
  kind: 'postpone' | 'drop';
  toQuarter: number | null;
  decision: string;
  decidedOn: PlainDate;
};
export type PlannedSubject = {
  id: string;
  kind: string;
  name: string | null;
  concludedOn: PlainDate | null;
  result: string | null;
};
export type ItemSession = {
  id: string;
  number: string;
  openedOn: PlainDate;
  concludedOn: PlainDate | null;
};
export type ItemLine = {
  id: string;
  ordinal: number;
  nature: 'inspection' | 'supervision';
  content: string;
  quarter: number | null;
  lead: string | null;
  periodFrom: PlainDate | null;
  periodTo: PlainDate | null;
  because: string | null;
  becauseNote: string | null;
  addedBy: string | null;
  addedOn: PlainDate | null;
  changes: Change[];
  /** Only what the reader may open. */
  sessions: ItemSession[];
  subjects: PlannedSubject[];
  team: { person: string; name: string | null; role: string }[];
};

/** The items of a programme in their order, each with what hangs on it. */
export async function itemsOf(tx: Reader, programme: string): Promise<ItemLine[]> {
  return tx<ItemLine[]>`
    select i.id, i.ordinal, i.nature, i.content, i.quarter, i.lead, i.period_from as "periodFrom",
      i.period_to as "periodTo", i.because, i.because_note as "becauseNote", i.added_by as "addedBy",
      i.added_on as "addedOn",
      coalesce((select jsonb_agg(jsonb_build_object('kind', c.kind, 'toQuarter', c.to_quarter, 'decision', c.decision,
        'decidedOn', c.decided_on) order by c.decided_on, c.id) from programme_change c where c.item = i.id), '[]') as changes,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'number', s.number, 'openedOn', s.opened_on,
        'concludedOn', s.concluded_on) order by s.opened_on, s.id) from inspection s where s.item = i.id), '[]') as sessions,
      coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'name', coalesce(u.name, o.name),
        'concludedOn', x.concluded_on, 'result', x.result) order by x.kind, u.code, x.id)
        from inspection_subject x left join unit_now u on u.unit = x.subject_unit
        left join person o on o.id = x.subject_person where x.item = i.id), '[]') as subjects,
      coalesce((select jsonb_agg(jsonb_build_object('person', t.person, 'name', o.name, 'role', t.role) order by t.id)
        from inspection_team t left join person o on o.id = t.person where t.item = i.id and t.valid_to is null), '[]') as team
    from programme_item i where i.programme = ${programme} order by i.ordinal`;
}

export type Covered = {
  id: string;
  code: string;
  name: string;
  /** Programmes the unit's own bodies adopted for the year. */
  own: { id: string; bodyKind: string; approvedOn: PlainDate }[];
  drafts: number;
  /** Units at and beneath it that live, and how many of them have adopted one. */
  units: number;
  adopted: number;
};

/** For each unit directly beneath: whether it has adopted a programme for the year, and how many beneath it have. */
export async function coverageOf(tx: Reader, unit: string, year: number): Promise<Covered[]> {
  return tx<Covered[]>`
    with child as (
      select n.unit as id, n.code, n.name, u.place, u.place_end from unit_now n join unit u on u.id = n.unit
      where n.parent = ${unit} and (n.valid_to is null or n.valid_to > today())
    ), adopted as (
      select distinct p.unit, p.place from programme p where p.year = ${year} and p.approved_on is not null
    )
    select c.id, c.code, c.name,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'bodyKind', b.kind, 'approvedOn', p.approved_on)
        order by p.approved_on, p.id) from programme p join body b on b.id = p.body
        where p.unit = c.id and p.year = ${year} and p.approved_on is not null), '[]') as own,
      (select count(*)::int from programme p where p.unit = c.id and p.year = ${year} and p.approved_on is null) as drafts,
      (select count(*)::int from unit_now n join unit u on u.id = n.unit
        where u.place between c.place and c.place_end and (n.valid_to is null or n.valid_to > today())) as units,
      (select count(*)::int from adopted a where a.place between c.place and c.place_end) as adopted
    from child c order by c.code`;
}

export type BodyLine = { id: string; kind: string; unit: string };

/** The bodies of a unit that may have a programme. */
export async function bodiesOf(tx: Reader, unit: string, day: PlainDate): Promise<BodyLine[]> {
  return tx<BodyLine[]>`
    select id, kind, unit from body where unit = ${unit} and valid_from <= ${day}
      and (valid_to is null or valid_to > ${day}) order by kind`;
}

/** Units that stand more than once in the year's plans of the bodies of one unit: their names, with how often. */
export async function unitsTwice(
  tx: Reader,
  programme: string,
): Promise<{ name: string | null; times: number }[]> {
  return tx<{ name: string | null; times: number }[]>`
    with own as (select unit, year from programme where id = ${programme}), planned as (
      select x.subject_unit, i.id as item from own o
      join programme p on p.unit = o.unit and p.year = o.year and (p.approved_on is not null or p.id = ${programme})
      join programme_item i on i.programme = p.id
        and not exists (select from programme_change c where c.item = i.id and c.kind = 'drop')
      join inspection_subject x on x.item = i.id and x.subject_unit is not null
    )
    select n.name, count(distinct d.item)::int as times from planned d left join unit_now n on n.unit = d.subject_unit
    where exists (select from planned o join programme_item i on i.id = o.item and i.programme = ${programme}
      where o.subject_unit = d.subject_unit)
    group by d.subject_unit, n.name having count(distinct d.item) > 1 order by n.name`;
}

/** The officers named for items of a programme. */
export async function namedTeams(tx: Reader, programme: string): Promise<{ item: string; person: string }[]> {
  return tx<{ item: string; person: string }[]>`
    select t.item, t.person from inspection_team t join programme_item i on i.id = t.item
    where i.programme = ${programme} and t.valid_to is null order by i.ordinal, t.id`;
}

export type DraftRow = {
  id: string;
  body: string;
  year: number;
  title: string;
  draftedOn: PlainDate;
  term: string | null;
};

export async function insertDraft(tx: Writer, row: DraftRow): Promise<void> {
  await tx`insert into programme (id, body, year, title, drafted_on, term)
    values (${row.id}, ${row.body}, ${row.year}, ${row.title}, ${row.draftedOn}, ${row.term})`;
}

export type DraftItem = {
  id: string;
  programme: string;
  ordinal: number;
  nature: string;
  content: string;
  content_codes: string[];
  quarter: number | null;
  lead: string | null;
  because: string;
  because_note: string;
};
export type DraftSubject = {
  id: string;
  item: string;
  kind: string;
  subject_unit: string | null;
  subject_person: string | null;
  works: string[];
  content_codes: string[];
};

export async function insertItems(
  tx: Writer,
  items: readonly DraftItem[],
  subjects: readonly DraftSubject[],
): Promise<void> {
  if (items.length > 0) await tx`insert into programme_item ${tx(items as never)}`;
  if (subjects.length > 0) await tx`insert into inspection_subject ${tx(subjects as never)}`;
}

/** Gives a draft its number and day; false where it is none, or not open to the session for writing. */
export async function adoptDraft(
  tx: Writer,
  id: string,
  { number, approvedOn }: { number: string; approvedOn: PlainDate },
): Promise<boolean> {
  const { count } = await tx`
    update programme set number = ${number}, approved_on = ${approvedOn} where id = ${id} and approved_on is null`;
  return count > 0;
}

/** The term's programme a year is cut from: the one the body adopted last by then. */
export async function termOf(tx: Reader, body: string, year: number): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select id from programme where body = ${body} and year is null and approved_on is not null
      and extract(year from approved_on) <= ${year} order by approved_on desc limit 1`;
  return row?.id ?? null;
}

export async function hasDraft(tx: Reader, body: string, year: number): Promise<boolean> {
  const [row] =
    await tx`select from programme where body = ${body} and year = ${year} and approved_on is null`;
  return row !== undefined;
}

export async function unitOfBody(tx: Reader, body: string): Promise<string | undefined> {
  const [row] = await tx<{ unit: string }[]>`select unit from body where id = ${body}`;
  return row?.unit;
}
