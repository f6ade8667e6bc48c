/** What a conclusion asks its subject to put right, until when, and whether it was done. Overdue is computed. */
import { w } from '../../kernel/words.ts';
import { choice, date, defineRecord, money, reference, text } from '../../records/define.ts';

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
    owner_unit: reference(w('Tổ chức được giao', 'Organisation it is laid on'), 'unit', {
      hint: w('Để trống: chính đối tượng đã kết luận', 'Empty: the subject itself'),
    }),
    owner_person: reference(w('Người được giao', 'Person it is laid on'), 'person', {
      hint: w('Để trống: chính đối tượng đã kết luận', 'Empty: the subject itself'),
    }),
    verifier: reference(w('Đồng chí theo dõi, kiểm chứng', 'Verifier'), 'person', {
      hint: w('Không phải người được giao', 'Nobody the duty is laid on'),
    }),
    planned_on: date(w('Ngày có kế hoạch khắc phục', 'Plan made on')),
    done_on: date(w('Ngày hoàn thành', 'Done on')),
    verified_on: date(w('Ngày kiểm chứng', 'Verified on')),
    verified_by: text(w('Người đã kiểm chứng', 'Verified by'), { max: 200 }),
  },
  title: ['duty'],
  list: ['duty', 'subject', 'owner_unit', 'owner_person', 'due_on', 'done_on', 'verified_on'],
  filters: ['subject'],
  date: 'due_on',
});

/** The ways of putting money right in the sector's forms on Party dues and finances. */
export const WAYS = {
  recover: w('Xuất toán, thu hồi', 'Struck out and recovered'),
  rebook: w('Hạch toán lại', 'Booked anew'),
  hand_over: w('Giao đơn vị', 'Left with the unit'),
  other: w('Khác', 'Other'),
};

export const STAGES = {
  proposed: w('Đề nghị', 'Proposed'),
  done: w('Đã thực hiện', 'Done'),
};

export const remediationMoney = defineRecord({
  name: 'remediation_money',
  sensitive: true,
  area: 'remediation',
  class: 'case',
  words: {
    one: w('Khoản tiền phải khắc phục', 'Money of a duty'),
    many: w('Tiền phải khắc phục', 'Money of duties'),
    empty: w(
      'Chưa có khoản nào. Cán bộ kiểm tra nhập số tiền đề nghị khi kết luận, số đã thực hiện khi có chứng từ.',
      'Nothing yet. The inspection officer enters what was proposed with the conclusion, what was done with its voucher.',
    ),
  },
  fields: {
    duty: reference(w('Việc khắc phục', 'Duty'), 'remediation', { required: true }),
    way: choice(w('Cách xử lý', 'Way'), WAYS, { required: true }),
    stage: choice(w('Đề nghị hay đã thực hiện', 'Proposed or done'), STAGES, { required: true }),
    amount: money(w('Số tiền', 'Amount'), { required: true }),
    on_date: date(w('Ngày', 'Day'), { required: true }),
    document: text(w('Chứng từ, văn bản', 'Voucher'), { max: 200 }),
  },
  title: ['way', 'amount'],
  list: ['duty', 'way', 'stage', 'amount', 'on_date', 'document'],
  filters: ['way', 'stage'],
  date: 'on_date',
});

export { dutyMachine } from './duty.ts';
export { type NewDuty, openDuties, takeDutiesBack } from './duty-acts.ts';
export { type WorstDuty, worstDuties } from './store.ts';
