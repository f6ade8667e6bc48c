/** The life of a session over HTTP: what opens it, what it survives, and everything that ends it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundAccount } from '../src/areas/access/commands.ts';
import { PLAIN_ENTRANCE } from '../src/areas/access/entrance.ts';
import { sessionState } from '../src/areas/access/sign-in-store.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { createServer } from '../src/web/server.tsx';
import { type DemoHouse, openDemoHouse, type Person, personAt, seen } from './house.ts';

let demo: DemoHouse;
beforeAll(async () => {
  demo = await openDemoHouse();
}, 120_000);
afterAll(() => demo?.close());

const jar = (answer: Response): Record<string, string> =>
  Object.fromEntries(
    answer.headers.getSetCookie().map((line) => line.split(';')[0]!.split(/=(.*)/s).slice(0, 2)),
  );

const cookieLine = (cookies: Record<string, string>) =>
  Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');

/** Signs in with whatever cookies a browser has; answers the token and the person. */
async function enter(name = 'bithu', cookies: Record<string, string> = {}) {
  const form = { name, password: demo.passwordOf(name) };
  const answer = await personAt(demo.app, cookieLine(cookies)).send('/sign-in', form);
  expect(answer.status).toBe(303);
  const given = jar(answer);
  return {
    token: given.capuy!,
    device: given.capuy_device!,
    person: personAt(demo.app, `capuy=${given.capuy}`),
    answer,
  };
}

const isIn = async (person: Person) => (await person.get('/')).status === 200;
const hashOf = (token: string) =>
  demo.owner`select token_hash(${token})`.then(([row]) => row!.token_hash as string);
const set = async (token: string, change: string) =>
  demo.owner.unsafe(`update session set ${change} where token_hash = '${await hashOf(token)}'`);
const lock = (token: string) => set(token, 'locks_at = started_at');
const age = (token: string) => set(token, "proved_at = started_at - interval '10 minutes'");
const newTokenOf = (answer: Response) => personAt(demo.app, `capuy=${jar(answer).capuy}`);

