import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWork, type Work } from '../../audit/testing.ts';
import { asFigures, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue, type When } from '../../figures/define.ts';
import { evaluate, recordsBehind } from '../../figures/evaluate.ts';
import { loadFacts } from '../../figures/recount.ts';
import type { Request } from '../../figures/scope.ts';
import { type District, foundDistrict, NINE_MONTHS_2023 } from '../../figures/testing.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { remediationFigures } from '../remediation/figures.ts';
import { inspectionFigures } from './figures.ts';

const figures = figureCatalogue([inspectionFigures, remediationFigures]);
const keys = [...figures.figures.keys()];

let work: Work;
let units: District;
let people: string[];

/** Rows of one table in one command; columns are those of the first row. */
const insert = (table: string, rows: object[]) =>
  work.act(`insert ${table}`, (tx) => tx`insert into ${tx(table)} ${tx(rows as Record<string, string>[])}`);

type Subject = { item?: string; inspection?: string; person?: string; unit?: string; works: string[] };

const subjectRow = (subject: Subject, concludedOn: string | null, result = 'shortcomings') => ({
  id: work.newId(),
  item: subject.item ?? null,
  inspection: subject.inspection ?? null,
  kind: subject.person ? 'member' : 'organisation',
  subject_unit: subject.unit ?? null,
  subject_person: subject.person ?? null,
  works: subject.works,
  committee_member: subject.person !== undefined,
  concluded_on: concludedOn,
  conclusion_number: concludedOn && 'TB',
  result: concludedOn && result,
});

async function addBodies(): Promise<Record<'standing' | 'commission' | 'local', string>> {
  const bodies = { standing: work.newId(), commission: work.newId(), local: work.newId() };
  await insert('body', [
    { id: bodies.standing, unit: units.district, kind: 'standing_committee', valid_from: '2000-01-01' },
    { id: bodies.commission, unit: units.district, kind: 'inspection_commission', valid_from: '2000-01-01' },
    { id: bodies.local, unit: units.a, kind: 'inspection_commission', valid_from: '2000-01-01' },
  ]);
  return bodies;
}

/** Four items: done, running, added and begun by nobody, dropped; the person P0 is subject of the first two. */
async function addProgramme(body: string): Promise<void> {
  const programme = work.newId();
  const [done, running, added, dropped] = [work.newId(), work.newId(), work.newId(), work.newId()];
  const [first, second] = [work.newId(), work.newId()];
  await insert('programme', [
    { id: programme, body, number: '1', title: 'Chương trình', year: 2023, approved_on: '2022-12-27' },
  ]);
  const item = (id: string, ordinal: number, nature: string, addedOn: string | null) => ({
    id,
    programme,
    ordinal,
    nature,
    content: 'Nội dung',
    added_by: addedOn && 'QĐ',
    added_on: addedOn,
  });
  await insert('programme_item', [
    item(done, 1, 'inspection', null),
    item(running, 2, 'supervision', null),
    item(added, 3, 'inspection', '2023-05-05'),
    item(dropped, 4, 'supervision', null),
  ]);
  const change = { item: dropped, kind: 'drop', decision: 'QĐ', decided_on: '2023-06-01', grounds: 'x' };
  await insert('programme_change', [{ id: work.newId(), ...change }]);
  const session = { body, origin: 'programme', number: '1', title: 'Cuộc' };
  await insert('inspection', [
    {
      id: first,
      item: done,
      nature: 'inspection',
      opened_on: '2023-02-20',
      concluded_on: '2023-03-29',
      ...session,
    },
    {
      id: second,
      item: running,
      nature: 'supervision',
      opened_on: '2023-08-21',
      concluded_on: '2023-10-03',
      ...session,
    },
  ]);
  const works = ['article30'];
  await insert('inspection_subject', [
    subjectRow({ item: done, inspection: first, person: people[0]!, works }, '2023-03-29', 'must_discipline'),
    subjectRow({ item: done, inspection: first, unit: units.a, works }, '2023-03-29', 'good'),
    subjectRow({ item: running, inspection: second, person: people[0]!, works }, '2023-10-03'),
    subjectRow({ item: running, inspection: second, person: people[1]!, works }, null),
    subjectRow({ item: dropped, person: people[2]!, works }, null),
  ]);
}

