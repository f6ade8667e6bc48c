/** A merger from decision to changed tree in a real browser, on a wide screen and on a telephone, and back again. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { approveBy, type DemoHouse, openDemoHouse, type Person, seen, serveAt } from './house.ts';

const DAY = '1/12/2023';
const SUMMARY = 'Hợp nhất hai đảng bộ xã Quế Xuân 1 và Quế Xuân 2';
const NEW = 'Đảng bộ xã Quế Xuân';

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let desk: Awaited<ReturnType<typeof openPage>>;
let page: Page;
const unitsOf = new Map<string, string>();

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  served = await serveAt(demo.app);
  const rows = await demo.owner<{ code: string; unit: string }[]>`select code, unit from unit_now`;
  for (const { code, unit } of rows) unitsOf.set(code, unit);
  desk = await openPage(browser);
  page = desk.page;
  await signInOn(page, `${served.origin}/tree`, 'vanphong', demo.passwordOf('vanphong'));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await demo?.close();
});

const unit = (code: string): string => unitsOf.get(code)!;

const press = async (name: string) => {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
};

/** Nothing against WCAG and nothing wider than the screen. */
async function expectFit(what: string, widths: readonly number[] = [360, 1280]): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    expect([what, width, await axeViolations(page)]).toEqual([what, width, []]);
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect([what, wide <= width]).toEqual([what, true]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Opens the form of an operation from the draft. */
async function add(verb: string): Promise<void> {
  await page.locator(`section a[href*="add?do=${verb}"]`).click();
  await page.waitForLoadState();
}

/** The second person reads what was put before them and approves it; what they read. */
async function approved(): Promise<string> {
  const proposal = page.url().split('/').at(-1)!;
  const second = await demo.signIn('chanhvanphong');
  const read = seen(await second.text(`/approvals/${proposal}`));
  const answer = await approveBy(second, proposal);
  expect([answer.status, answer.status === 200 ? '' : await answer.text()]).toEqual([200, '']);
  return read;
}

test('a draft is entered, its operations added one by one, and what would follow is told', async () => {
  await page.getByRole('link', { name: 'Nhập quyết định sắp xếp' }).click();
  await page.locator('#f-unit').selectOption(unit('que-son'));
  await page.locator('#f-summary').fill(SUMMARY);
  await page.locator('#f-effective_on').fill(DAY);
  await page.locator('#f-number').fill('1654-QĐ/HU');
  await page.locator('#f-decided_by').fill('Ban Thường vụ Huyện ủy');
  await press('Ghi nhận');
  expect(await lineOf(page, 'h1')).toBe(SUMMARY);

  await add('found');
  await page.locator('#f-name').fill(NEW);
  await page.locator('#f-code').fill('que-xuan');
  await page.locator('#f-kind').selectOption('grassroots_committee');
  await page.locator('#f-parent').selectOption(unit('que-son'));
  await press('Thêm vào dự thảo');

  await add('merge');
  await press('Thêm vào dự thảo');
  expect(await lineOf(page, '#error-summary'), 'nothing was ticked or chosen').toContain('Hãy chọn');
  await page.getByRole('checkbox', { name: /^Đảng bộ xã Quế Xuân 1/ }).check();
  await page.getByRole('checkbox', { name: /^Đảng bộ xã Quế Xuân 2/ }).check();
  await expectFit('adding a merger', [360]);
  await page.locator('#f-into').selectOption({ label: `${NEW} (que-xuan)` });
  await press('Thêm vào dự thảo');

  await add('merge');
  await page.locator('#f-within').selectOption(unit('que-xuan-1'));
  await press('Chọn');
  await page.getByRole('checkbox', { name: /que-xuan-1\.02/ }).check();
  await page.locator('#f-into').selectOption(unit('que-xuan-1.01'));
  await press('Thêm vào dự thảo');

  await expectFit('the draft with what would follow');
  const told = await lineOf(page, 'main');
  const [cell] = await demo.owner<{ n: number }[]>`
    select count(*)::int as n from stay where unit = ${unit('que-xuan-1.02')}
      and valid_from <= '2023-12-01' and (valid_to is null or valid_to > '2023-12-01')`;
  expect(told).toContain(`Chi bộ thôn Đông Sơn ${cell!.n}`);
  expect(told, 'the mandate of the commune office ends').toContain('nhiệm vụ trong phần mềm');
  expect(told).toContain('Hãy nhập mục “Ngày quyết định”.');
}, 60_000);

test('it is tried out without a trace, proposed, approved, and the tree of the day is another', async () => {
  await page.getByRole('link', { name: 'Sửa phần quyết định' }).click();
  await page.locator('#f-decided_on').fill('20/11/2023');
  await page.locator('#f-reason').fill('Bổ sung ngày');
  await press('Đính chính');
  const before = await demo.written();
  await press('Chạy thử');
  expect(await lineOf(page, 'main .ds-alert')).toContain('chưa có gì thay đổi');
  const after = await demo.written();
  expect([after.rows - before.rows, after.entries - before.entries], 'only that it was tried').toEqual([
    0, 1,
  ]);
  await press('Trình người thứ hai');
  expect(await approved()).toContain(`${NEW} (que-xuan)`);

  await page.goto(`${served.origin}/tree?unit=que-xuan&on=2023-12-01`);
  expect(await lineOf(page, 'h1')).toBe(`Cây tổ chức ngày ${DAY}`);
  const tree = await lineOf(page, 'main');
  for (const wanted of ['Tiếp nhận từ', 'Đảng bộ xã Quế Xuân 1', '1654-QĐ/HU', 'từ ngày này'])
    expect(tree).toContain(wanted);
  await expectFit('the tree');
  await page.locator('.tabs a', { hasText: 'Sơ đồ' }).click();
  await page.locator('svg.org-chart text').nth(20).waitFor();
  await page.goto(`${served.origin}/tree?unit=que-xuan-1&on=2023-11-30`);
  expect(await lineOf(page, 'main')).toContain(`Kế thừa bởi ${NEW}`);
}, 60_000);

test('the slider shows the day before the merger and the day of it, by hand and without script', async () => {
  const { days } = await (await demo.signIn('vanphong')).data<{ days: string[] }>('/tree.json');
  const step = days.indexOf('2023-12-01');
  await page.goto(`${served.origin}/tree`);
  await page.locator('#f-step').fill(String(step));
  await page.waitForURL(/step=/);
  expect(await lineOf(page, 'h1')).toBe(`Cây tổ chức ngày ${DAY}`);
  const plain = await openPage(browser, { javaScriptEnabled: false });
  await signInOn(
    plain.page,
    `${served.origin}/tree?step=${step - 1}`,
    'vanphong',
    demo.passwordOf('vanphong'),
  );
  expect(await lineOf(plain.page, 'h1')).not.toContain(DAY);
  await plain.page.getByRole('button', { name: 'Xem ngày ở thanh kéo' }).click();
  expect(new URL(plain.page.url()).searchParams.get('step')).toBe(String(step - 1));
  await plain.close();
}, 60_000);

test('who works in the new unit reads what the old ones left, and the office of the old one is shut out', async () => {
  const office: Person = await demo.signIn('vanphong');
  const [old] = await demo.owner<{ id: string }[]>`
    select id from target where unit = ${unit('que-xuan-2')} limit 1`;
  expect((await office.get(`/target/${old!.id}`)).status).toBe(200);
  const [place] = await demo.owner<{ same: boolean }[]>`
    select u.place = n.place as same from unit u, unit n join unit_now w on w.id = n.id
    where u.id = ${unit('que-xuan-2')} and w.code = 'que-xuan'`;
  expect(place!.same, 'where the heir lies').toBe(true);
  const [mandate] = await demo.owner<{ held: boolean }[]>`
    select mandate_in_force(m, today()) as held from mandate m where m.unit = ${unit('que-xuan-1')} limit 1`;
  expect(mandate!.held).toBe(false);
});

test('nothing depends on it yet: the whole act is undone by two persons', async () => {
  const [act] = await demo.owner<{ id: string }[]>`select id from reorganisation where number = '1654-QĐ/HU'`;
  await page.goto(`${served.origin}/reorganisation/${act!.id}`);
  await page.getByRole('link', { name: 'Hủy cả quyết định' }).click();
  await expectFit('undoing');
  await page.locator('#f-reason').fill('Ban Thường vụ xem lại đề án');
  await press('Trình người thứ hai');
  expect(await approved()).toContain('Hủy cả quyết định về tổ chức');
  await page.goto(`${served.origin}/tree?unit=que-xuan-1&on=2023-12-01`);
  expect(await lineOf(page, 'main')).toContain('13 tổ chức bên dưới');
  const [left] = await demo.owner<
    { n: number }[]
  >`select count(*)::int as n from unit_now where code = 'que-xuan'`;
  expect(left!.n).toBe(0);
  await page.goto(`${served.origin}/reorganisation_draft/${act!.id}`);
  expect(await lineOf(page, 'main'), 'the draft can be proposed again').toContain('Trình người thứ hai');
  expect(desk.complaints).toEqual([]);
}, 60_000);
