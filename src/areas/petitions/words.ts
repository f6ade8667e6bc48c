/** Words of the pages of letters and matters. */
import { w } from '../../kernel/words.ts';

export const WORDS = {
  register: w('Sổ đơn', 'Register of letters'),
  registerHelp: w(
    'Mỗi đơn một dòng, kèm căn cứ và quy định quyết định cách xử lý. Không ghi tên người gửi ở bất kỳ đâu.',
    'One line for each letter, with the ground and the rule that decides. No name of a sender anywhere.',
  ),
  year: w('Năm', 'Year'),
  show: w('Xem', 'Show'),
  enter: w('Vào sổ một đơn', 'Enter a letter'),
  all: w('Danh sách đầy đủ, lọc và xuất tệp', 'The whole list, filters and files'),
  due: w('Việc đến hạn của cán bộ tiếp nhận', 'The clerk’s work that is due'),
  noLetters: w(
    'Năm này chưa có đơn nào. Cán bộ tiếp nhận vào sổ từng đơn ngay khi nhận.',
    'No letter this year. The clerk enters each letter when it arrives.',
  ),
  most: (n: string) =>
    w(`Chỉ hiện ${n} đơn mới nhất của năm.`, `Only the latest ${n} letters of the year are shown.`),
  letters: w('Đơn (không kể trùng)', 'Letters (without duplicates)'),
  duplicates: w('Đơn trùng', 'Duplicates'),
  matters: w('Vụ việc', 'Matters'),
  denounced: w('Bên bị tố cáo', 'The denounced'),
  number: w('Số vào sổ', 'Number'),
  received: w('Nhận ngày', 'Received'),
  kind: w('Loại', 'Kind'),
  disposition: w('Xử lý', 'Disposition'),
  ruling: w('Căn cứ và quy định', 'Ground and rule'),
  result: w('Kết quả', 'Result'),
  notYet: w('chưa xử lý', 'not disposed of'),
  noRule: w('chưa đọc được quy định của ngày này', 'no rule of that day could be read'),
  unconfirmed: w('chưa xác nhận', 'not confirmed'),
  duplicateOf: w('Trùng với đơn', 'Duplicate of'),
  open: w('Mở vụ việc mới', 'Open a new matter'),
  join: w('Gắn với vụ việc đã có', 'Join to a matter'),
  noMatters: w('Đơn này chưa mở hay gắn với vụ việc nào.', 'This letter has opened or joined no matter yet.'),
  settle: w('Ghi kết quả của vụ việc vào sổ', 'Enter the result of the matter'),
  settleHelp: w(
    'Mọi vụ việc mở từ đơn này đã kết thúc. Kết quả ghi vào sổ là',
    'Every matter of this letter has ended. The result to be entered is',
  ),
  rule: w('Quy định quyết định', 'The rule that decides'),
  hidden: w('(không mở được)', '(not open to you)'),
};

