/** Sign-in by an identity provider, against a real one in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer as socketServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLAIN_ENTRANCE } from '../src/areas/access/entrance.ts';
import { hangDoor } from '../src/areas/access/sign-in-store.ts';
import { createServer } from '../src/web/server.tsx';
import { openBrowser } from '../src/web/testing/browser.ts';
import { lineOf, openPage, signInOn } from './browse.ts';
import { type DemoHouse, openDemoHouse, seen, serveAt } from './house.ts';
import { CLIENT, PROVIDER_FILE } from './identity-provider.ts';

const DOOR = 'o'.repeat(43);

let demo: DemoHouse;
let served: Awaited<ReturnType<typeof serveAt>>;
let provider: ChildProcess;
let issuer: URL;
const publicUrl = new URL('http://localhost');
const oidc = { issuer: publicUrl, clientId: CLIENT.id, clientSecret: CLIENT.secret, secondFactor: ['mfa'] };

async function freePort(): Promise<number> {
  const server = socketServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startProvider(): Promise<void> {
  const callback = `${publicUrl.origin}/sign-in/oidc/callback`;
  provider = spawn(process.execPath, ['--import', 'tsx', PROVIDER_FILE, issuer.port, callback], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    provider.stdout!.on('data', () => resolve());
    provider.once('exit', () => reject(new Error('the identity provider did not start')));
  });
}

beforeAll(async () => {
  demo = await openDemoHouse();
  await hangDoor(demo.owner, DOOR);
  issuer = new URL(`http://localhost:${await freePort()}`);
  oidc.issuer = issuer;
  served = await serveAt(
    createServer({ ...demo.house, entrance: { ...PLAIN_ENTRANCE, publicUrl, oidc, door: DOOR } }),
  );
  publicUrl.port = new URL(served.origin).port;
  await startProvider();
}, 120_000);
afterAll(async () => {
  provider?.kill();
  await served?.stop();
  await demo?.close();
});

/** Who signs in at the provider from now on. */
const personAtProvider = (subject: string, acr = '') =>
  fetch(`${issuer.origin}/person?${new URLSearchParams({ subject, ...(acr ? { acr } : {}) })}`, {
    method: 'POST',
  });

/** A browser without a screen: keeps the cookies of each site, and follows where it is led by hand. */
function visitor() {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: URL) => jars.get(url.port) ?? jars.set(url.port, new Map()).get(url.port)!;
  const ask = async (address: string, form?: Record<string, string>) => {
    const url = new URL(address, publicUrl.origin);
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        Cookie: [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { Origin: publicUrl.origin } : {}),
      },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split(/=(.*)/s);
      jarOf(url).set(name!, value!);
    }
    return answer;
  };
  /** Goes to the provider and through it; answers the address it sends back to. */
  const throughProvider = async (back = '/'): Promise<string> => {
    const begun = await ask('/sign-in/oidc', { back });
    let at = begun.headers.get('Refresh')!.replace('0;url=', '');
    while (new URL(at, issuer.origin).port === issuer.port) {
      const answer = await ask(new URL(at, issuer.origin).href);
      at = answer.headers.get('Location')!;
    }
    return at;
  };
  return { ask, throughProvider };
}

const signedIn = async (name: string) => {
  const { ask, throughProvider } = visitor();
  const answer = await ask('/sign-in', { name, password: demo.passwordOf(name) });
  expect(answer.status).toBe(303);
  return { ask, throughProvider };
};

describe('an identity', () => {
  test('that is linked to no account signs nobody in, and makes no account', async () => {
    await personAtProvider('can-bo-la');
    const { ask, throughProvider } = visitor();
    const before = await demo.owner`select count(*)::int as n from account`;
    const answer = await ask(await throughProvider());
    expect([answer.status, seen(await answer.text())]).toEqual([
      422,
      expect.stringContaining('chưa gắn với tài khoản nào'),
    ]);
    expect(await demo.owner`select count(*)::int as n from account`).toEqual(before);
    const [entry] = await demo.owner`select e.command, e.account, r.reason from audit_entry e
        left join audit_reason r on r.entry = e.id order by e.id desc limit 1`;
    expect(entry).toEqual({ command: 'sign in', account: null, reason: 'unknown subject' });
  });

  test('linked by its holder signs in from then on, to where one wanted to go', async () => {
    await personAtProvider('can-bo-1');
    const own = await signedIn('kiemtra');
    expect((await own.ask(await own.throughProvider('/account'))).headers.get('Location')).toBe('/account');
    expect(seen(await (await own.ask('/account')).text())).toContain(`Đã gắn với ${issuer.origin}`);
    const { ask, throughProvider } = visitor();
    const answer = await ask(await throughProvider('/person?sex=male'));
    expect(answer.headers.get('Location')).toBe('/person?sex=male');
    expect(seen(await (await ask('/account')).text())).toContain('Trần Văn Kiểm Tra · kiemtra');
  });

  test('linked to one account is not linked to another', async () => {
    await personAtProvider('can-bo-1');
    const other = await signedIn('vanphong');
    const answer = await other.ask(await other.throughProvider('/account'));
    expect(seen(await answer.text())).toContain('đã gắn với một tài khoản khác');
  });

  test('is linked only within five minutes of a proof', async () => {
    await personAtProvider('can-bo-2');
    const other = await signedIn('vanphong');
    await demo.owner`update session set proved_at = started_at - interval '10 minutes'`;
    const answer = await other.ask(await other.throughProvider('/account'));
    expect(answer.status).toBe(422);
    expect(await demo.owner`select 1 from external_subject where subject = 'can-bo-2'`).toHaveLength(0);
  });
});

