-- Posts in bodies, the rights of roles, assignment to cases and recusal from them.

-- Whose account it is; its office; since when nobody has used it (accounts close by themselves, account_open).
alter table account add column person uuid references person;
alter table account add column unit uuid references unit;
alter table account add column used_on date not null default today();
create index on account (person);

-- A mandate is a post in a body of a unit. The body's term ends the right whatever the post says.
alter table mandate add column body text not null default 'committee' check (body in
  ('cell', 'committee', 'standing_committee', 'inspection_commission', 'office', 'organisation_board', 'none'));
alter table mandate add column term_end date;
alter table mandate add column end_decision text;
create index on mandate (unit);

-- Roles. `reports`: may open the reports of the own part of the tree. `administers`: keeps accounts beneath.
-- `delegable`: given on a page by somebody who holds as much; the others only at the machine itself.
create table role (
  name text primary key,
  reports boolean not null,
  administers boolean not null,
  delegable boolean not null
);
insert into table_class (name, class) values ('role', 'reference');
insert into role values
  ('machine', true, true, false), ('office', true, true, true), ('organisation', true, false, true),
  ('inspection', true, false, true), ('inspection_chair', true, true, true), ('petitions', true, false, true),
  ('cell_secretary', true, false, true), ('reader', true, false, true), ('member', false, false, true),
  ('auditor', false, false, false), ('administrator', false, true, false);
alter table mandate add foreign key (role) references role;

-- What a role may do, as a sum of grants; nothing is taken away again. `tables`: null for every table of the class.
-- Reach, seen from the mandate's unit: the unit and all beneath, the unit itself, the cases assigned to the mandate,
-- the units above (whose names and documents are read from below), the own file.
delete from role_right;
alter table role_right drop constraint role_right_pkey;
alter table role_right add column reach text not null default 'beneath'
  check (reach in ('beneath', 'own', 'assigned', 'above', 'self'));
alter table role_right add column tables text[];
alter table role_right add foreign key (role) references role;
insert into role_right (role, class, may_write, reach, tables) values
  ('machine', 'unit', true, 'beneath', null), ('machine', 'case', true, 'beneath', null),
  ('machine', 'own', true, 'beneath', null),
  ('office', 'unit', true, 'beneath', null),
  -- The office reports on programmes and on decisions in force, so it reads them; not what led to them.
  ('office', 'case', false, 'beneath', '{programme,programme_item,programme_change,discipline_decision}'),
  ('organisation', 'unit', false, 'beneath', null),
  ('organisation', 'unit', true, 'beneath', '{unit,unit_period,unit_succession,reorganisation,body,person,stay,standing,'
    'exemption,admission,recognition,target,training,training_attendance}'),
  ('inspection', 'unit', false, 'beneath', null),
  ('inspection', 'case', false, 'beneath', '{programme,programme_item,programme_change}'),
  ('inspection', 'case', true, 'own', '{programme,programme_item,programme_change}'),
  -- Whoever is assigned works on the file of the case, not on the programme it stands in.
  ('inspection', 'case', true, 'assigned', '{inspection,inspection_subject,discipline_decision,petition,remediation}'),
  ('inspection_chair', 'unit', false, 'beneath', null),
  ('inspection_chair', 'case', false, 'beneath', '{programme,programme_item,programme_change}'),
  ('inspection_chair', 'case', true, 'own', null),
  ('inspection_chair', 'case', true, 'assigned', '{inspection,inspection_subject,discipline_decision,petition,remediation}'),
  ('petitions', 'unit', false, 'beneath', '{unit,unit_period,body}'),
  ('petitions', 'case', true, 'own', '{petition}'),
  ('cell_secretary', 'unit', true, 'beneath', null),
  ('reader', 'unit', false, 'beneath', null),
  ('member', 'unit', false, 'above', '{unit,unit_period}'),
  ('member', 'unit', false, 'self', '{person,stay,standing,exemption,admission,recognition}');

-- Days without use after which an account closes: QCVN 12:2026/BCA 3.7.2 (45 days). The machine signs nobody in.
create function account_open(a account, day date) returns boolean language sql stable
return (a.closed_on is null or a.closed_on > day)
  and (a.used_on > day - 45 or a.password_hash = '!');

-- Whether a post gives a right on a day: begun, not ended, its term not over, its unit still standing.
create function mandate_in_force(m mandate, day date) returns boolean language sql stable
return m.valid_from <= day and (m.valid_to is null or m.valid_to > day)
  and (m.term_end is null or m.term_end > day)
  and (m.unit is null or exists (select 1 from unit_period p
    where p.unit = m.unit and p.valid_from <= day and (p.valid_to is null or p.valid_to > day)));

