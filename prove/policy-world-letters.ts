/**
 * What of a random world is no record: envelopes of letters and what is sealed to them, letters handed in, lists being
 * imported, acts that wait for a second person. Laid down as the owner, past every trigger: only who sees them is tried.
 */
import type { Random } from '../demo/random.ts';
import type { Database } from '../src/db/connection.ts';
import type { ModelRow, World } from './policy-model.ts';
import { DAY, note } from './policy-world-cases.ts';

type Key = { id: string; unit: string };
type Laying = {
  world: World;
  random: Random;
  id(): string;
  put(table: string, row: object): Promise<unknown>;
};

export async function layBesideRecords(
  owner: Database,
  world: World,
  random: Random,
  id: () => string,
): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const put = (table: string, row: object) =>
      tx`insert into ${tx(table)} ${tx(row as Record<string, string>)}`;
    const laying = { world, random, id, put };
    const keys = await layKeys(laying);
    for (const [i, unit] of world.units.entries()) {
      await layLetters(laying, unit.id, i, keys);
      await put('import_layout', { unit: unit.id, list: 'x', signature: '0'.repeat(64), columns: {} });
      note(world, 'import_layout', unit.id, unit.id);
      for (const act of ACTS) await layAct(laying, unit.id, act);
      for (const row of world.rows.filter(({ table, past }) => table === 'discipline_decision' && !past))
        if (row.unit === unit.id) await layAct(laying, unit.id, ['discipline', 'discipline_decision'], row);
    }
    // A list of everybody, mostly of a unit that is not theirs.
    for (const { id: by } of world.accounts) await layDraft(laying, random.pick(world.units).id, by);
  });
}

const SIGNS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Keys of three accounts that are named to hold identities: by account, and the unit of the post it was registered under. */
async function layKeys({ world, random, id, put }: Laying): Promise<Map<string, Key>> {
  const keys = new Map<string, Key>();
  const posts = world.mandates.filter(({ unit }) => unit !== null);
  const holders = random.sample([...Map.groupBy(posts, ({ account }) => account)], 3);
  for (const [i, [account, held]] of holders.entries()) {
    const recipient = `age1${SIGNS[i]!.repeat(58)}`;
    const { id: mandate, unit } = random.pick(held);
    // Before everything that was ever done, so that the log goes on from where it stands.
    const act = -1 - i;
    const at = `2000-01-01T00:00:0${i}Z`;
    await put('audit_entry', {
      id: act,
      at,
      account,
      mandate,
      command: 'x',
      commitment: 'x',
      previous: 'x',
      hash: 'x',
    });
    keys.set(account, { id: id(), unit: unit! });
    await put('seal_key', { id: keys.get(account)!.id, account, recipient, registered_on: DAY, act });
    const named = { duty: 'identity', names: true, document: 'x', decided_on: DAY, act: 1 };
    await put('key_holder', { id: id(), key: keys.get(account)!.id, ...named });
  }
  return keys;
}

/** An envelope on its way, a sealed identity, two letters handed in: one stands in the register, one does not yet. */
async function layLetters(laying: Laying, unit: string, i: number, keys: Map<string, Key>): Promise<void> {
  const { world, random, id, put } = laying;
  const letters = world.rows.filter((row) => row.table === 'petition' && !row.past && row.unit === unit);
  const hang = async (table: string, on: ModelRow, row: object): Promise<string> => {
    const own = id();
    await put(table, { id: own, act: 1, ...row });
    return note(world, table, own, unit, { on });
  };
  const mandate = world.mandates[0]!.id;
  const [letter, sealed, taken] = [random.pick(letters), random.pick(letters), random.pick(letters)];
  const lain = { petition: letter.id, number: `BT-2023-${i + 1}`, safe: 'K-1', laid_on: DAY, mandate };
  const envelope = await hang('envelope', letter, lain);
  await hang('envelope_move', letter, { envelope, safe: 'K-2', given_by: mandate, given_on: DAY });
  const holders = random.sample([...keys], 2);
  const of = { petition: sealed.id, what: 'identity', sealed_on: DAY };
  const item = await hang('sealed_item', sealed, { ...of, holders: holders.map(([, key]) => key.id) });
  const held = new Map(holders.map(([account, key]) => [account, key.unit]));
  note(world, 'items_held', item, unit, { caseKey: sealed.caseKey!, holders: held });
  for (const state of [{ on: taken }, { becomes: taken }] as const) {
    const own = id();
    const registered = 'on' in state ? { petition: taken.id, taken_act: 1 } : {};
    const receipt = own.replaceAll('-', '').repeat(2);
    await put('hand_in', { id: own, unit, receipt, received_on: DAY, letter: 'x', ...registered });
    note(world, 'hand_in', own, unit, state);
    const on = world.rows.at(-1)!;
    await put('hand_in_file', { hand_in: own, kind: 'pdf', content: Buffer.from('x') });
    note(world, 'hand_in_file', own, unit, { on });
    await hang('hand_in_answer', on, { hand_in: own, answer: 'x', answered_on: DAY });
  }
}

