import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { loadRegulations } from '../../regulations/reader.ts';
import { decisionRefusals, openingRefusals } from './case-rules.ts';
import type { SanctionForm } from './contract.ts';
import { type OutsideFacts, outsideRefusals, restsOn } from './outside-rules.ts';
import { type DisciplineFacts, disciplineRefusals } from './rules.ts';
import { ofDay } from './rules-of-day.ts';

const source = w('22-QĐ/TW, Điều 11', '22-QĐ/TW, Article 11');

const usual: DisciplineFacts = {
  body: { id: 'cell', kind: 'cell', unitKind: 'subordinate_cell', existed: true },
  decidedOn: plainDate('2023-05-12'),
  subjectKind: 'member',
  hasPerson: true,
  hasUnit: false,
  form: 'reprimand',
  primaryContent: 'ethics',
  contents: ['ethics', 'land'],
  committeeMember: false,
  standing: 'official',
  forms: { value: ['reprimand', 'warning', 'dismissal', 'expulsion'], isSure: true, source },
  competence: {
    value: { reprimand: 'decides', warning: 'decides', dismissal: 'proposes', expulsion: 'proposes' },
    isSure: true,
    source,
  },
  changeReason: null,
  first: null,
  changedBefore: false,
  isThereAlready: false,
  today: plainDate('2023-10-05'),
};

/** Organisations have contents of their own; null in the table stands for “no rule known”. */
function factsOf(given: Partial<DisciplineFacts>): DisciplineFacts {
  const facts = { ...usual, ...given };
  if (facts.subjectKind === 'organisation' && !given.contents) facts.contents = [];
  return { ...facts, competence: facts.competence ?? undefined };
}

type Case = { name: string; given: Partial<DisciplineFacts>; expect: string[] };

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Case[];

test.each(cases)('$name', ({ given, expect: wanted }) => {
  const refusals = disciplineRefusals(factsOf(given));
  expect(refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`)).toEqual(wanted);
  for (const { message, field } of refusals) {
    expect(field).toBeTruthy();
    expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
  }
});

test('a refusal by competence names the body, the rule and what may be done instead', () => {
  const [found] = disciplineRefusals({ ...usual, form: 'expulsion' });
  expect(found).toMatchObject({ field: 'body', rule: '22-QĐ/TW, Điều 11' });
  expect(found!.message.vi).toContain('chỉ được đề nghị cấp trên');
});

test.each([
  ['found to be a violation of the same subject', true, true, []],
  ['about another subject', false, true, ['other_subject denounced']],
  ['not concluded, or no violation', true, false, ['not_found_true denounced']],
] as const)('a case from a denunciation %s', (_, isSameSubject, isOfViolation, codes) => {
  const day = plainDate('2023-05-12');
  const refusals = openingRefusals({
    ...{ body: usual.body, subjectKind: 'member', hasPerson: true, hasUnit: false, openedOn: day },
    ...{ actOn: plainDate('2022-06-01'), newViolationOn: null, concludedOn: day, origin: 'conclusion' },
    ...{ contents: ['ethics'], conclusion: undefined, accusation: { isSameSubject, isOfViolation } },
    ...{ hasLowerCase: false, twin: null, today: day },
  });
  expect(refusals.map(({ code, field }) => `${code} ${field}`)).toEqual(codes);
});

test('an advisory body opens no disciplinary case and decides on none', () => {
  const body = { ...usual.body!, kind: 'organisation_board', unitKind: 'district' };
  expect(disciplineRefusals({ ...usual, body }).map(({ code }) => code)).toContain('advises_only');
});

const outside = load(readFileSync(new URL('outside.cases.yaml', import.meta.url), 'utf8')) as {
  record: { name: string; given: object; expect: string[] }[];
  rests: { basis: string; number: string; expect: boolean }[];
  prison: { day: string; form: SanctionForm; expect: string[] }[];
};

const fieldsOf = (refusals: readonly Refusal[]) =>
  refusals.map(({ code, field, waivable }) => `${code} ${field}${waivable ? '?' : ''}`);

test.each(outside.record)('outside the Party: $name', ({ given, expect: wanted }) => {
  const usually: OutsideFacts = {
    ...{ body: usual.body, kind: 'penalty', decidedOn: usual.decidedOn, outcome: null, outcomeOn: null },
    ...{ matter: undefined, decision: undefined, inspected: undefined, isThereAlready: false },
    today: usual.today,
  };
  const facts = { ...usually, ...given };
  expect(fieldsOf(outsideRefusals({ ...facts, body: facts.body ?? undefined }))).toEqual(wanted);
});

test.each(outside.rests)('“$basis” rests on $number: $expect', ({ basis, number, expect: wanted }) => {
  expect(restsOn(basis, number)).toBe(wanted);
});

test.each(outside.prison)('sentenced to prison, decided on $day: $form', ({ day, form, expect: wanted }) => {
  const prison = ofDay<string>(loadRegulations(), 'comp.prison_judgment', plainDate(day)) ?? null;
  const counts = { form, counts: [] } as unknown as Parameters<typeof decisionRefusals>[0]['ballot'];
  const refusals = decisionRefusals({
    ...{ form, isSameSubject: true, isSameBody: true, hasDecision: false, ballot: counts },
    ...{ purpose: 'decide', limitation: null, prison },
  });
  expect(fieldsOf(refusals)).toEqual(wanted);
});
