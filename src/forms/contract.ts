/** Numbers of members that the other side of a reconciliation reported: a fact with its document, never a correction. */
import { w } from '../kernel/words.ts';
import { count, date, defineRecord, reference, text } from '../records/define.ts';

export const statedCount = defineRecord({
  name: 'stated_count',
  area: 'forms',
  class: 'unit',
  words: {
    one: w('Số liệu bên kia báo', 'Number reported by the other side'),
    many: w('Số liệu đối chiếu đã báo', 'Numbers reported for reconciliation'),
    empty: w(
      'Chưa có đơn vị nào báo số. Ban tổ chức nhập số đảng viên mà cấp dưới hoặc cấp trên gửi bằng văn bản, ba tháng một lần.',
      'No unit has reported yet. The organisation board enters the numbers sent by units below or above, every three months.',
    ),
  },
  fields: {
    unit: reference(w('Số đảng viên của', 'Members of'), 'unit', { required: true }),
    stated_by: reference(w('Đơn vị báo', 'Reported by'), 'unit', { required: true }),
    as_of: date(w('Tính đến hết ngày', 'As of'), { required: true }),
    members: count(w('Tổng số đảng viên', 'Members'), { required: true, min: 0 }),
    official: count(w('Trong đó chính thức', 'Of which official'), { min: 0 }),
    probationary: count(w('Trong đó dự bị', 'Of which probationary'), { min: 0 }),
    document: text(w('Văn bản báo', 'Document'), { required: true, max: 60 }),
    documented_on: date(w('Ngày văn bản', 'Dated'), { required: true }),
    note: text(w('Ghi chú', 'Note'), { max: 500, multiline: true }),
  },
  title: ['unit', 'as_of'],
  list: ['unit', 'stated_by', 'as_of', 'members', 'official', 'probationary', 'document'],
  filters: ['unit', 'stated_by'],
  date: 'as_of',
});
