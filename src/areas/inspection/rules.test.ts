import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { CASE_RULES } from '../../regulations/case-rules.ts';
import { faultsOf, hasEnded, type Machine, mayTake } from '../proceedings/contract.ts';
import {
  type ContentFacts,
  contentRefusals,
  type FinanceFacts,
  financeRefusals,
  type TeamFacts,
  teamRefusals,
} from './case-rules.ts';
import { foreignToWork, type Worked } from './contents.ts';
import { machineOf, SESSION_MACHINES, type SessionKind } from './machines.ts';
import { type AdoptionFacts, adoptionRefusals } from './programme-rules.ts';
import {
  type ChangeFacts,
  changeRefusals,
  type ItemFacts,
  itemRefusals,
  type ProgrammeFacts,
  programmeRefusals,
} from './rules.ts';
import { type ReviewFacts, reviewRefusals } from './sanction-review-rules.ts';
import { type SessionFacts, type SubjectFacts, sessionRefusals, subjectRefusals } from './session-rules.ts';
import {
  type AssetFacts,
  assetRefusals,
  type NoteFacts,
  noteRefusals,
  type SignalFacts,
  signalRefusals,
} from './signal-rules.ts';
import { resultOf, type StepFacts, stepRefusals } from './step-rules.ts';

const today = plainDate('2023-10-05');
const approvedOn = plainDate('2022-12-27');
const openedOn = plainDate('2023-02-20');
const body = { id: 'commission', kind: 'inspection_commission', unitKind: 'district', existed: true };

const programme: ProgrammeFacts = {
  body,
  year: 2023,
  number: '05-CTr/UBKTHU',
  approvedOn,
  draftedOn: null,
  term: { year: null, body: 'commission', isItself: false },
  today,
};

const item: ItemFacts = {
  programmeApprovedOn: approvedOn,
  wasDraft: false,
  isNew: true,
  periodFrom: null,
  periodTo: null,
  lookBack: null,
  addedBy: null,
  addedOn: null,
  contents: [],
  today,
};

const change: ChangeFacts = {
  kind: 'postpone',
  toQuarter: 4,
  decidedOn: plainDate('2023-08-29'),
  itemSince: approvedOn,
  droppedOn: null,
  hasSession: false,
  today,
};

const session: SessionFacts = {
  body,
  nature: 'inspection',
  origin: 'programme',
  openedOn,
  concludedOn: null,
  item: { nature: 'inspection', body: 'commission', approvedOn, droppedOn: null, periodFrom: null },
  lookBack: null,
  signsRule: null,
  openSubjects: 0,
  earliestConclusion: null,
  today,
};

const subject: SubjectFacts = {
  kind: 'member',
  hasUnit: false,
  hasPerson: true,
  works: ['article30'],
  bodyKind: 'inspection_commission',
  contents: ['land'],
  committeeMember: true,
  concludedOn: null,
  conclusionNumber: null,
  result: null,
  item: { id: 'item', since: approvedOn },
  session: { openedOn, nature: 'inspection', origin: 'programme', item: 'item' },
  cellLimit: null,
  isThereAlready: false,
  today,
};

const september = plainDate('2023-09-01');

const adoption: AdoptionFacts = {
  isDraft: true,
  draftedOn: september,
  approvedOn: today,
  items: [{ ordinal: 1, hasQuarter: true, hasPeriod: true, hasLead: true, subjects: 1 }],
  twice: [],
  ties: [],
  today,
};

const team: TeamFacts = {
  ...{ hasItem: false, hasSession: true, role: 'member', from: september, to: null },
  ...{ hasOtherLead: false, others: 2, most: null, ties: [] },
};

const content: ContentFacts = {
  ...{ kind: 'organisation', works: ['article30'], bodyKind: 'inspection_commission' },
  ...{ content: 'cadre_work', assessment: 'shortcoming', nature: 'inspection' },
  ...{ hasSession: true, hasRemedy: false, remedyBy: null, openedOn, isThereAlready: false },
};

