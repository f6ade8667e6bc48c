/** The machine and the settings the product was started with: folder, disk, clock, way to the database, address. */
import fs from 'node:fs';
import path from 'node:path';
import { type Clock, milliseconds } from '../../kernel/clock.ts';
import { w } from '../../kernel/words.ts';
import { isRoot } from '../embedded/account.ts';
import type { Settings } from '../settings.ts';
import { listed, type Rule, YES } from './rule.ts';

export type MachineFacts = {
  host: string;
  behindHttps: boolean;
  /** The PostgreSQL of the office; undefined for the embedded one. */
  url: URL | undefined;
  /** Version of Node, `[major, minor]`. */
  node: [number, number];
  root: boolean;
  windows: boolean;
  /** Permission bits of the data folder. */
  folderMode: number;
  /** Files with secrets that others than their owner can read. */
  openSecrets: string[];
  /** Files of the data folder that hold a key which opens backups. */
  keysAtHome: string[];
  /** Bytes that may still be written. */
  free: number;
  /** Milliseconds since 1970. */
  now: number;
};

const SECRETS = [
  ...['audit-key.pem', 'backup.json', 'backups.log', 'password', 'demonstration-accounts.json'],
  ...['restored-settings.env', 'restored-backup.json'],
];
const LOCAL = ['', 'localhost', '127.0.0.1', '[::1]', '::1'];

