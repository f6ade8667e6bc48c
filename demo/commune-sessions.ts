/** What the commune’s bodies inspected and supervised in 2026: programmes, sessions with their files, duties. */
import { type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import type { Registry } from './case-file.ts';
import { type Commune, kindOn } from './commune-units.ts';
import { recorded } from './days.ts';
import { fileOfDuty, type Turn } from './duty-files.ts';
import type { Stored } from './exchange.ts';
import { fileOfSession, type Team } from './session-files.ts';

/** Whoever keeps the commune’s case files. */
export type Desk = Registry & { commune: Commune };

type Duty = { text: string; due: string; planned: string; done?: string; verified?: string; turn?: Turn };

type Subject = {
  unit?: string;
  person?: string;
  result?: string;
  codes?: readonly string[];
  onCommittee?: true;
  duty?: Duty;
};

type Session = {
  body: string;
  unitKind: string;
  works: readonly string[];
  title: string;
  number: string;
  opened: string;
  concluded?: string;
  codes: readonly string[];
  subjects: readonly Subject[];
};

export type Held = { session: Stored<'inspection'>; subjects: readonly Stored<'inspection_subject'>[] };

const natureOf = (works: readonly string[]): 'inspection' | 'supervision' =>
  works.includes('thematic_supervision') ? 'supervision' : 'inspection';

/** The officials of the commune’s office who hold no post go to sessions; teachers where the office is the subject. */
function teamFor({ commune }: Desk, { subjects, number }: Session): Team {
  const [office, school] = [commune.cells[2]!, commune.cells[3]!];
  const isOffice = subjects.some(({ unit }) => unit === office.unit);
  const from = [3, 6, 7, isOffice ? 1 : 8].map((at) => (isOffice ? school : office).members[at]!);
  const at = (n: number) => from[(Number.parseInt(number, 10) + n) % from.length]!;
  return [at(0), at(1), at(2)];
}

/** A session with its file: subjects known with the item that plans them, else with the session. */
function hold(desk: Desk, plan: Session, item: Stored<'programme_item'> | null): Held {
  const { ledger, random } = desk;
  const opened = plainDate(plan.opened);
  const at = recorded(random, opened);
  const nature = natureOf(plan.works);
  const session = ledger.add(
    'inspection',
    {
      ...{ body: plan.body, item: item?.id ?? null, nature, origin: item ? 'programme' : 'signs' },
      ...{ number: `${plan.number}-QĐ/UBKT`, title: plan.title, opened_on: opened },
    },
    at,
  );
  const subjects = plan.subjects.map(({ unit = null, person = null, codes, onCommittee = false }) => {
    const planned = item ? { item: item.id } : { inspection: session.id };
    const row = {
      ...{ ...planned, kind: unit ? 'organisation' : 'member', subject_unit: unit, subject_person: person },
      ...{ works: plan.works, content_codes: codes ?? plan.codes, committee_member: onCommittee },
    };
    const known = item ? { ...at, text: item.known_from } : at;
    const subject = ledger.add('inspection_subject', row, known);
    ledger.amend('inspection_subject', subject, { inspection: session.id }, at);
    return subject;
  });
  const held = { session, subjects };
  if (plan.concluded) conclude(desk, plan, held, plainDate(plan.concluded));
  fileOfSession(desk, { ...held, team: teamFor(desk, plan), unitKind: plan.unitKind });
  subjects.forEach((subject, i) => {
    const duty = ledger.folder.tables.remediation.find((row) => row.subject === subject.id);
    const verifier = teamFor(desk, plan)[0];
    if (duty) fileOfDuty(desk, duty, verifier, plan.subjects[i]!.duty?.turn);
  });
  return held;
}

function conclude({ ledger, random }: Desk, plan: Session, { session, subjects }: Held, on: PlainDate): void {
  const at = recorded(random, on);
  ledger.amend('inspection', session, { concluded_on: on }, at);
  const concluded = { concluded_on: on, conclusion_number: `${plan.number}-TB/UBKT` };
  subjects.forEach((subject, i) => {
    const { result, duty } = plan.subjects[i]!;
    ledger.amend('inspection_subject', subject, { ...concluded, result: result! }, at);
    if (!duty) return;
    const row = { subject: subject.id, duty: duty.text, due_on: duty.due };
    const task = ledger.add('remediation', row, at);
    const learn = (day: string | undefined, changes: Partial<typeof task>) => {
      if (day) ledger.amend('remediation', task, changes, recorded(random, plainDate(day)));
    };
    learn(duty.planned, { planned_on: duty.planned });
    learn(duty.done, { done_on: duty.done! });
    learn(duty.verified, { verified_on: duty.verified!, verified_by: 'Ủy ban Kiểm tra Đảng ủy xã' });
  });
}

type Item = {
  /** How the programme names it. */
  content: string;
  quarter: number;
  lead: string;
  postponed?: { on: string; to: number; reason: string };
  /** None was held yet. */
  session?: Omit<Session, 'body' | 'unitKind' | 'codes' | 'works'>;
  codes: readonly string[];
  works: readonly string[];
};

type Programme = { body: string; number: string; title: string; items: readonly Item[] };

const APPROVED = plainDate('2026-01-15');
const TITLE = 'Chương trình kiểm tra, giám sát năm 2026';

/** Adopts a programme and holds the sessions of its items. */
function carryOut(
  desk: Desk,
  { body, number, title, items }: Programme,
  of: Parameters<typeof kindOn>[0],
): void {
  const { ledger, random, numbering } = desk;
  const known = recorded(random, APPROVED);
  const row = { body, number, title, year: 2026, approved_on: APPROVED };
  const programme = ledger.add('programme', row, known);
  items.forEach(({ content, codes, works, quarter, lead, postponed, session }, i) => {
    const planned = { programme: programme.id, ordinal: i + 1, nature: natureOf(works), content };
    const item = ledger.add(
      'programme_item',
      { ...planned, content_codes: codes, quarter, lead, because: 'long_ago' },
      known,
    );
    if (postponed) {
      const on = plainDate(postponed.on);
      const change = { item: item.id, kind: 'postpone', to_quarter: postponed.to, decided_on: on };
      const decision = numbering.next(body, 'QĐ/UBKT', on, 0.1);
      ledger.add(
        'programme_change',
        { ...change, decision, grounds: postponed.reason },
        recorded(random, on),
      );
    }
    const unitKind = session && kindOn(of, plainDate(session.opened));
    if (session) hold(desk, { ...session, body, codes, works, unitKind: unitKind! }, item);
  });
}

export function inspectByProgramme(desk: Desk): void {
  const { commune } = desk;
  const [hamlet] = commune.cells;
  const { inspection_commission, standing_committee } = commune.bodies;
  const items = commissionsItems(commune);
  carryOut(desk, { body: inspection_commission!, number: '02-CTr/UBKT', title: TITLE, items }, commune);
  carryOut(
    desk,
    { body: standing_committee!, number: '05-CTr/ĐU', title: TITLE, items: [onResolutions(commune)] },
    commune,
  );
  const plan = { number: '01-KH/CB', title: 'Kế hoạch kiểm tra, giám sát năm 2026' };
  carryOut(desk, { body: hamlet!.bodies.cell!, ...plan, items: [onMembers(commune)] }, hamlet!);
}

/** One supervised, one inspected whose duty was verified, one that runs after it was postponed, one still to come. */
const commissionsItems = ({ cells }: Commune): Item[] => [
  {
    ...{ content: 'Giám sát chuyên đề quy chế làm việc', quarter: 2, lead: 'Chủ nhiệm' },
    ...{ works: ['thematic_supervision'], codes: ['working_rules'] },
    session: {
      ...{
        number: '11',
        title: 'Giám sát Chi bộ thôn Thạnh Mỹ',
        opened: '2026-04-20',
        concluded: '2026-05-20',
      },
      subjects: [{ unit: cells[1]!.unit, result: 'good' }],
    },
  },
  {
    ...{ content: 'Kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát', quarter: 3, lead: 'Chủ nhiệm' },
    ...{ works: ['duty'], codes: ['duty_leadership'] },
    session: {
      ...{
        number: '19',
        title: 'Kiểm tra Chi bộ thôn Phù Sa',
        opened: '2026-08-24',
        concluded: '2026-09-18',
      },
      subjects: [{ unit: cells[0]!.unit, result: 'shortcomings', duty: PLAN_OF_CELL }],
    },
  },
  {
    ...{ content: 'Kiểm tra thu, nộp, quản lý đảng phí', quarter: 3, lead: 'Phó Chủ nhiệm' },
    ...{ works: ['finance_dues'], codes: ['thrift'] },
    postponed: { on: '2026-09-10', to: 4, reason: 'Tập trung kiểm tra khi có dấu hiệu vi phạm' },
    session: {
      ...{ number: '26', title: 'Kiểm tra đảng phí Chi bộ Cơ quan xã', opened: '2026-10-19' },
      subjects: [{ unit: cells[2]!.unit }],
    },
  },
  {
    ...{ content: 'Giám sát chuyên đề công tác cán bộ', quarter: 4, lead: 'Phó Chủ nhiệm' },
    ...{ works: ['thematic_supervision'], codes: ['cadre_work'] },
  },
];

const PLAN_OF_CELL: Duty = {
  ...{ text: 'Bổ sung kế hoạch kiểm tra, giám sát; phân công chi ủy viên theo dõi', due: '2026-10-30' },
  ...{ planned: '2026-09-28', done: '2026-10-20', verified: '2026-10-27' },
};

const onResolutions = ({ cells }: Commune): Item => ({
  ...{ content: 'Kiểm tra thực hiện nghị quyết', quarter: 2, lead: 'Phó Bí thư Thường trực' },
  ...{ works: ['article30'], codes: ['party_resolutions'] },
  session: {
    ...{ number: '13', title: 'Kiểm tra Chi bộ Trường THCS', opened: '2026-05-11', concluded: '2026-06-10' },
    subjects: [{ unit: cells[3]!.unit, result: 'good' }],
  },
});

const onMembers = ({ cells }: Commune): Item => ({
  ...{ content: 'Kiểm tra nhiệm vụ đảng viên', quarter: 2, lead: 'Bí thư chi bộ' },
  ...{ works: ['article30'], codes: ['democratic_centralism'] },
  session: {
    ...{ number: '02', title: 'Kiểm tra đảng viên', opened: '2026-04-06', concluded: '2026-04-28' },
    subjects: cells[0]!.members.slice(2, 4).map((person) => ({ person, result: 'good' })),
  },
});

/**
 * On signs of violation: a member of the commune’s committee, then the secretary of the cell, both to be disciplined. One
 * duty was given more time, the other is overdue.
 */
export function inspectOnSigns(desk: Desk): Held {
  const { commune } = desk;
  const [accused, secretary] = commune.cells[0]!.members;
  const [opened, concluded] = ['2026-07-20', '2026-08-28'];
  const repay: Duty = {
    ...{ text: 'Nộp lại tiền sử dụng đất sai mục đích', due: '2026-11-30' },
    ...{ planned: '2026-09-21', turn: 'extended' },
  };
  const correct: Duty = {
    text: 'Lập lại hồ sơ giao đất theo đúng quy định',
    due: '2026-10-30',
    planned: '2026-09-21',
  };
  const result = 'must_discipline';
  const plan = {
    ...{ body: commune.bodies.inspection_commission!, works: ['signs'], codes: ['land'], number: '17' },
    ...{ title: 'Kiểm tra khi có dấu hiệu vi phạm', opened, concluded },
    unitKind: kindOn(commune, plainDate(opened)),
    subjects: [
      { person: accused!, result, onCommittee: true, duty: repay },
      { person: secretary!, result, codes: ['irresponsibility', 'land'], duty: correct },
    ] as const,
  };
  return hold(desk, plan, null);
}
