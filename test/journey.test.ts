/** The main job of a committee office, done in a real browser from signing in to the Word file of a signed report. */
import PizZip from 'pizzip';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, serveAt } from './house.ts';

const REPORT = '/reports/nine-month?unit=que-son&year=2023&as_of=2023-10-05';
const PERSON = 'Trần Thị Thử Nghiệm';
const NUMBER = '318-BC/HU';
const RECORDED = 'Ghi nhận';
const PROPOSE = 'Trình người thứ hai';

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let cell: { id: string; name: string };

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  served = await serveAt(demo.app);
  const [found] = await demo.owner<{ id: string; name: string }[]>`
    select unit as id, name from unit_now where code = 'que-xuan-1.01'`;
  cell = found!;
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await demo?.close();
});

/** The number printed for a figure in the text of the report on the page. */
const figureOn = (page: Page, key: string) =>
  page.locator(`article.sheet section a.figure[href^="/figures/${key}?"]`).first();

const toReport = (page: Page) =>
  signInOn(page, `${served.origin}${REPORT}`, 'vanphong', demo.passwordOf('vanphong'));

/** Opens 84 of the report, one of its admissions, and the member it admitted. Ends on the member's page. */
async function followDown(page: Page): Promise<void> {
  expect(await figureOn(page, 'adm.admitted').innerText()).toBe('84');
  await figureOn(page, 'adm.admitted').click();
  expect(await lineOf(page, 'h1')).toMatch(/: 84$/);
  const records = page.locator('main table a[href^="/admission/"]');
  expect(await records.count()).toBe(84);
  const name = (await records.first().innerText()).trim();
  await records.first().click();
  expect(await lineOf(page, 'main .kind')).toBe('Quyết định kết nạp');
  await page.locator('dl.facts a[href^="/person/"]').first().click();
  expect(await lineOf(page, 'main .kind')).toBe('Người');
  expect(name).toContain(await lineOf(page, 'h1'));
}

describe('the first part', () => {
  test('with JavaScript switched off', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await toReport(page);
    await followDown(page);
    await page.goBack();
    await page.goBack();
    await page.locator('nav[aria-label] a[href^="/reports/nine-month?"]').first().click();
    expect(new URL(page.url()).pathname).toBe('/reports/nine-month');
    expect(await figureOn(page, 'adm.admitted').innerText()).toBe('84');
    await close();
  }, 120_000);

  test('by keyboard alone, the focus always in sight', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${served.origin}${REPORT}`);
    await tabTo(page, 'Tên đăng nhập', '#f-name');
    await page.keyboard.type('vanphong');
    await page.keyboard.press('Tab');
    await page.keyboard.type(demo.passwordOf('vanphong'));
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/reports/nine-month');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id'), 'the first Tab skips to the content').toBe(
      'main',
    );
    await tabTo(page, '84', 'article.sheet section a.figure[href^="/figures/adm.admitted?"]');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/figures/adm.admitted');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, 'an admission', 'main table a[href^="/admission/"]');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname.startsWith('/admission/'));
    expect(await lineOf(page, 'main .kind')).toBe('Quyết định kết nạp');
    await close();
  }, 120_000);
});

/** What has the focus: whether it is what was looked for, whether a mark stands around it, what it is. */
type Stop = { there: boolean; marked: boolean; name: string };

/** Presses Tab until the element has the focus, and expects a mark around it on every stop. */
async function tabTo(page: Page, what: string, selector: string): Promise<void> {
  for (let pressed = 0; pressed < 150; pressed++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<Stop>(`(() => {
      const focused = document.activeElement;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused);
      const marked = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      const there = focused.matches(${JSON.stringify(selector)});
      return { there, marked, name: focused.tagName + ' ' + focused.textContent };
    })()`);
    expect([stop.name, stop.marked]).toEqual([stop.name, true]);
    if (stop.there) return;
  }
  throw new Error(`${what} was not reached by Tab`);
}

/** The head of office finds it on the first page, reads it and approves it; the address of what was signed. */
async function approveInBrowser(address: string): Promise<string> {
  const { page, complaints, close } = await openPage(browser);
  await signInOn(page, `${served.origin}/sign-in`, 'chanhvanphong', demo.passwordOf('chanhvanphong'));
  await page.getByRole('link', { name: 'Chờ duyệt: Ký và chốt số liệu báo cáo' }).click();
  expect(page.url()).toBe(address);
  expect(await lineOf(page, 'dl.facts')).toContain(NUMBER);
  await page.getByRole('button', { name: 'Duyệt và thực hiện' }).click();
  await page.waitForURL(/\/signed_report\//);
  const signed = page.url();
  await close();
  expect(complaints).toEqual([]);
  return signed;
}

/** Enters the person and the decision through the forms; the address of the decision. */
async function enterAdmission(page: Page): Promise<string> {
  await page.goto(`${served.origin}/person`);
  await page.locator('main a[href="/person/new"]').click();
  await page.getByLabel('Họ và tên').fill(PERSON);
  await choose(page, 'unit', cell);
  await page.getByLabel('Ngày sinh').fill('3/2/1998');
  await submit(page, RECORDED);
  expect(await lineOf(page, 'h1')).toBe(PERSON);

  const id = new URL(page.url()).pathname.split('/')[2]!;
  await page.goto(`${served.origin}/admission`);
  await page.locator('main a[href="/admission/new"]').click();
  await page.locator('#f-person').fill(PERSON);
  await choose(page, 'unit', cell);
  await page.locator('#f-number').fill('901-QĐ/HU');
  await page.locator('#f-decided_on').fill('29/9/2023');
  const [decider] = await demo.owner<{ id: string }[]>`
    select distinct body as id from admission a join unit_now u on u.unit = a.unit
    where u.parent = (select parent from unit_now where unit = ${cell.id})`;
  const body = page.locator('#f-body');
  if ((await body.evaluate((input) => input.tagName)) === 'SELECT') await body.selectOption(decider!.id);
  else await body.fill('Ban Thường vụ Huyện ủy Quế Sơn');
  await submit(page, RECORDED);
  expect(await lineOf(page, 'main .kind')).toBe('Quyết định kết nạp');
  expect(await page.locator(`dl.facts a[href="/person/${id}"]`).innerText()).toBe(PERSON);
  return page.url();
}

async function choose(page: Page, field: string, one: { id: string; name: string }): Promise<void> {
  const input = page.locator(`#f-${field}`);
  if ((await input.evaluate((element) => element.tagName)) === 'SELECT') await input.selectOption(one.id);
  else await input.fill('que-xuan-1.01');
}

