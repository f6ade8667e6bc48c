/** Words of the import wizard, in both languages. */
import { w } from '../kernel/words.ts';

export const IMPORT = {
  title: w('Nhập từ Excel', 'Import from Excel'),
  intro: w(
    'Nhận danh sách cơ quan đang dùng: dòng tiêu đề ở đâu cũng được, ô gộp, “nt”, dấu x, mỗi chi bộ một trang tính, phông .VnTime hay VNI. Chưa ghi gì cho đến bước cuối; ở mỗi bước đồng chí xem và quyết định.',
    'Takes the list as the office keeps it: headings anywhere, merged cells, “nt”, ticks, one sheet for each cell, fonts .VnTime or VNI. Nothing is recorded before the last step; at each step you look and decide.',
  ),
  limits: w(
    'Tệp .xlsx, tối đa 25 MB, 200.000 dòng. Tệp .xls: mở bằng Excel và lưu thành .xlsx.',
    'A file .xlsx, at most 25 MB, 200,000 rows. An .xls: open it in Excel and save it as .xlsx.',
  ),
  file: w('Tệp Excel', 'Excel file'),
  list: w('Loại danh sách', 'What list it is'),
  unit: w('Danh sách của đơn vị', 'The list of which unit'),
  unitHint: w(
    'Mọi dòng phải thuộc đơn vị này hoặc cấp dưới của đơn vị',
    'Every row belongs to this unit or one beneath it',
  ),
  upload: w('Đọc tệp', 'Read the file'),
  drafts: w('Các lần nhập', 'Imports'),
  none: w(
    'Chưa có lần nhập nào. Văn phòng hoặc ban tổ chức gửi danh sách đang dùng ở mẫu trên.',
    'No import yet. The office or the organisation board hands in the list it keeps, by the form above.',
  ),
  state: w('Tình trạng', 'State'),
  opened: w('Mở lúc', 'Opened'),
  steps: w('Các bước', 'Steps'),
  next: w('Tiếp tục', 'Go on'),
  rows: (n: string) => w(`${n} dòng`, `${n} rows`),
  working: w('Đang làm', 'At work'),
  workingHelp: (n: string) =>
    w(
      `Đã xong ${n} dòng. Trang này tự mở lại sau vài giây; có thể đóng và quay lại sau.`,
      `${n} rows are done. This page opens itself again in a few seconds; it can be closed and opened later.`,
    ),
  stopped: (n: string) =>
    w(
      `Việc này dừng giữa chừng ở ${n} dòng (máy chủ tắt). Chưa có gì được ghi. Bấm để làm lại bước này.`,
      `This step stopped at ${n} rows (the server went down). Nothing was recorded. Press to do the step again.`,
    ),
  resume: w('Làm tiếp', 'Go on'),
  keptUntil: w('Tự xóa sau', 'Kept until'),
  keptHelp: w(
    'Lần nhập chưa ghi được giữ đến ngày nêu ở cột “Tự xóa sau” rồi tự xóa cả tệp và các dòng; hồ sơ không bị ảnh hưởng.',
    'An import that is not recorded is kept until the day named and then erased with its file and rows; no record is touched.',
  ),
  seenOnly: w(
    'Danh sách này do người khác trình: đồng chí xem, rồi duyệt hoặc trả lại ở mục Chờ duyệt.',
    'Somebody else put this list forward: read it, then approve it or send it back under Approvals.',
  ),
  discard: w('Bỏ lần nhập này', 'Give this import up'),
  discardHelp: w(
    'Xóa tệp và mọi dòng đã đọc; hồ sơ không bị ảnh hưởng.',
    'The file and every row that was read are erased; no record is touched.',
  ),
} as const;

export const STEPS = {
  sheets: w('Trang tính', 'Sheets'),
  letters: w('Bảng mã chữ', 'Letters'),
  columns: w('Cột', 'Columns'),
  faults: w('Sửa lỗi', 'Faults'),
  compare: w('Đối chiếu', 'Comparison'),
  result: w('Ghi', 'Record'),
} as const;

export type Step = keyof typeof STEPS;

