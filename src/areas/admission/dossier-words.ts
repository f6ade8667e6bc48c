/** Words of the pages on dossiers. */
import { w } from '../../kernel/words.ts';
import { MOST_AT_ONCE } from '../../records/commands.ts';

export const LEVELS = {
  fault: w('Lỗi', 'Fault'),
  warning: w('Cảnh báo', 'Warning'),
  note: w('Ghi chú', 'Note'),
};

export const CHANGES = {
  same: w('Không đổi', 'Same'),
  value: w('Giá trị đã đổi', 'Value changed'),
  source: w('Đổi văn bản', 'Another document'),
  began: w('Mới có', 'New'),
  ended: w('Không còn', 'No longer'),
};

export const DOSSIER = {
  title: w('Hồ sơ kết nạp', 'Dossiers of candidates'),
  views: w('Cách xem', 'Views'),
  board: w('Theo bước', 'By step'),
  list: w('Danh sách', 'List'),
  forecast: w('Chỉ tiêu và dự kiến', 'Targets and forecast'),
  open: w('Mở hồ sơ mới', 'Open a dossier'),
  pool: w('Quần chúng ưu tú, chưa có giấy tờ', 'Outstanding people, no paper yet'),
  poolHelp: w('Đã có nghị quyết đưa vào danh sách tạo nguồn', 'On the cell’s list by its resolution'),
  step: (number: number, words: { vi: string; en: string }) =>
    w(`Bước ${number}: ${words.vi}`, `Step ${number}: ${words.en}`),
  here: (n: string) => w(`${n} hồ sơ`, `${n} dossiers`),
  next: w('Việc tiếp theo', 'Next'),
  record: w('Ghi bước này', 'Record this step'),
  recordStep: (number: number) => w(`Ghi bước ${number}`, `Record step ${number}`),
  waited: (days: string) => w(`Ở bước này ${days} ngày`, `${days} days at this step`),
  due: w('Hạn', 'Due'),
  returned: w('Bị trả lại', 'Returned'),
  more: (n: string) => w(`Xem cả ${n} hồ sơ ở bước này`, `All ${n} dossiers at this step`),
  done: w('Hồ sơ đã đến công nhận chính thức.', 'The dossier has reached recognition.'),
  ended: w('Hồ sơ đã dừng', 'The dossier has ended'),
  check: w('Kiểm tra trước hồ sơ', 'Pre-check'),
  checkHelp: w(
    'Mỗi bước được xét theo quy định có hiệu lực vào ngày làm bước ấy. Lỗi chặn bước; cảnh báo đi tiếp được khi ghi lý do, vì quy định ấy chưa đọc được nguyên văn.',
    'Each step is judged by the rules in force on its own day. A fault stops it; a warning passes with a reason, for the text of that rule could not be read.',
  ),
  clean: w('Không có lỗi, không có cảnh báo.', 'No faults, no warnings.'),
  counts: (faults: string, warnings: string) =>
    w(`${faults} lỗi, ${warnings} cảnh báo`, `${faults} faults, ${warnings} warnings`),
  rule: w('Quy định', 'Rule'),
  repair: w('Cách sửa', 'Repair'),
  steps: w('Các bước và giấy tờ', 'Steps and papers'),
  number: w('Bước', 'Step'),
  actor: w('Ai làm', 'By whom'),
  paper: w('Giấy tờ', 'Paper'),
  form: w('mẫu', 'form'),
  day: w('Ngày', 'Day'),
  result: w('Kết quả', 'Result'),
  notYet: w('chưa', 'not yet'),
  optional: w('nếu có', 'if any'),
  voided: w('không còn giá trị sau khi trả lại', 'void after the return'),
  votes: (inFavour: string, base: string, needed: string) =>
    w(`${inFavour}/${base} phiếu, cần ${needed}`, `${inFavour} of ${base} votes, ${needed} needed`),
  sponsors: w('Người giúp đỡ, người giới thiệu', 'Helpers and sponsors'),
  noSponsors: w(
    'Chưa ghi ai. Chi bộ phân công đảng viên giúp đỡ rồi ghi ở đây.',
    'Nobody yet. The cell names a helper and records it here.',
  ),
  addSponsor: w('Ghi người giúp đỡ, giới thiệu', 'Add a helper or sponsor'),
  checklist: w('Quy định khi mở hồ sơ và hiện nay', 'Rules at the opening and today'),
  changed: (n: string) =>
    w(
      `Từ khi mở hồ sơ, ${n} quy định đã đổi. Bước đã làm vẫn xét theo ngày làm; bước chưa làm theo quy định hiện nay.`,
      `Since the opening ${n} rules have changed. Steps done stay judged by their day; steps to come by the rules of today.`,
    ),
  unchanged: w('Từ khi mở hồ sơ, các quy định chưa đổi.', 'No rule has changed since the opening.'),
  allRules: (n: string) => w(`Cả ${n} quy định của danh mục`, `All ${n} rules of the checklist`),
  kept: w('Khi mở hồ sơ', 'At the opening'),
  now: w('Hiện nay', 'Today'),
  judgedAt: w('Xét ở bước', 'Judged at step'),
  return: w('Trả lại hồ sơ', 'Return the dossier'),
  returnHelp: w(
    'Bước được trả về phải làm lại, các lần biểu quyết sau bước ấy phải biểu quyết lại; giấy tờ khác còn nguyên.',
    'The step it goes back to is done again, and every vote after it; other papers stay good.',
  ),
  takeBack: w('Rút bước ghi sau cùng', 'Take back the last step'),
  takeBackHelp: (step: { vi: string; en: string }) =>
    w(
      `Rút bước “${step.vi}” cùng những gì bước ấy đã ghi (quyết định, ngày vào Đảng). Nội dung cũ còn trong lịch sử.`,
      `Takes back “${step.en}” with what it wrote (a decision, the membership). It stays readable in the history.`,
    ),
  nothingBack: w('Hồ sơ chưa có bước nào để rút.', 'No step has been recorded yet.'),
  moveHelp: w(
    'Hồ sơ, các bước, người giới thiệu và quy định đã giữ theo sang chi bộ tiếp nhận. Khi người vào Đảng chuyển nơi, chi bộ cũ cấp giấy chứng nhận đang được giúp đỡ (53) và công văn giới thiệu (92–95); chi bộ mới phân công người giúp đỡ.',
    'The dossier, its steps, sponsors and kept rules go to the receiving cell. Where the candidate moves, the old cell gives the certificate of being helped (53) and a letter (92–95); the new cell names a helper.',
  ),
  behind: (n: string) =>
    w(`${n} hồ sơ còn ở chi bộ đã kết thúc`, `${n} dossiers lie with cells that have ended`),
  toHeirs: w('Chuyển hồ sơ sang chi bộ kế thừa', 'Move dossiers to the cells that succeed'),
  toHeirsHelp: w(
    `Một lần chuyển mọi hồ sơ đã đánh dấu, nhiều nhất ${MOST_AT_ONCE}, cùng các bước, người giúp đỡ, người giới thiệu; không cần công văn giới thiệu. Hồ sơ đi nơi khác thì bỏ dấu, rồi mở hồ sơ ấy và chọn “Chuyển hồ sơ sang chi bộ khác”.`,
    `Every ticked dossier moves at once, ${MOST_AT_ONCE} at most, with its steps, helpers and sponsors; no letter is needed. Untick one that goes elsewhere, open it and choose “Move the dossier”.`,
  ),
  noneBehind: w(
    'Không có hồ sơ nào ở chi bộ đã kết thúc. Trang này có việc sau khi sắp xếp tổ chức.',
    'No dossier lies with a cell that has ended. There is something to do here after a reorganisation.',
  ),
  end: w('Dừng hồ sơ', 'End the dossier'),
  endHelp: w(
    'Hồ sơ dừng thì không ghi thêm bước; người này có thể được mở hồ sơ khác sau.',
    'An ended dossier takes no more steps; another may be opened later.',
  ),
  slip: w('Phiếu cho người vào Đảng', 'Slip for the candidate'),
  facts: w('Nội dung và lịch sử hồ sơ', 'The dossier and its history'),
  probation: w('Hết thời gian dự bị', 'Probation ends'),
  partyAge: w('Tuổi đảng tính từ', 'Party age from'),
};

