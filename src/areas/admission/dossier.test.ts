/** A dossier from the pool to recognition in a real database: what each step writes, refuses and takes back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asFigures, type Reader, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { evaluate } from '../../figures/evaluate.ts';
import { loadFacts } from '../../figures/recount.ts';
import { fixedClock } from '../../kernel/clock.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { enter, MOST_AT_ONCE, withdraw } from '../../records/commands.ts';
import { standingsOf, staysOf } from '../membership/contract.ts';
import {
  change,
  codesOf,
  type District,
  foundDistrict,
  openOffice,
  settle,
  type TestOffice,
  whenFor,
} from '../membership/testing.ts';
import { endDossier, returnDossier, takeBack, takeStep } from './dossier-acts.ts';
import { loadDossier } from './dossier-facts.ts';
import { heirOf, leftBehind, rulesOf } from './dossier-store.ts';
import { admissionFigures } from './figures.ts';
import { moveToHeirs } from './heirs.ts';
import { moveDossier } from './move-commands.ts';
import type { StepKey } from './steps.ts';

let office: TestOffice;
let district: District;
let body: string;
let sponsors: string[];

beforeAll(async () => {
  office = await openOffice();
  district = await foundDistrict(office, 'h', null);
  sponsors = await settle(office, district.a1, 3);
  const [found] = await office.work.owner<{ id: string }[]>`
    select id from body where unit = ${district.district} and kind = 'standing_committee'`;
  body = found!.id;
});
afterAll(() => office?.work.close());

/** The office on another day: steps are judged by their own day, and none lies in the future. */
const on = (day: string): TestOffice => ({ ...office, clock: fixedClock(`${day}T08:00:00Z`) });

const look = <T>(work: (tx: Reader) => Promise<T>): Promise<T> => read(office, work);

async function newDossier(more: Record<string, unknown> = {}): Promise<{ id: string; person: string }> {
  const [id, person] = [office.newId(), office.newId()];
  const file = {
    id: person,
    unit: district.a1,
    name: 'Trần Thị Ưu Tú',
    birth_date: '1995-03-03',
    sex: 'female',
  };
  expect(codesOf(await enter(office, office.catalogue.record('person'), file))).toEqual([]);
  const typed = {
    id,
    person,
    unit: district.a1,
    opened_on: '2022-01-10',
    resolution: '03-NQ/CB',
    schooling: 'certificate',
    sources: ['rural'],
    ...more,
  };
  expect(codesOf(await enter(office, office.catalogue.record('candidate'), typed))).toEqual([]);
  return { id, person };
}

const take = (
  dossier: string,
  step: StepKey,
  done_on: string,
  more: Record<string, unknown> = {},
  day = '2023-10-05',
) => takeStep(on(day), dossier, step, { id: office.newId(), done_on, number: '05', ...more });

async function sponsor(dossier: string, role: string, person: string): Promise<void> {
  const typed = {
    id: office.newId(),
    candidate: dossier,
    role,
    person,
    valid_from: '2022-01-10',
    together_since: '2020-01-01',
    paper: '04-NQ/CB',
  };
  expect(codesOf(await enter(office, office.catalogue.record('sponsorship'), typed))).toEqual([]);
}

const EVERYBODY = ['self', 'parents', 'in_laws', 'spouse', 'children'];

/** Everything up to the decision, as the rules want it. */
async function toTheDecision(dossier: string): Promise<void> {
  await sponsor(dossier, 'helper', sponsors[0]!);
  await sponsor(dossier, 'sponsor', sponsors[0]!);
  await sponsor(dossier, 'sponsor', sponsors[1]!);
  const steps: [StepKey, string, Record<string, unknown>?][] = [
    ['awareness_class', '2022-02-10'],
    ['application', '2022-03-01'],
    ['declaration', '2022-03-02'],
    ['verification', '2022-04-01', { about: EVERYBODY }],
    ['sponsors', '2022-04-10'],
    ['opinions', '2022-04-12'],
    ['cell_resolution', '2022-05-03', { official: '3', in_favour: '3' }],
    ['committee_resolution', '2022-05-10', { official: '9', in_favour: '7' }],
  ];
  for (const [step, day, more] of steps)
    expect([step, codesOf(await take(dossier, step, day, more))]).toEqual([step, []]);
}

