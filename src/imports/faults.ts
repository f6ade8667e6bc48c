/** What can be wrong with a row, said so that whoever kept the list knows what to do. Grouped by how it is repaired. */
import { type Words, w } from '../kernel/words.ts';

export const FAULTS: Readonly<Record<string, Words>> = {
  capitals: w('Họ tên viết toàn chữ hoa', 'Name in capitals throughout'),
  lost_zero: w('Số bị mất số 0 ở đầu', 'Zeros in front were lost'),
  letter_o: w('Chữ O thay cho số 0', 'The letter O for a zero'),
  century: w(
    'Ngày nằm ở tương lai, có lẽ là thế kỷ trước',
    'A day still to come, likely of the century before',
  ),
  serial: w('Ngày thành số của Excel', 'A day that became a number of Excel'),
  choice: w('Ghi khác danh mục', 'Not as the list of options has it'),
  day: w('Không đọc được ngày', 'The day cannot be read'),
  day_unknown: w(
    'Thiếu ngày hoặc tháng, mục này cần đủ ngày',
    'The day or month is missing; this needs a whole day',
  ),
  digits: w('Số không đủ chữ số hoặc có chữ', 'Not as many digits as it must have'),
  name: w('Họ tên có chữ số', 'A name with digits'),
  number: w('Không đọc được số', 'The number cannot be read'),
  tick: w('Dấu lạ trong cột đánh dấu', 'Something else in a column of ticks'),
  ticks: w('Đánh dấu ở cả hai cột', 'Ticked in both columns'),
  long: w('Quá dài', 'Too long'),
  missing: w('Để trống mục bắt buộc', 'A required cell is empty'),
  nothing_above: w('“nt” mà phía trên không có gì', '“The same as above” with nothing above'),
  unit: w('Không có đơn vị mang tên này', 'No unit of this name'),
  units: w('Nhiều đơn vị cùng tên này', 'Several units of this name'),
  not_a_cell: w('Đảng viên phải thuộc một chi bộ', 'Members belong to a cell'),
  out_of_order: w('Ngày chính thức trước ngày vào Đảng', 'Official before admitted'),
  key: w('Mã dòng không có trong phần mềm', 'The key of the row is not known here'),
  absent: w('Có trong tệp, không có trong phần mềm', 'In the file, not in the records'),
  double: w('Có thể trùng, đã chọn trả lại', 'May be double, returned'),
};

/** The words of a fault; of one nobody named, its code. */
export const faultWords = (code: string): Words => FAULTS[code] ?? { vi: code, en: code };
