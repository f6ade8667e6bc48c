-- Every kind of case in one place: who may begin one, who is a party and sees nothing of it, where it lies, how it is told.
-- The functions are older than these tables, which only a body that is not parsed ahead (plpgsql) may name.

-- Cases an account is a party to, under whatever name the case goes.
create function cases_concerning(wanted uuid) returns uuid[] language sql stable security definer set search_path = public
return (select coalesce(array_agg(distinct key), '{}') from (
  select s.case_key as key from account a join inspection_subject s on s.subject_person = a.person where a.id = wanted
  union all
  select d.case_key from account a join discipline_decision d on d.subject_person = a.person where a.id = wanted
  union all
  select c.case_key from account a join discipline_case c on c.subject_person = a.person where a.id = wanted
  union all
  select o.case_key from account a join suspension_order o on o.subject_person = a.person where a.id = wanted
  union all
  select k.case_key from account a join discipline_decision d on d.subject_person = a.person
    join complaint k on k.decision = d.id where a.id = wanted
  union all
  select s.case_key from account a join signal s on s.subject_person = a.person where a.id = wanted
  union all
  select n.case_key from account a join supervision_note n on n.subject_person = a.person where a.id = wanted
  union all
  select unnest(denounced_to(wanted))
) concerned);

create or replace function cases_barred_to(wanted uuid) returns uuid[]
language plpgsql stable security definer set search_path = public as $$
begin
  return cases_concerning(wanted) || (select coalesce(array_agg(distinct r.case_key), '{}') from recusal r
    where r.account = wanted and r.valid_from <= today() and (r.valid_to is null or r.valid_to > today()));
end $$;

create or replace function opens_cases(wanted text) returns boolean
language sql stable security definer set search_path = public
return wanted in ('inspection', 'signal', 'discipline_decision', 'discipline_case', 'complaint', 'suspension_order',
    'petition', 'denunciation')
  and exists (select 1 from acting_right where reach = 'assigned' and may_write);

create or replace function place_of_case(wanted uuid) returns bigint
language plpgsql stable security definer set search_path = public as $$
begin
  return (select rows.place from (
    select i.place from programme_item i where i.case_key = wanted union all
    select i.place from inspection i where i.case_key = wanted union all
    select d.place from discipline_decision d where d.case_key = wanted union all
    select c.place from discipline_case c where c.case_key = wanted union all
    select k.place from complaint k where k.case_key = wanted union all
    select o.place from suspension_order o where o.case_key = wanted union all
    select s.place from signal s where s.case_key = wanted union all
    select d.place from denunciation d where d.case_key = wanted union all
    select p.place from petition p where p.case_key = wanted) rows limit 1);
end $$;

create or replace function told_cases(keys uuid[]) returns table (key uuid, kind text, id uuid)
language plpgsql stable security definer set search_path = public as $$
#variable_conflict use_column
begin
  return query
  select k.key, coalesce(r.kind, 'other'), case when row_is_open(r.kind, k.key, r.place) then k.key end
  from (select distinct unnest(keys) as key) k left join (
    select 'programme' as kind, p.id, p.place from programme p union all
    select 'programme_item', i.id, i.place from programme_item i union all
    select 'inspection', i.id, i.place from inspection i union all
    select 'signal', s.id, s.place from signal s union all
    select 'discipline_decision', d.id, d.place from discipline_decision d where d.matter is null union all
    select 'discipline_case', c.id, c.place from discipline_case c union all
    select 'complaint', k.id, k.place from complaint k union all
    select 'suspension_order', o.id, o.place from suspension_order o where o.matter is null union all
    select 'denunciation', d.id, d.place from denunciation d union all
    select 'petition', p.id, p.place from petition p) r on r.id = k.key
  where k.key <> all ((select barred_cases())::uuid[])
  order by 2, 1;
end $$;

create or replace function access_facts(of_account uuid, wanted uuid, day date) returns jsonb
language plpgsql stable security definer set search_path = public as $$
declare
  me record; a account; t record; r record; found_table text; cls text; is_now boolean := day >= today();
begin
  select * into me from acting_mandate;
  select * into a from account where id = of_account;
  for t in select name, class from table_class where is_record or name = 'unit' loop
    execute format('select id, unit, place, %s as case_key, %s as person from public.%I where id = $1',
      case t.class when 'case' then 'case_key' else 'null::uuid' end,
      case when t.name = 'person' then 'id' when exists (select 1 from pg_attribute
        where attrelid = t.name::regclass and attname = 'person') then 'person' else 'null::uuid' end, t.name)
      into r using wanted;
    if r.id is not null then
      found_table := t.name; cls := t.class;
      exit;
    end if;
  end loop;
  if a.id is null or r.id is null or r.case_key = any (barred_cases())
    or not coalesce(r.place between scope_lo() and reach_hi(found_table, false), false)
      and not coalesce(r.case_key = any (assigned_cases(found_table)), false)
    or not coalesce(a.id = me.account or me.role = 'machine' or may_manage(a.id), false) then
    return null;
  end if;
  return jsonb_build_object('table', found_table, 'class', cls, 'now', is_now,
    'accountOpen', case when is_now then account_open(a, today()) else a.closed_on is null or a.closed_on > day end,
    'concerned', r.case_key is not null and r.case_key = any (cases_concerning(a.id)),
    'recused', exists (select 1 from recusal c where c.case_key = r.case_key and c.account = a.id
      and c.valid_from <= day and (c.valid_to is null or c.valid_to > day)),
    'ownFile', r.person is not null and r.person = a.person,
    'mandates', coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'role', m.role, 'post', m.post,
        'begun', m.valid_from <= day, 'ended', m.valid_to is not null and m.valid_to <= day,
        'termOver', m.term_end is not null and m.term_end <= day,
        'unitEnded', m.unit is not null and not exists (select 1 from unit_period p where p.unit = m.unit
          and p.valid_from <= day and (p.valid_to is null or p.valid_to > day)),
        'inside', m.unit is null or stood_beneath(r.unit, m.unit, day), 'own', r.unit = m.unit,
        'above', m.unit is not null and stood_beneath(m.unit, r.unit, day),
        'assigned', exists (select 1 from assignment s where s.case_key = r.case_key and s.mandate = m.id
          and s.valid_from <= day and (s.valid_to is null or s.valid_to > day)),
        'reaches', (select coalesce(jsonb_agg(distinct q.reach), '[]') from role_right q
          where q.role = m.role and q.class = cls and (q.tables is null or found_table = any (q.tables))))
        order by m.valid_from, m.id) from mandate m where m.account = a.id), '[]'));
end $$;

-- As before; who may not see the kind of case is not told either who opened a step or a deadline of it.
create or replace function openings_of(type text, id uuid, most integer, at timestamp with time zone)
  returns table(instant timestamp with time zone, post text, unit_name text)
language plpgsql security definer set search_path = public as $$
declare
  c table_class; of_unit uuid; own_column text;
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
    execute format('select unit from %1$I r where r.id = $1
      and (r.place between scope_lo() and reach_hi(%1$L, false) or %2$s)', type,
      case when own_column is null then 'false' else format('r.%I = own_person(%L)', own_column, type) end)
      into of_unit using id;
  end if;
  if of_unit is null then
    return;
  end if;
  perform begin_command('read openings', type, id, of_unit, null, '', openings_of.at);
  return query select e.at, p.post, unit_called(p.unit) from audit_entry e join mandate p on p.id = e.mandate
    where e.record_id = openings_of.id and e.command = 'open' order by e.id desc limit most;
end $$;
