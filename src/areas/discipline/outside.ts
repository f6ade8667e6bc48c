/** How a member was handled outside the Party: by the courts, by administration, or handed to the law agencies. */
import { w } from '../../kernel/words.ts';
import { choice, date, defineRecord, reference, text } from '../../records/define.ts';

/** The columns of the sector's forms, and papers handed over whose outcome is not known. */
export const HANDLED = {
  referral: w('Chuyển hồ sơ cho cơ quan pháp luật', 'Papers handed to the law agencies'),
  prison: w('Phạt tù, kể cả án treo', 'Prison, also suspended'),
  penalty: w('Hình phạt khác theo pháp luật', 'Another penalty by law'),
  administrative: w('Xử lý hành chính', 'Administrative'),
};

export type Handled = keyof typeof HANDLED;

/** What became of it since; of papers handed over nothing as long as no agency has answered. */
export const OUTSIDE_OUTCOMES = {
  prosecuted: w('Đã khởi tố', 'Prosecuted'),
  not_prosecuted: w('Không khởi tố', 'Not prosecuted'),
  overturned: w('Đã bị hủy bỏ', 'Overturned'),
};

export const outsideHandling = defineRecord({
  name: 'outside_handling',
  sensitive: true,
  area: 'discipline',
  class: 'case',
  words: {
    one: w('Xử lý ngoài Đảng', 'Handling outside the Party'),
    many: w('Xử lý pháp luật, hành chính', 'Handling by law and administration'),
    empty: w(
      'Chưa có trường hợp nào. Cán bộ kiểm tra nhập khi nhận bản án, quyết định xử phạt, hoặc khi chuyển hồ sơ cho cơ quan pháp luật.',
      'None yet. The inspection officer enters one on a judgment or a penalty, or when papers go to the law agencies.',
    ),
  },
  fields: {
    body: reference(w('Cấp theo dõi', 'Body that follows it'), 'body', { required: true }),
    subject_person: reference(w('Đảng viên', 'Member'), 'person', { required: true }),
    kind: choice(w('Hình thức xử lý', 'How'), HANDLED, { required: true }),
    agency: text(
      w('Cơ quan quyết định, cơ quan nhận hồ sơ', 'Deciding agency, or the one that got the papers'),
      {
        required: true,
        max: 200,
      },
    ),
    number: text(w('Số bản án, quyết định, công văn', 'Number of the document'), { required: true, max: 60 }),
    decided_on: date(w('Ngày', 'Date'), { required: true }),
    outcome: choice(w('Kết quả', 'What came of it'), OUTSIDE_OUTCOMES, {
      hint: w('Để trống khi chưa có gì thay đổi', 'Left empty while nothing has changed'),
    }),
    outcome_on: date(w('Ngày có kết quả', 'Known on')),
    matter: reference(w('Thuộc hồ sơ kỷ luật', 'Goes with the case'), 'discipline_case', {
      hint: w(
        'Chọn hồ sơ, hoặc quyết định đầu tiên nếu không có hồ sơ ở đây',
        'The case, or the first decision where there is no case here',
      ),
    }),
    decision: reference(
      w('Thuộc quyết định kỷ luật đầu tiên', 'Goes with the first decision'),
      'discipline_decision',
    ),
    inspection_subject: reference(
      w('Từ cuộc kiểm tra đối tượng', 'From the inspection of'),
      'inspection_subject',
    ),
    note: text(w('Ghi chú', 'Note'), { max: 1000, multiline: true }),
  },
  title: ['kind', 'subject_person', 'number'],
  list: ['subject_person', 'kind', 'agency', 'number', 'decided_on', 'outcome'],
  filters: ['body', 'kind', 'outcome'],
  date: 'decided_on',
});
