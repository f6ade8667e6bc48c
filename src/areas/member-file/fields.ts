/**
 * The fields of a member's file, declared once: what they hold, who can supply what is missing, which paper proves it,
 * what is sensitive. `row` is the row of the field table made from 2-KNĐ (09-HD/BTCTW) and 2-HSĐV; rows that have
 * records of their own (decisions, stays, cards) are in `KEPT_ELSEWHERE`.
 */
import { type Words, w } from '../../kernel/words.ts';
import { choice, type Field, type Fields, partialDate, text } from '../../records/define.ts';
import { person } from '../membership/contract.ts';
import { CIVIL_GRADES, CLASSES, GRADES, HEALTH, MANAGED_BY, PAY, RELATIONS, WOUNDED } from './codes.ts';

export const SECTIONS = {
  identity: w('Nhận dạng', 'Identity'),
  origin: w('Nguyên quán, nơi ở, thành phần', 'Origin and residence'),
  party: w('Vào Đảng, sinh hoạt đảng', 'Party life'),
  learning: w('Trình độ', 'Education'),
  work: w('Chức vụ, công tác', 'Posts and work'),
  family: w('Lịch sử bản thân, gia đình', 'Own history and family'),
  service: w('Nghĩa vụ, chính sách', 'Service and benefits'),
};

/** Who can supply what is missing. */
export const SUPPLIERS = {
  member: w('Đảng viên khai', 'The member states it'),
  cell: w('Chi bộ', 'The cell'),
  grassroots: w('Đảng ủy cơ sở', 'The grassroots committee'),
  authorities: w('Cơ quan hộ tịch, công an xã', 'The civil registry or police'),
  employer: w('Cơ quan, đơn vị công tác', 'The employer'),
};

export type Supplier = keyof typeof SUPPLIERS;

export type FileField = {
  row: number;
  section: keyof typeof SECTIONS;
  words: Words;
  /** One value, or the parts of one. */
  value: Field | Fields;
  /** Several at a time, each with its own beginning and end. */
  list?: true;
  /** Sensitive: masked until opened. `health` and `property` are held only where an office decided so (file_scope). */
  flag?: 'sensitive' | 'health' | 'property';
  /** Held by `person` as well, because statistics count it. */
  counted?: true;
  /** A place: what the three-level units called it is kept beside. */
  place?: true;
  supplies: Supplier;
  /** Kinds of paper (papers.ts) that prove it. */
  proof: readonly string[];
  /** The rule that says what its value looks like. */
  pattern?: string;
  /** Missed where it is empty. */
  needed?: true;
};

const line = (words: Words, max = 200) => text(words, { max }) as Field;
const VALUE = w('Nội dung', 'Value');

const { name, sex, birth_date: born, ethnicity, religion, native_place: nativePlace } = person.fields;
const { youth_union: youthUnion, academic_title: title, business_owner: owner } = person.fields;
const { foreign_spouse: foreignSpouse } = person.fields;
const { occupation, general_education: schooling, qualification, political_theory: theory } = person.fields;

type More = Omit<FileField, 'row' | 'section' | 'words' | 'value' | 'supplies' | 'proof'>;

/** In order: row of the table, section, words, value, who supplies, kinds of paper, further marks. */
const field = (
  row: number,
  section: FileField['section'],
  words: Words,
  value: FileField['value'],
  supplies: Supplier,
  proof: readonly string[],
  more: More = {},
): FileField => ({ row, section, words, value, supplies, proof, ...more });

const counted = (
  row: number,
  section: FileField['section'],
  of: Field,
  proof: readonly string[],
  more: More = {},
) => field(row, section, of.words, of, 'member', proof, { counted: true, ...more });

const S = { flag: 'sensitive' } as const;
const L = { list: true } as const;
const N = { needed: true } as const;
const day = (words: Words) => partialDate(words) as Field;

