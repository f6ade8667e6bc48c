-- What happens to a member between admission and leaving: transfers as a handshake of two ends, cards, party age and
-- badges, suspensions, months without meetings or dues.

-- A transfer from request to the answer of the receiving end. `unit` is where the member is counted until received.
-- Each step is a day; a step that is not done is null. The name stands here too, for the receiving end reads the
-- introduction before the file is its own.
create table transfer (
  id uuid primary key,
  person uuid not null references person,
  person_name text not null,
  unit uuid not null references unit,
  kind text not null check (kind in ('official', 'temporary', 'internal', 'abroad', 'forces')),
  -- Where the member is introduced to: a unit of these records, or a place outside them.
  to_unit uuid references unit,
  to_place text,
  purpose text,
  full_time_study boolean not null default false,
  -- The decision or change of residence that the time for starting runs from.
  decided_on date not null,
  requested_on date not null,
  until_on date,
  reviewed_on date,
  review_number text,
  introduced_on date,
  letter_number text,
  file_with text not null default 'origin' check (file_with in ('origin', 'member', 'post', 'destination')),
  file_since date,
  received_on date,
  received_cell uuid references unit,
  confirmed_on date,
  confirmation_number text,
  returned_on date,
  ended_on date,
  ended_by text check (ended_by in ('withdrawn', 'left')),
  check ((to_unit is null) <> (to_place is null)),
  check (introduced_on >= requested_on and received_on >= introduced_on and confirmed_on >= received_on),
  check (returned_on > received_on),
  check ((ended_on is null) = (ended_by is null)),
  check (ended_on is null or received_on is null)
);
select record_table('transfer', 'unit');
create index on transfer (person);
create index on transfer (to_unit);
-- One transfer at a time: nobody is on the way to two places.
create unique index transfer_one_open on transfer (person)
  where ended_on is null and returned_on is null and (received_on is null or kind = 'temporary');

-- The receiving end receives, answers and says where the file is; what the other end wrote stays as it is.
create function refuse_other_end() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  theirs text[] := '{received_on,received_cell,confirmed_on,confirmation_number,file_with,file_since,returned_on,place,known_from,act}';
begin
  if not coalesce(old.place between scope_lo() and reach_hi('transfer', true), false)
    and to_jsonb(new) - theirs is distinct from to_jsonb(old) - theirs then
    raise exception 'the other end wrote this' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger other_end before update on transfer
for each row when (current_user <> 'capuy_owner') execute function refuse_other_end();

-- What follows for a transfer that is on its way: a stay that begins elsewhere (a re-homing, above all) moves its
-- origin along, leaving the Party ends it.
create function follow_transfer() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from touched s join transfer t on t.person = s.person) then
    return null;
  end if;
  update transfer t set unit = s.unit from touched s
  where t.person = s.person and s.valid_to is null and t.unit <> s.unit
    and t.received_on is null and t.ended_on is null;
  update transfer t set ended_on = s.valid_to, ended_by = 'left' from touched s
  where t.person = s.person and s.left_by not in ('transfer', 'rehoming') and s.valid_to >= t.requested_on
    and t.received_on is null and t.ended_on is null;
  return null;
end $$;
create trigger transfer_follow_insert after insert on stay referencing new table as touched
for each statement execute function follow_transfer();
create trigger transfer_follow_update after update on stay referencing new table as touched
for each statement execute function follow_transfer();

-- Moves the member of a transfer that the acting mandate has just received: one stay ends and the next begins on the
-- day, in one statement of the receiving end, which may not write at the other. `moved`: the member is no longer in a
-- stay that began before the day and goes on.
create function move_by_transfer(wanted uuid, new_stay uuid) returns text
language plpgsql security definer set search_path = public as $$
declare
  t transfer; current stay; at bigint;
begin
  select * into t from transfer where id = wanted and received_on is not null and kind <> 'temporary';
  select u.place into at from unit u where u.id = t.received_cell
    and u.place between scope_lo() and reach_hi('transfer', true);
  if t.id is null or at is null or not in_command() or t.act <> acting_entry() then
    raise exception 'no such transfer' using errcode = '42501';
  end if;
  select * into current from stay where person = t.person and valid_to is null and valid_from < t.received_on;
  if current.id is null or current.unit = t.received_cell then
    return 'moved';
  end if;
  update stay set valid_to = t.received_on, left_by = 'transfer', gone_to = unit_called(t.received_cell),
    departure_document = t.letter_number where id = current.id;
  insert into stay (id, person, unit, valid_from, came_by, came_from, arrival_document, place, known_from, act)
  values (new_stay, t.person, t.received_cell, t.received_on, 'transfer', unit_called(current.unit), t.letter_number,
    at, acting_at(), acting_entry());
  return 'ok';
end $$;

