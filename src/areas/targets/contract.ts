/** Targets handed down from level to level, with their revisions. */
import { w } from '../../kernel/words.ts';
import { choice, count, date, defineRecord, reference, text } from '../../records/define.ts';

/** What a target counts. All but the first are slices of the same admissions, never counters of their own. */
export const INDICATORS = {
  admission: w('Kết nạp đảng viên', 'Admission of members'),
  admission_female: w('Trong đó: nữ', 'Of which women'),
  admission_minority: w('Trong đó: dân tộc thiểu số', 'Of which ethnic minorities'),
  admission_religious: w('Trong đó: có đạo', 'Of which religious'),
  admission_youth_union: w('Trong đó: đoàn viên', 'Of which Youth Union members'),
  admission_pupil_student: w('Trong đó: học sinh, sinh viên', 'Of which pupils and students'),
  admission_hamlet_head: w('Trong đó: trưởng, phó thôn', 'Of which hamlet heads and deputies'),
  admission_enterprise: w('Trong đó: doanh nghiệp ngoài nhà nước', 'Of which in non-state enterprises'),
  admission_militia: w('Trong đó: dân quân', 'Of which militia'),
};

export type Indicator = keyof typeof INDICATORS;

/** The figure that says what was done for each. */
export const DONE_BY: Readonly<Record<Indicator, string>> = {
  admission: 'adm.admitted',
  admission_female: 'adm.female',
  admission_minority: 'adm.ethnic',
  admission_religious: 'adm.religious',
  admission_youth_union: 'adm.youth_union',
  admission_pupil_student: 'adm.student',
  admission_hamlet_head: 'adm.hamlet_head',
  admission_enterprise: 'adm.nonstate_enterprise',
  admission_militia: 'adm.militia',
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
    value: count(w('Số giao', 'Value'), {
      max: 100_000,
      hint: w('Để trống khi giao theo tỷ lệ: phần mềm tính', 'Leave empty for a percentage: it is reckoned'),
    }),
    percent: text(w('Hoặc tỷ lệ % trên tổng số đảng viên', 'Or percentage of the members'), {
      max: 6,
      hint: w('Ví dụ: 3,25', 'For instance: 3,25'),
    }),
    base_on: date(w('Tổng số đảng viên tính đến ngày', 'Members counted on'), {
      hint: w('Chỉ khi giao theo tỷ lệ', 'Only for a percentage'),
    }),
    base: count(w('Tổng số đảng viên ngày ấy', 'Members on that day'), { derived: true }),
    given_by: reference(w('Nơi giao', 'Given by'), 'unit', {
      hint: w(
        'Để trống nếu cấp trên không ghi sổ ở đây',
        'Empty where the superior keeps its records elsewhere',
      ),
    }),
    decided_on: date(w('Ngày giao', 'Decided on'), { required: true }),
    document: text(w('Văn bản giao', 'Document'), { required: true, max: 120 }),
    split_from: reference(
      w('Nhận từ chỉ tiêu của đơn vị đã kết thúc', 'Share of an ended unit’s target'),
      'target',
      {
        hint: w('Chỉ khi chia chỉ tiêu sau sắp xếp', 'Only after a reorganisation'),
      },
    ),
  },
  title: ['unit', 'year', 'indicator'],
  list: ['unit', 'indicator', 'year', 'value', 'percent', 'given_by', 'decided_on', 'document'],
  filters: ['unit', 'indicator', 'year', 'given_by'],
  date: 'decided_on',
});