export const FILE_FIELDS: Readonly<Record<string, FileField>> = {
  name: counted(1, 'identity', name, ['2', '74'], N),
  birth_name: field(
    2,
    'identity',
    w('Họ và tên khai sinh', 'Name at birth'),
    line(VALUE),
    'member',
    ['75'],
    N,
  ),
  alias: field(2, 'identity', w('Bí danh, tên gọi khác', 'Other names'), line(VALUE), 'member', ['2'], L),
  sex: counted(3, 'identity', sex, ['2'], N),
  birth_date: counted(
    4,
    'identity',
    { ...born, words: w('Ngày sinh theo hồ sơ đảng viên', 'Born, by the Party file') },
    ['2', '75'],
    { ...S, ...N },
  ),
  birth_date_state: field(
    4,
    'identity',
    w('Ngày sinh theo căn cước, khai sinh', 'Born, by the state’s papers'),
    day(VALUE),
    'authorities',
    ['75'],
    { ...S, ...N },
  ),
  birth_registered: field(
    7,
    'origin',
    w('Nơi đăng ký khai sinh', 'Birth registered at'),
    line(VALUE),
    'member',
    ['75'],
    { ...S, place: true },
  ),
  native_place: counted(7, 'origin', nativePlace, ['2', '76'], { ...S, ...N, place: true }),
  residence: field(7, 'origin', w('Nơi thường trú', 'Residence'), line(VALUE), 'member', ['4'], {
    ...S,
    ...N,
    place: true,
  }),
  temporary_residence: field(
    7,
    'origin',
    w('Nơi tạm trú', 'Temporary residence'),
    line(VALUE),
    'member',
    ['4'],
    { ...S, place: true },
  ),
  ethnicity: counted(8, 'origin', ethnicity, ['2', '77'], { ...S, ...N }),
  religion: counted(9, 'origin', religion, ['2'], { ...S, ...N }),
  family_class: field(
    10,
    'origin',
    w('Thành phần gia đình', 'Class of the family'),
    choice(VALUE, CLASSES) as Field,
    'member',
    ['2'],
    N,
  ),
  occupation_before: field(
    10,
    'origin',
    w('Nghề nghiệp trước khi vào Đảng', 'Occupation before admission'),
    { ...occupation, words: VALUE },
    'member',
    ['1', '2'],
  ),
  occupation: counted(
    10,
    'origin',
    { ...occupation, words: w('Nghề nghiệp hiện nay', 'Present occupation') },
    ['4', '87', '88'],
    N,
  ),
  business_owner: counted(10, 'origin', owner, ['2', '4']),
  youth_union: counted(11, 'party', youthUnion, ['2']),
  joined_youth_union: field(11, 'party', w('Ngày vào Đoàn', 'Joined the Youth Union'), day(VALUE), 'member', [
    '2',
  ]),
  mass_organisation: field(
    11,
    'party',
    w('Đoàn thể tham gia', 'Mass organisations'),
    line(VALUE),
    'member',
    ['2', '4'],
    L,
  ),
  file_number: field(
    17,
    'party',
    w('Số lý lịch đảng viên', 'File number'),
    text(VALUE, {
      max: 10,
      hint: w('6 chữ số và 2–3 chữ cái', 'Six digits and two or three letters'),
    }) as Field,
    'grassroots',
    ['2'],
    { ...N, pattern: 'file.number' },
  ),
  residence_unit: field(
    21,
    'party',
    w('Tổ chức đảng nơi cư trú (213-QĐ/TW)', 'Party organisation of the residence'),
    line(VALUE),
    'cell',
    [],
    L,
  ),
  yearly_grade: field(
    32,
    'party',
    w('Xếp loại hằng năm', 'Yearly grade'),
    choice(VALUE, GRADES) as Field,
    'cell',
    ['61'],
    L,
  ),
  general_education: counted(22, 'learning', schooling, ['86'], N),
  qualification: counted(23, 'learning', qualification, ['86', '78'], N),
  academic_title: counted(24, 'learning', title, ['86']),
  political_theory: counted(25, 'learning', theory, ['70'], N),
  languages: field(26, 'learning', w('Ngoại ngữ', 'Foreign languages'), line(VALUE), 'member', ['86'], L),
  computing: field(26, 'learning', w('Tin học', 'Computing'), line(VALUE), 'member', ['86'], L),
  training: field(
    29,
    'learning',
    w('Đào tạo, bồi dưỡng', 'Training'),
    {
      what: line(w('Ngành, nội dung', 'Subject')),
      where: line(w('Trường, nơi học', 'Where')),
      form: line(w('Hình thức', 'Form'), 60),
      certificate: line(w('Văn bằng, chứng chỉ', 'Certificate'), 100),
    },
    'member',
    ['86', '70'],
    L,
  ),
  post: field(
    27,
    'work',
    w('Chức vụ đảng, chính quyền, đoàn thể', 'Posts'),
    { post: line(w('Chức vụ', 'Post')), at: line(w('Ở cơ quan, tổ chức', 'At')) },
    'employer',
    ['87'],
    L,
  ),
  work: field(
    28,
    'work',
    w('Quá trình công tác', 'Work history'),
    { work: line(w('Làm gì', 'Work')), post: line(w('Chức vụ', 'Post')), at: line(w('Ở đâu', 'Where')) },
    'member',
    ['2', '87'],
    { ...L, ...N },
  ),
  managed_by: field(
    40,
    'work',
    w('Diện cán bộ quản lý', 'Managed by'),
    choice(VALUE, MANAGED_BY) as Field,
    'grassroots',
    ['87'],
  ),
  grade: field(40, 'work', w('Ngạch', 'Grade'), choice(VALUE, CIVIL_GRADES) as Field, 'employer', ['87']),
  pay: field(
    40,
    'work',
    w('Hưởng lương, hưu (căn cứ mức đảng phí)', 'Pay, pension (decides the dues)'),
    choice(VALUE, PAY) as Field,
    'member',
    ['88', '89'],
    N,
  ),
  social_insurance: field(
    40,
    'work',
    w('Tham gia bảo hiểm xã hội từ', 'Insured since'),
    day(VALUE),
    'employer',
    ['88'],
  ),
  enlisted: field(33, 'service', w('Ngày nhập ngũ', 'Enlisted'), day(VALUE), 'member', ['91']),
  discharged: field(33, 'service', w('Ngày xuất ngũ', 'Discharged'), day(VALUE), 'member', ['90', '91']),
  wounded: field(
    33,
    'service',
    w('Thương binh, bệnh binh', 'War invalid'),
    choice(VALUE, WOUNDED) as Field,
    'authorities',
    [],
  ),
  merit_family: field(
    33,
    'service',
    w('Gia đình liệt sĩ, có công', 'Family of merit'),
    line(VALUE),
    'authorities',
    [],
  ),
  health: field(34, 'service', w('Sức khỏe', 'Health'), choice(VALUE, HEALTH) as Field, 'member', ['80'], {
    flag: 'health',
  }),
  own_history: field(
    36,
    'family',
    w('Đặc điểm lịch sử bản thân', 'Own history'),
    text(VALUE, { max: 2000, multiline: true }) as Field,
    'member',
    ['2'],
    S,
  ),
  foreign_spouse: counted(36, 'family', foreignSpouse, ['2', '57'], S),
  foreign_relations: field(
    36,
    'family',
    w('Quan hệ với nước ngoài', 'Relations abroad'),
    {
      country: line(w('Nước', 'Country'), 60),
      what: line(w('Đi làm gì, quan hệ với ai', 'What for, with whom')),
    },
    'member',
    ['2', '57', '58'],
    { ...S, ...L },
  ),
  relatives: field(
    37,
    'family',
    w('Quan hệ gia đình', 'Relatives'),
    {
      relation: choice(w('Quan hệ', 'Relation'), RELATIONS) as Field,
      name: line(w('Họ và tên', 'Name')),
      born: day(w('Năm sinh', 'Born')),
      work: line(w('Nghề nghiệp', 'Work')),
      lives: line(w('Nơi ở', 'Residence')),
    },
    'member',
    ['2', '4'],
    { ...S, ...L, ...N },
  ),
  income: field(38, 'family', w('Thu nhập bình quân', 'Income'), line(VALUE), 'member', ['2'], {
    flag: 'property',
  }),
  house: field(38, 'family', w('Nhà ở', 'House'), line(VALUE), 'member', ['2'], { flag: 'property' }),
  land: field(38, 'family', w('Đất', 'Land'), line(VALUE), 'member', ['2'], { flag: 'property' }),
  property: field(38, 'family', w('Tài sản có giá trị', 'Property'), line(VALUE), 'member', ['2'], {
    flag: 'property',
  }),
};

