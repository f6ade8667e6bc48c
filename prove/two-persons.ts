/**
 * Random sequences of proposing, approving, refusing, altering and carrying out by random people, in SQL as somebody
 * with the application's connection would send it, against a model of a few lines. In the end every decision on
 * record is looked at once more: two accounts, two persons, the second one known, no subject among them, in time, exactly
 * as shown.
 */
import { createHash } from 'node:crypto';
import type { Writer } from '../src/db/door.ts';
import type { TestDatabase } from '../src/db/testing.ts';
import type { Office } from '../src/records/commands.ts';
import { openOffice, type TestOffice } from '../src/records/testing.ts';
import { openGround } from './ground.ts';
import type { Found, Proof, Size } from './proof.ts';

const SEQUENCES: Readonly<Record<Size, number>> = { short: 200, full: 100_000 };

type Actor = {
  name: string;
  office: Office;
  reach: 'all' | 'district' | 'tam_ky' | null;
  person: string | null;
  /** Works on the cases from before, which takes an assignment; a chair needs none. */
  works: boolean;
  /** Keeps away from the cases from before. */
  recused: boolean;
};

type World = {
  /** Cases from before, one at each commission: its first decision, on which the inspectors of the district work. */
  cases: Readonly<Record<'district' | 'tam_ky', string>>;
  office: TestOffice;
  actors: readonly Actor[];
  persons: readonly string[];
  bodies: Readonly<Record<'district' | 'tam_ky', string>>;
};

/** A generator of its own, so that a seed gives the same run again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39) >>> 0;
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
}

/** A server of its own with an empty database. */
async function ownDatabase(): Promise<TestDatabase> {
  const { server, close } = await openGround('two-persons', { durable: false });
  const superuser = { ...server.connection, onnotice: () => {} };
  return { name: 'postgres', superuser, app: { ...superuser, user: 'capuy_app' }, drop: close };
}

async function openWorld(): Promise<World> {
  const office = await openOffice(ownDatabase);
  const { district, tam_ky } = office.units;
  const persons = [0, 1, 2].map(() => office.newId());
  const bodies = { district: office.newId(), tam_ky: office.newId() };
  await as(office.machine, async (tx) => {
    for (const id of persons)
      await tx`insert into person (id, unit, name) values (${id}, ${district}, ${`Người ${id.slice(-4)}`})`;
    for (const name of ['district', 'tam_ky'] as const)
      await tx`insert into body (id, unit, kind, valid_from)
        values (${bodies[name]}, ${office.units[name]}, 'inspection_commission', '2000-01-01')`;
  });
  // One person has one account; without that rule one who got a second account must still be nobody's second person.
  await office.owner`drop index account_one_person`;
  const cases = { district: office.newId(), tam_ky: office.newId() };
  await as(office.machine, async (tx) => {
    for (const name of ['district', 'tam_ky'] as const)
      await insertDecision(tx, decisionOf(cases[name], bodies[name], persons[2]!));
  });
  const actor = async (
    name: string,
    role: string,
    unit: string,
    reach: Actor['reach'],
    { person = '' as string | null, works = true, recused = false } = {},
  ) => {
    const who = await office.officer(role, unit);
    const own = person === '' ? await office.linked(who) : person;
    if (person !== '')
      await office.owner`update account set person = ${person} where id = (
        select account from session where token_hash = token_hash(${who.token}))`;
    const session = office.owner`select account, mandate from session where token_hash = token_hash(${who.token})`;
    for (const key of Object.values(cases)) {
      if (works && role === 'inspection')
        await office.owner`insert into assignment (id, case_key, mandate, valid_from, decision, act)
          select ${office.newId()}, ${key}, mandate, '2020-01-01', 'x', 1 from (${session}) s`;
      if (recused)
        await office.owner`insert into recusal (id, case_key, account, valid_from, grounds, act)
          select ${office.newId()}, ${key}, account, '2020-01-01', 'x', 1 from (${session}) s`;
    }
    return { name, office: who, reach, person: own, works, recused };
  };
  const actors = await Promise.all([
    actor('inspector', 'inspection', district, 'district'),
    // The chair of the commission above is the second person where a commune has one officer.
    actor('chair', 'inspection_chair', district, 'all'),
    actor('concerned', 'inspection', district, 'district', { person: persons[0]! }),
    actor('twice, one', 'inspection', district, 'district', { person: persons[1]! }),
    actor('twice, other', 'inspection', district, 'district', { person: persons[1]! }),
    actor('recused', 'inspection', district, 'district', { recused: true }),
    actor('recused chair', 'inspection_chair', district, 'all', { recused: true }),
    actor('not assigned', 'inspection', district, 'district', { works: false }),
    // Whose account nobody tied to a member approves nothing that is about persons.
    actor('unlinked', 'inspection', district, 'district', { person: null }),
    actor('commune', 'inspection', tam_ky, 'tam_ky'),
    actor('office', 'office', district, null),
    actor('reader', 'reader', district, null),
  ]);
  return { office, actors, persons, bodies, cases };
}

