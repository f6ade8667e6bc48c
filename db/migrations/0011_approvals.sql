-- Acts that take two persons: what one proposed and another approved. Who may be the second is decided here, and rows
-- that such an act writes are refused at commit unless the command that wrote them carries its approval.

-- `right_to` says whose act it is to approve: whoever writes that table; the table the payload names (`payload`); or
-- the roles that approval_right lists (`roles`).
create table act_kind (
  kind text primary key,
  right_to text not null
);
insert into table_class (name, class) values ('act_kind', 'reference');
insert into act_kind values
  ('sign_report', 'signed_report'), ('supersede_report', 'signed_report'), ('reorganise', 'reorganisation'),
  ('expel', 'stay'), ('correct_expulsion', 'stay'), ('merge_persons', 'person'),
  ('discipline', 'discipline_decision'), ('bulk', 'payload'), ('export', 'payload'),
  ('grant', 'roles'), ('restore', 'roles'), ('purge', 'roles'), ('publish_small_counts', 'roles');

create table approval_right (
  kind text not null references act_kind,
  role text not null,
  primary key (kind, role)
);
insert into table_class (name, class) values ('approval_right', 'reference');
insert into approval_right values
  -- Where a unit has one person for it, the chair of the commission above is the second one.
  ('discipline', 'inspection_chair'),
  ('grant', 'office'), ('grant', 'organisation'), ('grant', 'inspection_chair'), ('grant', 'administrator'),
  ('restore', 'office'), ('restore', 'administrator'), ('purge', 'office'), ('purge', 'inspection_chair'),
  ('publish_small_counts', 'office'), ('publish_small_counts', 'organisation'),
  ('publish_small_counts', 'inspection_chair');

create table proposal (
  id uuid primary key,
  kind text not null references act_kind,
  -- The table whose right to write it takes; null where roles are listed.
  type text references table_class,
  unit uuid not null references unit,
  -- Persons it is about: none of them proposes or approves it, or sees it.
  subjects uuid[] not null,
  payload text not null check (payload is json object),
  -- Label and value pairs in both languages, exactly as both persons see them.
  shown text not null check (shown is json array),
  sha256 text not null,
  account uuid not null references account,
  mandate uuid not null references mandate,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  -- By the server's own clock, so that an application whose clock was set back gains no time.
  stored_at timestamptz not null default clock_timestamp(),
  act bigint not null references audit_entry
);
create index on proposal (sha256);
insert into table_class (name, class) values ('proposal', 'sealed');

-- What became of it: at most one row. Open and expired follow from there being none.
create table proposal_end (
  proposal uuid primary key references proposal,
  outcome text not null check (outcome in ('approved', 'refused', 'withdrawn')),
  reason text,
  account uuid not null references account,
  mandate uuid not null references mandate,
  at timestamptz not null,
  act bigint not null references audit_entry
);
create index on proposal_end (act);
insert into table_class (name, class) values ('proposal_end', 'sealed');

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'what was proposed and approved is never rewritten' using errcode = '42501';
end $$;
create trigger append_only before update or delete on proposal for each row execute function refuse_rewriting();
create trigger no_truncate before truncate on proposal for each statement execute function refuse_rewriting();
create trigger append_only before update or delete on proposal_end for each row execute function refuse_rewriting();
create trigger no_truncate before truncate on proposal_end for each statement execute function refuse_rewriting();

create function proposal_hash(p proposal) returns text language sql stable
return encode(sha256(convert_to(concat_ws(E'\x1f', p.kind, p.unit::text, array_to_string(p.subjects, ','), p.payload,
  p.shown), 'UTF8')), 'hex');

-- An own right to the act: the unit lies in the mandate's part of today's tree, and the role writes that table or is
-- listed. The machine is nobody's second person, nor a first one.
create function holds_right(p proposal, role text, lo bigint, hi bigint) returns boolean
language sql stable set search_path = public
return holds_right.role <> 'machine'
  and exists (select 1 from unit u where u.id = (p).unit and u.place between lo and hi)
  and (exists (select 1 from table_class k join role_right r on r.class = k.class
      and (r.tables is null or k.name = any (r.tables))
      join unit u on u.id = (p).unit and (r.reach = 'beneath' or u.place = lo and r.reach in ('own', 'assigned'))
      where k.name = (p).type and r.role = holds_right.role and r.may_write)
    or exists (select 1 from approval_right a where a.role = holds_right.role and a.kind = (p).kind));

