/** What needs attention on a day, as the office reads it: each of its lists follows from records, and from nothing else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { type DemoHouse, openDemoHouse, type Person } from './house.ts';

const DAY = '2023-10-05';

type Need = { key: string; count: number; lines: { code: string }[] };

let demo: DemoHouse;
let office: Person;

beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
}, 120_000);
afterAll(() => demo?.close());

const needsOn = async (day: string): Promise<Need[]> =>
  (await office.data<{ needs: Need[] }>(`/attention.json?on=${day}`)).needs;

const countsOn = async (day: string): Promise<Record<string, number>> =>
  Object.fromEntries((await needsOn(day)).map(({ key, count }) => [key, count]));

async function enter(type: string, typed: object): Promise<void> {
  const sent = await office.sendJson(`/${type}.json`, { id: newId(systemClock), ...typed });
  expect([type, sent.status, sent.status === 201 ? '' : await sent.text()]).toEqual([type, 201, '']);
}

async function bodyOf(code: string, kind: string): Promise<{ unit: string; body: string }> {
  const [found] = await demo.owner<{ unit: string; body: string }[]>`
    select b.unit, b.id as body from body b join unit_now n on n.unit = b.unit where n.code = ${code} and b.kind = ${kind}`;
  return found!;
}

const term = (body: string, seats: number, from: string, due: string) => ({
  body,
  name: `${from.slice(0, 4)} – ${due.slice(0, 4)}`,
  formed_by: 'congress',
  congress_on: from,
  decision: '1-QĐ',
  seats: String(seats),
  valid_from: from,
  due_on: due,
});

test('posts, terms over or soon over and codes move exactly the lists they belong to', async () => {
  const before = await countsOn(DAY);
  const { unit, body } = await bodyOf('que-an.01', 'cell');
  const [member] = await demo.owner<{ person: string }[]>`
    select person from stay where unit = ${unit} and valid_to is null and valid_from < '2022-01-01' order by person limit 1`;
  const came = { post: 'secretary', came_by: 'election', decision: '1-QĐ', valid_from: '2022-06-21' };
  await enter('party_post', { body, person: member!.person, ...came });
  await enter('body_term', term(body, 3, '2021-01-11', '2023-07-11'));
  const soon = await bodyOf('que-an.02', 'cell');
  await enter('body_term', term(soon.body, 1, '2022-01-11', '2024-04-05'));
  const later = await bodyOf('que-an.03', 'cell');
  await enter('body_term', term(later.body, 1, '2022-01-11', '2024-04-06'));

  const commune = await bodyOf('que-an', 'committee');
  await enter('official_code', {
    unit: commune.unit,
    code: '49.015.007.000.000',
    valid_from: '2022-01-01',
  });
  const elsewhere = { unit, code: '49015008000001', valid_from: '2022-01-01' };
  const warned = await office.sendJson('/official_code.json', { id: newId(systemClock), ...elsewhere });
  expect(await warned.text()).toContain('code_fits_not');
  await enter('official_code', { ...elsewhere, reason: 'mã cũ, chờ cấp lại' });

  expect(await countsOn(DAY)).toEqual({
    ...before,
    secretary: before.secretary! - 1,
    over: before.over! + 1,
    congress: before.congress! + 1,
    vacancies: before.vacancies! + 3,
    no_term: before.no_term! - 3,
    codes: before.codes! + 1,
  });
});

test('cells too small and too large are those that a plain count of their members finds', async () => {
  // Nobody in the district is in such a cell: all but two of the smallest go over to the largest that is no committee's.
  await demo.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update stay set unit = (select unit from unit_now where code = 'thpt-que-son') where id in (
      select s.id from stay s join unit_now n on n.unit = s.unit where n.code = 'que-phu.14' and s.valid_to is null
      order by s.id offset 2)`;
  });
  const cells = await demo.owner<{ code: string; kind: string; members: number; official: number }[]>`
    select p.code, p.kind, count(s.id)::int as members,
      count(s.id) filter (where exists (select from standing t where t.person = s.person and t.kind = 'official'
        and t.valid_from <= ${DAY} and coalesce(t.valid_to > ${DAY}, true)))::int as official
    from unit_period p left join stay s on s.unit = p.unit and s.valid_from <= ${DAY} and coalesce(s.valid_to > ${DAY}, true)
    where p.kind like '%cell' and p.valid_from <= ${DAY} and coalesce(p.valid_to > ${DAY}, true)
    group by p.code, p.kind order by p.code collate "C"`;
  const needs = await needsOn(DAY);
  const listed = (key: string) =>
    needs
      .find((need) => need.key === key)!
      .lines.map(({ code }) => code)
      .sort();
  const codes = (fits: (cell: (typeof cells)[number]) => boolean) =>
    cells.filter(fits).map(({ code }) => code);
  expect(codes(({ official }) => official < 3)).toEqual(['que-phu.14']);
  expect(listed('small')).toEqual(['que-phu.14']);
  expect(codes(({ kind, members }) => kind === 'grassroots_cell' && members >= 30)).toEqual(['thpt-que-son']);
  expect(listed('large')).toEqual(['thpt-que-son']);
});

test('a standing committee is measured from the day its rule is in force', async () => {
  const [committee, standing] = [
    await bodyOf('que-an', 'committee'),
    await bodyOf('que-an', 'standing_committee'),
  ];
  await enter('body_term', term(committee.body, 15, '2025-03-01', '2030-03-01'));
  await enter('body_term', term(standing.body, 6, '2025-03-01', '2030-03-01'));
  expect(await countsOn('2026-07-25')).not.toHaveProperty('standing');
  expect(
    (await needsOn('2026-07-26')).find(({ key }) => key === 'standing')!.lines.map(({ code }) => code),
  ).toEqual(['que-an']);
});
