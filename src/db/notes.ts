/** What the installation says of itself. */
import type { Database } from './connection.ts';

/** True before anything was recorded. */
export async function isEmptyInstallation(owner: Database): Promise<boolean> {
  const [row] = await owner<{ empty: boolean }[]>`
    select not exists (select 1 from unit) and not exists (select 1 from account) as empty`;
  return row!.empty;
}

/** Whether the audit log holds the entry with this hash: so whether the transaction that wrote it was committed. */
export async function hasEntry(owner: Database, hash: string): Promise<boolean> {
  const [log] = await owner<
    { there: boolean }[]
  >`select to_regclass('public.audit_entry') is not null as there`;
  if (!log!.there) return false;
  return (await owner`select from audit_entry where hash = ${hash}`).length > 0;
}

export async function readNote(owner: Database, name: string): Promise<string | undefined> {
  const [row] = await owner<{ value: string }[]>`select value from installation where name = ${name}`;
  return row?.value;
}

/** Every page says from now on that the people and events are invented. */
export async function noteDemonstration(owner: Database, year = 2023): Promise<void> {
  await owner`insert into installation values ('demonstration', 'true'), ('demonstration_year', ${String(year)})
    on conflict (name) do nothing`;
}
