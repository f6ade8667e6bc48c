/** For tests: a district with two communes of one cell each, and officers who sign in under a mandate there. */
import { createHash } from 'node:crypto';
import { catalogue as everything } from '../catalogue.ts';
import { connect, type Database } from '../db/connection.ts';
import { command, read } from '../db/door.ts';
import { type TestDatabase, testDatabase } from '../db/testing.ts';
import { type SteppingClock, steppingClock } from '../kernel/clock.ts';
import { newId } from '../kernel/id.ts';
import { done, type Outcome } from '../kernel/refusal.ts';
import { loadRegulations } from '../regulations/reader.ts';
import type { AnyRow } from './catalogue.ts';
import type { Office } from './commands.ts';
import type { RecordType } from './define.ts';
import { loadRecord } from './store.ts';

export type Units = Record<'district' | 'tam_ky' | 'tam_ky_cell' | 'dien_ban' | 'dien_ban_cell', string>;

export type TestOffice = {
  /** The superuser: no policy and no right binds it. */
  owner: Database;
  /** The application, and its office under a session of the machine. */
  db: Database;
  machine: Office;
  clock: SteppingClock;
  units: Units;
  newId(): string;
  /** An office of somebody with this role in the unit. */
  officer(role: string, unit: string): Promise<Office>;
  /** Ties an officer's account to a new person of a unit, as whoever approves what is about persons has to be; answers the person. */
  linked(who: Office, unit?: string): Promise<string>;
  close(): Promise<void>;
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** An account with one mandate and a session; what the owner alone may write. Answers the token. */
export async function sessionFor(
  owner: Database,
  role: string,
  unit: string | null,
  id: () => string,
): Promise<string> {
  const [account, mandate, token] = [id(), id(), id()];
  await owner`insert into account (id, name, full_name, password_hash) values (${account}, ${account}, ${role}, '!')`;
  await owner`insert into mandate (id, account, unit, role, post, valid_from, decision)
    values (${mandate}, ${account}, ${unit}, ${role}, ${role}, '2000-01-01', '1-QĐ')`;
  await owner`insert into session (token_hash, account, mandate, started_at, seen_at, expires_at, proved_at)
    values (${sha256(token)}, ${account}, ${mandate}, '2023-01-01', '2023-01-01', '2100-01-01', 'infinity')`;
  return token;
}

/** A fresh database with the district and its units; the clock stands on 5/10/2023. */
export async function openOffice(open: () => Promise<TestDatabase> = testDatabase): Promise<TestOffice> {
  const database = await open();
  const owner = connect({ ...database.superuser, max: 2 });
  const { connection, ...app } = database.app;
  const db = connect({ ...app, ...connection, max: 10 });
  const clock = steppingClock('2023-10-05T08:00:00Z');
  const id = () => newId(clock) as string;
  const floor = { db, clock, catalogue: everything, regulations: loadRegulations() };
  const officer = async (role: string, unit: string | null) => ({
    ...floor,
    token: await sessionFor(owner, role, unit, id),
  });
  const machine = await officer('machine', null);
  const units = await foundUnits(machine, id);
  const linked = async (who: Office, unit = units.district) => {
    const person = id();
    const written = await command(machine, { command: 'enter', input: person }, async (tx) => {
      await tx`insert into person (id, unit, name) values (${person}, ${unit}, 'Đỗ Thị Cán Bộ')`;
      return done(null);
    });
    accepted(written);
    await owner`update account set person = ${person}
      where id = (select account from session where token_hash = ${sha256(who.token)})`;
    return person;
  };
  const close = async () => {
    await Promise.all([owner.end(), db.end()]);
    await database.drop();
  };
  return { owner, db, machine, clock, units, newId: id, officer, linked, close };
}

const TREE: readonly [name: keyof Units, parent: keyof Units | null, kind: string, words: string][] = [
  ['district', null, 'district', 'Đảng bộ huyện'],
  ['tam_ky', 'district', 'grassroots_committee', 'Đảng bộ xã Tam Kỳ'],
  ['tam_ky_cell', 'tam_ky', 'subordinate_cell', 'Chi bộ thôn Tam Kỳ'],
  ['dien_ban', 'district', 'grassroots_committee', 'Đảng bộ xã Điện Bàn'],
  ['dien_ban_cell', 'dien_ban', 'subordinate_cell', 'Chi bộ thôn Điện Bàn'],
];

async function foundUnits(machine: Office, id: () => string): Promise<Units> {
  const units = Object.fromEntries(TREE.map(([name]) => [name, id()])) as Units;
  const parents = TREE.map(([, parent]) => (parent ? units[parent] : null));
  const outcome = await command(machine, { command: 'found units', input: units }, async (tx) => {
    await tx`select found_units(${Object.values(units)}, ${parents}::uuid[])`;
    for (const [i, [name, , kind, words]] of TREE.entries()) {
      await tx`insert into unit_period (id, unit, parent, valid_from, kind, name, code)
        values (${id()}, ${units[name]}, ${parents[i]!}, '2000-01-01', ${kind}, ${words}, ${name})`;
    }
    await tx`select rebuild_closure()`;
    return done(null);
  });
  accepted(outcome);
  return units;
}

/** The value of an outcome the product must not refuse. */
export function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.refusals.map((refusal) => `${refusal.code}: ${refusal.message.en}`).join('; '));
}

/** Codes of the refusals with their fields; empty where it was done. */
export const codesOf = (outcome: Outcome<unknown>): string[] =>
  outcome.ok ? [] : outcome.refusals.map(({ code, field }) => (field ? `${code} ${field}` : code));

/** The row as the office may read it. */
export const rowIn = (office: Office, type: RecordType, id: string): Promise<AnyRow | undefined> =>
  read(office, (tx) => loadRecord(tx, type, id));
