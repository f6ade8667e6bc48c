/** Persons, their stay in a cell, standing and exemption; and the steps that other areas' decisions cause. */
import { w } from '../../kernel/words.ts';
import { choice, date, defineRecord, flag, partialDate, reference, text } from '../../records/define.ts';
import {
  ACADEMIC_TITLES,
  BOUNDARIES,
  CAME_BY,
  ETHNICITIES,
  GENERAL_EDUCATION,
  LEFT_BY,
  OCCUPATIONS,
  POLITICAL_THEORY,
  QUALIFICATIONS,
  RELIGIONS,
  SETTLEMENTS,
  SEXES,
  STANDINGS,
} from './codes.ts';

export { committeeLevelOf, committeeLevelSql } from './committee-level.ts';
export { saidOf, saidOfSql } from './said-of.ts';

export const person = defineRecord({
  name: 'person',
  sensitive: true,
  opensFields: true,
  area: 'membership',
  class: 'unit',
  words: {
    one: w('Người', 'Person'),
    many: w('Đảng viên và quần chúng', 'Persons'),
    empty: w(
      'Chưa có ai. Chi bộ hoặc văn phòng cấp ủy nhập hồ sơ người.',
      'Nobody yet. The cell or the committee office enters persons.',
    ),
  },
  fields: {
    name: text(w('Họ và tên', 'Full name'), { required: true, folded: 'folded' }),
    unit: reference(w('Nơi quản lý hồ sơ', 'File kept by'), 'unit', {
      required: true,
      hint: w('Với đảng viên: chi bộ đang sinh hoạt', 'For a member: the present cell'),
    }),
    birth_date: partialDate(w('Ngày sinh', 'Born'), { sensitive: true }),
    sex: choice(w('Giới tính', 'Sex'), SEXES),
    ethnicity: choice(w('Dân tộc', 'Ethnic group'), ETHNICITIES, { sensitive: true }),
    religion: choice(w('Tôn giáo', 'Religion'), RELIGIONS, { sensitive: true }),
    native_place: text(w('Quê quán', 'Native place'), { sensitive: true }),
    occupation: choice(w('Nghề nghiệp', 'Occupation'), OCCUPATIONS),
    general_education: choice(w('Giáo dục phổ thông', 'General education'), GENERAL_EDUCATION),
    qualification: choice(w('Chuyên môn', 'Qualification'), QUALIFICATIONS),
    political_theory: choice(w('Lý luận chính trị', 'Political theory'), POLITICAL_THEORY),
    youth_union: flag(w('Đoàn viên', 'Youth Union member')),
    academic_title: choice(w('Học hàm', 'Academic title'), ACADEMIC_TITLES),
    business_owner: flag(w('Chủ doanh nghiệp tư nhân', 'Owner of a private enterprise')),
    foreign_spouse: flag(w('Hôn nhân với người nước ngoài', 'Married to a foreigner'), { sensitive: true }),
  },
  title: ['name'],
  dwells: { table: 'stay', column: 'person' },
  setAside: { table: 'person_merge', column: 'person', until: 'separated_on' },
  list: ['name', 'unit', 'birth_date', 'sex', 'ethnicity', 'occupation', 'qualification'],
  filters: [
    'name',
    'sex',
    'ethnicity',
    'religion',
    'occupation',
    'qualification',
    'political_theory',
    'youth_union',
  ],
  order: [
    { column: 'given', collate: 'vi-x-icu' },
    { column: 'name', collate: 'vi-x-icu' },
  ],
});

export const stay = defineRecord({
  name: 'stay',
  area: 'membership',
  class: 'unit',
  words: {
    one: w('Thời gian sinh hoạt ở chi bộ', 'Stay in a cell'),
    many: w('Sinh hoạt đảng theo chi bộ', 'Stays in cells'),
    empty: w(
      'Chưa có đảng viên nào trong chi bộ. Nhập quyết định kết nạp hoặc giấy giới thiệu chuyển đến.',
      'No members in cells yet. Enter an admission or an introduction paper.',
    ),
  },
  fields: {
    person: reference(w('Đảng viên', 'Member'), 'person', { required: true }),
    unit: reference(w('Chi bộ', 'Cell'), 'unit', { required: true }),
    valid_from: date(w('Sinh hoạt từ ngày', 'Since'), { required: true }),
    valid_to: date(w('Thôi sinh hoạt từ ngày', 'Ended on'), {
      hint: w('Ngày đầu tiên không còn ở chi bộ', 'The first day no longer in the cell'),
    }),
    came_by: choice(w('Lý do đến', 'Came by'), CAME_BY, { required: true }),
    came_from: text(w('Từ nơi', 'Came from')),
    arrival_document: text(w('Giấy tờ khi đến', 'Document of arrival'), { max: 60 }),
    left_by: choice(w('Lý do thôi', 'Left by'), LEFT_BY),
    gone_to: text(w('Đi nơi', 'Gone to')),
    departure_document: text(w('Giấy tờ khi thôi', 'Document of departure'), { max: 60 }),
    came_across: choice(w('Chuyển đến từ', 'Came from'), BOUNDARIES, {
      hint: w('Khi nơi đi không có trong sổ này', 'Where the other end is not in these records'),
    }),
    gone_across: choice(w('Chuyển đi đến', 'Gone to'), BOUNDARIES, {
      hint: w('Khi nơi đến không có trong sổ này', 'Where the other end is not in these records'),
    }),
  },
  title: ['person', 'unit'],
  list: ['person', 'unit', 'valid_from', 'came_by', 'valid_to', 'left_by', 'gone_to'],
  filters: ['came_by', 'left_by'],
  date: 'valid_from',
});

