-- What the official statistical forms count beside what a file held already, and numbers the other side reported.

alter table person
  add column academic_title text,
  add column business_owner boolean not null default false,
  add column foreign_spouse boolean not null default false;
alter table past.person
  add column academic_title text,
  add column business_owner boolean,
  add column foreign_spouse boolean;
select refresh_record_table('person');

alter table admission add column population_case boolean not null default false;
alter table past.admission add column population_case boolean;
select refresh_record_table('admission');

-- Which boundary a transfer crossed, where the other end lies outside these records.
alter table stay
  add column came_across text check (came_across in ('province', 'district', 'grassroots')),
  add column gone_across text check (gone_across in ('province', 'district', 'grassroots'));
alter table past.stay add column came_across text, add column gone_across text;
select refresh_record_table('stay');

-- A number of members that the other side of a reconciliation has written: kept beside the count, never instead of it.
create table stated_count (
  id uuid primary key,
  -- Whose members were counted.
  unit uuid not null references unit,
  stated_by uuid not null references unit,
  as_of date not null,
  members int not null check (members >= 0),
  official int check (official >= 0),
  probationary int check (probationary >= 0),
  document text not null,
  documented_on date not null,
  note text
);
select record_table('stated_count', 'unit');
update role_right set tables = tables || '{stated_count}' where role = 'organisation' and may_write;
