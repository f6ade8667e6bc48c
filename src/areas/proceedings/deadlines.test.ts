/** Every deadline of the sector's rules as a table an official can read, with the days before and after its last. */
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { catalogue } from '../../catalogue.ts';
import { addDays, type PlainDate, plainDate, yearOf } from '../../kernel/plain-date.ts';
import type { Measure } from '../../regulations/calendar/budget.ts';
import { loadCalendar } from '../../regulations/calendar/read.ts';
import { ANNOUNCED } from '../../regulations/calendar/testing.ts';
import { loadRegulations } from '../../regulations/reader.ts';
import { type Clock, dueOf, extensionRefusals } from './clocks.ts';

type Line = [from: string, last: string, extended?: string];

type DeadlineCase = {
  row: number;
  rule: string;
  level?: string;
  amount: number;
  measure: Measure;
  most?: number;
  known: Line[];
  tet?: Line[];
};

const cases = load(readFileSync(new URL('deadlines.cases.yaml', import.meta.url), 'utf8')) as DeadlineCase[];
const regulations = loadRegulations();
const real = loadCalendar();

const clockOf = ({ amount, measure }: DeadlineCase, from: string, extended = 0): Clock => ({
  ...{ id: '', kind: 'inspection', caseId: '', clock: 'work', rule: null, stoppedOn: null, suspensions: [] },
  startedOn: plainDate(from),
  budget: { span: { amount, measure }, kept: null },
  extensions: extended > 0 ? [{ days: extended, document: '1-QĐ', decidedOn: plainDate(from) }] : [],
});

/** What an extension by so many days, decided on a day, is refused for. */
const extending = (one: DeadlineCase, from: string, due: string, days: number, decidedOn: PlainDate) =>
  extensionRefusals({
    ...{ clock: clockOf(one, from), due: plainDate(due), byIssuer: true, today: addDays(plainDate(due), 1) },
    extension: { days, document: '1-QĐ', decidedOn },
    limit: { days: one.most!, source: '', isCertain: true },
  }).map(({ code }) => code);

test.each(cases.map((one) => [one.row, one.rule, one.level ?? '', one] as const))(
  'row %i: %s %s',
  (...[, , , one]) => {
    for (const [lines, calendar] of [
      [one.known, real],
      [one.tet ?? [], ANNOUNCED],
    ] as const) {
      for (const [from, last, extended] of lines) {
        const value = regulations.valueOn<number | Record<string, number>>(one.rule, plainDate(from))?.value;
        expect([from, typeof value === 'object' ? value[one.level!] : value]).toEqual([from, one.amount]);
        expect([from, dueOf(clockOf(one, from), calendar)]).toEqual([from, last]);
        if (extended === undefined) continue;
        expect([from, dueOf(clockOf(one, from, one.most), calendar)]).toEqual([from, extended]);
        const due = plainDate(last);
        const told = [-1, 0, 1].map((days) => extending(one, from, last, one.most!, addDays(due, days)));
        expect([from, told], 'the day before, on it, after it').toEqual([from, [[], [], ['extended_late']]]);
        expect(extending(one, from, last, one.most! + 1, due)).toEqual(['extended_too_long']);
      }
    }
  },
);

test('over Tết of 2028 to 2030 working days have no last day before the notice is out; other days have theirs', () => {
  for (const one of cases) {
    for (const [from, last] of (one.tet ?? []).filter(([day]) => yearOf(plainDate(day)) > 2027)) {
      const found = dueOf(clockOf(one, from), real);
      expect([one.rule, from, found]).toEqual([one.rule, from, one.measure === 'working_days' ? null : last]);
    }
  }
});

test('every deadline that a step starts by a rule stands in the table', () => {
  const started = catalogue.machines.flatMap(({ steps }) =>
    Object.values(steps).flatMap((step) => (step.starts ?? []).map(({ rule }) => rule)),
  );
  const tabled = new Set(cases.map(({ rule }) => rule));
  expect(started.filter((rule) => !tabled.has(rule))).toEqual([]);
});
