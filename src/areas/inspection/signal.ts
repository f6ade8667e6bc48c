/** Work without a session: leads, the log of regular supervision, counts of asset verification. */
import { w } from '../../kernel/words.ts';
import { choice, choices, count, date, defineRecord, reference, text } from '../../records/define.ts';
import { SIGNAL_OUTCOMES, SIGNAL_SOURCES, SUBJECT_KINDS } from './codes.ts';
import { VIOLATION_CONTENTS } from './contents.ts';

const KIND = choice(w('Loại đối tượng', 'Kind of subject'), SUBJECT_KINDS, { required: true });
const UNIT = reference(w('Tổ chức đảng', 'Organisation'), 'unit');
const PERSON = reference(w('Đảng viên', 'Member'), 'person');

export const signal = defineRecord({
  name: 'signal',
  sensitive: true,
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Nguồn tin về dấu hiệu vi phạm', 'Lead'),
    many: w('Nguồn tin về dấu hiệu vi phạm', 'Leads'),
    empty: w(
      'Chưa có nguồn tin nào. Cán bộ theo dõi địa bàn ghi đề xuất kiểm tra khi thấy dấu hiệu vi phạm.',
      'No lead yet. The officer who follows an area records signs of violation with a proposal.',
    ),
  },
  fields: {
    body: reference(w('Chủ thể kiểm tra', 'Inspecting body'), 'body', { required: true }),
    number: text(w('Đề xuất số', 'Number of the proposal'), { required: true, max: 60 }),
    received_on: date(w('Ngày nhận', 'Received on'), { required: true }),
    source: choice(w('Nguồn', 'Source'), SIGNAL_SOURCES, { required: true }),
    source_ref: text(w('Mã nguồn', 'Code of the source'), {
      required: true,
      max: 30,
      hint: w(
        'Chỉ ghi mã hoặc số để người giữ nguồn tìm lại, không ghi tên ai',
        'A code or a number by which its keeper finds it; nobody’s name',
      ),
    }),
    supervision: reference(
      w('Đối tượng giám sát phát hiện', 'Found by the supervision of'),
      'inspection_subject',
    ),
    kind: KIND,
    subject_unit: UNIT,
    subject_person: PERSON,
    content_codes: choices(w('Nội dung theo biểu', 'Contents of the forms'), VIOLATION_CONTENTS),
    substance: text(w('Dấu hiệu vi phạm', 'The signs'), {
      required: true,
      max: 2000,
      multiline: true,
      hint: w(
        'Viết việc gì, ở đâu, khi nào; không viết tên, số điện thoại hay địa chỉ của ai',
        'What, where and when; nobody’s name, telephone or address',
      ),
    }),
    screened_on: date(w('Ngày xem xét', 'Screened on')),
    outcome: choice(w('Kết quả xem xét', 'Outcome'), SIGNAL_OUTCOMES),
    outcome_paper: text(w('Văn bản', 'Paper'), { max: 100 }),
    referred_to: text(w('Chuyển đến', 'Referred to'), { max: 200 }),
    inspection: reference(w('Cuộc kiểm tra đã mở', 'Inspection opened'), 'inspection', { derived: true }),
  },
  title: ['number', 'source'],
  list: [
    'number',
    'body',
    'received_on',
    'source',
    'source_ref',
    'subject_unit',
    'subject_person',
    'outcome',
  ],
  filters: ['body', 'source', 'outcome', 'supervision'],
  date: 'received_on',
});

export const supervisionNote = defineRecord({
  name: 'supervision_note',
  sensitive: true,
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Giám sát thường xuyên', 'Regular supervision'),
    many: w('Nhật ký giám sát thường xuyên', 'Log of regular supervision'),
    empty: w(
      'Chưa có ghi chép nào. Người được phân công theo dõi ghi điều đã thấy và lời nhắc nhở kịp thời.',
      'No entry yet. Whoever follows an area writes what was seen and the reminder given in time.',
    ),
  },
  fields: {
    body: reference(w('Chủ thể giám sát', 'Supervising body'), 'body', { required: true }),
    seen_on: date(w('Ngày', 'Day'), { required: true }),
    kind: KIND,
    subject_unit: UNIT,
    subject_person: PERSON,
    content: choice(w('Nội dung', 'Content'), VIOLATION_CONTENTS, { required: true }),
    text: text(w('Điều đã thấy', 'What was seen'), { required: true, max: 2000, multiline: true }),
    reminder: text(w('Lời nhắc nhở', 'The reminder'), { max: 1000, multiline: true }),
    reminded_on: date(w('Ngày nhắc nhở', 'Reminded on')),
    answer: text(w('Kết quả sau nhắc nhở', 'What came of it'), { max: 1000, multiline: true }),
    answered_on: date(w('Ngày có kết quả', 'Answered on')),
  },
  title: ['content', 'seen_on'],
  list: ['seen_on', 'body', 'subject_unit', 'subject_person', 'content', 'reminded_on', 'answered_on'],
  filters: ['body', 'kind', 'content'],
  date: 'seen_on',
});

export const assetVerification = defineRecord({
  name: 'asset_verification',
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Xác minh tài sản, thu nhập', 'Asset verification'),
    many: w('Xác minh tài sản, thu nhập', 'Asset verifications'),
    empty: w(
      'Chưa có kế hoạch nào. Ủy ban kiểm tra từ cấp trên trực tiếp cơ sở ghi số người được xác minh, không ghi tên.',
      'No plan yet. Commissions above the grassroots enter how many people were verified, without names.',
    ),
  },
  fields: {
    body: reference(w('Cơ quan kiểm soát', 'Body'), 'body', { required: true }),
    year: count(w('Năm', 'Year'), { required: true, min: 1930, max: 2200, plain: true }),
    plan: text(w('Kế hoạch số', 'Plan number'), { required: true, max: 60 }),
    decided_on: date(w('Ngày kế hoạch', 'Decided on'), { required: true }),
    chosen: count(w('Số người được chọn', 'People chosen'), { required: true, min: 1 }),
    verified: count(w('Đã xác minh xong', 'Verified'), { required: true }),
    untrue: count(w('Kê khai không trung thực', 'Found untrue'), { required: true }),
    disciplined: count(w('Đã thi hành kỷ luật', 'Disciplined'), { required: true }),
  },
  title: ['plan', 'year'],
  list: ['body', 'year', 'plan', 'chosen', 'verified', 'untrue', 'disciplined'],
  filters: ['body', 'year'],
  date: 'decided_on',
});
