/** The disciplinary case: whom and what it is about, circumstances with their evidence, ballots as tallies. */
import { w } from '../../kernel/words.ts';
import { choice, choices, count, date, defineRecord, flag, reference, text } from '../../records/define.ts';
import { SUBJECT_KINDS, VIOLATION_CONTENTS } from '../inspection/contract.ts';
import { SUSPENDED } from '../membership/contract.ts';
import { FORMS, type SanctionForm, SUBJECT_CLASSES } from './contract.ts';

/** What a case begins with. */
export const ORIGINS = {
  conclusion: w('Kết luận kiểm tra, giám sát, tố cáo', 'A conclusion of an inspection or denunciation'),
  proposal: w('Đề nghị của tổ chức đảng cấp dưới', 'A proposal of a lower organisation'),
  judgment: w('Bản án, quyết định của tòa án có hiệu lực', 'A court’s effective judgment'),
  state_sanction: w('Đã bị xử lý hành chính, đoàn thể', 'A sanction by the State or an association'),
  own_report: w('Tự phát hiện, tự báo cáo', 'Found or reported by itself'),
};

/** Violations to which no limitation of time applies (rule `statute.none`). */
const WITHOUT_LIMITATION = {
  internal_politics: w('Chính trị nội bộ', 'Internal political security'),
  defence_security_foreign: w(
    'Quốc phòng, an ninh, đối ngoại xâm hại lợi ích quốc gia',
    'Defence, security, foreign affairs harming the nation',
  ),
  illegal_degrees: w('Văn bằng, chứng chỉ không hợp pháp', 'Illegal degrees or certificates'),
};

export const disciplineCase = defineRecord({
  name: 'discipline_case',
  sensitive: true,
  area: 'discipline',
  class: 'case',
  words: {
    one: w('Hồ sơ kỷ luật', 'Disciplinary case'),
    many: w('Hồ sơ kỷ luật', 'Disciplinary cases'),
    empty: w(
      'Chưa có hồ sơ nào. Cán bộ kiểm tra mở hồ sơ khi đã có kết luận vi phạm đến mức phải kỷ luật, hoặc đề nghị của cấp dưới.',
      'No case yet. The inspection officer opens one on a conclusion that a sanction is due, or on a proposal from below.',
    ),
  },
  fields: {
    body: reference(w('Cấp xem xét', 'Body that considers it'), 'body', { required: true }),
    number: text(w('Số hồ sơ', 'Case number'), { required: true, max: 60 }),
    opened_on: date(w('Ngày mở hồ sơ', 'Opened on'), { required: true }),
    origin: choice(w('Bắt đầu từ', 'Begun by'), ORIGINS, { required: true }),
    basis: text(w('Văn bản làm căn cứ', 'Document it rests on'), {
      required: true,
      max: 200,
      hint: w(
        'Số, ngày của kết luận, đề nghị, bản án',
        'Number and day of the conclusion, proposal, judgment',
      ),
    }),
    inspection_subject: reference(
      w('Kết luận về đối tượng', 'Conclusion on the subject'),
      'inspection_subject',
    ),
    denounced: reference(w('Kết luận tố cáo về', 'Concluded of the denounced'), 'denounced'),
    proposed_in: reference(w('Hồ sơ của cấp dưới', 'Case of the lower body'), 'discipline_case'),
    subject_kind: choice(w('Đối tượng', 'Kind of subject'), SUBJECT_KINDS, { required: true }),
    subject_person: reference(w('Đảng viên', 'Member'), 'person'),
    subject_unit: reference(w('Tổ chức đảng', 'Organisation'), 'unit'),
    classes: choices(w('Về đối tượng và việc vi phạm', 'Of the subject and the violation'), SUBJECT_CLASSES, {
      hint: w('Quyết định ai có thẩm quyền', 'It decides who is competent'),
    }),
    holds_post: flag(w('Có chức vụ trong Đảng', 'Holds a post in the Party')),
    primary_content: choice(w('Nội dung vi phạm chính', 'Primary content of violation'), VIOLATION_CONTENTS, {
      required: true,
    }),
    contents: choices(w('Các nội dung vi phạm', 'Contents of violation'), VIOLATION_CONTENTS),
    act_on: date(w('Ngày vi phạm, hoặc ngày vi phạm chấm dứt', 'Day of the act, or of its end'), {
      required: true,
    }),
    new_violation_on: date(w('Ngày có vi phạm mới', 'Day of a new violation')),
    concluded_on: date(w('Ngày kết luận phải kỷ luật', 'Concluded that a sanction is due on'), {
      required: true,
    }),
    without_limitation: choice(w('Không áp dụng thời hiệu vì', 'No limitation, for'), WITHOUT_LIMITATION),
    note: text(w('Ghi chú', 'Note'), { max: 1000, multiline: true }),
  },
  title: ['number', 'subject_person', 'subject_unit'],
  list: ['number', 'subject_person', 'subject_unit', 'body', 'origin', 'opened_on', 'primary_content'],
  filters: ['body', 'origin', 'subject_kind', 'contents'],
  date: 'opened_on',
});

