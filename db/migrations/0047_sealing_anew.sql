-- Sealing anew when the holders have changed, the bound of letters handed in, and what a holder is shown in one query.

-- Two of its holders opened `replaces` together, and one of them sealed it again for those who are named now.
alter table sealed_item add column replaces uuid references sealed_item;
create index on sealed_item (replaces);
alter table reveal drop constraint reveal_reason_check;
alter table reveal add constraint reveal_reason_check
check (reason in ('verify', 'answer', 'protect', 'authority', 'reseal'));

drop function items_held();
drop function reveals_seen();
drop function half_to_hand_on(uuid);
drop function key_for(uuid);

-- What is sealed to the acting account's key: still named, and nobody who keeps away from the case.
create view own_item as
select i.id as item, h.key from acting_mandate m join holder_now h on h.account = m.account and h.duty = 'identity'
join sealed_item i on h.key = any (i.holders) join petition p on p.id = i.petition
where p.case_key <> all ((select barred_cases())::uuid[]);

create function key_for(of_item uuid) returns uuid language sql stable security definer set search_path = public
return (select o.key from own_item o where o.item = of_item);

-- The half that the acting holder would hand on, with the key to seal it to; nothing to whoever asked, or too late.
create function half_to_hand_on(of_reveal uuid) returns table (part text, recipient text)
language sql stable security definer set search_path = public
begin atomic
  select s.part, k.recipient from reveal r join seal_key k on k.id = r.key
  join sealed_part s on s.item = r.item and s.holder = key_for(r.item) and s.partner = r.key
  where r.id = of_reveal and not exists (select from reveal_consent c where c.reveal = r.id);
end;

-- For the page of a holder: how many could still open it, whether it is sealed to those who are named now and no others,
-- and when it was sealed anew.
create function items_held() returns table (id uuid, number text, what text, sealed_on date, able int, is_current boolean, replaced_on date)
language sql stable security definer set search_path = public
begin atomic
  with present as (select array_agg(h.key) as keys from holder_now h where h.duty = 'identity')
  select i.id, p.number, i.what, i.sealed_on, a.able, a.able = cardinality(i.holders) and a.able = cardinality(n.keys),
    (select max(s.sealed_on) from sealed_item s where s.replaces = i.id)
  from present n, own_item o join sealed_item i on i.id = o.item join petition p on p.id = i.petition,
  lateral (select count(*)::int as able from unnest(i.holders) k where k = any (n.keys)) a order by i.act desc;
end;

-- Every request, consent and opening of what is sealed to the acting account, whoever it was: all holders see all of it.
create function reveals_seen() returns table (id uuid, number text, what text, reason text, asked_at timestamptz, asked_by text,
  agreed_at timestamptz, agreed_by text, ends_at timestamptz, openings int, last_opened timestamptz, is_own boolean)
language sql stable security definer set search_path = public
begin atomic
  select r.id, p.number, i.what, r.reason, r.asked_at, a.full_name, c.agreed_at, b.full_name, c.ends_at,
    (select count(*)::int from reveal_view v where v.reveal = r.id), (select max(v.at) from reveal_view v where v.reveal = r.id),
    k.account = (select account from acting_mandate)
  from own_item o join reveal r on r.item = o.item join sealed_item i on i.id = r.item join petition p on p.id = i.petition
  join seal_key k on k.id = r.key join account a on a.id = k.account
  left join reveal_consent c on c.reveal = r.id left join seal_key l on l.id = c.key left join account b on b.id = l.account
  order by r.act desc limit 200;
end;

-- Whether the acting holder may seal an item anew now: asked for that, another holder agreed, the time is not over.
create function seals_anew(made sealed_item) returns boolean language sql stable security definer set search_path = public
return exists (select from reveal r join reveal_consent c on c.reveal = r.id join sealed_item i on i.id = r.item
  where r.item = made.replaces and r.reason = 'reseal' and r.key = key_for(r.item) and acting_at() < c.ends_at
  and i.petition = made.petition and i.what = made.what);

create or replace function stamp_sealed_item() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' or not in_command() then
    raise exception 'what is sealed is never rewritten' using errcode = '42501';
  elsif new.replaces is not null and not seals_anew(new) then
    raise exception 'two holders open together what is sealed anew' using errcode = '23514', constraint = 'reveal_over';
  elsif new.replaces is null and not comes_with_a_letter(new.petition) and (select mode from sealing_now()) <> 'sealed' then
    raise exception 'identities stay off the system' using errcode = '23514', constraint = 'sealing_mode';
  elsif array(select unnest(new.holders) order by 1) <> array(select key from holder_now where duty = 'identity' order by 1)
    and (new.replaces is not null or not comes_with_a_letter(new.petition)) then
    raise exception 'holders changed' using errcode = '23514', constraint = 'sealing_holders';
  end if;
  new.act := acting_entry();
  return new;
end $$;

-- Keeps what a holder sealed anew beside what it was made from, which stays as it is.
create function seal_anew(new_item uuid, of_reveal uuid, for_holders uuid[], ciphertext text, halves jsonb) returns void
language plpgsql security definer set search_path = public as $$
declare
  i sealed_item;
begin
  select s.* into i from reveal r join sealed_item s on s.id = r.item where r.id = of_reveal and r.key = key_for(r.item);
  if i.id is null or not in_command() then
    raise exception 'no such request' using errcode = '42501';
  end if;
  insert into sealed_item (id, petition, what, holders, sealed_on, replaces)
  values (new_item, i.petition, i.what, for_holders, day_in_viet_nam(acting_at()), i.id);
  perform store_sealed(new_item, ciphertext, halves);
end $$;

-- How many letters a day takes from everybody together, and how many it has taken.
create function hand_in_room(on_day date) returns table (budget int, taken int)
language sql stable security definer set search_path = public
begin atomic
  select hand_in_budget(), (select count(*)::int from hand_in h where h.received_on = on_day);
end;

create or replace function hand_in_keys() returns table (duty text, key uuid, recipient text)
language sql stable security definer set search_path = public
begin atomic
  select h.duty, h.key, h.recipient from holder_now h, sealing_now() s
  where s.takes_letters and s.mode = 'sealed' order by h.duty, h.key;
end;

create or replace function take_letter_in(letter_id uuid, receipt_digest text, on_day date, plain text, ciphertext text, identity jsonb,
  file_kind text, file bytea) returns text
language plpgsql security definer set search_path = public as $$
declare
  s record;
begin
  -- One after the other: letters that come at once are counted as well.
  perform pg_advisory_xact_lock(hashtext('take_letter_in'));
  select * into s from sealing_now();
  if not s.takes_letters or (s.mode = 'sealed') <> (plain is null and file is null) then
    return 'closed';
  elsif (select r.taken >= r.budget from hand_in_room(on_day) r) then
    return 'full';
  elsif identity is not null and array(select jsonb_array_elements_text(identity -> 'holders')::uuid order by 1)
    <> array(select h.key from holder_now h where h.duty = 'identity' order by 1) then
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
