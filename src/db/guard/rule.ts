/** What an unsafe setting is: how it is found, what it does, what to do about it. */
import type { Words } from '../../kernel/words.ts';

export type Rule<Facts> = {
  code: string;
  /** What was found, as it is shown to the administrator; undefined where all is well. */
  found(facts: Facts): string | undefined;
  what: Words;
  remedy: Words;
};

/** A fault that needs no more words than that it is there. */
export const YES = '';

/** Names found, or undefined where there are none; a long list is cut. */
export const listed = (names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '');
