-- Handing over a post: what passes is told before it is done, done in one command, and kept as it was done.
-- Whoever hands over somebody's post is told what the policies open to them; what lies out of their reach by its kind
-- alone; and of cases they keep away from nothing at all, not even how many.

create table hand_over (
  -- The post that began by it, and the one that ended.
  mandate uuid primary key references mandate,
  took_over uuid not null unique references mandate,
  -- Keys, cards, envelopes and papers, as both wrote them down.
  keys text not null,
  -- Cases the new holder keeps away from.
  held_back uuid[] not null,
  act bigint not null references audit_entry
);
insert into table_class (name, class) values ('hand_over', 'sealed');

create function may_hand_over(wanted uuid) returns boolean language sql stable security definer set search_path = public
return exists (select from mandate m, acting_mandate me where m.id = wanted and m.account <> me.account
  and mandate_in_force(m, today()) and may_grant(m.role, m.unit));

-- Afterwards the new holder reads it too, to sign it.
create function may_see_hand_over(wanted uuid) returns boolean language sql stable security definer
set search_path = public
return exists (select from hand_over h join mandate m on m.id = h.mandate, acting_mandate me
  where h.mandate = wanted and (m.account = me.account or may_grant(m.role, m.unit)));

-- What the policies say (db/policies.sql) of a row of case material, or of a unit's where it has no key.
create function row_is_open(type text, key uuid, at bigint) returns boolean language sql stable security definer
set search_path = public
return coalesce(at between scope_lo() and reach_hi(type, false), false)
  or coalesce(at >= scope_lo() and at <= scope_hi() and key = any (assigned_cases(type)), false);

create function cases_of_post(wanted uuid) returns uuid[] language sql stable security definer set search_path = public
return (select coalesce(array_agg(distinct a.case_key), '{}') from assignment a where a.mandate = wanted
  and (a.valid_to is null or a.valid_to > today()));

-- Cases by their kind; by their id where the acting mandate may open them.
create function told_cases(keys uuid[]) returns table (key uuid, kind text, id uuid)
language sql stable security definer set search_path = public as $$
  select k.key, coalesce(r.kind, 'other'), case when row_is_open(r.kind, k.key, r.place) then k.key end
  from (select distinct unnest(keys) as key) k left join (
    select 'programme' as kind, p.id, p.place from programme p union all
    select 'programme_item', i.id, i.place from programme_item i union all
    select 'inspection', i.id, i.place from inspection i union all
    select 'discipline_decision', d.id, d.place from discipline_decision d union all
    select 'petition', p.id, p.place from petition p) r on r.id = k.key
  where k.key <> all ((select barred_cases())::uuid[])
  order by 2, 1
$$;

-- Both holders, the post, and what becomes of signing in. `needed`: the post takes a second step.
create function post_to_pass(wanted uuid, to_account uuid, at timestamptz)
returns table (unit_name text, post text, role text, from_name text, to_name text, sessions int, other_posts int,
  own_factor boolean, needed boolean, to_factor boolean)
language sql stable security definer set search_path = public as $$
  select unit_called(m.unit), m.post, m.role, a.full_name, b.full_name,
    (select count(*)::int from session s where s.mandate = m.id and s.expires_at > at),
    (select count(*)::int from mandate o where o.account = a.id and o.id <> m.id and mandate_in_force(o, today())),
    has_factor(a.id), second_factor_needed(m.id), has_factor(b.id)
  from mandate m join account a on a.id = m.account left join account b on b.id = to_account and may_manage(b.id)
  where m.id = wanted and may_hand_over(wanted)
$$;

-- `passes`: the new holder neither is concerned nor keeps away. `for_both`: neither does the old one, so that it may
-- stand on the paper both sign.
create function cases_to_pass(wanted uuid, to_account uuid)
returns table (kind text, id uuid, passes boolean, for_both boolean)
language sql stable security definer set search_path = public as $$
  select t.kind, t.id, t.key <> all (cases_barred_to(to_account)),
    t.key <> all (cases_barred_to(to_account) || cases_barred_to(m.account))
  from mandate m, told_cases(cases_of_post(wanted)) t where m.id = wanted and may_hand_over(wanted)
$$;