-- Stores what the acting mandate proposes, or finds the same still open. Expires after 72 hours (a rule of this
-- product: long enough for a weekend, too short to be forgotten).
create function propose(id uuid, kind text, unit uuid, subjects uuid[], payload text, shown text)
returns table (proposal uuid, already boolean)
language plpgsql security definer set search_path = public as $$
declare
  p proposal; m record; k act_kind;
begin
  select * into m from acting_mandate;
  select * into k from act_kind a where a.kind = propose.kind;
  p.id := propose.id; p.kind := k.kind; p.unit := propose.unit; p.subjects := propose.subjects;
  p.payload := propose.payload; p.shown := propose.shown; p.account := m.account; p.mandate := m.mandate;
  p.type := case k.right_to when 'payload' then p.payload::jsonb -> 'key' ->> 'type'
    when 'roles' then null else k.right_to end;
  -- Who reads a list may ask to take it out; everything else is proposed by those who may do it.
  if m.mandate is null or not in_command() or not (holds_right(p, m.role, m.lo, m.hi) or p.kind = 'export'
    and may_read(p.type) and may_report(p.unit) and m.role <> 'machine') then
    raise exception 'no such unit' using errcode = '42501';
  end if;
  if (select a.person from account a where a.id = m.account) = any (p.subjects) then
    raise exception 'a person concerned proposes nothing' using errcode = 'CU002';
  end if;
  p.sha256 := proposal_hash(p);
  p.proposed_at := acting_at(); p.expires_at := acting_at() + interval '72 hours';
  p.stored_at := clock_timestamp(); p.act := acting_entry();
  select o.id into proposal from proposal o where o.sha256 = p.sha256 and o.account = p.account
    and not has_expired(o, acting_at()) and not exists (select 1 from proposal_end e where e.proposal = o.id);
  already := proposal is not null;
  if not already then
    insert into proposal select p.*;
    proposal := p.id;
  end if;
  return next;
end $$;

create function has_expired(p proposal, at timestamptz) returns boolean language sql volatile
return at >= (p).expires_at or clock_timestamp() >= (p).stored_at + ((p).expires_at - (p).proposed_at);

-- Ends a proposal: `approved` by another who holds an own right and is no subject, for exactly the hash that was seen;
-- `refused` by the same; `withdrawn` by whoever proposed. Answers what was done, or why not.
create function end_proposal(wanted uuid, how text, seen text, why text) returns text
language plpgsql security definer set search_path = public as $$
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
  if me = any (p.subjects) or not is_own and not holds_right(p, m.role, m.lo, m.hi) then
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

-- What the acting mandate may see: what its account proposed, and what it may approve or could have approved.
create function proposals_seen(wanted uuid)
returns table (id uuid, kind text, unit uuid, unit_name text, payload text, shown text, sha256 text, proposed_at timestamptz,
  expires_at timestamptz, has_expired boolean, proposer text, post text, is_own boolean, outcome text, ended_at timestamptz,
  ended_by text, ended_post text, reason text)
language sql volatile security definer set search_path = public
begin atomic
  select p.id, p.kind, p.unit, (select n.name from unit_period n where n.unit = p.unit order by n.valid_from desc limit 1),
    p.payload, p.shown, p.sha256, p.proposed_at, p.expires_at, has_expired(p, p.proposed_at), a.full_name, m.post,
    p.account = acting.account, e.outcome, e.at, b.full_name, n.post, e.reason
  from acting_mandate acting
  join account me on me.id = acting.account
  join proposal p on (wanted is null or p.id = wanted)
    and (me.person is null or me.person <> all (p.subjects))
    and (p.account = acting.account or holds_right(p, acting.role, acting.lo, acting.hi))
  join account a on a.id = p.account
  join mandate m on m.id = p.mandate
  left join proposal_end e on e.proposal = p.id
  left join account b on b.id = e.account
  left join mandate n on n.id = e.mandate
  order by e.at is not null, p.proposed_at desc limit 200;
end;

-- Who could approve a proposal one sees, by post and unit, nearest first.
create function approvers_of(wanted uuid) returns table (post text, unit_name text)
language sql volatile security definer set search_path = public
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
  where wanted is not null
  order by u.depth desc, m.post, u.id;
end;

-- Approvals this very command carries.
create function approved_here(kinds text) returns setof proposal
language sql stable security definer set search_path = public
begin atomic
  select p.* from proposal_end e join proposal p on p.id = e.proposal
  where e.act = nullif(current_setting('capuy.entry', true), '')::bigint and e.outcome = 'approved' and in_command()
    and p.kind = any (string_to_array(kinds, ' '));
end;

