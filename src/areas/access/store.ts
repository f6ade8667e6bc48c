import type { Database } from '../../db/connection.ts';
import type { Language } from '../../kernel/words.ts';
import type { Mandate, Session } from './contract.ts';

export async function passwordHashOf(db: Database, account: string): Promise<string | null> {
  const [row] = await db<{ hash: string | null }[]>`select password_hash_of(${account}) as hash`;
  return row?.hash ?? null;
}

export async function mandatesOf(db: Database, account: string): Promise<Mandate[]> {
  return db<Mandate[]>`select * from mandates_of(${account})`;
}

export async function openSession(
  db: Database,
  account: string,
  mandate: string,
  sha: string,
  hours: number,
) {
  const [row] = await db<{ opened: boolean | null }[]>`
    select open_session(${account}, ${mandate}, ${sha}, ${hours}) as opened`;
  return row?.opened === true;
}

/** The session and the mandates its account may choose from: every request asks for both, so they come in one go. */
export async function sessionOf(
  db: Database,
  token: string,
): Promise<{ session: Omit<Session, 'token'>; mandates: Mandate[] } | undefined> {
  const [row] = await db<(Omit<Session, 'token'> & { all_mandates: Mandate[] | null })[]>`
    select s.*, (select json_agg(m) from mandates_of(s.account_name) m) as all_mandates from session_of(${token}) s`;
  if (!row) return undefined;
  const { all_mandates: mandates, ...session } = row;
  return { session, mandates: mandates ?? [] };
}

export async function switchMandate(db: Database, token: string, mandate: string): Promise<boolean> {
  const [row] = await db<
    { switched: boolean | null }[]
  >`select switch_mandate(${token}, ${mandate}) as switched`;
  return row?.switched === true;
}

export async function setLanguage(db: Database, token: string, language: Language): Promise<void> {
  await db`select set_session_language(${token}, ${language})`;
}

export async function closeSession(db: Database, token: string): Promise<void> {
  await db`select close_session(${token})`;
}

/** Only the owner of the schema may found accounts in this version. */
export async function insertAccount(
  owner: Database,
  account: { id: string; name: string; fullName: string; hash: string },
): Promise<void> {
  await owner`insert into account (id, name, full_name, password_hash)
    values (${account.id}, ${account.name}, ${account.fullName}, ${account.hash})
    on conflict (name) do nothing`;
}

export async function insertMandate(
  owner: Database,
  mandate: {
    id: string;
    account: string;
    unit: string | null;
    role: string;
    post: string;
    from: string;
    decision: string;
  },
): Promise<void> {
  await owner`insert into mandate (id, account, unit, role, post, valid_from, decision)
    select ${mandate.id}, a.id, ${mandate.unit}, ${mandate.role}, ${mandate.post}, ${mandate.from}, ${mandate.decision}
    from account a where a.name = ${mandate.account}`;
}

export async function machineMandate(owner: Database, account: string): Promise<string | undefined> {
  const [row] = await owner<{ id: string }[]>`select m.id from mandate m join account a on a.id = m.account
    where a.name = ${account} and m.role = 'machine'`;
  return row?.id;
}

/** Unit by its code of today, as the owner sees it. */
export async function unitByCode(owner: Database, code: string): Promise<string | undefined> {
  const [row] = await owner<{ unit: string }[]>`select unit from unit_now where code = ${code}`;
  return row?.unit;
}
