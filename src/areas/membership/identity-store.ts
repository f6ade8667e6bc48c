/** Identity numbers and reconciliations, as the definer functions of db/migrations/0015 keep and settle them. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Settlement } from './codes.ts';

/** Notes a person's identity number; says only whether another file carries it. */
export async function registerIdentity(tx: Writer, person: string, number: string, id: string) {
  const [row] = await tx<{ answer: 'ok' | 'elsewhere' | 'malformed' }[]>`
    select register_identity(${person}, ${number}, ${id}) as answer`;
  return row!.answer;
}

/** Whether a number is noted for a person whose file is open to the reader. */
export async function identityNoted(tx: Reader, person: string): Promise<boolean> {
  const [row] = await tx<{ noted: boolean }[]>`select identity_noted(${person}) as noted`;
  return row!.noted;
}

/** Which of the two files of a reconciliation has the number it is about. */
export async function identityHolder(tx: Reader, id: string): Promise<string | null> {
  const [row] = await tx<{ person: string | null }[]>`select identity_holder(${id}) as person`;
  return row!.person;
}

/** `beyond`: the file that would lose the number lies outside the mandate; `settled`: in another way, before. */
export type SettlementAnswer = 'ok' | 'already' | 'settled' | 'beyond';

export async function settleReconciliation(tx: Writer, id: string, how: Settlement, newId: string) {
  const [row] = await tx<{ answer: SettlementAnswer }[]>`
    select settle_reconciliation(${id}, ${how}, ${newId}) as answer`;
  return row!.answer;
}

/** One of the two files; name and unit (with the one above: cells have namesakes) are missing where it is not open. */
export type FileAsked = { id: string; name: string | null; unit: string | null };

export type Reconciliation = {
  id: string;
  openedOn: PlainDate;
  unit: string | null;
  settlement: Settlement | null;
  first: FileAsked;
  second: FileAsked;
};

/** The reconciliations the reader's mandate may see: all that are open, longest waiting first, or the one asked for. */
export async function reconciliations(tx: Reader, id: string | null = null): Promise<Reconciliation[]> {
  return tx<Reconciliation[]>`
    select r.id, r.opened_on as "openedOn", n.name as unit, r.settlement,
      jsonb_build_object('id', r.first_person, 'name', a.name, 'unit', nullif(concat_ws(', ', an.name, au.name), '')) as first,
      jsonb_build_object('id', r.second_person, 'name', b.name, 'unit', nullif(concat_ws(', ', bn.name, bu.name), '')) as second
    from reconciliation r left join unit_now n on n.unit = r.unit
    left join person a on a.id = r.first_person left join unit_now an on an.unit = a.unit
      left join unit_now au on au.unit = an.parent
    left join person b on b.id = r.second_person left join unit_now bn on bn.unit = b.unit
      left join unit_now bu on bu.unit = bn.parent
    where case when ${id}::uuid is null then r.settled_on is null else r.id = ${id}::uuid end
    order by r.opened_on, r.id`;
}
