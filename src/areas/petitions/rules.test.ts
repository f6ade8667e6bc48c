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
  disposition: null,
  disposedOn: null,
  result: null,
  resolvedOn: null,
  isNumberTaken: false,
  today: plainDate('2023-10-05'),
};

type Case = { name: string; given: Partial<PetitionFacts>; expect: string[] };

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Case[];

test.each(cases)('$name', ({ given, expect: wanted }) => {
  const refusals = petitionRefusals({ ...usual, ...given });
  expect(refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`)).toEqual(wanted);
  for (const { message, field } of refusals) {
    expect(field).toBeTruthy();
    expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
  }
});
