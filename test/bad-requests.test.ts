/** Requests that no page would make: strange addresses, bodies that are no JSON, too much at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filled } from '../prove/samples.ts';
import { catalogue } from '../src/catalogue.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { routesOf } from '../src/web/routes.ts';
import { type DemoHouse, openDemoHouse, type Person, seen } from './house.ts';

type Refusals = { refusals: { code: string; field?: string; message: { vi: string } }[] };
type Listed = { total: number; rows: { id: string }[]; next: string | null };

let demo: DemoHouse;
let office: Person;
beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
}, 120_000);
afterAll(() => demo?.close());

/** What people and programs put where something else belongs. */
const STRANGE = [
  ...['', ' ', 'x', "'", '"', '\\', '%', '_', '\u0000', '[]', '{}', 'null', 'NaN', '-1', '1e999', '١٢'],
  ...[
    "';drop table person;--",
    '<script>',
    '31/02/2023',
    'constructor',
    '__proto__',
    '\ud800',
    '🙂'.repeat(300),
  ],
];

const key = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

test.each([
  ['year=abc', 'Năm'],
  ['year=0', 'Năm'],
  ['year=2023.5', 'Năm'],
  ['as_of=31/02/2023', 'ngày'],
  ['as_of=x', 'ngày'],
  ['known_at=x', 'Thời điểm'],
  ['known_at=2023-13-45', 'Thời điểm'],
  ['tree=x', 'Cây tổ chức'],
])('a report of %s is refused in words', async (query, words) => {
  for (const path of [
    '/reports/nine-month',
    '/reports/nine-month/sign',
    '/',
    '/figures/adm.admitted',
    '/figures/adm.pct_of_target',
  ]) {
    const answer = await office.get(`${path}?${query}`);
    expect([path, answer.status]).toEqual([path, 422]);
    expect(seen(await answer.text())).toContain(words);
    const data = await office.get(`${path === '/' ? '/' : path}.json?${query}`);
    const { refusals } = (await data.json()) as Refusals;
    expect([path, data.status, refusals[0]!.field]).toEqual([path, 422, query.split('=')[0]]);
  }
});

test('no value in the address of a report or figure is met by a fault', async () => {
  for (const name of ['unit', 'year', 'as_of', 'known_at', 'tree', 'after', 'nothing', 'constructor']) {
    for (const value of STRANGE) {
      const query = `${name}=${encodeURIComponent(value.toWellFormed())}`;
      for (const path of ['/figures/adm.target', '/search', '/figures', '/rules/admit.age_min']) {
        const { status } = await office.get(`${path}?${query}`);
        expect([path, query, [200, 404, 422].includes(status) ? 'words' : status]).toEqual([
          path,
          query,
          'words',
        ]);
      }
    }
  }
}, 60_000);

/** Addresses that are neither a list of records nor a report, with an example where a name stands in them. */
const others = (): { path: string; takes: readonly string[] }[] =>
  routesOf(demo.house)
    .filter(({ method, who, path }) => method === 'get' && who !== 'anybody' && !path.includes(':id'))
    .filter(({ path }) => !catalogue.records.some(({ name }) => path === `/${name}`))
    .filter(({ path }) => !/^\/($|figures|reports)/.test(path))
    // The forms of records are one page for all of them.
    .filter(({ path }) => !path.endsWith('/new') || path === '/admission/new')
    .map(({ path, takes }) => ({
      path: filled(path).replace(/:\w+/g, (name) => EXAMPLES[name] ?? 'x'),
      takes,
    }));

/** Names that take a day, or a year. */
const DAYS = ['on', 'year', 'as_of', 'and', 'from', 'to', 'period'];

const EXAMPLES: Readonly<Record<string, string>> = {
  ':key': 'mem.total',
  ':verb': 'transfer',
};

test('nothing that any other address takes is met by a fault', async () => {
  const met: string[] = [];
  for (const { path, takes } of others()) {
    for (const name of takes) {
      for (const value of DAYS.includes(name) ? ['0000-00-00'] : ['\u0000']) {
        const { status } = await office.get(`${path}?${name}=${encodeURIComponent(value)}`);
        if (status >= 500) met.push(`${path} ${name} ${JSON.stringify(value)}`);
      }
    }
  }
  expect(met).toEqual([]);
}, 60_000);

