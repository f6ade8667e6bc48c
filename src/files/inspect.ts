/** Has a file looked through in a process of its own: little memory, no writing, no other process, ten seconds. */
import { spawn, spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Kind, SecretClass, Verdict } from './inspector/verdict.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = fileURLToPath(new URL('./inspector/main.ts', import.meta.url));

/** Longest life of an inspection in milliseconds, and megabytes of objects it may hold. */
const LONGEST_MS = 10_000;
const HEAP_MB = 192;

/** At most so many at once: each may hold a whole file. */
const MOST = 2;
const LONGEST_VERDICT = 64 * 1024;

const FLAGS = [
  '--permission',
  `--allow-fs-read=${ROOT}src/*`,
  `--allow-fs-read=${ROOT}node_modules/*`,
  // Where the packages lie when that folder is a link.
  `--allow-fs-read=${realpathSync(`${ROOT}node_modules`)}/*`,
  `--allow-fs-read=${ROOT}package.json`,
  '--allow-fs-read=/proc/self/status',
  `--max-old-space-size=${HEAP_MB}`,
  '--disable-warning=ExperimentalWarning',
];

/** On Linux a network of its own, where the machine grants one: an empty one. Asked once. */
let prefix: readonly string[] | undefined;
function withoutNetwork(): readonly string[] {
  const wall = ['unshare', '--map-root-user', '--net', '--'];
  prefix ??=
    process.platform === 'linux' && spawnSync(wall[0]!, [...wall.slice(1), 'true']).status === 0 ? wall : [];
  return prefix;
}

export const hasNetworkWall = (): boolean => withoutNetwork().length > 0;

/** What is told at the start and by `files check` where files are looked through without a wall to the network. */
export const networkFindings = (walled = hasNetworkWall()): Words[] =>
  walled
    ? []
    : [
        w(
          'Tệp gửi lên được kiểm tra không có bức tường mạng: máy này không cho tạo mạng riêng (unshare --map-root-user --net). Các bức tường khác vẫn còn; nên chạy trên Linux cho phép không gian tên người dùng (user namespaces), hoặc chặn đường ra của máy bằng tường lửa.',
          'Files are looked through without a wall to the network: this machine grants no network of its own (unshare --map-root-user --net). The other walls stand; run on a Linux that allows user namespaces, or close the ways out of the machine by its firewall.',
        ),
      ];

let running = 0;
const waiting: (() => void)[] = [];

/** At most two at once; the others wait. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MOST) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    // Whoever waits takes over the place.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

const tooMuch = () =>
  refusal(
    'file.too_much',
    w(
      'Tệp quá phức tạp, không kiểm tra được trong giới hạn. Hãy bớt nội dung hoặc in ra PDF rồi gửi.',
      'The file is too much to be checked within the limits. Remove content, or print it to PDF and send that.',
    ),
    'file',
  );

export type Inspected = { stamp: SecretClass | null; memory: number };

/**
 * Looks through the bytes as a file of this kind. Refuses what is wrong with it, and what takes too much or longer than
 * `longest` milliseconds.
 */
export const inspect = (kind: Kind, bytes: Uint8Array, longest = LONGEST_MS): Promise<Outcome<Inspected>> =>
  inTurn(async () => {
    const verdict = await verdictOf(kind, bytes, longest);
    if (!verdict) return refused(tooMuch());
    return verdict.ok ? done({ stamp: verdict.stamp, memory: verdict.memory }) : refused(verdict.refusal);
  });

/** Starts a program of the inspector behind all its walls; bytes go in, what it says comes out. */
export function startReader(main: string, given: readonly string[]) {
  const [program, ...args] = [...withoutNetwork(), process.execPath, ...FLAGS, main, ...given];
  return spawn(program!, args, { cwd: ROOT, env: {}, stdio: ['pipe', 'pipe', 'ignore'] });
}

/** The verdict, with the memory it took; undefined where the process ended without one. `main`: another than the inspector. */
export function verdictOf(
  kind: Kind,
  bytes: Uint8Array,
  longest = LONGEST_MS,
  main = MAIN,
): Promise<Verdict | undefined> {
  const child = startReader(main, [kind]);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    if (said.length > LONGEST_VERDICT) child.kill('SIGKILL');
  });
  // It may have seen enough before all of it was sent.
  child.stdin.on('error', () => {});
  child.stdin.end(bytes);
  const end = setTimeout(() => child.kill('SIGKILL'), longest);
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => {
      clearTimeout(end);
      resolve(code === 0 ? readVerdict(said) : undefined);
    });
  });
}

function readVerdict(said: string): Verdict | undefined {
  try {
    return JSON.parse(said) as Verdict;
  } catch {
    return undefined;
  }
}
