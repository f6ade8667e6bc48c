/** Documents of the Centre and the province, who studied them and what was issued to carry them out. */
import { addDays, addMonths, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { moment, recorded, workday } from './days.ts';
import type { Stored } from './exchange.ts';
import type { Cases } from './inspection.ts';
import { membersOn } from './membership.ts';
import type { Member } from './people.ts';
import type { District, Grassroots } from './structure.ts';

type Level = 'central' | 'province' | 'district';
type DocumentPlan = {
  number: string;
  issuer: string;
  on: string;
  title: string;
  level: Level;
  /** Which document of the list it carries out, counted from 0. */
  implements?: number;
  /** The district's own conference for the cadres it invites. */
  conference?: string;
  /** Studied in all grassroots organisations in the weeks after this day. */
  everywhere?: string;
};

const CENTRE = 'Ban Chấp hành Trung ương';
const PROVINCE = 'Tỉnh ủy Quảng Nam';
const DISTRICT = 'Huyện ủy';
const PRACTICE = 'Triển khai chuyên đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh';

const DOCUMENTS: readonly DocumentPlan[] = [
  {
    number: '21-KL/TW',
    issuer: CENTRE,
    on: '2021-10-25',
    level: 'central',
    conference: '2022-01-14',
    title: 'Kết luận về đẩy mạnh xây dựng, chỉnh đốn Đảng và hệ thống chính trị',
  },
  {
    number: '69-QĐ/TW',
    issuer: 'Bộ Chính trị',
    on: '2022-07-06',
    level: 'central',
    conference: '2022-08-23',
    title: 'Quy định về kỷ luật tổ chức đảng, đảng viên vi phạm',
  },
  {
    number: '14-KH/TU',
    issuer: PROVINCE,
    on: '2022-01-20',
    level: 'province',
    everywhere: '2022-03-01',
    title: `${PRACTICE} năm 2022`,
  },
  {
    number: '27-NQ/TW',
    issuer: CENTRE,
    on: '2022-11-09',
    level: 'central',
    conference: '2023-02-15',
    everywhere: '2023-03-01',
    title:
      'Nghị quyết Hội nghị lần thứ sáu khóa XIII về tiếp tục xây dựng và hoàn thiện Nhà nước pháp quyền xã hội chủ nghĩa Việt Nam',
  },
  {
    number: '28-NQ/TW',
    issuer: CENTRE,
    on: '2022-11-17',
    level: 'central',
    conference: '2023-02-15',
    title:
      'Nghị quyết Hội nghị lần thứ sáu khóa XIII về tiếp tục đổi mới phương thức lãnh đạo, cầm quyền của Đảng',
  },
  {
    number: '29-NQ/TW',
    issuer: CENTRE,
    on: '2022-11-17',
    level: 'central',
    conference: '2023-02-16',
    title:
      'Nghị quyết Hội nghị lần thứ sáu khóa XIII về tiếp tục đẩy mạnh công nghiệp hóa, hiện đại hóa đất nước',
  },
  {
    number: '31-KH/TU',
    issuer: PROVINCE,
    on: '2023-01-30',
    level: 'province',
    everywhere: '2023-04-03',
    title: `${PRACTICE} năm 2023`,
  },
  {
    number: '22-CTr/TU',
    issuer: PROVINCE,
    on: '2023-03-22',
    level: 'province',
    implements: 3,
    conference: '2023-05-11',
    title: 'Chương trình thực hiện Nghị quyết 27-NQ/TW',
  },
  {
    number: '33-CTr/HU',
    issuer: DISTRICT,
    on: '2023-04-10',
    level: 'district',
    implements: 3,
    title: 'Chương trình thực hiện Nghị quyết 27-NQ/TW',
  },
  {
    number: '34-CTr/HU',
    issuer: DISTRICT,
    on: '2023-04-10',
    level: 'district',
    implements: 4,
    title: 'Chương trình thực hiện Nghị quyết 28-NQ/TW',
  },
  {
    number: '35-CTr/HU',
    issuer: DISTRICT,
    on: '2023-04-25',
    level: 'district',
    implements: 5,
    title: 'Chương trình thực hiện Nghị quyết 29-NQ/TW',
  },
  {
    number: '96-QĐ/TW',
    issuer: 'Bộ Chính trị',
    on: '2023-02-02',
    level: 'central',
    conference: '2023-06-08',
    title: 'Quy định về lấy phiếu tín nhiệm đối với chức danh, chức vụ lãnh đạo, quản lý',
  },
];

/** Members of an organisation on a day who are not exempt. */
export const activeOn = (grassroots: Grassroots, on: PlainDate): Member[] =>
  grassroots.cells.flatMap((cell) => membersOn(cell, on)).filter((member) => !member.exemption);

/** Cadres of every organisation: its first few members by the order of the files. */
export const cadresOn = (district: District, on: PlainDate, share: number): Member[] =>
  district.grassroots.flatMap((each) => {
    const all = activeOn(each, on).filter((member) => member.official && member.official < on);
    return all.slice(0, Math.max(2, Math.floor(all.length * share)));
  });

function hold(
  cases: Cases,
  unit: string,
  document: string,
  on: PlainDate,
  mode: string,
  invited: Member[],
  others: number,
) {
  const { ledger, random } = cases.world;
  const at = recorded(random, on);
  const row = {
    unit,
    document,
    held_on: on,
    mode,
    place_name: 'Hội trường',
    members_invited: invited.length,
    others_invited: others,
    others_attended: Math.floor(others * 0.9),
  };
  const session = ledger.add('study_session', row, at);
  for (const { person } of invited) {
    if (random.chance(0.94)) ledger.add('study_attendance', { session: session.id, person: person.id }, at);
  }
}

/** The district's conferences and the sessions in all its organisations, with who came. */
export function studyDocuments(cases: Cases): void {
  const { district, world } = cases;
  const documents: Stored<'document'>[] = [];
  for (const { on, conference, everywhere, ...plan } of DOCUMENTS) {
    const issued = plainDate(on);
    const { number, issuer, title, level } = plan;
    const goal = plan.implements === undefined ? null : documents[plan.implements]!.id;
    const row = { unit: district.unit, number, issuer, issued_on: issued, title, level, implements: goal };
    const document = world.ledger.add('document', row, recorded(world.random, addDays(issued, 7)));
    documents.push(document);
    if (conference) {
      const day = plainDate(conference);
      hold(cases, district.unit, document.id, day, 'combined', cadresOn(district, day, 0.05), 60);
    }
    if (!everywhere) continue;
    for (const grassroots of district.grassroots) {
      const day = workday(world.random, plainDate(everywhere), addMonths(plainDate(everywhere), 2));
      hold(
        cases,
        grassroots.unit,
        document.id,
        day,
        'in_person',
        activeOn(grassroots, day),
        world.random.between(0, 12),
      );
    }
  }
}

/** Plans of the communes and other committees for carrying the district's programme out. */
export function implementInCommunes(cases: Cases): void {
  const { ledger, random, numbering } = cases.world;
  const goal = ledger.folder.tables.document.find(
    (row) => row.unit === cases.district.unit && row.number === '33-CTr/HU',
  );
  for (const { unit, bodies, code, name } of cases.district.grassroots) {
    if (!bodies.committee || !goal) continue;
    const on = workday(random, plainDate('2023-05-08'), plainDate('2023-06-30'));
    const row = {
      unit,
      number: numbering.next(code, 'KH/ĐU', on, 0.2),
      issuer: name.replace('Đảng bộ', 'Đảng ủy'),
      issued_on: on,
      title: 'Kế hoạch thực hiện Chương trình 33-CTr/HU',
      level: 'grassroots',
      implements: goal.id,
    };
    ledger.add('document', row, recorded(random, on));
  }
}

/** What is known of a document with a secrecy class: a number, a day, a class and a safe. */
export function stubOfSecret({ district, world }: Cases): void {
  const issued_on = plainDate('2023-03-14');
  const row = { unit: district.unit, number: '07-BC/HU', issued_on, classification: 'mat' };
  world.ledger.add('secret_stub', { ...row, kept_at: 'Két số 1, phòng cơ yếu' }, moment(issued_on, 9 * 3600));
}
