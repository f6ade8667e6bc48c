/**
 * Every state of a person toward the Party and every way from one to another (Điều lệ Đảng; 24-, 294-, 208-QĐ/TW; forms
 * by the catalogue of 104 papers). The table tells; what may be done, the areas decide.
 */
import { type Words, w } from '../../kernel/words.ts';

export const STATES = {
  outside: w('Chưa vào Đảng', 'Not in the Party'),
  listed: w('Quần chúng ưu tú, đang xét', 'On the list of a cell'),
  probationary: w('Dự bị', 'Probationary'),
  official: w('Chính thức', 'Official'),
  exempt: w('Được miễn công tác, sinh hoạt', 'Exempt'),
  suspended: w('Bị đình chỉ sinh hoạt', 'Suspended'),
  away: w('Sinh hoạt tạm thời nơi khác', 'In temporary activity elsewhere'),
  introduced: w('Đã giới thiệu đi, chưa tiếp nhận', 'Introduced out, not received'),
  elsewhere: w('Sinh hoạt ở nơi ngoài sổ này', 'Member outside these records'),
  dead: w('Từ trần', 'Dead'),
  left: w('Ra khỏi Đảng', 'Left the Party'),
};

export type State = keyof typeof STATES;

/** What writes a transition: how a stay began or ended, a standing, a kind of transfer, a record or one of its days. */
export type Made = `${'came' | 'left' | 'standing' | 'transfer' | 'dossier' | 'record'}:${string}`;

export type Transition = {
  from: readonly State[];
  to: State;
  event: Words;
  by: Words;
  /** Kinds of paper of the file (areas/member-file/papers.ts). */
  papers: readonly string[];
  /** The rule that sets its last day, in working days. */
  deadline?: string;
  /** Further rules it stands under. */
  rules?: readonly string[];
  /** Figures that count it; none where it is neither increase nor decrease. */
  counts: readonly string[];
  effect: Words;
  /** A: read in the law or a page that quotes it; B: second-hand; I: inferred. */
  known: 'A' | 'B' | 'I';
  made: readonly Made[];
};

const CELL = w('Chi bộ', 'The cell');
const COMPETENT = w('Cấp ủy có thẩm quyền', 'The competent committee');
const SUPERIOR = w('Cấp ủy cấp trên', 'The superior committee');
const AUTHORITY = w('Theo thẩm quyền kỷ luật', 'By the competence of discipline');
const BOTH_ENDS = w(
  'Nơi đi giới thiệu, nơi đến tiếp nhận',
  'The origin introduces, the destination receives',
);
const NOBODY = w('–', '–');

const NO_CHANGE = w('Không tăng, không giảm', 'Neither increase nor decrease');
const UP = w('Tăng', 'Increase');
const DOWN = w('Giảm', 'Decrease');
const CROSSING = w(
  'Tăng, giảm với đơn vị mà một đầu nằm ngoài; bên trong thì không',
  'Increase or decrease for units one end lies outside of; inside, neither',
);

const MEMBER: readonly State[] = ['probationary', 'official', 'exempt', 'suspended', 'away'];

