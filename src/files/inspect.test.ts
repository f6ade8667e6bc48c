/** The walls an inspection stands behind: tried from inside, and by one that never ends. */
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hasNetworkWall, networkFindings, verdictOf } from './inspect.ts';

const LOOP = fileURLToPath(new URL('./inspector/testing/loop.ts', import.meta.url));
const ESCAPE = fileURLToPath(new URL('./inspector/testing/escape.ts', import.meta.url));

/** What this machine grants, asked beside the product. */
const grantsNetworks =
  process.platform === 'linux' &&
  spawnSync('unshare', ['--map-root-user', '--net', '--', 'true']).status === 0;

test('one that never ends is ended by force, and gives no verdict', async () => {
  const start = performance.now();
  expect(await verdictOf('csv', Buffer.from('x'), 1500, LOOP)).toBeUndefined();
  expect(performance.now() - start).toBeGreaterThan(1400);
});

test('from inside nothing is read, written, started, known or hoarded; nobody is reached where the machine grants that', async () => {
  let reached = 0;
  const server = createServer((socket) => {
    reached++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const verdict = await verdictOf('csv', Buffer.from(String(port)), 60_000, ESCAPE);
  await new Promise((resolve) => server.close(resolve));
  const open = grantsNetworks ? [] : ['connect'];
  expect(verdict).toEqual({ ok: true, stamp: null, memory: 0, open });
  expect(reached).toBe(open.length);
});

test('an inspection without a wall to the network is told, one with it is not', () => {
  expect(hasNetworkWall()).toBe(grantsNetworks);
  expect(networkFindings(true)).toEqual([]);
  expect(networkFindings(false)[0]!.vi).toContain('không có bức tường mạng');
});
