-- Dissemination, campaigns, commendation, training.

create table document (
  id uuid primary key,
  unit uuid not null references unit,
  number text not null,
  issuer text not null,
  issued_on date not null,
  title text not null,
  level text not null check (level in ('central', 'province', 'district', 'grassroots')),
  -- A programme or plan a committee issued to carry another document out.
  implements uuid references document
);
select record_table('document', 'unit');

create table study_session (
  id uuid primary key,
  unit uuid not null references unit,
  document uuid not null references document,
  held_on date not null,
  mode text not null check (mode in ('in_person', 'online', 'combined')),
  place_name text,
  members_invited int not null default 0 check (members_invited >= 0),
  others_invited int not null default 0 check (others_invited >= 0),
  others_attended int not null default 0 check (others_attended >= 0),
  check (others_attended <= others_invited)
);
create index on study_session (document);
select record_table('study_session', 'unit');

-- Who came; never what anyone said.
create table study_attendance (
  id uuid primary key,
  unit uuid not null references unit,
  session uuid not null references study_session,
  person uuid not null references person,
  unique (session, person)
);
select record_table('study_attendance', 'unit',
  'select s.unit from public.study_session s where s.id = new.session');

create table campaign (
  id uuid primary key,
  unit uuid not null references unit,
  kind text not null check (kind in ('contest', 'campaign')),
  name text not null,
  valid_from date not null,
  valid_to date,
  check (valid_from < valid_to)
);
select record_table('campaign', 'unit');

create table campaign_event (
  id uuid primary key,
  unit uuid not null references unit,
  campaign uuid not null references campaign,
  name text not null,
  held_on date not null,
  attended int not null default 0 check (attended >= 0)
);
create index on campaign_event (campaign);
select record_table('campaign_event', 'unit');

create table commendation (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  decided_on date not null,
  form text not null check (form in ('praise', 'certificate', 'merit_certificate', 'flag')),
  theme text not null check (theme in ('following_ho_chi_minh', 'yearly', 'five_years', 'special')),
  subject_kind text not null check (subject_kind in ('organisation', 'member')),
  subject_unit uuid references unit,
  subject_person uuid references person,
  check ((subject_kind = 'organisation') = (subject_unit is not null)),
  check ((subject_kind = 'member') = (subject_person is not null))
);
select record_table('commendation', 'unit', 'select b.unit from public.body b where b.id = new.body');

create table training (
  id uuid primary key,
  unit uuid not null references unit,
  kind text not null check (kind in
    ('candidate_class', 'new_member_class', 'inspection_workshop', 'committee_class', 'other')),
  name text not null,
  held_from date not null,
  held_to date not null,
  others_attended int not null default 0 check (others_attended >= 0),
  check (held_to >= held_from)
);
select record_table('training', 'unit');

create table training_attendance (
  id uuid primary key,
  unit uuid not null references unit,
  training uuid not null references training,
  person uuid not null references person,
  unique (training, person)
);
select record_table('training_attendance', 'unit', 'select t.unit from public.training t where t.id = new.training');
