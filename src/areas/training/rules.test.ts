import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { attendanceRefusals, type TrainingFacts, trainingRefusals } from './rules.ts';

const training: TrainingFacts = {
  heldFrom: plainDate('2023-06-05'),
  heldTo: plainDate('2023-06-09'),
  today: plainDate('2023-10-05'),
};

type Case = { name: string; given: object; expect: string[] };
type Table = 'training' | 'attendance';

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Record<
  Table,
  Case[]
>;

const rules: Record<Table, (given: object) => Refusal[]> = {
  training: (given) => trainingRefusals({ ...training, ...given }),
  attendance: (given) => attendanceRefusals({ isThereAlready: false, ...given }),
};

describe.each(Object.keys(rules) as Table[])('%s', (table) => {
  test.each(cases[table])('$name', ({ given, expect: wanted }) => {
    const refusals = rules[table](given);
    expect(refusals.map((r) => r.code)).toEqual(wanted);
    for (const { message, field } of refusals) {
      expect(field).toBeTruthy();
      expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
    }
  });
});
