/** Classes and workshops, with who came: members and known candidates by person, others by number. */
import { w } from '../../kernel/words.ts';
import { choice, count, date, defineRecord, reference, text } from '../../records/define.ts';

export const KINDS = {
  candidate_class: w('Bồi dưỡng nhận thức về Đảng', 'Class for candidates'),
  new_member_class: w('Bồi dưỡng đảng viên mới', 'Class for new members'),
  inspection_workshop: w('Tập huấn nghiệp vụ kiểm tra, giám sát', 'Inspection workshop'),
  committee_class: w('Bồi dưỡng cấp ủy viên, bí thư chi bộ', 'Class for committee members'),
  other: w('Lớp khác', 'Other'),
};

export const training = defineRecord({
  name: 'training',
  area: 'training',
  class: 'unit',
  words: {
    one: w('Lớp bồi dưỡng, tập huấn', 'Training'),
    many: w('Bồi dưỡng, tập huấn', 'Training'),
    empty: w(
      'Chưa có lớp nào. Đơn vị tổ chức lớp nhập khi lớp đã mở.',
      'No training yet. The unit that holds it enters it once it took place.',
    ),
  },
  fields: {
    unit: reference(w('Đơn vị tổ chức', 'Held by'), 'unit', { required: true }),
    kind: choice(w('Loại lớp', 'Kind'), KINDS, { required: true }),
    name: text(w('Tên lớp', 'Name'), { required: true, max: 300 }),
    held_from: date(w('Từ ngày', 'From'), { required: true }),
    held_to: date(w('Đến ngày', 'To'), { required: true }),
    others_attended: count(w('Số người khác tham dự', 'Others who attended'), {
      required: true,
      max: 100_000,
      hint: w(
        'Người không có tên trong danh sách tham dự; ghi 0 nếu không có',
        'Those not listed by name; 0 if none',
      ),
    }),
  },
  title: ['name', 'held_from'],
  list: ['name', 'kind', 'unit', 'held_from', 'held_to', 'others_attended'],
  filters: ['kind', 'unit'],
  date: 'held_from',
});

export const trainingAttendance = defineRecord({
  name: 'training_attendance',
  area: 'training',
  class: 'unit',
  words: {
    one: w('Người dự lớp', 'Training attendance'),
    many: w('Người dự lớp', 'Training attendance'),
    empty: w(
      'Chưa ghi ai dự lớp. Chọn từng người có mặt.',
      'Nobody entered yet. Choose each person who was there.',
    ),
  },
  fields: {
    training: reference(w('Lớp', 'Training'), 'training', { required: true }),
    person: reference(w('Người dự', 'Person'), 'person', { required: true }),
  },
  title: ['person', 'training'],
  list: ['person', 'training'],
  filters: ['training'],
});
