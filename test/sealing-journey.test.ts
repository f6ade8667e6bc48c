/** A key made, a name sealed, opened by two, and a letter handed in, in a real browser on a desk and on a telephone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, decide, type Key, makeKey, name, PASSPHRASE } from '../src/areas/sealing/testing.ts';
import { newId } from '../src/kernel/id.ts';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, type Person, serveAt } from './house.ts';
import { unitOf } from './log.ts';

const NAME = 'Trần Thị Bưởi';
const TWO = ['vanphong', 'chunhiem'] as const;

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let folder: string;
let people: Record<string, Person>;
let letter: string;
let body: string;
let kept: Key | undefined;
const pages: Record<string, Page> = {};
const complaints: string[][] = [];

const id = () => newId(demo.house.clock) as string;
const ask: Ask = async (who, path, sent) => {
  const answer = sent ? await people[who]!.sendJson(path, sent) : await people[who]!.get(path);
  return { status: answer.status, data: await answer.json() };
};

async function pageOf(who: string, width: number): Promise<Page> {
  const opened = await openPage(browser, { viewport: { width, height: 800 } });
  complaints.push(opened.complaints);
  if (who !== 'guest') await signInOn(opened.page, `${served.origin}/sign-in`, who, demo.passwordOf(who));
  pages[who] = opened.page;
  return opened.page;
}

const go = (who: string, path: string) => pages[who]!.goto(`${served.origin}${path}`);

/** The page as it stands at both widths: nothing is wider than it, and axe has nothing to say. */
async function look(who: string): Promise<void> {
  const page = pages[who]!;
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
    expect([page.url(), width, await axeViolations(page)]).toEqual([page.url(), width, []]);
  }
}

const press = (page: Page, verb: string) =>
  page.getByRole('main').getByRole('button', { name: verb, exact: true }).click();

async function withKey(page: Page, who: string): Promise<void> {
  await page.locator('[data-key-file]').setInputFiles(join(folder, `${who}.age`));
  await page.locator('[data-passphrase]').fill(PASSPHRASE);
}

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  served = await serveAt(demo.app);
  folder = mkdtempSync(join(tmpdir(), 'capuy-sealing-'));
  const signed = await Promise.all(['vanphong', 'chunhiem', 'kiemtra'].map((who) => demo.signIn(who)));
  people = { vanphong: signed[0]!, chunhiem: signed[1]!, kiemtra: signed[2]! };
  const [commission] = await demo.owner<{ id: string }[]>`
    select id from body where unit = ${await unitOf(demo.owner, 'que-son')} and kind = 'inspection_commission'`;
  [letter, body] = [id(), commission!.id];
  const typed = { id: letter, body, number: 'NP-1', kind: 'denunciation', received_on: '5/10/2023' };
  expect((await ask('kiemtra', '/petition.json', typed)).status).toBe(201);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
  await demo?.close();
});

test('a chair makes a key in the browser; two persons name the holders and throw the switch', async () => {
  const page = await pageOf('chunhiem', 1280);
  await go('chunhiem', '/sealing/key');
  await look('chunhiem');
  for (const field of await page.locator('[data-passphrase]').all()) await field.fill(PASSPHRASE);
  await press(page, 'Tạo khóa');
  await page.getByText('Khóa đã tạo').waitFor();
  writeFileSync(join(folder, 'chunhiem.age'), await page.locator('[data-locked]').innerText());
  await press(page, 'Đăng ký khóa công khai');
  await page.getByText('Đã ghi nhận.').waitFor();
  const { keys } = (await ask('chunhiem', '/sealing.json')).data as {
    keys: { id: string; recipient: string }[];
  };
  const [office, intake] = [await makeKey(ask, 'vanphong'), await makeKey(ask, 'kiemtra')];
  writeFileSync(join(folder, 'vanphong.age'), office.locked);
  writeFileSync(join(folder, 'kiemtra.age'), intake.locked);
  await name(ask, TWO, { ...keys[0]!, identity: '', locked: '' }, 'identity');
  await name(ask, TWO, office, 'identity');
  await name(ask, TWO, intake, 'intake');
  kept = intake;
  await decide(ask, TWO, 'sealed', true);
}, 180_000);

