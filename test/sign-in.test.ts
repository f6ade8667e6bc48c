/** The door at a real browser: a phone's codes, passkeys from a virtual authenticator, a locked page, links from outside. */
import { createServer as httpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret, TOTP } from 'otpauth';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLAIN_ENTRANCE } from '../src/areas/access/entrance.ts';
import { hangDoor } from '../src/areas/access/sign-in-store.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { createServer } from '../src/web/server.tsx';
import { axeViolations, openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, serveAt } from './house.ts';

const DOOR = 'd'.repeat(43);
const WIDTHS = [360, 1280];

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemoHouse(), openBrowser()]);
  await hangDoor(demo.owner, DOOR);
  served = await serveAt(createServer({ ...demo.house, entrance: { ...PLAIN_ENTRANCE, door: DOOR } }));
  // Passkeys belong to a name, not to a number.
  origin = served.origin.replace('127.0.0.1', 'localhost');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await demo?.close();
});

/** A page is in order for everybody: WCAG 2.2 AA, and no wider than the telephone. */
async function inOrder(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const where = `${new URL(page.url()).pathname} at ${width} px`;
    expect([where, await axeViolations(page)]).toEqual([where, []]);
    const wide = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect([where, wide]).toEqual([where, 0]);
    if (process.env.CAPUY_SHOTS)
      await page.screenshot({
        path: `${process.env.CAPUY_SHOTS}/${where.replace(/\W+/g, '-')}.png`,
        fullPage: true,
      });
  }
}

const codeOf = (key: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate({
    timestamp: Date.parse(systemClock.now()) + steps * 30_000,
  });

const press = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name }).click();

/** The whole installation as one where a second factor is compulsory, for as long as the work takes. */
async function inEarnest(work: () => Promise<void>): Promise<void> {
  await demo.owner`update installation set value = 'false' where name = 'demonstration'`;
  try {
    await work();
  } finally {
    await demo.owner`update installation set value = 'true' where name = 'demonstration'`;
  }
}

test('an office is led to connect a phone, prints its codes, and signs in with the phone from then on', async () => {
  await inEarnest(async () => {
    const { page, complaints, close } = await openPage(browser);
    await page.goto(`${origin}/person?sex=male`);
    await inOrder(page);
    await signInOn(page, `${origin}/person?sex=male`, 'quexuan1', demo.passwordOf('quexuan1'));
    expect(new URL(page.url()).pathname).toBe('/sign-in/enrol');
    await inOrder(page);
    await press(page, 'Dùng ứng dụng mã trên điện thoại');
    const key = await page.locator('code.key').innerText();
    await inOrder(page);
    await page.getByLabel('Rồi gõ sáu số').fill('000000');
    await press(page, 'Gắn');
    expect(await lineOf(page, '#error-summary')).toContain('Mã không đúng');
    await inOrder(page);
    await page.getByLabel('Rồi gõ sáu số').fill(codeOf(key, -1));
    await press(page, 'Gắn');
    expect(await page.locator('.codes li').count()).toBe(10);
    const recovery = await page.locator('.codes li').first().innerText();
    await inOrder(page);
    await page.getByRole('link', { name: 'Tôi đã cất' }).click();
    expect(page.url()).toBe(`${origin}/person?sex=male`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Đăng xuất' }).click();

    await signInOn(page, `${origin}/`, 'quexuan1', demo.passwordOf('quexuan1'));
    expect(await lineOf(page, 'h1')).toBe('Bước thứ hai');
    await inOrder(page);
    await page.getByLabel('Mã sáu số').fill(codeOf(key));
    await press(page, 'Tiếp tục');
    expect(await lineOf(page, 'h1')).toBe('Đảng bộ xã Quế Xuân 1');

    await page.context().clearCookies();
    await signInOn(page, `${origin}/`, 'quexuan1', demo.passwordOf('quexuan1'));
    await page.getByText('Không có điện thoại ở đây').click();
    await page.getByLabel('Mã khôi phục trên giấy').fill(recovery);
    await page.locator('details').getByRole('button', { name: 'Tiếp tục' }).click();
    expect(await lineOf(page, 'h1')).toBe('Đảng bộ xã Quế Xuân 1');
    expect(complaints).toEqual([]);
    await close();
  });
}, 120_000);

/** A security key inside the browser that confirms by itself. */
async function authenticator(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2' as const,
    transport: 'internal' as const,
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  return { cdp, id: authenticatorId };
}

describe('a passkey', () => {
  test('is added, signs in without name or password, proves for official acts, unlocks, and is removed', async () => {
    const { page, complaints, close } = await openPage(browser);
    const { cdp, id } = await authenticator(page);
    await signInOn(page, `${origin}/account`, 'kiemtra', demo.passwordOf('kiemtra'));
    await inOrder(page);
    await page.getByLabel('Tên để nhận ra').fill('điện thoại của tôi');
    await press(page, 'Thêm khóa truy cập của thiết bị này');
    await page.getByRole('link', { name: 'Tôi đã cất' }).click();
    expect(await lineOf(page, '.own-list')).toContain('điện thoại của tôi');
    await inOrder(page);
    expect((await cdp.send('WebAuthn.getCredentials', { authenticatorId: id })).credentials).toHaveLength(1);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Đăng xuất' }).click();

    await page.goto(`${origin}/sign-in?back=%2Faccount`);
    await press(page, 'Dùng khóa truy cập');
    await page.waitForURL(`${origin}/account`);
    expect(await lineOf(page, 'main')).toContain('dùng lần cuối');

    await demo.owner`update session set locks_at = started_at`;
    await page.goto(`${origin}/sessions`);
    expect(await lineOf(page, 'h1')).toBe('Phiên làm việc đang khóa');
    await inOrder(page);
    await press(page, 'Dùng khóa truy cập');
    await page.waitForURL(`${origin}/sessions`);
    await inOrder(page);

    await demo.owner`update session set proved_at = started_at - interval '1 hour'`;
    await page.goto(`${origin}/account/codes`);
    expect(await lineOf(page, 'h1')).toBe('Xác nhận lại trước khi thực hiện');
    await inOrder(page);
    await press(page, 'Dùng khóa truy cập');
    await page.waitForURL(`${origin}/account/codes`);
    await inOrder(page);
    await page.goto(`${origin}/account/password`);
    await inOrder(page);

    await page.goto(`${origin}/account`);
    await page.locator('.own-list').getByRole('button').click();
    expect(await lineOf(page, 'main')).toContain('Chưa có khóa truy cập nào');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await press(page, 'Dùng khóa truy cập');
    expect(await lineOf(page, '#error-summary')).toContain('đã bị gỡ');
    expect(complaints).toEqual([]);
    await close();
  }, 120_000);

  test('of another device is told in words, and the page stays usable', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${origin}/sign-in`);
    const { cdp, id } = await authenticator(page);
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false });
    await press(page, 'Dùng khóa truy cập');
    await page.getByText('Thiết bị chưa xác nhận').waitFor();
    await signInOn(page, `${origin}/sign-in`, 'kiemtra', demo.passwordOf('kiemtra'));
    expect(new URL(page.url()).pathname).toBe('/');
    await close();
  });

  test('is not offered at a numeric address, and the page says why', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${served.origin}/sign-in`);
    expect(await page.locator('form[data-passkey]').count()).toBe(0);
    await signInOn(page, `${served.origin}/account`, 'cap.uy.vien', demo.passwordOf('cap.uy.vien'));
    expect(await lineOf(page, 'main')).toContain('Trang đang mở bằng địa chỉ số (IP)');
    await close();
  });

  test('proved for one challenge proves nothing a second time', async () => {
    const person = await demo.signIn('bithu');
    const sent = await person.send('/sign-in/passkey', { step: 'x'.repeat(43), credential: '{}', back: '/' });
    expect(sent.status).toBe(404);
    const app = createServer({ ...demo.house, entrance: { ...PLAIN_ENTRANCE, door: DOOR } });
    const ask = async () =>
      (await (
        await app.request('/sign-in/passkey/options', {
          method: 'POST',
          body: '{}',
          headers: { 'Content-Type': 'application/json' },
        })
      ).json()) as { step: string };
    const { step } = await ask();
    const use = () =>
      app.request('/sign-in/passkey', {
        method: 'POST',
        body: new URLSearchParams({ step, credential: '{"id":"x"}', back: '/' }),
        headers: { Origin: 'http://localhost' },
      });
    expect(await (await use()).text()).toContain('không thuộc tài khoản nào');
    expect(await (await use()).text()).toContain('Đã quá năm phút');
  });
});

