-- What functions of the owner read is what stands in `public`. PostgreSQL looks among temporary tables first unless a path
-- names them last: whoever could make one called like a table of the product would answer in its place.
do $$
declare
  f regprocedure;
begin
  for f in select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace
      and 'search_path=public' = any (p.proconfig) loop
    execute format('alter function %s set search_path = public, pg_temp', f);
  end loop;
end $$;

-- As before; a stage cannot be called like anything that is read.
create or replace function open_stage(stage text, of_table regclass, defaults jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if stage !~ '^(stage|past)_' then
    raise exception 'no stage is called %', stage using errcode = '42501';
  end if;
  execute format('create temp table %I on commit drop as select *, null::int as line from %s with no data',
    stage, of_table);
  execute coalesce((select string_agg(format('alter table pg_temp.%I alter column %I set default %L', stage, key, value), ';')
    from jsonb_each_text(defaults)), '');
  execute format('grant select, insert, update, maintain on pg_temp.%I to capuy_app', stage);
end $$;
