/**
 * The papers of a session (domain 1.4), each as a text with tags: an office may keep a template of its own under the
 * same name. What the case does not know is left to be written by hand; nothing of a lead's source is in any of them.
 */
import { type Words, w } from '../../kernel/words.ts';

export type PaperCode = keyof typeof PAPERS;

type PaperText = { words: Words; body: readonly string[] };

/** A tag as Word templates know it: a value, or a loop over several. */
type Tag = { kind: 'text'; label: Words } | { kind: 'loop'; label: Words; inside: Record<string, Tag> };

const text = (vi: string, en: string): Tag => ({ kind: 'text', label: w(vi, en) });
const loop = (vi: string, en: string, inside: Record<string, Tag>): Tag => ({
  kind: 'loop',
  label: w(vi, en),
  inside,
});

/** The tags of these papers beside their head and foot. */
export const SESSION_TAGS: Record<string, Tag> = {
  ten_cuoc: text('Tên cuộc', 'Title of the session'),
  loai_cuoc: text('Kiểm tra hoặc giám sát', 'Inspection or supervision'),
  chu_the: text('Chủ thể', 'Inspecting body'),
  can_cu: text('Căn cứ', 'What it rests on'),
  so_quyet_dinh: text('Số quyết định', 'Number of the decision'),
  ngay_trien_khai: text('Ngày triển khai', 'Day it opened'),
  noi_dung_cuoc: text('Nội dung', 'Content'),
  moc_tu: text('Mốc thời gian từ', 'Period from'),
  moc_den: text('Mốc thời gian đến', 'Period to'),
  so_ket_luan: text('Số thông báo kết luận', 'Number of the conclusion'),
  doan: loop('Thành viên đoàn', 'Members of the team', {
    ho_ten: text('Họ và tên', 'Name'),
    nhiem_vu: text('Nhiệm vụ', 'Role'),
  }),
  doi_tuong: loop('Đối tượng', 'Subjects', {
    ten: text('Tên', 'Name'),
    ngay_phat_bieu: text('Ngày phát biểu', 'Day it spoke'),
    y_kien: text('Ý kiến của đối tượng', 'Its own view'),
    ket_qua: text('Kết quả', 'Result'),
    noi_dung: loop('Từng nội dung', 'Each content', {
      ten_noi_dung: text('Nội dung', 'Content'),
      danh_gia: text('Đánh giá', 'Assessment'),
      ket_luan: text('Kết luận', 'Conclusion'),
      khac_phuc: text('Việc phải khắc phục', 'Remedy'),
      han_khac_phuc: text('Hạn khắc phục', 'Remedy by'),
    }),
    so_tien: loop('Từng nguyên nhân', 'Each cause of money', {
      nguyen_nhan: text('Nguyên nhân', 'Cause'),
      phat_hien: text('Phát hiện', 'Found'),
      de_nghi: text('Đề nghị xử lý', 'Proposed'),
      da_xu_ly: text('Đã xử lý', 'Done'),
    }),
  }),
  buoc: loop('Diễn biến', 'What was done', {
    ngay: text('Ngày', 'Day'),
    viec: text('Việc', 'Step'),
    van_ban: text('Văn bản', 'Paper'),
  }),
  nhat_ky: loop('Nhật ký đoàn', 'Diary', {
    so_trang: text('Số', 'Number'),
    ngay_ghi: text('Ngày', 'Day'),
    noi_dung_ghi: text('Nội dung', 'Text'),
  }),
};

const SUBJECTS = ['{#doi_tuong}', '- {ten}', '{/doi_tuong}'];
const TEAM = ['{#doan}', '- Đồng chí {ho_ten}, {nhiem_vu}', '{/doan}'];
const HAND = '…………………………………………………………';
const OPENING =
  'Hôm nay, ngày …… tháng …… năm ……, tại …………, đoàn làm việc theo Quyết định số {so_quyet_dinh} về {ten_cuoc}.';
const PRESENT = ['Thành phần của đoàn:', ...TEAM, 'Thành phần của tổ chức đảng, đối tượng:', ...SUBJECTS];
const SIGNED = 'Biên bản được đọc lại, các bên cùng nghe, nhất trí và ký tên.';