describe('the cookie', () => {
  test('1: is for HTTP alone, for this site alone, for twelve hours', async () => {
    const [line] = (await enter()).answer.headers.getSetCookie();
    expect(line).toMatch(/^capuy=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  });
  test('2: is bound to the host and Secure under HTTPS; without HTTPS elsewhere it is Lax, for links from outside', async () => {
    const cookieAt = async (publicUrl: string) => {
      const app = createServer({
        ...demo.house,
        entrance: { ...PLAIN_ENTRANCE, publicUrl: new URL(publicUrl) },
      });
      const form = { name: 'bithu', password: demo.passwordOf('bithu') };
      const answer = await personAt(app, '').send('/sign-in', form, { Origin: new URL(publicUrl).origin });
      return answer.headers.getSetCookie();
    };
    for (const line of await cookieAt('https://capuy.tinh.example'))
      expect(line).toMatch(
        /^__Host-capuy\w*=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      );
    expect((await cookieAt('http://capuy.tinh.example'))[0]).toMatch(
      /^capuy=[\w-]{43}; .*HttpOnly; SameSite=Lax$/,
    );
  });
  test('3: under HTTPS one without the prefix opens nothing', async () => {
    const { token } = await enter();
    const app = createServer({
      ...demo.house,
      entrance: { ...PLAIN_ENTRANCE, publicUrl: new URL('https://capuy.tinh.example') },
    });
    expect(await isIn(personAt(app, `capuy=${token}`))).toBe(false);
    expect(await isIn(personAt(app, `__Host-capuy=${token}`))).toBe(true);
  });
  test('4: holds 256 bits by chance: no two alike, none guessed from another', async () => {
    const tokens = await Promise.all([enter(), enter(), enter()]).then((all) =>
      all.map(({ token }) => token),
    );
    expect(new Set(tokens).size).toBe(3);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });
  test('5: no page, address or error repeats it', async () => {
    const { token, person } = await enter();
    for (const path of [
      '/',
      '/account',
      '/sessions',
      '/account.json',
      '/sessions.json',
      '/nothing',
      '/sign-in',
    ])
      expect([path, (await person.text(path)).includes(token)]).toEqual([path, false]);
  });
});

describe('fixation', () => {
  test('6: a token somebody else put there is not the one that is opened', async () => {
    const planted = 'x'.repeat(43);
    const { token } = await enter('bithu', { capuy: planted });
    expect(token).not.toBe(planted);
    expect(await isIn(personAt(demo.app, `capuy=${planted}`))).toBe(false);
  });
  test('7: signing in again opens another session; the first stays what it was', async () => {
    const first = await enter();
    const second = await enter('bithu', { capuy: first.token });
    expect(second.token).not.toBe(first.token);
    expect(await isIn(first.person)).toBe(true);
  });
  test('8: the token changes when the session is unlocked', async () => {
    const { token, person } = await enter();
    await lock(token);
    const answer = await person.send('/sign-in/unlock', { password: demo.passwordOf('bithu') });
    expect(jar(answer).capuy).not.toBe(token);
    expect([await isIn(person), await isIn(newTokenOf(answer))]).toEqual([false, true]);
  });
  test('9: the token changes with a proof for official acts', async () => {
    const { token, person } = await enter();
    const answer = await person.send('/sign-in/prove', { password: demo.passwordOf('bithu') });
    expect(jar(answer).capuy).not.toBe(token);
    expect([await isIn(person), await isIn(newTokenOf(answer))]).toEqual([false, true]);
  });
  test('10: a token in the address is none', async () => {
    const { token } = await enter();
    expect((await demo.guest.get(`/?capuy=${token}`)).status).toBe(303);
  });
});

describe('what is no token', () => {
  test.each([
    ['11: its own digest', async () => hashOf((await enter()).token)],
    ['12: a piece of it', async () => (await enter()).token.slice(0, 42)],
    ['13: another case', async () => (await enter()).token.toUpperCase()],
    ['14: SQL', async () => "x'%20or%20true--aaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
    ['15: a text without an end', async () => 'a'.repeat(5000)],
    ['16: the token of the device', async () => (await enter()).device],
  ])('%s', async (_, made) => {
    expect(await isIn(personAt(demo.app, `capuy=${await made()}`))).toBe(false);
  });
});

describe('ended is ended', () => {
  test('17: by signing out, at once, and for every copy of the cookie', async () => {
    const { person, token } = await enter();
    const answer = await person.send('/sign-out', {});
    expect(answer.headers.getSetCookie()[0]).toMatch(/^capuy=; Max-Age=0/);
    expect(await isIn(personAt(demo.app, `capuy=${token}`))).toBe(false);
  });
  test('18: under HTTPS signing out asks the browser to forget the pages', async () => {
    const publicUrl = new URL('https://capuy.tinh.example');
    const app = createServer({ ...demo.house, entrance: { ...PLAIN_ENTRANCE, publicUrl } });
    const { token } = await enter();
    const answer = await personAt(app, `__Host-capuy=${token}`).send(
      '/sign-out',
      {},
      { Origin: publicUrl.origin },
    );
    expect(answer.headers.get('Clear-Site-Data')).toBe('"cache", "storage"');
    expect(answer.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    expect(answer.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(answer.headers.get('Strict-Transport-Security')).toMatch(/max-age=31536000/);
  });
  test('19: after twelve hours, however busy', async () => {
    const { token, person } = await enter();
    const [row] =
      await demo.owner`select expires_at - started_at as lasts from session where token_hash = ${await hashOf(token)}`;
    expect(row!.lasts).toBe('12:00:00');
    await set(token, 'expires_at = started_at');
    expect(await isIn(person)).toBe(false);
  });
  test('20: by the closing of the account, in the very next request', async () => {
    const account = {
      name: 'dong.lai',
      fullName: 'x',
      password: 'mưa rào tháng bảy',
      mandates: [] as never[],
    };
    const [cell] = await demo.owner<
      { unit: string }[]
    >`select unit from unit_now where code = 'que-xuan-1.01'`;
    const mandates = [{ unit: cell!.unit, role: 'cell_secretary', post: 'x' }];
    await foundAccount(demo.owner, systemClock, { ...account, mandates }, 'x');
    const answer = await demo.guest.send('/sign-in', { name: account.name, password: account.password });
    const person = newTokenOf(answer);
    expect(await isIn(person)).toBe(true);
    await demo.owner`update account set closed_on = '2020-01-01' where name = 'dong.lai'`;
    expect(await isIn(person)).toBe(false);
    await demo.owner`update account set closed_on = null where name = 'dong.lai'`;
    expect(
      (await person.send('/sign-in/unlock', { password: account.password })).headers.get('Location'),
    ).toBe('/');
  });
  test('21: by the loss of the mandate in use, in the very next request', async () => {
    const { person, token } = await enter('quexuan1');
    await demo.owner`update mandate set valid_to = '2021-01-01', valid_from = '2020-01-01' where id =
      (select mandate from session where token_hash = ${await hashOf(token)})`;
    expect(await isIn(person)).toBe(false);
    expect((await person.sendJson('/person.json', {})).status).toBe(401);
    await demo.owner`update mandate set valid_to = null where valid_to = '2021-01-01'`;
  });
  test('22: by its owner, from the list of sessions; the others go on', async () => {
    const [one, other] = [await enter('kiemtra'), await enter('kiemtra')];
    const { sessions } = await one.person.data<{ sessions: { id: string; own: boolean }[] }>(
      '/sessions.json',
    );
    const [found] = await demo.owner<
      { id: string }[]
    >`select id from session where token_hash = ${await hashOf(other.token)}`;
    expect(sessions.map(({ id }) => id)).toContain(found!.id);
    await one.person.send('/sessions/end', { session: found!.id });
    expect([await isIn(one.person), await isIn(other.person)]).toEqual([true, false]);
    const [entry] = await demo.owner`select command from audit_entry order by id desc limit 1`;
    expect(entry!.command).toBe('end session');
  });
  test('23: all others at once', async () => {
    const [one, other, third] = [await enter('kiemtra'), await enter('kiemtra'), await enter('kiemtra')];
    await one.person.send('/sessions/end-others', {});
    expect(await Promise.all([one, other, third].map(({ person }) => isIn(person)))).toEqual([
      true,
      false,
      false,
    ]);
  });
  test('24: never by somebody else, who does not see it either', async () => {
    const [one, other] = [await enter('kiemtra'), await enter('bithu')];
    const [found] = await demo.owner<
      { id: string }[]
    >`select id from session where token_hash = ${await hashOf(one.token)}`;
    await other.person.send('/sessions/end', { session: found!.id });
    expect(await isIn(one.person)).toBe(true);
    expect(await other.person.text('/sessions')).not.toContain(found!.id);
  });
  test('25: by a new password, but for the session that changed it', async () => {
    const [one, other] = [await enter('cap.uy.vien'), await enter('cap.uy.vien')];
    const words = 'gió heo may đầu ngõ';
    const form = { password: demo.passwordOf('cap.uy.vien'), new_password: words, again: words };
    const answer = await one.person.send('/account/password', form);
    expect(answer.headers.get('Location')).toBe('/account?changed=password');
    expect(await Promise.all([one.person, other.person, newTokenOf(answer)].map(isIn))).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('a pause', () => {
  test('26: of fifteen minutes locks: no page, no data, nothing written, and the password opens where one was', async () => {
    const { token, person } = await enter();
    const [row] =
      await demo.owner`select locks_at - seen_at as idles from session where token_hash = ${await hashOf(token)}`;
    expect(row!.idles).toBe('00:15:00');
    await lock(token);
    const before = await demo.written();
    const page = await person.get('/person?sex=male');
    expect(page.headers.get('Location')).toBe('/sign-in/unlock?back=%2Fperson%3Fsex%3Dmale');
    expect(await (await person.get('/person.json')).json()).toMatchObject({ refusals: [{ code: 'locked' }] });
    expect((await person.sendJson('/person.json', {})).status).toBe(401);
    expect(await demo.written()).toEqual(before);
    const shown = seen(await person.text('/sign-in/unlock?back=%2Fperson%3Fsex%3Dmale'));
    expect(shown).toContain('Phiên làm việc đang khóa');
    const wrong = await person.send('/sign-in/unlock', { password: 'không phải', back: '/person?sex=male' });
    expect(wrong.status).toBe(422);
    const right = await person.send('/sign-in/unlock', {
      password: demo.passwordOf('bithu'),
      back: '/person?sex=male',
    });
    expect(right.headers.get('Location')).toBe('/person?sex=male');
  });
  test('27: loses nothing of a form that was being sent: sealed, shown after the password, sent with one press', async () => {
    const { token, person } = await enter('vanphong');
    const id = newId(systemClock);
    const form = { id, name: 'Người <b>Giữ "Lại"', unit: 'que-xuan-1.01' };
    await lock(token);
    const sent = await person.send('/person', form);
    const to = new URL(sent.headers.get('Location')!, 'http://localhost');
    expect(to.pathname).toBe('/sign-in/unlock');
    const kept = to.searchParams.get('kept')!;
    const [stored] =
      await demo.owner`select content, purpose from sign_in_step order by expires_at desc limit 1`;
    expect([stored!.purpose, String(stored!.content).includes('Giữ')]).toEqual(['form', false]);
    const opened = await person.send('/sign-in/unlock', {
      password: demo.passwordOf('vanphong'),
      back: '/',
      kept,
    });
    const page = await opened.text();
    expect(opened.status).toBe(200);
    expect(page).toContain('<form class="entry-form" method="post" action="/person">');
    const shown = page.slice(page.indexOf('action="/person"'));
    const fields = [...shown.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, n, v]) => [n!, v!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')],
    );
    expect(Object.fromEntries(fields)).toMatchObject(form);
    const again = newTokenOf(opened);
    expect((await again.send('/person', Object.fromEntries(fields))).status).toBe(303);
    expect((await again.get(`/person/${id}`)).status).toBe(200);
    const twice = await again.send('/sign-in/prove', { password: demo.passwordOf('vanphong'), kept });
    expect(twice.status, 'kept once').toBe(303);
  });
  test('28: is put off by use, and use is written down once a minute at most', async () => {
    const { token, person } = await enter();
    const at = async () =>
      (await demo.owner`select seen_at, locks_at from session where token_hash = ${await hashOf(token)}`)[0]!;
    const first = await at();
    await person.get('/');
    expect(await at()).toEqual(first);
    await set(
      token,
      "seen_at = seen_at - interval '61 seconds', locks_at = locks_at - interval '61 seconds'",
    );
    await person.get('/');
    expect((await at()).locks_at > first.locks_at).toBe(true);
  });
});

describe('side by side', () => {
  test('29: two sessions of one account hold their own mandate and language', async () => {
    const [one, other] = [await enter('vanphong'), await enter('vanphong')];
    const [, second] = (await sessionState(demo.house.db, one.token))!.mandates;
    await Promise.all([
      one.person.send('/mandate', { mandate: second!.mandate, back: '/' }),
      other.person.send('/language', { language: 'en', back: '/' }),
    ]);
    expect(await one.person.text('/')).toContain('<h1>Đảng bộ xã Quế Xuân 1</h1>');
    expect(await other.person.text('/')).toContain('<html lang="en">');
  });
  test('30: of twenty sign-ins with wrong passwords at once no more than five are compared', async () => {
    const tries = Array.from({ length: 20 }, () =>
      demo.guest.send('/sign-in', { name: 'song.song', password: 'x' }),
    );
    const texts = await Promise.all(tries.map(async (answer) => seen(await (await answer).text())));
    expect(texts.filter((text) => text.includes('mật khẩu không đúng'))).toHaveLength(4);
    expect(texts.filter((text) => text.includes('Đã gõ sai năm lần'))).toHaveLength(16);
  });
});

describe('official acts and changes of factors', () => {
  test('31: without a fresh proof a page asks for it and comes back; the act is kept, not done', async () => {
    const { token, person } = await enter('vanphong');
    await age(token);
    expect((await person.get('/account/codes')).headers.get('Location')).toBe(
      '/sign-in/prove?back=%2Faccount%2Fcodes',
    );
    const sent = await person.send('/account/codes', { begin: 'yes' });
    const kept = new URL(sent.headers.get('Location')!, 'http://localhost').searchParams.get('kept')!;
    const [pending] = await demo.owner`select count(*)::int as n from totp`;
    expect(pending!.n).toBe(0);
    const proved = await person.send('/sign-in/prove', { password: demo.passwordOf('vanphong'), kept });
    expect(await proved.text()).toContain('action="/account/codes"');
    expect((await newTokenOf(proved).get('/account/codes')).status).toBe(200);
  });
  test('32: programs are told in JSON', async () => {
    const { token, person } = await enter('vanphong');
    await age(token);
    const answer = await person.sendJson('/account/remove.json', { what: 'totp' });
    expect([answer.status, await answer.json()]).toMatchObject([
      401,
      { refusals: [{ code: 'proof_wanted' }] },
    ]);
  });
});

test('a link from another site is answered by one more step, which brings the Strict cookie along', async () => {
  const { token } = await enter();
  const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' };
  const outside = await demo.app.request('/person?sex=male', { headers });
  expect([outside.status, outside.headers.get('Refresh')]).toEqual([200, '0;url=/person?sex=male']);
  const inside = await demo.app.request('/person?sex=male', {
    headers: { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'navigate', Cookie: `capuy=${token}` },
  });
  expect(inside.status).toBe(200);
});
