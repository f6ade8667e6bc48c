/** One box for people: words in any order, marks, initials, numbers, birth dates; and only whom the reader may open. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sessionFor } from '../src/records/testing.ts';
import { type DemoHouse, openDemoHouse, type Person } from './house.ts';
import { freshId, unitOf } from './log.ts';

let demo: DemoHouse;
let office: Person;
let cell: Person;
const ids: Record<string, string> = {};

/** Names that differ by their marks alone, and their order. */
const NAMES = ['Trần Quang Ẩn', 'Trần Quang An', 'Trần Quang Ân', 'Quang Trần Ấn', 'Trần Quang Anh Zét'];

beforeAll(async () => {
  demo = await openDemoHouse();
  [office, cell] = [await demo.signIn('vanphong'), await demo.signIn('bithu')];
  const unit = await unitOf(demo.owner, 'que-xuan-1.02');
  for (const name of NAMES) {
    ids[name] = freshId();
    const sent = await office.sendJson('/person.json', {
      id: ids[name],
      unit,
      name,
      birth_date: '17/11/1953',
    });
    expect([sent.status, await sent.json()]).toEqual([201, expect.anything()]);
  }
}, 120_000);
afterAll(() => demo?.close());

type Found = { q: string; groups: { heading: string; links: { href: string; label: string }[] }[] };
const search = (q: string, by = office) => by.data<Found>(`/search.json?q=${encodeURIComponent(q)}`);
/** Names found among people, in order. */
async function found(q: string, by = office): Promise<string[]> {
  const { groups } = await search(q, by);
  const people = groups.find(({ heading }) => heading.startsWith('Đảng viên và quần chúng'));
  return people?.links.map(({ label }) => label.split(',')[0]!) ?? [];
}

describe('a name', () => {
  test('is found without marks, by words in any order and their beginnings', async () => {
    for (const q of ['tran quang an', 'an quang tran', 'AN TRAN QUANG', 'tr qu a']) {
      const names = await found(q);
      expect([q, NAMES.every((name) => names.includes(name))]).toEqual([q, true]);
    }
    expect(await found('zet anh quang')).toEqual(['Trần Quang Anh Zét']);
  });
  test.each(['Trần Quang Ẩn', 'Trần Quang An', 'Trần Quang Ân'])(
    'as typed with its marks comes first: %s',
    async (name) => {
      expect((await found(name))[0]).toBe(name);
      expect((await found(name.split(' ').reverse().join(' ')))[0], 'its words in another order').toBe(name);
    },
  );
  test('is found by its initials', async () => {
    for (const q of ['tqaz', 'T Q A Z']) expect(await found(q)).toEqual(['Trần Quang Anh Zét']);
  });
});

test('a birth date, in any way it is written', async () => {
  for (const q of ['17/11/1953', '17-11-1953', '17.11.1953', 'tháng 11/1953'])
    expect(await found(q), q).toEqual(expect.arrayContaining(['Trần Quang Anh Zét']));
  expect(await found('18/11/1953')).not.toContain('Trần Quang Anh Zét');
});

test('a file number; an identity number by its mark, which stands on no page', async () => {
  const id = ids['Trần Quang Anh Zét']!;
  const fact = { id: freshId(), value: '123456ABC', certainty: 'stated' };
  expect((await office.send(`/person/${id}/file/file_number/change`, fact)).status).toBe(303);
  expect(await found('123456 abc')).toEqual(['Trần Quang Anh Zét']);
  await office.send(`/person/${id}/identity`, { number: '049053000017' });
  expect(await found('049 053 000 017')).toEqual(['Trần Quang Anh Zét']);
  const page = await office.text('/search?q=049053000017');
  expect(page.replaceAll(/name="(back|q)" value="[^"]*"|value="[^"]*" name="q"/g, '')).not.toContain(
    '049053000017',
  );
  expect(await found('049053000018')).toEqual([]);
  expect(await found('049 053 000 017', cell), 'outside its mandate').toEqual([]);
});

test('finds nobody outside the mandate', async () => {
  expect(await found('tran quang an', cell)).toEqual([]);
  expect(await found('17/11/1953', cell)).not.toContain('Trần Quang Anh Zét');
});

test('goes by the indexes', async () => {
  await demo.owner`analyze person`;
  const token = await sessionFor(demo.owner, 'office', await unitOf(demo.owner, 'que-son'), freshId);
  const used = async () => {
    await demo.owner`select pg_stat_force_next_flush()`;
    const rows = await demo.owner<{ name: string; n: number }[]>`
      select indexrelname as name, idx_scan::int as n from pg_stat_user_indexes
      where indexrelname in ('person_to_tsvector_idx', 'person_initials') order by 1`;
    return rows.map(({ n }) => n);
  };
  const ask = (typed: string) =>
    demo.owner.begin(async (tx) => {
      await tx`select enter(${token})`;
      const rows = await tx`select * from search_persons(${typed}, 15)`;
      expect(rows).toHaveLength(1);
      await tx`select pg_stat_force_next_flush()`;
    });
  const before = await used();
  await ask('zet quang');
  await ask('tqaz');
  const after = await used();
  expect(after.map((n, i) => n > before[i]!)).toEqual([true, true]);
});
