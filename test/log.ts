/** What the audit log gains while something is done, and people made for a test. */
import type { Database } from '../src/db/connection.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { sessionFor } from '../src/records/testing.ts';
import { type DemoHouse, type Person, personAt } from './house.ts';

export type Entry = {
  id: string;
  command: string;
  record_type: string | null;
  record_id: string | null;
  unit: string | null;
  row_count: number | null;
  mandate: string | null;
  account: string | null;
  reason: string | null;
};

export const freshId = () => newId(systemClock) as string;

/** The entries that were added meanwhile. */
export async function entriesOf(owner: Database, work: () => Promise<unknown>): Promise<Entry[]> {
  const [last] = await owner<{ id: string }[]>`select max(id) as id from audit_entry`;
  await work();
  return owner<
    Entry[]
  >`select e.id, e.command, e.record_type, e.record_id, e.unit, e.row_count, e.mandate, e.account, r.reason
    from audit_entry e left join audit_reason r on r.entry = e.id where e.id > ${last!.id} order by e.id`;
}

/** While entries of one command cannot be written. */
export async function unwritable(owner: Database, command: string, work: () => Promise<void>): Promise<void> {
  await owner.unsafe(
    `alter table audit_entry add constraint unwritable check (command <> '${command}') not valid`,
  );
  try {
    await work();
  } finally {
    await owner`alter table audit_entry drop constraint unwritable`;
  }
}

export async function unitOf(owner: Database, code: string): Promise<string> {
  const [row] = await owner<{ unit: string }[]>`select unit from unit_now where code = ${code}`;
  return row!.unit;
}

/** Somebody signed in with a role in a unit. */
export const personWith = async (demo: DemoHouse, role: string, unit: string): Promise<Person> =>
  personAt(demo.app, `capuy=${await sessionFor(demo.owner, role, unit, freshId)}`);

/** The first record of each sensitive type that a person may read. */
export async function sensitiveIds(demo: DemoHouse, person: Person): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const { name, sensitive } of demo.house.catalogue.records) {
    if (!sensitive || demo.house.catalogue.record(name).actOnly) continue;
    const [first] = (await person.data<{ rows: { id: string }[] }>(`/${name}.json`)).rows;
    if (first) ids[name] = first.id;
  }
  return ids;
}
