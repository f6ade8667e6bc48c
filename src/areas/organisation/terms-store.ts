/** What is known of official codes. */
import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { OtherCode } from './terms-rules.ts';

/** Other codes of the unit, and the same code of other units. */
export async function codesAbout(tx: Reader, id: string, unit: string, code: string): Promise<OtherCode[]> {
  return tx<OtherCode[]>`
    select unit = ${unit} as "isOwn", code, valid_from as "from", valid_to as "to" from official_code
    where id <> ${id} and (unit = ${unit} or code = ${code}) order by valid_from`;
}

/** The official code of a unit on a day; null where none is recorded. */
export async function codeOf(tx: Reader, unit: string, day: PlainDate): Promise<string | null> {
  const [row] = await tx<{ code: string }[]>`
    select code from official_code where unit = ${unit}
      and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`;
  return row?.code ?? null;
}
