/**
 * Routes are data: who may ask, whose row policies decide, which names a form may send and what the audit log keeps
 * of it. A server with a route that leaves one out, or with one address twice, does not start.
 */
import type { Context, Hono } from 'hono';
import { refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import type { RecordClass } from '../records/define.ts';
import { answer, deskOf, type Env, notFound, refusedAnswer } from './desk.tsx';
import { typedOf } from './typed.ts';

export type Route = {
  method: 'get' | 'post';
  path: string;
  /** Anybody at all, whoever is signed in, or mandates of these roles; to all others the page does not exist. */
  who: 'anybody' | 'signed_in' | readonly string[];
  /** The class of table whose row policies decide what is shown or written; `none` where no record is touched. */
  table: RecordClass | 'none';
  /** The names it takes from the address or the form. A form that sends another is refused. */
  takes: readonly string[];
  /** The audit entry it leaves; `none` for what only shows and needs no trace. */
  audit: string;
  /** Bytes a form may send, where it is more than the server's own limit. */
  most?: number;
  handle: (c: Context<Env>) => Response | Promise<Response>;
};

const PARTS = ['method', 'path', 'who', 'table', 'takes', 'audit', 'handle'] as const;

/** Throws, naming them, where a route is incomplete or an address stands twice. */
export function refuseUnfit(routes: readonly Route[]): void {
  const faults = routes.flatMap((route) => {
    const missing = PARTS.filter((part) => route[part] === undefined || route[part] === '');
    return missing.map((part) => `${route.method} ${route.path}: no ${part}`);
  });
  const seen = new Set<string>();
  for (const { method, path } of routes) {
    if (seen.has(`${method} ${path}`)) faults.push(`${method} ${path}: twice`);
    seen.add(`${method} ${path}`);
  }
  if (faults.length > 0) throw new Error(`routes that may not be served: ${faults.join('; ')}`);
}

/** Puts routes on the server. `anybody` says whether these are the ones before or behind the sign-in. */
export function mount(app: Hono<Env>, routes: readonly Route[]): void {
  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path, async (c) => {
      if (!maySee(route, c)) return answer(c, notFound(deskOf(c).language));
      const stray = route.method === 'post' ? await strayNames(route, c) : [];
      return stray.length > 0 ? refuseStray(c, stray) : route.handle(c);
    });
  }
}

const maySee = ({ who }: Route, c: Context<Env>): boolean =>
  typeof who === 'string' || who.includes(deskOf(c).session.role);

const strayNames = async ({ takes }: Route, c: Context<Env>): Promise<string[]> =>
  Object.keys(await typedOf(c)).filter((name) => !takes.includes(name));

function refuseStray(c: Context<Env>, names: readonly string[]): Response | Promise<Response> {
  const refusals = names.map((name) =>
    refusal(
      'unknown_field',
      w(
        `Trang này không nhận ô “${name.slice(0, 60)}”. Hãy mở lại trang và nhập từ đầu.`,
        `This page takes no field “${name.slice(0, 60)}”. Open the page again and enter it anew.`,
      ),
      name.slice(0, 60),
    ),
  );
  return deskOf(c) ? answer(c, refusedAnswer(deskOf(c).language, refusals)) : c.json({ refusals }, 422);
}
