-- What a suspension keeps, and from which conclusion on a denounced a disciplinary case was opened.

-- A suspension keeps what its kind names. That from a committee alone stands in the cell's list beside that from activity
-- in the Party, so that whoever gives posts meets it; that of an organisation is told, by its days alone, to whoever
-- works for the organisation.
alter table suspension add column what text not null default 'party' check (what in ('party', 'committee'));
alter table past.suspension add column what text not null default 'party';
select refresh_record_table('suspension');

create or replace function follow_suspension_order(wanted uuid, new_id uuid) returns void language plpgsql security definer set search_path = public as $$
declare
  o suspension_order; extended case_step; lifted case_step; kept uuid;
begin
  select * into o from suspension_order where id = wanted and subject_person is not null;
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
    or s.ordered_by is null and s.person = o.subject_person and s.what = o.what and s.valid_from = o.valid_from
    order by s.ordered_by limit 1;
  if kept is null then
    -- What the owner inserts is stamped by whoever inserts it.
    insert into suspension (id, person, unit, place, known_from, act, what, valid_from, until_on, decision_number,
      decided_on, decided_by, ordered_by)
    select new_id, p.id, p.unit, p.place, acting_at(), acting_entry(), o.what, o.valid_from, o.until_on, o.number,
      o.decided_on, unit_called(o.unit), wanted from person p where p.id = o.subject_person;
    return;
  end if;
  update suspension set ordered_by = wanted, person = o.subject_person, what = o.what, valid_from = o.valid_from,
    until_on = o.until_on, decision_number = o.number, decided_on = o.decided_on, decided_by = unit_called(o.unit),
    extension_number = extended.document, ended_on = lifted.done_on, end_document = lifted.document,
    extended_until = case when extended.id is not null then (select c.fixed_on from case_clock c
      where c.kind = 'suspension' and c.case_id = wanted order by c.started_on desc, c.act desc limit 1) end
  where id = kept;
end $$;

-- Orders recorded before stand in the list as their own entry left them.
do $$
begin
  perform set_config('capuy.replacing', 'on', true), set_config('capuy.placed', 'on', true);
  insert into suspension (id, person, unit, place, known_from, act, what, valid_from, until_on, decision_number, decided_on,
    decided_by, ordered_by, extension_number, extended_until, ended_on, end_document)
  select gen_random_uuid(), p.id, p.unit, p.place, o.known_from, o.act, o.what, o.valid_from, o.until_on, o.number,
    o.decided_on, unit_called(o.unit), o.id, x.document, c.fixed_on, l.done_on, l.document
  from suspension_order o join person p on p.id = o.subject_person
  left join lateral (select s.document from case_step s where s.kind = 'suspension' and s.case_id = o.id
    and s.step = 'extend' order by s.act desc limit 1) x on true
  left join lateral (select s.done_on, s.document from case_step s where s.kind = 'suspension' and s.case_id = o.id
    and s.step = 'lift' order by s.act desc limit 1) l on true
  left join lateral (select k.fixed_on from case_clock k where x.document is not null and k.kind = 'suspension'
    and k.case_id = o.id order by k.started_on desc, k.act desc limit 1) c on true
  where o.what = 'committee';
  perform set_config('capuy.replacing', 'off', true), set_config('capuy.placed', 'off', true);
end $$;

-- Since when an organisation is suspended on a day, and to the end of which one; its ground stays in the case.
create function unit_suspended_on(wanted uuid, day date) returns table (since date, last_day date)
language sql stable security definer set search_path = public as $$
  select o.valid_from, coalesce((select c.fixed_on from case_clock c where c.kind = 'suspension' and c.case_id = o.id
    order by c.started_on desc, c.act desc limit 1), o.until_on)
  from acting_mandate me join unit u on u.id = wanted and u.place between me.lo and me.hi
  join suspension_order o on o.subject_unit = u.id and o.valid_from <= day
  where not exists (select from case_step s where s.kind = 'suspension' and s.case_id = o.id and s.step = 'lift'
    and s.done_on <= day)
  order by o.valid_from desc limit 1
$$;

-- A denunciation found true leads to a case about the denounced. Of the matter the case knows this party alone, never a
-- letter or whoever wrote one.
alter table discipline_case add column denounced uuid references denounced;
alter table past.discipline_case add column denounced uuid;
create index on discipline_case (denounced);
select refresh_record_table('discipline_case');

-- Advisory bodies of a committee inspect and supervise under Article 30 of the Charter and are counted by; they decide
-- no discipline and inspect nobody on signs of violation.
alter table body drop constraint body_kind_check;
alter table body add constraint body_kind_check check (kind in ('committee', 'standing_committee', 'inspection_commission',
  'cell', 'organisation_board', 'propaganda_board', 'mobilisation_board', 'internal_affairs_board', 'committee_office'));

-- Every request for what is sealed to the acting account is seen, however many there are: the page is cut, not the list.
create or replace function reveals_seen() returns table (id uuid, number text, what text, reason text, asked_at timestamptz, asked_by text,
  agreed_at timestamptz, agreed_by text, ends_at timestamptz, openings int, last_opened timestamptz, is_own boolean)
language sql stable security definer set search_path = public
begin atomic
  select r.id, p.number, i.what, r.reason, r.asked_at, a.full_name, c.agreed_at, b.full_name, c.ends_at,
    (select count(*)::int from reveal_view v where v.reveal = r.id), (select max(v.at) from reveal_view v where v.reveal = r.id),
    k.account = (select account from acting_mandate)
  from own_item o join reveal r on r.item = o.item join sealed_item i on i.id = r.item join petition p on p.id = i.petition
  join seal_key k on k.id = r.key join account a on a.id = k.account
  left join reveal_consent c on c.reveal = r.id left join seal_key l on l.id = c.key left join account b on b.id = l.account
  order by r.act desc;
end;
