/** Words of entering, correcting and taking back, and of what can go wrong between the browser and the records. */
import { w } from '../kernel/words.ts';

export const ENTRY = {
  record: w('Ghi nhận', 'Record'),
  correct: w('Đính chính', 'Correct'),
  withdraw: w('Rút bản ghi nhập nhầm', 'Withdraw a mistaken entry'),
  withdrawHelp: w(
    'Bản ghi sẽ không còn được tính. Nội dung cũ vẫn xem được trong lịch sử, kèm lý do và tên người rút.',
    'The record will no longer count. What it said stays in the history, with the reason and your name.',
  ),
  recorded: w('Ghi nhận', 'Recorded'),
  corrected: w('Đính chính', 'Corrected'),
  proposedBy: w('người đề nghị:', 'proposed by'),
  conflict: w('Hai nội dung khác nhau', 'Two different texts'),
  all: w('Xem tất cả', 'See all'),
  file: w('Hồ sơ đảng viên', 'Member’s file'),
  related: w('Bản ghi liên quan', 'Related records'),
  peopleOfCase: w('Người làm vụ việc', 'People of the case'),
};

export const FAULTS = {
  notFound: w('Không tìm thấy trang này', 'This page was not found'),
  notFoundHelp: w(
    'Có thể địa chỉ gõ nhầm, hoặc nhiệm vụ đang dùng không mở được nội dung này. Hãy quay lại trang đầu hoặc dùng ô tìm kiếm.',
    'The address may be mistyped, or the mandate in use does not open it. Go back to the first page or search.',
  ),
  refused: w('Chưa thực hiện được', 'This was not done'),
  broken: w('Phần mềm gặp lỗi', 'The product met a fault'),
  brokenHelp: w(
    'Chưa có gì được ghi. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên kèm giờ xảy ra.',
    'Nothing was written. Try again; if it happens again tell the administrator the time.',
  ),
  tooLarge: w('Nội dung gửi lên quá lớn', 'What was sent is too large'),
  tooLargeHelp: w(
    'Mỗi lần gửi tối đa 4 MB. Hãy rút gọn rồi gửi lại.',
    'At most 4 MB at a time. Shorten it and send again.',
  ),
  fileTooLargeHelp: w(
    'Tệp tối đa 25 MB. Hãy bớt nội dung hoặc chia thành nhiều tệp rồi gửi lại.',
    'A file has at most 25 MB. Remove content or divide it, then send again.',
  ),
  unreadable: w('Không đọc được nội dung gửi lên', 'What was sent cannot be read'),
  unreadableHelp: w(
    'Chưa có gì được ghi. Hãy gửi một đối tượng JSON đúng cú pháp, hoặc biểu mẫu của trang.',
    'Nothing was written. Send one JSON object without errors of syntax, or the form of the page.',
  ),
  foreign: w('Biểu mẫu không gửi từ trang này', 'The form was not sent from this site'),
  foreignHelp: w(
    'Chưa có gì được ghi. Hãy mở lại trang của Cấp Ủy rồi gửi từ đó.',
    'Nothing was written. Open the page of Cấp Ủy again and send it from there.',
  ),
  busy: w('Máy chủ đang quá bận', 'The server is too busy'),
  busyHelp: w(
    'Chưa có gì được ghi. Hãy chờ vài giây rồi tải lại trang hoặc gửi lại.',
    'Nothing was written. Wait a few seconds, then load the page or send again.',
  ),
  stopped: w('Cơ sở dữ liệu đang dừng', 'The database is stopped'),
  diskFull: w('Ổ đĩa của máy chủ đã đầy', 'The server disk is full'),
};
