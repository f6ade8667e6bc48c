import { refusalOf } from '../db/faults.ts';
import type { Refusal } from '../kernel/refusal.ts';

/** Says a refusal on the error output, Vietnamese first. */
export function complain(refusals: readonly Refusal[]): void {
  for (const { message, field, rule } of refusals) {
    process.stderr.write(
      `${field ? `[${field}] ` : ''}${message.vi}${rule ? ` (${rule})` : ''}\n  ${message.en}\n`,
    );
  }
}

/**
 * Says what the database refused, or that it stopped in the middle of a command; gives the exit status. Anything else is
 * a fault of the program and is thrown on, with its place.
 */
export function complainOf(error: unknown): number {
  const refusal = refusalOf(error);
  if (!refusal) throw error;
  complain([refusal]);
  return 1;
}