-- Made anew below, on top of what tells whether an account is open and a post in force.
drop function mandate_of(text), password_hash_of(text), mandates_of(text), open_session(text, uuid, text, int), session_of(text), switch_mandate(text, uuid), may_report(uuid);

-- Each sign-in and each request that is seen keeps the account in use.
create function note_use() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update account set used_on = today() where id = new.account and used_on < today();
  return null;
end $$;
create trigger note_use after insert or update of seen_at on session for each row execute function note_use();

create function mandate_of(token text)
returns table (account uuid, mandate uuid, role text, unit uuid, lo bigint, hi bigint)
language sql stable security definer set search_path = public
begin atomic
  select m.account, m.id, m.role, m.unit, case when m.unit is null then 0 else u.place end,
    case when m.unit is null then 9223372036854775807 else u.place_end end
  from session s
  join mandate m on m.id = s.mandate and m.account = s.account
  join account a on a.id = m.account
  left join unit u on u.id = m.unit
  where s.token_hash = token_hash(token) and s.expires_at > clock_timestamp()
    and account_open(a, today()) and mandate_in_force(m, today());
end;

create function password_hash_of(account_name text) returns text
language sql stable security definer set search_path = public
return (select a.password_hash from account a where a.name = account_name and account_open(a, today()));

create function mandates_of(account_name text)
returns table (mandate uuid, role text, post text, unit uuid, unit_name text)
language sql stable security definer set search_path = public
begin atomic
  select m.id, m.role, m.post, m.unit,
    (select p.name from unit_period p where p.unit = m.unit order by p.valid_from desc limit 1)
  from mandate m join account a on a.id = m.account and a.name = account_name
  where mandate_in_force(m, today())
  order by m.valid_from, m.id;
end;

create function open_session(account_name text, wanted uuid, token_sha text, hours int) returns boolean
language sql volatile security definer set search_path = public
begin atomic
  insert into session (token_hash, account, mandate, started_at, seen_at, expires_at)
  select token_sha, a.id, m.id, statement_timestamp(), statement_timestamp(),
    statement_timestamp() + make_interval(hours => hours)
  from account a join mandate m on m.account = a.id and m.id = wanted
  where a.name = account_name and account_open(a, today()) and mandate_in_force(m, today())
  returning true;
end;

create function session_of(token text)
returns table (account_name text, full_name text, language text, mandate uuid, role text, post text, unit uuid)
language sql stable security definer set search_path = public
begin atomic
  select a.name, a.full_name, s.language, m.id, m.role, m.post, m.unit
  from session s join account a on a.id = s.account join mandate m on m.id = s.mandate
  where s.token_hash = token_hash(token) and s.expires_at > clock_timestamp()
    and account_open(a, today()) and mandate_in_force(m, today());
end;

create function switch_mandate(token text, wanted uuid) returns boolean
language sql volatile security definer set search_path = public
begin atomic
  update session s set mandate = wanted, seen_at = clock_timestamp()
  where s.token_hash = token_hash(token) and s.expires_at > clock_timestamp()
    and exists (select 1 from mandate m where m.id = wanted and m.account = s.account
      and mandate_in_force(m, today()))
  returning true;
end;

-- The rights of the acting role on one table, as plain rows.
create view acting_right as
select k.name as table_name, r.reach, r.may_write, m.lo, m.hi, m.account, m.mandate
from acting_mandate m join role_right r on r.role = m.role
join table_class k on k.class = r.class and (r.tables is null or k.name = any (r.tables));

-- The upper end of the places in which the acting role reads (or writes) a table without being assigned; the lower one
-- is always the mandate's own (scope_lo). Null where there are none: no place lies below it.
create function reach_hi(wanted text, writing boolean) returns bigint
language sql stable security definer set search_path = public
return (select max(case reach when 'beneath' then hi else lo end) from acting_right
  where table_name = wanted and reach in ('beneath', 'own') and (may_write or not writing));

-- The person whose own file the acting mandate reads in a table; null for none.
create function own_person(wanted text) returns uuid language sql stable security definer set search_path = public
return (select a.person from acting_right r join account a on a.id = r.account
  where r.table_name = wanted and r.reach = 'self' limit 1);

-- Whether a table is read from beneath: names of units, documents and campaigns.
create function reads_above(wanted text) returns boolean
language sql stable security definer set search_path = public
return exists (select 1 from acting_right where table_name = wanted and reach in ('beneath', 'above'));

-- By table, or by class for any of its tables: whether there is any right at all. `unit` is the table.
create or replace function may_read(wanted text) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select 1 from acting_right r join table_class k on k.name = r.table_name
  where (wanted = k.name or wanted = k.class and wanted <> 'unit') and r.reach <> 'above');
end $$;

create or replace function may_write(wanted text) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select 1 from acting_right r join table_class k on k.name = r.table_name
  where (wanted = k.name or wanted = k.class and wanted <> 'unit') and r.may_write);
