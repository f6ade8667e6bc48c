/** The period a form is drawn up for: a quarter, half a year, nine months or a year. */
import { nineMonths, wholeYear } from '../kernel/period.ts';
import { addDays, addMonths, dateOf, type PlainDate } from '../kernel/plain-date.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import type { ReportPeriod } from '../reports/evaluated.ts';

export type FormPeriod = ReportPeriod & { name: string; words: Words };

const NAME = /^(\d{4})(?:-(Q[1-4]|H[12]|9M))?$/;

const span = (from: PlainDate, until: PlainDate): ReportPeriod => {
  const to = addDays(until, -1);
  return { from, to, asOf: to };
};

function wordsOf(part: string | undefined, year: number): Words {
  if (part === undefined) return w(`năm ${year}`, `the year ${year}`);
  if (part === '9M') return w(`9 tháng đầu năm ${year}`, `the first nine months of ${year}`);
  const n = Number(part[1]);
  if (part[0] === 'Q')
    return w(`quý ${['I', 'II', 'III', 'IV'][n - 1]} năm ${year}`, `quarter ${n} of ${year}`);
  return n === 1
    ? w(`6 tháng đầu năm ${year}`, `the first half of ${year}`)
    : w(`6 tháng cuối năm ${year}`, `the second half of ${year}`);
}

/** `2023`, `2023-Q3`, `2023-H1`, `2023-9M`. Refuses `bad_period` otherwise. */
export function readPeriod(text: string): Outcome<FormPeriod> {
  const found = NAME.exec(text.trim().toUpperCase());
  const year = Number(found?.[1]);
  if (!found || year < 1930 || year > 2200) return refused(BAD_PERIOD);
  const part = found[2];
  const words = wordsOf(part, year);
  const name = found[0];
  if (part === undefined || part === '9M') {
    const { from, to } = part ? nineMonths(year) : wholeYear(year);
    return done({ name, words, ...span(from, to!) });
  }
  const months = part[0] === 'Q' ? 3 : 6;
  const from = dateOf(year, (Number(part[1]) - 1) * months + 1, 1);
  return done({ name, words, ...span(from, addMonths(from, months)) });
}

const BAD_PERIOD = refusal(
  'bad_period',
  w(
    'Kỳ phải viết như 2023, 2023-Q3, 2023-H1 hoặc 2023-9M.',
    'The period is written like 2023, 2023-Q3, 2023-H1 or 2023-9M.',
  ),
  'period',
);

/** The last quarter that has ended on a day. */
export function latestQuarter(today: PlainDate): string {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const quarter = Math.floor((month - 1) / 3);
  return quarter === 0 ? `${year - 1}-Q4` : `${year}-Q${quarter}`;
}

/** The years and parts of a year around a period that a form offers. */
export const periodsOf = (year: number): string[] => [
  ...['Q1', 'Q2', 'Q3', 'Q4', 'H1', 'H2', '9M'].map((part) => `${year}-${part}`),
  String(year),
];
