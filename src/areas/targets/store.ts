import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

export type TargetKey = { id: string; unit: string; indicator: string; year: number };

/** Day of the latest other target of the same unit, indicator and year. */
export async function latestOther(
  tx: Reader,
  { id, unit, indicator, year }: TargetKey,
): Promise<PlainDate | null> {
  const [row] = await tx<{ day: PlainDate | null }[]>`
    select max(decided_on) as day from target
    where unit = ${unit} and indicator = ${indicator} and year = ${year} and id <> ${id}`;
  return row?.day ?? null;
}
