/** Random worlds: a tree that was moved and merged, records in it, posts that hold and posts that are over. */
import { createHash } from 'node:crypto';
import { createRandom, type Random } from '../demo/random.ts';
import type { Database } from '../src/db/connection.ts';
import { command, type Who } from '../src/db/door.ts';
import { newId } from '../src/kernel/id.ts';
import { done } from '../src/kernel/refusal.ts';
import {
  actingUnder,
  type ModelAccount,
  type ModelMandate,
  type ModelRow,
  type World,
} from './policy-model.ts';
import { type Build, DAY, enter, fillCases, note } from './policy-world-cases.ts';
import { fillFile, fillScope, fillTransfer } from './policy-world-files.ts';
import { layActOn, layBesideRecords } from './policy-world-letters.ts';

const ROLES = [
  ...[
    'office',
    'organisation',
    'inspection',
    'inspection',
    'inspection_chair',
    'petitions',
    'cell_secretary',
  ],
  ...['reader', 'member', 'member', 'auditor', 'administrator'],
];
const UNITS = 13;
const DEEPEST = 6;

/** Builds a world in an empty migrated database, the records through the door and the rest as the owner. */
export async function buildWorld(owner: Database, machine: Who, seed: string, units = UNITS): Promise<World> {
  const world: World = {
    ...{ units: [], accounts: [], mandates: [], sessions: [], rows: [] },
    ...{ concerned: [], denounced: [], posts: [], terms: [], assignments: [], recusals: [] },
  };
  const random = createRandom(seed);
  // The machine's account closes by no disuse.
  world.accounts.push({ id: newId(machine.clock), person: null, closed: null, used: -60 });
  const outcome = await command(machine, { command: 'build', input: seed }, async (tx) => {
    const build: Build = { world, random, id: () => newId(machine.clock), tx, bodies: new Map() };
    await foundTree(build, units);
    for (const unit of world.units) await fill(build, unit.id);
    await supersede(build);
    await shakeTree(build);
    return done(null);
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  await appoint(owner, world, random, () => newId(machine.clock));
  return world;
}

const depthOf = (world: World, unit: string | null): number =>
  unit === null ? 0 : 1 + depthOf(world, world.units.find(({ id }) => id === unit)!.parent);

const heightOf = (world: World, unit: string): number =>
  1 +
  Math.max(0, ...world.units.filter(({ parent }) => parent === unit).map(({ id }) => heightOf(world, id)));

const liesBeneath = (world: World, unit: string | null, above: string): boolean =>
  unit !== null &&
  (unit === above || liesBeneath(world, world.units.find(({ id }) => id === unit)!.parent, above));

async function foundTree({ world, random, id, tx }: Build, units: number): Promise<void> {
  for (let i = 0; i < units; i++) {
    const shallow = world.units.filter((unit) => depthOf(world, unit.id) < DEEPEST);
    // Deep rather than broad: every second unit stands beneath the one before it.
    const parent =
      i === 0 || random.chance(0.06) ? null : random.chance(0.5) ? shallow.at(-1)! : random.pick(shallow);
    world.units.push({ id: id(), parent: parent?.id ?? null, ended: false });
  }
  const [ids, parents] = [world.units.map((unit) => unit.id), world.units.map((unit) => unit.parent)];
  await tx`select found_units(${ids}, ${parents}::uuid[])`;
  for (const [i, unit] of world.units.entries()) {
    const period = { id: id(), unit: unit.id, parent: unit.parent, valid_from: '2000-01-01' };
    await tx`insert into unit_period ${tx({ ...period, kind: 'committee', name: `u${i}`, code: `u${i}` })}`;
    note(world, 'unit', unit.id, unit.id);
    note(world, 'unit_period', period.id, unit.id);
  }
}

async function fill(build: Build, unit: string): Promise<void> {
  const { random } = build;
  const body = await enter(build, 'body', unit, { unit, kind: 'committee', valid_from: '2000-01-01' });
  build.bodies.set(unit, body);
  const dated = { number: '1', issued_on: DAY, title: 'x', issuer: 'x' };
  await enter(build, 'document', unit, { unit, ...dated, level: 'district' });
  await enter(build, 'campaign', unit, { unit, kind: 'contest', name: 'x', valid_from: DAY });
  const training = await enter(build, 'training', unit, {
    unit,
    kind: 'other',
    name: 'x',
    held_from: DAY,
    held_to: DAY,
  });
  await enter(build, 'target', unit, {
    unit,
    indicator: 'x',
    year: 2023,
    value: 1,
    decided_on: DAY,
    document: '1',
  });
  await enter(build, 'commendation', unit, {
    ...{ body, number: '1', decided_on: DAY, form: 'praise', theme: 'yearly' },
    ...{ subject_kind: 'organisation', subject_unit: unit },
  });
  for (let i = random.between(1, 2); i > 0; i--) await fillPerson(build, unit, body, training);
  await fillCases(build, unit, body);
  await fillScope(build, unit);
}

async function fillPerson(build: Build, unit: string, body: string, training: string): Promise<void> {
  const person = build.id();
  await build.tx`insert into person ${build.tx({ id: person, unit, name: 'x' })}`;
  note(build.world, 'person', person, unit, { person });
  const file = { person };
  await enter(build, 'stay', unit, { person, unit, valid_from: DAY, came_by: 'opening' }, file);
  await enter(build, 'standing', unit, { person, kind: 'official', valid_from: DAY }, file);
  const decided = { decision_number: '1', decided_on: DAY };
  await enter(
    build,
    'exemption',
    unit,
    { person, valid_from: DAY, valid_to: '2023-04-04', ...decided },
    file,
  );
  await enter(build, 'training_attendance', unit, { training, person }, file);
  await enter(build, 'admission', unit, { person, unit, body, number: '1', decided_on: DAY }, file);
  await fillFile(build, unit, person);
  await fillTransfer(build, unit, person);
}

/** Corrects some records, so that there are superseded versions to be seen or not. */
async function supersede({ world, random, tx }: Build): Promise<void> {
  // A file is never corrected, nor a request that was answered.
  const corrected = world.rows.filter(({ table, on, closed }) => table !== 'unit' && !on && !closed);
  const papers = corrected.filter(({ table }) => table === 'person_paper');
  for (const row of new Set([...random.sample(corrected, 60), ...papers])) {
    await tx`update ${tx(row.table)} set id = id where id = ${row.id}`;
    world.rows.push({ ...row, past: true });
  }
}

/** Moves units with everything beneath; merges some into others, which ends them. */
async function shakeTree({ world, random, tx }: Build): Promise<void> {
  const move = async (unit: string, to: string): Promise<boolean> => {
    if (liesBeneath(world, to, unit) || depthOf(world, to) + heightOf(world, unit) > DEEPEST) return false;
    await tx`select move_unit(${unit}, ${to})`;
    world.units.find(({ id }) => id === unit)!.parent = to;
    return true;
  };
  for (let i = 0; i < 3; i++) await move(random.pick(world.units).id, random.pick(world.units).id);
  // The last one stays: nobody would act in a world without units.
  const severalStand = () => world.units.filter(({ ended }) => !ended).length > 1;
  for (let i = 0; i < 2 && severalStand(); i++) {
    const [from, into] = random.sample(world.units, 2);
    for (const child of world.units.filter(({ parent }) => parent === from!.id))
      await move(child.id, into!.id);
    from!.ended = true;
    await tx`update unit_period set valid_to = today() - ${random.pick([0, 30])}::int where unit = ${from!.id} and valid_to is null`;
    if (world.rows.some((row) => row.past && row.unit === from!.id && row.table === 'unit_period')) continue;
    const period = world.rows.find((row) => row.table === 'unit_period' && row.unit === from!.id)!;
    world.rows.push({ ...period, past: true });
  }
  // One is decided upon and stands from tomorrow.
  const coming = random.pick(world.units);
  if (!coming.ended && severalStand()) {
    coming.ended = true;
    await tx`update unit_period set valid_from = today() + 1 where unit = ${coming.id}`;
    const period = world.rows.find((row) => row.table === 'unit_period' && row.unit === coming.id)!;
    if (!world.rows.some((row) => row.past && row.id === period.id))
      world.rows.push({ ...period, past: true });
  }
  await tx`select rebuild_closure()`;
}

/** Mostly a period that holds today; else one that is over, ends today or has not begun. */
function period(random: Random): { from: number; to?: number } {
  if (random.chance(0.7))
    return { from: random.pick([0, -1, -400]), ...(random.chance(0.3) ? { to: 1 } : {}) };
  return random.pick([{ from: -400, to: -1 }, { from: -1, to: 0 }, { from: 1 }]);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function appoint(owner: Database, world: World, random: Random, id: () => string): Promise<void> {
  const persons = world.rows.filter(({ table, past }) => table === 'person' && !past);
  const others = random.sample(persons, 13);
  const machine = world.accounts[0]!;
  world.mandates.push({
    id: id(),
    account: machine.id,
    role: 'machine',
    unit: null,
    from: -9,
    termEnd: null,
  });
  // A term of the last committees ends tomorrow, today, or ended some days ago.
  for (const [i, to] of [1, 0, -4].entries()) {
    const unit = world.units.at(-1 - i);
    if (unit) world.terms.push({ unit: unit.id, to });
  }
  for (let i = 0; i < 13; i++) {
    const person = random.chance(0.8) ? (others[i]?.id ?? null) : null;
    const closed = random.chance(0.1) ? random.pick([0, 1]) : null;
    const account = { id: id(), person, closed, used: random.chance(0.15) ? random.pick([-44, -45]) : 0 };
    world.accounts.push(account);
    for (let n = random.between(1, 2); n > 0; n--) {
      // Every role stands in every world.
      const [role, unit] = [ROLES[world.mandates.length % ROLES.length]!, random.pick(world.units).id];
      const termEnd = random.chance(0.15) ? random.pick([0, 1]) : null;
      world.mandates.push({ id: id(), account: account.id, role, unit, ...period(random), termEnd });
    }
  }
  for (const mandate of world.mandates) {
    const session = { account: mandate.account, mandate: mandate.id, expired: false, forged: false };
    world.sessions.push({ ...session, token: id() });
  }
  const some = random.sample(
    world.sessions.filter((session) => actingUnder(world, session)),
    3,
  );
  const unlike = [{ expired: true }, { forged: true }, { account: random.pick(world.accounts).id }];
  world.sessions.push(...some.map((session, i) => ({ ...session, token: id(), ...unlike[i] })));
  involve(world, random);
  await store(owner, world, id);
  await endTerms(owner, world, id);
  await owner`update account set password_hash = '!' where id = ${machine.id}`;
  await electSome(owner, world, random, id);
  await layBesideRecords(owner, world, random, id);
  await appointTheRare(owner, world, id);
}

/**
 * Those whom chance seldom makes in a small world, in each: an account that was closed today, and one that closes
 * tomorrow; a term that ended today, and one that ends tomorrow; a post over today; a member with a file, and an act
 * that writes what such a member writes; a session that is locked; a unit that ends tomorrow.
 * Last of all, so that nothing else of the world depends on them.
 */
async function appointTheRare(owner: Database, world: World, id: () => string): Promise<void> {
  const unit = (world.units.find(({ ended }) => !ended) ?? world.units[0]!).id;
  const person = await personWithoutAccount(owner, world);
  // A reader whose own file lies where the post does not reach: not a member's post, it opens no own file.
  const leaf = world.units.findLast(({ ended, parent }) => !ended && parent !== null)?.id;
  const away =
    leaf && (await personWithoutAccount(owner, world, (row) => !liesBeneath(world, row.unit, leaf), person));
  const rare: World = { ...world, accounts: [], mandates: [], sessions: [], assignments: [], recusals: [] };
  const RARE: readonly (Partial<ModelAccount> & Partial<ModelMandate>)[] = [
    ...[{ closed: 0 }, { closed: 1 }, { termEnd: 0 }, { termEnd: 1 }, { to: 0 }, { from: 1 }, { used: -45 }],
    { role: 'member', person: person ?? null },
    ...(away ? [{ role: 'reader', person: away, unit: leaf }] : []),
  ];
  for (const {
    closed = null,
    used = 0,
    person = null,
    role = 'reader',
    from = -9,
    to,
    termEnd = null,
    unit: at = unit,
  } of RARE) {
    const [account, mandate] = [id(), id()];
    rare.accounts.push({ id: account, person, closed, used });
    rare.mandates.push({ id: mandate, account, role, unit: at, from, to, termEnd });
    rare.sessions.push({ token: id(), account, mandate, expired: false, forged: false });
  }
  chairConcerned(world, rare, id);
  // It stands for nobody, as if it had run out.
  const locked = { ...rare.sessions.at(-1)!, token: id(), expired: true };
  rare.sessions.push(locked);
  await store(owner, rare, id);
  await owner`update session set expires_at = '2100-01-01', locks_at = '2023-01-01'
    where token_hash = ${sha256(locked.token)}`;
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update unit_period set valid_to = today() + 1 where unit = ${unit} and valid_to is null`;
  });
  await layActOn(owner, world, unit, id);
  for (const part of ['accounts', 'mandates', 'sessions'] as const)
    world[part].push(...(rare[part] as never[]));
}

/** So many of those whom a case concerns preside where it lies: all in a small world. */
const CONCERNED_CHAIRS = 8;

/** Whoever a case concerns would read it as the chair of the commission it lies with, were they not kept away from it. */
function chairConcerned(world: World, rare: World, id: () => string): void {
  const posts = world.concerned.flatMap(({ person, caseKey }) => {
    const unit = world.rows.find((row) => row.caseKey === caseKey && !row.past)?.unit;
    return unit ? [{ person, unit }] : [];
  });
  const distinct = [...new Map(posts.map((post) => [`${post.person} ${post.unit}`, post])).values()];
  for (const { person, unit } of distinct.slice(0, CONCERNED_CHAIRS)) {
    const holder = [...world.accounts, ...rare.accounts].find((account) => account.person === person);
    const account = holder?.id ?? id();
    // Whoever has a session has used the account.
    if (holder) holder.used = 0;
    else rare.accounts.push({ id: account, person, closed: null, used: 0 });
    const mandate = id();
    rare.mandates.push({ id: mandate, account, role: 'inspection_chair', unit, from: -9, termEnd: null });
    rare.sessions.push({ token: id(), account, mandate, expired: false, forged: false });
  }
}

/** In a small world everybody may have one: then the last one's is nobody's from now on. Nobody where none fits. */
async function personWithoutAccount(
  owner: Database,
  { rows, accounts }: World,
  fits: (row: ModelRow) => boolean = () => true,
  but?: string,
): Promise<string | undefined> {
  const persons = rows
    .filter((row) => row.table === 'person' && !row.past && row.id !== but && fits(row))
    .map(({ id }) => id);
  const free = persons.find((one) => accounts.every(({ person }) => person !== one)) ?? persons.at(-1);
  if (!free) return undefined;
  for (const account of accounts) if (account.person === free) account.person = null;
  await owner`update account set person = null where person = ${free}`;
  return free;
}

/** Terms of committees, as the one who records in bulk: no command stamps them. */
async function endTerms(owner: Database, world: World, id: () => string): Promise<void> {
  for (const { unit, to } of world.terms)
    await owner.begin(async (tx) => {
      await tx`set local role capuy_owner`;
      await tx`insert into body_term (id, unit, body, name, formed_by, decision, seats, valid_from, due_on, valid_to, place, known_from, act)
        select ${id()}, b.unit, b.id, 'x', 'appointment', 'x', 1, today() - 900, today(), today() + ${to}::int, 0, '2023-01-01', 1
        from body b where b.unit = ${unit} and b.kind = 'committee' limit 1`;
    });
}

/** Posts in the Party of people who have accounts: what a denunciation of that organisation keeps away. */
async function electSome(owner: Database, world: World, random: Random, id: () => string): Promise<void> {
  for (const { person } of world.accounts) {
    if (!person) continue;
    // One that holds, one that begins today, one that ended today, one that is still to come: each where it must matter.
    const units = random.sample(world.units, Math.min(POSTS.length, world.units.length));
    for (const [i, { id: unit }] of units.entries()) {
      const { from, to } = POSTS[i] as { from: number; to?: number };
      world.posts.push({ person, unit, from, ...(to === undefined ? {} : { to }) });
      await owner.begin(async (tx) => {
        // As the one who records in bulk: no command stamps it.
        await tx`set local role capuy_owner`;
        await tx`insert into party_post (id, unit, body, person, post, valid_from, valid_to, came_by, decision, place, known_from, act)
          select ${id()}, b.unit, b.id, ${person}, 'member', today() + ${from}::int, today() + ${to ?? null}::int, 'election', 'x', 0, '2023-01-01', 1
          from body b where b.unit = ${unit} limit 1`;
      });
    }
  }
}

const POSTS = [{ from: -400 }, { from: 0 }, { from: -400, to: 0 }, { from: 1 }, { from: -400, to: 1 }];

/** Who works on which case and who keeps away: officers mostly, for the others it must not matter. */
function involve(world: World, random: Random): void {
  const keys = [...new Set(world.rows.flatMap(({ caseKey }) => (caseKey ? [caseKey] : [])))];
  const officers = world.mandates.filter(({ role }) => role.startsWith('inspection'));
  for (const mandate of [...officers, ...officers, random.pick(world.mandates)])
    for (const caseKey of random.sample(keys, 9))
      world.assignments.push({ caseKey, mandate: mandate.id, ...period(random) });
  for (const account of world.accounts)
    for (const caseKey of random.sample(keys, 4))
      world.recusals.push({ caseKey, account: account.id, ...period(random) });
}

async function store(owner: Database, world: World, id: () => string): Promise<void> {
  for (const { id: account, person } of world.accounts)
    await owner`insert into account (id, name, full_name, password_hash, person)
      values (${account}, ${account}, 'x', 'x', ${person})`;
  for (const { id: mandate, account, unit, role, from, to, termEnd } of world.mandates)
    await owner`insert into mandate (id, account, unit, role, post, valid_from, valid_to, term_end, decision)
      values (${mandate}, ${account}, ${unit}, ${role}, 'x', today() + ${from}::int, today() + ${to ?? null}::int,
        today() + ${termEnd}::int, 'x')`;
  for (const { token, account, mandate, expired, forged } of world.sessions) {
    if (!forged)
      await owner`insert into session (token_hash, account, mandate, started_at, seen_at, expires_at)
        values (${sha256(token)}, ${account}, ${mandate}, '2023-01-01', '2023-01-01', ${expired ? '2023-01-01' : '2100-01-01'})`;
  }
  for (const { id: account, closed, used } of world.accounts)
    await owner`update account set closed_on = today() + ${closed}::int, used_on = today() + ${used}::int where id = ${account}`;
  for (const { caseKey, mandate, from, to } of world.assignments)
    await owner`insert into assignment (id, case_key, mandate, valid_from, valid_to, decision, act)
      values (${id()}, ${caseKey}, ${mandate}, today() + ${from}::int, today() + ${to ?? null}::int, 'x', 1)`;
  for (const { caseKey, account, from, to } of world.recusals)
    await owner`insert into recusal (id, case_key, account, valid_from, valid_to, grounds, act)
      values (${id()}, ${caseKey}, ${account}, today() + ${from}::int, today() + ${to ?? null}::int, 'x', 1)`;
}
