/**
 * What the migrations left in the database, in four sums: taken when they end, compared at every start, so that a
 * policy, a function, a trigger or a grant somebody changed by hand is seen (guard.ts).
 */
import type postgres from 'postgres';

export const PARTS = ['policies', 'functions', 'triggers', 'grants'] as const;
export type Fingerprint = Record<(typeof PARTS)[number], string>;

const NOTE = 'schema';

/** Texts are put in an order that does not depend on the server's collation. */
const sum = (what: string, from: string) =>
  `(select encode(sha256(convert_to(coalesce(string_agg(x, E'\\n' order by x collate "C"), ''), 'UTF8')), 'hex')
    from (select concat_ws('|', ${what}) as x from ${from}) as part)`;

const OURS = `('public', 'past', 'known')`;

const SUMS: Record<keyof Fingerprint, string> = {
  policies: sum(
    'p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[], p.polqual, p.polwithcheck',
    `pg_policy p join pg_class c on c.oid = p.polrelid and c.relnamespace::regnamespace::text in ${OURS}`,
  ),
  functions: sum(
    'f.oid::regprocedure, f.proowner::regrole, f.prosecdef, f.proconfig, f.prosrc, f.prosqlbody',
    `pg_proc f where f.pronamespace::regnamespace::text in ${OURS}
      and not exists (select from pg_depend d where d.objid = f.oid and d.deptype = 'e')`,
  ),
  triggers: sum(
    't.tgrelid::regclass, t.tgname, t.tgenabled, t.tgtype, t.tgfoid::regproc, t.tgqual',
    `pg_trigger t join pg_class c on c.oid = t.tgrelid and c.relnamespace::regnamespace::text in ${OURS}
      where not t.tgisinternal`,
  ),
  grants: sum(
    'kind, name, acl',
    `(select 'class' as kind, c.oid::regclass::text as name, unnest(c.relacl)::text as acl from pg_class c
        where c.relnamespace::regnamespace::text in ${OURS}
      union all select 'function', f.oid::regprocedure::text, unnest(f.proacl)::text from pg_proc f
        where f.pronamespace::regnamespace::text in ${OURS}
        and not exists (select from pg_depend d where d.objid = f.oid and d.deptype = 'e')) as granted`,
  ),
};

/** The sums as an SQL expression of type jsonb, for a query that asks more. */
export const FINGERPRINT_SQL = `jsonb_build_object(${PARTS.map((part) => `'${part}', ${SUMS[part]}`).join()})`;

/** Notes the sums of this very moment; the transaction works as the owner of the schema. */
export async function markSchema(tx: postgres.TransactionSql): Promise<void> {
  await tx.unsafe(`insert into installation values ('${NOTE}', ${FINGERPRINT_SQL}::text)
    on conflict (name) do update set value = excluded.value`);
}

/** The note as an SQL expression of type jsonb; null where none was made. */
export const MARKED_SQL = `(select value::jsonb from installation where name = '${NOTE}')`;
