/** Programmes, items, sessions and subjects of inspection and supervision. */
import { w } from '../../kernel/words.ts';
import { choice, choices, count, date, defineRecord, flag, reference, text } from '../../records/define.ts';
import { BECAUSE, NATURES, ORIGINS, RESULTS, SUBJECT_KINDS, WORKS } from './codes.ts';
import { CONTENTS } from './contents.ts';

export { SUBJECT_KINDS, type SubjectKind } from './codes.ts';
export {
  CONTENTS,
  contentColumnsOn,
  foreignContents,
  MEMBER_CONTENTS,
  ORGANISATION_CONTENTS,
  VIOLATION_CONTENTS,
} from './contents.ts';
export { disciplinedSql, wasDisciplined } from './disciplined.ts';
export { type BodyOn, foreignContent, noDecidingBody, noSuchBody } from './rules.ts';
export { bodyOn } from './store.ts';

export const programme = defineRecord({
  name: 'programme',
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Chương trình kiểm tra, giám sát', 'Inspection programme'),
    many: w('Chương trình kiểm tra, giám sát', 'Inspection programmes'),
    empty: w(
      'Chưa có chương trình nào. Cán bộ kiểm tra nhập chương trình năm của cấp ủy, ban thường vụ và ủy ban kiểm tra.',
      'No programme yet. The inspection officer enters the year’s programmes of the committee, its standing committee and its commission.',
    ),
  },
  fields: {
    body: reference(w('Chủ thể ban hành', 'Owner body'), 'body', { required: true }),
    number: text(w('Số, ký hiệu', 'Number'), {
      max: 60,
      hint: w('Để trống khi còn là dự thảo', 'Leave empty while it is a draft'),
    }),
    title: text(w('Tên chương trình', 'Title'), { required: true }),
    year: count(w('Năm', 'Year'), {
      min: 1930,
      max: 2200,
      plain: true,
      hint: w('Để trống nếu là chương trình toàn khóa', 'Leave empty for the programme of the whole term'),
    }),
    term: reference(w('Thuộc chương trình toàn khóa', 'Cut from the term’s programme'), 'programme'),
    approved_on: date(w('Ngày ban hành', 'Approved on')),
    drafted_on: date(w('Ngày lập dự thảo', 'Drafted on')),
  },
  title: ['title', 'number'],
  list: ['title', 'body', 'year', 'number', 'approved_on'],
  filters: ['body', 'year'],
  date: 'approved_on',
});

export const programmeItem = defineRecord({
  name: 'programme_item',
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Cuộc trong chương trình', 'Programme item'),
    many: w('Các cuộc trong chương trình', 'Programme items'),
    empty: w(
      'Chương trình chưa có cuộc nào. Cán bộ kiểm tra nhập từng cuộc theo chương trình đã ban hành.',
      'The programme has no item yet. The inspection officer enters each item of the approved programme.',
    ),
  },
  fields: {
    programme: reference(w('Chương trình', 'Programme'), 'programme', { required: true }),
    ordinal: count(w('Thứ tự', 'Ordinal'), { required: true, min: 1, max: 999 }),
    nature: choice(w('Loại', 'Nature'), NATURES, { required: true }),
    content: text(w('Nội dung', 'Content'), { required: true, max: 1000, multiline: true }),
    content_codes: choices(w('Nội dung theo biểu', 'Contents of the forms'), CONTENTS),
    quarter: count(w('Quý', 'Quarter'), { min: 1, max: 4 }),
    period_from: date(w('Mốc thời gian được kiểm tra, từ ngày', 'Period looked into, from')),
    period_to: date(w('Mốc thời gian được kiểm tra, đến ngày', 'Period looked into, to')),
    lead: text(w('Chủ trì', 'Lead'), { max: 200 }),
    because: choice(w('Vì sao đưa vào chương trình', 'Why it is proposed'), BECAUSE),
    because_note: text(w('Căn cứ cụ thể', 'The facts behind it'), { max: 500, multiline: true }),
    added_by: text(w('Quyết định bổ sung', 'Decision that added it'), {
      max: 100,
      hint: w('Chỉ ghi với cuộc bổ sung trong năm', 'Only for an item added during the year'),
    }),
    added_on: date(w('Ngày bổ sung', 'Added on')),
  },
  title: ['ordinal', 'content'],
  list: ['programme', 'ordinal', 'nature', 'content', 'quarter', 'added_on'],
  filters: ['programme', 'nature', 'quarter'],
  order: [{ column: 'programme' }, { column: 'ordinal' }],
});

const CHANGE_KINDS = {
  postpone: w('Hoãn, chuyển quý', 'Postponed'),
  drop: w('Đưa ra khỏi chương trình', 'Dropped'),
};

