/** A programme drafted and adopted, one item inspected to a remediated conclusion, at a real browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../src/kernel/clock.ts';
import { addDays, formatDate } from '../src/kernel/plain-date.ts';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, serveAt } from './house.ts';

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let commission: string;
let lead: string;
const today = systemClock.today();
const [TODAY, LATER] = [formatDate(today, 'vi'), formatDate(addDays(today, 60), 'vi')];
const YEAR = today.slice(0, 4);

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  served = await serveAt(demo.app);
  const [body] = await demo.owner<{ id: string }[]>`select b.id from body b join unit_now n on n.unit = b.unit
    where n.code = 'que-son' and b.kind = 'inspection_commission'`;
  const [officer] = await demo.owner<
    { id: string }[]
  >`select p.id from person p join unit_now n on n.unit = p.unit
    where n.code like 'que-xuan-2.%' order by p.id limit 1`;
  [commission, lead] = [body!.id, officer!.id];
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

const press = async (page: Page, name: string) => {
  const from = page.url();
  await page.getByRole('main').getByRole('button', { name }).click();
  await page.waitForURL((url) => url.href !== from);
};

const follow = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('link', { name }).first().click();

/** Opens the form of a new record with what its address gives, and records it. */
async function enter(page: Page, type: string, values: Record<string, string>): Promise<void> {
  await page.goto(`${served.origin}/${type}/new?${new URLSearchParams(values)}`);
  await press(page, 'Ghi nhận');
}

/** Takes a step of the case whose page is open: the form, the check page, back at the case. */
async function step(
  page: Page,
  verb: string,
  paper: string,
  more: Record<string, string> = {},
): Promise<void> {
  const at = page.url();
  await page.getByRole('link', { name: verb, exact: true }).click();
  await page.getByLabel('Ngày thực hiện').fill(TODAY);
  await page.getByLabel('Số, ký hiệu văn bản').fill(paper);
  for (const [name, value] of Object.entries(more)) await page.locator(`#f-${name}`).fill(value);
  await page.getByRole('main').getByRole('button', { name: 'Xem lại trước khi ghi' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Ghi bước này' }).click();
  await page.waitForURL(at);
}

test('a programme adopted, one item inspected to a conclusion that is put right and verified', async () => {
  const { page, complaints, close } = await openPage(browser);
  const at = (path: string) => page.goto(`${served.origin}${path}`);
  await signInOn(page, `${served.origin}/programmes?year=${YEAR}`, 'chunhiem', demo.passwordOf('chunhiem'));
  await look(page, [1280]);
  await at(`/programmes/draft?body=${commission}&year=${YEAR}`);
  await page
    .getByLabel(/Quế Xuân 1/)
    .first()
    .check();
  await look(page, [360]);
  await press(page, 'Lập dự thảo');
  const programme = page.url();
  await look(page, [1280]);
  expect(await lineOf(page, 'main')).toContain('Đây là dự thảo');

  await follow(page, /^1\. /);
  const item = page.url().split('/').at(-1)!;
  await at(`/programme_item/${item}/correct`);
  await page.locator('#f-quarter').fill('4');
  await page.locator('#f-period_from').fill('1/1/2024');
  await page.locator('#f-period_to').fill('31/12/2025');
  await page.locator('#f-reason').fill('đủ nội dung');
  await press(page, 'Đính chính');
  await enter(page, 'inspection_team', { item, person: lead, role: 'lead', valid_from: TODAY });
  await page.goto(programme);
  await follow(page, 'Ban hành chương trình');
  await page.locator('#f-number').fill('09-CTr/UBKTHU');
  await page.locator('#f-approved_on').fill(TODAY);
  await look(page, [360]);
  await page.getByRole('main').getByRole('button', { name: 'Ban hành chương trình' }).click();
  await page.getByRole('main').getByText('Số cuộc').waitFor();
  await look(page, [360]);
  await press(page, 'Ban hành chương trình');
  await page.waitForURL(programme);
  await look(page);

  await follow(page, /^Triển khai cuộc/);
  await page.locator('#f-number').fill('21-QĐ/UBKTHU');
  await page.locator('#f-title').fill('Kiểm tra Đảng ủy xã Quế Xuân 1');
  await page.locator('#f-opened_on').fill(TODAY);
  await press(page, 'Ghi nhận');
  const session = page.url();
  await look(page, [360]);
  await step(page, 'Ban hành quyết định, kế hoạch', '21-QĐ/UBKTHU');
  await step(page, 'Công bố quyết định, kế hoạch', '22-BB', { plan_until: LATER });
  await step(page, 'Nhận báo cáo tự kiểm tra, giải trình', '23-BC');
  await step(page, 'Thẩm tra, xác minh, làm việc', '24-BB');
  await step(page, 'Hoàn thành dự thảo báo cáo', '25-BC');
  await step(page, 'Hội nghị thông qua dự thảo', '26-BB');
  await step(page, 'Họp đoàn, trình báo cáo kết quả', '27-BC');
  await at('/inspections');
  await look(page, [360]);
  await page.goto(session);
  await follow(page, /^Ghi kết luận một nội dung/);
  const subject = new URL(page.url()).searchParams.get('subject')!;
  const found = { content: 'working_rules', assessment: 'shortcoming', text: 'Chưa sửa quy chế làm việc' };
  await enter(page, 'content_conclusion', {
    subject,
    ...found,
    remedy: 'Sửa quy chế làm việc',
    remedy_by: LATER,
  });
  await page.goto(session);
  await step(page, 'Họp xem xét, kết luận', '28-TB/UBKTHU');
  await look(page);
  await step(page, 'Công bố thông báo kết luận', '29-BB');
  await step(page, 'Phân công theo dõi việc thực hiện kết luận', '');

  await follow(page, /1 việc khắc phục/);
  await follow(page, /Sửa quy chế làm việc/);
  const duty = page.url();
  await look(page, [360]);
  expect(await lineOf(page, 'main')).toContain('chưa phân công');
  await follow(page, 'Phân công người kiểm chứng');
  await page.locator('#f-verifier').fill(lead);
  await page.locator('#f-reason').fill('phân công');
  await press(page, 'Đính chính');
  await page.goto(duty);
  await step(page, 'Ghi báo cáo đã khắc phục', '30-BC/ĐU');
  await step(page, 'Kiểm chứng: đạt', '31-BB');
  await step(page, 'Thông báo kết quả kiểm chứng', '32-TB');
  expect(await lineOf(page, 'main')).toContain('Hồ sơ đang ở: đã xong');

  await page.goto(session);
  await step(page, 'Nộp lưu hồ sơ', '33-DM');
  expect(await lineOf(page, '#rights + ul')).not.toContain('chưa');
  await at(`${new URL(session).pathname}/paper/TB_KL`);
  await look(page, [360]);
  await page.goto(programme);
  expect(await lineOf(page, '#counters + ul')).toContain('1/1 cuộc');
  for (const view of ['timeline', 'board']) {
    await page.goto(`${programme}/${view}`);
    await look(page);
  }
  await at(`/programmes/coverage?year=${YEAR}`);
  await look(page, [1280]);
  const lead3 = {
    number: '3-ĐX',
    received_on: TODAY,
    source: 'press',
    source_ref: 'BC-12',
    kind: 'member',
  };
  await enter(page, 'signal', {
    body: commission,
    ...lead3,
    subject_person: lead,
    substance: 'Chi sai nguồn quỹ',
  });
  await look(page, [1280]);
  await follow(page, 'Mở kiểm tra khi có dấu hiệu vi phạm');
  await look(page, [360]);
  await close();
  expect(complaints).toEqual([]);
}, 240_000);
