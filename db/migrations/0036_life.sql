-- What was still missing of a member's life: cards found and closed, transfers from outside and receipts undone, dues,
-- dossiers that move, organisations with nobody left to admit.

-- A card number in two files is a question, not an impossibility: one of them is a twin, or mistyped.
alter table party_card drop constraint party_card_card_number_key;
alter table party_card add unique (card_number, person);

-- By the day or month of birth, by the file number, by the card, by the identity number (its mark alone is compared). A
-- card is told to whoever may read cards there.
create or replace function search_persons_by(kind text, typed text, most int) returns table (id uuid, name text, unit uuid)
language plpgsql stable security definer set search_path = public as $$
#variable_conflict use_column
declare
  found_ids uuid[]; lo bigint := scope_lo(); hi bigint := reach_hi('person', false); own uuid := own_person('person');
begin
  if kind = 'born' then
    found_ids := array(select p.id from person p where p.birth_date like typed || '%');
  elsif kind = 'number' then
    found_ids := array[person_with_number(typed)];
  elsif kind = 'card' then
    found_ids := array(select c.person from party_card c where c.card_number = regexp_replace(typed, '[ .-]', '', 'g')
      and (c.place between lo and reach_hi('party_card', false) or c.person = own_person('party_card')));
  else
    found_ids := array(select f.person from person_fact f where f.field = 'file_number' and lower(f.value) = lower(typed));
  end if;
  return query select p.id, p.name, p.unit from person p
    where p.id = any (found_ids) and (p.place between lo and hi or p.id = own)
      and not exists (select from person_merge m where m.person = p.id and m.separated_on is null)
    order by p.given collate "vi-x-icu", p.name collate "vi-x-icu", p.id limit most;
end $$;

-- Whoever dies or leaves the Party has no valid card from that day; a departure taken back opens the card again.
create function follow_card() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' then
    update party_card c set ended_on = null, ended_by = null, end_document = null
    from before_rows b join touched s on s.id = b.id
    where c.person = b.person and c.ended_on = b.valid_to and c.ended_by in ('death', 'left')
      and b.left_by not in ('transfer', 'rehoming') and (s.left_by, s.valid_to) is distinct from (b.left_by, b.valid_to);
  end if;
  update party_card c set ended_on = s.valid_to, ended_by = case s.left_by when 'death' then 'death' else 'left' end,
    end_document = s.departure_document
  from touched s
  where c.person = s.person and s.left_by not in ('transfer', 'rehoming') and c.ended_on is null
    and c.issued_on <= s.valid_to and not exists (select from stay later where later.person = s.person and later.valid_from >= s.valid_to);
  return null;
end $$;
create trigger card_follow_insert after insert on stay referencing new table as touched
for each statement execute function follow_card();
create trigger card_follow_update after update on stay referencing old table as before_rows new table as touched
for each statement execute function follow_card();

-- Transfers whose other end lies outside these records: which boundary they cross, and those that come from there. An
-- arrival begins with the introduction of the other end; `unit` is who expects the member, `standing` what the paper says.
alter table transfer add column from_place text;
alter table transfer add column across text check (across in ('province', 'district', 'grassroots'));
alter table transfer add column standing text check (standing in ('probationary', 'official'));
alter table past.transfer add column from_place text, add column across text, add column standing text;
select refresh_record_table('transfer');
alter table transfer drop constraint transfer_check;
alter table transfer add check (num_nonnulls(to_unit, to_place, from_place) = 1);
alter table transfer add check ((from_place is null) = (standing is null));
alter table transfer add check (from_place is null or introduced_on is not null);
alter table transfer add check (across is null or to_unit is null);

-- The name as it stands in the file when the transfer is recorded, also where it comes from another installation.
create function name_of_member() returns trigger language plpgsql security definer set search_path = public as $$
begin
  new.person_name := coalesce(new.person_name, (select p.name from person p where p.id = new.person));
  return new;
