/** What people do leaves its mark in the audit log, and what could not be noted is not shown. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refuseUnfit } from '../src/web/route.ts';
import { routesOf } from '../src/web/routes.ts';
import { REPORT } from './addresses.ts';
import { type DemoHouse, openDemoHouse, type Person, seen } from './house.ts';
import { entriesOf, freshId, sensitiveIds, unitOf, unwritable } from './log.ts';

let demo: DemoHouse;
let office: Person;
let clerk: Person;
let officer: Person;
let ids: Record<string, string>;

beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
  clerk = await demo.signIn('quexuan1');
  officer = await demo.signIn('kiemtra');
  // Cases are opened by those they are assigned to, files by the office.
  ids = { ...(await sensitiveIds(demo, officer)), person: (await sensitiveIds(demo, office)).person! };
}, 120_000);
afterAll(() => demo?.close());

const left = (work: () => Promise<unknown>) => entriesOf(demo.owner, work);

const commands = async (work: () => Promise<unknown>) => (await left(work)).map(({ command }) => command);

describe('signing in', () => {
  test('leaves who came in, and who left', async () => {
    let person: Person | undefined;
    const [entry, ...more] = await left(async () => {
      person = await demo.signIn('bithu');
    });
    expect([entry!.command, more.length]).toEqual(['sign in', 0]);
    const [holder] = await demo.owner`select name from account where id = ${entry!.account}`;
    expect(holder).toEqual({ name: 'bithu' });
    expect(await commands(() => person!.send('/sign-out', {}))).toEqual(['sign out']);
  });
  test('with a wrong password leaves the account, with an unknown name none, and never what was typed', async () => {
    const wrong = await left(() => demo.guest.send('/sign-in', { name: ' BiThu ', password: 'sai bét' }));
    const unknown = await left(() =>
      demo.guest.send('/sign-in', { name: 'mật khẩu gõ nhầm ô', password: 'x' }),
    );
    expect([wrong, unknown].map((e) => [e.length, e[0]!.reason, e[0]!.account !== null])).toEqual([
      [1, 'wrong', true],
      [1, 'wrong', false],
    ]);
    const [text] = await demo.owner<{ text: string }[]>`
      select string_agg(to_jsonb(e)::text, '') as text from audit_entry e`;
    expect(text!.text).not.toMatch(/gõ nhầm|sai bét/);
  });
  test('another mandate leaves which; one that is not held leaves nothing', async () => {
    const [own] = await demo.owner<
      { id: string }[]
    >`select m.id from mandate m join account a on a.id = m.account
      where a.name = 'vanphong'`;
    const [entry] = await left(() => office.send('/mandate', { mandate: own!.id }));
    expect(entry).toMatchObject({ command: 'switch mandate', record_type: 'mandate', record_id: own!.id });
    expect(await left(() => office.send('/mandate', { mandate: freshId() }))).toEqual([]);
  });
  test('is refused where it could not be noted', async () => {
    await unwritable(demo.owner, 'sign in', async () => {
      const name = 'bithu';
      const answer = await demo.guest.send('/sign-in', { name, password: demo.passwordOf(name) });
      expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([500, null]);
    });
  });
});

describe('opening a sensitive record', () => {
  const SENSITIVE = [
    ...['allegation', 'close_person', 'complaint', 'content_conclusion', 'denounced'],
    ...['denunciation', 'denunciation_letter', 'discipline_case', 'discipline_decision', 'finance_finding'],
    ...['inspection', 'inspection_subject', 'outside_handling', 'person', 'petition', 'remediation'],
    ...[
      'remediation_money',
      'sanction_review',
      'signal',
      'supervision_note',
      'suspension_order',
      'team_diary',
      'wrongful_finding',
    ],
  ];

  test('these are the sensitive ones, and every address of one says that it opens it', () => {
    expect(Object.keys(ids).sort()).toEqual(SENSITIVE);
    const routes = routesOf(demo.house).filter(
      ({ path, audit }) =>
        SENSITIVE.some((name) => path.startsWith(`/${name}/:id`)) && audit !== 'read openings',
    );
    expect(routes.length).toBeGreaterThanOrEqual(SENSITIVE.length * 6);
    const shows = routes.filter(({ path }) => !path.endsWith('/attach'));
    expect(shows.filter(({ opens, path }) => opens !== path.split('/')[1])).toEqual([]);
    // A paper that leaves is noted as an export, and as an opening all the same.
    expect(routes.filter(({ method, audit }) => method === 'get' && !/^(open|export)$/.test(audit))).toEqual(
      [],
    );
  });
  test('a route that opens nothing, or says so without an id, is not served', () => {
    const route = routesOf(demo.house).find(({ path }) => path === '/person/:id')!;
    const { opens: _, ...lacking } = route;
    expect(() => refuseUnfit([lacking])).toThrow('it opens no record');
    expect(() => refuseUnfit([{ ...route, path: '/person/of' }])).toThrow('it opens no record');
    expect(() => refuseUnfit([route])).not.toThrow();
  });
  test.each(SENSITIVE)('%s: page, data and forms leave an entry with record and unit each', async (name) => {
    const one = `/${name}/${ids[name]}`;
    const [row] = await demo.owner<
      { unit: string }[]
    >`select unit from ${demo.owner(name)} where id = ${ids[name]!}`;
    const at = name === 'person' ? office : officer;
    for (const address of [one, `${one}.json`, `${one}/correct`, `${one}/withdraw`]) {
      const entries = await left(async () => expect((await at.get(address)).status).toBe(200));
      expect(
        entries.map(({ command }) => command),
        address,
      ).toEqual(['open']);
      expect(entries[0], address).toMatchObject({ record_type: name, record_id: ids[name], unit: row!.unit });
    }
  });
  test('lists, searches and what is not sensitive leave nothing; neither does what may not be opened', async () => {
    const [foreign] = await demo.owner<
      { id: string }[]
    >`select p.id from person p join unit u on u.id = p.unit
      where u.place not between (select place from unit where id = ${await unitOf(demo.owner, 'que-xuan-1')})
        and (select place_end from unit where id = ${await unitOf(demo.owner, 'que-xuan-1')}) limit 1`;
    const nothing = ['/person', '/discipline_decision', '/search?q=nguyen', '/unit', '/person/new'];
    for (const address of [...nothing, `/person/${foreign!.id}`, `/person/${freshId()}`, '/person/x'])
      expect(await commands(() => clerk.get(address)), address).toEqual([]);
  });
  test('a correction that meets another one shows it, and so is an opening', async () => {
    const { record } = await office.data<{ record: Record<string, string> }>(`/person/${ids.person}.json`);
    const name = String(record.name);
    const form = { name, seen: '2001-01-01 00:00:00+00', reason: 'thử' };
    const entries = await commands(async () => {
      expect((await office.send(`/person/${ids.person}/correct`, form)).status).toBe(409);
    });
    expect(entries).toEqual(['open']);
  });
  test('shows nothing where it could not be noted', async () => {
    await unwritable(demo.owner, 'open', async () => {
      for (const address of [`/person/${ids.person}`, `/person/${ids.person}.json`]) {
        const answer = await office.get(address);
        expect(answer.status).toBe(500);
        const { name } = (await demo.owner`select name from person where id = ${ids.person!}`)[0]!;
        expect(await answer.text()).not.toContain(name);
      }
      expect((await office.get('/person')).status).toBe(200);
    });
  });
  test('gives up politely while a large act holds the log, and lists go on', async () => {
    const held = await demo.owner.reserve();
    await held`begin`;
    await held`select pg_advisory_xact_lock(7258193)`;
    try {
      const [file, list] = await Promise.all([office.get(`/person/${ids.person}`), office.get('/person')]);
      expect([file.status, list.status]).toEqual([503, 200]);
      expect(seen(await file.text())).toContain('Sổ ghi đang bận');
    } finally {
      await held`rollback`;
      held.release();
    }
  });
});

describe('an export', () => {
  test.each([
    [`/document.xlsx`, 'xlsx'],
    [`/figures/adm.admitted.xlsx${REPORT}&purpose=thử`, 'xlsx'],
    [`/figures/adm.admitted.json${REPORT}&purpose=thử`, 'json'],
    [`/reports/nine-month.docx${REPORT}`, 'docx'],
    [`/reports/nine-month.xlsx${REPORT}`, 'xlsx'],
    [`/reports/nine-month.txt${REPORT}`, 'txt'],
    [`/reports/nine-month.json${REPORT}`, 'json'],
  ])('%s leaves what was taken, its format and its number of rows', async (address, format) => {
    const entries = await left(async () => expect((await office.get(address)).status).toBe(200));
    expect(entries).toMatchObject([{ command: 'export', record_type: 'export' }]);
    const [taken] =
      await demo.owner`select what, format, row_count from export where entry = ${entries[0]!.id}`;
    expect(taken).toMatchObject({ what: address.replace(/[.](json|xlsx|docx|txt)[?]?.*$/, ''), format });
    const data = await office.data<{ rows?: unknown[]; records?: unknown[]; figures?: object }>(
      address.replace(/[.](xlsx|docx|txt)/, '.json'),
    );
    expect(taken!.row_count).toBe((data.rows ?? data.records ?? Object.keys(data.figures!)).length);
  });
  test('up to as many rows as a page shows are data of that page', async () => {
    expect(await commands(() => office.get('/document.json?number=12'))).toEqual([]);
  });
  test('is not handed over where it could not be noted', async () => {
    await unwritable(demo.owner, 'export', async () => {
      const answer = await office.get('/document.xlsx');
      expect([answer.status, answer.headers.get('Content-Disposition')]).toEqual([422, null]);
    });
  });
});
