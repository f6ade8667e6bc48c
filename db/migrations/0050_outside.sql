-- How a member was handled outside the Party, what an inspection of the enforcing of discipline found of each sanction,
-- and introductions with forged papers.

-- A judgment, a penalty, an administrative decision, or papers handed to the law agencies: about one member, followed by
-- one body, with the disciplinary case or the decision it goes with, or the inspection that handed the papers over.
create table outside_handling (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  subject_person uuid not null references person,
  kind text not null check (kind in ('referral', 'prison', 'penalty', 'administrative')),
  agency text not null,
  number text not null,
  decided_on date not null,
  outcome text check (outcome in ('prosecuted', 'not_prosecuted', 'overturned')),
  outcome_on date check (outcome_on >= decided_on),
  matter uuid references discipline_case,
  decision uuid references discipline_decision,
  inspection_subject uuid references inspection_subject,
  note text,
  check ((outcome is null) = (outcome_on is null)),
  check ((kind = 'referral') = (outcome <> 'overturned')),
  check (num_nonnulls(matter, decision) <= 1),
  unique (body, subject_person, agency, number)
);
create index on outside_handling (subject_person);
create index on outside_handling (matter);
create index on outside_handling (decision);
create index on outside_handling (inspection_subject);
select record_table('outside_handling', 'case', 'select b.unit from public.body b where b.id = new.body');
select case_table('outside_handling', 'select coalesce(new.matter,
  (select d.case_key from discipline_decision d where d.id = new.decision),
  (select s.case_key from inspection_subject s where s.id = new.inspection_subject))');
create trigger open_case after insert on outside_handling for each row execute function open_case();

-- What the review found of one sanction, or of one member who should have been sanctioned and was not.
create table sanction_review (
  id uuid primary key,
  unit uuid not null references unit,
  subject uuid not null references inspection_subject,
  decision uuid references discipline_decision,
  subject_person uuid references person,
  finding text not null check (finding in ('right', 'competence', 'procedure', 'omitted', 'wrongful')),
  proposal text check (proposal in ('keep', 'raise', 'lower', 'cancel')),
  grounds text,
  check ((finding = 'omitted') = (decision is null)),
  check ((finding = 'omitted') = (subject_person is not null)),
  check (finding <> 'omitted' or proposal is null),
  unique nulls not distinct (subject, decision, subject_person)
);
create index on sanction_review (decision);
create index on sanction_review (subject_person);
select record_table('sanction_review', 'case',
  'select s.unit from public.inspection_subject s where s.id = new.subject');
select case_table('sanction_review', 'select s.case_key from inspection_subject s where s.id = new.subject');

update role_right set tables = tables || '{outside_handling,sanction_review}'
where role in ('inspection', 'inspection_chair') and class = 'case' and reach = 'assigned';

-- As before, with both: whoever is handled or reviewed sees nothing of it in the course of work. The function is older
-- than these tables, which only a body that is not parsed ahead (plpgsql) may name.
create or replace function cases_concerning(wanted uuid, day date) returns uuid[]
language plpgsql stable security definer set search_path = public as $$
begin
  return (select coalesce(array_agg(distinct key), '{}') from (
  select s.case_key as key from account a join inspection_subject s on s.subject_person = a.person where a.id = wanted
  union all
  select d.case_key from account a join discipline_decision d on d.subject_person = a.person where a.id = wanted
  union all
  select c.case_key from account a join discipline_case c on c.subject_person = a.person where a.id = wanted
  union all
  select o.case_key from account a join suspension_order o on o.subject_person = a.person where a.id = wanted
  union all
  select k.case_key from account a join discipline_decision d on d.subject_person = a.person
    join complaint k on k.decision = d.id where a.id = wanted
  union all
  select s.case_key from account a join signal s on s.subject_person = a.person where a.id = wanted
  union all
  select n.case_key from account a join supervision_note n on n.subject_person = a.person where a.id = wanted
  union all
  select h.case_key from account a join outside_handling h on h.subject_person = a.person where a.id = wanted
  union all
  select r.case_key from account a join sanction_review r on r.subject_person = a.person where a.id = wanted
  union all
  select r.case_key from account a join discipline_decision d on d.subject_person = a.person
    join sanction_review r on r.decision = d.id where a.id = wanted
  union all
  select unnest(denounced_to(wanted, day))
) concerned);
end $$;

create or replace function opens_cases(wanted text) returns boolean
language sql stable security definer set search_path = public
return wanted in ('inspection', 'signal', 'discipline_decision', 'discipline_case', 'complaint', 'suspension_order',
    'outside_handling', 'petition', 'denunciation')
  and exists (select 1 from acting_right where reach = 'assigned' and may_write);

create or replace function place_of_case(wanted uuid) returns bigint
language plpgsql stable security definer set search_path = public as $$
begin
  return (select rows.place from (
    select i.place from programme_item i where i.case_key = wanted union all
    select i.place from inspection i where i.case_key = wanted union all
    select d.place from discipline_decision d where d.case_key = wanted union all
    select c.place from discipline_case c where c.case_key = wanted union all
    select k.place from complaint k where k.case_key = wanted union all
    select o.place from suspension_order o where o.case_key = wanted union all
    select h.place from outside_handling h where h.case_key = wanted union all
    select s.place from signal s where s.case_key = wanted union all
    select d.place from denunciation d where d.case_key = wanted union all
    select p.place from petition p where p.case_key = wanted) rows limit 1);
end $$;

create or replace function told_cases(keys uuid[]) returns table (key uuid, kind text, id uuid)
language plpgsql stable security definer set search_path = public as $$
#variable_conflict use_column
begin
  return query
  select k.key, coalesce(r.kind, 'other'), case when row_is_open(r.kind, k.key, r.place) then k.key end
  from (select distinct unnest(keys) as key) k left join (
    select 'programme' as kind, p.id, p.place from programme p union all
    select 'programme_item', i.id, i.place from programme_item i union all
    select 'inspection', i.id, i.place from inspection i union all
    select 'signal', s.id, s.place from signal s union all
    select 'discipline_decision', d.id, d.place from discipline_decision d where d.matter is null union all
    select 'discipline_case', c.id, c.place from discipline_case c union all
    select 'complaint', k.id, k.place from complaint k union all
    select 'suspension_order', o.id, o.place from suspension_order o where o.matter is null union all
    select 'outside_handling', h.id, h.place from outside_handling h where h.case_key = h.id union all
    select 'denunciation', d.id, d.place from denunciation d union all
    select 'petition', p.id, p.place from petition p) r on r.id = k.key
  where k.key <> all ((select barred_cases())::uuid[])
  order by 2, 1;
end $$;

-- An introduction whose papers were found to be forged leads nowhere, and the form of the year counts it.
alter table transfer drop constraint transfer_ended_by_check;
alter table transfer add constraint transfer_ended_by_check check (ended_by in ('withdrawn', 'forged', 'left'));
