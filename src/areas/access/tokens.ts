/** Random tokens. Whoever holds one opens with it; PostgreSQL keeps its digest alone. */
import { createHash, randomBytes } from 'node:crypto';

export const newToken = (): string => randomBytes(32).toString('base64url');

export const digestOf = (token: string | Uint8Array): string =>
  createHash('sha256').update(token).digest('hex');

/** What a token looks like; anything else was not made here. */
export const isToken = (text: unknown): text is string =>
  typeof text === 'string' && /^[\w-]{20,100}$/.test(text);