export const SHEETS = {
  intro: w(
    'Chọn trang tính cần nhập. Dòng tiêu đề là dòng mang tên cột (đã đoán sẵn).',
    'Choose the sheets. The heading lines are those with the names of the columns (guessed already).',
  ),
  sheet: w('Trang tính', 'Sheet'),
  take: w('Nhập trang này', 'Take this sheet'),
  from: w('Tiêu đề từ dòng', 'Headings from line'),
  to: w('đến dòng', 'to line'),
  cell: w('Cả trang là của chi bộ', 'The whole sheet is of the cell'),
  fromRows: w('Theo từng dòng, hoặc theo tên trang', 'As the rows or the name of the sheet say'),
  headings: w('Tên cột đọc được', 'Headings that were read'),
  hidden: w('trang ẩn', 'hidden'),
} as const;

export const LETTERS = {
  intro: w(
    'Chữ trong các ô được nhận ra theo phông. Hãy đọc vài dòng “sau”: nếu đúng tiếng Việt thì xác nhận, nếu không hãy chọn lại.',
    'Letters are told by the font of the cell. Read some of the lines “after”: confirm if they are Vietnamese, else choose again.',
  ),
  font: w('Phông', 'Font'),
  noFont: w('(không ghi phông)', '(no font)'),
  readAs: w('Đọc là', 'Read as'),
  unicode: w('Unicode, giữ nguyên', 'Unicode, as it is'),
  tcvn3: w('TCVN3 (ABC)', 'TCVN3 (ABC)'),
  vni: w('VNI', 'VNI'),
  before: w('Trong tệp', 'In the file'),
  after: w('Sau khi đọc', 'As it is read'),
  asTcvn3: w('Nếu là TCVN3', 'If TCVN3'),
  asVni: w('Nếu là VNI', 'If VNI'),
  confirm: w('Xác nhận bảng mã', 'Confirm the letters'),
  none: w(
    'Không có chữ nào cần đổi bảng mã: cả tệp là Unicode hoặc không có dấu.',
    'There are no letters to convert: the whole file is Unicode, or without diacritics.',
  ),
} as const;

export const COLUMNS = {
  intro: w(
    'Mỗi cột của tệp là mục nào? Cột không cần thì để “Bỏ qua”. Cách chọn được nhớ cho lần sau theo tên cột.',
    'What is each column? Leave out what is not needed. The choice is remembered by the headings.',
  ),
  remembered: w(
    'Đã nhớ từ lần trước của đơn vị này. Hãy xem lại rồi tiếp tục.',
    'Remembered from the last time of this unit. Look it over and go on.',
  ),
  heading: w('Tên cột trong tệp', 'Heading in the file'),
  examples: w('Ví dụ', 'Examples'),
  is: w('Là mục', 'Is'),
  skip: w('Bỏ qua', 'Leave out'),
  confirm: w('Nhận các cột này', 'Take these columns'),
  of: (names: string) => w(`Cho trang: ${names}`, `For: ${names}`),
} as const;

export const REPAIR = {
  intro: w(
    'Mỗi nhóm sửa một lần cho mọi dòng. Dòng còn lỗi chưa sửa sẽ được trả lại kèm lý do.',
    'Each group is mended once for all its rows. Rows whose faults stay open come back with the reason.',
  ),
  none: w('Không có lỗi nào cần sửa.', 'There is nothing to mend.'),
  open: (n: string) => w(`Cần quyết định: ${n} nhóm`, `To decide: ${n} groups`),
  settled: (n: string) => w(`Đã quyết định: ${n} nhóm`, `Decided: ${n} groups`),
  field: w('Mục', 'Field'),
  fault: w('Lỗi', 'Fault'),
  typed: w('Trong tệp', 'In the file'),
  rows: w('Số dòng', 'Rows'),
  answer: w('Cách sửa', 'Repair'),
  instead: w('Ghi là', 'Instead'),
  undecided: w('Chưa quyết', 'Not yet'),
  mend: (text: string) => w(`Sửa thành: ${text}`, `Mend to: ${text}`),
  mendAll: (text: string) => w(`Sửa tất cả, ví dụ: ${text}`, `Mend all, such as: ${text}`),
  keep: w('Giữ như trong tệp', 'Keep as it stands'),
  text: w('Ghi lại như ô bên', 'Write instead'),
  empty: w('(để trống)', '(empty)'),
  return: w('Trả lại các dòng này', 'Return these rows'),
  apply: w('Sửa các nhóm đã chọn', 'Mend what was chosen'),
  mended: w('đã sửa', 'mended'),
  returned: w('trả lại', 'returned'),
  place: (sheet: string, line: number) => w(`từ ${sheet}, dòng ${line}`, `from ${sheet}, line ${line}`),
  on: w('Sang đối chiếu', 'On to the comparison'),
} as const;