describe('from the pool to recognition', () => {
  let dossier: { id: string; person: string };
  beforeAll(async () => {
    dossier = await newDossier();
    await toTheDecision(dossier.id);
  });

  test('opening keeps the rules of that day', async () => {
    const kept = await look((tx) => rulesOf(tx, dossier.id));
    expect(kept.find(({ rule }) => rule === 'admit.school')).toMatchObject({
      value: '"certificate"',
      regulation: '24-QĐ/TW',
    });
    expect(kept.find(({ rule }) => rule === 'admit.order')).toBeUndefined();
  });

  test('decision, ceremony and recognition are written with their steps', async () => {
    const decision = { number: '123-QĐ/HU', body, received_on: '2022-05-25' };
    expect(codesOf(await take(dossier.id, 'admission_decision', '2022-05-20', decision))).toEqual([]);
    expect(codesOf(await take(dossier.id, 'ceremony', '2022-06-01'))).toEqual([]);
    const [admission] = await office.work.owner`select * from admission where person = ${dossier.person}`;
    expect(admission).toMatchObject({
      number: '123-QĐ/HU',
      ceremony_on: '2022-06-01',
      unit: district.a1,
      helper: sponsors[0],
      sources: ['rural'],
    });
    expect(await look((tx) => staysOf(tx, dossier.person))).toMatchObject([
      { came_by: 'admission', valid_from: '2022-06-01' },
    ]);

    for (const step of ['probation_helper', 'new_member_class'] as const)
      expect(codesOf(await take(dossier.id, step, '2022-09-01'))).toEqual([]);
    expect(codesOf(await take(dossier.id, 'self_review', '2023-06-02'))).toEqual([]);
    const votes = { official: '3', in_favour: '2' };
    expect(codesOf(await take(dossier.id, 'recognition_resolution', '2023-05-30', votes))).toEqual([
      'probation_running',
    ]);
    expect(codesOf(await take(dossier.id, 'recognition_resolution', '2023-06-05', votes))).toEqual([]);
    expect(
      codesOf(
        await take(dossier.id, 'recognition_committee', '2023-06-12', { official: '9', in_favour: '9' }),
      ),
    ).toEqual([]);
    expect(
      codesOf(await take(dossier.id, 'recognition_decision', '2023-07-03', { number: '200-QĐ/HU', body })),
    ).toEqual([]);
    expect(await look((tx) => standingsOf(tx, dossier.person))).toMatchObject([
      { kind: 'probationary', valid_from: '2022-06-01', valid_to: '2023-06-01' },
      { kind: 'official', valid_from: '2023-06-01', valid_to: null },
    ]);
    const loaded = await look((tx) => loadDossier(tx, office, dossier.id));
    expect(loaded!.stand.current).toBeNull();
  });

  test('steps are taken back one by one, the decision with its step, and only with a reason', async () => {
    const last = async () => (await look((tx) => loadDossier(tx, office, dossier.id)))!.steps.at(-1)!;
    const back = async (why: string) =>
      takeBack(office, dossier.id, { id: office.newId(), step: (await last()).id, reason: why });
    expect(codesOf(await back(''))).toEqual(['reason_required']);
    expect(
      codesOf(
        await takeBack(office, dossier.id, { id: office.newId(), step: office.newId(), reason: 'nhầm' }),
      ),
    ).toEqual(['not_last']);
    while ((await last()).step !== 'committee_resolution')
      expect(codesOf(await back('ghi nhầm'))).toEqual([]);
    expect(await office.work.owner`select id from admission where person = ${dossier.person}`).toHaveLength(
      0,
    );
    expect(await office.work.owner`select id from recognition where person = ${dossier.person}`).toHaveLength(
      0,
    );
    expect(await look((tx) => staysOf(tx, dossier.person))).toEqual([]);
  });
});

