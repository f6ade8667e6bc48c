-- Small gaps of letters and discipline: codes that can be no name, decisions without a case, who resolves a complaint,
-- suspensions written once, days without hours for whoever is not on the team.

-- A code that stands where a name must not is of the product's own shape: letters that are no name, digits too few for a
-- telephone. Codes entered before stay as they were, until they are changed.
create function is_sender_code(code text) returns boolean language sql immutable return code ~ '^NG-[0-9]{4}-[0-9]{1,4}$';
create function is_lead_code(code text) returns boolean language sql immutable return code ~ '^NT-[0-9]{4}-[0-9]{1,4}$';
create function refuse_names_for_codes() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.sender_code is distinct from old.sender_code and not is_sender_code(new.sender_code)
    or new.envelope is distinct from old.envelope and not is_envelope_code(new.envelope)
    or new.lead_code is distinct from old.lead_code and not is_lead_code(new.lead_code) then
    raise exception 'a code, no name' using errcode = '23514', constraint = 'petition_codes';
  end if;
  return new;
end $$;
create trigger codes before insert or update on petition for each row execute function refuse_names_for_codes();

-- A decision on paper of the time before the software: why there is no case of it here.
alter table discipline_decision add column before_software text check (before_software is null or matter is null);
alter table past.discipline_decision add column before_software text;
select refresh_record_table('discipline_decision');

-- Whether the acting account recorded, proposed or approved the sanction or a change of it, but for the one that resolves a complaint.
create function decided_by_me(sanction uuid, resolution uuid) returns boolean
language sql stable security definer set search_path = public
return exists (
  with me as (select account from acting_mandate),
    decided as (select d.act from discipline_decision d where sanction in (d.id, d.changes) and d.id is distinct from resolution
      union select p.act from past.discipline_decision p where sanction in (p.id, p.changes) and p.id is distinct from resolution)
  select 1 from decided d join audit_entry e on e.id = d.act
  left join proposal_end x on x.act = e.id and x.outcome = 'approved' left join proposal p on p.id = x.proposal
  where (select account from me) in (e.account, p.account));

-- A member's suspension that an order of a body decided is kept once: the order, its extension and its end are what the
-- cell's list shows. Whoever writes orders need not be able to write the lists of cells; what is written here follows
-- from what is recorded already, so that nobody can say more by calling it.
alter table suspension add column ordered_by uuid unique references suspension_order on delete cascade;
alter table past.suspension add column ordered_by uuid;
select refresh_record_table('suspension');
create function follow_suspension_order(wanted uuid, new_id uuid) returns void language plpgsql security definer set search_path = public as $$
declare
  o suspension_order; extended case_step; lifted case_step; kept uuid;
begin
  select * into o from suspension_order where id = wanted and what = 'party' and subject_person is not null;
  if not in_command() then
    raise exception 'outside a command' using errcode = '42501';
  end if;
  if o.id is null then
    delete from suspension where ordered_by = wanted;
    return;
  end if;
  select * into extended from case_step s where s.kind = 'suspension' and s.case_id = wanted and s.step = 'extend'
    order by s.act desc limit 1;
  select * into lifted from case_step s where s.kind = 'suspension' and s.case_id = wanted and s.step = 'lift'
    order by s.act desc limit 1;
  -- The row of the order, or one the cell entered by hand for the same beginning.
  select s.id into kept from suspension s where s.ordered_by = wanted
    or s.ordered_by is null and s.person = o.subject_person and s.valid_from = o.valid_from order by s.ordered_by limit 1;
  if kept is null then
    -- What the owner inserts is stamped by whoever inserts it.
    insert into suspension (id, person, unit, place, known_from, act, valid_from, until_on, decision_number, decided_on,
      decided_by, ordered_by)
    select new_id, p.id, p.unit, p.place, acting_at(), acting_entry(), o.valid_from, o.until_on, o.number,
      o.decided_on, unit_called(o.unit), wanted from person p where p.id = o.subject_person;
    return;
  end if;
  update suspension set ordered_by = wanted, person = o.subject_person, valid_from = o.valid_from, until_on = o.until_on,
    decision_number = o.number, decided_on = o.decided_on, decided_by = unit_called(o.unit),
    extension_number = extended.document, ended_on = lifted.done_on, end_document = lifted.document,
    extended_until = case when extended.id is not null then (select c.fixed_on from case_clock c
      where c.kind = 'suspension' and c.case_id = wanted order by c.act desc, c.started_on desc limit 1) end
  where id = kept;
end $$;

-- Of letters and matters, whoever is not on the team is told the day alone: an hour can point at a sender.
alter table table_class add column days_only boolean not null default false;
update table_class set days_only = true where name in
  ('petition', 'denunciation', 'denunciation_letter', 'denounced', 'close_person', 'allegation', 'establishment');
create function days_only(wanted text, matter uuid) returns boolean language sql stable security definer set search_path = public
return exists (select 1 from table_class t where t.name = wanted and t.days_only)
  and acting_role() not in ('machine', 'petitions') and matter <> all (assigned_cases(wanted));

drop function read_log(jsonb, int, text, timestamptz);
create function read_log(asked jsonb, most int, input_digest text, at timestamptz) returns table (id bigint,
  instant timestamptz, full_name text, post text, unit_name text, command text, record_type text, record_id uuid,
  about_unit text, row_count int, day_only boolean)
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
  -- Whoever reads the log is on no team.
  return query select e.id, case when d.is then date_trunc('day', e.at, 'Asia/Ho_Chi_Minh') else e.at end, a.full_name,
      p.post, unit_called(p.unit), e.command, e.record_type, e.record_id, unit_called(e.unit), e.row_count, d.is
    from audit_entry e left join account a on a.id = e.account left join mandate p on p.id = e.mandate
    cross join lateral (select m.role <> 'machine'
      and exists (select 1 from table_class t where t.name = e.record_type and t.days_only) as is) d
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