export const programmeChange = defineRecord({
  name: 'programme_change',
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Điều chỉnh chương trình', 'Programme change'),
    many: w('Điều chỉnh chương trình', 'Programme changes'),
    empty: w(
      'Chưa có điều chỉnh nào. Khi một cuộc bị hoãn hoặc đưa ra, nhập quyết định điều chỉnh vào đây.',
      'No change yet. When an item is postponed or dropped, enter the decision here.',
    ),
  },
  fields: {
    item: reference(w('Cuộc trong chương trình', 'Programme item'), 'programme_item', { required: true }),
    kind: choice(w('Điều chỉnh', 'Change'), CHANGE_KINDS, { required: true }),
    to_quarter: count(w('Chuyển sang quý', 'To quarter'), { min: 1, max: 4 }),
    decision: text(w('Quyết định số', 'Decision number'), { required: true, max: 100 }),
    decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
    grounds: text(w('Nguyên nhân', 'Cause'), { required: true, max: 1000, multiline: true }),
  },
  title: ['kind', 'decision'],
  list: ['item', 'kind', 'to_quarter', 'decision', 'decided_on'],
  filters: ['item', 'kind'],
  date: 'decided_on',
});

export const inspection = defineRecord({
  name: 'inspection',
  sensitive: true,
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Cuộc kiểm tra, giám sát', 'Inspection session'),
    many: w('Cuộc kiểm tra, giám sát', 'Inspection sessions'),
    empty: w(
      'Chưa có cuộc nào. Cán bộ kiểm tra nhập khi có quyết định kiểm tra hoặc giám sát.',
      'No session yet. The inspection officer enters one when its decision is issued.',
    ),
  },
  fields: {
    body: reference(w('Chủ thể kiểm tra', 'Inspecting body'), 'body', { required: true }),
    item: reference(w('Theo cuộc trong chương trình', 'Programme item'), 'programme_item', {
      hint: w('Để trống nếu ngoài chương trình', 'Leave empty outside the programme'),
    }),
    nature: choice(w('Loại', 'Nature'), NATURES, { required: true }),
    origin: choice(w('Căn cứ', 'Origin'), ORIGINS, { required: true }),
    number: text(w('Quyết định số', 'Decision number'), { required: true, max: 60 }),
    title: text(w('Tên cuộc', 'Title'), { required: true, max: 500 }),
    opened_on: date(w('Ngày triển khai', 'Opened on'), { required: true }),
    concluded_on: date(w('Ngày kết thúc', 'Concluded on'), {
      hint: w('Để trống khi đang tiến hành', 'Leave empty while it is running'),
    }),
  },
  title: ['title', 'number'],
  list: ['title', 'body', 'nature', 'origin', 'opened_on', 'concluded_on'],
  filters: ['body', 'nature', 'origin'],
  date: 'opened_on',
});

export const inspectionSubject = defineRecord({
  name: 'inspection_subject',
  sensitive: true,
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Đối tượng kiểm tra, giám sát', 'Inspection subject'),
    many: w('Đối tượng kiểm tra, giám sát', 'Inspection subjects'),
    empty: w(
      'Chưa có đối tượng nào. Nhập từng tổ chức đảng, từng đảng viên của mỗi cuộc; kết luận ghi riêng cho từng đối tượng.',
      'No subject yet. Enter each organisation and each member of a session; each has a conclusion of its own.',
    ),
  },
  fields: {
    item: reference(w('Cuộc trong chương trình', 'Programme item'), 'programme_item'),
    inspection: reference(w('Cuộc kiểm tra, giám sát', 'Session'), 'inspection'),
    kind: choice(w('Loại đối tượng', 'Kind of subject'), SUBJECT_KINDS, { required: true }),
    subject_unit: reference(w('Tổ chức đảng', 'Organisation'), 'unit'),
    subject_person: reference(w('Đảng viên', 'Member'), 'person'),
    works: choices(w('Loại công việc', 'Kinds of work'), WORKS),
    content_codes: choices(w('Nội dung theo biểu', 'Contents of the forms'), CONTENTS, {
      hint: w(
        'Nội dung về nhiệm vụ kiểm tra, tài chính, văn bản chỉ chọn khi đúng loại công việc ấy',
        'Contents of the inspection duty, of finances and of texts only where that is the kind of work',
      ),
    }),
    committee_member: flag(w('Là cấp ủy viên tại thời điểm kiểm tra', 'Committee member at the time')),
    concluded_on: date(w('Ngày kết luận', 'Concluded on'), {
      hint: w('Để trống khi chưa kết luận', 'Leave empty until concluded'),
    }),
    conclusion_number: text(w('Thông báo kết luận số', 'Conclusion number'), { max: 60 }),
    result: choice(w('Kết quả', 'Result'), RESULTS),
    heard_on: date(w('Ngày phát biểu tại hội nghị', 'Spoke at the meeting on')),
    own_view: text(w('Ý kiến của đối tượng, ý kiến bảo lưu', 'The subject’s own view, reservations'), {
      max: 2000,
      multiline: true,
    }),
  },
  title: ['subject_unit', 'subject_person', 'inspection'],
  list: ['subject_unit', 'subject_person', 'works', 'inspection', 'concluded_on', 'result'],
  filters: ['inspection', 'item', 'kind', 'works', 'result', 'committee_member'],
});
