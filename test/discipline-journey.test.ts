/** Signs a supervision found to an inspection, a sanction, a complaint that lowers it, at a real browser: every right given. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, type Person, serveAt } from './house.ts';

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let person: string;
let lead: string;
const bodies: Record<string, string> = {};

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  served = await serveAt(demo.app);
  const [member] = await demo.owner<{ id: string }[]>`
    select p.id from person p join unit_now n on n.unit = p.unit join standing t on t.person = p.id
    where n.code = 'que-xuan-1.01' and t.kind = 'official' and t.valid_from < '2020-01-01' and t.valid_to is null
      and not exists (select from discipline_decision d where d.subject_person = p.id) order by p.id limit 1`;
  const [officer] = await demo.owner<{ id: string }[]>`
    select p.id from person p join unit_now n on n.unit = p.unit where n.code like 'que-xuan-2.%' order by p.id limit 1`;
  [person, lead] = [member!.id, officer!.id];
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

/** Records over the pages, without looking at each: what the form asks is shown in journeys of its own. */
async function put(officer: Person, path: string, values: object): Promise<string> {
  const id = newId(systemClock);
  const answer = await officer.sendJson(`${path}.json`, { id, ...values });
  expect([path, answer.status, await answer.text()]).toMatchObject([path, 201, expect.anything()]);
  return id;
}

/** Takes a session step by step, each with a paper of its own, as [step, day]. */
async function session(officer: Person, id: string, steps: readonly (readonly [string, string])[]) {
  for (const [step, on] of steps) {
    const plan = step === 'hand_over' ? { plan_until: '30/6/2023' } : {};
    await put(officer, `/inspection/${id}/step/${step}`, { on, document: `${step}-VB`, ...plan });
  }
}

const WORK = ['issue', 'hand_over', 'self_report', 'verify', 'draft', 'meeting', 'report'] as const;
const on = (days: readonly string[]) => WORK.map((step, at) => [step, days[at]!] as const);

/** A supervision of the member that finds signs; its page. */
async function supervised(officer: Person): Promise<string> {
  const of = { body: bodies.inspection_commission!, number: '01-QĐ/UBKTHU', opened_on: '1/2/2023' };
  const id = await put(officer, '/inspection', {
    ...{ ...of, nature: 'supervision', origin: 'unplanned', title: 'Giám sát đảng viên' },
  });
  const subject = await put(officer, '/inspection_subject', {
    ...{ inspection: id, kind: 'member', subject_person: person, works: ['thematic_supervision'] },
  });
  await team(officer, id, '1/2/2023');
  await put(officer, '/content_conclusion', {
    ...{ subject, content: 'ethics', assessment: 'signs', text: 'Có dấu hiệu vi phạm về lối sống' },
  });
  const days = ['2/2/2023', '3/2/2023', '10/2/2023', '20/2/2023', '22/2/2023', '24/2/2023', '27/2/2023'];
  await session(officer, id, [...on(days), ['conclude', '1/3/2023'], ['publish', '2/3/2023']]);
  return `/inspection/${id}`;
}

const team = (officer: Person, inspection: string, from: string) =>
  put(officer, '/inspection_team', { inspection, person: lead, role: 'lead', valid_from: from });

/** From what the supervision found to an inspection on signs and its conclusion: the form of the case it opens. */
async function inspected(page: Page, officer: Person, supervision: string): Promise<string> {
  await page.goto(`${served.origin}${supervision}`);
  await look(page, [360]);
  await page.getByRole('link', { name: /^Đề xuất kiểm tra khi có dấu hiệu vi phạm/ }).click();
  await fill(page, {
    ...{ number: '02-ĐX', received_on: '3/3/2023', source_ref: 'GS-01' },
    substance: 'Dấu hiệu vi phạm về lối sống đã thấy qua giám sát',
  });
  await press(page, 'Ghi nhận');
  await page.getByRole('link', { name: 'Mở kiểm tra khi có dấu hiệu vi phạm' }).first().click();
  const decision = { number: '03-QĐ/UBKTHU', title: 'Kiểm tra khi có dấu hiệu vi phạm' };
  await fill(page, { ...decision, opened_on: '10/3/2023' });
  await press(page, 'Mở kiểm tra khi có dấu hiệu vi phạm');
  const file = new URL(page.url()).pathname;
  const id = file.split('/').at(-1)!;
  await team(officer, id, '10/3/2023');
  const days = ['13/3/2023', '15/3/2023', '30/3/2023', '20/4/2023', '5/5/2023', '12/5/2023', '20/5/2023'];
  await session(officer, id, on(days));
  await page.reload();
  await page.getByRole('link', { name: /^Ghi kết luận một nội dung/ }).click();
  const found = { content: 'ethics', assessment: 'must_discipline', text: 'Vi phạm quy định về lối sống' };
  await fill(page, found);
  await press(page, 'Ghi nhận');
  await session(officer, id, [
    ['conclude', '5/7/2023'],
    ['publish', '6/7/2023'],
  ]);
  await page.goto(`${served.origin}${file}`);
  await look(page);
  await page.getByRole('link', { name: /^Mở hồ sơ kỷ luật/ }).click();
  return file;
}

