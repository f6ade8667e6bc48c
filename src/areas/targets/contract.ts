/** Targets handed down from level to level, with their revisions. */
import { w } from '../../kernel/words.ts';
import { choice, count, date, defineRecord, reference, text } from '../../records/define.ts';

export const INDICATORS = {
  admission: w('Kết nạp đảng viên', 'Admission of members'),
};

export const target = defineRecord({
  name: 'target',
  area: 'targets',
  class: 'unit',
  words: {
    one: w('Chỉ tiêu', 'Target'),
    many: w('Chỉ tiêu', 'Targets'),
    empty: w(
      'Chưa có chỉ tiêu nào. Văn phòng cấp ủy nhập khi cấp trên giao hoặc khi giao cho cấp dưới.',
      'No targets yet. The committee office enters those it receives and those it hands down.',
    ),
  },
  fields: {
    unit: reference(w('Nơi nhận', 'Receiving unit'), 'unit', { required: true }),
    indicator: choice(w('Chỉ tiêu về', 'Indicator'), INDICATORS, { required: true }),
    year: count(w('Năm', 'Year'), { required: true, min: 1930, max: 2200, plain: true }),
    value: count(w('Số giao', 'Value'), { required: true, max: 100_000 }),
    given_by: reference(w('Nơi giao', 'Given by'), 'unit', {
      hint: w(
        'Để trống nếu cấp trên không ghi sổ ở đây',
        'Empty where the superior keeps its records elsewhere',
      ),
    }),
    decided_on: date(w('Ngày giao', 'Decided on'), { required: true }),
    document: text(w('Văn bản giao', 'Document'), { required: true, max: 120 }),
  },
  title: ['unit', 'year', 'indicator'],
  list: ['unit', 'indicator', 'year', 'value', 'given_by', 'decided_on', 'document'],
  filters: ['unit', 'indicator', 'year', 'given_by'],
  date: 'decided_on',
});
