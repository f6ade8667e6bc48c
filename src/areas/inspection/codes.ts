/** Code lists of the inspection sector. Content codes belong to a version of the statistical forms. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';

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

/** The eleven contents of violation of a member. */
export const MEMBER_CONTENTS = {
  democratic_centralism: w(
    'Nguyên tắc tập trung dân chủ, quy chế làm việc, chế độ công tác',
    'Democratic centralism, working rules',
  ),
  ethics: w('Phẩm chất đạo đức, lối sống', 'Ethics and lifestyle'),
  internal_unity: w('Đoàn kết nội bộ', 'Internal unity'),
  prohibited_acts: w('Những điều đảng viên không được làm', 'What members must not do'),
  population_policy: w('Chính sách dân số', 'Population policy'),
  corruption: w('Tham nhũng, cố ý làm trái', 'Corruption, deliberate wrongdoing'),
  irresponsibility: w('Thiếu trách nhiệm, buông lỏng lãnh đạo', 'Irresponsibility, slack leadership'),
  land: w('Đất đai, tài nguyên, khoáng sản', 'Land, resources, minerals'),
  finance_investment: w(
    'Tài chính, ngân hàng, đầu tư, xây dựng cơ bản',
    'Finance, banking, investment, construction',
  ),
  asset_declaration: w('Kê khai tài sản, thu nhập', 'Declaration of assets and income'),
  other: w('Nội dung khác', 'Other'),
};

/** The seven contents of violation of a Party organisation. */
export const ORGANISATION_CONTENTS = {
  party_resolutions: w(
    'Nghị quyết, chỉ thị, quy định, kết luận của Đảng',
    'Resolutions, directives, regulations and conclusions of the Party',
  ),
  state_law: w('Chính sách, pháp luật của Nhà nước', 'Policy and law of the State'),
  working_rules: w(
    'Quy chế làm việc, tập trung dân chủ, đoàn kết',
    'Working rules, democratic centralism, unity',
  ),
  cadre_work: w('Công tác cán bộ', 'Cadre work'),
  thrift: w('Thực hành tiết kiệm, chống lãng phí', 'Thrift and waste'),
  petitions_handling: w('Giải quyết khiếu nại, tố cáo', 'Handling complaints and denunciations'),
  other: w('Nội dung khác', 'Other'),
};

/** Every code that any version knows, for entry and for reading old records. */
export const CONTENTS = { ...MEMBER_CONTENTS, ...ORGANISATION_CONTENTS };

/** One version of the statistical forms with the contents it counts by; first and last day, both inclusive. */
export type FormsVersion = {
  document: string;
  words: Words;
  since: PlainDate;
  until: PlainDate | null;
  contents: Readonly<Record<SubjectKind, readonly string[]>>;
};

const contents = { member: Object.keys(MEMBER_CONTENTS), organisation: Object.keys(ORGANISATION_CONTENTS) };

/**
 * The forms of 2022 could not be read; that they keep the columns of 2016 is taken from a system of 2021 that
 * still runs on them. A version with other contents is added here, with codes of its own where a meaning changed.
 */
export const FORMS_VERSIONS: readonly FormsVersion[] = [
  {
    document: '357-QĐ/UBKTTW',
    words: w('357-QĐ/UBKTTW ngày 4/11/2016', '357-QĐ/UBKTTW of 4/11/2016'),
    since: '2016-11-04' as PlainDate,
    until: '2022-12-28' as PlainDate,
    contents,
  },
  {
    document: '885-QĐ/UBKTTW',
    words: w('885-QĐ/UBKTTW ngày 29/12/2022', '885-QĐ/UBKTTW of 29/12/2022'),
    since: '2022-12-29' as PlainDate,
    until: null,
    contents,
  },
];

/** The version of the forms in force on a day; the first one for days before it. */
export const formsOn = (day: PlainDate): FormsVersion =>
  FORMS_VERSIONS.find(
    (version) => day >= version.since && (version.until === null || day <= version.until),
  ) ?? FORMS_VERSIONS[0]!;

/** Codes among those given that the forms of the day do not count for such a subject. */
export const foreignContents = (codes: readonly string[], kind: SubjectKind, day: PlainDate): string[] => {
  const known = formsOn(day).contents[kind];
  return codes.filter((code) => !known.includes(code));
};
