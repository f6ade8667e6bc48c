/** The files of every sanction of 2022 and 2023 in the district, and of the complaints about them. */
import { disciplineMachine } from '../src/areas/discipline/case-machine.ts';
import type { SanctionForm } from '../src/areas/discipline/contract.ts';
import { addDays, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { type Complaint, decideAgain, fileOfComplaint, makeGood, suspend } from './appeal-files.ts';
import { openFile } from './case-file.ts';
import { workdayFrom } from './days.ts';
import { considered, effectFrom, endEffect, fileOfDecision, openCase, vote } from './discipline-files.ts';
import type { Desk } from './district-files.ts';
import type { Stored } from './exchange.ts';
import { membersOn } from './membership.ts';
import { letterNumbered } from './petitions.ts';
import { bodiesIn, type Cell } from './structure.ts';

type Decision = Stored<'discipline_decision'>;
type Told = ReturnType<typeof fileOfDecision> & { decision: Decision; isCell: boolean };

const VOTERS: Readonly<Record<string, number>> = {
  inspection_commission: 7,
  standing_committee: 9,
  committee: 13,
};

/** What bodies of the district decided first, not what changed it later; its neighbours have decisions of their own. */
export function firstDecisions({ ledger, cases: { district } }: Desk): Decision[] {
  const own = bodiesIn(district);
  return ledger.folder.tables.discipline_decision.filter((row) => !row.changes && own.has(row.body));
}

export function sanctionsOf(desk: Desk): void {
  const told = firstDecisions(desk).map((decision) => fileOf(desk, decision));
  const later = new Map<string, PlainDate>();
  const ended = complaintsAbout(desk, told, later);
  for (const { decision, steps, isCell } of told) {
    if (ended.has(decision.id)) continue;
    const since = later.get(decision.id) ?? effectFrom(steps, decision, isCell);
    endEffect(desk, steps, decision.form, since);
  }
  suspensionsOf(desk, told);
}

function fileOf(desk: Desk, decision: Decision): Told {
  const { tables } = desk.ledger.folder;
  const body = tables.body.find((row) => row.id === decision.body)!;
  const cell = desk.cases.district.cells.find((one) => one.body.id === body.id);
  const conclusion = tables.inspection_subject.find(
    (row) =>
      row.result === 'must_discipline' &&
      (row.subject_person ?? row.subject_unit) === (decision.subject_person ?? decision.subject_unit),
  );
  const isProposed = !conclusion && !cell;
  const proposedIn = isProposed ? proposalFor(desk, decision) : undefined;
  const voters = cell ? officialsOn(cell, decision.decided_on as PlainDate) : VOTERS[body.kind]!;
  const isCell = cell !== undefined;
  const made = fileOfDecision(desk, decision, { conclusion, proposedIn, isCell, voters });
  return { ...made, decision, isCell };
}

const officialsOn = (cell: Cell, day: PlainDate): number =>
  membersOn(cell, day).filter(({ official }) => official !== null && official < day).length;

/** The case of the cell, which voted to propose the form, and was settled by the decision. */
function proposalFor(desk: Desk, decision: Decision): Stored<'discipline_case'> | undefined {
  const decided = decision.decided_on as PlainDate;
  const cell = desk.cases.district.cells.find(({ ever }) =>
    ever.some(({ person }) => person.id === decision.subject_person),
  );
  if (!cell) return undefined;
  const on = (days: number) => workdayFrom(addDays(decided, -days));
  const { subject_kind, subject_person = null, primary_content, contents } = decision;
  const subject = { subject_kind, subject_person, primary_content, contents };
  const matter = openCase(desk, cell.body.id, on(80), { ...subject, holds_post: decision.committee_member });
  const steps = openFile(desk, disciplineMachine, { kind: 'discipline', id: matter.id });
  considered(desk, steps, matter, on(72), on(62));
  const form = decision.form as SanctionForm;
  vote(desk, steps, matter, { on: on(55), form, voters: officialsOn(cell, on(55)), purpose: 'propose' });
  steps.take('propose', on(53), { document: desk.numbering.next(cell.code, 'BC-ĐN', on(53), 0.1) });
  steps.take('settle', decided, { document: decision.number });
  return matter;
}

/** Complaints: one lowered above the cell, one kept, one that found the sanction wrong, one open. */
function complaintsAbout(desk: Desk, told: readonly Told[], later: Map<string, PlainDate>): Set<string> {
  const { tables } = desk.ledger.folder;
  const { inspection_commission: commission, standing_committee: standing } = desk.cases.district.bodies;
  const about = (day: string, form: string) => {
    const found = told.find(({ decision }) => decision.decided_on === day && decision.form === form)!;
    const { decision, steps } = found;
    const toldOn = steps.done.find(({ step }) => step === 'announce')!.doneOn;
    return { ...found, common: { decision, toldOn } };
  };
  const lowered = about('2023-02-10', 'warning');
  const changed = tables.discipline_decision.find((row) => row.changes === lowered.decision.id)!;
  fileOfComplaint(desk, {
    ...{ ...lowered.common, body: changed.body, letter: null, about: 'form', resolution: changed },
    ...{ receivedOn: plainDate('2023-03-06'), acceptedOn: plainDate('2023-03-13') },
  });
  for (const [day, number, on] of [
    ['2022-05-31', '04/2022', '2022-09-12'],
    ['2022-12-09', '02/2023', '2023-05-22'],
  ] as const) {
    const { decision, common } = about(day, 'reprimand');
    const resolution = resolve(desk, decision, commission!, 'reprimand', plainDate(on));
    fileOfComplaint(desk, {
      ...common,
      ...letterOf(desk, number),
      body: commission!,
      about: 'form',
      resolution,
    });
    later.set(decision.id, plainDate(on));
  }
  const open = about('2023-06-29', 'reprimand');
  fileOfComplaint(desk, {
    ...{
      ...open.common,
      ...letterOf(desk, '08/2023'),
      body: standing!,
      about: 'violation',
      resolution: null,
    },
  });
  const wrong = about('2022-09-16', 'reprimand');
  wronged(desk, wrong, { ...wrong.common, ...letterOf(desk, '07/2022'), body: commission! });
  return new Set([lowered, open, wrong].map(({ decision }) => decision.id));
}

type Letter = Pick<Complaint, 'letter' | 'receivedOn' | 'acceptedOn'>;

function letterOf(desk: Desk, number: string): Letter {
  const letter = letterNumbered(desk.ledger, desk.cases.district, number);
  const [receivedOn, acceptedOn] = [letter.received_on, letter.disposed_on] as [PlainDate, PlainDate];
  return { letter, receivedOn, acceptedOn };
}

const REASONS: Readonly<Record<string, string>> = {
  reprimand: 'Giải quyết khiếu nại: giữ nguyên hình thức kỷ luật',
  none: 'Giải quyết khiếu nại: xóa hình thức kỷ luật do không có vi phạm',
};

function resolve(
  desk: Desk,
  first: Decision,
  body: string,
  form: 'reprimand' | 'none',
  on: PlainDate,
): Decision {
  const number = desk.numbering.next(desk.cases.district.code, 'QĐ/UBKTHU', on, 0.3);
  return decideAgain(desk, first, { body, number, form, on, change_reason: REASONS[form]! });
}

/** The commission found no violation: it cancelled the sanction, and what was taken was given back. */
function wronged(
  desk: Desk,
  { decision, steps }: Told,
  complaint: Omit<Complaint, 'about' | 'resolution'>,
): void {
  const cancelled = resolve(desk, decision, complaint.body, 'none', plainDate('2023-01-16'));
  fileOfComplaint(desk, { ...complaint, about: 'violation', resolution: cancelled });
  steps.take('annul', plainDate('2023-01-18'), { document: cancelled.number });
  makeGood(desk, { body: complaint.body, decision, cancelled });
}

/** One that was extended and ended with the expulsion, and one from the committee that nobody has ended. */
function suspensionsOf(desk: Desk, told: readonly Told[]): void {
  const { tables } = desk.ledger.folder;
  const { standing_committee: body, inspection_commission: commission } = desk.cases.district.bodies;
  const expelled = told.find(
    ({ decision }) => decision.form === 'expulsion' && decision.decided_on > '2023',
  )!;
  suspend(desk, {
    ...{ body: body!, decidedBy: 'Ban Thường vụ Huyện ủy', person: expelled.decision.subject_person! },
    ...{ what: 'party', ground: 'worsening', matter: null },
    ...{ from: plainDate('2022-12-26'), until: plainDate('2023-03-25') },
    extended: { on: plainDate('2023-03-22'), until: plainDate('2023-05-24') },
    lifted: { on: expelled.decision.decided_on as PlainDate, document: expelled.decision.number },
  });
  const running = tables.inspection.find((row) => row.body === commission && row.opened_on === '2023-09-14')!;
  const subject = tables.inspection_subject.find(
    (row) => row.inspection === running.id && row.kind === 'member',
  )!;
  suspend(desk, {
    ...{ body: body!, decidedBy: 'Ban Thường vụ Huyện ủy', person: subject.subject_person! },
    ...{ what: 'committee', ground: 'obstruction', matter: null },
    ...{ from: plainDate('2023-09-25'), until: plainDate('2023-12-23') },
  });
}
