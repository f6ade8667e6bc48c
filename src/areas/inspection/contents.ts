/**
 * Contents of sessions and of violations as the statistical forms count them: one list for violations, and what the forms
 * of single kinds of work count by besides, each by the version of the forms in force on a day.
 */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { SubjectKind, WORKS } from './codes.ts';

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

/** What a member or an organisation may be found to have violated: letters, leads, discipline. */
export const VIOLATION_CONTENTS = { ...MEMBER_CONTENTS, ...ORGANISATION_CONTENTS };

/** Of an inspection of the duty: how the organisation leads it. */
export const LEADERSHIP = 'duty_leadership';

/** Contents that only forms of single kinds of work count by. */
const OWN_CONTENTS = {
  assigned_duties: w('Chức trách, nhiệm vụ được giao', 'Duties and tasks given'),
  unlawful_texts: w(
    'Việc ban hành văn bản có dấu hiệu trái Điều lệ, nghị quyết, pháp luật',
    'Issuing texts that seem to go against the Charter, resolutions or the law',
  ),
  duty_programme: w('Xây dựng và thực hiện chương trình', 'Making and carrying out the programme'),
  [LEADERSHIP]: w('Lãnh đạo, chỉ đạo công tác kiểm tra, giám sát', 'Leading the work of inspection'),
  finance_committee: w('Tài chính cấp ủy', 'Finances of the committee'),
  finance_administrative: w('Tài chính đơn vị hành chính', 'Finances of administrative units'),
  finance_service: w('Tài chính đơn vị sự nghiệp', 'Finances of service units'),
  finance_business: w('Tài chính sản xuất, kinh doanh', 'Finances of production and business'),
  finance_construction: w('Xây dựng cơ bản, mua sắm', 'Construction and purchases'),
};

/** Every code that any version knows, for entry and for reading old records. */
export const CONTENTS = { ...VIOLATION_CONTENTS, ...OWN_CONTENTS };

type Content = keyof typeof CONTENTS;

/** What one form counts contents by, and whose subjects stand in it. */
type ContentList = {
  work: keyof typeof WORKS;
  kinds: readonly SubjectKind[];
  /** Kind of the inspecting body, where other bodies have another form. */
  bodyKind?: string;
  /** By column, the contents of violation that fall under it besides its own: what records said before it had a code. */
  columns: Readonly<Partial<Record<Content, readonly Content[]>>>;
};

const ORGANISATION_COLUMNS = Object.fromEntries(Object.keys(ORGANISATION_CONTENTS).map((code) => [code, []]));

/** The lists of 357-QĐ/UBKTTW by form: 1, 3 and 5, 6, 9, 12. The other forms count by contents of violation. */
const LISTS_OF_2016 = {
  article30_members: {
    work: 'article30',
    kinds: ['member'],
    columns: {
      democratic_centralism: [],
      ethics: [],
      assigned_duties: ['irresponsibility'],
      prohibited_acts: [],
      other: [
        ...(['internal_unity', 'population_policy', 'corruption', 'land'] as const),
        ...(['finance_investment', 'asset_declaration'] as const),
      ],
    },
  },
  supervision_members: {
    work: 'thematic_supervision',
    kinds: ['member'],
    columns: {
      party_resolutions: [],
      state_law: [],
      democratic_centralism: [],
      ethics: [],
      assigned_duties: ['irresponsibility'],
      prohibited_acts: [],
      asset_declaration: [],
      other: ['internal_unity', 'population_policy', 'corruption', 'land', 'finance_investment'],
    },
  },
  supervision_by_commissions: {
    work: 'thematic_supervision',
    kinds: ['organisation'],
    bodyKind: 'inspection_commission',
    columns: { ...ORGANISATION_COLUMNS, unlawful_texts: [] },
  },
  duty: {
    work: 'duty',
    kinds: ['organisation'],
    columns: { duty_programme: [], duty_leadership: [] },
  },
  budget: {
    work: 'finance_budget',
    kinds: ['organisation', 'member'],
    columns: {
      finance_committee: [],
      finance_administrative: [],
      finance_service: [],
      finance_business: [],
      finance_construction: [],
      other: (Object.keys(VIOLATION_CONTENTS) as Content[]).filter((code) => code !== 'other'),
    },
  },
} satisfies Record<string, ContentList>;