-- Units for which this very command approved such an act: whoever approves at the superior carries it out there.
create function approved_units(kinds text) returns uuid[]
language sql stable security definer set search_path = public
return (select array_agg(p.unit) from approved_here(kinds) p);

-- Both of the two persons who opened a case work on it: whoever proposed it, and whoever carried it out.
create or replace function open_case() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.case_key = new.id and opens_cases(tg_table_name) then
    insert into assignment (id, case_key, mandate, valid_from, decision, act)
    select gen_random_uuid(), new.case_key, w.mandate, today(), new.number, acting_entry()
    from (select m.mandate from acting_mandate m union select p.mandate from approved_here('discipline') p) w;
  end if;
  return null;
end $$;

-- What a signed report says, but for the instant it was counted at: the same text at proposal and at approval.
create function frozen_hash(frozen text) returns text language sql immutable
return encode(sha256(convert_to((frozen::jsonb #- '{report,knownAt}')::text, 'UTF8')), 'hex');

-- Refuses, at commit, a row that no approval of this command covers: of one of these kinds, about this person where the
-- row is about one, and, where the payload names the row, exactly that row by exactly that operation. At commit, because
-- a proposal is tried out first and taken back, which leaves nothing to refuse.
create function refuse_one_person() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  r jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
  -- The machine imports history and settles places; a signature is never its own.
  if acting_role() = 'machine' and tg_table_name <> 'signed_report' then
    return null;
  end if;
  if tg_table_name = 'signed_report' then
    r := r || jsonb_build_object('content', frozen_hash(r ->> 'frozen'));
  end if;
  if not exists (select 1 from approved_here(tg_argv[0]) p, lateral (select p.payload::jsonb -> 'rows' -> tg_table_name) w (named)
    where case when w.named is null then r ->> 'person' is null or (r ->> 'person')::uuid = any (p.subjects)
      else r @> w.named and p.payload::jsonb ->> 'op' = tg_op end) then
    raise exception 'this takes two persons: % of %', lower(tg_op), tg_table_name using errcode = 'CU001';
  end if;
  return null;
end $$;

create constraint trigger two_persons after insert on signed_report deferrable initially deferred
for each row execute function refuse_one_person('sign_report supersede_report');
create constraint trigger two_persons after insert or update or delete on discipline_decision
deferrable initially deferred for each row when (current_user <> 'capuy_owner')
execute function refuse_one_person('discipline');
create constraint trigger two_persons after insert or update or delete on reorganisation
deferrable initially deferred for each row when (current_user <> 'capuy_owner')
execute function refuse_one_person('reorganise');
create constraint trigger two_persons after insert or update or delete on unit_period
deferrable initially deferred for each row when (current_user <> 'capuy_owner')
execute function refuse_one_person('reorganise');
create constraint trigger two_persons after insert or update or delete on unit_succession
deferrable initially deferred for each row when (current_user <> 'capuy_owner')
execute function refuse_one_person('reorganise');

-- An expulsion, by whatever way it comes to stand in a member's stay, or leaves it.
create constraint trigger expelled after insert on stay deferrable initially deferred
for each row when (new.left_by = 'expelled' and current_user <> 'capuy_owner')
execute function refuse_one_person('expel correct_expulsion discipline');
create constraint trigger expelled_later after update on stay deferrable initially deferred
for each row when ((old.left_by = 'expelled' or new.left_by = 'expelled') and current_user <> 'capuy_owner'
  and concat_ws(' ', old.left_by, old.valid_to, old.person) <> concat_ws(' ', new.left_by, new.valid_to, new.person))
execute function refuse_one_person('expel correct_expulsion discipline');
create constraint trigger expelled_never after delete on stay deferrable initially deferred
for each row when (old.left_by = 'expelled' and current_user <> 'capuy_owner')
execute function refuse_one_person('expel correct_expulsion discipline');

-- What definer functions did, checked at commit like rows.
create table two_person_duty (
  act bigint not null references audit_entry,
  kind text not null references act_kind,
  type text,
  records bigint
);
create index on two_person_duty (act);
insert into table_class (name, class) values ('two_person_duty', 'sealed');

-- Changes of more records than this in one command are changes in bulk.
create function bulk_limit() returns int language sql immutable return 20;

create function refuse_undone_duty() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  total bigint := (select sum(d.records) from two_person_duty d where d.act = new.act and d.kind = new.kind);
begin
  if (new.kind <> 'bulk' or total > bulk_limit() or exists (
      select 1 from pg_trigger t where t.tgrelid = to_regclass('public.' || quote_ident(new.type)) and t.tgname = 'two_persons'))
    and not exists (select 1 from approved_here(new.kind) p
      where new.type is null or p.payload::jsonb -> 'key' ->> 'type' = new.type and (p.payload::jsonb -> 'key' ->> 'records')::bigint = total) then
    raise exception 'this takes two persons: %', new.kind using errcode = 'CU001';
  end if;
  return null;
end $$;
create constraint trigger two_persons after insert on two_person_duty deferrable initially deferred
for each row execute function refuse_undone_duty();

-- Units are founded and moved by a reorganisation, which takes two persons unless the machine imports or settles.
create or replace function refuse_outside(units uuid[]) returns void
language plpgsql volatile security definer set search_path = public as $$
declare
  m record;
begin
  perform acting_at();
  select * into m from acting_mandate;
  if m.mandate is null or not may_write('unit') or not in_command() or exists (
    select 1 from unnest(units) as wanted left join unit u on u.id = wanted
    where m.role <> 'machine' and (u.id is null or u.place not between m.lo and m.hi)) then
    raise exception 'no such unit' using errcode = '42501';
  end if;
  if m.role <> 'machine' then
    insert into two_person_duty (act, kind) values (acting_entry(), 'reorganise');
  end if;
end $$;

-- What is recorded in bulk by anybody but the machine is counted; what does the recording stays as it is.
alter function record_in_bulk(text, text[]) rename to record_uncounted;
revoke all on function record_uncounted(text, text[]) from capuy_app, public;
create function record_in_bulk(type text, columns text[]) returns table (recorded bigint, staged bigint)
language plpgsql security definer set search_path = public as $$
begin
  select r.recorded, r.staged into recorded, staged from record_uncounted(type, columns) r;
  if acting_role() <> 'machine' and recorded > 0 then
    insert into two_person_duty values (acting_entry(), 'bulk', type, recorded);
  end if;
  return next;
end $$;

-- A mandate at committee level, or one that runs or watches the installation, is granted by two. Whoever holds the
-- owner's connection (installing, the command line) acts in no session.
create function refuse_lone_grant() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if coalesce(acting_role(), 'machine') = 'machine' or new.role not in ('administrator', 'auditor') and exists (
    select 1 from unit_period p where p.unit = new.unit and p.valid_from <= today()
      and (p.valid_to is null or p.valid_to > today()) and p.kind in ('grassroots_cell', 'subordinate_cell', 'cell')) then
    return null;
  end if;
  if not exists (select 1 from approved_here('grant') p where to_jsonb(new) @> (p.payload::jsonb -> 'rows' -> 'mandate')) then
    raise exception 'this takes two persons: a grant' using errcode = 'CU001';
  end if;
  return null;
end $$;
create constraint trigger granted after insert on mandate deferrable initially deferred
for each row execute function refuse_lone_grant();
create constraint trigger granted_more after update on mandate deferrable initially deferred
for each row when (concat_ws(' ', old.account, old.unit, old.role, old.valid_from)
    <> concat_ws(' ', new.account, new.unit, new.role, new.valid_from)
  or coalesce(new.valid_to, 'infinity') > coalesce(old.valid_to, 'infinity'))
execute function refuse_lone_grant();

-- Đính chính: a report signed anew names the one it takes the place of; one report has one successor. Its stamp copies
-- no superseded version, because a signed report has none (refuse_thaw).
alter table signed_report add column supersedes uuid references signed_report;
alter table past.signed_report add column supersedes uuid;
create or replace view known.signed_report with (security_invoker = true) as
select id, unit, kind, year, as_of, number, signed_on, signer, tree, frozen, sha256, known_at, place, known_from, act,
  supersedes
from public.signed_report where known_from <= current_setting('capuy.known_at')::timestamptz;
create unique index signed_report_successor on signed_report (supersedes);

-- Who recorded the rows that carry these acts: the one who did it and, where it took two, the one who proposed it.
drop function recorded_by(bigint[]);
create function recorded_by(acts bigint[])
returns table (act bigint, at timestamptz, full_name text, post text, command text, reason text, proposal uuid,
  proposer text, proposer_post text)
language sql stable security definer set search_path = public
begin atomic
  select e.id, e.at, a.full_name, m.post, e.command, coalesce(e.reason, r.reason), p.id, b.full_name, n.post
  from audit_entry e join account a on a.id = e.account join mandate m on m.id = e.mandate
  left join audit_reason r on r.entry = e.id
  left join proposal_end d on d.act = e.id and d.outcome = 'approved'
  left join proposal p on p.id = d.proposal
  left join account b on b.id = p.account left join mandate n on n.id = p.mandate
  where e.id = any (acts) and is_signed_in();
end;
