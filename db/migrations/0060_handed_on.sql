-- A hand-over tells of everything the product keeps for a post; a key counts while the post lasts it was registered
-- under; a post that was elected ends with the term of its body.

-- Roles whose posts are elected with their body; the others work for it from one term to the next.
alter table role add column by_term boolean not null default false;
update role set by_term = true where name in ('inspection_chair', 'cell_secretary', 'reader');
create index on body_term (body);

-- The day on which, by the record, the term ended in which an elected post began; nothing while none ended.
create function ended_with_term(m mandate) returns date language sql stable
return (select min(t.valid_to) from role r, body b join body_term t on t.body = b.id
  where r.name = m.role and r.by_term and b.unit = m.unit and b.kind = m.body and t.valid_to > m.valid_from);

-- When the term is due in which an elected post still stands. Past it, the right goes on until the end is recorded.
create function term_due(m mandate) returns date language sql stable
return (select max(t.due_on) from role r, body b join body_term t on t.body = b.id
  where r.name = m.role and r.by_term and b.unit = m.unit and b.kind = m.body and t.valid_to is null);

create or replace function mandate_in_force(m mandate, day date) returns boolean language sql stable
return m.valid_from <= day and (m.valid_to is null or m.valid_to > day)
  and (m.term_end is null or m.term_end > day)
  and (m.unit is null or exists (select 1 from unit_period p
    where p.unit = m.unit and p.valid_from <= day and (p.valid_to is null or p.valid_to > day)))
  and coalesce(ended_with_term(m) > day, true);

