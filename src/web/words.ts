/** The words that pages share, in both languages. An area's own words live in its contract. */
import { formatCount } from '../kernel/number.ts';
import { type Language, type Words, w } from '../kernel/words.ts';

/** The text of `words` in a language. */
export const say = (words: Words, language: Language): string => words[language];

export const SHELL = {
  product: w('Cấp Ủy', 'Cấp Ủy'),
  purpose: w('Hồ sơ và báo cáo của cấp ủy', "A Party committee's records and reports"),
  skip: w('Đến nội dung chính', 'Skip to main content'),
  search: w('Tìm người, tổ chức, mã số liệu', 'Search people, organisations, figure codes'),
  searchVerb: w('Tìm', 'Search'),
  menu: w('Mục lục', 'Menu'),
  navigation: w('Các mảng công tác', 'Areas of work'),
  breadcrumb: w('Đang ở', 'You are here'),
  mandate: w('Đang làm việc với tư cách', 'Acting as'),
  mandateVerb: w('Chuyển', 'Switch'),
  /** Named in the other language on purpose: whoever needs it cannot read this one. */
  otherLanguage: w('English', 'Tiếng Việt'),
  signOut: w('Đăng xuất', 'Sign out'),
  account: w('Tài khoản của tôi', 'My account'),
  demo: w(
    'Dữ liệu minh họa, mọi người và sự việc đều hư cấu',
    'Demonstration data: all people and events are fictitious',
  ),
  footer: w(
    'Mỗi con số mở ra danh sách hồ sơ đã được đếm.',
    'Every number opens onto the list of records that were counted.',
  ),
  errorInTitle: w('Lỗi', 'Error'),
} as const;

export const FORM = {
  required: w('bắt buộc', 'required'),
  errorsHeading: w(
    'Chưa ghi được. Xin xem lại các mục sau:',
    'Nothing was recorded. Please check the following:',
  ),
  error: w('Lỗi', 'Error'),
  rule: w('Căn cứ', 'Rule'),
  yes: w('Có', 'Yes'),
  no: w('Không', 'No'),
  nothingToChoose: w(
    'Chưa có bản ghi nào để chọn, hoặc nhiệm vụ đang dùng không mở được',
    'No record to choose yet, or none that the mandate in use opens',
  ),
  notChosen: w('Chưa chọn', 'Not chosen'),
  notSaid: w('Chưa rõ', 'Not stated'),
  date: w('Ngày/tháng/năm, ví dụ 3/2/2026', 'Day/month/year, for instance 3/2/2026 for 3 February'),
  partialDate: w(
    'Ngày, tháng hoặc chỉ năm, ví dụ 3/2/1954, 2/1954, 1954',
    'A day, a month or only a year, for instance 3/2/1954, 2/1954, 1954',
  ),
  readBack: w('Hiểu là', 'Read as'),
  reference: w(
    'Gõ vài chữ rồi chọn trong danh sách gợi ý',
    'Type a few letters, then choose from the suggestions',
  ),
  cancel: w('Thôi, không ghi', 'Cancel, record nothing'),
  back: w('Quay lại sửa', 'Go back and change'),
} as const;

export const LIST = {
  filters: w('Lọc danh sách', 'Filter the list'),
  filterVerb: w('Lọc', 'Filter'),
  clear: w('Bỏ lọc', 'Clear filters'),
  all: w('Tất cả', 'All'),
  from: w('Từ ngày', 'From'),
  to: w('Đến ngày', 'To'),
  print: w('In', 'Print'),
  excel: w('Tải Excel', 'Excel'),
  enter: w('Nhập mới', 'Enter new'),
  next: w('Trang sau', 'Next page'),
  first: w('Về trang đầu', 'First page'),
  whole: w('Cả danh sách, để in', 'The whole list, for printing'),
  paging: w('Các trang của danh sách', 'Pages of the list'),
  noMatch: w('Không có hồ sơ nào khớp với điều kiện lọc.', 'No record matches the filters.'),
  empty: w('trống', 'empty'),
  actions: w('Việc có thể làm', 'What you can do'),
} as const;

export const DETAIL = {
  masked: w('••••• (mở để xem, có ghi nhật ký)', '••••• (open to see; it is logged)'),
  hidden: w('•••••', '•••••'),
  facts: w('Nội dung hồ sơ', 'Content of the record'),
  history: w('Quá trình ghi nhận', 'History of the record'),
  recorded: w('đã ghi nhận', 'recorded'),
  knownFrom: w('được biết từ', 'known from'),
  knownTo: w('đến', 'to'),
  untilNow: w('đến nay', 'until now'),
  reason: w('Lý do', 'Reason'),
  withdrawn: w(
    'Hồ sơ này đã được rút, không còn được đếm.',
    'This record was withdrawn and is no longer counted.',
  ),
  before: w('trước đó', 'before'),
  missing: w('Còn thiếu', 'Still missing'),
} as const;

