/** The records of a member's file: dated facts, what files may hold, papers, and requests to correct them. */
import { type Words, w } from '../../kernel/words.ts';
import { choice, date, defineRecord, partialDate, reference, text } from '../../records/define.ts';
import { FILE_FIELDS } from './fields.ts';
import { PAPER_KINDS } from './papers.ts';

const FIELD_WORDS: Readonly<Record<string, Words>> = Object.fromEntries(
  Object.entries(FILE_FIELDS).map(([key, { words }]) => [key, words]),
);

/** How sure a fact is, by what was seen of its paper. */
export const CERTAINTY = {
  original: w('Đã đối chiếu bản chính', 'The original was seen'),
  copy: w('Đã xem bản sao', 'A copy was seen'),
  stated: w('Theo lời khai', 'As stated'),
};

/** What a fact rests on: the same fields wherever one is entered. */
export const SOURCE_FIELDS = {
  source_kind: choice(w('Giấy tờ làm căn cứ', 'Paper it rests on'), PAPER_KINDS),
  source_number: text(w('Số giấy tờ', 'Number of the paper'), { max: 60 }),
  source_date: partialDate(w('Ngày giấy tờ', 'Date of the paper')),
  certainty: choice(w('Mức chắc chắn', 'Certainty'), CERTAINTY, { required: true }),
};

export const SINCE = partialDate(w('Từ ngày', 'Since'), {
  hint: w(
    'Để trống nếu có từ đầu, hoặc không rõ',
    'Empty where it was so from the beginning, or nobody knows',
  ),
});
export const UNTIL = partialDate(w('Đến ngày', 'Until'));
export const OLD_TEXT = text(w('Ghi theo đơn vị hành chính trước 1/7/2025', 'As written before 1/7/2025'), {
  hint: w('Xã, huyện, tỉnh như trong hồ sơ cũ', 'Commune, district, province as in the old file'),
});

export const personFact = defineRecord({
  name: 'person_fact',
  area: 'member-file',
  class: 'unit',
  words: {
    one: w('Thông tin trong hồ sơ', 'Fact of a file'),
    many: w('Thông tin hồ sơ đảng viên', 'Facts of files'),
    empty: w(
      'Chưa ghi thông tin nào. Mở hồ sơ của một đảng viên, chọn mục rồi ghi cùng giấy tờ làm căn cứ.',
      'No fact yet. Open a member’s file, choose a field and enter it with the paper it rests on.',
    ),
  },
  fields: {
    person: reference(w('Người', 'Person'), 'person', { required: true }),
    field: choice(w('Mục', 'Field'), FIELD_WORDS, { required: true }),
    value: text(w('Nội dung', 'Value'), { required: true, max: 2000, sensitive: true }),
    old_text: OLD_TEXT,
    since: SINCE,
    until: UNTIL,
    ...SOURCE_FIELDS,
  },
  title: ['person', 'field'],
  // Values are read in the file, field by field: there a sensitive one is opened, and its opening noted.
  list: ['person', 'field', 'since', 'until', 'source_kind', 'certainty'],
  filters: ['field', 'certainty'],
});

const FILE_SCOPES = {
  health: w('Sức khỏe', 'Health'),
  property: w('Thu nhập, nhà đất, tài sản', 'Income, house, land, property'),
  scans: w('Bản quét giấy tờ', 'Scans of papers'),
};

export const fileScope = defineRecord({
  name: 'file_scope',
  area: 'member-file',
  class: 'unit',
  words: {
    one: w('Quyết định về phạm vi hồ sơ điện tử', 'Decision on what electronic files hold'),
    many: w('Phạm vi hồ sơ điện tử', 'What electronic files hold'),
    empty: w(
      'Chưa có quyết định nào, nên hồ sơ không giữ thông tin sức khỏe, tài sản và bản quét. Văn phòng cấp ủy nhập khi cấp ủy quyết định.',
      'No decision, so files hold nothing on health and property, and no scans. The office enters what the committee decides.',
    ),
  },
  fields: {
    unit: reference(w('Cấp ủy', 'Committee'), 'unit', { required: true }),
    what: choice(w('Được giữ', 'May be held'), FILE_SCOPES, { required: true }),
    number: text(w('Số quyết định', 'Decision number'), { required: true, max: 60 }),
    decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
    valid_from: date(w('Có hiệu lực từ', 'In force from'), { required: true }),
    valid_to: date(w('Thôi hiệu lực từ', 'Ended on')),
  },
  title: ['unit', 'what'],
  list: ['unit', 'what', 'number', 'decided_on', 'valid_from', 'valid_to'],
  filters: ['what'],
  date: 'valid_from',
});