/** The commissions of the district and of commune A: duty and finance at A and B, signs, both done and open. */
async function addWork(bodies: { commission: string; local: string }): Promise<void> {
  const [duty, signs, later, local] = [work.newId(), work.newId(), work.newId(), work.newId()];
  const session = {
    body: bodies.commission,
    nature: 'inspection',
    number: '1',
    title: 'Cuộc',
    concluded_on: null,
  };
  await insert('inspection', [
    { id: duty, origin: 'unplanned', opened_on: '2023-04-01', ...session },
    { id: signs, origin: 'signs', opened_on: '2023-07-03', ...session },
    { id: later, origin: 'signs', opened_on: '2023-10-06', ...session },
    { ...session, id: local, origin: 'signs', opened_on: '2023-07-03', body: bodies.local },
  ]);
  const subject = subjectRow({ inspection: duty, unit: units.b, works: ['duty'] }, '2023-09-15');
  await insert('inspection_subject', [
    subject,
    subjectRow({ inspection: duty, unit: units.a, works: ['duty', 'finance_dues'] }, '2023-05-01'),
    subjectRow({ inspection: duty, unit: units.a, works: ['finance_budget'] }, '2023-06-01'),
    subjectRow({ inspection: duty, unit: units.a1, works: ['finance_dues'] }, '2022-12-31'),
    subjectRow({ inspection: signs, person: people[0]!, works: ['signs'] }, '2023-10-05', 'must_discipline'),
    subjectRow({ inspection: signs, person: people[1]!, works: ['signs'] }, '2023-10-06'),
    subjectRow({ inspection: later, person: people[2]!, works: ['signs'] }, null),
    subjectRow({ inspection: local, person: people[2]!, works: ['signs'] }, '2023-08-01'),
  ]);
  const duties = { subject: subject.id, duty: 'Khắc phục', planned_on: null };
  await insert('remediation', [
    { id: work.newId(), ...duties, due_on: '2023-10-04', done_on: null },
    { id: work.newId(), ...duties, due_on: '2023-10-04', done_on: '2023-10-06' },
    { id: work.newId(), ...duties, due_on: '2023-12-31', done_on: null },
    { id: work.newId(), ...duties, due_on: '2023-10-01', done_on: '2023-10-05' },
  ]);
}

beforeAll(async () => {
  work = await openWork();
  units = await foundDistrict(work);
  people = (await work.owner<{ id: string }[]>`select id from person order by id`).map(({ id }) => id);
  const bodies = await addBodies();
  await addProgramme(bodies.standing);
  await addWork(bodies);
});
afterAll(() => work.close());

const requestFor = (unit: string, when: When): Request => ({
  tops: [unit],
  when,
  tree: 'then',
  today: plainDate('2023-10-05'),
  knownAt: null,
});

async function valuesOf(unit: string, when: When = NINE_MONTHS_2023): Promise<Record<string, number>> {
  const values = await read(work.who, (tx) =>
    asFigures(tx, null, (counting) => evaluate(counting, figures, requestFor(unit, when), keys)),
  );
  return Object.fromEntries(values.get(unit)!);
}

test('the programme stands as at the as-of date, with and without its adjustments', async () => {
  expect(await valuesOf(units.district)).toMatchObject({
    'prog.issued': 1,
    'insp_sup.standing.sessions.plan': 3,
    'insp_sup.standing.sessions.done': 2,
    'insp_sup.standing.sessions.ongoing': 0,
    'insp_sup.standing.sessions.not_started': 1,
    'insp_sup.standing.sessions.plan_original': 3,
    'insp_sup.standing.sessions.done_original': 2,
    'insp.plan.standing.sessions.plan': 2,
    'sup.plan.standing.sessions.plan': 1,
    'insp_sup.standing.members.plan': 2,
    'insp_sup.standing.members.done': 1,
    'insp_sup.standing.members.plan_original': 3,
    'insp_sup.standing.orgs.plan': 1,
    'insp_sup.standing.orgs.done': 1,
    'insp_sup.ubkt_programme.sessions.plan': 0,
  });
});

