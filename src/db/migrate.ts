/** Brings a database to the current schema: numbered SQL files once each, policies anew every time. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type postgres from 'postgres';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';

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
    create role capuy_figures nologin;
  end if;
  if not exists (select 1 from pg_roles where rolname = 'capuy_app') then
    create role capuy_app login;
    grant capuy_figures to capuy_app with inherit false, set true;
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
  execute format('grant create, connect on database %I to capuy_owner', current_database());
  execute format('grant connect on database %I to capuy_app', current_database());
  grant create, usage on schema public to capuy_owner;
end $$`;

/**
 * Applies what is missing, in one transaction, as the role that owns the schema. `sql` must be allowed to
 * create roles on the first run. A migration whose text changed after it was applied, or a table that does
 * not declare its class, makes the whole run fail and changes nothing.
 */
export async function migrate(
  sql: postgres.Sql,
  log: (words: Words) => void = () => {},
  all: readonly Migration[] = migrations(),
): Promise<void> {
  const wanted = sha256(all.map((m) => m.sha256).join() + sha256(policies()));
  await sql.begin(async (tx) => {
    await tx.unsafe(ROLES);
    await tx`set local role capuy_owner`;
    await tx`create table if not exists public.migration (number int primary key, name text not null,
      sha256 text not null, applied_at timestamptz not null default now())`;
    const applied = await tx<{ number: number; sha256: string }[]>`
      select number, sha256 from migration order by number`;
    if (applied.find((row) => row.number === 0)?.sha256 === wanted) return;
    for (const migration of all) await apply(tx, migration, applied, log);
    await refuseUnclassed(tx);
    await tx.unsafe(policies());
    await tx`insert into migration values (0, 'policies.sql', ${wanted})
      on conflict (number) do update set sha256 = excluded.sha256, applied_at = now()`;
  });
}

async function apply(
  tx: postgres.TransactionSql,
  migration: Migration,
  applied: readonly { number: number; sha256: string }[],
  log: (words: Words) => void,
): Promise<void> {
  const before = applied.find((row) => row.number === migration.number);
  if (before && before.sha256 !== migration.sha256) {
    throw new MigrationError(
      'migration_changed',
      w(
        `Cơ sở dữ liệu này do một phiên bản khác của phần mềm tạo ra: ${migration.name} đã bị thay đổi sau khi chạy. Hãy dùng lại phiên bản cũ, hoặc một thư mục dữ liệu khác.`,
        `${migration.name} was changed after it had been applied to this database. Use the earlier version of the product, or another data folder.`,
      ),
    );
  }
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
