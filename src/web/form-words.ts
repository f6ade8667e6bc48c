import { w } from '../kernel/words.ts';

export const FORMS = {
  title: w('Biểu thống kê', 'Statistical forms'),
  counts: w('Đối chiếu số liệu đảng viên', 'Reconciling numbers of members'),
  form: (number: string) => w(`Biểu ${number}`, `Form ${number}`),
  number: (number: string) => w(`Biểu số ${number}`, `Form ${number}`),
  unit: w('Mã đơn vị', 'Unit code'),
  period: w('Kỳ', 'Period'),
  periodHint: w('2023 (năm), 2023-Q3 (quý), 2023-H1 (6 tháng), 2023-9M', '2023, 2023-Q3, 2023-H1 or 2023-9M'),
  quarterHint: w('Quý, ví dụ 2023-Q3', 'A quarter, for instance 2023-Q3'),
  change: w('Kỳ, đơn vị, mốc thời gian', 'Period, unit and dates'),
  show: w('Xem biểu', 'Show the form'),
  knownAt: w('Theo những gì đã biết đến', 'As known at'),
  tree: w('Cây tổ chức', 'Tree of organisations'),
  treeThen: w('khi sự việc xảy ra', 'of the time'),
  treeNow: w('hiện nay', 'of today'),
  others: w('Các biểu khác', 'Other forms'),
  differences: w('Khác nhau giữa các bản', 'Differences between editions'),
  edition: w('Bản biểu', 'Edition'),
  known: w('Mức chắc chắn', 'How well known'),
  span: w('Kỳ báo cáo', 'Period'),
  ordinal: w('TT', 'No.'),
  item: w('Tiêu chí', 'Item'),
  under: (number: string, day: string, issuer: string) =>
    w(`Theo ${number} ngày ${day} của ${issuer}`, `By ${number} of ${day}, ${issuer}`),
  from: (name: string, first: string, last: string) =>
    w(`Kỳ báo cáo: ${name} (từ ${first} đến ${last})`, `Period: ${name} (from ${first} to ${last})`),
  maker: w('NGƯỜI LẬP BIỂU', 'DRAWN UP BY'),
  makerHint: w('(Ký, ghi rõ họ tên, số điện thoại)', '(Signature, name, telephone)'),
  head: w('TRƯỞNG BAN', 'HEAD OF THE BOARD'),
  headHint: w('(Ký, ghi rõ họ tên, đóng dấu)', '(Signature, name, seal)'),
  dated: w('ngày … tháng … năm …', 'date …'),
  allEqual: (n: number) => w(`Cả ${n} đẳng thức của biểu đều khớp.`, `All ${n} equalities of the form hold.`),
  differing: (n: number, all: number) =>
    w(`${n} trong ${all} đẳng thức không khớp`, `${n} of ${all} equalities do not hold`),
  left: (n: number) => w(`Chỉ có ở vế trái (${n})`, `Only on the left (${n})`),
  right: (n: number) => w(`Chỉ có ở vế phải (${n})`, `Only on the right (${n})`),
  more: (n: number) => w(`và ${n} bản ghi khác`, `and ${n} more`),
  missing: w('Chưa có hồ sơ để tính', 'Nothing on record to count from'),
  rows: (n: number) => w(`${n} dòng`, `${n} rows`),
  extra: w(
    'Dòng in nghiêng không có trong biểu mẫu; chỉ hiện khi có số, để tổng khớp.',
    'Rows in italics are not printed by the form; they appear where there is a number, so that sums close.',
  ),
  choose: w(
    'Chọn biểu. Mỗi ô được tính từ hồ sơ và mở ra danh sách hồ sơ đã đếm.',
    'Choose a form. Every cell is computed from records and opens onto those counted.',
  ),
  before: w('cùng kỳ năm trước', 'the same period last year'),
  compare: w('So hai bản', 'Compare'),
  with: w('Với bản', 'With edition'),
  on: w('Như ngày', 'As of'),
  and: w('và như ngày', 'and as of'),
  part: w('Phần', 'Part'),
  changed: w('Thay đổi', 'Change'),
  earlier: w('Trước', 'Before'),
  later: w('Sau', 'After'),
  same: w('Hai bản giống nhau.', 'The two are the same.'),
} as const;