export const MATTER = {
  openDiscipline: w('Mở hồ sơ kỷ luật', 'Open a disciplinary case'),
  discipline: w('Xem hồ sơ kỷ luật', 'See the disciplinary case'),
  rightsKept: w(
    'Cho đến khi có kết luận, bên bị tố cáo giữ mọi quyền: không hạn chế khen thưởng, bổ nhiệm, quy hoạch vì đơn chưa kết luận.',
    'Until a conclusion the denounced keeps every right: no honour, appointment or plan is held back for a letter that is not concluded.',
  ),
  frozen: w(
    'Một quy định địa phương đang bật trong bộ quy định hạn chế quyền khi chưa kết luận. Phần mềm chỉ nêu ra, không tự hạn chế.',
    'A local rule switched on in the packs holds rights back before a conclusion. The product tells it and holds nothing back itself.',
  ),
  freezeOff: w(
    'Quy định địa phương dừng khen thưởng, bổ nhiệm: tắt',
    'Local rule that stops honours and appointments: off',
  ),
  freezeOn: w(
    'Quy định địa phương dừng khen thưởng, bổ nhiệm: bật',
    'Local rule that stops honours and appointments: on',
  ),
  denounced: w('Bên bị tố cáo', 'The denounced'),
  denouncedHelp: w(
    'Người được ghi ở đây, và người giữ chức vụ ở tổ chức bị tố cáo, không thấy vụ việc và các đơn của vụ việc, kể cả khi vừa nhận chức vụ mới.',
    'Whoever is entered here, and whoever holds a post at an organisation that is denounced, sees neither the matter nor its letters, also when a new post has just begun.',
  ),
  close: w('Người phải tránh', 'Who keeps away'),
  letters: w('Đơn trong vụ việc', 'Letters of the matter'),
  contents: w('Nội dung tố cáo', 'Allegations'),
  content: w('Nội dung', 'Content'),
  about: w('Về', 'About'),
  finding: w('Kết luận', 'Finding'),
  find: w('Kết luận', 'Find'),
  withdraw: w('Ghi rút', 'Record withdrawal'),
  withdrawn: w('đã rút', 'withdrawn'),
  open: w('chưa kết luận', 'not found yet'),
  minutes: w('Biên bản xác định người tố cáo', 'Minutes of establishing the sender'),
  minutesHelp: w(
    'Chỉ ghi việc hai cán bộ đã xác định và số biên bản. Tên người tố cáo không nhập vào máy.',
    'Only that two officers established the sender, and the number of the minutes. The name is not entered.',
  ),
  unlinked: w(
    'Tài khoản sau làm việc trên vụ việc mà chưa gắn hồ sơ đảng viên, nên phần mềm không biết có phải tránh hay không. Hãy gắn hồ sơ hoặc thôi phân công',
    'These accounts work on the matter and are linked to no member, so that nobody can tell whether they keep away. Link them or end the assignment',
  ),
  add: w('Ghi thêm', 'Add'),
  none: w('Chưa ghi.', 'None entered.'),
  people: w('Người làm việc trên vụ việc', 'Who works on the matter'),
  extend: w('Gia hạn giải quyết', 'Extend the deadline'),
  facts: w('Sổ của vụ việc', 'The matter in the register'),
  foundFollows: w(
    'Nội dung này có kết luận; không sửa được sau khi vụ việc kết luận.',
    'The content has its finding; it stands once the matter is concluded.',
  ),
  withdrawnFollows: w(
    'Nội dung này không giải quyết nữa; các nội dung khác vẫn tiếp tục.',
    'This content goes no further; the others go on.',
  ),
  extendFollows: w(
    'Ngày cuối lùi lại. Phải báo cho người tố cáo biết.',
    'The last day moves. The sender has to be told.',
  ),
};

export const DUE = {
  help: w(
    'Những việc chờ cán bộ tiếp nhận và người giải quyết, việc lâu nhất trước.',
    'What waits for the clerk and for those who resolve, the longest first.',
  ),
  undisposed: w('Đơn chưa xử lý', 'Letters not disposed of'),
  undisposedNone: w('Mọi đơn đã có cách xử lý.', 'Every letter has been disposed of.'),
  running: w('Vụ việc đang giải quyết', 'Matters under way'),
  runningNone: w('Không có vụ việc nào đang giải quyết.', 'No matter is under way.'),
  untold: w('Đã kết luận, còn phải thông báo', 'Concluded, still to be told'),
  untoldNone: w('Không còn ai chờ được thông báo.', 'Nobody waits to be told.'),
  unsettled: w('Có kết quả, chưa ghi vào sổ', 'Ended, result not in the register'),
  unsettledNone: w('Mọi kết quả đã ghi vào sổ.', 'Every result is in the register.'),
  waiting: w('Đã chờ', 'Waiting'),
  stands: w('Đang ở', 'Stands at'),
  deadline: w('Hạn', 'Deadline'),
  noDeadline: w('chưa tính hạn', 'no deadline yet'),
  told: w('Còn phải báo', 'Still to be told'),
};
