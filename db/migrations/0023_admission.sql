-- Dossiers of candidates, from the pool of outstanding people to recognition; and targets as percent, slices and splits.

-- Files of people who are not members yet are kept close: only who works on them reads them.
alter table table_class add column kept_close boolean not null default false;

create or replace view acting_right as
select k.name as table_name, r.reach, r.may_write, m.lo, m.hi, m.account, m.mandate
from acting_mandate m join role_right r on r.role = m.role
join table_class k on k.class = r.class and (r.tables is null or k.name = any (r.tables))
  and (r.may_write or not k.kept_close);

-- One dossier: a person a cell has put on its list. Where it stands is computed from its steps, never stored.
create table candidate (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  opened_on date not null,
  resolution text not null,
  sources text[] not null default '{}',
  schooling text,
  is_readmission boolean not null default false,
  -- Written consent of the provincial level: to one above the highest age, or to a readmission.
  consent text,
  consent_on date,
  ended_on date,
  ended_by text,
  end_document text,
  check ((ended_on is null) = (ended_by is null)),
  check (ended_on >= opened_on),
  check ((consent is null) = (consent_on is null))
);
create index on candidate (person);
create unique index candidate_one_open on candidate (person) where ended_on is null;
select record_table('candidate', 'unit');

-- The checklist under which a dossier was opened: each rule as it stood that day, with its document.
create table candidate_rule (
  id uuid primary key,
  candidate uuid not null references candidate,
  unit uuid not null references unit,
  rule text not null,
  -- The value as JSON.
  value text not null,
  regulation text not null,
  issued_on date,
  article text,
  known text not null check (known in ('A', 'B', 'I', 'U')),
  taken_on date not null,
  unique (candidate, rule)
);
select record_table('candidate_rule', 'unit', 'select c.unit from public.candidate c where c.id = new.candidate');

-- Who helps the candidate and who introduces them: a member, or the committee of a mass organisation.
create table sponsorship (
  id uuid primary key,
  candidate uuid not null references candidate,
  unit uuid not null references unit,
  role text not null check (role in ('helper', 'sponsor')),
  person uuid references person,
  organisation text,
  together_since date,
  valid_from date not null,
  valid_to date,
  paper text not null,
  check (num_nonnulls(person, organisation) = 1),
  check (role = 'sponsor' or organisation is null),
  check (valid_from < valid_to)
);
create index on sponsorship (candidate);
select record_table('sponsorship', 'unit', 'select c.unit from public.candidate c where c.id = new.candidate');

-- One step done, with its paper; `returned` sends the dossier back to an earlier step.
create table candidate_step (
  id uuid primary key,
  candidate uuid not null references candidate,
  unit uuid not null references unit,
  step text not null,
  done_on date not null,
  number text,
  result text not null check (result in ('done', 'not_passed', 'returned')),
  about text[] not null default '{}',
  stamped_on date,
  certified_on date,
  body uuid references body,
  received_on date,
  official int,
  temporary_away int,
  exempt_absent int,
  in_favour int,
  effective_on date,
  consent text,
  back_to text,
  return_reason text,
  admission uuid references admission,
  recognition uuid references recognition,
  check ((result = 'returned') = (back_to is not null)),
  check (back_to is null or return_reason is not null),
  check (in_favour <= official),
  check (coalesce(temporary_away, 0) + coalesce(exempt_absent, 0) <= official)
);
create index on candidate_step (candidate);
select record_table('candidate_step', 'unit', 'select c.unit from public.candidate c where c.id = new.candidate');

update table_class set kept_close = true
where name in ('candidate', 'candidate_rule', 'sponsorship', 'candidate_step');
update role_right set tables = tables || '{candidate,candidate_rule,sponsorship,candidate_step}'
where role = 'organisation' and class = 'unit' and may_write;

-- A dossier that follows its person to another cell takes its papers along.
create function follow_candidate() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform set_config('capuy.replacing', 'on', true);
  update candidate_rule set unit = new.unit where candidate = new.id;
  update sponsorship set unit = new.unit where candidate = new.id;
  update candidate_step set unit = new.unit where candidate = new.id;
  perform set_config('capuy.replacing', 'off', true);
  return null;
end $$;
create trigger candidate_moved after update of unit on candidate for each row when (old.unit <> new.unit)
execute function follow_candidate();

-- Targets as a share of members on a day; what an ended unit still owed goes to its successors by a decision.
alter table target add column percent text check (percent ~ '^\d{1,2}(,\d{1,2})?$');
alter table target add column base_on date;
alter table target add column base int check (base >= 0);
alter table target add column split_from uuid references target;
alter table past.target add column percent text;
alter table past.target add column base_on date;
alter table past.target add column base int;
alter table past.target add column split_from uuid;
select refresh_record_table('target');
alter table target add check ((percent is null) = (base_on is null));
alter table target add check (base_on <= decided_on);
create index on target (split_from);
-- A share of an ended unit's target stands beside the successor's own; it revises nothing.
alter table target drop constraint target_unit_indicator_year_decided_on_key;
alter table target add unique nulls not distinct (unit, indicator, year, decided_on, split_from);

-- The number a percentage gives is reckoned here, from all members of the unit on the day, whoever may open them; half
-- up. What was typed beside a percentage does not count.
create function reckon_target() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.percent is null then
    new.base := null;
  else
    select count(*)::int into new.base from stay s
    join unit_closure c on c.descendant = s.unit and c.ancestor = new.unit
      and c.valid_from <= new.base_on and c.valid_to > new.base_on
    where s.valid_from <= new.base_on and (s.valid_to is null or s.valid_to > new.base_on);
    new.value := floor(new.base * replace(new.percent, ',', '.')::numeric / 100 + 0.5)::int;
  end if;
  return new;
end $$;
create trigger reckon before insert or update on target for each row execute function reckon_target();

-- Who opened a record, also one of a table that names no person: a step of a dossier.
create or replace function openings_of(type text, id uuid, most int, at timestamptz)
returns table (instant timestamptz, post text, unit_name text)
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
        or r.place between scope_lo() and scope_hi() and r.case_key = any (assigned_cases(%1$L)))', type)
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
