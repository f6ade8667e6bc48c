import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { type ReviewFacts, reviewRefusals } from './rules.ts';

const usual: ReviewFacts = {
  of: 'member',
  body: { id: 'du', kind: 'committee', unitKind: 'grassroots_committee', existed: true },
  year: 2022,
  grade: 'good',
  decidedOn: plainDate('2022-12-20'),
  levels: { value: ['excellent', 'good', 'complete', 'failed'], rule: '132-QĐ/TW' },
  disciplined: false,
  unreviewed: null,
  cap: null,
  isThereAlready: false,
  today: plainDate('2023-01-05'),
};

type Given = Omit<Partial<ReviewFacts>, 'levels'> & { levels?: ReviewFacts['levels'] | null };
type Case = { name: string; given: Given; expect: string[] };

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Case[];

test.each(cases)('$name', ({ given, expect: wanted }) => {
  const facts = {
    ...usual,
    ...given,
    levels: given.levels === null ? undefined : (given.levels ?? usual.levels),
  };
  const refusals = reviewRefusals(facts);
  expect(refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`)).toEqual(wanted);
  for (const { message, field } of refusals) {
    expect(field).toBeTruthy();
    expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
  }
});
