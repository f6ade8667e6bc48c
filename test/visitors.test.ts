/** Who is let in, and to what: nobody signed in, foreign units, other sites, case material, the mandate in use. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertMandate } from '../src/areas/access/store.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { addresses, firstOf, type Listed, type Lists, listsOf, REPORT, withFormat } from './addresses.ts';
import { type DemoHouse, openDemoHouse, type Person, personAt, seen } from './house.ts';

let demo: DemoHouse;
let office: Person;
let lists: Lists;

beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
  lists = await listsOf(office);
}, 120_000);
afterAll(() => demo?.close());

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
    for (const address of addresses(lists)) {
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
    expect(back.headers.get('Set-Cookie')).toMatch(/^capuy=[^;]+;.*HttpOnly; SameSite=Strict/);
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

  test('the office opens the decisions it reports on; the commission those of its own, where it is assigned', async () => {
    for (const [account, openable] of [
      ['vanphong', 18],
      ['kiemtra', 5],
      ['chunhiem', 4],
    ] as const) {
      const person = await demo.signIn(account);
      const { value, open } = await person.data<{ value: number; open: number }>(withFormat(figure, '.json'));
      expect([account, value, open]).toEqual([account, 18, openable]);
      const html = await person.text(figure);
      expect(html.match(/href="\/discipline_decision\/[0-9a-f-]{36}"/g)).toHaveLength(openable);
      expect(await cases(person)).toBeGreaterThanOrEqual(openable);
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
    const one = firstOf(lists, 'discipline_decision');
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

test('a form offers units whose records its reader may write; what leaves no choice is chosen already', async () => {
  const unitsOn = async (person: Person, address: string) => {
    const [, select] = /<select[^>]* name="unit"[^>]*>(.*?)<\/select>/s.exec(await person.text(address))!;
    return [...select!.matchAll(/<option value="([^"]+)"( selected)?/g)].map(([, id, chosen]) => ({
      id,
      chosen,
    }));
  };
  const codesOf = async (ids: (string | undefined)[]) =>
    (
      await demo.owner<
        { code: string }[]
      >`select code from unit_now where unit = any (${ids as string[]}) order by code`
    ).map(({ code }) => code);
  const secretary = await demo.signIn('bithu');
  const own = await unitsOn(secretary, '/study_session/new');
  expect(own).toMatchObject([{ chosen: ' selected' }]);
  expect(await codesOf(own.map(({ id }) => id))).toEqual(['que-xuan-1.01']);
  const body = await secretary.text('/party_post/new');
  expect(body).toMatch(/<select[^>]* name="body"[^>]*>.*?<option value="[^"]+" selected/s);
  const commune = await unitsOn(await demo.signIn('quexuan1'), '/study_session/new');
  expect(commune.length).toBeGreaterThan(10);
  expect(commune.some(({ chosen }) => chosen)).toBe(false);
  const codes = await codesOf(commune.map(({ id }) => id));
  expect(codes.filter((code) => !code.startsWith('que-xuan-1'))).toEqual([]);
});

test('the first page of a cell has what its secretary does often and the figures of a cell; an office’s has its targets', async () => {
  const [cell, district] = [await (await demo.signIn('bithu')).text('/'), await office.text('/')];
  const often = /<ul class="often">(.*?)<\/ul>/s.exec(cell)![1]!;
  expect([...often.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual(
    [
      ...['meetings', 'dues', 'study_session', 'person', 'dossiers', 'transfers', 'member_review'],
      'cell-questions',
    ].map((page) => `/${page}`),
  );
  expect(seen(often)).toContain('Thu đảng phí');
  const tiles = (html: string) => [
    .../class="tiles">(.*?)<\/ul>/s.exec(html)![1]!.matchAll(/href="\/figures\/([^"?]+)/g),
  ];
  expect(tiles(cell).map(([, key]) => key)).toEqual([
    'mem.total',
    'mem.official',
    'mem.probationary',
    'mem.exempt',
    'adm.admitted',
    'adm.target',
  ]);
  expect(tiles(district).map(([, key]) => key)).toContain('org.grassroots_total');
  expect([cell, district].map((html) => html.includes('id="targets"'))).toEqual([false, true]);
  expect(district).not.toContain('class="often"');
  expect(seen(cell), 'what is not compared is not told to be beyond comparison').not.toContain(
    'không so sánh được',
  );
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
