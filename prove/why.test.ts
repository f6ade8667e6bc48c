/** The explanation of an access against what PostgreSQL shows: every post of a random world, every record. */
import { expect, test } from 'vitest';
import { accessFacts } from '../src/areas/access/accounts-store.ts';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { reasonsFor } from '../src/areas/access/rules.ts';
import { read } from '../src/db/door.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { openStages } from './policies.ts';
import type { ModelRow } from './policy-model.ts';

/** The other end of a transfer, what a denunciation led to, the kind of a case, the record a file hangs on. */
const hasItsOwnRule = ({ to, ofDenunciation, caseTable, on }: ModelRow): boolean =>
  to !== undefined || ofDenunciation === true || caseTable !== undefined || on !== undefined;

test('the rule that is given is the one that decided', { timeout: 300_000 }, async () => {
  const stages = await openStages();
  const stage = await stages.stage('why');
  try {
    const { world, owner, app } = stage;
    await owner`update recusal set valid_to = valid_from where account = ${world.accounts[0]!.id}`;
    const machine = { db: app, token: await openMachineSession(owner, systemClock) };
    const genuine = world.sessions.filter(
      ({ expired, forged, account, mandate }) =>
        !expired && !forged && world.mandates.some((one) => one.id === mandate && one.account === account),
    );
    // The explanation knows posts, places, cases and parties; a few kinds have a rule of their own beside these.
    const rows = world.rows.filter(
      (row, i) => !row.past && !hasItsOwnRule(row) && (row.table === 'unit' || i % 3 === 0),
    );
    const seen = new Map<string, Set<string>>();
    for (const session of genuine)
      for (const table of new Set(rows.map((row) => row.table)))
        await read({ db: app, token: session.token }, async (tx) => {
          const ids = await tx<{ id: string }[]>`select id from ${tx(table)}`;
          seen.set(`${session.mandate} ${table}`, new Set(ids.map(({ id }) => id)));
        });
    const rules = new Map<string, number>();
    const wrong = await read(machine, async (tx) => {
      const differing: string[] = [];
      for (const account of world.accounts.slice(1))
        for (const row of rows) {
          const facts = (await accessFacts(tx, account.id, row.id, systemClock.today()))!;
          for (const { allowed, rule, mandate } of reasonsFor(facts)) {
            rules.set(rule, (rules.get(rule) ?? 0) + 1);
            const posts = world.mandates.filter((one) =>
              mandate ? one.id === mandate.id : one.account === account.id,
            );
            for (const { id } of posts)
              if (allowed !== (seen.get(`${id} ${row.table}`)?.has(row.id) ?? false))
                differing.push(`${rule} ${row.table} ${row.id}`);
          }
        }
      return differing;
    });
    expect(wrong).toEqual([]);
    expect([...rules.keys()].sort()).toEqual(
      expect.arrayContaining([
        'assigned',
        'beneath',
        'no_right',
        'not_assigned',
        'outside',
        'post_ended',
        'unit_ended',
      ]),
    );
    expect([...rules.values()].reduce((a, b) => a + b)).toBeGreaterThan(1000);
  } finally {
    await stage.close();
    await stages.close();
  }
});

test('a past day goes by the tree, the posts and the assignments of that day', {
  timeout: 120_000,
}, async () => {
  const stages = await openStages();
  const stage = await stages.stage('why-then');
  try {
    const { world, owner, app } = stage;
    const machine = { db: app, token: await openMachineSession(owner, systemClock) };
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
  } finally {
    await stage.close();
    await stages.close();
  }
});
