/** What was decided of members and organisations for a year. */
import { w } from '../../kernel/words.ts';
import { choice, count, date, defineRecord, reference, text } from '../../records/define.ts';

export const GRADES = {
  excellent: w('Hoàn thành xuất sắc nhiệm vụ', 'Excellent'),
  good: w('Hoàn thành tốt nhiệm vụ', 'Good'),
  complete: w('Hoàn thành nhiệm vụ', 'Complete'),
  failed: w('Không hoàn thành nhiệm vụ', 'Not completed'),
};

export type Grade = keyof typeof GRADES;

/** Under whose management those are who were asked to review particular matters (11-HD/BTCTW, Biểu 6, dòng 4). */
const ASKED_BY = {
  province: w('Ban thường vụ tỉnh ủy', 'The provincial standing committee'),
  district: w('Ban thường vụ huyện ủy, đảng ủy xã', 'The standing committee of the district or commune'),
  grassroots: w('Cấp ủy cơ sở', 'The grassroots committee'),
};

const decided = {
  year: count(w('Năm kiểm điểm', 'Year'), { required: true, min: 1930, max: 2200, plain: true }),
  grade: choice(w('Mức xếp loại', 'Grade'), GRADES, {
    hint: w('Để trống khi đã kiểm điểm mà không xếp loại', 'Empty where reviewed without a grade'),
  }),
  asked_by: choice(
    w('Được gợi ý kiểm điểm, thuộc diện quản lý của', 'Asked to review, managed by'),
    ASKED_BY,
  ),
  body: reference(w('Cấp quyết định', 'Deciding body'), 'body', { required: true }),
  number: text(w('Số quyết định', 'Decision number'), { required: true, max: 60 }),
  decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
};

export const memberReview = defineRecord({
  name: 'member_review',
  area: 'review',
  class: 'unit',
  words: {
    one: w('Xếp loại đảng viên', 'Review of a member'),
    many: w('Kiểm điểm, xếp loại đảng viên', 'Reviews of members'),
    empty: w(
      'Chưa có kết quả nào. Ban tổ chức hoặc bí thư chi bộ nhập theo quyết định xếp loại cuối năm.',
      'No results yet. The organisation board or the cell secretary enters them from the decision at the end of the year.',
    ),
  },
  fields: { person: reference(w('Đảng viên', 'Member'), 'person', { required: true }), ...decided },
  title: ['person', 'year'],
  list: ['person', 'year', 'grade', 'asked_by', 'body', 'number', 'decided_on'],
  filters: ['grade', 'asked_by', 'body'],
  date: 'decided_on',
});

export const unitReview = defineRecord({
  name: 'unit_review',
  area: 'review',
  class: 'unit',
  words: {
    one: w('Xếp loại tổ chức đảng', 'Review of an organisation'),
    many: w('Kiểm điểm, xếp loại tổ chức đảng', 'Reviews of organisations'),
    empty: w(
      'Chưa có kết quả nào. Ban tổ chức của cấp ủy cấp trên nhập theo quyết định xếp loại cuối năm.',
      'No results yet. The organisation board above enters them from the decision at the end of the year.',
    ),
  },
  fields: { unit: reference(w('Tổ chức đảng', 'Organisation'), 'unit', { required: true }), ...decided },
  title: ['unit', 'year'],
  list: ['unit', 'year', 'grade', 'asked_by', 'body', 'number', 'decided_on'],
  filters: ['grade', 'asked_by', 'body'],
  date: 'decided_on',
});
