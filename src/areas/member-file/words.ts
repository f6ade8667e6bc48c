/** Words of the pages of a member's file. */
import { type Words, w } from '../../kernel/words.ts';

export const FILE = {
  title: w('Hồ sơ đảng viên', 'Member’s file'),
  own: w('Hồ sơ của tôi', 'My file'),
  papers: w('Giấy tờ trong hồ sơ', 'Papers of the file'),
  merged: w('Hồ sơ này đã gộp vào hồ sơ khác', 'This file was merged into another'),
  record: w('Bản ghi gốc', 'The record itself'),
  field: w('Mục', 'Field'),
  value: w('Nội dung', 'Value'),
  since: w('Từ ngày', 'Since'),
  until: w('đến', 'until'),
  source: w('Căn cứ', 'Source'),
  masked: w('••••• (mở để xem, có ghi nhật ký)', '••••• (open to see; it is logged)'),
  empty: w('chưa ghi', 'not stated'),
  open: w('Mở', 'Open'),
  see: w('Xem, ghi', 'See, enter'),
  old: w('theo đơn vị cũ:', 'by the old units:'),
  noSource: w('chưa rõ căn cứ', 'no source stated'),
  elsewhere: w('Mục có sổ, bản ghi riêng', 'Kept as records of their own'),
  notYet: w('chưa ghi trong phần mềm', 'not kept here yet'),
  rows: w('Dòng trong biểu', 'Row of the form'),
  noted: w('Đã ghi dấu của số', 'Its mark is noted'),
  births: w(
    'Tuổi Đảng, tuổi đời trong số liệu tính theo ngày sinh của hồ sơ đảng viên. Ngày sinh theo căn cước ghi riêng, kèm căn cứ; hai ngày khác nhau không phải là lỗi.',
    'Figures go by the birth date of the Party file. The one of the state’s papers stands beside it with its source; that they differ is no fault.',
  ),
  change: w('Ghi thay đổi từ ngày', 'Record a change from a day'),
  changeHelp: w(
    'Trước đây đúng như đã ghi, nay đã khác. Nội dung cũ ở lại làm lịch sử.',
    'It was right and is different now. The old value stays as history.',
  ),
  state: w('Ghi vào hồ sơ', 'Enter in the file'),
  add: w('Thêm', 'Add'),
  correct: w('Sửa sai', 'Correct a mistake'),
  correctHelp: w(
    'Đã ghi sai ngay từ đầu. Nội dung đúng thay cho nội dung sai; bản ghi sai vẫn xem được, kèm lý do.',
    'It was recorded wrongly. The right value takes its place; the wrong one can still be seen, with the reason.',
  ),
  history: w('Nội dung theo thời gian', 'Values over time'),
  before: w('Trước khi sửa', 'Before it was corrected'),
  knownUntil: w('ghi như vậy đến', 'stood until'),
  inForce: w('đang dùng', 'in force'),
  gaps: w('Khoảng trống trong quá trình công tác', 'Gaps in the work history'),
  column: w('Ghi ở bản ghi gốc, chưa có căn cứ', 'Stands in the record itself, without a source'),
  suppliedBy: w('Ai bổ sung', 'Who can supply it'),
  proof: w('Giấy tờ chứng minh', 'Papers that prove it'),
  missing: w('Còn thiếu', 'Missing'),
  missingTitle: w('Hồ sơ còn thiếu', 'What files lack'),
  missingHelp: w(
    'Số đảng viên hiện nay còn thiếu từng mục, theo người có thể bổ sung. Bấm vào số để xem danh sách.',
    'How many of today’s members lack each field, by who can supply it. Choose a number to see them.',
  ),
  nothingMissing: w('Không thiếu mục nào.', 'Nothing is missing.'),
  members: w('Số đảng viên', 'Members'),
  member: w('Đảng viên', 'Member'),
  unit: w('Đơn vị', 'Unit'),
  firstOnly: (n: string): Words => w(`Chỉ hiện ${n} người đầu.`, `Only the first ${n} are shown.`),
  scopeOff: w(
    'Hồ sơ không giữ sức khỏe, tài sản, trừ khi cấp ủy quyết định.',
    'Files hold nothing on health and property unless the committee decides it.',
  ),
};

export const PAPERS_WORDS = {
  help: w(
    'Chỉ ghi giấy tờ có hay thiếu, để ở đâu. Bản quét không được giữ, trừ khi cấp ủy quyết định.',
    'Only whether a paper is there and where. Scans are not kept unless the committee decides it.',
  ),
  scans: w('Cấp ủy đã quyết định được giữ bản quét.', 'The committee decided that scans may be kept.'),
  unchecked: w('chưa kiểm', 'not checked'),
  priority: (n: number): Words => w(`Ưu tiên ${n}`, `Priority ${n}`),
  kind: w('Loại giấy tờ', 'Kind'),
  state: w('Tình trạng', 'State'),
  where: w('Nơi giữ', 'Kept'),
  since: w('Kiểm ngày', 'Checked'),
  mark: w('Ghi', 'Mark'),
  counts: (there: number, missing: number, all: number): Words =>
    w(
      `Có ${there}, thiếu ${missing}, trong ${all} loại.`,
      `${there} there, ${missing} missing, of ${all} kinds.`,
    ),
};

export const OWN = {
  none: w('Tài khoản này chưa gắn với hồ sơ nào', 'This account belongs to no file'),
  other: w(
    'Nhiệm vụ đang dùng không mở hồ sơ của chính đồng chí. Hãy chuyển sang nhiệm vụ “Đảng viên” ở góc trên.',
    'The mandate in use does not open your own file. Switch to the mandate of a member.',
  ),
  openings: w('Ai đã mở hồ sơ của tôi', 'Who opened my file'),
  ask: w('Đề nghị sửa', 'Ask for a correction'),
  asked: w('Đề nghị của tôi', 'My requests'),
  noRequests: w('Chưa có đề nghị nào.', 'No requests.'),
  due: w('trả lời trước', 'to be answered by'),
  waiting: w('Đang chờ trả lời', 'Waiting'),
  overdue: w('Quá hạn trả lời', 'Overdue'),
  now: w('Hồ sơ đang ghi', 'The file says'),
  evidence: w(
    'Sau khi gửi, kèm giấy tờ chứng minh (ảnh chụp, PDF) ở trang của đề nghị.',
    'Once it is sent, attach the evidence (a photograph, PDF) on the page of the request.',
  ),
  takeBack: w('Rút đề nghị', 'Take the request back'),
  answer: w('Trả lời', 'Answer'),
  writes: w(
    'Khi chọn “Đã sửa” hoặc “Đã ghi thay đổi”, nội dung dưới đây được ghi vào hồ sơ cùng lúc.',
    'With “Corrected” or “Recorded as a change” the value below goes into the file at the same time.',
  ),
  byHand: w(
    'Mục này có nhiều dòng hoặc là bản ghi riêng: sửa trong hồ sơ trước, rồi trả lời.',
    'This field has several rows or is a record of its own: correct it in the file first, then answer.',
  ),
};
