/** Who owns a data folder: one process at a time, found by everyone else through what it says of itself. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { type Words, w } from '../../kernel/words.ts';
import type { Connection } from './connection.ts';
import { EmbeddedError } from './faults.ts';
import { alive, birthmark, sleep } from './processes.ts';

/** What the owner writes into `owner.json` for other processes and for people who look. */
type Owner = { pid: number; birthmark: string; command: string } & News;

/** Becomes known while it serves; `offset` is its clock's, for those who join (db/timekeeper.ts). */
type News = { address?: string; connection?: Connection; offset?: number };

type State = 'starting' | 'ready' | 'stopping';

/** Ownership of a data folder. It ends with `release`, or with the process in whatever way. */
export type Hold = {
  /** Tells others that the database answers, where the pages are, by which clock entries are made. */
  tell(news: News): void;
  /** From now on nobody new may attach. */
  closing(): void;
  /** Resolves when no other process is attached. */
  alone(): Promise<void>;
  release(): Promise<void>;
};

/** A living owner seen from another process; `line` stays open for as long as we use its database. */
export type Seen = { owner: Owner; state: State; line: net.Socket | undefined };

const ownerFile = (dataFolder: string) => path.join(dataFolder, 'owner.json');

/**
 * The name whose holder is the owner. It belongs to the process and not to a file: the system frees it however the
 * process ends, it cannot be left behind, and no later process with the same number is mistaken for the owner.
 */
function nameFor(dataFolder: string): string | undefined {
  const stat = fs.statSync(dataFolder, { bigint: true });
  const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
  if (process.platform === 'linux') return `\0capuy-${hash(`${stat.dev}:${stat.ino}`)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\capuy-${hash(dataFolder.toLowerCase())}`;
  return undefined;
}

function readOwner(dataFolder: string): Owner | undefined {
  try {
    return JSON.parse(fs.readFileSync(ownerFile(dataFolder), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

const lives = (owner: Owner): boolean =>
  alive(owner.pid) && (owner.birthmark === '' || owner.birthmark === birthmark(owner.pid));

/** Asks the holder of the name how it is; undefined when there is none. A holder too busy to answer is ready. */
function ask(name: string): Promise<{ state: State; line: net.Socket } | undefined> {
  return new Promise((resolve) => {
    const line = net.connect({ path: name });
    const busy = setTimeout(() => resolve({ state: 'ready', line }), 5_000);
    const end = (found: { state: State; line: net.Socket } | undefined) => {
      clearTimeout(busy);
      resolve(found);
    };
    line.on('error', () => end(undefined));
    line.on('close', () => end(undefined));
    line.once('data', (data) => end({ state: data.toString().trim() as State, line }));
  });
}

function listen(name: string, server: net.Server): Promise<'held' | 'taken' | 'impossible'> {
  return new Promise((resolve) => {
    server.once('error', (error) =>
      resolve('code' in error && error.code === 'EADDRINUSE' ? 'taken' : 'impossible'),
    );
    server.listen({ path: name }, () => resolve('held'));
  });
}

function holdWith(dataFolder: string, server: net.Server, lines: Set<net.Socket>): Hold {
  let state: State = 'starting';
  const owner: Owner = {
    pid: process.pid,
    birthmark: birthmark(process.pid),
    command: process.argv[2] ?? path.basename(process.argv[1] ?? ''),
  };
  const write = () => {
    const draft = `${ownerFile(dataFolder)}.${process.pid}`;
    fs.rmSync(draft, { force: true });
    fs.writeFileSync(draft, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
    fs.renameSync(draft, ownerFile(dataFolder));
  };
  server.on('connection', (line) => {
    lines.add(line);
    line.on('error', () => {}).on('close', () => lines.delete(line));
    line.unref().resume().write(`${state}\n`);
  });
  write();
  return {
    tell(news) {
      Object.assign(owner, news);
      write();
      if (news.connection) state = 'ready';
    },
    closing() {
      state = 'stopping';
    },
    async alone() {
      while (lines.size > 0) await sleep(50);
    },
    async release() {
      fs.rmSync(ownerFile(dataFolder), { force: true });
      for (const line of lines) line.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Becomes the owner of the folder, or says who is. Waits while the owner is stopping, and, for someone who means to
 * attach, while it is starting.
 */
export async function claim(dataFolder: string, patient: boolean): Promise<Hold | Seen> {
  const name = nameFor(dataFolder);
  const end = performance.now() + 60_000;
  for (;;) {
    const lines = new Set<net.Socket>();
    const server = net.createServer();
    const got = name === undefined ? 'impossible' : await listen(name, server.unref());
    if (got !== 'taken') {
      // The file is asked as well: the name is not seen from another network namespace, and some systems have none.
      const other = readOwner(dataFolder);
      if (!other || other.pid === process.pid || !lives(other)) return holdWith(dataFolder, server, lines);
      server.close();
      return { owner: other, state: 'ready', line: undefined };
    }
    const answer = await ask(name ?? '');
    const owner = readOwner(dataFolder);
    const wait =
      answer === undefined || answer.state === 'stopping' || (patient && answer.state === 'starting');
    if (!wait || performance.now() > end) {
      const unknown: Owner = { pid: owner?.pid ?? 0, birthmark: '', command: '' };
      return { owner: owner ?? unknown, state: answer?.state ?? 'stopping', line: answer?.line };
    }
    answer?.line.destroy();
    await sleep(20);
  }
}

/** The refusal `in_use` for a second owner: names the process, its command and the address of its pages. */
export function inUse(dataFolder: string, seen: Seen): EmbeddedError {
  seen.line?.destroy();
  const { owner } = seen;
  const parts = [owner.command && `“${owner.command}”`, owner.address].filter(Boolean).join(', ');
  const who = `${owner.pid === 0 ? '?' : owner.pid}${parts ? ` (${parts})` : ''}`;
  const words: Words = w(
    `Thư mục dữ liệu ${dataFolder} đang được tiến trình ${who} sử dụng. Dừng tiến trình đó, hoặc đặt CAPUY_DATA sang thư mục khác.`,
    `The data folder ${dataFolder} is in use by process ${who}. Stop it, or point CAPUY_DATA at another folder.`,
  );
  return new EmbeddedError('in_use', words);
}
