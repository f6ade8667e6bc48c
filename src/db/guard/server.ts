/** Settings of the server itself: asked before anything is migrated or written. */
import type postgres from 'postgres';
import { w } from '../../kernel/words.ts';
import { type Rule, YES } from './rule.ts';

export type ServerFacts = {
  /** Value of every setting the rules name. */
  settings: Readonly<Record<string, string>>;
  encoding: string;
  /** Vietnamese order is at hand. */
  vietnamese: boolean;
  extensions: string[];
  languages: string[];
  /** Lines of pg_hba.conf that let anybody in over the network; empty where we may not look. */
  trusting: string[];
  loginIsSuperuser: boolean;
  /** Seconds since 1970 by the server's clock. */
  time: number;
};

/** A PostgreSQL of the product's own, in the data folder; else one kept by the office. */
export type Way = { embedded: boolean };

const NAMES = [
  ...[
    'fsync',
    'full_page_writes',
    'synchronous_commit',
    'data_checksums',
    'server_version_num',
    'row_security',
  ],
  ...['session_replication_role', 'zero_damaged_pages', 'ignore_checksum_failure', 'ignore_invalid_pages'],
  ...[
    'ignore_system_indexes',
    'allow_system_table_mods',
    'autovacuum',
    'password_encryption',
    'log_statement',
  ],
  ...['log_min_duration_statement', 'log_min_duration_sample', 'log_transaction_sample_rate'],
  ...['log_parameter_max_length_on_error', 'debug_print_parse', 'debug_print_rewritten', 'debug_print_plan'],
  ...['event_triggers', 'wal_level', 'max_connections', 'default_transaction_read_only', 'listen_addresses'],
  ...[
    'standard_conforming_strings',
    'transform_null_equals',
    'archive_mode',
    'archive_command',
    'archive_library',
  ],
];

export async function serverFacts(owner: postgres.ISql): Promise<ServerFacts> {
  const [row] = await owner<[Omit<ServerFacts, 'trusting'>]>`select
    (select jsonb_object_agg(name, setting) from pg_settings where name = any (${NAMES})) as settings,
    (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding,
    exists (select from pg_collation where collname = 'vi-x-icu') as vietnamese,
    array(select extname::text from pg_extension) as extensions,
    array(select lanname::text from pg_language where not lanpltrusted and lanname not in ('internal', 'c')) as languages,
    (select rolsuper from pg_roles where rolname = session_user) as "loginIsSuperuser",
    extract(epoch from clock_timestamp())::float8 as time`;
  return { ...row, trusting: row.loginIsSuperuser ? await trustingLines(owner) : [] };
}

async function trustingLines(owner: postgres.ISql): Promise<string[]> {
  const rows = await owner<{ line: string }[]>`select concat_ws(' ', type, array_to_string(database, ','),
    array_to_string(user_name, ','), address, auth_method) as line
    from pg_hba_file_rules where auth_method = 'trust' and type <> 'local'`;
  return rows.map(({ line }) => line);
}

type Facts = ServerFacts & Way;

/** A setting of PostgreSQL that must not have one of these values. */
function setting(
  name: string,
  isUnsafe: (value: string) => boolean,
  what: Rule<Facts>['what'],
  wanted: string,
): Rule<Facts> {
  return {
    code: name,
    found: ({ settings }) => {
      const value = settings[name];
      return value !== undefined && isUnsafe(value) ? `${name} = ${value}` : undefined;
    },
    what,
    remedy: w(
      `Đặt ${name} = ${wanted} rồi khởi động lại PostgreSQL.`,
      `Set ${name} = ${wanted}, restart PostgreSQL.`,
    ),
  };
}

const on = (value: string) => value === 'on';
const off = (value: string) => value === 'off';
const positive = (value: string) => Number(value) > 0;
const logged = w(
  'nhật ký PostgreSQL sẽ chứa nội dung hồ sơ',
  'the log of PostgreSQL would hold what records say',
);
const hidesDamage = w('dữ liệu hỏng sẽ bị đọc như dữ liệu tốt', 'damaged data would pass for good ones');

const KNOWN_EXTENSIONS = ['plpgsql', 'btree_gist', 'pg_trgm', 'pg_stat_statements', 'pgcrypto', 'unaccent'];
const LEAST_CONNECTIONS = 20;