/** Whatever work does under a session, in a command of its own; gives the code it was refused with, or its answer. */
async function as(who: Office, work: (tx: Writer) => Promise<unknown>): Promise<string> {
  try {
    return (await who.db.begin(async (tx) => {
      // Sent ahead with what follows, so that the whole takes one way there and back.
      tx`select enter(${who.token})`.execute();
      tx`select begin_command('x', null, null, null, null, '', ${who.clock.now()})`.execute();
      return String((await work(tx as unknown as Writer)) ?? 'done');
    })) as string;
  } catch (error) {
    return String((error as { code?: string }).code ?? error);
  }
}

type Proposal = {
  id: string;
  by: Actor;
  unit: 'district' | 'tam_ky';
  /** Whether it belongs to the case from before, or begins one. */
  inCase: boolean;
  subject: string;
  row: Record<string, string>;
  sha256: string;
  ended: string | null;
  endedBy: Actor | null;
  expired: boolean;
  altered: boolean;
};

type Of = Pick<Proposal, 'unit' | 'inCase'> & Partial<Pick<Proposal, 'ended' | 'endedBy'>>;

/** A case that was begun is worked on by the two who began it; chairs need no assignment. */
const worksOn = (actor: Actor, { inCase, ended, endedBy }: Of): boolean =>
  inCase ? actor.works : ended !== 'approved' || endedBy === actor || actor.name.endsWith('chair');

const holds = (actor: Actor, of: Of): boolean =>
  (actor.reach === 'all' || actor.reach === of.unit) && worksOn(actor, of);

const keepsAway = (actor: Actor, { inCase }: Of): boolean => inCase && actor.recused;

/** What the database must answer, from the rules as they are written down. */
function expected(p: Proposal, actor: Actor, how: string, seen: string): string {
  const own = p.by === actor || (actor.person !== null && actor.person === p.by.person);
  if (actor.person === p.subject || keepsAway(actor, p) || (!own && !holds(actor, p))) return 'not_found';
  if (p.ended) return p.endedBy === actor && p.ended === how ? 'already' : 'ended';
  if ((how === 'withdrawn') !== own) return own ? 'own' : 'not_own';
  if (p.expired) return 'expired';
  if (how === 'approved' && actor.person === null) return 'unlinked';
  if (how === 'approved' && (seen !== p.sha256 || p.altered)) return 'changed';
  return how;
}

const decisionOf = (id: string, body: string, subject: string): Record<string, string> => ({
  ...{ id, body, number: '1', decided_on: '2023-05-12', subject_kind: 'member', subject_person: subject },
  ...{ form: 'warning', primary_content: 'corruption', before_software: 'quyết định trên giấy' },
});

const insertDecision = (tx: Writer, row: Record<string, string>) =>
  tx`insert into discipline_decision ${tx(row)}`;

async function propose(world: World, random: (below: number) => number): Promise<Proposal | string> {
  const { office, actors, persons, bodies, cases } = world;
  const by = actors[random(actors.length)]!;
  const unit = random(2) === 0 ? 'district' : 'tam_ky';
  const id = office.newId();
  const of: Pick<Proposal, 'unit' | 'inCase'> = { unit, inCase: random(2) === 0 };
  // Who it is about is a party to a case from then on, and keeps away from it.
  const subject = of.inCase ? persons[2]! : persons[random(persons.length)]!;
  const change = of.inCase ? { changes: cases[unit], change_reason: 'appeal' } : {};
  const row = { ...decisionOf(office.newId(), bodies[unit], subject), number: id.slice(-12), ...change };
  const payload = JSON.stringify({ op: 'INSERT', rows: { discipline_decision: row } });
  const answer = await as(by.office, async (tx) => {
    const [made] = await tx`select already from propose(${id}, 'discipline', ${office.units[unit]},
      ${[subject]}::uuid[], ${payload}::text, '[]'::text)`;
    return made!.already ? 'already' : 'done';
  });
  const want = !holds(by, of) || keepsAway(by, of) ? '42501' : by.person === subject ? 'CU002' : 'done';
  if (answer !== want) return `${by.name} proposes: ${answer} instead of ${want}`;
  if (answer !== 'done') return '';
  const sha256 = createHash('sha256')
    .update(['discipline', office.units[unit], subject, payload, '[]'].join('\u001f'))
    .digest('hex');
  return { id, by, ...of, subject, row, sha256, ended: null, endedBy: null, expired: false, altered: false };
}

