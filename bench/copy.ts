/** The floor an import is held against: COPY of the same rows into the same indexed tables, triggers off. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Embedded } from '../src/db/embedded.ts';
import { openDatabase, type Site } from './site.ts';
import { milliseconds } from './stopwatch.ts';

async function columnsOf(site: Site, table: string): Promise<string> {
  const rows = await site.owner<{ name: string }[]>`
    select attname as name from pg_attribute where attrelid = ${`public.${table}`}::regclass and attnum > 0
      and not attisdropped and attgenerated = '' order by attnum`;
  return rows.map((row) => `"${row.name}"`).join(', ');
}

/** Milliseconds COPY takes for every record table of the site, read from memory. */
export async function copyTime(server: Embedded, site: Site): Promise<number> {
  const target = await openDatabase(server, 'capuy_copy', true);
  const tables = await site.owner<
    { name: string }[]
  >`select name from table_class where is_record or name = 'unit'`;
  const held: { table: string; columns: string; bytes: Buffer }[] = [];
  for (const { name } of tables) {
    const columns = await columnsOf(site, name);
    const stream = await site.owner.unsafe(`copy public.${name} (${columns}) to stdout`).readable();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    held.push({ table: name, columns, bytes: Buffer.concat(chunks) });
  }
  const start = milliseconds();
  await target.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const { table, columns, bytes } of held) {
      const into = await tx.unsafe(`copy public.${table} (${columns}) from stdin`).writable();
      await pipeline(Readable.from([bytes]), into);
    }
  });
  const taken = milliseconds() - start;
  await target.end();
  return taken;
}

/** Milliseconds COPY takes for the rows of these tables that fit, each after the records they refer to. */
export async function copyOf(
  server: Embedded,
  site: Site,
  tables: readonly string[],
  where: string,
): Promise<{ copied: number; records: number }> {
  const target = await openDatabase(server, 'capuy_copy_list', true);
  let [copied, records] = [0, 0];
  for (const table of tables) {
    const columns = await columnsOf(site, table);
    const query = `select ${columns} from public.${table} where ${where}`;
    const stream = await site.owner.unsafe(`copy (${query}) to stdout`).readable();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    records += bytes.toString('latin1').split('\n').length - 1;
    const start = milliseconds();
    await target.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      const into = await tx.unsafe(`copy public.${table} (${columns}) from stdin`).writable();
      await pipeline(Readable.from([bytes]), into);
    });
    copied += milliseconds() - start;
  }
  await target.end();
  return { copied, records };
}