export const PARTS = {
  title: w('tên biểu', 'title'),
  column: w('cột', 'column'),
  row: w('dòng', 'row'),
  check: w('đẳng thức', 'equality'),
} as const;

export const COUNTS = {
  help: w(
    'Ba tháng một lần, số đảng viên trong sổ này được đối chiếu với số cấp dưới và cấp trên báo bằng văn bản. Số báo được ghi bên cạnh, không sửa số đếm.',
    'Every three months the members counted here are reconciled with what units below and above report in writing. What is reported stands beside the count and never changes it.',
  ),
  day: w('Tính đến hết ngày', 'As of'),
  unit: w('Đơn vị', 'Unit'),
  here: w('Sổ này', 'Counted here'),
  official: w('Chính thức', 'Official'),
  probationary: w('Dự bị', 'Probationary'),
  came: w('Chuyển đến trong quý', 'Transferred in'),
  gone: w('Chuyển đi trong quý', 'Transferred out'),
  stated: w('Bên kia báo', 'Reported'),
  difference: w('Chênh lệch', 'Difference'),
  equal: w('khớp', 'equal'),
  differsInside: w('khớp tổng, lệch chính thức, dự bị', 'equal in total, not in its parts'),
  none: w('chưa báo', 'not reported'),
  enter: w('Ghi số đã báo', 'Enter what was reported'),
  above: (name: string) => w(`${name} báo về đơn vị này`, `${name} on this unit`),
  direct: w('Đảng viên trực tiếp, không thuộc đơn vị nào ở dưới', 'Members in no unit beneath'),
  between: (gone: string, came: string) =>
    w(
      `Chuyển giữa các đơn vị ở dưới trong quý: nơi đi ghi ${gone}, nơi đến ghi ${came}`,
      `Transfers between the units beneath: ${gone} sent, ${came} received`,
    ),
  sum: w('Cộng các đơn vị ở dưới', 'Sum of the units beneath'),
  total: w('Toàn đơn vị', 'The whole unit'),
  differ: (n: number) => w(`${n} đơn vị báo khác sổ này`, `${n} units reported otherwise`),
  silent: (n: number) => w(`${n} đơn vị chưa báo`, `${n} units have not reported`),
  noneBeneath: w('Đơn vị này không có đơn vị nào ở dưới.', 'There is no unit beneath this one.'),
} as const;

export const RETURNS = {
  title: w('Tình hình nộp biểu của ngành kiểm tra', 'Returns of the sector’s forms'),
  help: w(
    'Biểu không có số vẫn phải báo: “không phát sinh” do cán bộ nói ra, khác với chưa lập. Số bên cạnh đếm từ hồ sơ.',
    'A form without numbers is returned too: a nil return is said by an officer and differs from none. The number beside it is counted from records.',
  ),
  form: w('Biểu', 'Form'),
  state: w('Tình trạng', 'State'),
  counted: w('Tổng số trong hồ sơ', 'Total on record'),
  say: w('Báo biểu này', 'Return this form'),
  beneath: w('Đơn vị cấp dưới', 'Units beneath'),
  lacking: w('Còn thiếu', 'Lacking'),
  all: w('đủ', 'all returned'),
  of: (n: number, all: number) => w(`${n}/${all} biểu`, `${n} of ${all} forms`),
  noneBeneath: w('Đơn vị này không có đơn vị nào ở dưới.', 'There is no unit beneath this one.'),
  unsure: (n: number) =>
    w(
      `${n} biểu đã báo không phát sinh nhưng hồ sơ có số`,
      `${n} forms said to be nil, but the records count something`,
    ),
} as const;
