/** What a district is to contain, before anybody is invented; and plans for districts of no real name. */
import { createRandom, type Random, split } from './random.ts';

export type Sector =
  | 'commune'
  | 'ward'
  | 'town'
  | 'party_agency'
  | 'state_agency'
  | 'public_service'
  | 'private_service'
  | 'army'
  | 'police'
  | 'state_enterprise'
  | 'private_enterprise'
  | 'cooperative'
  | 'other';

export type GrassrootsPlan = {
  code: string;
  name: string;
  sector: Sector;
  /** Members at 30/9/2023. */
  members: number;
  /** Subordinate cells ever; 0 makes it a grassroots cell. */
  cells: number;
  /** Admission targets of 2022 and 2023, the latter as last revised. */
  target: readonly [number, number];
  /** Admissions decided from 1 January to 30 September of 2021, 2022 and 2023. */
  admitted: readonly [number, number, number];
  restOf2022: number;
  /** Of those of 2023: decided in September, ceremony in October. */
  ceremonyInOctober: number;
  /** The target of 2023 as it was first handed down. */
  revisedFrom?: number;
  /** Numbers of the cells, counted from 0, that merged on 1/7/2023. */
  merger?: { from: number; into: number };
  /** One of the October ceremonies was entered only after the report's cut-off. */
  lateEntry?: boolean;
  /** The last so many cells stand beneath a sectional committee. */
  sectional?: { name: string; cells: number };
};

export type DistrictPlan = {
  code: string;
  name: string;
  place: string;
  /** Targets of 2022 and 2023 handed down by the province; null: none recorded here. */
  given: readonly [number, number] | null;
  grassroots: readonly GrassrootsPlan[];
};

const FIRST =
  'An Bình Cẩm Châu Đại Đông Đức Gia Hà Hải Hiệp Hòa Hưng Khánh Kim Lâm Lộc Mỹ Nam Nghĩa Ninh Phú'.split(' ');
const SECOND =
  'An Bắc Cường Dương Điền Hải Khê Lãnh Long Minh Ngọc Phong Phước Sơn Tân Thành Thạnh Trung Vinh Xuân'.split(
    ' ',
  );

/** A name for the `n`th place; the two lists give 440, then a number follows. */
export function placeName(n: number): string {
  const base = `${FIRST[n % FIRST.length]!} ${SECOND[(n * 7 + Math.floor(n / FIRST.length)) % SECOND.length]!}`;
  const round = Math.floor(n / (FIRST.length * SECOND.length));
  return round === 0 ? base : `${base} ${round + 1}`;
}

const OFFICES: readonly (readonly [string, Sector])[] = [
  ['Tòa án nhân dân huyện', 'state_agency'],
  ['Chi cục Thuế', 'state_agency'],
  ['Kho bạc Nhà nước huyện', 'state_agency'],
  ['Trường THPT số', 'public_service'],
  ['Trung tâm GDNN – GDTX', 'public_service'],
  ['Ban Quản lý dự án', 'public_service'],
  ['Điện lực', 'state_enterprise'],
  ['Bưu điện huyện', 'state_enterprise'],
  ['Hợp tác xã Nông nghiệp số', 'cooperative'],
  ['Công ty TNHH số', 'private_enterprise'],
  ['Trường tư thục số', 'private_service'],
];

const COMMITTEES: readonly (readonly [string, Sector])[] = [
  ['Cơ quan Đảng, đoàn thể huyện', 'party_agency'],
  ['Cơ quan chính quyền huyện', 'state_agency'],
  ['Công an huyện', 'police'],
  ['Quân sự huyện', 'army'],
  ['Trung tâm Y tế huyện', 'public_service'],
];

/** Targets and admissions of a unit of some size: about 2.3 % of its members a year. */
function yearly(random: Random, members: number): Pick<GrassrootsPlan, 'target' | 'admitted'> {
  const about = () => {
    const exact = members * 0.023;
    return Math.floor(exact) + (random.chance(exact - Math.floor(exact)) ? 1 : 0);
  };
  return { target: [about(), about()], admitted: [about(), about(), about()] };
}

function grassroots(
  random: Random,
  code: string,
  name: string,
  sector: Sector,
  members: number,
  cells: number,
): GrassrootsPlan {
  const year = yearly(random, members);
  return {
    code,
    name,
    sector,
    members,
    cells,
    ...year,
    restOf2022: random.chance(0.08) ? 1 : 0,
    ceremonyInOctober: year.admitted[2] > 0 && random.chance(0.1) ? 1 : 0,
  };
}

/** A district of no real place with about `members` members, the same for the same seed and number. */
export function inventedDistrict(seed: string, n: number, code: string, members: number): DistrictPlan {
  const random = createRandom(`${seed}/plan/${n}`);
  const place = placeName(n);
  const communes = random.between(12, 16);
  const cells = random.between(30, 36);
  const inCells = cells * 12;
  const inCommittees = COMMITTEES.length * 70;
  const number = (i: number): string => String(i + 1).padStart(2, '0');
  const sizes = (total: number, count: number, least: number): number[] =>
    split(
      total,
      Array.from({ length: count }, () => random.between(6, 14)),
      least,
    );
  return {
    code,
    name: `Đảng bộ huyện ${place}`,
    place,
    given: [Math.floor(members * 0.0225), Math.floor(members * 0.023)],
    grassroots: [
      ...sizes(members - inCells - inCommittees, communes, 90).map((size, i) => {
        const name = `Đảng bộ xã ${placeName(n * 17 + i + 5)}`;
        return grassroots(
          random,
          `${code}.xa-${number(i)}`,
          name,
          'commune',
          size,
          6 + Math.floor(size / 30),
        );
      }),
      ...sizes(inCommittees, COMMITTEES.length, 40).map((size, i) => {
        const [name, sector] = COMMITTEES[i]!;
        return grassroots(random, `${code}.co-quan-${number(i)}`, `Đảng bộ ${name}`, sector, size, 5);
      }),
      ...sizes(inCells, cells, 7).map((size, i) => {
        const [name, sector] = OFFICES[i % OFFICES.length]!;
        const full = name.endsWith('số') ? `${name} ${Math.floor(i / OFFICES.length) + 1}` : name;
        return grassroots(random, `${code}.chi-bo-${number(i)}`, `Chi bộ ${full}`, sector, size, 0);
      }),
    ],
  };
}
