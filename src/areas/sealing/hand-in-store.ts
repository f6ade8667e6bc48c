/** SQL on letters handed in without an account: from outside through definer functions alone. */
import type { Database } from '../../db/connection.ts';
import type { Reader, Writer } from '../../db/door.ts';
import type { Kind, SecretClass } from '../../files/inspector/verdict.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Duty, SealingNow } from './contract.ts';
import type { Package } from './store.ts';

/** What is in force, asked without a session. */
export async function sealingAtTheDoor(db: Database): Promise<SealingNow> {
  const [row] = await db<SealingNow[]>`select * from sealing_now()`;
  return row!;
}

export type DoorKey = { duty: Duty; key: string; recipient: string };

export const doorKeys = (db: Database): Promise<DoorKey[]> => db<DoorKey[]>`select * from hand_in_keys()`;

/** What the page takes on a day from everybody together, and what it has taken. */
export type Room = { budget: number; taken: number };

export async function roomOn(db: Database | Reader, on: PlainDate): Promise<Room> {
  const [row] = await db<Room[]>`select * from hand_in_room(${on})`;
  return row!;
}

export type HandedLetter = {
  id: string;
  receipt: string;
  on: PlainDate;
  letter: string | null;
  sealed: string | null;
  identity: Package | null;
  file: { kind: Kind; bytes: Uint8Array; stamp: SecretClass | null } | null;
};

export type TakenIn = 'taken' | 'closed' | 'full' | 'keys';

export async function takeLetterIn(db: Database, h: HandedLetter): Promise<TakenIn> {
  const identity = h.identity ? db.json(h.identity) : null;
  const file = h.file ? Buffer.from(h.file.bytes) : null;
  const [row] = await db<{ answer: TakenIn }[]>`
    select take_letter_in(${h.id}, ${h.receipt}, ${h.on}, ${h.letter}, ${h.sealed}, ${identity}, ${h.file?.kind ?? null},
      ${file}, ${h.file?.stamp ?? null}) as answer`;
  return row!.answer;
}

export type AnswerLine = {
  received_on: PlainDate;
  is_registered: boolean;
  answer: string | null;
  answered_on: PlainDate | null;
};

/** One line for each answer, or one without; none where nobody has that receipt. */
export const letterOfReceipt = (db: Database, digest: string): Promise<AnswerLine[]> =>
  db<AnswerLine[]>`select * from letter_of_receipt(${digest})`;

export type ListedHandIn = {
  id: string;
  received_on: PlainDate;
  is_sealed: boolean;
  petition: string | null;
};

export type HandIn = ListedHandIn & { letter: string | null; has_identity: boolean; file: Kind | null };

/** Letters open to the session, not yet registered ones first; what they say is not read. */
export const handIns = (tx: Reader): Promise<ListedHandIn[]> =>
  tx<ListedHandIn[]>`
    select id, received_on, sealed is not null as is_sealed, petition from hand_in
    order by petition is not null, received_on desc, id`;

/** One of them, with what it says; undefined where it is not open to the session. */
export async function handedIn(tx: Reader, id: string): Promise<HandIn | undefined> {
  const [row] = await tx<HandIn[]>`
    select h.id, h.received_on, h.letter, h.sealed is not null as is_sealed, has_identity(h.id), f.kind as file, h.petition
    from hand_in h left join hand_in_file f on f.hand_in = h.id where h.id = ${id}`;
  return row;
}

/** The letter handed in that became this one of the register, where it came that way and is open to the session. */
export async function handInOf(tx: Reader, petition: string): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`select id from hand_in where petition = ${petition}`;
  return row?.id;
}

export async function sealedLetter(tx: Reader, id: string): Promise<string | undefined> {
  const [row] = await tx<
    { sealed: string }[]
  >`select sealed from hand_in where id = ${id} and sealed is not null`;
  return row?.sealed;
}

export async function letterFile(
  tx: Reader,
  id: string,
): Promise<{ kind: Kind; content: Buffer } | undefined> {
  const [row] = await tx<
    { kind: Kind; content: Buffer }[]
  >`select kind, content from hand_in_file where hand_in = ${id}`;
  return row;
}

export type Answered = { answer: string; answered_on: PlainDate };

export const answersTo = (tx: Reader, id: string): Promise<Answered[]> =>
  tx<Answered[]>`select answer, answered_on from hand_in_answer where hand_in = ${id} order by act`;

/** Ties a letter to its entry in the register, once. */
export async function registerHandIn(tx: Writer, id: string, petition: string): Promise<boolean> {
  const { count } = await tx`update hand_in set petition = ${petition} where id = ${id} and petition is null`;
  return count === 1;
}

/** The sealed identity that came with the letter goes with it into the register. */
export async function identityFollows(tx: Writer, item: string, handIn: string): Promise<void> {
  await tx`select identity_follows(${item}, ${handIn})`;
}

type NewAnswer = { id: string; hand_in: string; answer: string; answered_on: PlainDate };

export async function insertAnswer(tx: Writer, row: NewAnswer): Promise<void> {
  await tx`insert into hand_in_answer ${tx(row)}`;
}
