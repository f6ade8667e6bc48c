/** What lies in the file of a session: its team, its diary, conclusions by content, money found. */
import { w } from '../../kernel/words.ts';
import { choice, count, date, defineRecord, money, reference, text } from '../../records/define.ts';
import { ASSESSMENTS, CAUSES, TEAM_ROLES } from './codes.ts';
import { CONTENTS } from './contents.ts';

const SUBJECT = reference(w('Đối tượng kiểm tra, giám sát', 'Inspection subject'), 'inspection_subject', {
  required: true,
});

export const inspectionTeam = defineRecord({
  name: 'inspection_team',
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Thành viên đoàn kiểm tra, giám sát', 'Member of a team'),
    many: w('Đoàn kiểm tra, giám sát', 'Teams'),
    empty: w(
      'Chưa có ai trong đoàn. Ủy ban kiểm tra phân công trưởng đoàn và thành viên cho từng cuộc.',
      'Nobody in a team yet. The commission names the lead and the members for each session.',
    ),
  },
  fields: {
    item: reference(w('Cuộc trong chương trình', 'Programme item'), 'programme_item'),
    inspection: reference(w('Cuộc kiểm tra, giám sát', 'Session'), 'inspection'),
    person: reference(w('Cán bộ', 'Officer'), 'person', { required: true }),
    role: choice(w('Nhiệm vụ trong đoàn', 'Role'), TEAM_ROLES, { required: true }),
    valid_from: date(w('Từ ngày', 'From'), { required: true }),
    valid_to: date(w('Thôi từ ngày', 'Until')),
    decision: text(w('Quyết định số', 'Decision number'), { max: 60 }),
  },
  title: ['person', 'role'],
  list: ['person', 'role', 'item', 'inspection', 'valid_from', 'valid_to'],
  filters: ['item', 'inspection', 'role'],
  date: 'valid_from',
});

export const teamDiary = defineRecord({
  name: 'team_diary',
  sensitive: true,
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Trang nhật ký đoàn', 'Diary entry'),
    many: w('Sổ nhật ký đoàn', 'Diaries of teams'),
    empty: w(
      'Chưa có trang nhật ký nào. Thư ký đoàn ghi từng ngày làm việc; số trang do phần mềm cấp.',
      'No diary entry yet. The secretary of the team writes each working day; the product gives the numbers.',
    ),
  },
  fields: {
    inspection: reference(w('Cuộc kiểm tra, giám sát', 'Session'), 'inspection', { required: true }),
    number: count(w('Số', 'Number'), { derived: true }),
    written_on: date(w('Ngày làm việc', 'Day'), { required: true }),
    text: text(w('Nội dung làm việc', 'What was done'), { required: true, max: 4000, multiline: true }),
  },
  title: ['number', 'written_on'],
  list: ['inspection', 'number', 'written_on'],
  filters: ['inspection'],
  date: 'written_on',
});

export const contentConclusion = defineRecord({
  name: 'content_conclusion',
  sensitive: true,
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Kết luận theo nội dung', 'Conclusion on a content'),
    many: w('Kết luận theo nội dung', 'Conclusions by content'),
    empty: w(
      'Chưa có kết luận nào. Đoàn ghi kết luận của từng nội dung cho từng đối tượng trước khi họp kết luận.',
      'No conclusion yet. The team writes one for each content and subject before the body concludes.',
    ),
  },
  fields: {
    subject: SUBJECT,
    content: choice(w('Nội dung', 'Content'), CONTENTS, { required: true }),
    assessment: choice(w('Đánh giá', 'Assessment'), ASSESSMENTS, { required: true }),
    text: text(w('Kết luận', 'Conclusion'), { required: true, max: 4000, multiline: true }),
    remedy: text(w('Việc phải khắc phục', 'What has to be remedied'), { max: 1000, multiline: true }),
    remedy_by: date(w('Hạn khắc phục', 'To be remedied by')),
  },
  title: ['content', 'assessment'],
  list: ['subject', 'content', 'assessment', 'remedy', 'remedy_by'],
  filters: ['subject', 'content', 'assessment'],
});

export const financeFinding = defineRecord({
  name: 'finance_finding',
  sensitive: true,
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Số tiền phát hiện', 'Money found'),
    many: w('Số tiền phát hiện qua kiểm tra tài chính', 'Money found by inspections of finances'),
    empty: w(
      'Chưa có số tiền nào. Đoàn kiểm tra tài chính ghi theo từng nguyên nhân, bằng đồng.',
      'No money yet. The team of an inspection of finances enters it by cause, in đồng.',
    ),
  },
  fields: {
    subject: SUBJECT,
    cause: choice(w('Nguyên nhân', 'Cause'), CAUSES, { required: true }),
    found: money(w('Số tiền phát hiện', 'Found'), { required: true }),
    recover_proposed: money(w('Đề nghị xuất toán, thu hồi', 'Proposed: recover'), { required: true }),
    rebook_proposed: money(w('Đề nghị hạch toán lại', 'Proposed: book again'), { required: true }),
    unit_proposed: money(w('Đề nghị giao đơn vị xử lý', 'Proposed: left to the unit'), { required: true }),
    other_proposed: money(w('Đề nghị khác', 'Proposed: otherwise'), { required: true }),
    recover_done: money(w('Đã xuất toán, thu hồi', 'Done: recovered'), { required: true }),
    rebook_done: money(w('Đã hạch toán lại', 'Done: booked again'), { required: true }),
    unit_done: money(w('Đơn vị đã xử lý', 'Done: by the unit'), { required: true }),
    other_done: money(w('Đã xử lý khác', 'Done: otherwise'), { required: true }),
  },
  title: ['cause', 'found'],
  list: ['subject', 'cause', 'found', 'recover_proposed', 'recover_done'],
  filters: ['subject', 'cause'],
});
