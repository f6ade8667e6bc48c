/** Names for what goes wrong between the product and its database. */
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';

/** The embedded database cannot be had; `refusal` says why in both languages. */
export class EmbeddedError extends Error {
  readonly refusal: Refusal;

  constructor(code: string, message: Words, cause?: unknown) {
    super(`${message.vi}\n${message.en}`, cause === undefined ? {} : { cause });
    this.name = 'EmbeddedError';
    this.refusal = refusal(code, message);
  }
}

export const DISK_FULL = w(
  'Ổ đĩa đã đầy; không ghi được gì thêm. Giải phóng dung lượng rồi thử lại.',
  'The disk is full; nothing more can be written. Free some space and try again.',
);
const STOPPED = w(
  'Cơ sở dữ liệu không trả lời hoặc đã dừng. Thử lại sau ít phút.',
  'The database does not answer or has stopped. Try again in a few minutes.',
);
const BUSY = w(
  'Cơ sở dữ liệu đang có quá nhiều kết nối. Thử lại sau ít phút.',
  'The database has too many connections. Try again in a few minutes.',
);

/** SQLSTATEs of PostgreSQL 18 and codes of the driver and the system, by what they mean to a person. */
const FAULTS: Readonly<Record<string, readonly [code: string, words: Words]>> = {
  '53100': ['disk_full', DISK_FULL],
  ENOSPC: ['disk_full', DISK_FULL],
  EDQUOT: ['disk_full', DISK_FULL],
  '53300': ['database_busy', BUSY],
  '57P01': ['database_stopped', STOPPED],
  '57P02': ['database_stopped', STOPPED],
  '57P03': ['database_stopped', STOPPED],
  '08000': ['database_stopped', STOPPED],
  '08003': ['database_stopped', STOPPED],
  '08006': ['database_stopped', STOPPED],
  CONNECTION_CLOSED: ['database_stopped', STOPPED],
  CONNECTION_ENDED: ['database_stopped', STOPPED],
  CONNECTION_DESTROYED: ['database_stopped', STOPPED],
  CONNECT_TIMEOUT: ['database_stopped', STOPPED],
  ECONNREFUSED: ['database_stopped', STOPPED],
  ECONNRESET: ['database_stopped', STOPPED],
  EPIPE: ['database_stopped', STOPPED],
};

/**
 * The refusal behind an error of the driver: `disk_full`, `database_busy`, `database_stopped` (which covers a lost
 * connection: whether the last commit arrived is then unknown), or that of an `EmbeddedError`. Anything else, a bug
 * among them, gives undefined.
 */
export function databaseFault(error: unknown): Refusal | undefined {
  if (error instanceof EmbeddedError) return error.refusal;
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  const socketGone = code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect';
  const [name, words] =
    FAULTS[socketGone ? 'ECONNREFUSED' : code] ??
    (/No space left on device/.test(error.message) ? FAULTS.ENOSPC : undefined) ??
    [];
  return name && words ? refusal(name, words) : undefined;
}

/** Turns an error of the file system under the data folder into one that says what to do. */
export function folderFault(error: unknown, folder: string): unknown {
  if (error instanceof EmbeddedError || !(error instanceof Error)) return error;
  const fault = databaseFault(error);
  if (fault) return new EmbeddedError(fault.code, fault.message, error);
  const code = 'code' in error ? String(error.code) : '';
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) return error;
  return new EmbeddedError(
    'data_folder',
    w(
      `Không ghi được vào thư mục dữ liệu ${folder} (${code}). Kiểm tra quyền, hoặc đặt CAPUY_DATA sang thư mục khác.`,
      `The data folder ${folder} cannot be written (${code}). Check its permissions, or point CAPUY_DATA elsewhere.`,
    ),
    error,
  );
}

/** Why PostgreSQL ended before it was ready, read from what it wrote; `retry` where waiting a little may help. */
export function startFault(text: string, logFile: string): { error: EmbeddedError; retry: boolean } {
  const fatal = text.match(/(?:FATAL|PANIC|error|could not).*$/gm)?.at(-1) ?? text.trim().slice(-400);
  const fault = (code: string, words: Words, retry = false) => ({
    error: new EmbeddedError(code, words, fatal),
    retry,
  });
  if (/No space left on device|Disk quota exceeded/.test(text)) return fault('disk_full', DISK_FULL);
  if (/pre-existing shared memory block/.test(text))
    return fault('database_start', startWords(fatal, logFile), true);
  if (/lock file "postmaster.pid" already exists/.test(text)) {
    return fault(
      'in_use',
      w(
        `Một máy chủ PostgreSQL khác đang dùng thư mục dữ liệu này. ${fatal}`,
        `Another PostgreSQL server is using this data folder. ${fatal}`,
      ),
      true,
    );
  }
  if (/could not look up effective user ID/.test(text)) {
    return fault(
      'no_such_user',
      w(
        'Người dùng đang chạy chương trình không có tên trong hệ thống (/etc/passwd); thêm tên rồi chạy lại.',
        'The user running this program has no name on this system (/etc/passwd); add one and start again.',
      ),
    );
  }
  return fault('database_start', startWords(fatal, logFile));
}

const startWords = (fatal: string, logFile: string): Words =>
  w(
    `Không khởi động được cơ sở dữ liệu: ${fatal} (nhật ký: ${logFile})`,
    `The database could not be started: ${fatal} (log: ${logFile})`,
  );
