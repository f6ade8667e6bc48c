/** For tests and proofs: keys made and named, the switch thrown, as two persons do it over the pages. */

import type { Database } from '../../db/connection.ts';
import { systemClock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/id.ts';
import { handOn, newKey, type Sealed, sealForPairs, unlockKey, type Within } from '../../web/browser/box.ts';

/** Sends JSON as one of several people, or asks where there is none to send; answers the data. */
export type Ask = (who: string, path: string, body?: object) => Promise<{ status: number; data: unknown }>;

export type Key = { id: string; recipient: string; identity: string; locked: string };

/** Cheap to try: tests wait for nobody. */
const CHEAP = 10;
export const PASSPHRASE = 'bốn chữ để thử thôi';

const id = () => newId(systemClock) as string;

async function asked<T>(ask: Ask, who: string, path: string, body?: object): Promise<T> {
  const { status, data } = await ask(who, path, body);
  if (status >= 400) throw new Error(`${who} ${path}: ${status} ${JSON.stringify(data)}`);
  return data as T;
}

export async function makeKey(ask: Ask, who: string): Promise<Key> {
  const { recipient, locked } = await newKey(PASSPHRASE, CHEAP);
  const key = { id: id(), recipient, locked, identity: await unlockKey(locked, PASSPHRASE) };
  await asked(ask, who, '/sealing/key.json', { id: key.id, recipient });
  return key;
}

type Two = readonly [first: string, second: string];

/** What the first proposes the second approves. */
export async function byTwo(ask: Ask, [first, second]: Two, path: string, body: object): Promise<void> {
  const { proposal } = await asked<{ proposal: string }>(ask, first, path, { id: id(), ...body });
  const seen = await asked<{ proposal: { sha256: string } }>(ask, second, `/approvals/${proposal}.json`);
  await asked(ask, second, `/approvals/${proposal}/approve.json`, { sha256: seen.proposal.sha256 });
}

const PAPER = { document: '12-QĐ/HU', decided_on: '5/10/2023' };

export const name = (
  ask: Ask,
  two: Two,
  key: Key,
  duty: 'identity' | 'intake',
  names = 'yes',
): Promise<void> => byTwo(ask, two, '/sealing/holder.json', { key: key.id, duty, names, ...PAPER });

export const decide = (ask: Ask, two: Two, mode: 'off_system' | 'sealed', takes: boolean): Promise<void> =>
  byTwo(ask, two, '/sealing/decide.json', { mode, takes_letters: takes, ...PAPER });

/** Makes a key for each, names them, and seals from now on; letters are taken in as well. */
export async function sealFromNowOn(
  ask: Ask,
  two: Two,
  holders: readonly string[],
  intake: string,
): Promise<Record<string, Key>> {
  const keys: Record<string, Key> = {};
  for (const who of holders) {
    keys[who] = await makeKey(ask, who);
    await name(ask, two, keys[who], 'identity');
  }
  keys[intake] ??= await makeKey(ask, intake);
  await name(ask, two, keys[intake], 'intake');
  await decide(ask, two, 'sealed', true);
  return keys;
}

/** What a browser would send: sealed for every two of these keys. */
export async function packageFor(
  keys: readonly Key[],
  within: Within,
): Promise<Sealed & { holders: string[] }> {
  const holders = keys.map(({ id: key, recipient }) => ({ key, recipient }));
  return { ...(await sealForPairs(holders, within)), holders: holders.map(({ key }) => key) };
}

/** The half of one holder for another, handed on as in the browser. */
export async function halfFrom(owner: Database, item: string, from: Key, to: Key): Promise<string> {
  const [half] = await owner<{ part: string }[]>`
    select part from sealed_part where item = ${item} and holder = ${from.id} and partner = ${to.id}`;
  return handOn(from.identity, half!.part, to.recipient);
}

/** One holder asks to open an item, another agrees; what was asked for. */
export async function agreedBy(
  ask: Ask,
  owner: Database,
  { item, why, keys }: { item: string; why: string; keys: Record<string, Key> },
  [first, second]: Two,
): Promise<string> {
  const asking = id();
  await asked(ask, first, `/sealed/${item}/reveal.json`, { id: asking, why });
  const part = await halfFrom(owner, item, keys[second]!, keys[first]!);
  await asked(ask, second, `/reveals/${asking}/agree.json`, { part });
  return asking;
}
