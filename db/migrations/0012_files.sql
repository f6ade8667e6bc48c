-- Files that came in, what went out, and whether anything with a secrecy class may be kept here at all.

-- One class more: rows that hang on a record and are open exactly as that record is.
alter table table_class drop constraint if exists table_class_class_check;
alter table table_class add check (class in ('unit', 'case', 'sealed', 'reference', 'own', 'attached'));

-- What the installation may keep of state secrets: nothing (the rule), their registration, or, on a network of its
-- own, their content (Law 117/2025/QH15 art. 5). Top secret is never digitised and never kept.
create function secret_policy() returns text language sql stable security definer set search_path = public
return coalesce((select value from installation where name = 'secret_policy'), 'refuse');

create function refuse_secrets() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.classification is not null and not (new.classification in ('mat', 'toi_mat')
    and secret_policy() = any (tg_argv)) then
    raise exception 'the installation keeps nothing of this secrecy class'
      using errcode = '23514', constraint = 'secret_policy';
  end if;
  return new;
end $$;

-- After columns were added to a record table and its twin in `past`: its stamp keeps them, `known` shows them.
create function refresh_record_table(table_name text) returns void language plpgsql as $$
declare
  columns text; old_columns text; c table_class;
begin
  select * into c from table_class where name = table_name;
  select string_agg(quote_ident(a.attname), ', ' order by a.attnum),
    string_agg('old.' || quote_ident(a.attname), ', ' order by a.attnum) into columns, old_columns
  from pg_attribute a where a.attrelid = format('public.%I', table_name)::regclass and a.attnum > 0
    and not a.attisdropped;
  execute format($view$create or replace view known.%1$I with (security_invoker = true) as
    select %2$s from public.%1$I where known_from <= current_setting('capuy.known_at')::timestamptz
    union all
    select %2$s from past.%1$I where known_from <= current_setting('capuy.known_at')::timestamptz
      and known_to > current_setting('capuy.known_at')::timestamptz$view$, table_name, columns);
  execute format($trigger$create or replace function stamp_%1$s() returns trigger language plpgsql security definer as $body$
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
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $body$ $trigger$, table_name, columns, old_columns,
    case when c.unit_from is null then '' else format('new.unit := (%s);', c.unit_from) end);
end $$;

-- The register of documents: a number and a title of a class may stand in it where registration is allowed.
alter table document add column classification text check (classification in ('mat', 'toi_mat', 'tuyet_mat'));
alter table past.document add column classification text;
select refresh_record_table('document');
create trigger secrets before insert or update of classification on document
for each row execute function refuse_secrets('register_only', 'isolated_lan');

-- All that is recorded of a document with a secrecy class: number, day, class, where it is kept. Nothing it says.
create table secret_stub (
  id uuid primary key,
  unit uuid not null references unit,
  number text not null,
  issued_on date not null,
  classification text not null check (classification in ('mat', 'toi_mat', 'tuyet_mat')),
  kept_at text not null,
  unique (unit, number, issued_on)
);
select record_table('secret_stub', 'unit');

-- A file that hangs on a record. Its bytes lie outside the database under their digest (src/files/shelf.ts).
create table attachment (
  id uuid primary key,
  record_type text not null references table_class check (record_type <> 'attachment'),
  record_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('docx', 'xlsx', 'pdf', 'jpg', 'png', 'csv')),
  bytes int not null check (bytes between 1 and 26214400),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- công khai, nội bộ, hạn chế, bí mật: an open list (src/files/contract.ts).
  sensitivity text not null,
  classification text check (classification in ('mat', 'toi_mat', 'tuyet_mat')),
  known_from timestamptz not null,
  act bigint not null,
  -- Withdrawn files are not shown; the bytes stay.
  withdrawn_at timestamptz,
  withdrawn_by bigint
);
create index on attachment (record_id);
create index on attachment (sha256);
insert into table_class (name, class) values ('attachment', 'attached');
create trigger secrets before insert or update of classification on attachment
for each row execute function refuse_secrets('isolated_lan');

-- Stamped by the running command; of an attachment nothing is ever changed but that it is withdrawn, once.
create function stamp_attachment() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'an attachment is withdrawn, never deleted' using errcode = '42501';
  elsif tg_op = 'INSERT' then
    new.known_from := acting_at(); new.act := acting_entry();
    new.withdrawn_at := null; new.withdrawn_by := null;
  elsif old.withdrawn_at is not null or new.withdrawn_at is null
    or to_jsonb(new) - 'withdrawn_at' <> to_jsonb(old) - 'withdrawn_at' then
    raise exception 'an attachment is withdrawn once and never changed' using errcode = '42501';
  else
    new.withdrawn_at := acting_at(); new.withdrawn_by := acting_entry();
  end if;
  return new;
end $$;
create trigger stamp before insert or update or delete on attachment
for each row execute function stamp_attachment();

-- Whether the session may open, or write, a record, whatever its type: asked of the record's own policies, so that
-- what hangs on it can never be open to more people than it is. Locking a row passes through its policy of writing.
create function record_is_open(type text, id uuid) returns boolean language plpgsql stable
set search_path = public as $$
declare
  found_one boolean;
begin
  execute format('select exists (select from public.%I where id = $1)', type) into found_one using id;
  return found_one;
end $$;

create function record_may_be_written(type text, id uuid) returns boolean language plpgsql volatile
set search_path = public as $$
declare
  locked int;
begin
  execute format('select 1 from public.%I where id = $1 for no key update', type) into locked using id;
  return locked is not null;
end $$;

