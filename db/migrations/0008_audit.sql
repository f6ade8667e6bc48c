-- What the audit log keeps: commands, sign-ins, exports, openings. It holds no values, only commitments keyed with a
-- salt of whom the entry is about; the salts lie outside, so that destroying one leaves the chain whole and says nothing.

-- One salt for each subject: the record an entry is about, else the account that acted. Destroyed, it stays as a mark.
create table audit_salt (
  subject uuid primary key,
  salt bytea check (length(salt) = 32),
  -- The entry that destroyed it.
  forgotten bigint,
  check ((salt is null) = (forgotten is not null))
);
insert into table_class (name, class) values ('audit_salt', 'sealed');

-- Why something was done, in somebody's words. The log holds a commitment to it, so that it can be forgotten too.
create table audit_reason (
  entry bigint primary key,
  reason text not null
);
insert into table_class (name, class) values ('audit_reason', 'sealed');

-- Checkpoints of subordinate installations, as they were signed there.
create table kept_checkpoint (
  installation uuid not null,
  sequence bigint not null,
  head text not null,
  at timestamptz not null,
  key text not null,
  content text not null,
  entry bigint not null,
  primary key (installation, sequence)
);
insert into table_class (name, class) values ('kept_checkpoint', 'sealed');

-- Which installation a checkpoint speaks of. A copy restored elsewhere is the same one.
insert into installation values ('id', gen_random_uuid()::text);

-- Shape 1: plain SHA-256 of the input, the reason in the entry (0.1.0). Shape 2: keyed commitments. Written entries stay.
alter table audit_entry
  add column shape smallint not null default 1,
  add column reason_commitment text,
  -- Rows that were handed out or looked through, where that is what happened.
  add column row_count int,
  add constraint audit_entry_shape check (shape = 1 or (shape = 2 and reason is null
    and strpos(concat(command, record_type), E'\x1f') = 0));
create index on audit_entry (record_id, id) where record_id is not null;

create or replace function audit_hash(e audit_entry) returns text
language sql stable
return encode(sha256(convert_to(case e.shape when 1 then concat_ws(E'\x1f',
  e.id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce(e.account::text, ''),
  coalesce(e.mandate::text, ''), e.command, coalesce(e.record_type, ''), coalesce(e.record_id::text, ''),
  coalesce(e.unit::text, ''), coalesce(e.reason, ''), e.commitment, e.previous)
else concat_ws(E'\x1f', e.shape::text,
  e.id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce(e.account::text, ''),
  coalesce(e.mandate::text, ''), e.command, coalesce(e.record_type, ''), coalesce(e.record_id::text, ''),
  coalesce(e.unit::text, ''), coalesce(e.reason, ''), coalesce(e.row_count::text, ''),
  coalesce(e.reason_commitment, ''), e.commitment, e.previous) end, 'UTF8')), 'hex');

-- A key of 32 bytes with every eight of them xored with the same eight: half a block of HMAC, the other half is 0.
create function xor_key(key bytea, eight bigint) returns bytea language sql immutable strict
return (substr(key, 1, 8)::bigint # eight)::bytea || (substr(key, 9, 8)::bigint # eight)::bytea
  || (substr(key, 17, 8)::bigint # eight)::bytea || (substr(key, 25, 8)::bigint # eight)::bytea;

-- HMAC-SHA-256 (RFC 2104).
create function hmac_sha256(key bytea, content text) returns bytea language sql immutable strict
return sha256(xor_key(key, 0x5c5c5c5c5c5c5c5c) || decode(repeat('5c', 32), 'hex')
  || sha256(xor_key(key, 0x3636363636363636) || decode(repeat('36', 32), 'hex') || convert_to(content, 'UTF8')));

-- Bound to its entry and to what it commits to: the same input twice gives two commitments.
create function commitment_of(salt bytea, entry bigint, part text, content text) returns text
language sql immutable strict
return encode(hmac_sha256(salt, concat_ws(E'\x1f', part, entry::text, content)), 'hex');

-- The salt of a subject, made when it is first spoken of. Where it was destroyed, one that is kept nowhere.
create function salt_of(of_subject uuid) returns bytea language plpgsql as $$
declare
  fresh bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())); known audit_salt;
begin
  select * into known from audit_salt where subject = of_subject;
  if not found then
    insert into audit_salt (subject, salt) values (of_subject, fresh);
  end if;
  return coalesce(known.salt, fresh);
end $$;

-- Whom an entry is about, for the key of its commitments. Nobody known: the installation itself.
create function subject_of(e audit_entry) returns uuid language sql immutable
return coalesce(e.record_id, e.account, '00000000-0000-0000-0000-000000000000');

-- The only writer of the log, called by definer functions alone: numbers the entry, commits to input and reason, chains it. One at a time until commit,
-- so that numbers and instants follow the order of commits.
create function append_entry(e audit_entry, input_digest text, why text) returns audit_entry
language plpgsql as $$
declare
  last record; salt bytea;
