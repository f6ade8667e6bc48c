/** The schema of a database as SQL, to be read in one piece and compared with what the migrations give. */
import type postgres from 'postgres';

/**
 * Everything the migrations build in `public`, `past` and `known`, in the order in which it was made, so that the
 * text can be executed on an empty database. Rows, policies and grants are not part of it.
 */
export async function schemaText(sql: postgres.Sql): Promise<string> {
  const parts = await sql.begin(async (tx) => {
    // What is printed is qualified where it does not lie on the search path.
    await tx`set local search_path = public`;
    const extensions = await tx<{ text: string }[]>`
      select format('create extension if not exists %I', extname) as text from pg_extension
      where extname <> 'plpgsql' order by extname`;
    const pieces = await tx.unsafe<Piece[]>(PIECES);
    const needs = await tx.unsafe<{ oid: string; needs: string }[]>(NEEDS);
    return [...extensions, ...inOrder(pieces, needs)].map((piece) => piece.text.trim());
  });
  return `${HEAD}\n${parts.join(';\n\n')};\n`;
}

type Piece = { oid: string; text: string };

/** In the order in which they were made, but for what was replaced since and needs what is younger: that comes first. */
function inOrder(pieces: readonly Piece[], needs: readonly { oid: string; needs: string }[]): Piece[] {
  const byOid = new Map(pieces.map((piece) => [piece.oid, piece]));
  const needed = Map.groupBy(needs, ({ oid }) => oid);
  const told = new Set<Piece>();
  const seen = new Set<string>();
  const tell = (oid: string): void => {
    if (seen.has(oid)) return;
    seen.add(oid);
    for (const one of needed.get(oid) ?? []) tell(one.needs);
    const piece = byOid.get(oid);
    if (piece) told.add(piece);
  };
  for (const { oid } of pieces) tell(oid);
  return [...told];
}

/** What a function, a view or a trigger cannot be made without. */
const NEEDS = `
select coalesce(r.ev_class, d.objid)::text as oid, d.refobjid::text as needs
from pg_depend d left join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
where d.classid in ('pg_proc'::regclass, 'pg_rewrite'::regclass, 'pg_trigger'::regclass)
  and d.refclassid in ('pg_proc'::regclass, 'pg_class'::regclass) and d.refobjid > 16383
order by 1, 2`;

const HEAD = `-- The schema as the migrations leave it, for reading. Made from them: never edited by hand.
-- Row policies and grants stand in policies.sql; rows the migrations insert stand in the migrations.
`;

const COLUMN = `format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
  case when a.attgenerated = 's' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
    when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
  case when a.attnotnull then ' not null' else '' end)`;

/** One row for each thing with an oid; what a constraint, an extension or a view brings along is left out. */
const PIECES = `
with ours as (
  select oid from pg_namespace where nspname in ('public', 'past', 'known')
), of_extension as (
  select objid from pg_depend where deptype = 'e'
)
select oid::text as oid, text from (
  select n.oid, format('create schema %I', n.nspname) as text
  from pg_namespace n where n.nspname in ('past', 'known')
  union all
  select c.oid, format(E'create table %s (\\n%s\\n)', c.oid::regclass, (
    select string_agg(${COLUMN}, E',\\n' order by a.attnum)
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))
  from pg_class c where c.relkind in ('r', 'p') and c.relnamespace in (select oid from ours)
  union all
  select c.oid, format(E'create view %s%s as\\n%s', c.oid::regclass,
    ' with (' || array_to_string(c.reloptions, ', ') || ')', rtrim(pg_get_viewdef(c.oid, 110), ';'))
  from pg_class c where c.relkind = 'v' and c.relnamespace in (select oid from ours)
    and c.oid not in (select objid from of_extension)
  union all
  select k.oid, format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname,
    pg_get_constraintdef(k.oid))
  from pg_constraint k where k.connamespace in (select oid from ours) and k.conrelid <> 0
    and k.contype not in ('n', 't')
  union all
  select c.oid, pg_get_indexdef(c.oid)
  from pg_class c where c.relkind in ('i', 'I') and c.relnamespace in (select oid from ours)
    and not exists (select 1 from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x'))
  union all
  select f.oid, pg_get_functiondef(f.oid)
  from pg_proc f where f.pronamespace in (select oid from ours) and f.oid not in (select objid from of_extension)
  union all
  select t.oid, pg_get_triggerdef(t.oid)
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where not t.tgisinternal and c.relnamespace in (select oid from ours)
) piece order by piece.oid`;