/** 69-QĐ/TW; kept as items with their evidence, never added up. */
export const CIRCUMSTANCES = {
  self_reported: w('Giảm nhẹ: tự giác báo cáo', 'Mitigating: reported it themselves'),
  new_evidence: w('Giảm nhẹ: cung cấp chứng cứ mới', 'Mitigating: supplied new evidence'),
  remedied: w('Giảm nhẹ: chủ động khắc phục', 'Mitigating: remedied it actively'),
  warned_before: w('Tăng nặng: đã được nhắc nhở mà vẫn vi phạm', 'Aggravating: warned before and went on'),
  retaliation: w('Tăng nặng: trù dập người phản ánh', 'Aggravating: retaliated against informants'),
  obstruction: w('Tăng nặng: cản trở thẩm tra', 'Aggravating: obstructed verification'),
};

export const circumstance = defineRecord({
  name: 'discipline_circumstance',
  area: 'discipline',
  class: 'case',
  words: {
    one: w('Tình tiết giảm nhẹ, tăng nặng', 'Circumstance'),
    many: w('Tình tiết giảm nhẹ, tăng nặng', 'Circumstances'),
    empty: w(
      'Chưa ghi tình tiết nào. Cán bộ kiểm tra nhập từng tình tiết kèm chứng cứ.',
      'No circumstance yet. The inspection officer enters each with its evidence.',
    ),
  },
  fields: {
    matter: reference(w('Hồ sơ kỷ luật', 'Case'), 'discipline_case', { required: true }),
    kind: choice(w('Tình tiết', 'Circumstance'), CIRCUMSTANCES, { required: true }),
    evidence: text(w('Chứng cứ, văn bản', 'Evidence, document'), {
      required: true,
      max: 1000,
      multiline: true,
    }),
    noted_on: date(w('Ngày ghi nhận', 'Noted on'), { required: true }),
  },
  title: ['kind'],
  list: ['matter', 'kind', 'evidence', 'noted_on'],
  filters: ['kind'],
  date: 'noted_on',
});

const PURPOSES = {
  decide: w('Quyết định', 'To decide'),
  propose: w('Đề nghị cấp trên', 'To propose to a higher body'),
};

const votes = (form: SanctionForm) =>
  count(w(`Phiếu ${FORMS[form].vi.toLowerCase()}`, `Votes for ${FORMS[form].en.toLowerCase()}`), {
    max: 9999,
  });

/** The fields of a ballot that hold the votes for each form. */
export const VOTES_OF = {
  reprimand: 'for_reprimand',
  warning: 'for_warning',
  dismissal: 'for_dismissal',
  expulsion: 'for_expulsion',
  dissolution: 'for_dissolution',
} as const satisfies Record<SanctionForm, string>;

export const ballot = defineRecord({
  name: 'discipline_ballot',
  area: 'discipline',
  class: 'case',
  words: {
    one: w('Kết quả bỏ phiếu kín', 'Result of a secret ballot'),
    many: w('Kết quả bỏ phiếu kín về kỷ luật', 'Results of secret ballots'),
    empty: w(
      'Chưa có kết quả bỏ phiếu. Cán bộ kiểm tra nhập từ biên bản kiểm phiếu: chỉ số phiếu, không ghi ai bỏ phiếu gì.',
      'No ballot yet. The inspection officer enters the minutes of the count: numbers alone, never who voted what.',
    ),
  },
  fields: {
    matter: reference(w('Hồ sơ kỷ luật', 'Case'), 'discipline_case', { required: true }),
    body: reference(w('Tổ chức bỏ phiếu', 'Body that voted'), 'body', { required: true }),
    held_on: date(w('Ngày bỏ phiếu', 'Held on'), { required: true }),
    number: text(w('Số biên bản kiểm phiếu', 'Minutes of the count'), { required: true, max: 60 }),
    purpose: choice(w('Bỏ phiếu để', 'Purpose'), PURPOSES, { required: true }),
    total: count(
      w('Tổng số đảng viên chính thức, hoặc thành viên', 'Official members, or members of the body'),
      {
        required: true,
        max: 9999,
      },
    ),
    temporary_away: count(
      w('Trừ: đang sinh hoạt tạm thời nơi khác', 'Less: in temporary activity elsewhere'),
      {
        max: 9999,
      },
    ),
    exempt_absent: count(w('Trừ: được miễn và vắng mặt', 'Less: exempt and absent'), { max: 9999 }),
    present: count(w('Có mặt', 'Present'), { required: true, max: 9999 }),
    for_expulsion: votes('expulsion'),
    for_dissolution: votes('dissolution'),
    for_dismissal: votes('dismissal'),
    for_warning: votes('warning'),
    for_reprimand: votes('reprimand'),
    no_form: count(w('Phiếu không chọn hình thức nào', 'Votes for no form'), { max: 9999 }),
    invalid: count(w('Phiếu không hợp lệ', 'Invalid'), { max: 9999 }),
  },
  title: ['number', 'held_on'],
  list: ['matter', 'body', 'held_on', 'purpose', 'total', 'present', 'number'],
  filters: ['body', 'purpose'],
  date: 'held_on',
});

