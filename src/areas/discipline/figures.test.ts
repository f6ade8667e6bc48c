import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWork, type Work } from '../../audit/testing.ts';
import { asFigures, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue, type When } from '../../figures/define.ts';
import { recordsBehind } from '../../figures/evaluate.ts';
import { loadFacts } from '../../figures/recount.ts';
import { type District, foundDistrict, NINE_MONTHS_2023 } from '../../figures/testing.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { disciplineFigures } from './figures.ts';

const figures = figureCatalogue([disciplineFigures]);
const today = plainDate('2023-10-05');

let work: Work;
let units: District;
let people: string[];
const bodies = { commission: '', committee: '', cell: '' };
const decisions = { appealed: '' };

const insert = (table: string, rows: object[]) =>
  work.act(`insert ${table}`, (tx) => tx`insert into ${tx(table)} ${tx(rows as Record<string, string>[])}`);

/** A decision on the nth person; `changes` names the first of its case. */
const decision = (body: string, on: string, person: number, form: string, changes: string | null = null) => ({
  id: work.newId(),
  body,
  number: '1',
  decided_on: on,
  subject_kind: 'member',
  subject_person: people[person]!,
  form,
  committee_member: person === 0,
  primary_content: 'ethics',
  contents: person === 0 ? ['ethics', 'land'] : [],
  changes,
  change_reason: changes && 'Giải quyết khiếu nại',
});

beforeAll(async () => {
  work = await openWork();
  units = await foundDistrict(work);
  people = (await work.owner<{ id: string }[]>`select id from person order by id`).map(({ id }) => id);
  for (const name of Object.keys(bodies) as (keyof typeof bodies)[]) bodies[name] = work.newId();
  await insert('body', [
    { id: bodies.commission, unit: units.district, kind: 'inspection_commission', valid_from: '2000-01-01' },
    { id: bodies.committee, unit: units.a, kind: 'committee', valid_from: '2000-01-01' },
    { id: bodies.cell, unit: units.a1, kind: 'cell', valid_from: '2000-01-01' },
  ]);
  const appealed = decision(bodies.committee, '2023-03-01', 1, 'warning');
  const cancelled = decision(bodies.cell, '2023-04-01', 2, 'reprimand');
  decisions.appealed = appealed.id;
  await insert('discipline_decision', [
    decision(bodies.commission, '2023-02-01', 0, 'expulsion'),
    decision(bodies.cell, '2022-12-31', 0, 'reprimand'),
    decision(bodies.cell, '2023-10-01', 0, 'reprimand'),
    appealed,
    cancelled,
  ]);
  await insert('discipline_decision', [
    decision(bodies.commission, '2023-06-01', 1, 'reprimand', appealed.id),
    decision(bodies.committee, '2023-10-03', 2, 'none', cancelled.id),
  ]);
});
afterAll(() => work.close());

async function compared(when: Partial<When> = {}) {
  const facts = await read(work.who, (tx) => asFigures(tx, null, loadFacts));
  return read(work.who, (tx) => compareCounts(tx, figures, facts, { ...NINE_MONTHS_2023, ...when }, today));
}

async function valuesOf(unit: string, when: Partial<When> = {}) {
  const { values, differences } = await compared(when);
  expect(differences).toEqual([]);
  return Object.fromEntries(values.get(unit)!);
}

test('a case counts once, under the decision in force at the as-of date', async () => {
  expect(await valuesOf(units.district)).toMatchObject({
    'disc.members.total': 2,
    'disc.members.expulsion': 1,
    'disc.members.reprimand': 1,
    'disc.members.warning': 0,
    'disc.members.by_ubkt': 2,
    'disc.members.by_ubkt.reprimand': 1,
    'disc.members.by_district_ubkt': 2,
    'disc.members.by_committees_and_cells': 0,
    'disc.members.cuv': 1,
    'disc.changed': 1,
    'disc.changed.lowered': 1,
    'disc.changed.cancelled': 0,
    'disc.cases.total': 2,
    'disc.orgs.total': 0,
  });
});

test('before it was changed, a case stands as it was first decided', async () => {
  expect(await valuesOf(units.district, { asOf: plainDate('2023-05-31') })).toMatchObject({
    'disc.members.total': 3,
    'disc.members.warning': 1,
    'disc.members.reprimand': 1,
    'disc.members.by_committees_and_cells': 2,
    'disc.members.by_grassroots_committee.warning': 1,
    'disc.members.by_cell.reprimand': 1,
  });
});

