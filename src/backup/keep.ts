/** Which copies of a target are kept: the last of each day, week and month, as many of each as the rule says. */
import { dayOf, type Instant } from '../kernel/clock.ts';
import { daysBetween, type PlainDate, plainDate } from '../kernel/plain-date.ts';
import type { Keep } from './settings.ts';

export type Copy = { name: string; at: Instant };

const NAME = /^capuy-([0-9a-f]{8}|new)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.age$/;

/** The name of a copy says whose it is and when it was made, in UTC. */
export const copyName = (installation: string, at: Instant): string =>
  `capuy-${installation}-${at.slice(0, 19).replace(/[-:]/g, '')}Z.age`;

/** The copies of one installation among the names of a folder, oldest first; others are none of ours. */
export const copiesIn = (names: readonly string[], installation: string): Copy[] =>
  names
    .flatMap((name) => {
      const [, whose, year, month, day, hour, minute, second] = NAME.exec(name) ?? [];
      const at = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z` as Instant;
      return whose === installation ? [{ name, at }] : [];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));

const A_MONDAY = plainDate('1970-01-05');
const weekOf = (day: PlainDate): string => String(Math.floor(daysBetween(A_MONDAY, day) / 7));

/** Names that no rule keeps any more. The newest copy is always kept. */
export function expired(copies: readonly Copy[], keep: Keep): string[] {
  const kept = new Set<string>();
  for (const [count, periodOf] of [
    [keep.daily, (day: PlainDate) => day],
    [keep.weekly, weekOf],
    [keep.monthly, (day: PlainDate) => day.slice(0, 7)],
  ] as const) {
    const lastOf = new Map<string, string>();
    for (const { name, at } of copies) lastOf.set(periodOf(dayOf(at)), name);
    for (const name of count === 0 ? [] : [...lastOf.values()].slice(-count)) kept.add(name);
  }
  const newest = copies.at(-1)?.name;
  return copies.map(({ name }) => name).filter((name) => !kept.has(name) && name !== newest);
}