/** One version of the statistical forms with the contents it counts by; first and last day, both inclusive. */
type FormsVersion = {
  document: string;
  words: Words;
  since: PlainDate;
  until: PlainDate | null;
  contents: Readonly<Record<SubjectKind, readonly string[]>>;
  lists: Readonly<Record<string, ContentList>>;
};

const contents = { member: Object.keys(MEMBER_CONTENTS), organisation: Object.keys(ORGANISATION_CONTENTS) };

/**
 * The forms of 2022 could not be read; that they keep the columns of 2016 is taken from a system of 2021 that
 * still runs on them. A version with other contents is added here, with codes of its own where a meaning changed.
 */
const FORMS_VERSIONS: readonly FormsVersion[] = [
  {
    document: '357-QĐ/UBKTTW',
    words: w('357-QĐ/UBKTTW ngày 4/11/2016', '357-QĐ/UBKTTW of 4/11/2016'),
    since: '2016-11-04' as PlainDate,
    until: '2022-12-28' as PlainDate,
    contents,
    lists: LISTS_OF_2016,
  },
  {
    document: '885-QĐ/UBKTTW',
    words: w('885-QĐ/UBKTTW ngày 29/12/2022', '885-QĐ/UBKTTW of 29/12/2022'),
    since: '2022-12-29' as PlainDate,
    until: null,
    contents,
    lists: LISTS_OF_2016,
  },
];

/** The version of the forms in force on a day; the first one for days before it. */
export const formsOn = (day: PlainDate): FormsVersion =>
  FORMS_VERSIONS.find(
    (version) => day >= version.since && (version.until === null || day <= version.until),
  ) ?? FORMS_VERSIONS[0]!;

/** By list of the forms of a day, its columns in their order, each with every code it counts. */
export function contentColumnsOn(
  day: PlainDate,
): Readonly<Record<string, Readonly<Record<string, string[]>>>> {
  const { contents: violations, lists } = formsOn(day);
  const bare = (codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, [code]]));
  const whole = ({ columns }: ContentList) =>
    Object.fromEntries(Object.entries(columns).map(([code, finer]) => [code, [code, ...finer]]));
  return {
    member: bare(violations.member),
    organisation: bare(violations.organisation),
    ...Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, whole(list)])),
  };
}

/** Codes among those given that are no violation of such a subject by the forms of the day. */
export const foreignContents = (codes: readonly string[], kind: SubjectKind, day: PlainDate): string[] => {
  const known = formsOn(day).contents[kind];
  return codes.filter((code) => !known.includes(code));
};

/** What is known of a subject that contents are chosen for. */
export type Worked = { kind: SubjectKind; works: readonly string[]; bodyKind: string | null };

/** Codes that no form of the day counts for the work done on a subject: neither a violation nor in a list of that work. */
export function foreignToWork(
  codes: readonly string[],
  { kind, works, bodyKind }: Worked,
  day: PlainDate,
): string[] {
  const own = Object.values(formsOn(day).lists).filter(
    (list) =>
      works.includes(list.work) &&
      list.kinds.includes(kind) &&
      (list.bodyKind === undefined || list.bodyKind === bodyKind),
  );
  return foreignContents(codes, kind, day).filter((code) => !own.some(({ columns }) => code in columns));
}

/** Codes that no form of the day counts for any subject: items of a programme may have none yet. */
export function foreignToForms(codes: readonly string[], day: PlainDate): string[] {
  const known = Object.values(contentColumnsOn(day)).flatMap((columns) => Object.keys(columns));
  return codes.filter((code) => !known.includes(code));
}
