-- A person's own account: factors, password, sessions; forms kept while a session is locked; closed ways opened again.

create function own_account(token text) returns table (name text, full_name text, level text, needed boolean, totp boolean,
  pending text, drift int, codes int, passkeys int, issuer text)
language sql stable security definer set search_path = public
begin atomic
  select a.name, a.full_name, s.level, second_factor_needed(s.mandate), t.secret is not null, t.pending,
    coalesce(t.drift, 0), (select count(*)::int from recovery_code r where r.account = a.id),
    (select count(*)::int from passkey p where p.account = a.id),
    (select e.issuer from external_subject e where e.account = a.id)
  from live_session(token) s join account a on a.id = s.account left join totp t on t.account = a.id;
end;

-- The secret codes are made from: whoever was let in by password needs it compared, by the server.
create function totp_of(token text) returns table (secret text, pending text, last_step bigint)
language sql stable security definer set search_path = public
begin atomic
  select t.secret, t.pending, t.last_step from live_session(token) s join totp t on t.account = s.account;
end;

create function begin_totp(token text, new_secret text) returns boolean
language sql volatile security definer set search_path = public
begin atomic
  insert into totp (account, pending) select s.account, new_secret from own_change(token, '{enrol,open}') s
    where s.id is not null on conflict (account) do update set pending = excluded.pending returning true;
end;

create function give_codes(account_id uuid, digests text[]) returns void language sql volatile security definer
set search_path = public
begin atomic
  delete from recovery_code r where r.account = account_id;
  insert into recovery_code select account_id, unnest(digests);
end;

