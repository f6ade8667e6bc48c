/** Every address asked for its data: rows about more than a hundred people never leave but by the gate of exports. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filled } from '../prove/samples.ts';
import { command } from '../src/db/door.ts';
import { done } from '../src/kernel/refusal.ts';
import { sessionFor } from '../src/records/testing.ts';
import { routesOf } from '../src/web/routes.ts';
import { type DemoHouse, openDemoHouse, type Person } from './house.ts';
import { freshId } from './log.ts';

let demo: DemoHouse;
/** Under every id of the database that leads to people: whom. */
let behind: Map<string, string>;
let names: Set<string>;

beforeAll(async () => {
  demo = await openDemoHouse();
  await plant(130);
  behind = await peopleBehind();
  names = new Set((await demo.owner<{ name: string }[]>`select name from person`).map((p) => p.name));
}, 240_000);
afterAll(() => demo?.close());

const WANTED = { field: 'work', wanted: 'x', grounds: 'x' };

/** What the demonstration has too little of to tell: dossiers, months that count, requests, transfers under way. */
async function plant(count: number): Promise<void> {
  const token = await sessionFor(demo.owner, 'machine', null, freshId);
  const people = await demo.owner<{ id: string; unit: string; name: string }[]>`
    select p.id, p.unit, p.name from person p
    where exists (select from stay s where s.person = p.id and s.valid_to is null)
    order by p.id limit ${count}`;
  const [to] = await demo.owner<{ unit: string }[]>`select unit from unit_now where code = 'que-an.01'`;
  const outcome = await command({ ...demo.house, token }, { command: 'plant', input: count }, async (tx) => {
    for (const [i, { id: person, unit, name }] of people.entries()) {
      const sources = i < 30 ? ['pupil_student'] : i < 36 ? ['rural'] : [];
      const rows: [string, object][] = [
        ['candidate', { opened_on: '2023-02-01', resolution: '1-NQ', sources }],
        ...['2026-01', '2026-02', '2026-03'].map((month): [string, object] => [
          'missed_month',
          { month, what: 'meetings' },
        ]),
        ['correction_request', { ...WANTED, asked_on: '2023-02-01', due_on: '2023-03-01' }],
        [
          'transfer',
          {
            ...{ person_name: name, kind: 'official', to_unit: to!.unit },
            ...{ decided_on: '2023-02-01', requested_on: '2023-02-01' },
          },
        ],
      ];
      // Who has such a row already need not have a second one.
      for (const [table, row] of rows)
        await tx`insert into ${tx(table)} ${tx({ id: freshId(), person, unit, ...row })} on conflict do nothing`;
    }
    return done(null);
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
}

/** By the foreign keys, not by what the product says of its tables. */
async function peopleBehind(): Promise<Map<string, string>> {
  const keys = await demo.owner<{ from: string; column: string }[]>`
    select c.conrelid::regclass::text as from, a.attname as column from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    join pg_attribute i on i.attrelid = c.conrelid and i.attname = 'id' and i.atttypid = 'uuid'::regtype
    where c.contype = 'f' and c.confrelid = 'public.person'::regclass and c.connamespace = 'public'::regnamespace`;
  const whole = [{ from: 'person', column: 'id' }, ...keys]
    .map(({ from, column }) => `select id, ${column} as person from ${from} where ${column} is not null`)
    .join(' union all ');
  const rows = await demo.owner.unsafe<{ id: string; person: string }[]>(whole);
  return new Map(rows.map(({ id, person }) => [id, person]));
}

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The people a value tells of, by an id or by the name. */
function peopleIn(value: unknown): string[] {
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(peopleIn);
  if (typeof value !== 'string') return [];
  return [
    ...(value.match(ID) ?? []).flatMap((id) => behind.get(id) ?? []),
    ...(names.has(value) ? [value] : []),
  ];
}

/** Rows, at whatever depth, that tell of somebody; those about one and the same person count once. */
function rowsIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  const parts = Object.values(value);
  if (!Array.isArray(value)) return parts.flatMap(rowsIn);
  return parts.flatMap((row) => {
    const within = rowsIn(row);
    return within.length > 0 ? within : peopleIn(row).slice(0, 1);
  });
}

/** Every address a reader can ask for, each with one record of its type. */
async function addressesFor(person: Person): Promise<string[]> {
  const first = new Map<string, string>();
  for (const { name } of demo.house.catalogue.records) {
    const { rows = [] } = await person.data<{ rows?: { id: string }[] }>(`/${name}.json`);
    if (rows[0]) first.set(name, rows[0].id);
  }
  const asked = routesOf(demo.house).filter(({ method, who }) => method === 'get' && who !== 'anybody');
  return asked.map(({ path }) =>
    filled(path)
      .replaceAll(':id', first.get(path.split('/')[1]!) ?? freshId())
      .replaceAll(':key', 'mem.total')
      .replaceAll(':verb', 'arrive'),
  );
}

const LISTS = ['/badges', '/cell-questions', '/transfers', '/missing/work', '/correction-requests'];
/** More rows on people than this take two persons. */
const MOST = 100;

type Taken = { address: string; status: number; people: number; exported: boolean };

async function taken(person: Person, address: string): Promise<Taken> {
  const answer = await person.get(address);
  const isData = answer.headers.get('Content-Type')?.includes('json');
  const data: unknown = isData ? await answer.json() : {};
  const people = new Set(rowsIn(data)).size;
  return { address, status: answer.status, people, exported: Object.hasOwn(data as object, 'export') };
}

test('nothing that an office may ask for gives more than a hundred people away', async () => {
  const office = await demo.signIn('vanphong');
  const addresses = await addressesFor(office);
  expect(addresses.length).toBeGreaterThan(500);
  const given: Taken[] = [];
  for (const address of addresses) given.push(await taken(office, `${address}.json`));
  expect(given.filter(({ people, exported }) => people > MOST && !exported)).toEqual([]);
  expect(given.filter(({ status }) => status === 200).length).toBeGreaterThan(100);
}, 240_000);

test.each(['vanphong', 'cap.uy.vien'])('%s is asked what for, then for a second person', async (account) => {
  const person = await demo.signIn(account);
  const lists = account === 'vanphong' ? [...LISTS, '/dossiers'] : LISTS;
  for (const list of lists) {
    for (const [query, code] of [
      ['', 'purpose_required'],
      ['?purpose=x', 'needs_second_person'],
    ]) {
      const answer = await person.get(`${list}.json${query}`);
      const { refusals } = (await answer.json()) as { refusals?: { code: string }[] };
      expect([list, answer.status, refusals?.[0]?.code]).toEqual([list, 422, code]);
    }
  }
});

test('as many as a screen shows go out as before; more for a purpose, noted and counted', async () => {
  const office = await demo.signIn('vanphong');
  expect(await taken(office, '/dossiers.json?source=rural')).toMatchObject({ status: 200, exported: false });
  const some = '/dossiers.json?source=pupil_student';
  expect((await office.get(some)).status).toBe(422);
  const { people, ...whole } = await taken(office, `${some}&purpose=x`);
  expect([people > 20, whole]).toMatchObject([true, { status: 200, exported: true }]);
  const [last] = await demo.owner`select what, member_rows, purpose from export order by at desc limit 1`;
  expect(last).toEqual({ what: '/dossiers', member_rows: people, purpose: 'x' });
});