export const COMPARE = {
  intro: w(
    'Phần mềm ghi, tệp ghi, hay theo giấy tờ? Chỗ phần mềm còn trống được điền theo tệp; chỗ hai bên khác nhau giữ như phần mềm cho đến khi đồng chí chọn. Không có gì tự bị ghi đè.',
    'Ours, theirs, or the paper? Where ours is empty theirs fills it; where both say something ours stands until you choose. Nothing is overwritten by itself.',
  ),
  byField: w('Theo mục', 'By field'),
  field: w('Mục', 'Field'),
  fills: w('Phần mềm còn trống', 'Ours is empty'),
  differs: w('Hai bên khác nhau', 'Both differ'),
  taken: w('Đã nhận', 'Taken'),
  takeAll: w('Nhận theo tệp', 'Take theirs'),
  keepAll: w('Giữ phần mềm', 'Keep ours'),
  ours: w('Phần mềm ghi', 'Ours'),
  theirs: w('Tệp ghi', 'Theirs'),
  paper: w('Theo giấy tờ', 'The paper says'),
  decide: w('Ghi lựa chọn', 'Keep the choice'),
  byAct: w('Sửa bằng việc riêng ở hồ sơ, không sửa qua danh sách', 'Changed by its own act, not by a list'),
  conflict: w(
    'Hồ sơ đã được sửa trong phần mềm từ khi xuất tệp: hãy xem kỹ từng mục.',
    'The record was changed since the file was taken out: look at each field.',
  ),
  which: w('Dòng này là', 'This row is'),
  isNew: w('Một người khác, thêm mới', 'Somebody else, new'),
  isReturned: w('Trả lại dòng này', 'Return this row'),
  same: (name: string) => w(`Chính là ${name}`, `The same as ${name}`),
  line: (sheet: string, line: number) => w(`${sheet}, dòng ${line}`, `${sheet}, line ${line}`),
  empty: w('Không có dòng nào ở mục này.', 'There are no rows here.'),
  reason: w('Lý do', 'Reason'),
  on: w('Sang bước ghi', 'On to recording'),
  nextPage: w('Trang sau', 'Next page'),
} as const;

export const RESULT = {
  verb: w('Ghi danh sách', 'Record the list'),
  propose: w('Trình người thứ hai duyệt', 'Put before a second person'),
  records: w('Bản ghi sẽ được ghi', 'Records to be written'),
  once: w(
    'Tất cả được ghi cùng một lúc dưới một mã, hoặc không ghi gì.',
    'All of it is recorded at once under one id, or nothing.',
  ),
  undoLater: w(
    'Hủy được cả lần khi chưa có gì dựa vào các hồ sơ này.',
    'It can be taken back as a whole while nothing rests on these records.',
  ),
  two: w(
    'Hơn 20 bản ghi: cần người thứ hai duyệt đúng các dòng này.',
    'More than 20 records: a second person has to approve exactly these rows.',
  ),
  open: (n: string) =>
    w(
      `Còn ${n} dòng có lỗi chưa sửa; các dòng ấy được trả lại.`,
      `${n} rows have open faults and come back.`,
    ),
  doubles: (n: string) =>
    w(
      `Còn ${n} dòng có thể trùng chưa chọn; các dòng ấy không được ghi.`,
      `${n} rows may be double and are left out.`,
    ),
  returned: w(
    'Tải các dòng trả lại (Excel, có cột lý do)',
    'Take the returned rows (Excel, with a reason column)',
  ),
  done: w('Đã ghi xong.', 'Recorded.'),
  undone: w('Lần ghi này đã được hủy; hồ sơ trở lại như trước.', 'Taken back; the records are as they were.'),
  waiting: w('Đang chờ người thứ hai duyệt.', 'Waiting for a second person.'),
  toApprovals: w('Mở danh sách chờ duyệt', 'Open what waits'),
  undo: w('Hủy lần ghi này', 'Take this back'),
  id: w('Mã lần nhập', 'Id of the import'),
  entry: w('Số trong nhật ký', 'Entry of the log'),
  reasonColumn: w('Lý do trả lại', 'Reason it came back'),
} as const;
