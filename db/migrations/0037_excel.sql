-- Placing rows and re-homing members, set by set: what only follows the tree passes its stamps by.

-- Where the owner replaces rows and has set unit and place itself (`capuy.placed`), there is nothing to stamp; in every
-- other case the trigger writes the version before and looks the place up.
create function stamp_changes(table_name text) returns void language plpgsql as $$
begin
  execute format('create or replace trigger stamp_change before update or delete on %1$I for each row '
    'when (current_user <> ''capuy_owner'' or current_setting(''capuy.replacing'', true) is distinct from ''on'' '
    'or current_setting(''capuy.placed'', true) is distinct from ''on'') execute function stamp_%1$s()', table_name);
end $$;

create or replace function record_table(table_name text, class text, unit_from text default null) returns void
language plpgsql as $$
declare
  columns text;
begin
  execute format('alter table %I add column place bigint not null, add column known_from timestamptz not null, '
    'add column act bigint not null', table_name);
  execute format('create table past.%1$I (like public.%1$I)', table_name);
  execute format('alter table past.%I add column known_to timestamptz not null', table_name);
  execute format('create index on past.%I (id)', table_name);
  execute format('create index on public.%I (unit)', table_name);
  select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into columns
  from pg_attribute a where a.attrelid = format('public.%I', table_name)::regclass and a.attnum > 0
    and not a.attisdropped;
  execute format($view$create view known.%1$I with (security_invoker = true) as
    select %2$s from public.%1$I where known_from <= current_setting('capuy.known_at')::timestamptz
    union all
    select %2$s from past.%1$I where known_from <= current_setting('capuy.known_at')::timestamptz
      and known_to > current_setting('capuy.known_at')::timestamptz$view$, table_name, columns);
  execute format($trigger$create function stamp_%1$s() returns trigger language plpgsql security definer as $body$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.%1$I (%2$s, known_to)
        select %3$s, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      %4$s
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $body$ $trigger$, table_name, columns,
    (select string_agg('old.' || quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
      where a.attrelid = format('public.%I', table_name)::regclass and a.attnum > 0 and not a.attisdropped),
    case when unit_from is null then '' else format('new.unit := (%s);', unit_from) end);
  -- What the owner records in bulk comes stamped already (record_in_bulk); nobody else can be the owner.
  execute format('create trigger stamp before insert on %1$I for each row when (current_user <> ''capuy_owner'') '
    'execute function stamp_%1$s()', table_name);
  perform stamp_changes(table_name);
  insert into table_class values (table_name, class, unit_from, true);
end $$;

select stamp_changes(name) from table_class where is_record;

-- Files whose unit changed: everything that lies where its person lies follows, and is no new version of itself.
create or replace function follow_file() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  was text := coalesce(nullif(current_setting('capuy.replacing', true), ''), 'off');
  -- Told by a hash of what was: a join of two sets of unknown size is taken for small, and walked pair by pair.
  moved uuid[] := (select array_agg(n.id) from after n where (n.id, n.unit) not in (select o.id, o.unit from before o));
  t record;
begin
  if moved is null then
    return null;
  end if;
  perform set_config('capuy.replacing', 'on', true);
  update person_merge set unit = unit where person = any (moved) or kept = any (moved);
  perform set_config('capuy.placed', 'on', true);
  for t in select name from table_class where unit_from = 'select p.unit from public.person p where p.id = new.person' loop
    execute format('update %I r set unit = p.unit, place = p.place from person p where p.id = r.person
      and p.id = any ($1) and (r.unit, r.place) is distinct from (p.unit, p.place)', t.name) using moved;
  end loop;
  perform set_config('capuy.placed', 'off', true);
  perform set_config('capuy.replacing', was, true);
  return null;
end $$;
drop trigger person_follow on person;
drop function follow_person();

-- A person's file lies where the last stay is; what follows from stays is no new version of the file.
create or replace function follow_stay() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if current_setting('capuy.replacing', true) = 'on' then
    return null;
  end if;
  perform set_config('capuy.replacing', 'on', true);
  perform set_config('capuy.placed', 'on', true);
  with last as (
    select distinct on (x.person) x.person, x.unit from stay x
    where x.person in (select t.person from touched t) order by x.person, x.valid_from desc
  ) update person p set unit = l.unit, place = u.place from last l join unit u on u.id = l.unit
    where p.id = l.person and p.unit <> l.unit;
  perform set_config('capuy.placed', 'off', true);
  perform set_config('capuy.replacing', 'off', true);
  return null;
end $$;

-- Puts the rows of units, in force and superseded, where their units lie: last, so that each is written once. What it
-- writes follows from the tree alone, whoever asks for it.
create or replace function place_rows(units uuid[]) returns void
language plpgsql volatile security definer set search_path = public as $$
declare
  t record; s text;
begin
  perform acting_at();
  if acting_role() is null or not in_command() then
    raise exception 'no command' using errcode = '42501';
  end if;
  perform set_config('capuy.replacing', 'on', true);
  perform set_config('capuy.placed', 'on', true);
  for t in select name from table_class where is_record loop
    foreach s in array array['public', 'past'] loop
      execute format('update %I.%I r set place = u.place from unit u where u.id = r.unit and r.unit = any ($1)
        and r.place <> u.place', s, t.name) using units;
    end loop;
  end loop;
  perform set_config('capuy.placed', 'off', true);
  perform set_config('capuy.replacing', 'off', true);
end $$;

-- A command that moves units and leaves their rows behind is refused as a whole.
create function refuse_unplaced() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if exists (select from unit u join unit_period r on r.unit = u.id where u.id = new.id and r.place <> u.place) then
    raise exception 'rows of unit % were left behind', new.id using errcode = '55000';
  end if;
  return null;
end $$;
create constraint trigger rows_placed after update on unit deferrable initially deferred
for each row when (old.place <> new.place) execute function refuse_unplaced();

-- The highest slot taken beneath a parent (null: among the roots), by whoever lies in its interval.
create or replace function last_slot(parent_id uuid) returns bigint language sql stable
return case when parent_id is null then (select coalesce(max(c.place / place_step(1)), 0) from unit c where c.depth = 1)
  else (select coalesce(max((c.place - p.place) / place_step(c.depth)), 0)
    from unit p, unit c where p.id = parent_id and c.depth = p.depth + 1 and c.place >= p.place and c.place <= p.place_end) end;

-- Gives units their places: beneath their parents in free slots, or the very place of whom they take over from
-- (`instead_of`, null for most), so that nothing beneath it has to move.
drop function found_units(uuid[], uuid[]);
create function found_units(ids uuid[], parents uuid[], instead_of uuid[] default null) returns void
language plpgsql security definer set search_path = public as $$
declare
  missing int;
begin
  perform refuse_outside(array(select p from unnest(parents) as p where p is null or p <> all (ids))
    || array(select o from unnest(instead_of) as o where o is not null));
  insert into unit (id, parent, place, place_end, depth, known_from, act)
  select x.id, x.parent, o.place, o.place_end, o.depth, acting_at(), acting_entry()
  from unnest(ids, parents, instead_of) as x (id, parent, old) join unit o on o.id = x.old and o.parent = x.parent;
  loop
    insert into unit (id, parent, place, place_end, depth, known_from, act)
    select n.id, n.parent, coalesce(p.place, 0) + n.slot * n.step, coalesce(p.place, 0) + (n.slot + 1) * n.step - 1,
      n.level, acting_at(), acting_entry()
    from (
      select x.id, x.parent, coalesce(u.depth, 0) + 1 as level, place_step(coalesce(u.depth, 0) + 1) as step,
        last_slot(x.parent) + row_number() over (partition by x.parent order by x.nth) as slot
      from unnest(ids, parents) with ordinality as x (id, parent, nth) left join unit u on u.id = x.parent
      where (x.parent is null or u.id is not null) and not exists (select 1 from unit e where e.id = x.id)
    ) n left join unit p on p.id = n.parent;
    exit when not found;
  end loop;
  select count(*) into missing from unnest(ids) as id where not exists (select 1 from unit u where u.id = id);
  if missing > 0 then
    raise exception '% units have no parent in the tree', missing using errcode = '23503';
  end if;
  if exists (select 1 from unit u left join unit p on p.id = u.parent where u.id = any (ids)
    and (u.place - coalesce(p.place, 0)) / place_step(u.depth) > place_slots(u.depth)) then
    raise exception 'too many units beneath one parent' using errcode = '54000';
  end if;
end $$;

-- Moves units beneath their parents, one after the other as given; gives those whose rows have yet to follow (place_rows).
-- Whoever lies alone in the parent's interval already stays there.
drop function move_units(uuid[], uuid[]);
create function move_units(ids uuid[], parents uuid[]) returns uuid[]
language plpgsql volatile security definer set search_path = public as $$
declare
  moved uuid[] := '{}'; those uuid[];
begin
  perform refuse_outside(ids || parents);
  for i in 1 .. coalesce(cardinality(ids), 0) loop
    update unit u set parent = p.id from unit p where u.id = ids[i] and p.id = parents[i] and u.depth = p.depth + 1
      and u.place between p.place and p.place_end
      and not exists (select from unit o where o.place = u.place and o.depth = u.depth and o.id <> u.id);
    continue when found;
    with recursive walk as (
      select u.id, u.place as was, p.depth + 1 as depth, p.id as parent,
        p.place + (last_slot(p.id) + 1) * place_step(p.depth + 1) as place
      from unit u, unit p where u.id = ids[i] and p.id = parents[i]
      union all
      select c.id, c.place, w.depth + 1, c.parent,
        w.place + (c.place - w.was) / place_step(c.depth) * place_step(w.depth + 1)
      from walk w join unit c on c.parent = w.id
    ), placed as (
      update unit u set place = w.place, place_end = w.place + place_step(w.depth) - 1, depth = w.depth,
        parent = w.parent
      from walk w where w.id = u.id returning u.id
    ) select array_agg(id) into those from placed;
    moved := moved || those;
  end loop;
  return moved;
end $$;

-- Rights follow the tree of today: what an ended unit leaves behind lies in the very place of its heir, so that whoever
-- may read and work there may read and work on it. Gives those whose rows have yet to follow (place_rows).
drop function settle_ended(date);
create function settle_ended(day date) returns uuid[]
language plpgsql volatile security definer set search_path = public as $$
declare
  moved uuid[];
begin
  perform acting_at();
  if acting_role() is null or not in_command() then
    raise exception 'no command' using errcode = '42501';
  end if;
  with placed as (
    update unit u set place = n.place, place_end = n.place_end, depth = n.depth, parent = n.parent
    from unsettled(day) s join unit n on n.id = s.heir where u.id = s.unit returning u.id
  ) select coalesce(array_agg(id), '{}') into moved from placed;
  if acting_role() <> 'machine' and moved <> '{}' then
    insert into two_person_duty (act, kind) values (acting_entry(), 'reorganise');
  end if;
  return moved;
end $$;

-- Ends stays on a day and begins them anew in other cells, as `rehome` of the area membership asks for; stays that begin
-- later only change cell.
create function rehome_stays(stays uuid[], cells uuid[], ids uuid[], day date, number text) returns void
language plpgsql volatile security definer set search_path = public as $$
begin
  perform refuse_outside(array(select s.unit from stay s where s.id = any (stays)) || cells);
  create temp table rehomed on commit drop as
    select m.id as new_id, m.cell, u.place as lies, s.*
    from unnest(stays, cells, ids) m (stay, cell, id) join stay s on s.id = m.stay join unit u on u.id = s.unit;
  update stay s set unit = r.cell from rehomed r where r.id = s.id and s.valid_from >= day;
  delete from rehomed where valid_from >= day;
  insert into past.stay (id, person, unit, valid_from, valid_to, came_by, came_from, arrival_document, left_by, gone_to,
      departure_document, place, known_from, act, came_across, gone_across, known_to)
    select id, person, unit, valid_from, valid_to, came_by, came_from, arrival_document, left_by, gone_to,
      departure_document, lies, known_from, act, came_across, gone_across, acting_at() from rehomed;
  perform set_config('capuy.replacing', 'on', true);
  perform set_config('capuy.placed', 'on', true);
  update stay s set valid_to = day, left_by = 'rehoming', gone_to = null, departure_document = number,
    place = r.lies, known_from = acting_at(), act = acting_entry() from rehomed r where r.id = s.id;
  perform set_config('capuy.placed', 'off', true);
  perform set_config('capuy.replacing', 'off', true);
  insert into stay (id, person, unit, valid_from, valid_to, came_by, arrival_document, left_by, gone_to,
      departure_document, place, known_from, act)
    select r.new_id, r.person, r.cell, day, r.valid_to, 'rehoming', number, r.left_by, r.gone_to, r.departure_document,
      u.place, acting_at(), acting_entry() from rehomed r join unit u on u.id = r.cell;
  drop table rehomed;
end $$;

-- Drafts of imports: the second person reads what was put before them and approves or sends it back; only whoever handed
-- it in changes it. Within an approved act its state and rows are settled by whoever carries it out.
create function own_imports() returns uuid[] language sql stable security definer set search_path = public
return (select coalesce(array_agg(d.id), '{}') from acting_mandate m join import_draft d on d.id = any (open_imports())
  and (d.account = m.account or in_command()));

-- Days a draft waits to be recorded, from the day it was handed in; the owner sets another number here.
create function import_days() returns int language sql immutable return 30;

-- Drafts that waited too long, for the machine to give up; recorded ones stay with what they recorded.
create function expired_imports(at timestamptz) returns uuid[] language sql stable security definer set search_path = public
return (select coalesce(array_agg(d.id), '{}') from import_draft d where acting_role() = 'machine'
  and d.state not in ('applied', 'undone') and d.opened_at < at - make_interval(days => import_days()));

create function expire_imports() returns int language plpgsql security definer set search_path = public as $$
declare
  gone int;
begin
  if not in_command() then
    raise exception 'no command' using errcode = '42501';
  end if;
  delete from import_draft where id = any (expired_imports(acting_at()));
  get diagnostics gone = row_count;
  return gone;
end $$;
