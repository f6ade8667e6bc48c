/** What the pages of the merger kit say. */

import type { ChangedUnit } from '../areas/organisation/preview.ts';
import { type Words, w } from '../kernel/words.ts';

export const KIT = {
  head: w('Quyết định', 'The decision'),
  correct: w('Sửa phần quyết định', 'Correct the decision'),
  withdraw: w('Bỏ dự thảo', 'Withdraw the draft'),
  operations: w('Các việc, theo thứ tự', 'Operations, in their order'),
  noOperations: w(
    'Chưa có việc nào. Chọn một việc bên dưới, hoặc nạp từ tệp. Tổ chức mới phải thành lập trước khi hợp nhất vào đó.',
    'None yet. Choose one below, or load a file. New units are founded before others merge into them.',
  ),
  add: w('Thêm việc', 'Add an operation'),
  addVerb: w('Thêm vào dự thảo', 'Add to the draft'),
  remove: w('Bỏ', 'Remove'),
  earlier: w('Lên trước', 'Move up'),
  load: w('Nạp các việc từ tệp JSON hoặc CSV', 'Load operations from a JSON or CSV file'),
  fromFile: w('Lập dự thảo từ tệp quyết định', 'Draft from a decision in a file'),
  file: w('Tệp', 'File'),
  text: w('Hoặc dán nội dung vào đây', 'Or paste the content here'),
  loadVerb: w('Nạp', 'Load'),
  fileHelp: w(
    'CSV: các dòng đầu là phần quyết định (nhãn; giá trị), rồi đến bảng có cột “Việc”. Ghi tổ chức bằng mã số; nhiều mã cách nhau bằng dấu |. JSON: như tệp của lệnh reorganise.',
    'CSV: first lines hold the decision (label; value), then a table with a column “Operation”. Units by code, several separated by |. JSON: as for the command reorganise.',
  ),
  within: w('Các tổ chức trực thuộc', 'Units directly under'),
  firstUnit: w('Tổ chức', 'Unit'),
  show: w('Chọn', 'Choose'),
  units: w('Tổ chức', 'Units'),
  children: w('Tổ chức trực thuộc đi theo', 'Subordinate units that go along'),
  persons: w('Đảng viên đi theo', 'Members who go along'),
  allMembers: w('Không chọn ai nghĩa là chuyển tất cả', 'Nobody ticked means all of them'),
  nothingBeneath: w(
    'Không có tổ chức nào trực thuộc vào ngày hiệu lực.',
    'Nothing lies directly under it on the day.',
  ),
  preview: w('Điều sẽ xảy ra', 'What will happen'),
  previewHelp: (day: string) =>
    w(
      `Tính trên cây tổ chức ngày ${day}, bằng chính cách sẽ thực hiện. Chưa có gì thay đổi.`,
      `Worked out on the tree of ${day}, by the very means that would carry it out. Nothing has changed yet.`,
    ),
  faults: w('Chưa thực hiện được', 'This cannot be carried out yet'),
  warnings: w('Cần lý do mới thực hiện được', 'This needs a reason'),
  place: (n: number) => w(`Việc ${n}: `, `Operation ${n}: `),
  tree: w('Cây tổ chức', 'The tree'),
  noChange: w('Không tổ chức nào thay đổi.', 'No unit changes.'),
  fate: w('Thay đổi', 'Change'),
  before: w('Trước', 'Before'),
  after: w('Sau', 'After'),
  successor: w('Kế thừa', 'Successor'),
  moves: w('Đảng viên chuyển chi bộ', 'Members who change cells'),
  movesHelp: w(
    'Đảng viên được chuyển theo quyết định, không phải chuyển sinh hoạt: không giấy giới thiệu, không tính tăng giảm.',
    'Members are re-homed, not transferred: no introduction papers, neither increase nor decrease.',
  ),
  noMoves: w('Không đảng viên nào đổi chi bộ.', 'Nobody changes cells.'),
  from: w('Từ', 'From'),
  to: w('Đến', 'To'),
  count: w('Đảng viên', 'Members'),
  amount: w('Số lượng', 'How many'),
  official: w('trong đó chính thức', 'official among them'),
  names: w('Xem tên', 'Names'),
  small: w('Chi bộ dưới mức đảng viên chính thức', 'Cells with too few official members'),
  noSmall: w('Không chi bộ nào dưới mức.', 'No cell falls below the rule.'),
  posts: w('Chức vụ và nhiệm vụ kết thúc', 'Posts and mandates that end'),
  noPosts: w('Không chức vụ, nhiệm vụ nào kết thúc.', 'No post or mandate ends.'),
  inParty: w('chức vụ trong Đảng', 'post in the Party'),
  inProduct: w('nhiệm vụ trong phần mềm', 'mandate in this product'),
  othersLeft: (n: number) =>
    n > 0
      ? w(`còn ${n} nhiệm vụ khác`, `${n} other mandates remain`)
      : w('hết nhiệm vụ: tài khoản cần được giao lại', 'no mandate remains: the account needs a new one'),
  work: w('Việc đang mở đi theo', 'Open work that follows'),
  workHelp: w(
    'Từ ngày hiệu lực, tổ chức kế thừa chính mở được và làm tiếp; số liệu kỳ cũ vẫn tính cho tổ chức cũ.',
    'From the effective day the principal successor opens it and goes on; figures of earlier periods stay with the old unit.',
  ),
  noWork: w(
    'Không chỉ tiêu, chương trình, vụ việc hay thời hạn nào bị bỏ lại.',
    'No target, programme, case or deadline is left behind.',
  ),
  unitHead: w('Tổ chức', 'Unit'),
  kindHead: w('Loại', 'Kind'),
  holder: w('Người giữ', 'Holder'),
  codes: w('Mã 14 số phải cấp lại', '14-digit codes to be issued anew'),
  try: w('Chạy thử', 'Dry run'),
  tryHelp: w(
    'Thực hiện thật trong một giao dịch rồi hoàn lại toàn bộ: cho biết chính xác bao nhiêu bản ghi sẽ được ghi.',
    'Carries it out in one transaction and takes all of it back: tells exactly how many records it would write.',
  ),
  tried: w('Chạy thử xong, chưa có gì thay đổi', 'The dry run went through; nothing has changed'),
  propose: w('Trình người thứ hai', 'Propose to the second person'),
  proposeHelp: w(
    'Sắp xếp tổ chức phải hai người. Người thứ hai thấy đúng các việc trên; duyệt xong mới thực hiện.',
    'A reorganisation takes two persons. The second sees these very operations and carries them out by approving.',
  ),
  waiting: w('Dự thảo đang chờ người thứ hai duyệt', 'The draft waits for a second person'),
  seeProposal: w('Xem đề nghị', 'See the proposal'),
  done: w('Đã thực hiện', 'Carried out'),
  seeAct: w('Xem quyết định đã thực hiện', 'See the act'),
  conflict: w('Dự thảo vừa thay đổi', 'The draft has just changed'),
  undo: w('Hủy cả quyết định', 'Undo the whole act'),
  undoHelp: w(
    'Chỉ hủy được khi chưa có gì dựa vào quyết định. Hủy cũng phải hai người.',
    'An act is undone only while nothing depends on it, and by two persons as well.',
  ),
  undoFacts: w('Sẽ trở lại như trước', 'What reads again as before'),
  dependents: w('Đang dựa vào quyết định này', 'What depends on this act'),
  importedAct: w(
    'Quyết định ghi khi nhập dữ liệu cũ không hủy cả được',
    'An act recorded by an import is not undone as a whole',
  ),
  unseen: (n: number) =>
    w(`${n} mục không mở được hoặc không phải bản ghi`, `${n} that cannot be opened or are no records`),
  more: (n: number) => w(`và ${n} nữa`, `and ${n} more`),
} as const;

export const FATES: Readonly<Record<ChangedUnit['fate'], Words>> = {
  founded: w('Thành lập', 'Founded'),
  ended: w('Chấm dứt', 'Ends'),
  changed: w('Thay đổi', 'Changes'),
};