-- Proposals under the post that are still open, but for those about whoever asks.
create function drafts_to_end(wanted uuid, to_account uuid, at timestamptz)
returns table (kind text, id uuid, proposed_at timestamptz, expires_at timestamptz, for_both boolean)
language sql volatile security definer set search_path = public as $$
  select p.kind, case when holds_right(p, me.role, me.lo, me.hi) then p.id end, p.proposed_at, p.expires_at,
    (select b.person from account b where b.id = to_account and b.person = any (p.subjects)) is null
  from acting_mandate me join account mine on mine.id = me.account
  join proposal p on p.mandate = wanted and (mine.person is null or mine.person <> all (p.subjects))
  where may_hand_over(wanted) and not has_expired(p, at)
    and not exists (select from proposal_end e where e.proposal = p.id)
  order by p.expires_at
$$;

-- Open duties and probations that end, up to a day, as whoever holds the post sees them by its role.
create function deadlines_of_post(wanted uuid, to_account uuid, day date, until date, months int)
returns table (kind text, id uuid, due date, for_both boolean)
language sql stable security definer set search_path = public as $$
  with post as (
    select m.account, u.place as lo, u.place_end as hi, cases_of_post(m.id) as cases, m.role,
      cases_barred_to(m.account) as barred, cases_barred_to(to_account) as others, barred_cases() as unseen
    from mandate m join unit u on u.id = m.unit
    where m.id = wanted and (may_hand_over(wanted) or may_see_hand_over(wanted))
  ), reach as (
    select k.name as kind, max(case r.reach when 'beneath' then p.hi when 'own' then p.lo end) as hi,
      bool_or(r.reach = 'assigned') as assigned
    from post p join role_right r on r.role = p.role
    join table_class k on k.class = r.class and (r.tables is null or k.name = any (r.tables)) group by k.name
  ), work as (
    select 'remediation' as kind, r.id, r.due_on as due, r.case_key as key, r.place from remediation r
    where (r.verified_on is null or r.verified_on > day) and (r.done_on is null or r.done_on > day) and r.due_on <= until
    union all
    select 'standing', s.id, (s.valid_from + make_interval(months => months))::date, null, s.place from standing s
    where s.kind = 'probationary' and s.valid_from <= day and (s.valid_to is null or s.valid_to > day)
      and s.valid_from + make_interval(months => months) between day - 92 and until
  )
  select w.kind, case when o.open then w.id end, case when o.open then w.due end,
    w.key is null or w.key <> all (p.barred || p.others)
  from post p, work w join reach r on r.kind = w.kind, lateral (select row_is_open(w.kind, w.key, w.place) as open) o
  where (w.place between p.lo and r.hi or r.assigned and w.place between p.lo and p.hi and w.key = any (p.cases))
    and (w.key is null or w.key <> all (p.barred || p.unseen))
  order by o.open desc, w.due
$$;

-- One act: the old post ends today with its sessions and its open proposals, the new holder's begins, and what it
-- worked on goes over, but for cases the new holder keeps away from. Answers how many of each the acting may know of.
drop function hand_over(uuid, uuid, uuid, text);
create function hand_over(wanted uuid, to_account uuid, new_id uuid, by_decision text, handed_keys text)
returns table (passed int, held_back int, drafts int)
language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  m mandate; barred uuid[] := cases_barred_to(to_account); worked uuid[] := cases_of_post(wanted); unseen uuid[] := barred_cases();
  me record;
begin
  select * into m from mandate where id = wanted;
  select * into me from acting_mandate;
  perform refuse_ungrantable(m.role, m.unit, m.account), refuse_ungrantable(m.role, m.unit, to_account),
    refuse_unmanaged(to_account);
  if not mandate_in_force(m, today()) or m.account = to_account then
    raise exception 'the post is over' using errcode = '23514', constraint = 'mandate_over';
  end if;
  update mandate set valid_to = today(), end_decision = by_decision where id = wanted;
  insert into mandate (id, account, unit, role, post, body, valid_from, valid_to, term_end, decision)
  values (new_id, to_account, m.unit, m.role, m.post, m.body, today(), m.valid_to, m.term_end, by_decision);
  update assignment set valid_to = today() where mandate = wanted and (valid_to is null or valid_to > today());
  insert into assignment (id, case_key, mandate, valid_from, decision, act)
  select gen_random_uuid(), key, new_id, today(), by_decision, acting_entry() from unnest(worked) as key
  where key <> all (barred);
  insert into hand_over values (new_id, wanted, handed_keys,
    array(select key from unnest(worked) as key where key = any (barred)), acting_entry());
  -- A proposal is bound to whoever made it, in the post in which it was made.
  insert into proposal_end
  select p.id, 'withdrawn', 'Bàn giao nhiệm vụ, ' || by_decision, me.account, me.mandate, acting_at(), acting_entry()
  from proposal p where p.mandate = wanted and not has_expired(p, acting_at())
    and not exists (select from proposal_end e where e.proposal = p.id);
  delete from session where mandate = wanted;
  return query select (select count(*)::int from unnest(worked) as key where key <> all (barred || unseen)),
    (select count(*)::int from unnest(worked) as key where key = any (barred) and key <> all (unseen)),
    (select count(*)::int from drafts_ended(new_id));
