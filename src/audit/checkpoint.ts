/**
 * A checkpoint says, under the installation's signature, how far the log had come at an instant. Carried out of the
 * machine it is an anchor: whatever is done to the log afterwards no longer agrees with it.
 */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonical } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import { isId } from '../kernel/id.ts';
import { type Words, w } from '../kernel/words.ts';

export type Checkpoint = {
  version: 1;
  installation: string;
  /** Ed25519 public key of the installation: 32 bytes, base64url. */
  key: string;
  /** Number of the last entry; 0 for an empty log. */
  sequence: number;
  /** Hash of the last entry. */
  head: string;
  at: Instant;
  /** Versions of records that entries up to this one wrote, by table; they are never taken away again. */
  tables: Record<string, number>;
  /** SHA-256 of each signed report, by id. */
  signed: Record<string, string>;
  /** Ed25519 over the canonical JSON of all the rest, base64url. */
  signature: string;
};

/** The code printed at the foot of a report, with the number of the entry it stands for. */
export type PrintedCode = { sequence: number; code: string };

/** The line at the foot of a printed or issued report. */
export const printedLine = ({ sequence, code }: PrintedCode): Words =>
  w(`Mã nhật ký ${sequence}: ${code}`, `Log code ${sequence}: ${code}`);

const signedText = ({ signature: _, ...rest }: Omit<Checkpoint, 'signature'> & { signature?: string }) =>
  Buffer.from(canonical(rest));

export const signCheckpoint = (stated: Omit<Checkpoint, 'signature'>, key: KeyObject): Checkpoint => ({
  ...stated,
  signature: sign(null, signedText(stated), key).toString('base64url'),
});

/** Whether the checkpoint is as it was signed with the key it names; whose key that is, the reader must know. */
export function isAsSigned(checkpoint: Checkpoint): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: checkpoint.key }, format: 'jwk' });
    return verify(null, signedText(checkpoint), key, Buffer.from(checkpoint.signature, 'base64url'));
  } catch {
    // No key at all, or no signature of 64 bytes.
    return false;
  }
}

/** Nothing recorded is taken away: a later checkpoint of a log has every version and every signed report of an earlier one. */
const goesOn = (from: Checkpoint, to: Checkpoint): boolean =>
  Object.entries(from.tables).every(([table, rows]) => rows <= (to.tables[table] ?? rows)) &&
  Object.entries(from.signed).every(([id, sha256]) => to.signed[id] === sha256);

/** Whether two checkpoints of one installation cannot both be true. */
export function contradict(one: Checkpoint, other: Checkpoint): boolean {
  if (one.sequence < other.sequence) return !goesOn(one, other);
  if (one.sequence > other.sequence) return !goesOn(other, one);
  return one.head !== other.head || !goesOn(one, other) || !goesOn(other, one);
}

/** Crockford's letters, which leave out those that are read as digits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 20;

/** 100 bits of SHA-256 over installation, number and hash, as `7KQ2H-…` in four groups of five. */
export function codeFor(head: { installation: string; sequence: number | string; head: string }): string {
  const text = [head.installation, head.sequence, head.head].join('\u001f');
  let bits = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`) >> BigInt(256 - 5 * CODE_LENGTH);
  let letters = '';
  for (let i = 0; i < CODE_LENGTH; i++) {
    letters = LETTERS[Number(bits & 31n)]! + letters;
    bits >>= 5n;
  }
  return letters.replace(/(.{5})(?=.)/g, '$1-');
}

/** A code as people type it: any case, with or without dashes and blanks, O for 0, I or L for 1. */
export function readCode(typed: string): string | undefined {
  const letters = typed
    .normalize('NFKC')
    .replace(/[\s\p{Dash}]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (letters.length !== CODE_LENGTH || [...letters].some((letter) => !LETTERS.includes(letter)))
    return undefined;
  return letters.replace(/(.{5})(?=.)/g, '$1-');
}

const isRecordOf = (value: unknown, fits: (one: unknown) => boolean): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(fits);

const isText = (value: unknown): value is string => typeof value === 'string';

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isCheckpoint(value: unknown): value is Checkpoint {
  const it = value as Partial<Record<keyof Checkpoint, unknown>> | null;
  return (
    typeof it === 'object' &&
    it !== null &&
    it.version === 1 &&
    isText(it.installation) &&
    UUID.test(it.installation) &&
    [it.key, it.head, it.signature].every(isText) &&
    isText(it.at) &&
    !Number.isNaN(Date.parse(it.at)) &&
    isCount(it.sequence) &&
    isRecordOf(it.tables, isCount) &&
    isRecordOf(it.signed, isText) &&
    Object.keys(it.signed as object).every(isId)
  );
}

/** Reads a file of one checkpoint or a list of them; undefined where it is neither. */
export function readCheckpoints(text: string): Checkpoint[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const list = Array.isArray(parsed) ? parsed : [parsed];
    return list.length > 0 && list.every(isCheckpoint) ? list : undefined;
  } catch {
    return undefined;
  }
}
