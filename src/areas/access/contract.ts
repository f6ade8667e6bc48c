/** Who is signed in, under which mandate; what the pages and commands may know of it. */
import type { Instant } from '../../kernel/clock.ts';
import type { Language } from '../../kernel/words.ts';
import { type Words, w } from '../../kernel/words.ts';

/** Roles a mandate gives; what each may do stands in table role_right (db/migrations/0009_mandates.sql). */
export const ROLES: Readonly<Record<string, Words>> = {
  machine: w('Máy chủ', 'The machine'),
  office: w('Văn phòng cấp ủy', 'Committee office'),
  organisation: w('Ban tổ chức', 'Organisation board'),
  inspection: w('Cán bộ ủy ban kiểm tra', 'Inspection officer'),
  inspection_chair: w('Chủ nhiệm ủy ban kiểm tra', 'Chair of the inspection commission'),
  petitions: w('Cán bộ tiếp nhận đơn', 'Petition clerk'),
  cell_secretary: w('Bí thư chi bộ', 'Cell secretary'),
  reader: w('Cấp ủy viên', 'Committee member'),
  member: w('Đảng viên', 'Member'),
  auditor: w('Người soát sổ ghi', 'Auditor'),
  administrator: w('Quản trị máy', 'Administrator'),
};

/** Roles that keep the accounts beneath them; PostgreSQL decides which ones (table role). */
export const ADMINISTERS: readonly string[] = ['machine', 'office', 'inspection_chair', 'administrator'];

/** Roles that see who works on a case. */
export const WORK_ON_CASES: readonly string[] = ['machine', 'inspection', 'inspection_chair'];

/** Roles that open no report, and where they begin instead. */
export const BEGINS_AT: Readonly<Record<string, string>> = {
  administrator: '/accounts',
  member: '/my-file',
};

/** Bodies in which a post is held; advisory ones (office, board) decide nothing and are counted nowhere. */
export const BODIES = {
  cell: w('Chi bộ', 'Cell'),
  committee: w('Ban Chấp hành', 'Committee'),
  standing_committee: w('Ban Thường vụ', 'Standing committee'),
  inspection_commission: w('Ủy ban Kiểm tra', 'Inspection commission'),
  office: w('Văn phòng cấp ủy', 'Committee office'),
  organisation_board: w('Ban Tổ chức', 'Organisation board'),
  none: w('Không', 'None'),
};

export type Mandate = {
  mandate: string;
  role: string;
  post: string;
  unit: string | null;
  unit_name: string | null;
};

/** What a session waits for: nothing, the password after a pause, a second factor, a new password, enrolment. */
export type Stage = 'open' | 'locked' | 'second_factor' | 'new_password' | 'enrol';

export type Session = {
  token: string;
  id: string;
  account_name: string;
  full_name: string;
  language: Language;
  mandate: string;
  role: string;
  post: string;
  unit: string;
  stage: Stage;
  /** Everything its holder is mandated for, the mandate in use among them. */
  mandates: Mandate[];
  /** It was last seen more than a minute ago. */
  stale: boolean;
  /** Its holder gave a proof within the last five minutes. */
  proved: boolean;
};

/** What somebody may know of the own account. `level` is 'two' where a second factor was given. */
export type OwnAccount = {
  name: string;
  full_name: string;
  level: 'password' | 'two';
  needed: boolean;
  totp: boolean;
  pending: string | null;
  drift: number;
  codes: number;
  passkeys: number;
  issuer: string | null;
};

export type OwnSession = {
  id: string;
  started_at: Instant;
  seen_at: Instant;
  device: string;
  source: string;
  own: boolean;
  locked: boolean;
};

export type OwnPasskey = {
  id: string;
  name: string;
  added_at: Instant;
  used_at: Instant | null;
  transports: string[];
  account: string;
};

/** Hours after which a session ends whatever happens (session_ends() in PostgreSQL). */
export const SESSION_HOURS = 12;

export { digestOf, isToken, newToken } from './tokens.ts';
