import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { type PlainDate, plainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { loadRegulations } from '../../regulations/reader.ts';
import { faultsOf } from '../proceedings/contract.ts';
import { GROUNDS } from './grounds.ts';
import type { Finding } from './matter.ts';
import {
  denouncedRefusals,
  findingRefusals,
  letterRefusals,
  resultOf,
  withdrawalRefusals,
} from './matter-rules.ts';
import { matterStepRefusals } from './step-rules.ts';
import { denunciationMachine } from './steps.ts';

const today = plainDate('2023-10-05');

type Given = Record<string, unknown>;

const RULES: Record<string, (given: Given) => Refusal[]> = {
  step: (given) =>
    matterStepRefusals({
      ...{ step: 'classify', leavesPaper: true, document: '1-CV', note: null, letters: 1, hasLead: false },
      ...{ denounced: 1, allegations: [{ isFound: false, isWithdrawn: false }], officers: null },
      ...given,
    }),
  finding: ({ categories, ...given }) =>
    findingRefusals({
      ...{ state: 'verified', finding: 'false', isWithdrawn: false, today },
      ...{ on: '2023-03-20' as PlainDate, lastStepOn: plainDate('2023-03-10') },
      categories:
        categories === undefined
          ? { value: ['true', 'partly_true', 'false', 'no_basis'], source: 'x', isCertain: false }
          : ((categories ?? undefined) as undefined),
      ...given,
    }),
  withdrawal: (given) =>
    withdrawalRefusals({
      ...{ state: 'accepted', on: '2023-02-10' as PlainDate, openedOn: plainDate('2023-02-02') },
      ...{ unpressured: true, isFound: false, ruling: undefined, today },
      ...given,
    }),
  denounced: (given) =>
    denouncedRefusals({
      ...{ state: 'opened', kind: 'member', person: 'someone', subjectUnit: null },
      ...{ ownUnit: 'commune', ruling: undefined },
      ...given,
    }),
  letter: (given) =>
    letterRefusals({
      state: 'opened',
      letter: { kind: 'denunciation', duplicateOf: null, disposition: 'accepted' },
      ...given,
    }),
};

type Case = { rule: string; name: string; given: Given; expect: string[] };

const cases = load(readFileSync(new URL('matter-rules.cases.yaml', import.meta.url), 'utf8')) as Case[];

test.each(cases)('$rule: $name', ({ rule, given, expect: wanted }) => {
  const refusals = RULES[rule]!(given);
  expect(refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`)).toEqual(wanted);
  for (const { message, field } of refusals) {
    expect(field).toBeTruthy();
    expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
  }
});

test.each<[Finding[], string | null]>([
  [[], null],
  [['false'], 'false'],
  [['false', 'no_basis'], 'no_basis'],
  [['no_ground'], 'no_basis'],
  [['true', 'false'], 'partly_true'],
  [['partly_true'], 'partly_true'],
  [['true_violation', 'true_shortcoming'], 'true'],
  [['true_violation', 'no_ground'], 'partly_true'],
])('findings %j come to %s in the register', (findings, result) => {
  expect(resultOf(findings)).toBe(result);
});

test('the machine leads somewhere from everywhere, and every rule it or a ground names stands in the packs', () => {
  expect(faultsOf(denunciationMachine)).toEqual([]);
  const steps = Object.values(denunciationMachine.steps).flatMap(({ rules }) => rules);
  const grounds = Object.values(GROUNDS).flatMap(({ rule }) => Object.values(rule));
  const known = loadRegulations().ids();
  expect([...steps, ...grounds].filter((id) => !known.includes(id))).toEqual([]);
});