begin
  perform pg_advisory_xact_lock(7258193);
  select a.id, a.at, a.hash into last from audit_entry a order by a.id desc limit 1;
  e.id := coalesce(last.id, 0) + 1;
  e.at := greatest(e.at, last.at + interval '1 microsecond');
  e.shape := 2;
  e.command := translate(e.command, E'\x1f', ' ');
  salt := salt_of(subject_of(e));
  e.commitment := commitment_of(salt, e.id, 'input', input_digest);
  if why is not null then
    e.reason_commitment := commitment_of(salt, e.id, 'reason', why);
    insert into audit_reason values (e.id, why);
  end if;
  e.previous := coalesce(last.hash, '');
  e.hash := audit_hash(e);
  insert into audit_entry select e.*;
  return e;
end $$;

create or replace function begin_command(command text, record_type text, record_id uuid, unit_id uuid, reason text,
  commitment text, at timestamptz) returns table (entry bigint, instant timestamptz)
language plpgsql security definer set search_path = public as $$
declare
  actor record; e audit_entry;
begin
  select * into actor from acting_mandate;
  if actor.mandate is null then
    raise exception 'nobody is signed in' using errcode = '28000';
  end if;
  e.at := begin_command.at;
  e.account := actor.account;
  e.mandate := actor.mandate;
  e.command := begin_command.command;
  e.record_type := begin_command.record_type;
  e.record_id := begin_command.record_id;
  e.unit := unit_id;
  e := append_entry(e, begin_command.commitment, begin_command.reason);
  perform set_config('capuy.at', e.at::text, true), set_config('capuy.entry', e.id::text, true);
  return query select e.id, e.at;
end $$;