const step: StepFacts = {
  ...{ step: 'issue', on: openedOn, document: '7-QĐ', origin: 'programme', hasSignal: false, openedOn },
  ...{ planUntil: null, hasLead: true, ties: [], subjects: 1, withoutConclusion: 0, unheard: 0 },
  ...{
    wasAbsent: false,
    remedies: 0,
    remediesWithoutDay: 0,
    earliestRemedy: null,
    duties: 0,
    hasWatch: false,
  },
};

const ofMember = { body, kind: 'member', hasUnit: false, hasPerson: true, today } as const;

const signal: SignalFacts = {
  ...ofMember,
  ...{
    receivedOn: september,
    source: 'press',
    sourceRef: 'BC-12',
    substance: 'Chi sai nguồn quỹ',
    contents: [],
  },
  ...{ supervision: null, screenedOn: null, outcome: null, outcomePaper: null, referredTo: null },
  hasInspection: false,
};

const note: NoteFacts = {
  ...ofMember,
  ...{ seenOn: september, content: 'ethics', hasReminder: true, remindedOn: plainDate('2023-09-02') },
  ...{ hasAnswer: false, answeredOn: null },
};

const assets: AssetFacts = {
  body: { ...body, unitKind: 'province' },
  levels: ['national', 'province', 'district', 'upper_grassroots'],
  ...{ decidedOn: september, chosen: 10, verified: 8, untrue: 1, disciplined: 0, today },
};

/** Amounts of the table are numbers; the rule takes whole đồng. */
const dong = (given: object): FinanceFacts => {
  const usual = {
    ...{ works: ['finance_dues'], found: 100, isThereAlready: false },
    proposed: { recover: 60, rebook: 0, unit: 0, other: 0 },
    done: { recover: 10, rebook: 0, unit: 0, other: 0 },
    ...given,
  };
  const big = (one: Record<string, number>) =>
    Object.fromEntries(Object.entries(one).map(([way, amount]) => [way, BigInt(amount)]));
  const { proposed, done } = usual;
  return {
    ...usual,
    found: BigInt(usual.found),
    proposed: big(proposed),
    done: big(done),
  } as unknown as FinanceFacts;
};

/** The decision reviewed stands in the table by what is asked of it. */
const review = (given: object): ReviewFacts => {
  const usual = {
    ...{ kind: 'organisation', works: ['discipline_enforcement'], finding: 'right', proposal: 'keep' },
    ...{ hasPerson: false, hasDecision: true, isFirst: true, decidedOn: september, until: today },
    ...{ isThereAlready: false, ...given },
  };
  const { hasDecision, isFirst, decidedOn, ...facts } = usual;
  return { ...facts, decision: hasDecision ? { isFirst, decidedOn } : undefined };
};

type Case = { name: string; given: object; expect: string[] };
type Table =
  | ('programme' | 'item' | 'change' | 'session' | 'subject')
  | ('adoption' | 'team' | 'content' | 'finance' | 'review' | 'step' | 'signal' | 'note' | 'assets');

type ContentCase = {
  name: string;
  given: Partial<Worked> & { on?: string };
  contents: string[];
  foreign: string[];
};

type TimeCase = {
  name: string;
  given: Partial<SessionKind>;
  rule?: string;
  extension?: string;
  from: string;
};

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Record<
  Table,
  Case[]
> & { contents: ContentCase[]; time: TimeCase[] };

const rules: Record<Table, (given: object) => Refusal[]> = {
  programme: (given) => programmeRefusals({ ...programme, ...given }),
  item: (given) => itemRefusals({ ...item, ...given }),
  change: (given) => changeRefusals({ ...change, ...given }),
  session: (given) => sessionRefusals({ ...session, ...given }),
  subject: (given) => subjectRefusals({ ...subject, ...given }),
  adoption: (given) => adoptionRefusals({ ...adoption, ...given }),
  team: (given) => teamRefusals({ ...team, ...given }),
  content: (given) => contentRefusals({ ...content, ...given }),
  finance: (given) => financeRefusals(dong(given)),
  review: (given) => reviewRefusals(review(given)),
  step: (given) => stepRefusals({ ...step, ...given }),
  signal: (given) => signalRefusals({ ...signal, ...given }),
  note: (given) => noteRefusals({ ...note, ...given }),
  assets: (given) => assetRefusals({ ...assets, ...given }),
};