-- As before; each post also says when its body's term is due, and when it ended.
-- Made anew, not replaced: it names functions younger than itself.
drop function accounts_beneath();
create function accounts_beneath() returns table (id uuid, name text, full_name text, unit_name text, closed_on date,
  used_on date, closes_on date, manageable boolean, person uuid, mandates jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.name, a.full_name, unit_called(a.unit),
    a.closed_on, a.used_on, a.used_on + 45, may_manage(a.id), a.person,
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'post', p.post, 'from', p.valid_from,
        'to', p.valid_to, 'termEnd', p.term_end, 'termDue', term_due(p), 'termEnded', ended_with_term(p),
        'decision', p.decision, 'inForce', mandate_in_force(p, today()),
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

-- The post a hand-over is about and whoever holds it before: as it is told before it is done, and as it was done (then
-- `wanted` is the post that began). Nothing where whoever asks may neither do it nor see it.
create function post_told(wanted uuid, to_account uuid)
returns table (holder uuid, role text, lo bigint, hi bigint, act bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(o.account, m.account), m.role, u.place, u.place_end, h.act
  from mandate m join unit u on u.id = m.unit
  left join hand_over h on h.mandate = m.id and m.account = to_account left join mandate o on o.id = h.took_over
  where m.id = wanted and (may_hand_over(wanted) or may_see_hand_over(wanted))
$$;

create function role_sees_sealing(role text) returns boolean language sql immutable
return role in ('office', 'inspection_chair', 'inspection', 'petitions');

create or replace function sees_sealing() returns boolean
language sql stable security definer set search_path = public, pg_temp
return coalesce(role_sees_sealing(acting_role()), false);

-- A key belongs to the body in which it was registered: it counts while its account holds a post there.
create function carries_key(m mandate, k seal_key) returns boolean language sql stable
return m.account = k.account and role_sees_sealing(m.role) and mandate_in_force(m, today())
  and exists (select from audit_entry e join mandate r on r.id = e.mandate
    where e.id = k.act and r.unit = m.unit and r.body = m.body);

-- The last decision about each key and duty.
create view key_named as
select distinct on (key, duty) key, duty, names from key_holder order by key, duty, act desc;

create or replace view holder_now as
select h.key, h.duty, k.recipient, k.account
from key_named h join seal_key k on k.id = h.key
join account a on a.id = k.account and account_open(a, today())
where h.names and exists (select from mandate m where carries_key(m, k));

-- Keys of whoever hands over, as the last decision names them. `stays`: another post in the body it belongs to goes on.
create function keys_of_post(wanted uuid, to_account uuid)
returns table (recipient text, registered_on date, duties text[], stays boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select case when sees_sealing() then k.recipient end, k.registered_on,
    array(select n.duty from key_named n where n.key = k.id and n.names order by 1),
    exists (select from mandate o where o.id <> wanted and carries_key(o, k))
  from post_told(wanted, to_account) p join seal_key k on k.account = p.holder
  order by k.act
$$;

-- Proposals of others that wait for the post, but for those about its holder or about whoever asks.
create function proposals_before_post(wanted uuid, to_account uuid, at timestamptz)
returns table (kind text, id uuid, proposed_at timestamptz, expires_at timestamptz, for_both boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.kind, case when holds_right(p, me.role, me.lo, me.hi) then p.id end, p.proposed_at, p.expires_at,
    (b.person = any (p.subjects)) is not true
  from acting_mandate me join account mine on mine.id = me.account
  join post_told(wanted, to_account) post on true join account a on a.id = post.holder
  cross join lateral (select coalesce((select e.at from audit_entry e where e.id = post.act), $3)) told (at)
  join proposal p on p.account <> a.id and holds_right(p, post.role, post.lo, post.hi)
    and (post.act is null or p.act < post.act) and p.expires_at > told.at
    and (a.person = any (p.subjects)) is not true and (mine.person = any (p.subjects)) is not true
  left join account b on b.id = to_account
  where not exists (select from proposal_end e where e.proposal = p.id and (post.act is null or e.act <= post.act))
  order by p.expires_at
$$;

-- What was begun and is not recorded yet: lists being read in, which stay with whoever handed them in, and decisions on
-- the tree being drawn up, which the post goes on with.
create function begun_at_post(wanted uuid, to_account uuid)
returns table (kind text, id uuid, list text, since timestamptz, kept_until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select 'import_draft', case when d.id = any (open_imports()) then d.id end, d.list, d.opened_at,
    d.opened_at + make_interval(days => import_days())
  from post_told(wanted, to_account) p join import_draft d on d.account = p.holder and d.applied is null
  join unit u on u.id = d.unit and u.place between p.lo and p.hi
  where p.act is null or d.act < p.act
  union all
  select 'reorganisation_draft', case when row_is_open('reorganisation_draft', null, d.place) then d.id end, null,
    d.known_from, null
  from post_told(wanted, to_account) p join reorganisation_draft d on d.place between p.lo and p.hi
  where exists (select from role_right r where r.role = p.role and r.class = 'unit' and r.may_write and r.reach = 'beneath'
      and (r.tables is null or 'reorganisation_draft' = any (r.tables)))
    and not exists (select from reorganisation r where r.id = d.id)
  order by 1, 4
$$;

-- Open work up to a day, overdue work with it, as whoever holds the post sees it by its role: running deadlines of cases
-- (duties to put something right among them; without a day where none runs down), probations that end, requests to
-- correct a file, transfers under way. The last day of a transfer hangs on the calendar and is reckoned where it is shown.
drop function deadlines_of_post(uuid, uuid, date, date, int);
create function deadlines_of_post(wanted uuid, to_account uuid, day date, until date, months int)
returns table (kind text, id uuid, clock text, due date, for_both boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  with post as (
    select m.account, u.place as lo, u.place_end as hi, cases_of_post(m.id) as cases, m.role,
      cases_barred_to(m.account) as barred, cases_barred_to(to_account) as others, barred_cases() as unseen
    from mandate m join unit u on u.id = m.unit
    where m.id = wanted and (may_hand_over(wanted) or may_see_hand_over(wanted))
  ), reach as (
    select k.name as kind, max(case r.reach when 'beneath' then p.hi when 'own' then p.lo end) as hi,
      bool_or(r.reach = 'assigned') as assigned, bool_or(r.may_write) as writes
    from post p join role_right r on r.role = p.role
    join table_class k on k.class = r.class and (r.tables is null or k.name = any (r.tables))
      and (r.may_write or not k.kept_close) group by k.name
  ), work as (
    select k.table_name as kind, c.case_id as id, c.clock, c.due_on as due, c.case_key as key, c.place, 'case_clock' as seen_by
    from case_clock c join case_kind k on k.kind = c.kind join reach r on r.kind = k.table_name
    where c.started_on <= day and (c.stopped_on is null or c.stopped_on > day) and (c.due_on is null or c.due_on <= until)
    union all
    select 'standing', s.id, null, (s.valid_from + make_interval(months => months))::date, null, s.place, 'standing'
    from standing s
    where s.kind = 'probationary' and s.valid_from <= day and (s.valid_to is null or s.valid_to > day)
      and s.valid_from + make_interval(months => months) between day - 92 and until
    union all
    select r.kind, q.id, null, q.due_on, null, q.place, r.kind
    from correction_request q join reach r on r.kind = 'correction_request' and r.writes
    where q.asked_on <= day and (q.outcome is null or q.answered_on > day) and q.due_on <= until
    union all
    select r.kind, t.id, null, case when t.confirmed_on <= day then t.until_on end, null,
      case when t.place between p.lo and r.hi then t.place else d.place end, r.kind
    from post p join reach r on r.kind = 'transfer' and r.writes cross join transfer t
    left join unit d on d.id = t.to_unit and t.introduced_on <= day
    where t.requested_on <= day and (t.ended_on is null or t.ended_on > day) and (t.returned_on is null or t.returned_on > day)
      and (case when t.kind = 'internal' then t.received_on else t.confirmed_on end is null
        or case when t.kind = 'internal' then t.received_on else t.confirmed_on end > day
        or t.kind = 'temporary' and t.until_on <= until)
  )
  select w.kind, case when o.open then w.id end, w.clock, case when o.open then w.due end,
    w.key is null or w.key <> all (p.barred || p.others)
  from post p, work w join reach r on r.kind = w.seen_by, lateral (select row_is_open(w.kind, w.key, w.place) as open) o
  where (w.place between p.lo and r.hi or r.assigned and w.place between p.lo and p.hi and w.key = any (p.cases))
    and (w.key is null or w.key <> all (p.barred || p.unseen))
  order by o.open desc, w.due
$$;

-- As before, of records alone: no list of accounts, posts or rights is ever read in.
create or replace function open_stage(stage text, of_table regclass, defaults jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if stage !~ '^(stage|past)_' or not exists (
    select from pg_class c join table_class k on k.name = c.relname where c.oid = of_table and k.is_record) then
    raise exception 'no stage is called %', stage using errcode = '42501';
  end if;
  execute format('create temp table %I on commit drop as select *, null::int as line from %s with no data',
    stage, of_table);
  execute coalesce((select string_agg(format('alter table pg_temp.%I alter column %I set default %L', stage, key, value), ';')
    from jsonb_each_text(defaults)), '');
  execute format('grant select, insert, update, maintain on pg_temp.%I to capuy_app', stage);
end $$;
