/** A letter from hand-in to both answers in a real browser, on a telephone and on a desk; and who drops out of it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, decide } from '../src/areas/sealing/testing.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { formatDate } from '../src/kernel/plain-date.ts';
import { sessionFor } from '../src/records/testing.ts';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, type Person, serveAt } from './house.ts';
import { freshId, unitOf } from './log.ts';

const CHAIR = 'chunhiem';
const ON = systemClock.today();
const [TODAY, YEAR] = [formatDate(ON, 'vi'), ON.slice(0, 4)];
const NUMBER = `31/${YEAR}`;
const ENVELOPE = `BT-${YEAR}-0031`;

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
let receipt: string;
let handedIn: string;
type Opened = Awaited<ReturnType<typeof openPage>>;
let writer: Opened;
let clerk: Opened;
const NO_SCRIPT = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false };

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
  await takingLetters();
  [writer, clerk] = await Promise.all([openPage(browser, NO_SCRIPT), openPage(browser, NO_SCRIPT)]);
  const token = await sessionFor(demo.owner, 'petitions', await unitOf(demo.owner, 'que-son'), freshId);
  await clerk.page.context().addCookies([{ name: 'capuy', value: token, url: served.origin }]);
  ({ page, complaints } = await openPage(browser, NO_SCRIPT));
  await signInOn(page, `${served.origin}/sign-in`, CHAIR, demo.passwordOf(CHAIR));
  page.setDefaultTimeout(8_000);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await demo?.close();
});

/** Two persons open the page that takes letters; identities stay off the system. */
async function takingLetters(): Promise<void> {
  const two: Record<string, Person> = { vanphong: await demo.signIn('vanphong'), [CHAIR]: chair };
  const ask: Ask = async (who, path, sent) => {
    const answer = sent ? await two[who]!.sendJson(path, sent) : await two[who]!.get(path);
    return { status: answer.status, data: await answer.json() };
  };
  await decide(ask, ['vanphong', CHAIR], 'off_system', true);
}

