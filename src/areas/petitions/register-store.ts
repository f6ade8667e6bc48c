/** SQL of the register and of the clerk's list. What the session may not open is not there. */
import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AnyRow } from '../../records/catalogue.ts';

export type RegisterRow = AnyRow & {
  number: string;
  kind: string;
  received_on: PlainDate;
  duplicate_of: string | null;
  disposition: string | null;
  ground: string | null;
  disposed_on: PlainDate | null;
  result: string | null;
  resolved_on: PlainDate | null;
  matters: number;
};

/** Letters of a year, latest first, `most` of them. */
export async function lettersOfYear(tx: Reader, year: number, most: number): Promise<RegisterRow[]> {
  return tx<RegisterRow[]>`
    select p.id, p.number, p.kind, p.received_on, p.duplicate_of, p.disposition, p.ground, p.disposed_on, p.result,
      p.resolved_on, (select count(*)::int from denunciation_letter l where l.petition = p.id) as matters
    from petition p where p.received_on >= make_date(${year}, 1, 1) and p.received_on < make_date(${year + 1}, 1, 1)
    order by p.received_on desc, p.number desc, p.id limit ${most}`;
}

/** What the letters of a year are, what they opened and whom that is about: three numbers, never added up. */
export async function countsOfYear(
  tx: Reader,
  year: number,
): Promise<{ letters: number; duplicates: number; matters: number; denounced: number }> {
  const [row] = await tx<{ letters: number; duplicates: number; matters: number; denounced: number }[]>`
    with letter as (
      select p.id, p.duplicate_of from petition p
      where p.received_on >= make_date(${year}, 1, 1) and p.received_on < make_date(${year + 1}, 1, 1)
    ), matter as (
      select distinct l.denunciation as id from denunciation_letter l join letter on letter.id = l.petition
    )
    select (select count(*)::int from letter where duplicate_of is null) as letters,
      (select count(*)::int from letter where duplicate_of is not null) as duplicates,
      (select count(*)::int from matter) as matters,
      (select count(distinct coalesce(d.subject_person, d.subject_unit))::int from denounced d
        where d.denunciation in (select id from matter)) as denounced`;
  return row!;
}

export type Waiting = { id: string; number: string; kind: string; receivedOn: PlainDate };

/** Letters that nobody has disposed of, the longest waiting first. */
export async function lettersUndisposed(tx: Reader, most: number): Promise<Waiting[]> {
  return tx<Waiting[]>`
    select id, number, kind, received_on as "receivedOn" from petition
    where disposition is null and duplicate_of is null order by received_on, number, id limit ${most}`;
}

/** Accepted letters without a result that stand in a matter: whose matters have all ended, the steps say. */
export async function lettersUnsettled(tx: Reader, most: number): Promise<Waiting[]> {
  return tx<Waiting[]>`
    select p.id, p.number, p.kind, p.received_on as "receivedOn" from petition p
    where p.disposition = 'accepted' and p.result is null and p.duplicate_of is null
      and exists (select from denunciation_letter l where l.petition = p.id)
    order by p.received_on, p.number, p.id limit ${most}`;
}

/** Matters in which no step that ends them was taken, in order of their opening. */
export async function mattersUnended(
  tx: Reader,
  ending: readonly string[],
  most: number,
): Promise<{ id: string; number: string; openedOn: PlainDate }[]> {
  return tx`
    select d.id, d.number, d.opened_on as "openedOn" from denunciation d
    where not exists (select from case_step s where s.kind = 'denunciation' and s.case_id = d.id
        and s.step = any (${ending as string[]}))
      and (select count(distinct s.step) from case_step s where s.kind = 'denunciation' and s.case_id = d.id
        and s.step in ('tell_denounced', 'tell_denouncer')) < 2
    order by d.opened_on, d.number, d.id limit ${most}`;
}

/** Whether a letter of the matter has a code as a lead, also one the reader may not open. */
export async function hasLead(tx: Reader, matter: string): Promise<boolean> {
  const [row] = await tx<{ has: boolean | null }[]>`select matter_has_lead(${matter}) as has`;
  return row?.has === true;
}
