import type { Reader } from '../../db/door.ts';

/** `rank`: 0 the name as typed, 1 all its words with their marks, 2–4 folded, 5 by initials. */
export type FoundPerson = { id: string; name: string; unit: string | null; rank: number };

/** Persons open to the reader whose names hold all the words, in any order and without marks, or whose initials they are. */
export async function personsByWords(tx: Reader, typed: string, most: number): Promise<FoundPerson[]> {
  return tx<FoundPerson[]>`
    select f.id, f.name, n.name as unit, f.rank
    from search_persons(${typed}, ${most}) with ordinality as f (id, name, unit, rank, nr)
    left join unit_now n on n.unit = f.unit order by f.nr`;
}

/** Persons by an identity number, a card, a file number, or the beginning of an ISO date of birth. */
export async function personsBy(
  tx: Reader,
  kind: 'number' | 'file' | 'born' | 'card',
  typed: string,
  most: number,
): Promise<FoundPerson[]> {
  return tx<FoundPerson[]>`
    select f.id, f.name, n.name as unit, 0 as rank
    from search_persons_by(${kind}, ${typed}, ${most}) with ordinality as f (id, name, unit, nr)
    left join unit_now n on n.unit = f.unit order by f.nr`;
}
