/** The explanation of an access against what PostgreSQL shows: every post of a random world, every kind of record. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessFacts } from '../src/areas/access/accounts-store.ts';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { type Reason, reasonsFor } from '../src/areas/access/rules.ts';
import { read } from '../src/db/door.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { addDays } from '../src/kernel/plain-date.ts';
import { openStages } from './policies.ts';
import { GIVEN, KEYS, type Stage } from './policy-answers.ts';
import {
  actingUnder,
  allowed,
  type ModelAccount,
  type ModelMandate,
  type ModelRow,
  type World,
} from './policy-model.ts';

const UNITS = 2;
let stages: Awaited<ReturnType<typeof openStages>>;
let stage: Stage;
let machine: { db: Stage['app']; token: string };

beforeAll(async () => {
  stages = await openStages();
  // A world that has something for every rule, once a member's file is its own.
  stage = await stages.stage('why-11', UNITS);
  await giveFile(stage);
  machine = { db: stage.app, token: await openMachineSession(stage.owner, systemClock) };
}, 60_000);

afterAll(async () => {
  await stage?.close();
  await stages?.close();
});

/** So few people live in a small world that no member with an account is among them. */
async function giveFile({ world, owner }: Stage): Promise<void> {
  const members = world.sessions.filter((one) => actingUnder(world, one)?.role === 'member');
  const member = world.accounts.find(({ id }) => id === members[0]!.account)!;
  const { person } = world.rows.find(({ table }) => table === 'person')!;
  for (const account of world.accounts) if (account.person === person) account.person = null;
  member.person = person!;
  await owner`update account set person = null where person = ${person!}`;
  await owner`update account set person = ${person!} where id = ${member.id}`;
}

/** What can be asked about: it has an id and a policy of its own. */
const current = (world: World): ModelRow[] =>
  world.rows.filter(({ past, table }) => !past && !KEYS[table] && !GIVEN[table]);

type Held = { wrong: string[]; rules: Set<string>; allowed: number; asked: number };

/** Holds each answer, post by post, against what a post is shown. */
async function held(
  rows: readonly ModelRow[],
  day: string,
  isShown: (mandate: ModelMandate, row: ModelRow) => boolean,
): Promise<Held> {
  const { world } = stage;
  const result: Held = { wrong: [], rules: new Set(), allowed: 0, asked: 0 };
  const check = (account: ModelAccount, row: ModelRow, { allowed, rule, mandate }: Reason) => {
    result.rules.add(rule);
    result.asked += 1;
    if (allowed) result.allowed += 1;
    for (const post of world.mandates)
      if ((mandate ? post.id === mandate.id : post.account === account.id) && isShown(post, row) !== allowed)
        result.wrong.push(`${post.role}: ${rule} of ${row.table} ${row.id}`);
  };
  await read(machine, async (tx) => {
    for (const account of world.accounts)
      for (const [i, row] of rows.entries()) {
        const reasons = reasonsFor((await accessFacts(tx, account.id, row.id, day))!);
        for (const reason of reasons) check(account, row, reason);
        // Where no post holds, every record is answered alike.
        if (i === 9 && reasons.every(({ rule }) => OF_THE_POST.includes(rule))) break;
      }
    // Whoever asked acts under the own post again.
    expect(await tx`select acting_role() as role`).toEqual([{ role: 'machine' }]);
  });
  return result;
}

const OF_THE_POST = ['account_closed', 'no_post', 'post_not_begun', 'post_ended', 'term_over', 'unit_ended'];

/** Whoever works with a genuine session, and what it is shown of each table. */
async function shownNow(): Promise<Map<string, Set<string>>> {
  const { world, app } = stage;
  const shown = new Map<string, Set<string>>();
  const tables = new Set(current(world).map(({ table }) => table));
  for (const { token, expired, forged, account, mandate } of world.sessions) {
    if (expired || forged || !world.mandates.some((one) => one.id === mandate && one.account === account))
      continue;
    for (const table of tables)
      await read({ db: app, token }, async (tx) => {
        const ids = await tx<{ id: string }[]>`select id from ${tx(table)}`;
        shown.set(`${mandate} ${table}`, new Set(ids.map(({ id }) => id)));
      });
  }
  return shown;
}

const answersOf = (world: World): ((mandate: ModelMandate, row: ModelRow) => boolean) => {
  const known = new Map<string, Set<string>>();
  return ({ id: mandate, account }, { table, id }) => {
    const key = `${mandate} ${table}`;
    const session = { token: '', account, mandate, expired: false, forged: false };
    if (!known.has(key)) known.set(key, allowed(world, session, 'read', table, false));
    return known.get(key)!.has(id);
  };
};

