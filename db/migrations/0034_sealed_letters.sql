-- What is sealed, how two holders open it together, and letters handed in without an account.

-- That something is sealed to a letter, seen as the letter is; the day alone, nothing finer.
create table sealed_item (
  id uuid primary key,
  petition uuid not null references petition,
  what text not null check (what in ('identity', 'original')),
  holders uuid[] not null check (cardinality(holders) between 2 and 5),
  sealed_on date not null,
  act bigint not null references audit_entry
);
create index on sealed_item (petition);
insert into table_class (name, class) values ('sealed_item', 'attached');

-- The ciphertext, to a key that exists nowhere whole.
create table sealed_content (
  item uuid primary key references sealed_item,
  content text not null check (is_age(content) and length(content) <= 12582912)
);
insert into table_class (name, class) values ('sealed_content', 'sealed');

-- One half of that key, sealed to `holder`; the other half is sealed to `partner`. Every pair of holders has two of its own.
create table sealed_part (
  item uuid not null references sealed_item,
  holder uuid not null references seal_key,
  partner uuid not null references seal_key,
  part text not null check (is_age(part) and length(part) <= 1000),
  primary key (item, holder, partner),
  check (holder <> partner)
);
insert into table_class (name, class) values ('sealed_part', 'sealed');

-- Whether this very command takes a handed-in letter into the register, with the identity that came along (0035).
create function comes_with_a_letter(wanted uuid) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select from hand_in h where h.petition = wanted and h.taken_act = acting_entry());
end $$;

create function stamp_sealed_item() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' or not in_command() then
    raise exception 'what is sealed is never rewritten' using errcode = '42501';
  elsif not comes_with_a_letter(new.petition) and (select mode from sealing_now()) <> 'sealed' then
    raise exception 'identities stay off the system' using errcode = '23514', constraint = 'sealing_mode';
  elsif array(select unnest(new.holders) order by 1) <> array(select key from holder_now where duty = 'identity' order by 1)
    and not comes_with_a_letter(new.petition) then
    raise exception 'holders changed' using errcode = '23514', constraint = 'sealing_holders';
  end if;
  new.act := acting_entry();
  return new;
end $$;
create trigger stamp before insert or update or delete on sealed_item for each row execute function stamp_sealed_item();

-- Ciphertext and halves of an item this very command made: a half for every ordered pair, no more and no fewer.
create function store_sealed(of_item uuid, ciphertext text, halves jsonb) returns void
language plpgsql security definer set search_path = public as $$
declare
  i sealed_item;
begin
  select * into i from sealed_item where id = of_item and act = acting_entry();
  if i.id is null or not in_command() then
    raise exception 'no such item' using errcode = '42501';
  end if;
  insert into sealed_content values (of_item, ciphertext);
  insert into sealed_part select of_item, h.holder, h.partner, h.part
  from jsonb_to_recordset(halves) as h (holder uuid, partner uuid, part text);
  if (select count(*) filter (where holder = any (i.holders) and partner = any (i.holders)) from sealed_part
    where item = of_item having count(*) = cardinality(i.holders) * (cardinality(i.holders) - 1)) is distinct from
    cardinality(i.holders) * (cardinality(i.holders) - 1) then
    raise exception 'a half is missing' using errcode = '23514', constraint = 'sealing_holders';
  end if;
end $$;

create trigger append_only before update or delete on sealed_content for each row execute function refuse_rewriting();
create trigger append_only before update or delete on sealed_part for each row execute function refuse_rewriting();

-- Opening what is sealed: one holder asks with a reason, another agrees by handing the own half on, sealed to the first.
create table reveal (
  id uuid primary key,
  item uuid not null references sealed_item,
  key uuid not null references seal_key,
  -- One of a few: words of one's own might hold a name.
  reason text not null check (reason in ('verify', 'answer', 'protect', 'authority')),
  asked_at timestamptz not null,
  act bigint not null references audit_entry
);
create index on reveal (item);
insert into table_class (name, class) values ('reveal', 'sealed');

create table reveal_consent (
  reveal uuid primary key references reveal,
  key uuid not null references seal_key,
  part text not null check (is_age(part) and length(part) <= 1000),
  agreed_at timestamptz not null,
  ends_at timestamptz not null,
  act bigint not null references audit_entry
);
insert into table_class (name, class) values ('reveal_consent', 'sealed');

-- Each time the ciphertext was handed out, written before it was.
create table reveal_view (
  act bigint primary key references audit_entry,
  reveal uuid not null references reveal,
  at timestamptz not null
);
create index on reveal_view (reveal);
insert into table_class (name, class) values ('reveal_view', 'sealed');
create trigger append_only before update or delete on reveal for each row execute function refuse_rewriting();
create trigger append_only before update or delete on reveal_consent for each row execute function refuse_rewriting();
create trigger append_only before update or delete on reveal_view for each row execute function refuse_rewriting();

-- Rules of this product: a request waits as long as a proposal does, an opening lasts a day.
create function reveal_waits() returns interval language sql immutable return interval '72 hours';
create function reveal_lasts() returns interval language sql immutable return interval '24 hours';