test('what was typed is sent after the password, with script and without', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { page, complaints, close } = await openPage(browser, { javaScriptEnabled });
    await signInOn(page, `${origin}/person/new`, 'vanphong', demo.passwordOf('vanphong'));
    const name = `Nguyễn Thị Đang Gõ ${javaScriptEnabled ? 'Một' : 'Hai'}`;
    await page.locator('#f-name').fill(name);
    await demo.owner`update session set locks_at = started_at where locks_at <> 'infinity'`;
    await page.locator('main form button[type=submit]').first().click();
    expect(await lineOf(page, 'h1')).toBe('Phiên làm việc đang khóa');
    await page.getByLabel('Mật khẩu').fill(demo.passwordOf('vanphong'));
    await press(page, 'Mở khóa');
    expect(await lineOf(page, 'h1')).toBe('Gửi tiếp biểu mẫu đang dở');
    await inOrderIf(javaScriptEnabled, page);
    await press(page, 'Gửi biểu mẫu');
    // The form lacks the unit on purpose: it comes back with every word in it.
    expect(await page.locator('#f-name').inputValue()).toBe(name);
    expect(complaints).toEqual([]);
    await close();
  }
}, 120_000);

const inOrderIf = async (script: boolean, page: Page) => (script ? inOrder(page) : undefined);

test('a link on another site opens the page for whoever is signed in', async () => {
  const other = httpServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<a href="${origin}/person?sex=male">mở</a>`);
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
  const { page, close } = await openPage(browser);
  try {
    await signInOn(page, `${origin}/`, 'bithu', demo.passwordOf('bithu'));
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    await page.getByRole('link').click();
    await page.waitForURL(`${origin}/person?sex=male`);
    await page.locator('main table, main .hint, main p').first().waitFor();
    expect(await lineOf(page, 'h1')).not.toBe('Đăng nhập');
  } finally {
    await close();
    other.close();
  }
});

test('no script can make markup from text: the browser refuses it', async () => {
  const { page, close } = await openPage(browser);
  await page.goto(`${origin}/sign-in`);
  const refused = await page.evaluate<boolean>(`(() => {
    try {
      document.querySelector('main').innerHTML = '<b>x</b>';
      return false;
    } catch {
      return true;
    }
  })()`);
  expect(refused).toBe(true);
  await close();
});
