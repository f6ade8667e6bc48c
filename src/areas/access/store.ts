import type { Database } from '../../db/connection.ts';
import { read, type Writer } from '../../db/door.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { Language } from '../../kernel/words.ts';

/** A session without any proof, as the owner alone may open one. */
export async function openSession(
  owner: Database,
  account: string,
  mandate: string,
  sha: string,
  hours: number,
) {
  const [row] = await owner<{ opened: boolean | null }[]>`
    select open_session(${account}, ${mandate}, ${sha}, ${hours}) as opened`;
  return row?.opened === true;
}

export async function switchMandate(db: Database | Writer, token: string, mandate: string): Promise<boolean> {
  const [row] = await db<
    { switched: boolean | null }[]
  >`select switch_mandate(${token}, ${mandate}) as switched`;
  return row?.switched === true;
}

export async function setLanguage(db: Database, token: string, language: Language): Promise<void> {
  await db`select set_session_language(${token}, ${language})`;
}

/**
 * `at` is for the entry of a person's sign-out; without one it follows the last entry of the log. The machine's leaves
 * none.
 */
export async function closeSession(db: Database, token: string, at: Instant | null = null): Promise<void> {
  await db`select close_session(${token}, ${at})`;
}

/** As the owner of the schema; on pages accounts are founded by found_account. */
export async function insertAccount(
  owner: Database,
  account: {
    id: string;
    name: string;
    fullName: string;
    hash: string;
    mustChange?: boolean;
    unit?: string | null;
  },
): Promise<void> {
  await owner`insert into account (id, name, full_name, password_hash, must_change, unit)
    values (${account.id}, ${account.name}, ${account.fullName}, ${account.hash}, ${account.mustChange ?? false},
      ${account.unit ?? null})
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

/** The unit of this code that stands today, as the owner sees it. */
export async function unitByCode(owner: Database, code: string): Promise<string | undefined> {
  const [row] = await owner<{ unit: string }[]>`select unit from unit_now
    where code = ${code} and (valid_to is null or valid_to > today())`;
  return row?.unit;
}

/** What a role reads, asked once: rights change with a migration only, and that needs a new start. */
const readBy = new WeakMap<Database, Map<string, ReadonlySet<string>>>();

/** Names of the tables a role reads rows of, for what is offered on pages; the policies decide what is shown. */
export async function tablesRead(db: Database, token: string, role: string): Promise<ReadonlySet<string>> {
  const known = readBy.get(db) ?? new Map<string, ReadonlySet<string>>();
  readBy.set(db, known);
  const already = known.get(role);
  if (already) return already;
  const rows = await read(
    { db, token },
    (tx) => tx<{ name: string }[]>`
    select distinct k.name from role_right r join table_class k on k.class = r.class
      and (r.tables is null or k.name = any (r.tables)) and (r.may_write or not k.kept_close)
    where r.role = ${role} and r.reach <> 'above'`,
  );
  const tables = new Set(rows.map(({ name }) => name));
  known.set(role, tables);
  return tables;
}

/** As the owner: ties an account to a member of its unit whom no case is about, for a demonstration. */
export async function linkToSomebody(owner: Database, account: string): Promise<void> {
  await owner`update account set person = (
      select s.person from stay s join unit u on u.id = account.unit and s.place between u.place and u.place_end
      where s.valid_to is null and s.person not in (select o.person from account o where o.person is not null)
        and s.person not in (
          select subject_person from inspection_subject where subject_person is not null
          union all select subject_person from discipline_decision where subject_person is not null
          union all select subject_person from discipline_case where subject_person is not null
          union all select subject_person from suspension_order where subject_person is not null
          union all select subject_person from petition where subject_person is not null
          union all select subject_person from denounced where subject_person is not null
          union all select subject_person from signal where subject_person is not null
          union all select subject_person from supervision_note where subject_person is not null
          union all select subject_person from outside_handling where subject_person is not null
          union all select subject_person from sanction_review where subject_person is not null
          union all select person from close_person union all select person from candidate where person is not null)
      order by s.person desc limit 1)
    where name = ${account} and person is null`;
}

/** As the owner: assigns an account's posts to every case of their units that nobody works on yet. */
export async function assignWaitingCases(owner: Database, account: string, decision: string): Promise<void> {
  await owner`insert into assignment (id, case_key, mandate, valid_from, decision, act)
    select gen_random_uuid(), c.case_key, m.id, m.valid_from, ${decision}, c.act
    from mandate m join account a on a.id = m.account and a.name = ${account}
    join (select case_key, unit, min(act) as act from (
      select case_key, unit, act from programme_item union all select case_key, unit, act from inspection
      union all select case_key, unit, act from discipline_decision union all select case_key, unit, act from petition
      union all select case_key, unit, act from discipline_case union all select case_key, unit, act from complaint
      union all select case_key, unit, act from suspension_order union all select case_key, unit, act from denunciation
      union all select case_key, unit, act from signal
      union all select case_key, unit, act from outside_handling
    ) rows group by case_key, unit) c on c.unit = m.unit
    where not exists (select 1 from assignment s where s.case_key = c.case_key)`;
}
