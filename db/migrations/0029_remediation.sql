-- Duties of a conclusion with owner, verifier and money; their deadlines; reminders of every deadline; calendars of them.

alter table remediation add column owner_unit uuid references unit;
alter table remediation add column owner_person uuid references person;
alter table remediation add column verifier uuid references person;
alter table past.remediation add column owner_unit uuid;
alter table past.remediation add column owner_person uuid;
alter table past.remediation add column verifier uuid;
select refresh_record_table('remediation');
alter table remediation add check (num_nonnulls(owner_unit, owner_person) <= 1);
alter table remediation add check (verifier <> owner_person);
create index on remediation (owner_person);
create index on remediation (verifier);

-- Money of a duty in whole đồng, by the four ways of the sector's forms: what was proposed, what was done of it.
create table remediation_money (
  id uuid primary key,
  unit uuid not null references unit,
  duty uuid not null references remediation,
  way text not null check (way in ('recover', 'rebook', 'hand_over', 'other')),
  stage text not null check (stage in ('proposed', 'done')),
  amount bigint not null check (amount > 0),
  on_date date not null,
  document text check (length(document) <= 200)
);
create index on remediation_money (duty);
select record_table('remediation_money', 'case', 'select d.unit from public.remediation d where d.id = new.duty');
select case_table('remediation_money', 'select d.case_key from remediation d where d.id = new.duty');

-- The deadline of a duty is the day its conclusion names; it ends with the report that it is done, and runs again where
-- the report did not stand. It follows the duty, by whatever road that was written.
create function run_duty() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'DELETE' then
    delete from case_clock where kind = 'remediation' and case_id = old.id;
    return old;
  end if;
  if tg_op = 'INSERT' then
    insert into case_clock (id, unit, kind, case_id, clock, started_on, stopped_on, fixed_on, due_on, place, known_from, act)
    select uuidv7(), new.unit, 'remediation', new.id, 'duty', least(s.concluded_on, new.due_on, new.done_on),
      new.done_on, new.due_on, new.due_on, new.place, new.known_from, new.act
    from inspection_subject s where s.id = new.subject;
  else
    update case_clock set stopped_on = new.done_on, fixed_on = new.due_on, due_on = due_on + (new.due_on - fixed_on)
    where kind = 'remediation' and case_id = new.id and clock = 'duty'
      and (stopped_on is distinct from new.done_on or fixed_on <> new.due_on);
  end if;
  return new;
end $$;
create trigger run_duty after insert or update on remediation for each row execute function run_duty();
create trigger drop_duty before delete on remediation for each row execute function run_duty();
insert into case_clock (id, unit, kind, case_id, clock, started_on, stopped_on, fixed_on, due_on, place, known_from, act)
select uuidv7(), r.unit, 'remediation', r.id, 'duty', least(s.concluded_on, r.due_on, r.done_on), r.done_on, r.due_on,
  r.due_on, r.place, r.known_from, r.act
from remediation r join inspection_subject s on s.id = r.subject;

-- A reminder: once for each deadline, its day and the level (days before it; negative: days after it). It says number and kind,
-- never whom the case is about. One that was raised to the unit above names the unit it comes from.
alter table case_kind add column escalates boolean not null default false;
update case_kind set escalates = true where kind = 'remediation';
create table case_alarm (
  id uuid primary key,
  unit uuid not null references unit,
  clock uuid not null,
  kind text not null references case_kind,
  number text,
  due_on date not null,
  level int not null check (level between -3660 and 3660),
  raised_on date not null,
  from_unit uuid references unit,
  foreign key (clock, kind) references case_clock (id, kind) on delete cascade,
  check (raised_on = due_on - level),
  unique (clock, due_on, level)
);
create index on case_alarm (raised_on);
select record_table('case_alarm', 'case');
select case_table('case_alarm', 'select c.case_key from case_clock c where c.id = new.clock');

update role_right set tables = tables || '{remediation_money,case_alarm}'
where class = 'case' and may_write and reach = 'assigned';
update role_right set tables = tables || '{case_alarm}' where class = 'case' and may_write and role = 'petitions';

