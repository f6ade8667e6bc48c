/** Accounts, posts and cases as the definer functions of db/migrations/0009 and 0013 give and change them. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AccessFacts } from './rules.ts';

export type PostOfAccount = {
  id: string;
  role: string;
  post: string;
  unit: string | null;
  unitId: string | null;
  from: PlainDate;
  to: PlainDate | null;
  termEnd: PlainDate | null;
  /** Of a post elected with its body: when the running term is due, and when the term it began in ended. */
  termDue: PlainDate | null;
  termEnded: PlainDate | null;
  decision: string;
  inForce: boolean;
  /** Whether the acting mandate could give it, and so end it or hand it over. */
  grantable: boolean;
  /** Cases it is assigned to now. */
  cases: number;
  /** Hand-overs by which it began or ended. */
  handOvers: string[];
};

export type AccountBeneath = {
  id: string;
  name: string;
  full_name: string;
  unit_name: string | null;
  closed_on: PlainDate | null;
  used_on: PlainDate;
  /** The day it closes by itself where nobody uses it. */
  closes_on: PlainDate;
  manageable: boolean;
  person: string | null;
  mandates: PostOfAccount[];
};

export const accountsBeneath = (tx: Reader): Promise<AccountBeneath[]> =>
  tx<AccountBeneath[]>`select * from accounts_beneath()`;

export async function grantableRoles(tx: Reader): Promise<string[]> {
  const [row] = await tx<{ roles: string[] }[]>`select grantable_roles() as roles`;
  return row?.roles ?? [];
}

export type NewPost = {
  id: string;
  account: string;
  unit: string;
  role: string;
  post: string;
  body: string;
  from: string;
  until: string | null;
  term_end: string | null;
  decision: string;
};

export async function storeAccount(
  tx: Writer,
  row: { id: string; name: string; fullName: string; person: string | null; hash: string; unit: string },
): Promise<void> {
  await tx`select found_account(${row.id}, ${row.name}, ${row.fullName}, ${row.person}, ${row.hash}, ${row.unit})`;
}

export async function grantPost(tx: Writer, p: NewPost): Promise<void> {
  await tx`select grant_mandate(${p.id}, ${p.account}, ${p.unit}, ${p.role}, ${p.post}, ${p.body}, ${p.from},
    ${p.until}, ${p.term_end}, ${p.decision})`;
}

export async function endPost(tx: Writer, mandate: string, on: string, decision: string): Promise<void> {
  await tx`select end_mandate(${mandate}, ${on}, ${decision})`;
}

export async function closeAccount(tx: Writer, account: string, closing: boolean): Promise<void> {
  await tx`select close_account(${account}, ${closing})`;
}

export async function resetAccount(tx: Writer, account: string, hash: string): Promise<void> {
  await tx`select reset_account(${account}, ${hash})`;
}

export async function linkAccount(tx: Writer, account: string, person: string): Promise<void> {
  await tx`select link_account(${account}, ${person})`;
}

/** Takes every second factor off an account and ends its sessions; answers its unit. Takes two persons. */
export async function dropFactorsOf(tx: Writer, account: string): Promise<string> {
  const [row] = await tx<{ unit: string }[]>`select drop_factors_of(${account}) as unit`;
  return row!.unit;
}

export type PersonOfCase = {
  id: string;
  kind: 'assigned' | 'recused';
  account: string;
  full_name: string;
  post: string;
  since: PlainDate;
  decision: string;
};

export const peopleOfCase = (tx: Reader, key: string): Promise<PersonOfCase[]> =>
  tx<PersonOfCase[]>`select * from people_of_case(${key})`;

export type PostForCase = { mandate: string; account: string; full_name: string; post: string };

export const postsForCase = (tx: Reader, key: string): Promise<PostForCase[]> =>
  tx<PostForCase[]>`select * from posts_for_case(${key})`;

export async function assignCase(tx: Writer, id: string, key: string, mandate: string, decision: string) {
  await tx`select assign_case(${id}, ${key}, ${mandate}, ${decision})`;
}

export async function endAssignment(tx: Writer, id: string): Promise<void> {
  await tx`select end_assignment(${id})`;
}

export async function recuseFrom(tx: Writer, id: string, key: string, account: string, grounds: string) {
  await tx`select recuse(${id}, ${key}, ${account}, ${grounds})`;
}

export async function endRecusal(tx: Writer, id: string): Promise<void> {
  await tx`select end_recusal(${id})`;
}

/** The case a record of case material belongs to, when the session may open the record. */
export async function caseOf(tx: Reader, table: string, record: string): Promise<string | undefined> {
  const [row] = await tx<{ key: string }[]>`select case_key as key from ${tx(table)} where id = ${record}`;
  return row?.key;
}

export async function accountNamed(tx: Reader, name: string): Promise<string | undefined> {
  const accounts = await accountsBeneath(tx);
  return accounts.find((account) => account.name === name || account.id === name)?.id;
}

/** Facts about an account and a record on a day; undefined where the session has no business with one of them. */
export async function accessFacts(
  tx: Reader,
  account: string,
  record: string,
  day: string,
): Promise<AccessFacts | undefined> {
  const [row] = await tx<{ facts: AccessFacts | null }[]>`
    select access_facts(${account}, ${record}, ${day}) as facts`;
  return row?.facts ?? undefined;
}