const submit = async (page: Page, verb: string) => {
  const from = page.url();
  await page.getByRole('main').getByRole('button', { name: verb }).click();
  await page.waitForURL((url) => url.href !== from);
};

type Printed = {
  figures: Record<string, { value: number }>;
  sentences: { id: string; text: string; figures: string[] }[];
  annexes: { rows: { cells: { text: string; figure?: string }[] }[] }[];
  differences: { key: string; reported: number; now: number; added: string[]; removed: string[] }[];
};

const plain = (xml: string): string =>
  [...xml.matchAll(/<w:t[ >][^<]*<\/w:t>|<w:t>[^<]*<\/w:t>|<w:tab\/>|<w:br\/>/g)]
    .map(([run]) => (/^<w:t[ >]/.test(run) ? run.replace(/<[^>]*>/g, '') : ' '))
    .join('')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();

/** Paragraphs and rows of tables of a Word file. */
function wordOf(bytes: Buffer): { paragraphs: string[]; rows: string[][] } {
  const xml = new PizZip(bytes).file('word/document.xml')!.asText();
  const all = (text: string, tag: string) =>
    text.match(new RegExp(`<w:${tag}[ >][\\s\\S]*?</w:${tag}>`, 'g')) ?? [];
  return {
    paragraphs: all(xml, 'p').map(plain),
    rows: all(xml, 'tr').map((row) => all(row, 'tc').map(plain)),
  };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('the whole way of a number', () => {
  let page: Page;
  let complaints: string[];
  let close: () => Promise<void>;
  let decision: string;
  let signed: string;

  beforeAll(async () => {
    ({ page, complaints, close } = await openPage(browser));
  });
  afterAll(async () => {
    await close();
    expect(complaints).toEqual([]);
  });

  test('from the first page to the report, to 84, to a member and back', async () => {
    await signInOn(page, `${served.origin}/sign-in`, 'vanphong', demo.passwordOf('vanphong'));
    expect(await lineOf(page, 'h1')).toBe('Đảng bộ huyện Quế Sơn');
    await page.goto(`${served.origin}${REPORT}`);
    await followDown(page);
    for (let step = 0; step < 3; step++) await page.goBack();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(REPORT);
    expect(await figureOn(page, 'adm.pct_of_target').innerText()).toMatch(/^98,8\s?%$/);
  }, 120_000);

  test('a decision of 29/9/2023 is entered and the report says 85 of 85', async () => {
    decision = await enterAdmission(page);
    await page.goto(`${served.origin}${REPORT}`);
    expect(await figureOn(page, 'adm.admitted').innerText()).toBe('85');
    expect(await figureOn(page, 'adm.target').innerText()).toBe('85');
    expect(await figureOn(page, 'adm.pct_of_target').innerText()).toMatch(/^100\s?%$/);
    expect(await lineOf(page, 'article.sheet')).not.toMatch(/\b84\/85\b|98,8/);
  }, 120_000);

  test('the report is put before a second person under its number, and signed when that person approves', async () => {
    await page.getByRole('link', { name: 'Ký và chốt số liệu' }).click();
    await page.getByRole('button', { name: PROPOSE }).click();
    expect(await page.locator('#error-summary').innerText()).toContain('Hãy nhập số báo cáo.');
    await page.getByLabel('Số báo cáo').fill(NUMBER);
    await page.getByLabel('Người ký').fill('Nguyễn Văn Bí Thư');
    await page.getByRole('button', { name: PROPOSE }).click();
    await page.waitForURL(/\/approvals\//);
    expect(await lineOf(page, 'main')).toContain('Chánh Văn phòng Huyện ủy, Đảng bộ huyện Quế Sơn');
    signed = await approveInBrowser(page.url());
    await page.goto(signed);
    const text = await lineOf(page, 'main');
    for (const said of [NUMBER, 'Nguyễn Văn Bí Thư', 'còn nguyên như khi ký', 'Chưa có gì thay đổi'])
      expect(text).toContain(said);
  }, 120_000);

  test('a correction changes what is known, not what was signed, and the difference is named', async () => {
    await page.goto(decision);
    await page.getByRole('main').getByRole('link', { name: 'Đính chính' }).click();
    await page.locator('#f-decided_on').fill('2/10/2023');
    await page.getByRole('main').getByRole('button', { name: 'Đính chính' }).click();
    expect(await page.locator('#error-summary').innerText(), 'a reason is asked').toContain('ý do');
    expect(await page.locator('#f-decided_on').inputValue()).toBe('2/10/2023');
    await page.getByLabel('Lý do').fill('Nhập nhầm ngày quyết định');
    await page.getByRole('main').getByRole('button', { name: 'Đính chính' }).click();
    await page.waitForURL(decision);
    expect(await lineOf(page, 'ol.history')).toContain('Nhập nhầm ngày quyết định');

    await page.goto(`${served.origin}${REPORT}`);
    expect(await figureOn(page, 'adm.admitted').innerText(), 'what is known now').toBe('84');
    await page.goto(signed);
    expect(await figureOn(page, 'adm.admitted').innerText(), 'what was signed').toBe('85');
    expect(await lineOf(page, 'main')).toContain('còn nguyên như khi ký');
    const difference = page.locator('ul.differences > li').filter({ hasText: 'đã báo 85, nay 84' }).first();
    expect(oneLine(await difference.innerText())).toContain(`bớt: ${PERSON}`);
    await figureOn(page, 'adm.admitted').click();
    expect(await lineOf(page, 'h1'), 'the list as it was known then').toMatch(/: 85$/);
  }, 120_000);

  test('every number of the signed report stands in its Word file', async () => {
    const data = (await (await page.request.get(`${signed}.json`)).json()) as Printed;
    const file = await page.request.get(`${signed}.docx`);
    expect(file.headers()['content-type']).toContain('wordprocessingml');
    const { paragraphs, rows } = wordOf(await file.body());
    expect(paragraphs.join('\n')).toContain(NUMBER.split('-')[0]);
    const missing = data.sentences.filter(({ text }) => !paragraphs.some((p) => p.includes(oneLine(text))));
    expect(missing.map(({ text }) => text)).toEqual([]);
    const kept = new Set(rows.map((cells) => JSON.stringify(cells)));
    const wanted = data.annexes.flatMap(({ rows }) =>
      rows.map(({ cells }) => cells.map((c) => oneLine(c.text))),
    );
    expect(wanted.length).toBeGreaterThan(50);
    expect(wanted.filter((cells) => !kept.has(JSON.stringify(cells)))).toEqual([]);
    const printed = new Set([
      ...data.sentences.flatMap(({ figures }) => figures),
      ...data.annexes.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map((c) => c.figure ?? ''))),
    ]);
    expect(printed.size).toBeGreaterThan(50);
    expect(data.figures['adm.admitted']!.value).toBe(85);
    expect(data.differences.find(({ key }) => key === 'adm.admitted')).toMatchObject({
      reported: 85,
      now: 84,
    });
  }, 120_000);
});