test('a complaint is due from the day it is accepted, and resolved on the day of the decision, by cause and outcome', async () => {
  const [resolution] = await work.owner<{ id: string }[]>`
    select id from discipline_decision where changes = ${decisions.appealed}`;
  const id = work.newId();
  await insert('complaint', [
    {
      ...{ id, body: bodies.commission, number: '1', decision: decisions.appealed, filed_by: 'subject' },
      ...{ filed_on: '2023-04-01', received_on: '2023-04-02', about: 'procedure' },
      ...{ cause: 'verification', resolution: resolution!.id },
    },
  ]);
  const step = { id: work.newId(), kind: 'complaint', case_id: id, step: 'accept', done_on: '2023-04-05' };
  await insert('case_step', [step]);
  const stem = 'comp.each.members';
  expect(await valuesOf(units.district, { asOf: plainDate('2023-04-04') })).toMatchObject({
    [`${stem}.due`]: 0,
  });
  expect(await valuesOf(units.district, { asOf: plainDate('2023-05-31') })).toMatchObject({
    ...{ [`${stem}.due`]: 1, [`${stem}.resolved`]: 0, [`${stem}.resolved.cause.verification`]: 0 },
  });
  expect(await valuesOf(units.district)).toMatchObject({
    ...{ [`${stem}.due`]: 1, [`${stem}.resolved`]: 1, [`${stem}.resolved.outcome.lowered`]: 1 },
    ...{ [`${stem}.resolved.about.procedure`]: 1, [`${stem}.resolved.cause.verification`]: 1 },
  });
  expect(await valuesOf(units.district, { from: plainDate('2023-07-01') })).toMatchObject({
    [`${stem}.due`]: 0,
  });
});

test('who was sanctioned is told by how they were handled outside the Party by then, while it stands', async () => {
  const [expelled] = await work.owner<{ id: string }[]>`
    select id from discipline_decision where form = 'expulsion'`;
  const handled = (number: string, kind: string, decided_on: string, more = {}) => ({
    ...{ id: work.newId(), body: bodies.commission, agency: 'Tòa án', number, kind, decided_on },
    ...{ subject_person: people[0]!, decision: expelled!.id, outcome: null, outcome_on: null, ...more },
  });
  const appealed = { subject_person: people[1]!, decision: decisions.appealed };
  const overturned = { ...appealed, outcome: 'overturned', outcome_on: '2023-08-01' };
  await insert('outside_handling', [
    handled('1', 'penalty', '2023-03-01'),
    handled('2', 'prison', '2023-06-01'),
    handled('3', 'administrative', '2023-04-01', overturned),
    handled('4', 'referral', '2023-02-01', appealed),
    handled('5', 'prison', '2023-04-01', { subject_person: people[1]!, decision: null }),
  ]);
  const on = async (day: string) => {
    const values = await valuesOf(units.district, { asOf: plainDate(day) });
    return ['law', 'law.prison', 'law.penalty', 'administrative'].map((key) => values[`disc.members.${key}`]);
  };
  expect(await on('2023-02-28')).toEqual([0, 0, 0, 0]);
  expect(await on('2023-03-31')).toEqual([1, 0, 1, 0]);
  expect(await on('2023-07-31')).toEqual([1, 1, 0, 1]);
  expect(await on('2023-08-01')).toEqual([1, 1, 0, 0]);
});

test('contents are counted per content and close to their own total', async () => {
  const values = await valuesOf(units.district);
  expect(values).toMatchObject({
    'disc.violation.total': 3,
    'disc.violation.ethics': 2,
    'disc.violation.land': 1,
    'disc.violation.corruption': 0,
  });
});

test('a commune counts what its own bodies decide; what was taken over from it above is no longer theirs', async () => {
  expect(await valuesOf(units.a)).toMatchObject({ 'disc.members.total': 0 });
  expect(await valuesOf(units.a, { asOf: plainDate('2023-05-31') })).toMatchObject({
    'disc.members.total': 2,
  });
});

test('partitions close at every unit', async () => {
  const { values } = await compared({ asOf: plainDate('2023-05-31') });
  for (const counted of values.values()) {
    for (const whole of figures.figures.values()) {
      const parts = [...figures.figures.values()].filter(
        ({ part }) => part?.of === whole.key && part.relation === 'partition',
      );
      for (const [, sisters] of Map.groupBy(parts, ({ part }) => part!.dimension)) {
        const sum = sisters.reduce((n, { key }) => n + counted.get(key)!, 0);
        expect([whole.key, sum]).toEqual([whole.key, counted.get(whole.key)]);
      }
    }
  }
});

test('the row of a case is the decision in force', async () => {
  const request = {
    tops: [units.district],
    when: NINE_MONTHS_2023,
    tree: 'then' as const,
    today,
    knownAt: null,
  };
  const rows = await read(work.who, (tx) =>
    asFigures(tx, null, (counting) =>
      recordsBehind(counting, figures, request, 'disc.members.by_ubkt.reprimand'),
    ),
  );
  expect(rows.map(({ on }) => on)).toEqual(['2023-03-01']);
  expect(rows[0]!.record).not.toBe(decisions.appealed);
});
