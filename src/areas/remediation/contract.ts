/** What a conclusion asks its subject to put right, until when, and whether it was done. Overdue is computed. */
import { w } from '../../kernel/words.ts';
import { date, defineRecord, reference, text } from '../../records/define.ts';

export const remediation = defineRecord({
  name: 'remediation',
  sensitive: true,
  area: 'remediation',
  class: 'case',
  words: {
    one: w('Việc khắc phục', 'Remediation duty'),
    many: w('Khắc phục sau kiểm tra, giám sát', 'Remediation duties'),
    empty: w(
      'Chưa có việc nào. Cán bộ kiểm tra nhập từng việc mà thông báo kết luận yêu cầu khắc phục.',
      'No duty yet. The inspection officer enters each duty that a conclusion asks for.',
    ),
  },
  fields: {
    subject: reference(w('Đối tượng đã kết luận', 'Subject concluded'), 'inspection_subject', {
      required: true,
    }),
    duty: text(w('Việc phải khắc phục', 'Duty'), { required: true, max: 1000, multiline: true }),
    due_on: date(w('Hạn hoàn thành', 'Due on'), { required: true }),
    planned_on: date(w('Ngày có kế hoạch khắc phục', 'Plan made on')),
    done_on: date(w('Ngày hoàn thành', 'Done on')),
    verified_on: date(w('Ngày kiểm chứng', 'Verified on')),
    verified_by: text(w('Người theo dõi, kiểm chứng', 'Verified by'), { max: 200 }),
  },
  title: ['duty'],
  list: ['duty', 'subject', 'due_on', 'planned_on', 'done_on', 'verified_on'],
  filters: ['subject'],
  date: 'due_on',
});
