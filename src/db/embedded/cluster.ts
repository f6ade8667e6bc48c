/** The cluster: PostgreSQL's own folder, created once and configured on every start. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { w } from '../../kernel/words.ts';
import { type Account, founder, give, giveAll } from './account.ts';
import type { Engine } from './engine.ts';
import { DISK_FULL, EmbeddedError, startFault } from './faults.ts';

const MAJOR = '18';
/** Bytes: an empty cluster and its first log segments. */
const SPACE_TO_BEGIN = 80 * 2 ** 20;
const windows = process.platform === 'win32';

/**
 * How PostgreSQL is to name its own folder. An account that may not pass the folders above (a checkout under a
 * private home, started by root) is put inside and names it by where it stands.
 */
export const nameOf = (cluster: string, hidden: boolean): string => (hidden ? '/proc/self/cwd' : cluster);

/** The environment of PostgreSQL: ours without what would change its defaults or its language. */
export function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|TZ$|NODE_|npm_)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/** Where the password of the local TCP connection is kept on systems without unix sockets. */
export const passwordFile = (dataFolder: string): string => path.join(dataFolder, 'password');

const INCLUDE =
  "\n# Written anew on every start; change settings by ALTER SYSTEM, which wins.\ninclude_if_exists 'capuy.conf'\n";

type Founding = {
  engine: Engine;
  dataFolder: string;
  cluster: string;
  account: Account | undefined;
  hidden: boolean;
  durable: boolean;
};

/**
 * Creates the cluster: UTF-8, Vietnamese order from ICU, checksums on every page. It is built under another name and
 * renamed when complete, so that a start that was interrupted leaves nothing half made. Refusals: `disk_full`,
 * `no_such_user`, `database_start`.
 */
export async function found({
  engine,
  dataFolder,
  cluster,
  account,
  hidden,
  durable,
}: Founding): Promise<void> {
  const { bavail, bsize } = fs.statfsSync(dataFolder);
  if (bavail * bsize < SPACE_TO_BEGIN) throw new EmbeddedError('disk_full', DISK_FULL);
  const draft = `${cluster}.new`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft, { mode: 0o700 });
  give(draft, founder(account));
  if (windows) fs.writeFileSync(passwordFile(dataFolder), randomBytes(24).toString('hex'), { mode: 0o600 });
  const host = windows
    ? ['--auth-host=scram-sha-256', `--pwfile=${passwordFile(dataFolder)}`]
    : ['--auth-host=reject'];
  const args = [
    ...['-D', nameOf(draft, hidden), '-U', 'postgres', '--encoding=UTF8', '--locale=C'],
    ...['--locale-provider=icu', '--icu-locale=vi-VN', '--data-checksums', '--no-instructions'],
    ...['--auth-local=trust', ...host, ...(durable ? [] : ['--no-sync'])],
  ];
  const output = await run(engine.initdb, args, draft, founder(account));
  if (output !== undefined) {
    fs.rmSync(draft, { recursive: true, force: true });
    throw startFault(output, 'initdb').error;
  }
  fs.appendFileSync(path.join(draft, 'postgresql.conf'), INCLUDE);
  giveAll(draft, account);
  fs.renameSync(draft, cluster);
}

/** Runs a program to its end; resolves with what it wrote where it failed. */
function run(
  file: string,
  args: string[],
  cwd: string,
  account: Account | undefined,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !windows,
      windowsHide: true,
      ...account,
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0 ? undefined : text || `exit ${code}`));
  });
}

/** Refuses a cluster of another PostgreSQL (`data_version`) or of another user (`other_user`). */
export function checkCluster(cluster: string, account: Account | undefined): void {
  const version = fs.readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version !== MAJOR) {
    throw new EmbeddedError(
      'data_version',
      w(
        `Thư mục dữ liệu thuộc PostgreSQL ${version}; chương trình này dùng PostgreSQL ${MAJOR}.`,
        `The data folder belongs to PostgreSQL ${version}; this program uses PostgreSQL ${MAJOR}.`,
      ),
    );
  }
  const { uid } = fs.statSync(cluster);
  const user = account?.uid ?? process.getuid?.() ?? uid;
  if (uid !== user) throw otherUser(cluster, uid);
}

export const otherUser = (folder: string, uid: number): EmbeddedError =>
  new EmbeddedError(
    'other_user',
    w(
      `Dữ liệu trong ${folder} thuộc người dùng số ${uid}; hãy chạy bằng người dùng đó hoặc bằng root.`,
      `The data in ${folder} belongs to user ${uid}; start as that user or as root.`,
    ),
  );

/**
 * Settings for a small server that keeps records: every commit reaches the disk, memory by what the machine (or its
 * container) has, no just-in-time compilation, and no personal data in the log (statements and details stay out).
 */
export function configure(cluster: string, account: Account | undefined): void {
  const constrained = process.constrainedMemory();
  const memory = Math.floor(Math.min(os.totalmem(), constrained > 0 ? constrained : os.totalmem()) / 2 ** 20);
  const part = (share: number, low: number, high: number) =>
    `${Math.max(low, Math.min(high, Math.floor(memory / share)))}MB`;
  const settings: Record<string, string> = {
    max_connections: '60',
    shared_buffers: part(8, 64, 4096),
    effective_cache_size: part(2, 128, 65_536),
    work_mem: part(512, 4, 64),
    maintenance_work_mem: part(16, 32, 1024),
    random_page_cost: '1.1',
    jit: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_level: 'replica',
    wal_compression: 'pglz',
    min_wal_size: '128MB',
    max_wal_size: '1GB',
    checkpoint_timeout: '10min',
    timezone: "'UTC'",
    log_timezone: "'Asia/Ho_Chi_Minh'",
    lc_messages: "'C'",
    log_line_prefix: "'%m [%p] '",
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
  const text = Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
  const file = path.join(cluster, 'capuy.conf');
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) return;
  fs.writeFileSync(file, text, { mode: 0o600 });
  give(file, account);
}
