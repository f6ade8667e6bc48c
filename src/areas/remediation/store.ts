import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** The day a subject was concluded; null while it is open. */
export async function conclusionOf(tx: Reader, subject: string): Promise<PlainDate | null> {
  const [row] = await tx<{ on: PlainDate | null }[]>`
    select concluded_on as on from inspection_subject where id = ${subject}`;
  return row?.on ?? null;
}