end $$;

create function may_count() returns boolean language sql stable security definer set search_path = public
return exists (select 1 from acting_mandate m join role r on r.name = m.role and r.reports);

create function may_report(unit_id uuid) returns boolean
language sql stable security definer set search_path = public
return exists (select 1 from acting_mandate m join role r on r.name = m.role and r.reports
  join unit u on u.id = unit_id and u.place between m.lo and m.hi);

-- A case is what is worked on as one: an item of a programme with its sessions and subjects, a session outside any
-- programme, the first decision of a disciplinary case, a petition. Every row of case material carries its key,
-- computed here and never by the client, so that assignment and recusal are one comparison.
create function case_table(table_name text, key_from text) returns void language plpgsql as $$
declare
  s text;
begin
  execute format($trigger$create function key_%1$s() returns trigger language plpgsql security definer
    set search_path = public as $body$
    begin
      new.case_key := coalesce((%2$s), new.id);
      return new;
    end $body$ $trigger$, table_name, key_from);
  perform set_config('capuy.replacing', 'on', true);
  foreach s in array array['public', 'past'] loop
    execute format('alter table %I.%I add column case_key uuid', s, table_name);
    execute format('create trigger case_key before insert or update on %I.%I for each row execute function key_%2$s()',
      s, table_name);
    execute format('update %I.%I set id = id', s, table_name);
    execute format('alter table %I.%I alter column case_key set not null', s, table_name);
    execute format('create index on %I.%I (case_key)', s, table_name);
  end loop;
  perform set_config('capuy.replacing', 'off', true);
end $$;
select case_table('programme', 'new.id');
select case_table('programme_item', 'new.id');
select case_table('programme_change', 'new.item');
select case_table('inspection', 'new.item');
select case_table('inspection_subject',
  'coalesce((select i.case_key from inspection i where i.id = new.inspection), new.item)');
select case_table('discipline_decision', 'new.changes');
select case_table('petition', 'new.duplicate_of');
select case_table('remediation', 'select s.case_key from inspection_subject s where s.id = new.subject');
create index on inspection_subject (subject_person);
create index on discipline_decision (subject_person);

-- What hangs on a corrected row follows its case.
create function follow_case() returns trigger language plpgsql security definer set search_path = public as $$
declare
  was text := coalesce(nullif(current_setting('capuy.replacing', true), ''), 'off');
begin
  perform set_config('capuy.replacing', 'on', true);
  if tg_table_name = 'inspection' then
    update inspection_subject set id = id where inspection = new.id;
  else
    update remediation set id = id where subject = new.id;
  end if;
  perform set_config('capuy.replacing', was, true);
  return null;
end $$;
create trigger follow_case after update on inspection for each row
when (old.case_key is distinct from new.case_key) execute function follow_case();
create trigger follow_case after update on inspection_subject for each row
when (old.case_key is distinct from new.case_key) execute function follow_case();

-- Who works on a case: a post, for as long as it lasts, by decision of the chair.
create table assignment (
  id uuid primary key,
  case_key uuid not null,
  mandate uuid not null references mandate,
  valid_from date not null,
  valid_to date,
  decision text not null,
  act bigint not null,
  check (valid_from <= valid_to)
);
create index on assignment (mandate);
create index on assignment (case_key);
insert into table_class (name, class) values ('assignment', 'sealed');

-- Who keeps away from a case though no party to it: kin of the person concerned, the one denounced, a witness.
create table recusal (
  id uuid primary key,
  case_key uuid not null,
  account uuid not null references account,
  valid_from date not null,
  valid_to date,
  grounds text not null,
  act bigint not null,
  check (valid_from <= valid_to)
);
create index on recusal (account);
create index on recusal (case_key);
insert into table_class (name, class) values ('recusal', 'sealed');

-- Cases on which the acting mandate works, for a table its role reads and writes by assignment. Once per query.
create function assigned_cases(wanted text) returns uuid[]
language sql stable security definer set search_path = public
return (select coalesce(array_agg(distinct a.case_key), '{}') from acting_right r
  join assignment a on a.mandate = r.mandate and a.valid_from <= today() and (a.valid_to is null or a.valid_to > today())
  where r.table_name = wanted and r.reach = 'assigned');

-- Whether the acting role opens new cases of its own: whoever enters one is assigned to it (open_case).
create function opens_cases(wanted text) returns boolean
language sql stable security definer set search_path = public
return wanted in ('inspection', 'discipline_decision', 'petition')
  and exists (select 1 from acting_right where reach = 'assigned' and may_write);

