/** A member's correction at a real browser: asked for on a telephone with evidence, answered at the office’s desk. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jpg } from '../prove/uploads/made.ts';
import { sessionFor } from '../src/records/testing.ts';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, serveAt } from './house.ts';
import { freshId } from './log.ts';

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let own: { id: string; unit: string };
let token: string;

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  served = await serveAt(demo.app);
  const [row] = await demo.owner<{ id: string; unit: string }[]>`
    select p.id, p.unit from person p join unit_now n on n.unit = p.unit
    join stay s on s.person = p.id and s.valid_to is null where n.code = 'que-xuan-1.01' order by p.id limit 1`;
  own = row!;
  token = await sessionFor(demo.owner, 'member', own.unit, freshId);
  await demo.owner`update account set person = ${own.id} where id = (select account from session
    where token_hash = token_hash(${token}))`;
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await demo?.close();
});

const TOO_WIDE = 'document.documentElement.scrollWidth > window.innerWidth';

/** As it stands on a telephone and on a desk: nothing against WCAG 2.2 AA, nothing wider than the window. */
async function look(page: Page, widths: readonly number[] = [360, 1280]): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    expect([page.url(), width, await axeViolations(page)]).toEqual([page.url(), width, []]);
    expect([page.url(), width, await page.evaluate(TOO_WIDE)]).toEqual([page.url(), width, false]);
  }
}

test('from the telephone of the member to the corrected file', async () => {
  const phone = await openPage(browser, { viewport: { width: 360, height: 740 } });
  const { page } = phone;
  await page.context().addCookies([{ name: 'capuy', value: token, url: served.origin }]);
  await page.goto(`${served.origin}/`);
  expect(new URL(page.url()).pathname, 'where a member begins').toBe('/my-file');
  await look(page);
  await page.locator('a[href="/my-file/ask?field=residence"]').click();
  await page.getByLabel('Nội dung đúng').fill('Thôn 2, xã Quế Xuân, thành phố Đà Nẵng');
  await page.getByRole('main').getByRole('button', { name: 'Gửi đề nghị sửa' }).click();
  await page.locator('#error-summary').waitFor();
  await look(page, [360]);
  await page.getByLabel('Căn cứ').fill('Căn cước cấp ngày 2/7/2023');
  await page.getByRole('main').getByRole('button', { name: 'Gửi đề nghị sửa' }).click();
  await page.waitForURL(/\/correction_request\//);
  expect(await lineOf(page, 'main')).toContain('Đang chờ trả lời');
  await page.getByText('Kèm tệp', { exact: true }).first().click();
  await page
    .getByLabel('Tệp', { exact: true })
    .setInputFiles({ name: 'can-cuoc.jpg', mimeType: 'image/jpeg', buffer: jpg() });
  await page.getByRole('main').getByRole('button', { name: 'Kèm tệp' }).click();
  await page.getByRole('link', { name: 'can-cuoc.jpg' }).waitFor();
  await look(page, [360]);

  const desk = await openPage(browser);
  await signInOn(desk.page, `${served.origin}/`, 'quexuan1', demo.passwordOf('quexuan1'));
  expect(await lineOf(desk.page, 'main')).toContain('Đề nghị sửa hồ sơ');
  await desk.page.goto(page.url());
  await look(desk.page, [1280]);
  await desk.page.getByLabel('Đã sửa: hồ sơ ghi sai').check();
  await desk.page.getByLabel('Lý do, trả lời').fill('Đúng theo căn cước đã xem');
  await desk.page.getByLabel('Nơi thường trú').fill('Thôn 2, xã Quế Xuân, thành phố Đà Nẵng');
  await desk.page.getByLabel('Giấy tờ làm căn cứ').selectOption('4');
  await desk.page.getByRole('main').getByRole('button', { name: 'Trả lời' }).click();
  await desk.page.getByText('Ngày trả lời').waitFor();
  await desk.page.goto(`${served.origin}/person/${own.id}/file/residence`);
  expect(await lineOf(desk.page, 'main')).toContain('Thôn 2, xã Quế Xuân, thành phố Đà Nẵng');

  await page.reload();
  expect(await lineOf(page, 'main')).toContain('Đúng theo căn cước đã xem');
  await page.goto(`${served.origin}/my-file`);
  expect(await lineOf(page, '#requests ~ *')).toContain('Đã sửa: hồ sơ ghi sai');
  expect([...phone.complaints, ...desk.complaints]).toEqual([]);
  await Promise.all([phone.close(), desk.close()]);
}, 120_000);

test.each([
  ['/file', [1280]],
  ['/file/work/change', [360]],
  ['/file/birth_date/correct', [1280]],
])(
  'a page of a file is in order: %s',
  async (path, widths) => {
    const { page, complaints, close } = await openPage(browser);
    const office = await sessionFor(demo.owner, 'office', own.unit, freshId);
    await page.context().addCookies([{ name: 'capuy', value: office, url: served.origin }]);
    await page.goto(`${served.origin}/person/${own.id}${path}`);
    await look(page, widths);
    expect(complaints).toEqual([]);
    await close();
  },
  60_000,
);

test('so are what files lack, likely duplicates and the papers of a file', async () => {
  const { page, complaints, close } = await openPage(browser);
  const office = await sessionFor(demo.owner, 'office', own.unit, freshId);
  await page.context().addCookies([{ name: 'capuy', value: office, url: served.origin }]);
  for (const path of ['/missing', '/duplicates', `/person/${own.id}/papers`]) {
    await page.goto(`${served.origin}${path}`);
    await look(page, [360]);
  }
  expect(complaints).toEqual([]);
  await close();
}, 60_000);
