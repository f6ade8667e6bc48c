/** The second factor: codes from a telephone (TOTP, RFC 6238), and recovery codes on paper for the day it is lost. */
import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { entryInstant } from '../../db/door.ts';
import { milliseconds } from '../../kernel/clock.ts';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { proofOf } from './passwords.ts';
import { ENDED, type Gate, prove } from './sign-in.ts';
import { beginTotp, confirmTotp, passwordSaltOf, renewCodes, totpOf } from './sign-in-store.ts';
import { digestOf, newToken } from './tokens.ts';

/** Seconds of one step; every authenticator app takes these, six digits and SHA-1. */
const PERIOD = 30;

/** A code of the step before or after is taken: telephones are a little off. */
const WINDOW = 1;

/** Within so many steps a code is recognised, though not taken, to tell that a clock is wrong. */
const TOLD_DRIFT = 20;

type Holder = { token: string; account_name: string };

const generator = (secret: string, account = '') =>
  new TOTP({ issuer: 'Cap Uy', label: account, secret: Secret.fromBase32(secret), period: PERIOD });

/** The address a telephone reads from the square code. */
export const totpAddress = (secret: string, account: string): string => generator(secret, account).toString();

/** Makes a secret that waits for its first right code; false where the session may not change factors now. */
export const beginCodes = (gate: Gate, token: string): Promise<boolean> =>
  beginTotp(gate.db, token, new Secret({ size: 20 }).base32);

/** The step a code belongs to and by how many steps it is off; undefined where it is no code of this secret. */
function stepOf(gate: Gate, secret: string, typed: string, window: number) {
  const timestamp = milliseconds(gate.clock);
  const token = typed.replace(/\D/g, '');
  const drift = token.length === 6 ? generator(secret).validate({ token, timestamp, window }) : null;
  return drift === null ? undefined : { step: Math.floor(timestamp / 1000 / PERIOD) + drift, drift };
}

function wrongCode(gate: Gate, secret: string | null | undefined, typed: string) {
  const far = secret ? stepOf(gate, secret, typed, TOLD_DRIFT) : undefined;
  return far && Math.abs(far.drift) > WINDOW ? wrongClock(far.drift * PERIOD) : WRONG_CODE;
}

/** A code from the telephone as the second factor, or as the proof before an official act. Answers a new token. */
export async function proveCode(gate: Gate, holder: Holder, typed: string): Promise<Outcome<string>> {
  const secret = (await totpOf(gate.db, holder.token))?.secret;
  const found = secret ? stepOf(gate, secret, typed, WINDOW) : undefined;
  const proof = { kind: 'code', step: found?.step ?? null, drift: found?.drift ?? 0 } as const;
  return prove(gate, holder.token, proof, found ? USED_CODE : wrongCode(gate, secret, typed));
}

/** A recovery code as the second factor: each serves once. Answers a new token. */
export async function proveRecovery(gate: Gate, holder: Holder, typed: string): Promise<Outcome<string>> {
  const proof = await proofOf(await passwordSaltOf(gate.db, holder.account_name), codeOf(typed));
  return prove(gate, holder.token, { kind: 'recovery', proof }, WRONG_RECOVERY);
}

/** The first right code puts the pending secret in force. Answers a new token and ten recovery codes. */
export async function confirmCodes(
  gate: Gate,
  holder: Holder,
  typed: string,
): Promise<Outcome<{ token: string; codes: string[] }>> {
  const pending = (await totpOf(gate.db, holder.token))?.pending;
  const found = pending ? stepOf(gate, pending, typed, WINDOW) : undefined;
  if (!found) return refused(wrongCode(gate, pending, typed));
  const { codes, digests } = await newRecoveryCodes(gate, holder.account_name);
  const token = newToken();
  const confirmed = await confirmTotp(
    gate.db,
    holder.token,
    found.step,
    digests,
    digestOf(token),
    await entryInstant(gate),
  );
  return confirmed ? done({ token, codes }) : refused(ENDED);
}

/** Ten new recovery codes in place of those that were there. */
export async function renewRecovery(gate: Gate, holder: Holder): Promise<Outcome<string[]>> {
  const { codes, digests } = await newRecoveryCodes(gate, holder.account_name);
  const renewed = await renewCodes(gate.db, holder.token, digests, await entryInstant(gate));
  return renewed ? done(codes) : refused(ENDED);
}

/** How many recovery codes there are, and the letters they are made of: none that is taken for another. */
const RECOVERY_CODES = 10;
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

const codeOf = (typed: string): string => typed.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Codes of twelve letters, and what PostgreSQL keeps of them: digests of what argon2id makes of each. */
export async function newRecoveryCodes(gate: Gate, account: string) {
  const salt = await passwordSaltOf(gate.db, account);
  const plain = Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  );
  const proofs = await Promise.all(plain.map((code) => proofOf(salt, code)));
  return {
    codes: plain.map((code) => code.replace(/(.{4})(?=.)/g, '$1-')),
    digests: proofs.map((proof) => digestOf(proof)),
  };
}

const WRONG_CODE = refusal(
  'wrong_code',
  w(
    'Mã không đúng hoặc đã hết hạn. Hãy gõ sáu số đang hiện trên điện thoại.',
    'The code is not right or has run out. Type the six digits the phone shows now.',
  ),
  'code',
);

const USED_CODE = refusal(
  'used_code',
  w(
    'Mã này đã dùng rồi. Hãy chờ điện thoại hiện mã mới (tối đa 30 giây) rồi gõ lại.',
    'This code was used already. Wait until the phone shows a new one (30 seconds at most).',
  ),
  'code',
);

const WRONG_RECOVERY = refusal(
  'wrong_recovery',
  w(
    'Mã khôi phục không đúng hoặc đã dùng. Hãy xem lại tờ giấy in mã và gõ một mã khác.',
    'The recovery code is not right or was used. Look at the printed page and type another one.',
  ),
  'recovery',
);

const wrongClock = (seconds: number) =>
  refusal(
    'clock_drift',
    w(
      `Đồng hồ điện thoại và máy chủ lệch nhau khoảng ${Math.abs(seconds)} giây. Hãy bật giờ tự động trên điện thoại rồi gõ mã mới.`,
      `The clocks of the phone and the server are about ${Math.abs(seconds)} seconds apart. Set the phone's time to automatic and type a new code.`,
    ),
    'code',
  );
