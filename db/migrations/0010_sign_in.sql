-- Signing in: proofs, second factors, ways that were closed, the life of a session.
-- A password reaches PostgreSQL as what argon2id made of it, and is stored as a digest of that. Who holds the
-- application's connection alone can therefore neither read a password's hash nor open anybody's session.
-- Whatever is asked of a name is answered for an unknown one by the same rows and the same work.

-- Sessions opened by earlier versions gave no such proof.
delete from session;

alter table account add column must_change boolean not null default false;
alter table session
  add column id uuid not null default gen_random_uuid() unique,
  -- 'password': one factor was given; 'two': a second one, or a passkey. The owner's own sessions need none.
  add column level text not null default 'two' check (level in ('password', 'two')),
  add column locks_at timestamptz not null default 'infinity',
  add column proved_at timestamptz not null default '-infinity',
  add column way text not null default '',
  add column source text not null default '',
  add column device text not null default '';

-- How long (QCVN 12:2026/BCA 3.6.2.1.8–9: locked after 15 minutes, five wrong tries, 12 hours; a day's work at most).
create function session_ends() returns interval language sql immutable return interval '12 hours';
create function session_idles() returns interval language sql immutable return interval '15 minutes';
create function proof_lasts() returns interval language sql immutable return interval '5 minutes';
create function way_closes() returns interval language sql immutable return interval '12 hours';
create function most_wrong() returns int language sql immutable return 5;

-- A way is a name and where it is tried from: an address, or a device that got in before.
create table sign_in_way (
  name_digest text not null,
  way text not null,
  wrong int not null default 0,
  last_at timestamptz not null,
  closed_until timestamptz,
  primary key (name_digest, way)
);
-- Wrong tries at a name from anywhere: they slow unknown devices down and close nothing.
create table sign_in_pace (
  name_digest text primary key,
  wrong int not null,
  last_at timestamptz not null
);
create table known_device (
  device_hash text not null,
  account uuid not null references account,
  seen_at timestamptz not null,
  primary key (device_hash, account)
);
create table totp (
  account uuid primary key references account,
  secret text,
  pending text,
  -- The step of the last code that was taken: none is taken twice.
  last_step bigint not null default 0,
  -- By how many steps the telephone's clock was off at the last code.
  drift int not null default 0
);
create table recovery_code (
  account uuid not null references account,
  digest text not null,
  primary key (account, digest)
);
create table passkey (
  id text primary key,
  account uuid not null references account,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  added_at timestamptz not null,
  used_at timestamptz
);
create table external_subject (
  issuer text not null,
  subject text not null,
  account uuid not null unique references account,
  primary key (issuer, subject)
);
-- One step of signing in that waits for the next: a challenge, a form kept while its session was locked.
create table sign_in_step (
  token_hash text primary key,
  purpose text not null,
  session uuid references session (id) on delete cascade,
  content text not null check (length(content) <= 400000),
  expires_at timestamptz not null
);
insert into table_class (name, class) select unnest(array['sign_in_way', 'sign_in_pace', 'known_device', 'totp',
  'recovery_code', 'passkey', 'external_subject', 'sign_in_step']), 'sealed';

-- A hash is sealed however it comes in: `$argon2id$v=…$m=…$salt$hash` keeps its salt, and of its hash a digest.
create function seal_password() returns trigger language plpgsql as $$
declare
  part text[] := string_to_array(new.password_hash, '$');
begin
  if new.password_hash like '$argon2id$%' then
    new.password_hash := concat_ws('$', '', 'sealed', part[3], part[4], part[5], encode(sha256(
      decode(rpad(part[6], (length(part[6]) + 3) / 4 * 4, '='), 'base64')), 'hex'));
  end if;
  return new;
end $$;
create trigger seal before insert or update of password_hash on account for each row execute function seal_password();
update account set password_hash = password_hash;

-- Cost and salt with which to make a proof; a name that is nobody's has a salt too, always the same.
create function password_salt_of(account_name text) returns text language sql stable security definer
set search_path = public
return (select coalesce(
  (select concat_ws('$', part[3], part[4], part[5]) from account a, string_to_array(a.password_hash, '$') as part
    where a.name = account_name and part[2] = 'sealed'),
  'v=19$m=19456,t=2,p=1$' || rtrim(encode(substr(sha256(key || convert_to(account_name, 'UTF8')), 1, 16), 'base64'), '='))
  from pass_key);

create function fits_password(a account, proof bytea) returns boolean language sql stable
return coalesce(a.password_hash like '$sealed$%'
  and split_part(a.password_hash, '$', 6) = encode(sha256(proof), 'hex'), false);

create function name_digest(name text) returns text language sql immutable
return encode(sha256(convert_to(name, 'UTF8')), 'hex');

-- What only the server's process knows (its key stands in the data folder): proofs that PostgreSQL cannot verify
-- itself, by passkey or by an identity provider, are taken from nobody else.
create function door_opens(door text) returns boolean language sql stable security definer set search_path = public
return exists (select from installation where name = 'door' and value = token_hash(door));

create function has_factor(account uuid) returns boolean language sql stable security definer
set search_path = public
return exists (select from totp t where t.account = has_factor.account and t.secret is not null)
  or exists (select from passkey p where p.account = has_factor.account);

-- The one rule: whoever sees more than a single cell needs a second factor. A demonstration offers it only.
create function second_factor_needed(wanted uuid) returns boolean language sql stable security definer
set search_path = public
return not exists (select from installation where name = 'demonstration' and value = 'true')
  and not exists (select from mandate m join unit_period p on p.unit = m.unit and p.valid_from <= today()
    and (p.valid_to is null or p.valid_to > today()) where m.id = wanted and m.role in ('cell_secretary', 'member')
    and p.kind in ('grassroots_cell', 'subordinate_cell'));

-- A session that still stands, whatever is lacking to it; otherwise nulls.
create function live_session(token text) returns session language sql stable security definer set search_path = public
return (select s from session s join account a on a.id = s.account and account_open(a, today())
  where s.token_hash = token_hash(token) and s.expires_at > clock_timestamp());

-- What a session waits for; only an open one stands for a mandate.
create function stage_of(s session) returns text language sql stable security definer set search_path = public
return case
  when s.id is null then null
  when s.locks_at <= clock_timestamp() then 'locked'
  when s.level = 'password' and has_factor(s.account) then 'second_factor'
  when (select must_change from account where id = s.account) then 'new_password'
  when s.level = 'password' and second_factor_needed(s.mandate) then 'enrol'
  else 'open'
end;

-- enter() as it was resolves a token to its mandate; before it stands the question whether the session is open.
alter function enter(text) rename to enter_mandate;
revoke execute on function enter_mandate(text) from capuy_app, capuy_figures;
create function enter(token text) returns boolean
language plpgsql volatile security definer set search_path = public as $$
declare
  s session := live_session(token); content text := '';
begin
  if stage_of(s) = 'open' then
    content := concat_ws(' ', s.id, s.proved_at > clock_timestamp() - proof_lasts());
  end if;
  perform set_config('capuy.session', content, true),
    set_config('capuy.session_seal', (select pass_seal(key, 'session ' || content) from pass_key), true);
  return enter_mandate(case when content <> '' then token end);
end $$;

-- The session the transaction was entered with, and whether its holder gave a proof within the last five minutes:
-- what official acts ask. The machine is whoever holds the data folder.
create function acting_session() returns uuid language sql stable security definer set search_path = public
return (select split_part(nullif(current_setting('capuy.session', true), ''), ' ', 1)::uuid from pass_key
  where current_setting('capuy.session_seal', true) = pass_seal(key, 'session ' || current_setting('capuy.session', true)));
create function stepped_up() returns boolean language sql stable security definer set search_path = public
return coalesce(acting_role() = 'machine'
  or acting_session() is not null and split_part(current_setting('capuy.session', true), ' ', 2) = 't', false);

create function session_state(token text)
returns table (stage text, stale boolean, proved boolean, session uuid)
language sql stable security definer set search_path = public
begin atomic
  select stage_of(s), s.seen_at < clock_timestamp() - interval '1 minute', s.proved_at > clock_timestamp() - proof_lasts(),
    s.id from live_session(token) s where s.id is not null;
end;

create function touch_session(token text) returns boolean language sql volatile security definer
set search_path = public
begin atomic
  update session s set seen_at = clock_timestamp(), locks_at = clock_timestamp() + session_idles()
  where s.token_hash = token_hash(token) and s.locks_at between clock_timestamp() and 'infinity'::timestamptz - interval '1 day'
  returning true;
end;

-- Every try leaves its entry here: the only place.
create function note_sign_in(command text, account uuid, reason text, at timestamptz) returns bigint
language sql volatile security definer set search_path = public
return note_outside(command, account, reason,
  encode(sha256(convert_to(concat_ws(' ', command, account, reason), 'UTF8')), 'hex'), at);

-- A wrong proof: counted at the way it came and at the name. Answers until when the way is closed now.
create function wrong_try(name text, from_way text, account uuid, what text, at timestamptz) returns timestamptz
language plpgsql volatile security definer set search_path = public as $$
declare
  w sign_in_way; moment timestamptz := clock_timestamp();
begin
  insert into sign_in_pace as p values (name_digest(name), 1, moment) on conflict (name_digest) do update
    set wrong = case when p.last_at < moment - interval '1 hour' then 1 else p.wrong + 1 end, last_at = moment;
  insert into sign_in_way as t values (name_digest(name), from_way, 1, moment) on conflict (name_digest, way) do update
    set wrong = case when t.last_at < moment - way_closes() then 1 else t.wrong + 1 end, last_at = moment
    returning * into w;
  if w.wrong >= most_wrong() then
    update sign_in_way t set closed_until = moment + way_closes(), wrong = 0
      where t.name_digest = w.name_digest and t.way = w.way returning * into w;
  end if;
  perform note_sign_in(what, account, case when w.wrong = 0 then 'wrong, way closed' else 'wrong' end, at);
  return w.closed_until;
end $$;

create function forget_wrong(name text, from_way text) returns void language sql volatile security definer
set search_path = public
begin atomic
  update sign_in_way t set wrong = 0 where t.name_digest = name_digest(name) and t.way = from_way;
end;

-- Seconds an unknown device waits before its try is looked at: none up to five wrong ones within the hour at this
-- name from anywhere, then 1, 2, 4 … 42. A device that got in before never waits.
create function sign_in_delay(account_name text, device text) returns int language sql stable security definer
set search_path = public
return coalesce((select case when p.wrong < most_wrong() or p.last_at < clock_timestamp() - interval '1 hour'
    or exists (select from known_device d join account a on a.id = d.account
      where d.device_hash = token_hash(device) and a.name = account_name) then 0
  else least(42, power(2, least(p.wrong - most_wrong(), 6)))::int end
  from sign_in_pace p where p.name_digest = name_digest(account_name)), 0);

-- Opens a session under the first of the account's mandates; false where it holds none.
create function admit(account_id uuid, level text, way text, source text, device text, language text, token_sha text,
  device_sha text) returns boolean language plpgsql volatile security definer set search_path = public as $$
declare
  moment timestamptz := clock_timestamp();
begin
  insert into session (token_hash, account, mandate, language, started_at, seen_at, expires_at, level, locks_at,
    proved_at, way, source, device)
  select token_sha, a.id, m.mandate, admit.language, moment, moment, moment + session_ends(), admit.level,
    moment + session_idles(), moment, admit.way, admit.source, admit.device
  from account a, mandates_of(a.name) m where a.id = account_id limit 1;
  if not found then
    return false;
  end if;
  delete from session s where s.account = account_id and s.expires_at <= moment;
  insert into known_device values (device_sha, account_id, moment)
    on conflict (device_hash, account) do update set seen_at = moment;
  return true;
end $$;

-- Sign-in by name and proof: 'opened', 'wrong', 'closed' (with the instant until when) or 'no_mandate'.
create function sign_in(account_name text, proof bytea, known text, source text, device text, language text,
  token_sha text, device_sha text, at timestamptz) returns table (outcome text, until timestamptz)
language plpgsql volatile security definer set search_path = public as $$
declare
  a account; w sign_in_way; from_way text; fits boolean;
begin
  select * into a from account x where x.name = account_name and account_open(x, today());
  fits := fits_password(a, proof);
  from_way := coalesce((select 'device ' || d.device_hash from known_device d
    where d.device_hash = token_hash(known) and d.account = a.id), 'from ' || source);
  insert into sign_in_way as t values (name_digest(account_name), from_way, 0, clock_timestamp())
    on conflict (name_digest, way) do update set last_at = t.last_at returning * into w;
  if w.closed_until > clock_timestamp() then
    perform note_sign_in('sign in', a.id, 'way closed', at);
    return query select 'closed', w.closed_until;
  elsif not fits then
    until := wrong_try(account_name, from_way, a.id, 'sign in', at);
    return query select case when until > clock_timestamp() then 'closed' else 'wrong' end, until;
  elsif admit(a.id, 'password', from_way, source, device, language, token_sha, device_sha) then
    -- Where a second factor follows, wrong codes go on counting until one is right.
    if not has_factor(a.id) then
      perform forget_wrong(account_name, from_way);
    end if;
    perform note_sign_in('sign in', a.id, 'password', at);
    return query select 'opened', null::timestamptz;
  else
    perform note_sign_in('sign in', a.id, 'no mandate', at);
    return query select 'no_mandate', null::timestamptz;
  end if;
end $$;

-- Each proof gives the session a new token, five minutes for official acts and another quarter of an hour.
create function renew_session(wanted uuid, new_level text, token_sha text) returns session
language sql volatile security definer set search_path = public
begin atomic
  update session s set token_hash = token_sha, level = coalesce(new_level, s.level), proved_at = clock_timestamp(),
    seen_at = clock_timestamp(), locks_at = clock_timestamp() + session_idles() where s.id = wanted returning s;
end;

-- A proof within a session: the password unlocks and steps up; a code from the telephone (its step, none where it was
-- wrong) or a recovery code is the second factor. The fifth wrong one ends the session and closes its way.
create function prove(token text, kind text, proof bytea, step bigint, drift int, token_sha text, at timestamptz)
returns table (outcome text, until timestamptz) language plpgsql volatile security definer set search_path = public as $$
declare
  s session := live_session(token); was text := stage_of(s); a account; fits boolean := false;
begin
  select * into a from account x where x.id = s.account;
  if kind = 'password' then
    fits := fits_password(a, proof);
  elsif kind = 'code' and was <> 'locked' then
    update totp t set last_step = step, drift = prove.drift
      where t.account = a.id and t.secret is not null and t.last_step < step;
    fits := found;
  elsif kind = 'recovery' and was = 'second_factor' then
    delete from recovery_code r where r.account = a.id and r.digest = encode(sha256(proof), 'hex');
    fits := found;
  end if;
  if s.id is null then
    return query select 'ended', null::timestamptz;
  elsif not fits then
    until := wrong_try(a.name, s.way, a.id, 'prove by ' || kind, at);
    if until > clock_timestamp() then
      delete from session x where x.id = s.id;
    end if;
    return query select case when until > clock_timestamp() then 'closed' else 'wrong' end, until;
  else
    s := renew_session(s.id, case when kind <> 'password' then 'two' end, token_sha);
    if stage_of(s) <> 'second_factor' then
      perform forget_wrong(a.name, s.way);
    end if;
    perform note_sign_in('prove by ' || kind, a.id, was, at);
    return query select 'proved', null::timestamptz;
  end if;
end $$;

create function passkey_of(credential text) returns table (public_key bytea, counter bigint, transports text[])
language sql stable security definer set search_path = public
begin atomic
  select p.public_key, p.counter, p.transports from passkey p where p.id = credential;
end;

-- What the server verified of a passkey: with a session it proves, without one it signs in.
create function take_passkey(door text, credential text, new_counter bigint, token text, source text, device text,
  language text, token_sha text, device_sha text, at timestamptz) returns text
language plpgsql volatile security definer set search_path = public as $$
declare
  owner uuid; s session := live_session(token);
begin
  update passkey p set counter = new_counter, used_at = clock_timestamp()
    where p.id = credential and door_opens(door) and (token is null or p.account = s.account) returning p.account into owner;
  if owner is null then
    return 'wrong';
  end if;
  perform note_sign_in(case when s.id is null then 'sign in' else 'prove by passkey' end, owner, 'passkey', at);
  if s.id is not null then
    perform renew_session(s.id, 'two', token_sha);
    return 'opened';
  end if;
  return case when exists (select from account a where a.id = owner and account_open(a, today()))
    and admit(owner, 'two', 'from ' || source, source, device, language, token_sha, device_sha)
    then 'opened' else 'no_mandate' end;
end $$;

-- What an identity provider said: it opens the account its subject was linked to, and never makes one.
create function take_subject(door text, from_issuer text, its_subject text, strong boolean, source text, device text,
  language text, token_sha text, device_sha text, at timestamptz) returns text
language plpgsql volatile security definer set search_path = public as $$
declare
  owner uuid;
begin
  select e.account into owner from external_subject e join account a on a.id = e.account
    and account_open(a, today())
    where e.issuer = from_issuer and e.subject = its_subject and door_opens(door);
  perform note_sign_in('sign in', owner, case when owner is null then 'unknown subject' else 'identity provider' end, at);
  return case when owner is null then 'unknown' when admit(owner, case when strong then 'two' else 'password' end,
    'from ' || source, source, device, language, token_sha, device_sha) then 'opened' else 'no_mandate' end;
end $$;

-- Factors and the password are changed by whoever has just given a proof.
create function own_change(token text, stages text[]) returns session language sql stable security definer
set search_path = public
return (select s from live_session(token) s where stage_of(s) = any (stages)
  and s.proved_at > clock_timestamp() - proof_lasts());

create function link_subject(door text, token text, from_issuer text, its_subject text, at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = public as $$
declare
  s session := own_change(token, '{open}');
begin
  if s.id is null or not door_opens(door) then
    return false;
  end if;
  insert into external_subject values (from_issuer, its_subject, s.account) on conflict do nothing;
  if found then
    perform note_sign_in('link identity', s.account, null, at);
  end if;
  return found or exists (select from external_subject e where e.account = s.account and e.subject = its_subject);
end $$;