-- Reminders follow the unit of their deadline; those raised above stay where they were raised.
create function follow_clock() returns trigger language plpgsql security definer set search_path = public as $$
declare
  was text := coalesce(nullif(current_setting('capuy.replacing', true), ''), 'off');
begin
  perform set_config('capuy.replacing', 'on', true);
  update case_alarm set unit = case when from_unit is null then new.unit else unit end,
    from_unit = case when from_unit is null then null else new.unit end where clock = new.id;
  perform set_config('capuy.replacing', was, true);
  return null;
end $$;
create trigger follow_clock after update on case_clock for each row
when (old.unit <> new.unit or old.case_key is distinct from new.case_key) execute function follow_clock();

-- A calendar of the own deadlines for a program that cannot sign in: a key of its own, revocable, for one post. It gives
-- a code and a day, nothing else.
create table calendar_key (
  id uuid primary key,
  account uuid not null references account,
  mandate uuid not null references mandate,
  key_hash text not null unique check (key_hash ~ '^[0-9a-f]{64}$'),
  made_on date not null,
  revoked_on date
);
create index on calendar_key (account);
insert into table_class (name, class) values ('calendar_key', 'sealed');

create function make_calendar_key(new_id uuid, key_sha text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not in_command() or acting_role() = 'machine' then
    raise exception 'no calendar without a command of its own account' using errcode = '42501';
  end if;
  insert into calendar_key select new_id, m.account, m.mandate, key_sha, today(), null from acting_mandate m;
end $$;

create function revoke_calendar_key(wanted uuid) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  if not in_command() then
    raise exception 'no calendar without a command' using errcode = '42501';
  end if;
  update calendar_key set revoked_on = today()
  where id = wanted and revoked_on is null and account = (select account from acting_mandate);
  return found;
end $$;

-- The own keys, without what opens them.
create function own_calendar_keys() returns table (id uuid, post text, made_on date, revoked_on date)
language sql stable security definer set search_path = public
begin atomic
  select k.id, p.post, k.made_on, k.revoked_on from calendar_key k join mandate p on p.id = k.mandate
  where k.account = (select account from acting_mandate) order by k.made_on, k.id;
end;

-- Whether a key opens anything: not revoked, its account open, its post in force.
create function calendar_opens(key_sha text) returns boolean language sql stable security definer set search_path = public
return exists (select from calendar_key k join account a on a.id = k.account join mandate m on m.id = k.mandate
  where k.key_hash = key_sha and k.revoked_on is null and account_open(a, today()) and mandate_in_force(m, today()));

-- What a key shows: the running deadlines that its post would see, while account and post are in force.
create function calendar_days(key_sha text, most int) returns table (code text, due_on date)
language sql stable security definer set search_path = public
begin atomic
  with post as (
    select m.id as mandate, k.account, m.role, u.place as lo, u.place_end as hi from calendar_key k
    join mandate m on m.id = k.mandate join unit u on u.id = m.unit
    where k.key_hash = key_sha and calendar_opens(key_sha)),
  rights as (
    select r.tables, r.reach from post p join role_right r on r.role = p.role and r.class = 'case'),
  reach as (
    select max(case r.reach when 'beneath' then p.hi when 'own' then p.lo end) as free,
      coalesce((select array_agg(a.case_key) from assignment a, post p where a.mandate = p.mandate and a.valid_from <= today()
        and (a.valid_to is null or a.valid_to > today())), '{}') as keys,
      coalesce(bool_or(r.reach = 'assigned'), false) as by_assignment
    from rights r, post p where r.tables is null or 'case_clock' = any (r.tables)),
  kinds as (
    select c.kind from case_kind c where exists (select from rights r where r.tables is null or c.table_name = any (r.tables)))
  select left(encode(sha256(convert_to(c.id::text, 'UTF8')), 'hex'), 8), c.due_on from case_clock c, post p, reach r
  where c.stopped_on is null and c.due_on is not null and c.kind in (select k.kind from kinds k)
    and c.case_key <> all (cases_barred_to(p.account)) and c.place >= p.lo and c.place <= p.hi
    and (c.place <= r.free or r.by_assignment and c.case_key = any (r.keys))
  order by c.due_on, c.id limit most;
end;