test('a conclusion after the as-of date has not happened, an addition neither', async () => {
  const values = await valuesOf(units.district, { ...NINE_MONTHS_2023, asOf: plainDate('2023-10-02') });
  expect(values).toMatchObject({
    'insp_sup.standing.sessions.done': 1,
    'insp_sup.standing.sessions.ongoing': 1,
    'insp.signs.ubkt.members.done': 0,
    'insp.signs.ubkt.members.ongoing': 2,
  });
  const early = await valuesOf(units.district, { ...NINE_MONTHS_2023, asOf: plainDate('2023-05-04') });
  expect(early).toMatchObject({
    'insp_sup.standing.sessions.plan': 3,
    'insp_sup.standing.sessions.plan_original': 3,
    'insp.plan.standing.sessions.plan': 1,
    'sup.plan.standing.sessions.plan': 2,
  });
});

test('work is counted by subject, each organisation once over joint contents', async () => {
  expect(await valuesOf(units.district)).toMatchObject({
    'insp.duty_or_finance.orgs.done': 2,
    'insp.duty.orgs': 2,
    'insp.finance.dues.orgs': 1,
    'insp.finance.budget.orgs': 1,
    'insp.finance.all.orgs': 1,
    'insp.signs.ubkt.members.done': 1,
    'insp.signs.ubkt.members_cuv.done': 1,
    'insp.signs.ubkt.concl.must_discipline_members': 1,
    'insp.signs.ubkt.members.ongoing': 1,
    'insp_sup.all.sessions': 2,
    'insp_sup.all.sessions.ongoing': 2,
  });
});

test('the work of bodies beneath is told apart, and is a commune’s own in its report', async () => {
  const [district, commune] = [await valuesOf(units.district), await valuesOf(units.a)];
  expect(district['insp.signs.ubkt_local.members.done']).toBe(1);
  expect(commune).toMatchObject({
    'insp.signs.ubkt.members.done': 1,
    'insp.signs.ubkt_local.members.done': 0,
  });
  expect(commune['insp_sup.standing.sessions.plan']).toBe(0);
});

test('a duty is overdue by the as-of date, not by what was done since', async () => {
  expect(await valuesOf(units.district)).toMatchObject({
    'rem.requested': 4,
    'rem.done': 1,
    'rem.open': 3,
    'rem.overdue': 2,
  });
});

test('every list is as long as its number', async () => {
  const values = await valuesOf(units.district);
  const lengths = await read(work.who, (tx) =>
    asFigures(tx, null, async (counting) => {
      const found: [string, number][] = [];
      for (const key of keys) {
        const request = requestFor(units.district, NINE_MONTHS_2023);
        const rows = await recordsBehind(counting, figures, request, key);
        found.push([key, rows.length]);
      }
      return Object.fromEntries(found);
    }),
  );
  expect(lengths).toEqual(values);
});

test('the second method finds the same, on several days', async () => {
  const facts = await read(work.who, (tx) => asFigures(tx, null, loadFacts));
  for (const asOf of ['2023-05-04', '2023-09-30', '2023-10-05', '2023-12-31']) {
    const when = { ...NINE_MONTHS_2023, asOf: plainDate(asOf) };
    const compared = await read(work.who, (tx) =>
      compareCounts(tx, figures, facts, when, plainDate('2023-10-05')),
    );
    expect(compared.differences).toEqual([]);
    expect([...compared.values.get(units.district)!.values()].some((value) => value > 0)).toBe(true);
  }
});