export const STEP_PAGE = {
  continue: w('Tiếp tục', 'Continue'),
  needed: w('Bước này', 'This step'),
  books: (official: string, probationary: string, exempt: string) =>
    w(
      `Theo sổ hôm nay, chi bộ có ${official} đảng viên chính thức (trong đó ${exempt} được miễn) và ${probationary} dự bị. Người vắng vì lý do khác vẫn tính vào tổng số.`,
      `By the books of today the cell has ${official} official members (${exempt} of them exempt) and ${probationary} probationary. Whoever is away for another reason still counts.`,
    ),
  admission_decision: w(
    'Quyết định kết nạp được ghi vào sổ và tính vào số liệu kết nạp của đơn vị.',
    'The admission decision is recorded and counts among the unit’s admissions.',
  ),
  ceremony: w(
    'Từ ngày này người đó là đảng viên dự bị của chi bộ.',
    'From that day the person is a probationary member of the cell.',
  ),
  recognition_decision: w(
    'Đảng viên được ghi là chính thức từ ngày hết thời gian dự bị (hoặc ngày đã nhập).',
    'The member becomes official on the day probation ends, or the day entered.',
  ),
};

export const BOARD = {
  empty: w(
    'Chưa có hồ sơ nào đang làm. Chi bộ mở hồ sơ khi có nghị quyết đưa quần chúng ưu tú vào danh sách.',
    'No dossier is under way. A cell opens one when it resolves to put somebody on its list.',
  ),
  none: w('Không có hồ sơ nào phù hợp. Hãy bớt điều kiện lọc.', 'No dossier fits. Take away a filter.'),
  name: w('Họ và tên', 'Name'),
  cell: w('Chi bộ', 'Cell'),
  opened: w('Mở ngày', 'Opened'),
  since: w('Bước gần nhất', 'Last step'),
  step: w('Đang ở bước', 'At step'),
  source: w('Nguồn', 'Source'),
  all: w('Tất cả', 'All'),
  late: w('Chỉ hồ sơ quá hạn', 'Only overdue'),
  lateOnly: w('Quá hạn', 'Overdue'),
  unit: w('Đơn vị', 'Unit'),
  search: w('Lọc', 'Filter'),
  filters: w('Lọc danh sách', 'Filter the list'),
};