export const REPORT = {
  outline: w('Đề cương', 'Outline'),
  party: w('ĐẢNG CỘNG SẢN VIỆT NAM', 'COMMUNIST PARTY OF VIET NAM'),
  number: w('Số', 'No.'),
  recipients: w('Nơi nhận', 'Recipients'),
  annexes: w('Phụ lục', 'Annexes'),
  flags: w('Điểm cần xem lại trước khi ký', 'To be looked at before signing'),
  lookAt: w('Bản ghi cần xem', 'Records to look at'),
  noFlags: w('Không có điểm nào không khớp.', 'Nothing that does not fit.'),
  flow: w('Số liệu trong kỳ', 'Figures of the period'),
  stock: w('Số liệu tại ngày', 'Figures as at'),
  progress: w('Việc đang làm tính đến', 'Work in progress as of'),
  knownAt: w('Theo những gì đã biết lúc', 'As known at'),
  treeThen: w('theo tổ chức tại thời điểm đó', 'by the organisation as it then was'),
  treeNow: w('theo tổ chức hiện nay', 'by the organisation as it is today'),
} as const;

export const HOME = {
  due: w('Việc đến hạn', 'Due work'),
  what: w('Việc', 'What'),
  who: w('Đơn vị', 'Unit'),
  deadline: w('Hạn', 'Deadline'),
  remaining: w('Còn lại', 'Remaining'),
  noneDue: w('Không có việc nào đến hạn.', 'Nothing is due.'),
  value: w('Đạt', 'Reached'),
  target: w('Chỉ tiêu', 'Target'),
  share: w('Tỷ lệ', 'Share'),
  number: w('Số lượng', 'Number'),
  chart: w('Biểu đồ', 'Chart'),
} as const;

export const CHECK = {
  heading: w('Kiểm tra trước khi thực hiện', 'Check before you go on'),
  willHappen: w('Khi đồng chí bấm nút dưới đây:', 'When you press the button below:'),
  irreversible: w(
    'Không hoàn tác được. Sai thì phải đính chính bằng một hồ sơ mới có lý do.',
    'This cannot be undone. A mistake has to be corrected by a new record with a reason.',
  ),
} as const;

export const CONFLICT = {
  heading: w('Có người vừa sửa cùng hồ sơ này', 'Someone has just changed the same record'),
  stored: w('Bản đang lưu', 'Stored version'),
  mine: w('Bản đồng chí vừa gõ', 'What you have just typed'),
  field: w('Mục', 'Field'),
  different: w('khác nhau', 'different'),
  keepMine: w('Ghi bản của tôi', 'Record my version'),
  keepStored: w('Giữ bản đang lưu', 'Keep the stored version'),
  nothingLost: w(
    'Chưa ghi gì và chưa mất gì. Xin đối chiếu hai bản rồi chọn.',
    'Nothing was recorded and nothing is lost. Compare the two versions, then choose.',
  ),
} as const;

/** Pages for what went wrong outside any form. */
/** `3.716 đảng viên`, in English `3,716 members`: a count followed by the name of what was counted. */
export const countLine = (count: number, many: Words, one: Words): Words =>
  w(
    `${formatCount(count, 'vi')} ${many.vi}`,
    `${formatCount(count, 'en')} ${count === 1 ? one.en : many.en}`,
  );

/** `đang hiện 50 trong 3.716 hồ sơ` */
export const shownLine = (shown: number, total: number): Words =>
  w(
    `đang hiện ${formatCount(shown, 'vi')} trong ${formatCount(total, 'vi')}`,
    `showing ${formatCount(shown, 'en')} of ${formatCount(total, 'en')}`,
  );

/** `đang hiện 51–100 trong 3.716`, of a list that is counted whole */
export const rangeLine = (first: number, last: number, total: number): Words =>
  w(
    `đang hiện ${formatCount(first, 'vi')}–${formatCount(last, 'vi')} trong ${formatCount(total, 'vi')}`,
    `showing ${formatCount(first, 'en')}–${formatCount(last, 'en')} of ${formatCount(total, 'en')}`,
  );

/** How long something without a deadline has waited. */
export const daysWaited = (days: number): Words =>
  days === 0
    ? w('chờ từ hôm nay', 'waiting since today')
    : w(`đã chờ ${days} ngày`, `waiting for ${days} ${days === 1 ? 'day' : 'days'}`);

/** What is left until a deadline, in words; negative days are overdue. */
export function daysLeft(days: number): Words {
  if (days === 0) return w('hạn hôm nay', 'due today');
  const n = formatCount(Math.abs(days), 'vi');
  if (days < 0) return w(`quá hạn ${n} ngày`, `${n} ${days === -1 ? 'day' : 'days'} overdue`);
  return w(`còn ${n} ngày`, `${n} ${days === 1 ? 'day' : 'days'} left`);
}

/** `được mở 14 trong 18`: the figure is complete, its list is cut to what the reader may open. */
export const openable = (open: number, all: number): Words =>
  w(
    `${formatCount(all, 'vi')} trường hợp; đồng chí được mở ${formatCount(open, 'vi')}`,
    `${formatCount(all, 'en')} cases; you may open ${formatCount(open, 'en')}`,
  );
