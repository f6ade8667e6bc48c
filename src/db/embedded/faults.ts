/** Names for what keeps the database that comes along from being had; what a running one refuses: db/faults.ts. */
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
/** Turns an error of the file system under the data folder into one that says what to do. */
export function folderFault(error: unknown, folder: string): unknown {
  if (error instanceof EmbeddedError || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (['ENOSPC', 'EDQUOT'].includes(code) || /No space left on device/.test(error.message))
    return new EmbeddedError('disk_full', DISK_FULL, error);
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
