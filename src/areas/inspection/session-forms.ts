/** The forms of a session's acts beside its steps, declared like records. */
import { w } from '../../kernel/words.ts';
import { count, date, type Fields, formsOf, reference, text } from '../../records/define.ts';

const form = formsOf('inspection', 'case');

export const extendForm = form('extend_session_form', w('Gia hạn', 'Extend the time'), {
  body: reference(w('Cấp quyết định gia hạn', 'Body that decides it'), 'body', { required: true }),
  document: text(w('Quyết định số', 'Decision number'), { required: true, max: 60 }),
  decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
  days: count(w('Gia hạn thêm (ngày)', 'Longer by (days)'), { required: true, min: 1, max: 3660 }),
});

export const onSignsForm = form(
  'open_on_signs_form',
  w('Mở kiểm tra khi có dấu hiệu vi phạm', 'Open an inspection on signs'),
  {
    number: text(w('Quyết định số', 'Decision number'), { required: true, max: 60 }),
    title: text(w('Tên cuộc', 'Title'), { required: true, max: 500 }),
    opened_on: date(w('Ngày triển khai', 'Opened on'), { required: true }),
  },
);

/** What the step of handing over asks besides: where no rule gives the time, the plan does. */
export const stepFields = (step: string): Fields =>
  step === 'hand_over'
    ? {
        plan_until: date(w('Kết thúc theo kế hoạch', 'Ends by the plan'), {
          hint: w(
            'Ghi khi chưa có quy định về thời hạn cho cấp này',
            'Where no rule gives the time for this level',
          ),
        }),
      }
    : {};
