/** SQL of calendar keys, all through definer functions; decides nothing. */
import type { Database } from '../../db/connection.ts';
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

export async function keepKey(tx: Writer, id: string, digest: string): Promise<void> {
  await tx`select make_calendar_key(${id}, ${digest})`;
}

export async function revokeKey(tx: Writer, id: string): Promise<boolean> {
  const [row] = await tx<{ done: boolean }[]>`select revoke_calendar_key(${id}) as done`;
  return row!.done;
}

export type OwnKey = { id: string; post: string; madeOn: PlainDate; revokedOn: PlainDate | null };

export async function ownKeys(tx: Reader): Promise<OwnKey[]> {
  return tx<OwnKey[]>`
    select id, post, made_on as "madeOn", revoked_on as "revokedOn" from own_calendar_keys()`;
}

/** What a key shows; undefined where it opens nothing. */
export async function calendarDays(
  db: Database,
  digest: string,
  most: number,
): Promise<{ code: string; dueOn: PlainDate }[] | undefined> {
  const [key] = await db<{ opens: boolean }[]>`select calendar_opens(${digest}) as opens`;
  if (!key!.opens) return undefined;
  return db<{ code: string; dueOn: PlainDate }[]>`
    select code, due_on as "dueOn" from calendar_days(${digest}, ${most})`;
}
