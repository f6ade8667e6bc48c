-- The floor: two clocks, the class of every table, the audit chain, Vietnamese text.

create extension if not exists btree_gist;

-- Superseded versions live in `past`; `known` shows every table as it was known at capuy.known_at.
create schema past;
create schema known;

-- Every table says who may see its rows; a migration that leaves one out fails (src/db/migrate.ts).
create table table_class (
  name text primary key,
  class text not null check (class in ('unit', 'case', 'sealed', 'reference', 'own')),
  -- SQL expression over `new` that yields the row's unit; null where the row names its unit itself.
  unit_from text,
  -- Record tables have both clocks; the others are machinery (sessions, closure, audit).
  is_record boolean not null default false
);
insert into table_class (name, class) values ('table_class', 'reference');

-- Today in Việt Nam, whatever the server's zone: posts begin and end by it. Stable, so that it is written into the
-- query that calls it instead of being called.
create function today() returns date language sql stable parallel safe
return (statement_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date;

-- Folding for search: lower case, no marks, đ as d. The same as fold() in src/kernel/text.ts (a test compares).
create function fold(value text) returns text
language sql immutable strict parallel safe
return translate(regexp_replace(normalize(lower(value), NFD), '[\u0300-\u036f]', '', 'g'), 'đ', 'd');

-- The last word of a Vietnamese name is the given name, by which people are sorted.
create function given_name(value text) returns text
language sql immutable strict parallel safe
return regexp_replace(value, '^.*\s', '');

-- One entry per command, chained: each hash covers the entry and the hash before it.
create table audit_entry (
  id bigint primary key,
  at timestamptz not null unique,
  account uuid,
  mandate uuid,
  command text not null,
  record_type text,
  record_id uuid,
  unit uuid,
  reason text,
  -- SHA-256 of the command's input: proves what was asked without keeping the values.
  commitment text not null,
  previous text not null,
  hash text not null
);
insert into table_class (name, class) values ('audit_entry', 'sealed');

create function audit_hash(e audit_entry) returns text
language sql stable
return encode(sha256(convert_to(concat_ws(E'\x1f',
  e.id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce(e.account::text, ''),
  coalesce(e.mandate::text, ''), e.command, coalesce(e.record_type, ''), coalesce(e.record_id::text, ''),
  coalesce(e.unit::text, ''), coalesce(e.reason, ''), e.commitment, e.previous), 'UTF8')), 'hex');

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = '42501';
end $$;

create trigger audit_append_only before update or delete on audit_entry
for each row execute function refuse_change();
create trigger audit_no_truncate before truncate on audit_entry
for each statement execute function refuse_change();

-- What the running command stamps on the rows it writes. Without a command nothing can be written.
create function acting_at() returns timestamptz language sql stable
return current_setting('capuy.at')::timestamptz;

create function acting_entry() returns bigint language sql stable
return current_setting('capuy.entry')::bigint;

-- Makes a table a record table: unit and place, both clocks, its twin in `past`, its view in `known`.
-- The table itself declares `id uuid primary key` and `unit uuid not null`. The stamp looks places up as the owner;
-- whether the row may stand there is decided by the row policy, which compares the place it was given.
create function record_table(table_name text, class text, unit_from text default null) returns void
language plpgsql as $$
declare
  columns text;
begin
  execute format('alter table %I add column place bigint not null, add column known_from timestamptz not null, '
    'add column act bigint not null', table_name);
  execute format('create table past.%1$I (like public.%1$I)', table_name);
  execute format('alter table past.%I add column known_to timestamptz not null', table_name);
  execute format('create index on past.%I (id)', table_name);
  execute format('create index on public.%I (unit)', table_name);
  select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into columns
  from pg_attribute a where a.attrelid = format('public.%I', table_name)::regclass and a.attnum > 0
    and not a.attisdropped;
  execute format($view$create view known.%1$I with (security_invoker = true) as
    select %2$s from public.%1$I where known_from <= current_setting('capuy.known_at')::timestamptz
    union all
    select %2$s from past.%1$I where known_from <= current_setting('capuy.known_at')::timestamptz
      and known_to > current_setting('capuy.known_at')::timestamptz$view$, table_name, columns);
  execute format($trigger$create function stamp_%1$s() returns trigger language plpgsql security definer as $body$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.%1$I (%2$s, known_to)
        select %3$s, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      %4$s
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $body$ $trigger$, table_name, columns,
    (select string_agg('old.' || quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
      where a.attrelid = format('public.%I', table_name)::regclass and a.attnum > 0 and not a.attisdropped),
    case when unit_from is null then '' else format('new.unit := (%s);', unit_from) end);
  -- What the owner records in bulk comes stamped already (record_in_bulk); nobody else can be the owner.
  execute format('create trigger stamp before insert on %1$I for each row when (current_user <> ''capuy_owner'') '
    'execute function stamp_%1$s()', table_name);
  execute format('create trigger stamp_change before update or delete on %1$I '
    'for each row execute function stamp_%1$s()', table_name);
  insert into table_class values (table_name, class, unit_from, true);
end $$;