-- The first code that is right puts the new secret in place of the old one.
create function confirm_totp(token text, step bigint, digests text[], token_sha text, at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = public as $$
declare
  s session := own_change(token, '{enrol,open}');
begin
  update totp t set secret = t.pending, pending = null, last_step = step, drift = 0
    where t.account = s.account and t.pending is not null;
  if not found then
    return false;
  end if;
  perform give_codes(s.account, digests), renew_session(s.id, 'two', token_sha), note_sign_in('enrol codes', s.account, null, at);
  return true;
end $$;

-- Recovery codes come with the first factor, so `digests` is null with every further one.
create function add_passkey(door text, token text, credential text, key bytea, counter bigint, transports text[],
  name text, digests text[], token_sha text, at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = public as $$
declare
  s session := own_change(token, '{enrol,open}');
begin
  if s.id is null or not door_opens(door) then
    return false;
  end if;
  insert into passkey values (credential, s.account, key, counter, transports, name, clock_timestamp());
  if digests is not null then
    perform give_codes(s.account, digests);
  end if;
  perform renew_session(s.id, 'two', token_sha), note_sign_in('add passkey', s.account, null, at);
  return true;
end $$;

create function passkeys_of(token text)
returns table (id text, name text, added_at timestamptz, used_at timestamptz, transports text[], account uuid)
language sql stable security definer set search_path = public
begin atomic
  select p.id, p.name, p.added_at, p.used_at, p.transports, p.account
  from live_session(token) s join passkey p on p.account = s.account order by p.added_at;
end;

create function forget_factors(account_id uuid) returns void language sql volatile security definer
set search_path = public
begin atomic
  delete from totp t where t.account = account_id;
  delete from passkey p where p.account = account_id;
  delete from recovery_code r where r.account = account_id;
end;

-- `what`: 'totp', 'subject', or a passkey's id. The last factor takes the recovery codes along.
create function remove_factor(token text, what text, at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = public as $$
declare
  s session := own_change(token, '{open}');
begin
  if s.id is null then
    return false;
  end if;
  delete from totp t where t.account = s.account and what = 'totp';
  delete from passkey p where p.account = s.account and p.id = what;
  delete from external_subject e where e.account = s.account and what = 'subject';
  if not has_factor(s.account) then
    perform forget_factors(s.account);
  end if;
  perform note_sign_in('remove factor', s.account, case when what in ('totp', 'subject') then what else 'passkey' end, at);
  return true;
end $$;

create function renew_codes(token text, digests text[], at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = public as $$
declare
  s session := own_change(token, '{open}');
begin
  if s.id is null or not has_factor(s.account) then
    return false;
  end if;
  perform give_codes(s.account, digests), note_sign_in('renew recovery codes', s.account, null, at);
  return true;
end $$;

-- Names of this installation's units that stand in a text of letters and digits: nobody's password is a place.
create function units_within(letters text) returns setof text language sql stable security definer
set search_path = public
begin atomic
  select distinct p.name from unit_period p, regexp_replace(regexp_replace(fold(p.name), '^((dang bo|chi bo|huyen|xa|'
    'phuong|thi tran|thanh pho|tinh|co so|bo phan|thon|khoi pho|to dan pho) )+', ''), '[^a-z0-9]', '', 'g') as bare
  where length(bare) >= 4 and position(bare in letters) > 0;
end;

-- A new password ends every other session of the account. A first one was typed a moment ago; others are asked again.
create function set_password(token text, proof bytea, new_hash text, token_sha text, at timestamptz)
returns table (outcome text, until timestamptz) language plpgsql volatile security definer set search_path = public as $$
declare
  s session := live_session(token); a account;
begin
  select * into a from account x where x.id = s.account;
  if coalesce(stage_of(s), '') not in ('open', 'new_password') then
    return query select 'ended', null::timestamptz;
  elsif not fits_password(a, proof) and (own_change(token, '{new_password}')).id is null then
    until := wrong_try(a.name, s.way, a.id, 'change password', at);
    if until > clock_timestamp() then
      delete from session x where x.id = s.id;
    end if;
    return query select case when until > clock_timestamp() then 'closed' else 'wrong' end, until;
  else
    update account x set password_hash = new_hash, must_change = false where x.id = a.id;
    delete from session x where x.account = a.id and x.id <> s.id;
    perform renew_session(s.id, null, token_sha), forget_wrong(a.name, s.way),
      note_sign_in('change password', a.id, null, at);
    return query select 'changed', null::timestamptz;
  end if;
end $$;

create function own_sessions(token text)
returns table (id uuid, started_at timestamptz, seen_at timestamptz, device text, source text, own boolean, locked boolean)
language sql stable security definer set search_path = public
begin atomic
  select x.id, x.started_at, x.seen_at, x.device, x.source, x.id = s.id, x.locks_at <= clock_timestamp()
  from live_session(token) s join session x on x.account = s.account and x.expires_at > clock_timestamp()
  where stage_of(s) = 'open' order by x.id = s.id desc, x.seen_at desc;
end;

-- Ends one session of one's own, or (null) all others; answers how many.
create function end_sessions(token text, wanted uuid) returns int
language plpgsql volatile security definer set search_path = public as $$
declare
  s session := live_session(token); ended int;
begin
  delete from session x where stage_of(s) = 'open' and x.account = s.account
    and case when wanted is null then x.id <> s.id else x.id = wanted end;
  get diagnostics ended = row_count;
  return ended;
end $$;

create function keep_step(step_sha text, purpose text, token text, content text, seconds int) returns boolean
language plpgsql volatile security definer set search_path = public as $$
begin
  delete from sign_in_step k where k.expires_at <= clock_timestamp();
  -- A flood of beginnings that nobody ends stops here instead of filling the disk.
  if (select count(*) from sign_in_step) >= 20000 then
    return false;
  end if;
  insert into sign_in_step values (step_sha, purpose, (live_session(token)).id, content,
    clock_timestamp() + make_interval(secs => least(seconds, 43200)));
  return true;
end $$;

create function take_step(step text, wanted text) returns table (content text)
language sql volatile security definer set search_path = public
begin atomic
  delete from sign_in_step k where k.token_hash = token_hash(step) and k.purpose = wanted
    and k.expires_at > clock_timestamp() returning k.content;
end;

-- Opens the ways at a name that wrong tries closed: by the machine, the administrator, or an office above every
-- mandate of the account. Answers how many were closed.
create function open_ways(account_name text) returns int
language plpgsql volatile security definer set search_path = public as $$
declare
  opened int; m record;
begin
  select * into m from acting_mandate;
  if not in_command() or not (m.role in ('machine', 'administrator') or m.role in ('office', 'organisation')
    and (select bool_and(u.place between m.lo and m.hi) from mandates_of(account_name) x join unit u on u.id = x.unit)) is true then
    raise exception 'no such account' using errcode = '42501';
  end if;
  delete from sign_in_pace p where p.name_digest = name_digest(account_name);
  with gone as (delete from sign_in_way t where t.name_digest = name_digest(account_name) returning t.closed_until)
  select count(*) into opened from gone where closed_until > clock_timestamp();
  return opened;
end $$;

-- Lost telephone and lost recovery codes: the machine takes the factors off, and the next sign-in asks for new ones.
create function drop_factors(account_name text) returns boolean
language plpgsql volatile security definer set search_path = public as $$
declare
  owner uuid := (select id from account where name = account_name);
begin
  if acting_role() is distinct from 'machine' or not in_command() or owner is null then
    raise exception 'no such account' using errcode = '42501';
  end if;
  perform forget_factors(owner);
  delete from session s where s.account = owner;
  return true;
end $$;

-- What earlier versions let the application do without a proof.
revoke execute on function open_session(text, uuid, text, int) from capuy_app;
drop function password_hash_of(text);

-- Whoever leaves says so in the log, too; of a session that already ended nothing is noted.
create or replace function close_session(token text) returns boolean language plpgsql volatile security definer
set search_path = public as $$
declare
  ended session := live_session(token);
begin
  delete from session s where s.token_hash = token_hash(token);
  -- The machine comes and goes with every command line: its commands are what the log keeps.
  if (select role from mandate where id = ended.mandate) <> 'machine' then
    perform note_sign_in('sign out', ended.account, null, clock_timestamp());
  end if;
  return ended.account is not null;
end $$;

-- Who opened a record is told to exactly those whom the row policies (db/policies.sql) show it: by the reach of the
-- role in that table, the own file to a member, an assigned case, and never a case one is kept away from.
create function openings_of(type text, id uuid, most int, at timestamptz)
returns table (instant timestamptz, post text, unit_name text)
language plpgsql volatile security definer set search_path = public as $$
declare
  c table_class; of_unit uuid; own_column text;
begin
  select * into c from table_class t where t.name = type and t.is_record and t.class in ('unit', 'case', 'own');
  if c.name is null then
    return;
  end if;
  if c.class = 'case' then
    execute format('select unit from %1$I r where r.id = $1 and r.case_key <> all (barred_cases())
      and (r.place between scope_lo() and reach_hi(%1$L, false)
        or r.place between scope_lo() and scope_hi() and r.case_key = any (assigned_cases(%1$L)))', type)
      into of_unit using id;
  else
    own_column := case when type = 'person' then 'id' when exists (select from pg_attribute a
      where a.attrelid = format('public.%I', type)::regclass and a.attname = 'person') then 'person' end;
    execute format('select unit from %1$I r where r.id = $1
      and (r.place between scope_lo() and reach_hi(%1$L, false) or %2$s)', type,
      coalesce(format('r.%I = own_person(%L)', own_column, type), 'false')) into of_unit using id;
  end if;
  if of_unit is null then
    return;
  end if;
  perform begin_command('read openings', type, id, of_unit, null, '', openings_of.at);
  return query select e.at, p.post, unit_called(p.unit) from audit_entry e join mandate p on p.id = e.mandate
    where e.record_id = openings_of.id and e.command = 'open' order by e.id desc limit most;
end $$;
