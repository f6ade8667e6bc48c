/** Invented persons: name, age, sex, ethnic group, schooling and occupation as they fit their cell. */
import { addDays, dateOf, type PlainDate } from '../src/kernel/plain-date.ts';
import type { Moment } from './days.ts';
import type { Ledger, Row, Stored } from './exchange.ts';
import { nameFor, type Sex } from './names.ts';
import { type Random, type Weighted, weighted } from './random.ts';
import type { Cell, Setting } from './structure.ts';

/** A member of the Party with the rows that make the file; the last stay is the present one. */
export type Member = {
  person: Stored<'person'>;
  born: number;
  cell: Cell;
  stays: Stored<'stay'>[];
  standing: Stored<'standing'>;
  exemption: Stored<'exemption'> | null;
  /** The first day as an official member; null while probationary. */
  official: PlainDate | null;
  /** No longer in the Party, or moved beyond this installation. */
  gone: boolean;
};

type Profile = { ages: readonly [number, number][]; women: number };

// Ages as bands of equal likelihood (both ends inside), and the share of women.
const PROFILES: Record<Setting, Profile> = {
  hamlet: {
    ages: [
      [25, 40],
      [41, 55],
      [56, 66],
      [60, 72],
      [66, 78],
      [70, 88],
    ],
    women: 0.3,
  },
  commune_office: {
    ages: [
      [26, 38],
      [34, 46],
      [40, 58],
    ],
    women: 0.36,
  },
  police: {
    ages: [
      [23, 34],
      [30, 44],
      [40, 54],
    ],
    women: 0.14,
  },
  army: {
    ages: [
      [22, 34],
      [30, 42],
      [38, 52],
    ],
    women: 0.06,
  },
  school: {
    ages: [
      [27, 38],
      [35, 48],
      [42, 57],
    ],
    women: 0.68,
  },
  health: {
    ages: [
      [26, 38],
      [34, 46],
      [40, 57],
    ],
    women: 0.58,
  },
  district_office: {
    ages: [
      [27, 38],
      [35, 47],
      [42, 58],
    ],
    women: 0.38,
  },
  public_service: {
    ages: [
      [26, 38],
      [34, 47],
      [42, 58],
    ],
    women: 0.42,
  },
  private_service: {
    ages: [
      [27, 40],
      [34, 48],
      [44, 60],
    ],
    women: 0.5,
  },
  enterprise: {
    ages: [
      [24, 36],
      [32, 45],
      [40, 57],
    ],
    women: 0.4,
  },
  cooperative: {
    ages: [
      [32, 45],
      [42, 55],
      [50, 64],
    ],
    women: 0.28,
  },
};

const ETHNIC: Weighted<string> = weighted([
  ['Kinh', 9780],
  ['Cơ-tu', 110],
  ['Tày', 20],
  ['Mường', 30],
  ['Nùng', 12],
  ['Thái', 10],
  ['Hoa', 14],
  ['Co', 12],
  ['Gié-Triêng', 6],
  ['Xơ-đăng', 6],
]);
const RELIGION: Weighted<string> = weighted([
  ['Không', 900],
  ['Phật giáo', 72],
  ['Công giáo', 14],
  ['Cao Đài', 9],
  ['Tin Lành', 5],
]);
const ELSEWHERE: Weighted<string> = weighted([
  ['Thăng Bình, Quảng Nam', 22],
  ['Duy Xuyên, Quảng Nam', 18],
  ['Nông Sơn, Quảng Nam', 12],
  ['Hiệp Đức, Quảng Nam', 12],
  ['Đại Lộc, Quảng Nam', 8],
  ['Tam Kỳ, Quảng Nam', 7],
  ['Điện Bàn, Quảng Nam', 7],
  ['Núi Thành, Quảng Nam', 5],
  ['Quảng Ngãi', 3],
  ['Thừa Thiên Huế', 2],
  ['Nghệ An', 2],
  ['Thanh Hóa', 1],
]);

const OCCUPATIONS: Record<Exclude<Setting, 'hamlet'>, string> = {
  commune_office: 'official_commune',
  police: 'armed_forces',
  army: 'armed_forces',
  school: 'public_service',
  health: 'public_service',
  district_office: 'official_district',
  public_service: 'public_service',
  private_service: 'private_service',
  enterprise: 'enterprise',
  cooperative: 'farmer',
};

const HAMLET_WORK: Weighted<string> = weighted([
  ['farmer', 50],
  ['hamlet_worker', 20],
  ['enterprise', 12],
  ['private_service', 8],
  ['other', 10],
]);

function occupationOf(random: Random, setting: Setting, age: number, sex: Sex, isNew: boolean): string {
  if (setting !== 'hamlet') {
    if (isNew && setting === 'school' && age < 19) return 'pupil';
    return OCCUPATIONS[setting];
  }
  if (isNew && age < 23 && random.chance(0.45)) return 'student';
  const retires = sex === 'female' ? 57 : 61;
  if (age >= retires) return random.chance(0.72) ? 'retired' : 'farmer';
  return random.draw(HAMLET_WORK);
}

