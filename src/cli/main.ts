/** `npm run -s capuy -- COMMAND`: finds the command's file and runs it. */
import { complain, complainOf } from './complain.ts';

type Command = { run(args: string[]): Promise<number> };

const COMMANDS: Record<string, { vi: string; en: string; load: () => Promise<Command> }> = {
  serve: { vi: 'khởi động phần mềm', en: 'start the server', load: () => import('./serve.ts') },
  report: { vi: 'lập báo cáo', en: 'compute a report', load: () => import('./report.ts') },
  forms: {
    vi: 'biểu thống kê theo mẫu của Ban Tổ chức Trung ương',
    en: 'the official statistical forms',
    load: () => import('./forms.ts'),
  },
  records: {
    vi: 'danh sách sau một con số',
    en: 'the list behind a figure',
    load: () => import('./records.ts'),
  },
  figures: { vi: 'danh mục số liệu', en: 'the catalogue of figures', load: () => import('./figures.ts') },
  rules: {
    vi: 'quy định và lịch sử của nó',
    en: 'rules and their history',
    load: () => import('./rules.ts'),
  },
  import: {
    vi: 'nhập dữ liệu theo định dạng trao đổi',
    en: 'import the exchange format',
    load: () => import('./import.ts'),
  },
  reorganise: {
    vi: 'sắp xếp tổ chức theo quyết định',
    en: 'apply an act of reorganisation',
    load: () => import('./reorganise.ts'),
  },
  access: {
    vi: 'vì sao một tài khoản xem được một bản ghi, hay không; gắn tài khoản với hồ sơ đảng viên',
    en: 'why an account sees a record, or not; link an account to a member',
    load: () => import('./access.ts'),
  },
  template: {
    vi: 'đặt mẫu Word vào thư mục dữ liệu để sửa',
    en: 'put the Word templates into the data folder for editing',
    load: () => import('./template.ts'),
  },
  stated: {
    vi: 'soát số liệu đã công bố',
    en: 'check figures somebody published',
    load: () => import('./stated.ts'),
  },
  cases: {
    vi: 'tái lập số liệu đã công bố từ bản ghi',
    en: 'reproduce published figures from records',
    load: () => import('./cases.ts'),
  },
  account: {
    vi: 'lập tài khoản đầu tiên, tài khoản quản trị; cấp lại mật khẩu khi không còn cấp trên',
    en: 'found first accounts and administrators; a new password where no superior office is left',
    load: () => import('./account.ts'),
  },
  'sign-in': {
    vi: 'mở lại nơi đăng nhập bị khóa, gỡ bước thứ hai đã mất',
    en: 'open closed ways to sign in, take off lost second factors',
    load: () => import('./sign-in.ts'),
  },
  deadlines: {
    vi: 'nhắc các thời hạn sắp hết, mỗi lời nhắc một lần',
    en: 'raise the reminders of deadlines, each once',
    load: () => import('./deadlines.ts'),
  },
  check: {
    vi: 'đếm lại và kiểm tra mọi thứ',
    en: 'recount and verify everything',
    load: () => import('./check.ts'),
  },
  audit: {
    vi: 'kiểm tra nhật ký, lập mốc',
    en: 'verify the log, make checkpoints',
    load: () => import('./audit.ts'),
  },
  files: {
    vi: 'soát tệp kèm theo, phục hồi từ bản thứ hai',
    en: 'verify attached files, mend from the second copy',
    load: () => import('./files.ts'),
  },
  export: {
    vi: 'truy một tệp bị lộ về lần xuất của nó',
    en: 'trace a leaked file to its export',
    load: () => import('./export.ts'),
  },
  secrets: {
    vi: 'chính sách về văn bản có độ mật',
    en: 'the policy of documents with a secrecy class',
    load: () => import('./secrets.ts'),
  },
  migrate: {
    vi: 'nâng cấp cơ sở dữ liệu',
    en: 'bring the database up to date',
    load: () => import('./migrate.ts'),
  },
  backup: {
    vi: 'sao lưu, tạo khóa, thử bản sao lưu',
    en: 'make a backup, make a key, try a backup',
    load: () => import('./backup.ts'),
  },
  restore: {
    vi: 'khôi phục từ bản sao lưu; đè lên dữ liệu thì cần hai người',
    en: 'restore a backup; over live data with two persons',
    load: () => import('./restore.ts'),
  },
  'restore-drill': {
    vi: 'diễn tập khôi phục, in trang có chữ ký',
    en: 'rehearse a restore, print a signed page',
    load: () => import('./restore-drill.ts'),
  },
  test: { vi: 'chạy toàn bộ kiểm thử', en: 'run every test', load: () => import('./test.ts') },
  prove: {
    vi: 'thử ở độ dài đầy đủ những gì phần mềm cam kết',
    en: 'try at full length what is claimed',
    load: () => import('../../prove/run.ts'),
  },
  bench: { vi: 'đo tốc độ', en: 'measure', load: () => import('../../bench/run.ts') },
};

function help(): number {
  process.stdout.write('Cấp Ủy: npm run -s capuy -- LỆNH / COMMAND\n');
  for (const [name, { vi, en }] of Object.entries(COMMANDS)) {
    process.stdout.write(`  ${name.padEnd(13)} ${vi} / ${en}\n`);
  }
  return 0;
}

const [name, ...args] = process.argv.slice(2);
const command = COMMANDS[name ?? ''];
if (!name || name === 'help' || name === '--help') process.exitCode = help();
else if (!command) {
  complain([
    { code: 'no_command', message: { vi: `Không có lệnh “${name}”.`, en: `There is no command “${name}”.` } },
  ]);
  help();
  process.exitCode = 2;
} else process.exitCode = await (await command.load()).run(args).catch(complainOf);
