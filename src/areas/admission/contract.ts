/** Admission of members and its figures. The pipeline that leads to a decision is not kept here yet. */
import { w } from '../../kernel/words.ts';
import { choices, date, defineRecord, flag, reference, text } from '../../records/define.ts';

/** Where the people admitted come from; the groups overlap and are never added up. */
export const SOURCES = {
  pupil_student: w('Học sinh, sinh viên', 'Pupils and students'),
  youth_union: w('Đoàn viên thanh niên', 'Youth Union members'),
  hamlet_head: w('Trưởng, phó thôn', 'Hamlet heads and deputies'),
  rural: w('Nông thôn', 'Rural cells'),
  school: w('Trường học', 'Schools'),
  state_agency: w('Cơ quan nhà nước', 'State agencies'),
  enterprise: w('Doanh nghiệp', 'Enterprises'),
  non_state_enterprise: w('Doanh nghiệp ngoài nhà nước', 'Non-state enterprises'),
  militia: w('Dân quân', 'Militia'),
  armed_forces: w('Lực lượng vũ trang', 'Armed forces'),
  other: w('Khác', 'Other'),
};

export const admission = defineRecord({
  name: 'admission',
  area: 'admission',
  class: 'unit',
  words: {
    one: w('Quyết định kết nạp', 'Admission decision'),
    many: w('Kết nạp đảng viên', 'Admissions'),
    empty: w(
      'Chưa có quyết định kết nạp nào. Văn phòng cấp ủy nhập khi có quyết định của cấp có thẩm quyền.',
      'No admission decision yet. The committee office enters one when the competent committee has decided.',
    ),
  },
  fields: {
    person: reference(w('Người được kết nạp', 'Person admitted'), 'person', { required: true }),
    unit: reference(w('Chi bộ', 'Cell'), 'unit', { required: true }),
    body: reference(w('Cấp quyết định', 'Deciding body'), 'body', { required: true }),
    number: text(w('Số quyết định', 'Decision number'), { required: true, max: 60 }),
    decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
    ceremony_on: date(w('Ngày lễ kết nạp', 'Ceremony on'), {
      hint: w('Để trống nếu chưa tổ chức lễ kết nạp', 'Leave empty until the ceremony is held'),
    }),
    sources: choices(w('Nguồn kết nạp', 'Source of candidate'), SOURCES),
    helper: reference(w('Đảng viên giúp đỡ', 'Helper'), 'person'),
    second_helper: reference(w('Đảng viên giúp đỡ thứ hai', 'Second helper'), 'person'),
    is_readmission: flag(w('Kết nạp lại', 'Readmission')),
    population_case: flag(
      w('Có vi phạm chính sách dân số (kết nạp theo quy định riêng)', 'Population policy case'),
    ),
  },
  title: ['person', 'decided_on'],
  list: ['person', 'unit', 'decided_on', 'ceremony_on', 'number', 'sources'],
  filters: ['sources', 'is_readmission'],
  date: 'decided_on',
});

export const recognition = defineRecord({
  name: 'recognition',
  area: 'admission',
  class: 'unit',
  words: {
    one: w('Quyết định công nhận đảng viên chính thức', 'Recognition decision'),
    many: w('Công nhận đảng viên chính thức', 'Recognitions'),
    empty: w(
      'Chưa có quyết định công nhận nào. Văn phòng cấp ủy nhập khi đảng viên dự bị được công nhận chính thức.',
      'No recognition yet. The committee office enters one when a probationary member is recognised.',
    ),
  },
  fields: {
    person: reference(w('Đảng viên dự bị', 'Probationary member'), 'person', { required: true }),
    unit: reference(w('Chi bộ', 'Cell'), 'unit', { required: true }),
    body: reference(w('Cấp quyết định', 'Deciding body'), 'body', { required: true }),
    number: text(w('Số quyết định', 'Decision number'), { required: true, max: 60 }),
    decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
    effective_on: date(w('Chính thức từ ngày', 'Official from'), { required: true }),
  },
  title: ['person', 'decided_on'],
  list: ['person', 'unit', 'decided_on', 'effective_on', 'number'],
  filters: [],
  date: 'decided_on',
});
