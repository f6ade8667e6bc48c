-- Programmes from their draft on; leads, teams, conclusions by content, money and diaries of sessions; the log of regular
-- supervision; counts of asset verification.

-- A draft has no number and no day of approval yet; what was entered as approved was never a draft here.
alter table programme alter column number drop not null;
alter table programme alter column approved_on drop not null;
alter table programme add column drafted_on date;
alter table past.programme alter column number drop not null;
alter table past.programme alter column approved_on drop not null;
alter table past.programme add column drafted_on date;
select refresh_record_table('programme');
alter table programme add check ((number is null) = (approved_on is null));
alter table programme add check (approved_on is not null or drafted_on is not null);
alter table programme add check (drafted_on <= approved_on);
-- One draft of a body and a year at a time.
create unique index programme_one_draft on programme (body, year) nulls not distinct where approved_on is null;

-- The period that is looked into, and why the item was proposed.
alter table programme_item add column period_from date;
alter table programme_item add column period_to date;
alter table programme_item add column because text
  check (because in ('term', 'last_year', 'unremedied', 'long_ago', 'never', 'directed', 'other'));
alter table programme_item add column because_note text;
alter table past.programme_item add column period_from date;
alter table past.programme_item add column period_to date;
alter table past.programme_item add column because text;
alter table past.programme_item add column because_note text;
select refresh_record_table('programme_item');
alter table programme_item add check (period_from <= period_to);

-- Whether a text names somebody or tells how to reach them: a common family name or a form of address before another
-- capital, a middle name between two, an address of mail, nine digits in a row. The same as namesSomebody() in
-- src/areas/inspection/names.ts (a test compares). It catches slips; no list of names is whole.
create function names_somebody(value text) returns boolean language sql immutable parallel safe
return normalize(value, NFC) ~ concat('(^|[ ,.;:("“/-])(',
    '((Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Trịnh|Trương|NGUYỄN|TRẦN|LÊ|PHẠM|HUỲNH|HOÀNG|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|NGÔ|DƯƠNG|ĐINH|TRỊNH|TRƯƠNG)|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác)',
    '|[AÀÁÂÃĂẠẢẤẦẨẪẬẮẰẲẴẶBCDĐEÈÉÊẸẺẼẾỀỂỄỆGHIÌÍĨỈỊKLMNOÒÓÔÕƠỌỎỐỒỔỖỘỚỜỞỠỢPQRSTUÙÚŨƯỤỦỨỪỬỮỰVXYÝỲỴỶỸ][^ ]* (Văn|Thị|VĂN|THỊ)) +[AÀÁÂÃĂẠẢẤẦẨẪẬẮẰẲẴẶBCDĐEÈÉÊẸẺẼẾỀỂỄỆGHIÌÍĨỈỊKLMNOÒÓÔÕƠỌỎỐỒỔỖỘỚỜỞỠỢPQRSTUÙÚŨƯỤỦỨỪỬỮỰVXYÝỲỴỶỸ]')
  or value ~ '@' or value ~ '[0-9]([ .-]?[0-9]){8}';

-- Where an inspection on signs of violation comes from: an object of its own, which never carries an identity into the
-- file. `source_ref` is opaque: a code or a number, by which whoever keeps the source finds it.
create table signal (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  received_on date not null,
  source text not null check (source in ('supervision', 'inspection', 'letter', 'press', 'audit', 'officer', 'other')),
  source_ref text not null check (source_ref ~ '^[A-Za-z0-9Đđ/.-]{1,30}$' and source_ref ~ '[0-9]'),
  supervision uuid references inspection_subject,
  kind text not null check (kind in ('organisation', 'member')),
  subject_unit uuid references unit,
  subject_person uuid references person,
  content_codes text[] not null default '{}',
  substance text not null constraint signal_names_nobody check (not names_somebody(substance)),
  screened_on date,
  outcome text check (outcome in ('no_basis', 'referred', 'inspected')),
  outcome_paper text,
  referred_to text constraint signal_refers_to_a_body check (not names_somebody(referred_to)),
  -- The inspection it led to.
  inspection uuid references inspection,
  check ((kind = 'organisation') = (subject_unit is not null)),
  check ((kind = 'member') = (subject_person is not null)),
  check ((source = 'supervision') = (supervision is not null)),
  check ((screened_on is null) = (outcome is null) and (outcome is null) = (outcome_paper is null)),
  check ((outcome = 'referred') is true = (referred_to is not null)),
  check ((outcome = 'inspected') is true = (inspection is not null)),
  check (screened_on >= received_on)
);
create unique index on signal (inspection);
create index on signal (supervision);
create index on signal (subject_person);
create index on signal (subject_unit);
select record_table('signal', 'case', 'select b.unit from public.body b where b.id = new.body');
select case_table('signal', 'new.id');
create trigger open_case after insert on signal for each row execute function open_case();

