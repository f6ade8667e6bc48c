/** Whoever stands before the server: their cookies, where they come from, what their session waits for. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Session, Stage } from '../areas/access/contract.ts';
import { SESSION_HOURS } from '../areas/access/contract.ts';
import { deviceWords, PLAIN_ENTRANCE, sourceOf } from '../areas/access/entrance.ts';
import { type From, sessionState } from '../areas/access/sign-in-store.ts';
import { isToken } from '../areas/access/tokens.ts';
import type { Language } from '../kernel/words.ts';
import type { House } from './desk.tsx';
import { paths } from './paths.ts';

export const SESSION = 'capuy';
const DEVICE = 'capuy_device';
const LANGUAGE = 'capuy_language';
const STEP = 'capuy_step';

const HOUR = 3600;
const YEAR = 365 * 24 * HOUR;

/** The address as readers see it; behind a proxy the server itself hears another. */
export const addressOf = (house: House, c: Context): URL => house.entrance?.publicUrl ?? new URL(c.req.url);

export const isHttps = (house: House): boolean => house.entrance?.publicUrl?.protocol === 'https:';

/** Browsers say where a request comes from (Sec-Fetch-Site) at HTTPS and on this machine; elsewhere they do not. */
const saysWhere = (url: URL): boolean =>
  url.protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);

/**
 * Cookies go out to this host alone (`__Host-`) under HTTPS. They are Strict where a link from outside can be
 * answered by a hop to the same address (`fromOutside`), otherwise Lax, so that such a link finds the session.
 */
function cookieFor(house: House, c: Context) {
  const url = addressOf(house, c);
  const https = url.protocol === 'https:';
  const sameSite = saysWhere(url) ? ('Strict' as const) : ('Lax' as const);
  return {
    httpOnly: true,
    sameSite,
    path: '/',
    secure: https,
    ...(https ? { prefix: 'host' as const } : {}),
  };
}

const cookie = (house: House, c: Context, name: string): string | undefined =>
  addressOf(house, c).protocol === 'https:' ? getCookie(c, name, 'host') : getCookie(c, name);

/** A page opened by a link on another site: its Strict cookies stayed at home, and come with one more step. */
export const fromOutside = (c: Context): boolean =>
  c.req.method === 'GET' &&
  c.req.header('Sec-Fetch-Site') === 'cross-site' &&
  c.req.header('Sec-Fetch-Mode') === 'navigate';

/** A page that at once asks for the address again, as a page of this site does. */
export function hop(c: Context, address: string, text: string): Response | Promise<Response> {
  c.header('Refresh', `0;url=${address}`);
  return c.text(text);
}

export function sessionToken(house: House, c: Context): string {
  const token = cookie(house, c, SESSION) ?? '';
  return isToken(token) ? token : '';
}

export function giveSession(house: House, c: Context, token: string): void {
  setCookie(c, SESSION, token, { ...cookieFor(house, c), maxAge: SESSION_HOURS * HOUR });
}

/** The device is known for a year after each sign-in. */
export function giveDevice(house: House, c: Context, token: string): void {
  setCookie(c, DEVICE, token, { ...cookieFor(house, c), maxAge: YEAR });
}

export function dropSession(house: House, c: Context): void {
  const { prefix, secure, path } = { prefix: undefined, ...cookieFor(house, c) };
  deleteCookie(c, prefix ? `__Host-${SESSION}` : SESSION, { path, secure });
}

/** The token of a step that waits in this browser, such as the way to an identity provider. */
export const stepToken = (house: House, c: Context): string => cookie(house, c, STEP) ?? '';

export function giveStep(house: House, c: Context, token: string): void {
  setCookie(c, STEP, token, { ...cookieFor(house, c), maxAge: HOUR });
}

/** The language somebody chose before signing in; it holds for the session that follows. */
export function chosenLanguage(house: House, c: Context): Language | undefined {
  const chosen = cookie(house, c, LANGUAGE);
  return chosen === 'en' || chosen === 'vi' ? chosen : undefined;
}

export function giveLanguage(house: House, c: Context, language: Language): void {
  setCookie(c, LANGUAGE, language, cookieFor(house, c));
}

export const guestLanguage = (house: House, c: Context): Language =>
  chosenLanguage(house, c) ?? (/^en\b/i.test(c.req.header('Accept-Language') ?? '') ? 'en' : 'vi');

/** The address of the connection; requests without a network have none. */
function remoteOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? '';
  } catch {
    return '';
  }
}

export function fromOf(house: House, c: Context): From {
  const known = cookie(house, c, DEVICE) ?? '';
  return {
    source: sourceOf(house.entrance ?? PLAIN_ENTRANCE, remoteOf(c), c.req.header('X-Forwarded-For') ?? ''),
    device: deviceWords(c.req.header('User-Agent') ?? ''),
    known: isToken(known) ? known : '',
    language: chosenLanguage(house, c) ?? 'vi',
  };
}

/** Somebody with a session, open or not. */
export type Visit = { house: House; c: Context; session: Session; language: Language };

export async function visitOf(house: House, c: Context): Promise<Visit | undefined> {
  const token = sessionToken(house, c);
  const session = token ? await sessionState(house.db, token) : undefined;
  return session && { house, c, session: { ...session, token }, language: session.language };
}

/** Only addresses of this installation are followed back, and none of the door itself. */
export const safeBack = (back: unknown): string =>
  typeof back === 'string' && /^\/(?![/\\])/.test(back) && !/^\/sign-/.test(back) ? back : '/';

const STAGES: Readonly<Record<Exclude<Stage, 'open'>, (back?: string, kept?: string) => string>> = {
  locked: paths.unlock,
  second_factor: paths.secondFactor,
  new_password: paths.newPassword,
  enrol: paths.enrol,
};

/** Where a session in this stage has to go. */
export const stageAddress = (stage: Stage, back = '/', kept?: string): string =>
  stage === 'open' ? back : STAGES[stage](back === '/' ? undefined : back, kept);
