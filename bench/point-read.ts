/** One record read over HTTP by somebody signed in, against node:http with a prepared statement for the same row. */
import { Agent, createServer as createHttpServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createServer } from '../src/web/server.tsx';
import { SESSION } from '../src/web/visit.ts';
import type { Site } from './site.ts';
import { byTurns, type Spread } from './stopwatch.ts';

export type ReadSpeed = { product: Spread; bare: Spread };

export async function measurePointRead(site: Site, runs: number): Promise<ReadSpeed> {
  const [found] = await site.owner<{ id: string }[]>`select id from document order by id limit 1`;
  const path = `/document/${found!.id}.json`;
  const bare = createHttpServer(async (request, response) => {
    const id = /[0-9a-f-]{36}/.exec(request.url ?? '')?.[0] ?? '';
    const [row] = await site.owner`select * from document where id = ${id}`;
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ record: row }));
  }).listen(0, '127.0.0.1');
  const product = serve({ fetch: createServer(site.house).fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  await Promise.all(
    [bare, product].map((one) => one.listening || new Promise((go) => one.once('listening', go))),
  );
  const agent = new Agent({ keepAlive: true });
  const ask = (server: Server) =>
    new Promise<void>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const headers = { Cookie: `${SESSION}=${site.token}` };
      get({ host: '127.0.0.1', port, path, headers, agent }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${path}: ${answer.statusCode}`));
        answer.resume().on('end', resolve);
      }).on('error', reject);
    });
  try {
    return await byTurns({ product: () => ask(product), bare: () => ask(bare) }, runs, 50);
  } finally {
    agent.destroy();
    for (const server of [bare, product]) {
      server.close();
      server.closeAllConnections();
    }
  }
}
