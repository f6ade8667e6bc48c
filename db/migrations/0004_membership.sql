-- Persons, their Party standing and their stay in a cell, as dated rows.

create table person (
  id uuid primary key,
  -- The cell of the present or last stay; for people outside the Party the unit that keeps their name.
  unit uuid not null references unit,
  name text not null check (length(name) <= 200),
  birth_date text check (birth_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  sex text check (sex in ('female', 'male')),
  ethnicity text,
  religion text,
  native_place text,
  occupation text,
  general_education text,
  qualification text,
  political_theory text,
  youth_union boolean not null default false,
  folded text not null generated always as (fold(name)) stored,
  given text not null generated always as (given_name(name)) stored
);
select record_table('person', 'unit');
create index on person (unit, given collate "vi-x-icu", name collate "vi-x-icu", id);
create index on person using gin (to_tsvector('simple', folded));

-- Membership of a cell. A person is a member on a day if a stay covers it; how it began and ended says
-- whether the number rose or fell. Re-homing by a reorganisation is neither.
create table stay (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  valid_from date not null,
  valid_to date,
  came_by text not null check (came_by in ('opening', 'admission', 'transfer', 'restored', 'rehoming')),
  came_from text,
  arrival_document text,
  left_by text check (left_by in
    ('transfer', 'death', 'struck_off', 'resigned', 'expelled', 'annulled', 'rehoming')),
  gone_to text,
  departure_document text,
  check (valid_from < valid_to),
  check ((valid_to is null) = (left_by is null))
);
create unique index stay_one_open on stay (person) where valid_to is null;
create unique index stay_one_start on stay (person, valid_from);
select record_table('stay', 'unit');
drop index stay_unit_idx;
create index stay_unit on stay (unit) include (valid_from, valid_to, person);

-- Nobody is in two cells on one day: checked per statement over the persons it touched.
-- It sees every stay, also those the officer may not: a second cell anywhere is a second cell.
create function refuse_two_cells() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  double record;
begin
  select a.person, a.unit as one, b.unit as other into double
  from (select distinct person from touched) t
  join stay a on a.person = t.person
  join stay b on b.person = a.person and b.valid_from > a.valid_from
    and b.valid_from < coalesce(a.valid_to, 'infinity'::date)
  limit 1;
  if found then
    raise exception 'person % is in two cells on one day', double.person
      using errcode = '23P01', constraint = 'stay_one_cell';
  end if;
  return null;
end $$;
create trigger stay_one_cell_insert after insert on stay referencing new table as touched
for each statement execute function refuse_two_cells();
create trigger stay_one_cell_update after update on stay referencing new table as touched
for each statement execute function refuse_two_cells();

-- A person's file lies where the last stay is; what follows from stays is no new version of the file.
create function follow_stay() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  moved uuid[];
begin
  if current_setting('capuy.replacing', true) = 'on' then
    return null;
  end if;
  perform set_config('capuy.replacing', 'on', true);
  with last as (
    select distinct on (x.person) x.person, x.unit from stay x
    where x.person in (select t.person from touched t) order by x.person, x.valid_from desc
  ), changed as (
    update person p set unit = l.unit from last l where p.id = l.person and p.unit <> l.unit returning p.id
  ) select array_agg(id) into moved from changed;
  if moved is not null then
    update standing set unit = unit where person = any (moved);
    update exemption set unit = unit where person = any (moved);
  end if;
  perform set_config('capuy.replacing', 'off', true);
  return null;
end $$;
create trigger stay_follow_insert after insert on stay referencing new table as touched
for each statement execute function follow_stay();
create trigger stay_follow_update after update on stay referencing new table as touched
for each statement execute function follow_stay();
create trigger stay_follow_delete after delete on stay referencing old table as touched
for each statement execute function follow_stay();

create table standing (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  kind text not null check (kind in ('probationary', 'official')),
  valid_from date not null,
  valid_to date,
  document text,
  check (valid_from < valid_to)
);
create unique index standing_one_open on standing (person) where valid_to is null;
create unique index standing_one_start on standing (person, valid_from) include (valid_to, kind);
select record_table('standing', 'unit', 'select p.unit from public.person p where p.id = new.person');

-- One standing and one exemption at a time, checked per statement over the persons it touched. A range constraint
-- would say the same, but its index answers fifty times slower than a btree, and every count asks it for each member.
create function refuse_overlap() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  found_one boolean;
begin
  execute format('select exists (
    select from (select distinct person from touched) t
    join %1$I a on a.person = t.person
    join %1$I b on b.person = a.person and b.valid_from > a.valid_from
      and b.valid_from < coalesce(a.valid_to, ''infinity''::date))', tg_table_name) into found_one;
  if found_one then
    raise exception 'two rows of % hold on one day', tg_table_name
      using errcode = '23P01', constraint = tg_table_name || '_one_at_a_time';
  end if;
  return null;
end $$;
create trigger one_at_a_time_insert after insert on standing referencing new table as touched
for each statement execute function refuse_overlap();
create trigger one_at_a_time_update after update on standing referencing new table as touched
for each statement execute function refuse_overlap();

create table exemption (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  valid_from date not null,
  valid_to date,
  decision_number text not null,
  decided_on date not null,
  grounds text,
  check (valid_from < valid_to)
);
create unique index exemption_one_start on exemption (person, valid_from);
select record_table('exemption', 'unit', 'select p.unit from public.person p where p.id = new.person');
create trigger one_at_a_time_insert after insert on exemption referencing new table as touched
for each statement execute function refuse_overlap();
create trigger one_at_a_time_update after update on exemption referencing new table as touched
for each statement execute function refuse_overlap();

create table admission (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  decided_on date not null,
  ceremony_on date,
  sources text[] not null default '{}',
  helper uuid references person,
  second_helper uuid references person,
  is_readmission boolean not null default false,
  check (ceremony_on >= decided_on)
);
create index on admission (person);
create index on admission (decided_on);
select record_table('admission', 'unit');

create table recognition (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  decided_on date not null,
  effective_on date not null
);
create index on recognition (person);
select record_table('recognition', 'unit');

create table target (
  id uuid primary key,
  unit uuid not null references unit,
  indicator text not null,
  year int not null check (year between 1930 and 2200),
  value int not null check (value >= 0),
  -- Who handed it down; null when the superior keeps its records elsewhere.
  given_by uuid references unit,
  decided_on date not null,
  document text not null,
  unique (unit, indicator, year, decided_on)
);
create index on target (given_by, indicator, year);
select record_table('target', 'unit');
