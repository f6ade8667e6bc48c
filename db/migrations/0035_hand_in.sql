-- Letters handed in on the installation's own network, without an account: no address, no time of day, no browser is kept.
-- The receipt is known by its digest alone.
create table hand_in (
  id uuid primary key,
  unit uuid not null references unit,
  receipt text not null unique check (receipt ~ '^[0-9a-f]{64}$'),
  received_on date not null,
  -- The letter as it was written, or, where the installation seals, for the keys of the intake alone.
  letter text check (length(letter) between 1 and 20000),
  sealed text check (is_age(sealed) and length(sealed) <= 12582912),
  petition uuid references petition,
  taken_act bigint references audit_entry,
  check (num_nonnulls(letter, sealed) = 1),
  check ((petition is null) = (taken_act is null))
);
create index on hand_in (petition);
insert into table_class (name, class) values ('hand_in', 'attached');

-- A file that came with a letter in clear: looked through and without what programs write into files about people.
create table hand_in_file (
  hand_in uuid primary key references hand_in,
  kind text not null check (kind in ('docx', 'xlsx', 'pdf', 'jpg', 'png', 'csv')),
  content bytea not null check (octet_length(content) between 1 and 8388608)
);
insert into table_class (name, class) values ('hand_in_file', 'attached');

-- Who wrote it, sealed for two holders together; it waits here until the letter stands in the register.
create table hand_in_identity (
  hand_in uuid primary key references hand_in,
  content text not null check (is_age(content) and length(content) <= 100000),
  holders uuid[] not null,
  halves jsonb not null
);
insert into table_class (name, class) values ('hand_in_identity', 'sealed');

-- What whoever comes back with the receipt reads. The day alone.
create table hand_in_answer (
  id uuid primary key,
  hand_in uuid not null references hand_in,
  answer text not null check (length(answer) between 1 and 2000),
  answered_on date not null,
  act bigint not null references audit_entry
);
create index on hand_in_answer (hand_in);
insert into table_class (name, class) values ('hand_in_answer', 'attached');

create function stamp_hand_in() returns trigger language plpgsql security definer set search_path = public as $$
begin
  -- Once in the register it is the register's: nothing of it changes any more.
  if tg_op = 'DELETE' or old.petition is not null or not in_command()
    or to_jsonb(new) - 'petition' - 'taken_act' <> to_jsonb(old) - 'petition' - 'taken_act' then
    raise exception 'a letter is taken into the register once, as it came' using errcode = '42501';
  end if;
  new.taken_act := acting_entry();
  return new;
end $$;
create trigger stamp before update or delete on hand_in for each row execute function stamp_hand_in();
create function stamp_hand_in_answer() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' or not in_command() then
    raise exception 'an answer that was given stays' using errcode = '42501';
  end if;
  new.act := acting_entry();
  return new;
end $$;
create trigger stamp before insert or update or delete on hand_in_answer for each row execute function stamp_hand_in_answer();
create trigger append_only before update or delete on hand_in_file for each row execute function refuse_rewriting();
create trigger append_only before update or delete on hand_in_identity for each row execute function refuse_rewriting();

-- Whoever takes letters in for the unit: its clerks, its officers, its chair.
create function takes_in(for_unit uuid) returns boolean language sql stable security definer set search_path = public
return exists (select from acting_mandate m where m.unit = for_unit and m.role in ('inspection_chair', 'inspection', 'petitions'));

-- One limit for everybody, because there is none by address (the installation may set another).
create function hand_in_budget() returns int language sql stable security definer set search_path = public
return coalesce((select value::int from installation where name = 'hand_in_budget'), 40);

-- The keys a browser seals a letter to; nobody's name. Nothing where letters are not taken in, or not sealed.
create function hand_in_keys() returns table (duty text, key uuid, recipient text)
language sql stable security definer set search_path = public
begin atomic
  select h.duty, h.key, h.recipient from holder_now h, sealing_now() s
  where s.takes_letters and s.mode = 'sealed' order by h.duty, h.key limit 10;
end;

-- Takes a letter in from whoever sends it: `closed`, `full` for today, `keys` where they
-- have changed meanwhile, or `taken`.
create function take_letter_in(letter_id uuid, receipt_digest text, on_day date, plain text, ciphertext text, identity jsonb,
  file_kind text, file bytea) returns text
language plpgsql security definer set search_path = public as $$
declare
  s record;
begin
  select * into s from sealing_now();
  if not s.takes_letters or (s.mode = 'sealed') <> (plain is null and file is null) then
    return 'closed';
  elsif (select count(*) from hand_in h where h.received_on = on_day) >= hand_in_budget() then
    return 'full';
  elsif identity is not null and array(select jsonb_array_elements_text(identity -> 'holders')::uuid order by 1)
    <> array(select h.key from holder_now h where h.duty = 'identity' order by 1 limit 5) then
    return 'keys';
  end if;
  insert into hand_in (id, unit, receipt, received_on, letter, sealed)
  values (letter_id, s.unit, receipt_digest, on_day, plain, ciphertext);
  if file is not null then
    insert into hand_in_file values (letter_id, file_kind, file);
  end if;
  if identity is not null then
    insert into hand_in_identity values (letter_id, identity ->> 'content',
      array(select jsonb_array_elements_text(identity -> 'holders')::uuid), identity -> 'halves');
  end if;
  return 'taken';
end $$;

-- What a receipt tells: the day, whether it stands in the register, the answers.
create function letter_of_receipt(receipt_digest text)
returns table (received_on date, is_registered boolean, answer text, answered_on date)
language sql stable security definer set search_path = public
begin atomic
  select h.received_on, h.petition is not null, a.answer, a.answered_on
  from hand_in h left join hand_in_answer a on a.hand_in = h.id where h.receipt = receipt_digest order by a.act;
end;

create function has_identity(of_letter uuid) returns boolean language sql stable security definer set search_path = public
return exists (select from hand_in_identity where hand_in = of_letter);

-- The sealed identity follows its letter into the register, in the command that takes it there. Holders who are no longer
-- named stay in it: it cannot be sealed anew without being opened.
create function identity_follows(item uuid, of_letter uuid) returns void
language plpgsql security definer set search_path = public as $$
declare
  h hand_in; i hand_in_identity;
begin
  select * into h from hand_in where id = of_letter and taken_act = acting_entry();
  select * into i from hand_in_identity where hand_in = h.id;
  if i.hand_in is null or not in_command() then
    raise exception 'no such letter' using errcode = '42501';
  end if;
  insert into sealed_item (id, petition, what, holders, sealed_on) values (item, h.petition, 'identity', i.holders, h.received_on);
  perform store_sealed(item, i.content, i.halves);
end $$;
