/** The HTTP server: who is asking, what they want and in which form; the rest lies in the routes. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { getCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { sessionOf } from '../areas/access/store.ts';
import type { Words } from '../kernel/words.ts';
import { assetRoutes } from './assets/assets.ts';
import { answer, type Env, type House, notFound, problem } from './desk.tsx';
import { withSecurityHeaders } from './headers.ts';
import { openapi } from './openapi.ts';
import { BROKEN, BUSY, faultOf, outside, TOO_LARGE_FAULT } from './outside.tsx';
import { paths } from './paths.ts';
import { mount, type Route, refuseUnfit } from './route.ts';
import { figureRoutes } from './routes/figures.tsx';
import { homeRoutes } from './routes/home.tsx';
import { memberRoutes } from './routes/members.tsx';
import { recordRoutes } from './routes/records.tsx';
import { reportRoutes } from './routes/reports.tsx';
import { ruleRoutes } from './routes/rules.tsx';
import { searchRoutes } from './routes/search.tsx';
import { COOKIE, guestRoutes, sessionRoutes } from './routes/session.tsx';
import { signedRoutes } from './routes/signed.tsx';
import { LIMITS, type Limits, shed } from './shed.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const FORMATS = /\.(json|xlsx|docx|txt)$/;

/** What a token looks like; anything else in the cookie was not made here. */
const TOKEN = /^[\w-]{20,100}$/;

/** Every page has its data at the same address with `.json`, lists also as Excel, reports as Word and text. */
const pathOf = (request: Request): string => {
  const path = new URL(request.url).pathname;
  return path === '/openapi.json' || path.startsWith('/assets/') ? path : path.replace(FORMATS, '') || '/';
};

const formatOf = (c: Context): string => {
  const asked = new URL(c.req.url).pathname.match(FORMATS)?.[1] ?? '';
  const sent = (c.req.header('Content-Type') ?? '').startsWith('application/json');
  return asked || (sent ? 'json' : '');
};

/** Every address of the product but its assets, with who may ask for it and what it leaves behind. */
export function routesOf(house: House): Route[] {
  const api = openapi(house.catalogue, house.figures);
  return [
    ...guestRoutes(house),
    {
      method: 'get',
      path: paths.openapi(),
      who: 'signed_in',
      table: 'none',
      takes: [],
      audit: 'none',
      handle: (c) => c.json(api),
    },
    ...homeRoutes(),
    ...reportRoutes(),
    ...signedRoutes(),
    ...figureRoutes(),
    ...ruleRoutes(),
    ...searchRoutes(),
    ...memberRoutes(),
    ...sessionRoutes(),
    ...house.catalogue.records
      .flatMap((type) => recordRoutes(type))
      // A signed report has a page of its own.
      .filter(({ path }) => path !== '/signed_report/:id'),
  ];
}

/**
 * The whole application over one installation. Throws where a route is not fit to be served. `limits` says how many
 * requests are worked on at once and how many wait.
 */
export function createServer(house: House, limits: Limits = LIMITS): Hono<Env> {
  const all = routesOf(house);
  refuseUnfit(all);
  const [guests, signedIn] = [true, false].map((guest) =>
    all.filter(({ who }) => (who === 'anybody') === guest),
  );
  const app = new Hono<Env>({ getPath: pathOf });
  app.use(withSecurityHeaders(false), compress());
  app.route('/', assetRoutes());
  // Whether the process answers, for whoever watches over it: no database, no session, no queue.
  app.get(paths.health(), (c) => c.text('ok'));
  app.use(csrf());
  app.use(
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: (c) => outside(house, c, TOO_LARGE_FAULT, formatOf(c) === 'json'),
    }),
  );
  app.use(shed(limits, (c) => outside(house, c, BUSY, formatOf(c) === 'json')));
  app.onError((error, c) => onError(house, error, c));
  mount(app, guests!);
  app.use(async (c, next) => {
    const token = getCookie(c, COOKIE) ?? '';
    const found = TOKEN.test(token) ? await sessionOf(house.db, token) : undefined;
    const format = formatOf(c);
    if (!found) {
      if (format === 'json') return c.json({ refusals: [{ code: 'signed_out', message: SIGNED_OUT }] }, 401);
      const url = new URL(c.req.url);
      return c.redirect(
        paths.signIn(c.req.method === 'GET' ? `${url.pathname}${url.search}` : undefined),
        303,
      );
    }
    const url = new URL(c.req.url);
    const { session, mandates } = found;
    const path = `${pathOf(c.req.raw)}${url.search}`;
    c.set('desk', {
      ...house,
      token,
      session: { ...session, token },
      mandates,
      language: session.language,
      path,
    });
    c.set('format', format);
    return next();
  });
  mount(app, signedIn!);
  app.notFound((c) =>
    c.get('desk') ? answer(c, notFound(c.get('desk').language)) : c.text('Not found', 404),
  );
  return app;
}

const SIGNED_OUT: Words = { vi: 'Hãy đăng nhập.', en: 'Sign in.' };

function onError(house: House, error: Error, c: Context<Env>): Response | Promise<Response> {
  const json = formatOf(c) === 'json';
  const fault = faultOf(error);
  if (fault) return outside(house, c, fault, json);
  // Names and values stay out of the log; the place in the code is what helps.
  process.stderr.write(
    `${house.clock.now()} ${c.req.method} ${c.req.routePath}: ${error.stack?.split('\n').slice(0, 6).join('\n')}\n`,
  );
  const { title, help } = BROKEN;
  return c.get('desk') && !json
    ? answer(c, problem(c.get('desk').language, 500, title, help))
    : outside(house, c, BROKEN, json);
}
