-- Cases handed out by the chair; accounts administered along the tree.

-- The right to hand out a case: the chair of the commission it lies with, or of the nearest one above it.
create function refuse_foreign_case(wanted uuid) returns void
language plpgsql stable security definer set search_path = public as $$
declare
  m record; p bigint := place_of_case(wanted);
begin
  select * into m from acting_mandate;
  if m.mandate is null or not in_command() or p is null or wanted = any (barred_cases())
    or m.role not in ('machine', 'inspection_chair') or p not between m.lo and m.hi
    or m.role = 'inspection_chair' and exists (
      select 1 from body b join unit u on u.id = b.unit
      where b.kind = 'inspection_commission' and b.valid_to is null
        and u.place > m.lo and p between u.place and u.place_end) then
    raise exception 'no such case' using errcode = '42501', constraint = 'case_not_held';
  end if;
end $$;

-- Assigns a post of the commission to a case: somebody else, in office, whose part of the tree holds the case, and
-- who is neither concerned nor recused.
create function assign_case(new_id uuid, wanted uuid, to_mandate uuid, by_decision text) returns void
language plpgsql security definer set search_path = public as $$
declare
  m record; whom mandate; u unit;
begin
  perform refuse_foreign_case(wanted);
  select * into m from acting_mandate;
  select * into whom from mandate where id = to_mandate;
  select * into u from unit where id = whom.unit;
  if whom.id is null or not mandate_in_force(whom, today()) or u.place not between m.lo and m.hi
    or place_of_case(wanted) not between u.place and u.place_end
    or not exists (select 1 from role_right r where r.role = whom.role and r.reach = 'assigned') then
    raise exception 'no such post' using errcode = '42501', constraint = 'no_such_post';
  end if;
  if whom.account = m.account then
    raise exception 'nobody assigns themselves' using errcode = '42501', constraint = 'own_assignment';
  end if;
  if wanted = any (cases_barred_to(whom.account)) then
    raise exception 'concerned or recused' using errcode = '42501', constraint = 'barred_from_case';
  end if;
  insert into assignment values (new_id, wanted, to_mandate, today(), null, by_decision, acting_entry());
end $$;

create function end_assignment(wanted uuid) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform refuse_foreign_case((select case_key from assignment where id = wanted));
  update assignment set valid_to = today() where id = wanted and valid_to is null;
end $$;

-- Keeps an account away from a case from now on. Anybody who works on the case may step back; the chair may decide.
create function recuse(new_id uuid, wanted uuid, whom uuid, why text) returns void
language plpgsql security definer set search_path = public as $$
declare
  m record;
begin
  select * into m from acting_mandate;
  if whom <> m.account or not in_command() or not (wanted = any (assigned_cases('inspection'))) then
    perform refuse_foreign_case(wanted);
  end if;
  insert into recusal values (new_id, wanted, whom, today(), null, why, acting_entry());
end $$;

create function end_recusal(wanted uuid) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform refuse_foreign_case((select case_key from recusal where id = wanted));
  update recusal set valid_to = today()
  where id = wanted and valid_to is null and account <> (select account from acting_mandate);
end $$;

-- Who works on a case and who keeps away, for those who may open it.
create function people_of_case(wanted uuid)
returns table (id uuid, kind text, account uuid, full_name text, post text, since date, decision text)
language sql stable security definer set search_path = public as $$
  select x.* from (
    select s.id, 'assigned' as kind, a.id as account, a.full_name, m.post, s.valid_from, s.decision
    from assignment s join mandate m on m.id = s.mandate join account a on a.id = m.account
    where s.case_key = wanted and (s.valid_to is null or s.valid_to > today()) and mandate_in_force(m, today())
    union all
    select r.id, 'recused', a.id, a.full_name, '', r.valid_from, r.grounds
    from recusal r join account a on a.id = r.account
    where r.case_key = wanted and (r.valid_to is null or r.valid_to > today())
  ) x
  where wanted <> all (barred_cases()) and (wanted = any (assigned_cases('inspection'))
    or place_of_case(wanted) between scope_lo() and reach_hi('inspection', false))
  order by 2, 6, 4;
$$;

