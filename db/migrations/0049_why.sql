-- Why a record is seen or not, asked of the policies themselves: for each post of an account, every policy of the record's
-- table is put to the record, on a day. What the policies ask of the day is asked of that day: the functions they name
-- are older than those with a day, which only a body that is not parsed ahead (plpgsql) may name.

create function assigned_cases(wanted text, day date) returns uuid[]
language sql stable security definer set search_path = public
return (select coalesce(array_agg(distinct a.case_key), '{}') from acting_right r
  join assignment a on a.mandate = r.mandate and a.valid_from <= day and (a.valid_to is null or a.valid_to > day)
  where r.table_name = wanted and r.reach = 'assigned');

create or replace function assigned_cases(wanted text) returns uuid[]
language plpgsql stable security definer set search_path = public as $$
begin
  return assigned_cases(wanted, today());
end $$;

-- Matters and letters an account keeps away from: it is the denounced, close to them, or in a post there on the day.
create function denounced_to(wanted uuid, day date) returns uuid[] language sql stable security definer set search_path = public
return (with me as (select a.id, a.person from account a where a.id = wanted),
  post as (select m.unit from me join mandate m on m.account = me.id and m.unit is not null and mandate_in_force(m, day)
    union select p.unit from me join party_post p on p.person = me.person and p.valid_from <= day
      and (p.valid_to is null or p.valid_to > day)),
  matter as (select d.denunciation as id from me join denounced d on d.subject_person = me.person
    union select d.denunciation from post join denounced d on d.subject_unit = post.unit
    union select c.denunciation from me join close_person c on c.person = me.person)
  select coalesce(array_agg(distinct key), '{}') from (
    select id as key from matter union all
    select p.case_key from matter join denunciation_letter l on l.denunciation = matter.id
      join petition p on p.id = l.petition union all
    select p.case_key from me join petition p on p.subject_person = me.person union all
    select p.case_key from post join petition p on p.subject_unit = post.unit) barred);

-- Cases an account is a party to, under whatever name the case goes.
create function cases_concerning(wanted uuid, day date) returns uuid[]
language sql stable security definer set search_path = public
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
  select unnest(denounced_to(wanted, day))
) concerned);

create function cases_barred_to(wanted uuid, day date) returns uuid[]
language sql stable security definer set search_path = public
return cases_concerning(wanted, day) || (select coalesce(array_agg(distinct r.case_key), '{}') from recusal r
  where r.account = wanted and r.valid_from <= day and (r.valid_to is null or r.valid_to > day));

create or replace function cases_barred_to(wanted uuid) returns uuid[]
language plpgsql stable security definer set search_path = public as $$
begin
  return cases_barred_to(wanted, today());
end $$;

drop function cases_concerning(uuid);
drop function denounced_to(uuid);

-- Lets this transaction act under a post, whether it holds or not. Granted to nobody: access_facts takes it back. In the
-- tree of a day before today there is room beneath every unit.
create function stand_in(m mandate, day date) returns void language sql volatile security definer set search_path = public as $$
  select set_config('capuy.pass', pass, true), set_config('capuy.seal', pass_seal(key, pass), true)
  from pass_key, (select concat_ws(' ', m.account, m.id, m.role, coalesce(m.unit::text, '-'), coalesce(u.place, 0),
    coalesce(greatest(u.place_end, u.place + (day < today())::int), 9223372036854775807)) as pass
    from (select 1) always left join unit u on u.id = m.unit) as acting
$$;

-- Where a unit lay on a day before today as the acting post saw it from its own unit: there, beneath, above or beside.
create function laid_at(wanted uuid, day date) returns jsonb language sql stable security definer set search_path = public as $$
  select case when m.unit is null then '{}'
    when wanted = m.unit then jsonb_build_object('place', m.lo, 'place_end', m.hi)
    when stood_beneath(wanted, m.unit, day) then jsonb_build_object('place', m.hi, 'place_end', m.hi)
    when stood_beneath(m.unit, wanted, day) then jsonb_build_object('place', m.lo - 1, 'place_end', m.hi + 1)
    else jsonb_build_object('place', m.lo - 1, 'place_end', m.lo - 1) end
  from acting_mandate m
$$;

-- A table, or one row of it, in the tree of a day: what stands behind FROM.
create function laid(type text, day date, only_row uuid) returns text language sql stable security definer set search_path = public
return format('(select l.* from public.%1$I t, lateral %2$s l where %3$s) %1$I', type,
  case when day < today() then format('jsonb_populate_record(t, laid_at(t.unit, %L))', day) else '(select t.*)' end,
  coalesce('t.id = ' || quote_literal(only_row), 'true'));

-- What PostgreSQL asks before it shows a row to the application, policy by policy, turned to a day: `opens` of a policy
-- that opens rows, the others keep them closed. Units named in a clause are those the acting post is shown.
create function clauses_of(type text, day date) returns table (name text, opens boolean, clause text)
language plpgsql stable security definer set search_path = public as $$
begin
  return query select p.polname::text, p.polpermissive, case when p.asks like '%FROM unit u%'
      then (select replace(p.asks, 'FROM unit u', format('FROM (select * from %s where %s) u', laid('unit', day, null),
        string_agg(c.clause, ' or '))) from clauses_of('unit', day) c) else p.asks end
    from (select q.*, replace(regexp_replace(pg_get_expr(q.polqual, q.polrelid), 'assigned_cases\(([^()]*)\)',
        format('assigned_cases(\1, %L)', day), 'g'),
        'barred_cases()', format('cases_barred_to(acting_account(), %L)', day)) as asks
      from pg_policy q where q.polrelid = format('public.%I', type)::regclass and q.polcmd in ('r', '*')
        and 'capuy_app'::regrole = any (q.polroles)) p
    order by p.polname <> 'read', p.polname;
