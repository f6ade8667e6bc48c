import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { Env } from './desk.tsx';
import { gateOf, RETRY_AFTER, shed } from './shed.ts';

const LONG = 60_000;

/** Handlers that end when they are told to, and how many have begun. */
function workshop(limits: { atWork: number; waiting: number; longestWait: number }) {
  const app = new Hono<Env>();
  const open: (() => void)[] = [];
  app.use(shed(limits, (c) => c.text('busy', 503)));
  app.all('/slow', async (c) => {
    await new Promise<void>((resolve) => open.push(resolve));
    return c.text(c.req.method === 'POST' ? await c.req.text() : 'done');
  });
  app.get('/broken', () => {
    throw new Error('broken');
  });
  app.onError((_, c) => c.text('broken', 500));
  return { app, open };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a bounded number is worked on, a bounded number waits, the rest is turned away at once', async () => {
  const { app, open } = workshop({ atWork: 2, waiting: 3, longestWait: LONG });
  const sent = Array.from({ length: 9 }, async () => app.request('/slow'));
  const refused = await Promise.all(sent.slice(5));
  expect(refused.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  expect(refused[0]!.headers.get('Retry-After')).toBe(String(RETRY_AFTER));
  expect(open).toHaveLength(2);
  open[0]!();
  expect((await sent[0]!).status).toBe(200);
  await turn();
  expect(open, 'one ended, one that waited began').toHaveLength(3);
  for (let i = 1; i < 5; i++) {
    open[i]!();
    await turn();
  }
  expect((await Promise.all(sent.slice(0, 5))).map(({ status }) => status)).toEqual(Array(5).fill(200));
  const later = app.request('/slow');
  await turn();
  open[5]!();
  expect((await later).status, 'all places are free again').toBe(200);
});

test('whoever waits too long is turned away, and is not worked on afterwards', async () => {
  const { app, open } = workshop({ atWork: 1, waiting: 1, longestWait: 20 });
  const first = app.request('/slow');
  expect((await app.request('/slow')).status).toBe(503);
  open[0]!();
  expect((await first).status).toBe(200);
  await turn();
  expect(open).toHaveLength(1);
});

test('a request that breaks gives its place back', async () => {
  const { app, open } = workshop({ atWork: 1, waiting: 0, longestWait: LONG });
  for (let i = 0; i < 3; i++) expect((await app.request('/broken')).status).toBe(500);
  const last = app.request('/slow');
  await turn();
  open[0]!();
  expect((await last).status).toBe(200);
});

test('what was sent is received before a place is taken, and is there for the work', async () => {
  const { app, open } = workshop({ atWork: 1, waiting: 0, longestWait: LONG });
  const slow = new ReadableStream({ pull: () => new Promise(() => {}) });
  void app.request('/slow', { method: 'POST', body: slow, duplex: 'half' } as RequestInit);
  await turn();
  const quick = app.request('/slow', { method: 'POST', body: 'text' });
  while (open.length === 0) await turn();
  open[0]!();
  expect(await (await quick).text()).toBe('text');
});

test('the gate keeps the order of those who wait', async () => {
  const gate = gateOf({ atWork: 1, waiting: 10, longestWait: LONG });
  await gate.enter();
  const order: number[] = [];
  const all = [1, 2, 3].map((n) => gate.enter().then(() => order.push(n)));
  for (let i = 0; i < 3; i++) gate.leave();
  await Promise.all(all);
  expect(order).toEqual([1, 2, 3]);
});
