import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { fullness } from './pace.ts';
import {
  type DecisionFacts,
  decisionRefusals,
  type EnvelopeFacts,
  envelopeRefusals,
  type HolderFacts,
  holderRefusals,
} from './rules.ts';

type Case<Facts> = { name: string; given: Partial<Facts>; expect: string[] };
type Cases = {
  envelope: Case<EnvelopeFacts>[];
  decision: Case<DecisionFacts>[];
  holder: Case<HolderFacts>[];
  room: { name: string; given: { budget: number; taken: number; lately: number }; expect: string | null }[];
};

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Cases;
const today = plainDate('2026-10-05');

const envelope: EnvelopeFacts = { number: 'BT-2026-0007', safe: 'K-1', on: today, today, registered: null };
const decision: DecisionFacts = {
  ...{ mode: 'off_system', takesLetters: false, decidedOn: today, today },
  ...{ identityHolders: 0, intakeHolders: 0 },
};
const holder: HolderFacts = {
  ...{ names: true, isNamed: false, hasOther: false, duty: 'identity', identityHolders: 0 },
  ...{ mode: 'off_system', decidedOn: today, today },
};

function holds(refusals: Refusal[], wanted: string[]): void {
  expect(refusals.map(({ code }) => code)).toEqual(wanted);
  for (const { message, field } of refusals) {
    expect(field).toBeTruthy();
    expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
  }
}

describe('an envelope', () => {
  test.each(cases.envelope)('$name', ({ given, expect: wanted }) =>
    holds(envelopeRefusals({ ...envelope, ...given }), wanted),
  );
});

describe('the switch of the installation', () => {
  test.each(cases.decision)('$name', ({ given, expect: wanted }) =>
    holds(decisionRefusals({ ...decision, ...given }), wanted),
  );
});

describe('who holds keys', () => {
  test.each(cases.holder)('$name', ({ given, expect: wanted }) =>
    holds(holderRefusals({ ...holder, ...given }), wanted),
  );
});

describe('room for a letter', () => {
  test.each(cases.room)('$name', ({ given: { lately, ...room }, expect: wanted }) =>
    expect(fullness(room, lately) ?? null).toBe(wanted),
  );
});