describe('a way back from the provider', () => {
  test('serves once, with the state that was sent, in the browser that began', async () => {
    await personAtProvider('can-bo-1');
    const { ask, throughProvider } = visitor();
    const wrong = new URL(await throughProvider());
    wrong.searchParams.set('state', 'x'.repeat(43));
    expect(seen(await (await ask(wrong.href)).text())).toContain('không xác nhận lượt đăng nhập này');
    const stolen = await throughProvider();
    expect(seen(await (await visitor().ask(stolen)).text())).toContain('không bắt đầu từ trình duyệt này');
    expect((await ask(stolen)).status).toBe(303);
    expect(seen(await (await ask(stolen)).text())).toContain('Hãy bắt đầu lại');
  });
  test('with a code that belongs to another sign-in is refused: the verifier and the nonce do not fit', async () => {
    await personAtProvider('can-bo-1');
    const [one, other] = [visitor(), visitor()];
    const [first, second] = [new URL(await one.throughProvider()), new URL(await other.throughProvider())];
    second.searchParams.set('code', first.searchParams.get('code')!);
    expect(seen(await (await other.ask(second.href)).text())).toContain('không xác nhận lượt đăng nhập này');
  });
  test('with an error of the provider is told in words', async () => {
    const { ask, throughProvider } = visitor();
    const back = new URL(await throughProvider());
    const told = `/sign-in/oidc/callback?error=access_denied&state=${back.searchParams.get('state')}`;
    expect(seen(await (await ask(told)).text())).toContain('không xác nhận lượt đăng nhập này');
  });
});

test('where a second factor is compulsory the provider’s word is one when it says so, and as the settings say', async () => {
  await demo.owner`update installation set value = 'false' where name = 'demonstration'`;
  try {
    for (const [acr, to] of [
      ['mfa', '/'],
      ['', '/sign-in/enrol'],
      ['pwd', '/sign-in/enrol'],
    ] as const) {
      await personAtProvider('can-bo-1', acr);
      const { ask, throughProvider } = visitor();
      expect([acr, (await ask(await throughProvider())).headers.get('Location')]).toEqual([acr, to]);
    }
  } finally {
    await demo.owner`update installation set value = 'true' where name = 'demonstration'`;
  }
});

test('in a real browser, whose Strict cookies do not come along from another site', async () => {
  const browser = await openBrowser();
  const { page, complaints, close } = await openPage(browser);
  try {
    await personAtProvider('can-bo-trinh-duyet');
    await signInOn(page, `${publicUrl.origin}/account`, 'quexuan1', demo.passwordOf('quexuan1'));
    await page.getByRole('button', { name: 'Gắn định danh' }).click();
    await page.waitForURL(`${publicUrl.origin}/account`);
    expect(await lineOf(page, 'main')).toContain('Đã gắn với');
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.goto(`${publicUrl.origin}/sign-in?back=%2Fperson`);
    await page.getByRole('button', { name: 'Dùng định danh của tỉnh' }).click();
    await page.waitForURL(`${publicUrl.origin}/person`);
    expect(complaints).toEqual([]);
  } finally {
    await close();
    await browser.close();
  }
}, 60_000);

test('a provider that does not answer is told in words, and the password still signs in', async () => {
  provider.kill();
  const app = createServer({
    ...demo.house,
    entrance: { ...PLAIN_ENTRANCE, publicUrl, door: DOOR, oidc: { ...oidc, issuer: new URL(issuer.href) } },
  });
  const answer = await app.request('/sign-in/oidc', {
    method: 'POST',
    headers: { Origin: publicUrl.origin },
  });
  expect(seen(await answer.text())).toContain('Chưa nối được với hệ thống định danh');
  await signedIn('bithu');
});
