/** Units of the Party, their bodies, and the acts that change them. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import { choice, date, defineRecord, flag, reference, text } from '../../records/define.ts';

/** Kinds of unit of every period; which of them are in force on a day says regulation `org.kinds`. */
export const UNIT_KINDS = {
  national: w('Trung ương', 'Centre'),
  province: w('Đảng bộ tỉnh, thành phố và tương đương', 'Provincial organisation or equal'),
  district: w('Đảng bộ huyện và tương đương', 'District organisation or equal'),
  upper_grassroots: w(
    'Đảng bộ xã, phường, đặc khu, cấp trên trực tiếp của tổ chức cơ sở đảng',
    'Commune organisation directly above the grassroots',
  ),
  grassroots_committee: w('Đảng bộ cơ sở', 'Grassroots organisation with a committee'),
  grassroots_cell: w('Chi bộ cơ sở', 'Grassroots cell'),
  sectional_committee: w('Đảng bộ bộ phận', 'Sectional organisation'),
  subordinate_committee: w('Đảng bộ trực thuộc cơ sở', 'Organisation under the grassroots committee'),
  subordinate_cell: w('Chi bộ trực thuộc', 'Subordinate cell'),
  cell: w('Chi bộ', 'Cell'),
};

export type UnitKind = keyof typeof UNIT_KINDS;

/** Kinds that members belong to directly. */
export const CELL_KINDS: readonly string[] = [
  'grassroots_cell',
  'subordinate_cell',
  'cell',
] satisfies UnitKind[];

/** Types of organisation, as the rows of form 5 of 11-HD/BTCTW name them. */
export const SECTORS = {
  commune: w('Xã', 'Commune'),
  ward: w('Phường', 'Ward'),
  town: w('Thị trấn', 'Town'),
  party_agency: w('Cơ quan Đảng, Mặt trận, đoàn thể', 'Party, Front and mass organisation agency'),
  state_agency: w('Cơ quan nhà nước', 'State agency'),
  public_service: w('Đơn vị sự nghiệp công lập', 'Public service unit'),
  private_service: w('Đơn vị sự nghiệp ngoài công lập', 'Non-public service unit'),
  army: w('Quân đội', 'Army'),
  police: w('Công an', 'Police'),
  state_enterprise: w('Doanh nghiệp có vốn nhà nước', 'State-owned enterprise'),
  state_enterprise_full: w('Doanh nghiệp 100% vốn nhà nước', 'Enterprise wholly state-owned'),
  state_enterprise_majority: w(
    'Doanh nghiệp từ 50% vốn nhà nước trở lên',
    'Enterprise at least half state-owned',
  ),
  state_enterprise_minority: w('Doanh nghiệp dưới 50% vốn nhà nước', 'Enterprise less than half state-owned'),
  private_enterprise: w('Doanh nghiệp ngoài nhà nước', 'Non-state enterprise'),
  joint_stock: w('Công ty cổ phần', 'Joint-stock company'),
  sole_proprietor: w('Doanh nghiệp tư nhân', 'Sole proprietorship'),
  limited_liability: w('Công ty trách nhiệm hữu hạn', 'Limited liability company'),
  partnership: w('Công ty hợp danh', 'Partnership'),
  foreign_invested: w('Doanh nghiệp có vốn nước ngoài', 'Foreign-invested enterprise'),
  foreign_owned: w('Doanh nghiệp 100% vốn nước ngoài', 'Enterprise wholly foreign-owned'),
  cooperative: w('Hợp tác xã', 'Cooperative'),
  abroad: w('Ngoài nước', 'Abroad'),
  other: w('Khác', 'Other'),
};

export type Sector = keyof typeof SECTORS;

/** Bodies that advise a committee: they inspect and supervise for it, and decide nothing. */
const ADVISORY_BODIES = {
  organisation_board: w('Ban Tổ chức', 'Organisation board'),
  propaganda_board: w('Ban Tuyên giáo, Ban Tuyên giáo và Dân vận', 'Propaganda board'),
  mobilisation_board: w('Ban Dân vận', 'Mobilisation board'),
  internal_affairs_board: w('Ban Nội chính', 'Internal affairs board'),
  committee_office: w('Văn phòng cấp ủy', 'Committee office'),
};

export const isAdvisory = (kind: string): boolean => kind in ADVISORY_BODIES;

