/** A violation to a warning to a complaint that lowers it, at a real browser: two persons, every right given. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, serveAt } from './house.ts';

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let person: string;
const bodies: Record<string, string> = {};

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  served = await serveAt(demo.app);
  const [member] = await demo.owner<{ id: string }[]>`
    select p.id from person p join unit_now n on n.unit = p.unit join standing t on t.person = p.id
    where n.code = 'que-xuan-1.01' and t.kind = 'official' and t.valid_from < '2020-01-01' and t.valid_to is null
      and not exists (select from discipline_decision d where d.subject_person = p.id) order by p.id limit 1`;
  person = member!.id;
  const found = await demo.owner<{ id: string; kind: string }[]>`
    select b.id, b.kind from body b join unit_now n on n.unit = b.unit where n.code = 'que-son'`;
  for (const { id, kind } of found) bodies[kind] = id;
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

const filled = async (page: Page, type: string, values: Record<string, string>): Promise<string> => {
  await page.goto(`${served.origin}/${type}/new?${new URLSearchParams(values)}`);
  await press(page, 'Ghi nhận');
  return page.url();
};

/** Takes a step from the page of its case: the form, the check page, back at the case. */
async function step(
  page: Page,
  verb: string,
  on: string,
  paper = '',
  looked = false,
  reason = '',
): Promise<void> {
  const at = page.url();
  await page.getByRole('link', { name: verb, exact: true }).click();
  await page.getByLabel('Ngày thực hiện').fill(on);
  await page.getByLabel('Số, ký hiệu văn bản').fill(paper);
  if (looked) await look(page, [360]);
  await page.getByRole('main').getByRole('button', { name: 'Xem lại trước khi ghi' }).click();
  if (reason) await explain(page, reason);
  await page.getByRole('main').getByRole('button', { name: 'Ghi bước này' }).click();
  await page.waitForURL(at);
}

/** Whoever decided on the sanction is warned, and says why it is they all the same. */
async function explain(page: Page, reason: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Ghi bước này' }).click();
  await page.locator('[name="reason"]').waitFor();
  expect(await lineOf(page, 'main')).toContain('đã ghi hoặc duyệt quyết định kỷ luật bị khiếu nại');
  await page.locator('[name="reason"]').fill(reason);
  await page.getByRole('main').getByRole('button', { name: 'Xem lại trước khi ghi' }).click();
}

/** Fills a form field by field, whatever each looks like. */
async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const [select, radio] = [
      page.locator(`select#f-${name}`),
      page.locator(`input[type=radio][name="${name}"][value="${value}"]`),
    ];
    if ((await select.count()) > 0) await select.selectOption(value);
    else if ((await radio.count()) > 0) await radio.check();
    else await page.locator(`#f-${name}`).fill(value);
  }
}

