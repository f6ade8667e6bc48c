/** Code lists of the inspection sector; contents of the statistical forms: contents.ts. */
import { w } from '../../kernel/words.ts';

export const NATURES = {
  inspection: w('Kiểm tra', 'Inspection'),
  supervision: w('Giám sát', 'Supervision'),
};

export const ORIGINS = {
  programme: w('Theo chương trình', 'By the programme'),
  signs: w('Khi có dấu hiệu vi phạm', 'On signs of violation'),
  unplanned: w('Đột xuất', 'Unplanned'),
  assigned: w('Cấp trên giao', 'Assigned from above'),
};

/** Kinds of work as the sector separates them; one subject of a joint session may carry several. */
export const WORKS = {
  article30: w('Theo Điều 30 Điều lệ Đảng', 'Under Article 30 of the Charter'),
  signs: w('Khi có dấu hiệu vi phạm', 'On signs of violation'),
  duty: w('Thực hiện nhiệm vụ kiểm tra, giám sát', 'Doing the inspection and supervision duty'),
  discipline_enforcement: w('Thi hành kỷ luật trong Đảng', 'Enforcing discipline'),
  finance_dues: w('Thu, nộp, quản lý đảng phí', 'Party dues'),
  finance_budget: w('Tài chính đảng của cấp ủy', 'Finances of the committee'),
  thematic_supervision: w('Giám sát chuyên đề', 'Thematic supervision'),
};

export const SUBJECT_KINDS = {
  organisation: w('Tổ chức đảng', 'Party organisation'),
  member: w('Đảng viên', 'Member'),
};

export type SubjectKind = keyof typeof SUBJECT_KINDS;

/** What a conclusion says of a subject. */
export const RESULTS = {
  good: w('Thực hiện tốt', 'Done well'),
  shortcomings: w('Có khuyết điểm', 'Shortcomings'),
  violation: w('Có vi phạm, chưa đến mức kỷ luật', 'Violation, no sanction due'),
  must_discipline: w('Có vi phạm, phải thi hành kỷ luật', 'Violation, a sanction is due'),
  signs: w('Phát hiện dấu hiệu vi phạm', 'Signs of violation found'),
};

/** What may be concluded of a subject of supervision: where signs of violation show, an inspection on signs follows. */
export const SUPERVISION_RESULTS = ['good', 'shortcomings', 'signs'];

/** Why an item stands in a draft. */
export const BECAUSE = {
  term: w('Thuộc chương trình toàn khóa', 'Stands in the term’s programme'),
  last_year: w('Chương trình năm trước chưa thực hiện', 'Left over from last year’s programme'),
  unremedied: w('Kết luận trước chưa khắc phục', 'An earlier conclusion is not remedied'),
  long_ago: w('Lâu chưa được kiểm tra, giám sát', 'Not looked into for long'),
  never: w('Chưa được kiểm tra, giám sát lần nào', 'Never looked into'),
  directed: w('Cấp trên chỉ đạo', 'Directed from above'),
  other: w('Lý do khác', 'Another reason'),
};

export type Because = keyof typeof BECAUSE;

export const TEAM_ROLES = {
  lead: w('Trưởng đoàn', 'Lead'),
  deputy: w('Phó trưởng đoàn', 'Deputy'),
  secretary: w('Thư ký đoàn', 'Secretary of the team'),
  member: w('Thành viên', 'Member'),
};

/** Where a lead comes from; never from whom. */
export const SIGNAL_SOURCES = {
  supervision: w('Kết quả giám sát', 'A supervision'),
  inspection: w('Kết quả kiểm tra', 'An inspection'),
  letter: w('Đơn, thư (kể cả không ghi tên)', 'A letter, signed or not'),
  press: w('Báo chí', 'The press'),
  audit: w('Kết luận thanh tra, kiểm toán', 'An audit'),
  officer: w('Cán bộ theo dõi địa bàn', 'The officer who follows the area'),
  other: w('Nguồn khác', 'Another source'),
};

export const SIGNAL_OUTCOMES = {
  no_basis: w('Không đủ cơ sở kiểm tra', 'No basis for an inspection'),
  referred: w('Chuyển cấp có thẩm quyền', 'Referred to the competent level'),
  inspected: w('Quyết định kiểm tra khi có dấu hiệu vi phạm', 'Inspection on signs decided'),
};

export const ASSESSMENTS = {
  merit: w('Ưu điểm', 'Merit'),
  shortcoming: w('Khuyết điểm, hạn chế', 'Shortcoming'),
  violation: w('Vi phạm, chưa đến mức kỷ luật', 'Violation, no sanction due'),
  must_discipline: w('Vi phạm, phải thi hành kỷ luật', 'Violation, a sanction is due'),
  signs: w('Dấu hiệu vi phạm', 'Signs of violation'),
};

/** Causes of money found, of dues and of budgets: the columns of the two forms of finances. */
export const CAUSES = {
  short: w('Thu thiếu', 'Collected too little'),
  excess: w('Thu thừa', 'Collected too much'),
  embezzled: w('Tham ô, thất thoát, lãng phí', 'Embezzled, lost, wasted'),
  off_books: w('Để ngoài sổ sách', 'Kept off the books'),
  misspent: w('Chi sai', 'Misspent'),
  debts: w('Công nợ, thuế', 'Debts and taxes'),
  other: w('Khác', 'Other'),
};