-- The acting account's key for an item: one it was sealed to, still named, and nobody who keeps away from the case.
create function key_for(of_item uuid) returns uuid language sql stable security definer set search_path = public
return (select h.key from sealed_item i join petition p on p.id = i.petition and p.case_key <> all (barred_cases())
  join holder_now h on h.duty = 'identity' and h.key = any (i.holders)
  join acting_mandate m on m.account = h.account where i.id = of_item limit 1);

create function ask_reveal(reveal_id uuid, of_item uuid, why text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if key_for(of_item) is null or not in_command() then
    raise exception 'no such item' using errcode = '42501';
  end if;
  insert into reveal values (reveal_id, of_item, key_for(of_item), why, acting_at(), acting_entry());
end $$;

-- The half that the acting holder would hand on, with the key to seal it to; nothing to whoever asked, or too late.
create function half_to_hand_on(of_reveal uuid) returns table (part text, recipient text)
language sql stable security definer set search_path = public
begin atomic
  select s.part, k.recipient from reveal r join seal_key k on k.id = r.key
  join sealed_part s on s.item = r.item and s.holder = key_for(r.item) and s.partner = r.key
  where r.id = of_reveal and not exists (select from reveal_consent c where c.reveal = r.id);
end;

create function agree_to_reveal(of_reveal uuid, handed text) returns void
language plpgsql security definer set search_path = public as $$
declare
  r reveal; mine uuid; asker account; me account;
begin
  select * into r from reveal where id = of_reveal;
  mine := key_for(r.item);
  select a.* into asker from seal_key k join account a on a.id = k.account where k.id = r.key;
  select a.* into me from acting_mandate m join account a on a.id = m.account;
  if mine is null or not in_command() or not exists (select from holder_now h where h.key = r.key and h.duty = 'identity') then
    raise exception 'no such request' using errcode = '42501';
  elsif me.id = asker.id or (me.person = asker.person) is true or not stepped_up() then
    raise exception 'this takes two persons: a reveal' using errcode = 'CU001';
  elsif acting_at() >= r.asked_at + reveal_waits() then
    raise exception 'too late' using errcode = '23514', constraint = 'reveal_over';
  end if;
  insert into reveal_consent values (of_reveal, mine, handed, acting_at(), acting_at() + reveal_lasts(), acting_entry());
end $$;

-- Hands out ciphertext and both halves to whoever asked, while it lasts, and keeps that it did. `belongs` is what the
-- plaintext must say it was sealed for.
create function open_reveal(of_reveal uuid) returns table (content text, own_half text, other_half text, belongs uuid[])
language plpgsql security definer set search_path = public as $$
declare
  r reveal; c reveal_consent;
begin
  select * into r from reveal where id = of_reveal;
  select * into c from reveal_consent where reveal = of_reveal;
  if not in_command() or c.reveal is null or key_for(r.item) is distinct from r.key then
    raise exception 'no such request' using errcode = '42501';
  elsif acting_at() >= c.ends_at then
    raise exception 'too late' using errcode = '23514', constraint = 'reveal_over';
  end if;
  insert into reveal_view values (acting_entry(), of_reveal, acting_at());
  return query select s.content, p.part, c.part,
    array(select i.petition from sealed_item i where i.id = r.item
      union all select h.id from hand_in h join sealed_item i on i.id = r.item and h.petition = i.petition)
    from sealed_content s join sealed_part p on p.item = s.item and p.holder = r.key and p.partner = c.key where s.item = r.item;
end $$;

-- What is sealed to the acting account's keys, for the page of its holder.
create function items_held() returns table (id uuid, number text, what text, sealed_on date)
language sql stable security definer set search_path = public
begin atomic
  select i.id, p.number, i.what, i.sealed_on from sealed_item i join petition p on p.id = i.petition
  where key_for(i.id) is not null order by i.act desc;
end;

-- Every request, consent and opening of what is sealed to the acting account, whoever it was: all holders see all of it.
create function reveals_seen() returns table (id uuid, number text, what text, reason text, asked_at timestamptz, asked_by text,
  agreed_at timestamptz, agreed_by text, ends_at timestamptz, openings int, last_opened timestamptz, is_own boolean)
language sql stable security definer set search_path = public
begin atomic
  select r.id, p.number, i.what, r.reason, r.asked_at, a.full_name, c.agreed_at, b.full_name, c.ends_at,
    (select count(*)::int from reveal_view v where v.reveal = r.id), (select max(v.at) from reveal_view v where v.reveal = r.id),
    k.account = (select account from acting_mandate)
  from reveal r join sealed_item i on i.id = r.item join petition p on p.id = i.petition
  join seal_key k on k.id = r.key join account a on a.id = k.account
  left join reveal_consent c on c.reveal = r.id left join seal_key l on l.id = c.key left join account b on b.id = l.account
  where key_for(r.item) is not null order by r.act desc limit 200;
end;
