/** Programs of the project, run as they are typed. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

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