-- Changes what may be kept of secrets; never to less than is kept already.
create function guard_secret_policy() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if coalesce(new.name, old.name) <> 'secret_policy' then
    return coalesce(new, old);
  end if;
  if tg_op <> 'DELETE' and new.value not in ('refuse', 'register_only', 'isolated_lan') then
    raise exception 'no such policy' using errcode = '23514', constraint = 'secret_policy_known';
  end if;
  if (tg_op = 'DELETE' or new.value <> 'isolated_lan')
    and exists (select from attachment where classification is not null)
    or (tg_op = 'DELETE' or new.value = 'refuse') and exists (
      select from document where classification is not null
      union all select from past.document where classification is not null) then
    raise exception 'more than that is kept' using errcode = '23514', constraint = 'secret_policy_kept';
  end if;
  return coalesce(new, old);
end $$;
create trigger guard_secret_policy before insert or update or delete on installation
for each row execute function guard_secret_policy();

-- An act of the administrator at the machine, inside a command that says on what basis.
create function set_secret_policy(wanted text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if acting_role() is distinct from 'machine' or not in_command() then
    raise exception 'only at the machine itself' using errcode = '42501';
  end if;
  insert into installation values ('secret_policy', wanted) on conflict (name) do update set value = excluded.value;
end $$;

-- What went out: who took what, for what, how much. Refused ones stay here as alarms.
create table export (
  id uuid primary key,
  account uuid not null references account,
  mandate uuid not null references mandate,
  unit uuid references unit,
  what text not null,
  format text not null,
  purpose text,
  row_count int not null check (row_count >= 0),
  member_rows int not null check (member_rows >= 0),
  -- SHA-256 of the filters: proves what was asked without keeping the values.
  filters text not null,
  at timestamptz not null,
  entry bigint not null,
  refused text
);
create index on export (account, at);
insert into table_class (name, class) values ('export', 'sealed');

-- Rows on members an account may take out in a day (the installation may set another number).
create function export_limit() returns bigint language sql stable security definer set search_path = public
return coalesce((select value::bigint from installation where name = 'export_limit'), 2000);

create function day_in_viet_nam(instant timestamptz) returns date language sql stable
return (instant at time zone 'Asia/Ho_Chi_Minh')::date;

-- Whether an approved proposal permits the acting account (or the machine) what it now asks to do: the same key, until
-- the 72 hours are over.
create function permitted(asked_kind text, asked_key jsonb) returns boolean
language sql volatile security definer set search_path = public
return exists (
  select 1 from acting_mandate m
  join proposal p on p.kind = asked_kind and p.payload::jsonb -> 'key' = asked_key
  join proposal_end e on e.proposal = p.id and e.outcome = 'approved'
  where m.account = p.account or m.account = e.account or m.role = 'machine'
  having bool_or(not has_expired(p, p.proposed_at)));

-- Writes down an export under the mandate in use, inside its command; false, and nothing written, where the account
-- would take out more in a day than it may. Commands run one at a time, so two cannot pass side by side.
create function note_export(export_id uuid, what text, format text, purpose text, row_count int, member_rows int,
  filters text, refused text) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  m record; taken bigint;
begin
  select * into m from acting_mandate;
  if m.mandate is null or not in_command() then
    raise exception 'no export without a command' using errcode = '42501';
  end if;
  if note_export.refused is null and note_export.member_rows > 0 then
    select coalesce(sum(e.member_rows), 0) into taken from export e
    where e.account = m.account and e.refused is null and day_in_viet_nam(e.at) = day_in_viet_nam(acting_at());
    if taken + note_export.member_rows > export_limit() then
      return false;
    end if;
  end if;
  insert into export values (export_id, m.account, m.mandate, m.unit, note_export.what, note_export.format,
    note_export.purpose, note_export.row_count, note_export.member_rows, note_export.filters, acting_at(),
    acting_entry(), note_export.refused);
  return true;
end $$;

-- Exports that were stopped, as a superior office or an auditor sees them: those of others in its part of the tree.
create function export_alarms(since timestamptz)
returns table (id uuid, at timestamptz, full_name text, post text, unit_name text, what text, member_rows int, refused text)
language sql stable security definer set search_path = public
begin atomic
  select e.id, e.at, a.full_name, d.post,
    (select p.name from unit_period p where p.unit = e.unit order by p.valid_from desc limit 1),
    e.what, e.member_rows, e.refused
  from export e join account a on a.id = e.account join mandate d on d.id = e.mandate
  join unit u on u.id = e.unit join acting_mandate m on u.place between m.lo and m.hi
  where e.refused is not null and e.at >= since and e.account <> m.account
    and m.role in ('machine', 'office', 'auditor')
  order by e.at desc limit 20;
end;

-- Whose a leaked file was: at the machine itself, or for the auditor of the unit.
create function export_trace(export_id uuid)
returns table (id uuid, at timestamptz, account text, full_name text, post text, unit_name text, what text, format text,
  purpose text, row_count int, member_rows int, entry bigint)
language sql stable security definer set search_path = public
begin atomic
  select e.id, e.at, a.name, a.full_name, d.post,
    (select p.name from unit_period p where p.unit = e.unit order by p.valid_from desc limit 1),
    e.what, e.format, e.purpose, e.row_count, e.member_rows, e.entry
  from export e join account a on a.id = e.account join mandate d on d.id = e.mandate
  left join unit u on u.id = e.unit join acting_mandate m on m.role in ('machine', 'auditor')
    and (m.unit is null or u.place between m.lo and m.hi)
  where e.id = export_id;
end;
