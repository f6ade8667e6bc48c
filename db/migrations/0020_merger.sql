-- The tree over time: drafts of reorganisations and undoing one as a whole; official codes, terms of bodies and who
-- holds which post in them; and where what an ended unit leaves behind is read and worked on.

-- A decision being prepared. It becomes the act of the same id once two persons have carried it out.
create table reorganisation_draft (
  id uuid primary key,
  unit uuid not null references unit,
  summary text not null,
  effective_on date not null,
  number text,
  decided_on date,
  decided_by text,
  operations text not null default '[]' check (operations is json array)
);
select record_table('reorganisation_draft', 'unit');

-- Digits 2.3.3.3.3: province, committee directly above the grassroots, grassroots organisation, subordinate committee,
-- cell. The code holds the places above it and so changes when the unit moves: an attribute with dates, never a key.
create table official_code (
  id uuid primary key,
  unit uuid not null references unit,
  code text not null check (code ~ '^[0-9]{14}$'),
  valid_from date not null,
  valid_to date,
  decision text,
  check (valid_from < valid_to),
  exclude using gist (unit with =, daterange(valid_from, valid_to) with &&),
  constraint official_code_taken exclude using gist (code with =, daterange(valid_from, valid_to) with &&)
);
select record_table('official_code', 'unit');

-- The term of a body, from the congress that elected it or the decision that appointed it.
create table body_term (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  name text not null,
  formed_by text not null check (formed_by in ('congress', 'appointment')),
  congress_on date,
  decision text not null,
  seats int not null check (seats > 0),
  valid_from date not null,
  -- The day on which the term is over and the next congress is due; extended by a decision.
  due_on date not null,
  valid_to date,
  check (valid_from < valid_to),
  check (valid_from < due_on),
  check (formed_by <> 'congress' or congress_on is not null),
  exclude using gist (body with =, daterange(valid_from, valid_to) with &&)
);
select record_table('body_term', 'unit', 'select b.unit from public.body b where b.id = new.body');

-- Who holds which post in a body. A post in the Party, not a right in this product: that is a mandate.
create table party_post (
  id uuid primary key,
  unit uuid not null references unit,
  body uuid not null references body,
  person uuid not null references person,
  post text not null check (post in ('secretary', 'deputy_secretary', 'standing_member', 'member', 'chair', 'deputy_chair')),
  valid_from date not null,
  valid_to date,
  came_by text not null check (came_by in ('election', 'appointment')),
  decision text not null,
  check (valid_from < valid_to),
  exclude using gist (person with =, body with =, daterange(valid_from, valid_to) with &&),
  constraint party_post_one_head exclude using gist (body with =, daterange(valid_from, valid_to) with &&)
    where (post in ('secretary', 'chair'))
);
create index on party_post (person);
select record_table('party_post', 'unit', 'select b.unit from public.body b where b.id = new.body');

-- Posts and terms end with their body.
create function end_with_body() returns trigger language plpgsql as $$
begin
  delete from party_post where body = new.id and valid_from >= new.valid_to;
  update party_post set valid_to = new.valid_to where body = new.id and (valid_to is null or valid_to > new.valid_to);
  delete from body_term where body = new.id and valid_from >= new.valid_to;
  update body_term set valid_to = new.valid_to where body = new.id and (valid_to is null or valid_to > new.valid_to);
  return null;
end $$;
create trigger end_with_body after update on body for each row
when (new.valid_to is not null and new.valid_to is distinct from old.valid_to) execute function end_with_body();

update role_right set tables = tables || '{reorganisation_draft,official_code,body_term,party_post}'
where role = 'organisation' and may_write;
update role_right set tables = tables || '{party_post}' where role = 'member' and reach = 'self';

insert into act_kind values ('undo_reorganisation', 'reorganisation');
drop trigger two_persons on reorganisation;
drop trigger two_persons on unit_period;
drop trigger two_persons on unit_succession;
create constraint trigger two_persons after insert or update or delete on reorganisation
deferrable initially deferred for each row when (current_user <> 'capuy_owner')
execute function refuse_one_person('reorganise undo_reorganisation');
create constraint trigger two_persons after insert or update or delete on unit_period
deferrable initially deferred for each row when (current_user <> 'capuy_owner')
execute function refuse_one_person('reorganise undo_reorganisation');
create constraint trigger two_persons after insert or update or delete on unit_succession
deferrable initially deferred for each row when (current_user <> 'capuy_owner')
execute function refuse_one_person('reorganise undo_reorganisation');

