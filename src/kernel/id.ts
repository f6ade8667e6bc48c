/** Identifiers: UUID version 7 (RFC 9562), whose first 48 bits are milliseconds, so that ids sort by birth. */
import { type Clock, milliseconds } from './clock.ts';

/** A UUID version 7 in lower case. */
export type Id = string & { readonly brand: 'id' };

/** Gives that many random bytes. */
export type Random = (size: number) => Uint8Array;

const secureRandom: Random = (size) => crypto.getRandomValues(new Uint8Array(size));

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text is an id of the product: a UUID version 7 in lower case. */
export const isId = (text: string): text is Id => SHAPE.test(text);

const LAST_MILLISECOND = 2 ** 48 - 1;
const COUNTER_SIZE = 2 ** 12;

/** Puts the parts together: 48 bits of time, 12 bits that order ids of one millisecond, 62 random bits. */
function assemble(ms: number, counter: number, tail: Uint8Array): Id {
  if (!Number.isInteger(ms) || ms < 0 || ms > LAST_MILLISECOND) {
    throw new RangeError(`not a moment an id can hold: ${ms} ms`);
  }
  const time = ms.toString(16).padStart(12, '0');
  const bytes = Uint8Array.from(tail);
  bytes[0] = (bytes[0]! & 0x3f) | 0x80;
  const rest = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const order = (0x7000 + counter).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${order}-${rest.slice(0, 4)}-${rest.slice(4)}` as Id;
}

/** Where each clock stands: a clock that stands still or goes back must not repeat or go back in ids. */
const positions = new WeakMap<Clock, { ms: number; counter: number }>();

/**
 * A new id, greater than every id this process made with the same clock, even within one millisecond or when
 * the clock is set back. A new millisecond starts at a random counter below 2048; a full counter borrows the
 * next millisecond.
 */
export function newId(clock: Clock, random: Random = secureRandom): Id {
  const now = milliseconds(clock);
  const last = positions.get(clock);
  const bytes = random(10);
  const start = ((bytes[8]! << 8) | bytes[9]!) & 0x7ff;
  let position = { ms: now, counter: start };
  if (last && now <= last.ms) {
    position =
      last.counter + 1 < COUNTER_SIZE
        ? { ms: last.ms, counter: last.counter + 1 }
        : { ms: last.ms + 1, counter: start };
  }
  positions.set(clock, position);
  return assemble(position.ms, position.counter, bytes.subarray(0, 8));
}

/** FNV-1a: spreads a text over 32 bits; the salt makes independent words of one text. */
function hash(text: string, salt: number): number {
  let value = (0x811c9dc5 ^ salt) >>> 0;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/** Chris Doty-Humphrey's sfc32: 128 bits of state, small and good enough for data that only must not repeat. */
function sfc32(seed: string): () => number {
  let [a, b, c, counter] = [hash(seed, 1), hash(seed, 2), hash(seed, 3), 1];
  const next = (): number => {
    const sum = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
  for (let i = 0; i < 16; i++) next();
  return next;
}

/**
 * Ids for demonstration data and tests: the same seed and the same calls give the same ids, everywhere.
 * The returned function takes the instant in milliseconds since 1970. Never for real records: guessable.
 */
export function seededIds(seed: string | number): (instantMs: number) => Id {
  const next = sfc32(String(seed));
  return (instantMs) => {
    const tail = new Uint8Array(8);
    const view = new DataView(tail.buffer);
    view.setUint32(0, next());
    view.setUint32(4, next());
    return assemble(instantMs, next() & 0xfff, tail);
  };
}
