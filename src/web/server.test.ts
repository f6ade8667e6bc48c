/** The server as it is made: what it refuses to serve, and the headers it puts on whatever it answers. */
import { describe, expect, test } from 'vitest';
import { PLAIN_ENTRANCE } from '../areas/access/entrance.ts';
import { catalogue, figures } from '../catalogue.ts';
import type { Database } from '../db/connection.ts';
import { systemClock } from '../kernel/clock.ts';
import { loadRegulations } from '../regulations/reader.ts';
import { assets } from './assets/assets.ts';
import type { House } from './desk.tsx';
import { CONTENT_SECURITY_POLICY } from './headers.ts';
import { paths } from './paths.ts';
import { createServer } from './server.tsx';

/** A house without a database: whatever asks it breaks, which is an answer as well. */
const house: House = {
  ...{ db: {} as Database, clock: systemClock, catalogue, figures, regulations: loadRegulations() },
  demonstration: false,
};
const secure: House = {
  ...house,
  entrance: { ...PLAIN_ENTRANCE, publicUrl: new URL('https://so.example') },
};

test('a server with a route that is not fit is not made', () => {
  const [first] = catalogue.records;
  const twice = { ...catalogue, records: [...catalogue.records, first!] };
  expect(() => createServer({ ...house, catalogue: twice })).toThrow('may not be served');
  expect(() => createServer(house)).not.toThrow();
});

describe.each([
  ['plain HTTP', house],
  ['HTTPS', secure],
])('over %s', (_, of) => {
  const app = createServer(of);
  test.each([
    ['whether it lives', 'GET', paths.health(), 200],
    ['a style sheet', 'GET', assets().css.href, 200],
    ['whoever has not signed in, sent to do so', 'GET', '/person', 303],
    ['the same as data', 'GET', '/person.json', 401],
    ['a form from elsewhere', 'POST', '/sign-in', 403],
    ['a page', 'GET', paths.signIn(), 200],
    ['what breaks', 'GET', paths.handIn(), 500],
  ])('%s: every answer carries the strict headers and is not kept', async (_, method, path, status) => {
    const answer = await app.request(path, { method, headers: { 'Content-Type': 'text/plain' } });
    const sent = Object.fromEntries(answer.headers);
    expect(answer.status).toBe(status);
    expect(sent).toMatchObject({
      ...{ 'content-security-policy': CONTENT_SECURITY_POLICY, 'x-content-type-options': 'nosniff' },
      ...{ 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin' },
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cache-control': path.startsWith('/assets/') ? expect.stringContaining('immutable') : 'no-store',
    });
    expect(sent['strict-transport-security']).toBe(of === secure ? 'max-age=31536000' : undefined);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/);
  });
});
