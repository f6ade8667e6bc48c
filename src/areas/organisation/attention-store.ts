/** What needs attention on a day, as the records say it; each answers the units it finds, by code. */
import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** A unit with the name of the one above it. */
export type Concerned = { unit: string; name: string; code: string; above: string | null };

/** Living units of these kinds. */
export async function livingOf(
  tx: Reader,
  kinds: readonly string[],
  day: PlainDate,
): Promise<(Concerned & { kind: string })[]> {
  return tx<(Concerned & { kind: string })[]>`
    select p.unit, p.name, p.code, p.kind, a.name as above from unit_period p
    left join unit_period a on a.unit = p.parent and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to > ${day})
    where p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day}) and p.kind = any (${kinds as string[]})
    order by p.code`;
}

const concerned = (tx: Reader, day: PlainDate) => tx`
  select p.unit, p.name, p.code, p.parent, a.name as above from unit_period p
  left join unit_period a on a.unit = p.parent and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to > ${day})
  where p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})`;

/** Units that have a committee or are a cell, where nobody is secretary. */
export async function withoutSecretary(tx: Reader, day: PlainDate): Promise<Concerned[]> {
  return tx<Concerned[]>`
    with living as (${concerned(tx, day)})
    select l.unit, l.name, l.code, l.above from living l
    where exists (select from body b where b.unit = l.unit and b.kind in ('committee', 'cell')
        and b.valid_from <= ${day} and (b.valid_to is null or b.valid_to > ${day}))
      and not exists (select from party_post h where h.unit = l.unit and h.post = 'secretary'
        and h.valid_from <= ${day} and (h.valid_to is null or h.valid_to > ${day}))
    order by l.code`;
}

/** A term with the body it is of. */
export type TermOf = Concerned & {
  term: string;
  body: string;
  term_name: string;
  due_on: PlainDate;
  seats: number;
  held: number;
};

/** Terms that run on a day, with how many hold a post in their body; the first to be over come first. */
export async function runningTerms(tx: Reader, day: PlainDate): Promise<TermOf[]> {
  return tx<TermOf[]>`
    with living as (${concerned(tx, day)})
    select l.unit, l.name, l.code, l.above, t.id as term, b.kind as body, t.name as term_name, t.due_on, t.seats,
      (select count(distinct h.person)::int from party_post h where h.body = t.body
        and h.valid_from <= ${day} and (h.valid_to is null or h.valid_to > ${day})) as held
    from body_term t join body b on b.id = t.body join living l on l.unit = t.unit
    where t.valid_from <= ${day} and (t.valid_to is null or t.valid_to > ${day})
    order by t.due_on, l.code`;
}

/** Units with a committee or cell of which no term is recorded on the day. */
export async function withoutTerm(tx: Reader, day: PlainDate): Promise<Concerned[]> {
  return tx<Concerned[]>`
    with living as (${concerned(tx, day)})
    select l.unit, l.name, l.code, l.above from living l join body b on b.unit = l.unit and b.kind in ('committee', 'cell')
      and b.valid_from <= ${day} and (b.valid_to is null or b.valid_to > ${day})
    where not exists (select from body_term t where t.body = b.id
      and t.valid_from <= ${day} and (t.valid_to is null or t.valid_to > ${day}))
    order by l.code`;
}

/** Official codes in use on a day, with the code of the unit directly above where it is known. */
export async function codesInUse(
  tx: Reader,
  day: PlainDate,
): Promise<(Concerned & { record: string; official: string; superior: string | null })[]> {
  return tx<(Concerned & { record: string; official: string; superior: string | null })[]>`
    with living as (${concerned(tx, day)}), codes as (
      select id, unit, code from official_code where valid_from <= ${day} and (valid_to is null or valid_to > ${day})
    )
    select l.unit, l.name, l.code, l.above, c.id as record, c.code as official, s.code as superior
    from codes c join living l on l.unit = c.unit left join codes s on s.unit = l.parent order by c.code`;
}