/** A list with a row and a file: its owner's alone, or put before a second person. */
async function layDraft({ world, random, id, put }: Laying, unit: string, by: string): Promise<void> {
  const own = id();
  const draft = {
    by,
    brings: random.pick(['document', 'person', 'stay', 'programme']),
    proposed: random.chance(0.5),
  };
  const row = { account: draft.by, type: draft.brings, proposed: draft.proposed, list: 'x', name: 'x' };
  await put('import_draft', { id: own, unit, ...row, opened_at: DAY, act: 1 });
  note(world, 'import_draft', own, unit, { draft });
  const on = world.rows.at(-1)!;
  await put('import_row', { draft: own, sheet: 1, line: 1 });
  note(world, 'import_row', own, unit, { on });
  const file = { id: id(), record_type: 'import_draft', record_id: own, name: 'x', kind: 'pdf', bytes: 1 };
  await put('attachment', { ...file, sha256: '0'.repeat(64), sensitivity: 'x', known_from: DAY, act: 1 });
  note(world, 'attachment', file.id, unit, { on });
}

/** Acts by kind, and what they write. */
const ACTS = [
  ['merge_persons', 'person'],
  ['expel', 'stay'],
  ['discipline', 'discipline_decision'],
  ['bulk', 'document'],
  ['grant', null],
] as const;

async function layAct(
  { world, random, id, put }: Laying,
  unit: string,
  [kind, table]: (typeof ACTS)[number],
  decision?: ModelRow,
): Promise<void> {
  const persons = world.accounts.flatMap(({ person }) => person ?? []);
  const [by, subjects] = [random.pick(world.mandates), random.sample(persons, decision ? 1 : 2)];
  const shown = { shown: '[]', sha256: 'x', proposed_at: DAY, expires_at: DAY, act: 1 };
  // A decision that stands, or one that begins its case.
  const [own, about] = [id(), decision?.id ?? id()];
  const payload = JSON.stringify(
    kind === 'discipline' ? { rows: { discipline_decision: { id: about } } } : {},
  );
  const proposed = { account: by.account, mandate: by.id, subjects, type: table, payload };
  await put('proposal', { id: own, kind, unit, ...proposed, ...shown });
  const act = { kind, writes: table, by: by.account, subjects, begins: decision === undefined };
  note(world, 'proposal', own, unit, { act, ...(decision ? { caseKey: decision.caseKey! } : {}) });
}

/** An act that writes what members write of themselves: of that they are no second persons. */
export async function layActOn(owner: Database, world: World, unit: string, id: () => string): Promise<void> {
  const [by, own, type] = [world.mandates[0]!, id(), 'correction_request'];
  const shown = { payload: '{}', shown: '[]', sha256: 'x', proposed_at: DAY, expires_at: DAY, act: 1 };
  const act = { id: own, kind: 'bulk', unit, type, account: by.account, mandate: by.id, subjects: [] };
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into proposal ${tx({ ...act, ...shown } as never)}`;
  });
  note(world, 'proposal', own, unit, {
    act: { kind: 'bulk', writes: type, by: by.account, subjects: [], begins: false },
  });
}
