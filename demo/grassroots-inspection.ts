/** Programmes of the grassroots bodies, which every one of them has, and what their commissions do on their own. */
import { addDays, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { type Moment, recorded, workday } from './days.ts';
import type { Stored } from './exchange.ts';
import { type Cases, pickMember } from './inspection.ts';
import type { Grassroots } from './structure.ts';

type Office = { body: string; code: string; suffix: string; of: string };
type Task = {
  nature: 'inspection' | 'supervision';
  work: string;
  content: string;
  codes: readonly string[];
  quarter: 1 | 2 | 3 | 4;
  organisations: number;
  members: number;
};

const CONTENTS = [
  {
    content: 'Thực hiện nghị quyết đại hội chi bộ, đảng bộ',
    codes: ['party_resolutions'],
    member: 'irresponsibility',
  },
  {
    content: 'Chấp hành quy chế làm việc và chế độ sinh hoạt chi bộ',
    codes: ['working_rules'],
    member: 'internal_unity',
  },
  { content: 'Công tác tạo nguồn, phát triển đảng viên', codes: ['cadre_work'], member: 'irresponsibility' },
  {
    content: 'Thực hiện quy định những điều đảng viên không được làm',
    codes: ['state_law'],
    member: 'prohibited_acts',
  },
  {
    content: 'Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
    codes: ['party_resolutions'],
    member: 'ethics',
  },
] as const;

/** What was to be concluded after this day is still planned or running. */
const LAST_CONCLUSION = '2023-09-22';

function runTask(
  cases: Cases,
  office: Office,
  item: Stored<'programme_item'>,
  subjects: Stored<'inspection_subject'>[],
  opened: PlainDate,
): void {
  const { ledger, random, numbering } = cases.world;
  const concluded = workday(random, addDays(opened, 14), addDays(opened, 35));
  if (opened > LAST_CONCLUSION) return;
  const at = recorded(random, opened);
  const session = ledger.add(
    'inspection',
    {
      body: office.body,
      item: item.id,
      nature: item.nature,
      origin: 'programme',
      number: numbering.next(office.code, `QĐ/${office.suffix}`, opened, 0.3),
      title: `${item.nature === 'inspection' ? 'Kiểm tra' : 'Giám sát chuyên đề'}: ${item.content}`,
      opened_on: opened,
    },
    at,
  );
  for (const row of subjects) ledger.amend('inspection_subject', row, { inspection: session.id }, at);
  if (concluded > LAST_CONCLUSION) return;
  const known = recorded(random, concluded);
  const number = numbering.next(office.code, `TB/${office.suffix}`, concluded, 0.2);
  ledger.amend('inspection', session, { concluded_on: concluded }, known);
  for (const row of subjects) {
    const result = random.chance(0.7) ? 'good' : 'shortcomings';
    ledger.amend(
      'inspection_subject',
      row,
      { concluded_on: concluded, conclusion_number: number, result },
      known,
    );
  }
}

function addTask(
  cases: Cases,
  office: Office,
  grassroots: Grassroots,
  programme: Stored<'programme'>,
  task: Task,
  ordinal: number,
  known: Moment,
): void {
  const { ledger, random } = cases.world;
  const row = {
    programme: programme.id,
    ordinal,
    nature: task.nature,
    content: task.content,
    content_codes: task.codes,
    quarter: task.quarter,
  };
  const item = ledger.add('programme_item', row, known);
  const works = [task.work];
  const cells = random.sample(
    grassroots.cells.filter((cell) => !cell.ends),
    task.organisations,
  );
  const subjects = cells.map((cell) =>
    ledger.add(
      'inspection_subject',
      {
        item: item.id,
        kind: 'organisation',
        subject_unit: cell.unit,
        works,
        content_codes: task.codes,
        committee_member: false,
      },
      known,
    ),
  );
  for (let n = 0; n < task.members; n++) {
    const person = pickMember(cases, grassroots, cells[n]?.unit).person.id;
    const of = {
      item: item.id,
      kind: 'member',
      subject_person: person,
      works,
      committee_member: random.chance(0.4),
    };
    subjects.push(ledger.add('inspection_subject', { ...of, content_codes: ['irresponsibility'] }, known));
  }
  const year = programme.year!;
  const month = String((task.quarter - 1) * 3 + 1).padStart(2, '0');
  const start = plainDate(`${year}-${month}-05`);
  const opened = workday(
    random,
    start < '2022-02-10' || (year === 2023 && month === '01') ? plainDate(`${year}-02-10`) : start,
    addDays(start, 50),
  );
  runTask(cases, office, item, subjects, opened);
}

function addProgramme(
  cases: Cases,
  office: Office,
  grassroots: Grassroots,
  year: number,
  tasks: readonly Task[],
): void {
  const { ledger, random, numbering } = cases.world;
  const approved = workday(random, plainDate(`${year}-01-16`), plainDate(`${year}-02-07`));
  const known = recorded(random, approved);
  const number = numbering.next(office.code, `CTr/${office.suffix}`, approved, 0.1);
  const title = `Chương trình kiểm tra, giám sát năm ${year} của ${office.of}`;
  const row = { body: office.body, number, title, year, term: null, approved_on: approved };
  const programme = ledger.add('programme', row, known);
  for (const [i, task] of tasks.entries()) {
    addTask(cases, office, grassroots, programme, task, i + 1, known);
  }
}

function committeeTasks(cases: Cases): Task[] {
  const [first, second] = cases.world.random.sample(CONTENTS, 2);
  return [
    { nature: 'inspection', work: 'article30', ...first!, quarter: 2, organisations: 1, members: 1 },
    {
      nature: 'supervision',
      work: 'thematic_supervision',
      ...second!,
      quarter: 3,
      organisations: 1,
      members: 0,
    },
  ];
}

const COMMISSION_TASKS: readonly Task[] = [
  {
    nature: 'inspection',
    work: 'finance_dues',
    content: 'Thu, nộp, quản lý và sử dụng đảng phí',
    codes: ['thrift'],
    quarter: 2,
    organisations: 2,
    members: 0,
  },
  {
    nature: 'inspection',
    work: 'duty',
    content: 'Thực hiện nhiệm vụ kiểm tra, giám sát',
    codes: ['working_rules'],
    quarter: 3,
    organisations: 1,
    members: 0,
  },
  {
    nature: 'supervision',
    work: 'thematic_supervision',
    content: 'Thực hiện chế độ sinh hoạt chi bộ',
    codes: ['working_rules'],
    quarter: 4,
    organisations: 1,
    members: 1,
  },
];

const STANDING_TASK: Task = {
  nature: 'inspection',
  work: 'article30',
  content: 'Lãnh đạo xây dựng đô thị văn minh',
  codes: ['party_resolutions'],
  quarter: 1,
  organisations: 1,
  members: 1,
};

/** A commission inspects on signs of violation outside its programme. */
function signsOf(cases: Cases, grassroots: Grassroots): void {
  const { ledger, random, numbering } = cases.world;
  const [opened, concluded] = [plainDate('2023-05-16'), plainDate('2023-06-20')];
  const at = recorded(random, opened);
  const body = grassroots.bodies.inspection_commission!;
  const number = numbering.next(grassroots.code, 'QĐ/UBKTĐU', opened, 0.3);
  const title = 'Kiểm tra khi có dấu hiệu vi phạm: chấp hành quy định về quản lý đất đai';
  const row = { body, item: null, nature: 'inspection', origin: 'signs', number, title, opened_on: opened };
  const session = ledger.add('inspection', row, at);
  const person = pickMember(cases, grassroots).person.id;
  const common = { inspection: session.id, works: ['signs'], committee_member: false };
  const cell = grassroots.cells[2]!.unit;
  const subjects = [
    ledger.add(
      'inspection_subject',
      { ...common, kind: 'organisation', subject_unit: cell, content_codes: ['state_law'] },
      at,
    ),
    ledger.add(
      'inspection_subject',
      { ...common, kind: 'member', subject_person: person, content_codes: ['land'] },
      at,
    ),
  ];
  const known = recorded(random, concluded);
  const notice = numbering.next(grassroots.code, 'TB/UBKTĐU', concluded, 0.2);
  ledger.amend('inspection', session, { concluded_on: concluded }, known);
  for (const subject of subjects) {
    const result = { concluded_on: concluded, conclusion_number: notice, result: 'shortcomings' };
    ledger.amend('inspection_subject', subject, result, known);
  }
}

function programmesOf(cases: Cases, grassroots: Grassroots, year: number): void {
  const { bodies, code, name, plan } = grassroots;
  const { random } = cases.world;
  if (bodies.cell) {
    const task = {
      ...random.pick(CONTENTS),
      nature: 'inspection',
      work: 'article30',
      organisations: 0,
      members: 1,
    } as const;
    const office = { body: bodies.cell, code, suffix: 'CB', of: name };
    addProgramme(cases, office, grassroots, year, [{ ...task, quarter: random.pick([2, 3]) }]);
    return;
  }
  const committee = { body: bodies.committee!, code, suffix: 'ĐU', of: name.replace('Đảng bộ', 'Đảng ủy') };
  const tasks = committeeTasks(cases);
  addProgramme(cases, committee, grassroots, year, tasks);
  const commission = {
    body: bodies.inspection_commission!,
    code,
    suffix: 'UBKTĐU',
    of: `Ủy ban Kiểm tra ${committee.of}`,
  };
  addProgramme(cases, commission, grassroots, year, COMMISSION_TASKS);
  if (plan.sector !== 'town') return;
  const standing = { ...committee, body: bodies.standing_committee!, of: `Ban Thường vụ ${committee.of}` };
  addProgramme(cases, standing, grassroots, year, [STANDING_TASK]);
}

/** Programmes of both years for all grassroots bodies, and one commission's work on signs of violation. */
export function inspectGrassroots(cases: Cases): void {
  cases.district.grassroots.forEach((grassroots, i) => {
    programmesOf(cases, grassroots, 2022);
    programmesOf(cases, grassroots, 2023);
    if (i === 4 && grassroots.bodies.inspection_commission) signsOf(cases, grassroots);
  });
}