/** One random thing that happens to a proposal; words where the database answered otherwise than the model. */
async function happen(world: World, p: Proposal, random: (below: number) => number): Promise<string> {
  const { office, actors } = world;
  const actor = actors[random(actors.length)]!;
  const what = random(12);
  if (what === 0) {
    office.clock.step(73 * 3600);
    p.expired = true;
    return '';
  }
  if (what === 1) {
    // What was done is history: altering its proposal afterwards is for the audit to find.
    if (p.ended) return '';
    await office.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update proposal set payload = replace(payload, 'warning', 'expulsion') where id = ${p.id}`;
    });
    p.altered = true;
    return '';
  }
  if (what === 2) {
    // The right to write is held or not; without an approval it is refused either way.
    const answer = await as(actor.office, (tx) => insertDecision(tx, p.row));
    return ['CU001', '42501', '23502', '23505'].includes(answer)
      ? ''
      : `${actor.name} alone writes: ${answer}`;
  }
  const how = ['approved', 'approved', 'approved', 'refused', 'withdrawn'][random(5)]!;
  const seen = random(6) === 0 ? '0'.repeat(64) : p.sha256;
  const changes = how === 'approved' && random(4) === 0;
  const want = expected(p, actor, how, seen);
  const answer = await as(actor.office, async (tx) => {
    const [row] = await tx<
      { answer: string }[]
    >`select end_proposal(${p.id}, ${how}, ${seen}, 'vì') as answer`;
    if (row!.answer === 'approved')
      await insertDecision(tx, changes ? { ...p.row, form: 'expulsion' } : p.row);
    return row!.answer;
  });
  const final = want === 'approved' && changes ? 'CU001' : want;
  if (answer === final && ['approved', 'refused', 'withdrawn'].includes(answer)) {
    p.ended = answer;
    p.endedBy = actor;
  }
  return answer === final ? '' : `${actor.name} ends ${p.by.name}’s as ${how}: ${answer} instead of ${final}`;
}

/** Decisions on record that two persons did not make, or in a case they keep away from, not in time, not as shown. */
const unsound = ({ office, cases }: World) => office.owner<{ id: string }[]>`
  select d.id from discipline_decision d
  left join proposal_end e on e.act = d.act and e.outcome = 'approved'
  left join proposal p on p.id = e.proposal
  left join account a on a.id = p.account left join account b on b.id = e.account
  where d.id <> all (${Object.values(cases)}) and (
    p.id is null or e.account = p.account or a.person = b.person or b.person = any (p.subjects) or b.person is null
    or exists (select from recusal r where r.case_key = d.case_key and r.account in (p.account, e.account))
    or e.at >= p.expires_at or not to_jsonb(d) @> (p.payload::jsonb -> 'rows' -> 'discipline_decision')
    or (select count(*) from discipline_decision o where o.act = d.act) > 1)`;

async function run(size: Size, tell: (text: string) => void): Promise<Found> {
  const world = await openWorld();
  const seed = 20231005;
  const random = randomFrom(seed);
  const wrong: string[] = [];
  let steps = 0;
  try {
    for (let n = 0; n < SEQUENCES[size]; n++) {
      const p = await propose(world, random);
      const told = [typeof p === 'string' ? p : ''];
      for (let left = 1 + random(5); typeof p !== 'string' && left > 0; left--, steps++)
        told.push(await happen(world, p, random));
      wrong.push(...told.filter(Boolean).map((text) => `sequence ${n}: ${text}`));
      if (n > 0 && n % 5000 === 0) tell(`${n} sequences, ${steps} steps, ${wrong.length} wrong`);
    }
    const [row] = await world.office.owner<
      { n: number }[]
    >`select count(*)::int as n from discipline_decision`;
    const bad = (await unsound(world)).length;
    for (const text of wrong.slice(0, 10)) tell(text);
    const figure = `${SEQUENCES[size]} sequences (seed ${seed}), ${steps} steps, ${row!.n} decisions recorded, ${bad} unsound, ${wrong.length} answers unlike the model`;
    return { ok: bad === 0 && wrong.length === 0 && row!.n > 0, figure };
  } finally {
    await world.office.close();
  }
}

export const twoPersons: Proof = {
  name: 'two-persons',
  claim:
    'No sequence of acts leads to a discipline decision by one actor, by its subject, by whoever keeps away from the case or does not work on it, expired or altered from what was shown',
  wanted: '100,000 sequences, 0 unsound, 0 unlike the model',
  run,
};
