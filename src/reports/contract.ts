/** Signed reports as records: listed, opened and never changed. */
import { w } from '../kernel/words.ts';
import { choice, count, date, defineRecord, reference, text } from '../records/define.ts';
import { REPORT_KINDS } from './evaluated.ts';

export const signedReport = defineRecord({
  name: 'signed_report',
  area: 'reports',
  class: 'unit',
  actOnly: true,
  words: {
    one: w('Báo cáo đã ký', 'Signed report'),
    many: w('Báo cáo đã ký', 'Signed reports'),
    empty: w(
      'Chưa có báo cáo nào được ký. Văn phòng cấp ủy mở báo cáo 9 tháng rồi chọn “Ký và chốt số liệu”.',
      'No report has been signed. The committee office opens the nine-month report and chooses “Sign and freeze”.',
    ),
  },
  fields: {
    unit: reference(w('Đơn vị', 'Unit'), 'unit', { required: true }),
    kind: choice(w('Loại báo cáo', 'Kind'), REPORT_KINDS, { required: true }),
    year: count(w('Năm', 'Year'), { required: true, min: 1930, max: 2200, plain: true }),
    as_of: date(w('Mốc việc đang làm', 'Work in progress as of'), { required: true }),
    number: text(w('Số báo cáo', 'Number'), { required: true, max: 60 }),
    signed_on: date(w('Ngày ký', 'Signed on'), { required: true }),
    signer: text(w('Người ký', 'Signer'), { required: true, max: 120 }),
    supersedes: reference(w('Thay báo cáo', 'Takes the place of'), 'signed_report'),
    sha256: text(w('Mã kiểm tra', 'Checksum'), { required: true, max: 64 }),
  },
  title: ['number', 'unit', 'signed_on'],
  list: ['number', 'unit', 'year', 'as_of', 'signed_on', 'signer'],
  filters: [],
  date: 'signed_on',
});