const ENTERING: readonly Transition[] = [
  {
    ...{ from: ['outside'], to: 'listed', by: CELL, papers: ['38', '53'], counts: [], effect: NO_CHANGE },
    event: w('Đưa vào danh sách, phân công người giúp đỡ', 'Put on the list, a helper assigned'),
    ...{ known: 'A', made: ['record:candidate'] },
  },
  {
    ...{ from: ['listed'], to: 'outside', by: CELL, papers: [], counts: [], effect: NO_CHANGE, known: 'I' },
    event: w('Dừng hồ sơ', 'The dossier ends'),
    made: ['dossier:withdrew', 'dossier:not_admitted', 'dossier:death'],
  },
  {
    ...{ from: ['listed'], to: 'listed', by: CELL, papers: ['53', '92', '93', '94', '95'], counts: [] },
    event: w('Chuyển nơi công tác, cư trú; hồ sơ theo cùng', 'Moves; the dossier goes along'),
    ...{ effect: NO_CHANGE, known: 'B', made: ['record:candidate_move', 'dossier:gone'] },
  },
  {
    ...{ from: ['listed'], to: 'probationary', by: COMPETENT },
    event: w('Quyết định kết nạp và lễ kết nạp', 'Decision of admission, and the ceremony'),
    papers: ['37', '38', '39', '40', '41', '42', '43', '44', '45', '1', '5'],
    deadline: 'admit.ceremony_deadline',
    rules: ['admit.committee_deadline', 'admit.decider', 'admit.age_min', 'admit.age_max', 'admit.vote.cell'],
    counts: ['mem.in.admission', 'adm.admitted'],
    ...{ effect: UP, known: 'A', made: ['record:admission', 'came:admission', 'standing:probationary'] },
  },
  {
    ...{ from: ['left', 'listed'], to: 'probationary', by: COMPETENT, papers: ['6'] },
    event: w('Kết nạp lại (một lần trong đời)', 'Readmission, once in a life'),
    rules: ['readmit.wait', 'readmit.wait_convicted', 'readmit.max', 'readmit.consent', 'readmit.barred'],
    counts: ['mem.in.admission', 'adm.readmitted'],
    ...{ effect: UP, known: 'A', made: ['record:admission', 'came:admission'] },
  },
  {
    ...{ from: ['probationary'], to: 'official', by: COMPETENT },
    event: w('Công nhận đảng viên chính thức', 'Recognition'),
    papers: ['46', '47', '48', '49', '50', '51', '52', '7', '100'],
    deadline: 'probation.review_deadline',
    rules: ['probation.length', 'probation.committee_deadline', 'probation.vote.cell'],
    counts: ['adm.confirmed_official'],
    effect: w('Không tăng, không giảm; bớt một dự bị', 'Neither; one probationary member fewer'),
    ...{ known: 'A', made: ['record:recognition', 'standing:official'] },
  },
  {
    ...{ from: ['probationary'], to: 'left', by: COMPETENT, papers: ['8'], counts: ['mem.out.struck_off'] },
    event: w('Không đủ tư cách khi hết dự bị: xóa tên', 'Not qualified at the end of probation: struck off'),
    ...{ effect: DOWN, known: 'A', made: ['left:struck_off', 'dossier:not_recognised'] },
  },
  {
    ...{ from: ['outside'], to: 'official', by: NOBODY, papers: ['2', '3'], counts: [], known: 'I' },
    event: w('Có khi mở sổ', 'Present when the records opened'),
    ...{ effect: w('Có trong số đầu kỳ', 'In the opening number'), made: ['came:opening'] },
  },
];

const BELONGING: readonly Transition[] = [
  {
    ...{ from: ['official'], to: 'exempt', by: CELL, papers: ['79', '80', '81'], counts: [], known: 'A' },
    event: w('Miễn công tác và sinh hoạt đảng, theo đề nghị', 'Exempted, on request'),
    rules: ['exempt.decider'],
    ...{ effect: w('Không; “trong đó” của Biểu 3', 'Neither; an “of which” of form 3') },
    made: ['record:exemption'],
  },
  {
    ...{ from: ['exempt'], to: 'official', by: CELL, papers: [], counts: [], effect: NO_CHANGE, known: 'A' },
    event: w('Trở lại sinh hoạt theo đề nghị', 'Back, on request'),
    made: ['record:exemption.valid_to'],
  },
  {
    ...{ from: ['probationary', 'official'], to: 'suspended', by: AUTHORITY, papers: ['24', '26'] },
    event: w('Đình chỉ sinh hoạt; gia hạn', 'Suspended; extended'),
    rules: ['suspension.member', 'suspension.member_total_max'],
    ...{ counts: [], effect: NO_CHANGE, known: 'A' },
    made: ['record:suspension', 'record:suspension.extended_until'],
  },
  {
    ...{ from: ['suspended'], to: 'official', by: AUTHORITY, papers: ['15', '31'], counts: [], known: 'A' },
    event: w('Nối lại, cho trở lại sinh hoạt', 'Resumed'),
    ...{ effect: NO_CHANGE, made: ['record:suspension.ended_on'] },
  },
  {
    ...{ from: ['probationary', 'official', 'exempt'], to: 'introduced', by: BOTH_ENDS },
    event: w('Giới thiệu chuyển sinh hoạt chính thức', 'Introduced out officially'),
    ...{ papers: ['54', '62'], deadline: 'transfer.start', counts: [], known: 'A' },
    effect: w('Vẫn tính ở nơi đi đến ngày tiếp nhận', 'Counts at the origin until received'),
    made: ['transfer:official', 'transfer:forces'],
  },
  {
    ...{ from: ['introduced'], to: 'official', by: BOTH_ENDS, papers: ['60'], known: 'A' },
    event: w('Nơi đến tiếp nhận, gửi phiếu báo', 'Received by the destination, which answers'),
    deadline: 'transfer.present',
    ...{ counts: ['mem.in.transfer', 'mem.out.transfer'], effect: CROSSING },
    made: ['came:transfer', 'left:transfer'],
  },
  {
    ...{ from: ['introduced'], to: 'official', by: BOTH_ENDS, papers: [], counts: [], known: 'I' },
    event: w('Thôi chuyển; rút việc tiếp nhận ghi nhầm', 'Withdrawn; a mistaken receipt taken back'),
    ...{ effect: NO_CHANGE, made: ['record:transfer.ended_on'] },
  },
  {
    ...{ from: ['probationary', 'official'], to: 'official', by: CELL, papers: ['59'], known: 'B' },
    event: w(
      'Chuyển nội bộ trong một tổ chức cơ sở đảng',
      'Internal transfer in one grassroots organisation',
    ),
    ...{ counts: ['mem.in.transfer', 'mem.out.transfer'], effect: CROSSING, made: ['transfer:internal'] },
  },
  {
    ...{ from: ['probationary', 'official'], to: 'away', by: BOTH_ENDS, papers: ['55'], known: 'A' },
    event: w('Giới thiệu sinh hoạt tạm thời', 'Introduced for temporary activity'),
    rules: ['transfer.temp_min', 'transfer.temp_below', 'transfer.temp_study_max', 'transfer.temp_counts_at'],
    counts: ['mem.temporary.out', 'mem.temporary.in'],
    effect: w('Vẫn tính ở nơi cũ; không vào tổng khi biểu quyết', 'Counts at home; not in the base of votes'),
    made: ['transfer:temporary'],
  },
  {
    ...{ from: ['away'], to: 'official', by: BOTH_ENDS, papers: [], counts: [], effect: NO_CHANGE },
    event: w('Trở lại nơi cũ', 'Back home'),
    ...{ known: 'A', made: ['record:transfer.returned_on'] },
  },
  {
    ...{ from: ['probationary', 'official'], to: 'elsewhere', by: COMPETENT, known: 'B' },
    event: w('Ra ngoài nước', 'Abroad'),
    ...{ papers: ['56', '57', '58', '63', '82'], counts: ['mem.out.transfer'], effect: DOWN },
    made: ['transfer:abroad'],
  },
  {
    ...{ from: ['probationary', 'official', 'exempt'], to: 'official', by: SUPERIOR, papers: [], known: 'I' },
    event: w(
      'Chuyển theo sắp xếp tổ chức, không có giấy giới thiệu',
      'Re-homed by a reorganisation, no paper',
    ),
    rules: ['org.rehoming_is_transfer'],
    ...{ counts: ['mem.in.reorganised', 'mem.out.reorganised'], effect: NO_CHANGE },
    made: ['came:rehoming', 'left:rehoming'],
  },
];

