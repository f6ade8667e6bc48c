import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { absenceRefusals, type MeetingFacts, meetingRefusals, monthsWithout } from './rules.ts';

const inForce = <T>(value: T) => ({ value, source: '42-HD/BTCTW', isCertain: false });

const meeting: MeetingFacts = {
  heldOn: plainDate('2025-12-03'),
  today: plainDate('2025-12-05'),
  isCell: true,
  isThereAlready: false,
  kind: 'regular',
  topic: null,
  minutes: 95,
  byGroup: false,
  members: 22,
  byGroupThisYear: 0,
  least: inForce({ below_30: 90, from_30: 120 }),
  groups: inForce({ least_members: 50, most_a_year: 3 }),
};
const absence = { isThereAlready: false, isOfCell: true, isExempt: false };

type Case = { name: string; given: object; expect: string[] };

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Record<
  'meeting' | 'absence',
  Case[]
>;

const rules: Record<keyof typeof cases, (given: object) => Refusal[]> = {
  meeting: (given) => meetingRefusals({ ...meeting, ...given }),
  absence: (given) => absenceRefusals({ ...absence, ...given }),
};

describe.each(Object.keys(rules) as (keyof typeof cases)[])('%s', (table) => {
  test.each(cases[table])('$name', ({ given, expect: wanted }) => {
    const refusals = rules[table](given);
    expect(refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`)).toEqual(wanted);
    for (const { message, field } of refusals) {
      expect(field).toBeTruthy();
      expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
    }
  });
});

describe('months without a meeting', () => {
  const today = plainDate('2026-02-01');
  const lacking = (days: string[], every: number | null = 1, on = today) =>
    monthsWithout(days.map(plainDate), every, on);

  test('from the first recorded of late to the month that is over', () => {
    expect(lacking(['2025-09-03', '2025-11-30'])).toEqual(['2025-10', '2025-12', '2026-01']);
    expect(lacking(['2025-09-03', '2025-10-01', '2025-11-03', '2025-12-05', '2026-01-31'])).toEqual([]);
  });

  test('the present month is asked of nobody before it is over', () => {
    expect(lacking(['2026-01-05'])).toEqual([]);
    expect(lacking(['2026-01-05'], 1, plainDate('2026-02-28'))).toEqual([]);
    expect(lacking(['2026-01-05'], 1, plainDate('2026-03-01'))).toEqual(['2026-02']);
  });

  test('nobody who recorded none for half a year is reminded, nor without a rule of every month', () => {
    expect(lacking(['2025-07-31'])).toEqual([]);
    expect(lacking(['2025-08-01'])).toHaveLength(5);
    expect(lacking([])).toEqual([]);
    expect(lacking(['2025-09-03'], null)).toEqual([]);
  });
});