-- As before; a unit is moved by whatever changes the tree, the undoing of an act included.
create or replace function refuse_undone_duty() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  total bigint := (select sum(d.records) from two_person_duty d where d.act = new.act and d.kind = new.kind);
begin
  if (new.kind <> 'bulk' or total > bulk_limit() or exists (
      select 1 from pg_trigger t where t.tgrelid = to_regclass('public.' || quote_ident(new.type)) and t.tgname = 'two_persons'))
    and not exists (select 1 from approved_here(
        case new.kind when 'reorganise' then 'reorganise undo_reorganisation' else new.kind end) p
      where new.type is null or p.payload::jsonb -> 'key' ->> 'type' = new.type and (p.payload::jsonb -> 'key' ->> 'records')::bigint = total) then
    raise exception 'this takes two persons: %', new.kind using errcode = 'CU001';
  end if;
  return null;
end $$;

-- The living unit that succeeds each unit ended by a day, along principal successions; without one, the unit it stood under.
create function heirs(day date) returns table (unit uuid, heir uuid)
language sql stable security definer set search_path = public as $$
  with recursive ended as (
    select distinct on (p.unit) p.unit, coalesce((select s.successor from unit_succession s where s.predecessor = p.unit
      and s.is_principal and s.effective_on <= day order by s.effective_on desc limit 1), p.parent) as next, p.valid_to
    from unit_period p where p.valid_from <= day order by p.unit, p.valid_from desc
  ), gone as (
    select unit, next from ended where valid_to <= day
  ), walk as (
    select g.unit, g.next as heir from gone g
    union
    select w.unit, g.next from walk w join gone g on g.unit = w.heir
  )
  select w.unit, w.heir from walk w where w.heir is not null and not exists (select from gone g where g.unit = w.heir)
$$;

-- Ended units that do not lie where their heir lies.
create function unsettled(day date) returns table (unit uuid, heir uuid)
language sql stable security definer set search_path = public as $$
  select h.unit, h.heir from heirs(day) h join unit u on u.id = h.unit join unit n on n.id = h.heir
  where (u.place, u.place_end, u.depth, u.parent) is distinct from (n.place, n.place_end, n.depth, n.parent)
$$;

-- Puts the rows of units, in force and superseded, where their units lie.
create function place_rows(units uuid[]) returns void
language plpgsql volatile security definer set search_path = public as $$
declare
  t record;
