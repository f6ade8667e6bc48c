/** The explanation of an access against what PostgreSQL shows: every post of a random world, every kind of record. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessFacts } from '../src/areas/access/accounts-store.ts';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { type Reason, reasonsFor } from '../src/areas/access/rules.ts';
import { read } from '../src/db/door.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { addDays } from '../src/kernel/plain-date.ts';
import { openStages, type Stage } from './policies.ts';
import { allowed, type ModelAccount, type ModelMandate, type ModelRow, type World } from './policy-model.ts';

const UNITS = 2;
let stages: Awaited<ReturnType<typeof openStages>>;
let stage: Stage;
let machine: { db: Stage['app']; token: string };

beforeAll(async () => {
  stages = await openStages();
  stage = await stages.stage('why', UNITS);
  machine = { db: stage.app, token: await openMachineSession(stage.owner, systemClock) };
}, 60_000);

afterAll(async () => {
  await stage?.close();
  await stages?.close();
});

const current = (world: World): ModelRow[] => world.rows.filter(({ past }) => !past);

/** Holds each answer, post by post, against what a post is shown; answers how often each rule was given. */
async function held(
  day: string,
  isShown: (mandate: ModelMandate, row: ModelRow) => boolean,
): Promise<{ wrong: string[]; rules: Map<string, number> }> {
  const { world } = stage;
  const [wrong, rules] = [[] as string[], new Map<string, number>()];
  const check = (account: ModelAccount, row: ModelRow, { allowed, rule, mandate }: Reason) => {
    rules.set(rule, (rules.get(rule) ?? 0) + 1);
    for (const post of world.mandates)
      if ((mandate ? post.id === mandate.id : post.account === account.id) && isShown(post, row) !== allowed)
        wrong.push(`${post.role}: ${rule} of ${row.table} ${row.id}`);
  };
  await read(machine, async (tx) => {
    for (const account of world.accounts)
      for (const row of current(world)) {
        const facts = await accessFacts(tx, account.id, row.id, day);
        for (const reason of reasonsFor(facts!)) check(account, row, reason);
      }
  });
  return { wrong, rules };
}

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
    assignments: world.assignments.map(then),
    recusals: world.recusals.map(then),
  };
}

test('the rule that is given is the one that decided, for every record', { timeout: 120_000 }, async () => {
  const shown = await shownNow();
  const { wrong, rules } = await held(systemClock.today(), ({ id }, row) =>
    shown.get(`${id} ${row.table}`)!.has(row.id),
  );
  console.log(rules);
  expect(wrong).toEqual([]);
});

test('of a day that has passed, it is the one that would have decided then', {
  timeout: 120_000,
}, async () => {
  const daysAgo = 31;
  const day = addDays(systemClock.today(), -daysAgo);
  const { wrong, rules } = await held(day, answersOf(await worldOf(daysAgo)));
  console.log(rules);
  expect(wrong).toEqual([]);
});
