import type { Refusal } from '../kernel/refusal.ts';

/** Says a refusal on the error output, Vietnamese first. */
export function complain(refusals: readonly Refusal[]): void {
  for (const { message, field, rule } of refusals) {
    process.stderr.write(
      `${field ? `[${field}] ` : ''}${message.vi}${rule ? ` (${rule})` : ''}\n  ${message.en}\n`,
    );
  }
}