const STRIDE = 12;

test('no filter of any list is met by a fault, and none that cannot be met finds anything', async () => {
  for (const [turn, type] of catalogue.records.entries()) {
    const names = [...type.filters, 'from', 'to', 'beneath', 'ids', 'after', 'sort', 'constructor'];
    // Each filter meets some of the values, in the next type the others.
    const asked = names.flatMap((name, nth) =>
      STRANGE.filter((_, i) => (i + turn) % STRIDE === nth % STRIDE).map(
        (value) => `${name}=${encodeURIComponent(value.toWellFormed())}`,
      ),
    );
    const met = await Promise.all(
      asked.map(async (query) => {
        const { status } = await office.get(`/${type.name}?${query}`);
        return [type.name, query, [200, 422].includes(status) ? 'words' : status];
      }),
    );
    expect(met).toEqual(asked.map((query) => [type.name, query, 'words']));
    for (const name of ['beneath', 'ids'])
      expect([name, (await office.data<Listed>(`/${type.name}.json?${name}=x`)).total]).toEqual([name, 0]);
  }
  for (const after of [
    'garbage',
    key(5),
    key('x', 'y'),
    key('2023-01-01', 'x'),
    key('2023-02-31', newId(systemClock)),
    key(null),
    key({}),
  ]) {
    const answer = await office.get(`/admission?after=${after}`);
    expect([after, answer.status, seen(await answer.text()).includes('đang hiện 50 trong')]).toEqual([
      after,
      200,
      true,
    ]);
  }
}, 120_000);

test('a day that is none in a filter is named, with the filter', async () => {
  const answer = await office.get('/admission?from=31/02/2023');
  expect(answer.status).toBe(422);
  expect(seen(await answer.text())).toContain('Không có ngày 31');
  const { refusals } = await office.data<Refusals>('/admission.json?to=x');
  expect(refusals[0]!.field).toBe('to');
});

test('a unit and what lies beneath it can be asked for', async () => {
  const [unit] = await demo.owner<
    { id: string }[]
  >`select unit as id from unit_now where code = 'que-xuan-1'`;
  const { total } = await office.data<Listed>(
    `/admission.json?beneath=${unit!.id}&from=2023-01-01&to=2023-09-30`,
  );
  expect(total).toBe(7);
});

const NOT_JSON = ['{', '', 'null', '[]', '"x"', '5', '{"name":"Nguyễn"', '{"name":undefined}', '\u0000'];

test.each(NOT_JSON)('a body of %j is answered 400 in words and writes nothing', async (body) => {
  const before = await demo.written();
  for (const address of [
    '/person.json',
    `/person/${newId(systemClock)}/correct.json`,
    '/reports/nine-month/sign.json',
  ]) {
    const answer = await office.sendJson(address, body);
    const { refusals } = (await answer.json()) as Refusals;
    expect([address, answer.status, refusals[0]!.code]).toEqual([address, 400, 'unreadable']);
    expect(refusals[0]!.message.vi).toContain('Hãy gửi');
  }
  expect(await demo.written()).toEqual(before);
});

test('values of another JSON type than their field are read or refused, never stored as something else', async () => {
  const before = await demo.written();
  const [cell] = await demo.owner<
    { id: string }[]
  >`select unit as id from unit_now where code = 'que-xuan-1.01'`;
  const odd: unknown[] = [{}, [], [{}], { toString: 1 }, [['x']], true, { $gt: '' }];
  for (const value of odd.filter((v) => v !== true)) {
    const id = newId(systemClock);
    const answer = await office.sendJson('/person.json', { id, name: value, unit: cell!.id });
    const text = JSON.stringify(value);
    expect([text, [422].includes(answer.status) ? 'refused' : await answer.text()]).toEqual([
      text,
      'refused',
    ]);
  }
  for (const value of odd) {
    const id = newId(systemClock);
    const body = { id, name: 'Nguyễn Văn Thử', unit: value, birth_date: value, sex: value, reason: value };
    expect((await office.sendJson('/person.json', body)).status).toBe(422);
    expect((await office.sendJson('/person.json', { ...body, id: value })).status).toBe(422);
    expect((await office.sendJson(`/person/${id}/withdraw.json`, { reason: value })).status).toBe(404);
  }
  const inherited = `{"id":"${newId(systemClock)}","__proto__":{"name":"x"},"constructor":{"prototype":{"polluted":1}}}`;
  expect((await office.sendJson('/person.json', inherited)).status).toBe(422);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(await demo.written()).toEqual(before);
});

