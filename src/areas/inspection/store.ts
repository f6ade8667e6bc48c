import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
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

export type ProgrammeRow = { id: string; body: string; year: number | null; approvedOn: PlainDate };

export async function programmeOf(tx: Reader, programme: string): Promise<ProgrammeRow | undefined> {
  const [row] = await tx<ProgrammeRow[]>`
    select id, body, year, approved_on as "approvedOn" from programme where id = ${programme}`;
  return row;
}

/** An item with its programme; `since` is the day from which it stood in it, `droppedOn` the day it left. */
export type ItemRow = {
  id: string;
  nature: 'inspection' | 'supervision';
  body: string;
  approvedOn: PlainDate;
  since: PlainDate;
  droppedOn: PlainDate | null;
};

export async function itemOf(
  tx: Reader,
  item: string,
  exceptChange: string | null,
): Promise<ItemRow | undefined> {
  const [row] = await tx<ItemRow[]>`
    select i.id, i.nature, p.body, p.approved_on as "approvedOn", coalesce(i.added_on, p.approved_on) as since,
      (select min(c.decided_on) from programme_change c where c.item = i.id and c.kind = 'drop'
        and c.id is distinct from ${exceptChange}::uuid) as "droppedOn"
    from programme_item i join programme p on p.id = i.programme where i.id = ${item}`;
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
};

export async function sessionOf(tx: Reader, session: string): Promise<SessionRow | undefined> {
  const [row] = await tx<SessionRow[]>`
    select opened_on as "openedOn", nature, origin, item from inspection where id = ${session}`;
  return row;
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
