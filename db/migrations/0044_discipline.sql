-- What an ended unit leaves to its successor names every case that is open, and an order of suspension that is corrected
-- keeps its extension.

-- The last day in force is that of the latest beginning: correcting the first one makes it no later.
create or replace function follow_suspension_order(wanted uuid, new_id uuid) returns void language plpgsql security definer set search_path = public as $$
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
      where c.kind = 'suspension' and c.case_id = wanted order by c.started_on desc, c.act desc limit 1) end
  where id = kept;
end $$;

-- Targets, programmes, open cases, deadlines and dues of a unit, counted by their kind. `ends`: by kind of case, the steps
-- that end one.
drop function work_left_at(uuid[], date);
create function work_left_at(units uuid[], day date, ends jsonb) returns table (unit uuid, kind text, count int)
language sql stable security definer set search_path = public as $$
  with own as (
    select u.id from acting_mandate me join unit u on u.place between me.lo and me.hi and u.id = any (units)
    where may_write('reorganisation')
  ), cases as (
    select c.unit, 'discipline_case' as kind, c.case_key as key, 'discipline' as way, c.id from discipline_case c
    union all select c.unit, 'complaint', c.case_key, 'complaint', c.id from complaint c
    union all select o.unit, 'suspension_order', o.case_key, 'suspension', o.id from suspension_order o
    union all select f.unit, 'wrongful_finding', f.case_key, 'wrongful', f.id from wrongful_finding f
    union all select d.unit, 'denunciation', d.case_key, 'denunciation', d.id from denunciation d
  ), work as (
    select t.unit, 'target' as kind, null::uuid as key from target t where t.year >= extract(year from day)
    union all select p.unit, 'programme', p.case_key from programme p where p.year >= extract(year from day)
    union all select i.unit, 'inspection', i.case_key from inspection i where i.concluded_on is null or i.concluded_on > day
    union all select s.unit, 'signal', s.case_key from signal s where s.outcome is null
    union all select c.unit, c.kind, c.key from cases c where not exists (select from case_step s
      where s.kind = c.way and s.case_id = c.id and s.done_on <= day and ends -> c.way ? s.step)
    union all select p.unit, 'petition', p.case_key from petition p where p.resolved_on is null and p.duplicate_of is null
    union all select r.unit, 'remediation', r.case_key from remediation r where r.verified_on is null
    union all select s.unit, 'standing', null from standing s where s.kind = 'probationary'
      and s.valid_from <= day and (s.valid_to is null or s.valid_to > day)
    union all select c.unit, 'campaign', null from campaign c where c.valid_to is null or c.valid_to > day
    union all select d.unit, 'candidate', null from candidate d where d.ended_on is null
    union all select m.unit, 'missed_month', null from missed_month m where m.what = 'dues' and m.good_reason is null
      and m.month >= to_char(day, 'YYYY-01') and not exists (select from dues_month d where d.person = m.person and d.month = m.month)
  )
  select w.unit, w.kind, count(*)::int from own o join work w on w.unit = o.id
  where w.key is null or w.key <> all ((select barred_cases())::uuid[]) group by 1, 2 order by 1, 2
$$;
