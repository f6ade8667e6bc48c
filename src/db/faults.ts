/** What the database itself refuses, in words. Everything that is not listed here is a bug and stays an exception. */
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';

type Fault = {
  code?: string;
  constraint_name?: string;
  column_name?: string;
  table_name?: string;
  message?: string;
};

const BY_CONSTRAINT: Record<string, [string, Words, string?]> = {
  stay_one_cell: [
    'two_cells',
    w(
      'Người này đang sinh hoạt ở một chi bộ khác trong thời gian đó. Hãy kết thúc kỳ sinh hoạt kia trước.',
      'This person belongs to another cell at that time. End that stay first.',
    ),
    'person',
  ],
};

const NO_SUCH = w(
  'Không tìm thấy nơi được chọn. Hãy chọn lại trong danh sách.',
  'What was chosen was not found. Please choose it again from the list.',
);

/** A reference without its target: what was entered refers to nothing, or what was withdrawn is referred to. */
export const LOST_REFERENCE: Refusal = refusal('not_found', NO_SUCH);

export const DISK_FULL = 'disk_full';

const BY_CODE: Record<string, (fault: Fault) => Refusal> = {
  // Raised by begin_command: the session ended between opening the form and sending it.
  '28000': () =>
    refusal(
      'signed_out',
      w(
        'Phiên làm việc đã hết, chưa có gì được ghi. Hãy đăng nhập lại rồi gửi lại.',
        'The session has ended and nothing was written. Sign in again, then send again.',
      ),
    ),
  // A foreign unit and one that does not exist answer alike.
  '42501': () => refusal('not_found', NO_SUCH, 'unit'),
  '23502': (fault) =>
    fault.column_name === 'place' || fault.column_name === 'unit'
      ? refusal('not_found', NO_SUCH, 'unit')
      : refusal(
          'missing',
          w('Còn thiếu một mục bắt buộc.', 'A required entry is missing.'),
          fault.column_name,
        ),
  '23503': () => LOST_REFERENCE,
  '23505': (fault) =>
    fault.constraint_name?.endsWith('_pkey')
      ? refusal('already_recorded', w('Việc này đã được ghi nhận rồi.', 'This has already been recorded.'))
      : refusal(
          'duplicate',
          w(
            'Đã có một bản ghi giống như vậy. Hãy mở bản ghi đó thay vì nhập lần nữa.',
            'There already is such a record. Open it instead of entering it again.',
          ),
        ),
  '23P01': () =>
    refusal(
      'overlap',
      w(
        'Khoảng thời gian này chồng lên một khoảng đã ghi. Hãy kết thúc khoảng kia trước hoặc sửa ngày.',
        'This period overlaps one already recorded. End that one first or change the dates.',
      ),
      'valid_from',
    ),
  '23514': (fault) =>
    refusal(
      'contradiction',
      w(
        `Các mục nhập trái nhau (${fault.constraint_name ?? ''}). Hãy xem lại ngày và đối tượng.`,
        `The entries contradict each other (${fault.constraint_name ?? ''}). Check the dates and the subject.`,
      ),
    ),
  '53100': () =>
    refusal(
      DISK_FULL,
      w(
        'Ổ đĩa của máy chủ đã đầy, chưa có gì được ghi. Hãy báo quản trị viên giải phóng dung lượng rồi gửi lại.',
        'The server disk is full and nothing was written. Ask the administrator to free space, then send again.',
      ),
    ),
};

const STOPPED = new Set([
  '57P01',
  '57P02',
  '57P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'EPIPE',
]);

export const DATABASE_STOPPED: Refusal = refusal(
  'database_stopped',
  w(
    'Cơ sở dữ liệu đang dừng, chưa có gì được ghi. Hãy chờ một phút rồi gửi lại.',
    'The database is stopped and nothing was written. Wait a minute, then send again.',
  ),
);

/** The refusal behind an error of the database, or undefined where the error is a bug. */
export function refusalOf(error: unknown): Refusal | undefined {
  const fault = error as Fault;
  if (!fault?.code) return undefined;
  if (STOPPED.has(fault.code)) return DATABASE_STOPPED;
  const known = BY_CONSTRAINT[fault.constraint_name ?? ''];
  if (known) return refusal(...known);
  return BY_CODE[fault.code]?.(fault);
}
