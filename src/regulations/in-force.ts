/** A rule as pure rules of an area take it: its value on a day, its text, and whether it is certain enough to refuse. */
import type { PlainDate } from '../kernel/plain-date.ts';
import type { Regulations } from './reader.ts';

export type InForce<T> = { value: T; source: string; isCertain: boolean };

/** The rule on a day; null where no value is known. */
export function inForce<T>(regulations: Regulations, id: string, day: PlainDate): InForce<T> | null {
  const rule = regulations.valueOn<T>(id, day);
  return rule
    ? { value: rule.value, source: regulations.sourceText(rule, 'vi'), isCertain: rule.known === 'A' }
    : null;
}
