/** Programs of the project, run as they are typed. */
import { spawn } from 'node:child_process';
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
