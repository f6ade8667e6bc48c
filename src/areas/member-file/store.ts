import type { Reader } from '../../db/door.ts';
import type { PartialDate } from '../../kernel/partial-date.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { CERTAINTY, KEPT_BY, PAPER_STATES, RequestOutcome } from './contract.ts';

export type FactRow = {
  id: string;
  person: string;
  field: string;
  value: string;
  old_text: string | null;
  since: PartialDate | null;
  until: PartialDate | null;
  source_kind: string | null;
  source_number: string | null;
  source_date: PartialDate | null;
  certainty: keyof typeof CERTAINTY;
  known_from: string;
  act: string;
};

/** All facts of a person that are open to the reader; of each field the one that began last stands first. */
export async function factsOfPerson(tx: Reader, person: string): Promise<FactRow[]> {
  return tx<FactRow[]>`
    select id, person, field, value, old_text, since, until, source_kind, source_number, source_date, certainty,
      known_from, act
    from person_fact where person = ${person} order by field, since desc nulls last, id`;
}

/** What facts of a field said before they were corrected or withdrawn, latest first. */
export async function pastFacts(
  tx: Reader,
  person: string,
  field: string,
): Promise<(FactRow & { known_to: string })[]> {
  return tx<(FactRow & { known_to: string })[]>`
    select id, person, field, value, old_text, since, until, source_kind, source_number, source_date, certainty,
      known_from, act, known_to
    from past.person_fact where person = ${person} and field = ${field} order by known_to desc`;
}

export type Scopes = { health: boolean; property: boolean; scans: boolean };

/** What an office decided that the files of a unit hold. */
export async function scopesAt(tx: Reader, unit: string): Promise<Scopes> {
  const [row] = await tx<Scopes[]>`
    select file_holds('health', ${unit}) as health, file_holds('property', ${unit}) as property,
      file_holds('scans', ${unit}) as scans`;
  return row!;
}

/** The person whose account acts; null where the account names none. */
export async function actingPerson(tx: Reader): Promise<string | null> {
  const [row] = await tx<{ person: string | null }[]>`select acting_person() as person`;
  return row!.person;
}

/** Whether the reader sees papers that follow the rules of petitions. */
export async function seesPetitions(tx: Reader): Promise<boolean> {
  const [row] = await tx<{ sees: boolean | null }[]>`select may_read('petition') as sees`;
  return row!.sees === true;
}

export type PaperRow = {
  id: string;
  kind: string;
  state: keyof typeof PAPER_STATES;
  number: string | null;
  dated: PartialDate | null;
  kept_by: keyof typeof KEPT_BY | null;
  kept_at: string | null;
  checked_on: PlainDate;
};

export async function papersOf(tx: Reader, person: string): Promise<PaperRow[]> {
  return tx<PaperRow[]>`
    select id, kind, state, number, dated, kept_by, kept_at, checked_on from person_paper
    where person = ${person} order by kind::int, dated, id`;
}

export type RequestRow = {
  id: string;
  person: string;
  name: string;
  unit: string | null;
  field: string;
  wanted: string;
  grounds: string;
  asked_on: PlainDate;
  due_on: PlainDate;
  outcome: RequestOutcome | null;
  answered_on: PlainDate | null;
  answer: string | null;
};

/** Requests open to the reader: of one person, or all; those that wait first, by their day. */
export async function requestsSeen(
  tx: Reader,
  asked: { id?: string; person?: string; open?: boolean },
  limit = 200,
): Promise<RequestRow[]> {
  return tx<RequestRow[]>`
    select r.id, r.person, p.name, n.name as unit, r.field, r.wanted, r.grounds, r.asked_on, r.due_on, r.outcome,
      r.answered_on, r.answer
    from correction_request r join person p on p.id = r.person left join unit_now n on n.unit = r.unit
    where (${asked.id ?? null}::uuid is null or r.id = ${asked.id ?? null}::uuid)
      and (${asked.person ?? null}::uuid is null or r.person = ${asked.person ?? null}::uuid)
      and (${asked.open ?? false} = false or r.outcome is null)
    order by r.outcome is not null, case when r.outcome is null then r.due_on end, r.answered_on desc, r.id limit ${limit}`;
}

export type Lack = { field: string; members: number };

/** How many of today's members open to the reader lack each field: columns of the person, and facts. */
export async function lacks(
  tx: Reader,
  today: PlainDate,
  columns: readonly string[],
  fields: readonly string[],
): Promise<Lack[]> {
  return tx<Lack[]>`
    with member as (
      select p.*, to_jsonb(p) as held from person p join stay s on s.person = p.id
      where s.valid_from <= ${today} and (s.valid_to is null or s.valid_to > ${today})
    )
    select c.name as field, count(*) filter (where m.held ->> c.name is null)::int as members
    from member m cross join unnest(${columns as string[]}::text[]) c (name) group by c.name
    union all
    select f.name, count(*) filter (where not exists (
      select from person_fact x where x.person = m.id and x.field = f.name))::int
    from member m cross join unnest(${fields as string[]}::text[]) f (name) group by f.name`;
}

export type Lacking = { id: string; name: string; unit: string | null };

/** Who lacks one field, by unit and name. */
export async function lacking(
  tx: Reader,
  today: PlainDate,
  field: string,
  isColumn: boolean,
  limit: number,
): Promise<Lacking[]> {
  const lacks = isColumn
    ? tx`to_jsonb(p) ->> ${field} is null`
    : tx`not exists (select from person_fact x where x.person = p.id and x.field = ${field})`;
  return tx<Lacking[]>`
    select p.id, p.name, n.name as unit from person p join stay s on s.person = p.id left join unit_now n on n.unit = p.unit
    where s.valid_from <= ${today} and (s.valid_to is null or s.valid_to > ${today}) and ${lacks}
    order by n.name collate "vi-x-icu", p.given collate "vi-x-icu", p.name collate "vi-x-icu", p.id limit ${limit}`;
}
