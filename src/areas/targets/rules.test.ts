import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { type TargetFacts, targetRefusals } from './rules.ts';

const usual: TargetFacts = {
  decidedOn: plainDate('2023-02-03'),
  today: plainDate('2023-10-05'),
  isGiven: true,
  isBeneathGiver: true,
  latestOther: null,
  isCorrection: false,
  value: 85,
  percent: null,
  baseOn: null,
  split: null,
};

type Case = { name: string; given: Partial<TargetFacts>; expect: string[] };

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Case[];

test.each(cases)('$name', ({ given, expect: codes }) => {
  const refusals = targetRefusals({ ...usual, ...given });
  expect(refusals.map((refusal) => refusal.code)).toEqual(codes);
  for (const { message } of refusals)
    expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
});
