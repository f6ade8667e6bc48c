-- The instant of the last entry, against which the server's clock is held before anything else is written.
create function log_instant() returns timestamptz language sql stable security definer
set search_path = public, pg_temp
return (select e.at from audit_entry e order by e.id desc limit 1);

-- Whoever leaves is always let go. By a clock that was moved there is no instant: the entry then follows the last one.
drop function close_session(text);
create function close_session(token text, at timestamptz) returns boolean language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  ended session := live_session(token);
begin
  delete from session s where s.token_hash = token_hash(token);
  -- The machine comes and goes with every command line: its commands are what the log keeps.
  if (select role from mandate where id = ended.mandate) <> 'machine' then
    perform note_sign_in('sign out', ended.account, null, close_session.at);
  end if;
  return ended.account is not null;
end $$;

-- An entry of the third shape also carries the digest of its salt: a salt that is changed afterwards, or taken away
-- otherwise than by forgetting, no longer fits. From the digest of 256 random bits nobody gets to the bits, nor from it
-- to a commitment. Where the salt was destroyed before, what is said afterwards has a key that is kept nowhere and no
-- digest.
alter table audit_entry add column salt_digest text;
alter table audit_entry drop constraint audit_entry_shape;
alter table audit_entry add constraint audit_entry_shape check (case shape when 1 then salt_digest is null
  when 2 then reason is null and salt_digest is null and strpos(concat(command, record_type), E'\x1f') = 0
  when 3 then reason is null and strpos(concat(command, record_type), E'\x1f') = 0 else false end);

create or replace function audit_hash(e audit_entry) returns text language sql stable
return encode(sha256(convert_to(case e.shape when 1 then concat_ws(E'\x1f', e.id::text,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce(e.account::text, ''),
  coalesce(e.mandate::text, ''), e.command, coalesce(e.record_type, ''), coalesce(e.record_id::text, ''),
  coalesce(e.unit::text, ''), coalesce(e.reason, ''), e.commitment, e.previous)
else concat_ws(E'\x1f', e.shape::text, e.id::text,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce(e.account::text, ''),
  coalesce(e.mandate::text, ''), e.command, coalesce(e.record_type, ''), coalesce(e.record_id::text, ''),
  coalesce(e.unit::text, ''), coalesce(e.reason, ''), coalesce(e.row_count::text, ''),
  coalesce(e.reason_commitment, ''), e.commitment,
  -- Nothing at all in the second shape, not even an empty text.
  case when e.shape > 2 then coalesce(e.salt_digest, '') end, e.previous) end, 'UTF8')), 'hex');

create or replace function append_entry(e audit_entry, input_digest text, why text) returns audit_entry
language plpgsql as $$
declare
  last record; salt bytea;
begin
  perform pg_advisory_xact_lock(7258193);
  select a.id, a.at, a.hash into last from audit_entry a order by a.id desc limit 1;
  e.id := coalesce(last.id, 0) + 1;
  e.at := greatest(e.at, last.at + interval '1 microsecond');
  e.shape := 3;
  e.command := translate(e.command, E'\x1f', ' ');
  salt := salt_of(subject_of(e));
  e.salt_digest := (select encode(sha256(s.salt), 'hex') from audit_salt s where s.subject = subject_of(e));
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

-- Forgetting leaves an entry of its own that commits to the list of what it destroys; the rows without a salt that name
-- it must be that list, no more and no fewer. Reasons go with their subjects, so that the list binds them as well.
create or replace function forget_subjects(subjects uuid[]) returns integer language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  e audit_entry; gone uuid[]; list text;
begin
  if acting_role() is distinct from 'machine' or not in_command() then
    raise exception 'not within a command of the machine' using errcode = '42501';
  end if;
  delete from audit_reason r using audit_entry told where told.id = r.entry and subject_of(told) = any (subjects);
  select array_agg(s), string_agg(s::text, E'\x1f' order by s) into gone, list
    from (select distinct unnest(subjects) as s) named
    where not exists (select from audit_salt k where k.subject = s and k.salt is null);
  if gone is null then
    return 0;
  end if;
  select m.account, m.mandate into e.account, e.mandate from acting_mandate m;
  e.at := acting_at();
  e.command := 'forget subjects';
  e.row_count := cardinality(gone);
  e := append_entry(e, encode(sha256(convert_to(list, 'UTF8')), 'hex'), null);
  insert into audit_salt (subject, forgotten) select unnest(gone), e.id
    on conflict (subject) do update set salt = null, forgotten = excluded.forgotten;
  return cardinality(gone);
end $$;
