import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { type RemediationFacts, remediationRefusals, type StepCheck, stepRefusals } from './rules.ts';

const usual: RemediationFacts = {
  concludedOn: plainDate('2023-03-29'),
  dueOn: plainDate('2023-06-30'),
  plannedOn: null,
  doneOn: null,
  verifiedOn: null,
  verifiedBy: null,
  owner: { person: 'an', unit: null },
  verifier: null,
  isTypedOver: false,
  today: plainDate('2023-10-05'),
};

type Case = { name: string; given: Partial<RemediationFacts>; expect: string[] };

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Case[];

test.each(cases)('$name', ({ given, expect: wanted }) => {
  const refusals = remediationRefusals({ ...usual, ...given });
  expect(refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`)).toEqual(wanted);
  for (const { message, field } of refusals) {
    expect(field).toBeTruthy();
    expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
  }
});

const report: StepCheck = {
  step: 'report',
  on: plainDate('2023-06-01'),
  dueOn: plainDate('2023-06-30'),
  document: '12-BC/CB',
  note: 'chưa thu đủ',
  hasFile: false,
  newDueOn: null,
  hasVerifier: true,
  byOwner: false,
};

type StepCase = { name: string; given: Partial<StepCheck>; expect: string[] };

const stepCases = load(readFileSync(new URL('duty.cases.yaml', import.meta.url), 'utf8')) as StepCase[];

test.each(stepCases)('$name', ({ given, expect: wanted }) => {
  expect(stepRefusals({ ...report, ...given }).map(({ code }) => code)).toEqual(wanted);
});
