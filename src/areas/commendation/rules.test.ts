import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { inForce } from '../../regulations/in-force.ts';
import { loadRegulations } from '../../regulations/reader.ts';
import { type CommendationFacts, commendationRefusals } from './rules.ts';

const usual: CommendationFacts = {
  body: { id: 'hu', kind: 'committee', unitKind: 'district', existed: true },
  decidedOn: plainDate('2023-02-03'),
  form: 'certificate',
  subjectKind: 'member',
  hasUnit: false,
  hasPerson: true,
  isThereAlready: false,
  awards: inForce(loadRegulations(), 'commend.authority', plainDate('2023-02-03')),
  today: plainDate('2023-10-05'),
};

type Case = { name: string; given: Partial<CommendationFacts>; expect: string[] };

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Case[];

test.each(cases)('$name', ({ given, expect: wanted }) => {
  const refusals = commendationRefusals({ ...usual, ...given });
  expect(refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`)).toEqual(wanted);
  for (const { message, field } of refusals) {
    expect(field).toBeTruthy();
    expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
  }
});
