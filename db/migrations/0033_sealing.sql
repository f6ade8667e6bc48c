-- Who sent a letter. By default that stays outside the machine: a code, an envelope, a safe, a custodian. An installation
-- that two persons have switched, on a recorded basis, keeps it sealed: ciphertext made in a browser, which no key on this
-- machine opens. Nothing here is a record of the catalogue, so no list, search, export or figure ever meets it.

insert into act_kind values ('sealing', 'roles'), ('key_holder', 'roles');
insert into approval_right values
  ('sealing', 'office'), ('sealing', 'inspection_chair'), ('key_holder', 'office'), ('key_holder', 'inspection_chair');

-- What can be no name: the letters are the product's own, the digits too few for a telephone or an identity number.
create function is_envelope_code(code text) returns boolean language sql immutable return code ~ '^BT-[0-9]{4}-[0-9]{1,4}$';
create function is_safe_code(code text) returns boolean language sql immutable return code ~ '^K-[0-9]{1,3}$';
-- A file of age, in armour, and nothing else.
create function is_age(sealed text) returns boolean language sql immutable
return sealed ~ '^-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3Yx[A-Za-z0-9+/=\n]+-----END AGE ENCRYPTED FILE-----\n?$';

-- The switch of the installation: the latest line counts. `unit` is the one whose commission takes letters in.
create table sealing_decision (
  id uuid primary key,
  mode text not null check (mode in ('off_system', 'sealed')),
  takes_letters boolean not null,
  unit uuid not null references unit,
  document text not null check (document <> ''),
  decided_on date not null,
  act bigint not null references audit_entry
);
insert into table_class (name, class) values ('sealing_decision', 'sealed');
create constraint trigger two_persons after insert or update or delete on sealing_decision deferrable initially deferred
for each row execute function refuse_one_person('sealing');

-- What is in force: without a decision identities stay off the system and no letter is taken in.
create function sealing_now() returns table (mode text, takes_letters boolean, unit uuid, document text, decided_on date)
language sql stable security definer set search_path = public
begin atomic
  select coalesce(d.mode, 'off_system'), coalesce(d.takes_letters, false), d.unit, d.document, d.decided_on
  from (select 1) always left join lateral (select * from sealing_decision order by act desc limit 1) d on true;
end;

-- The public half of a key; the private one never leaves its holder's browser and safe.
create table seal_key (
  id uuid primary key,
  account uuid not null references account,
  recipient text not null unique check (recipient ~ '^age1[02-9ac-hj-np-z]{58}$'),
  registered_on date not null,
  act bigint not null references audit_entry
);
insert into table_class (name, class) values ('seal_key', 'sealed');

-- Whom a decision names to hold identities, or to take letters in; a later line with `names` false ends it.
create table key_holder (
  id uuid primary key,
  key uuid not null references seal_key,
  duty text not null check (duty in ('identity', 'intake')),
  names boolean not null,
  document text not null check (document <> ''),
  decided_on date not null,
  act bigint not null references audit_entry
);
create index on key_holder (key);
insert into table_class (name, class) values ('key_holder', 'sealed');
create constraint trigger two_persons after insert or update or delete on key_holder deferrable initially deferred
for each row execute function refuse_one_person('key_holder');

-- Nothing of these is ever changed or taken away.
create trigger append_only before update or delete on sealing_decision for each row execute function refuse_rewriting();
create trigger append_only before update or delete on seal_key for each row execute function refuse_rewriting();
create trigger append_only before update or delete on key_holder for each row execute function refuse_rewriting();

-- Keys that count now: named by the latest line, in the hands of an open account with a post in force.
create view holder_now as
select h.key, h.duty, k.recipient, k.account from (
  select distinct on (key, duty) * from key_holder order by key, duty, act desc) h
join seal_key k on k.id = h.key join account a on a.id = k.account and account_open(a, today())
where h.names and exists (select from mandate m where m.account = k.account and mandate_in_force(m, today()));

create function sees_sealing() returns boolean language sql stable security definer set search_path = public
return coalesce(acting_role() in ('office', 'inspection_chair', 'inspection', 'petitions'), false);

-- Whether the acting mandate stands over the whole installation: every post there is lies in its part of the tree.
create function decides_for_all() returns boolean language sql stable security definer set search_path = public
return exists (select from acting_mandate m where m.unit is not null and not exists (
  select from mandate o join unit u on u.id = o.unit and u.place not between m.lo and m.hi where mandate_in_force(o, today())));

