/** Programmes, sessions, subjects and remediation duties of the district's bodies, as the office learned of them. */
import { addDays, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { type Moment, recorded, workdayFrom } from './days.ts';
import type { Stored } from './exchange.ts';
import { COMMISSION_2022, COMMITTEE_2022, SIGNS_2022, STANDING_2022 } from './inspection-2022.ts';
import { COMMISSION_2023, COMMITTEE_2023, SIGNS_2023, STANDING_2023 } from './inspection-2023.ts';
import type { Duty, Result, SessionPlan } from './inspection-plan.ts';
import type { World } from './membership.ts';
import type { Departure } from './moves.ts';
import type { Member } from './people.ts';
import type { District, Grassroots } from './structure.ts';

/** What the case work of a district shares: who was picked already, and who bears a name for discipline. */
export type Cases = {
  world: World;
  district: District;
  expulsions: readonly Departure[];
  picked: Set<Member>;
  known: Map<string, Member>;
};

export const createCases = (world: World, district: District, expulsions: readonly Departure[]): Cases => ({
  world,
  district,
  expulsions,
  picked: new Set(),
  known: new Map(),
});

/** An official member of an organisation, of working age, there all along, not picked before. */
export function pickMember({ world, picked }: Cases, grassroots: Grassroots, cellUnit?: string): Member {
  const fits = (strict: boolean) => (member: Member) =>
    !member.gone &&
    !picked.has(member) &&
    member.stays[0]!.came_by === 'opening' &&
    member.stays.length === 1 &&
    !member.exemption &&
    (!strict || (member.born > 1960 && member.born < 1993));
  const cells = grassroots.cells.filter((cell) => !cell.ends && (!cellUnit || cell.unit === cellUnit));
  const all = cells.flatMap((cell) => cell.ever);
  const strict = all.filter(fits(true));
  const member = world.random.pick(strict.length > 0 ? strict : all.filter(fits(false)));
  picked.add(member);
  return member;
}

type Office = { body: string; code: string; suffix: string; title: string };

/** Who acts, as inspections and their papers name it. */
export function officesOf(district: District): Record<'standing' | 'committee' | 'commission', Office> {
  const { bodies, code } = district;
  return {
    committee: { body: bodies.committee!, code, suffix: 'HU', title: 'Ban Chấp hành Đảng bộ huyện' },
    standing: { body: bodies.standing_committee!, code, suffix: 'HU', title: 'Ban Thường vụ Huyện ủy' },
    commission: {
      body: bodies.inspection_commission!,
      code,
      suffix: 'UBKTHU',
      title: 'Ủy ban Kiểm tra Huyện ủy',
    },
  };
}

type Subject = { row: Stored<'inspection_subject'>; result: Result };

const onDay = (year: number, monthDay: string): PlainDate => plainDate(`${year}-${monthDay}`);

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Adds the subjects of a session: known with the item that plans them, or with the session itself. */
function addSubjects(
  cases: Cases,
  plan: SessionPlan,
  of: { item?: string; inspection?: string },
  at: Moment,
): Subject[] {
  const { world, district, expulsions, known } = cases;
  const { random, ledger } = world;
  const expelled = plan.expulsion === undefined ? undefined : expulsions[plan.expulsion]?.member;
  const place = (index: number): Grassroots => district.grassroots[index % district.grassroots.length]!;
  const organisations = plan.organisations.map(({ at: where, works, result }): Subject => {
    const unit = typeof where === 'number' ? place(where).unit : (expelled?.cell.unit ?? place(4).unit);
    const row = {
      ...of,
      kind: 'organisation',
      subject_unit: unit,
      works: works ?? plan.works,
      content_codes: plan.codes,
      committee_member: false,
    };
    const found = result ?? (plan.duty ? 'shortcomings' : 'good');
    return { row: ledger.add('inspection_subject', row, at), result: found };
  });
  const first = plan.organisations[0]?.at;
  const home = expelled?.cell.grassroots ?? place(typeof first === 'number' ? first : random.between(0, 12));
  const members = plan.members.map(({ result, known: name }): Subject => {
    const member = name?.startsWith('expelled') && expelled ? expelled : pickMember(cases, home);
    if (name) known.set(name, member);
    const row = {
      ...of,
      kind: 'member',
      subject_person: member.person.id,
      works: plan.works,
      content_codes: plan.memberCodes,
      committee_member: plan.works[0] !== 'signs' || random.chance(0.3),
    };
    return { row: ledger.add('inspection_subject', row, at), result };
  });
  return [...organisations, ...members];
}

type Slot = { programme: Stored<'programme'>; ordinal: number; year: number; known: Moment };

function addItem(cases: Cases, office: Office, plan: SessionPlan, { programme, ordinal, year, known }: Slot) {
  const { ledger, random, numbering } = cases.world;
  const addedOn = plan.added ? onDay(year, plan.added) : null;
  const at = addedOn ? recorded(random, addedOn) : known;
  const item = ledger.add(
    'programme_item',
    {
      programme: programme.id,
      ordinal,
      nature: plan.nature,
      content: capital(plan.content),
      content_codes: plan.codes,
      quarter: plan.quarter,
      period_from: plainDate(`${year - 1}-01-01`),
      period_to: plainDate(`${year}-${String(plan.quarter * 3 - 2).padStart(2, '0')}-01`),
      because: addedOn ? 'directed' : 'term',
      lead: random.pick([
        'Phó Bí thư Thường trực',
        'Trưởng Ban Tổ chức',
        'Chủ nhiệm Ủy ban Kiểm tra',
        'Trưởng Ban Tuyên giáo',
      ]),
      added_by: addedOn && numbering.next(office.code, `QĐ/${office.suffix}`, addedOn),
      added_on: addedOn,
    },
    at,
  );
  const subjects = addSubjects(cases, plan, { item: item.id }, at);
  if (plan.postponed) {
    const on = onDay(year, plan.postponed.on);
    const decision = numbering.next(office.code, `QĐ/${office.suffix}`, on);
    const row = { item: item.id, kind: 'postpone', to_quarter: plan.postponed.to, decision, decided_on: on };
    ledger.add('programme_change', { ...row, grounds: plan.postponed.reason }, recorded(random, on));
  }
  return { item, subjects };
}

const DUTIES: Record<Result, string> = {
  good: 'Tiếp tục phát huy kết quả, bổ sung kế hoạch kiểm tra, giám sát năm sau',
  shortcomings: 'Xây dựng kế hoạch khắc phục các hạn chế, khuyết điểm đã nêu trong thông báo kết luận',
  violation: 'Kiểm điểm trách nhiệm, thu hồi và khắc phục hậu quả vi phạm',
  must_discipline: 'Kiểm điểm, xem xét thi hành kỷ luật và khắc phục hậu quả',
  signs: 'Làm rõ các nội dung có dấu hiệu vi phạm',
};

function addDuty(
  world: World,
  office: Office,
  { row, result }: Subject,
  duty: Duty,
  concluded: PlainDate,
): void {
  const { ledger, random } = world;
  const planned = workdayFrom(addDays(concluded, 20));
  const due =
    duty === 'overdue'
      ? plainDate('2023-09-29')
      : duty === 'open'
        ? plainDate('2023-12-15')
        : addDays(concluded, 75);
  const known = recorded(random, concluded);
  const task = ledger.add('remediation', { subject: row.id, duty: DUTIES[result], due_on: due }, known);
  if (planned < '2023-10-04')
    ledger.amend('remediation', task, { planned_on: planned }, recorded(random, planned));
  if (duty === 'open' || duty === 'overdue') return;
  const done = workdayFrom(addDays(concluded, 48));
  ledger.amend('remediation', task, { done_on: done }, recorded(random, done));
  if (duty !== 'verified') return;
  const verified = workdayFrom(addDays(done, 14));
  ledger.amend(
    'remediation',
    task,
    { verified_on: verified, verified_by: office.title },
    recorded(random, verified),
  );
}

function conclude(
  cases: Cases,
  office: Office,
  session: Stored<'inspection'>,
  subjects: Subject[],
  plan: SessionPlan,
  on: PlainDate,
): void {
  const { world } = cases;
  const at = recorded(world.random, on);
  const number = world.numbering.next(office.code, `TB/${office.suffix}`, on, 0.5);
  world.ledger.amend('inspection', session, { concluded_on: on }, at);
  for (const { row, result } of subjects) {
    world.ledger.amend(
      'inspection_subject',
      row,
      { concluded_on: on, conclusion_number: number, result },
      at,
    );
  }
  const organisation = subjects.find(({ row }) => row.kind === 'organisation');
  if (plan.duty && organisation) addDuty(world, office, organisation, plan.duty, on);
  const member = subjects.find(({ row, result }) => row.kind === 'member' && result === 'shortcomings');
  if (plan.duty && plan.duty !== 'overdue' && member) addDuty(world, office, member, plan.duty, on);
}

type Start = { on: PlainDate; at: Moment; item: string | null };

function openSession({ world }: Cases, office: Office, plan: SessionPlan, { on, at, item }: Start) {
  const { ledger, numbering } = world;
  const verb =
    plan.works[0] === 'signs'
      ? 'Kiểm tra khi có dấu hiệu vi phạm: '
      : plan.nature === 'inspection'
        ? 'Kiểm tra '
        : 'Giám sát chuyên đề ';
  const row = {
    body: office.body,
    item,
    nature: plan.nature,
    origin: item ? 'programme' : 'signs',
    number: numbering.next(office.code, `QĐ/${office.suffix}`, on),
    title: verb + plan.content,
    opened_on: on,
  };
  return ledger.add('inspection', row, at);
}

function carryProgramme(
  cases: Cases,
  office: Office,
  term: Stored<'programme'>,
  year: number,
  plans: readonly SessionPlan[],
): void {
  const { ledger, random, numbering } = cases.world;
  const approved = onDay(year, office.suffix === 'HU' ? '01-12' : '01-19');
  const number = numbering.next(office.code, `CTr/${office.suffix}`, approved, 0.1);
  const title = `Chương trình kiểm tra, giám sát năm ${year} của ${office.title}`;
  const row = { body: office.body, number, title, year, term: term.id, approved_on: approved };
  const known = recorded(random, approved);
  const programme = ledger.add('programme', row, known);
  plans.forEach((plan, i) => {
    const { item, subjects } = addItem(cases, office, plan, { programme, ordinal: i + 1, year, known });
    if (!plan.opened) return;
    const opened = onDay(year, plan.opened);
    const at = recorded(random, opened);
    const session = openSession(cases, office, plan, { on: opened, at, item: item.id });
    for (const { row: subject } of subjects)
      ledger.amend('inspection_subject', subject, { inspection: session.id }, at);
    if (plan.concluded) conclude(cases, office, session, subjects, plan, onDay(year, plan.concluded));
  });
}

function carrySigns(cases: Cases, office: Office, year: number, plans: readonly SessionPlan[]): void {
  for (const plan of plans) {
    const opened = onDay(year, plan.opened!);
    const at = recorded(cases.world.random, opened);
    const session = openSession(cases, office, plan, { on: opened, at, item: null });
    const subjects = addSubjects(cases, plan, { inspection: session.id }, at);
    if (plan.concluded) conclude(cases, office, session, subjects, plan, onDay(year, plan.concluded));
  }
}

const TERM_APPROVED = plainDate('2020-10-15');

/** All inspection work of the district's committee, standing committee and inspection commission. */
export function inspectDistrict(cases: Cases): void {
  const { ledger, random, numbering } = cases.world;
  const { standing, committee, commission } = officesOf(cases.district);
  const work = [
    { office: standing, 2022: STANDING_2022, 2023: STANDING_2023 },
    { office: committee, 2022: COMMITTEE_2022, 2023: COMMITTEE_2023 },
    { office: commission, 2022: COMMISSION_2022, 2023: COMMISSION_2023 },
  ];
  for (const { office, ...years } of work) {
    const number = numbering.next(office.code, `CTr/${office.suffix}`, TERM_APPROVED, 0.01);
    const title = `Chương trình kiểm tra, giám sát nhiệm kỳ 2020 – 2025 của ${office.title}`;
    const row = { body: office.body, number, title, year: null, term: null, approved_on: TERM_APPROVED };
    const term = ledger.add('programme', row, recorded(random, plainDate('2021-01-04')));
    carryProgramme(cases, office, term, 2022, years[2022]);
    carryProgramme(cases, office, term, 2023, years[2023]);
  }
  carrySigns(cases, commission, 2022, SIGNS_2022);
  carrySigns(cases, commission, 2023, SIGNS_2023);
}
