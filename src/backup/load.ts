/**
 * Loads a backup into an empty database, in one transaction that is open already: the tables are built as they were
 * when the backup was made, filled, and their references checked; then they are brought to the present version.
 * Needs no rights beyond those of migrating, so it serves an own PostgreSQL as well as the embedded one.
 */
import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import type postgres from 'postgres';
import { foundSchema, migrateWithin, seenBy } from '../db/migrate.ts';
import { ArchiveError, type Member } from './archive.ts';
import { linesIn } from './dump.ts';
import { HEAD_FILE, type Head, MANIFEST_FILE, type Manifest, parsed } from './manifest.ts';
import { type ForeignKey, foreignKeys, target } from './tables.ts';

export type Loaded = { head: Head; manifest: Manifest };

export type LoadOptions = {
  /** Takes what is no table: files of the data folder, by their name in it. */
  keep?: (name: string, body: Buffer) => Promise<void>;
  /** False leaves the database at the version of the backup, without policies. */
  upgrade?: boolean;
};

/** Throws `ArchiveError` and `MigrationError`; the transaction must then be rolled back. */
export async function load(
  tx: postgres.TransactionSql,
  members: AsyncIterable<Member>,
  { keep = async () => {}, upgrade = true }: LoadOptions = {},
): Promise<Loaded> {
  const seen: Manifest['members'] = [];
  const rows: Record<string, number> = {};
  let head: Head | undefined;
  let keys: ForeignKey[] = [];
  let manifest: Manifest | undefined;
  for await (const { name, body } of members) {
    if (name === MANIFEST_FILE) {
      manifest = known<Manifest>(body);
      continue;
    }
    seen.push({ name, bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') });
    if (name === HEAD_FILE) {
      head = known<Head>(body);
      keys = await openTables(tx, head);
    } else if (name.startsWith('database/')) {
      const table = head?.tables.find((one) => one.name === name.split('/')[1]);
      if (!table) throw new ArchiveError('damaged');
      rows[table.name] = (rows[table.name] ?? 0) + linesIn(body);
      await fill(await tx.unsafe(`copy ${target(table)} from stdin`).writable(), body);
    } else await keep(name, body);
  }
  if (!head || !manifest || JSON.stringify(manifest.members) !== JSON.stringify(seen)) {
    throw new ArchiveError('damaged');
  }
  await closeTables(tx, head, keys);
  if (upgrade) await migrateWithin(tx);
  return { head, manifest };
}

function known<T extends Head | Manifest>(body: Buffer): T {
  const outcome = parsed<T>(body.toString('utf8'));
  if (!outcome.ok) throw new ArchiveError('damaged');
  return outcome.value;
}

/** The tables of the backup's version: empty, without references, with triggers that do not fire. */
async function openTables(tx: postgres.TransactionSql, head: Head): Promise<ForeignKey[]> {
  await foundSchema(tx, seenBy(head.migrations));
  const keys = await foreignKeys(tx);
  for (const { table, name } of keys) await tx.unsafe(`alter table ${table} drop constraint ${name}`);
  for (const { name } of head.tables) await tx.unsafe(`alter table ${name} disable trigger user`);
  await tx.unsafe(`truncate ${head.tables.map(({ name }) => name).join()}`);
  return keys;
}

async function fill(into: Writable, body: Buffer): Promise<void> {
  const finished = new Promise<void>((resolve, reject) => {
    into.on('finish', resolve).on('error', reject);
  });
  into.end(body);
  await finished;
}

/** References are made anew, which checks every row; nobody who was signed in then is signed in now. */
async function closeTables(
  tx: postgres.TransactionSql,
  head: Head,
  keys: readonly ForeignKey[],
): Promise<void> {
  for (const { table, name, definition } of keys) {
    await tx.unsafe(`alter table ${table} add constraint ${name} ${definition}`);
  }
  await tx`update session set expires_at = started_at`;
  for (const { name } of head.tables) await tx.unsafe(`alter table ${name} enable trigger user`);
  for (const { name, value } of head.sequences) await tx`select setval(${name}::regclass, ${value}::bigint)`;
  for (const { number, applied_at } of head.migrations) {
    await tx`update migration set applied_at = ${applied_at} where number = ${number}`;
  }
}
