/** Passkeys: the browser's own proof of who sits before it, by fingerprint, face or PIN. One is both factors at once. */
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { entryInstant } from '../../db/door.ts';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import { newRecoveryCodes } from './factors.ts';
import { ENDED, freshTokens, type Gate, NO_MANDATE, type Opened } from './sign-in.ts';
import {
  addPasskey,
  type From,
  keepStep,
  ownAccount,
  passkeyOf,
  passkeysOf,
  takePasskey,
  takeStep,
} from './sign-in-store.ts';
import { digestOf, newToken } from './tokens.ts';

/** Where passkeys belong, and the key that lets this process speak for them. */
export type Place = { rpId: string; origin: string; door: string };

type Holder = { token: string; account_name: string; full_name: string };

/** Seconds a challenge waits for its answer. */
const WAITS = 300;

/** A challenge with the token that takes it; undefined where too many wait. */
async function challenge<T extends { challenge: string }>(
  gate: Gate,
  purpose: string,
  token: string | null,
  options: T,
): Promise<{ step: string; options: T } | undefined> {
  const step = newToken();
  const kept = await keepStep(gate.db, digestOf(step), purpose, token, options.challenge, WAITS);
  return kept ? { step, options } : undefined;
}

/** What the browser needs to make a new passkey for the holder of the session. */
export async function beginPasskey(gate: Gate, place: Place, holder: Holder) {
  const own = await passkeysOf(gate.db, holder.token);
  const options = await generateRegistrationOptions({
    rpName: 'Cấp Ủy',
    rpID: place.rpId,
    userName: holder.account_name,
    userDisplayName: holder.full_name,
    // The same for every passkey of an account, and telling nothing of it.
    userID: Uint8Array.from(Buffer.from(digestOf(`passkey ${holder.account_name}`), 'hex')),
    excludeCredentials: own.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return challenge(gate, 'new passkey', holder.token, options);
}

/** Takes what the browser made. With the first factor of an account come ten recovery codes. */
export async function registerPasskey(
  gate: Gate,
  place: Place,
  holder: Holder,
  typed: { step: string; credential: string; name: string },
): Promise<Outcome<{ token: string; codes: string[] | null }>> {
  const expectedChallenge = await takeStep(gate.db, typed.step, 'new passkey');
  if (!expectedChallenge) return refused(TOO_LATE);
  const response = parsed<RegistrationResponseJSON>(typed.credential);
  const found = response
    ? await verifyRegistrationResponse({
        response,
        expectedChallenge,
        expectedOrigin: place.origin,
        expectedRPID: place.rpId,
      }).catch(() => undefined)
    : undefined;
  if (!found?.verified) return refused(NOT_VERIFIED);
  const { credential } = found.registrationInfo;
  const account = await ownAccount(gate.db, holder.token);
  const first = !account?.totp && account?.passkeys === 0;
  const recovery = first ? await newRecoveryCodes(gate, holder.account_name) : undefined;
  const key = {
    id: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: credential.transports ?? [],
    name: clean(typed.name).slice(0, 60) || 'Khóa truy cập',
  };
  const token = newToken();
  const at = await entryInstant(gate);
  const digests = recovery?.digests ?? null;
  const added = await addPasskey(gate.db, place.door, holder.token, key, digests, digestOf(token), at);
  return added ? done({ token, codes: recovery?.codes ?? null }) : refused(ENDED);
}

/** What the browser needs to use a passkey: any one to sign in, one of the holder's within a session. */
export async function askPasskey(gate: Gate, place: Place, token: string | null) {
  const own = token ? await passkeysOf(gate.db, token) : [];
  const options = await generateAuthenticationOptions({
    rpID: place.rpId,
    userVerification: 'required',
    allowCredentials: own.map(({ id, transports }) => ({ id, transports })),
  });
  return challenge(gate, 'passkey', token, options);
}

/** Signs in by a passkey, or (with the token of a session) proves by it. */
export async function usePasskey(
  gate: Gate,
  place: Place,
  from: From,
  token: string | null,
  typed: { step: string; credential: string },
): Promise<Outcome<Opened>> {
  const expectedChallenge = await takeStep(gate.db, typed.step, 'passkey');
  if (!expectedChallenge) return refused(TOO_LATE);
  const response = parsed<AuthenticationResponseJSON>(typed.credential);
  const stored = response && (await passkeyOf(gate.db, String(response.id)));
  const found =
    response && stored
      ? await verifyAuthenticationResponse({
          response,
          expectedChallenge,
          expectedOrigin: place.origin,
          expectedRPID: place.rpId,
          credential: {
            id: response.id,
            publicKey: Uint8Array.from(stored.public_key),
            counter: Number(stored.counter),
          },
        }).catch(() => undefined)
      : undefined;
  if (!found?.verified) return refused(NOT_VERIFIED);
  const { opened, fresh } = await freshTokens(from, gate);
  const key = { id: response!.id, counter: found.authenticationInfo.newCounter };
  const outcome = await takePasskey(gate.db, place.door, key, token, from, fresh);
  if (outcome === 'opened') return done(opened);
  return refused(outcome === 'no_mandate' ? NO_MANDATE : NOT_VERIFIED);
}

function parsed<T>(text: string): T | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === 'object' ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

const NOT_VERIFIED = refusal(
  'passkey_unknown',
  w(
    'Khóa truy cập này không thuộc tài khoản nào ở đây, hoặc đã bị gỡ. Hãy đăng nhập bằng mật khẩu.',
    'This passkey belongs to no account here, or was removed. Sign in with the password.',
  ),
);

const TOO_LATE = refusal(
  'passkey_late',
  w(
    'Đã quá năm phút hoặc trang đã được gửi một lần. Hãy bấm nút khóa truy cập lần nữa.',
    'More than five minutes have passed, or the page was sent already. Press the passkey button again.',
  ),
);
