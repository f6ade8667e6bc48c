/** What row policies cost: the same reads with policies on, and as a role none binds with the filter written out. */
import { createHash, randomBytes } from 'node:crypto';
import { openSession } from '../src/areas/access/store.ts';
import type { Database } from '../src/db/connection.ts';
import { read } from '../src/db/door.ts';
import { newId } from '../src/kernel/id.ts';
import type { Row } from './run.ts';
import type { Site } from './site.ts';
import { byTurns, type Spread } from './stopwatch.ts';

/** Reads of both kinds of material, with `:inside` where the explicit filter stands. */
const READS = [
  'select count(*) as n, count(distinct given) as g from person where :inside',
  `select id, name from person where :inside order by given collate "vi-x-icu", name collate "vi-x-icu", id limit 50`,
  `select count(*) as n from stay where valid_from <= '2023-09-30' and (valid_to is null or valid_to > '2023-09-30') and :inside`,
  'select form, count(*) as n from discipline_decision where :inside group by form order by form',
];

/** `alone` is the filter on one processor: what is behind policies PostgreSQL does not spread over several. */
export type AccessSpeed = { policies: Spread; filter: Spread; alone: Spread };

/** A session of the office of a unit, made as the owner. */
export async function sessionAt(site: Site, unit: string): Promise<string> {
  const [account, mandate, token] = [
    newId(site.house.clock),
    newId(site.house.clock),
    randomBytes(32).toString('base64url'),
  ];
  await site.owner`insert into account (id, name, full_name, password_hash) values (${account}, ${account}, 'bench', '!')`;
  await site.owner`insert into mandate (id, account, unit, role, post, valid_from, decision)
    values (${mandate}, ${account}, ${unit}, 'office', 'bench', '2000-01-01', 'bench')`;
  await openSession(site.owner, account, mandate, createHash('sha256').update(token).digest('hex'), 12);
  return token;
}

/** All reads at the scope of one unit, by turns. Throws where the two see different rows. */
export async function measureAccess(site: Site, code: string, runs: number): Promise<AccessSpeed> {
  const [unit] = await site.owner<{ id: string; lo: string; hi: string }[]>`
    select u.id, u.place as lo, u.place_end as hi from unit_now n join unit u on u.id = n.id where n.code = ${code}`;
  const token = await sessionAt(site, unit!.id);
  const inside = `place between ${unit!.lo} and ${unit!.hi}`;
  const policies = () =>
    read({ db: site.house.db, token }, async (tx) => {
      const found = [];
      for (const sql of READS) found.push([...(await tx.unsafe(sql.replace(':inside', 'true')))]);
      return found;
    });
  const filter = () => filtered(site.owner, inside, 'spread');
  const alone = () => filtered(site.owner, inside, 'alone');
  const [one, other] = [JSON.stringify(await policies()), JSON.stringify(await filter())];
  if (one !== other) throw new Error(`${code}: policies and filter see different rows`);
  return byTurns({ policies, filter, alone }, runs);
}

const filtered = (owner: Database, inside: string, how: 'spread' | 'alone') =>
  owner.begin('isolation level repeatable read read only', async (tx) => {
    // The same journey as the one that says who it is.
    await (how === 'alone' ? tx`set local max_parallel_workers_per_gather = 0` : tx`select true`);
    const found = [];
    for (const sql of READS) found.push([...(await tx.unsafe(sql.replace(':inside', inside)))]);
    return found;
  });

const ms = (n: number) => `${Math.round(n * 10) / 10} ms`;
const times = (n: number) => `${Math.round(n * 100) / 100} ×`;

/** Rows of the table of goals: a province and one cell of it. */
export async function accessGoals(province: Site, runs: number): Promise<Row[]> {
  const [cell] = await province.owner<{ code: string }[]>`
    select n.code from unit_now n where n.kind in ('subordinate_cell', 'grassroots_cell') and n.valid_to is null order by n.code limit 1`;
  const rows: Row[] = [];
  for (const [what, code, wanted] of [
    ['a province', 'quang-nam', '≤ 1.15 ×'],
    ['one cell', cell!.code, '≤ 2 ×'],
  ] as const) {
    const { policies, filter, alone } = await measureAccess(province, code, runs);
    const against = (other: Spread) =>
      `${times(policies.p50 / other.p50)} (p50 ${ms(policies.p50)} : ${ms(other.p50)})`;
    rows.push(
      [`reads of ${what} with policies on, against the explicit filter`, against(filter), wanted],
      ['the same, the filter on one processor', against(alone), ''],
    );
  }
  return rows;
}
