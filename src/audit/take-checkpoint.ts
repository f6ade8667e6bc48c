/** Making checkpoints, and keeping them as files and as what a subordinate installation sent. */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Database } from '../db/connection.ts';
import type { Writer } from '../db/door.ts';
import type { Clock } from '../kernel/clock.ts';
import { type Checkpoint, readCheckpoints, signCheckpoint } from './checkpoint.ts';
import type { SigningKey } from './signing-key.ts';

/** The state of the log and of everything it vouches for, from one snapshot, signed. Needs the owner's rights. */
export async function takeCheckpoint(owner: Database, key: SigningKey, clock: Clock): Promise<Checkpoint> {
  return owner.begin('isolation level repeatable read read only', async (tx) => {
    const [last] = await tx<{ sequence: string; head: string; installation: string }[]>`
      select coalesce(e.id, 0) as sequence, coalesce(e.hash, '') as head, i.value as installation
      from installation i left join lateral (select id, hash from audit_entry order by id desc limit 1) e on true
      where i.name = 'id'`;
    const tables: Record<string, number> = {};
    for (const { name } of await tx<{ name: string }[]>`
      select name from table_class where is_record order by name`) {
      const [row] = await tx<{ n: string }[]>`select (select count(*) from ${tx(`public.${name}`)})
        + (select count(*) from ${tx(`past.${name}`)}) as n`;
      tables[name] = Number(row!.n);
    }
    const reports = await tx<
      { id: string; sha256: string }[]
    >`select id, sha256 from signed_report union all select id, sha256 from signed_form order by id`;
    return signCheckpoint(
      {
        version: 1,
        installation: last!.installation,
        key: key.publicKey,
        sequence: Number(last!.sequence),
        head: last!.head,
        at: clock.now(),
        tables,
        signed: Object.fromEntries(reports.map(({ id, sha256 }) => [id, sha256])),
      },
      key.privateKey,
    );
  }) as Promise<Checkpoint>;
}

/** Where checkpoints lie in a data folder. */
export const folderIn = (dataFolder: string): string => path.join(dataFolder, 'checkpoints');

/** What the file of the checkpoint of an entry is called. */
export const fileOf = (sequence: number): string => `${String(sequence).padStart(12, '0')}.json`;

/** Writes text so that the file is whole or absent, also when the power fails. */
export function writeWhole(file: string, text: string): void {
  const half = `${file}.${process.pid}.part`;
  const to = openSync(half, 'w', 0o644);
  try {
    writeSync(to, text);
    fsyncSync(to);
  } finally {
    closeSync(to);
  }
  renameSync(half, file);
}

/** Puts a checkpoint beside the others, named by its number; one of the same number is not written again. */
export function fileCheckpoint(dataFolder: string, checkpoint: Checkpoint): string {
  const folder = folderIn(dataFolder);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, fileOf(checkpoint.sequence));
  if (!readdirSync(folder).includes(path.basename(file)))
    writeWhole(file, `${JSON.stringify(checkpoint, null, 1)}\n`);
  return file;
}

/** The checkpoints in the data folder, oldest first; a file that cannot be read is left out and named. */
export function filedCheckpoints(dataFolder: string): { checkpoints: Checkpoint[]; unreadable: string[] } {
  const checkpoints: Checkpoint[] = [];
  const unreadable: string[] = [];
  let names: string[] = [];
  try {
    names = readdirSync(folderIn(dataFolder)).filter((name) => name.endsWith('.json'));
  } catch {
    // No folder yet: no checkpoint was ever made here.
  }
  for (const name of names.sort()) {
    const read = readCheckpoints(readFileSync(path.join(folderIn(dataFolder), name), 'utf8'));
    if (read) checkpoints.push(...read);
    else unreadable.push(name);
  }
  return { checkpoints, unreadable };
}

/** Keeps what a subordinate sent; false where the same number of that installation is kept already. */
export async function keepCheckpoint(tx: Writer, c: Checkpoint): Promise<boolean> {
  const [row] = await tx<
    { kept: boolean }[]
  >`select keep_checkpoint(${c.installation}, ${c.sequence}, ${c.head},
    ${c.at}, ${c.key}, ${JSON.stringify(c)}) as kept`;
  return row!.kept;
}

/** Checkpoints that are kept of one installation, or of all, oldest first. Needs the owner's rights. */
export async function keptCheckpoints(owner: Database, installation?: string): Promise<Checkpoint[]> {
  const rows = await owner<{ content: string }[]>`select content from kept_checkpoint
    ${installation ? owner`where installation = ${installation}` : owner``} order by installation, sequence`;
  return rows.map(({ content }) => JSON.parse(content) as Checkpoint);
}

/** The id of this installation. */
export async function installationOf(owner: Database): Promise<string> {
  const [row] = await owner<{ value: string }[]>`select value from installation where name = 'id'`;
  return row!.value;
}