begin
  perform set_config('capuy.replacing', 'on', true);
  for t in select name from table_class where is_record loop
    execute format('update public.%I r set place = u.place from unit u where u.id = r.unit and r.unit = any ($1)
      and r.place <> u.place', t.name) using units;
    execute format('update past.%I r set place = u.place from unit u where u.id = r.unit and r.unit = any ($1)
      and r.place <> u.place', t.name) using units;
  end loop;
  perform set_config('capuy.replacing', 'off', true);
end $$;

-- Moves units beneath their parents, one after the other as given, and their rows once at the end: as move_unit, for acts
-- that move thousands.
create function move_units(ids uuid[], parents uuid[]) returns void
language plpgsql volatile security definer set search_path = public as $$
declare
  moved uuid[] := '{}'; those uuid[];
begin
  perform refuse_outside(ids || parents);
  for i in 1 .. coalesce(cardinality(ids), 0) loop
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
  perform place_rows(moved);
end $$;

-- Rights follow the tree of today: what an ended unit leaves behind lies in the very place of its heir, so that whoever
-- may read and work there may read and work on it. Gives how many moved.
create function settle_ended(day date) returns int
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
  ) select array_agg(id) into moved from placed;
  if moved is null then
    return 0;
  end if;
  if acting_role() <> 'machine' then
    insert into two_person_duty (act, kind) values (acting_entry(), 'reorganise');
  end if;
  perform place_rows(moved);
  return cardinality(moved);
end $$;

-- Tables an act of reorganisation writes: what refers before what is referred to.
create function tables_of_acts() returns text[] language sql immutable
return '{unit_succession,stay,party_post,body_term,body,unit_period,reorganisation}'::text[];

-- Rows that something a command began stands in: what was not there before it.
create function begun_by(type text, entry bigint) returns setof uuid
language plpgsql stable security definer set search_path = public as $$
begin
  if type = 'unit' then
    return query select p.unit from unit_period p where p.act = entry
      and not exists (select from unit_period e where e.unit = p.unit and e.valid_from < p.valid_from)
      and not exists (select from past.unit_period e where e.id = p.id and e.known_to = p.known_from and e.act <> entry);
  elsif type = any (tables_of_acts()) then
    return query execute format('select r.id from %1$I r where r.act = $1 and not exists (select from past.%1$I p
      where p.id = r.id and p.known_to = r.known_from and p.act <> $1)', type) using entry;
  end if;
end $$;

-- The entry under which an act was carried out, and nothing beside it: acts that came with an import have none.
create function entry_of_act(wanted uuid) returns table (act bigint, at timestamptz, effective_on date)
language sql stable security definer set search_path = public as $$
  select a.act, a.known_from, a.effective_on from acting_mandate m join reorganisation a on a.id = wanted
    and a.place between m.lo and m.hi
  join audit_entry e on e.id = a.act and e.command in ('reorganise', 'approve reorganise')
$$;

-- What has come to depend on an act since: rows it wrote that were changed, records that stand at what it began, records
-- of re-homed members at their new cells, reports signed over its day. `id` is null where no record can be named.
create function depending_on(wanted uuid) returns table (type text, id uuid)
language plpgsql stable security definer set search_path = public as $$
#variable_conflict use_column
declare
  r record; f record; t text; records boolean;
begin
  select * into r from entry_of_act(wanted);
  foreach t in array tables_of_acts() loop
    return query execute format('select distinct %1$L::text, p.id from past.%1$I p where p.act = $1 and p.known_to > $2', t)
      using r.act, r.at;
  end loop;
  -- Files of re-homed members follow their stays (follow_stay) and were there before: they depend on nothing.
  for f in select c.conrelid::regclass::text as child, a.attname as col, c.confrelid::regclass::text as parent
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace
      and c.confrelid::regclass::text = any (tables_of_acts() || 'unit'::text) and c.conrelid <> 'unit'::regclass loop
    select is_record into records from table_class where name = f.child;
    if records then
      return query execute format('select distinct %1$L::text, c.id from %1$I c where c.%2$I in (select begun_by(%3$L, $1))
        and c.act > $1', f.child, f.col, f.parent) using r.act;
    else
      return query execute format('select %1$L::text, null::uuid from %1$I c where c.%2$I in (select begun_by(%3$L, $1))',
        f.child, f.col, f.parent) using r.act;
    end if;
  end loop;
  for f in select k.name from table_class k join pg_attribute a on a.attrelid = to_regclass('public.' || k.name)
    and a.attname = 'person' where k.is_record and k.name <> 'stay' loop
    return query execute format('select distinct %1$L::text, c.id from %1$I c join stay s on s.act = $1
      and s.person = c.person and s.unit = c.unit and s.came_by = ''rehoming'' where c.act > $1', f.name) using r.act;
  end loop;
  return query select 'signed_report'::text, s.id from signed_report s where s.act > r.act and s.as_of >= r.effective_on
    and exists (select from unit_period p join unit_closure c on c.descendant = p.unit where p.act = r.act and c.ancestor = s.unit);
end $$;

create function refuse_remains(entry bigint) returns void
language plpgsql volatile security definer set search_path = public as $$
declare
  t text; remains boolean;
begin
  foreach t in array tables_of_acts() loop
    execute format('select exists (select from %I where act = $1)', t) into remains using entry;
    if remains then
      raise exception 'part of the act lies out of reach' using errcode = '42501';
    end if;
  end loop;
end $$;

-- Takes back whatever an act wrote, as whoever undoes it: what it began is withdrawn, what it changed reads as before,
-- what it took away stands again. Units it had founded keep their place, where the history of what was entered lies.
create function take_back(wanted uuid) returns void
language plpgsql volatile as $$
declare
  r record; t text; own text;
begin
  select * into strict r from entry_of_act(wanted);
  foreach t in array tables_of_acts() loop
    execute format('delete from %1$I where id in (select begun_by(%1$L, $1))', t) using r.act;
  end loop;
  foreach t in array (select array_agg(x order by n desc) from unnest(tables_of_acts()) with ordinality y (x, n)) loop
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into own from pg_attribute a
    where a.attrelid = to_regclass('public.' || t) and a.attnum > 0 and not a.attisdropped
      and a.attname not in ('id', 'place', 'known_from', 'act', 'case_key');
    execute format('update %1$I r set (%2$s) = (select %2$s from past.%1$I p where p.id = r.id and p.known_to = $2
      and p.act <> $1) where r.act = $1', t, own) using r.act, r.at;
    execute format('insert into %1$I (id, %2$s) select id, %2$s from past.%1$I p where p.known_to = $2 and p.act <> $1
      and not exists (select from %1$I s where s.id = p.id)', t, own) using r.act, r.at;
  end loop;
  perform refuse_remains(r.act);
end $$;

-- Living units that lie where another lies that is no predecessor of theirs: an act that ended them was undone, and they
-- need a place of their own again. Of two living ones the one founded later.
create function crowded(day date) returns table (unit uuid, parent uuid)
language sql stable security definer set search_path = public as $$
  with living as (
    select u.id, u.place, u.depth, p.parent from unit u join unit_period p on p.unit = u.id
    where p.valid_from <= day and (p.valid_to is null or p.valid_to > day)
  )
  select a.id, a.parent from living a where a.parent is not null and exists (
    select from unit b where b.place = a.place and b.depth = a.depth and b.id <> a.id
      and (b.id < a.id or b.id not in (select id from living)) and b.id not in (select h.unit from heirs(day) h))
  order by a.id
$$;

-- Posts in the product at units that end: whose rights lapse, and whether they hold another.
create function mandates_at(units uuid[], day date)
returns table (unit uuid, post text, role text, full_name text, other_posts int)
language sql stable security definer set search_path = public as $$
  select m.unit, m.post, m.role, a.full_name, (select count(*)::int from mandate o where o.account = a.id
    and o.unit <> all (units) and (o.valid_to is null or o.valid_to > day))
  from acting_mandate me join unit u on u.place between me.lo and me.hi and u.id = any (units)
  join mandate m on m.unit = u.id join account a on a.id = m.account
  where may_write('reorganisation') and (m.valid_to is null or m.valid_to > day)
  order by m.unit, m.post
$$;

-- What units that end leave open, by its kind alone: how much, never what or about whom.
create function work_left_at(units uuid[], day date) returns table (unit uuid, kind text, count int)
language sql stable security definer set search_path = public as $$
  with own as (
    select u.id from acting_mandate me join unit u on u.place between me.lo and me.hi and u.id = any (units)
    where may_write('reorganisation')
  ), work as (
    select t.unit, 'target' as kind, null::uuid as key from target t where t.year >= extract(year from day)
    union all select p.unit, 'programme', p.case_key from programme p where p.year >= extract(year from day)
    union all select i.unit, 'inspection', i.case_key from inspection i where i.concluded_on is null or i.concluded_on > day
    union all select p.unit, 'petition', p.case_key from petition p where p.resolved_on is null and p.duplicate_of is null
    union all select r.unit, 'remediation', r.case_key from remediation r where r.verified_on is null
    union all select s.unit, 'standing', null from standing s where s.kind = 'probationary'
      and s.valid_from <= day and (s.valid_to is null or s.valid_to > day)
    union all select c.unit, 'campaign', null from campaign c where c.valid_to is null or c.valid_to > day
  )
  select w.unit, w.kind, count(*)::int from own o join work w on w.unit = o.id
  where w.key is null or w.key <> all ((select barred_cases())::uuid[]) group by 1, 2 order by 1, 2
$$;
