import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

export type Original = { id: string; duplicateOf: string | null; receivedOn: PlainDate };

export async function originalOf(tx: Reader, petition: string): Promise<Original | undefined> {
  const [row] = await tx<Original[]>`
    select id, duplicate_of as "duplicateOf", received_on as "receivedOn" from petition where id = ${petition}`;
  return row;
}

/** True when other petitions are linked to this one as their original. */
export async function hasDuplicates(tx: Reader, petition: string): Promise<boolean> {
  const [row] = await tx`select 1 from petition where duplicate_of = ${petition} and id <> ${petition}`;
  return row !== undefined;
}

/** True when the body’s register has the number in the year of the day already. */
export async function isNumberTaken(
  tx: Reader,
  row: { id: string; body: string; number: string; day: PlainDate },
): Promise<boolean> {
  const [found] = await tx`
    select 1 from petition where id <> ${row.id} and body = ${row.body} and number = ${row.number}
      and extract(year from received_on) = extract(year from ${row.day}::date)`;
  return found !== undefined;
}

export async function unitOfBody(tx: Reader, body: string): Promise<string | null> {
  const [row] = await tx<{ unit: string }[]>`select unit from body where id = ${body}`;
  return row?.unit ?? null;
}
