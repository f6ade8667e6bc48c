-- Inspection, supervision, discipline, petitions, remediation: case material.

create table programme (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  title text not null,
  -- A year's programme is cut from the term's; the term's own programme has no year.
  year int check (year between 1930 and 2200),
  term uuid references programme,
  approved_on date not null,
  check ((year is null) = (term is null) or term is null)
);
select record_table('programme', 'case', 'select b.unit from public.body b where b.id = new.body');

create table programme_item (
  id uuid primary key,
  unit uuid not null references unit,
  programme uuid not null references programme,
  ordinal int not null check (ordinal > 0),
  nature text not null check (nature in ('inspection', 'supervision')),
  content text not null,
  content_codes text[] not null default '{}',
  quarter int check (quarter between 1 and 4),
  lead text,
  -- An item added during the year: the decision that added it. Items of the first programme have none.
  added_by text,
  added_on date,
  unique (programme, ordinal),
  check ((added_by is null) = (added_on is null))
);
select record_table('programme_item', 'case', 'select p.unit from public.programme p where p.id = new.programme');

create table programme_change (
  id uuid primary key,
  unit uuid not null references unit,
  item uuid not null references programme_item,
  kind text not null check (kind in ('postpone', 'drop')),
  to_quarter int check (to_quarter between 1 and 4),
  decision text not null,
  decided_on date not null,
  grounds text not null
);
create index on programme_change (item);
select record_table('programme_change', 'case',
  'select i.unit from public.programme_item i where i.id = new.item');

-- A session (cuộc). Inspections on signs of violation stand outside the programme and have no item.
create table inspection (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  item uuid references programme_item,
  nature text not null check (nature in ('inspection', 'supervision')),
  origin text not null check (origin in ('programme', 'signs', 'unplanned', 'assigned')),
  number text not null,
  title text not null,
  opened_on date not null,
  concluded_on date,
  check (concluded_on >= opened_on),
  check ((origin = 'programme') = (item is not null))
);
create index on inspection (item);
select record_table('inspection', 'case', 'select b.unit from public.body b where b.id = new.body');

-- One row per subject: planned by an item, worked on in a session, concluded on a day of its own.
create table inspection_subject (
  id uuid primary key,
  unit uuid not null references unit,
  item uuid references programme_item,
  inspection uuid references inspection,
  kind text not null check (kind in ('organisation', 'member')),
  subject_unit uuid references unit,
  subject_person uuid references person,
  works text[] not null,
  content_codes text[] not null default '{}',
  committee_member boolean not null default false,
  concluded_on date,
  conclusion_number text,
  result text check (result in ('good', 'shortcomings', 'violation', 'must_discipline', 'signs')),
  check (item is not null or inspection is not null),
  check ((kind = 'organisation') = (subject_unit is not null)),
  check ((kind = 'member') = (subject_person is not null)),
  check ((concluded_on is null) = (result is null)),
  check (concluded_on is null or inspection is not null),
  check (cardinality(works) > 0)
);
create index on inspection_subject (item);
create index on inspection_subject (inspection);
select record_table('inspection_subject', 'case', 'select coalesce('
  '(select s.unit from public.inspection s where s.id = new.inspection), '
  '(select i.unit from public.programme_item i where i.id = new.item))');

create table discipline_decision (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  decided_on date not null,
  subject_kind text not null check (subject_kind in ('organisation', 'member')),
  subject_unit uuid references unit,
  subject_person uuid references person,
  -- `none`: a higher body cancelled the sanction it changes.
  form text not null check (form in ('reprimand', 'warning', 'dismissal', 'expulsion', 'dissolution', 'none')),
  committee_member boolean not null default false,
  primary_content text not null,
  contents text[] not null default '{}',
  -- The first decision of the case, when this one changes it (appeal, or a higher body's own decision).
  changes uuid references discipline_decision,
  change_reason text,
  note text,
  check ((subject_kind = 'organisation') = (subject_unit is not null)),
  check ((subject_kind = 'member') = (subject_person is not null)),
  check (form <> 'none' or changes is not null),
  check ((changes is null) = (change_reason is null))
);
create index on discipline_decision (changes);
create index on discipline_decision (decided_on);
select record_table('discipline_decision', 'case', 'select b.unit from public.body b where b.id = new.body');

-- The register only. No identity of a sender is stored: a code and an envelope number stand for it.
create table petition (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  kind text not null check (kind in ('denunciation', 'complaint', 'feedback')),
  received_on date not null,
  -- A code, never a name: letters, digits and hyphens with at least one digit.
  sender_code text check (sender_code ~ '^[A-Za-z0-9-]{1,20}$' and sender_code ~ '[0-9]'),
  envelope text check (envelope ~ '^[A-Za-z0-9-]{1,20}$' and envelope ~ '[0-9]'),
  duplicate_of uuid references petition,
  disposition text check (disposition in ('accepted', 'transferred', 'returned', 'filed')),
  disposed_on date,
  result text check (result in ('true', 'partly_true', 'false', 'no_basis', 'kept', 'raised', 'lowered', 'cancelled')),
  resolved_on date,
  check (id <> duplicate_of),
  check ((disposition is null) = (disposed_on is null)),
  check ((result is null) = (resolved_on is null)),
  check (disposed_on >= received_on),
  check (resolved_on >= received_on)
);
create index on petition (duplicate_of);
create index on petition (received_on);
select record_table('petition', 'case', 'select b.unit from public.body b where b.id = new.body');

create table remediation (
  id uuid primary key,
  unit uuid not null references unit,
  subject uuid not null references inspection_subject,
  duty text not null,
  due_on date not null,
  planned_on date,
  done_on date,
  verified_on date,
  verified_by text,
  check (verified_on >= done_on),
  check ((verified_on is null) = (verified_by is null))
);
create index on remediation (subject);
select record_table('remediation', 'case',
  'select s.unit from public.inspection_subject s where s.id = new.subject');
