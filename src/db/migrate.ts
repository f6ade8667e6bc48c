/** Brings a database to the current schema: numbered SQL files once each, policies anew every time. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type postgres from 'postgres';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import { markSchema } from './fingerprint.ts';

const folder = fileURLToPath(new URL('../../db/', import.meta.url));

/** A database that cannot be brought to this version of the product; nothing was changed. */
export class MigrationError extends Error {
  readonly refusal: Refusal;
  constructor(code: string, message: Words) {
    super(message.en);
    this.refusal = refusal(code, message);
  }
}

export type Migration = { number: number; name: string; text: string; sha256: string };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The migrations of a folder in order; a gap or a double number is a bug and throws. */
export function migrations(from = `${folder}migrations`): Migration[] {
  const files = readdirSync(from)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return files.map((name, index) => {
    const number = Number(name.slice(0, 4));
    if (number !== index + 1) throw new Error(`migration ${name} should carry the number ${index + 1}`);
    const text = readFileSync(`${from}/${name}`, 'utf8');
    return { number, name, text, sha256: sha256(text) };
  });
}

export const policies = (): string => readFileSync(`${folder}policies.sql`, 'utf8');

const ROLES = `
do $$ begin
  perform pg_advisory_xact_lock(7258192);
  if not exists (select 1 from pg_roles where rolname = 'capuy_owner') then
    create role capuy_owner nologin;
  end if;
  if not exists (select 1 from pg_roles where rolname = 'capuy_figures') then
    create role capuy_figures login;
  end if;
  -- Figures are counted over connections of their own: the application cannot become that role.
  if not (select rolcanlogin from pg_roles where rolname = 'capuy_figures') then
    alter role capuy_figures login;
  end if;
  if not exists (select 1 from pg_roles where rolname = 'capuy_app') then
    create role capuy_app login;
  end if;
  if pg_has_role('capuy_app', 'capuy_figures', 'member') then
    revoke capuy_figures from capuy_app;
  end if;
  if not pg_has_role(current_user, 'capuy_owner', 'set') then
    execute format('grant capuy_owner to %I', current_user);
  end if;
  if not pg_has_role(current_user, 'capuy_app', 'set') then
    execute format('grant capuy_app to %I with inherit false, set true', current_user);
  end if;
  if not pg_has_role(current_user, 'capuy_figures', 'set') then
    execute format('grant capuy_figures to %I with inherit false, set true', current_user);
  end if;
  grant create, usage on schema public to capuy_owner;
end $$`;

/**
 * Rights on a database of the product, as SQL. Nobody but the owner makes temporary tables: one called like a table of
 * the product would be read in its place.
 */
export const rightsOn = (database: string): string => {
  const name = `"${database.replaceAll('"', '""')}"`;
  return `revoke temporary on database ${name} from public;
    grant create, connect, temporary on database ${name} to capuy_owner;
    grant connect on database ${name} to capuy_app, capuy_figures`;
};

/**
 * Applies what is missing, in one transaction, as the role that owns the schema. `sql` must be allowed to
 * create roles on the first run. A migration whose text changed after it was applied, or a table that does
 * not declare its class, makes the whole run fail and changes nothing; so does a database newer than the product.
 */
export const migrate = (
  sql: postgres.Sql,
  log: (words: Words) => void = () => {},
  all: readonly Migration[] = migrations(),
): Promise<void> => sql.begin((tx) => migrateWithin(tx, log, all)).then(() => {});

/** Applies policies and grants once more, whatever is there. */
export const policiesAnew = (sql: postgres.Sql): Promise<void> =>
  sql
    .begin(async (tx) => {
      await tx`set local role capuy_owner`;
      await tx`update migration set sha256 = 'to be applied anew' where number = 0`;
      await tx`reset role`;
      await migrateWithin(tx);
    })
    .then(() => {});

/** The same within a transaction that is open already: a restore belongs to one (backup/load.ts). */
export async function migrateWithin(
  tx: postgres.TransactionSql,
  log: (words: Words) => void = () => {},
  all: readonly Migration[] = migrations(),
): Promise<void> {
  const applied = await prepare(tx);
  const wanted = await markOf(tx, all);
  refuseNewer(applied, all);
  if (applied.find((row) => row.number === 0)?.sha256 === wanted) return;
  for (const migration of all) await apply(tx, migration, applied, log);
  await refuseUnclassed(tx);
  await tx.unsafe(policies());
  await tx`insert into migration values (0, 'policies.sql', ${wanted})
    on conflict (number) do update set sha256 = excluded.sha256, applied_at = now()`;
  await markSchema(tx);
}

/**
 * Stands in the register once all migrations and the policies are applied. Policies are applied anew on another server as
 * well: it may write down what they say in other words.
 */
