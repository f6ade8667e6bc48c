/**
 * Copies the database out, table by table, from one snapshot: writers go on meanwhile, and nothing of what they do
 * is seen. Works as the owner of the schema, whose policies show every row.
 */
import { setTimeout } from 'node:timers/promises';
import type postgres from 'postgres';
import type { Database } from '../db/connection.ts';
import type { Instant } from '../kernel/clock.ts';
import { type Member, PART } from './archive.ts';
import { type ChainHead, FORMAT, HEAD_FILE, type Head, type Manifest } from './manifest.ts';
import { copiedTables, sequencesOf, target } from './tables.ts';

export type Said = { at: Instant; version: string; settings: Head['settings'] };

/** What the database tells about itself, for the manifest. Filled while the members are taken. */
export type Dumped = Pick<Manifest, 'rows' | 'chain' | 'installation'>;

/**
 * Yields the head, then every table in parts of whole rows (PostgreSQL's own text format). `dumped` is complete when
 * the last member was taken. `meanwhile` runs once the snapshot stands.
 */
export async function* dump(
  owner: Database,
  said: Said,
  dumped: Dumped,
): AsyncGenerator<Member, void, undefined> {
  const reserved = await owner.reserve();
  try {
    await reserved`begin isolation level repeatable read read only`;
    await reserved`set local role capuy_owner`;
    const head = await headOf(reserved, said);
    dumped.chain = await chainHead(reserved);
    dumped.installation = head.installation;
    yield { name: HEAD_FILE, body: Buffer.from(`${JSON.stringify(head, null, 2)}\n`) };
    for (const table of head.tables) {
      dumped.rows[table.name] = 0;
      let part = 0;
      for await (const body of inParts(copyOut(reserved, target(table)))) {
        part += 1;
        dumped.rows[table.name]! += linesIn(body);
        yield { name: `database/${table.name}/${String(part).padStart(6, '0')}.copy`, body };
      }
    }
  } finally {
    await reserved`rollback`.catch(() => {});
    reserved.release();
  }
}

/**
 * The rows of a table in PostgreSQL's text format. The driver (postgres 3.4.9) pauses its socket when a chunk is more
 * than is wanted, and never lets it flow again where that chunk was the last one or nobody wants the rest: the answer to
 * the next query would not be read. What is left is let through here.
 */
export async function* copyOut(tx: postgres.ISql, from: string): AsyncGenerator<Buffer, void, undefined> {
  const rows = await tx.unsafe(`copy ${from} to stdout`).readable();
  let isWhole = false;
  try {
    yield* rows as AsyncIterable<Buffer>;
    isWhole = true;
  } finally {
    rows.push = () => true;
    rows._read(0);
    if (!isWhole) await untilFree(tx);
  }
}

/** Milliseconds that the rest of a table nobody wants may take. */
const PATIENCE_MS = 30_000;

/** Until the driver takes statements again: it refuses them while rows of a copy arrive. */
async function untilFree(tx: postgres.ISql): Promise<void> {
  for (const start = performance.now(); performance.now() - start < PATIENCE_MS; await setTimeout(5)) {
    const fault = await tx`select 1`.then(
      () => undefined,
      (error: { code?: string }) => error.code,
    );
    if (fault !== 'COPY_IN_PROGRESS') return;
  }
}

async function headOf(tx: postgres.ISql, { at, version, settings }: Said): Promise<Head> {
  const migrations = await tx<Head['migrations']>`
    select number, name, sha256, applied_at::text from migration where number > 0 order by number`;
  return {
    format: FORMAT,
    version,
    at,
    installation: await installationOf(tx),
    migrations,
    tables: await copiedTables(tx),
    sequences: await sequencesOf(tx),
    settings,
  };
}

/** A name that stays with the records wherever they are restored; `new` where nothing was ever done. */
export async function installationOf(tx: postgres.ISql): Promise<string> {
  const [first] = await tx<{ hash: string }[]>`select hash from audit_entry order by id limit 1`;
  return first?.hash.slice(0, 8) ?? 'new';
}

export async function chainHead(tx: postgres.ISql): Promise<ChainHead> {
  const [head] = await tx<ChainHead[]>`
    select (select count(*)::int from audit_entry) as entries, id::text as id, hash
    from audit_entry order by audit_entry.id desc limit 1`;
  return head ?? { entries: 0, id: '0', hash: '' };
}

/** COPY sends whole rows, each in a message of its own; they are gathered until a part is full. */
async function* inParts(rows: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of rows) {
    parts.push(chunk);
    size += chunk.length;
    if (size < PART) continue;
    yield Buffer.concat(parts);
    parts = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(parts);
}

const NEWLINE = 10;

/** In COPY's text format a line is a row: a line feed within a value is written as `\\n`. */
export function linesIn(body: Buffer): number {
  let lines = 0;
  for (let at = body.indexOf(NEWLINE); at >= 0; at = body.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}
