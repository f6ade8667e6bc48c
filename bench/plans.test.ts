/** Plans of the district: a commune is counted from its own rows, never by reading everybody's. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { person } from '../src/areas/membership/contract.ts';
import { read } from '../src/db/door.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { listRecords } from '../src/records/store.ts';
import { sessionFor } from '../src/records/testing.ts';
import { type DemoDistrict, openDemoDistrict } from '../test/district.ts';
import { written } from '../test/house.ts';
import { measureBoard } from './board.ts';
import { measureMerger } from './merger.ts';
import { planOf } from './plans.ts';

let district: DemoDistrict;

beforeAll(async () => {
  district = await openDemoDistrict();
  await district.owner.unsafe('vacuum analyze');
});

afterAll(() => district?.close());

it.each(['mem.total', 'mem.opening'])('%s of a commune comes from the covering index alone', async (key) => {
  const plan = await planOf(district.owner, key, 'que-xuan-1');
  expect(plan).toMatch(/Index Only Scan using stay_unit on stay/);
  expect(plan).not.toMatch(/Seq Scan on (stay|unit_closure|person)\b/);
});

it('what the files of a commune say is looked up person by person', async () => {
  const plan = await planOf(district.owner, 'mem.female', 'que-xuan-1');
  expect(plan).toMatch(/using stay_unit on stay/);
  expect(plan).toMatch(/using person_pkey on person/);
  expect(plan).not.toMatch(/Seq Scan on (stay|unit_closure|person|standing)\b/);
});

it.each(['mem.in.total', 'mem.out.total'])('%s of a commune reads no stay of others', async (key) => {
  const plan = await planOf(district.owner, key, 'que-xuan-1');
  expect(plan).toMatch(/using stay_unit on stay/);
  expect(plan).not.toMatch(/Seq Scan on (stay|unit_closure)/);
});

it('the whole district may be read in one go, and then is', async () => {
  const plan = await planOf(district.owner, 'mem.female', 'que-son');
  expect(plan).toMatch(/Scan .*on person/);
});

it.each(['person', 'stay', 'standing', 'study_attendance'])(
  'a cell finds its own rows of %s by their place',
  async (table) => {
    const [cell] = await district.owner<{ unit: string }[]>`
    select unit from unit_period where kind = 'subordinate_cell' order by code limit 1`;
    const token = await sessionFor(district.owner, 'cell_secretary', cell!.unit, () => newId(systemClock));
    const plan = await read({ ...district.office, token }, (tx) =>
      tx.unsafe<{ 'QUERY PLAN': string }[]>(`explain (costs off) select count(*) from ${table}`),
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toMatch(new RegExp(`Index Scan (using|on) ${table}_place_idx`));
    expect(text).not.toMatch(/Seq Scan/);
  },
);

it('a merger that is measured moves every member by bare SQL as by the product, and leaves nothing', async () => {
  const before = await written(district.owner);
  const speed = await measureMerger(district, 1);
  expect(speed).toMatchObject({ communes: 2, members: expect.any(Number) });
  expect(speed.members).toBeGreaterThan(50);
  expect((await written(district.owner)).rows).toBe(before.rows);
}, 60_000);

it('the board finds the last step of each open session by index and reads whole only what it shows', async () => {
  const before = await written(district.owner);
  const { plan } = await measureBoard(district.owner, district.office.token, 3_000, 1);
  expect(plan).toMatch(/using case_step_moves on case_step/);
  expect(plan).toMatch(/Index (Only )?Scan (using|on) case_step_ending/);
  expect(plan).toMatch(/using inspection_open on inspection/);
  expect(plan).not.toMatch(/Seq Scan on (case_step|case_clock)/);
  expect((await written(district.owner)).rows).toBe(before.rows);
}, 60_000);

it('the words that a list is looked through for are folded once, whoever’s plan it is', async () => {
  const filters = { name: 'Lê Thị' };
  const plan = await read(district.office, async (tx) => {
    await listRecords(tx, person, { filters, after: null }, 50);
    const [sent] = await tx<{ statement: string }[]>`
      select statement from pg_prepared_statements where statement ~ '[a]s total from "person"' order by prepare_time desc limit 1`;
    await tx.unsafe(`prepare looked (text) as ${sent!.statement}`);
    await tx`set local plan_cache_mode = force_generic_plan`;
    return tx.unsafe<{ 'QUERY PLAN': string }[]>(`explain (costs off) execute looked ('Lê Thị')`);
  });
  const text = plan.map((row) => row['QUERY PLAN']).join('\n');
  expect(text).toMatch(/folded ~~ \(InitPlan \d+\)\.col1/);
  expect(text).not.toMatch(/regexp_replace|fold\(/);
});
