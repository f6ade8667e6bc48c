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
    insert into two_person_duty (act, kind, type, records, one_by_one)
    values (acting_entry(), 'bulk', type, recorded, guarded);
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
      where (new.about is null or p.payload::jsonb -> 'rows' -> 'account' ->> 'id' = new.about::text)
        and (new.type is null or (p.payload::jsonb -> 'key' ->> 'type' = new.type or p.payload::jsonb -> 'key' -> 'types' ? new.type)
          and (p.payload::jsonb -> 'key' ->> 'records')::bigint = total)) then
    raise exception 'this takes two persons: %', new.kind using errcode = 'CU001';
  end if;
  return null;
end $$;

-- Whoever holds the slip of an account can enter it: who issued the last one and when, by the clock of this machine.
-- An account that was proposed and founded by two: who proposed it. The machine's slips are handed over by nobody else.
alter table account add column slip_by uuid references account, add column slip_at timestamptz,
  add column proposed_by uuid references account;

-- How long a proposal lives, and so how long a slip makes two accounts one.
create function proposal_lives() returns interval language sql immutable return interval '72 hours';

-- An account and whoever could have entered it since: who issued its slip, who issued theirs, and so on.
create function stands_behind(wanted uuid, since timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive behind (account) as (
    select wanted
    union
    select a.slip_by from behind b join account a on a.id = b.account where a.slip_at > since and a.slip_by is not null
  ) select account from behind
$$;

create or replace function found_account(new_id uuid, new_name text, full_name text, of_person uuid, hash text, of_unit uuid)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
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
  insert into account (id, name, full_name, person, unit, password_hash, must_change, slip_by, slip_at, proposed_by)
  values (new_id, new_name, full_name, of_person, of_unit, hash, true,
    case when m.role <> 'machine' then m.account end, clock_timestamp(), (select p.account from approved_here('grant') p));
end $$;

-- The first slip of an account founded by two is not for whoever proposed it: they would hold both ends of an act.
create or replace function reset_account(wanted uuid, hash text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  m record;
begin
  perform refuse_unmanaged(wanted);
  select * into m from acting_mandate;
  if exists (select from account a where a.id = wanted and a.must_change and a.proposed_by = m.account) then
    raise exception 'the first slip is for another' using errcode = '42501', constraint = 'own_proposal_slip';
  end if;
  update account set password_hash = hash, must_change = true, used_on = today(),
    slip_by = case when m.role <> 'machine' then m.account end, slip_at = clock_timestamp() where id = wanted;
  delete from session where account = wanted;
end $$;

create or replace function end_proposal(wanted uuid, how text, seen text, why text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p proposal; m record; e proposal_end; me uuid; is_own boolean;
begin
  select * into m from acting_mandate;
  select * into p from proposal where id = wanted for update;
  if m.mandate is null or p.id is null or not in_command() then
    return 'not_found';
  end if;
  select person into me from account where id = m.account;
  is_own := m.account = p.account or me = (select person from account where id = p.account);
  is_own := coalesce(is_own, false);
  if me = any (p.subjects) or not is_own and not holds_right(p, m.role, m.lo, m.hi) then
    return 'not_found';
  end if;
  select * into e from proposal_end where proposal = wanted;
  if e.proposal is not null then
    return case when e.account = m.account and e.outcome = how then 'already' else 'ended' end;
  elsif (how = 'withdrawn') <> is_own then
    return case when is_own then 'own' else 'not_own' end;
  elsif has_expired(p, acting_at()) then
    return 'expired';
  elsif how <> 'approved' then
    null;
  -- One person may be behind both accounts where a slip of either went through the same hands not long before.
  elsif exists (select stands_behind(m.account, p.stored_at - proposal_lives())
      intersect select stands_behind(p.account, p.stored_at - proposal_lives())) then
    return 'slip';
  -- Of an account tied to nobody, nobody can say whether it is a subject's.
  elsif me is null and p.subjects <> '{}' then
    return 'unlinked';
  -- Whoever approves has just shown who they are.
  elsif not stepped_up() then
    return 'not_proved';
  elsif not exists (select 1 from mandate o join account a on a.id = o.account
    where o.id = p.mandate and account_open(a, today()) and mandate_in_force(o, today())) then
    return 'lapsed';
  elsif seen is distinct from p.sha256 or p.sha256 <> proposal_hash(p) then
    return 'changed';
  end if;
  insert into proposal_end values (wanted, how, why, m.account, m.mandate, acting_at(), acting_entry());
  return how;
end $$;

create or replace function propose(id uuid, kind text, unit uuid, subjects uuid[], payload text, shown text)
returns table (proposal uuid, already boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p proposal; m record; k act_kind;
begin
  select * into m from acting_mandate;
  select * into k from act_kind a where a.kind = propose.kind;
  p.id := propose.id; p.kind := k.kind; p.unit := propose.unit; p.subjects := propose.subjects;
  p.payload := propose.payload; p.shown := propose.shown; p.account := m.account; p.mandate := m.mandate;
  p.type := case k.right_to when 'payload' then p.payload::jsonb -> 'key' ->> 'type'
    when 'roles' then null else k.right_to end;
  -- Who reads a list may ask to take it out; everything else is proposed by those who may do it.
  if m.mandate is null or not in_command() or not (holds_right(p, m.role, m.lo, m.hi) or p.kind = 'export'
    and may_read(p.type) and may_report(p.unit) and m.role <> 'machine') then
    raise exception 'no such unit' using errcode = '42501';
  end if;
  if (select a.person from account a where a.id = m.account) = any (p.subjects) then
    raise exception 'a person concerned proposes nothing' using errcode = 'CU002';
  end if;
  p.sha256 := proposal_hash(p);
  p.proposed_at := acting_at(); p.expires_at := acting_at() + proposal_lives();
  p.stored_at := clock_timestamp(); p.act := acting_entry();
  select o.id into proposal from proposal o where o.sha256 = p.sha256 and o.account = p.account
    and not has_expired(o, acting_at()) and not exists (select 1 from proposal_end e where e.proposal = o.id);
  already := proposal is not null;
  if not already then
    insert into proposal select p.*;
    proposal := p.id;
  end if;
  return next;
end $$;

-- Ties an account to the member who holds it: whoever administers it, once. The machine alone mends a wrong one, or a
-- subject could be untied for an approval.
create function link_account(wanted uuid, of_person uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_unmanaged(wanted);
  if not exists (select from person p join acting_mandate m on p.place between m.lo and m.hi where p.id = of_person) then
    raise exception 'no such person' using errcode = '42501', constraint = 'no_such_account';
  end if;
  update account set person = of_person where id = wanted and (person is null or acting_role() = 'machine');
  if not found then
    raise exception 'linked already' using errcode = '23514', constraint = 'account_linked';
  end if;
end $$;
