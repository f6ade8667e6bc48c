-- What one person could still do alone: expel in bulk, act as the second person through a password slip.

-- Rows that take two persons however few they are: the duty of a bulk says so.
alter table two_person_duty add column one_by_one boolean not null default false;

-- As before, and tells whether a row was recorded that one person may not record: the guards of stay (expelled) look
-- away from what the owner writes, which is what a bulk is written as.
drop function record_uncounted(text, text[]);
create function record_uncounted(type text, columns text[])
  returns table (recorded bigint, staged bigint, one_by_one boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  c table_class; m record; inside boolean;
begin
  select * into c from table_class where name = type and is_record;
  select * into m from acting_mandate;
  if m.mandate is null or c.name is null or reach_hi(type, true) is null or not in_command() then
    raise exception 'new rows violate row-level security of %', type using errcode = '42501';
  end if;
  execute format($insert$with written as (
      insert into public.%1$I (%2$s, unit, place, known_from, act)
      select %3$s, u.id, u.place, least(coalesce(new.known_from, acting_at()), acting_at()), acting_entry()
      from pg_temp.%4$I new left join unit u on u.id = (%5$s)
      where not exists (select 1 from public.%1$I t where t.id = new.id) returning %6$s, %7$s
    ) select count(*), coalesce(bool_and(inside), true), (select count(*) from pg_temp.%4$I),
      coalesce(bool_or(one_by_one), false) from written
    $insert$, type,
    (select string_agg(quote_ident(name), ', ') from unnest(columns) as name where name not in ('unit', 'known_from')),
    (select string_agg('new.' || quote_ident(name), ', ') from unnest(columns) as name
      where name not in ('unit', 'known_from')),
    'stage_' || type, coalesce(c.unit_from, 'new.unit'),
    'place between $1 and $2' || case c.class when 'case' then ' and case_key <> all ($3)' else '' end || ' as inside',
    case type when 'stay' then 'left_by = ''expelled''' else 'false' end || ' as one_by_one')
    into recorded, inside, staged, one_by_one using m.lo, reach_hi(type, true), barred_cases();
  if not inside then
    raise exception 'new rows violate row-level security of %', type using errcode = '42501';
  end if;
  return next;
end $$;

create or replace function record_in_bulk(type text, columns text[]) returns table (recorded bigint, staged bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  guarded boolean;
begin
  select r.recorded, r.staged, r.one_by_one into recorded, staged, guarded from record_uncounted(type, columns) r;
  if acting_role() <> 'machine' and recorded > 0 then
    insert into two_person_duty values (acting_entry(), 'bulk', type, recorded, guarded);
  end if;
  return next;
end $$;

create or replace function refuse_undone_duty() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  total bigint := (select sum(d.records) from two_person_duty d where d.act = new.act and d.kind = new.kind);
begin
  if (new.kind <> 'bulk' or new.one_by_one or total > bulk_limit() or exists (
      select 1 from pg_trigger t where t.tgrelid = to_regclass('public.' || quote_ident(new.type)) and t.tgname = 'two_persons'))
    and not exists (select 1 from approved_here(
        case new.kind when 'reorganise' then 'reorganise undo_reorganisation' else new.kind end) p
      where new.type is null or (p.payload::jsonb -> 'key' ->> 'type' = new.type or p.payload::jsonb -> 'key' -> 'types' ? new.type)
        and (p.payload::jsonb -> 'key' ->> 'records')::bigint = total) then
    raise exception 'this takes two persons: %', new.kind using errcode = 'CU001';
  end if;
  return null;
end $$;