async function markOf(sql: postgres.ISql, all: readonly Migration[]): Promise<string> {
  const [server] = await sql<{ version: string }[]>`select current_setting('server_version_num') as version`;
  return sha256(all.map((m) => m.sha256).join() + sha256(policies()) + server!.version);
}

/** Whether a database of the product lacks nothing that `migrate` would apply: no migration, no change of the policies. */
export async function isCurrent(sql: postgres.ISql): Promise<boolean> {
  const [mark] = await sql<{ sha256: string }[]>`select sha256 from public.migration where number = 0`;
  return mark?.sha256 === (await markOf(sql, migrations()));
}

/** Builds the tables of an earlier version in an empty database, without policies: what a backup is loaded into. */
export async function foundSchema(tx: postgres.TransactionSql, all: readonly Migration[]): Promise<void> {
  await prepare(tx);
  for (const migration of all) await apply(tx, migration, [], () => {});
}

/** A migration a database has seen; the policies stand under number 0. */
export type Applied = { number: number; name: string; sha256: string };

/** What a database has seen so far, in order, without the policies; empty where it is no database of the product. */
export async function appliedIn(sql: postgres.ISql): Promise<Applied[]> {
  const [known] = await sql<
    { there: boolean }[]
  >`select to_regclass('public.migration') is not null as there`;
  if (!known!.there) return [];
  return sql<Applied[]>`select number, name, sha256 from public.migration where number > 0 order by number`;
}

/** Roles, the register of migrations, and what it holds; the transaction goes on as the schema's owner. */
async function prepare(tx: postgres.TransactionSql): Promise<Pick<Applied, 'number' | 'sha256'>[]> {
  // Roles are the login's to make and to grant, also where the transaction works as the owner already.
  await tx`reset role`;
  await tx.unsafe(ROLES);
  const [here] = await tx<{ name: string }[]>`select current_database() as name`;
  await tx.unsafe(rightsOn(here!.name));
  await tx`set local role capuy_owner`;
  await tx`create table if not exists public.migration (number int primary key, name text not null,
    sha256 text not null, applied_at timestamptz not null default now())`;
  return tx`select number, sha256 from migration order by number`;
}

/** Migrations go forward only: a database that has seen more than this version knows is left alone. */
export function refuseNewer(
  applied: readonly { number: number }[],
  all: readonly Migration[] = migrations(),
): void {
  const last = Math.max(0, ...applied.map((row) => row.number));
  if (last <= all.length) return;
  throw new MigrationError(
    'database_newer',
    w(
      `Dữ liệu đã được nâng lên bước ${last}, phần mềm này chỉ biết đến bước ${all.length}. Không hạ cấp được, chưa có gì bị thay đổi: hãy dùng phiên bản mới hơn, hoặc khôi phục bản sao lưu làm trước khi nâng cấp.`,
      `The data were brought to step ${last}; this version knows ${all.length}. There is no way back and nothing was changed: use the newer version, or restore the copy made before the upgrade.`,
    ),
  );
}

/** The migrations a database or a backup has seen, as this version has them; refuses one newer or changed. */
export function seenBy(
  applied: readonly Applied[],
  all: readonly Migration[] = migrations(),
): readonly Migration[] {
  refuseNewer(applied, all);
  return applied.map((row) => {
    const ours = all.find((one) => one.number === row.number);
    if (ours?.sha256 !== row.sha256) throw changed(row.name);
    return ours;
  });
}

const changed = (name: string) =>
  new MigrationError(
    'migration_changed',
    w(
      `Cơ sở dữ liệu này do một phiên bản khác của phần mềm tạo ra: ${name} đã bị thay đổi sau khi chạy. Hãy dùng lại phiên bản cũ, hoặc một thư mục dữ liệu khác.`,
      `${name} was changed after it had been applied to this database. Use the earlier version of the product, or another data folder.`,
    ),
  );

async function apply(
  tx: postgres.TransactionSql,
  migration: Migration,
  applied: readonly Pick<Applied, 'number' | 'sha256'>[],
  log: (words: Words) => void,
): Promise<void> {
  const before = applied.find((row) => row.number === migration.number);
  if (before && before.sha256 !== migration.sha256) throw changed(migration.name);
  if (before) return;
  log(w(`Nâng cấp cơ sở dữ liệu: ${migration.name}`, `Migrating: ${migration.name}`));
  await tx.unsafe(migration.text);
  await tx`insert into migration values (${migration.number}, ${migration.name}, ${migration.sha256})`;
}

async function refuseUnclassed(tx: postgres.TransactionSql): Promise<void> {
  const rows = await tx<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and c.relname <> 'migration' and c.relname not in (select name from table_class)`;
  if (rows.length > 0) {
    throw new Error(
      `tables without a class (record_table or table_class): ${rows.map((r) => r.name).join(', ')}`,
    );
  }
}
