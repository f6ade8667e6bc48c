/**
 * Routes are data: who may ask, whose row policies decide, which names a form may send and what the audit log keeps
 * of it. A server with a route that leaves one out, or with one address twice, does not start.
 */
import type { Context, Hono } from 'hono';
import { noteOpening } from '../audit/note.ts';
import { refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import type { RecordClass } from '../records/define.ts';
import { answer, deskOf, type Env, notFound, refusedAnswer } from './desk.tsx';
import { proveFirst } from './prove-first.ts';
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
  /**
   * The audit entry it leaves: `none` for what only shows and needs no trace, `open` for a page that shows the record
   * of `opens`, else the name of its command.
   */
  audit: string;
  /** The type of the sensitive record at `:id` that it shows; noted before the answer goes out, or it does not. */
  opens?: string;
  /** An official act, or a change of one's own factors: asks for a proof given within five minutes. */
  stepUp?: true;
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
  for (const { method, path, audit, opens } of routes) {
    if ((audit === 'open' && !opens) || (opens && !path.includes('/:id')))
      faults.push(`${method} ${path}: it opens no record`);
  }
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
      if (route.stepUp && !deskOf(c).session.proved) return proveFirst(c);
      const stray = route.method === 'post' ? await strayNames(route, c) : [];
      return stray.length > 0 ? refuseStray(c, stray) : noted(route, c, await route.handle(c));
    });
  }
}

/**
 * An answer that shows a sensitive record goes out only once its opening is in the log. A form that was sent shows the
 * record where somebody else has corrected it meanwhile (409).
 */
async function noted({ method, opens }: Route, c: Context<Env>, made: Response): Promise<Response> {
  const shows = made.status === 409 || (method === 'get' && made.status === 200);
  if (!opens || !shows) return made;
  const desk = deskOf(c);
  const entry = await noteOpening(desk, opens, c.req.param('id') ?? '');
  return entry === undefined ? answer(c, notFound(desk.language)) : made;
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
