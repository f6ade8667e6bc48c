/** People at a real browser, and what they read on a page. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page of its own, in Vietnamese, whose refused scripts, styles and errors are kept in `complaints`. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'vi-VN',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A refused form answers 422 and a missing page 404; the browser notes that too.
    if (message.type() !== 'log' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints, close: () => context.close() };
}

/** Signs in through the page the browser stands on or is sent to, and waits for the page behind it. */
export async function signInOn(page: Page, address: string, name: string, password: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel('Tên đăng nhập').fill(name);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** What a reader sees of an element, in one line. */
export async function lineOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).innerText()).replace(/\s+/g, ' ').trim();
}
