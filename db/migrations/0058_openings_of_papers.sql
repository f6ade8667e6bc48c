-- Whoever opens a scan opens the file it hangs on. Who opened a record is told with who opened what hangs on it, and of
-- a person with the same of the records of the own file that the reader reads.
create or replace function openings_of(type text, id uuid, most int, at timestamptz)
returns table (instant timestamptz, post text, unit_name text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  c table_class; of_unit uuid; own_column text; at_place bigint; part text; found_ids uuid[]; ids uuid[] := array[openings_of.id];
begin
  select * into c from table_class t where t.name = type and t.is_record and t.class in ('unit', 'case', 'own');
  if c.name is null then
    return;
  end if;
  if c.class = 'case' then
    execute format('select unit from %1$I r where r.id = $1 and r.case_key <> all (barred_cases())
      and (r.place between scope_lo() and reach_hi(%1$L, false)
        or r.place between scope_lo() and scope_hi() and r.case_key = any (assigned_cases(%1$L))) and %2$s', type,
      case when exists (select from pg_policy p where p.polrelid = format('public.%I', type)::regclass
        and p.polname = 'kinds') then 'r.kind = any (open_case_kinds())' else 'true' end)
      into of_unit using id;
  else
    own_column := case when type = 'person' then 'id' when exists (select from pg_attribute a
      where a.attrelid = format('public.%I', type)::regclass and a.attname = 'person') then 'person' end;
    execute format('select unit, place from %1$I r where r.id = $1
      and (r.place between scope_lo() and reach_hi(%1$L, false) or %2$s)', type,
      case when own_column is null then 'false' else format('r.%I = own_person(%L)', own_column, type) end)
      into of_unit, at_place using id;
  end if;
  if of_unit is null then
    return;
  end if;
  perform begin_command('read openings', type, id, of_unit, null, '', openings_of.at);
  if type = 'person' then
    for part in select t.name from table_class t join pg_attribute a
        on a.attrelid = to_regclass('public.' || quote_ident(t.name)) and a.attname = 'person'
      where t.is_record and t.class in ('unit', 'own') and (own_person(t.name) = openings_of.id
        or at_place between scope_lo() and reach_hi(t.name, false))
    loop
      -- What was withdrawn since was opened all the same.
      execute format('select array(select id from public.%1$I where person = $1
        union select id from past.%1$I where person = $1)', part) into found_ids using id;
      ids := ids || found_ids;
    end loop;
  end if;
  ids := ids || array(select a.id from attachment a where a.record_id = any (ids));
  return query select e.at, p.post, unit_called(p.unit) from audit_entry e join mandate p on p.id = e.mandate
    where e.record_id = any (ids) and e.command in ('open', 'open attachment') order by e.id desc limit most;
end $$;
