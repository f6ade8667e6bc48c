/**
 * The journey of the no-network proof, run where there is no route. Arguments: the folder of the data (empty: a first
 * start), and the file for the server's calls (empty: they are not watched). Prints what the browser asked for as one line of JSON; any step that fails ends the process.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { DemoAccount } from '../src/cli/demonstration.ts';
import { openBrowser } from '../src/web/testing/browser.ts';
import { runFile } from './children.ts';

const [folder, trace] = process.argv.slice(2) as [string, string];
const PATIENCE_MS = 60_000;
const REPORT = '/reports/nine-month?unit=que-son&year=2023&as_of=2023-10-05';

const watch = ['strace', '-f', '--seccomp-bpf', '-qq', '-e', 'trace=connect,sendto,sendmsg', '-o', trace];
const server = await runFile('src/cli/main.ts', ['serve'], {
  before: trace ? watch : [],
  env: { CAPUY_DATA: folder, PORT: '0', HOST: '127.0.0.1', DATABASE_URL: '' },
});
const origin = /http:\S+/.exec(await server.line(/Cấp Ủy: http/))![0];
const browser = await openBrowser();
const requests: string[] = [];
try {
  const page = await pageOf(await browser.newContext({ locale: 'vi-VN' }));
  const steps = [signIn, openReport, openFigure, openMember, enterPerson, signReport];
  for (const step of steps) await step(page);
  const outward = requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'));
  process.stdout.write(`${JSON.stringify({ steps: steps.length, requests: requests.length, outward })}\n`);
} finally {
  await browser.close();
  // strace itself heeds no signal while it watches; its end follows the server's.
  const { pid } = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGTERM');
  await server.ended;
}

async function signIn(page: Page, who = 'vanphong'): Promise<void> {
  const file = join(folder, 'demonstration-accounts.json');
  const accounts = JSON.parse(readFileSync(file, 'utf8')) as DemoAccount[];
  const { name, password } = accounts.find((one) => one.name === who)!;
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('Tên đăng nhập').fill(name);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

async function openReport(page: Page): Promise<void> {
  await page.goto(`${origin}${REPORT}`);
}

async function openFigure(page: Page): Promise<void> {
  await page.locator('article.sheet section a.figure[href^="/figures/adm.admitted?"]').first().click();
  await page.waitForURL((url) => url.pathname === '/figures/adm.admitted');
}

async function openMember(page: Page): Promise<void> {
  await page.locator('main table a[href^="/admission/"]').first().click();
  await page.locator('dl.facts a[href^="/person/"]').first().click();
  await page.waitForURL((url) => url.pathname.startsWith('/person/'));
}

async function enterPerson(page: Page): Promise<void> {
  await page.goto(`${origin}/person/new`);
  await page.getByLabel('Họ và tên').fill('Trần Thị Thử Nghiệm');
  const unit = page.locator('#f-unit');
  if ((await unit.evaluate((input) => input.tagName)) === 'SELECT') await unit.selectOption({ index: 1 });
  else await unit.fill('que-xuan-1.01');
  await page.getByRole('main').getByRole('button', { name: 'Ghi nhận' }).click();
  await page.waitForURL((url) => /^\/person\/[0-9a-f-]{36}$/.test(url.pathname));
}

async function signReport(page: Page): Promise<void> {
  await page.goto(`${origin}${REPORT}`);
  await page.getByRole('link', { name: 'Ký và chốt số liệu' }).click();
  await page.getByLabel('Số báo cáo').fill('318-BC/HU');
  await page.getByLabel('Người ký').fill('Nguyễn Văn Bí Thư');
  await page.getByRole('button', { name: 'Trình người thứ hai' }).click();
  await page.waitForURL(/\/approvals\//);
  await approve(page.url());
}

/** The second person, in a browser of their own. */
async function approve(address: string): Promise<void> {
  const page = await pageOf(await browser.newContext({ locale: 'vi-VN' }));
  await signIn(page, 'chanhvanphong');
  await page.goto(address);
  await page.getByRole('button', { name: 'Duyệt và thực hiện' }).click();
  await page.waitForURL(/\/signed_report\//);
}

async function pageOf(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('request', (request) => requests.push(request.url()));
  return page;
}
