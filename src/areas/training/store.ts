import type { Reader } from '../../db/door.ts';

/** True when another row lists the person for the training. */
export async function isListed(
  tx: Reader,
  row: { id: string; training: string; person: string },
): Promise<boolean> {
  const [found] = await tx`
    select 1 from training_attendance where id <> ${row.id} and training = ${row.training} and person = ${row.person}`;
  return found !== undefined;
}
