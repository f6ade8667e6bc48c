/** A letter from the register to both answers in a real browser, on a telephone and on a desk; and who drops out of it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, type Person, serveAt } from './house.ts';

const CHAIR = 'chunhiem';

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let chair: Person;
let page: Page;
let complaints: string[];
let body: string;
let people: { id: string; name: string }[];
let letter: string;
let matter: string;

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  served = await serveAt(demo.app);
  chair = await demo.signIn(CHAIR);
  const [decider] = await demo.owner<{ id: string }[]>`
    select b.id from body b join unit_now u on u.unit = b.unit
    where u.code = 'que-son' and b.kind = 'inspection_commission'`;
  body = decider!.id;
  people = [
    ...(await demo.owner<{ id: string; name: string }[]>`
    select p.id, p.name from person p join stay s on s.person = p.id and s.valid_to is null
    where not exists (select from person o where o.id <> p.id and o.name = p.name)
      and not exists (select from account a where a.person = p.id) order by p.id limit 4`),
  ];
  ({ page, complaints } = await openPage(browser, {
    viewport: { width: 360, height: 740 },
    javaScriptEnabled: false,
  }));
  await signInOn(page, `${served.origin}/sign-in`, CHAIR, demo.passwordOf(CHAIR));
  page.setDefaultTimeout(8_000);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await demo?.close();
});

/** The page as it stands, on a telephone and on a desk. */
async function look(): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
  }
}

const open = (path: string) => page.goto(`${served.origin}${path}`);

const press = async (name: string) => {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
};

const fill = async (values: Readonly<Record<string, string>>) => {
  for (const [field, value] of Object.entries(values)) {
    const input = page.locator(`#f-${field}`);
    const kind = await input.evaluate((element) => `${element.tagName} ${element.getAttribute('type')}`);
    if (kind.startsWith('SELECT')) await input.selectOption(value);
    else if (kind.endsWith('checkbox')) await input.check();
    else if (kind.endsWith('radio')) await page.locator(`[name="${field}"][value="${value}"]`).check();
    else await input.fill(value);
  }
};

/** Follows a link of the matter's page, fills the form and records it. */
async function add(link: string, values: Readonly<Record<string, string>>): Promise<void> {
  await open(matter);
  await page.getByRole('main').getByRole('link', { name: link }).first().click();
  await fill(values);
  await press('Ghi nhận');
}

/** A step or an act of the matter: its form, its check page, the act itself. */
async function take(verb: string, path: string, values: Readonly<Record<string, string>>): Promise<void> {
  await open(path);
  await fill(values);
  await press('Xem lại trước khi ghi');
  await press(verb);
  expect([verb, new URL(page.url()).pathname]).toEqual([verb, matter]);
}

const step = (name: string, values: Readonly<Record<string, string>>) =>
  take('Ghi bước này', `${matter}/step/${name}`, values);

test('a letter is entered with the ground and the rule that decides', async () => {
  await open('/petitions?year=2023');
  await page.getByRole('link', { name: 'Vào sổ một đơn' }).click();
  await fill({
    ...{ body, number: '31/2023', kind: 'denunciation', received_on: '2/10/2023', sender_kind: 'citizen' },
    ...{ sender_code: 'NG-2023-31', envelope: 'BT-2023-031', subject_person: people[0]!.name },
  });
  await press('Ghi nhận');
  letter = new URL(page.url()).pathname;
  expect(letter).toMatch(/^\/petition\/[0-9a-f-]{36}$/);
  await page.getByRole('link', { name: 'Đính chính' }).click();
  await fill({ disposition: 'accepted', ground: 'competent', disposed_on: '4/10/2023', reason: 'phân loại' });
  await press('Đính chính');
  expect(await lineOf(page, '#ruling >> xpath=..')).toContain('22-QĐ/TW ngày 28/7/2021, Điều 19');
  await look();
  await open('/petitions?year=2023');
  expect(await lineOf(page, 'main')).toContain('Thuộc thẩm quyền giải quyết của nơi tiếp nhận 22-QĐ/TW');
  await look();
}, 60_000);

test('the letter opens a matter; whoever is denounced and close to them is entered before anything else', async () => {
  await open(letter);
  await page.getByRole('link', { name: 'Mở vụ việc mới' }).click();
  await fill({ number: 'TC-2023-09', opened_on: '4/10/2023', managed_by: 'district' });
  await press('Ghi nhận');
  matter = new URL(page.url()).pathname;
  const id = matter.split('/').at(-1)!;
  const joined = { id: newId(systemClock), denunciation: id, petition: letter.split('/').at(-1)! };
  expect((await chair.sendJson('/denunciation_letter.json', joined)).status).toBe(201);
  await add('Ghi thêm: bên bị tố cáo', { kind: 'member', subject_person: people[0]!.name });
  await add('Ghi thêm: người phải tránh', {
    ...{ person: people[1]!.name, relation: 'spouse', grounds: 'Lý lịch' },
  });
  const [party] = await demo.owner<{ id: string }[]>`select id from denounced where denunciation = ${id}`;
  await add('Ghi thêm: nội dung', {
    ...{ denounced: party!.id, ordinal: '1', content: 'Việc thứ nhất', content_code: 'ethics' },
  });
  await open(matter);
  expect(await lineOf(page, 'main')).toContain('bên bị tố cáo giữ mọi quyền');
  await look();
}, 60_000);

