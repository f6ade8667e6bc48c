/** A duty of a conclusion in a real browser, from the page of all deadlines to its end; on a telephone and on a desk. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, serveAt } from './house.ts';

const DUTY = 'Nộp lại khoản thu sai, công khai trước chi bộ';

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let page: Page;
let complaints: string[];
const duty: string = newId(systemClock);

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  served = await serveAt(demo.app);
  const chair = await demo.signIn('chunhiem');
  const [found] = await demo.owner<{ subject: string; verifier: string }[]>`
    select s.id as subject, (select p.id from person p join unit_now n on n.unit = p.unit
      where n.code = 'que-xuan-1.01' and p.id is distinct from s.subject_person order by p.id limit 1) as verifier
    from inspection_subject s join unit_now u on u.unit = s.unit
    where u.code = 'que-son' and s.concluded_on is not null and s.kind = 'organisation' order by s.id limit 1`;
  const sent = await chair.sendJson('/remediation.json', {
    ...{ id: duty, subject: found!.subject, duty: DUTY, due_on: '2023-12-31', verifier: found!.verifier },
  });
  expect(sent.status).toBe(201);
  ({ page, complaints } = await openPage(browser, {
    viewport: { width: 360, height: 740 },
    javaScriptEnabled: false,
  }));
  await signInOn(page, `${served.origin}/sign-in`, 'chunhiem', demo.passwordOf('chunhiem'));
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

const press = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click();

/** Takes a step from the page of the duty: the form, the check page, the act. */
async function take(verb: string, day: string, paper: string, note = ''): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: verb, exact: true }).click();
  await page.getByLabel('Ngày thực hiện').fill(day);
  await page.getByLabel('Số, ký hiệu văn bản').fill(paper);
  await page.getByLabel('Ghi chú').fill(note);
  await look();
  await press('Xem lại trước khi ghi');
  expect(await lineOf(page, 'main')).toContain('Hồ sơ chuyển sang');
  await press('Ghi bước này');
}

test('from the page of all deadlines to the word that it is done', async () => {
  await page.goto(`${served.origin}/deadlines`);
  await look();
  await page.locator(`a[href="/remediation/${duty}"]`).click();
  expect(await lineOf(page, 'main')).toContain('Hồ sơ đang ở: đã giao');
  await take('Ghi kế hoạch khắc phục', '10/10/2023', '3-KH/CB');
  await take('Ghi báo cáo đã khắc phục', '1/11/2023', '');
  // Without evidence the report is refused, and what was typed stays.
  expect(await lineOf(page, '#error-summary')).toContain('Báo cáo phải có bằng chứng');
  await page.getByLabel('Số, ký hiệu văn bản').fill('12-BC/CB');
  await press('Xem lại trước khi ghi');
  await press('Ghi bước này');
  await take('Kiểm chứng: chưa đạt', '5/11/2023', '7-BB/UBKT', 'chưa công khai trước chi bộ');
  expect(await lineOf(page, 'main')).toContain('Hồ sơ đang ở: đang khắc phục');
  await take('Ghi báo cáo đã khắc phục', '20/11/2023', '15-BC/CB');
  await take('Kiểm chứng: đạt', '25/11/2023', '9-BB/UBKT');
  expect(await lineOf(page, 'main')).toContain('chưa Được thông báo kết quả kiểm chứng');
  await take('Thông báo kết quả kiểm chứng', '28/11/2023', '10-BB/UBKT');
  const text = await lineOf(page, 'main');
  expect(text).toContain('Hồ sơ đang ở: đã xong');
  expect(text).toContain('đã bảo đảm ngày 28/11/2023');
  // The way it went stays: both reports, and the one that did not stand.
  expect(text).toContain('chưa công khai trước chi bộ');
  await look();
  await page.goto(`${served.origin}/deadlines`);
  expect(await page.locator(`a[href="/remediation/${duty}"]`).count()).toBe(0);
  expect(complaints).toEqual([]);
}, 60_000);

test('an address of a calendar is made, read without signing in, and stopped', async () => {
  await page.goto(`${served.origin}/deadlines/calendars`);
  await press('Tạo địa chỉ lịch');
  const address = (await page.locator('main code').first().innerText()).trim();
  await look();
  const fetched = () => demo.guest.get(new URL(address).pathname);
  const answer = await fetched();
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  const text = await answer.text();
  expect(text.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(0);
  expect(text).not.toMatch(/TB\/|khắc phục|Quế/);
  await press('Ngừng lịch');
  expect((await fetched()).status).toBe(404);
}, 60_000);

test('no page of them has a fault of accessibility', async () => {
  const other = await openPage(browser);
  await signInOn(other.page, `${served.origin}/sign-in`, 'chunhiem', demo.passwordOf('chunhiem'));
  const paths = ['/deadlines', '/deadlines/week', '/deadlines/calendars', `/remediation/${duty}`];
  for (const path of [...paths, `/remediation/${duty}/step/report`, `/remediation/${duty}/take-back`]) {
    await other.page.goto(`${served.origin}${path}`);
    for (const width of [360, 1280]) {
      await other.page.setViewportSize({ width, height: 740 });
      expect([path, width, await axeViolations(other.page)]).toEqual([path, width, []]);
    }
  }
  expect(other.complaints).toEqual([]);
  await other.close();
}, 60_000);