-- Cases about an account's own person, under whatever name the case goes, and those it is recused from.
create function cases_barred_to(wanted uuid) returns uuid[]
language sql stable security definer set search_path = public
return (select coalesce(array_agg(distinct key), '{}') from (
  select s.case_key as key from account a join inspection_subject s on s.subject_person = a.person where a.id = wanted
  union all
  select d.case_key from account a join discipline_decision d on d.subject_person = a.person where a.id = wanted
  union all
  select r.case_key from recusal r where r.account = wanted
    and r.valid_from <= today() and (r.valid_to is null or r.valid_to > today())
) barred);

create function barred_cases() returns uuid[] language sql stable security definer set search_path = public
return cases_barred_to((select account from acting_mandate));

-- Where the case lies; null when there is none.
create function place_of_case(wanted uuid) returns bigint language sql stable security definer set search_path = public
return (select place from (
  select place from programme_item where case_key = wanted union all
  select place from inspection where case_key = wanted union all
  select place from discipline_decision where case_key = wanted union all
  select place from petition where case_key = wanted) rows limit 1);

-- Who enters a new case works on it. Nobody is assigned to an existing one by writing to it.
create function open_case() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.case_key = new.id and opens_cases(tg_table_name) then
    insert into assignment (id, case_key, mandate, valid_from, decision, act)
    select gen_random_uuid(), new.case_key, m.mandate, today(), new.number, acting_entry() from acting_mandate m;
  end if;
  return null;
end $$;
create trigger open_case after insert on inspection for each row execute function open_case();
create trigger open_case after insert on discipline_decision for each row execute function open_case();
create trigger open_case after insert on petition for each row execute function open_case();

-- As before, but table by table: only where the role writes without being assigned, and nothing it is barred from.
create or replace function record_in_bulk(type text, columns text[]) returns table (recorded bigint, staged bigint)
language plpgsql security definer set search_path = public as $$
declare
  c table_class; m record; inside boolean;
begin
  select * into c from table_class where name = type and is_record;
  select * into m from acting_mandate;
  if m.mandate is null or c.name is null or reach_hi(type, true) is null or not in_command() then
    raise exception 'new rows violate row-level security of %', type using errcode = '42501';
  end if;
  execute format($insert$with written as (
      insert into public.%1$I (%2$s, unit, place, known_from, act)
      select %3$s, u.id, u.place, least(coalesce(new.known_from, acting_at()), acting_at()), acting_entry()
      from pg_temp.%4$I new left join unit u on u.id = (%5$s)
      where not exists (select from public.%1$I t where t.id = new.id) returning %6$s
    ) select count(*), coalesce(bool_and(inside), true), (select count(*) from pg_temp.%4$I) from written
    $insert$, type,
    (select string_agg(quote_ident(name), ', ') from unnest(columns) as name where name not in ('unit', 'known_from')),
    (select string_agg('new.' || quote_ident(name), ', ') from unnest(columns) as name
      where name not in ('unit', 'known_from')),
    'stage_' || type, coalesce(c.unit_from, 'new.unit'),
    'place between $1 and $2' || case c.class when 'case' then ' and case_key <> all ($3)' else '' end || ' as inside')
    into recorded, inside, staged using m.lo, reach_hi(type, true), barred_cases();
  if not inside then
    raise exception 'new rows violate row-level security of %', type using errcode = '42501';
  end if;
  return next;
end $$;

-- Whether one role holds everything another one gives: right by right, nothing by name.
create function role_holds(holder text, wanted text) returns boolean
language sql stable security definer set search_path = public as $$
  select not exists (
    select 1 from role_right w where w.role = wanted and not exists (
      select 1 from role_right h where h.role = holder and h.class = w.class and (h.may_write or not w.may_write)
        and (h.tables is null or w.tables <@ h.tables) and (h.reach = 'beneath' or h.reach = w.reach)))
$$;

-- Nobody grants what they do not hold, nor to a unit that is not theirs; the own role only further down the tree.
create function may_grant(wanted text, to_unit uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (
    select 1 from acting_mandate m join role mine on mine.name = m.role and mine.administers
    join role r on r.name = wanted join unit u on u.id = to_unit and u.place between m.lo and m.hi
    where m.role = 'machine' or r.delegable and role_holds(m.role, wanted) and (wanted <> m.role or u.place > m.lo))
$$;

-- Officers of an installation that knew no assignments go on with the cases of their own unit.
insert into assignment (id, case_key, mandate, valid_from, decision, act)
select gen_random_uuid(), c.case_key, m.id, m.valid_from, m.decision, min(c.act)
from mandate m join (
  select case_key, unit, act from programme_item union all select case_key, unit, act from inspection
  union all select case_key, unit, act from discipline_decision union all select case_key, unit, act from petition
) c on c.unit = m.unit where m.role = 'inspection' group by c.case_key, m.id, m.valid_from, m.decision;