end $$;

-- The policies that open a row to the acting post on a day, and those that keep it closed.
create function policies_on(type text, wanted uuid, day date) returns jsonb
language plpgsql stable security definer set search_path = public as $$
declare
  found_ones jsonb;
begin
  execute (select format('select jsonb_build_object(''opening'', array_remove(array[%s], null),
      ''closing'', array_remove(array[%s]::text[], null)) from %s',
      string_agg(format('case when %s then %L end', c.clause, c.name), ', ') filter (where c.opens),
      string_agg(format('case when %s then null else %L end', c.clause, c.name), ', ') filter (where not c.opens),
      laid(policies_on.type, policies_on.day, wanted))
    from clauses_of(policies_on.type, policies_on.day) c) into found_ones;
  return found_ones;
end $$;

create function is_shown(policies jsonb) returns boolean language sql stable
return policies -> 'opening' <> '[]' and policies -> 'closing' = '[]';

-- The table and id of the record an id names. What hangs on a record is open exactly as that: it names the record.
create function record_named(inout wanted uuid, out type text, out hangs boolean)
language plpgsql stable security definer set search_path = public as $$
declare
  t record; there boolean; named uuid := wanted;
begin
  select coalesce(x.record_id, named), x.record_type into wanted, type from (select 1) always left join (
    select a.record_type, a.record_id from attachment a where a.id = named union all
    select 'petition', e.petition from envelope e left join envelope_move m on m.envelope = e.id
      where named in (e.id, m.id) union all
    select 'petition', i.petition from sealed_item i where i.id = named union all
    select case when h.petition is null then 'hand_in' else 'petition' end, coalesce(h.petition, h.id)
      from hand_in h left join hand_in_answer w on w.hand_in = h.id where named in (h.id, w.id)
    limit 1) x on true;
  hangs := wanted <> named;
  if type is not null then
    return;
  end if;
  for t in select name from table_class where is_record or name in ('unit', 'import_draft') loop
    execute format('select exists (select from public.%I where id = $1)', t.name) into there using wanted;
    if there then
      type := t.name;
      return;
    end if;
  end loop;
end $$;

-- What decides whether an account sees a record on a day, post by post; src/areas/access/rules.ts gives it words. Null
-- where whoever asks (but for the machine) is not shown the record or has no business with the account. Days before today
-- go by the tree, the posts, the assignments and the recusals of that day; the rights of roles and what the record says are
-- those of now, and a list that is being imported is opened by the tree of today.
create or replace function access_facts(of_account uuid, wanted uuid, day date) returns jsonb
language plpgsql volatile security definer set search_path = public as $$
declare
  me record; a account; r record; m mandate; at_unit uuid; key uuid; posts jsonb := '[]'; is_now boolean := day >= today();
  own_pass text := current_setting('capuy.pass', true); own_seal text := current_setting('capuy.seal', true);
begin
  select * into me from acting_mandate;
  select * into a from account where id = of_account;
  select * into r from record_named(wanted);
  if a.id is null or r.type is null or not coalesce(a.id = me.account or me.role = 'machine' or may_manage(a.id), false)
    or me.role <> 'machine' and not is_shown(policies_on(r.type, r.wanted, today())) then
    return null;
  end if;
  execute format('select unit, %s from public.%I where id = $1',
    case when (select class from table_class where name = r.type) = 'case' then 'case_key' else 'null::uuid' end, r.type)
    into at_unit, key using r.wanted;
  for m in select * from mandate p where p.account = a.id order by p.valid_from, p.id loop
    perform stand_in(m, day);
    posts := posts || (jsonb_build_object('id', m.id, 'role', m.role, 'post', m.post,
      'begun', m.valid_from <= day, 'ended', m.valid_to is not null and m.valid_to <= day,
      'termOver', m.term_end is not null and m.term_end <= day,
      'unitEnded', m.unit is not null and not exists (select 1 from unit_period p where p.unit = m.unit
        and p.valid_from <= day and (p.valid_to is null or p.valid_to > day)),
      'inside', m.unit is null or stood_beneath(at_unit, m.unit, day), 'own', at_unit = m.unit,
      'reaches', (select coalesce(jsonb_agg(distinct q.reach), '[]') from acting_right q where q.table_name = r.type))
      || case when mandate_in_force(m, day) then policies_on(r.type, r.wanted, day) else '{}' end);
  end loop;
  perform set_config('capuy.pass', own_pass, true), set_config('capuy.seal', own_seal, true);
  return jsonb_build_object('table', r.type, 'hangs', r.hangs,
    'accountOpen', case when is_now then account_open(a, today()) else a.closed_on is null or a.closed_on > day end,
    'concerned', coalesce(key = any (cases_concerning(a.id, day)), false),
    'handedIn', exists (select from import_draft d where d.id = r.wanted and d.account = a.id), 'mandates', posts);
end $$;
