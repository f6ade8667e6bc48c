-- Letters with the ground they were disposed of on, and the matters of denunciation they open: the denounced, those who
-- keep away, allegations. No identity of a sender anywhere: what is kept is that two officers established it.

alter table petition add column sender_kind text check (sender_kind in ('member', 'citizen', 'organisation'));
-- Whom the letter names first: that person, or whoever leads that organisation, never sees it.
alter table petition add column subject_person uuid references person;
alter table petition add column subject_unit uuid references unit;
alter table petition add column ground text check (ground in ('competent', 'mixed', 'other_competence', 'outside', 'anonymous',
  'false_name', 'no_address', 'collective', 'no_capacity', 'vague', 'concluded', 'duplicate'));
alter table petition add column paper text;
alter table petition add column moved_to text;
-- The code under which an inspection may know of an anonymous letter; it leads back to nothing but itself.
alter table petition add column lead_code text check (lead_code ~ '^[A-Za-z0-9-]{1,20}$' and lead_code ~ '[0-9]');
alter table petition
  add constraint petition_names_no_sender check (kind <> 'complaint' or num_nonnulls(subject_person, subject_unit) = 0),
  add constraint petition_ground_of_disposition check (ground is null or disposition is not null),
  add constraint petition_lead_is_kept check (lead_code is null or disposition = 'filed');
alter table past.petition add column sender_kind text, add column subject_person uuid, add column subject_unit uuid,
  add column ground text, add column paper text, add column moved_to text, add column lead_code text;
select refresh_record_table('petition');
create index on petition (subject_person);
create index on petition (subject_unit);
create unique index petition_lead_code on petition (lead_code);

-- One matter: opened by one letter or several; one letter may open several. Its state is computed from its steps.
create table denunciation (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  opened_on date not null,
  managed_by text not null check (managed_by in ('central', 'province', 'district', 'grassroots', 'cell')),
  unique (body, number)
);
select record_table('denunciation', 'case', 'select b.unit from public.body b where b.id = new.body');
select case_table('denunciation', 'new.id');

create table denunciation_letter (
  id uuid primary key,
  unit uuid not null references unit,
  denunciation uuid not null references denunciation,
  petition uuid not null references petition,
  unique (denunciation, petition)
);
create index on denunciation_letter (petition);
select record_table('denunciation_letter', 'case',
  'select d.unit from public.denunciation d where d.id = new.denunciation');
select case_table('denunciation_letter', 'new.denunciation');

create table denounced (
  id uuid primary key,
  unit uuid not null references unit,
  denunciation uuid not null references denunciation,
  kind text not null check (kind in ('organisation', 'member')),
  subject_unit uuid references unit,
  subject_person uuid references person,
  committee_member boolean not null default false,
  check ((kind = 'organisation') = (subject_unit is not null)),
  check ((kind = 'member') = (subject_person is not null)),
  unique nulls not distinct (denunciation, subject_unit, subject_person)
);
create index on denounced (subject_person);
create index on denounced (subject_unit);
select record_table('denounced', 'case', 'select d.unit from public.denunciation d where d.id = new.denunciation');
select case_table('denounced', 'new.denunciation');

-- Kin of the denounced and whoever shares their interest: they keep away like the denounced, whatever post they hold.
create table close_person (
  id uuid primary key,
  unit uuid not null references unit,
  denunciation uuid not null references denunciation,
  person uuid not null references person,
  relation text not null check (relation in ('spouse', 'parent', 'child', 'sibling', 'other_kin', 'same_interest')),
  grounds text not null,
  unique (denunciation, person)
);
create index on close_person (person);
select record_table('close_person', 'case', 'select d.unit from public.denunciation d where d.id = new.denunciation');
select case_table('close_person', 'new.denunciation');