const DEGREE: Weighted<string> = weighted([
  ['university', 74],
  ['college', 10],
  ['intermediate', 8],
  ['master', 8],
]);
const VILLAGE_DEGREE: Weighted<string> = weighted([
  ['none', 46],
  ['elementary', 16],
  ['intermediate', 18],
  ['college', 6],
  ['university', 14],
]);
const HEALTH_DEGREE: Weighted<string> = weighted([
  ['university', 52],
  ['college', 22],
  ['intermediate', 18],
  ['master', 7],
  ['doctor', 1],
]);
const OFFICE_THEORY: Weighted<string> = weighted([
  ['elementary', 30],
  ['intermediate', 55],
  ['advanced', 15],
]);
const OTHER_THEORY: Weighted<string> = weighted([
  ['none', 30],
  ['elementary', 55],
  ['intermediate', 14],
  ['advanced', 1],
]);

type Schooling = Pick<Row<'person'>, 'general_education' | 'qualification' | 'political_theory'>;

function schooling(random: Random, setting: Setting, age: number, isNew: boolean): Schooling {
  const low = setting === 'hamlet' && age > 58 && random.chance(0.55);
  const lowest = low && age > 70 && random.chance(0.35);
  const general = lowest ? 'primary' : low ? 'lower_secondary' : 'upper_secondary';
  const office = setting === 'district_office' || setting === 'commune_office';
  const table =
    setting === 'hamlet' || setting === 'cooperative' || setting === 'enterprise' ? VILLAGE_DEGREE : DEGREE;
  const degree = age < 22 || low ? 'none' : random.draw(setting === 'health' ? HEALTH_DEGREE : table);
  const theory = isNew ? 'none' : random.draw(office && age > 32 ? OFFICE_THEORY : OTHER_THEORY);
  return { general_education: general, qualification: degree, political_theory: theory };
}

/** Old files know only the year, or the year and the month. */
function birthDate(random: Random, born: number): string {
  const day = addDays(dateOf(born, 1, 1), random.below(365));
  if (born < 1950 && random.chance(0.12)) return day.slice(0, 4);
  if (born < 1962 && random.chance(0.04)) return day.slice(0, 7);
  return day;
}

function homeOf(random: Random, cell: Cell, ethnicity: string): string {
  if (ethnicity === 'Cơ-tu') return random.pick(['Nam Giang, Quảng Nam', 'Đông Giang, Quảng Nam']);
  const { grassroots } = cell;
  const own = cell.setting === 'hamlet' ? 0.86 : 0.55;
  if (!random.chance(own)) return random.draw(ELSEWHERE);
  const commune =
    cell.setting === 'hamlet' ? grassroots : random.pick(grassroots.district.grassroots.slice(0, 12));
  const name = commune.name.replace(/^Đảng bộ (xã|thị trấn) |^Đảng bộ .*|^Chi bộ .*/, '');
  return `${name === '' ? '' : `${name}, `}${grassroots.district.place}, Quảng Nam`;
}

type Born = { born: number; sex: Sex; isNew: boolean; year: number };

function personRow(random: Random, cell: Cell, { born, sex, isNew, year }: Born): Omit<Row<'person'>, 'id'> {
  const ethnicity = random.draw(ETHNIC);
  const age = year - born;
  return {
    unit: cell.unit,
    name: nameFor(random, sex, born, ethnicity),
    birth_date: birthDate(random, born),
    sex,
    ethnicity,
    religion: random.draw(RELIGION),
    native_place: homeOf(random, cell, ethnicity),
    occupation: occupationOf(random, cell.setting, age, sex, isNew),
    ...schooling(random, cell.setting, age, isNew),
    youth_union: age <= 30 || (age <= 35 && random.chance(0.25)),
  };
}

/** Somebody who was a member before `year`, or comes as one. */
export function inventMember(ledger: Ledger, random: Random, cell: Cell, year: number, at: Moment) {
  const profile = PROFILES[cell.setting];
  const [low, high] = random.pick(profile.ages);
  const born = year - random.between(low, high);
  const sex: Sex = random.chance(profile.women) ? 'female' : 'male';
  return {
    person: ledger.add('person', personRow(random, cell, { born, sex, isNew: false, year }), at),
    born,
  };
}

/** Somebody admitted in `year`: 18 to 38 years old, women nearly half. */
export function inventCandidate(ledger: Ledger, random: Random, cell: Cell, year: number, at: Moment) {
  const pupil = cell.setting === 'school' && /THPT/.test(cell.name);
  const age = pupil ? 18 : random.chance(0.3) ? random.between(19, 23) : random.between(23, 38);
  const born = year - (cell.setting === 'hamlet' || pupil ? age : Math.max(age, 24));
  const women = Math.min(0.65, PROFILES[cell.setting].women + 0.15);
  const sex: Sex = random.chance(women) ? 'female' : 'male';
  const row = personRow(random, cell, { born, sex, isNew: true, year });
  const adult = { ...row, birth_date: pupil ? `${born}-01-0${random.between(1, 5)}` : row.birth_date! };
  return { person: ledger.add('person', adult, at), born };
}