/** Puts a decision before the chair, who approves it; its id. */
async function decide(page: Page, approver: Page, values: Record<string, string>): Promise<string> {
  await fill(page, values);
  await press(page, 'Trình người thứ hai');
  await approver.goto(page.url());
  await approver.getByRole('button', { name: 'Duyệt và thực hiện' }).click();
  await approver.waitForURL(/\/discipline_decision\//);
  return new URL(approver.url()).pathname.split('/').at(-1)!;
}

test('signs of violation to a warning to a complaint that lowers it', async () => {
  const officer = await openPage(browser);
  const chair = await openPage(browser);
  const { page } = officer;
  await signInOn(page, `${served.origin}/discipline-cases`, 'kiemtra', demo.passwordOf('kiemtra'));
  await signInOn(chair.page, `${served.origin}/`, 'chunhiem', demo.passwordOf('chunhiem'));
  await look(page);
  const commission = bodies.inspection_commission!;
  const subject = { subject_kind: 'member', subject_person: person, primary_content: 'ethics' };
  const file = await filled(page, 'discipline_case', {
    ...{ body: commission, number: '01-HS/UBKTHU', opened_on: '10/7/2023', origin: 'conclusion', ...subject },
    ...{ basis: '02-TB/UBKTHU ngày 5/7/2023', act_on: '1/3/2023', concluded_on: '5/7/2023' },
  });
  await look(page);
  expect(await lineOf(page, '#rights + ul')).toContain('chưa Được đại diện cấp có thẩm quyền gặp');
  await step(page, 'Kiểm điểm trước tổ chức đảng', '12/7/2023', '03-BB', true);
  await step(page, 'Gặp, nghe ý kiến', '14/7/2023', '04-BB');
  await page.getByRole('link', { name: 'Bỏ phiếu kín', exact: true }).click();
  const votes = { held_on: '20/7/2023', number: '05-BB', total: '9', present: '8', for_warning: '5' };
  await fill(page, { ...votes, for_reprimand: '3', purpose: 'decide' });
  await look(page, [360]);
  await press(page, 'Ghi nhận');
  expect(await lineOf(page, 'main')).toContain('Kết quả: Cảnh cáo');
  await look(page);

  await page.goto(file);
  await page.getByRole('link', { name: 'Ra quyết định kỷ luật', exact: true }).click();
  const first = { number: '06-QĐ/UBKTHU', decided_on: '20/7/2023', form: 'warning' };
  const decision = await decide(page, chair.page, first);
  await page.goto(file);
  expect(await lineOf(page, 'main')).toContain('Hồ sơ đang ở: Đã có quyết định');
  await step(page, 'Công bố quyết định', '25/7/2023', '07-BB');
  await step(page, 'Giao quyết định', '25/7/2023', '08-BB');
  await step(page, 'Báo quyền khiếu nại', '25/7/2023', '07-BB');
  await look(page, [360]);

  await page.getByRole('link', { name: 'Ghi khiếu nại về quyết định này' }).click();
  const complaint = await filled(page, 'complaint', {
    ...{ body: bodies.standing_committee!, number: '01-KN', decision, filed_by: 'subject', about: 'form' },
    ...{ told_on: '25/7/2023', filed_on: '10/8/2023', received_on: '11/8/2023' },
  });
  await step(page, 'Thụ lý', '15/8/2023', '09-QĐ');
  await step(page, 'Thẩm tra, xác minh', '1/9/2023', '10-BB');
  await step(page, 'Làm việc với người khiếu nại', '5/9/2023', '11-BB');
  await step(page, 'Họp, kết luận', '8/9/2023', '12-BB', false, 'Ủy ban chỉ có hai cán bộ');
  await page.getByRole('link', { name: 'Nhập quyết định giải quyết khiếu nại' }).click();
  const lowered = { number: '13-QĐ/HU', decided_on: '8/9/2023', form: 'reprimand' };
  const resolution = await decide(page, chair.page, lowered);

  await page.goto(complaint);
  await page.getByRole('link', { name: 'Ghi quyết định giải quyết', exact: true }).click();
  await page.getByLabel('Ngày thực hiện').fill('8/9/2023');
  await fill(page, { resolution, cause: 'policy' });
  await page.getByRole('main').getByRole('button', { name: 'Xem lại trước khi ghi' }).click();
  await explain(page, 'Ủy ban chỉ có hai cán bộ');
  await page.getByRole('main').getByRole('button', { name: 'Ghi bước này' }).click();
  await page.waitForURL(complaint);
  await step(page, 'Công bố quyết định giải quyết', '12/9/2023', '14-BB');
  await step(page, 'Báo cấp khiếu nại tiếp theo, hoặc đã hết cấp', '12/9/2023', '14-BB');
  await step(page, 'Kết thúc hồ sơ', '13/9/2023');
  expect(await lineOf(page, 'main')).toContain('Kết quả giải quyết Giảm');
  await look(page);

  await page.goto(file);
  expect(await lineOf(page, '#decisions + ul')).toMatch(/Cảnh cáo.*Khiển trách/);
  await page.goto(
    `${served.origin}/competence?body=${commission}&kind=member&standing=official&on=20/7/2023`,
  );
  expect(await lineOf(page, 'main table')).toContain('Khai trừ');
  await look(page, [360]);
  expect([...officer.complaints, ...chair.complaints]).toEqual([]);
  await Promise.all([officer.close(), chair.close()]);
}, 240_000);