-- An entry for something nobody is signed in for. Chained like every other; it names no mandate, which tells it apart.
create function note_outside(command text, account uuid, reason text, commitment text, at timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  e audit_entry;
begin
  e.at := note_outside.at;
  e.account := note_outside.account;
  e.command := note_outside.command;
  e := append_entry(e, note_outside.commitment, note_outside.reason);
  return e.id;
end $$;

-- The opening of a record, for whoever may read it; null where the reader may not. Runs with the reader's own eyes.
create function note_opening(type text, id uuid, at timestamptz) returns bigint
language plpgsql volatile set search_path = public as $$
declare
  of_unit uuid;
begin
  execute format('select unit from %I r where r.id = $1', type) into of_unit using id;
  if of_unit is null then
    return null;
  end if;
  return (select entry from begin_command('open', type, id, of_unit, null, '', at));
end $$;

-- What was taken out of the product, or looked through: how many rows, never which.
create function note_counted(command text, record_type text, record_id uuid, unit_id uuid, row_count int,
  commitment text, at timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  actor record; e audit_entry;
begin
  select * into actor from acting_mandate;
  if actor.mandate is null then
    raise exception 'nobody is signed in' using errcode = '28000';
  end if;
  e.at := note_counted.at;
  e.account := actor.account;
  e.mandate := actor.mandate;
  e.command := note_counted.command;
  e.record_type := note_counted.record_type;
  e.record_id := note_counted.record_id;
  e.unit := unit_id;
  e.row_count := note_counted.row_count;
  e := append_entry(e, note_counted.commitment, null);
  return e.id;
end $$;

-- Who may read the log, and who may only know whether it is whole (src/audit/contract.ts names them, too).
create function may_read_log() returns boolean language sql stable security definer set search_path = public
return coalesce(acting_role() in ('machine', 'auditor'), false);

create function may_watch_log() returns boolean language sql stable security definer set search_path = public
return coalesce(may_read_log() or acting_role() = 'administrator', false);

-- What an entry tells of, in five kinds.
create function log_kind(command text) returns text language sql immutable
return case when command ~ '^(sign in|sign out|switch mandate)' then 'sign_in'
  when command ~ '^open' then 'open' when command ~ '^export' then 'export'
  when command ~ '^(read|verify|forget|keep) ' or command = 'log is damaged' then 'log' else 'act' end;

-- Reading the log leaves an entry first: there is no other way to it. An auditor sees what was done to records of the
-- own part of the tree or by those who hold a post there; whoever stands above every post of the installation sees
-- also what belongs nowhere, such as the machine's own acts and names that are no account's.
create function read_log(asked jsonb, most int, input_digest text, at timestamptz) returns table (id bigint,
  instant timestamptz, full_name text, post text, unit_name text, command text, record_type text, record_id uuid,
  about_unit text, row_count int)
language plpgsql volatile security definer set search_path = public as $$
declare
  m record; everything boolean;
begin
  if not may_read_log() then
    return;
  end if;
  select * into m from acting_mandate;
  everything := not exists (select 1 from mandate x join unit u on u.id = x.unit
    where u.place not between m.lo and m.hi);
  perform begin_command('read log', null, null, m.unit, null, input_digest, read_log.at);
  return query select e.id, e.at, a.full_name, p.post, unit_called(p.unit), e.command, e.record_type, e.record_id,
      unit_called(e.unit), e.row_count
    from audit_entry e left join account a on a.id = e.account left join mandate p on p.id = e.mandate
    where (everything or exists (select 1 from unit u where u.id in (e.unit, p.unit) and u.place between m.lo and m.hi))
      and (asked->>'before' is null or e.id < (asked->>'before')::bigint)
      and (asked->>'from' is null or e.at >= (asked->>'from')::timestamptz)
      and (asked->>'to' is null or e.at < (asked->>'to')::timestamptz)
      and (asked->>'kind' is null or log_kind(e.command) = asked->>'kind')
      and (asked->>'account' is null or a.name = asked->>'account')
      and (asked->>'record_type' is null or e.record_type = asked->>'record_type')
      and (asked->>'record' is null or e.record_id = (asked->>'record')::uuid)
    order by e.id desc limit most;
end $$;

-- What a unit is called last.
create function unit_called(of_unit uuid) returns text language sql stable security definer set search_path = public
return (select p.name from unit_period p where p.unit = of_unit order by p.valid_from desc limit 1);

-- What the last verification found: entries verified, or faults.
create function log_state() returns table (instant timestamptz, whole boolean, row_count int)
language sql stable security definer set search_path = public
begin atomic
  select e.at, e.command = 'verify log', e.row_count from audit_entry e
  where e.command in ('verify log', 'log is damaged') and may_watch_log() order by e.id desc limit 1;
end;

-- The head of the chain, last or at an entry, for the code at the foot of a printed report.
create function log_head(at_entry bigint) returns table (installation text, sequence bigint, head text)
language sql stable security definer set search_path = public
begin atomic
  select (select value from installation where name = 'id'), e.id, e.hash from audit_entry e
  where is_signed_in() and e.id = coalesce(at_entry, (select max(id) from audit_entry));
end;

-- Keeps the checkpoint of a subordinate installation; false where the same one is kept already.
create function keep_checkpoint(installation uuid, sequence bigint, head text, at timestamptz, key text, content text)
returns boolean language plpgsql volatile security definer set search_path = public as $$
begin
  if acting_role() is distinct from 'machine' or not in_command() then
    raise exception 'not within a command of the machine' using errcode = '42501';
  end if;
  insert into kept_checkpoint values (installation, sequence, head, at, key, content, acting_entry())
    on conflict do nothing;
  return found;
end $$;

-- A person's record and every record that refers to it, now or once.
create function records_of(person_id uuid) returns uuid[]
language plpgsql stable security definer set search_path = public as $$
declare
  r record; more uuid[]; found_ids uuid[] := array[person_id];
begin
  if acting_role() is distinct from 'machine' then
    return null;
  end if;
  for r in select t.name, a.attname as col, n.nspname as schema from pg_constraint k
      join table_class t on t.is_record and k.conrelid = format('public.%I', t.name)::regclass
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      join pg_namespace n on n.nspname in ('public', 'past')
      where k.contype = 'f' and k.confrelid = 'public.person'::regclass loop
    execute format('select array_agg(distinct id) from %I.%I where %I = $1', r.schema, r.name, r.col)
      into more using person_id;
    found_ids := found_ids || coalesce(more, '{}');
  end loop;
  return found_ids;
end $$;

-- Destroys the salts of subjects and what was said about them as reasons. The chain stays as it is; nobody can any
-- longer tell from it what was asked. Gives how many salts were destroyed.
create function forget_subjects(subjects uuid[]) returns int
language plpgsql volatile security definer set search_path = public as $$
declare
  destroyed int;
begin
  if acting_role() is distinct from 'machine' or not in_command() then
    raise exception 'not within a command of the machine' using errcode = '42501';
  end if;
  delete from audit_reason r using audit_entry e where e.id = r.entry and subject_of(e) = any (subjects);
  insert into audit_salt (subject, forgotten) select distinct s, acting_entry() from unnest(subjects) as s
    on conflict (subject) do update set salt = null, forgotten = excluded.forgotten where audit_salt.salt is not null;
  get diagnostics destroyed = row_count;
  return destroyed;
end $$;

create or replace function recorded_by(acts bigint[])
returns table (act bigint, at timestamptz, full_name text, post text, command text, reason text)
language plpgsql stable security definer set search_path = public as $$
begin
  return query select e.id, e.at, a.full_name, m.post, e.command, coalesce(e.reason, r.reason)
    from audit_entry e join account a on a.id = e.account join mandate m on m.id = e.mandate
    left join audit_reason r on r.entry = e.id
    where e.id = any (acts) and is_signed_in();
end $$;
