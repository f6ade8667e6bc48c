/** Programs of the project, run as they are typed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { vi } from 'vitest';

export const PROJECT = resolve(import.meta.dirname, '..');

export type Said = { code: number | null; out: string; err: string };

/** Runs a program of the project to its end. */
export function say(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  typed = '',
): Promise<Said> {
  return new Promise((done, fail) => {
    const child = spawn(file, args, { cwd: PROJECT, env, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.end(typed);
    const said: Said = { code: null, out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    child.on('error', fail).on('close', (code) => done({ ...said, code }));
  });
}

/** Runs a command inside this process, which is much quicker than a program of its own. */
export async function sayHere(
  run: (args: string[]) => Promise<number>,
  args: string[],
  environment: NodeJS.ProcessEnv,
): Promise<Said> {
  const said: Said = { code: null, out: '', err: '' };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  for (const [stream, to] of [['stdout', 'out'] as const, ['stderr', 'err'] as const]) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[to] += typeof text === 'string' ? text : Buffer.from(text).toString();
      return true;
    });
  }
  try {
    said.code = await run(args);
    return said;
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
}

export type Server = { child: ChildProcess; out: string; address: string; stopped: Promise<number | null> };

/** Starts the server and waits until it says where it is. */
export function serveWith(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Server> {
  return new Promise((ready, fail) => {
    const child = spawn(process.execPath, ['bin/capuy.mjs', 'serve', ...args], { cwd: PROJECT, env });
    const stopped = new Promise<number | null>((done) => child.on('close', done));
    let out = '';
    const hear = (text: string) => {
      out += text;
      const address = /Cấp Ủy: (http:\S+)/.exec(out)?.[1];
      if (address && out.includes('Ctrl-C')) ready({ child, out, address, stopped });
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    void stopped.then(() => fail(new Error(`the server did not start:\n${out}`)));
  });
}
