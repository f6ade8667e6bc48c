/** A matter of denunciation and what belongs to it: letters, the denounced, those close to them, contents, minutes. */
import { w } from '../../kernel/words.ts';
import { choice, count, date, defineRecord, flag, reference, text } from '../../records/define.ts';
import { SUBJECT_KINDS, VIOLATION_CONTENTS } from '../inspection/contract.ts';

/** The level that manages whoever is denounced. */
export const MANAGED_BY = {
  central: w('Trung ương quản lý', 'Managed by the Centre'),
  province: w('Tỉnh, thành phố quản lý', 'Managed by the province'),
  district: w('Huyện, cấp trên trực tiếp cơ sở quản lý', 'Managed by the level above the grassroots'),
  grassroots: w('Cơ sở quản lý', 'Managed by the grassroots'),
  cell: w('Chi bộ quản lý', 'Managed by the cell'),
};

/** What is concluded of a content; which of them may be used on a day says `denunciation.conclusions`. */
export const FINDINGS = {
  true: w('Đúng', 'True'),
  partly_true: w('Đúng một phần', 'Partly true'),
  false: w('Sai', 'False'),
  no_basis: w('Chưa có cơ sở kết luận', 'No basis to conclude'),
  no_ground: w('Không có hoặc chưa đủ cơ sở kết luận', 'No ground or not enough to conclude'),
  true_shortcoming: w('Đúng, có khuyết điểm', 'True, a shortcoming'),
  true_violation: w('Đúng, có vi phạm', 'True, a violation'),
};

export type Finding = keyof typeof FINDINGS;

/** Findings a disciplinary case may rest on: true in full or in part, unless what is true is a shortcoming alone. */
export const isOfViolation = (finding: string): boolean =>
  ['true', 'partly_true', 'true_violation'].includes(finding);

export const RELATIONS = {
  spouse: w('Vợ, chồng', 'Spouse'),
  parent: w('Cha, mẹ (đẻ, nuôi, bên vợ hoặc chồng)', 'Parent, also adoptive or in law'),
  child: w('Con (đẻ, nuôi, dâu, rể)', 'Child, also adoptive or in law'),
  sibling: w('Anh, chị, em ruột', 'Sibling'),
  other_kin: w('Người thân khác', 'Other kin'),
  same_interest: w('Có cùng lợi ích', 'Same interest'),
};

const MATTER = w('Vụ việc tố cáo', 'Matter of denunciation');
const ofMatter = reference(MATTER, 'denunciation', { required: true });
const common = { area: 'petitions', class: 'case', sensitive: true } as const;

export const denunciation = defineRecord({
  ...common,
  name: 'denunciation',
  words: {
    one: MATTER,
    many: w('Vụ việc tố cáo', 'Matters of denunciation'),
    empty: w(
      'Chưa có vụ việc nào. Mở vụ việc từ trang của đơn tố cáo.',
      'No matter yet. A matter is opened from the page of a letter.',
    ),
  },
  fields: {
    body: reference(w('Cấp giải quyết', 'Resolving body'), 'body', { required: true }),
    number: text(w('Số vụ việc', 'Number of the matter'), { required: true, max: 40 }),
    opened_on: date(w('Ngày mở', 'Opened on'), { required: true }),
    managed_by: choice(w('Đối tượng bị tố cáo do', 'The denounced is'), MANAGED_BY, { required: true }),
  },
  title: ['number', 'opened_on'],
  list: ['number', 'body', 'opened_on', 'managed_by'],
  filters: ['body', 'managed_by'],
  date: 'opened_on',
});

export const denunciationLetter = defineRecord({
  ...common,
  name: 'denunciation_letter',
  words: {
    one: w('Đơn trong vụ việc', 'Letter in the matter'),
    many: w('Đơn trong vụ việc', 'Letters in matters'),
    empty: w(
      'Chưa gắn đơn nào với vụ việc. Mở đơn rồi chọn “Gắn với vụ việc”.',
      'No letter in a matter yet. Open the letter and choose “Join to a matter”.',
    ),
  },
  fields: {
    denunciation: ofMatter,
    petition: reference(w('Đơn', 'Letter'), 'petition', { required: true }),
  },
  title: ['denunciation', 'petition'],
  list: ['denunciation', 'petition'],
  filters: ['denunciation', 'petition'],
});

export const denounced = defineRecord({
  ...common,
  name: 'denounced',
  words: {
    one: w('Bên bị tố cáo', 'Denounced'),
    many: w('Bên bị tố cáo', 'The denounced'),
    empty: w(
      'Chưa ghi ai bị tố cáo. Ghi đủ khi mở vụ việc: người được ghi không còn thấy vụ việc.',
      'Nobody is entered as denounced. Enter all when the matter is opened: whoever is entered no longer sees it.',
    ),
  },
  fields: {
    denunciation: ofMatter,
    kind: choice(w('Loại đối tượng', 'Kind of subject'), SUBJECT_KINDS, { required: true }),
    subject_person: reference(w('Đảng viên', 'Member'), 'person'),
    subject_unit: reference(w('Tổ chức đảng', 'Organisation'), 'unit'),
    committee_member: flag(w('Là cấp ủy viên tại thời điểm bị tố cáo', 'Committee member at the time')),
  },
  title: ['subject_person', 'subject_unit'],
  list: ['denunciation', 'kind', 'subject_person', 'subject_unit', 'committee_member'],
  filters: ['denunciation', 'kind', 'committee_member'],
});

