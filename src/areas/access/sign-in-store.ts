import type { Database } from '../../db/connection.ts';
import type { Writer } from '../../db/door.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { Language } from '../../kernel/words.ts';
import type { OwnAccount, OwnPasskey, OwnSession, Session } from './contract.ts';

/** Where somebody comes from: the address, the browser in words, the device's token if it has one. */
export type From = { source: string; device: string; known: string; language: Language };

/** What a try came to; `until` is when the way opens again. */
export type Tried = { outcome: string; until: Instant | null };

/** Digests of the new tokens that a try may lead to, and the instant for the audit log. */
export type Fresh = { session: string; device: string; at: Instant };

export async function passwordSaltOf(db: Database, account: string): Promise<string> {
  const [row] = await db<{ salt: string }[]>`select password_salt_of(${account}) as salt`;
  return row!.salt;
}

export async function signInDelay(db: Database, account: string, known: string): Promise<number> {
  const [row] = await db<{ seconds: number }[]>`select sign_in_delay(${account}, ${known}) as seconds`;
  return row!.seconds;
}

export async function trySignIn(
  db: Database,
  account: string,
  proof: Uint8Array,
  from: From,
  fresh: Fresh,
): Promise<Tried> {
  const [row] = await db<Tried[]>`select * from sign_in(${account}, ${proof}, ${from.known}, ${from.source},
    ${from.device}, ${from.language}, ${fresh.session}, ${fresh.device}, ${fresh.at})`;
  return row!;
}

export type Proof =
  | { kind: 'password' | 'recovery'; proof: Uint8Array }
  | { kind: 'code'; step: number | null; drift: number };

export async function tryProof(
  db: Database,
  token: string,
  proof: Proof,
  sha: string,
  at: Instant,
): Promise<Tried> {
  const code = proof.kind === 'code' ? proof : { step: null, drift: 0 };
  const bytes = proof.kind === 'code' ? null : proof.proof;
  const [row] = await db<
    Tried[]
  >`select * from prove(${token}, ${proof.kind}, ${bytes}, ${code.step}, ${code.drift},
    ${sha}, ${at})`;
  return row!;
}

/** The session in whatever state it is, and the mandates of its holder; undefined where it has ended. */
export async function sessionState(db: Database, token: string): Promise<Omit<Session, 'token'> | undefined> {
  const [row] = await db<Omit<Session, 'token'>[]>`select * from session_seen(${token})`;
  return row;
}

export async function touchSession(db: Database, token: string): Promise<void> {
  await db`select touch_session(${token})`;
}

export async function ownSessions(db: Database, token: string): Promise<OwnSession[]> {
  return db<OwnSession[]>`select * from own_sessions(${token})`;
}

/** Ends one of one's own sessions, or all others; answers how many there were. */
export async function endSessions(tx: Writer, token: string, session: string | null): Promise<number> {
  const [row] = await tx<{ ended: number }[]>`select end_sessions(${token}, ${session}) as ended`;
  return row!.ended;
}

export async function ownAccount(db: Database, token: string): Promise<OwnAccount | undefined> {
  const [row] = await db<OwnAccount[]>`select * from own_account(${token})`;
  return row;
}

export async function totpOf(db: Database, token: string) {
  const [row] = await db<{ secret: string | null; pending: string | null; last_step: string }[]>`
    select * from totp_of(${token})`;
  return row;
}

export async function beginTotp(db: Database, token: string, secret: string): Promise<boolean> {
  const [row] = await db<{ begun: boolean | null }[]>`select begin_totp(${token}, ${secret}) as begun`;
  return row?.begun === true;
}

export async function confirmTotp(
  db: Database,
  token: string,
  step: number,
  digests: readonly string[],
  sha: string,
  at: Instant,
): Promise<boolean> {
  const [row] = await db<{ done: boolean }[]>`
    select confirm_totp(${token}, ${step}, ${[...digests]}, ${sha}, ${at}) as done`;
  return row!.done;
}

export async function renewCodes(
  db: Database,
  token: string,
  digests: readonly string[],
  at: Instant,
): Promise<boolean> {
  const [row] = await db<{ done: boolean }[]>`select renew_codes(${token}, ${[...digests]}, ${at}) as done`;
  return row!.done;
}

export async function removeFactor(db: Database, token: string, what: string, at: Instant): Promise<boolean> {
  const [row] = await db<{ done: boolean }[]>`select remove_factor(${token}, ${what}, ${at}) as done`;
  return row!.done;
}

