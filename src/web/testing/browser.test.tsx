import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { assetRoutes } from '../assets/assets.ts';
import { withSecurityHeaders } from '../headers.ts';
import { RecordForm } from '../parts/record-form.tsx';
import { RecordTable } from '../parts/record-table.tsx';
import { ReportView } from '../parts/report-view.tsx';
import { Page } from '../shell.tsx';
import { axeViolations, openBrowser } from './browser.ts';
import { sampleRecord, sampleReport } from './samples.ts';

const session = { name: 'Vân', post: 'Văn phòng', unit: 'Huyện ủy', mandates: [] };
const nav = [{ label: w('Mảng', 'Area'), links: [{ href: '/list', label: w('Danh sách', 'List') }] }];
const rows = [
  {
    id: 'r',
    href: '/r',
    values: { number: '12-QĐ/HU', votes: 3, person: 'Một tên gọi rất dài để thử chiều rộng' },
  },
];
const refusals = [refusal('x', w('Chưa có ngày.', 'No date.'), 'decided_on')];

const contents = {
  list: () => (
    <RecordTable
      record={sampleRecord}
      language="vi"
      rows={rows}
      total={1}
      path="/list"
      query={{ kind: 'first' }}
    />
  ),
  form: () => (
    <RecordForm
      record={sampleRecord}
      language="vi"
      action="/form"
      verb={w('Ghi', 'Record')}
      values={{}}
      refusals={refusals}
    />
  ),
  report: () => <ReportView report={sampleReport} figureHref={(key) => `/figures/${key}`} />,
};

const app = new Hono();
app.use(withSecurityHeaders(false));
app.route('/', assetRoutes());
for (const [name, content] of Object.entries(contents)) {
  app.get(`/${name}`, (context) =>
    context.html(
      String(
        <Page title={name} language="vi" session={session} nav={nav} demo path={`/${name}`}>
          {name === 'report' ? null : <h1>{name}</h1>}
          {content()}
        </Page>,
      ),
    ),
  );
}

let browser: Browser;
let server: ReturnType<typeof serve>;
beforeAll(async () => {
  server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  server.close();
});

test.each(['list', 'form', 'report'])(
  '%s: no WCAG fault, nothing refused by the policy, no scrolling sideways at 360 px',
  async (name) => {
    for (const width of [360, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 740 } });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`);
      expect(await axeViolations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      if (name === 'form') expect(await page.evaluate('document.activeElement.id')).toBe('error-summary');
      expect(complaints).toEqual([]);
      await context.close();
    }
  },
  60_000,
);

test('a page with faults is told of them, however often it is looked at', async () => {
  const page = await browser.newPage();
  await page.setContent(
    '<html lang="vi"><title>Thử</title><main><img src="data:,"><p style="color:#999">mờ</p></main>',
  );
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 740 });
    const rules = (await axeViolations(page)).map(({ rule }) => rule);
    expect(rules.sort()).toEqual(['color-contrast', 'image-alt']);
  }
  await page.close();
}, 60_000);