export const closePerson = defineRecord({
  ...common,
  name: 'close_person',
  words: {
    one: w('Người phải tránh', 'Person who keeps away'),
    many: w('Người thân, người cùng lợi ích phải tránh', 'Kin and others who keep away'),
    empty: w(
      'Chưa ghi người thân hay người cùng lợi ích nào của bên bị tố cáo. Cán bộ thụ lý hỏi và ghi trước khi phân công.',
      'No kin or other close person is entered. The officer asks and enters them before anybody is assigned.',
    ),
  },
  fields: {
    denunciation: ofMatter,
    person: reference(w('Đảng viên', 'Member'), 'person', { required: true }),
    relation: choice(w('Quan hệ với bên bị tố cáo', 'Relation to the denounced'), RELATIONS, {
      required: true,
    }),
    grounds: text(w('Căn cứ', 'Grounds'), { required: true, max: 200 }),
  },
  title: ['person', 'relation'],
  list: ['denunciation', 'person', 'relation'],
  filters: ['denunciation', 'relation'],
});

export const allegation = defineRecord({
  ...common,
  name: 'allegation',
  words: {
    one: w('Nội dung tố cáo', 'Allegation'),
    many: w('Nội dung tố cáo', 'Allegations'),
    empty: w(
      'Chưa ghi nội dung tố cáo nào. Cán bộ thụ lý ghi từng nội dung, từng người, bằng lời của mình.',
      'No allegation yet. The officer enters each content for each of the denounced, in words of their own.',
    ),
  },
  fields: {
    denunciation: ofMatter,
    denounced: reference(w('Về', 'About'), 'denounced', { required: true }),
    ordinal: count(w('Thứ tự', 'Ordinal'), { required: true, min: 1, max: 999 }),
    content: text(w('Nội dung', 'Content'), {
      required: true,
      max: 1000,
      multiline: true,
      sensitive: true,
      hint: w(
        'Tóm tắt bằng lời của cán bộ. Không chép nguyên văn, không ghi chi tiết cho biết ai viết',
        'Summed up in the officer’s words. No literal copy, nothing that tells who wrote it',
      ),
    }),
    content_code: choice(w('Nội dung theo biểu', 'Content of the forms'), VIOLATION_CONTENTS, {
      required: true,
    }),
    finding: choice(w('Kết luận', 'Finding'), FINDINGS, { derived: true }),
    found_on: date(w('Kết luận ngày', 'Found on'), { derived: true }),
    withdrawn_on: date(w('Rút ngày', 'Withdrawn on'), { derived: true }),
    unpressured: flag(w('Người tố cáo tự nguyện rút', 'The sender withdrew freely'), { derived: true }),
    withdrawal_minutes: text(w('Biên bản rút nội dung số', 'Minutes of the withdrawal'), {
      max: 60,
      derived: true,
    }),
  },
  title: ['ordinal', 'content_code'],
  list: ['denunciation', 'ordinal', 'denounced', 'content_code', 'finding', 'withdrawn_on'],
  filters: ['denunciation', 'denounced', 'content_code', 'finding'],
  order: [{ column: 'denunciation' }, { column: 'ordinal' }],
});

export const establishment = defineRecord({
  ...common,
  name: 'establishment',
  actOnly: true,
  words: {
    one: w('Biên bản xác định người tố cáo', 'Minutes of establishing the sender'),
    many: w('Biên bản xác định người tố cáo', 'Minutes of establishing senders'),
    empty: w(
      'Chưa có biên bản nào. Hai cán bộ ghi ở bước “Xác định người tố cáo” của vụ việc.',
      'No minutes yet. Two officers record them at the step “Establish the sender”.',
    ),
  },
  fields: {
    denunciation: ofMatter,
    done_on: date(w('Ngày làm việc', 'Day'), { required: true }),
    officer_one: reference(w('Cán bộ thứ nhất', 'First officer'), 'person', { required: true }),
    officer_two: reference(w('Cán bộ thứ hai', 'Second officer'), 'person', { required: true }),
    minutes: text(w('Biên bản số', 'Minutes'), { required: true, max: 60 }),
    sender_handles_nothing: flag(
      w(
        'Đã kiểm tra: người tố cáo không thuộc số người xử lý vụ việc',
        'Checked: the sender is none of those who handle the matter',
      ),
    ),
  },
  title: ['minutes', 'done_on'],
  list: ['denunciation', 'done_on', 'minutes', 'officer_one', 'officer_two'],
  filters: ['denunciation'],
  date: 'done_on',
});
