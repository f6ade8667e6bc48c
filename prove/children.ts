/** Processes of their own: what is killed must not be the process that looks on. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runs } from '../bin/compile.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

export type Child = {
  process: ChildProcess;
  /** Lines written to stdout so far. */
  lines: string[];
  ended: Promise<number | null>;
  /** Resolves with the first line that matches; rejects where the process ends without it. */
  line(pattern: RegExp): Promise<string>;
};

export type Way = {
  env?: Readonly<Record<string, string>>;
  /** What runs it: `strace …`, `unshare …`. */
  before?: readonly string[];
};

/** Runs a file of the project, for example `prove/writer.ts`, under this Node, as `bin/capuy.mjs` does. */
export async function runFile(file: string, args: readonly string[], way: Way = {}): Promise<Child> {
  const program = await runs(file);
  const [command, ...rest] = [...(way.before ?? []), process.execPath, ...program.args, ...args];
  const child = spawn(command!, rest, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...program.env, NODE_NO_WARNINGS: '1', ...way.env },
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let begun = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    const parts = (begun + part).split('\n');
    begun = parts.pop() ?? '';
    lines.push(...parts);
    for (const look of waiting) look();
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve).on('error', () => resolve(null));
  });
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = lines.find((one) => pattern.test(one));
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      void ended.then((code) => reject(new Error(`${file} ended with ${code} before ${pattern}`)));
      look();
    });
  return { process: child, lines, ended, line };
}