export const SERVER_RULES: readonly Rule<Facts>[] = [
  setting(
    'fsync',
    off,
    w('mất điện là mất dữ liệu đã ghi', 'a power cut would lose what was recorded'),
    'on',
  ),
  setting(
    'full_page_writes',
    off,
    w('mất điện có thể làm hỏng trang dữ liệu', 'a power cut could tear pages'),
    'on',
  ),
  setting(
    'synchronous_commit',
    off,
    w('việc đã báo “đã ghi” có thể mất', 'what was acknowledged could be lost'),
    'on',
  ),
  setting(
    'data_checksums',
    off,
    w('trang hỏng sẽ không bị phát hiện', 'damaged pages would go unnoticed'),
    'on',
  ),
  setting(
    'server_version_num',
    (value) => Number(value) < 180_000,
    w('PostgreSQL cũ hơn 18', 'PostgreSQL is older than 18'),
    '18',
  ),
  setting('row_security', off, w('quyền theo dòng bị tắt', 'row policies are switched off'), 'on'),
  setting(
    'session_replication_role',
    (value) => value !== 'origin',
    w('các ràng buộc và dấu thời gian không chạy', 'constraints and stamps do not run'),
    'origin',
  ),
  setting('zero_damaged_pages', on, w('trang hỏng bị xóa trắng', 'damaged pages are wiped'), 'off'),
  setting('ignore_checksum_failure', on, hidesDamage, 'off'),
  setting('ignore_invalid_pages', on, hidesDamage, 'off'),
  setting('ignore_system_indexes', on, hidesDamage, 'off'),
  setting(
    'allow_system_table_mods',
    on,
    w('sửa được cả danh mục của PostgreSQL', 'the catalogue of PostgreSQL can be changed'),
    'off',
  ),
  setting(
    'autovacuum',
    off,
    w('cơ sở dữ liệu sẽ phình ra rồi dừng', 'the database would swell, then stop'),
    'on',
  ),
  setting(
    'password_encryption',
    (value) => value === 'md5',
    w('mật khẩu cơ sở dữ liệu được băm bằng md5', 'passwords of the database are kept as md5'),
    'scram-sha-256',
  ),
  setting('log_statement', (value) => value === 'mod' || value === 'all', logged, 'none'),
  setting('log_min_duration_statement', (value) => Number(value) >= 0, logged, '-1'),
  setting('log_min_duration_sample', (value) => Number(value) >= 0, logged, '-1'),
  setting('log_transaction_sample_rate', positive, logged, '0'),
  setting('log_parameter_max_length_on_error', (value) => Number(value) !== 0, logged, '0'),
  setting('debug_print_parse', on, logged, 'off'),
  setting('debug_print_rewritten', on, logged, 'off'),
  setting('debug_print_plan', on, logged, 'off'),
  setting(
    'event_triggers',
    off,
    w('các bộ canh của máy chủ bị tắt', 'guards of the server are switched off'),
    'on',
  ),
  setting(
    'wal_level',
    (value) => value === 'minimal',
    w('không lưu được nhật ký để phục hồi', 'no log for recovery can be kept'),
    'replica',
  ),
  setting(
    'max_connections',
    (value) => Number(value) < LEAST_CONNECTIONS,
    w('quá ít kết nối cho một văn phòng', 'too few connections for an office'),
    '60',
  ),
  setting('default_transaction_read_only', on, w('không ghi được gì', 'nothing can be recorded'), 'off'),
  setting(
    'standard_conforming_strings',
    off,
    w('dấu \\ trong chữ bị hiểu khác đi', 'a backslash in a text means something else'),
    'on',
  ),
  setting('transform_null_equals', on, w('“= NULL” bị hiểu khác đi', '“= NULL” means something else'), 'off'),
  {
    code: 'archive_broken',
    found: ({ settings: s }) =>
      s.archive_mode !== 'off' && s.archive_command === '' && s.archive_library === ''
        ? 'archive_mode'
        : undefined,
    what: w(
      'có bật lưu nhật ký nhưng không có nơi lưu, ổ đĩa sẽ đầy',
      'archiving is on and goes nowhere: the disk would fill',
    ),
    remedy: w('Đặt archive_command, hoặc archive_mode = off.', 'Set archive_command, or archive_mode = off.'),
  },
  {
    code: 'embedded_listens',
    found: ({ settings, embedded }) =>
      embedded && !['', '127.0.0.1'].includes(settings.listen_addresses ?? '')
        ? settings.listen_addresses
        : undefined,
    what: w('PostgreSQL đi kèm đang mở ra mạng', 'the embedded PostgreSQL is open to the network'),
    remedy: w('Bỏ listen_addresses khỏi cấu hình.', 'Take listen_addresses out of its settings.'),
  },
  {
    code: 'trust_over_network',
    found: ({ trusting }) => trusting[0],
    what: w(
      'ai qua mạng cũng vào được cơ sở dữ liệu không cần mật khẩu',
      'anybody on the network gets in without a password',
    ),
    remedy: w(
      'Trong pg_hba.conf thay trust bằng scram-sha-256.',
      'In pg_hba.conf replace trust by scram-sha-256.',
    ),
  },
  {
    code: 'login_superuser',
    found: ({ loginIsSuperuser, embedded }) => (!embedded && loginIsSuperuser ? YES : undefined),
    what: w(
      'tài khoản trong DATABASE_URL là superuser, không chính sách nào ràng buộc được',
      'the account of DATABASE_URL is a superuser, whom no policy binds',
    ),
    remedy: w(
      'Dùng một tài khoản thường có CREATEROLE ở lần đầu.',
      'Use an ordinary account, with CREATEROLE the first time.',
    ),
  },
  {
    code: 'encoding',
    found: ({ encoding }) => (encoding === 'UTF8' ? undefined : encoding),
    what: w('cơ sở dữ liệu không dùng UTF-8', 'the database does not use UTF-8'),
    remedy: w("Tạo lại cơ sở dữ liệu với encoding 'UTF8'.", "Create the database anew with encoding 'UTF8'."),
  },
  {
    code: 'no_vietnamese_order',
    found: ({ vietnamese }) => (vietnamese ? undefined : YES),
    what: w('PostgreSQL thiếu thứ tự chữ Việt (ICU)', 'PostgreSQL lacks the Vietnamese order (ICU)'),
    remedy: w('Dùng một PostgreSQL có ICU.', 'Use a PostgreSQL built with ICU.'),
  },
  {
    code: 'unknown_extension',
    found: ({ extensions }) => extensions.find((name) => !KNOWN_EXTENSIONS.includes(name)),
    what: w('có phần mở rộng lạ trong cơ sở dữ liệu', 'the database holds an extension that is not ours'),
    remedy: w('Gỡ phần mở rộng ấy khỏi cơ sở dữ liệu này.', 'Drop that extension from this database.'),
  },
  {
    code: 'untrusted_language',
    found: ({ languages }) => languages[0],
    what: w('có ngôn ngữ chạy ngoài mọi quyền', 'there is a language bound by no right'),
    remedy: w('Gỡ ngôn ngữ ấy khỏi cơ sở dữ liệu này.', 'Drop that language from this database.'),
  },
];