-- Posts that could be assigned to a case by whoever is acting.
create function posts_for_case(wanted uuid) returns table (mandate uuid, account uuid, full_name text, post text)
language sql stable security definer set search_path = public as $$
  select m.id, a.id, a.full_name, m.post
  from acting_mandate me
  join mandate m on mandate_in_force(m, today()) and m.account <> me.account
  join account a on a.id = m.account and account_open(a, today())
  join unit u on u.id = m.unit and u.place between me.lo and me.hi
  where me.role in ('inspection_chair', 'machine') and wanted <> all (barred_cases())
    and place_of_case(wanted) between me.lo and me.hi and place_of_case(wanted) between u.place and u.place_end
    and exists (select 1 from role_right r where r.role = m.role and r.reach = 'assigned')
    and wanted <> all (cases_barred_to(a.id))
  order by a.full_name, m.id;
$$;

-- An account belongs to one person; a password on a slip is changed at the first sign-in.
alter table account add column if not exists must_change boolean not null default false;
create unique index account_one_person on account (person);
-- A post that ends on the day it began was never held.
alter table mandate drop constraint mandate_check;
alter table mandate add check (valid_from <= valid_to);

-- An account of the own part of the tree, not the own one, all of whose posts the acting mandate could have given.
create function may_manage(wanted uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (
    select 1 from acting_mandate m join role mine on mine.name = m.role and mine.administers
    join account a on a.id = wanted and a.id <> m.account
    where m.role = 'machine' or m.role <> 'administrator'
      and exists (select 1 from unit u where u.id = a.unit and u.place between m.lo and m.hi)
      and not exists (select 1 from mandate p where p.account = a.id and mandate_in_force(p, today())
        and not may_grant(p.role, p.unit)))
$$;

create function refuse_unmanaged(wanted uuid) returns void
language plpgsql stable security definer set search_path = public as $$
begin
  if not in_command() or not may_manage(wanted) then
    raise exception 'no such account' using errcode = '42501', constraint = 'no_such_account';
  end if;
end $$;

create function refuse_ungrantable(wanted text, to_unit uuid, to_account uuid) returns void
language plpgsql stable security definer set search_path = public as $$
begin
  if to_account = (select account from acting_mandate) then
    raise exception 'nobody grants to themselves' using errcode = '42501', constraint = 'own_grant';
  end if;
  if not in_command() or not may_grant(wanted, to_unit) then
    raise exception 'not held' using errcode = '42501', constraint = 'not_held';
  end if;
end $$;

-- An account for somebody of the own part of the tree, without any right yet.
create function found_account(new_id uuid, new_name text, full_name text, of_person uuid, hash text, of_unit uuid)
returns void language plpgsql security definer set search_path = public as $$
declare
  m record;
begin
  select * into m from acting_mandate;
  if not in_command() or not exists (select 1 from role r where r.name = m.role and r.administers)
    or not exists (select 1 from unit u where u.id = of_unit and u.place between m.lo and m.hi)
    or of_person is not null and not exists (
      select 1 from person p where p.id = of_person and p.place between m.lo and m.hi) then
    raise exception 'no such unit or person' using errcode = '42501', constraint = 'no_such_account';
  end if;
  insert into account (id, name, full_name, person, unit, password_hash, must_change)
  values (new_id, new_name, full_name, of_person, of_unit, hash, true);
end $$;

create function grant_mandate(new_id uuid, to_account uuid, to_unit uuid, wanted text, its_post text, of_body text,
  since date, until date, term date, by_decision text) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform refuse_ungrantable(wanted, to_unit, to_account);
  -- A post is added to an account whose other posts are not above one's own.
  perform refuse_unmanaged(to_account);
  if since < today() then
    raise exception 'a post begins today or later' using errcode = '23514', constraint = 'mandate_begins';
  end if;
  insert into mandate (id, account, unit, role, post, body, valid_from, valid_to, term_end, decision)
  values (new_id, to_account, to_unit, wanted, its_post, of_body, since, until, term, by_decision);
end $$;

-- Ends a post, today at the earliest; an end is never put off. Sessions under it stop with it.
create function end_mandate(wanted uuid, ends date, by_decision text) returns void
language plpgsql security definer set search_path = public as $$
declare
  m mandate;
begin
  select * into m from mandate where id = wanted;
  perform refuse_ungrantable(m.role, m.unit, m.account);
  update mandate set valid_to = greatest(ends, today(), valid_from), end_decision = by_decision
  where id = wanted and (valid_to is null or valid_to > greatest(ends, today(), valid_from));
  if not found then
    raise exception 'the post is over' using errcode = '23514', constraint = 'mandate_over';
  end if;
end $$;

-- Closing stops every session at its next request; opening again needs the right to have given all its posts.
create function close_account(wanted uuid, closing boolean) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not closing or (select role from acting_mandate) <> 'administrator' then
    perform refuse_unmanaged(wanted);
  elsif not in_command() or wanted = (select account from acting_mandate) or not exists (
    select 1 from account a join unit u on u.id = a.unit join acting_mandate m on u.place between m.lo and m.hi
    where a.id = wanted) then
    raise exception 'no such account' using errcode = '42501', constraint = 'no_such_account';
  end if;
  update account set closed_on = case when closing then least(closed_on, today()) end,
    used_on = case when closing then used_on else today() end where id = wanted;
end $$;

-- Recovery: a new slip; the old password is gone unseen, and so is every session.
create function reset_account(wanted uuid, hash text) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform refuse_unmanaged(wanted);
  update account set password_hash = hash, must_change = true, used_on = today() where id = wanted;
  delete from session where account = wanted;
end $$;

-- One act: the old post ends today, the new holder's begins, and what it worked on goes over, but for cases the
-- new holder is concerned by or recused from; those wait for the chair. Answers how many of each.
create function hand_over(wanted uuid, to_account uuid, new_id uuid, by_decision text)
returns table (passed bigint, held_back bigint)
language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  m mandate; barred uuid[] := cases_barred_to(to_account);
begin
  select * into m from mandate where id = wanted;
  perform refuse_ungrantable(m.role, m.unit, m.account), refuse_ungrantable(m.role, m.unit, to_account),
    refuse_unmanaged(to_account);
  if not mandate_in_force(m, today()) or m.account = to_account then
    raise exception 'the post is over' using errcode = '23514', constraint = 'mandate_over';
  end if;
  update mandate set valid_to = today(), end_decision = by_decision where id = wanted;
  insert into mandate (id, account, unit, role, post, body, valid_from, valid_to, term_end, decision)
  values (new_id, to_account, m.unit, m.role, m.post, m.body, today(), m.valid_to, m.term_end, by_decision);
  return query with ended as (
    update assignment set valid_to = today() where mandate = wanted and (valid_to is null or valid_to > today())
    returning case_key
  ), begun as (
    insert into assignment (id, case_key, mandate, valid_from, decision, act)
    select gen_random_uuid(), case_key, new_id, today(), by_decision, acting_entry() from ended
    where case_key <> all (barred) returning 1
  ) select (select count(*) from begun), (select count(*) from ended) - (select count(*) from begun);
end $$;

-- Accounts of the own part of the tree, for whoever administers it: posts, last use, and the day they close by themselves.
create function accounts_beneath() returns table (id uuid, name text, full_name text, unit_name text, closed_on date,
  used_on date, closes_on date, manageable boolean, person uuid, mandates jsonb)
language sql stable security definer set search_path = public as $$
  select a.id, a.name, a.full_name,
    (select p.name from unit_period p where p.unit = a.unit order by p.valid_from desc limit 1),
    a.closed_on, a.used_on, a.used_on + 45, may_manage(a.id), a.person,
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'post', p.post, 'from', p.valid_from,
        'to', p.valid_to, 'termEnd', p.term_end, 'decision', p.decision, 'inForce', mandate_in_force(p, today()),
        'unit', (select n.name from unit_period n where n.unit = p.unit order by n.valid_from desc limit 1),
        'unitId', p.unit, 'grantable', may_grant(p.role, p.unit), 'cases', (select count(*) from assignment s where s.mandate = p.id
          and (s.valid_to is null or s.valid_to > today()))) order by p.valid_from, p.id)
      from mandate p join unit w on w.id = p.unit and w.place between me.lo and me.hi where p.account = a.id), '[]')
  from acting_mandate me join role r on r.name = me.role and r.administers
  join account a on a.id <> me.account and a.password_hash <> '!'
  where exists (select 1 from unit u where u.id = a.unit and u.place between me.lo and me.hi)
    or exists (select 1 from mandate p join unit u on u.id = p.unit and u.place between me.lo and me.hi
      where p.account = a.id)
  order by a.name
