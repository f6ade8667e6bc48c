import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { type PetitionFacts, petitionRefusals } from './rules.ts';

const usual: PetitionFacts = {
  body: { id: 'commission', kind: 'inspection_commission', unitKind: 'district', existed: true },
  kind: 'denunciation',
  receivedOn: plainDate('2023-03-10'),
  senderCode: 'NG-2023-01',
  envelope: 'BT-2023-001',
  original: null,
  hasDuplicates: false,
  subjectPerson: null,
  subjectUnit: null,
  ownUnit: 'district',
  disposition: null,
  ground: null,
  movedTo: null,
  leadCode: null,
  ruling: undefined,
  disposedOn: null,
  result: null,
  resolvedOn: null,
  isNumberTaken: false,
  today: plainDate('2023-10-05'),
};

/** `rule`: how well the rule behind the ground is known. */
type Case = { name: string; given: Partial<PetitionFacts> & { rule?: 'A' | 'B' | 'I' }; expect: string[] };

const ruling = (known: 'A' | 'B' | 'I') => ({
  ...{ id: 'denunciation.anonymous', value: 'not_resolved', known },
  source: { vi: '30-QĐ/TW', en: '30-QĐ/TW' },
});

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Case[];

test.each(cases)('$name', ({ given: { rule, ...given }, expect: wanted }) => {
  const refusals = petitionRefusals({ ...usual, ...given, ruling: rule && ruling(rule) });
  expect(refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`)).toEqual(wanted);
  for (const { message, field } of refusals) {
    expect(field).toBeTruthy();
    expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
  }
});
