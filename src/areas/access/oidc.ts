/**
 * Sign-in by a provincial identity provider (OpenID Connect: authorisation code with PKCE, state and nonce). Its
 * subject opens the account it was linked to by the holder; nobody gets an account by it.
 */
import * as client from 'openid-client';
import { entryInstant } from '../../db/door.ts';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { OidcSettings } from './entrance.ts';
import { freshTokens, type Gate, NO_MANDATE, type Opened } from './sign-in.ts';
import { type From, keepStep, linkSubject, takeStep, takeSubject } from './sign-in-store.ts';
import { digestOf, isToken, newToken } from './tokens.ts';

export type Provider = OidcSettings & { callback: string; door: string };

/** Seconds a person may take at the provider. */
const WAITS = 600;

type Waiting = { verifier: string; state: string; nonce: string; back: string; link: boolean };

const known = new WeakMap<URL, Promise<client.Configuration>>();

/** What the provider says of itself, asked once; a failure is asked again. */
function configurationOf({ issuer, clientId, clientSecret }: Provider): Promise<client.Configuration> {
  const found =
    known.get(issuer) ??
    client.discovery(issuer, clientId, clientSecret, undefined, {
      timeout: 10,
      // Only a provider on this machine may be plain HTTP (readEntrance sees to it).
      ...(issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
    });
  known.set(issuer, found);
  found.catch(() => known.delete(issuer));
  return found;
}

/** The provider's address to go to, and the token of the step that waits; with a session it is to be linked. */
export async function beginOidc(
  gate: Gate,
  provider: Provider,
  back: string,
  session: string | null,
): Promise<Outcome<{ step: string; address: string }>> {
  const config = await configurationOf(provider).catch(() => undefined);
  if (!config) return refused(UNREACHABLE);
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const waiting: Waiting = { verifier, state, nonce, back, link: session !== null };
  const step = newToken();
  const kept = await keepStep(gate.db, digestOf(step), 'oidc', session, JSON.stringify(waiting), WAITS);
  if (!kept) return refused(UNREACHABLE);
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: provider.callback,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: waiting.state,
    nonce: waiting.nonce,
    ...(provider.secondFactor.length > 0 ? { acr_values: provider.secondFactor.join(' ') } : {}),
  });
  return done({ step, address: address.href });
}

export type Returned = { back: string } & ({ opened: Opened } | { linked: true });

/** What came back from the provider: a session for the linked account, or the link its holder asked for. */
export async function endOidc(
  gate: Gate,
  provider: Provider,
  from: From,
  session: string | null,
  returned: { step: string; query: string },
): Promise<Outcome<Returned>> {
  const kept = isToken(returned.step) ? await takeStep(gate.db, returned.step, 'oidc') : undefined;
  if (!kept) return refused(TOO_LATE);
  const waiting = JSON.parse(kept) as Waiting;
  const claims = await claimsOf(provider, waiting, returned.query).catch(() => undefined);
  if (!claims) return refused(NOT_CONFIRMED);
  const who = { issuer: claims.iss, subject: claims.sub };
  if (waiting.link) {
    const linked = await linkSubject(gate.db, provider.door, session ?? '', who, await entryInstant(gate));
    return linked ? done({ back: waiting.back, linked }) : refused(NOT_LINKED);
  }
  const given = [claims.acr, ...((claims.amr as string[] | undefined) ?? [])];
  const strong = provider.secondFactor.some((value) => given.includes(value));
  const { opened, fresh } = await freshTokens(from, gate);
  const outcome = await takeSubject(gate.db, provider.door, { ...who, strong }, from, fresh);
  if (outcome === 'opened') return done({ back: waiting.back, opened });
  return refused(outcome === 'no_mandate' ? NO_MANDATE : UNKNOWN_SUBJECT);
}

async function claimsOf(provider: Provider, { verifier, state, nonce }: Waiting, query: string) {
  const config = await configurationOf(provider);
  const tokens = await client.authorizationCodeGrant(config, new URL(`${provider.callback}${query}`), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  return tokens.claims();
}

const UNREACHABLE = refusal(
  'oidc_unreachable',
  w(
    'Chưa nối được với hệ thống định danh của tỉnh. Hãy đăng nhập bằng mật khẩu, hoặc thử lại sau.',
    'The province’s identity provider cannot be reached. Sign in with the password, or try again later.',
  ),
);

const TOO_LATE = refusal(
  'oidc_late',
  w(
    'Lượt đăng nhập này đã quá mười phút hoặc không bắt đầu từ trình duyệt này. Hãy bắt đầu lại.',
    'This sign-in is more than ten minutes old, or did not begin in this browser. Begin again.',
  ),
);

const NOT_CONFIRMED = refusal(
  'oidc_refused',
  w(
    'Hệ thống định danh không xác nhận lượt đăng nhập này. Hãy bắt đầu lại, hoặc dùng mật khẩu.',
    'The identity provider did not confirm this sign-in. Begin again, or use the password.',
  ),
);

const NOT_LINKED = refusal(
  'oidc_not_linked',
  w(
    'Định danh này đã gắn với một tài khoản khác, hoặc phiên làm việc đã đổi. Hãy đăng nhập rồi gắn lại.',
    'This identity is linked to another account, or the session has changed. Sign in, then link it again.',
  ),
);

const UNKNOWN_SUBJECT = refusal(
  'oidc_unknown',
  w(
    'Định danh này chưa gắn với tài khoản nào. Hãy đăng nhập bằng mật khẩu một lần, rồi vào Tài khoản của tôi để gắn.',
    'This identity is linked to no account yet. Sign in with the password once, then link it under My account.',
  ),
);
