/** Which files of the data folder a backup holds: all that people or the product keep there, not what runs it. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Member, PART } from './archive.ts';

/** What PostgreSQL, this process and the copies themselves leave there, what a restore laid out, and what holds a password in the clear. */
const LEFT_OUT = [
  /^(postgres|socket|engine-|restoring|replaced|before-upgrade|scratch)/,
  /^(restored-|owner\.json|password|backups\.log|restore\.json|demonstration-accounts\.json)/,
  /\.(part|log|log\.1|tmp)$/,
];

export type Kept = { name: string; bytes: number };

/** Files by their path within the folder, with `/`, in order. */
export function keptFiles(dataFolder: string): Kept[] {
  const found: Kept[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(path.join(dataFolder, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (LEFT_OUT.some((pattern) => pattern.test(name))) continue;
      if (entry.isDirectory()) walk(name);
      else if (entry.isFile()) found.push({ name, bytes: sizeOf(path.join(dataFolder, name)) });
    }
  };
  walk('');
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * A file in one part or, where it is long, in several (`….000001`). What disappeared since it was listed was taken out
 * by its owner while the copy was made, after the snapshot of the database: nothing in the copy refers to it.
 */
export function* partsOf(dataFolder: string, { name }: Kept): Generator<Member> {
  let body: Buffer;
  try {
    body = readFileSync(path.join(dataFolder, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  if (body.length <= PART) {
    yield { name: `files/${name}`, body };
    return;
  }
  for (let at = 0, part = 1; at < body.length; at += PART, part += 1) {
    yield { name: `parts/${String(part).padStart(6, '0')}/${name}`, body: body.subarray(at, at + PART) };
  }
}

/** Puts a member of a backup into a data folder; parts come in order and are put one behind the other. */
export function putFile(dataFolder: string, member: string, body: Buffer): string | undefined {
  const [, whole, part, long] = /^(?:files\/(.+)|parts\/(\d+)\/(.+))$/.exec(member) ?? [];
  const name = whole ?? long;
  if (name === undefined || name.split('/').some((step) => step === '..' || step === '')) return undefined;
  const file = path.join(dataFolder, name);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, body, { mode: 0o600, flag: part === undefined || Number(part) === 1 ? 'w' : 'a' });
  return name;
}