-- The names of both ends, for whoever reads the transfer.
create function transfer_ends(wanted uuid) returns table (origin text, destination text, cell text)
language sql stable security definer set search_path = public as $$
  select unit_called(t.unit), coalesce(unit_called(t.to_unit), t.to_place), unit_called(t.received_cell)
  from transfer t where t.id = wanted and (t.place between scope_lo() and reach_hi('transfer', false)
    or t.person = own_person('transfer')
    or t.introduced_on is not null and exists (select from unit u where u.id = t.to_unit
      and u.place between scope_lo() and reach_hi('transfer', false)))
$$;

-- Units a member can be introduced to: every one that stands today, by words. Names of units are no secret between
-- committees; nothing else of them is told.
create function units_to_introduce_to(words text) returns table (unit uuid, name text, above text)
language sql stable security definer set search_path = public as $$
  select p.unit, p.name, unit_called(p.parent) from unit_period p, lateral (select
    replace(fold(p.name), ',', '') as own, replace(fold(p.name || ' ' || coalesce(unit_called(p.parent), '')), ',', '') as whole,
    replace(fold(words), ',', '') as sought) f
  where may_write('transfer') and p.valid_from <= today() and (p.valid_to is null or p.valid_to > today())
    and (strpos(f.whole, f.sought) > 0 or p.code = words)
  order by f.own = f.sought or f.whole = f.sought desc, strpos(f.own, f.sought) > 0 desc, p.name, 3 limit 12
$$;

-- Cards: eight digits (QĐ 85) or twelve; every number a member ever had stays.
create table party_card (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  card_number text not null unique check (card_number ~ '^(\d{8}|\d{12})$'),
  came_by text not null check (came_by in ('first', 'lost', 'damaged', 'wrong', 'exchange')),
  issued_on date not null,
  decision_number text not null,
  ended_on date,
  ended_by text check (ended_by in ('lost', 'exchanged', 'revoked', 'death', 'left')),
  end_document text,
  check (ended_on >= issued_on),
  check ((ended_on is null) = (ended_by is null))
);
select record_table('party_card', 'unit', 'select p.unit from public.person p where p.id = new.person');
create unique index party_card_one_open on party_card (person) where ended_on is null;

-- Time that counts as party age, for members whose admission these records do not hold; with what they do hold it is
-- the union, so that nothing counts twice and a gap does not count.
create table party_period (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  valid_from date not null,
  valid_to date,
  document text not null,
  check (valid_from < valid_to)
);
select record_table('party_period', 'unit', 'select p.unit from public.person p where p.id = new.person');
create index on party_period (person);

create table badge_award (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  level int not null check (level between 1 and 120),
  kind text not null check (kind in ('regular', 'early', 'posthumous')),
  awarded_on date not null,
  decision_number text not null,
  decided_on date not null,
  decided_by text not null,
  badge_number text,
  cell_agreed_on date,
  cell_document text,
  lost_on date,
  reissued_on date,
  reissue_document text,
  returned_on date,
  return_reason text,
  unique (person, level),
  check (reissued_on >= lost_on)
);
select record_table('badge_award', 'unit', 'select p.unit from public.person p where p.id = new.person');
create index on badge_award (awarded_on);

-- Activity suspended by a body, and taken up again; it changes no count.
create table suspension (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  valid_from date not null,
  until_on date not null,
  decision_number text not null,
  decided_on date not null,
  decided_by text not null,
  extended_until date,
  extension_number text,
  ended_on date,
  end_document text,
  check (until_on >= valid_from and extended_until > until_on),
  check (ended_on > valid_from)
);
select record_table('suspension', 'unit', 'select p.unit from public.person p where p.id = new.person');
create index on suspension (person);

-- A month in which a member came to no meeting or paid no dues. With a good reason it is not counted.
create table missed_month (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  what text not null check (what in ('meetings', 'dues')),
  good_reason text,
  unique (person, month, what)
);
select record_table('missed_month', 'unit', 'select p.unit from public.person p where p.id = new.person');

-- When the cell asks an exempt member again how it is.
alter table exemption add column review_on date;
alter table past.exemption add column review_on date;
select refresh_record_table('exemption');

-- What hangs on a person lies where the person's file lies, as standing and exemption do.
create function follow_person() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  moved uuid[]; name text;
begin
  select array_agg(a.id) into moved from after_rows a join before_rows b on b.id = a.id where a.unit <> b.unit;
  if moved is not null then
    foreach name in array array['party_card', 'party_period', 'badge_award', 'suspension', 'missed_month'] loop
      execute format('update %I set unit = unit where person = any ($1)', name) using moved;
    end loop;
  end if;
  return null;
end $$;
create trigger person_follow after update on person referencing old table as before_rows new table as after_rows
for each statement execute function follow_person();

update role_right set tables = tables || '{transfer,party_card,party_period,badge_award,suspension,missed_month}'::text[]
where role = 'organisation' and may_write and 'stay' = any (tables);
update role_right set tables = tables || '{transfer,party_card,party_period,badge_award,suspension,missed_month}'::text[]
where role = 'member' and reach = 'self';
