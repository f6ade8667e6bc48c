/** Random worlds: a tree that was moved and merged, records in it, posts that hold and posts that are over. */
import { createHash } from 'node:crypto';
import { createRandom, type Random } from '../demo/random.ts';
import type { Database } from '../src/db/connection.ts';
import { command, type Who, type Writer } from '../src/db/door.ts';
import { newId } from '../src/kernel/id.ts';
import { done } from '../src/kernel/refusal.ts';
import { actingUnder, type ModelRow, type World } from './policy-model.ts';

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
const DAY = '2023-03-03';

type Build = { world: World; random: Random; id(): string; tx: Writer; bodies: Map<string, string> };

/** Builds a world in an empty migrated database, the records through the door and the rest as the owner. */
export async function buildWorld(owner: Database, machine: Who, seed: string, units = UNITS): Promise<World> {
  const world: World = {
    ...{ units: [], accounts: [], mandates: [], sessions: [], rows: [] },
    ...{ concerned: [], denounced: [], posts: [], assignments: [], recusals: [] },
  };
  const random = createRandom(seed);
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

function note(world: World, table: string, id: string, unit: string, more: Partial<ModelRow> = {}): string {
  world.rows.push({ table, id, unit, past: false, ...more });
  return id;
}

/** Enters a row as the machine and notes it. */
async function enter(
  build: Build,
  table: string,
  unit: string,
  values: object,
  more: Partial<ModelRow> = {},
) {
  const id = build.id();
  await build.tx`insert into ${build.tx(table)} ${build.tx({ id, ...values })}`;
  return note(build.world, table, id, unit, more.caseKey === '' ? { ...more, caseKey: id } : more);
}

/** The key of a record that begins a case is its own id. */
const BEGINS = { caseKey: '' };

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
}

const people = ({ world }: Build) => world.rows.filter((row) => row.table === 'person' && !row.past);

async function fillCases(build: Build, unit: string, body: string): Promise<void> {
  const { random } = build;
  const programme = await enter(
    build,
    'programme',
    unit,
    { body, number: '1', title: 'x', approved_on: DAY },
    BEGINS,
  );
  const planned = { programme, ordinal: 1, nature: 'inspection', content: 'x' };
  const item = await enter(build, 'programme_item', unit, planned, BEGINS);
  const change = { item, kind: 'drop', decision: '1', decided_on: DAY, grounds: 'x' };
  await enter(build, 'programme_change', unit, change, { caseKey: item });
  await fillSubject(build, unit, { item }, item);
  const session = { body, nature: 'inspection', number: '1', title: 'x', opened_on: DAY };
  const ofItem = { ...session, item, origin: 'programme' };
  const carried = await enter(build, 'inspection', unit, ofItem, { caseKey: item });
  await fillSubject(build, unit, { item, inspection: carried }, item);
  const signs = await enter(build, 'inspection', unit, { ...session, origin: 'signs' }, BEGINS);
  const subject = await fillSubject(build, unit, { inspection: signs }, signs);
  await enter(build, 'remediation', unit, { subject, duty: 'x', due_on: DAY }, { caseKey: signs });
  const first = await fillDecision(build, unit, { body }, '');
  if (random.chance(0.5))
    await fillDecision(build, unit, { body, changes: first, change_reason: 'appeal' }, first);
  await fillDiscipline(build, unit, body, first);
  const letter = { body, number: '1', kind: 'denunciation', received_on: DAY };
  const petition = await enter(build, 'petition', unit, letter, BEGINS);
  if (random.chance(0.5))
    await enter(build, 'petition', unit, { ...letter, duplicate_of: petition }, { caseKey: petition });
  await fillMatter(build, unit, body, petition);
  // A letter that opened nothing yet names somebody all the same.
  const named = build.id();
  const about = denouncedBy(build, [named]);
  await build.tx`insert into petition ${build.tx({ ...letter, id: named, ...about })}`;
  note(build.world, 'petition', named, unit, { caseKey: named });
}

/** A person of any unit, or an organisation, that keeps away from these cases from now on. */
function denouncedBy(build: Build, keys: readonly string[]): Record<string, unknown> {
  const { random, world } = build;
  if (random.chance(0.5)) {
    const person = random.pick(people(build)).id;
    for (const caseKey of keys) world.concerned.push({ person, caseKey });
    return { subject_person: person };
  }
  const unit = random.pick(world.units).id;
  for (const caseKey of keys) world.denounced.push({ unit, caseKey });
  return { subject_unit: unit };
}

/** A matter of denunciation that a letter opened: the denounced, somebody close to them, a content. */
async function fillMatter(build: Build, unit: string, body: string, petition: string): Promise<void> {
  const matter = await enter(
    build,
    'denunciation',
    unit,
    { body, number: '1', opened_on: DAY, managed_by: 'cell' },
    BEGINS,
  );
  const of = { caseKey: matter };
  await enter(build, 'denunciation_letter', unit, { denunciation: matter, petition }, of);
  const about = denouncedBy(build, [matter, petition]);
  const kind = about.subject_person ? 'member' : 'organisation';
  const denounced = await enter(build, 'denounced', unit, { denunciation: matter, kind, ...about }, of);
  if (build.random.chance(0.5)) {
    const person = build.random.pick(people(build)).id;
    for (const caseKey of [matter, petition]) build.world.concerned.push({ person, caseKey });
    const close = { denunciation: matter, person, relation: 'spouse', grounds: 'x' };
    await enter(build, 'close_person', unit, close, of);
  }
  const content = { denunciation: matter, denounced, ordinal: 1, content: 'x', content_code: 'x' };
  await enter(build, 'allegation', unit, content, of);
}

