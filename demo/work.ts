/** Campaigns, commendation and training of a district; documents studied stand in study.ts. */
import { type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { recorded } from './days.ts';
import type { Cases } from './inspection.ts';
import { membersOn } from './membership.ts';
import type { Member } from './people.ts';
import type { District, Grassroots } from './structure.ts';
import { activeOn, cadresOn, implementInCommunes, stubOfSecret, studyDocuments } from './study.ts';

const CAMPAIGNS = [
  {
    kind: 'contest',
    name: 'Hội thi tuyên truyền học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
    from: '2022-04-01',
    to: '2022-06-01',
    events: [
      ['Vòng sơ khảo', '2022-04-22', 180],
      ['Chung khảo', '2022-05-18', 320],
    ],
  },
  {
    kind: 'campaign',
    name: 'Đợt sinh hoạt chính trị kỷ niệm ngày thành lập Đảng',
    from: '2023-01-09',
    to: '2023-02-11',
    events: [['Lễ kỷ niệm 93 năm ngày thành lập Đảng', '2023-02-02', 260]],
  },
  {
    kind: 'campaign',
    name: 'Đợt sinh hoạt chính trị về tác phẩm của Tổng Bí thư về chủ nghĩa xã hội',
    from: '2023-03-01',
    to: '2023-07-01',
    events: [
      ['Tọa đàm tại Đông Phú', '2023-04-14', 140],
      ['Tọa đàm tại Hương An', '2023-05-10', 110],
    ],
  },
  {
    kind: 'contest',
    name: 'Hội thi tuyên truyền học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
    from: '2023-04-03',
    to: '2023-06-03',
    events: [
      ['Vòng sơ khảo cụm đông', '2023-04-20', 210],
      ['Vòng sơ khảo cụm tây', '2023-04-27', 190],
      ['Chung khảo', '2023-05-17', 360],
    ],
  },
  {
    kind: 'contest',
    name: 'Cuộc thi trực tuyến tìm hiểu nghị quyết Đảng',
    from: '2023-08-01',
    to: '2023-09-16',
    events: [['Tổng kết, trao giải', '2023-09-15', 90]],
  },
] as const;

function holdCampaigns({ world: { ledger, random }, district: { unit } }: Cases): void {
  for (const { kind, name, from, to, events } of CAMPAIGNS) {
    const at = recorded(random, plainDate(from));
    const campaign = ledger.add('campaign', { unit, kind, name, valid_from: from, valid_to: to }, at);
    for (const [title, on, attended] of events) {
      const row = { unit, campaign: campaign.id, name: title, held_on: on, attended };
      ledger.add('campaign_event', row, recorded(random, plainDate(on)));
    }
  }
}

type Praise = { on: string; theme: string; form: string; organisations: number; members: number };
const DISTRICT_PRAISE: readonly Praise[] = [
  { on: '2022-02-08', theme: 'yearly', form: 'certificate', organisations: 8, members: 24 },
  { on: '2022-05-18', theme: 'following_ho_chi_minh', form: 'certificate', organisations: 4, members: 10 },
  { on: '2023-02-02', theme: 'yearly', form: 'certificate', organisations: 9, members: 26 },
  { on: '2023-05-17', theme: 'following_ho_chi_minh', form: 'certificate', organisations: 5, members: 12 },
  { on: '2023-08-31', theme: 'special', form: 'certificate', organisations: 0, members: 3 },
];

function praise(
  cases: Cases,
  body: string,
  code: string,
  type: string,
  units: readonly string[],
  from: readonly Grassroots[],
  each: Praise,
): void {
  const { ledger, random, numbering } = cases.world;
  const on = plainDate(each.on);
  const at = recorded(random, on);
  const number = numbering.next(code, type, on, type === 'QĐ/HU' ? 2 : 0.3);
  const common = { body, number, decided_on: on, form: each.form, theme: each.theme };
  for (const unit of random.sample(units, each.organisations)) {
    ledger.add('commendation', { ...common, subject_kind: 'organisation', subject_unit: unit }, at);
  }
  const members = random.sample(
    from.flatMap((grassroots) => activeOn(grassroots, on)),
    each.members,
  );
  for (const { person } of members) {
    ledger.add('commendation', { ...common, subject_kind: 'member', subject_person: person.id }, at);
  }
}

function commend(cases: Cases): void {
  const { district } = cases;
  const units = district.grassroots.map((each) => each.unit);
  for (const each of DISTRICT_PRAISE) {
    praise(
      cases,
      district.bodies.standing_committee!,
      district.code,
      'QĐ/HU',
      units,
      district.grassroots,
      each,
    );
  }
  for (const grassroots of district.grassroots) {
    const { bodies, code, cells } = grassroots;
    if (!bodies.committee) continue;
    const cellUnits = cells.filter((cell) => !cell.ends).map((cell) => cell.unit);
    for (const on of ['2022-05-19', '2023-05-19']) {
      const each = { on, theme: 'following_ho_chi_minh', form: 'praise', organisations: 1, members: 2 };
      praise(cases, bodies.committee, code, 'QĐ/ĐU', cellUnits, [grassroots], each);
    }
  }
}

const TRAININGS = [
  {
    kind: 'candidate_class',
    name: 'Lớp bồi dưỡng nhận thức về Đảng khóa I năm 2022',
    from: '2022-03-21',
    to: '2022-03-25',
    others: 68,
    who: null,
  },
  {
    kind: 'inspection_workshop',
    name: 'Hội nghị tập huấn nghiệp vụ kiểm tra, giám sát năm 2022',
    from: '2022-04-19',
    to: '2022-04-20',
    others: 0,
    who: 'inspectors',
  },
  {
    kind: 'new_member_class',
    name: 'Lớp bồi dưỡng đảng viên mới năm 2022',
    from: '2022-10-03',
    to: '2022-10-12',
    others: 0,
    who: 'new',
  },
  {
    kind: 'candidate_class',
    name: 'Lớp bồi dưỡng nhận thức về Đảng khóa I năm 2023',
    from: '2023-03-13',
    to: '2023-03-17',
    others: 74,
    who: null,
  },
  {
    kind: 'inspection_workshop',
    name: 'Hội nghị tập huấn nghiệp vụ kiểm tra, giám sát và thi hành kỷ luật Đảng năm 2023',
    from: '2023-04-25',
    to: '2023-04-26',
    others: 6,
    who: 'inspectors',
  },
  {
    kind: 'committee_class',
    name: 'Lớp bồi dưỡng cấp ủy viên cơ sở năm 2023',
    from: '2023-06-12',
    to: '2023-06-16',
    others: 0,
    who: 'inspectors',
  },
  {
    kind: 'candidate_class',
    name: 'Lớp bồi dưỡng nhận thức về Đảng khóa II năm 2023',
    from: '2023-08-07',
    to: '2023-08-11',
    others: 59,
    who: null,
  },
  {
    kind: 'new_member_class',
    name: 'Lớp bồi dưỡng đảng viên mới năm 2023',
    from: '2023-09-11',
    to: '2023-09-20',
    others: 0,
    who: 'new',
  },
] as const;

function newMembersOn(district: District, on: PlainDate): Member[] {
  const isNew = (member: Member): boolean =>
    member.stays[0]!.came_by === 'admission' && (member.official === null || member.official > on);
  return district.cells.flatMap((cell) => membersOn(cell, on)).filter(isNew);
}

function train(cases: Cases): void {
  const { district, world } = cases;
  const { ledger, random } = world;
  for (const { kind, name, from, to, others, who } of TRAININGS) {
    const on = plainDate(from);
    const at = recorded(random, plainDate(to));
    const row = { unit: district.unit, kind, name, held_from: from, held_to: to, others_attended: others };
    const training = ledger.add('training', row, at);
    const invited =
      who === 'new' ? newMembersOn(district, on) : who === 'inspectors' ? cadresOn(district, on, 0.02) : [];
    for (const { person } of invited) {
      if (random.chance(0.93))
        ledger.add('training_attendance', { training: training.id, person: person.id }, at);
    }
  }
}

/** All of a district's dissemination, campaigns, commendation and training. */
export function workOfDistrict(cases: Cases): void {
  studyDocuments(cases);
  implementInCommunes(cases);
  holdCampaigns(cases);
  commend(cases);
  train(cases);
  stubOfSecret(cases);
}
