/** A transfer seen from both ends, and a badge round, at a real browser on a telephone and on a desk. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextOccasion } from '../src/areas/badges/occasions.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { addDays, addYears, formatDate, type PlainDate } from '../src/kernel/plain-date.ts';
import { sessionFor } from '../src/records/testing.ts';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage } from './browse.ts';
import { type DemoHouse, openDemoHouse, personAt, serveAt } from './house.ts';
import { freshId, unitOf } from './log.ts';

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let tokens: { origin: string; destination: string };
let member: { id: string; name: string };
let cell: string;

const today = systemClock.today();
const ago = (days: number): string => formatDate(addDays(today, -days), 'vi');

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  served = await serveAt(demo.app);
  const { owner } = demo;
  const unit = await unitOf(owner, 'que-xuan-1.01');
  const [there] = await owner<{ commune: string; cell: string; code: string }[]>`
    select u.parent as commune, u.name as cell, u.code from unit_now u join unit_now c on c.unit = u.parent
    where u.code like 'que-xuan-2.%' order by u.code limit 1`;
  cell = there!.cell;
  tokens = {
    origin: await sessionFor(owner, 'cell_secretary', unit, freshId),
    destination: await sessionFor(owner, 'office', there!.commune, freshId),
  };
  const [found] = await owner<{ id: string; name: string }[]>`
    select p.id, p.name from person p join stay s on s.person = p.id and s.valid_to is null where s.unit = ${unit} limit 1`;
  member = found!;
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await demo?.close();
});

/** A browser of somebody who has signed in. */
async function at(token: string, width: number) {
  const desk = await openPage(browser, { viewport: { width, height: 900 } });
  await desk.page.context().addCookies([{ name: 'capuy', value: token, url: served.origin }]);
  return desk;
}

async function expectSound(page: Page, width: number): Promise<void> {
  expect(await axeViolations(page), page.url()).toEqual([]);
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(wide, page.url()).toBeLessThanOrEqual(width);
}

const section = (page: Page, id: string) => page.locator(`section[aria-labelledby="${id}"]`);

test('a transfer: asked for and introduced at one end on a telephone, received and answered at the other', async () => {
  const [here, there] = [await at(tokens.origin, 360), await at(tokens.destination, 1280)];
  await here.page.goto(`${served.origin}/person/${member.id}`);
  await here.page.getByRole('link', { name: 'Lập đề nghị chuyển sinh hoạt' }).click();
  await expectSound(here.page, 360);
  await here.page.getByLabel('Chính thức').check();
  await here.page.getByLabel('Đến tổ chức đảng').fill('Đảng bộ xã Quế Xuân 2');
  await here.page.getByLabel('Ngày quyết định hoặc đổi nơi ở').fill(ago(20));
  await here.page.getByLabel('Ngày đề nghị chuyển').fill(ago(15));
  await here.page.getByRole('main').getByRole('button', { name: 'Lập đề nghị chuyển sinh hoạt' }).click();
  expect(await lineOf(here.page, 'h1')).toBe(member.name);
  await expectSound(here.page, 360);

  await here.page.getByLabel('Chi bộ nhận xét ngày').fill(ago(12));
  await here.page.getByLabel('Số văn bản nhận xét').fill('04-NX/CB');
  await here.page.getByRole('button', { name: 'Ghi nhận xét của chi bộ' }).click();
  await here.page.getByLabel('Ngày giới thiệu đi').fill(ago(10));
  await here.page.getByLabel('Số giấy giới thiệu').fill('12-GT/ĐU');
  await here.page.getByLabel('Đã niêm phong, đảng viên mang theo').first().check();
  await here.page.getByRole('button', { name: 'Giới thiệu đi' }).click();
  expect(await lineOf(here.page, 'main .ds-tag >> nth=0')).toBe('Đã giới thiệu đi');
  expect(await section(here.page, 'next').innerText()).toContain('Đang chờ đầu kia');
  const address = here.page.url();

  await here.page.getByRole('link', { name: 'Giấy giới thiệu' }).click();
  expect(await lineOf(here.page, 'article.sheet h1')).toBe('GIẤY GIỚI THIỆU SINH HOẠT ĐẢNG CHÍNH THỨC');
  await expectSound(here.page, 360);
  await here.page.goto(`${served.origin}/transfers`);
  expect(await section(here.page, 'under_way').innerText()).toContain(member.name);
  await expectSound(here.page, 360);

  await there.page.goto(served.origin);
  expect(await section(there.page, 'due').innerText()).toContain('Đảng viên sắp chuyển đến: 1');
  await there.page.goto(`${served.origin}/transfers`);
  expect(await section(there.page, 'coming').innerText()).toContain(member.name);
  expect((await there.page.request.get(`${served.origin}/person/${member.id}`)).status()).toBe(404);
  await expectSound(there.page, 1280);
  await there.page.getByRole('link', { name: member.name }).click();
  await there.page.getByLabel('Ngày tiếp nhận').fill(ago(2));
  await there.page.getByLabel('Chi bộ tiếp nhận').selectOption({ label: cell });
  await there.page.getByLabel('Nơi đến đã nhận').first().check();
  await there.page.getByRole('button', { name: 'Tiếp nhận' }).click();
  expect(await there.page.locator('dl.facts').innerText()).toMatch(new RegExp(`Đang tính ở\\s+${cell}`));
  await there.page.getByLabel('Ngày phiếu báo').fill(ago(1));
  await there.page.getByLabel('Số phiếu báo').fill('7-PB/ĐU');
  await there.page.getByRole('button', { name: 'Gửi, nhận phiếu báo' }).click();
  expect(await section(there.page, 'next').innerText()).toContain('đã xong');
  await expectSound(there.page, 1280);
  expect((await there.page.request.get(`${served.origin}/person/${member.id}`)).status()).toBe(200);

  await here.page.goto(address);
  expect(await lineOf(here.page, 'main .ds-tag >> nth=0')).toBe('Đã có phiếu báo');
  expect([here.complaints, there.complaints]).toEqual([[], []]);
  await Promise.all([here.close(), there.close()]);
});

