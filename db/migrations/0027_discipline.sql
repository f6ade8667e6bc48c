-- The disciplinary case from its opening to the end of the sanction, complaints about it, and what makes good a wrong
-- one. Steps and deadlines of all of them are kept by the floor of cases.

create table discipline_case (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  opened_on date not null,
  origin text not null check (origin in ('conclusion', 'proposal', 'judgment', 'state_sanction', 'own_report')),
  basis text not null,
  inspection_subject uuid references inspection_subject,
  -- The case of the lower body whose proposal this one takes up.
  proposed_in uuid references discipline_case,
  subject_kind text not null check (subject_kind in ('organisation', 'member')),
  subject_person uuid references person,
  subject_unit uuid references unit,
  classes text[] not null default '{}',
  holds_post boolean not null default false,
  primary_content text not null,
  contents text[] not null default '{}',
  -- The act, or the end of a continuous one: the limitation of time runs from here to `concluded_on`.
  act_on date not null,
  new_violation_on date check (new_violation_on > act_on),
  concluded_on date not null check (concluded_on >= act_on),
  without_limitation text,
  note text,
  check ((subject_kind = 'member') = (subject_person is not null)),
  check ((subject_kind = 'organisation') = (subject_unit is not null)),
  check (id <> proposed_in)
);
create index on discipline_case (subject_person);
create index on discipline_case (subject_unit);
create index on discipline_case (inspection_subject);
create index on discipline_case (proposed_in);
create index on discipline_case (opened_on);
select record_table('discipline_case', 'case', 'select b.unit from public.body b where b.id = new.body');
select case_table('discipline_case', 'new.id');

create table discipline_circumstance (
  id uuid primary key,
  unit uuid not null references unit,
  matter uuid not null references discipline_case,
  kind text not null check (kind in ('self_reported', 'new_evidence', 'remedied', 'warned_before', 'retaliation', 'obstruction')),
  evidence text not null,
  noted_on date not null
);
create index on discipline_circumstance (matter);
select record_table('discipline_circumstance', 'case', 'select c.unit from public.discipline_case c where c.id = new.matter');
select case_table('discipline_circumstance', 'new.matter');

-- A secret ballot by its tally alone: one for a body and a case, to decide or to propose. Nobody's vote is kept.
create table discipline_ballot (
  id uuid primary key,
  unit uuid not null references unit,
  matter uuid not null references discipline_case,
  body uuid not null references body,
  held_on date not null,
  number text not null,
  purpose text not null check (purpose in ('decide', 'propose')),
  total int not null check (total >= 0),
  temporary_away int check (temporary_away >= 0),
  exempt_absent int check (exempt_absent >= 0),
  present int not null check (present between 0 and total),
  for_expulsion int check (for_expulsion >= 0),
  for_dissolution int check (for_dissolution >= 0),
  for_dismissal int check (for_dismissal >= 0),
  for_warning int check (for_warning >= 0),
  for_reprimand int check (for_reprimand >= 0),
  no_form int check (no_form >= 0),
  invalid int check (invalid >= 0),
  unique (matter, body),
  check (coalesce(for_expulsion, 0) + coalesce(for_dissolution, 0) + coalesce(for_dismissal, 0) + coalesce(for_warning, 0)
    + coalesce(for_reprimand, 0) + coalesce(no_form, 0) + coalesce(invalid, 0) <= present)
);
select record_table('discipline_ballot', 'case', 'select c.unit from public.discipline_case c where c.id = new.matter');
select case_table('discipline_ballot', 'new.matter');

-- A decision that comes from a case kept here names it, and belongs to it; the others stand for themselves.
-- A dismissal may be from one post.
alter table discipline_decision
  add column matter uuid references discipline_case,
  add column lost_post uuid references party_post check (lost_post is null or form = 'dismissal');
alter table past.discipline_decision add column matter uuid, add column lost_post uuid;
select refresh_record_table('discipline_decision');
create index on discipline_decision (matter);
create index on discipline_decision (lost_post);
create unique index discipline_decision_one_of_case on discipline_decision (matter) where changes is null;
create or replace function key_discipline_decision() returns trigger language plpgsql security definer
set search_path = public as $$
begin
  new.case_key := coalesce(new.matter, (select f.case_key from discipline_decision f where f.id = new.changes), new.changes, new.id);
  return new;
end $$;

create table wrongful_finding (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  found_on date not null,
  decision uuid not null unique references discipline_decision,
  grounds text not null
);
select record_table('wrongful_finding', 'case', 'select b.unit from public.body b where b.id = new.body');
select case_table('wrongful_finding', 'select d.case_key from discipline_decision d where d.id = new.decision');

-- Activity in the Party or on a committee suspended by a body: of a member, or of an organisation. It runs until a
-- decision ends it.
create table suspension_order (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  decided_on date not null,
  matter uuid references discipline_case,
  subject_kind text not null check (subject_kind in ('organisation', 'member')),
  subject_person uuid references person,
  subject_unit uuid references unit,
  what text not null check (what in ('party', 'committee')),
  ground text not null check (ground in ('obstruction', 'worsening', 'indicted', 'detained', 'investigated')),
  valid_from date not null,
  until_on date not null check (until_on >= valid_from),
  check ((subject_kind = 'member') = (subject_person is not null)),
  check ((subject_kind = 'organisation') = (subject_unit is not null))
);
create index on suspension_order (subject_person);
create index on suspension_order (subject_unit);
create index on suspension_order (matter);
select record_table('suspension_order', 'case', 'select b.unit from public.body b where b.id = new.body');
select case_table('suspension_order', 'new.matter');

create table complaint (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  number text not null,
  -- The first decision of the sanction complained about, and the letter in the register.
  decision uuid not null references discipline_decision,
  letter uuid references petition,
  filed_by text not null check (filed_by in ('subject', 'authorised', 'other')),
  filed_on date not null,
  received_on date not null check (received_on >= filed_on),
  told_on date check (told_on <= filed_on),
  late_reason text,
  about text not null check (about in ('violation', 'form', 'procedure')),
  cause text check (cause in ('policy', 'verification', 'other')),
  -- The decision that resolved it: it changes the first one, or keeps its form.
  resolution uuid unique references discipline_decision,
  check (resolution <> decision)
);
create index on complaint (decision);
create index on complaint (letter);
create index on complaint (received_on);
select record_table('complaint', 'case', 'select b.unit from public.body b where b.id = new.body');
select case_table('complaint', 'new.id');

update role_right set tables = tables
  || '{discipline_case,discipline_circumstance,discipline_ballot,wrongful_finding,complaint,suspension_order}'
where role in ('inspection', 'inspection_chair') and class = 'case' and reach = 'assigned';

-- Whoever opens such a case works on it; whoever it is about is out of it; each lies where its body does. The functions
-- are older than these tables, which only a body that is not parsed ahead may name.
create trigger open_case after insert on discipline_case for each row execute function open_case();
create trigger open_case after insert on suspension_order for each row execute function open_case();
create trigger open_case after insert on complaint for each row execute function open_case();

select cases_of_kind('discipline', 'discipline_case');
select cases_of_kind('complaint', 'complaint');
select cases_of_kind('wrongful', 'wrongful_finding');
select cases_of_kind('suspension', 'suspension_order');