/** Rows of the table that are records of their own: lists of one person; of identity numbers only a mark is kept. */
export const KEPT_ELSEWHERE: readonly {
  rows: readonly number[];
  words: Words;
  /** The type of record; null where there is no list. */
  type: string | null;
}[] = [
  {
    rows: [5, 6],
    words: w('Số định danh, số CMND (chỉ giữ dấu)', 'Identity numbers (their marks alone)'),
    type: null,
  },
  {
    rows: [12, 13, 15],
    words: w('Kết nạp, người giúp đỡ, kết nạp lại', 'Admission, helpers, readmission'),
    type: 'admission',
  },
  { rows: [14], words: w('Công nhận chính thức', 'Recognition'), type: 'recognition' },
  { rows: [18, 19, 20], words: w('Thẻ đảng viên', 'Party cards'), type: 'party_card' },
  { rows: [31], words: w('Huy hiệu Đảng', 'Party badges'), type: 'badge_award' },
  {
    rows: [16, 21, 39],
    words: w('Sinh hoạt đảng, chuyển đến, chuyển đi, khôi phục', 'Stays, transfers, restoration'),
    type: 'stay',
  },
  { rows: [39], words: w('Dự bị, chính thức', 'Standing'), type: 'standing' },
  { rows: [30], words: w('Kỷ luật', 'Discipline'), type: 'discipline_decision' },
  { rows: [30], words: w('Khen thưởng', 'Commendation'), type: 'commendation' },
  { rows: [35], words: w('Miễn công tác và sinh hoạt đảng', 'Exemption'), type: 'exemption' },
  { rows: [], words: w('Đảng phí theo tháng', 'Dues by month'), type: 'dues_month' },
  { rows: [], words: w('Vắng sinh hoạt chi bộ', 'Absences from meetings'), type: 'meeting_absence' },
  { rows: [], words: w('Tháng vắng, chưa đóng đảng phí', 'Months missed'), type: 'missed_month' },
];

export const isSensitive = ({ flag }: FileField): boolean => flag !== undefined;

/** The parts of a value; a plain one has the single part `value`. */
export const partsOf = ({ value }: FileField): Fields =>
  typeof value.type === 'string' ? { value: value as Field } : (value as Fields);

export const hasParts = ({ value }: FileField): boolean => typeof value.type !== 'string';
