/** The tags an office may write in a report template, and where each may stand. */
import { type Words, w } from '../../kernel/words.ts';

/**
 * `text` prints a value, `xml` (written `{@name}`, alone in its paragraph) puts a finished table or page break,
 * `if` shows what lies between `{#name}` and `{/name}` when it applies, `loop` repeats it for each item.
 */
export type Tag =
  | { kind: 'text' | 'xml' | 'if'; label: Words; required?: boolean }
  | { kind: 'loop'; label: Words; inside: Record<string, Tag> };

const text = (vi: string, en: string): Tag => ({ kind: 'text', label: w(vi, en) });
const must = (vi: string, en: string): Tag => ({ kind: 'text', label: w(vi, en), required: true });
const loop = (vi: string, en: string, inside: Record<string, Tag>): Tag => ({
  kind: 'loop',
  label: w(vi, en),
  inside,
});

const TABLE: Record<string, Tag> = {
  ten_bang: text('Tên bảng', 'Title of the table'),
  bang: { kind: 'xml', label: w('Cả bảng số liệu', 'The whole table') },
  co_ghi_chu: { kind: 'if', label: w('Khi bảng có ghi chú', 'When the table has a note') },
  ghi_chu: text('Ghi chú dưới bảng', 'Note under the table'),
};

const CONTENT: Record<string, Tag> = {
  cau: loop('Từng câu của mục', 'Each sentence of the section', {
    van_ban: text('Cả câu, không có mã số liệu', 'The whole sentence without codes'),
    doan: loop('Từng đoạn của câu: chữ hoặc số', 'Each part of the sentence: words or a number', {
      chu: text('Chữ hoặc số', 'The words or the number'),
      ma: text('Mã số liệu, chỉ in khi chọn in mã', 'Code of the number, when codes are asked for'),
    }),
  }),
  bang_so_lieu: loop('Từng bảng xen giữa lời văn', 'Each table between the sentences', TABLE),
};

export const REPORT_TAGS: Record<string, Tag> = {
  cap_tren: must('Cơ quan cấp trên trực tiếp, chữ in hoa', 'Superior body, in capitals'),
  co_quan: must('Cơ quan ban hành, chữ in hoa', 'Issuing body, in capitals'),
  so: text('Số văn bản; để trống khi chưa lấy số', 'Number of the document; blank until it has one'),
  ky_hieu: must('Ký hiệu, ví dụ BC/HU', 'Symbol, for instance BC/HU'),
  co_do_mat: { kind: 'if', label: w('Khi văn bản có độ mật', 'When the document bears a secrecy mark') },
  do_mat: text('Dấu chỉ độ mật', 'Secrecy mark'),
  dia_danh: must('Địa danh', 'Place'),
  ngay_thang_nam: must('Ngày, tháng, năm ban hành', 'Date of the document'),
  ten_loai: must('Tên loại văn bản', 'Type of the document'),
  trich_yeu: must('Trích yếu nội dung', 'Abstract'),
  don_vi: text('Tên đơn vị của báo cáo', 'Unit of the report'),
  ma_nhat_ky: text('Mã nhật ký, ở chân trang', 'Code of the audit log, at the foot of the page'),
  tu_ngay: text('Ngày đầu kỳ báo cáo', 'First day of the period'),
  den_ngay: text('Ngày cuối kỳ báo cáo', 'Last day of the period'),
  tinh_den_ngay: text('Ngày chốt việc đang tiến hành', 'Day at which work in progress is told'),
  muc: loop('Từng mục I-, II-', 'Each section I-, II-', {
    so_muc: text('Số của mục', 'Number of the section'),
    ten_muc: text('Tên mục', 'Heading'),
    ...CONTENT,
    tieu_muc: loop('Từng tiểu mục 1., 2.', 'Each subsection 1., 2.', {
      so_tieu_muc: text('Số của tiểu mục', 'Number of the subsection'),
      ten_tieu_muc: text('Tên tiểu mục', 'Heading'),
      ...CONTENT,
      diem: loop('Từng điểm a), b)', 'Each point a), b)', {
        so_diem: text('Chữ của điểm', 'Letter of the point'),
        ten_diem: text('Tên điểm', 'Heading'),
        ...CONTENT,
      }),
    }),
  }),
  quyen_han: must('Quyền hạn ký, ví dụ T/M BAN THƯỜNG VỤ', 'For whom is signed, T/M BAN THƯỜNG VỤ'),
  chuc_vu: text('Chức vụ người ký', 'Office of the signatory'),
  nguoi_ky: text('Họ tên người ký', 'Name of the signatory'),
  noi_nhan: loop('Từng nơi nhận', 'Each recipient', { ten_noi_nhan: text('Nơi nhận', 'Recipient') }),
  phu_luc: loop('Từng phụ lục', 'Each annex', {
    nhan_phu_luc: text('PHỤ LỤC, có số khi từ hai phụ lục', 'ANNEX, numbered when there are two or more'),
    ...TABLE,
    het_phu_luc: { kind: 'xml', label: w('Sang trang sau phụ lục', 'Page break after the annex') },
  }),
  bang_ma: loop('Bảng tra mã số liệu', 'Table of codes', {
    ten_bang_ma: text('Tên bảng tra mã', 'Title of the table of codes'),
    cach_dung_ma: text('Cách dùng mã', 'How codes are used'),
    bang: TABLE.bang!,
  }),
};

/** A tag by name in the scope of loops it stands in; inner loops see what the outer ones offer. */
export function tagAt(name: string, scopes: readonly Record<string, Tag>[]): Tag | undefined {
  return scopes.findLast((scope) => Object.hasOwn(scope, name))?.[name];
}
