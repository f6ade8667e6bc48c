/**
 * Addresses whose id names no record: acts that wait, lists that come in, accounts, what is sealed, letters handed in,
 * files. The demonstration has none of them, so one of each is laid down, past every trigger: only who sees it is tried.
 */
import { createHash } from 'node:crypto';
import type { Database } from '../src/db/connection.ts';
import type { Reader } from '../src/db/door.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { id } from './ground.ts';

/** What the id of an address is the id of, where its first word is no type of record. */
export const KINDS: Readonly<Record<string, string>> = {
  '/approvals/:id': 'proposal',
  '/imports/:id': 'import_draft',
  '/accounts/:id': 'account',
  '/hand-over/:id': 'hand_over',
  '/case/:key': 'case',
  '/sealed/:id': 'sealed_item',
  '/reveals/:id': 'reveal',
  '/hand-ins/:id': 'hand_in',
  '/attachment/:id': 'attachment',
};

/** What the id in an address is the id of, where it names no record. */
export const kindOf = (path: string): string | undefined =>
  Object.entries(KINDS).find(([begins]) => path === begins || path.startsWith(`${begins}/`))?.[1];

/** Whose they are: the account that acts, its post and its unit; a unit beneath, whose accounts it may look after. */
export type Holder = {
  account: string;
  mandate: string;
  unit: string;
  beneath: string;
  /** What stands wherever a text may stand. */
  word?: string;
};

const DAY = '2023-03-03';
const SIGNS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

type Laying = { tx: Reader; holder: Holder; put(table: string, row: object): Promise<string> };

/** One of each kind at the unit of the holder, by kind. */
export async function layBeside(owner: Database, holder: Holder): Promise<Map<string, string>> {
  return owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const put = async (table: string, row: object) => {
      const whole = { id: id(), ...row };
      await tx`insert into ${tx(table)} ${tx(whole as Record<string, string>)}`;
      return whole.id;
    };
    const laying = { tx, holder, put };
    const { account, mandate, unit, word = 'x' } = holder;
    const petition = await layPetition(laying);
    const shown = {
      payload: JSON.stringify({ word }),
      shown: told(word),
      sha256: 'x',
      proposed_at: systemClock.now(),
      act: 1,
    };
    const waits = { subjects: [], account, mandate, expires_at: '2100-01-01' };
    const list = {
      account,
      unit,
      list: 'members',
      type: 'person',
      name: `${word}.xlsx`,
      opened_at: systemClock.now(),
      act: 1,
    };
    const letter = { unit, receipt: digest(), received_on: DAY, letter: word };
    const bytes = { name: `${word}.pdf`, kind: 'pdf', bytes: 1, sha256: digest(), sensitivity: 'internal' };
    const on = { record_type: 'petition', record_id: petition, known_from: DAY, act: 1 };
    const found: [string, string][] = [
      ['proposal', await put('proposal', { kind: 'expel', type: 'stay', unit, ...waits, ...shown })],
      ['import_draft', await layList(laying, list, word)],
      ['hand_in', await put('hand_in', letter)],
      ['attachment', await put('attachment', { ...bytes, ...on })],
      ['case', petition],
      ...(await layAccounts(laying)),
      ...(await laySealed(laying, petition)),
    ];
    return new Map(found);
  }) as Promise<Map<string, string>>;
}

/** What is shown of an act that waits. */
const told = (word: string): string => {
  const words = { vi: word, en: word };
  return JSON.stringify([{ label: words, value: words }]);
};

/** A list with a row that was turned down, which goes back in a file of faults. */
async function layList({ tx, put }: Laying, list: object, word: string): Promise<string> {
  const draft = await put('import_draft', list);
  const fault = { column: 'name', code: 'required', typed: word, state: 'returned' };
  const row = { draft, sheet: 0, line: 2, outcome: 'rejected' };
  await tx`insert into import_row ${tx({ ...row, cells: [[0, word]], faults: [fault] } as never)}`;
  return draft;
}

const digest = (): string => createHash('sha256').update(id()).digest('hex');

/** A letter in the register of the unit, worked on by the holder: its id is the key of its case. */
async function layPetition({ tx, holder: { unit, mandate, word = '1' }, put }: Laying): Promise<string> {
  const own = id();
  const [row] = await tx<{ place: string; body: string }[]>`
    select u.place, coalesce((select b.id from body b where b.unit = u.id limit 1), u.id) as body
    from unit u where u.id = ${unit}`;
  const letter = { number: word, kind: 'denunciation', received_on: DAY, known_from: DAY, act: 1 };
  await put('petition', { id: own, case_key: own, unit, ...row, ...letter });
  await put('assignment', { case_key: own, mandate, valid_from: DAY, decision: 'x', act: 1 });
  return own;
}

/** An account beneath, whose post another passed on to it. */
async function layAccounts({ holder: { beneath }, put, tx }: Laying): Promise<[string, string][]> {
  const [account, mandate, before] = [id(), id(), id()];
  const post = { account, unit: beneath, role: 'cell_secretary', post: 'x', valid_from: DAY, decision: 'x' };
  await put('account', { id: account, name: account, full_name: 'x', password_hash: 'x' });
  await put('mandate', { id: before, ...post, valid_to: '2023-04-04' });
  await put('mandate', { id: mandate, ...post });
  await tx`insert into hand_over values (${mandate}, ${before}, 'x', '{}', 1)`;
  return [
    ['account', account],
    ['mandate', mandate],
    ['hand_over', mandate],
  ];
}

/** An entry of the log by the holder, before all others: it says under which post a key was registered. */
async function layEntry({ tx, holder: { account, mandate } }: Laying): Promise<string> {
  const [row] = await tx<{ id: string }[]>`
    insert into audit_entry (id, at, account, mandate, command, commitment, previous, hash)
    select least(min(id), 0) - 1, min(at) - interval '1 minute', ${account}, ${mandate}, 'x', 'x', 'x', 'x' from audit_entry
    returning id`;
  return row!.id;
}

/** Something sealed to the holder and to another account, who asked to open it. */
async function laySealed(laying: Laying, petition: string): Promise<[string, string][]> {
  const { holder, put } = laying;
  const other = await put('account', { name: id(), full_name: 'x', password_hash: '!' });
  const holders: string[] = [];
  for (const account of [holder.account, other]) {
    const letters = [...Buffer.from(digest() + digest(), 'hex')].slice(0, 58);
    const recipient = `age1${letters.map((byte) => SIGNS[byte % SIGNS.length]).join('')}`;
    const act = account === holder.account ? await layEntry(laying) : 1;
    const key = await put('seal_key', { account, recipient, registered_on: DAY, act });
    const named = { duty: 'identity', names: true, document: 'x', decided_on: DAY, act: 1 };
    await put('key_holder', { key, ...named });
    holders.push(key);
  }
  const item = await put('sealed_item', { petition, what: 'identity', holders, sealed_on: DAY, act: 1 });
  const asked = { item, key: holders[1], reason: 'verify', asked_at: systemClock.now(), act: 1 };
  return [
    ['sealed_item', item],
    ['reveal', await put('reveal', asked)],
  ];
}
