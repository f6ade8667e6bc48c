-- Whoever keeps away from a case keeps away from what is proposed in it as well; and a proposal in a case is open to
-- those alone who work on that case, as everything else of it is.

create function case_of_decision(id uuid, matter uuid, changes uuid) returns uuid language sql stable
set search_path = public, pg_temp
return coalesce(matter, (select f.case_key from discipline_decision f where f.id = case_of_decision.changes), changes, id);

create or replace function key_discipline_decision() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  new.case_key := case_of_decision(new.id, new.matter, new.changes);
  return new;
end $$;

-- The cases a proposal is about: of its decision as it would stand, as it stands, and as it stood. Worked out from the
-- decision each time, because a decision may come to belong to another case after it was proposed.
create function cases_of(p proposal) returns uuid[] language sql stable set search_path = public, pg_temp
return case when (p).kind <> 'discipline' then '{}' else (
  select coalesce(array_agg(distinct k.key), '{}')
  from jsonb_to_record(coalesce((p).payload::jsonb -> 'rows' -> 'discipline_decision', '{}'))
    as w (id uuid, matter uuid, changes uuid),
  lateral (
    select case_of_decision(w.id, w.matter, w.changes) union all
    select d.case_key from discipline_decision d where d.id = w.id union all
    select d.case_key from past.discipline_decision d where d.id = w.id) k (key)
  where w.id is not null) end;

-- A right by assignment holds in the cases the post works on, and in a case that the act would begin: whoever approves
-- it works on it from then on. Chairs need no assignment. What names no decision is decided by nobody.
create function decides_on(p proposal, mandate uuid, role text) returns boolean language sql stable
set search_path = public, pg_temp
return (p).kind <> 'discipline' or cases_of(p) <> '{}' and (
  exists (select from approval_right a where a.role = decides_on.role and a.kind = (p).kind)
  or not exists (select from unnest(cases_of(p)) key where not exists (
      select from assignment a where a.case_key = key and a.mandate = decides_on.mandate
        and a.valid_from <= today() and (a.valid_to is null or a.valid_to > today()))
    and (place_of_case(key) is not null or exists (select from assignment a where a.case_key = key))));

-- Whoever may not end such a proposal does not make one.
create function refuse_proposal_in_case() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if cases_of(new) && barred_cases() or not decides_on(new, new.mandate, acting_role()) then
    raise exception 'no such unit' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger in_case before insert on proposal for each row execute function refuse_proposal_in_case();