/** That somebody was sanctioned without a violation (117-QĐ/TW): what makes it good is followed step by step. */
export const wrongful = defineRecord({
  name: 'wrongful_finding',
  sensitive: true,
  area: 'discipline',
  class: 'case',
  words: {
    one: w('Kết luận kỷ luật oan', 'Finding of wrongful discipline'),
    many: w('Kỷ luật oan', 'Wrongful discipline'),
    empty: w(
      'Chưa có kết luận kỷ luật oan nào. Cán bộ kiểm tra nhập khi cấp có thẩm quyền kết luận.',
      'No finding of wrongful discipline. The inspection officer enters one when the competent body has found so.',
    ),
  },
  fields: {
    body: reference(w('Cấp kết luận', 'Body that found it'), 'body', { required: true }),
    number: text(w('Số kết luận', 'Number'), { required: true, max: 60 }),
    found_on: date(w('Ngày kết luận', 'Found on'), { required: true }),
    decision: reference(w('Quyết định kỷ luật đầu tiên', 'First decision'), 'discipline_decision', {
      required: true,
    }),
    grounds: text(w('Vì sao không có vi phạm', 'Why there was no violation'), {
      required: true,
      max: 1000,
      multiline: true,
    }),
  },
  title: ['number', 'decision'],
  list: ['number', 'decision', 'body', 'found_on'],
  filters: ['body'],
  date: 'found_on',
});

const SUSPENSION_GROUNDS = {
  obstruction: w('Cản trở việc xem xét', 'Obstructs the examination'),
  worsening: w('Ngăn vi phạm nghiêm trọng thêm', 'To keep it from getting worse'),
  indicted: w('Bị truy tố', 'Indicted'),
  detained: w('Bị tạm giam', 'Detained'),
  investigated: w('Bị khởi tố', 'Under criminal investigation'),
};

export const suspensionOrder = defineRecord({
  name: 'suspension_order',
  sensitive: true,
  area: 'discipline',
  class: 'case',
  words: {
    one: w('Quyết định đình chỉ', 'Order of suspension'),
    many: w('Quyết định đình chỉ sinh hoạt', 'Orders of suspension'),
    empty: w(
      'Chưa có quyết định đình chỉ nào. Cán bộ kiểm tra nhập khi cấp có thẩm quyền quyết định.',
      'No suspension. The inspection officer enters one when the competent body has ordered it.',
    ),
  },
  fields: {
    body: reference(w('Cấp quyết định', 'Deciding body'), 'body', { required: true }),
    number: text(w('Số quyết định', 'Decision number'), { required: true, max: 60 }),
    decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
    matter: reference(w('Trong hồ sơ kỷ luật', 'In the case'), 'discipline_case'),
    subject_kind: choice(w('Đối tượng', 'Kind of subject'), SUBJECT_KINDS, { required: true }),
    subject_person: reference(w('Đảng viên', 'Member'), 'person'),
    subject_unit: reference(w('Tổ chức đảng', 'Organisation'), 'unit'),
    what: choice(w('Đình chỉ', 'What is suspended'), SUSPENDED, { required: true }),
    ground: choice(w('Lý do', 'Ground'), SUSPENSION_GROUNDS, { required: true }),
    valid_from: date(w('Từ ngày', 'From'), { required: true }),
    until_on: date(w('Đến hết ngày', 'To the end of'), { required: true }),
  },
  title: ['number', 'subject_person', 'subject_unit'],
  list: ['number', 'subject_person', 'subject_unit', 'what', 'valid_from', 'until_on', 'body'],
  filters: ['body', 'subject_kind', 'what', 'ground'],
  date: 'decided_on',
});