export const standing = defineRecord({
  name: 'standing',
  area: 'membership',
  class: 'unit',
  words: {
    one: w('Tư cách đảng viên', 'Standing'),
    many: w('Đảng viên dự bị, chính thức', 'Standings'),
    empty: w(
      'Chưa ghi tư cách đảng viên nào. Quyết định kết nạp và công nhận tạo ra thông tin này.',
      'No standing recorded yet. Admissions and recognitions write it.',
    ),
  },
  fields: {
    person: reference(w('Đảng viên', 'Member'), 'person', { required: true }),
    kind: choice(w('Tư cách', 'Standing'), STANDINGS, { required: true }),
    valid_from: date(w('Từ ngày', 'From'), { required: true }),
    valid_to: date(w('Thôi từ ngày', 'Ended on')),
    document: text(w('Quyết định', 'Decision'), { max: 60 }),
  },
  title: ['person', 'kind'],
  list: ['person', 'kind', 'valid_from', 'valid_to', 'document'],
  filters: ['kind'],
  date: 'valid_from',
});

export const exemption = defineRecord({
  name: 'exemption',
  area: 'membership',
  class: 'unit',
  words: {
    one: w('Miễn công tác và sinh hoạt đảng', 'Exemption'),
    many: w('Miễn công tác và sinh hoạt đảng', 'Exemptions'),
    empty: w(
      'Chưa có đảng viên nào được miễn. Chi bộ quyết định theo đề nghị của đảng viên.',
      'Nobody is exempt. The cell decides at the member’s request.',
    ),
  },
  fields: {
    person: reference(w('Đảng viên', 'Member'), 'person', { required: true }),
    valid_from: date(w('Được miễn từ ngày', 'Exempt from'), { required: true }),
    valid_to: date(w('Trở lại từ ngày', 'Back on')),
    decision_number: text(w('Số nghị quyết', 'Resolution number'), { required: true, max: 60 }),
    decided_on: date(w('Ngày nghị quyết', 'Resolved on'), { required: true }),
    grounds: text(w('Lý do được miễn', 'Grounds'), { max: 500 }),
    review_on: date(w('Hỏi lại ngày', 'Ask again on'), {
      hint: w('Trang đầu nhắc chi bộ hỏi lại đảng viên', 'The first page reminds the cell to ask again'),
    }),
  },
  title: ['person', 'valid_from'],
  list: ['person', 'valid_from', 'valid_to', 'decision_number', 'decided_on'],
  filters: [],
  date: 'valid_from',
});

export {
  type Arrival,
  arrive,
  type Departure,
  type Enrolment,
  enrol,
  leave,
  type Recognition,
  recognise,
  transfer,
  unarrive,
  unenrol,
  unleave,
  unrecognise,
} from './careers.ts';
export { cellOn, cellOnSql } from './cell-on.ts';
export { BOUNDARIES, type Boundary, STANDINGS, type Standing } from './codes.ts';
export { AGES, fileColumns, fileJoin, fileOf } from './file-figures.ts';
export { identityNoted } from './identity-store.ts';
export { mergedInto } from './merge-store.ts';
export { isMerged, notMerged } from './merged.ts';
export { endPosts, giveBackPosts, heldPost, type PostLoss } from './posts-store.ts';
export { membersOfUnits } from './rehoming.ts';
export { findPersons, type PersonQuestion, personQuestion } from './search.ts';
export { isMemberOn, standingsOf, staysOf, suspensionOn } from './store.ts';
export {
  isSuspended,
  type Restriction,
  SUSPENDED,
  type Suspended,
  type Suspension,
  suspendedOnSql,
  whileSuspended,
} from './suspension.ts';

/** Two files that may be one person's: opened by the database when an identity number stands in another file. */
export const reconciliation = defineRecord({
  name: 'reconciliation',
  area: 'membership',
  class: 'unit',
  actOnly: true,
  words: {
    one: w('Đối chiếu hai hồ sơ', 'Reconciliation of two files'),
    many: w('Hồ sơ cần đối chiếu', 'Files to reconcile'),
    empty: w(
      'Không có hai hồ sơ nào mang cùng số định danh.',
      'No two files carry the same identity number.',
    ),
  },
  fields: {
    first_person: reference(w('Hồ sơ thứ nhất', 'First file'), 'person', { required: true }),
    second_person: reference(w('Hồ sơ thứ hai', 'Second file'), 'person', { required: true }),
    opened_on: date(w('Ngày mở', 'Opened on'), { required: true }),
    settled_on: date(w('Ngày giải quyết', 'Settled on')),
    settlement: choice(w('Cách giải quyết', 'Settlement'), SETTLEMENTS),
  },
  title: ['first_person', 'opened_on'],
  list: ['first_person', 'second_person', 'opened_on', 'settled_on'],
  filters: [],
  date: 'opened_on',
});
