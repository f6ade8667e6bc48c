import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** True when the same decision commends the same subject already. */
export async function isCommended(
  tx: Reader,
  row: {
    id: string;
    body: string;
    number: string;
    day: PlainDate;
    unit: string | null;
    person: string | null;
  },
): Promise<boolean> {
  const [found] = await tx`
    select 1 from commendation where id <> ${row.id} and body = ${row.body} and number = ${row.number}
      and decided_on = ${row.day} and (subject_unit = ${row.unit} or subject_person = ${row.person})`;
  return found !== undefined;
}