export const PAPER_STATES = {
  there: w('Có', 'There'),
  missing: w('Thiếu', 'Missing'),
  not_needed: w('Không cần', 'Not needed'),
};

export const KEPT_BY = {
  cell: w('Chi bộ', 'Cell'),
  grassroots: w('Đảng ủy cơ sở', 'Grassroots committee'),
  district: w('Cấp ủy cấp trên trực tiếp', 'Committee directly above'),
  province: w('Ban tổ chức tỉnh ủy, kho lưu trữ', 'Province, archives'),
  elsewhere: w('Nơi khác', 'Elsewhere'),
};

export const personPaper = defineRecord({
  name: 'person_paper',
  area: 'member-file',
  class: 'unit',
  words: {
    one: w('Giấy tờ trong hồ sơ', 'Paper of a file'),
    many: w('Giấy tờ hồ sơ đảng viên', 'Papers of files'),
    empty: w(
      'Chưa kiểm giấy tờ nào. Nơi giữ hồ sơ mở hồ sơ của từng đảng viên rồi đánh dấu giấy tờ có, thiếu.',
      'No papers checked yet. Whoever keeps the files marks what is there and what is missing.',
    ),
  },
  fields: {
    person: reference(w('Người', 'Person'), 'person', { required: true }),
    kind: choice(w('Loại giấy tờ', 'Kind of paper'), PAPER_KINDS, { required: true }),
    state: choice(w('Tình trạng', 'State'), PAPER_STATES, { required: true }),
    number: text(w('Số', 'Number'), { max: 60 }),
    dated: partialDate(w('Ngày của giấy tờ', 'Dated')),
    kept_by: choice(w('Nơi giữ', 'Kept by'), KEPT_BY),
    kept_at: text(w('Chỗ để (tủ, hộp)', 'Where (cabinet, box)'), { max: 100 }),
    checked_on: date(w('Ngày kiểm', 'Checked on'), { required: true }),
  },
  title: ['person', 'kind'],
  list: ['person', 'kind', 'state', 'number', 'dated', 'kept_by', 'checked_on'],
  filters: ['kind', 'state', 'kept_by'],
  date: 'checked_on',
});

export const OUTCOMES = {
  corrected: w('Đã sửa: hồ sơ ghi sai', 'Corrected: the file was wrong'),
  changed: w('Đã ghi thay đổi từ ngày', 'Recorded as a change from a day'),
  refused: w('Không sửa', 'Not corrected'),
  withdrawn: w('Người đề nghị rút', 'Taken back'),
};

export type RequestOutcome = keyof typeof OUTCOMES;

/** What a request may be about: a field of the file, or whatever else the file says. */
export const ASKED_FIELDS: Readonly<Record<string, Words>> = {
  ...FIELD_WORDS,
  other: w(
    'Nội dung khác (quyết định, thời gian sinh hoạt, thẻ…)',
    'Something else (decisions, stays, cards …)',
  ),
};

export const correctionRequest = defineRecord({
  name: 'correction_request',
  area: 'member-file',
  class: 'unit',
  actOnly: true,
  words: {
    one: w('Đề nghị sửa hồ sơ', 'Request to correct a file'),
    many: w('Đề nghị sửa hồ sơ', 'Requests to correct files'),
    empty: w(
      'Chưa có đề nghị nào. Đảng viên gửi từ “Hồ sơ của tôi”, kèm giấy tờ chứng minh.',
      'No requests. Members send them from “My file”, with evidence.',
    ),
  },
  fields: {
    person: reference(w('Đảng viên', 'Member'), 'person', { required: true }),
    field: choice(w('Mục cần sửa', 'Field'), ASKED_FIELDS, { required: true }),
    wanted: text(w('Nội dung đúng', 'What it should say'), {
      required: true,
      max: 2000,
      multiline: true,
      sensitive: true,
    }),
    grounds: text(w('Căn cứ', 'Grounds'), { required: true, max: 2000, multiline: true }),
    asked_on: date(w('Ngày đề nghị', 'Asked on'), { required: true }),
    due_on: date(w('Hạn trả lời', 'To be answered by'), { required: true }),
    outcome: choice(w('Kết quả', 'Outcome'), OUTCOMES),
    answered_on: date(w('Ngày trả lời', 'Answered on')),
    answer: text(w('Lý do, trả lời', 'Reason, answer'), { max: 2000, multiline: true }),
  },
  title: ['person', 'field'],
  list: ['person', 'field', 'asked_on', 'due_on', 'outcome', 'answered_on'],
  filters: ['field', 'outcome'],
  date: 'asked_on',
});

export { PAPER_KINDS };
