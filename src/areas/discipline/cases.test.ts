/** A case from its opening to the end of the sanction, and its complaint, as stored. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { approve } from '../../approvals/commands.ts';
import { read } from '../../db/door.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { correct, enter, type Office, withdraw } from '../../records/commands.ts';
import { endingSteps, stateOf } from '../../records/machine.ts';
import { accepted, codesOf, rowIn } from '../../records/testing.ts';
import { leftWork } from '../organisation/preview-store.ts';
import { clocksOf, stepForm, stepsDone } from '../proceedings/contract.ts';
import { ballot, disciplineCase } from './case.ts';
import { takeBackCaseStep } from './case-acts.ts';
import { loadCase } from './case-load.ts';
import { disciplineMachine } from './case-machine.ts';
import { complaint, complaintMachine } from './complaint.ts';
import { complaintFields, outcomeIn, takeComplaintStep } from './complaint-acts.ts';
import { disciplineDecision } from './contract.ts';
import { outsideHandling } from './outside.ts';
import { type Cases, openCases, took } from './testing.ts';

let office: Cases;
let machine: Office;
let person: string;
let post: string;
let bodies: Cases['bodies'];
let record: Cases['record'];
let step: Cases['step'];

beforeAll(async () => {
  office = await openCases();
  ({ machine, bodies, record, step } = office);
});
afterAll(() => office.close());

beforeEach(async () => {
  ({ person, post } = await office.member());
});

const caseTyped = (more = {}) => office.caseTyped(person, more);
const heardCase = (more = {}) => office.heardCase(person, more);
const ballotTyped = (matter: string, more = {}) => office.ballotTyped(matter, more);
const decisionTyped = (matter: string | null, more = {}) => office.decisionTyped(person, matter, more);

const loaded = async (id: string, today = '2023-10-05') =>
  (await read(machine, (tx) => loadCase(tx, machine.regulations, id, plainDate(today))))!;

const where = async (id: string) => stateOf(disciplineMachine, (await loaded(id)).done);

describe('a case', () => {
  test('nobody votes before the hearing, and nothing is decided but what was voted', async () => {
    const id = await record(disciplineCase, caseTyped());
    const early = await enter(machine, ballot, { id: office.newId(), ...ballotTyped(id) });
    expect(codesOf(early)).toEqual(['hearing_first held_on']);
    expect(codesOf(await step(id, 'hear', '6/7/2022'))).toContain('not_from_here step');
    await took(step(id, 'self_review', '5/7/2022'));
    const unheard = await enter(machine, ballot, { id: office.newId(), ...ballotTyped(id) });
    expect(codesOf(unheard)).toEqual(['hearing_first held_on']);
    const undecided = await enter(machine, disciplineDecision, { id: office.newId(), ...decisionTyped(id) });
    expect(codesOf(undecided)).toEqual(['no_ballot matter']);
    await took(step(id, 'hear', '10/7/2022'));
    await record(ballot, ballotTyped(id));
    expect(await where(id)).toBe('voted');
    const heavier = decisionTyped(id, { form: 'expulsion' });
    const other = await enter(machine, disciplineDecision, { id: office.newId(), ...heavier });
    expect(codesOf(other)).toEqual(['beyond_competence body', 'not_voted form']);
    expect(codesOf(await step(id, 'no_sanction', '21/7/2022'))).toEqual([
      'right_missing step',
      'form_voted step',
    ]);
    expect(codesOf(await step(id, 'decide', '21/7/2022'))).toEqual(['by_record step']);
    const second = await enter(machine, ballot, {
      id: office.newId(),
      ...ballotTyped(id, { held_on: '21/7/2022' }),
    });
    expect(codesOf(second)).toContain('voted_already body');
  });

  test('two documented summonses stand for the hearing, one does not', async () => {
    const id = await record(disciplineCase, caseTyped());
    await took(step(id, 'self_review', '5/7/2022'));
    expect(codesOf(await step(id, 'summon', '6/7/2022', { document: '' }))).toEqual([
      'paper_wanted document',
    ]);
    await took(step(id, 'summon', '6/7/2022'));
    expect(codesOf(await step(id, 'absent', '8/7/2022'))).toEqual(['more_summonses step']);
    await took(step(id, 'summon', '9/7/2022'));
    await took(step(id, 'absent', '12/7/2022'));
    expect(await where(id)).toBe('heard');
  });

  test('from the vote of 9/0/3/8 among 22 to twelve clean months, every right given', async () => {
    const id = await heardCase();
    await record(ballot, ballotTyped(id));
    const decision = await record(disciplineDecision, decisionTyped(id));
    const clocks = await read(machine, (tx) => clocksOf(tx, 'discipline', id));
    expect(clocks.map(({ clock, startedOn }) => [clock, startedOn])).toEqual([['publish', '2022-07-20']]);
    await took(step(id, 'announce', '25/7/2022'));
    const early = await step(id, 'end_effect', '10/8/2023');
    expect(codesOf(early)).toEqual(['right_missing step', 'right_missing step']);
    await took(step(id, 'deliver', '26/7/2022'));
    await took(step(id, 'tell_complaint', '26/7/2022'));
    expect(codesOf(await step(id, 'end_effect', '25/7/2023'))).toEqual(['still_in_force on']);
    expect((await loaded(id, '2023-07-25')).effect).toMatchObject({
      endsOn: '2023-07-25',
      state: 'in_force',
    });
    await took(step(id, 'end_effect', '26/7/2023'));
    expect(await where(id)).toBe('ended');
    const running = await read(machine, (tx) => clocksOf(tx, 'discipline', id));
    expect(running.filter(({ stoppedOn }) => stoppedOn === null)).toEqual([]);
    expect(codesOf(await withdraw(machine, disciplineDecision, decision, { reason: 'Nhầm' }))).toEqual([
      'not_last',
    ]);
  });

  test('postponed for a small child it goes on where it stood, and only with its grounds', async () => {
    const id = await heardCase();
    expect(codesOf(await step(id, 'postpone', '12/7/2022'))).toEqual(['grounds_wanted note']);
    await took(step(id, 'postpone', '12/7/2022', { note: 'Nuôi con dưới 12 tháng tuổi' }));
    const vote = await enter(machine, ballot, { id: office.newId(), ...ballotTyped(id) });
    expect(codesOf(vote)).toEqual(['not_from_here step']);
    await took(step(id, 'resume', '13/7/2022'));
    expect(await where(id)).toBe('heard');
  });

  test('a cell proposes an expulsion with its counts; the body above takes the proposal up', async () => {
    const id = await heardCase({ number: '02-HS' });
    const votes = { for_expulsion: '15', for_warning: '2', for_reprimand: '3', no_form: '2' };
    const wrong = await enter(machine, ballot, { id: office.newId(), ...ballotTyped(id, votes) });
    expect(codesOf(wrong)).toEqual(['beyond_competence purpose']);
    await record(ballot, ballotTyped(id, { ...votes, purpose: 'propose' }));
    await took(step(id, 'propose', '22/7/2022'));
    const above = await record(
      disciplineCase,
      caseTyped({
        body: bodies.commission,
        origin: 'proposal',
        proposed_in: id,
        number: '03-HS',
        opened_on: '1/8/2022',
      }),
    );
    await took(step(above, 'self_review', '2/8/2022'));
    await took(step(above, 'hear', '3/8/2022'));
    await record(
      ballot,
      ballotTyped(above, {
        ...{ body: bodies.commission, held_on: '10/8/2022', total: '7', present: '6' },
        ...{ for_expulsion: '4', for_warning: '2', for_reprimand: '0', no_form: '0' },
      }),
    );
    await record(
      disciplineDecision,
      decisionTyped(above, { body: bodies.commission, form: 'expulsion', decided_on: '10/8/2022' }),
    );
    const [stay] = await office.owner`select valid_to, left_by from stay where person = ${person}`;
    expect(stay).toMatchObject({ valid_to: '2022-08-10', left_by: 'expelled' });
    const [held] = await office.owner`select valid_to from party_post where id = ${post}`;
    expect(held).toMatchObject({ valid_to: '2022-08-10' });
    await took(step(id, 'settle', '12/8/2022'));
    await took(step(above, 'announce', '15/8/2022'));
    await took(step(above, 'deliver', '15/8/2022'));
    await took(step(above, 'tell_complaint', '15/8/2022'));
    expect(codesOf(await step(above, 'end_effect', '1/10/2023'))).toEqual(['never_ends step']);
    await took(step(above, 'carry_out', '20/8/2022'));
    expect([await where(id), await where(above)]).toEqual(['settled', 'lasting']);
  });

  test('an expired limitation keeps the conclusion and stops the sanction', async () => {
    const id = await heardCase({ act_on: '1/3/2015' });
    await record(ballot, ballotTyped(id, { for_expulsion: '0', for_warning: '0', for_reprimand: '20' }));
    const late = decisionTyped(id, { form: 'reprimand' });
    const decided = await enter(machine, disciplineDecision, { id: office.newId(), ...late });
    expect(codesOf(decided)).toEqual(['limitation_expired form']);
    expect(codesOf(await step(id, 'expire', '21/7/2022'))).toEqual(['right_missing step']);
    await took(step(id, 'tell_result', '21/7/2022'));
    await took(step(id, 'expire', '21/7/2022'));
    expect(await where(id)).toBe('expired');
  });

  test('a ballot that is withdrawn takes its step along; a step is taken back alone', async () => {
    const id = await heardCase();
    const tally = await record(ballot, ballotTyped(id));
    const found = await loaded(id);
    const last = found.done.at(-1)!;
    const typed = { step: last.id, reason: 'Nhầm' };
    expect(codesOf(await takeBackCaseStep(machine, id, typed))).toEqual(['by_record step']);
    accepted(await withdraw(machine, ballot, tally, { reason: 'Nhầm' }));
    expect(await where(id)).toBe('heard');
    const heard = await loaded(id);
    accepted(await takeBackCaseStep(machine, id, { step: heard.done.at(-1)!.id, reason: 'Nhầm' }));
    expect(await where(id)).toBe('reviewed');
  });
});

test('a unit that ends leaves its open cases to its successor by name, and no others', async () => {
  const organiser = await office.officer('organisation', office.units.district);
  const left = async () => {
    const ends = Object.fromEntries(machine.catalogue.machines.map((one) => [one.key, endingSteps(one)]));
    const asked = [[office.units.tam_ky_cell], plainDate('2023-10-05'), ends] as const;
    const rows = await read(organiser, (tx) => leftWork(tx, ...asked));
    return rows.find(({ kind }) => kind === 'discipline_case')?.count ?? 0;
  };
  const before = await left();
  const id = await heardCase({ number: '08-HS' });
  expect(await left()).toBe(before + 1);
  await record(
    ballot,
    ballotTyped(id, { for_expulsion: '0', for_warning: '0', for_reprimand: '0', no_form: '22' }),
  );
  await took(step(id, 'tell_result', '21/7/2022'));
  await took(step(id, 'no_sanction', '21/7/2022'));
  expect(await left(), 'it has ended').toBe(before);
});

test('two officers decide from a case; whoever it is about never sees it', async () => {
  const first = await office.officer('inspection', office.units.district);
  const second = await office.officer('inspection', office.units.district);
  await office.linked(second);
  const concerned = await office.officer('inspection_chair', office.units.district);
  await office.owner`update account set person = ${person} where id = (select account from session
    where token_hash = token_hash(${concerned.token}))`;
  const own = { body: bodies.commission, number: '07-HS' };
  const id = await record(disciplineCase, caseTyped(own), first);
  expect(await rowIn(concerned, disciplineCase, id)).toBeUndefined();
  expect(await rowIn(second, disciplineCase, id), 'nobody assigned it').toBeUndefined();
  await took(step(id, 'self_review', '5/7/2022', {}, first));
  await took(step(id, 'hear', '10/7/2022', {}, first));
  expect(await read(concerned, (tx) => stepsDone(tx, 'discipline', id))).toEqual([]);
  const votes = { body: bodies.commission, total: '7', present: '7', for_expulsion: '0', for_warning: '0' };
  await record(ballot, ballotTyped(id, { ...votes, for_reprimand: '6', no_form: '1' }), first);
  const typed = decisionTyped(null, { body: bodies.commission, form: 'reprimand' });
  const bare = await enter(first, disciplineDecision, { id: office.newId(), ...typed });
  expect(codesOf(bare)).toEqual(['without_case matter']);
  const proposed = accepted(
    await enter(first, disciplineDecision, { id: office.newId(), ...typed, matter: id }),
  );
  expect(await where(id), 'proposed, not decided').toBe('voted');
  const [row] = await office.owner<
    { sha256: string }[]
  >`select sha256 from proposal where id = ${proposed.proposal!}`;
  const approved = () => approve(second, machine.catalogue.act, proposed.proposal!, row!.sha256);
  expect(codesOf(await approved()), 'nobody assigned it').toEqual(['not_found']);
  await office.owner`insert into assignment (id, case_key, mandate, valid_from, decision, act)
    select ${office.newId()}, ${id}, mandate, '2020-01-01', '1-QĐ', 1
    from session where token_hash = token_hash(${second.token})`;
  accepted(await approved());
  expect(await where(id)).toBe('decided');
});

describe('a complaint', () => {
  const complainTyped = (decision: string, more: Record<string, unknown> = {}) => ({
    ...{ body: bodies.standing, number: '1-KN', decision, filed_by: 'subject', told_on: '25/7/2022' },
    ...{ filed_on: '10/8/2022', received_on: '12/8/2022', about: 'form' },
    ...more,
  });
  const complaintStep = (id: string, name: string, on: string, more: Record<string, unknown> = {}) =>
    takeComplaintStep(machine, id, name, stepForm(complaintMachine, name, complaintFields(name)), {
      ...{ id: office.newId(), on, document: '4-BB' },
      ...more,
    });

  test('goes to another body than the one that decided, and lowers the sanction by a new decision', async () => {
    const id = await heardCase({ body: bodies.commission, number: '04-HS' });
    const votes = { body: bodies.commission, total: '7', present: '7', for_expulsion: '0', no_form: '0' };
    await record(ballot, ballotTyped(id, { ...votes, for_warning: '5', for_reprimand: '2' }));
    const by = { body: bodies.commission, number: '5-QĐ/UBKT' };
    const decision = await record(disciplineDecision, decisionTyped(id, by));
    await took(step(id, 'announce', '25/7/2022'));
    await took(step(id, 'deliver', '25/7/2022'));
    await took(step(id, 'tell_complaint', '25/7/2022'));
    const tried = async (more: Record<string, unknown>) =>
      codesOf(await enter(machine, complaint, { id: office.newId(), ...complainTyped(decision, more) }));
    expect(await tried({ body: bodies.commission })).toEqual(['decided_itself body']);
    expect(await tried({ filed_by: 'other' })).toEqual(['no_standing filed_by']);
    expect(await tried({ body: bodies.cell })).toEqual(['wrong_level body']);
    const filed = await record(complaint, complainTyped(decision));
    expect(await tried({})).toEqual(['complaint_open decision']);
    expect((await loaded(id, '2023-09-01')).effect!.state, 'in force meanwhile, held past its end').toBe(
      'held',
    );
    await took(complaintStep(filed, 'accept', '15/8/2022'));
    await took(complaintStep(filed, 'verify', '1/9/2022'));
    await took(complaintStep(filed, 'meet', '5/9/2022'));
    await took(complaintStep(filed, 'conclude', '10/9/2022'));
    const change = { changes: decision, change_reason: 'Giải quyết khiếu nại', form: 'reprimand' };
    const lowered = await record(
      disciplineDecision,
      decisionTyped(null, { ...change, body: bodies.standing, number: '6-QĐ/HU', decided_on: '12/9/2022' }),
    );
    const bare = await complaintStep(filed, 'decide', '12/9/2022', { resolution: lowered });
    expect(codesOf(bare)).toEqual(['cause_wanted cause']);
    const own = await complaintStep(filed, 'decide', '12/9/2022', { resolution: decision, cause: 'policy' });
    expect(codesOf(own)).toEqual(['not_a_resolution resolution']);
    await took(complaintStep(filed, 'decide', '12/9/2022', { resolution: lowered, cause: 'policy' }));
    expect(codesOf(await complaintStep(filed, 'close', '13/9/2022'))).toContain('not_from_here step');
    await took(complaintStep(filed, 'announce', '15/9/2022'));
    expect(codesOf(await complaintStep(filed, 'close', '16/9/2022'))).toEqual(['right_missing step']);
    await took(complaintStep(filed, 'tell_next', '15/9/2022'));
    await took(complaintStep(filed, 'close', '16/9/2022'));
    const found = await loaded(id, '2023-09-01');
    expect(outcomeIn(found.decisions, lowered)).toBe('lowered');
    expect(found.effect, 'clean months begin anew').toMatchObject({
      endsOn: '2023-09-15',
      state: 'in_force',
    });
    expect(found.decisions.at(-1)).toMatchObject({ form: 'reprimand' });
    const row = await rowIn(machine, complaint, filed);
    expect(row).toMatchObject({ resolution: lowered, cause: 'policy' });
  });
});

test('a tally is corrected with its step; one that a decision rests on keeps its result', async () => {
  const id = await heardCase({ number: '10-HS' });
  const tally = await record(ballot, ballotTyped(id));
  const corrected = async (more: Record<string, unknown>) =>
    correct(machine, ballot, tally, {
      ...{ ...ballotTyped(id, more), reason: 'Sai số' },
      seen: (await rowIn(machine, ballot, tally))!.known_from,
    });
  accepted(await corrected({ held_on: '21/7/2022', number: '11-BB' }));
  expect((await loaded(id)).done.at(-1)).toMatchObject({ doneOn: '2022-07-21', document: '11-BB' });
  expect(codesOf(await corrected({ held_on: '9/7/2022' }))).toEqual(['hearing_first held_on']);
  accepted(await corrected({ for_warning: '2', for_reprimand: '9' }));
  expect((await loaded(id)).ballot!.result!.form, 'counted anew').toBe('reprimand');
  accepted(await corrected({}));
  await record(disciplineDecision, decisionTyped(id, { number: '23-QĐ/CB' }));
  expect(codesOf(await corrected({ for_warning: '2', for_reprimand: '9' }))).toEqual([
    'decision_rests purpose',
  ]);
  expect(codesOf(await corrected({ held_on: '19/7/2022' })), 'its step is not the last').toEqual([
    'not_last',
  ]);
  accepted(await corrected({ number: '12-BB' }));
  expect(await where(id)).toBe('decided');
});

test('a case is opened on a conclusion that a sanction is due, once for one act', async () => {
  await record(disciplineCase, caseTyped({ number: '05-HS', opened_on: '10/7/2022' }));
  const again = await enter(machine, disciplineCase, {
    id: office.newId(),
    ...caseTyped({ number: '06-HS', opened_on: '11/7/2022' }),
  });
  expect(codesOf(again)).toEqual(['one_act_one_sanction act_on']);
  const odd = caseTyped({ act_on: '1/3/2023', concluded_on: '1/2/2023', opened_on: '1/1/2023' });
  const wrong = await enter(machine, disciplineCase, { id: office.newId(), ...odd });
  expect(codesOf(wrong)).toEqual(['concluded_early concluded_on', 'concluded_late concluded_on']);
});

test('a judgment is taken up by the case that rests on it, and let go of where that is withdrawn', async () => {
  const judgment = { number: '27/2023/HS-ST', agency: 'Tòa án', kind: 'penalty', decided_on: '20/6/2022' };
  const of = { body: bodies.commission, subject_person: person, ...judgment };
  const loose = await record(outsideHandling, of);
  const other = await record(outsideHandling, { ...of, number: '7/2023/HS-ST' });
  const again = await enter(machine, outsideHandling, { id: office.newId(), ...of });
  expect(codesOf(again)).toEqual(['recorded_already number']);
  const rests = { number: '30-HS', origin: 'judgment', basis: '27/2023/HS-ST, Tòa án, 20/6/2022' };
  const id = await record(disciplineCase, caseTyped(rests));
  const matterOf = async (handling: string) => (await rowIn(machine, outsideHandling, handling))!.matter;
  expect([await matterOf(loose), await matterOf(other)]).toEqual([id, null]);
  await took(step(id, 'take_judgment', '5/7/2022'));
  const [taken] = (await loaded(id)).done;
  accepted(await takeBackCaseStep(machine, id, { id: office.newId(), reason: 'Nhầm', step: taken!.id }));
  accepted(await withdraw(machine, disciplineCase, id, { reason: 'Nhầm' }));
  expect(await matterOf(loose)).toBe(null);
});

test('a correction of a decision leaves its case where it is', async () => {
  const id = await heardCase({ number: '09-HS' });
  await record(ballot, ballotTyped(id));
  const decision = await record(disciplineDecision, decisionTyped(id, { number: '21-QĐ/CB' }));
  const row = (await rowIn(machine, disciplineDecision, decision))!;
  const typed = { ...decisionTyped(id, { number: '22-QĐ/CB' }), seen: row.known_from, reason: 'Sai số' };
  accepted(await correct(machine, disciplineDecision, decision, typed));
  expect(await where(id)).toBe('decided');
  accepted(await withdraw(machine, disciplineDecision, decision, { reason: 'Nhầm' }));
  expect(await where(id)).toBe('voted');
});
