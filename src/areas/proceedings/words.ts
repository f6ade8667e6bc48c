/** The words of the page of all deadlines, its reminders, its calendar and the sheet of a week. */
import { w } from '../../kernel/words.ts';

export const AGENDA = {
  title: w('Lịch thời hạn', 'Deadlines'),
  running: w('Thời hạn đang chạy', 'Running deadlines'),
  help: w(
    'Mọi thời hạn đang chạy của những vụ việc đồng chí được xem, gần nhất trước. Quá hạn là do ngày tính ra, không ai ghi tay.',
    'Every running deadline of the cases you may see, the nearest first. Overdue follows from the days; nobody types it.',
  ),
  none: w(
    'Không có thời hạn nào đang chạy. Thời hạn bắt đầu khi người được phân công ghi một bước của hồ sơ vụ việc.',
    'No deadline is running. One begins when whoever works on a case records a step of it.',
  ),
  case: w('Vụ việc', 'Case'),
  code: w('Mã', 'Code'),
  undated: w('Chưa tính được ngày cuối', 'No last day yet'),
  reminders: w('Nhắc việc', 'Reminders'),
  noReminders: w('Không có lời nhắc nào.', 'No reminder.'),
  before: (n: number) => w(`còn ${n} ngày`, `${n} days before`),
  onDay: w('hết hạn trong ngày', 'on the last day'),
  late: (n: number) => w(`quá hạn ${n} ngày, cần cấp trên xem xét`, `${n} days overdue, for the body above`),
  from: (unit: string) => w(`từ ${unit}`, `from ${unit}`),
  week: w('Tờ in trong tuần', 'Sheet of the week'),
  weekOf: (first: string, last: string) =>
    w(`Thời hạn từ ${first} đến ${last}`, `Deadlines from ${first} to ${last}`),
  weekNone: w('Không có', 'None'),
  overdue: w('Đã quá hạn', 'Overdue'),
  day: w('Ngày', 'Day'),
  before7: w('Tuần trước', 'Week before'),
  after7: w('Tuần sau', 'Week after'),
  sheetNote: w(
    'Tờ này chỉ có loại việc, số và mã; không có tên. Mở mã trên trang Lịch thời hạn để xem vụ việc.',
    'This sheet holds kind, number and code only, no names. Look a code up on the page of deadlines.',
  ),
} as const;

export const KEYS = {
  title: w('Đưa thời hạn vào lịch riêng', 'Deadlines in your calendar'),
  help: w(
    'Chương trình lịch của đồng chí tự lấy thời hạn ở một địa chỉ riêng. Lịch chỉ có mã và ngày. Ai có địa chỉ này đều đọc được lịch; ngừng lịch thì địa chỉ hết dùng được ngay.',
    'Your calendar program fetches the deadlines at an address of your own. It holds codes and days only. Whoever has the address reads it; once stopped, it opens nothing.',
  ),
  make: w('Tạo địa chỉ lịch', 'Make an address'),
  made: w(
    'Địa chỉ lịch của đồng chí. Chỉ hiện một lần, hãy chép vào chương trình lịch:',
    'Your address. Shown once; copy it into your calendar program:',
  ),
  own: w('Các lịch đã tạo', 'Calendars made'),
  none: w('Chưa tạo lịch nào.', 'None was made.'),
  post: w('Nhiệm vụ', 'Post'),
  since: w('Tạo ngày', 'Made on'),
  revoke: w('Ngừng lịch', 'Stop'),
  revoked: w('đã ngừng ngày', 'stopped on'),
} as const;

export const PAUSE = {
  pause: w('Tạm dừng', 'Let it stand still'),
  resume: w('Cho chạy tiếp', 'Let it run again'),
  unpause: w('Rút lần tạm dừng', 'Take back the pause'),
  pauseFollows: w(
    'Từ ngày này thời hạn không tính ngày nào cho đến khi chạy tiếp; lời nhắc cũng dừng.',
    'From this day on no day counts until it runs again; reminders stop as well.',
  ),
  resumeFollows: w(
    'Thời hạn tính tiếp từ ngày này; ngày cuối lùi lại đúng số ngày đã dừng.',
    'Days count again from this day; the last day moves by as many days as it stood still.',
  ),
  unpauseFollows: w(
    'Những ngày đã dừng được tính lại như chưa từng dừng. Lần tạm dừng vẫn đọc được trong lịch sử.',
    'The days it stood still count as if it never had. The pause stays readable in the history.',
  ),
} as const;
