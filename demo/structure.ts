/** Units, their names and codes, and their bodies, founded at the start of the term. */
import { type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { OPENING } from './days.ts';
import type { Ledger, Stored } from './exchange.ts';
import type { Member } from './people.ts';
import type { DistrictPlan, GrassrootsPlan, Sector } from './plan.ts';
import { split } from './random.ts';

/** The start of the term 2020–2025: structure of the demonstration begins here. */
export const FOUNDED = plainDate('2020-06-01');
export const MERGER_DAY = plainDate('2023-07-01');

/** What the people of a cell do; their ages and occupations follow from it. */
export type Setting =
  | 'hamlet'
  | 'commune_office'
  | 'police'
  | 'army'
  | 'school'
  | 'health'
  | 'district_office'
  | 'public_service'
  | 'private_service'
  | 'enterprise'
  | 'cooperative';

export type Bodies = Partial<
  Record<'committee' | 'standing_committee' | 'inspection_commission' | 'cell', string>
>;

export type Cell = {
  unit: string;
  code: string;
  name: string;
  setting: Setting;
  body: Stored<'body'>;
  period: Stored<'unit_period'>;
  grassroots: Grassroots;
  /** Members at 30/9/2023 (of an ended cell: on its last day). */
  size: number;
  /** The first day on which it was no more. */
  ends: PlainDate | null;
  /** Everybody who ever had a stay in it. */
  ever: Member[];
};

export type Grassroots = {
  unit: string;
  code: string;
  name: string;
  plan: GrassrootsPlan;
  bodies: Bodies;
  cells: Cell[];
  district: District;
};

export type District = {
  unit: string;
  code: string;
  name: string;
  place: string;
  plan: DistrictPlan;
  bodies: Bodies;
  grassroots: Grassroots[];
  cells: Cell[];
};

/** Every body of the district, of its organisations and cells. */
export const bodiesIn = (district: District): ReadonlySet<string> =>
  new Set([
    ...[district, ...district.grassroots].flatMap(({ bodies }) => Object.values(bodies)),
    ...district.cells.map(({ body }) => body.id),
  ]);

type UnitPlan = { parent: string | null; kind: string; name: string; code: string; sector?: Sector };

/** A unit with its first period. */
export function foundUnit(ledger: Ledger, plan: UnitPlan): Stored<'unit_period'> {
  const { parent, kind, name, code, sector } = plan;
  const unit = ledger.newId(OPENING);
  const row = { unit, valid_from: FOUNDED, parent, kind, sector: sector ?? null, name, code };
  return ledger.add('unit_period', row, OPENING);
}

export function foundBodies(ledger: Ledger, unit: string, kinds: readonly (keyof Bodies)[]): Bodies {
  const add = (kind: string) => ledger.add('body', { unit, kind, valid_from: FOUNDED }, OPENING).id;
  return Object.fromEntries(kinds.map((kind) => [kind, add(kind)]));
}

export const COMMITTEE_BODIES = ['committee', 'standing_committee', 'inspection_commission'] as const;

const SETTINGS: Record<Sector, Setting> = {
  commune: 'hamlet',
  ward: 'hamlet',
  town: 'hamlet',
  party_agency: 'district_office',
  state_agency: 'district_office',
  public_service: 'public_service',
  private_service: 'private_service',
  army: 'army',
  police: 'police',
  state_enterprise: 'enterprise',
  private_enterprise: 'enterprise',
  cooperative: 'cooperative',
  other: 'public_service',
};

function settingOf(plan: GrassrootsPlan): Setting {
  if (/Trường|GDNN/.test(plan.name)) return 'school';
  if (/Y tế|Phòng khám/.test(plan.name)) return 'health';
  return SETTINGS[plan.sector];
}

type CellPlan = { name: string; setting: Setting; weight: number };

const HAMLETS = (
  'Phù Sa,Thạnh Mỹ,Dưỡng Xuân,Thạnh Hòa,Trung Vĩnh,Xuân Lư,Mông Nghệ,Phú Trung,Hương Lộc,Đồng Tràm,Đông Sơn,' +
  'An Lộc,Lộc Thượng,Phước Dương,Gia Cát,Tân Phong,Lãnh Thượng,Phú Đa,Nghi Hạ,Nghi Sơn,Đại Bình,Thuận An,' +
  'Phong Phú,Cang Đông,Hòa Mỹ,Thắng Trà,Bình Yên,Châu Sơn,Tân Thành,Trung Hạ,Xuân Quê,Lộc Đại,Hội Khách,Mỹ Đông'
).split(',');

/** Hamlets first, then the commune's office, police, militia and schools. */
function communeCells(plan: GrassrootsPlan, offset: number): CellPlan[] {
  const [word, level] = plan.sector === 'town' ? ['Tổ dân phố', 'thị trấn'] : ['thôn', 'xã'];
  const offices: CellPlan[] = [
    { name: `Chi bộ Cơ quan ${level}`, setting: 'commune_office', weight: 1.6 },
    { name: 'Chi bộ Trường Trung học cơ sở', setting: 'school', weight: 1 },
    { name: 'Chi bộ Trường Tiểu học', setting: 'school', weight: 0.9 },
    { name: 'Chi bộ Trường Mầm non', setting: 'school', weight: 0.6 },
    { name: `Chi bộ Công an ${level}`, setting: 'police', weight: 0.3 },
    { name: `Chi bộ Quân sự ${level}`, setting: 'army', weight: 0.3 },
  ];
  const count = plan.cells - Math.min(offices.length, plan.cells - 1);
  const hamlets = Array.from({ length: count }, (_, i): CellPlan => {
    const name = HAMLETS[(offset * 5 + i) % HAMLETS.length]!;
    return { name: `Chi bộ ${word} ${name}`, setting: 'hamlet', weight: 1.7 + ((offset + i * 3) % 7) * 0.12 };
  });
  return [...hamlets, ...offices.slice(0, plan.cells - count)];
}

const OFFICE_CELLS: Record<string, readonly string[]> = {
  'co-quan-dang': [
    'Văn phòng',
    'Ban Tổ chức',
    'Ủy ban Kiểm tra',
    'Tuyên giáo – Dân vận',
    'Mặt trận và đoàn thể',
  ],
  'chinh-quyen': [
    'Văn phòng HĐND và UBND',
    'Phòng Nội vụ',
    'Phòng Tài chính – Kế hoạch',
    'Phòng Nông nghiệp',
    'Phòng Kinh tế và Hạ tầng',
    'Phòng Tài nguyên và Môi trường',
    'Phòng Giáo dục và Đào tạo',
    'Phòng Lao động – Thương binh và Xã hội',
    'Thanh tra – Tư pháp',
  ],
  'trung-tam-y-te': [
    'Phòng Tổ chức – Hành chính',
    'Khoa Kiểm soát bệnh tật',
    'Khối trạm y tế',
    'Khoa Khám bệnh',
    'Khoa Nội',
    'Khoa Ngoại – Sản',
  ],
  'may-huong-que': ['Khối văn phòng', 'Phân xưởng May 1', 'Phân xưởng May 2'],
};

function cellPlans(plan: GrassrootsPlan, offset: number): CellPlan[] {
  if (plan.sector === 'commune' || plan.sector === 'town' || plan.sector === 'ward')
    return communeCells(plan, offset);
  const names = OFFICE_CELLS[plan.code];
  const setting = settingOf(plan);
  return Array.from({ length: plan.cells }, (_, i) => ({
    name: `Chi bộ ${names?.[i] ?? `số ${i + 1}`}`,
    setting,
    weight: 1 + (i % 3) * 0.3,
  }));
}

function foundCells(ledger: Ledger, grassroots: Grassroots, offset: number): Cell[] {
  const { plan, unit } = grassroots;
  const plans = cellPlans(plan, offset);
  const sizes = split(
    plan.members,
    plans.map((cell) => cell.weight),
    5,
  );
  const sectional = plan.sectional;
  let above = unit;
  return plans.map(({ name, setting }, i) => {
    if (sectional && i === plans.length - sectional.cells) {
      above = foundUnit(ledger, {
        parent: unit,
        kind: 'sectional_committee',
        name: sectional.name,
        code: `${plan.code}.bo-phan-1`,
      }).unit;
      foundBodies(ledger, above, ['committee']);
    }
    const code = `${plan.code}.${String(i + 1).padStart(2, '0')}`;
    const period = foundUnit(ledger, { parent: above, kind: 'subordinate_cell', name, code });
    const body = ledger.add('body', { unit: period.unit, kind: 'cell', valid_from: FOUNDED }, OPENING);
    const ends = plan.merger?.from === i ? MERGER_DAY : null;
    const rest = { setting, body, period, grassroots, size: sizes[i]!, ends, ever: [] };
    return { unit: period.unit, code, name, ...rest };
  });
}

function foundGrassroots(
  ledger: Ledger,
  district: District,
  plan: GrassrootsPlan,
  offset: number,
): Grassroots {
  const { code, name, sector, members } = plan;
  const isCell = plan.cells === 0;
  const kind = isCell ? 'grassroots_cell' : 'grassroots_committee';
  const period = foundUnit(ledger, { parent: district.unit, kind, name, code, sector });
  const unit = period.unit;
  const bodies = isCell ? {} : foundBodies(ledger, unit, COMMITTEE_BODIES);
  const grassroots: Grassroots = { unit, code, name, plan, bodies, cells: [], district };
  if (isCell) {
    const body = ledger.add('body', { unit, kind: 'cell', valid_from: FOUNDED }, OPENING);
    grassroots.bodies = { cell: body.id };
    const setting = settingOf(plan);
    grassroots.cells = [
      { unit, code, name, setting, body, period, grassroots, size: members, ends: null, ever: [] },
    ];
  } else grassroots.cells = foundCells(ledger, grassroots, offset);
  return grassroots;
}

/** A district with everything beneath it. */
export function foundDistrict(ledger: Ledger, plan: DistrictPlan, province: string): District {
  const period = foundUnit(ledger, { parent: province, kind: 'district', name: plan.name, code: plan.code });
  const bodies = foundBodies(ledger, period.unit, COMMITTEE_BODIES);
  const { code, name, place } = plan;
  const district: District = {
    unit: period.unit,
    code,
    name,
    place,
    plan,
    bodies,
    grassroots: [],
    cells: [],
  };
  district.grassroots = plan.grassroots.map((each, i) => foundGrassroots(ledger, district, each, i));
  district.cells = district.grassroots.flatMap((each) => each.cells);
  return district;
}
