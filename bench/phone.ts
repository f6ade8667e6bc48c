/** The first page on a slow phone: 360 px, 400 kbit/s, 400 ms, a sixth of the processor. */
import { serve } from '@hono/node-server';
import { createServer } from '../src/web/server.tsx';
import { openBrowser } from '../src/web/testing/browser.ts';
import type { Row } from './run.ts';
import type { Site } from './site.ts';

export async function firstPages(site: Site): Promise<Row[]> {
  const app = createServer(site.house);
  const listening = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
    listening.resolve(info.port),
  );
  const browser = await openBrowser();
  try {
    const base = `http://127.0.0.1:${await listening.promise}`;
    const signIn = await visit(browser, base, '/sign-in', null);
    const home = await visit(browser, base, '/?unit=que-son&year=2023', site.token);
    const said = (name: string, seen: Seen): Row => [
      `${name} on a 360-px phone, 400 kbit/s, 400 ms, CPU ÷ 6`,
      `visible after ${Math.round(seen.visible)} ms, ${Math.round(seen.bytes / 102.4) / 10} kB`,
      '≤ 1500 ms, ≤ 60 kB',
    ];
    return [said('the sign-in page', signIn), said('the first page', home)];
  } finally {
    await browser.close();
    server.close();
  }
}

type Seen = { visible: number; bytes: number };

async function visit(
  browser: Awaited<ReturnType<typeof openBrowser>>,
  base: string,
  path: string,
  token: string | null,
): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi' });
  if (token) await context.addCookies([{ name: 'capuy', value: token, url: base }]);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 400_000 / 8,
    uploadThroughput: 400_000 / 8,
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  let bytes = 0;
  devtools.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength;
  });
  await page.goto(`${base}${path}`, { waitUntil: 'load' });
  const visible = await page.evaluate(
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()",
  );
  await context.close();
  return { visible: visible as number, bytes };
}
