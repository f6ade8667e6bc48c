import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import {
  type AdmissionFacts,
  admissionRefusals,
  type RecognitionFacts,
  recognitionRefusals,
} from './rules.ts';

const source = '24-QĐ/TW';
const decider = {
  code: 'standing_committee.district',
  allowed: { value: ['standing_committee.district'], source, isCertain: false },
};

const admission: AdmissionFacts = {
  decidedOn: plainDate('2023-05-12'),
  ceremonyOn: plainDate('2023-05-19'),
  lowest: { value: 18, source, isCertain: true, reachedOn: plainDate('2010-01-01') },
  highest: { value: 60, source, isCertain: true, passedOn: plainDate('2060-01-01') },
  isCell: true,
  decider,
  hasOtherAdmission: false,
  isReadmission: false,
  isHelperOfSelf: false,
  today: plainDate('2023-10-05'),
};

const recognition: RecognitionFacts = {
  decidedOn: plainDate('2023-06-12'),
  effectiveOn: plainDate('2023-05-19'),
  probation: {
    from: plainDate('2022-05-19'),
    until: plainDate('2023-05-19'),
    length: { value: 12, source: 'Điều lệ Đảng', isCertain: false },
  },
  decider,
  today: plainDate('2023-10-05'),
};

type Case = { name: string; given: object; expect: string[] };

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Record<
  'admission' | 'recognition',
  Case[]
>;

const codes = (refusals: readonly Refusal[]) => refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`);

describe('admission', () => {
  test.each(cases.admission)('$name', ({ given, expect: wanted }) => {
    expect(codes(admissionRefusals({ ...admission, ...given }))).toEqual(wanted);
  });
});

describe('recognition', () => {
  test.each(cases.recognition)('$name', ({ given, expect: wanted }) => {
    expect(codes(recognitionRefusals({ ...recognition, ...given }))).toEqual(wanted);
  });
});

test('a refusal that rests on a rule names its document', () => {
  const [refusal] = admissionRefusals({ ...admission, decider: { ...decider, code: 'cell' } });
  expect(refusal?.rule).toBe(source);
});
