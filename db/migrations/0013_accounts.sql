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
  if whom <> m.account or not in_command() or not (wanted = any (assigned_cases('inspection', false))) then
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
  where wanted <> all (barred_cases()) and (wanted = any (assigned_cases('inspection', false))
    or place_of_case(wanted) between reach_lo('inspection', false) and reach_hi('inspection', false))
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