/** The page as it stands, on a telephone and on a desk. */
async function look(at: Page = page): Promise<void> {
  for (const width of [1280, 360]) {
    await at.setViewportSize({ width, height: 740 });
    expect(await at.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
  }
}

const open = (path: string) => page.goto(`${served.origin}${path}`);

const press = async (name: string, at: Page = page) => {
  await at.getByRole('main').getByRole('button', { name, exact: true }).click();
  await at.waitForLoadState();
};

const fill = async (values: Readonly<Record<string, string>>, at: Page = page) => {
  for (const [field, value] of Object.entries(values)) {
    const input = at.locator(`#f-${field}`);
    const kind = await input.evaluate((element) => `${element.tagName} ${element.getAttribute('type')}`);
    if (kind.startsWith('SELECT')) await input.selectOption(value);
    else if (kind.endsWith('checkbox')) await input.check();
    else if (kind.endsWith('radio')) await at.locator(`[name="${field}"][value="${value}"]`).check();
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

test('a letter is handed in without an account, and a clerk takes it into the register', async () => {
  const { page: there } = writer;
  await there.goto(`${served.origin}/hand-in`);
  await look(there);
  await there.getByLabel('Nội dung đơn').fill('Ngày 3/2 ông ấy nhận tiền của hộ nghèo.');
  await there.getByRole('button', { name: 'Gửi đơn' }).click();
  receipt = await lineOf(there, '.receipt');
  expect(receipt).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$/);
  await look(there);
  expect(await there.context().cookies()).toEqual([]);

  const { page: desk } = clerk;
  await desk.goto(`${served.origin}/hand-ins`);
  await look(desk);
  await desk.getByRole('main').getByRole('link').first().click();
  await desk.waitForURL(/\/hand-ins\/./);
  handedIn = new URL(desk.url()).pathname;
  expect(await lineOf(desk, 'main')).toContain('hộ nghèo');
  await look(desk);
  await fill({ body, number: NUMBER, kind: 'denunciation' }, desk);
  await press('Vào sổ đơn', desk);
  letter = new URL(desk.url()).pathname.replace('/sender', '');
  expect(letter).toMatch(/^\/petition\/[0-9a-f-]{36}$/);
  await fill({ number: ENVELOPE, safe: 'K-1', laid_on: TODAY }, desk);
  await press('Ghi nơi để phong bì', desk);
  expect(await lineOf(desk, 'main')).toContain(ENVELOPE);
}, 60_000);

test('the letter gets its ground and the rule that decides', async () => {
  await open(letter);
  await page.getByRole('link', { name: 'Đính chính' }).click();
  await fill({
    ...{ sender_kind: 'citizen', sender_code: 'NG-2023-31', envelope: ENVELOPE },
    ...{ subject_person: people[0]!.name, disposition: 'accepted', ground: 'competent' },
    ...{ disposed_on: TODAY, reason: 'phân loại' },
  });
  await press('Đính chính');
  expect(await lineOf(page, '#ruling >> xpath=..')).toMatch(/\d+-QĐ\/TW ngày \d/);
  await look();
  await open(`/petitions?year=${YEAR}`);
  expect(await lineOf(page, 'main')).toMatch(/Thuộc thẩm quyền giải quyết của nơi tiếp nhận \d+-QĐ\/TW/);
  await look();
}, 60_000);

test('the letter opens a matter; whoever is denounced and close to them is entered before anything else', async () => {
  await open(letter);
  await page.getByRole('link', { name: 'Mở vụ việc mới' }).click();
  await fill({ number: 'TC-2023-09', opened_on: TODAY, managed_by: 'district' });
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
  await step('classify', { on: TODAY, document: '1-PĐX' });
  await open(`${matter}/step/establish`);
  await fill({
    on: TODAY,
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
    ...{ on: TODAY, document: '2-BB', officer_one: people[2]!.name, officer_two: people[3]!.name },
    sender_handles_nothing: 'true',
  });
  await step('accept', { on: TODAY, document: '3-QĐ' });
  expect(await lineOf(page, 'main')).toContain(`kể từ sau ngày ${TODAY}`);
  await look();
  await step('explain', { on: TODAY, document: '4-GT' });
  await step('verify', { on: TODAY, document: '5-BC' });
  await page.getByRole('link', { name: 'Kết luận', exact: true }).first().click();
  const content = new URL(page.url()).pathname;
  await take('Kết luận nội dung', content, { found_on: TODAY, finding: 'true_violation' });
  await step('draft', { on: TODAY, document: '6-BC' });
  await step('conclude', { on: TODAY, document: '7-TB' });
  const opening = await page.getByRole('link', { name: /^Mở hồ sơ kỷ luật/ }).getAttribute('href');
  const filled = Object.fromEntries(new URL(opening!, served.origin).searchParams);
  expect(filled).toMatchObject({ origin: 'conclusion', subject_kind: 'member', basis: `7-TB, ${TODAY}` });
  expect(JSON.stringify(filled), 'nothing of the letter').not.toMatch(/NG-|BT-|TC-/);
  await page.goto(`${served.origin}${opening}`);
  await look();
  const begun = { id: freshId(), number: '1-HSKL', opened_on: TODAY, act_on: '01/06/2022' };
  const beginCase = (more = {}) => chair.sendJson('/discipline_case.json', { ...filled, ...begun, ...more });
  expect(await (await beginCase({ subject_person: people[1]!.id })).text()).toContain('other_subject');
  expect((await beginCase()).status).toBe(201);
  await open(matter);
  await page.getByRole('link', { name: 'Xem hồ sơ kỷ luật' }).waitFor();
  await open('/petitions/due');
  expect(await lineOf(page, '#untold >> xpath=..')).toContain('TC-2023-09');
  await look();
}, 90_000);

test('both sides are told, and the register has the result', async () => {
  await step('tell_denouncer', { on: TODAY, document: '8-TB' });
  await open(letter);
  expect(await page.getByRole('button', { name: 'Ghi kết quả của vụ việc vào sổ' }).count()).toBe(0);
  await step('tell_denounced', { on: TODAY, document: '9-BB' });
  expect(await lineOf(page, 'main')).toContain('Hồ sơ đang ở: Đã kết thúc');
  const { page: desk } = clerk;
  await desk.goto(`${served.origin}${letter}/sender`);
  await look(desk);
  await desk.getByRole('link', { name: 'Trả lời người gửi' }).click();
  await desk.waitForURL(/\/hand-ins\/./);
  await fill({ answer: 'Tố cáo đúng; đã kết luận và thông báo hai bên.' }, desk);
  await press('Trả lời', desk);
  const { page: there } = writer;
  await there.goto(`${served.origin}/hand-in`);
  await there.getByLabel('Mã biên nhận').fill(receipt.toLowerCase());
  await there.getByRole('button', { name: 'Xem', exact: true }).click();
  const told = await lineOf(there, 'main');
  expect(told).toContain('Đã vào sổ đơn');
  expect(told).toContain('đã kết luận và thông báo hai bên');
  await look(there);
  await open('/petitions/due');
  expect(await lineOf(page, '#unsettled >> xpath=..')).toContain(NUMBER);
  await open(letter);
  await press('Ghi kết quả của vụ việc vào sổ');
  expect(await lineOf(page, 'main')).toContain('Kết quả giải quyết Tố cáo đúng');
  expect([...complaints, ...writer.complaints, ...clerk.complaints]).toEqual([]);
}, 60_000);

test('register, letter, matter, acts and due work without a fault for those who cannot see them', async () => {
  const other = await openPage(browser);
  await signInOn(other.page, `${served.origin}/sign-in`, CHAIR, demo.passwordOf(CHAIR));
  const [content] = await demo.owner<{ id: string }[]>`
    select id from allegation where denunciation = ${matter.split('/').at(-1)!}`;
  const pages = [`/petitions?year=${YEAR}`, '/petitions/due', letter, matter, `${matter}/step/establish`];
  for (const path of [
    ...pages,
    '/hand-in',
    '/hand-ins',
    handedIn,
    `${letter}/sender`,
    `/allegation/${content!.id}/give-up`,
  ]) {
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
  const FIGURE = `/figures/pet.denunciation.json?unit=que-son&year=${YEAR}&as_of=${ON}`;
  type Listed = { rows: { id?: string; record?: string }[] };
  const register = () =>
    chair.data<Listed & { counts: { letters: number } }>(`/petitions.json?year=${YEAR}&purpose=x`);
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
  expect(await chair.text(`/suggest/petition?q=${NUMBER}`)).not.toContain(NUMBER);
}, 60_000);
