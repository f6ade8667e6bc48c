/** Commendations of organisations and members, each with its decision. */
import { w } from '../../kernel/words.ts';
import { choice, date, defineRecord, reference, text } from '../../records/define.ts';
import { SUBJECT_KINDS } from '../inspection/contract.ts';

export const FORMS = {
  praise: w('Biểu dương', 'Praise'),
  certificate: w('Giấy khen', 'Certificate'),
  merit_certificate: w('Bằng khen', 'Certificate of merit'),
  flag: w('Tặng cờ', 'Flag'),
};

const THEMES = {
  following_ho_chi_minh: w('Học tập và làm theo Bác', 'Studying and following Hồ Chí Minh'),
  yearly: w('Hằng năm', 'Yearly'),
  five_years: w('Năm năm', 'Five years'),
  special: w('Đột xuất, chuyên đề', 'Special'),
};

export const commendation = defineRecord({
  name: 'commendation',
  area: 'commendation',
  class: 'unit',
  words: {
    one: w('Quyết định khen thưởng', 'Commendation'),
    many: w('Khen thưởng trong Đảng', 'Commendations'),
    empty: w(
      'Chưa có khen thưởng nào. Văn phòng cấp ủy nhập từng tổ chức, từng đảng viên theo quyết định.',
      'No commendation yet. The committee office enters each organisation and each member of a decision.',
    ),
  },
  fields: {
    body: reference(w('Cấp quyết định', 'Deciding body'), 'body', { required: true }),
    number: text(w('Số quyết định', 'Decision number'), { required: true, max: 60 }),
    decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
    form: choice(w('Hình thức', 'Form'), FORMS, { required: true }),
    theme: choice(w('Chuyên đề', 'Theme'), THEMES, { required: true }),
    subject_kind: choice(w('Đối tượng', 'Kind of subject'), SUBJECT_KINDS, { required: true }),
    subject_unit: reference(w('Tổ chức đảng', 'Organisation'), 'unit'),
    subject_person: reference(w('Đảng viên', 'Member'), 'person'),
  },
  title: ['form', 'subject_person', 'subject_unit', 'number'],
  list: ['subject_person', 'subject_unit', 'form', 'theme', 'body', 'number', 'decided_on'],
  filters: ['body', 'form', 'theme', 'subject_kind'],
  date: 'decided_on',
});
