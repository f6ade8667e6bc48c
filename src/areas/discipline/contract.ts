/** Decisions to discipline members and organisations; a decision that changes another names the first of its case. */
import { w } from '../../kernel/words.ts';
import { choice, choices, date, defineRecord, flag, reference, text } from '../../records/define.ts';
import { SUBJECT_KINDS, VIOLATION_CONTENTS } from '../inspection/contract.ts';

/** From light to heavy; those of organisations and of members stand in one order. */
export const FORMS = {
  reprimand: w('Khiển trách', 'Reprimand'),
  warning: w('Cảnh cáo', 'Warning'),
  dismissal: w('Cách chức', 'Dismissal'),
  expulsion: w('Khai trừ', 'Expulsion'),
  dissolution: w('Giải tán', 'Dissolution'),
  none: w('Xóa kỷ luật', 'Cancelled'),
};

export type Form = keyof typeof FORMS;

/** What can be voted for: every form but its cancellation. */
export type SanctionForm = Exclude<Form, 'none'>;

/** Forms a member, and forms an organisation, can be given. */
export const MEMBER_FORMS = ['reprimand', 'warning', 'dismissal', 'expulsion'] as const satisfies Form[];
export const ORGANISATION_FORMS = ['reprimand', 'warning', 'dissolution'] as const satisfies Form[];

/** What narrows the competence of a body over a member (rules `comp.limit.CLASS.BODY`). */
export const SUBJECT_CLASSES = {
  assigned_task: w('Vi phạm khi làm nhiệm vụ cấp trên giao', 'Violation in a task assigned from above'),
  same_level_committee: w(
    'Là cấp ủy viên cùng cấp với cấp quyết định',
    'Member of the committee of the same level',
  ),
  managed_above: w('Là cán bộ do cấp trên quản lý', 'Cadre managed above'),
  managed_here: w('Là cán bộ do cấp ủy cùng cấp quản lý', 'Cadre managed by the committee of that level'),
  lower_committee: w('Là cấp ủy viên cấp dưới trực tiếp', 'Member of a directly lower committee'),
  temporary: w('Đang sinh hoạt tạm thời ở chi bộ đó', 'In temporary activity in that cell'),
};

export type SubjectClass = keyof typeof SUBJECT_CLASSES;

export const disciplineDecision = defineRecord({
  name: 'discipline_decision',
  sensitive: true,
  area: 'discipline',
  class: 'case',
  words: {
    one: w('Quyết định kỷ luật', 'Discipline decision'),
    many: w('Quyết định kỷ luật', 'Discipline decisions'),
    empty: w(
      'Chưa có quyết định kỷ luật nào. Cán bộ kiểm tra nhập khi cấp có thẩm quyền ra quyết định.',
      'No discipline decision yet. The inspection officer enters one when the competent body has decided.',
    ),
  },
  fields: {
    body: reference(w('Cấp quyết định', 'Deciding body'), 'body', { required: true }),
    number: text(w('Số quyết định', 'Decision number'), { required: true, max: 60 }),
    decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
    subject_kind: choice(w('Đối tượng', 'Kind of subject'), SUBJECT_KINDS, { required: true }),
    subject_person: reference(w('Đảng viên', 'Member'), 'person'),
    subject_unit: reference(w('Tổ chức đảng', 'Organisation'), 'unit'),
    form: choice(w('Hình thức', 'Form'), FORMS, { required: true }),
    lost_post: reference(w('Bị cách chức vụ', 'Dismissed from'), 'party_post', {
      hint: w(
        'Với cách chức: để trống là mọi chức vụ trong Đảng đang giữ',
        'For a dismissal: left empty, every post in the Party held',
      ),
    }),
    committee_member: flag(w('Là cấp ủy viên tại thời điểm vi phạm', 'Committee member at the time')),
    primary_content: choice(w('Nội dung vi phạm chính', 'Primary content of violation'), VIOLATION_CONTENTS, {
      required: true,
    }),
    contents: choices(w('Các nội dung vi phạm', 'Contents of violation'), VIOLATION_CONTENTS),
    changes: reference(
      w('Thay đổi quyết định đầu tiên', 'Changes the first decision'),
      'discipline_decision',
      {
        hint: w(
          'Chỉ chọn khi quyết định này thay đổi hoặc xóa một kỷ luật đã có',
          'Only when this decision changes or cancels an earlier sanction',
        ),
      },
    ),
    matter: reference(w('Theo hồ sơ kỷ luật', 'From the case'), 'discipline_case', {
      hint: w(
        'Chọn khi quyết định kết thúc một hồ sơ đã mở ở đây',
        'When the decision comes from a case opened here',
      ),
    }),
    before_software: text(
      w('Quyết định trên giấy trước khi dùng phần mềm: lý do', 'On paper before the software: the reason'),
      {
        max: 500,
        hint: w(
          'Chỉ khi không có hồ sơ ở đây: ghi vì sao, và hồ sơ giấy lưu ở đâu',
          'Only where there is no case here: say why, and where the paper file lies',
        ),
      },
    ),
    change_reason: text(w('Lý do thay đổi', 'Reason for the change'), { max: 1000, multiline: true }),
    note: text(w('Ghi chú', 'Note'), { max: 1000, multiline: true }),
  },
  title: ['form', 'subject_person', 'subject_unit', 'number'],
  list: ['subject_person', 'subject_unit', 'form', 'body', 'number', 'decided_on', 'primary_content'],
  filters: ['body', 'subject_kind', 'form', 'contents', 'committee_member'],
  date: 'decided_on',
});
