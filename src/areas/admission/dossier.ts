/** The dossier of a candidate: the record types of its head, its checklist, its sponsors and its steps. */
import { w } from '../../kernel/words.ts';
import { choice, choices, count, date, defineRecord, flag, reference, text } from '../../records/define.ts';
import { SOURCES } from './contract.ts';
import { STEP_KEYS, STEPS, type StepKey } from './steps.ts';

const SCHOOLING = {
  certificate: w('Có bằng tốt nghiệp trung học cơ sở trở lên', 'Lower-secondary certificate or above'),
  equivalent: w('Có chứng nhận tương đương', 'An equivalent certificate'),
  programme_completed: w('Đã hoàn thành chương trình trung học cơ sở', 'Lower-secondary programme completed'),
  none: w('Chưa có', 'None of these'),
};

/** Whose lives are verified (rule `admit.verify.people`). */
export const PEOPLE_VERIFIED = {
  self: w('Người vào Đảng', 'The candidate'),
  parents: w('Cha, mẹ đẻ', 'Parents'),
  in_laws: w('Cha, mẹ vợ (chồng) hoặc người nuôi dưỡng', 'Parents-in-law, or whoever brought them up'),
  spouse: w('Vợ hoặc chồng', 'Husband or wife'),
  children: w('Con đủ năng lực hành vi', 'Children of full capacity'),
};

export type Verified = keyof typeof PEOPLE_VERIFIED;

export const ROLES = {
  helper: w('Đảng viên giúp đỡ', 'Helper'),
  sponsor: w('Người giới thiệu', 'Sponsor'),
};

export const ORGANISATIONS = {
  youth_union: w('Ban Chấp hành Đoàn cơ sở', 'Committee of the Youth Union'),
  trade_union: w('Ban Chấp hành công đoàn cơ sở', 'Committee of the trade union'),
};

/** Why a dossier ends without recognition. */
export const ENDS = {
  withdrew: w('Người vào Đảng xin thôi', 'The candidate withdrew'),
  gone: w('Đã chuyển đi, hồ sơ giao nơi mới', 'Moved away; the file went along'),
  not_admitted: w('Cấp có thẩm quyền không kết nạp', 'Not admitted by the competent committee'),
  not_recognised: w('Không công nhận, xóa tên đảng viên dự bị', 'Not recognised; struck off'),
  death: w('Từ trần', 'Death'),
};

export const RESULTS = {
  done: w('Xong', 'Done'),
  not_passed: w('Chưa đủ phiếu', 'Votes not reached'),
  returned: w('Trả lại', 'Returned'),
};

const STEP_OPTIONS = Object.fromEntries(STEP_KEYS.map((key) => [key, STEPS[key].words])) as Record<
  StepKey,
  (typeof STEPS)[StepKey]['words']
>;

export const candidate = defineRecord({
  name: 'candidate',
  sensitive: true,
  area: 'admission',
  class: 'unit',
  words: {
    one: w('Hồ sơ kết nạp', 'Dossier of a candidate'),
    many: w('Hồ sơ kết nạp', 'Dossiers of candidates'),
    empty: w(
      'Chưa có hồ sơ nào. Chi bộ mở hồ sơ khi có nghị quyết đưa quần chúng ưu tú vào danh sách tạo nguồn.',
      'No dossiers yet. A cell opens one when it resolves to put somebody on its list.',
    ),
  },
  fields: {
    person: reference(w('Quần chúng ưu tú', 'Person'), 'person', { required: true }),
    unit: reference(w('Chi bộ', 'Cell'), 'unit', { required: true }),
    opened_on: date(w('Ngày đưa vào danh sách', 'Put on the list on'), { required: true }),
    resolution: text(w('Nghị quyết của chi bộ', 'Resolution of the cell'), { required: true, max: 60 }),
    sources: choices(w('Nguồn kết nạp', 'Source of candidate'), SOURCES),
    schooling: choice(w('Trình độ học vấn', 'Schooling'), SCHOOLING, { sensitive: true }),
    is_readmission: flag(w('Kết nạp lại', 'Readmission')),
    consent: text(
      w('Văn bản đồng ý của cấp ủy trực thuộc Trung ương', 'Written consent of the provincial level'),
      {
        max: 60,
        hint: w(
          'Chỉ với người quá tuổi hoặc kết nạp lại',
          'Only above the highest age, or for a readmission',
        ),
      },
    ),
    consent_on: date(w('Ngày văn bản đồng ý', 'Consent of')),
    ended_on: date(w('Ngày dừng hồ sơ', 'Ended on'), {
      hint: w('Thường ghi bằng việc “Dừng hồ sơ”', 'Usually recorded by “End the dossier”'),
    }),
    ended_by: choice(w('Lý do dừng', 'Ended because'), ENDS),
    end_document: text(w('Văn bản dừng hồ sơ', 'Document of the end'), { max: 60 }),
  },
  title: ['person', 'opened_on'],
  list: ['person', 'unit', 'opened_on', 'sources', 'ended_on', 'ended_by'],
  filters: ['sources', 'is_readmission', 'ended_by'],
  date: 'opened_on',
});