/** The world as it stood that many days ago: nobody asks then whether an account was used. */
async function worldOf(daysAgo: number): Promise<World> {
  const { world, owner } = stage;
  const units = await owner<{ id: string; parent: string | null; stands: boolean }[]>`
    select unit as id, parent, valid_from <= today() - ${daysAgo}::int as stands from unit_period`;
  const then = <T extends { from: number; to?: number | undefined }>(one: T): T => ({
    ...one,
    from: one.from + daysAgo,
    to: one.to === undefined ? undefined : one.to + daysAgo,
  });
  return {
    ...world,
    units: units.map(({ id, parent, stands }) => ({ id, parent: stands ? parent : null, ended: !stands })),
    accounts: world.accounts.map((one) => ({
      ...one,
      used: 0,
      closed: one.closed === null ? null : one.closed + daysAgo,
    })),
    mandates: world.mandates.map((one) => ({
      ...then(one),
      termEnd: one.termEnd === null ? null : one.termEnd + daysAgo,
    })),
    posts: world.posts.map(then),
    terms: world.terms.map(({ unit, to }) => ({ unit, to: to + daysAgo })),
    assignments: world.assignments.map(then),
    recusals: world.recusals.map(then),
  };
}

const ALWAYS = [
  ...['beneath', 'own', 'above', 'takes_in'],
  ...['concerned', 'recused', 'other_kind', 'of_denunciation', 'no_right', 'outside', 'not_assigned'],
];
const NOW = [...ALWAYS, 'assigned', 'self', 'introduced', 'handed_in', 'put_before', 'another_account'];
const THEN = [...ALWAYS, 'post_not_begun'];

test('the rule that is given is the one that decided, for every record', { timeout: 120_000 }, async () => {
  const shown = await shownNow();
  const { wrong, rules, allowed, asked } = await held(
    current(stage.world),
    systemClock.today(),
    ({ id }, row) => shown.get(`${id} ${row.table}`)!.has(row.id),
  );
  expect(wrong).toEqual([]);
  expect([...rules]).toEqual(expect.arrayContaining([...NOW]));
  expect([allowed > 300, asked - allowed > 300]).toEqual([true, true]);
});

test('of a day that has passed, it is the one that would have decided then', {
  timeout: 120_000,
}, async () => {
  const daysAgo = 31;
  const day = addDays(systemClock.today(), -daysAgo);
  // Lists that are being imported have no past: they are opened by the tree of today.
  const rows = current(stage.world).filter(({ draft, on }) => !draft && !on?.draft);
  const { wrong, rules, allowed, asked } = await held(rows, day, answersOf(await worldOf(daysAgo)));
  expect(wrong).toEqual([]);
  expect([...rules]).toEqual(expect.arrayContaining([...THEN]));
  expect([allowed > 100, asked - allowed > 100]).toEqual([true, true]);
});

test('a case goes by whom it is assigned to on the day', async () => {
  const { world, owner } = stage;
  const [officer] = world.mandates.filter(({ role }) => role === 'inspection');
  const file = world.rows.find(({ table, past }) => table === 'inspection' && !past)!;
  await owner`update account set closed_on = null, used_on = today(), person = null where id = ${officer!.account}`;
  await owner`delete from recusal where account = ${officer!.account}`;
  await owner`delete from assignment where mandate = ${officer!.id}`;
  await owner`update mandate set valid_from = '2023-01-01', valid_to = '2023-06-01', term_end = null, unit = ${file.unit}
    where id = ${officer!.id}`;
  await owner`insert into assignment (id, case_key, mandate, valid_from, valid_to, decision, act)
    values (gen_random_uuid(), ${file.caseKey!}, ${officer!.id}, '2023-02-01', '2023-05-01', 'x', 1)`;
  const on = (day: string) =>
    read(machine, async (tx) => {
      const facts = await accessFacts(tx, officer!.account, file.id, day);
      return reasonsFor(facts!).find(({ mandate }) => mandate?.id === officer!.id)!.rule;
    });
  const days = ['2022-12-31', '2023-01-15', '2023-02-01', '2023-04-30', '2023-05-01', '2023-06-01'];
  expect(await Promise.all(days.map(on))).toEqual([
    'post_not_begun',
    'not_assigned',
    'assigned',
    'assigned',
    'not_assigned',
    'post_ended',
  ]);
});
