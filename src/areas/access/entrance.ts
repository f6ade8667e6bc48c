/** How readers reach this installation, as its settings say: address, proxies, identity provider. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { join } from 'node:path';
import type { Environment } from '../../db/settings.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { isToken, newToken } from './tokens.ts';

export type OidcSettings = {
  issuer: URL;
  clientId: string;
  clientSecret: string;
  /** Values of `acr` or `amr` that stand for a second factor; none where the provider's word is never enough. */
  secondFactor: readonly string[];
};

export type Entrance = {
  /** The address readers type, where it is not the one the server hears itself (a proxy with HTTPS). */
  publicUrl?: URL;
  /** Proxies whose word on where a reader comes from is believed. */
  proxies: BlockList;
  oidc?: OidcSettings;
  /** What makes PostgreSQL believe this process about passkeys and identity providers; see `door_opens`. */
  door?: string;
};

/** Nothing set: readers come straight to this server. */
export const PLAIN_ENTRANCE: Entrance = { proxies: new BlockList() };

/** Every variable `readEntrance` looks at; see `SETTING_NAMES`. */
export const ENTRANCE_NAMES = [
  'PUBLIC_URL',
  'TRUSTED_PROXY',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_SECOND_FACTOR',
] as const;

type Env = Environment<(typeof ENTRANCE_NAMES)[number]>;

/**
 * Reads the variables of `ENTRANCE_NAMES`. Refuses all wrong values at once, and never repeats the secret.
 */
export function readEntrance(env: Env): Outcome<Entrance> {
  const problems: Refusal[] = [];
  const publicUrl = env.PUBLIC_URL?.trim() ?? '';
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (publicUrl !== '' && !(url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search))
    problems.push(bad('PUBLIC_URL', 'https://capuy.tinh.example'));
  const proxies = proxiesIn(env.TRUSTED_PROXY ?? '');
  if (!proxies) problems.push(bad('TRUSTED_PROXY', '127.0.0.1,10.0.0.0/8'));
  const oidc = oidcIn(env);
  if (oidc === null) problems.push(incompleteOidc());
  if (oidc && !url) problems.push(bad('PUBLIC_URL', 'https://capuy.tinh.example'));
  if (problems.length > 0) return refused(...problems);
  return done({ proxies: proxies!, ...(url ? { publicUrl: url } : {}), ...(oidc ? { oidc } : {}) });
}

function proxiesIn(text: string): BlockList | undefined {
  const list = new BlockList();
  for (const one of text.split(',').map((part) => part.trim())) {
    if (one === '') continue;
    const [address = '', bits] = one.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const most = family === 'ipv6' ? 128 : 32;
    if (isIP(address) === 0 || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= most)))
      return undefined;
    list.addSubnet(address, Number(bits ?? most), family);
  }
  return list;
}

