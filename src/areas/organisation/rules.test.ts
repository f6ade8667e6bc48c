import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { MemberOfUnit, Operation } from './contract.ts';
import { type Plan, planOf, type TreeOnDay } from './plan.ts';
import { type ActFacts, actRefusals, bodiesOf, bodyRefusals } from './rules.ts';

const founded = plainDate('2020-06-01');

const unit = (name: string, kind: string, parent: string | null): TreeOnDay[number] => ({
  unit: name,
  period: `period of ${name}`,
  valid_from: founded,
  name,
  code: name,
  kind,
  sector: null,
  parent,
});

const tree: TreeOnDay = [
  unit('D', 'district', null),
  unit('A', 'grassroots_committee', 'D'),
  unit('B', 'grassroots_committee', 'D'),
  ...['a1', 'a2', 'a3'].map((name) => unit(name, 'subordinate_cell', 'A')),
  unit('b1', 'subordinate_cell', 'B'),
];

const membersOf = (cell: string, official: number, probationary = 0): MemberOfUnit[] =>
  Array.from({ length: official + probationary }, (_, i) => ({
    stay: `stay of ${cell}-${i + 1}`,
    person: `${cell}-${i + 1}`,
    unit: cell,
    valid_from: founded,
    isOfficial: i < official,
  }));

const members = [...membersOf('a1', 4), ...membersOf('a2', 3, 1), ...membersOf('b1', 5)];

type Case = {
  name: string;
  operations: Operation[];
  facts?: { decidedOn?: string; effectiveOn?: string; changedLater?: Record<string, string> };
  expect: string[];
  names?: string;
  after?: {
    members?: Record<string, number>;
    parents?: Record<string, string>;
    ended?: string[];
    successors?: string[];
  };
};

const cases = load(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')) as Case[];

function factsFor(plan: Plan, given: Case['facts'] = {}): ActFacts {
  const source = '24-QĐ/TW';
  return {
    decidedOn: plainDate(given.decidedOn ?? '2023-06-20'),
    effectiveOn: plainDate(given.effectiveOn ?? '2023-07-01'),
    today: plainDate('2023-10-05'),
    plan,
    changedLater: new Map(Object.entries(given.changedLater ?? {}).map(([id, day]) => [id, plainDate(day)])),
    codesTaken: new Set(['elsewhere']),
    living: new Map(),
    kinds: {
      value: ['district', 'grassroots_committee', 'sectional_committee', 'subordinate_cell'],
      source,
      isCertain: true,
    },
    parents: {
      value: {
        grassroots_committee: ['district'],
        sectional_committee: ['grassroots_committee'],
        subordinate_cell: ['grassroots_committee', 'sectional_committee'],
      },
      source,
      isCertain: false,
    },
    leastOfficial: { value: 3, source: 'Điều lệ Đảng', isCertain: true },
  };
}

test.each(cases)('$name', ({ operations, facts, expect: codes, names, after = {} }) => {
  const plan = planOf(operations, tree, members);
  const refusals = actRefusals(factsFor(plan, facts));
  expect(refusals.map((r) => `${r.code}${r.waivable ? '?' : ''}`)).toEqual(codes);
  if (names) expect(refusals[0]?.message.vi).toContain(names);
  const residents = (id: string) => plan.residents.get(id)?.length ?? 0;
  for (const [id, count] of Object.entries(after.members ?? {}))
    expect([id, residents(id)]).toEqual([id, count]);
  for (const [id, parent] of Object.entries(after.parents ?? {}))
    expect(plan.units.get(id)?.parent).toBe(parent);
  if (after.ended)
    expect([...plan.units.values()].filter((u) => u.ended).map((u) => u.unit)).toEqual(after.ended);
  if (after.successors) {
    const told = plan.successions.map((s) => `${s.predecessor}>${s.successor}${s.isPrincipal ? '*' : ''}`);
    expect(told).toEqual(after.successors);
  }
  const everyone = [...plan.residents.values()].flat().length;
  expect(everyone, 'nobody is lost in a plan').toBe(members.length);
});

describe('bodies', () => {
  test.each([
    ['district', ['committee', 'standing_committee', 'inspection_commission']],
    ['grassroots_committee', ['committee', 'standing_committee', 'inspection_commission']],
    ['sectional_committee', ['committee']],
    ['grassroots_cell', ['cell']],
    ['subordinate_cell', ['cell']],
  ])('of a %s', (kind, bodies) => {
    expect(bodiesOf(kind, 'grassroots_committee')).toEqual(bodies);
  });

  test('no inspection commission below the level the rule names', () => {
    expect(bodiesOf('grassroots_committee', 'district')).toEqual(['committee', 'standing_committee']);
  });

  const life = { from: founded, to: plainDate('2023-07-01') };
  test.each([
    ['2020-06-01', '2023-07-01', []],
    ['2020-05-31', '2023-07-01', ['unit_not_there']],
    ['2021-01-01', null, ['unit_not_there']],
    ['2021-01-01', '2023-07-02', ['unit_not_there']],
    ['2021-01-01', '2021-01-01', ['end_before_start']],
  ])('from %s to %s', (from, to, codes) => {
    const facts = { kind: 'committee', from: plainDate(from), to: to ? plainDate(to) : null, unit: life };
    expect(bodyRefusals(facts).map((r) => r.code)).toEqual(codes);
  });
});
