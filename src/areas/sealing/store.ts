/** SQL on keys, envelopes and what is sealed; what anybody may is decided by policies and definer functions. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Duty, Mode, RevealReason, SealedWhat, SealingNow } from './contract.ts';

export async function sealingNow(tx: Reader): Promise<SealingNow> {
  const [row] = await tx<SealingNow[]>`select * from sealing_now()`;
  return row!;
}

export type SealKey = {
  id: string;
  account: string;
  recipient: string;
  full_name: string;
  post: string | null;
  registered_on: PlainDate;
  identity: boolean;
  intake: boolean;
  is_own: boolean;
};

export const keysSeen = (tx: Reader): Promise<SealKey[]> => tx<SealKey[]>`select * from keys_seen()`;

export type Decision = { mode: Mode; takes_letters: boolean; document: string; decided_on: PlainDate };

export const decisionsSeen = (tx: Reader): Promise<Decision[]> =>
  tx<Decision[]>`select * from decisions_seen()`;

export async function registerKey(tx: Writer, id: string, recipient: string): Promise<void> {
  await tx`select register_key(${id}, ${recipient})`;
}

export async function decideSealing(tx: Writer, id: string, unit: string, d: Decision): Promise<void> {
  await tx`select decide_sealing(${id}, ${d.mode}, ${d.takes_letters}, ${unit}, ${d.document}, ${d.decided_on})`;
}

export type HolderLine = { key: string; duty: Duty; names: boolean; document: string; decided_on: PlainDate };

export async function nameHolder(tx: Writer, id: string, line: HolderLine): Promise<void> {
  await tx`select name_holder(${id}, ${line.key}, ${line.duty}, ${line.names}, ${line.document}, ${line.decided_on})`;
}

export type Letter = { id: string; number: string; received_on: PlainDate; envelope: string | null };

/** The letter of the register, where it is open to the session. */
export async function letterOf(tx: Reader, id: string): Promise<Letter | undefined> {
  const [row] = await tx<Letter[]>`select id, number, received_on, envelope from petition where id = ${id}`;
  return row;
}

export type Envelope = { id: string; number: string; safe: string; laid_on: PlainDate; custodian: string };

/** Envelopes of a letter with where they lie now and in whose hands. */
export const envelopesOf = (tx: Reader, petition: string): Promise<Envelope[]> =>
  tx<Envelope[]>`
    select e.id, e.number, e.laid_on, post_of(custodian_of(e.id)) as custodian,
      coalesce((select m.safe from envelope_move m where m.envelope = e.id and m.taken_by is not null
        order by m.taken_act desc limit 1), e.safe) as safe
    from envelope e where e.petition = ${petition} order by e.act`;

export type Move = {
  id: string;
  envelope: string;
  safe: string;
  given_on: PlainDate;
  giver: string;
  taken_on: PlainDate | null;
  taker: string | null;
};

export const movesOf = (tx: Reader, petition: string): Promise<Move[]> =>
  tx<Move[]>`
    select m.id, m.envelope, m.safe, m.given_on, post_of(m.given_by) as giver, m.taken_on, post_of(m.taken_by) as taker
    from envelope_move m join envelope e on e.id = m.envelope where e.petition = ${petition} order by m.act`;

type NewEnvelope = { id: string; petition: string; number: string; safe: string; laid_on: PlainDate };

/** Who holds it and by which command is stamped by the database. */
export async function insertEnvelope(tx: Writer, row: NewEnvelope): Promise<void> {
  await tx`insert into envelope ${tx(row)}`;
}

type NewMove = { id: string; envelope: string; safe: string; given_on: PlainDate };

export async function insertMove(tx: Writer, row: NewMove): Promise<void> {
  await tx`insert into envelope_move ${tx(row)}`;
}

/** True where the acting mandate took it; false where there is nothing open to be taken. */
export async function takeEnvelope(tx: Writer, move: string): Promise<boolean> {
  const { count } = await tx`update envelope_move set safe = safe where id = ${move}`;
  return count === 1;
}

export type SealedItem = { id: string; what: SealedWhat; sealed_on: PlainDate; holders: number };

export const sealedItemsOf = (tx: Reader, petition: string): Promise<SealedItem[]> =>
  tx<SealedItem[]>`select id, what, sealed_on, cardinality(holders) as holders from sealed_item
    where petition = ${petition} order by act`;

/** What a browser sealed: ciphertext, whom it is for, and a half of its key for every ordered pair of them. */
export type Package = {
  content: string;
  holders: string[];
  halves: { holder: string; partner: string; part: string }[];
};

type NewItem = { id: string; petition: string; what: SealedWhat; sealed_on: PlainDate };

export async function insertSealed(tx: Writer, item: NewItem, sealed: Package): Promise<void> {
  await tx`insert into sealed_item (id, petition, what, holders, sealed_on)
    values (${item.id}, ${item.petition}, ${item.what}, ${sealed.holders}::uuid[], ${item.sealed_on})`;
  await tx`select store_sealed(${item.id}, ${sealed.content}, ${tx.json(sealed.halves)})`;
}

export type HeldItem = {
  id: string;
  number: string;
  what: SealedWhat;
  sealed_on: PlainDate;
  /** Holders it was sealed to who are named still. */
  able: number;
  /** Sealed to those named now, and to no others. */
  is_current: boolean;
  replaced_on: PlainDate | null;
};

/** What is sealed to a key of the acting account. */
export const itemsHeld = (tx: Reader): Promise<HeldItem[]> => tx<HeldItem[]>`select * from items_held()`;

export type Reveal = {
  id: string;
  number: string;
  what: SealedWhat;
  reason: RevealReason;
  asked_at: string;
  asked_by: string;
  agreed_at: string | null;
  agreed_by: string | null;
  ends_at: string | null;
  openings: number;
  last_opened: string | null;
  is_own: boolean;
};

/** Everything that happened to what is sealed to a key of the acting account; instants as PostgreSQL’s text. */
export const revealsSeen = (tx: Reader): Promise<Reveal[]> => tx<Reveal[]>`select * from reveals_seen()`;

export async function askReveal(tx: Writer, id: string, item: string, why: RevealReason): Promise<void> {
  await tx`select ask_reveal(${id}, ${item}, ${why})`;
}

export async function halfToHandOn(
  tx: Reader,
  reveal: string,
): Promise<{ part: string; recipient: string } | undefined> {
  const [row] = await tx<{ part: string; recipient: string }[]>`select * from half_to_hand_on(${reveal})`;
  return row;
}

export async function agreeToReveal(tx: Writer, reveal: string, part: string): Promise<void> {
  await tx`select agree_to_reveal(${reveal}, ${part})`;
}

export type Opened = { content: string; own_half: string; other_half: string; belongs: string[] };

/** Ciphertext and both halves; the opening is kept in the same transaction. */
export async function openReveal(tx: Writer, reveal: string): Promise<Opened | undefined> {
  const [row] = await tx<Opened[]>`select * from open_reveal(${reveal})`;
  return row;
}

/** What was opened for it, sealed to those named now; what it was made from stays. */
export async function sealAnew(tx: Writer, item: string, reveal: string, sealed: Package): Promise<void> {
  await tx`select seal_anew(${item}, ${reveal}, ${sealed.holders}::uuid[], ${sealed.content}, ${tx.json(sealed.halves)})`;
}
