/** What the database itself refuses, in words. Everything that is not listed here is a bug and stays an exception. */
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import { ClockTrouble } from './timekeeper.ts';

type Fault = {
  syscall?: string;
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
  not_held: [
    'not_held',
    w(
      'Không ai giao được quyền mà mình không giữ. Nhiệm vụ này do cấp trên giao, hoặc tổ chức đảng này không thuộc phạm vi của đồng chí.',
      'Nobody grants what they do not hold. This post is granted from above, or the unit is not in your part of the tree.',
    ),
    'role',
  ],
  own_grant: [
    'own_grant',
    w(
      'Không ai tự giao, tự gia hạn hay tự kết thúc nhiệm vụ của mình. Hãy đề nghị văn phòng cấp trên.',
      'Nobody grants, extends or ends a post of their own. Ask the superior office.',
    ),
  ],
  own_proposal_slip: [
    'own_proposal_slip',
    w(
      'Đồng chí đã đề nghị lập tài khoản này, nên phiếu mật khẩu đầu tiên do người duyệt cấp.',
      'You proposed this account yourself: its first password slip is issued by whoever approved it.',
    ),
  ],
  no_such_account: [
    'no_such_account',
    w(
      'Không tìm thấy tài khoản này trong phạm vi của đồng chí. Tài khoản ngang cấp do văn phòng cấp trên quản lý.',
      'No such account in your part of the tree. Accounts of your own level are kept by the superior office.',
    ),
  ],
  proof_wanted: [
    'proof_wanted',
    w(
      'Việc này cần chứng minh lại mình là ai. Hãy nhập mật khẩu (hoặc dùng khóa) rồi làm lại.',
      'This asks you to show once more who you are. Enter the password (or use the passkey) and do it again.',
    ),
  ],
  account_name_key: [
    'name_taken',
    w('Tên đăng nhập này đã có. Hãy chọn tên khác.', 'This account name is taken. Choose another.'),
    'name',
  ],
  account_one_person: [
    'person_has_account',
    w(
      'Người này đã có tài khoản. Mỗi người một tài khoản; hãy giao thêm nhiệm vụ cho tài khoản ấy.',
      'This person has an account. One account for one person; grant the post to that account.',
    ),
    'person',
  ],
  account_linked: [
    'account_linked',
    w(
      'Tài khoản này đã gắn với hồ sơ đảng viên. Gắn nhầm thì quản trị máy sửa bằng lệnh “access link”.',
      'This account is linked to a member already. A wrong link is mended by the administrator: “access link”.',
    ),
    'person',
  ],
  mandate_begins: [
    'begins_earlier',
    w('Nhiệm vụ bắt đầu từ hôm nay trở đi.', 'A post begins today or later.'),
    'from',
  ],
  mandate_over: [
    'post_over',
    w('Nhiệm vụ này đã kết thúc hoặc sẽ kết thúc sớm hơn.', 'This post is over, or ends earlier already.'),
  ],
  case_not_held: [
    'case_not_held',
    w(
      'Không tìm thấy vụ việc này trong phạm vi của đồng chí. Vụ việc do chủ nhiệm ủy ban kiểm tra của đơn vị ấy phân công.',
      'No such case in your part of the tree. Cases are assigned by the chair of the commission they lie with.',
    ),
  ],
  no_such_post: [
    'no_such_post',
    w(
      'Không tìm thấy nhiệm vụ kiểm tra này. Hãy chọn lại.',
      'There is no such post of an inspector. Choose again.',
    ),
    'to',
  ],
  own_assignment: [
    'own_assignment',
    w('Không ai tự phân công vụ việc cho mình.', 'Nobody assigns a case to themselves.'),
    'to',
  ],
  barred_from_case: [
    'barred_from_case',
    w(
      'Người này không được tham gia vụ việc. Hãy chọn người khác.',
      'This person keeps away from the case. Choose another.',
    ),
    'to',
  ],
  file_scope_health: [
    'beyond_file_scope',
    w(
      'Hồ sơ không giữ thông tin sức khỏe, trừ khi cấp ủy quyết định. Văn phòng nhập quyết định ấy ở mục “Phạm vi hồ sơ điện tử”.',
      'Files hold nothing on health unless the committee decides it. The office enters that decision under “What electronic files hold”.',
    ),
    'value',
  ],
  file_scope_property: [
    'beyond_file_scope',
    w(
      'Hồ sơ không giữ thông tin tài sản, thu nhập, trừ khi cấp ủy quyết định. Văn phòng nhập quyết định ấy ở mục “Phạm vi hồ sơ điện tử”.',
      'Files hold nothing on property unless the committee decides it. The office enters that decision under “What electronic files hold”.',
    ),
    'value',
  ],
  file_scope_scans: [
    'beyond_file_scope',
    w(
      'Hồ sơ chỉ ghi giấy tờ có hay thiếu, để ở đâu; không giữ bản quét, trừ khi cấp ủy quyết định (mục “Phạm vi hồ sơ điện tử”).',
      'Files say which papers are there and where; scans are kept only where the committee decides it (“What electronic files hold”).',
    ),
    'file',
  ],
  request_stands: [
    'request_stands',
    w(
      'Đề nghị giữ nguyên như đã gửi, và người có hồ sơ không tự trả lời đề nghị của mình.',
      'A request stands as it was sent, and nobody answers the own request.',
    ),
  ],
  merged_file: [
    'merged_file',
    w(
      'Hồ sơ này đã gộp vào hồ sơ khác. Hãy ghi vào hồ sơ được giữ lại.',
      'This file was merged into another. Record it in the file that was kept.',
    ),
    'person',
  ],
  secret_policy: [
    'secret_refused',
    w(
      'Bản cài đặt này không nhận nội dung văn bản có độ mật. Hãy chỉ lập “Phiếu văn bản mật” (số, ngày, độ mật, nơi giữ).',
      'This installation keeps no content of a document with a secrecy class. Record only a stub (number, day, class, where it is kept).',
    ),
    'classification',
  ],
  secret_policy_known: [
    'no_policy',
    w(
      'Không có chính sách này. Hãy chọn refuse, register_only hoặc isolated_lan.',
      'There is no such policy. Choose refuse, register_only or isolated_lan.',
    ),
  ],
  secret_policy_kept: [
    'secrets_kept',
    w(
      'Đang lưu văn bản có độ mật mà chính sách mới không cho phép. Hãy chuyển chúng đi trước.',
      'Documents of a secrecy class are kept that the new policy does not allow. Move them away first.',
    ),
  ],
  sealing_one_key: [
    'other_key_named',
    w(
      'Người này đã giữ một khóa danh tính khác. Hãy thôi giao khóa kia trước.',
      'This person holds another identity key. End that one first.',
    ),
    'key',
  ],
  sealing_mode: [
    'off_system',
    w(
      'Bản cài đặt này giữ danh tính người gửi ngoài hệ thống. Hãy dùng phong bì và két.',
      'This installation keeps identities off the system. Use the envelope and the safe.',
    ),
  ],
  sealing_holders: [
    'holders_changed',
    w(
      'Người giữ khóa vừa thay đổi, chưa có gì được ghi. Hãy mở lại trang rồi niêm phong lại.',
      'The holders have changed and nothing was written. Open the page again and seal anew.',
    ),
  ],
  envelope_custodian: [
    'not_the_custodian',
    w('Chỉ người đang giữ phong bì giao được.', 'Only whoever holds the envelope hands it over.'),
  ],
  envelope_taker: [
    'not_the_taker',
    w(
      'Phong bì do người khác nhận, không phải người giao, và chỉ nhận một lần.',
      'Another person takes the envelope, not whoever gave it, and only once.',
    ),
  ],
  reveal_over: [
    'reveal_over',
    w('Đã quá thời gian. Hãy đề nghị mở lại từ đầu.', 'The time is over. Ask to open it anew.'),
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
  // Raised by the guards of db/migrations/0011_approvals.sql.
  CU001: () =>
    refusal(
      'two_persons',
      w(
        'Việc này phải có người đề nghị và người thứ hai duyệt. Hãy trình người thứ hai.',
        'This is proposed by one and approved by another. Put it before a second person.',
      ),
    ),
  CU002: () =>
    refusal(
      'person_concerned',
      w(
        'Việc này liên quan đến chính đồng chí, nên người khác phải đề nghị.',
        'This concerns you yourself; somebody else has to propose it.',
      ),
    ),
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
  '53100': () => FULL,
  ENOSPC: () => FULL,
  EDQUOT: () => FULL,
  '53300': () => DATABASE_BUSY,
};

const FULL: Refusal = refusal(
  DISK_FULL,
  w(
    'Ổ đĩa của máy chủ đã đầy, chưa có gì được ghi. Hãy báo quản trị viên giải phóng dung lượng rồi gửi lại.',
    'The server disk is full and nothing was written. Ask the administrator to free space, then send again.',
  ),
);

/** PostgreSQL takes no more connections: an own server that serves others as well. */
export const DATABASE_BUSY: Refusal = refusal(
  'database_busy',
  w(
    'Cơ sở dữ liệu đang có quá nhiều kết nối, chưa có gì được ghi. Hãy thử lại sau ít phút.',
    'The database has too many connections and nothing was written. Try again in a few minutes.',
  ),
);

const STOPPED = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
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

/** The log could not be written within the time a page waits; raised by `note` of door.ts. */
export const LOG_BUSY: Refusal = refusal(
  'log_busy',
  w(
    'Sổ ghi đang bận vì một việc lớn (nhập dữ liệu, sắp xếp tổ chức), nên trang này chưa mở được. Hãy thử lại sau ít phút.',
    'The log is kept busy by a large act (an import, a reorganisation), so this page could not be opened. Try again in a few minutes.',
  ),
);

/** The refusal behind an error of the database, or undefined where the error is a bug. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof ClockTrouble) return error.refusal;
  const fault = error as Fault;
  if (!fault?.code) return undefined;
  if (STOPPED.has(fault.code) && !isOfFile(fault)) return DATABASE_STOPPED;
  if (fault.code === '55P03') return LOG_BUSY;
  const known = BY_CONSTRAINT[fault.constraint_name ?? ''];
  if (known) return refusal(...known);
  return BY_CODE[fault.code]?.(fault);
}

/** A socket that is gone is not found when it is connected to; a file, when it is opened or looked at. */
const isOfFile = ({ code, syscall }: Fault): boolean => code === 'ENOENT' && syscall !== 'connect';

/**
 * A connection that breaks while it is being made also fails inside the driver, where nobody waits for it; whoever
 * asked for the connection is told all the same. Without this such a failure would end the process.
 */
export function outliveBrokenConnections(): void {
  process.on('unhandledRejection', (error) => {
    if (refusalOf(error)?.code !== DATABASE_STOPPED.code) throw error;
  });
}
