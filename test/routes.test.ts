/** Routes as data: what may not be served, and what a form may not send. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Route, refuseUnfit } from '../src/web/route.ts';
import { routesOf } from '../src/web/routes.ts';
import { type DemoHouse, openDemoHouse } from './house.ts';

const fit: Route = {
  method: 'get',
  path: '/x',
  who: 'signed_in',
  table: 'unit',
  takes: [],
  audit: 'none',
  handle: (c) => c.text('x'),
};

describe('a server does not start with', () => {
  test.each(['method', 'path', 'who', 'table', 'takes', 'audit', 'handle'] as const)(
    'a route without its %s',
    (part) => {
      const { [part]: _, ...lacking } = fit;
      expect(() =>
        refuseUnfit([fit, { ...lacking, ...(part === 'path' ? {} : { path: '/y' }) } as Route]),
      ).toThrow(`no ${part}`);
    },
  );
  test('one address twice', () => {
    expect(() => refuseUnfit([fit, fit])).toThrow('get /x: twice');
    expect(() => refuseUnfit([fit, { ...fit, method: 'post' }])).not.toThrow();
  });
});

describe('the routes of the product', () => {
  let demo: DemoHouse;
  beforeAll(async () => {
    demo = await openDemoHouse();
  });
  afterAll(() => demo.close());

  test('every one that changes something leaves an audit entry, or says that it needs none', () => {
    const silent = routesOf(demo.house).filter(({ method, audit }) => method === 'post' && audit === 'none');
    // What is chosen of a list that came in is a draft: its opening, recording and giving up stand in the log.
    const drafts = ['sheets', 'letters', 'columns', 'faults', 'compare', 'resume'];
    expect(silent.map(({ path }) => path)).toEqual([
      // A letter that is handed in leaves its own row, by the day: nobody acts there, and no entry tells the hour.
      ...['/language', '/hand-in', '/hand-in/answer', ...drafts.map((step) => `/imports/:id/${step}`)],
    ]);
  });
  test('only the sign-in, its steps, the language, calendars by their key and the page that takes letters are open to those who have not signed in', () => {
    const open = routesOf(demo.house).filter(({ who }) => who === 'anybody');
    expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'get /sign-in',
      'post /sign-in',
      'post /sign-in/leave',
      'post /language',
      ...['unlock', 'second-factor', 'new-password', 'enrol', 'prove'].flatMap((step) => [
        `get /sign-in/${step}`,
        `post /sign-in/${step}`,
      ]),
      ...['/options', '', '/new-options', '/new'].map((verb) => `post /sign-in/passkey${verb}`),
      'post /sign-in/oidc',
      'get /sign-in/oidc/callback',
      // A calendar program cannot sign in: the key in the address gives codes and days alone.
      'get /feed/:key',
      ...['get /hand-in', 'post /hand-in', 'post /hand-in/answer'],
    ]);
  });
  test('each of them but the sign-in answers nothing of the house to whoever has no session', async () => {
    const open = routesOf(demo.house).filter(
      ({ who, path }) => who === 'anybody' && /^\/sign-in\/[a-z-]+$/.test(path),
    );
    for (const { method, path } of open) {
      const answer = method === 'get' ? await demo.guest.get(path) : await demo.guest.send(path, {});
      const to = answer.headers.get('Location') ?? '';
      expect([method, path, answer.status === 303 ? to : answer.status]).toEqual([
        method,
        path,
        /passkey/.test(path) ? 404 : /oidc/.test(path) ? 200 : '/sign-in',
      ]);
    }
  });
  test('official acts and changes of factors ask for a fresh proof', () => {
    const asking = routesOf(demo.house).filter(({ stepUp }) => stepUp);
    expect(asking.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'post /approvals/:id/approve',
      'post /imports/:id/apply',
      'post /imports/:id/undo',
      'get /reports/nine-month/sign',
      'post /reports/nine-month/sign',
      'get /reports/commission/sign',
      'post /reports/commission/sign',
      'get /form-signing/:edition/:form',
      'post /form-signing/:edition/:form',
      'post /accounts/act/:verb',
      'get /account/codes',
      'post /account/codes',
      'post /account/recovery',
      'post /account/remove',
      'post /petition/:id/sender/take',
      ...[
        'post /reveals/:id/agree',
        'post /reveals/:id/open',
        'post /reveals/:id/anew',
        'post /hand-ins/:id/sealed',
      ],
    ]);
  });
  test('a form with a name it does not take is refused by that name, and nothing is recorded', async () => {
    const office = await demo.signIn('vanphong');
    const before = await demo.written();
    for (const name of ['place', 'known_from', 'act', 'unit_from', '__proto__']) {
      const body = JSON.parse(`{"title": "x", "${name}": "1"}`);
      const answer = await office.sendJson('/document.json', body);
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ refusals: [{ code: 'unknown_field', field: name }] });
    }
    expect(await demo.written()).toEqual(before);
  });
});
