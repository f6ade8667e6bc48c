/** The occasions on which badges are given, and the list of one of them. */
import type { Reader } from '../../db/door.ts';
import { addYears, formatDate, type PlainDate, plainDate, yearOf } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { badgeRules, startOf } from './commands.ts';
import { type Entitled, entitledOn, type Occasion } from './rules.ts';
import { type Candidate, candidates } from './store.ts';

/** The occasions of a year, each with the one before; empty where the rules of that year are not known. */
export function occasionsOf(regulations: Regulations, year: number): Occasion[] {
  const days = (of: number): PlainDate[] => {
    const known = regulations.valueOn<string[]>('badge.occasions', plainDate(`${of}-12-31`));
    return (known?.value ?? []).map((day) => plainDate(`${of}-${day}`)).sort();
  };
  const own = days(year);
  const earlier = days(year - 1).at(-1);
  return own.map((on, i) => ({ on, after: own[i - 1] ?? earlier ?? addYears(on, -1) }));
}

/** The next occasion from a day on, in that year or the next. */
export const nextOccasion = (regulations: Regulations, day: PlainDate): Occasion | undefined =>
  [...occasionsOf(regulations, yearOf(day)), ...occasionsOf(regulations, yearOf(day) + 1)].find(
    ({ on }) => on >= day,
  );

export type Listed = Candidate & Entitled;

/** Everybody in the reader's part of the tree who can get a badge on the occasion, by unit and name. */
export async function roundOf(tx: Reader, regulations: Regulations, occasion: Occasion): Promise<Listed[]> {
  const rules = badgeRules(regulations, occasion.on);
  const least = Math.min(...(rules.levels?.value ?? []));
  if (!Number.isFinite(least)) return [];
  // Whoever was admitted later than this is years away from the first badge, even an early one.
  const begun = addYears(occasion.on, 2 - least);
  const start = startOf(regulations, occasion.on);
  const all = await candidates(tx, { day: occasion.on, begun, start, of: null });
  return all.flatMap((member) => {
    const entitled = entitledOn(member, occasion, rules);
    return entitled ? [{ ...member, ...entitled }] : [];
  });
}

/** The occasion as it is called within its year: “3/2, thành lập Đảng”. */
export const occasionName = (regulations: Regulations, { on }: Occasion, language: Language): string =>
  regulations.options('occasions')[on.slice('2023-'.length)]?.[language] ?? formatDate(on, language);