export function machineFacts(settings: Settings, clock: Clock): MachineFacts {
  const { dataFolder, databaseUrl, host, behindHttps } = settings;
  fs.mkdirSync(dataFolder, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  const { bavail, bsize } = fs.statfsSync(dataFolder);
  const [major, minor] = process.versions.node.split('.').map(Number);
  return {
    host,
    behindHttps: behindHttps === true,
    url: databaseUrl ? new URL(databaseUrl) : undefined,
    node: [major!, minor!],
    root: isRoot(),
    windows: process.platform === 'win32',
    folderMode: fs.statSync(dataFolder).mode & 0o777,
    openSecrets: [...SECRETS, 'before-upgrade/key.txt'].filter((name) => isOpen(path.join(dataFolder, name))),
    keysAtHome: keysIn(dataFolder),
    free: bavail * bsize,
    now: milliseconds(clock),
  };
}

function isOpen(file: string): boolean {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && (stat.mode & 0o077) !== 0;
}

const LARGEST_KEY = 10_000;

/** Small texts beside the data that hold a secret key of age: whoever takes the disk could open the backups too. */
function keysIn(dataFolder: string): string[] {
  return fs
    .readdirSync(dataFolder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(txt|key|age-key|json)$/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => {
      const file = path.join(dataFolder, name);
      return fs.statSync(file).size < LARGEST_KEY && /AGE-SECRET-KEY-/.test(fs.readFileSync(file, 'utf8'));
    });
}

/** Bytes below which a start is refused: a day of an office, and room to put things right. */
const LEAST_FREE = 256 * 2 ** 20;
/** The product did not exist before; a clock that says so was never set. */
const EARLIEST = Date.UTC(2026, 0, 1);
const SHORTEST_PASSWORD = 12;
const BAD_PASSWORDS = /^(postgres|password|capuy|matkhau|mat-khau|admin|123456|changeme|secret)\d*$/i;

const isRemote = ({ url }: MachineFacts): boolean => url !== undefined && !LOCAL.includes(url.hostname);
const sslOf = ({ url }: MachineFacts): string =>
  url?.searchParams.get('sslmode') ?? url?.searchParams.get('ssl') ?? '';
const VERIFIED = ['verify-full', 'verify-ca'];

export const MACHINE_RULES: readonly Rule<MachineFacts>[] = [
  {
    code: 'node_too_old',
    found: ({ node: [major, minor] }) =>
      major > 22 || (major === 22 && minor >= 18) ? undefined : `${major}.${minor}`,
    what: w('Node.js quá cũ', 'Node.js is too old'),
    remedy: w('Khởi động bằng npm start, hoặc cài Node.js 24.', 'Start by npm start, or install Node.js 24.'),
  },
  {
    code: 'http_without_https',
    found: ({ host, behindHttps }) => (LOCAL.includes(host) || behindHttps ? undefined : `HOST=${host}`),
    what: w(
      'trang được mở ra mạng mà đường truyền không mã hóa',
      'pages are open to the network unencrypted',
    ),
    remedy: w(
      'Đặt một máy chủ HTTPS phía trước, rồi đặt CAPUY_BEHIND_HTTPS=yes; hoặc bỏ HOST.',
      'Put an HTTPS server in front, then set CAPUY_BEHIND_HTTPS=yes; or leave HOST out.',
    ),
  },
  {
    code: 'root_without_need',
    found: ({ root, url }) => (root && url ? YES : undefined),
    what: w('phần mềm chạy bằng root', 'the product runs as root'),
    remedy: w('Chạy bằng một người dùng thường.', 'Run it as an ordinary user.'),
  },
  {
    code: 'folder_open_to_others',
    found: ({ folderMode, windows }) =>
      !windows && (folderMode & 0o066) !== 0 ? folderMode.toString(8) : undefined,
    what: w(
      'người khác trên máy này xem được thư mục dữ liệu',
      'others on this machine can look into the data folder',
    ),
    remedy: w('chmod go-rw THƯ_MỤC_DỮ_LIỆU', 'chmod go-rw DATA_FOLDER'),
  },
  {
    code: 'secrets_open_to_others',
    found: ({ openSecrets, windows }) => (windows ? undefined : listed(openSecrets)),
    what: w('người khác trên máy này đọc được tệp bí mật', 'others on this machine can read a secret file'),
    remedy: w('chmod 600 tệp ấy', 'chmod 600 that file'),
  },
  {
    code: 'backup_key_beside_data',
    found: ({ keysAtHome }) => listed(keysAtHome),
    what: w(
      'khóa mở bản sao lưu nằm cùng chỗ với dữ liệu',
      'the key that opens backups lies beside the data',
    ),
    remedy: w(
      'Chuyển khóa ra giấy hoặc USB, cất trong két.',
      'Move it to paper or a USB stick, into a safe.',
    ),
  },
  {
    code: 'disk_nearly_full',
    found: ({ free }) => (free < LEAST_FREE ? `${Math.floor(free / 2 ** 20)} MB` : undefined),
    what: w('ổ đĩa gần đầy', 'the disk is nearly full'),
    remedy: w('Giải phóng ít nhất 256 MB.', 'Free at least 256 MB.'),
  },
  {
    code: 'clock_never_set',
    found: ({ now }) => (now < EARLIEST ? YES : undefined),
    what: w('đồng hồ máy chủ chưa được đặt', 'the clock of the server was never set'),
    remedy: w('Đặt lại ngày giờ của máy.', 'Set date and time of the machine.'),
  },
  {
    code: 'database_unencrypted',
    found: (facts) =>
      isRemote(facts) && ['', 'disable', 'allow', 'prefer', 'false'].includes(sslOf(facts)) ? YES : undefined,
    what: w(
      'đường đến PostgreSQL ở máy khác không mã hóa',
      'the way to a PostgreSQL elsewhere is not encrypted',
    ),
    remedy: w('Thêm ?sslmode=verify-full vào DATABASE_URL.', 'Add ?sslmode=verify-full to DATABASE_URL.'),
  },
  {
    code: 'database_unverified',
    found: (facts) =>
      isRemote(facts) && ['require', 'true'].includes(sslOf(facts)) ? sslOf(facts) : undefined,
    what: w(
      'không kiểm tra PostgreSQL ở máy khác có đúng là nó',
      'nobody checks that the PostgreSQL elsewhere is the right one',
    ),
    remedy: w(
      `Dùng sslmode=${VERIFIED[0]}, chứng thư gốc nêu ở NODE_EXTRA_CA_CERTS.`,
      `Use sslmode=${VERIFIED[0]}, with its authority in NODE_EXTRA_CA_CERTS.`,
    ),
  },
  {
    code: 'database_password_weak',
    found: ({ url }) => {
      const [user, password] = [
        decodeURIComponent(url?.username ?? ''),
        decodeURIComponent(url?.password ?? ''),
      ];
      const weak = password.length < SHORTEST_PASSWORD || password === user || BAD_PASSWORDS.test(password);
      return url !== undefined && password !== '' && weak ? YES : undefined;
    },
    what: w(
      'mật khẩu trong DATABASE_URL quá yếu hoặc là mật khẩu mặc định',
      'the password of DATABASE_URL is weak or a default',
    ),
    remedy: w('Đặt mật khẩu ngẫu nhiên từ 12 ký tự.', 'Set a random one of 12 characters or more.'),
  },
  {
    code: 'database_without_password',
    found: (facts) => (isRemote(facts) && facts.url?.password === '' ? YES : undefined),
    what: w(
      'PostgreSQL ở máy khác cho vào không cần mật khẩu',
      'the PostgreSQL elsewhere lets in without a password',
    ),
    remedy: w('Đặt mật khẩu cho tài khoản ấy.', 'Give that account a password.'),
  },
];
