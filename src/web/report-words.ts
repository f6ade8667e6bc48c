import { w } from '../kernel/words.ts';

export const REPORTS = {
  nineMonth: w('Báo cáo 9 tháng', 'Nine-month report'),
  files: w('Xuất báo cáo', 'Files'),
  text: w('Văn bản thuần', 'Plain text'),
  publish: w('Bản công bố', 'For publication'),
  sign: w('Ký và chốt số liệu', 'Sign and freeze'),
  unit: w('Mã đơn vị', 'Unit code'),
  year: w('Năm', 'Year'),
  asOf: w('Mốc việc đang làm', 'Work in progress as of'),
  knownAt: w('Theo những gì đã biết đến', 'As known at'),
  tree: w('Cây tổ chức', 'Tree of organisations'),
  treeThen: w('Khi sự việc xảy ra', 'Of the time'),
  treeNow: w('Hiện nay', 'Of today'),
  show: w('Xem báo cáo', 'Show the report'),
  change: w('Kỳ, đơn vị, mốc thời gian', 'Period, unit and dates'),
  number: w('Số báo cáo', 'Number of the report'),
  signer: w('Người ký', 'Signer'),
  signConsequence: w(
    'Số liệu, danh sách bản ghi, định nghĩa và quy định được chốt lại đúng như lúc này.',
    'Numbers, records, definitions and rules are frozen as they stand now.',
  ),
  signLater: w(
    'Thay đổi về sau không sửa báo cáo này; phần mềm nêu rõ từng điểm khác.',
    'Later changes do not touch this report; each difference is named.',
  ),
  period: w('Kỳ báo cáo', 'Period'),
  behind: w('Danh sách bản ghi', 'Records behind the number'),
  definition: w('Định nghĩa số liệu', 'Definition'),
  openable: (open: number, all: number) =>
    w(`${all} bản ghi; đồng chí mở được ${open}.`, `${all} records; ${open} are open to you.`),
  openableCases: w(
    'Số liệu đếm đủ; danh sách dưới đây chỉ gồm những bản ghi đồng chí mở được.',
    'The number is complete; the list below holds the records open to you.',
  ),
  ratio: w('Tỷ lệ', 'Ratio'),
  part: w('Tử số', 'Numerator'),
  whole: w('Mẫu số', 'Denominator'),
  frozen: w('Báo cáo đã ký, số liệu đã chốt', 'Signed report, frozen'),
  intact: w('Nội dung còn nguyên như khi ký.', 'The content is as it was signed.'),
  broken: w(
    'Nội dung KHÔNG còn nguyên như khi ký. Hãy báo quản trị viên.',
    'The content is NOT what was signed. Tell the administrator.',
  ),
  since: w('Thay đổi từ khi ký', 'Changed since it was signed'),
  nothingSince: w(
    'Chưa có gì thay đổi: tính lại vẫn ra đúng các số này.',
    'Nothing has changed: counting again gives these numbers.',
  ),
  reported: (was: string, now: string) => w(`đã báo ${was}, nay ${now}`, `reported ${was}, now ${now}`),
  added: w('thêm', 'added'),
  removed: w('bớt', 'no longer counted'),
  happened: w('ngày', 'of'),
  learned: w('nhập ngày', 'entered on'),
  hiddenRecord: w('một bản ghi không mở được', 'a record not open to you'),
  catalogue: w('Danh mục số liệu', 'Catalogue of figures'),
  places: (n: number) => w(`(${n} chỉ tiêu)`, `(${n} places)`),
};

/** What each report is called. */
export const REPORT_TITLES = {
  'nine-month': REPORTS.nineMonth,
  commission: w('Báo cáo 9 tháng của ủy ban kiểm tra', 'Nine-month report of the inspection commission'),
} as const;