describe('what is refused, and what passes with a reason', () => {
  test('a vote of 1 in 3 is recorded as not reached; going on asks for a reason', async () => {
    const { id } = await newDossier();
    expect(codesOf(await take(id, 'awareness_class', '2022-02-10'))).toEqual([]);
    const why = 'giấy tờ đang gom';
    expect(
      codesOf(
        await take(id, 'cell_resolution', '2022-05-03', { official: '3', in_favour: '1', reason: why }),
      ),
    ).toEqual([]);
    const loaded = await look((tx) => loadDossier(tx, office, id));
    expect(loaded!.steps.at(-1)).toMatchObject({ result: 'not_passed' });
    expect(
      codesOf(await take(id, 'committee_resolution', '2022-05-10', { official: '9', in_favour: '9' })),
    ).toEqual(['steps_missing']);
    expect(
      codesOf(await take(id, 'cell_resolution', '2022-05-03', { official: '3', in_favour: '4' })),
    ).toEqual(['too_many_votes']);
  });

  test('the same id twice records once; nothing lies in the future', async () => {
    const { id } = await newDossier();
    const typed = { id: office.newId(), done_on: '2022-02-10', number: '1' };
    const first = await takeStep(office, id, 'awareness_class', typed);
    const second = await takeStep(office, id, 'awareness_class', typed);
    expect([first, second]).toMatchObject([{ value: { already: false } }, { value: { already: true } }]);
    expect(codesOf(await take(id, 'application', '2023-10-06'))).toEqual(['in_the_future']);
  });

  test('a late ceremony needs the superior’s consent', async () => {
    const dossier = await newDossier();
    await toTheDecision(dossier.id);
    const decision = { number: '124-QĐ/HU', body, received_on: '2022-05-25' };
    expect(codesOf(await take(dossier.id, 'admission_decision', '2022-05-20', decision))).toEqual([]);
    expect(codesOf(await take(dossier.id, 'ceremony', '2022-08-01'))).toEqual(['late']);
    expect(codesOf(await take(dossier.id, 'ceremony', '2022-08-01', { consent: '45-CV/HU' }))).toEqual([]);
  });

  test('recognised late under 208: effective on the day the twelve months end', async () => {
    const dossier = await newDossier();
    await toTheDecision(dossier.id);
    const decision = { number: '125-QĐ/HU', body, received_on: '2022-05-20' };
    expect(codesOf(await take(dossier.id, 'admission_decision', '2022-05-20', decision))).toEqual([]);
    expect(codesOf(await take(dossier.id, 'ceremony', '2022-06-01'))).toEqual([]);
    const late = (more: Record<string, unknown>) =>
      take(
        dossier.id,
        'recognition_decision',
        '2026-08-20',
        { number: '9-QĐ/ĐU', body, ...more },
        '2026-08-21',
      );
    const wrong = codesOf(await late({ effective_on: '2026-08-20' }));
    expect(wrong).toContain('late_effect');
    expect(codesOf(await late({ reason: 'hồ sơ thử' }))).toEqual([]);
    expect((await look((tx) => standingsOf(tx, dossier.person))).at(-1)).toMatchObject({
      kind: 'official',
      valid_from: '2023-06-01',
    });
  });

  test('a dossier returned for its verification: that step and the votes are done again, papers stay', async () => {
    const { id } = await newDossier();
    await toTheDecision(id);
    const typed = {
      id: office.newId(),
      done_on: '2022-05-15',
      back_to: 'verification',
      return_reason: 'Thiếu xác nhận nơi cư trú',
    };
    expect(codesOf(await returnDossier(office, id, { ...typed, return_reason: '' }))).toEqual(['required']);
    expect(codesOf(await returnDossier(office, id, typed))).toEqual([]);
    const { stand } = (await look((tx) => loadDossier(tx, office, id)))!;
    expect([stand.current, stand.returned?.return_reason]).toEqual([
      'verification',
      'Thiếu xác nhận nơi cư trú',
    ]);
    expect([stand.valid.has('cell_resolution'), stand.valid.has('opinions')]).toEqual([false, true]);
    expect(codesOf(await take(id, 'verification', '2022-05-20', { about: EVERYBODY }))).toEqual([]);
    const after = (await look((tx) => loadDossier(tx, office, id)))!.stand;
    expect([after.current, after.returned]).toEqual(['cell_resolution', null]);
  });

  test('an ended dossier takes no step; one with steps is ended, not withdrawn', async () => {
    const { id, person } = await newDossier();
    expect(codesOf(await take(id, 'awareness_class', '2022-02-10'))).toEqual([]);
    const type = office.catalogue.record('candidate');
    expect(codesOf(await withdraw(office, type, id, { reason: 'nhầm' }))).toEqual(['has_steps']);
    const end = { id: office.newId(), ended_on: '2022-06-01', ended_by: 'gone', end_document: '7-CV' };
    expect(codesOf(await endDossier(office, id, end))).toEqual([]);
    expect(codesOf(await take(id, 'application', '2022-07-01'))).toEqual(['has_ended']);
    const again = { id: office.newId(), person, unit: district.a1, opened_on: '2022-07-01', resolution: '9' };
    expect(codesOf(await enter(office, type, again))).toEqual([]);
    expect(codesOf(await withdraw(office, type, again.id, { reason: 'nhầm' }))).toEqual([]);
  });

  test('a cell of two official members cannot vote, whatever the reason given', async () => {
    const { id } = await newDossier();
    const two = { official: '2', in_favour: '2', reason: 'giấy tờ đang gom' };
    expect(codesOf(await take(id, 'cell_resolution', '2022-05-03', two))).toEqual(['cell_too_small']);
    const three = { ...two, official: '3' };
    expect(codesOf(await take(id, 'cell_resolution', '2022-05-03', three))).toEqual([]);
  });
});

