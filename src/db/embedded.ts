/**
 * The PostgreSQL that comes along: one cluster in the data folder, one owner, reached by a unix socket that only the
 * owner's user can open. The folder holds `postgres/` (the cluster), `socket/`, `postgres.log` and `owner.json`.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type Words, w } from '../kernel/words.ts';
import { type Account, accountFor, give, isRoot, passable } from './embedded/account.ts';
import { checkCluster, configure, found, otherUser, passwordFile } from './embedded/cluster.ts';
import type { Connection } from './embedded/connection.ts';
import { engineFor } from './embedded/engine.ts';
import { EmbeddedError, folderFault } from './embedded/faults.ts';
import { keep } from './embedded/keep.ts';
import { claim, type Hold, inUse, type Seen } from './embedded/owner.ts';
import { clearOrphans, launch, type Postmaster } from './embedded/postmaster.ts';

export type EmbeddedOptions = {
  /** Absolute path; created where it is missing. */
  dataFolder: string;
  /** Told what takes time. */
  log?: (words: Words) => void;
  /** Address of the pages, named to a second owner; may come later by `announce`. */
  address?: string;
  /** False lets the cluster lose its last seconds when the machine stops: for tests alone. */
  durable?: boolean;
  /** Starts the server again whenever it ends without `stop`. */
  kept?: boolean;
  /** PostgreSQL settings that win over all others. */
  settings?: Readonly<Record<string, string>>;
};

export type Embedded = {
  /** The superuser's connection, as options of postgres.js. */
  connection: Connection;
  /** PostgreSQL's own folder (PGDATA), for backups. */
  cluster: string;
  /** False when the server belongs to another process. */
  owned: boolean;
  /**
   * Resolves when the server has ended or, for one that is not ours, its owner has. Waiting for it alone does not keep
   * this process alive.
   */
  gone: Promise<void>;
  /** By which the clock of the owner is watched, where the server is not ours (db/timekeeper.ts). */
  offset?: number | undefined;
  /** Lets a second owner be told where the pages are, and those who join by which clock entries are made. */
  announce(address: string, offset?: number): void;
  /** Stops the server, cleanly; does nothing to one that is not ours. May be called twice. */
  stop(): Promise<void>;
};

const windows = process.platform === 'win32';
const PORT = 5432;
/** A socket's address has 108 bytes, its end mark and the lock beside it included. */
const LONGEST_SOCKET = 100;
const LARGEST_LOG = 16 * 2 ** 20;

const clusterOf = (dataFolder: string) => path.join(dataFolder, 'postgres');

/**
 * Starts the server and owns the folder. A server that survived its owner is stopped first, an interrupted one
 * recovers. Throws `EmbeddedError` with the refusal `in_use` (names the owner), `disk_full`, `data_folder`,
 * `other_user`, `data_version`, `no_engine`, `engine_unreachable`, `no_such_user` or `database_start`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  return inFolder(options, async (dataFolder) => {
    const hold = await claim(dataFolder, false);
    if ('owner' in hold) throw inUse(dataFolder, hold);
    return serve(hold, dataFolder, options, false);
  });
}

/**
 * For commands: the server that already runs on this folder, else one of our own, whose `stop` waits for other
 * commands that have come to use it meanwhile. Throws as `startEmbedded`, without `in_use` where the owner serves.
 */
export async function attach(options: EmbeddedOptions): Promise<Embedded> {
  return inFolder(options, async (dataFolder) => {
    const hold = await claim(dataFolder, true);
    return 'owner' in hold ? guest(dataFolder, hold) : serve(hold, dataFolder, options, true);
  });
}

