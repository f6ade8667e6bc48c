import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { MemberOfUnit, Rehoming } from '../organisation/contract.ts';
import type { Boundary, LeftBy, Standing } from './codes.ts';
import { type Suspended, type Suspension, suspendedOnSql } from './suspension.ts';

export type StayRow = {
  id: string;
  person: string;
  unit: string;
  valid_from: PlainDate;
  valid_to: PlainDate | null;
  came_by: string;
  arrival_document: string | null;
  left_by: LeftBy | null;
  departure_document: string | null;
};

/** All stays of a person that are open to the reader, earliest first. */
export async function staysOf(tx: Reader, person: string): Promise<StayRow[]> {
  return tx<StayRow[]>`
    select id, person, unit, valid_from, valid_to, came_by, arrival_document, left_by, departure_document
    from stay where person = ${person} order by valid_from`;
}

export async function isMemberOn(tx: Reader, person: string, day: PlainDate): Promise<boolean> {
  const rows = await tx`
    select from stay where person = ${person} and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`;
  return rows.length > 0;
}

/** The suspension of a member’s activity, in the Party or on a committee, that holds on a day; of those the session may read. */
export async function suspensionOn(
  tx: Reader,
  person: string,
  day: PlainDate,
  what: Suspended = 'party',
): Promise<Suspension | null> {
  const [row] = await tx<Suspension[]>`
    select x.valid_from as since, coalesce(x.extended_until, x.until_on) as "lastDay", x.ordered_by is not null as "byOrder"
    from suspension x cross join (select ${day}::date as day) asked
    where x.person = ${person} and ${tx.unsafe(suspendedOnSql('x', 'asked.day', what))}
    order by (x.ordered_by is null), x.valid_from desc limit 1`;
  return row ?? null;
}

export type StandingRow = {
  id: string;
  kind: Standing;
  valid_from: PlainDate;
  valid_to: PlainDate | null;
  document: string | null;
};

/** All standings of a person, earliest first. */
export async function standingsOf(tx: Reader, person: string): Promise<StandingRow[]> {
  return tx<StandingRow[]>`
    select id, kind, valid_from, valid_to, document from standing where person = ${person} order by valid_from`;
}

export type NewStay = {
  id: string;
  person: string;
  unit: string;
  valid_from: PlainDate;
  came_by: string;
  came_from: string | null;
  came_across?: Boundary | null;
  arrival_document: string;
};

export async function insertStay(tx: Writer, row: NewStay): Promise<void> {
  await tx`insert into stay ${tx(row)}`;
}

export async function hasStay(tx: Reader, id: string): Promise<boolean> {
  const rows = await tx`select from stay where id = ${id}`;
  return rows.length > 0;
}

export type StayEnd = {
  valid_to: PlainDate;
  left_by: LeftBy;
  gone_to: string | null;
  gone_across?: Boundary | null;
  departure_document: string;
};

export async function endStay(tx: Writer, id: string, end: StayEnd): Promise<void> {
  await tx`update stay set ${tx(end)} where id = ${id}`;
}

export async function reopenStay(tx: Writer, id: string): Promise<void> {
  await tx`update stay set valid_to = null, left_by = null, gone_to = null, gone_across = null,
    departure_document = null where id = ${id}`;
}

export async function changeStayStart(
  tx: Writer,
  id: string,
  start: { unit: string; valid_from: PlainDate; arrival_document: string },
): Promise<void> {
  await tx`update stay set ${tx(start)} where id = ${id}`;
}

export async function deleteStays(tx: Writer, ids: readonly string[]): Promise<void> {
  await tx`delete from stay where id = any (${ids as string[]})`;
}

export type NewStanding = {
  id: string;
  person: string;
  kind: Standing;
  valid_from: PlainDate;
  valid_to: PlainDate | null;
  document: string;
};

export async function insertStanding(tx: Writer, row: NewStanding): Promise<void> {
  await tx`insert into standing ${tx(row)}`;
}

export async function setStandingStart(tx: Writer, id: string, day: PlainDate): Promise<void> {
  await tx`update standing set valid_from = ${day} where id = ${id}`;
}

export async function setStandingEnd(tx: Writer, id: string, day: PlainDate | null): Promise<void> {
  await tx`update standing set valid_to = ${day} where id = ${id}`;
}

export async function deleteStanding(tx: Writer, id: string): Promise<void> {
  await tx`delete from standing where id = ${id}`;
}

/** Whether an exemption of the person runs on the day or later. */
export async function isExemptFrom(tx: Reader, person: string, day: PlainDate): Promise<boolean> {
  const rows = await tx`select from exemption
    where person = ${person} and (valid_to is null or valid_to > ${day}) limit 1`;
  return rows.length > 0;
}

/** Whoever leaves the Party has no standing and no exemption from that day. */
export async function endStandingAndExemption(tx: Writer, person: string, day: PlainDate): Promise<void> {
  await tx`update standing set valid_to = ${day} where person = ${person} and valid_to is null and valid_from < ${day}`;
  await tx`update exemption set valid_to = ${day}
    where person = ${person} and (valid_to is null or valid_to > ${day}) and valid_from < ${day}`;
}

/** Takes back what `endStandingAndExemption` did on that day. */
export async function reopenStandingAndExemption(tx: Writer, person: string, day: PlainDate): Promise<void> {
  await tx`update standing set valid_to = null where person = ${person} and valid_to = ${day}`;
  await tx`update exemption set valid_to = null where person = ${person} and valid_to = ${day}`;
}

/** Stays in these units that last beyond the day before `day`, with who is official on the day. */
export async function membersIn(
  tx: Reader,
  units: readonly string[],
  day: PlainDate,
): Promise<MemberOfUnit[]> {
  return tx<MemberOfUnit[]>`
    select s.id as stay, s.person, s.unit, s.valid_from, coalesce(t.kind = 'official', false) as "isOfficial"
    from stay s left join standing t on t.person = s.person
      and t.valid_from <= ${day} and (t.valid_to is null or t.valid_to > ${day})
    where s.unit = any (${units as string[]}) and (s.valid_to is null or s.valid_to > ${day})
    order by s.id`;
}

/** Ends stays on the day and begins new ones in the other cell; stays that begin later only change cell. */
export async function rehomeStays(tx: Writer, { day, number, moves }: Rehoming): Promise<void> {
  const column = (name: 'stay' | 'to' | 'id') => moves.map((move) => move[name]);
  await tx`select rehome_stays(${column('stay')}::uuid[], ${column('to')}::uuid[], ${column('id')}::uuid[],
    ${day}, ${number})`;
}

/** Since when persons are members and official members, as far as the reader may see it; null of whom nothing is on file. */
export async function memberDates(
  tx: Reader,
  persons: readonly string[],
): Promise<Map<string, { member_since: string | null; official_on: string | null }>> {
  const rows = await tx<{ person: string; member_since: string | null; official_on: string | null }[]>`
    select person, min(valid_from) filter (where kind = 'probationary') as member_since,
      min(valid_from) filter (where kind = 'official') as official_on
    from standing where person = any (${persons as string[]}) group by person`;
  const none = persons.map((person) => [person, { member_since: null, official_on: null }] as const);
  return new Map([...none, ...rows.map(({ person, ...dates }) => [person, dates] as const)]);
}
