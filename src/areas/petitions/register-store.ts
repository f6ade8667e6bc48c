/** SQL of the register and of the clerk's list. What the session may not open is not there. */
import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import type { DoneStep } from '../../records/machine.ts';

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

/** Whether a matter `d` goes on: no step that ends it was taken, and not both sides were told. */
const goesOn = (tx: Reader, ending: readonly string[]) => tx`
  not exists (select from case_step s where s.kind = 'denunciation' and s.case_id = d.id
      and s.step = any (${ending as string[]}))
    and (select count(distinct s.step) from case_step s where s.kind = 'denunciation' and s.case_id = d.id
      and s.step in ('tell_denounced', 'tell_denouncer')) < 2`;

/** Accepted letters without a result whose matters have all ended. */
export async function lettersUnsettled(
  tx: Reader,
  ending: readonly string[],
  most: number,
): Promise<Waiting[]> {
  return tx<Waiting[]>`
    select p.id, p.number, p.kind, p.received_on as "receivedOn" from petition p
    where p.disposition = 'accepted' and p.result is null and p.duplicate_of is null
      and exists (select from denunciation_letter l join allegation a on a.denunciation = l.denunciation
        where l.petition = p.id and a.finding is not null)
      and not exists (select from denunciation_letter l join denunciation d on d.id = l.denunciation
        where l.petition = p.id and ${goesOn(tx, ending)})
    order by p.received_on, p.number, p.id limit ${most}`;
}

export type Unended = {
  id: string;
  number: string;
  /** The nearest last day of a deadline that runs. */
  due: PlainDate | null;
  steps: DoneStep[];
};

/** Matters that go on, in order of their opening, with their steps. */
export async function mattersUnended(
  tx: Reader,
  ending: readonly string[],
  most: number,
): Promise<Unended[]> {
  return tx<Unended[]>`
    select d.id, d.number,
      (select min(k.due_on) from case_clock k where k.kind = 'denunciation' and k.case_id = d.id
        and k.stopped_on is null) as due,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'step', t.step, 'doneOn', t.done_on,
          'document', t.document, 'note', t.note) order by t.done_on, t.act, t.id)
        from case_step t where t.kind = 'denunciation' and t.case_id = d.id), '[]') as steps
    from denunciation d where ${goesOn(tx, ending)}
    order by d.opened_on, d.number, d.id limit ${most}`;
}

/** Whether a letter of the matter has a code as a lead, also one the reader may not open. */
export async function hasLead(tx: Reader, matter: string): Promise<boolean> {
  const [row] = await tx<{ has: boolean | null }[]>`select matter_has_lead(${matter}) as has`;
  return row?.has === true;
}
