/** When a cell met, on what, and who was away. Whoever is not named was there; what anybody said is not kept. */
import { w } from '../../kernel/words.ts';
import { choice, count, date, defineRecord, flag, reference, text } from '../../records/define.ts';

export const KINDS = {
  regular: w('Thường kỳ', 'Regular'),
  thematic: w('Chuyên đề', 'Thematic'),
  combined: w('Thường kỳ kết hợp chuyên đề', 'Regular and thematic'),
  extraordinary: w('Bất thường', 'Extraordinary'),
};

/** Kinds by which a cell has met in a month, as it has to. */
export const REGULAR: readonly string[] = ['regular', 'combined'];

/** Kinds that have a topic. */
export const THEMATIC: readonly string[] = ['thematic', 'combined'];

export const REASONS = {
  work: w('Công tác', 'Work'),
  illness: w('Ốm đau', 'Illness'),
  family: w('Việc gia đình', 'Family'),
  other: w('Lý do khác', 'Other reason'),
};

/** How far back a cell is reminded of months; one that recorded nothing for so long is not asked at all. */
export const REMINDED_MONTHS = 6;

export const cellMeeting = defineRecord({
  name: 'cell_meeting',
  area: 'meetings',
  class: 'unit',
  words: {
    one: w('Buổi sinh hoạt chi bộ', 'Cell meeting'),
    many: w('Buổi sinh hoạt chi bộ', 'Cell meetings'),
    empty: w(
      'Chưa ghi buổi nào. Bí thư chi bộ ghi mỗi tháng ở trang Ghi sinh hoạt chi bộ.',
      'No meeting yet. The cell secretary records each month’s on the page of meetings.',
    ),
  },
  fields: {
    unit: reference(w('Chi bộ', 'Cell'), 'unit', { required: true }),
    held_on: date(w('Ngày sinh hoạt', 'Held on'), { required: true }),
    kind: choice(w('Loại', 'Kind'), KINDS, { required: true }),
    topic: text(w('Chuyên đề', 'Topic'), {
      max: 300,
      hint: w('Chỉ khi sinh hoạt chuyên đề', 'Only where the meeting is thematic'),
    }),
    minutes: count(w('Thời gian (phút)', 'Length (minutes)'), { min: 1, max: 1440 }),
    by_group: flag(w('Sinh hoạt theo tổ đảng', 'Held by Party groups')),
  },
  title: ['unit', 'held_on'],
  list: ['unit', 'held_on', 'kind', 'topic', 'minutes'],
  filters: ['kind', 'unit'],
  date: 'held_on',
});

export const meetingAbsence = defineRecord({
  name: 'meeting_absence',
  area: 'meetings',
  class: 'unit',
  words: {
    one: w('Vắng sinh hoạt', 'Absence from a meeting'),
    many: w('Vắng sinh hoạt', 'Absences from meetings'),
    empty: w(
      'Chưa ghi ai vắng. Đảng viên của chi bộ không có tên ở đây là có mặt.',
      'Nobody was away. Members of the cell who are not named here were there.',
    ),
  },
  fields: {
    meeting: reference(w('Buổi sinh hoạt', 'Meeting'), 'cell_meeting', { required: true }),
    person: reference(w('Đảng viên', 'Member'), 'person', { required: true }),
    held_on: date(w('Ngày sinh hoạt', 'Held on'), { required: true, derived: true }),
    cause: choice(w('Lý do', 'Reason'), REASONS, {
      hint: w('Để trống khi vắng không có lý do', 'Empty where there was none'),
    }),
  },
  title: ['person', 'held_on'],
  list: ['person', 'held_on', 'meeting', 'cause'],
  filters: ['meeting', 'cause'],
  date: 'held_on',
});