end $$;
create trigger name_of_member before insert on transfer for each row execute function name_of_member();

-- The names of both ends, for whoever reads the transfer.
create or replace function transfer_ends(wanted uuid) returns table (origin text, destination text, cell text)
language sql stable security definer set search_path = public as $$
  select coalesce(t.from_place, unit_called(t.unit)),
    case when t.from_place is null then coalesce(unit_called(t.to_unit), t.to_place) else unit_called(t.unit) end,
    unit_called(t.received_cell)
  from transfer t where t.id = wanted and (t.place between scope_lo() and reach_hi('transfer', false)
    or t.person = own_person('transfer')
    or t.introduced_on is not null and exists (select from unit u where u.id = t.to_unit
      and u.place between scope_lo() and reach_hi('transfer', false)))
$$;

-- A receipt recorded by mistake, taken back by the end that recorded it: the stay it began goes, the one it ended goes on.
-- `moved`: something has happened to the member since.
create function undo_move(wanted uuid) returns text
language plpgsql security definer set search_path = public as $$
declare
  t transfer; came stay; was stay;
begin
  select * into t from transfer where id = wanted and received_on is not null and kind <> 'temporary'
    and to_unit is not null and exists (select from unit u where u.id = received_cell
      and u.place between scope_lo() and reach_hi('transfer', true));
  if t.id is null or not in_command() then
    raise exception 'no such transfer' using errcode = '42501';
  end if;
  select * into came from stay where person = t.person and valid_from = t.received_on and came_by = 'transfer'
    and unit = t.received_cell and valid_to is null;
  select * into was from stay where person = t.person and valid_to = t.received_on and left_by = 'transfer';
  if came.id is null or was.id is null or exists (select from exemption x where x.person = t.person and x.valid_from >= t.received_on)
    or exists (select from standing x where x.person = t.person and x.valid_from > t.received_on) then
    return 'moved';
  end if;
  delete from stay where id = came.id;
  update stay set valid_to = null, left_by = null, gone_to = null, departure_document = null where id = was.id;
  return 'ok';
end $$;

-- Dues of a month: paid, or exempt from. A month that was missed stands in missed_month; paid later, it counts no more.
-- `cell` is the cell the member belonged to that month: dues paid there stay there, whatever the cell became.
create table dues_month (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  cell uuid not null references unit,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('paid', 'exempt')),
  paid_on date,
  ground text,
  check ((state = 'paid') = (paid_on is not null)),
  check ((state = 'exempt') = (ground is not null)),
  unique (person, month)
);
select record_table('dues_month', 'unit', 'select p.unit from public.person p where p.id = new.person');
create index on dues_month (cell, month);
create function belonged_to() returns trigger language plpgsql security definer set search_path = public as $$
begin
  select s.unit into new.cell from stay s where s.person = new.person
    and s.valid_from < (new.month || '-01')::date + interval '1 month'
    and (s.valid_to is null or s.valid_to > (new.month || '-01')::date)
  order by s.valid_from desc limit 1;
  return new;
end $$;
create trigger belonged_to before insert or update of person, month on dues_month
for each row execute function belonged_to();

-- A candidate goes to another cell: work or residence changes, or the cell ended. The papers of both ends, 53 and 92 to 95.
create table candidate_move (
  id uuid primary key,
  candidate uuid not null references candidate,
  unit uuid not null references unit,
  from_unit uuid not null references unit,
  to_unit uuid not null references unit,
  moved_on date not null,
  ground text not null check (ground in ('work', 'residence', 'reorganised')),
  letter_kind text check (letter_kind in ('92', '93', '94', '95')),
  letter_number text,
  certificate_number text,
  check (from_unit <> to_unit),
  check (ground = 'reorganised' or (letter_kind is not null and letter_number is not null))
);
create index on candidate_move (candidate);
select record_table('candidate_move', 'unit', 'select c.unit from public.candidate c where c.id = new.candidate');
update table_class set kept_close = true where name = 'candidate_move';