test('step by step to the conclusion; every right is given before it ends', async () => {
  await step('classify', { on: '5/10/2023', document: '1-PĐX' });
  await open(`${matter}/step/establish`);
  await fill({
    on: '6/10/2023',
    document: '2-BB',
    officer_one: people[2]!.name,
    officer_two: people[1]!.name,
  });
  await press('Xem lại trước khi ghi');
  await press('Ghi bước này');
  const fault = await lineOf(page, '#error-summary');
  expect(fault).toContain('Người này bị tố cáo hoặc phải tránh vụ việc');
  expect(fault).toContain('người tố cáo không thuộc số người xử lý');
  await look();
  await step('establish', {
    ...{ on: '6/10/2023', document: '2-BB', officer_one: people[2]!.name, officer_two: people[3]!.name },
    sender_handles_nothing: 'true',
  });
  await step('accept', { on: '9/10/2023', document: '3-QĐ' });
  expect(await lineOf(page, 'main')).toContain('7/1/2024');
  await look();
  await step('explain', { on: '20/10/2023', document: '4-GT' });
  await step('verify', { on: '20/11/2023', document: '5-BC' });
  await page.getByRole('link', { name: 'Kết luận', exact: true }).first().click();
  const content = new URL(page.url()).pathname;
  await take('Kết luận nội dung', content, { found_on: '27/11/2023', finding: 'partly_true' });
  await step('draft', { on: '28/11/2023', document: '6-BC' });
  await step('conclude', { on: '4/12/2023', document: '7-TB' });
  await open('/petitions/due');
  expect(await lineOf(page, '#untold >> xpath=..')).toContain('TC-2023-09');
  await look();
}, 90_000);

test('both sides are told, and the register has the result', async () => {
  await step('tell_denouncer', { on: '6/12/2023', document: '8-TB' });
  await open(letter);
  expect(await page.getByRole('button', { name: 'Ghi kết quả của vụ việc vào sổ' }).count()).toBe(0);
  await step('tell_denounced', { on: '7/12/2023', document: '9-BB' });
  expect(await lineOf(page, 'main')).toContain('Hồ sơ đang ở: Đã kết thúc');
  await open('/petitions/due');
  expect(await lineOf(page, '#unsettled >> xpath=..')).toContain('31/2023');
  await open(letter);
  await press('Ghi kết quả của vụ việc vào sổ');
  expect(await lineOf(page, 'main')).toContain('Tố cáo đúng một phần');
  expect(complaints).toEqual([]);
}, 60_000);

test('register, letter, matter, acts and due work without a fault for those who cannot see them', async () => {
  const other = await openPage(browser);
  await signInOn(other.page, `${served.origin}/sign-in`, CHAIR, demo.passwordOf(CHAIR));
  const [content] = await demo.owner<{ id: string }[]>`
    select id from allegation where denunciation = ${matter.split('/').at(-1)!}`;
  const pages = ['/petitions?year=2023', '/petitions/due', letter, matter, `${matter}/step/establish`];
  for (const path of [...pages, `/allegation/${content!.id}/give-up`]) {
    await other.page.goto(`${served.origin}${path}`);
    for (const width of [360, 1280]) {
      await other.page.setViewportSize({ width, height: 740 });
      expect([path, width, await axeViolations(other.page)]).toEqual([path, width, []]);
    }
  }
  expect(other.complaints).toEqual([]);
  await other.close();
}, 60_000);

test('the chair who turns out to be the one denounced loses register, matter, figures and files in the same second', async () => {
  const FIGURE = '/figures/pet.denunciation.json?unit=que-son&year=2023&as_of=2023-12-31';
  type Listed = { rows: { id?: string; record?: string }[] };
  const register = () =>
    chair.data<Listed & { counts: { letters: number } }>('/petitions.json?year=2023&purpose=x');
  const [rows, counts] = [(await register()).rows.length, (await register()).counts.letters];
  expect(await chair.text(FIGURE)).toContain(letter.split('/').at(-1)!);
  await demo.owner`update account set person = ${people[0]!.id} where name = ${CHAIR}`;
  expect((await chair.get(letter)).status).toBe(404);
  expect((await chair.get(matter)).status).toBe(404);
  expect((await chair.get(`${matter}/step/decline`)).status).toBe(404);
  expect(await chair.text('/denunciation.json')).not.toContain('TC-2023-09');
  expect((await register()).rows.length).toBe(rows - 1);
  expect((await register()).counts.letters).toBe(counts - 1);
  expect(await chair.text('/petitions/due')).not.toContain('TC-2023-09');
  expect(await chair.text(FIGURE)).not.toContain(letter.split('/').at(-1)!);
  expect(await chair.text('/suggest/petition?q=31/2023')).not.toContain('31/2023');
}, 60_000);
