/** What hangs on units that end or move. Mandates and open work are told by PostgreSQL, which knows who may know them. */
import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** A post in the product whose rights lapse; `other_posts`: what its holder has elsewhere. */
export type EndingMandate = {
  unit: string;
  post: string;
  role: string;
  full_name: string;
  other_posts: number;
};

export async function endingMandates(
  tx: Reader,
  units: readonly string[],
  day: PlainDate,
): Promise<EndingMandate[]> {
  return units.length === 0
    ? []
    : tx<EndingMandate[]>`select * from mandates_at(${units as string[]}::uuid[], ${day})`;
}

/** A post in the Party that ends with its body. */
export type EndingPost = { id: string; unit: string; post: string; person: string };

export async function endingPosts(
  tx: Reader,
  units: readonly string[],
  day: PlainDate,
): Promise<EndingPost[]> {
  return tx<EndingPost[]>`
    select p.id, p.unit, p.post, n.name as person from party_post p join person n on n.id = p.person
    where p.unit = any (${units as string[]}) and (p.valid_to is null or p.valid_to > ${day})
    order by p.unit, p.post, n.name`;
}

/** Targets, programmes, open cases, deadlines and probations of a unit, counted by their kind. */
export type LeftWork = { unit: string; kind: string; count: number };

/** `ends`: by kind of case, the steps after which nothing of it is open. */
export async function leftWork(
  tx: Reader,
  units: readonly string[],
  day: PlainDate,
  ends: Readonly<Record<string, readonly string[]>>,
): Promise<LeftWork[]> {
  return units.length === 0
    ? []
    : tx<LeftWork[]>`
      select * from work_left_at(${units as string[]}::uuid[], ${day}, ${tx.json(ends as never)})`;
}

/** Official codes in use on a day of units that move, and of everything beneath them. */
export async function codesToRenew(
  tx: Reader,
  units: readonly string[],
  day: PlainDate,
): Promise<{ unit: string; code: string }[]> {
  return tx<{ unit: string; code: string }[]>`
    with recursive beneath as (
      select unnest(${units as string[]}::uuid[]) as unit
      union select p.unit from beneath b join unit_period p on p.parent = b.unit
        and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    )
    select c.unit, c.code from official_code c join beneath b on b.unit = c.unit
    where c.valid_from <= ${day} and (c.valid_to is null or c.valid_to > ${day}) order by c.code`;
}