export const FORECAST = {
  title: (year: number) =>
    w(`Chỉ tiêu kết nạp và dự kiến năm ${year}`, `Admission targets and forecast of ${year}`),
  year: w('Năm', 'Year'),
  target: w('Chỉ tiêu', 'Target'),
  done: w('Đã kết nạp', 'Admitted'),
  share: w('Đạt', 'Attained'),
  way: w('Đang làm', 'On the way'),
  range: w('Dự kiến cả năm', 'Forecast of the year'),
  gap: w('Còn thiếu', 'Still lacking'),
  enough: w('đủ', 'none'),
  between: (low: string, high: string) =>
    w(low === high ? low : `${low} đến ${high}`, low === high ? low : `${low} to ${high}`),
  own: w('Cả đơn vị', 'The whole unit'),
  none: w(
    'Đồng chí không có đơn vị để xem dự kiến. Văn phòng cấp ủy mở trang này.',
    'There is no unit of yours to forecast. The committee office opens this page.',
  ),
  others: (n: string) =>
    w(
      `${n} đơn vị khác chưa được giao chỉ tiêu, chưa kết nạp và không có hồ sơ đang làm.`,
      `${n} other units have no target, no admission and no dossier on the way.`,
    ),
  method: w('Cách tính', 'How it is reckoned'),
  methodText: w(
    'Mỗi hồ sơ đang làm được cộng thêm số ngày mà từng bước còn lại đã thật sự mất ở các hồ sơ trước. Số lớn: mọi bước nhanh như một phần tư hồ sơ nhanh nhất. Số nhỏ: mọi bước chậm như một phần tư hồ sơ chậm nhất; bước nào có quá ít hồ sơ để biết thì hồ sơ ấy không được tính vào số nhỏ. Hồ sơ có thể dừng giữa chừng không bị trừ. Đây là khoảng, không phải lời hứa.',
    'To each dossier on the way are added the days its remaining steps have really taken in earlier ones. The high end: every step as quick as the quickest quarter. The low end: every step as slow as the slowest quarter; where a step says too little, the dossier is left out of the low end. Dossiers that may end are not taken off. It is a range, not a promise.',
  ),
  paces: w('Số ngày mỗi bước đã mất', 'Days each step has taken'),
  quick: w('Nhanh', 'Quick'),
  slow: w('Chậm', 'Slow'),
  of: w('Số hồ sơ', 'Dossiers'),
  tooFew: w('còn quá ít để biết', 'too few to say'),
};
