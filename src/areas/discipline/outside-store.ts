/** SQL of how members were handled outside the Party; decides nothing. */
import type { Reader, Writer } from '../../db/door.ts';
import type { Handled } from './outside.ts';

/** Whom a record is about; undefined where the reader may not open it. */
export async function personIn(
  tx: Reader,
  table: 'discipline_case' | 'discipline_decision' | 'inspection_subject',
  id: string,
): Promise<{ person: string | null } | undefined> {
  const [row] = await tx<{ person: string | null }[]>`
    select subject_person as person from ${tx(table)} where id = ${id}`;
  return row;
}

/** Whether another record holds the same document about the same member. */
export async function isRecorded(
  tx: Reader,
  row: { id: string; body: string; person: string; agency: string; number: string },
): Promise<boolean> {
  const [found] = await tx`
    select 1 from outside_handling where id <> ${row.id} and body = ${row.body}
      and subject_person = ${row.person} and agency = ${row.agency} and number = ${row.number}`;
  return found !== undefined;
}

export type Outside = { id: string; kind: Handled; number: string };

/** What of a member no case and no decision has taken up yet. */
export async function looseOf(tx: Reader, person: string): Promise<Outside[]> {
  return tx<Outside[]>`
    select id, kind, number from outside_handling
    where subject_person = ${person} and matter is null and decision is null order by decided_on, id`;
}

export async function tieTo(tx: Writer, matter: string, ids: readonly string[]): Promise<void> {
  await tx`update outside_handling set matter = ${matter} where id = any (${ids as string[]})`;
}

export async function untieFrom(tx: Writer, matter: string): Promise<void> {
  await tx`update outside_handling set matter = null where matter = ${matter}`;
}

/** Whether a sentence to prison that stands goes with the case. */
export async function hasPrisonSentence(tx: Reader, matter: string): Promise<boolean> {
  const [found] = await tx`
    select 1 from outside_handling where matter = ${matter} and kind = 'prison' and outcome is null limit 1`;
  return found !== undefined;
}
