/** What others may know of the audit log: its kinds of entries, and who reads it. */
import { type Words, w } from '../kernel/words.ts';

/** Roles that read the log; `may_read_log()` of db/migrations/0008_audit.sql decides. */
export const READS_LOG: readonly string[] = ['machine', 'auditor'];

/** Roles that are told whether the log is whole; `may_watch_log()` decides. */
export const WATCHES_LOG: readonly string[] = [...READS_LOG, 'administrator'];

/** What an entry tells of (`log_kind()` in SQL). */
export const KINDS = {
  act: w('Việc đã làm', 'Acts'),
  open: w('Mở hồ sơ', 'Openings'),
  export: w('Kết xuất', 'Exports'),
  sign_in: w('Đăng nhập', 'Sign-ins'),
  log: w('Sổ ghi', 'The log itself'),
} as const satisfies Record<string, Words>;

export type Kind = keyof typeof KINDS;

/** How a good verification is called in the log, and a bad one. */
export const VERIFIED = 'verify log';
export const DAMAGED = 'log is damaged';
