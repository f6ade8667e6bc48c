/** Every address of the product, asked for as a signed-in person does: what it answers, to whom, in which form. */
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertMandate } from '../src/areas/access/store.ts';
import { catalogue, figures } from '../src/catalogue.ts';
import { codeFor } from '../src/figures/code.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { inlineFaults, labelFaults } from '../src/web/testing/markup.ts';
import { type DemoHouse, openDemoHouse, type Person, personAt, seen } from './house.ts';

type Listed = { total: number; rows: { id: string }[] };
type Schema = { properties: Record<string, unknown>; required: string[] };
type Described = {
  openapi: string;
  paths: Record<
    string,
    { get?: { parameters?: { name: string; schema: { enum?: string[] } }[] }; post?: object }
  >;
  components: { schemas: Record<string, Schema> };
};

const REPORT = '?unit=que-son&year=2023&as_of=2023-10-05';
const NAMES = catalogue.records.map((type) => type.name);

let demo: DemoHouse;
let office: Person;
let described: Described;
const lists = new Map<string, Listed>();

beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
  const signature = { id: newId(systemClock), number: '312-BC/HU', signer: 'Nguyễn Thị Văn Phòng' };
  const signed = await office.sendJson(`/reports/nine-month/sign.json${REPORT}`, signature);
  expect(signed.status).toBe(201);
  for (const name of NAMES) lists.set(name, await office.data<Listed>(`/${name}.json`));
  described = await office.data<Described>('/openapi.json');
}, 120_000);
afterAll(() => demo?.close());

const firstOf = (name: string): string => lists.get(name)!.rows[0]!.id;

/** Addresses of pages, each with data at `.json`. */
function addresses(): string[] {
  const records = catalogue.records.flatMap(({ name, actOnly }) => {
    const rows = lists.get(name)!.rows;
    const one = rows.length > 0 ? [`/${name}/${firstOf(name)}`] : [];
    const forms = actOnly
      ? []
      : [`/${name}/new`, ...one.flatMap((at) => [`${at}/correct`, `${at}/withdraw`])];
    return [`/${name}`, ...one, ...forms];
  });
  const report = [`/reports/nine-month${REPORT}`, `/reports/nine-month/sign${REPORT}`, `/${REPORT}`];
  const figure = ['adm.admitted', 'adm.pct_of_target', 'mem.total'].map((key) => `/figures/${key}${REPORT}`);
  return [
    '/',
    '/figures',
    '/rules',
    '/rules/admit.age_min',
    '/search?q=ket+nap',
    '/member/arrive',
    '/member/leave',
    '/member/transfer',
    ...report,
    ...figure,
    ...records,
  ];
}

const withFormat = (address: string, format: string) => {
  const [path, query] = address.split('?');
  return `${path}${format}${query ? `?${query}` : ''}`;
};

