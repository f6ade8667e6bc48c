import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { TransferRow } from './rules.ts';

/** A transfer with the names of its ends, and at which of them the reader stands. */
export type SeenTransfer = TransferRow & {
  origin: string;
  destination: string;
  cell: string | null;
  isOrigin: boolean;
  isDestination: boolean;
};

/**
 * Transfers open to the reader at either end: one by its id, or all that are not finished, longest first. Finished are
 * those that ended or returned, those answered, and internal ones once received.
 */
export async function transfersSeen(tx: Reader, id: string | null = null): Promise<SeenTransfer[]> {
  return tx<SeenTransfer[]>`
    select t.id, t.person, t.person_name, t.unit, t.kind, t.to_unit, t.to_place, t.from_place, t.standing,
      t.across, t.purpose, t.full_time_study,
      t.decided_on, t.requested_on, t.until_on, t.reviewed_on, t.review_number, t.introduced_on, t.letter_number,
      t.file_with, t.file_since, t.received_on, t.received_cell, t.confirmed_on, t.confirmation_number,
      t.returned_on, t.ended_on, t.ended_by, e.origin, e.destination, e.cell,
      t.from_place is null and own.here as "isOrigin",
      t.from_place is not null and own.here or t.introduced_on is not null and exists (select from unit u
        where u.id = t.to_unit and u.place between scope_lo() and reach_hi('transfer', false)) as "isDestination"
    from transfer t cross join lateral transfer_ends(t.id) e
    cross join lateral (select coalesce(t.place between scope_lo() and reach_hi('transfer', false), false) as here) own
    where case when ${id}::uuid is null
      then t.ended_on is null and t.returned_on is null
        and (t.kind = 'temporary' or t.confirmed_on is null and (t.kind <> 'internal' or t.received_on is null))
      else t.id = ${id}::uuid end
    order by t.requested_on, t.id`;
}

export async function hasTransfer(tx: Reader, id: string): Promise<boolean> {
  const rows = await tx`select from transfer where id = ${id}`;
  return rows.length > 0;
}

/** The member's name and the cell of the stay that goes on; undefined where there is none the reader may open. */
export async function memberNow(
  tx: Reader,
  person: string,
): Promise<{ name: string; cell: string; since: PlainDate } | undefined> {
  const [row] = await tx<{ name: string; cell: string; since: PlainDate }[]>`
    select p.name, s.unit as cell, s.valid_from as since from person p join stay s on s.person = p.id
    where p.id = ${person} and s.valid_to is null`;
  return row;
}

/** A person who may come: the name, who keeps the file, and whether a stay goes on. */
export async function expected(
  tx: Reader,
  person: string,
): Promise<{ name: string; unit: string; isMember: boolean } | undefined> {
  const [row] = await tx<{ name: string; unit: string; isMember: boolean }[]>`
    select p.name, p.unit, exists (select from stay s where s.person = p.id and s.valid_to is null) as "isMember"
    from person p where p.id = ${person}`;
  return row;
}

/** Whether the member is on the way somewhere already, or away for a time. */
export async function isUnderWay(tx: Reader, person: string): Promise<boolean> {
  const rows = await tx`
    select from transfer where person = ${person} and ended_on is null and returned_on is null
      and (received_on is null or kind = 'temporary')`;
  return rows.length > 0;
}

export async function insertTransfer(tx: Writer, row: Partial<TransferRow>): Promise<void> {
  await tx`insert into transfer ${tx(row)}`;
}

/** False where the reader may not write it: a policy passes over it without a word. */
export async function updateTransfer(tx: Writer, id: string, row: Partial<TransferRow>): Promise<boolean> {
  const { count } = await tx`update transfer set ${tx(row)} where id = ${id}`;
  return count > 0;
}

/** Moves the stay of a transfer that this command received; `moved` where there is none left to move. */
export async function moveByTransfer(tx: Writer, id: string, stay: string): Promise<'ok' | 'moved'> {
  const [row] = await tx<{ answer: 'ok' | 'moved' }[]>`select move_by_transfer(${id}, ${stay}) as answer`;
  return row!.answer;
}

/** Takes back what `moveByTransfer` did; `moved` where something has happened to the member since. */
export async function undoMove(tx: Writer, id: string): Promise<'ok' | 'moved'> {
  const [row] = await tx<{ answer: 'ok' | 'moved' }[]>`select undo_move(${id}) as answer`;
  return row!.answer;
}

export type Destination = { unit: string; name: string; above: string | null };

/** Units that stand today and fit the words or the code, each with the one above: cells have namesakes. */
export async function destinations(tx: Reader, words: string): Promise<Destination[]> {
  return tx<Destination[]>`select unit, name, above from units_to_introduce_to(${words})`;
}

/** The nearest grassroots organisation at or above a unit on a day; null where there is none. */
export async function grassrootsOf(
  tx: Reader,
  unit: string,
  kinds: readonly string[],
  day: PlainDate,
): Promise<string | null> {
  const [row] = await tx<{ unit: string }[]>`
    with recursive walk as (
      select unit, parent, kind, 0 as step from unit_period
      where unit = ${unit} and valid_from <= ${day} and (valid_to is null or valid_to > ${day})
      union all
      select p.unit, p.parent, p.kind, w.step + 1 from walk w join unit_period p on p.unit = w.parent
        and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    ) select unit from walk where kind = any (${kinds as string[]}) order by step limit 1`;
  return row?.unit ?? null;
}

/**
 * Members of a cell who are in temporary activity elsewhere on a day: they count at home and not among those who vote
 * there (294-QĐ/TW, điểm 9.3.2).
 */
export async function awayForATime(tx: Reader, cell: string, day: PlainDate): Promise<string[]> {
  const rows = await tx<{ person: string }[]>`
    select t.person from transfer t join stay s on s.person = t.person and s.unit = ${cell}
      and s.valid_from <= ${day} and (s.valid_to is null or s.valid_to > ${day})
    where t.kind = 'temporary' and t.received_on <= ${day}
      and (t.returned_on is null or t.returned_on > ${day})`;
  return rows.map(({ person }) => person);
}

export type IntroducedMember = {
  birth_date: string | null;
  probationary: PlainDate | null;
  official: PlainDate | null;
  /** The unit directly above the cell, which issues the paper; null where it is not told. */
  issuer: string | null;
};

/** What an introduction says of the member besides the name, and who issues it. */
export async function introducedMember(tx: Reader, person: string): Promise<IntroducedMember | undefined> {
  const [row] = await tx<IntroducedMember[]>`
    select p.birth_date, min(s.valid_from) filter (where s.kind = 'probationary') as probationary,
      min(s.valid_from) filter (where s.kind = 'official') as official,
      (select u.name from unit_now n join unit_now u on u.unit = n.parent where n.unit = p.unit) as issuer
    from person p left join standing s on s.person = p.id where p.id = ${person} group by p.id`;
  return row;
}