create function register_key(key_id uuid, wanted text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not sees_sealing() or not in_command() then
    raise exception 'no key without a post' using errcode = '42501';
  end if;
  insert into seal_key select key_id, m.account, wanted, day_in_viet_nam(acting_at()), acting_entry() from acting_mandate m;
end $$;

create function decide_sealing(decision_id uuid, wanted text, takes boolean, for_unit uuid, paper text, on_day date)
returns void language plpgsql security definer set search_path = public as $$
begin
  -- The machine, which stands in no unit, decides nothing about names.
  if not in_command() or not decides_for_all() or not exists (
    select from acting_mandate m join unit u on u.id = for_unit and u.place between m.lo and m.hi) then
    raise exception 'no such unit' using errcode = '42501';
  end if;
  insert into sealing_decision values (decision_id, wanted, takes, for_unit, paper, on_day, acting_entry());
end $$;

create function name_holder(line_id uuid, of_key uuid, wanted text, is_named boolean, paper text, on_day date)
returns void language plpgsql security definer set search_path = public as $$
begin
  if not in_command() or not sees_sealing() or not decides_for_all() then
    raise exception 'no such key' using errcode = '42501';
  end if;
  -- A pair is two persons: nobody holds two keys that open together.
  if is_named and wanted = 'identity' and exists (
    select from holder_now h join seal_key k on k.id = of_key join account a on a.id = h.account join account b on b.id = k.account
    where h.duty = 'identity' and h.key <> of_key and (a.id = b.id or a.person = b.person)) then
    raise exception 'one key for one person' using errcode = '23514', constraint = 'sealing_one_key';
  end if;
  insert into key_holder values (line_id, of_key, wanted, is_named, paper, on_day, acting_entry());
end $$;

-- Every key with what it is named for, for those who work with letters and those who decide about keys.
create function keys_seen() returns table (id uuid, account uuid, recipient text, full_name text, post text, registered_on date,
  identity boolean, intake boolean, is_own boolean)
language sql stable security definer set search_path = public
begin atomic
  select k.id, k.account, k.recipient, a.full_name,
    (select m.post from mandate m where m.account = a.id and mandate_in_force(m, today()) order by m.valid_from limit 1),
    k.registered_on, exists (select from holder_now h where h.key = k.id and h.duty = 'identity'),
    exists (select from holder_now h where h.key = k.id and h.duty = 'intake'),
    k.account = (select account from acting_mandate)
  from seal_key k join account a on a.id = k.account
  where sees_sealing() order by k.act;
end;

create function decisions_seen() returns table (mode text, takes_letters boolean, document text, decided_on date)
language sql stable security definer set search_path = public
begin atomic
  select d.mode, d.takes_letters, d.document, d.decided_on from sealing_decision d where sees_sealing() order by d.act desc;
end;

-- Where a sealed envelope lies, and in whose hands. What it is about hangs on the letter and is seen as the letter is.
create table envelope (
  id uuid primary key,
  petition uuid not null references petition,
  number text not null unique check (is_envelope_code(number)),
  safe text not null check (is_safe_code(safe)),
  laid_on date not null,
  mandate uuid not null references mandate,
  act bigint not null references audit_entry
);
create index on envelope (petition);
insert into table_class (name, class) values ('envelope', 'attached');

-- From hand to hand, by two: whoever holds it gives it on, another takes it.
create table envelope_move (
  id uuid primary key,
  envelope uuid not null references envelope,
  safe text not null check (is_safe_code(safe)),
  given_by uuid not null references mandate,
  given_on date not null,
  act bigint not null references audit_entry,
  taken_by uuid references mandate,
  taken_on date,
  taken_act bigint references audit_entry,
  check (num_nonnulls(taken_by, taken_on, taken_act) in (0, 3))
);
create unique index envelope_in_motion on envelope_move (envelope) where taken_by is null;
insert into table_class (name, class) values ('envelope_move', 'attached');

create function custodian_of(wanted uuid) returns uuid language sql stable security definer set search_path = public
return coalesce((select m.taken_by from envelope_move m where m.envelope = wanted and m.taken_by is not null
  order by m.taken_act desc limit 1), (select e.mandate from envelope e where e.id = wanted));

-- Two mandates that are not two persons: one account, or two accounts of one person.
create function same_person(one uuid, other uuid) returns boolean
language sql stable security definer set search_path = public
return exists (select from mandate m join account a on a.id = m.account, mandate n join account b on b.id = n.account
  where m.id = one and n.id = other and (a.id = b.id or a.person = b.person));

create function stamp_envelope() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' or not in_command() then
    raise exception 'an envelope is laid down once, and moved by two' using errcode = '42501';
  end if;
  new.mandate := (select mandate from acting_mandate);
  new.act := acting_entry();
  return new;
end $$;
create trigger stamp before insert or update or delete on envelope for each row execute function stamp_envelope();

create function stamp_envelope_move() returns trigger language plpgsql security definer set search_path = public as $$
declare
  me uuid := (select mandate from acting_mandate);
  holder uuid := custodian_of(coalesce(new.envelope, old.envelope));
begin
  if tg_op = 'DELETE' or not in_command() then
    raise exception 'the way of an envelope is never rewritten' using errcode = '42501';
  elsif tg_op = 'INSERT' then
    -- Whoever holds it gives it; where that post is over, another who works on the letter.
    if me <> holder and exists (select from mandate m where m.id = holder and mandate_in_force(m, today())) then
      raise exception 'not the custodian' using errcode = '23514', constraint = 'envelope_custodian';
    end if;
    new.given_by := me; new.act := acting_entry();
    new.taken_by := null; new.taken_on := null; new.taken_act := null;
  elsif old.taken_by is not null or same_person(me, old.given_by) or not stepped_up() then
    raise exception 'another takes it, once' using errcode = '23514', constraint = 'envelope_taker';
  else
    new := old;
    new.taken_by := me; new.taken_on := day_in_viet_nam(acting_at()); new.taken_act := acting_entry();
  end if;
  return new;
end $$;
create trigger stamp before insert or update or delete on envelope_move for each row execute function stamp_envelope_move();

-- Envelopes of a letter one sees, with the posts of those who held them.
create function post_of(wanted uuid) returns text language sql stable security definer set search_path = public
return (select concat_ws(', ', a.full_name, m.post) from mandate m join account a on a.id = m.account
  where m.id = wanted and sees_sealing());
