/** Words of the pages of transfers. */
import { w } from '../../kernel/words.ts';
import type { List } from './rules.ts';

export const LISTS = {
  to_do: w('Phải làm', 'To do'),
  coming: w('Sắp đến', 'Coming'),
  under_way: w('Đã làm, chưa xong', 'Done, not finished'),
} satisfies Record<List, ReturnType<typeof w>>;

export const LIST_HELP = {
  to_do: w(
    'Nơi đi: nhận xét, giới thiệu. Nơi đến: gửi phiếu báo cho nơi đi.',
    'At the origin: review, introduce. At the destination: answer the origin.',
  ),
  coming: w(
    'Nơi đi đã giới thiệu; nơi đến kiểm tra hồ sơ, gặp đảng viên, tiếp nhận.',
    'Introduced by the origin; the destination checks the file, meets the member and receives.',
  ),
  under_way: w(
    'Đã giới thiệu đi, chờ nơi đến tiếp nhận và gửi phiếu báo; hoặc đang sinh hoạt tạm thời nơi khác.',
    'Introduced out and waiting for receipt and answer; or in temporary activity elsewhere.',
  ),
} satisfies Record<List, ReturnType<typeof w>>;

export const LIST_EMPTY = {
  to_do: w('Không có việc nào phải làm.', 'Nothing to do.'),
  coming: w('Không có đảng viên nào sắp đến.', 'Nobody is coming.'),
  under_way: w('Không có việc nào còn dở.', 'Nothing is under way.'),
} satisfies Record<List, ReturnType<typeof w>>;

export const WORDS = {
  title: w('Chuyển sinh hoạt đảng', 'Transfers'),
  ask: w('Lập đề nghị chuyển', 'Ask for a transfer'),
  arrivalHelp: w(
    'Nơi đi ở ngoài sổ này. Lập hồ sơ người trước, rồi ghi giấy giới thiệu; đảng viên chỉ được tính ở đây từ ngày tiếp nhận.',
    'The origin lies outside these records. Enter the person first, then the introduction; the member counts here from the receipt on.',
  ),
  all: w('Tất cả, kể cả đã xong', 'All, the finished too'),
  who: w('Đảng viên', 'Member'),
  way: w('Từ, đến', 'From, to'),
  from: w('Nơi đi', 'From'),
  to: w('Nơi đến', 'To'),
  state: w('Đang ở bước', 'Stands at'),
  deadline: w('Hạn', 'Deadline'),
  file: w('Hồ sơ', 'File'),
  noClock: w('không có hạn trong quy định', 'the rules set none'),
  lost: w('quá hạn', 'overdue'),
  unanswered: (months: number) =>
    w(`chưa có phiếu báo quá ${months} tháng`, `no answer for more than ${months} months`),
  help: w(
    'Đảng viên được tính ở nơi đi cho đến ngày nơi đến tiếp nhận; sinh hoạt tạm thời luôn tính ở nơi cũ. Sắp xếp tổ chức không tạo việc chuyển nào.',
    'A member counts at the origin until the day of receipt; in temporary activity always at home. A reorganisation opens no transfer.',
  ),
  counted: w('Đang tính ở', 'Counted at'),
  next: w('Việc tiếp theo', 'Next'),
  none: w('Việc chuyển này đã xong.', 'This transfer is finished.'),
  wait: w(
    'Đang chờ đầu kia. Đồng chí không phải làm gì.',
    'Waiting for the other end. Nothing for you to do.',
  ),
  clock: w('Thời hạn', 'Deadline'),
  papers: w('Giấy tờ in ra', 'Papers to print'),
  letter: w('Giấy giới thiệu', 'Introduction paper'),
  slip: w('Phiếu theo dõi hồ sơ', 'Slip of the file'),
  answer: w('Phiếu báo', 'Answer to the origin'),
  rule: w('Căn cứ', 'Rule'),
  late: w(
    'Đã quá hạn. Đảng viên hoặc tổ chức phải báo cáo; cấp trên xem xét, quyết định.',
    'Overdue. The member or the organisation has to report; the superior decides.',
  ),
  other: w('Việc khác', 'Other steps'),
};

/** Titles of the introduction papers by kind (forms 54, 55, 56, 59 of the member's file). */
export const LETTERS = {
  official: w('GIẤY GIỚI THIỆU SINH HOẠT ĐẢNG CHÍNH THỨC', 'INTRODUCTION: OFFICIAL TRANSFER'),
  forces: w('GIẤY GIỚI THIỆU SINH HOẠT ĐẢNG CHÍNH THỨC', 'INTRODUCTION: OFFICIAL TRANSFER'),
  temporary: w('GIẤY GIỚI THIỆU SINH HOẠT ĐẢNG TẠM THỜI', 'INTRODUCTION: TEMPORARY ACTIVITY'),
  abroad: w('GIẤY GIỚI THIỆU SINH HOẠT ĐẢNG RA NGOÀI NƯỚC', 'INTRODUCTION: ACTIVITY ABROAD'),
  internal: w('GIẤY GIỚI THIỆU SINH HOẠT ĐẢNG NỘI BỘ', 'INTRODUCTION: INTERNAL TRANSFER'),
};

export const PAPER = {
  party: w('ĐẢNG CỘNG SẢN VIỆT NAM', 'COMMUNIST PARTY OF VIET NAM'),
  number: w('Số', 'No.'),
  to: w('Kính gửi', 'To'),
  name: w('Đồng chí', 'Comrade'),
  born: w('Sinh ngày', 'Born'),
  admitted: w('Vào Đảng (dự bị)', 'Admitted (probationary)'),
  official: w('Chính thức', 'Official'),
  from: w('Đang sinh hoạt tại', 'Member of'),
  until: w('Thời gian dự kiến đến ngày', 'Expected until'),
  reason: w('Lý do', 'Reason'),
  dues: w('Đã đóng đảng phí đến hết tháng', 'Dues paid to the end of month'),
  enclosed: w('Hồ sơ kèm theo (đã niêm phong)', 'File enclosed (sealed)'),
  ask: w(
    'Đề nghị nơi nhận giới thiệu đồng chí được tham gia sinh hoạt và gửi lại phiếu báo.',
    'You are asked to let the comrade take part, and to send back the answer.',
  ),
  present: w('Giấy này xuất trình tại nơi đến trước hết ngày', 'To be presented by the end of'),
  signature: w('T/M CẤP ỦY', 'FOR THE COMMITTEE'),
  sign: w('(ký, ghi rõ họ tên, đóng dấu)', '(signature, name, seal)'),
  slipTitle: w('PHIẾU THEO DÕI HỒ SƠ ĐẢNG VIÊN NIÊM PHONG', 'SLIP OF A SEALED FILE'),
  seal: w(
    'Hồ sơ chỉ được mở tại nơi đến. Niêm phong không nguyên vẹn thì lập biên bản và báo nơi đi.',
    'The file is opened only at the destination. A broken seal is put on record and told to the origin.',
  ),
  handed: w('Người giao', 'Handed over by'),
  carried: w('Người nhận mang đi', 'Carried by'),
  took: w('Nơi đến nhận', 'Received at the destination by'),
  answerTitle: w('PHIẾU BÁO ĐẢNG VIÊN ĐÃ CHUYỂN SINH HOẠT ĐẢNG', 'ANSWER: MEMBER RECEIVED'),
  received: w('Đã tiếp nhận sinh hoạt tại', 'Received into'),
  onDay: w('Từ ngày', 'From'),
  byLetter: w('Theo giấy giới thiệu số', 'By introduction no.'),
};
