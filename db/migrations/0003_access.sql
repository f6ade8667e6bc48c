-- Accounts, mandates and sessions; what a session may see is resolved here and nowhere else.

create table account (
  id uuid primary key,
  name text not null unique,
  full_name text not null,
  password_hash text not null,
  closed_on date
);
insert into table_class (name, class) values ('account', 'sealed');

-- A post in a unit, dated. The unit is null for the machine's own mandate (command line, first import).
create table mandate (
  id uuid primary key,
  account uuid not null references account,
  unit uuid references unit,
  role text not null,
  post text not null,
  valid_from date not null,
  valid_to date,
  decision text not null,
  check (valid_from < valid_to),
  check (unit is not null or role = 'machine')
);
create index on mandate (account);
insert into table_class (name, class) values ('mandate', 'sealed');

create table session (
  token_hash text primary key,
  account uuid not null references account,
  mandate uuid not null references mandate,
  language text not null default 'vi' check (language in ('vi', 'en')),
  started_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
insert into table_class (name, class) values ('session', 'sealed');

create table role_right (
  role text not null,
  class text not null,
  may_write boolean not null,
  primary key (role, class)
);
insert into table_class (name, class) values ('role_right', 'reference');
insert into role_right values
  ('machine', 'unit', true), ('machine', 'case', true), ('machine', 'own', true),
  ('office', 'unit', true), ('office', 'case', false),
  ('inspection', 'unit', false), ('inspection', 'case', true),
  ('cell_secretary', 'unit', true),
  ('reader', 'unit', false);

create function token_hash(token text) returns text language sql stable
return encode(sha256(convert_to(token, 'UTF8')), 'hex');

-- The mandate a session's token stands for: nothing set, forged, expired or ended gives no row.
create function mandate_of(token text)
returns table (account uuid, mandate uuid, role text, unit uuid, lo bigint, hi bigint)
language sql stable security definer set search_path = public
begin atomic
  select m.account, m.id, m.role, m.unit, case when m.unit is null then 0 else u.place end,
    case when m.unit is null then 9223372036854775807 else u.place_end end
  from session s
  join mandate m on m.id = s.mandate and m.account = s.account
  join account a on a.id = m.account and (a.closed_on is null or a.closed_on > today())
  left join unit u on u.id = m.unit
  where s.token_hash = token_hash(token) and s.expires_at > clock_timestamp()
    and m.valid_from <= today() and (m.valid_to is null or m.valid_to > today());
end;

-- A token is resolved once a transaction: enter() leaves a pass in a setting, sealed with a key that only definer
-- functions read and bound to this connection and this transaction. Policies ask the pass for every table of every
-- statement; a forged, changed or carried-over one is no pass.
create table pass_key (
  key bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
);
insert into table_class (name, class) values ('pass_key', 'sealed');
insert into pass_key default values;

create function pass_seal(key bytea, content text) returns text language sql stable
return encode(sha256(key || sha256(key || convert_to(concat_ws(' ', pg_backend_pid()::text,
  extract(epoch from transaction_timestamp())::text, content), 'UTF8'))), 'hex');

create function enter(token text) returns boolean
language plpgsql volatile security definer set search_path = public as $$
declare
  m record; content text := '';
begin
  select * into m from mandate_of(token);
  if found then
    content := concat_ws(' ', m.account, m.mandate, m.role, coalesce(m.unit::text, '-'), m.lo, m.hi);
  end if;
  perform set_config('capuy.pass', content, true),
    set_config('capuy.seal', (select pass_seal(key, content) from pass_key), true);
  return content <> '';
end $$;

create view acting_mandate as
select p[1]::uuid as account, p[2]::uuid as mandate, p[3] as role, nullif(p[4], '-')::uuid as unit,
  p[5]::bigint as lo, p[6]::bigint as hi
from pass_key, string_to_array(nullif(current_setting('capuy.pass', true), ''), ' ') as p
where current_setting('capuy.seal', true) = pass_seal(key, current_setting('capuy.pass', true)) and p is not null;

create function scope_lo() returns bigint language sql stable security definer set search_path = public
return (select lo from acting_mandate);

create function scope_hi() returns bigint language sql stable security definer set search_path = public
return (select hi from acting_mandate);

create function acting_role() returns text language sql stable security definer set search_path = public
return (select role from acting_mandate);

create function may_read(wanted text) returns boolean language sql stable security definer
set search_path = public
return exists (select 1 from acting_mandate m join role_right r on r.role = m.role and r.class = wanted);

create function may_write(wanted text) returns boolean language sql stable security definer
set search_path = public
return exists (select 1 from acting_mandate m
  join role_right r on r.role = m.role and r.class = wanted and r.may_write);

create function is_signed_in() returns boolean language sql stable security definer set search_path = public
return exists (select 1 from acting_mandate);

-- The right to open a unit's report: the unit lies in the mandate's part of today's tree.
create function may_report(unit_id uuid) returns boolean language sql stable security definer
set search_path = public
return exists (select 1 from acting_mandate m join unit u on u.id = unit_id and u.place between m.lo and m.hi);

-- Opens a command: one at a time, so that instants follow the order of commits; writes its audit entry.
create function begin_command(command text, record_type text, record_id uuid, unit_id uuid, reason text,
  commitment text, at timestamptz) returns table (entry bigint, instant timestamptz)
language plpgsql security definer set search_path = public as $$
declare
  actor record; last audit_entry; e audit_entry;
begin
  select * into actor from acting_mandate;
  if actor.mandate is null then
    raise exception 'nobody is signed in' using errcode = '28000';
  end if;
  perform pg_advisory_xact_lock(7258193);
  select * into last from audit_entry a order by a.id desc limit 1;
  e.id := coalesce(last.id, 0) + 1;
  e.at := greatest(begin_command.at, last.at + interval '1 microsecond');
  e.account := actor.account;
  e.mandate := actor.mandate;
  e.command := begin_command.command;
  e.record_type := begin_command.record_type;
  e.record_id := begin_command.record_id;
  e.unit := unit_id;
  e.reason := begin_command.reason;
  e.commitment := begin_command.commitment;
  e.previous := coalesce(last.hash, '');
  e.hash := '';
  e.hash := audit_hash(e);
  insert into audit_entry select e.*;
  perform set_config('capuy.at', e.at::text, true), set_config('capuy.entry', e.id::text, true);
  return query select e.id, e.at;
end $$;

-- Whether the instant and entry on hand are those of an audit entry this very transaction opened: settings alone,
-- which anybody may set, open nothing. Rows are replaced without a new version by definer functions alone.
create function in_command() returns boolean language sql stable security definer set search_path = public
return current_setting('capuy.replacing', true) is distinct from 'on' and exists (
  select 1 from audit_entry e where e.id = nullif(current_setting('capuy.entry', true), '')::bigint
    and e.at = nullif(current_setting('capuy.at', true), '')::timestamptz
    and e.xmin = pg_current_xact_id_if_assigned()::xid);

-- Sign-in: the hash to compare with, for a known account that is not closed.
create function password_hash_of(account_name text) returns text
language sql stable security definer set search_path = public
return (select password_hash from account where name = account_name
  and (closed_on is null or closed_on > today()));

create function mandates_of(account_name text)
returns table (mandate uuid, role text, post text, unit uuid, unit_name text)
language sql stable security definer set search_path = public
begin atomic
  select m.id, m.role, m.post, m.unit,
    (select p.name from unit_period p where p.unit = m.unit order by p.valid_from desc limit 1)
  from mandate m join account a on a.id = m.account and a.name = account_name
  where m.valid_from <= today() and (m.valid_to is null or m.valid_to > today())
  order by m.valid_from, m.id;
end;

-- Sessions are opened by the application after it has verified the password.
create function open_session(account_name text, wanted uuid, token_sha text, hours int) returns boolean
language sql volatile security definer set search_path = public
begin atomic
  insert into session (token_hash, account, mandate, started_at, seen_at, expires_at)
  select token_sha, a.id, m.id, statement_timestamp(), statement_timestamp(),
    statement_timestamp() + make_interval(hours => hours)
  from account a join mandate m on m.account = a.id and m.id = wanted
  where a.name = account_name and (a.closed_on is null or a.closed_on > today())
  returning true;
end;

create function session_of(token text)
returns table (account_name text, full_name text, language text, mandate uuid, role text, post text, unit uuid)
language sql stable security definer set search_path = public
begin atomic
  select a.name, a.full_name, s.language, m.id, m.role, m.post, m.unit
  from session s join account a on a.id = s.account join mandate m on m.id = s.mandate
  where s.token_hash = token_hash(token) and s.expires_at > clock_timestamp()
    and (a.closed_on is null or a.closed_on > today())
    and m.valid_from <= today() and (m.valid_to is null or m.valid_to > today());
end;

create function switch_mandate(token text, wanted uuid) returns boolean
language sql volatile security definer set search_path = public
begin atomic
  update session s set mandate = wanted, seen_at = clock_timestamp()
  where s.token_hash = token_hash(token) and s.expires_at > clock_timestamp()
    and exists (select 1 from mandate m where m.id = wanted and m.account = s.account
      and m.valid_from <= today() and (m.valid_to is null or m.valid_to > today()))
  returning true;
end;

create function set_session_language(token text, wanted text) returns boolean
language sql volatile security definer set search_path = public
begin atomic
  update session s set language = wanted where s.token_hash = token_hash(token) returning true;
end;

create function close_session(token text) returns boolean
language sql volatile security definer set search_path = public
begin atomic
  delete from session s where s.token_hash = token_hash(token) returning true;
end;

-- The application may found and move units only beneath the mandate in use and only inside a command.
create function refuse_outside(units uuid[]) returns void
language plpgsql stable security definer set search_path = public as $$
declare
  m record;
begin
  perform acting_at();
  select * into m from acting_mandate;
  if m.mandate is null or not may_write('unit') or exists (
    select 1 from unnest(units) as wanted left join unit u on u.id = wanted
    where m.role <> 'machine' and (u.id is null or u.place not between m.lo and m.hi)) then
    raise exception 'no such unit' using errcode = '42501';
  end if;
end $$;

-- Founds units beneath their parents (null: a root); parents may be among the founded ones.
create function found_units(ids uuid[], parents uuid[]) returns void
language plpgsql security definer set search_path = public as $$
declare
  missing int;
begin
  perform refuse_outside(array(select p from unnest(parents) as p where p is null or p <> all (ids)));
  loop
    insert into unit (id, parent, place, place_end, depth, known_from, act)
    select n.id, n.parent, coalesce(p.place, 0) + n.slot * n.step, coalesce(p.place, 0) + (n.slot + 1) * n.step - 1,
      n.level, acting_at(), acting_entry()
    from (
      select x.id, x.parent, coalesce(u.depth, 0) + 1 as level, place_step(coalesce(u.depth, 0) + 1) as step,
        last_slot(x.parent) + row_number() over (partition by x.parent order by x.nth) as slot
      from unnest(ids, parents) with ordinality as x (id, parent, nth) left join unit u on u.id = x.parent
      where (x.parent is null or u.id is not null) and not exists (select 1 from unit e where e.id = x.id)
    ) n left join unit p on p.id = n.parent;
    exit when not found;
  end loop;
  select count(*) into missing from unnest(ids) as id where not exists (select 1 from unit u where u.id = id);
  if missing > 0 then
    raise exception '% units have no parent in the tree', missing using errcode = '23503';
  end if;
  if exists (select 1 from unit u left join unit p on p.id = u.parent where u.id = any (ids)
    and (u.place - coalesce(p.place, 0)) / place_step(u.depth) > place_slots(u.depth)) then
    raise exception 'too many units beneath one parent' using errcode = '54000';
  end if;
end $$;

-- Moves a unit, everything beneath it and all their rows to a place under another parent in today's tree.
create function move_unit(unit_id uuid, new_parent uuid) returns void
language plpgsql security definer set search_path = public as $$
declare
  t record; moved uuid[];
begin
  perform refuse_outside(array[unit_id, new_parent]);
  with recursive walk as (
    select u.id, u.place as was, u.depth as was_depth, p.depth + 1 as depth, new_parent as parent,
      p.place + (last_slot(new_parent) + 1) * place_step(p.depth + 1) as place
    from unit u, unit p where u.id = unit_id and p.id = new_parent
    union all
    select c.id, c.place, c.depth, w.depth + 1, c.parent,
      w.place + (c.place - w.was) / place_step(c.depth) * place_step(w.depth + 1)
    from walk w join unit c on c.parent = w.id
  ), placed as (
    update unit u set place = w.place, place_end = w.place + place_step(w.depth) - 1, depth = w.depth,
      parent = w.parent
    from walk w where w.id = u.id returning u.id
  ) select array_agg(id) into moved from placed;
  perform set_config('capuy.replacing', 'on', true);
  for t in select name from table_class where is_record loop
    execute format('update public.%I r set place = u.place from unit u where u.id = r.unit and r.unit = any ($1)',
      t.name) using moved;
    execute format('update past.%I r set place = u.place from unit u where u.id = r.unit and r.unit = any ($1)',
      t.name) using moved;
  end loop;
  perform set_config('capuy.replacing', 'off', true);
end $$;

-- A temporary table shaped like a record table, for rows that are checked together before any is recorded. It is the
-- owner's, so that nobody hangs anything on it; the application fills and reads it.
create function open_stage(stage text, of_table regclass, defaults jsonb) returns void
language plpgsql security definer set search_path = public as $$
begin
  execute format('create temp table %I on commit drop as select *, null::int as line from %s with no data',
    stage, of_table);
  execute coalesce((select string_agg(format('alter table pg_temp.%I alter column %I set default %L', stage, key, value), ';')
    from jsonb_each_text(defaults)), '');
  execute format('grant select, insert, update, maintain on pg_temp.%I to capuy_app', stage);
end $$;

-- Records what a stage holds and the table does not yet, under the mandate in use and inside its command: stamped as
-- the triggers stamp, but in one statement. Rows outside the mandate's part of the tree refuse all of it.
create function record_in_bulk(type text, columns text[]) returns table (recorded bigint, staged bigint)
language plpgsql security definer set search_path = public as $$
declare
  c table_class; m record; inside boolean;
begin
  select * into c from table_class where name = type and is_record;
  select * into m from acting_mandate;
  if m.mandate is null or c.name is null or not may_write(c.class) or not in_command() then
    raise exception 'new rows violate row-level security of %', type using errcode = '42501';
  end if;
  execute format($insert$with written as (
      insert into public.%1$I (%2$s, unit, place, known_from, act)
      select %3$s, u.id, u.place, least(coalesce(new.known_from, acting_at()), acting_at()), acting_entry()
      from pg_temp.%4$I new left join unit u on u.id = (%5$s)
      where not exists (select from public.%1$I t where t.id = new.id) returning place
    ) select count(*), coalesce(bool_and(place between $1 and $2), true), (select count(*) from pg_temp.%4$I) from written
    $insert$, type,
    (select string_agg(quote_ident(name), ', ') from unnest(columns) as name where name not in ('unit', 'known_from')),
    (select string_agg('new.' || quote_ident(name), ', ') from unnest(columns) as name
      where name not in ('unit', 'known_from')),
    'stage_' || type, coalesce(c.unit_from, 'new.unit')) into recorded, inside, staged using m.lo, m.hi;
  if not inside then
    raise exception 'new rows violate row-level security of %', type using errcode = '42501';
  end if;
  return next;
end $$;

-- Who recorded the rows that carry these acts, for the history of a record the reader has open.
create function recorded_by(acts bigint[])
returns table (act bigint, at timestamptz, full_name text, post text, command text, reason text)
language sql stable security definer set search_path = public
begin atomic
  select e.id, e.at, a.full_name, m.post, e.command, e.reason
  from audit_entry e join account a on a.id = e.account join mandate m on m.id = e.mandate
  where e.id = any (acts) and is_signed_in();
end;

-- What this installation says of itself, for instance that its district is a demonstration.
create table installation (
  name text primary key,
  value text not null
);
insert into table_class (name, class) values ('installation', 'reference');