describe.each(Object.keys(rules) as Table[])('%s', (table) => {
  test.each(cases[table])('$name', ({ given, expect: wanted }) => {
    const refusals = rules[table](given);
    expect(refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`)).toEqual(wanted);
    for (const { message, field } of refusals) {
      expect(field).toBeTruthy();
      expect([message.vi, message.en].every((text) => text.length > 20)).toBe(true);
    }
  });
});

test.each(cases.contents)(
  'contents: $name',
  ({ given: { on = '2023-02-20', ...given }, contents, foreign }) => {
    const worked: Worked = { kind: 'member', works: [], bodyKind: 'inspection_commission', ...given };
    expect(foreignToWork(contents, worked, plainDate(on))).toEqual(foreign);
  },
);

test.each(cases.time)('time: $name', ({ given, rule, extension, from }) => {
  const machine = machineOf({ ...session, bodyKind: '', unitKind: null, ...given });
  expect(faultsOf(machine as unknown as Machine)).toEqual([]);
  const starts = Object.entries(machine.steps).flatMap(([step, { starts = [] }]) =>
    starts.filter(({ clock }) => clock === 'work').map((start) => ({ ...start, step })),
  );
  expect(new Set(starts.map((start) => [start.rule, start.extension?.rule].join()))).toEqual(
    new Set(rule ? [[rule, extension].join()] : []),
  );
  if (rule) expect(starts[0]!.step).toBe(from);
  expect(machine.steps.issue!.rules.includes('inspect.advisory.look_back')).toBe(
    rule === 'inspect.advisory.duration',
  );
  const asked = Object.values(machine.steps).flatMap(({ rules }) => rules);
  const kept: readonly string[] = CASE_RULES.inspection;
  for (const one of [
    ...asked,
    ...starts.flatMap((start) => [start.rule, start.extension?.rule ?? start.rule]),
  ])
    expect(kept).toContain(one);
});

test('a subject is concluded by the gravest of its contents', () => {
  expect(resultOf(['merit'])).toBe('good');
  expect(resultOf(['shortcoming', 'merit'])).toBe('shortcomings');
  expect(resultOf(['must_discipline', 'violation', 'shortcoming'])).toBe('must_discipline');
  expect(resultOf(['signs', 'shortcoming'])).toBe('signs');
  expect(() => resultOf([])).toThrow(RangeError);
});

/** Takes whatever may be taken, in the order of the table, until nothing moves. */
function walk(machine: Machine): boolean {
  const done: { id: string; step: string; doneOn: typeof today; document: null; note: null }[] = [];
  const once = (key: string) => !done.some((one) => one.step === key);
  for (let moved = true; moved; ) {
    const next = Object.keys(machine.steps).find(
      (key) => once(key) && mayTake(machine, done, key, today).length === 0,
    );
    moved = next !== undefined;
    if (next) done.push({ id: next, step: next, doneOn: today, document: null, note: null });
  }
  return hasEnded(machine, done);
}

test.each(SESSION_MACHINES as unknown as Machine[])(
  '$key ends, and not without any of its rights',
  (machine) => {
    expect(faultsOf(machine)).toEqual([]);
    expect(walk(machine)).toBe(true);
    const rights = Object.entries(machine.steps).filter(([, { right }]) => right);
    expect(rights.map(([key]) => key)).toEqual(['hand_over', 'self_report', 'meeting', 'publish']);
    for (const [key, { instead = [] }] of rights) {
      const left = Object.entries(machine.steps).filter(([one]) => one !== key && !instead.includes(one));
      expect(walk({ ...machine, steps: Object.fromEntries(left) })).toBe(false);
    }
  },
);
