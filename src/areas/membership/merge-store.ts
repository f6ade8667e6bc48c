import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Decision } from './merge-rules.ts';

/** Links that stand with any of these files, as the kept or the merged one. */
export async function mergesOf(
  tx: Reader,
  persons: readonly string[],
): Promise<{ id: string; kept: string; person: string }[]> {
  return tx<{ id: string; kept: string; person: string }[]>`
    select id, kept, person from person_merge
    where separated_on is null and (person = any (${persons as string[]}) or kept = any (${persons as string[]}))`;
}

/** The file that a file was merged into, while the link stands. */
export async function mergedInto(tx: Reader, person: string): Promise<string | null> {
  return (await mergesOf(tx, [person])).find((link) => link.person === person)?.kept ?? null;
}

/** Admissions and recognitions of a person, which figures count one by one. */
export async function decisionsOf(tx: Reader, person: string): Promise<Decision[]> {
  return tx<Decision[]>`
    select 'admission' as kind, decided_on as on from admission where person = ${person}
    union all select 'recognition', decided_on from recognition where person = ${person} order by 2`;
}

/** Two files that may be one person's; `by` says what agrees. */
export type Twins = { first: Twin; second: Twin; by: 'number' | 'birth' | 'year' | 'file' | 'card' };
export type Twin = {
  id: string;
  name: string;
  born: string | null;
  unit: string | null;
  since: PlainDate | null;
};

/**
 * Pairs of files open to the reader: settled as one person by their identity number, with one file number, one card number, or with
 * one folded name and the same birth date (or year, where one of them knows no more). Without those that are linked,
 * were linked once, or were settled as two persons.
 */
export async function duplicates(tx: Reader, limit: number): Promise<Twins[]> {
  return tx<Twins[]>`
    with file as (
      select p.id, p.name, p.folded, p.birth_date, n.name as unit,
        (select max(s.valid_from) from stay s where s.person = p.id) as since
      from person p left join unit_now n on n.unit = p.unit
      where not exists (select from person_merge m where m.person = p.id and m.separated_on is null)
    ), pair as (
      select r.first_person as a, r.second_person as b, 'number' as by, 1 as rank from reconciliation r
      where r.settlement = 'same'
      union all
      select least(f.person, g.person), greatest(f.person, g.person), 'file', 2 from person_fact f
      join person_fact g on g.field = 'file_number' and g.value = f.value and g.person > f.person
      where f.field = 'file_number'
      union all
      select least(c.person, d.person), greatest(c.person, d.person), 'card', 2 from party_card c
      join party_card d on d.card_number = c.card_number and d.person > c.person
      union all
      select a.id, b.id, case when a.birth_date = b.birth_date and length(a.birth_date) > 4 then 'birth' else 'year' end,
        case when a.birth_date = b.birth_date and length(a.birth_date) > 4 then 3 else 4 end
      from file a join file b on b.folded = a.folded and b.id > a.id and left(b.birth_date, 4) = left(a.birth_date, 4)
        and (b.birth_date like a.birth_date || '%' or a.birth_date like b.birth_date || '%')
    ), best as (
      select distinct on (a, b) a, b, by, rank from pair order by a, b, rank
    )
    select jsonb_build_object('id', f.id, 'name', f.name, 'born', f.birth_date, 'unit', f.unit, 'since', f.since) as first,
      jsonb_build_object('id', s.id, 'name', s.name, 'born', s.birth_date, 'unit', s.unit, 'since', s.since) as second, best.by
    from best join file f on f.id = best.a join file s on s.id = best.b
    where not exists (select from person_merge m where (m.kept, m.person) in ((best.a, best.b), (best.b, best.a)))
      and not exists (select from reconciliation r where r.first_person = best.a and r.second_person = best.b
        and r.settlement in ('first', 'second', 'distinct'))
    order by best.rank, f.folded, f.id limit ${limit}`;
}

/** Notes that two files are two persons'; false where they were settled in any way before. */
export async function settleAsDistinct(tx: Writer, one: string, other: string, id: string): Promise<boolean> {
  const [row] = await tx<{ done: boolean }[]>`select settle_as_distinct(${one}, ${other}, ${id}) as done`;
  return row!.done;
}