-- Who goes: for an item that is planned, or for a session.
create table inspection_team (
  id uuid primary key,
  unit uuid not null references unit,
  item uuid references programme_item,
  inspection uuid references inspection,
  person uuid not null references person,
  role text not null check (role in ('lead', 'deputy', 'secretary', 'member')),
  valid_from date not null,
  valid_to date,
  decision text,
  check (num_nonnulls(item, inspection) = 1),
  check (valid_from < valid_to)
);
create index on inspection_team (item);
create index on inspection_team (inspection);
create index on inspection_team (person);
create unique index inspection_team_one_lead on inspection_team (item, inspection) nulls not distinct
where role = 'lead' and valid_to is null;
select record_table('inspection_team', 'case', 'select coalesce('
  '(select s.unit from public.inspection s where s.id = new.inspection), '
  '(select i.unit from public.programme_item i where i.id = new.item))');
select case_table('inspection_team',
  'coalesce((select i.case_key from inspection i where i.id = new.inspection), new.item)');

-- The day a subject spoke at the meeting on the draft, and what it holds of it.
alter table inspection_subject add column heard_on date;
alter table inspection_subject add column own_view text;
alter table past.inspection_subject add column heard_on date;
alter table past.inspection_subject add column own_view text;
select refresh_record_table('inspection_subject');
alter table inspection_subject add check (heard_on is null or inspection is not null);

-- What is concluded of one content, and what has to be remedied.
create table content_conclusion (
  id uuid primary key,
  unit uuid not null references unit,
  subject uuid not null references inspection_subject,
  content text not null,
  assessment text not null check (assessment in ('merit', 'shortcoming', 'violation', 'must_discipline', 'signs')),
  text text not null,
  remedy text,
  remedy_by date,
  unique (subject, content),
  check (remedy_by is null or remedy is not null)
);
select record_table('content_conclusion', 'case',
  'select s.unit from public.inspection_subject s where s.id = new.subject');
select case_table('content_conclusion', 'select s.case_key from inspection_subject s where s.id = new.subject');

-- Money found by an inspection of finances, in đồng: by its cause, with what is proposed and what was done of it.
create table finance_finding (
  id uuid primary key,
  unit uuid not null references unit,
  subject uuid not null references inspection_subject,
  cause text not null,
  found bigint not null check (found > 0),
  recover_proposed bigint not null default 0 check (recover_proposed >= 0),
  rebook_proposed bigint not null default 0 check (rebook_proposed >= 0),
  unit_proposed bigint not null default 0 check (unit_proposed >= 0),
  other_proposed bigint not null default 0 check (other_proposed >= 0),
  recover_done bigint not null default 0 check (recover_done between 0 and recover_proposed),
  rebook_done bigint not null default 0 check (rebook_done between 0 and rebook_proposed),
  unit_done bigint not null default 0 check (unit_done between 0 and unit_proposed),
  other_done bigint not null default 0 check (other_done between 0 and other_proposed),
  unique (subject, cause),
  check (recover_proposed + rebook_proposed + unit_proposed + other_proposed <= found)
);
select record_table('finance_finding', 'case',
  'select s.unit from public.inspection_subject s where s.id = new.subject');
select case_table('finance_finding', 'select s.case_key from inspection_subject s where s.id = new.subject');

-- The diary of a team, numbered without a gap (02-QĐ/UBKTTW 2018).
create table team_diary (
  id uuid primary key,
  unit uuid not null references unit,
  inspection uuid not null references inspection,
  number int not null check (number > 0),
  written_on date not null,
  text text not null,
  unique (inspection, number)
);
select record_table('team_diary', 'case', 'select s.unit from public.inspection s where s.id = new.inspection');
select case_table('team_diary', 'select i.case_key from inspection i where i.id = new.inspection');

