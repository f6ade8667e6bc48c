-- Units of the Party with dated parent, kind, name and code; the closure derived from them.

create table unit (
  id uuid primary key,
  unit uuid not null generated always as (id) stored,
  -- Where the unit stands in today's tree: its interval holds the intervals of all units beneath it.
  place bigint not null,
  place_end bigint not null,
  depth int not null check (depth between 1 and 6),
  -- The parent in today's tree (for an ended unit its last): the dated truth is unit_period.
  parent uuid references unit,
  known_from timestamptz not null,
  act bigint not null
);
insert into table_class (name, class) values ('unit', 'unit');
create index on unit (place);
create index on unit (parent);

create table unit_period (
  id uuid primary key,
  unit uuid not null references unit,
  valid_from date not null,
  valid_to date,
  parent uuid references unit,
  kind text not null,
  sector text,
  name text not null,
  code text not null,
  decision text,
  check (valid_from < valid_to),
  check (unit <> parent),
  exclude using gist (unit with =, daterange(valid_from, valid_to) with &&),
  exclude using gist (code with =, daterange(valid_from, valid_to) with &&)
);
create index on unit_period (parent);
create index on unit_period (code);
select record_table('unit_period', 'unit');
-- Counting looks units up by the thousand: with the day in the index it is preferred to the slower constraint.
drop index unit_period_unit_idx;
create unique index unit_period_start on unit_period (unit, valid_from);

create table body (
  id uuid primary key,
  unit uuid not null references unit,
  kind text not null check (kind in ('committee', 'standing_committee', 'inspection_commission', 'cell')),
  valid_from date not null,
  valid_to date,
  check (valid_from < valid_to),
  exclude using gist (unit with =, kind with =, daterange(valid_from, valid_to) with &&)
);
select record_table('body', 'unit');

-- One act of reorganisation: applied whole or not at all. Operations are kept as they were decided.
create table reorganisation (
  id uuid primary key,
  unit uuid not null references unit,
  number text not null,
  decided_on date not null,
  effective_on date not null,
  decided_by text not null,
  summary text not null,
  operations text not null check (operations is json array),
  check (effective_on >= decided_on)
);
select record_table('reorganisation', 'unit');

create table unit_succession (
  id uuid primary key,
  unit uuid not null references unit,
  reorganisation uuid not null references reorganisation,
  predecessor uuid not null references unit,
  successor uuid not null references unit,
  -- A split has one principal successor, which inherits what no list hands out.
  is_principal boolean not null default true,
  effective_on date not null,
  check (predecessor <> successor)
);
create index on unit_succession (predecessor);
create index on unit_succession (successor);
select record_table('unit_succession', 'unit');

-- Derived from unit_period; can be thrown away and rebuilt at any time (rebuild_closure).
create table unit_closure (
  ancestor uuid not null,
  descendant uuid not null,
  depth int not null,
  valid_from date not null,
  valid_to date not null,
  primary key (ancestor, descendant, valid_from)
);
create index on unit_closure (descendant);
insert into table_class (name, class) values ('unit_closure', 'sealed');

-- The closure as it follows from unit_period alone; rebuild_closure stores it, check compares with it.
create view derived_closure as
with recursive edge as (
  select unit, parent, valid_from, coalesce(valid_to, 'infinity'::date) as valid_to from unit_period
), walk as (
  select unit as ancestor, unit as descendant, 0 as depth, valid_from, valid_to from edge
  union all
  select w.ancestor, e.unit, w.depth + 1, greatest(w.valid_from, e.valid_from), least(w.valid_to, e.valid_to)
  from walk w join edge e on e.parent = w.descendant
    and e.valid_from < w.valid_to and e.valid_to > w.valid_from
), joined as (
  select ancestor, descendant, min(depth) as depth,
    range_agg(daterange(valid_from, valid_to)) as during
  from walk group by ancestor, descendant
)
select ancestor, descendant, depth, lower(r) as valid_from, coalesce(upper(r), 'infinity'::date) as valid_to
from joined, unnest(during) as r;

create function rebuild_closure() returns void
language sql volatile security definer set search_path = public
begin atomic
  delete from unit_closure;
  insert into unit_closure select * from derived_closure;
end;

-- Size of a unit's interval by its depth: 15 roots, 1.023 units beneath each, 4.095 at every level below.
create function place_step(depth int) returns bigint language sql immutable
return case depth when 1 then 1::bigint << 58 when 2 then 1::bigint << 48 when 3 then 1::bigint << 36
  when 4 then 1::bigint << 24 when 5 then 1::bigint << 12 when 6 then 1 end;

create function place_slots(depth int) returns int language sql immutable
return case depth when 1 then 15 when 2 then 1023 else 4095 end;

-- The highest slot taken beneath a parent (null: among the roots).
create function last_slot(parent_id uuid) returns bigint language sql stable
return (select coalesce(max((c.place - coalesce(p.place, 0)) / place_step(c.depth)), 0)
  from unit c left join unit p on p.id = c.parent where c.parent is not distinct from parent_id);

-- Each unit as it stands today (an ended unit as it stood last), for lists, labels and headings.
create view unit_now with (security_invoker = true) as
select distinct on (p.unit) p.unit as id, p.unit, p.name, p.code, p.kind, p.sector, p.parent, p.valid_from,
  p.valid_to, p.place, p.known_from, p.act
from unit_period p where p.valid_from <= today() order by p.unit, p.valid_from desc;