/** From the case to a fine by the administration, and from a review that finds the sanction wrongful to making it good. */
async function outside(page: Page, officer: Person, decision: string): Promise<void> {
  await page.getByRole('link', { name: 'Ghi việc xử lý pháp luật, hành chính' }).click();
  const fined = { kind: 'administrative', agency: 'Chủ tịch UBND xã', number: '215/QĐ-XPHC' };
  await fill(page, { ...fined, decided_on: '1/8/2023' });
  await look(page, [360]);
  await press(page, 'Ghi nhận');
  expect(await lineOf(page, 'main')).toContain('Xử lý hành chính');
  const of = { body: bodies.inspection_commission!, number: '15-QĐ/UBKTHU', opened_on: '15/9/2023' };
  const inspection = await put(officer, '/inspection', {
    ...{ ...of, nature: 'inspection', origin: 'unplanned', title: 'Kiểm tra việc thi hành kỷ luật' },
  });
  const [unit] = await demo.owner<{ id: string }[]>`select id from unit_now where code = 'que-xuan-1'`;
  await put(officer, '/inspection_subject', {
    ...{ inspection, kind: 'organisation', subject_unit: unit!.id, works: ['discipline_enforcement'] },
  });
  await page.goto(`${served.origin}/inspection/${inspection}`);
  await page.getByRole('link', { name: /^Ghi kết quả rà soát một trường hợp/ }).click();
  await fill(page, { decision, finding: 'wrongful', proposal: 'cancel' });
  await look(page, [360]);
  await press(page, 'Ghi nhận');
  await page.goto(`${served.origin}/inspection/${inspection}`);
  await look(page);
  expect(await lineOf(page, 'main')).toContain('Oan, sai, đề nghị xóa');
  await page.getByRole('link', { name: /^Ghi kết luận kỷ luật oan/ }).click();
  expect(await page.locator('#f-decision').inputValue()).not.toBe('');
  const found = await demo.owner`select from wrongful_finding where decision = ${decision}`;
  expect(found.length, 'nothing happens by itself').toBe(0);
}

/** A deadline that a rule counts stands still from a day on and runs again on another; its days say so. */
async function standStill(page: Page, from: string, to: string): Promise<void> {
  const link = (name: string) => page.getByRole('main').getByRole('link', { name, exact: true }).click();
  const push = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click();
  await link('Tạm dừng');
  await page.getByLabel('Từ ngày').fill(from);
  await push('Xem lại trước khi ghi');
  expect(await lineOf(page, '#error-summary')).toContain('Lý do');
  await page.getByLabel('Lý do').fill('lũ lụt, không xác minh được');
  await look(page);
  await push('Xem lại trước khi ghi');
  expect(await lineOf(page, 'main')).toContain('không tính ngày nào cho đến khi chạy tiếp');
  await look(page);
  await push('Tạm dừng thời hạn');
  expect(await lineOf(page, 'main')).toContain('đang tạm dừng');
  await link('Cho chạy tiếp');
  await page.getByLabel('Chạy tiếp từ ngày').fill(to);
  await push('Xem lại trước khi ghi');
  await push('Cho thời hạn chạy tiếp');
  expect(await lineOf(page, 'main')).toContain('20/11/2023');
  expect(await lineOf(page, 'main')).toContain('90 ngày + tạm dừng 7 ngày');
}

test('signs a supervision found to a warning to a complaint that lowers it to a reprimand', async () => {
  const officer = await openPage(browser);
  const chair = await openPage(browser);
  const { page } = officer;
  await signInOn(page, `${served.origin}/discipline-cases`, 'kiemtra', demo.passwordOf('kiemtra'));
  await signInOn(chair.page, `${served.origin}/`, 'chunhiem', demo.passwordOf('chunhiem'));
  await look(page);
  const commission = bodies.inspection_commission!;
  const hand = await demo.signIn('kiemtra');
  const inspection = await inspected(page, hand, await supervised(hand));
  await fill(page, { number: '01-HS/UBKTHU', opened_on: '10/7/2023', act_on: '1/1/2023' });
  await press(page, 'Ghi nhận');
  const file = page.url();
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
  await standStill(page, '17/8/2023', '24/8/2023');
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

  await page.goto(`${served.origin}${inspection}`);
  await page.getByRole('link', { name: /^Xem hồ sơ kỷ luật/ }).click();
  await page.waitForURL(file);
  expect(await lineOf(page, '#decisions + ul')).toMatch(/Cảnh cáo.*Khiển trách/);
  await outside(page, hand, decision);
  await page.goto(
    `${served.origin}/competence?body=${commission}&kind=member&standing=official&on=20/7/2023`,
  );
  expect(await lineOf(page, 'main table')).toContain('Khai trừ');
  await look(page, [360]);
  expect([...officer.complaints, ...chair.complaints]).toEqual([]);
  await Promise.all([officer.close(), chair.close()]);
}, 240_000);