test('a deadline reckoned day by day over Tết, and the holidays of each year', async () => {
  const { page, close } = await at(tokens.origin, 360);
  await page.goto(`${served.origin}/calendar`);
  await page.getByLabel('Kể từ sau ngày').fill('18/1/2023');
  await page.getByLabel('Số ngày làm việc').fill('3');
  await page.getByRole('button', { name: 'Tính' }).click();
  const told = await page.locator('.ds-alert[data-color="success"]').innerText();
  expect(told).toContain(
    'đến hết ngày 30/1/2023; không tính 4 ngày nghỉ hằng tuần; nghỉ 20/1/2023–26/1/2023',
  );
  await page.getByText('Từng ngày một').click();
  expect(await page.getByText('thứ Hai 30/1/2023: ngày làm việc thứ 3').isVisible()).toBe(true);
  await expectSound(page, 360);
  await close();
});

test('a badge round: listed by party age, recorded by one decision, and listed no more', async () => {
  const occasion = nextOccasion(demo.house.regulations, today)!;
  const [officer] = await demo.owner<{ id: string; name: string }[]>`
    select p.id, p.name from person p join stay s on s.person = p.id and s.valid_to is null
    join unit_now u on u.unit = s.unit where u.code = 'que-xuan-1.02' and p.id <> ${member.id} limit 1`;
  const since = formatDate(addYears(occasion.on as PlainDate, -30), 'vi');
  const commune = await unitOf(demo.owner, 'que-xuan-1');
  const token = await sessionFor(demo.owner, 'office', commune, freshId);
  const office = personAt(demo.app, `capuy=${token}`);
  const period = { id: freshId(), person: officer!.id, valid_from: since, document: 'Lý lịch đảng viên' };
  expect((await office.sendJson('/party_period.json', period)).status).toBe(201);

  for (const width of [360, 1280]) {
    const { page, complaints, close } = await at(token, width);
    await page.goto(`${served.origin}/badges`);
    expect(await section(page, 'due').innerText()).toContain(officer!.name);
    await expectSound(page, width);
    if (width === 1280) {
      const tick = page.getByRole('checkbox', { name: new RegExp(`${officer!.name}, 30`) });
      await tick.check();
      await page.getByRole('button', { name: 'Quyết định tặng Huy hiệu Đảng' }).click();
      expect(await page.locator('#error-summary').innerText()).toContain('Số quyết định');
      await expectSound(page, width);
      expect(await tick.isChecked(), 'what was ticked stays').toBe(true);
      await page.getByLabel('Số quyết định').fill('45-QĐ/TU');
      await page.getByLabel('Ngày quyết định').fill(ago(1));
      await page.getByLabel('Cấp quyết định').fill('Ban Thường vụ Tỉnh ủy');
      await page.getByRole('button', { name: 'Quyết định tặng Huy hiệu Đảng' }).click();
      expect(await section(page, 'due').innerText()).not.toContain(officer!.name);
      await page.goto(`${served.origin}/badge_award`);
      expect(await page.locator('main table').innerText()).toContain('45-QĐ/TU');
    }
    expect(complaints).toEqual([]);
    await close();
  }
});

test('three months without a good reason become a question to the cell, and a reason takes it away', async () => {
  const { page, close } = await at(tokens.origin, 360);
  const office = personAt(demo.app, `capuy=${tokens.origin}`);
  const [one] = await demo.owner<{ id: string; name: string }[]>`
    select p.id, p.name from person p join stay s on s.person = p.id and s.valid_to is null
    join unit_now u on u.unit = s.unit where u.code = 'que-xuan-1.01' and p.id <> ${member.id} limit 1`;
  const year = today.slice(0, 4);
  // Months of this year that have begun; in January and February there are not three yet.
  const months = ['01', '02', '03'].filter((month) => `${year}-${month}` <= today.slice(0, 7));
  const ids = months.map(() => freshId());
  for (const [i, month] of months.entries()) {
    const typed = { id: ids[i]!, person: one!.id, month: `${Number(month)}/${year}`, what: 'dues' };
    expect((await office.sendJson('/missed_month.json', typed)).status).toBe(201);
  }
  await page.goto(`${served.origin}/cell-questions`);
  const text = await page.locator('main').innerText();
  expect(text).toContain(one!.name);
  expect(/\d tháng không đóng đảng phí trong năm/.test(text)).toBe(months.length === 3);
  await expectSound(page, 360);
  const row = await office.data<{ record: Record<string, string> }>(`/missed_month/${ids[0]}.json`);
  const corrected = {
    ...row.record,
    seen: row.record.known_from,
    good_reason: 'Nằm viện',
    reason: 'bổ sung lý do',
  };
  const form = Object.fromEntries(
    ['person', 'month', 'what', 'good_reason', 'reason', 'seen'].map((name) => [
      name,
      (corrected as never)[name],
    ]),
  );
  expect((await office.sendJson(`/missed_month/${ids[0]}/correct.json`, form)).status).toBe(200);
  await page.reload();
  expect(await page.locator('main').innerText()).not.toMatch(/\d tháng không đóng đảng phí trong năm/);
  await close();
});