/** Undefined where nothing is set, null where something is missing. Plain HTTP is for a provider on this machine. */
function oidcIn(env: Env): OidcSettings | undefined | null {
  const [issuer, clientId, clientSecret] = [env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET].map(
    (value) => value?.trim() ?? '',
  ) as [string, string, string];
  if (issuer === '' && clientId === '' && clientSecret === '') return undefined;
  if (!URL.canParse(issuer) || clientId === '' || clientSecret === '') return null;
  const url = new URL(issuer);
  if (url.protocol !== 'https:' && !isLoopback(url.hostname)) return null;
  const secondFactor = (env.OIDC_SECOND_FACTOR ?? '').split(/[\s,]+/).filter(Boolean);
  return { issuer: url, clientId, clientSecret, secondFactor };
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\./.test(host) || host.endsWith('.localhost');

const bad = (name: string, example: string) =>
  refusal(
    'setting',
    w(
      `${name} không đúng dạng, ví dụ ${example}`,
      `${name} is not in the right form, for instance ${example}`,
    ),
    name,
  );

const incompleteOidc = () =>
  refusal(
    'oidc',
    w(
      'OIDC cần đủ OIDC_ISSUER (https), OIDC_CLIENT_ID và OIDC_CLIENT_SECRET',
      'OIDC needs OIDC_ISSUER (https), OIDC_CLIENT_ID and OIDC_CLIENT_SECRET',
    ),
    'OIDC_ISSUER',
  );

/** The key of the server's own in the data folder, made when it is first needed; a lost one is simply made anew. */
export function doorKey(dataFolder: string): string {
  const file = join(dataFolder, 'door.key');
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (isToken(kept)) return kept;
  mkdirSync(dataFolder, { recursive: true });
  const key = newToken();
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return key;
}

/**
 * Where a reader comes from: the address of the connection, or behind a trusted proxy the last address in
 * `X-Forwarded-For` that is no such proxy. IPv6 counts by its /64, which one household holds.
 */
export function sourceOf(entrance: Entrance, remote: string, forwarded: string): string {
  const plain = (address: string) => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');
  const trusted = (address: string) =>
    isIP(address) !== 0 && entrance.proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const hops = [...forwarded.split(',').map(plain), plain(remote)].filter((address) => isIP(address) !== 0);
  const source = hops.at(-1) === plain(remote) && trusted(plain(remote)) ? hops : [plain(remote)];
  return shortened(source.findLast((address) => !trusted(address)) ?? plain(remote));
}

function shortened(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const [front, back] = [head.split(':').filter(Boolean), (tail ?? '').split(':').filter(Boolean)];
  const all = [...front, ...Array(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return `${all
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

const BROWSERS: readonly [RegExp, string][] = [
  [/coc_coc_browser|CocCoc/i, 'Cốc Cốc'],
  [/Edg/, 'Edge'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/OPR\//, 'Opera'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iPhone, iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'Mac'],
  [/Linux|X11/, 'Linux'],
];

/** A browser in words its owner recognises: `Chrome, Android`. Empty where it says nothing known. */
export function deviceWords(userAgent: string): string {
  const found = [BROWSERS, SYSTEMS].flatMap((list) => list.find(([mark]) => mark.test(userAgent))?.[1] ?? []);
  return found.join(', ');
}

/** Where passkeys belong, or in words why this address can have none. */
export type PasskeyPlace = { ok: true; rpId: string; origin: string } | { ok: false; why: Words };

/** Browsers take passkeys at a domain name over HTTPS, or at localhost; at numbers never. */
export function passkeyPlace(entrance: Entrance, requested: URL): PasskeyPlace {
  const url = entrance.publicUrl ?? requested;
  const host = url.hostname;
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) return { ok: false, why: NUMBERED };
  if (host === 'localhost' || host.endsWith('.localhost'))
    return entrance.door ? { ok: true, rpId: host, origin: url.origin } : { ok: false, why: NO_DOOR };
  if (url.protocol !== 'https:') return { ok: false, why: PLAIN };
  if (!host.includes('.') || host.endsWith('.local')) return { ok: false, why: NO_DOMAIN };
  return entrance.door ? { ok: true, rpId: host, origin: url.origin } : { ok: false, why: NO_DOOR };
}

const NUMBERED = w(
  'Trang đang mở bằng địa chỉ số (IP). Khóa truy cập cần một tên miền, ví dụ https://capuy.tinh.vn; quản trị viên đặt tên ấy trong PUBLIC_URL.',
  'This page is open at a numeric address (IP). Passkeys need a domain name such as https://capuy.tinh.vn; the administrator sets it in PUBLIC_URL.',
);
const PLAIN = w(
  'Trang đang mở không qua HTTPS. Khóa truy cập cần https:// với chứng thư hợp lệ.',
  'This page is not open over HTTPS. Passkeys need https:// with a valid certificate.',
);
const NO_DOMAIN = w(
  'Tên máy này không phải là tên miền đầy đủ, nên trình duyệt không nhận khóa truy cập.',
  'This host name is no full domain name, so browsers take no passkeys for it.',
);
const NO_DOOR = w(
  'Bản cài đặt này chưa có khóa riêng của máy chủ (door.key), nên chưa nhận khóa truy cập.',
  'This installation has no key of its server (door.key) yet, so it takes no passkeys.',
);