const LEAVING: readonly Transition[] = [
  {
    ...{ from: ['official', 'exempt', 'suspended'], to: 'left', by: COMPETENT, papers: ['16', '101'] },
    event: w('Xóa tên, theo đề nghị của chi bộ', 'Struck off, on the cell’s proposal'),
    rules: ['removal.grounds', 'removal.absence_or_dues', 'removal.no_progress', 'removal.two_years'],
    ...{ counts: ['mem.out.struck_off'], effect: DOWN, known: 'A', made: ['left:struck_off'] },
  },
  {
    ...{ from: MEMBER, to: 'left', by: COMPETENT, papers: ['17', '101'], counts: ['mem.out.resigned'] },
    event: w('Xin ra khỏi Đảng, theo đơn', 'Resigned, on own application'),
    ...{ effect: DOWN, known: 'A', made: ['left:resigned'] },
  },
  {
    ...{ from: MEMBER, to: 'left', by: AUTHORITY, papers: ['22', '101'], counts: ['mem.out.expelled'] },
    event: w('Khai trừ', 'Expelled'),
    ...{ effect: DOWN, known: 'A', made: ['left:expelled'] },
  },
  {
    ...{ from: MEMBER, to: 'left', by: SUPERIOR, papers: ['11', '12', '13'], counts: ['mem.out.annulled'] },
    event: w('Hủy quyết định kết nạp trái quy định', 'An admission against the rules annulled'),
    effect: w('Giảm; Biểu 1 không có dòng in sẵn', 'Decrease; form 1 prints no row for it'),
    ...{ known: 'B', made: ['left:annulled'] },
  },
  {
    ...{ from: MEMBER, to: 'dead', by: NOBODY, papers: ['83', '102'], counts: ['mem.out.death'] },
    event: w('Từ trần', 'Death'),
    ...{ effect: DOWN, known: 'A', made: ['left:death'] },
  },
  {
    ...{ from: ['left'], to: 'official', by: AUTHORITY, papers: ['14', '35'], counts: ['mem.in.restored'] },
    event: w('Phục hồi đảng tịch', 'Membership restored'),
    ...{ effect: UP, known: 'A', made: ['came:restored'] },
  },
];

export const TRANSITIONS: readonly Transition[] = [...ENTERING, ...BELONGING, ...LEAVING];
