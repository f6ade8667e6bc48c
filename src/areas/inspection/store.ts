import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Tie } from './case-rules.ts';
import type { BodyOn } from './rules.ts';

/** A body, whether it existed on the day, and the kind of its unit then; undefined where it cannot be seen. */
export async function bodyOn(tx: Reader, body: string, day: PlainDate): Promise<BodyOn | undefined> {
  const [row] = await tx<BodyOn[]>`
    select b.id, b.kind, p.kind as "unitKind",
      b.valid_from <= ${day} and (b.valid_to is null or b.valid_to > ${day}) as existed
    from body b left join unit_period p on p.unit = b.unit
      and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    where b.id = ${body}`;
  return row;
}

export type ProgrammeRow = {
  id: string;
  body: string;
  bodyKind: string | null;
  unit: string;
  year: number | null;
  approvedOn: PlainDate | null;
  draftedOn: PlainDate | null;
};

export async function programmeOf(tx: Reader, programme: string): Promise<ProgrammeRow | undefined> {
  const [row] = await tx<ProgrammeRow[]>`
    select p.id, p.body, b.kind as "bodyKind", p.unit, p.year, p.approved_on as "approvedOn", p.drafted_on as "draftedOn"
    from programme p left join body b on b.id = p.body where p.id = ${programme}`;
  return row;
}

/** An item with its programme; `since` is the day from which it stood in it, `droppedOn` the day it left. */
export type ItemRow = {
  id: string;
  nature: 'inspection' | 'supervision';
  body: string;
  bodyKind: string | null;
  approvedOn: PlainDate | null;
  periodFrom: PlainDate | null;
  since: PlainDate | null;
  droppedOn: PlainDate | null;
};

export async function itemOf(
  tx: Reader,
  item: string,
  exceptChange: string | null,
): Promise<ItemRow | undefined> {
  const [row] = await tx<ItemRow[]>`
    select i.id, i.nature, p.body, b.kind as "bodyKind", p.approved_on as "approvedOn", i.period_from as "periodFrom",
      coalesce(i.added_on, p.approved_on) as since,
      (select min(c.decided_on) from programme_change c where c.item = i.id and c.kind = 'drop'
        and c.id is distinct from ${exceptChange}::uuid) as "droppedOn"
    from programme_item i join programme p on p.id = i.programme left join body b on b.id = p.body
    where i.id = ${item}`;
  return row;
}

/** True when a session of the item had been opened by the day. */
export async function hasSessionBy(tx: Reader, item: string, day: PlainDate): Promise<boolean> {
  const [row] = await tx`select 1 from inspection where item = ${item} and opened_on <= ${day}`;
  return row !== undefined;
}

export type SessionRow = {
  openedOn: PlainDate;
  nature: 'inspection' | 'supervision';
  origin: string;
  item: string | null;
  body: string;
  bodyKind: string | null;
};

export async function sessionOf(tx: Reader, session: string): Promise<SessionRow | undefined> {
  const [row] = await tx<SessionRow[]>`
    select i.opened_on as "openedOn", i.nature, i.origin, i.item, i.body, b.kind as "bodyKind"
    from inspection i left join body b on b.id = i.body where i.id = ${session}`;
  return row;
}

/** Whether a body is that of a cell above which somebody holds a post on a day. */
export async function isAboveCell(
  tx: Reader,
  body: string,
  person: string | null,
  day: PlainDate,
): Promise<boolean> {
  if (!person) return false;
  const [row] = await tx<{ above: boolean }[]>`
    select holds_post_above(${person}, b.unit, ${day}) as above from body b where b.id = ${body} and b.kind = 'cell'`;
  return row?.above ?? false;
}

/** How many subjects of a session are not concluded, and the earliest conclusion among the others. */
export async function subjectsOf(
  tx: Reader,
  session: string,
): Promise<{ open: number; earliest: PlainDate | null }> {
  const [row] = await tx<{ open: number; earliest: PlainDate | null }[]>`
    select count(*) filter (where concluded_on is null)::int as open, min(concluded_on) as earliest
    from inspection_subject where inspection = ${session}`;
  return row!;
}

/** True when another row has the same subject in the same session or, while unopened, under the same item. */
export async function isSubjectThere(
  tx: Reader,
  row: {
    id: string;
    item: string | null;
    inspection: string | null;
    unit: string | null;
    person: string | null;
  },
): Promise<boolean> {
  const [found] = await tx`
    select 1 from inspection_subject where id <> ${row.id}
      and (subject_unit = ${row.unit} or subject_person = ${row.person})
      and (inspection = ${row.inspection} or (item = ${row.item} and (inspection is null or ${row.inspection}::uuid is null)))`;
  return found !== undefined;
}

/** What a session is looked at with: its day, its nature, its body's unit. */
export type SubjectOf = {
  kind: 'organisation' | 'member';
  works: string[];
  result: string | null;
  nature: 'inspection' | 'supervision' | null;
  bodyKind: string | null;
  openedOn: PlainDate | null;
  concludedOn: PlainDate | null;
};

