-- Mergers of whole provinces, in fewer statements.

-- Moves units beneath their parents; gives those whose rows have yet to follow (place_rows). All that may move together move
-- in one statement: whoever goes beneath a unit that has yet to move itself waits for it. Whoever lies alone in the parent's
-- interval already stays there.
create or replace function move_units(ids uuid[], parents uuid[]) returns uuid[]
language plpgsql volatile security definer set search_path = public as $$
#variable_conflict use_column
declare
  moved uuid[] := '{}'; those uuid[]; gone uuid[];
begin
  perform refuse_outside(move_units.ids || move_units.parents);
  while move_units.ids <> '{}' loop
    with recursive waiting as materialized (
      select m.* from unnest(move_units.ids, move_units.parents) with ordinality m (id, parent, nth)
    ), above as (
      select w.nth, w.parent as at, b.id is not null as waits
      from waiting w left join waiting b on b.id = w.parent
      union
      select a.nth, u.parent, b.id is not null
      from above a join unit u on u.id = a.at left join waiting b on b.id = u.parent
      where not a.waits and u.parent is not null
    ), free as materialized (
      select w.* from waiting w where w.nth not in (select a.nth from above a where a.waits)
    ), lying as materialized (
      select f.id, f.parent from free f join unit u on u.id = f.id join unit p on p.id = f.parent
      where u.depth = p.depth + 1 and u.place between p.place and p.place_end
        and not exists (select from unit o where o.place = u.place and o.depth = u.depth and o.id <> u.id)
    ), full_to as materialized (
      select f.parent, last_slot(f.parent) as slot from (select distinct parent from free) f
    ), walk as (
      select u.id, u.place as was, p.depth + 1 as depth, p.id as parent, p.place + place_step(p.depth + 1)
        * (s.slot + row_number() over (partition by f.parent order by f.nth)) as place
      from free f join full_to s on s.parent = f.parent join unit u on u.id = f.id join unit p on p.id = f.parent
      where f.id not in (select l.id from lying l)
      union all
      select c.id, c.place, w.depth + 1, c.parent,
        w.place + (c.place - w.was) / place_step(c.depth) * place_step(w.depth + 1)
      from walk w join unit c on c.parent = w.id left join waiting b on b.id = c.id where b.id is null
    ), placed as (
      update unit u set place = w.place, place_end = w.place + place_step(w.depth) - 1, depth = w.depth,
        parent = w.parent
      from walk w where w.id = u.id returning u.id
    ), kept as (
      update unit u set parent = l.parent from lying l where l.id = u.id
    ) select (select coalesce(array_agg(p.id), '{}') from placed p), (select coalesce(array_agg(f.id), '{}') from free f)
      into those, gone;
    if gone = '{}' then
      raise exception 'these units would lie beneath themselves' using errcode = '23514';
    end if;
    moved := moved || those;
    select coalesce(array_agg(m.id order by m.nth), '{}'), coalesce(array_agg(m.parent order by m.nth), '{}')
      into move_units.ids, move_units.parents
    from unnest(move_units.ids, move_units.parents) with ordinality m (id, parent, nth)
    where m.id not in (select g from unnest(gone) g);
  end loop;
  if exists (select 1 from unit u join unit p on p.id = u.parent where u.id in (select m from unnest(moved) m)
    and (u.place - p.place) / place_step(u.depth) > place_slots(u.depth)) then
    raise exception 'too many units beneath one parent' using errcode = '54000';
  end if;
  return moved;
end $$;

-- Whoever dies or leaves the Party has no valid card from that day; a departure taken back opens the card again. A
-- rehoming is neither, and is passed over before any card is looked for.
create or replace function follow_card() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' then
    if exists (select from before_rows b where b.left_by not in ('transfer', 'rehoming')) then
      update party_card c set ended_on = null, ended_by = null, end_document = null
      from before_rows b join touched s on s.id = b.id
      where c.person = b.person and c.ended_on = b.valid_to and c.ended_by in ('death', 'left')
        and b.left_by not in ('transfer', 'rehoming') and (s.left_by, s.valid_to) is distinct from (b.left_by, b.valid_to);
    end if;
  end if;
  if not exists (select from touched s where s.left_by not in ('transfer', 'rehoming')) then
    return null;
  end if;
  update party_card c set ended_on = s.valid_to, ended_by = case s.left_by when 'death' then 'death' else 'left' end,
    end_document = s.departure_document
  from touched s
  where c.person = s.person and s.left_by not in ('transfer', 'rehoming') and c.ended_on is null
    and c.issued_on <= s.valid_to and not exists (select from stay later where later.person = s.person and later.valid_from >= s.valid_to);
  return null;
end $$;