/** The rules as they stood when the dossier was opened; written once, by opening it. */
export const candidateRule = defineRecord({
  name: 'candidate_rule',
  actOnly: true,
  area: 'admission',
  class: 'unit',
  words: {
    one: w('Quy định khi mở hồ sơ', 'Rule at the opening'),
    many: w('Quy định khi mở hồ sơ', 'Rules at the opening'),
    empty: w(
      'Chưa có gì. Khi mở hồ sơ, phần mềm giữ lại quy định đang có hiệu lực.',
      'Nothing yet. Opening a dossier keeps the rules in force.',
    ),
  },
  fields: {
    candidate: reference(w('Hồ sơ', 'Dossier'), 'candidate', { required: true }),
    rule: text(w('Quy định', 'Rule'), { required: true, max: 60 }),
    value: text(w('Giá trị', 'Value'), { required: true, max: 500 }),
    regulation: text(w('Văn bản', 'Regulation'), { required: true, max: 60 }),
    issued_on: date(w('Ngày văn bản', 'Of')),
    article: text(w('Điều, điểm', 'Article'), { max: 60 }),
    known: text(w('Mức biết', 'How well known'), { required: true, max: 1 }),
    taken_on: date(w('Giữ ngày', 'Kept on'), { required: true }),
  },
  title: ['candidate', 'rule'],
  list: ['candidate', 'rule', 'value', 'regulation', 'taken_on'],
  filters: [],
  date: 'taken_on',
});

export const sponsorship = defineRecord({
  name: 'sponsorship',
  area: 'admission',
  class: 'unit',
  words: {
    one: w('Người giúp đỡ, giới thiệu', 'Helper or sponsor'),
    many: w('Người giúp đỡ, giới thiệu', 'Helpers and sponsors'),
    empty: w(
      'Chưa ghi ai. Chi bộ phân công người giúp đỡ; người giới thiệu ghi khi có giấy giới thiệu.',
      'Nobody yet. The cell names a helper; sponsors are entered with their paper.',
    ),
  },
  fields: {
    candidate: reference(w('Hồ sơ', 'Dossier'), 'candidate', { required: true }),
    role: choice(w('Vai trò', 'Role'), ROLES, { required: true }),
    person: reference(w('Đảng viên', 'Member'), 'person'),
    organisation: choice(w('Hoặc tổ chức', 'Or organisation'), ORGANISATIONS),
    together_since: date(w('Cùng công tác, học tập, cư trú từ ngày', 'Together since')),
    valid_from: date(w('Từ ngày', 'From'), { required: true }),
    valid_to: date(w('Thôi từ ngày', 'Ended on')),
    paper: text(w('Số nghị quyết, giấy giới thiệu', 'Number of the paper'), { required: true, max: 60 }),
  },
  title: ['role', 'person', 'organisation'],
  list: ['candidate', 'role', 'person', 'organisation', 'valid_from', 'valid_to'],
  filters: ['role', 'candidate'],
  date: 'valid_from',
});

const votes = (vi: string, en: string) => count(w(vi, en), { max: 100_000 });

/** One step with its paper. Of opinions only that a paper exists: its number and day, never what was said. */
export const candidateStep = defineRecord({
  name: 'candidate_step',
  actOnly: true,
  sensitive: true,
  area: 'admission',
  class: 'unit',
  words: {
    one: w('Bước của hồ sơ kết nạp', 'Step of a dossier'),
    many: w('Các bước của hồ sơ kết nạp', 'Steps of dossiers'),
    empty: w(
      'Chưa ghi bước nào. Mở một hồ sơ rồi ghi bước tiếp theo ở đó.',
      'No steps yet. Open a dossier and record its next step there.',
    ),
  },
  fields: {
    candidate: reference(w('Hồ sơ', 'Dossier'), 'candidate', { required: true }),
    step: choice(w('Bước', 'Step'), STEP_OPTIONS, { required: true }),
    done_on: date(w('Ngày', 'Day'), { required: true }),
    number: text(w('Số giấy tờ', 'Number of the paper'), { max: 60 }),
    result: choice(w('Kết quả', 'Result'), RESULTS, { required: true }),
    about: choices(w('Đã thẩm tra', 'Verified'), PEOPLE_VERIFIED),
    stamped_on: date(w('Cấp ủy cơ sở đóng dấu giáp lai ngày', 'Stamped by the committee on')),
    certified_on: date(w('Cấp ủy cơ sở chứng nhận lý lịch ngày', 'Certified by the committee on')),
    body: reference(w('Cấp quyết định', 'Deciding body'), 'body'),
    received_on: date(w('Chi bộ nhận quyết định ngày', 'Received by the cell on')),
    official: votes(
      'Tổng số đảng viên chính thức (hoặc cấp ủy viên)',
      'Official members, or committee members',
    ),
    temporary_away: votes(
      'Trong đó đang sinh hoạt tạm thời nơi khác',
      'Of which in temporary activity elsewhere',
    ),
    exempt_absent: votes('Trong đó được miễn sinh hoạt và vắng mặt', 'Of which exempt and absent'),
    in_favour: votes('Số phiếu tán thành', 'Votes in favour'),
    effective_on: date(w('Chính thức từ ngày', 'Official from'), {
      hint: w('Để trống: ngày hết thời gian dự bị', 'Empty: the day probation ends'),
    }),
    consent: text(w('Văn bản đồng ý cho làm muộn', 'Consent to a later day'), {
      max: 60,
      hint: w('Chỉ khi quá thời hạn', 'Only past the deadline'),
    }),
    back_to: choice(w('Trả về bước', 'Back to step'), STEP_OPTIONS),
    return_reason: text(w('Lý do trả lại', 'Reason of the return'), { max: 500, multiline: true }),
    admission: reference(w('Quyết định kết nạp', 'Admission'), 'admission'),
    recognition: reference(w('Quyết định công nhận', 'Recognition'), 'recognition'),
  },
  title: ['step', 'done_on'],
  list: ['candidate', 'step', 'done_on', 'number', 'result'],
  filters: ['step', 'result'],
  date: 'done_on',
});