/** A subject with its session, where one has opened. */
export async function subjectOf(tx: Reader, subject: string): Promise<SubjectOf | undefined> {
  const [row] = await tx<SubjectOf[]>`
    select x.kind, x.works, x.result, i.nature, b.kind as "bodyKind", i.opened_on as "openedOn",
      x.concluded_on as "concludedOn"
    from inspection_subject x left join inspection i on i.id = x.inspection
    left join body b on b.id = i.body where x.id = ${subject}`;
  return row;
}

/** Whether another row of the table says something of the same subject under this code. */
export async function isSaidOf(
  tx: Reader,
  table: 'content_conclusion' | 'finance_finding',
  column: 'content' | 'cause',
  row: { id: string; subject: string; code: string },
): Promise<boolean> {
  const [found] = await tx`
    select 1 from ${tx(table)} where subject = ${row.subject} and ${tx(column)} = ${row.code} and id <> ${row.id}`;
  return found !== undefined;
}

/** A sanction that may be reviewed; undefined where the reader may not open it. */
export async function sanctionOf(
  tx: Reader,
  decision: string,
): Promise<{ isFirst: boolean; decidedOn: PlainDate } | undefined> {
  const [row] = await tx<{ isFirst: boolean; decidedOn: PlainDate }[]>`
    select changes is null as "isFirst", decided_on as "decidedOn" from discipline_decision where id = ${decision}`;
  return row;
}

/** Whether another row of this review is about the same sanction, or the same member who has none. */
export async function isReviewed(
  tx: Reader,
  row: { id: string; subject: string; decision: string | null; person: string | null },
): Promise<boolean> {
  const [found] = await tx`
    select 1 from sanction_review where subject = ${row.subject} and id <> ${row.id}
      and (decision = ${row.decision} or subject_person = ${row.person})`;
  return found !== undefined;
}

export type TeamRow = { id: string; person: string; role: string };

/** Who is in a team now, by item or by session; without one row. */
export async function teamOf(
  tx: Reader,
  of: { item: string | null; inspection: string | null },
  except: string,
): Promise<TeamRow[]> {
  return tx<TeamRow[]>`
    select id, person, role from inspection_team where id <> ${except} and valid_to is null
      and (item = ${of.item} or inspection = ${of.inspection}
        or item = (select i.item from inspection i where i.id = ${of.inspection}))`;
}

/** The kind of unit whose body runs the item or the session. */
export async function unitKindOf(
  tx: Reader,
  of: { item: string | null; inspection: string | null },
  day: PlainDate,
): Promise<string | null> {
  const [row] = await tx<{ kind: string }[]>`
    select p.kind from unit_period p where p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
      and p.unit = coalesce((select unit from inspection where id = ${of.inspection}),
        (select unit from programme_item where id = ${of.item}))`;
  return row?.kind ?? null;
}

/** An officer in the team of an item or of a session. */
export type Officer = { person: string; item: string | null; inspection: string | null };

/**
 * What ties officers to the subjects of their item or session on a day, each tie with the place of its officer among
 * those given: being one, belonging to one (a stay in the organisation or in the member's cell), a post in a body of it
 * or of a unit between it and the inspecting body, kinship a file records. Kinship is found by the name in the list of
 * relatives, which is all that files hold.
 */
export async function tiesOf(
  tx: Reader,
  officers: readonly Officer[],
  day: PlainDate,
): Promise<{ nth: number; tie: Tie }[]> {
  const all = (name: keyof Officer) => officers.map((one) => one[name]);
  return tx<{ nth: number; tie: Tie }[]>`
    with officer as (
      select o.nth::int as nth, o.person, o.inspection, coalesce(o.item, i.item) as item
      from unnest(${all('person')}::uuid[], ${all('item')}::uuid[], ${all('inspection')}::uuid[])
        with ordinality o (person, item, inspection, nth)
      left join inspection i on i.id = o.inspection
    ), subject as (
      select o.nth, o.person as officer, x.subject_person as person, x.unit as owner, coalesce(x.subject_unit, s.unit) as at
      from officer o
      join inspection_subject x on x.item = o.item or x.inspection = o.inspection
      left join stay s on s.person = x.subject_person and s.valid_from <= ${day}
        and (s.valid_to is null or s.valid_to > ${day})
    ), placed as (
      select x.nth, x.officer, x.person, u.place, u.place_end, o.place as from_place, o.place_end as to_place
      from subject x join unit u on u.id = x.at join unit o on o.id = x.owner
    )
    select nth, 'self' as tie from subject where person = officer
    union
    select nth, 'belongs' from placed x join stay s on s.person = x.officer and s.valid_from <= ${day}
      and (s.valid_to is null or s.valid_to > ${day}) and s.place between x.place and x.place_end
    where x.person is distinct from x.officer
    union
    select nth, 'over' from placed x join party_post p on p.person = x.officer and p.valid_from <= ${day}
      and (p.valid_to is null or p.valid_to > ${day})
      join unit u on u.id = p.unit and x.place between u.place and u.place_end
      and u.place between x.from_place and x.to_place and u.place_end < x.to_place
    union
    select nth, 'kin' from subject x join person s on s.id = x.person
      where exists (select from person_fact f, person o where o.id = x.officer and f.field = 'relatives'
        and (f.person = x.officer and fold(f.value) like '%' || fold(s.name) || '%'
          or f.person = x.person and fold(f.value) like '%' || fold(o.name) || '%'))
    order by nth, tie`;
}