/** What is concluded, subject by subject and content by content, with money and remedies where there are any. */
const FINDINGS = [
  '{#doi_tuong}',
  '{ten}: {ket_qua}',
  '{#noi_dung}',
  '- {ten_noi_dung} ({danh_gia}): {ket_luan} Việc phải khắc phục: {khac_phuc} (hạn: {han_khac_phuc}).',
  '{/noi_dung}',
  '{#so_tien}',
  '- {nguyen_nhan}: phát hiện {phat_hien}; đề nghị xử lý {de_nghi}; đã xử lý {da_xu_ly}.',
  '{/so_tien}',
  'Ý kiến của đối tượng: {y_kien}',
  '{/doi_tuong}',
];

const minutes = (vi: string, en: string, middle: readonly string[]): PaperText => ({
  words: w(vi, en),
  body: [OPENING, ...PRESENT, ...middle, SIGNED],
});

export const PAPERS = {
  QD: {
    words: w('Quyết định', 'Decision'),
    body: [
      'Căn cứ {can_cu};',
      '{chu_the} quyết định:',
      'Điều 1. Tiến hành {loai_cuoc}: {ten_cuoc}. Nội dung: {noi_dung_cuoc}. Mốc thời gian: từ {moc_tu} đến {moc_den}. Đối tượng:',
      ...SUBJECTS,
      'Điều 2. Lập đoàn gồm:',
      ...TEAM,
      'Điều 3. Đoàn và đối tượng có trách nhiệm thi hành quyết định này.',
    ],
  },
  KH: {
    words: w('Kế hoạch', 'Plan'),
    body: [
      'Thực hiện Quyết định số {so_quyet_dinh} về {ten_cuoc}, đoàn xây dựng kế hoạch như sau:',
      `1. Mục đích, yêu cầu: ${HAND}`,
      '2. Nội dung: {noi_dung_cuoc}; mốc thời gian từ {moc_tu} đến {moc_den}. Đối tượng:',
      ...SUBJECTS,
      `3. Phương pháp, thời gian tiến hành: ${HAND}`,
      '4. Tổ chức thực hiện:',
      ...TEAM,
    ],
  },
  DC: {
    words: w('Đề cương gợi ý báo cáo', 'Outline of the self-report'),
    body: [
      'Đề cương để đối tượng báo cáo về {noi_dung_cuoc}, từ {moc_tu} đến {moc_den}, theo Quyết định số {so_quyet_dinh}.',
      `1. Đặc điểm, tình hình: ${HAND}`,
      `2. Kết quả thực hiện theo từng nội dung: ${HAND}`,
      `3. Ưu điểm; khuyết điểm, vi phạm (nếu có); nguyên nhân; trách nhiệm: ${HAND}`,
      `4. Biện pháp khắc phục, kiến nghị: ${HAND}`,
      'Đối tượng có quyền đưa ra chứng cứ để báo cáo, giải trình và bảo lưu ý kiến.',
    ],
  },
  LL: {
    words: w('Lịch làm việc, phân công của đoàn', 'Calendar and division of work'),
    body: [
      'Theo Quyết định số {so_quyet_dinh} về {ten_cuoc}, đoàn phân công và làm việc theo lịch sau:',
      ...TEAM,
      HAND,
    ],
  },
  BB_TK: minutes('Biên bản triển khai quyết định, kế hoạch', 'Minutes of handing over', [
    `Đoàn đã công bố quyết định, kế hoạch; đối tượng đã nghe và có ý kiến: ${HAND}`,
  ]),
  BC_TKT: {
    words: w('Báo cáo tự kiểm tra', 'Self-report'),
    body: [
      'Thực hiện Quyết định số {so_quyet_dinh} về {ten_cuoc}, đối tượng báo cáo như sau:',
      `1. Kết quả thực hiện: ${HAND}`,
      `2. Khuyết điểm, vi phạm (nếu có) và nguyên nhân: ${HAND}`,
      `3. Giải trình, chứng cứ kèm theo: ${HAND}`,
      `4. Tự nhận trách nhiệm, đề nghị: ${HAND}`,
    ],
  },
  HS: {
    words: w('Danh mục hồ sơ, tài liệu đã nhận', 'List of papers received'),
    body: ['Đoàn đã nhận của đối tượng các hồ sơ, tài liệu sau để phục vụ {ten_cuoc}:', HAND, HAND],
  },
  BB_XM: minutes('Biên bản thẩm tra, xác minh', 'Minutes of verification', [
    `Nội dung xác minh: ${HAND}`,
    `Kết quả: ${HAND}`,
  ]),
  BB_LV: minutes('Biên bản làm việc', 'Minutes of a working meeting', [
    `Nội dung làm việc: ${HAND}`,
    `Ý kiến của đối tượng: ${HAND}`,
  ]),
  BC_DT: {
    words: w('Dự thảo báo cáo kết quả', 'Draft report'),
    body: [
      'Thực hiện Quyết định số {so_quyet_dinh}, đoàn đã thẩm tra, xác minh và dự kiến kết luận như sau:',
      ...FINDINGS,
    ],
  },
  BB_HN: minutes('Biên bản hội nghị thông qua dự thảo', 'Minutes of the meeting on the draft', [
    'Đoàn trình bày dự thảo báo cáo. Đối tượng phát biểu:',
    '{#doi_tuong}',
    '- {ten} (ngày {ngay_phat_bieu}): {y_kien}',
    '{/doi_tuong}',
    `Ý kiến khác: ${HAND}`,
  ]),
  BB_DOAN: {
    words: w('Biên bản họp đoàn', 'Minutes of the team'),
    body: [
      'Đoàn họp thống nhất kết quả của {ten_cuoc}. Thành phần:',
      ...TEAM,
      `Nội dung thống nhất: ${HAND}`,
    ],
  },
  BC_KQ: {
    words: w('Báo cáo kết quả', 'Report'),
    body: [
      'Thực hiện Quyết định số {so_quyet_dinh}, đoàn báo cáo kết quả {ten_cuoc} như sau:',
      '{#buoc}',
      '- {ngay}: {viec} ({van_ban})',
      '{/buoc}',
      ...FINDINGS,
      `Đề nghị của đoàn: ${HAND}`,
    ],
  },
  BB_HOP: {
    words: w('Biên bản họp xem xét, kết luận', 'Minutes of the body'),
    body: [
      `{chu_the} họp xem xét báo cáo kết quả của {ten_cuoc}. Thành phần: ${HAND}`,
      'Kết luận:',
      ...FINDINGS,
      `Kết quả biểu quyết (nếu có): ${HAND}`,
    ],
  },
  TB_KL: {
    words: w('Thông báo kết luận', 'Conclusion'),
    body: [
      'Sau khi xem xét báo cáo kết quả {ten_cuoc} theo Quyết định số {so_quyet_dinh}, {chu_the} kết luận như sau:',
      ...FINDINGS,
      'Đối tượng chấp hành kết luận, xây dựng kế hoạch khắc phục; có quyền bảo lưu ý kiến và đề nghị cấp có thẩm quyền xem xét lại kết luận.',
    ],
  },
  BB_CB: minutes('Biên bản công bố thông báo kết luận', 'Minutes of publishing', [
    `Đã công bố Thông báo kết luận số {so_ket_luan}. Ý kiến của đối tượng sau khi nghe: ${HAND}`,
  ]),
  HS_LT: {
    words: w('Danh mục hồ sơ nộp lưu', 'List for the archive'),
    body: [
      'Hồ sơ của {ten_cuoc}, Quyết định số {so_quyet_dinh}, gồm:',
      '{#buoc}',
      '- {ngay}: {viec}, văn bản: {van_ban}',
      '{/buoc}',
      'Sổ nhật ký đoàn:',
      '{#nhat_ky}',
      '- Trang {so_trang}, ngày {ngay_ghi}: {noi_dung_ghi}',
      '{/nhat_ky}',
    ],
  },
} as const satisfies Record<string, PaperText>;

export const isPaper = (code: string): code is PaperCode => Object.hasOwn(PAPERS, code);