end $$;

-- What a hand-over was, afterwards.
create function post_passed(wanted uuid)
returns table (unit_name text, post text, role text, from_name text, to_name text, on_day date, decision text, keys text,
  sessions int, other_posts int, own_factor boolean, needed boolean, to_factor boolean, to_account uuid)
language sql stable security definer set search_path = public as $$
  select unit_called(m.unit), m.post, m.role, a.full_name, b.full_name, m.valid_from, m.decision, h.keys, 0,
    (select count(*)::int from mandate x where x.account = a.id and mandate_in_force(x, today())),
    has_factor(a.id), second_factor_needed(m.id), has_factor(b.id), b.id
  from hand_over h join mandate m on m.id = h.mandate join mandate o on o.id = h.took_over
  join account a on a.id = o.account join account b on b.id = m.account
  where h.mandate = wanted and may_see_hand_over(wanted)
$$;

create function cases_passed(wanted uuid) returns table (kind text, id uuid, passes boolean, for_both boolean)
language sql stable security definer set search_path = public as $$
  select t.kind, t.id, t.key <> all (h.held_back), t.key <> all (h.held_back || cases_barred_to(o.account))
  from hand_over h join mandate o on o.id = h.took_over, told_cases(h.held_back || array(
    select a.case_key from assignment a where a.mandate = wanted and a.act = h.act)) t
  where h.mandate = wanted and may_see_hand_over(wanted)
$$;

create function drafts_ended(wanted uuid)
returns table (kind text, id uuid, proposed_at timestamptz, expires_at timestamptz, for_both boolean)
language sql volatile security definer set search_path = public as $$
  select p.kind, case when holds_right(p, me.role, me.lo, me.hi) then p.id end, p.proposed_at, p.expires_at,
    (b.person = any (p.subjects)) is not true
  from acting_mandate me join account mine on mine.id = me.account
  join hand_over h on h.mandate = wanted and may_see_hand_over(wanted)
  join mandate m on m.id = h.mandate join account b on b.id = m.account
  join proposal_end e on e.act = h.act and e.outcome = 'withdrawn'
  join proposal p on p.id = e.proposal and p.mandate = h.took_over
    and (mine.person is null or mine.person <> all (p.subjects))
  order by p.expires_at
$$;

-- As before; cases are counted but for those whoever asks keeps away from, and each post names its hand-overs.
drop function accounts_beneath();
create function accounts_beneath() returns table (id uuid, name text, full_name text, unit_name text, closed_on date,
  used_on date, closes_on date, manageable boolean, person uuid, mandates jsonb)
language sql stable security definer set search_path = public as $$
  select a.id, a.name, a.full_name, unit_called(a.unit),
    a.closed_on, a.used_on, a.used_on + 45, may_manage(a.id), a.person,
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'post', p.post, 'from', p.valid_from,
        'to', p.valid_to, 'termEnd', p.term_end, 'decision', p.decision, 'inForce', mandate_in_force(p, today()),
        'unit', unit_called(p.unit), 'unitId', p.unit, 'grantable', may_grant(p.role, p.unit),
        'cases', (select count(*) from unnest(cases_of_post(p.id)) as key where key <> all (me.barred)),
        'handOvers', array(select h.mandate from hand_over h where p.id in (h.mandate, h.took_over) order by h.act))
        order by p.valid_from, p.id)
      from mandate p join unit w on w.id = p.unit and w.place between me.lo and me.hi where p.account = a.id), '[]')
  from (select *, barred_cases() as barred from acting_mandate) me join role r on r.name = me.role and r.administers
  join account a on a.id <> me.account and a.password_hash <> '!'
  where exists (select 1 from unit u where u.id = a.unit and u.place between me.lo and me.hi)
    or exists (select 1 from mandate p join unit u on u.id = p.unit and u.place between me.lo and me.hi
      where p.account = a.id)
  order by a.name
$$;
