-- Meetings of a cell (Điều lệ Đảng, Điều 24; 12-HD/BTCTW 2018, 42-HD/BTCTW 2025): when it met, on what, and who was away.
-- Whoever belonged to the cell that day and is not named was there. What anybody said is kept nowhere.
create table cell_meeting (
  id uuid primary key,
  unit uuid not null references unit,
  held_on date not null,
  kind text not null check (kind in ('regular', 'thematic', 'combined', 'extraordinary')),
  topic text,
  minutes int check (minutes > 0),
  by_group boolean not null default false,
  unique (unit, held_on)
);
select record_table('cell_meeting', 'unit');
create index on cell_meeting (place);
create index on cell_meeting (held_on);

-- A member who was away, with the reason where one was given. The day is the meeting's: a member reads the own
-- absences, not the meetings.
create table meeting_absence (
  id uuid primary key,
  unit uuid not null references unit,
  meeting uuid not null references cell_meeting,
  person uuid not null references person,
  held_on date not null,
  cause text check (cause in ('work', 'illness', 'family', 'other')),
  unique (meeting, person)
);
select record_table('meeting_absence', 'unit', 'select m.unit from public.cell_meeting m where m.id = new.meeting');
create index on meeting_absence (place);
create index on meeting_absence (person, held_on);

create function day_of_meeting() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  select m.held_on into new.held_on from cell_meeting m where m.id = new.meeting;
  return new;
end $$;
create trigger day_of_meeting before insert or update of meeting on meeting_absence
for each row execute function day_of_meeting();

create function meeting_moved() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update meeting_absence a set held_on = new.held_on where a.meeting = new.id;
  return null;
end $$;
create trigger meeting_moved after update of held_on on cell_meeting
for each row when (old.held_on <> new.held_on) execute function meeting_moved();

update role_right set tables = tables || '{meeting_absence}'::text[]
where role = 'member' and reach = 'self' and not may_write and 'missed_month' = any (tables);