export async function setPassword(
  db: Database,
  token: string,
  proof: Uint8Array,
  hash: string,
  sha: string,
  at: Instant,
): Promise<Tried> {
  const [row] = await db<Tried[]>`select * from set_password(${token}, ${proof}, ${hash}, ${sha}, ${at})`;
  return row!;
}

export async function unitsWithin(db: Database, letters: string): Promise<string[]> {
  const rows = await db<{ name: string }[]>`select units_within(${letters}) as name`;
  return rows.map(({ name }) => name);
}

/** Keeps what the next step of signing in needs, for so many seconds; false where too much is kept already. */
export async function keepStep(
  db: Database,
  sha: string,
  purpose: string,
  token: string | null,
  content: string,
  seconds: number,
): Promise<boolean> {
  const [row] = await db<{ kept: boolean }[]>`
    select keep_step(${sha}, ${purpose}, ${token}, ${content}, ${seconds}) as kept`;
  return row!.kept;
}

/** Takes it, once. */
export async function takeStep(db: Database, step: string, purpose: string): Promise<string | undefined> {
  const [row] = await db<{ content: string }[]>`select * from take_step(${step}, ${purpose})`;
  return row?.content;
}

export async function passkeysOf(db: Database, token: string): Promise<OwnPasskey[]> {
  return db<OwnPasskey[]>`select * from passkeys_of(${token})`;
}

export async function passkeyOf(db: Database, credential: string) {
  const [row] = await db<{ public_key: Uint8Array; counter: string; transports: string[] }[]>`
    select * from passkey_of(${credential})`;
  return row;
}

export type NewPasskey = {
  id: string;
  publicKey: Uint8Array;
  counter: number;
  transports: readonly string[];
  name: string;
};

export async function addPasskey(
  db: Database,
  door: string,
  token: string,
  key: NewPasskey,
  digests: readonly string[] | null,
  sha: string,
  at: Instant,
): Promise<boolean> {
  const [row] = await db<
    { done: boolean }[]
  >`select add_passkey(${door}, ${token}, ${key.id}, ${key.publicKey},
    ${key.counter}, ${[...key.transports]}, ${key.name}, ${digests ? [...digests] : null}, ${sha}, ${at}) as done`;
  return row!.done;
}

/** 'opened', 'wrong' or 'no_mandate'. */
export async function takePasskey(
  db: Database,
  door: string,
  key: { id: string; counter: number },
  token: string | null,
  from: From,
  fresh: Fresh,
): Promise<string> {
  const [row] = await db<
    { outcome: string }[]
  >`select take_passkey(${door}, ${key.id}, ${key.counter}, ${token},
    ${from.source}, ${from.device}, ${from.language}, ${fresh.session}, ${fresh.device}, ${fresh.at}) as outcome`;
  return row!.outcome;
}

/** 'opened', 'unknown' or 'no_mandate'. */
export async function takeSubject(
  db: Database,
  door: string,
  who: { issuer: string; subject: string; strong: boolean },
  from: From,
  fresh: Fresh,
): Promise<string> {
  const [row] = await db<{ outcome: string }[]>`select take_subject(${door}, ${who.issuer}, ${who.subject},
    ${who.strong}, ${from.source}, ${from.device}, ${from.language}, ${fresh.session}, ${fresh.device}, ${fresh.at})
    as outcome`;
  return row!.outcome;
}

export async function linkSubject(
  db: Database,
  door: string,
  token: string,
  who: { issuer: string; subject: string },
  at: Instant,
): Promise<boolean> {
  const [row] = await db<{ done: boolean }[]>`
    select link_subject(${door}, ${token}, ${who.issuer}, ${who.subject}, ${at}) as done`;
  return row!.done;
}

/** How many closed ways at a name were opened again; inside a command. */
export async function openWays(tx: Writer, account: string): Promise<number> {
  const [row] = await tx<{ opened: number }[]>`select open_ways(${account}) as opened`;
  return row!.opened;
}

/** Takes every second factor off an account and ends its sessions; inside a command of the machine. */
export async function dropFactors(tx: Writer, account: string): Promise<void> {
  await tx`select drop_factors(${account})`;
}

/** Makes a key of the server's own the one that PostgreSQL believes; only the owner may. */
export async function hangDoor(owner: Database, door: string): Promise<void> {
  await owner`insert into installation values ('door', token_hash(${door}))
    on conflict (name) do update set value = excluded.value`;
}