-- One content of a denunciation, about one of the denounced; it ends with a finding or with the sender's withdrawal.
create table allegation (
  id uuid primary key,
  unit uuid not null references unit,
  denunciation uuid not null references denunciation,
  denounced uuid not null references denounced,
  ordinal int not null check (ordinal > 0),
  content text not null,
  content_code text not null,
  finding text check (finding in ('true', 'partly_true', 'false', 'no_basis', 'no_ground', 'true_shortcoming', 'true_violation')),
  found_on date,
  withdrawn_on date,
  -- The sender was asked, and was neither threatened nor coerced nor bribed; the minutes of that.
  unpressured boolean,
  withdrawal_minutes text,
  unique (denunciation, ordinal),
  check ((finding is null) = (found_on is null)),
  check (finding is null or withdrawn_on is null),
  constraint withdrawn_freely check ((withdrawn_on is null) = (withdrawal_minutes is null)
    and (withdrawn_on is null) = (unpressured is null) and unpressured is not false)
);
create index on allegation (denounced);
select record_table('allegation', 'case', 'select d.unit from public.denunciation d where d.id = new.denunciation');
select case_table('allegation', 'new.denunciation');

-- That two officers looked for whoever writes, with minutes; if found, that it is none of those who handle the matter;
-- never who.
create table establishment (
  id uuid primary key,
  unit uuid not null references unit,
  denunciation uuid not null references denunciation,
  done_on date not null,
  officer_one uuid not null references person,
  officer_two uuid not null references person,
  minutes text not null,
  -- Null where nobody could be established as the sender.
  sender_handles_nothing boolean check (sender_handles_nothing),
  constraint two_officers check (officer_one <> officer_two)
);
create index on establishment (denunciation);
select record_table('establishment', 'case', 'select d.unit from public.denunciation d where d.id = new.denunciation');
select case_table('establishment', 'new.denunciation');

create trigger open_case after insert on denunciation for each row execute function open_case();

-- Rights. The clerk registers letters and opens matters from them, and needs names to say whom a letter names; inspectors
-- work on the matters assigned to them, as on other cases.
update role_right set tables = tables || '{denunciation,denunciation_letter,denounced,close_person,allegation,establishment}'
where class = 'case' and reach = 'assigned';
update role_right set tables = tables || '{denunciation,denunciation_letter,denounced,close_person}'
where role = 'petitions' and class = 'case' and may_write;
update role_right set tables = tables || '{person}' where role = 'petitions' and class = 'unit';
insert into role_right (role, class, may_write, reach, tables) values
  ('petitions', 'case', false, 'own', '{allegation,establishment}');

-- Denunciations an account is part of: it is denounced, or close to whoever is, or has a post at what is denounced. Asked
-- anew by every query, so that a post taken up in the middle of a matter counts in the same second.
create function denounced_to(wanted uuid) returns uuid[] language sql stable security definer set search_path = public
return (
  with me as (select a.id, a.person from account a where a.id = wanted),
  post as (
    select m.unit from me join mandate m on m.account = me.id and m.unit is not null and mandate_in_force(m, today())
    union
    select p.unit from me join party_post p on p.person = me.person and p.valid_from <= today()
      and (p.valid_to is null or p.valid_to > today())
  ), matter as (
    select d.denunciation as id from me join denounced d on d.subject_person = me.person
    union
    select d.denunciation from post join denounced d on d.subject_unit = post.unit
    union
    select c.denunciation from me join close_person c on c.person = me.person
  )
  select coalesce(array_agg(distinct key), '{}') from (
    select id as key from matter
    union all
    select p.case_key from matter join denunciation_letter l on l.denunciation = matter.id join petition p on p.id = l.petition
    union all
    select p.case_key from me join petition p on p.subject_person = me.person
    union all
    select p.case_key from post join petition p on p.subject_unit = post.unit
  ) barred);

-- Who works on a case under an account that is linked to no member: whether they keep away cannot be told.
create function unlinked_handlers(wanted uuid) returns table (full_name text, post text)
language sql stable security definer set search_path = public as $$
  select a.full_name, m.post from assignment s join mandate m on m.id = s.mandate join account a on a.id = m.account
  where s.case_key = wanted and (s.valid_to is null or s.valid_to > today()) and mandate_in_force(m, today())
    and a.person is null and wanted <> all (barred_cases())
    and row_is_open('denunciation', wanted, place_of_case(wanted))
  order by 1, 2
$$;

-- Whether a letter of a matter one works on has a code as a lead; which one, only those who see the letter.
create function matter_has_lead(wanted uuid) returns boolean
language sql stable security definer set search_path = public
return row_is_open('denunciation', wanted, place_of_case(wanted)) and wanted <> all (barred_cases())
  and exists (select from denunciation_letter l join petition p on p.id = l.petition
    where l.denunciation = wanted and p.lead_code is not null);

select cases_of_kind('denunciation', 'denunciation');