/** Bodies that are counted by. */
export const BODY_KINDS = {
  committee: w('Ban Chấp hành', 'Committee'),
  standing_committee: w('Ban Thường vụ', 'Standing committee'),
  inspection_commission: w('Ủy ban Kiểm tra', 'Inspection commission'),
  cell: w('Chi bộ', 'Cell'),
  ...ADVISORY_BODIES,
};

export type BodyKind = keyof typeof BODY_KINDS;

const FROM = w('Từ ngày', 'From');
const TO = w('Chấm dứt từ ngày', 'Ended on');

const attributes = {
  name: text(w('Tên', 'Name'), { required: true }),
  code: text(w('Mã số', 'Code'), { required: true, max: 40 }),
  kind: choice(w('Loại tổ chức', 'Kind'), UNIT_KINDS, { required: true }),
  sector: choice(w('Loại hình', 'Sector'), SECTORS),
  parent: reference(w('Trực thuộc', 'Directly under'), 'unit'),
  valid_from: date(FROM, { required: true }),
  valid_to: date(TO),
} as const;

/** A unit as it stands today, or stood last. Changed only by an act (`reorganise`). */
export const unit = defineRecord({
  name: 'unit',
  view: 'unit_now',
  actOnly: true,
  area: 'organisation',
  class: 'unit',
  words: {
    one: w('Tổ chức đảng', 'Unit'),
    many: w('Tổ chức đảng', 'Units'),
    empty: w(
      'Chưa có tổ chức đảng nào. Ban tổ chức lập bằng quyết định thành lập.',
      'No units yet. The organisation board founds them by a decision.',
    ),
  },
  fields: attributes,
  title: ['name'],
  list: ['name', 'code', 'kind', 'sector', 'parent', 'valid_from', 'valid_to'],
  filters: ['kind', 'sector', 'parent'],
  order: [{ column: 'code' }],
});

export const unitPeriod = defineRecord({
  name: 'unit_period',
  actOnly: true,
  area: 'organisation',
  class: 'unit',
  words: {
    one: w('Thông tin tổ chức theo thời gian', 'Unit over time'),
    many: w('Thông tin tổ chức theo thời gian', 'Units over time'),
    empty: w(
      'Chưa có thông tin nào. Quyết định về tổ chức tạo ra thông tin này.',
      'Nothing here yet. Decisions on organisation write these rows.',
    ),
  },
  fields: {
    unit: reference(w('Tổ chức đảng', 'Unit'), 'unit', { required: true }),
    ...attributes,
    decision: text(w('Quyết định', 'Decision'), { max: 60 }),
  },
  title: ['name', 'valid_from'],
  list: ['unit', 'valid_from', 'valid_to', 'name', 'code', 'kind', 'parent', 'decision'],
  filters: ['unit', 'kind', 'parent'],
  date: 'valid_from',
});

export const body = defineRecord({
  name: 'body',
  area: 'organisation',
  class: 'unit',
  words: {
    one: w('Cơ quan lãnh đạo', 'Body'),
    many: w('Cơ quan lãnh đạo', 'Bodies'),
    empty: w(
      'Chưa có cơ quan lãnh đạo nào. Quyết định thành lập tổ chức lập ra, hoặc ban tổ chức nhập thêm.',
      'No bodies yet. Founding a unit makes them, or the organisation board enters them.',
    ),
  },
  fields: {
    unit: reference(w('Tổ chức đảng', 'Unit'), 'unit', { required: true }),
    kind: choice(w('Cơ quan', 'Body'), BODY_KINDS, { required: true }),
    valid_from: date(FROM, { required: true }),
    valid_to: date(TO),
  },
  title: ['kind', 'unit'],
  list: ['unit', 'kind', 'valid_from', 'valid_to'],
  filters: ['unit', 'kind'],
  date: 'valid_from',
});

/** The act itself; its operations are kept as they were decided, as JSON. */
export const reorganisation = defineRecord({
  name: 'reorganisation',
  actOnly: true,
  area: 'organisation',
  class: 'unit',
  words: {
    one: w('Quyết định về tổ chức', 'Reorganisation'),
    many: w('Quyết định về tổ chức', 'Reorganisations'),
    empty: w(
      'Chưa có quyết định thành lập, hợp nhất, chia tách, chuyển giao nào.',
      'No decision to found, merge, split or transfer units yet.',
    ),
  },
  fields: {
    unit: reference(w('Cấp trên chung', 'Common superior'), 'unit', { required: true }),
    number: text(w('Số quyết định', 'Decision number'), { required: true, max: 60 }),
    decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
    effective_on: date(w('Có hiệu lực từ ngày', 'Effective on'), { required: true }),
    decided_by: text(w('Cơ quan quyết định', 'Decided by'), { required: true }),
    summary: text(w('Trích yếu', 'Summary'), { required: true, max: 500 }),
    operations: text(w('Nội dung', 'Operations'), { required: true, max: 10_000_000, multiline: true }),
  },
  title: ['number', 'summary'],
  list: ['number', 'decided_on', 'effective_on', 'decided_by', 'summary', 'unit'],
  filters: ['unit'],
  date: 'effective_on',
});

