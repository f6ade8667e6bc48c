/** Whether an entry's commitment fits an input that somebody shows later. */
import { createHmac } from 'node:crypto';
import type { Database } from '../db/connection.ts';
import { digestOf } from '../kernel/canonical.ts';

/** `forgotten`: the salt was destroyed, nobody can tell any more. `unknown`: there is no such entry. */
export type Fit = 'fits' | 'differs' | 'forgotten' | 'unknown';

/** HMAC-SHA-256 over part, entry and content, parted by U+001F: the same as commitment_of in SQL. */
export const commitmentOf = (salt: Uint8Array, entry: string, part: 'input' | 'reason', content: string) =>
  createHmac('sha256', salt).update([part, entry, content].join('\u001f')).digest('hex');

type Committed = { shape: number; commitment: string; salt: Uint8Array | null };

/** Needs the owner's rights: no one else reads salts. `input` is what the command was given, as a value. */
export async function proveInput(owner: Database, entry: string, input: unknown): Promise<Fit> {
  const [row] = await owner<Committed[]>`select e.shape, e.commitment, s.salt
    from audit_entry e left join audit_salt s on s.subject = subject_of(e) where e.id = ${entry}`;
  if (!row) return 'unknown';
  const digest = digestOf(input);
  // Entries of 0.1.0 committed without a key.
  if (row.shape === 1) return row.commitment === digest ? 'fits' : 'differs';
  if (!row.salt) return 'forgotten';
  return row.commitment === commitmentOf(row.salt, entry, 'input', digest) ? 'fits' : 'differs';
}
