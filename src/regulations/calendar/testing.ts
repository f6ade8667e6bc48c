/** For tests: the years to come as they may be announced, Tết of five working days and nothing else. Invented, to try the arithmetic. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import { type Calendar, loadCalendar, readCalendar } from './read.ts';

const TET: readonly (readonly [year: number, first: string, last: string])[] = [
  [2028, '01-24', '01-28'],
  [2029, '02-12', '02-16'],
  [2030, '01-31', '02-06'],
];

/** Those years alone. */
export const MAYBE: Calendar = readCalendar(
  `years:\n${TET.map(
    ([year, first, last]) =>
      `  - year: ${year}\n    documents: []\n    known: U\n    off: [{ from: ${year}-${first}, to: ${year}-${last}, words: { vi: Tết, en: Tết } }]\n    worked: []`,
  ).join('\n')}`,
);

const real = loadCalendar();

const TET_OF_2027 = ['2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11'] as PlainDate[];

/** The years with data, then those years, with Tết of 2027 as it may be announced. */
export const ANNOUNCED: Calendar = {
  years: new Map([...real.years, ...MAYBE.years]),
  off: new Map([...real.off, ...MAYBE.off, ...TET_OF_2027.map((day) => [day, w('Tết', 'Tết')] as const)]),
  worked: real.worked,
};