/** A disciplinary case with what hangs on it; a suspension, a complaint and a finding, each about somebody. */
async function fillDiscipline(build: Build, unit: string, body: string, first: string): Promise<void> {
  const { world } = build;
  const begun = async (table: string, values: object) => {
    const id = build.id();
    const row = { id, body, number: '1', ...values, ...party(build, id, 'subject_kind') };
    await build.tx`insert into ${build.tx(table)} ${build.tx(row)}`;
    return note(world, table, id, unit, { caseKey: id });
  };
  const matter = await begun('discipline_case', {
    ...{
      opened_on: DAY,
      origin: 'conclusion',
      basis: 'x',
      primary_content: 'x',
      act_on: DAY,
      concluded_on: DAY,
    },
  });
  const of = { caseKey: matter };
  await enter(
    build,
    'discipline_circumstance',
    unit,
    { matter, kind: 'remedied', evidence: 'x', noted_on: DAY },
    of,
  );
  const tally = { matter, body, held_on: DAY, number: '1', purpose: 'decide', total: 3, present: 3 };
  await enter(build, 'discipline_ballot', unit, tally, of);
  await begun('suspension_order', {
    ...{ decided_on: DAY, what: 'party', ground: 'detained', valid_from: DAY, until_on: DAY },
  });
  const filed = { body, number: '1', decision: first, filed_by: 'subject', filed_on: DAY, received_on: DAY };
  const complaint = await enter(build, 'complaint', unit, { ...filed, about: 'form' }, BEGINS);
  for (const { person } of world.concerned.filter(({ caseKey }) => caseKey === first))
    world.concerned.push({ person, caseKey: complaint });
  const found = { body, number: '1', found_on: DAY, decision: first, grounds: 'x' };
  await enter(build, 'wrongful_finding', unit, found, { caseKey: first });
}

/** A person of any unit, or an organisation. */
function party(build: Build, caseKey: string, kind: string): Record<string, unknown> {
  const member = build.random.chance(0.7);
  const person = member ? build.random.pick(people(build)).id : null;
  if (person) build.world.concerned.push({ person, caseKey });
  return member
    ? { [kind]: 'member', subject_person: person }
    : { [kind]: 'organisation', subject_unit: build.random.pick(build.world.units).id };
}

const fillSubject = (build: Build, unit: string, of: object, caseKey: string): Promise<string> =>
  enter(
    build,
    'inspection_subject',
    unit,
    { ...of, works: ['x'], ...party(build, caseKey, 'kind') },
    { caseKey },
  );

async function fillDecision(build: Build, unit: string, of: object, caseKey: string): Promise<string> {
  const id = build.id();
  const key = caseKey || id;
  const decided = { number: '1', decided_on: DAY, form: 'warning', primary_content: 'x' };
  const row = { id, ...of, ...decided, ...party(build, key, 'subject_kind') };
  await build.tx`insert into discipline_decision ${build.tx(row)}`;
  return note(build.world, 'discipline_decision', id, unit, { caseKey: key });
}

/** Corrects some records, so that there are superseded versions to be seen or not. */
async function supersede({ world, random, tx }: Build): Promise<void> {
  for (const row of random.sample(
    world.rows.filter(({ table }) => table !== 'unit'),
    60,
  )) {
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
  for (let i = 0; i < 2; i++) {
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
  if (!coming.ended) {
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
  const machine = { id: id(), person: null, closed: null, used: 0 };
  world.accounts.push(machine);
  world.mandates.push({
    id: id(),
    account: machine.id,
    role: 'machine',
    unit: null,
    from: -9,
    termEnd: null,
  });
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
  world.sessions.push(
    { ...some[0]!, token: id(), expired: true },
    { ...some[1]!, token: id(), forged: true },
    { ...some[2]!, token: id(), account: random.pick(world.accounts).id },
  );
  involve(world, random);
  await store(owner, world, id);
  await electSome(owner, world, random, id);
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

const POSTS = [{ from: -400 }, { from: 0 }, { from: -400, to: 0 }, { from: 1 }];

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
  await owner`update account set password_hash = '!' where id = ${world.accounts[0]!.id}`;
  for (const { caseKey, mandate, from, to } of world.assignments)
    await owner`insert into assignment (id, case_key, mandate, valid_from, valid_to, decision, act)
      values (${id()}, ${caseKey}, ${mandate}, today() + ${from}::int, today() + ${to ?? null}::int, 'x', 1)`;
  for (const { caseKey, account, from, to } of world.recusals)
    await owner`insert into recusal (id, case_key, account, valid_from, valid_to, grounds, act)
      values (${id()}, ${caseKey}, ${account}, today() + ${from}::int, today() + ${to ?? null}::int, 'x', 1)`;
}