-- Numbers are given here, one after the other; whoever types one is not heard.
create function number_diary() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' then
    new.number := old.number;
  else
    new.number := (select coalesce(max(d.number), 0) + 1 from team_diary d where d.inspection = new.inspection);
  end if;
  return new;
end $$;
create trigger a_number before insert or update on team_diary for each row
when (current_setting('capuy.replacing', true) is distinct from 'on') execute function number_diary();

-- What hangs on a session or a subject follows its case and its unit.
create function follow_session() returns trigger language plpgsql security definer set search_path = public as $$
declare
  was text := coalesce(nullif(current_setting('capuy.replacing', true), ''), 'off');
begin
  perform set_config('capuy.replacing', 'on', true);
  if tg_table_name = 'inspection' then
    update inspection_team set id = id where inspection = new.id;
    update team_diary set id = id where inspection = new.id;
  else
    update content_conclusion set id = id where subject = new.id;
    update finance_finding set id = id where subject = new.id;
  end if;
  perform set_config('capuy.replacing', was, true);
  return null;
end $$;
create trigger follow_session after update on inspection for each row
when (old.case_key is distinct from new.case_key or old.unit <> new.unit) execute function follow_session();
create trigger follow_session after update on inspection_subject for each row
when (old.case_key is distinct from new.case_key or old.unit <> new.unit) execute function follow_session();

-- Regular supervision has no session and no team: what was seen, and what was said of it in time.
create table supervision_note (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  seen_on date not null,
  kind text not null check (kind in ('organisation', 'member')),
  subject_unit uuid references unit,
  subject_person uuid references person,
  content text not null,
  text text not null,
  reminder text,
  reminded_on date,
  answer text,
  answered_on date,
  check ((kind = 'organisation') = (subject_unit is not null)),
  check ((kind = 'member') = (subject_person is not null)),
  check ((reminder is null) = (reminded_on is null)),
  check ((answer is null) = (answered_on is null)),
  check (answer is null or reminder is not null),
  check (reminded_on >= seen_on and answered_on >= reminded_on)
);
create index on supervision_note (subject_person);
select record_table('supervision_note', 'case', 'select b.unit from public.body b where b.id = new.body');
select case_table('supervision_note', 'new.id');

-- Verification of assets and income: numbers only, no names.
create table asset_verification (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  year int not null check (year between 1930 and 2200),
  plan text not null,
  decided_on date not null,
  chosen int not null check (chosen > 0),
  verified int not null default 0,
  untrue int not null default 0,
  disciplined int not null default 0,
  unique (body, year, plan),
  check (verified between 0 and chosen),
  check (untrue between 0 and verified),
  check (disciplined between 0 and untrue)
);
select record_table('asset_verification', 'case', 'select b.unit from public.body b where b.id = new.body');
select case_table('asset_verification', 'new.id');

update role_right set tables = tables || '{inspection_team,content_conclusion,finance_finding,team_diary,signal}'
where class = 'case' and reach = 'assigned';
update role_right set tables = tables || '{asset_verification}'
where class = 'case' and reach = 'beneath' and not may_write;
update role_right set tables = tables || '{supervision_note,asset_verification}'
where role = 'inspection' and class = 'case' and reach = 'own';

-- A cell inspects and supervises its members by its own yearly plan: its secretary keeps the plan and the files. This right
-- comes with the post to which the cell elected its secretary; whoever opens the account does not lend it, nor needs it.
alter table role_right add column with_post boolean not null default false;
insert into role_right (role, class, may_write, reach, tables, with_post) values
  ('cell_secretary', 'case', true, 'own', '{programme,programme_item,programme_change,inspection,inspection_subject,'
    'inspection_team,content_conclusion,team_diary,supervision_note,case_step,case_clock,clock_change}', true);

create or replace function role_holds(holder text, wanted text) returns boolean
language sql stable security definer set search_path = public as $$
  select not exists (
    select 1 from role_right w where w.role = wanted and not w.with_post and not exists (
      select 1 from role_right h where h.role = holder and h.class = w.class and (h.may_write or not w.may_write)
        and (h.tables is null or w.tables <@ h.tables) and (h.reach = 'beneath' or h.reach = w.reach)))
$$;