export const unitSuccession = defineRecord({
  name: 'unit_succession',
  actOnly: true,
  area: 'organisation',
  class: 'unit',
  words: {
    one: w('Kế thừa tổ chức', 'Succession'),
    many: w('Kế thừa tổ chức', 'Successions'),
    empty: w('Chưa có tổ chức nào kế thừa tổ chức khác.', 'No unit has succeeded another yet.'),
  },
  fields: {
    unit: reference(w('Thuộc', 'Belongs to'), 'unit', { required: true }),
    reorganisation: reference(w('Theo quyết định', 'By decision'), 'reorganisation', { required: true }),
    predecessor: reference(w('Tổ chức cũ', 'Predecessor'), 'unit', { required: true }),
    successor: reference(w('Tổ chức mới', 'Successor'), 'unit', { required: true }),
    is_principal: flag(w('Kế thừa chính', 'Principal successor')),
    effective_on: date(w('Từ ngày', 'Effective on'), { required: true }),
  },
  title: ['predecessor', 'successor'],
  list: ['predecessor', 'successor', 'is_principal', 'effective_on', 'reorganisation'],
  filters: ['predecessor', 'successor'],
  date: 'effective_on',
});

/** One operation of an act. Units are named by id, or by the code they have on the day (or get in the act). */
export type Operation =
  | {
      do: 'found';
      id?: string;
      name: string;
      code: string;
      kind: string;
      sector?: string | null;
      parent?: string | null;
      /** Ids for the bodies that come with the unit, where whoever founds it wants to name them. */
      bodies?: Partial<Record<BodyKind, string>>;
    }
  /** Ends a unit. Its members go by the lists, the others to `rest`. `successor` inherits its records. */
  | { do: 'dissolve'; unit: string; members?: MemberList[]; rest?: string; successor?: string }
  | { do: 'rename'; unit: string; name: string }
  | { do: 'rekind'; unit: string; kind: string; sector?: string | null }
  | { do: 'recode'; unit: string; code: string }
  | { do: 'reparent'; unit: string; parent: string; code?: string }
  /** Ends the units (except `into`, which may be among them); members and subordinate units go over to `into`. */
  | { do: 'merge'; units: string[]; into: string }
  /** Divides a unit by lists; the principal part takes the rest. A unit that is itself a part lives on. */
  | { do: 'split'; unit: string; into: SplitPart[] }
  | { do: 'move_members'; from: string; to: string; persons?: string[] };

export type MemberList = { to: string; persons: string[] };

export type SplitPart = { unit: string; persons?: string[]; units?: string[]; principal?: boolean };

/** An act of reorganisation as it is sent; sending the same id twice records once. */
export type Act = {
  id: string;
  number: string;
  decided_on: string;
  effective_on: string;
  decided_by: string;
  /** Id or code of the common superior, which keeps the act; with founding alone it may be one of the founded. */
  unit: string;
  summary: string;
  operations: Operation[];
  /** Answers warnings. */
  reason?: string;
};

/** A member's stay in a unit on the day of an act or later. */
export type MemberOfUnit = {
  stay: string;
  person: string;
  unit: string;
  valid_from: PlainDate;
  isOfficial: boolean;
};

export type Rehoming = {
  day: PlainDate;
  number: string;
  moves: readonly { stay: string; to: string; id: string }[];
};

/** What an act must know of members; answered by the area that keeps them. */
export type MembersOfUnits = {
  /** Stays in these units that last beyond the day before `day`. */
  membersOf(tx: Reader, units: readonly string[], day: PlainDate): Promise<MemberOfUnit[]>;
  /** Ends the stays on the day and begins new ones under the given ids; stays that begin later just change cell. */
  rehome(tx: Writer, rehoming: Rehoming): Promise<void>;
};

export { bodyOf, bodyOn, isBeneath, lifeOf, unitOn, unitsOn } from './store.ts';
export { typeOf, typesOfUnits } from './type-figures.ts';