-- As before; kept from whoever keeps away from the case, and from those who do not work on it.
create or replace function end_proposal(wanted uuid, how text, seen text, why text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p proposal; m record; e proposal_end; me uuid; is_own boolean;
begin
  select * into m from acting_mandate;
  select * into p from proposal where id = wanted for update;
  if m.mandate is null or p.id is null or not in_command() then
    return 'not_found';
  end if;
  select person into me from account where id = m.account;
  is_own := m.account = p.account or me = (select person from account where id = p.account);
  is_own := coalesce(is_own, false);
  if me = any (p.subjects) or cases_of(p) && barred_cases()
    or not is_own and not (holds_right(p, m.role, m.lo, m.hi) and decides_on(p, m.mandate, m.role)) then
    return 'not_found';
  end if;
  select * into e from proposal_end where proposal = wanted;
  if e.proposal is not null then
    return case when e.account = m.account and e.outcome = how then 'already' else 'ended' end;
  elsif (how = 'withdrawn') <> is_own then
    return case when is_own then 'own' else 'not_own' end;
  elsif has_expired(p, acting_at()) then
    return 'expired';
  elsif how <> 'approved' then
    null;
  -- One person may be behind both accounts where a slip of either went through the same hands not long before.
  elsif exists (select stands_behind(m.account, p.stored_at - proposal_lives())
      intersect select stands_behind(p.account, p.stored_at - proposal_lives())) then
    return 'slip';
  -- Of an account tied to nobody, nobody can say whether it is a subject's.
  elsif me is null and p.subjects <> '{}' then
    return 'unlinked';
  -- Whoever approves has just shown who they are.
  elsif not stepped_up() then
    return 'not_proved';
  elsif not exists (select 1 from mandate o join account a on a.id = o.account
    where o.id = p.mandate and account_open(a, today()) and mandate_in_force(o, today())) then
    return 'lapsed';
  elsif seen is distinct from p.sha256 or p.sha256 <> proposal_hash(p) then
    return 'changed';
  end if;
  insert into proposal_end values (wanted, how, why, m.account, m.mandate, acting_at(), acting_entry());
  return how;
end $$;

create or replace function proposals_seen(wanted uuid)
returns table (id uuid, kind text, unit uuid, unit_name text, payload text, shown text, sha256 text, proposed_at timestamptz,
  expires_at timestamptz, has_expired boolean, proposer text, post text, is_own boolean, outcome text, ended_at timestamptz,
  ended_by text, ended_post text, reason text)
language sql volatile security definer set search_path = public, pg_temp
begin atomic
  select p.id, p.kind, p.unit, (select n.name from unit_period n where n.unit = p.unit order by n.valid_from desc limit 1),
    p.payload, p.shown, p.sha256, p.proposed_at, p.expires_at, has_expired(p, p.proposed_at), a.full_name, m.post,
    p.account = acting.account, e.outcome, e.at, b.full_name, n.post, e.reason
  from acting_mandate acting
  join account me on me.id = acting.account
  join proposal p on (wanted is null or p.id = wanted)
    and (me.person is null or me.person <> all (p.subjects))
    and (p.account = acting.account
      or holds_right(p, acting.role, acting.lo, acting.hi) and decides_on(p, acting.mandate, acting.role))
    and not cases_of(p) && (select barred_cases())
  join account a on a.id = p.account
  join mandate m on m.id = p.mandate
  left join proposal_end e on e.proposal = p.id
  left join account b on b.id = e.account
  left join mandate n on n.id = e.mandate
  order by e.at is not null, p.proposed_at desc limit 200;
end;

create or replace function approvers_of(wanted uuid) returns table (post text, unit_name text)
language sql volatile security definer set search_path = public, pg_temp
begin atomic
  select distinct on (u.depth, m.post, u.id) m.post,
    (select n.name from unit_period n where n.unit = u.id order by n.valid_from desc limit 1)
  from proposals_seen(wanted) s
  join proposal p on p.id = s.id
  join account first on first.id = p.account
  join mandate m on m.account <> p.account and mandate_in_force(m, today())
  join account a on a.id = m.account and account_open(a, today())
    and (a.person is null or a.person <> all (p.subjects)) and (a.person = first.person) is not true
  join unit u on u.id = m.unit and holds_right(p, m.role, u.place, u.place_end)
    and decides_on(p, m.id, m.role) and not cases_of(p) && cases_barred_to(a.id)
  where wanted is not null
  order by u.depth desc, m.post, u.id;
end;

-- What a post leaves behind, told without what its giver or its taker keeps away from.
create or replace function proposals_before_post(wanted uuid, to_account uuid, at timestamptz)
returns table (kind text, id uuid, proposed_at timestamptz, expires_at timestamptz, for_both boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.kind, case when holds_right(p, me.role, me.lo, me.hi) and decides_on(p, me.mandate, me.role) then p.id end,
    p.proposed_at, p.expires_at, (b.person = any (p.subjects)) is not true and not cases_of(p) && cases_barred_to(b.id)
  from acting_mandate me join account mine on mine.id = me.account
  join post_told(wanted, to_account) post on true join account a on a.id = post.holder
  cross join lateral (select coalesce((select e.at from audit_entry e where e.id = post.act), $3)) told (at)
  join proposal p on p.account <> a.id and holds_right(p, post.role, post.lo, post.hi) and decides_on(p, wanted, post.role)
    and (post.act is null or p.act < post.act) and p.expires_at > told.at
    and (a.person = any (p.subjects)) is not true and (mine.person = any (p.subjects)) is not true
    and not cases_of(p) && cases_barred_to(a.id) and not cases_of(p) && (select barred_cases())
  left join account b on b.id = to_account
  where not exists (select from proposal_end e where e.proposal = p.id and (post.act is null or e.act <= post.act))
  order by p.expires_at
$$;

create or replace function drafts_to_end(wanted uuid, to_account uuid, at timestamptz)
returns table (kind text, id uuid, proposed_at timestamptz, expires_at timestamptz, for_both boolean)
language sql volatile security definer set search_path = public, pg_temp as $$
  select p.kind, case when holds_right(p, me.role, me.lo, me.hi) and decides_on(p, me.mandate, me.role) then p.id end,
    p.proposed_at, p.expires_at,
    (select b.person from account b where b.id = to_account and b.person = any (p.subjects)) is null
      and not cases_of(p) && cases_barred_to(to_account)
  from acting_mandate me join account mine on mine.id = me.account
  join proposal p on p.mandate = wanted and (mine.person is null or mine.person <> all (p.subjects))
  where may_hand_over(wanted) and not cases_of(p) && (select barred_cases()) and not has_expired(p, at)
    and not exists (select from proposal_end e where e.proposal = p.id)
  order by p.expires_at
$$;

create or replace function drafts_ended(wanted uuid)
returns table (kind text, id uuid, proposed_at timestamptz, expires_at timestamptz, for_both boolean)
language sql volatile security definer set search_path = public, pg_temp as $$
  select p.kind, case when holds_right(p, me.role, me.lo, me.hi) and decides_on(p, me.mandate, me.role) then p.id end,
    p.proposed_at, p.expires_at,
    (b.person = any (p.subjects)) is not true and not cases_of(p) && cases_barred_to(b.id)
  from acting_mandate me join account mine on mine.id = me.account
  join hand_over h on h.mandate = wanted and may_see_hand_over(wanted)
  join mandate m on m.id = h.mandate join account b on b.id = m.account
  join proposal_end e on e.act = h.act and e.outcome = 'withdrawn'
  join proposal p on p.id = e.proposal and p.mandate = h.took_over
    and (mine.person is null or mine.person <> all (p.subjects))
    and not cases_of(p) && (select barred_cases())
  order by p.expires_at
$$;

-- A file handed in without an account is held to the installation's policy of secrets as an attachment is. Nobody is
-- there to say whether what looks like a stamp is one: what was found counts.
alter table hand_in_file add column classification text check (classification in ('mat', 'toi_mat', 'tuyet_mat'));
create trigger secrets before insert or update of classification on hand_in_file for each row
execute function refuse_secrets('isolated_lan');

drop function take_letter_in(uuid, text, date, text, text, jsonb, text, bytea);
create function take_letter_in(letter_id uuid, receipt_digest text, on_day date, plain text, ciphertext text,
  identity jsonb, file_kind text, file bytea, stamp text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
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
    insert into hand_in_file values (letter_id, file_kind, file, stamp);
  end if;
  if identity is not null then
    insert into hand_in_identity values (letter_id, identity ->> 'content',
      array(select jsonb_array_elements_text(identity -> 'holders')::uuid), identity -> 'halves');
  end if;
  return 'taken';
end $$;

create or replace function guard_secret_policy() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if coalesce(new.name, old.name) <> 'secret_policy' then
    return coalesce(new, old);
  end if;
  if tg_op <> 'DELETE' and new.value not in ('refuse', 'register_only', 'isolated_lan') then
    raise exception 'no such policy' using errcode = '23514', constraint = 'secret_policy_known';
  end if;
  if (tg_op = 'DELETE' or new.value <> 'isolated_lan') and exists (
      select from attachment where classification is not null
      union all select from hand_in_file where classification is not null)
    or (tg_op = 'DELETE' or new.value = 'refuse') and exists (
      select from document where classification is not null
      union all select from past.document where classification is not null) then
    raise exception 'more than that is kept' using errcode = '23514', constraint = 'secret_policy_kept';
  end if;
  return coalesce(new, old);
end $$;
