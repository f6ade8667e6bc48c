/** What of a database goes into a backup, asked of its catalogue: a table of a later version comes along by itself. */
import type postgres from 'postgres';
import type { CopiedTable } from './manifest.ts';

/**
 * Tables that mean something to the running installation alone: the register of migrations is written by migrating,
 * the pass key is drawn anew.
 */
const LEFT_OUT = ['public.migration', 'public.pass_key'];

/** Every table with its columns in order, generated ones left out, under the schema's name. */
export const copiedTables = (tx: postgres.ISql): Promise<CopiedTable[]> =>
  tx<CopiedTable[]>`
    select format('%s.%s', n.nspname, c.relname) as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'past')
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' and format('%s.%s', n.nspname, c.relname) <> all (${LEFT_OUT})
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    group by n.nspname, c.relname order by n.nspname desc, c.relname collate "C"`;

export const sequencesOf = async (tx: postgres.ISql): Promise<{ name: string; value: string }[]> =>
  tx<{ name: string; value: string }[]>`
    select format('%s.%s', schemaname, sequencename) as name, last_value::text as value from pg_sequences
    where schemaname in ('public', 'past') and last_value is not null order by 1`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The table for an SQL statement, with its columns in the order of the copy. */
export const target = ({ name, columns }: CopiedTable): string =>
  `${name.split('.').map(quoted).join('.')} (${columns.map(quoted).join()})`;

/** A foreign key, taken off while rows are loaded and put back, which checks every row. */
export type ForeignKey = { table: string; name: string; definition: string };

export const foreignKeys = (tx: postgres.ISql): Promise<ForeignKey[]> =>
  tx<ForeignKey[]>`
    select k.conrelid::regclass::text as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'past')
    where k.contype = 'f' order by 1, 2`;
