import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accepted, codesOf } from '../../records/testing.ts';
import { deviceWords, doorKey, passkeyPlace, readEntrance, sourceOf } from './entrance.ts';

const proxied = accepted(readEntrance({ TRUSTED_PROXY: '127.0.0.1, 10.8.0.0/16, fd00::/8' }));
const plain = accepted(readEntrance({}));

describe('where a reader comes from', () => {
  test.each([
    ['straight', '203.0.113.7', '', '203.0.113.7'],
    ['straight, mapped into IPv6', '::ffff:203.0.113.7', '', '203.0.113.7'],
    ['a stranger’s word about it', '203.0.113.7', '192.0.2.1', '203.0.113.7'],
    ['through the proxy', '127.0.0.1', '192.0.2.1', '192.0.2.1'],
    ['through two proxies', '127.0.0.1', '192.0.2.1, 10.8.3.4', '192.0.2.1'],
    ['a word that came before the proxy', '127.0.0.1', '198.51.100.9, 192.0.2.1', '192.0.2.1'],
    ['nonsense before the proxy', '127.0.0.1', "x' or 1, 192.0.2.1", '192.0.2.1'],
    ['the proxy itself', '127.0.0.1', '', '127.0.0.1'],
    ['IPv6, by what one house holds', '2001:db8:1:2:3:4:5:6', '', '2001:db8:1:2::/64'],
    ['IPv6, shortened', '2001:db8::1', '', '2001:db8:0:0::/64'],
    ['no network at all', '', '', ''],
  ])('%s', (_, remote, forwarded, source) => {
    expect(sourceOf(proxied, remote, forwarded)).toBe(source);
  });
  test('without a trusted proxy nobody’s word is taken', () => {
    expect(sourceOf(plain, '127.0.0.1', '192.0.2.1')).toBe('127.0.0.1');
  });
});

describe('settings', () => {
  test.each([
    [{ PUBLIC_URL: 'capuy.example' }, ['setting PUBLIC_URL']],
    [{ PUBLIC_URL: 'https://capuy.example/x' }, ['setting PUBLIC_URL']],
    [{ PUBLIC_URL: 'ftp://capuy.example' }, ['setting PUBLIC_URL']],
    [{ TRUSTED_PROXY: 'proxy' }, ['setting TRUSTED_PROXY']],
    [{ TRUSTED_PROXY: '10.0.0.0/64' }, ['setting TRUSTED_PROXY']],
    [{ OIDC_ISSUER: 'https://id.example' }, ['oidc OIDC_ISSUER']],
    [
      { OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' },
      ['oidc OIDC_ISSUER'],
    ],
    [
      { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' },
      ['setting PUBLIC_URL'],
    ],
  ])('%j is refused by name', (env, codes) => {
    expect(codesOf(readEntrance(env))).toEqual(codes);
  });
  test('all of them are read, and a secret is never repeated', () => {
    const env = {
      PUBLIC_URL: 'https://capuy.example',
      OIDC_ISSUER: 'https://id.example/realm',
      OIDC_CLIENT_ID: 'capuy',
      OIDC_CLIENT_SECRET: 'rất bí mật',
      OIDC_SECOND_FACTOR: 'mfa, otp',
    };
    expect(accepted(readEntrance(env)).oidc).toMatchObject({
      clientId: 'capuy',
      secondFactor: ['mfa', 'otp'],
    });
    expect(JSON.stringify(readEntrance({ ...env, OIDC_ISSUER: 'x' }))).not.toContain('bí mật');
  });
});

describe('passkeys', () => {
  const at = (url: string, door: string | undefined = 'x'.repeat(43)) => {
    const place = passkeyPlace({ ...plain, ...(door ? { door } : {}) }, new URL(url));
    return place.ok ? place.rpId : place.why.en;
  };
  test.each([
    ['https://capuy.tinh.example', 'capuy.tinh.example'],
    ['http://localhost:8080', 'localhost'],
    ['http://192.168.1.5:8080', expect.stringContaining('numeric address')],
    ['https://192.168.1.5', expect.stringContaining('numeric address')],
    ['https://[::1]', expect.stringContaining('numeric address')],
    ['http://capuy.tinh.example', expect.stringContaining('HTTPS')],
    ['https://maychu', expect.stringContaining('full domain name')],
    ['https://maychu.local', expect.stringContaining('full domain name')],
  ])('at %s: %s', (url, shown) => {
    expect(at(url)).toEqual(shown);
  });
  test('need the key of the server', () => {
    expect(passkeyPlace(plain, new URL('http://localhost')).ok).toBe(false);
  });
  test('belong to the public address where the server itself hears another', () => {
    const entrance = {
      ...accepted(readEntrance({ PUBLIC_URL: 'https://capuy.example' })),
      door: 'x'.repeat(43),
    };
    expect(passkeyPlace(entrance, new URL('http://127.0.0.1:8080'))).toMatchObject({ rpId: 'capuy.example' });
  });
});

test('the key of the server is made once, for its owner’s eyes alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'capuy-door-'));
  try {
    const key = doorKey(join(folder, 'data'));
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(doorKey(join(folder, 'data'))).toBe(key);
    const file = join(folder, 'data', 'door.key');
    expect(readFileSync(file, 'utf8').trim()).toBe(key);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each([
  [
    'Mozilla/5.0 (Linux; Android 13; SM-A047F) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36',
    'Chrome, Android',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0',
    'Edge, Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1',
    'Safari, iPhone, iPad',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox, Linux'],
  ['curl/8', ''],
])('%s is told as %s', (agent, words) => {
  expect(deviceWords(agent)).toBe(words);
});