test('fields that only the product fills cannot be sent along', async () => {
  const [cell] = await demo.owner<
    { id: string }[]
  >`select unit as id from unit_now where code = 'que-xuan-1.01'`;
  const before = await demo.written();
  const forged = { known_from: '2000-01-01', act: '1', place: '0', given: 'x', known_to: 'x' };
  for (const [name, value] of Object.entries(forged)) {
    const body = { id: newId(systemClock), name: 'Nguyễn Văn Thử', unit: cell!.id, [name]: value };
    expect((await office.sendJson('/person.json', body)).status).toBe(422);
    expect((await office.send('/person', body)).status).toBe(422);
  }
  expect(await demo.written()).toEqual(before);
});

test('more than 4 MB is answered 413, on the page and as JSON, and nothing is written', async () => {
  const before = await demo.written();
  const name = 'x'.repeat(4 * 1024 * 1024 + 1);
  const page = await office.send('/person', { id: newId(systemClock), name });
  expect([page.status, seen(await page.text()).includes('Mỗi lần gửi tối đa 4 MB. Hãy')]).toEqual([
    413,
    true,
  ]);
  const data = await office.sendJson('/person.json', { id: newId(systemClock), name });
  const { refusals } = (await data.json()) as Refusals;
  expect([data.status, refusals[0]!.message.vi]).toEqual([
    413,
    'Mỗi lần gửi tối đa 4 MB. Hãy rút gọn rồi gửi lại.',
  ]);
  const guest = await demo.guest.send('/sign-in', { name, password: 'x' });
  expect(guest.status).toBe(413);
  expect(await demo.written()).toEqual(before);
});

test('forms in no encoding that can be read, and signing in with anything, meet no fault', async () => {
  const app = demo.app;
  const headers = { Origin: 'http://localhost', 'Content-Type': 'multipart/form-data' };
  expect((await app.request('/sign-in', { method: 'POST', headers, body: 'x' })).status).toBe(400);
  for (const name of STRANGE) {
    const answer = await demo.guest.send('/sign-in', {
      name: name.toWellFormed(),
      password: name.toWellFormed(),
      back: name.toWellFormed(),
    });
    expect([name, answer.status]).toEqual([name, 422]);
  }
  for (const cookie of ['capuy=', 'capuy=x', `capuy=${'x'.repeat(5000)}`, 'capuy=%00', "capuy='"])
    expect([cookie, (await app.request('/', { headers: { Cookie: cookie } })).status]).toEqual([cookie, 303]);
  for (const method of ['PUT', 'DELETE', 'PATCH'])
    expect((await app.request('/person', { method, headers: { Origin: 'http://localhost' } })).status).toBe(
      303,
    );
});

test('signing with nothing, too much or a foreign unit signs nothing', async () => {
  const [clerk, reader] = [await demo.signIn('quexuan1'), await demo.signIn('cap.uy.vien')];
  const before = await demo.written();
  const sign = '/reports/nine-month/sign?unit=que-son&year=2023';
  const empty = await office.send(sign, { id: newId(systemClock), number: ' ', signer: 'Ai' });
  expect([empty.status, seen(await empty.text()).includes('Hãy nhập số báo cáo.')]).toEqual([422, true]);
  for (const form of [
    { id: 'x', number: '1', signer: 'Ai' },
    { id: newId(systemClock), number: 'x'.repeat(61), signer: 'Ai' },
    { id: newId(systemClock), number: '1', signer: 'x'.repeat(121) },
  ]) {
    expect([form.id, (await office.send(sign, form)).status]).toEqual([form.id, 422]);
  }
  const foreign = await clerk.send(sign, { id: newId(systemClock), number: '1', signer: 'Ai' });
  expect(foreign.status).toBe(404);
  const may = await reader.send(sign, { id: newId(systemClock), number: '1', signer: 'Ai' });
  expect([404, 422]).toContain(may.status);
  expect(await demo.written()).toEqual(before);
});