$$;

-- What the acting mandate may give, and where: roles that it holds.
create function grantable_roles() returns text[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(r.name order by r.name), '{}') from acting_mandate m
  join role mine on mine.name = m.role and mine.administers
  join role r on m.role = 'machine' or r.delegable and role_holds(m.role, r.name)
$$;

update account a set unit = (select m.unit from mandate m where m.account = a.id order by m.valid_from, m.id limit 1)
where a.unit is null;

-- Identity numbers are kept as a mark only (a keyed digest); one number, one person, in the whole installation.
create table identity_key (key bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
insert into table_class (name, class) values ('identity_key', 'sealed');
insert into identity_key default values;
create table identity_mark (
  person uuid primary key references person,
  mark bytea not null unique
);
insert into table_class (name, class) values ('identity_mark', 'sealed');

-- Two files that may be one person's: opened where both can be seen, at the lowest unit above them.
create table reconciliation (
  id uuid primary key,
  unit uuid not null references unit,
  first_person uuid not null references person,
  second_person uuid not null references person,
  opened_on date not null,
  settled_on date,
  settlement text,
  unique (first_person, second_person),
  check ((settled_on is null) = (settlement is null))
);
select record_table('reconciliation', 'unit');

-- The lowest unit under which two units stand in today's tree; null where they share none.
create function common_superior(one uuid, other uuid) returns uuid
language sql stable security definer set search_path = public as $$
  select s.id from unit s join unit a on a.id = one join unit b on b.id = other
  where a.place between s.place and s.place_end and b.place between s.place and s.place_end
  order by s.depth desc limit 1
$$;

-- Notes a person's identity number. `elsewhere`: another file carries it; never which, nor where. A reconciliation is
-- opened at the common superior (where there is none, at the top of the own tree), for whoever stands there.
create function register_identity(of_person uuid, number text, new_id uuid) returns text
language plpgsql security definer set search_path = public as $$
declare
  digits text := regexp_replace(number, '\D', '', 'g'); m bytea; p person; other person; superior unit;
begin
  select * into p from person where id = of_person
    and place between scope_lo() and reach_hi('person', true);
  if p.id is null or not in_command() then
    raise exception 'no such person' using errcode = '42501';
  end if;
  -- Nine digits (chứng minh nhân dân) or twelve (căn cước).
  if digits !~ '^(\d{9}|\d{12})$' then
    return 'malformed';
  end if;
  select sha256(k.key || sha256(k.key || convert_to(digits, 'UTF8'))) into m from identity_key k;
  select q.* into other from identity_mark i join person q on q.id = i.person where i.mark = m and i.person <> p.id;
  if other.id is null then
    insert into identity_mark values (p.id, m) on conflict (person) do update set mark = m;
    return 'ok';
  end if;
  select u.* into superior from unit u where u.id = coalesce(common_superior(p.unit, other.unit),
    (select r.id from unit r join unit own on own.id = p.unit and own.place between r.place and r.place_end
      order by r.depth limit 1));
  insert into reconciliation (id, unit, first_person, second_person, opened_on, place, known_from, act)
  values (new_id, superior.id, least(p.id, other.id), greatest(p.id, other.id), today(), superior.place, acting_at(), acting_entry())
  on conflict (first_person, second_person) do nothing;
  return 'elsewhere';
end $$;

-- What decides whether an account sees a record on a day, fact by fact; src/areas/access/rules.ts draws the conclusion.
-- Null where whoever asks may not read the record or has no business with the account. Days before today go by the
-- tree, the posts, the assignments and the recusals of that day; the rights of roles are those of now.
create function access_facts(of_account uuid, wanted uuid, day date) returns jsonb
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
    'concerned', r.case_key is not null and (
      exists (select 1 from inspection_subject s where s.case_key = r.case_key and s.subject_person = a.person)
      or exists (select 1 from discipline_decision d where d.case_key = r.case_key and d.subject_person = a.person)),
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

-- Whether a unit was the other one or stood beneath it on a day; one that had ended, as it stood last.
create function stood_beneath(wanted uuid, above uuid, day date) returns boolean
language sql stable security definer set search_path = public as $$
  select case when day >= today() then exists (select 1 from unit u join unit s on s.id = above
      and u.place between s.place and s.place_end where u.id = wanted)
    else exists (select 1 from unit_closure c where c.descendant = wanted and c.ancestor = above
      and c.valid_from <= day and c.valid_to > least(day, (select max(coalesce(p.valid_to, 'infinity')) from unit_period p
        where p.unit = wanted) - 1)) end
$$;
