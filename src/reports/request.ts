/** The days, rules and units a report is counted for. */

import type { When } from '../figures/define.ts';
import type { Request } from '../figures/scope.ts';
import type { Instant } from '../kernel/clock.ts';
import { nineMonths } from '../kernel/period.ts';
import { addDays, type PlainDate } from '../kernel/plain-date.ts';
import { refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import type { Regulations } from '../regulations/reader.ts';
import type { ReportKind, ReportPeriod, Tree } from './evaluated.ts';

/** What was asked: a unit's nine months of a year, as of a day, as known at an instant, by a tree. */
export type ReportRequest = {
  /** The committee's own where nothing is said. */
  kind?: ReportKind;
  unit: string;
  year: number;
  asOf: PlainDate | null;
  knownAt: Instant | null;
  tree: Tree;
  today: PlainDate;
};

/** Flows run to 30/9, stocks stand at 30/9; work in progress is told at as-of, by default 30/9 too. */
export function periodOf(year: number, asOf: PlainDate | null): ReportPeriod {
  const { from, to } = nineMonths(year);
  const last = addDays(to!, -1);
  return { from, to: last, asOf: asOf ?? last };
}

/** The same days a year earlier: equal cut-offs, so that what is compared is comparable. */
export function yearBefore(period: ReportPeriod): ReportPeriod {
  const earlier = (day: PlainDate) =>
    `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace('-02-29', '-02-28') as PlainDate;
  return { from: earlier(period.from), to: earlier(period.to), asOf: earlier(period.asOf) };
}

/** The rules that sources need, by parameter name: read on the last day of the period. */
export const SOURCE_RULES = {
  admission_date: 'admit.counting_date',
  grassroots_kinds: 'org.kinds.grassroots',
  cell_kinds: 'org.kinds.cells',
  min_official: 'org.min_official',
} as const;

/** Rules of younger forms, by parameter name; before they applied they speak of nobody: 0. */
const LATER_RULES = { review_new_months: 'review.skip_new' } as const;

/** Their values on a day. */
export const laterRulesOn = (regulations: Regulations, day: PlainDate): Record<string, number> =>
  Object.fromEntries(
    Object.entries(LATER_RULES).map(([name, id]) => [name, regulations.valueOn<number>(id, day)?.value ?? 0]),
  );

export function whenOf(period: ReportPeriod, regulations: Regulations): When {
  const value = (id: string) => regulations.mustValueOn<string | number | string[]>(id, period.to).value;
  return {
    ...period,
    before: addDays(period.from, -1),
    year: Number(period.from.slice(0, 4)),
    rules: {
      ...Object.fromEntries(Object.entries(SOURCE_RULES).map(([name, id]) => [name, value(id)])),
      ...laterRulesOn(regulations, period.to),
    },
  };
}

export const requestFor = (
  asked: ReportRequest,
  period: ReportPeriod,
  tops: readonly string[],
  regulations: Regulations,
): Request => ({
  tops,
  when: whenOf(period, regulations),
  tree: asked.tree,
  today: asked.today,
  knownAt: asked.knownAt,
});

/** Whether the rules that sources need are known on the days of a period; of years long ago they are not. */
export const hasRules = (regulations: Regulations, { to }: Pick<ReportPeriod, 'to'>): boolean =>
  Object.values(SOURCE_RULES).every((rule) => regulations.valueOn(rule, to) !== undefined);

export const NO_RULES = refusal(
  'no_rules',
  w(
    'Phần mềm chưa có quy định của năm này nên không tính được. Hãy chọn một năm gần hơn.',
    'The rules of this year are not known here, so nothing is counted. Choose a later year.',
  ),
  'year',
);
