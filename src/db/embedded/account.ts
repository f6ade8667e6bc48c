/** Which user of the operating system PostgreSQL runs as, and what that user can reach. */
import fs from 'node:fs';
import path from 'node:path';

/** Numbers of a user and a group; undefined wherever it appears means "as this process". */
export type Account = { uid: number; gid: number };

/** The conventional number of "nobody"; it owns nothing else and needs no preparation. */
const NOBODY: Account = { uid: 65_534, gid: 65_534 };

export const isRoot = (): boolean => process.getuid?.() === 0;

const ownerOf = (file: string): Account | undefined => {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : undefined;
};

/**
 * PostgreSQL refuses to run as root, so root hands it to whoever owns the cluster already, else the data folder,
 * else nobody. An ordinary user runs it as themselves.
 */
export function accountFor(dataFolder: string, cluster: string): Account | undefined {
  return isRoot() ? (ownerOf(cluster) ?? ownerOf(dataFolder) ?? NOBODY) : undefined;
}

/** The account in whose name a cluster is created: initdb insists on a user with a name, which nobody has. */
export const founder = (account: Account | undefined): Account | undefined => account && NOBODY;

/** Gives a file or folder to the account; without an account it stays as it is. */
export function give(file: string, account: Account | undefined): void {
  if (account) fs.lchownSync(file, account.uid, account.gid);
}

export function giveAll(folder: string, account: Account | undefined): void {
  if (!account) return;
  give(folder, account);
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    give(path.join(folder, name), account);
  }
}

const bitsFor = (stat: fs.Stats, account: Account): number =>
  stat.uid === account.uid ? stat.mode >> 6 : stat.gid === account.gid ? stat.mode >> 3 : stat.mode;

/** Whether the account may read and run (or list) `file`: every folder above must let it pass. */
export function reachable(file: string, account: Account | undefined): boolean {
  try {
    const real = fs.realpathSync(file);
    if (!account) {
      fs.accessSync(real, fs.constants.R_OK);
      return true;
    }
    const stat = fs.statSync(real);
    const need = stat.isDirectory() ? 0o5 : 0o4;
    if ((bitsFor(stat, account) & need) !== need) return false;
    for (let folder = path.dirname(real); ; folder = path.dirname(folder)) {
      if ((bitsFor(fs.statSync(folder), account) & 0o1) === 0) return false;
      if (folder === path.dirname(folder)) return true;
    }
  } catch {
    return false;
  }
}

/** Whether the account may pass through `folder` to a child of it. */
export const passable = (folder: string, account: Account | undefined): boolean => {
  if (!account) return true;
  const stat = fs.statSync(folder);
  const parent = path.dirname(folder);
  return (bitsFor(stat, account) & 0o1) !== 0 && (parent === folder || passable(parent, account));
};
