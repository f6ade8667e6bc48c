/** The product as it is started: `capuy serve` in a process of its own, on a folder that was prepared. */
import { join } from 'node:path';
import { connect, type Database } from '../src/db/connection.ts';
import { SESSION } from '../src/web/visit.ts';
import { type Child, runFile, type Way } from './children.ts';

export type Served = { child: Child; origin: string };

/** Resolves when the pages answer. */
export async function serveFolder(folder: string, way: Way = {}): Promise<Served> {
  const env = { ...way.env, CAPUY_DATA: folder, PORT: '0', HOST: '127.0.0.1', DATABASE_URL: '' };
  const child = await runFile('src/cli/main.ts', ['serve', '--empty'], { ...way, env });
  const line = await child.line(/Cấp Ủy: http/);
  return { child, origin: /http:\S+/.exec(line)![0] };
}

export async function stopServed({ child }: Served): Promise<void> {
  child.process.kill('SIGTERM');
  await child.ended;
}

/** The superuser's connection to the embedded database of a folder. */
export const ownerOf = (folder: string): Database =>
  connect({ path: join(folder, 'socket', '.s.PGSQL.5432'), user: 'postgres', database: 'postgres', max: 1 });

export type Answer = { status: number; text: string; retryAfter: string | null };

/** Sends JSON, or asks where there is none to send. Throws where the connection breaks. */
export async function send(origin: string, token: string, path: string, body?: unknown): Promise<Answer> {
  const headers = { Cookie: `${SESSION}=${token}`, Origin: origin };
  const answer = await fetch(
    `${origin}${path}`,
    body === undefined
      ? { headers, redirect: 'manual' }
      : {
          method: 'POST',
          headers: { ...headers, 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        },
  );
  return { status: answer.status, text: await answer.text(), retryAfter: answer.headers.get('Retry-After') };
}
