/** What others reported of members, a fact with its document and never a correction; and what units say of their forms. */
import { w } from '../kernel/words.ts';
import { choice, count, date, defineRecord, reference, text } from '../records/define.ts';
import { SECTOR_FORMS } from './sector-forms.ts';

export const statedCount = defineRecord({
  name: 'stated_count',
  area: 'forms',
  class: 'unit',
  words: {
    one: w('Số liệu bên kia báo', 'Number reported by the other side'),
    many: w('Số liệu đối chiếu đã báo', 'Numbers reported for reconciliation'),
    empty: w(
      'Chưa có đơn vị nào báo số. Ban tổ chức nhập số đảng viên mà cấp dưới hoặc cấp trên gửi bằng văn bản, ba tháng một lần.',
      'No unit has reported yet. The organisation board enters the numbers sent by units below or above, every three months.',
    ),
  },
  fields: {
    unit: reference(w('Số đảng viên của', 'Members of'), 'unit', { required: true }),
    stated_by: reference(w('Đơn vị báo', 'Reported by'), 'unit', { required: true }),
    as_of: date(w('Tính đến hết ngày', 'As of'), { required: true }),
    members: count(w('Tổng số đảng viên', 'Members'), { required: true, min: 0 }),
    official: count(w('Trong đó chính thức', 'Of which official'), { min: 0 }),
    probationary: count(w('Trong đó dự bị', 'Of which probationary'), { min: 0 }),
    document: text(w('Văn bản báo', 'Document'), { required: true, max: 60 }),
    documented_on: date(w('Ngày văn bản', 'Dated'), { required: true }),
    note: text(w('Ghi chú', 'Note'), { max: 500, multiline: true }),
  },
  title: ['unit', 'as_of'],
  list: ['unit', 'stated_by', 'as_of', 'members', 'official', 'probationary', 'document'],
  filters: ['unit', 'stated_by'],
  date: 'as_of',
});

/** What a unit can say of a form. */
export const SAID = {
  filed: w('Đã lập, đã gửi', 'Drawn up and sent'),
  nil: w('Không phát sinh', 'Nil'),
};

/** What a unit says of a form: a nil return is said by somebody, and is not the same as saying nothing. */
export const formReturn = defineRecord({
  name: 'form_return',
  area: 'forms',
  class: 'unit',
  words: {
    one: w('Báo cáo biểu thống kê', 'Return of a form'),
    many: w('Tình hình nộp biểu của ngành kiểm tra', 'Returns of the sector’s forms'),
    empty: w(
      'Chưa có đơn vị nào báo. Cán bộ kiểm tra ghi khi biểu đã lập xong, hoặc khi trong kỳ không phát sinh.',
      'No unit has said anything. The inspection officer enters when a form is drawn up, or that the period had nothing.',
    ),
  },
  fields: {
    unit: reference(w('Đơn vị', 'Unit'), 'unit', { required: true }),
    form: choice(w('Biểu', 'Form'), SECTOR_FORMS, { required: true }),
    period: text(w('Kỳ', 'Period'), {
      required: true,
      max: 7,
      hint: w('2023 (năm), 2023-Q3 (quý), 2023-H1 (6 tháng), 2023-9M', '2023, 2023-Q3, 2023-H1 or 2023-9M'),
    }),
    state: choice(w('Tình trạng', 'State'), SAID, { required: true }),
    said_on: date(w('Ngày báo', 'Said on'), { required: true }),
    note: text(w('Ghi chú', 'Note'), { max: 500, multiline: true }),
  },
  title: ['form', 'period', 'unit'],
  list: ['unit', 'form', 'period', 'state', 'said_on'],
  filters: ['unit', 'form', 'state'],
  date: 'said_on',
});

export const signedForm = defineRecord({
  name: 'signed_form',
  area: 'forms',
  class: 'unit',
  actOnly: true,
  words: {
    one: w('Biểu thống kê đã ký', 'Signed form'),
    many: w('Biểu thống kê đã ký', 'Signed forms'),
    empty: w(
      'Chưa có biểu nào được ký. Ban tổ chức, văn phòng hoặc ủy ban kiểm tra mở biểu rồi chọn “Ký và chốt biểu”.',
      'No form has been signed. The board, the office or the commission opens a form and chooses “Sign and freeze”.',
    ),
  },
  fields: {
    unit: reference(w('Đơn vị', 'Unit'), 'unit', { required: true }),
    edition: text(w('Bản biểu', 'Edition'), { required: true, max: 60 }),
    form: text(w('Biểu', 'Form'), { required: true, max: 60 }),
    period: text(w('Kỳ', 'Period'), { required: true, max: 7 }),
    signed_on: date(w('Ngày ký', 'Signed on'), { required: true }),
    signer: text(w('Người ký', 'Signer'), { required: true, max: 120 }),
    supersedes: reference(w('Thay biểu', 'Takes the place of'), 'signed_form'),
    sha256: text(w('Mã kiểm tra', 'Checksum'), { required: true, max: 64 }),
  },
  title: ['form', 'period', 'unit'],
  list: ['form', 'period', 'unit', 'signed_on', 'signer'],
  filters: ['unit'],
  date: 'signed_on',
});
