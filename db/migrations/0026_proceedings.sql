-- The floor of every case: steps that were taken, deadlines that run. An area names the table in which its cases lie.

-- Kinds of cases and where they lie. `number_of` is the case's own number, as an expression over its row `r`: all that
-- a reminder may say.
create table case_kind (
  kind text primary key check (kind in
    ('inspection', 'discipline', 'denunciation', 'complaint', 'remediation', 'wrongful', 'suspension')),
  table_name text not null,
  number_of text not null
);
insert into table_class (name, class) values ('case_kind', 'reference');

-- The unit, key and number of a case; nothing where there is none.
create function case_row(kind text, id uuid) returns table (unit uuid, case_key uuid, number text)
language plpgsql stable security definer set search_path = public as $$
declare
  k case_kind;
begin
  select * into k from case_kind c where c.kind = case_row.kind;
  if k.kind is not null then
    return query execute format('select r.unit, r.case_key, (%s)::text from public.%I r where r.id = $1', k.number_of, k.table_name)
      using id;
  end if;
end $$;

-- What hangs on a case follows it to another unit or key.
create function follow_proceedings() returns trigger language plpgsql security definer set search_path = public as $$
declare
  was text := coalesce(nullif(current_setting('capuy.replacing', true), ''), 'off');
begin
  perform set_config('capuy.replacing', 'on', true);
  update case_step s set id = s.id from case_kind k where k.table_name = tg_table_name and s.kind = k.kind and s.case_id = new.id;
  update case_clock c set id = c.id from case_kind k where k.table_name = tg_table_name and c.kind = k.kind and c.case_id = new.id;
  update clock_change h set id = h.id from case_clock c, case_kind k
    where k.table_name = tg_table_name and c.kind = k.kind and c.case_id = new.id and h.clock = c.id;
  perform set_config('capuy.replacing', was, true);
  return null;
end $$;

-- A case whose steps or deadlines stand cannot be withdrawn; they are withdrawn first.
create function keep_proceedings() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from case_kind k join case_step s on s.kind = k.kind and s.case_id = old.id where k.table_name = tg_table_name)
    or exists (select from case_kind k join case_clock c on c.kind = k.kind and c.case_id = old.id where k.table_name = tg_table_name) then
    raise exception 'steps of this case stand' using errcode = '23503';
  end if;
  return old;
end $$;

-- Says where the cases of a kind lie: called once by the migration of the area that keeps them, again where they move.
create function cases_of_kind(kind text, table_name text, number_of text default 'r.number') returns void
language plpgsql as $$
begin
  insert into case_kind values (kind, table_name, number_of)
  on conflict on constraint case_kind_pkey do update set table_name = excluded.table_name, number_of = excluded.number_of;
  execute format('create or replace trigger follow_proceedings after update on public.%I for each row '
    'when (old.case_key is distinct from new.case_key or old.unit <> new.unit) execute function follow_proceedings()', table_name);
  execute format('create or replace trigger keep_proceedings before delete on public.%I for each row '
    'execute function keep_proceedings()', table_name);
end $$;

-- Steps and deadlines belong to a case that is there.
create function refuse_unheld_case() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from case_row(new.kind, new.case_id)) then
    raise exception 'no case % of kind %', new.case_id, new.kind using errcode = '23503';
  end if;
  return new;
end $$;

-- One step taken in a case. Where the case stands is computed from these rows.
create table case_step (
  id uuid primary key,
  unit uuid not null references unit,
  kind text not null references case_kind,
  case_id uuid not null,
  step text not null check (step ~ '^[a-z][a-z0-9_]{0,59}$'),
  done_on date not null,
  document text check (length(document) <= 200),
  note text check (length(note) <= 2000),
  -- The rules judged at it, each as it stood on the day, as JSON.
  rules text not null default '[]'
);
create index on case_step (kind, case_id);
select record_table('case_step', 'case', 'select c.unit from public.case_row(new.kind, new.case_id) c');
select case_table('case_step', 'select c.case_key from case_row(new.kind, new.case_id) c');
create trigger held before insert or update on case_step for each row execute function refuse_unheld_case();

-- One deadline that runs, or ran. Its budget is a rule's value on the day it began, or a day that a decision names;
-- neither where no text gives one. `due_on` is derived from budget, pauses, extensions and calendar, for the index.
create table case_clock (
  id uuid primary key,
  unit uuid not null references unit,
  kind text not null references case_kind,
  case_id uuid not null,
  clock text not null check (clock ~ '^[a-z][a-z0-9_]{0,59}$'),
  number text,
  started_on date not null,
  stopped_on date,
  rule text,
  amount int check (amount between 0 and 3660),
  measure text check (measure in ('days', 'working_days', 'months', 'years')),
  fixed_on date,
  -- The rule as it stood on the day it began, as JSON, where the budget is a rule's.
  source text,
  due_on date,
  check (stopped_on >= started_on),
  check ((amount is null) = (measure is null)),
  check (amount is null or fixed_on is null),
  unique (id, kind)
);
create index on case_clock (kind, case_id);
create unique index case_clock_one_running on case_clock (kind, case_id, clock) where stopped_on is null;
create index case_clock_due on case_clock (due_on, id) where stopped_on is null;
select record_table('case_clock', 'case', 'select c.unit from public.case_row(new.kind, new.case_id) c');
create index case_clock_due_there on case_clock (place, due_on) where stopped_on is null;
select case_table('case_clock', 'select c.case_key from case_row(new.kind, new.case_id) c');
create trigger held before insert or update on case_clock for each row execute function refuse_unheld_case();

create function number_case_clock() returns trigger language plpgsql security definer set search_path = public as $$
begin
  new.number := (select c.number from case_row(new.kind, new.case_id) c);
  return new;
end $$;
create trigger numbered before insert or update on case_clock for each row execute function number_case_clock();

-- A deadline that stood still from a day on until it runs again, or was made longer by a decision.
create table clock_change (
  id uuid primary key,
  unit uuid not null references unit,
  clock uuid not null,
  kind text not null references case_kind,
  change text not null check (change in ('pause', 'extension')),
  from_on date not null,
  to_on date,
  days int check (days between 1 and 3660),
  document text check (length(document) <= 200),
  grounds text check (length(grounds) <= 500),
  foreign key (clock, kind) references case_clock (id, kind),
  check ((change = 'extension') = (days is not null)),
  check (change = 'pause' or document is not null),
  check (change = 'extension' or grounds is not null),
  check (to_on >= from_on),
  check (change = 'pause' or to_on is null)
);
create index on clock_change (clock);
select record_table('clock_change', 'case', 'select c.unit from public.case_clock c where c.id = new.clock');
select case_table('clock_change', 'select c.case_key from case_clock c where c.id = new.clock');

select cases_of_kind('inspection', 'inspection');
select cases_of_kind('remediation', 'remediation',
  'select s.conclusion_number from inspection_subject s where s.id = r.subject');

-- Whoever works on cases works on their steps and deadlines.
update role_right set tables = tables || '{case_step,case_clock,clock_change}'
where class = 'case' and may_write and (reach = 'assigned' or role = 'petitions');

-- Kinds of cases whose own table the session reads: its steps and deadlines are no wider door than the case itself.
create function open_case_kinds() returns text[] language sql stable security definer set search_path = public
return (select coalesce(array_agg(k.kind), '{}') from case_kind k
  where exists (select 1 from acting_right r where r.table_name = k.table_name));