-- A dossier that follows its person to another cell takes its papers along.
create or replace function follow_candidate() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform set_config('capuy.replacing', 'on', true);
  update candidate_rule set unit = new.unit where candidate = new.id;
  update sponsorship set unit = new.unit where candidate = new.id;
  update candidate_step set unit = new.unit where candidate = new.id;
  update candidate_move set unit = new.unit where candidate = new.id;
  perform set_config('capuy.replacing', 'off', true);
  return null;
end $$;

-- A grassroots organisation states that it has nobody left to admit.
create table nobody_left (
  id uuid primary key,
  unit uuid not null references unit,
  valid_from date not null,
  valid_to date,
  document text not null,
  check (valid_from < valid_to)
);
select record_table('nobody_left', 'unit');
create unique index nobody_left_one_open on nobody_left (unit) where valid_to is null;

-- Facts that began after a day, for figures of an earlier one.
create index person_fact_dated on person_fact (person, since) where since is not null and field in
  ('sex', 'ethnicity', 'religion', 'occupation', 'general_education', 'qualification', 'political_theory');

-- What lay beneath a unit over time, for lists by the tree of then; told of units in the reader's part of today's tree.
create function lay_beneath(top uuid) returns table (unit uuid, valid_from date, valid_to date)
language sql stable security definer set search_path = public as $$
  select c.descendant, c.valid_from, c.valid_to from unit_closure c
  where c.ancestor = top and exists (select from unit u where u.id = top and u.place between scope_lo() and scope_hi())
$$;

-- Targets, programmes, open cases, deadlines and dues of a unit, counted by their kind.
-- Made anew, not replaced: it reads tables younger than itself.
drop function work_left_at(uuid[], date);
create function work_left_at(units uuid[], day date) returns table (unit uuid, kind text, count int)
language sql stable security definer set search_path = public as $$
  with own as (
    select u.id from acting_mandate me join unit u on u.place between me.lo and me.hi and u.id = any (units)
    where may_write('reorganisation')
  ), work as (
    select t.unit, 'target' as kind, null::uuid as key from target t where t.year >= extract(year from day)
    union all select p.unit, 'programme', p.case_key from programme p where p.year >= extract(year from day)
    union all select i.unit, 'inspection', i.case_key from inspection i where i.concluded_on is null or i.concluded_on > day
    union all select p.unit, 'petition', p.case_key from petition p where p.resolved_on is null and p.duplicate_of is null
    union all select r.unit, 'remediation', r.case_key from remediation r where r.verified_on is null
    union all select s.unit, 'standing', null from standing s where s.kind = 'probationary'
      and s.valid_from <= day and (s.valid_to is null or s.valid_to > day)
    union all select c.unit, 'campaign', null from campaign c where c.valid_to is null or c.valid_to > day
    union all select d.unit, 'candidate', null from candidate d where d.ended_on is null
    union all select m.unit, 'missed_month', null from missed_month m where m.what = 'dues' and m.good_reason is null
      and m.month >= to_char(day, 'YYYY-01') and not exists (select from dues_month d where d.person = m.person and d.month = m.month)
  )
  select w.unit, w.kind, count(*)::int from own o join work w on w.unit = o.id
  where w.key is null or w.key <> all ((select barred_cases())::uuid[]) group by 1, 2 order by 1, 2
$$;

update role_right set tables = tables || '{dues_month,nobody_left}'::text[]
where role = 'organisation' and may_write and 'stay' = any (tables);
update role_right set tables = tables || '{candidate_move}'::text[]
where role = 'organisation' and class = 'unit' and may_write and 'candidate' = any (tables);
update role_right set tables = tables || '{dues_month}'::text[]
where role = 'member' and reach = 'self' and 'party_card' = any (tables);