async function inFolder(options: EmbeddedOptions, work: (dataFolder: string) => Promise<Embedded>) {
  const given = path.resolve(options.dataFolder);
  try {
    // Root must let another user pass through to the cluster, which nobody but that user can open.
    fs.mkdirSync(given, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
    return await work(fs.realpathSync(given));
  } catch (error) {
    throw folderFault(error, given);
  }
}

function guest(dataFolder: string, seen: Seen): Embedded {
  const { owner, line } = seen;
  if (!owner.connection || !line) {
    const { uid } = fs.statSync(dataFolder);
    const foreign = !windows && !isRoot() && uid !== process.getuid?.();
    throw foreign ? otherUser(dataFolder, uid) : inUse(dataFolder, seen);
  }
  line.unref();
  return {
    connection: owner.connection,
    cluster: clusterOf(dataFolder),
    owned: false,
    offset: owner.offset,
    gone: new Promise((resolve) => line.on('close', () => resolve())),
    announce() {},
    async stop() {
      line.destroy();
    },
  };
}

async function serve(hold: Hold, dataFolder: string, options: EmbeddedOptions, polite: boolean) {
  const log = options.log ?? (() => {});
  const cluster = clusterOf(dataFolder);
  const socket = { folder: '' };
  let server: Postmaster;
  let connection: Connection;
  try {
    const account = accountFor(dataFolder, cluster);
    const hidden = !passable(dataFolder, account);
    const engine = engineFor(dataFolder, account);
    const durable = options.durable ?? true;
    if (!fs.existsSync(cluster)) {
      log(w('Đang khởi tạo cơ sở dữ liệu…', 'Initialising the database…'));
      await found({ engine, dataFolder, cluster, account, hidden, durable });
    }
    checkCluster(cluster, account);
    configure(cluster, account);
    socket.folder = windows ? '' : socketFolder(dataFolder, account, hidden);
    connection = windows ? await overTcp(dataFolder) : overSocket(socket.folder);
    const settings = {
      ...addresses(connection, socket.folder),
      ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
      ...options.settings,
    };
    const logFile = rotatedLog(dataFolder);
    const start = async () => {
      await clearOrphans(cluster, log);
      return launch({ engine, cluster, account, hidden, logFile, settings, log });
    };
    server = options.kept ? await keep(start, log) : await start();
  } catch (error) {
    await hold.release();
    throw error;
  }
  hold.tell({ connection, ...(options.address ? { address: options.address } : {}) });
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    hold.closing();
    if (polite) await hold.alone();
    await server.stop();
    if (!windows && !socket.folder.startsWith(dataFolder))
      fs.rmSync(socket.folder, { recursive: true, force: true });
    await hold.release();
  };
  return {
    connection,
    cluster,
    owned: true,
    gone: server.gone,
    announce: (address: string, offset?: number) =>
      hold.tell({ address, ...(offset === undefined ? {} : { offset }) }),
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** The log of this and earlier runs; one older file is kept. */
function rotatedLog(dataFolder: string): string {
  const file = path.join(dataFolder, 'postgres.log');
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_LOG) fs.renameSync(file, `${file}.1`);
  return file;
}

const socketFile = (folder: string) => path.join(folder, `.s.PGSQL.${PORT}`);

/** A folder only the server's user can open: in the data folder, else, where that path is too long, a private one. */
function socketFolder(dataFolder: string, account: Account | undefined, hidden: boolean): string {
  const inside = path.join(dataFolder, 'socket');
  const plain = !/[,"\\\p{Cc}]/u.test(inside) && Buffer.byteLength(socketFile(inside)) <= LONGEST_SOCKET;
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const elsewhere = [os.tmpdir(), '/tmp', '/var/tmp'].map((folder) => path.join(folder, `capuy-${hash}`));
  for (const folder of plain && !hidden ? [inside] : elsewhere) {
    if (Buffer.byteLength(socketFile(folder)) > LONGEST_SOCKET) continue;
    const parent = path.dirname(folder);
    if (!fs.existsSync(parent) || !passable(parent, account)) continue;
    if (isPrivate(folder, account)) return folder;
  }
  throw new EmbeddedError(
    'data_folder',
    w(
      `Không tạo được thư mục riêng cho kết nối cơ sở dữ liệu (${inside}).`,
      `No private folder for the database's socket could be made (${inside}).`,
    ),
  );
}

/** Makes the folder, or checks that the one found is a real folder of the same user: /tmp is open to all. */
function isPrivate(folder: string, account: Account | undefined): boolean {
  const user = account?.uid ?? process.getuid?.();
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
  if (stat && (!stat.isDirectory() || (stat.uid !== user && stat.uid !== process.getuid?.()))) return false;
  if (!stat) fs.mkdirSync(folder, { mode: 0o700 });
  fs.chmodSync(folder, 0o700);
  give(folder, account);
  // Remains of a killed server: its lock names a process whose number may since belong to another.
  for (const name of fs.readdirSync(folder)) {
    if (name.startsWith('.s.PGSQL.')) fs.rmSync(path.join(folder, name), { force: true });
  }
  return true;
}

const overSocket = (folder: string): Connection => ({
  path: socketFile(folder),
  port: PORT,
  user: 'postgres',
  database: 'postgres',
});

async function overTcp(dataFolder: string): Promise<Connection> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const bound = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  const port = typeof bound === 'object' && bound ? bound.port : PORT;
  const password = fs.readFileSync(passwordFile(dataFolder), 'utf8');
  return { host: '127.0.0.1', port, password, user: 'postgres', database: 'postgres' };
}

const addresses = ({ host, port }: Connection, socket: string): Record<string, string> => ({
  listen_addresses: host ?? '',
  port: String(port ?? PORT),
  unix_socket_directories: socket,
  unix_socket_permissions: '0700',
});