describe('the office', () => {
  test.each(['vi', 'en'])(
    'opens every page in %s',
    async (language) => {
      const reader = await demo.signIn('vanphong');
      const sent = await reader.send('/language', { language, back: '/person?sex=male' });
      expect(sent.headers.get('Location')).toBe('/person?sex=male');
      for (const address of addresses()) {
        const answer = await reader.get(address);
        const html = await answer.text();
        expect([address, answer.status]).toEqual([address, 200]);
        expect(html, address).toContain(`<html lang="${language}">`);
        expect(html, address).toMatch(/<h1[\s>]/);
        expect([address, inlineFaults(html), labelFaults(html)]).toEqual([address, [], []]);
        expect(seen(html), address).not.toMatch(/undefined|\[object Object\]|NaN|Invalid Date/);
        expect(answer.headers.get('Cache-Control')).toBe('no-store');
      }
    },
    120_000,
  );

  test('has the data of every page at the same address with .json', async () => {
    for (const address of addresses()) {
      const answer = await office.get(withFormat(address, '.json'));
      expect([address, answer.status]).toEqual([address, 200]);
      expect(typeof (await answer.json()), address).toBe('object');
    }
  }, 60_000);

  test('every list has its records, and as many rows in Excel', async () => {
    const empty = NAMES.filter((name) => lists.get(name)!.total === 0);
    expect(empty.filter((name) => !['unit_succession', 'reorganisation'].includes(name))).toEqual([]);
    for (const [name, { total, rows }] of lists) {
      expect([name, rows.length]).toEqual([name, total]);
      const answer = await office.get(`/${name}.xlsx`);
      expect([name, answer.status]).toEqual([name, 200]);
      const sheet = (await readXlsx(new Uint8Array(await answer.arrayBuffer()))).sheets[0]!;
      const fields = Object.values(catalogue.record(name).fields);
      expect(sheet.rows[1], name).toEqual(fields.map((field) => field.words.vi));
      expect([name, sheet.rows.length - 2]).toEqual([name, total]);
    }
  }, 120_000);

  test('the list behind a figure exports as many rows as the figure', async () => {
    const answer = await office.get(withFormat(`/figures/adm.admitted${REPORT}`, '.xlsx'));
    const sheet = (await readXlsx(new Uint8Array(await answer.arrayBuffer()))).sheets[0]!;
    expect(sheet.rows.length - 2).toBe(84);
  });

  test('filters stand in the address and cut page, data and Excel alike', async () => {
    const query = '?from=2023-01-01&to=2023-09-30';
    const { total, rows } = await office.data<Listed>(`/admission.json${query}`);
    expect(total).toBe(rows.length);
    expect(total).toBeLessThan(lists.get('admission')!.total);
    expect(total).toBeGreaterThanOrEqual(84);
    expect(seen(await office.text(`/admission${query}`))).toContain(`trong ${total}`);
    const typed = await office.data<Listed>('/admission.json?from=1/1/2023&to=30/9/2023');
    expect(typed.total, 'days as people write them').toBe(total);
  });

  test('goes through a list page by page and meets every record once', async () => {
    let address: string | undefined = '/admission';
    const met: string[] = [];
    while (address) {
      const html: string = await office.text(address);
      met.push(...[...html.matchAll(/href="\/admission\/([0-9a-f-]{36})"/g)].map((found) => found[1]!));
      address = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(met.length).toBe(lists.get('admission')!.total);
    expect(new Set(met).size).toBe(met.length);
  });
});

describe('the description of the interface', () => {
  test('is OpenAPI 3.1 and holds every type of record with its fields', () => {
    expect(described.openapi).toMatch(/^3\.1\./);
    for (const type of catalogue.records) {
      const schema = described.components.schemas[type.name]!;
      expect(Object.keys(schema.properties).sort()).toEqual(['id', ...Object.keys(type.fields)].sort());
      const required = Object.entries(type.fields).filter(([, f]) => f.required);
      expect(schema.required).toEqual(['id', ...required.map(([name]) => name)]);
    }
    const references = JSON.stringify(described).match(/#\/components\/schemas\/\w+/g)!;
    const missing = references.filter((ref) => !described.components.schemas[ref.split('/').at(-1)!]);
    expect(missing).toEqual([]);
  });

  test('names only addresses that read what they say', async () => {
    for (const [path, { get }] of Object.entries(described.paths)) {
      if (!get) continue;
      const keys = get.parameters?.find((one) => one.name === 'key')?.schema.enum ?? [''];
      for (const key of keys) {
        const id = lists.get(path.split(/[/.]/)[1]!)?.rows[0]?.id ?? newId(systemClock);
        const address = path.replace('{id}', id).replace('{key}', key);
        const known = !path.includes('{id}') || lists.get(path.split('/')[1]!)!.total > 0;
        const answer = await office.get(address);
        expect([address, answer.status]).toEqual([address, known ? 200 : 404]);
        expect(answer.headers.get('Content-Type'), address).toContain('application/json');
      }
    }
    expect(Object.keys(described.paths)).toContain('/figures/{key}.json');
  }, 120_000);

  test('names only addresses that take what they say, and refuse an empty body field by field', async () => {
    const before = await demo.written();
    for (const [path, { post }] of Object.entries(described.paths)) {
      if (!post) continue;
      const id = lists.get(path.split(/[/.]/)[1]!)?.rows[0]?.id ?? '';
      const answer = await office.sendJson(path.replace('{id}', id), {});
      expect([path, answer.status]).toEqual([path, 422]);
      const { refusals } = (await answer.json()) as { refusals: { code: string; message: { vi: string } }[] };
      expect(refusals.length, path).toBeGreaterThan(0);
      expect(
        refusals.every((one) => one.message.vi.length > 10),
        path,
      ).toBe(true);
    }
    expect(await demo.written()).toEqual(before);
  });
});

test('what does not exist answers 404 with a way on', async () => {
  const wrong = ['/nothing', '/person/x', `/person/${newId(systemClock)}`, '/unit/new', '/figures/no.such'];
  for (const address of [
    ...wrong,
    '/rules/no.such',
    '/signed_report/x',
    '/unit/x/correct',
    '/..%2f..%2fetc',
  ]) {
    const answer = await office.get(address);
    expect([address, answer.status]).toEqual([address, 404]);
    expect(seen(await answer.text()), address).toMatch(/Hãy/);
  }
  for (const address of ['/reports/nine-month.pdf', '/person.docx', '/rules.xlsx', `/person/x.json`])
    expect([address, (await office.get(address)).status]).toEqual([address, 404]);
});

test('a foreign unit, its report, its figures and its records look like what does not exist', async () => {
  const clerk = await demo.signIn('quexuan1');
  const unit = (code: string) =>
    demo.owner<{ id: string }[]>`select unit as id from unit_now where code = ${code}`;
  const foreign = (await unit('que-an'))[0]!.id;
  const [person] = await demo.owner<{ id: string }[]>`select id from person where unit in
    (select unit from unit_now where parent = ${foreign}) limit 1`;
  const nobody = newId(systemClock);
  const pairs: [string, string][] = [
    ['/reports/nine-month?unit=que-an', '/reports/nine-month?unit=que-zz'],
    [`/reports/nine-month?unit=${foreign}`, `/reports/nine-month?unit=${nobody}`],
    ['/reports/nine-month/sign?unit=que-an', '/reports/nine-month/sign?unit=que-zz'],
    ['/?unit=que-an', '/?unit=que-zz'],
    ['/figures/mem.total?unit=que-an', '/figures/mem.total?unit=que-zz'],
    [`/unit/${foreign}`, `/unit/${nobody}`],
    [`/person/${person!.id}`, `/person/${nobody}`],
    [`/person/${person!.id}/correct`, `/person/${nobody}/correct`],
  ];
  for (const [real, made] of pairs) {
    for (const format of ['', '.json']) {
      const [a, b] = [await clerk.get(withFormat(real, format)), await clerk.get(withFormat(made, format))];
      expect([real, a.status]).toEqual([real, 404]);
      expect(b.status).toBe(404);
      const plain = async (answer: Response, ...marks: string[]) =>
        marks.reduce((text, mark) => text.replaceAll(mark, '*'), await answer.text());
      expect(await plain(a, foreign, person!.id, 'que-an')).toBe(await plain(b, nobody, 'que-zz'));
    }
  }
  const list = await clerk.data<Listed>(`/person.json?unit=${foreign}`);
  expect(list).toEqual(await clerk.data<Listed>(`/person.json?unit=${nobody}`));
  expect(await clerk.text('/search?q=Đảng+bộ+xã+Quế+An')).not.toContain(foreign);
});

describe('nobody signed in', () => {
  test('is sent to sign in and comes back to where they wanted to go', async () => {
    for (const address of addresses()) {
      const page = await demo.guest.get(address);
      expect([address, page.status]).toEqual([address, 303]);
      const to = new URL(page.headers.get('Location')!, 'http://localhost');
      expect(to.pathname).toBe('/sign-in');
      expect(to.searchParams.get('back')).toBe(address);
      expect([address, (await demo.guest.get(withFormat(address, '.json'))).status]).toEqual([address, 401]);
    }
    expect((await demo.guest.sendJson('/person.json', {})).status).toBe(401);
    expect((await demo.guest.get('/no-such-page')).status).toBe(303);
    const password = demo.passwordOf('vanphong');
    const back = await demo.guest.send('/sign-in', { name: 'vanphong', password, back: '/person?sex=male' });
    expect(back.headers.get('Location')).toBe('/person?sex=male');
    expect(back.headers.get('Set-Cookie')).toMatch(/HttpOnly.*SameSite=Lax/);
    const away = await demo.guest.send('/sign-in', {
      name: 'vanphong',
      password,
      back: '//elsewhere.example',
    });
    expect(away.headers.get('Location')).toBe('/');
  });

  test('chooses the language of the sign-in page, and keeps it in the session', async () => {
    const chosen = await demo.guest.send('/language', { language: 'en' });
    expect([chosen.status, chosen.headers.get('Location')]).toEqual([303, '/sign-in']);
    const guest = personAt(demo.app, chosen.headers.get('Set-Cookie')!.split(';')[0]!);
    expect(await guest.text('/sign-in')).toContain('<html lang="en">');
    const password = demo.passwordOf('kiemtra');
    const signedIn = await guest.send('/sign-in', { name: 'kiemtra', password });
    const person = personAt(demo.app, signedIn.headers.get('Set-Cookie')!.split(';')[0]!);
    expect(await person.text('/')).toContain('<html lang="en">');
  });

  test('a wrong password and an unknown name are told alike', async () => {
    const tell = async (name: string) => {
      const answer = await demo.guest.send('/sign-in', { name, password: 'không phải' });
      expect(answer.status).toBe(422);
      expect(answer.headers.get('Set-Cookie')).toBeNull();
      return (await answer.text()).replaceAll(name, '*');
    };
    expect(await tell('vanphong')).toBe(await tell('nguoi-la'));
    expect(await tell('vanphong')).toContain('Tên đăng nhập hoặc mật khẩu không đúng');
  });

  test('signing out ends the session itself', async () => {
    const person = await demo.signIn('kiemtra');
    expect((await person.get('/')).status).toBe(200);
    expect((await person.send('/sign-out', {})).status).toBe(303);
    expect((await person.get('/')).status).toBe(303);
  });
});

test('a form from another site, or from nowhere, is refused and writes nothing', async () => {
  const before = await demo.written();
  const form = { id: newId(systemClock), name: 'Nguyễn Văn Thử', unit: 'que-xuan-1.01' };
  for (const headers of [{}, { Origin: 'https://elsewhere.example' }, { Origin: 'null' }] as Record<
    string,
    string
  >[]) {
    for (const address of ['/person', '/language', '/mandate', '/sign-out', '/sign-in']) {
      const answer = await office.send(address, form, headers);
      expect([address, answer.status]).toEqual([address, 403]);
      expect(seen(await answer.text())).toContain('Hãy mở lại trang');
    }
  }
  expect(await demo.written()).toEqual(before);
  expect((await office.get('/')).status, 'still signed in').toBe(200);
});

describe('discipline', () => {
  const figure = `/figures/disc.members.total${REPORT}`;
  const cases = async (person: Person) => (await person.data<Listed>('/discipline_decision.json')).total;

  test('the office and the inspection commission open the cases', async () => {
    for (const account of ['vanphong', 'kiemtra']) {
      const person = await demo.signIn(account);
      const { value, open } = await person.data<{ value: number; open: number }>(withFormat(figure, '.json'));
      expect([account, value, open]).toEqual([account, 18, 18]);
      const html = await person.text(figure);
      expect(html.match(/href="\/discipline_decision\/[0-9a-f-]{36}"/g)).toHaveLength(18);
      expect(await cases(person)).toBeGreaterThanOrEqual(18);
    }
  });

  test('a committee member reads the number and opens none of its records', async () => {
    const reader = await demo.signIn('cap.uy.vien');
    const html = await reader.text(figure);
    expect(seen(html)).toContain('18 bản ghi; đồng chí mở được 0.');
    expect(html).not.toMatch(/href="\/discipline_decision\/[0-9a-f-]{36}/);
    const data = await reader.data<{ value: number; records: { record: unknown }[] }>(
      withFormat(figure, '.json'),
    );
    expect(data.value).toBe(18);
    expect(data.records.filter((row) => row.record !== null)).toEqual([]);
    expect(await cases(reader)).toBe(0);
    const one = firstOf('discipline_decision');
    expect((await reader.get(`/discipline_decision/${one}`)).status).toBe(404);
    expect(await reader.text('/')).not.toContain('href="/discipline_decision"');
    const subject = await demo.owner<{ id: string; name: string }[]>`
      select p.id, p.name from discipline_decision d join person p on p.id = d.subject_person limit 1`;
    expect(await reader.text(`/person/${subject[0]!.id}`)).not.toContain('/discipline_decision/');
  });

  test('a cell secretary reads the number of the cell and opens no case', async () => {
    const [where] = await demo.owner<{ unit: string; code: string; n: number }[]>`
      select p.unit, u.code, count(*)::int as n from discipline_decision d
      join person p on p.id = d.subject_person join unit_now u on u.unit = p.unit
      where d.decided_on between '2023-01-01' and '2023-09-30' and d.changes is null and d.form = 'reprimand'
        and u.kind in ('grassroots_cell', 'subordinate_cell')
      group by p.unit, u.code order by p.unit limit 1`;
    const mandate = { unit: where!.unit, role: 'cell_secretary', post: 'Bí thư chi bộ', from: '2020-01-01' };
    const id = newId(systemClock);
    await insertMandate(demo.owner, { id, account: 'bithu', ...mandate, decision: 'thử' });
    const secretary = await demo.signIn('bithu');
    await secretary.send('/mandate', { mandate: id, back: '/' });
    const page = seen(await secretary.text(`/figures/disc.members.total?unit=${where!.code}&year=2023`));
    expect(page).toMatch(new RegExp(`${where!.n} bản ghi; đồng chí mở được 0`));
    expect(await cases(secretary)).toBe(0);
    expect((await secretary.get(figure)).status, 'the district is not theirs').toBe(404);
    await demo.owner`delete from session where mandate = ${id}`;
    await demo.owner`delete from mandate where id = ${id}`;
  });

  test('the office of a commune opens the cases of the commune alone', async () => {
    const clerk = await demo.signIn('quexuan1');
    const [own] = await demo.owner<
      { n: number }[]
    >`select count(*)::int as n from discipline_decision d, unit u
      where u.id = (select unit from unit_now where code = 'que-xuan-1') and d.place between u.place and u.place_end`;
    expect(await cases(clerk)).toBe(own!.n);
    expect(own!.n).toBeLessThan(lists.get('discipline_decision')!.total);
  });
});

test('the mandate in use decides which unit and which lists are shown', async () => {
  const person = await demo.signIn('vanphong');
  const home = await person.text('/');
  expect(home).toContain('<h1>Đảng bộ huyện Quế Sơn</h1>');
  const commune = /<option value="([^"]+)"[^>]*>Văn phòng Đảng ủy xã[^<]*</.exec(home)![1]!;
  const switched = await person.send('/mandate', { mandate: commune, back: '/stay' });
  expect(switched.headers.get('Location')).toBe('/stay');
  expect(await person.text('/')).toContain('<h1>Đảng bộ xã Quế Xuân 1</h1>');
  expect((await person.data<Listed>('/unit.json')).total, 'itself, its cells, those above').toBe(16);
  expect((await person.data<Listed>('/person.json')).total).toBeLessThan(lists.get('person')!.total / 5);
  expect((await person.get(`/reports/nine-month${REPORT}`)).status).toBe(404);
  const stranger = await demo.owner<
    { id: string }[]
  >`select m.id from mandate m join account a on a.id = m.account
    where a.name = 'kiemtra'`;
  await person.send('/mandate', { mandate: stranger[0]!.id, back: '/' });
  expect(await person.text('/'), 'somebody else’s mandate').toContain('<h1>Đảng bộ xã Quế Xuân 1</h1>');
});

describe('the search box', () => {
  test('finds a unit and a person without marks, and a figure', async () => {
    const unit = await office.text('/search?q=que+xuan+1');
    expect(unit).toMatch(/href="\/unit\/[0-9a-f-]{36}">Đảng bộ xã Quế Xuân 1</);
    const [person] = await demo.owner<{ id: string; name: string; folded: string }[]>`
      select id, name, fold(name) as folded from person order by id desc limit 1`;
    const found = await office.data<{ groups: { links: { label: string }[] }[] }>(
      `/search.json?q=${encodeURIComponent(person!.folded)}`,
    );
    expect(found.groups.flatMap((group) => group.links).map((link) => link.label)).toContain(person!.name);
    expect(await office.text('/search?q=dang+vien+ket+nap')).toContain('href="/figures/adm.admitted"');
    expect(await office.text('/search?q=mem.total')).toContain('href="/figures/mem.total"');
  });

  test('opens every figure and ratio by the code printed beside it', async () => {
    for (const key of [...figures.figures.keys(), ...figures.ratios.keys()]) {
      const code = codeFor(key, 'que-son', 2023);
      const answer = await office.get(`/search?q=${code.toLowerCase().replaceAll('-', '+')}`);
      expect([key, answer.status]).toEqual([key, 303]);
      expect(answer.headers.get('Location')).toBe(`/figures/${key}?unit=que-son&year=2023`);
    }
    const report = await office.data<{ figures: Record<string, { code: string }> }>(
      `/reports/nine-month.json${REPORT}`,
    );
    expect(report.figures['adm.admitted']!.code).toBe(codeFor('adm.admitted', 'que-son', 2023));
  });

  test('shows script and wildcards as text and finds nothing by them', async () => {
    for (const q of [
      '<script>alert(1)</script>',
      '"><img src=x>',
      "' or 1=1 --",
      '%%%',
      '\u0000\u0007',
      '___',
    ]) {
      const answer = await office.get(`/search?q=${encodeURIComponent(q)}`);
      const html = await answer.text();
      expect([q, answer.status]).toEqual([q, 200]);
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<img src=x>');
      expect(seen(html), q).toContain('Không tìm thấy gì');
    }
    expect(seen(await office.text('/search?q=<script>alert(1)</script>'))).toContain(
      '<script>alert(1)</script>',
    );
  });
});

test('no record has a field of the name that reasons for corrections and warnings are sent under', () => {
  const clashing = catalogue.records.filter((type) =>
    ['id', 'reason', 'seen'].some((name) => Object.hasOwn(type.fields, name)),
  );
  expect(clashing.map((type) => type.name)).toEqual([]);
});