describe('a dossier moves', () => {
  const move = (dossier: string, more: Record<string, unknown>) =>
    moveDossier(office, dossier, {
      ...{ id: office.newId(), to_unit: district.b1, moved_on: '2023-03-01', ground: 'work' },
      ...{ letter_kind: '93', letter_number: '5-CV/ĐU', certificate_number: '7-GCN', ...more },
    });
  const rowOf = async (table: string, dossier: string) =>
    (
      await office.work
        .owner`select * from ${office.work.owner(table)} where ${table === 'candidate' ? office.work.owner`id` : office.work.owner`candidate`} = ${dossier}`
    )[0]!;

  test('with the candidate, by the letters of both ends; the helper of the old cell helps no more', async () => {
    const { id, person } = await newDossier();
    await sponsor(id, 'helper', sponsors[0]!);
    expect(codesOf(await take(id, 'awareness_class', '2022-02-10'))).toEqual([]);
    expect(codesOf(await move(id, { letter_kind: '', letter_number: '' }))).toEqual([
      'which_letter',
      'which_letter',
    ]);
    expect(codesOf(await move(id, { to_unit: district.a1 }))).toEqual(['same_cell']);
    expect(codesOf(await move(id, { to_unit: district.b }))).toEqual(['not_a_cell']);
    expect(codesOf(await move(id, { ground: 'reorganised' }))).toEqual(['cell_stands']);
    expect(codesOf(await move(id, { moved_on: '2021-01-01' }))).toEqual(['before_opening']);
    expect(codesOf(await move(id, {}))).toEqual([]);
    expect(await rowOf('candidate', id)).toMatchObject({ unit: district.b1 });
    expect(await rowOf('candidate_step', id)).toMatchObject({ unit: district.b1 });
    expect(await rowOf('sponsorship', id)).toMatchObject({ valid_to: '2023-03-01' });
    expect(await rowOf('candidate_move', id)).toMatchObject({
      ...{ from_unit: district.a1, to_unit: district.b1, letter_kind: '93', certificate_number: '7-GCN' },
    });
    const [file] = await office.work.owner`select unit from person where id = ${person}`;
    expect(file).toEqual({ unit: district.b1 });
  });

  test('to the heir of a cell that has ended, without a letter; the helper goes along', async () => {
    const { id } = await newDossier({ unit: district.a2 });
    const others: Awaited<ReturnType<typeof newDossier>>[] = [];
    while (others.length <= MOST_AT_ONCE) others.push(await newDossier({ unit: district.a2 }));
    await sponsor(id, 'helper', sponsors[0]!);
    await sponsor(others[0]!.id, 'helper', sponsors[0]!);
    const merge = [{ do: 'merge', units: [district.a2], into: district.a3 }] as never;
    expect(codesOf(await change(office, '2023-09-01', district.district, merge, { reason: 'x' }))).toEqual(
      [],
    );
    const heir = await look((tx) => heirOf(tx, district.a2, plainDate('2023-10-05')));
    expect(heir).toBe(district.a3);
    const followed = {
      ...{ to_unit: heir, ground: 'reorganised', moved_on: '2023-09-15' },
      ...{ letter_kind: '', letter_number: '' },
    };
    expect(codesOf(await move(id, followed))).toEqual([]);
    expect(await rowOf('candidate', id)).toMatchObject({ unit: district.a3 });
    expect(await rowOf('sponsorship', id)).toMatchObject({ valid_to: null, unit: district.a3 });

    // The others at most twenty at a time: all of those ticked or none, once.
    const behind = await look((tx) => leftBehind(tx, plainDate('2023-10-05')));
    expect(behind.map(({ id: one }) => one).sort()).toEqual(others.map(({ id: one }) => one).sort());
    const all = { id: office.newId(), dossiers: behind.map(({ id: one }) => one), moved_on: '2023-09-20' };
    expect(codesOf(await moveToHeirs(office, all))).toEqual(['too_many']);
    const sent = { ...all, dossiers: all.dossiers.slice(1) };
    expect(codesOf(await moveToHeirs(office, { ...sent, dossiers: [] }))).toEqual(['nothing_chosen']);
    expect(codesOf(await moveToHeirs(office, { ...sent, dossiers: [id] }))).toEqual(['not_a_choice']);
    expect(codesOf(await moveToHeirs(office, { ...sent, moved_on: '2023-08-20' }))).toEqual(['cell_stands']);
    expect(await moveToHeirs(office, sent)).toMatchObject({ value: { moved: 20, already: false } });
    expect(await moveToHeirs(office, sent)).toMatchObject({ value: { moved: 0, already: true } });
    const last = { ...all, id: office.newId(), dossiers: all.dossiers.slice(0, 1) };
    expect(await moveToHeirs(office, last)).toMatchObject({ value: { moved: 1 } });
    const unit = { unit: district.a3 };
    for (const { id: one, person } of others) {
      expect(await rowOf('candidate', one)).toMatchObject(unit);
      expect(await rowOf('candidate_rule', one)).toMatchObject(unit);
      const moved = { ground: 'reorganised', from_unit: district.a2 };
      expect(await rowOf('candidate_move', one)).toMatchObject(moved);
      expect(await office.work.owner`select unit from person where id = ${person}`).toEqual([unit]);
    }
    expect(await rowOf('sponsorship', others[0]!.id)).toMatchObject({ valid_to: null, ...unit });
  });
});

test('nobody left to admit is what a grassroots organisation states, and what form 2 counts', async () => {
  const state = (unit: string) =>
    enter(office, office.catalogue.record('nobody_left'), {
      ...{ id: office.newId(), unit, valid_from: '2023-02-01', document: '9-BC/ĐU' },
    });
  expect(codesOf(await state(district.a1))).toEqual(['not_grassroots']);
  expect(codesOf(await state(district.a))).toEqual([]);
  const figures = figureCatalogue([admissionFigures]);
  const request = {
    ...{ tops: [district.district, district.b], when: whenFor('2023-01-01', '2023-09-30') },
    ...{ today: office.clock.today(), knownAt: null, tree: 'then' as const },
  };
  await look(async (tx) => {
    const values = await asFigures(tx, null, (counting) =>
      evaluate(counting, figures, request, ['org.nobody_left']),
    );
    expect(request.tops.map((top) => values.get(top)!.get('org.nobody_left'))).toEqual([1, 0]);
    const facts = await asFigures(tx, null, loadFacts);
    expect((await compareCounts(tx, figures, facts, request.when, request.today)).differences).toEqual([]);
  });
});
