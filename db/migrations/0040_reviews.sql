-- Yearly reviews of members and organisations (11-HD/BTCTW, Biểu 6), and forms signed and frozen as reports are.

create table member_review (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  year int not null,
  -- Null: reviewed, not graded.
  grade text check (grade in ('excellent', 'good', 'complete', 'failed')),
  -- Under whose management somebody was asked to review particular matters.
  asked_by text check (asked_by in ('province', 'district', 'grassroots')),
  body uuid not null references body,
  number text not null,
  decided_on date not null,
  unique (person, year)
);
select record_table('member_review', 'unit', 'select p.unit from public.person p where p.id = new.person');

create table unit_review (
  id uuid primary key,
  -- The organisation that was reviewed.
  unit uuid not null references unit,
  year int not null,
  grade text check (grade in ('excellent', 'good', 'complete', 'failed')),
  asked_by text check (asked_by in ('province', 'district', 'grassroots')),
  body uuid not null references body,
  number text not null,
  decided_on date not null,
  unique (unit, year)
);
select record_table('unit_review', 'unit');

update role_right set tables = tables || '{member_review,unit_review}'::text[]
where role = 'organisation' and may_write and 'stay' = any (tables);
update role_right set tables = tables || '{member_review}'::text[] where role = 'member' and reach = 'self';

-- An official form, signed: its cells, the ids of the records behind each, what they were counted by, the instant.
create table signed_form (
  id uuid primary key,
  unit uuid not null references unit,
  edition text not null,
  form text not null,
  period text not null,
  signed_on date not null,
  signer text not null,
  tree text not null check (tree in ('then', 'now')),
  -- The evaluated form with its records, definitions and rules, as the text it was hashed from.
  frozen text not null,
  sha256 text not null,
  known_at timestamptz not null
);
select record_table('signed_form', 'unit');
create index on signed_form (unit, edition, form, period);
create trigger frozen before update or delete on signed_form for each row execute function refuse_thaw();

insert into act_kind values ('sign_form', 'signed_form');
-- A board signs the forms of organisations and members, a commission those of its sector.
update role_right set tables = tables || '{signed_form}'::text[]
where role = 'organisation' and may_write and 'stay' = any (tables);
update role_right set tables = tables || '{signed_form}'::text[]
where role in ('inspection', 'inspection_chair') and may_write and 'form_return' = any (tables);

-- As before, and a signed form is bound to its content as a signed report is.
create or replace function refuse_one_person() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  r jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  is_signed boolean := tg_table_name in ('signed_report', 'signed_form');
begin
  -- The machine imports history and settles places; a signature is never its own.
  if acting_role() = 'machine' and not is_signed then
    return null;
  end if;
  if is_signed then
    r := r || jsonb_build_object('content', frozen_hash(r ->> 'frozen'));
  end if;
  if not exists (select 1 from approved_here(tg_argv[0]) p, lateral (select p.payload::jsonb -> 'rows' -> tg_table_name) w (named)
    where case when w.named is null then r ->> 'person' is null or (r ->> 'person')::uuid = any (p.subjects)
      else r @> w.named and p.payload::jsonb ->> 'op' = tg_op end) then
    raise exception 'this takes two persons: % of %', lower(tg_op), tg_table_name using errcode = 'CU001';
  end if;
  return null;
end $$;
create constraint trigger two_persons after insert on signed_form deferrable initially deferred
for each row execute function refuse_one_person('sign_form');

-- A step of a transfer that was taken past its deadline, with the reason in the log: against the rules (Biểu 7, IV).
alter table transfer add column introduced_late boolean not null default false,
  add column received_late boolean not null default false;
alter table past.transfer add column introduced_late boolean, add column received_late boolean;
select refresh_record_table('transfer');

-- As before; whether it received late is the receiving end's to say.
create or replace function refuse_other_end() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  theirs text[] := '{received_on,received_cell,received_late,confirmed_on,confirmation_number,file_with,file_since,returned_on,place,known_from,act}';
begin
  if not coalesce(old.place between scope_lo() and reach_hi('transfer', true), false)
    and to_jsonb(new) - theirs is distinct from to_jsonb(old) - theirs then
    raise exception 'the other end wrote this' using errcode = '42501';
  end if;
  return new;
end $$;