test('the officer seals a name; what is sent holds none', async () => {
  const page = await pageOf('kiemtra', 1280);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await go('kiemtra', `/petition/${letter}/sender`);
  await look('kiemtra');
  await page.getByLabel('Họ tên người gửi').fill(NAME);
  await press(page, 'Niêm phong danh tính');
  await page.getByText('Số người giữ khóa').waitFor();
  const all = decodeURIComponent(sent.join('\n').replaceAll('+', ' '));
  expect([all.includes(NAME), all.includes('BEGIN AGE ENCRYPTED FILE')]).toEqual([false, true]);
}, 180_000);

test('one holder asks, another agrees with the own key, the first reads the name', async () => {
  const first = await pageOf('vanphong', 360);
  await go('vanphong', '/sealing');
  await look('vanphong');
  await first.getByRole('link', { name: 'Đề nghị mở' }).click();
  await first.getByText('Xác định người gửi trước khi thụ lý').click();
  await press(first, 'Đề nghị mở');
  await first.waitForURL(/\/reveals\//);
  const address = new URL(first.url()).pathname;
  await go('chunhiem', address);
  await look('chunhiem');
  await withKey(pages.chunhiem!, 'chunhiem');
  await press(pages.chunhiem!, 'Đồng ý và chuyển nửa khóa');
  await pages.chunhiem!.getByText('Mở được đến').waitFor();
  await pages.chunhiem!.locator('[data-agree]').waitFor({ state: 'detached' });
  await go('vanphong', address);
  await look('vanphong');
  await withKey(first, 'vanphong');
  await press(first, 'Mở');
  await first.getByText(`Họ tên người gửi: ${NAME}`).waitFor();
}, 180_000);

test('the holders have changed: two of the former ones seal it anew for those named now', async () => {
  await name(ask, TWO, kept!, 'identity');
  const first = pages.vanphong!;
  await go('vanphong', '/sealing');
  await first.getByRole('link', { name: 'Niêm phong lại' }).click();
  expect(await first.locator('[value="reseal"]:checked').count()).toBe(1);
  await press(first, 'Đề nghị mở');
  await first.waitForURL(/\/reveals\//);
  const address = new URL(first.url()).pathname;
  await go('chunhiem', address);
  await withKey(pages.chunhiem!, 'chunhiem');
  await press(pages.chunhiem!, 'Đồng ý và chuyển nửa khóa');
  await pages.chunhiem!.locator('[data-agree]').waitFor({ state: 'detached' });
  await go('vanphong', address);
  await look('vanphong');
  await withKey(first, 'vanphong');
  await press(first, 'Niêm phong lại');
  await first.getByText('Đã niêm phong lại ngày').waitFor();
  expect(await first.content()).not.toContain(NAME);
}, 180_000);

test('a letter is handed in on a telephone without an account, and the intake reads it', async () => {
  const guest = await pageOf('guest', 360);
  await go('guest', '/hand-in');
  await look('guest');
  await guest.getByLabel('Nội dung đơn').fill('Ngày 3/2/2023 ông X nhận tiền của hộ nghèo.');
  await guest.getByLabel(/Họ tên, địa chỉ/).fill(NAME);
  await press(guest, 'Gửi đơn');
  await guest.locator('.receipt').waitFor();
  expect(await guest.context().cookies()).toEqual([]);
  await go('kiemtra', '/hand-ins');
  await pages.kiemtra!.getByRole('main').getByRole('link').first().click();
  await pages.kiemtra!.waitForURL(/\/hand-ins\/./);
  await look('kiemtra');
  await withKey(pages.kiemtra!, 'kiemtra');
  await press(pages.kiemtra!, 'Mở');
  await pages.kiemtra!.getByText('nhận tiền của hộ nghèo').waitFor();
  expect(await pages.kiemtra!.content()).not.toContain(NAME);
  expect(complaints.flat()).toEqual([]);
}, 180_000);

test('without script the page says what it needs and sends nothing of what is typed', async () => {
  const bare = await openPage(browser, { viewport: { width: 360, height: 800 }, javaScriptEnabled: false });
  await bare.page.goto(`${served.origin}/hand-in`);
  expect(await bare.page.getByText('cần JavaScript').isVisible()).toBe(true);
  expect(await bare.page.getByLabel('Nội dung đơn').isVisible()).toBe(false);
  expect(
    await bare.page.locator('[data-plain][name], [data-plain-file][name], [data-passphrase][name]').count(),
  ).toBe(0);
  await bare.close();
});
