/** The HTTP server: who is asking, what they want and in which form; the rest lies in the routes. */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { csrf } from 'hono/csrf';
import { accountRoutes } from '../areas/access/pages.tsx';
import { touchSession } from '../areas/access/sign-in-store.ts';
import { tablesRead } from '../areas/access/store.ts';
import { caseRoutes } from '../areas/access/why-pages.tsx';
import { memberFileRoutes } from '../areas/member-file/pages.tsx';
import { duplicateRoutes } from '../areas/membership/duplicate-pages.tsx';
import { identityRoutes } from '../areas/membership/identity-pages.tsx';
import { refusalOf } from '../db/faults.ts';
import type { Words } from '../kernel/words.ts';
import { assetRoutes } from './assets/assets.ts';
import { answer, type Env, type House, notFound, problem } from './desk.tsx';
import { withSecurityHeaders } from './headers.ts';
import { openapi } from './openapi.ts';
import {
  BROKEN,
  BUSY,
  type Fault,
  faultOf,
  outside,
  TOO_LARGE_FAULT,
  TOO_LARGE_FILE_FAULT,
} from './outside.tsx';
import { paths } from './paths.ts';
import { askForMore } from './prove-first.ts';
import { mount, type Route, refuseUnfit } from './route.ts';
import { ownAccountRoutes } from './routes/account.tsx';
import { approvalRoutes } from './routes/approvals.tsx';
import { attachmentRoutes, attachRoutes } from './routes/attachments.tsx';
import { auditRoutes } from './routes/audit.tsx';
import { exportRoutes } from './routes/exports.tsx';
import { figureRoutes } from './routes/figures.tsx';
import { homeRoutes } from './routes/home.tsx';
import { memberRoutes } from './routes/members.tsx';
import { publicationRoutes } from './routes/publication.tsx';
import { purgeRoutes } from './routes/purge.tsx';
import { recordRoutes } from './routes/records.tsx';
import { reportRoutes } from './routes/reports.tsx';
import { ruleRoutes } from './routes/rules.tsx';
import { searchRoutes } from './routes/search.tsx';
import { guestRoutes, sessionRoutes } from './routes/session.tsx';
import { oidcRoutes } from './routes/sign-in-oidc.tsx';
import { passkeyRoutes } from './routes/sign-in-passkey.tsx';
import { stageRoutes } from './routes/sign-in-stages.tsx';
import { signedRoutes } from './routes/signed.tsx';
import { LIMITS, type Limits, shed } from './shed.ts';
import { addressOf, fromOutside, hop, isHttps, visitOf } from './visit.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const FORMATS = /\.(json|xlsx|docx|txt)$/;

/** Every page has its data at the same address with `.json`, lists also as Excel, reports as Word and text. */
const pathOf = (request: Request): string => {
  const path = new URL(request.url).pathname;
  return path === '/openapi.json' || path.startsWith('/assets/') ? path : path.replace(FORMATS, '') || '/';
};

/** The address asked for, with its query, without the host. */
const addressIn = (c: Context): string => {
  const { pathname, search } = new URL(c.req.url);
  return `${pathname}${search}`;
};

const formatOf = (c: Context): string => {
  const asked = new URL(c.req.url).pathname.match(FORMATS)?.[1] ?? '';
  const sent = (c.req.header('Content-Type') ?? '').startsWith('application/json');
  return asked || (sent ? 'json' : '');
};

/** Records that are shown otherwise than all others. */
const PAGES_OF_THEIR_OWN = [
  ...['/signed_report/:id', '/reconciliation/:id', '/correction_request/:id'],
  ...['/person_fact/:id', '/person_fact/:id/correct'],
];

/** Every address of the product but its assets, with who may ask for it and what it leaves behind. */
export function routesOf(house: House): Route[] {
  const api = openapi(house.catalogue, house.figures);
  return [
    ...guestRoutes(house),
    ...stageRoutes(house),
    ...passkeyRoutes(house),
    ...oidcRoutes(house),
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
    ...approvalRoutes(),
    ...exportRoutes(),
    ...reportRoutes(),
    ...signedRoutes(),
    ...publicationRoutes(),
    ...purgeRoutes(),
    ...figureRoutes(),
    ...ruleRoutes(),
    ...searchRoutes(),
    ...memberRoutes(),
    ...identityRoutes(),
    ...duplicateRoutes(),
    ...accountRoutes(),
    ...caseRoutes(),
    ...sessionRoutes(),
    ...auditRoutes(),
    ...ownAccountRoutes(),
    ...attachmentRoutes(),
    ...house.catalogue.records.flatMap((type) => attachRoutes(type)),
    ...house.catalogue.records
      .flatMap((type) => recordRoutes(type))
      .filter(({ method, path }) => method === 'post' || !PAGES_OF_THEIR_OWN.includes(path)),
    // Last, so that /person_fact/new is the form of a new fact and no fact.
    ...memberFileRoutes(),
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
  app.use(withSecurityHeaders(isHttps(house)), compress());
  app.route('/', assetRoutes());
  // Behind a proxy with HTTPS the server itself is asked for by another address than the reader's.
  app.use(csrf({ origin: (origin, c) => origin === addressOf(house, c).origin }));
  app.use(async (c, next) => (fromOutside(c) ? hop(c, addressIn(c), 'Cấp Ủy…') : next()));
  app.use(limitBodies(house, all));
  // Whether the process answers, for whoever watches over it: no database, no session, no queue.
  app.get(paths.health(), (c) => c.text('ok'));
  app.use(shed(limits, (c) => outside(house, c, BUSY, formatOf(c) === 'json')));
  app.onError((error, c) => onError(house, error, c));
  mount(app, guests!);
  app.use(async (c, next) => {
    const visit = await visitOf(house, c);
    const format = formatOf(c);
    if (!visit) {
      if (format === 'json') return c.json({ refusals: [{ code: 'signed_out', message: SIGNED_OUT }] }, 401);
      return c.redirect(paths.signIn(c.req.method === 'GET' ? addressIn(c) : undefined), 303);
    }
    const { session } = visit;
    if (session.stage !== 'open') return askForMore(visit, format === 'json');
    // Where nothing can be written, for instance on a full disk, reading goes on.
    if (session.stale) await touchSession(house.db, session.token).catch(unlessRefused);
    const url = new URL(c.req.url);
    const reads = await tablesRead(house.db, session.token, session.role);
    const path = `${pathOf(c.req.raw)}${url.search}`;
    c.set('desk', {
      ...house,
      token: session.token,
      session,
      reads,
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

/** What is sent is cut off at the limit of its route; a form that carries a file may be larger than the others. */
function limitBodies(house: House, routes: readonly Route[]): MiddlewareHandler<Env> {
  const limit = (maxSize: number, fault: Fault) =>
    bodyLimit({ maxSize, onError: (c) => outside(house, c, fault, formatOf(c) === 'json') });
  const usual = limit(MOST_BYTES, TOO_LARGE_FAULT);
  const large = routes
    .filter(({ most }) => most !== undefined)
    .map(({ path, most }) => ({
      fits: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`),
      handle: limit(most!, TOO_LARGE_FILE_FAULT),
    }));
  return (c, next) => (large.find(({ fits }) => fits.test(pathOf(c.req.raw)))?.handle ?? usual)(c, next);
}

function unlessRefused(error: unknown): void {
  if (!refusalOf(error)) throw error;
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
