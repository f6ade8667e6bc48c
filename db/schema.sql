-- The schema as the migrations leave it, for reading. Made from them: never edited by hand.
-- Row policies and grants stand in policies.sql; rows the migrations insert stand in the migrations.

create extension if not exists btree_gist;

create table migration (
  number integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone default now() not null
);

alter table migration add constraint migration_pkey PRIMARY KEY (number);

create schema past;

create schema known;

create table table_class (
  name text not null,
  class text not null,
  unit_from text,
  is_record boolean default false not null,
  kept_close boolean default false not null,
  days_only boolean default false not null
);

alter table table_class add constraint table_class_pkey PRIMARY KEY (name);

CREATE OR REPLACE FUNCTION public.today()
 RETURNS date
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN ((statement_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date;

CREATE OR REPLACE FUNCTION public.fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(regexp_replace(NORMALIZE(lower(value), NFD), '[\u0300-\u036f]'::text, ''::text, 'g'::text), 'đ'::text, 'd'::text);

CREATE OR REPLACE FUNCTION public.given_name(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(value, '^.*\s'::text, ''::text);

create table audit_entry (
  id bigint not null,
  at timestamp with time zone not null,
  account uuid,
  mandate uuid,
  command text not null,
  record_type text,
  record_id uuid,
  unit uuid,
  reason text,
  commitment text not null,
  previous text not null,
  hash text not null,
  shape smallint default 1 not null,
  reason_commitment text,
  row_count integer,
  salt_digest text
);

alter table audit_entry add constraint audit_entry_pkey PRIMARY KEY (id);

alter table audit_entry add constraint audit_entry_at_key UNIQUE (at);

CREATE OR REPLACE FUNCTION public.audit_hash(e audit_entry)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN encode(sha256(convert_to(CASE (e).shape WHEN 1 THEN concat_ws(''::text, ((e).id)::text, to_char(((e).at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.US'::text), COALESCE(((e).account)::text, ''::text), COALESCE(((e).mandate)::text, ''::text), (e).command, COALESCE((e).record_type, ''::text), COALESCE(((e).record_id)::text, ''::text), COALESCE(((e).unit)::text, ''::text), COALESCE((e).reason, ''::text), (e).commitment, (e).previous) ELSE concat_ws(''::text, ((e).shape)::text, ((e).id)::text, to_char(((e).at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.US'::text), COALESCE(((e).account)::text, ''::text), COALESCE(((e).mandate)::text, ''::text), (e).command, COALESCE((e).record_type, ''::text), COALESCE(((e).record_id)::text, ''::text), COALESCE(((e).unit)::text, ''::text), COALESCE((e).reason, ''::text), COALESCE(((e).row_count)::text, ''::text), COALESCE((e).reason_commitment, ''::text), (e).commitment, CASE WHEN ((e).shape > 2) THEN COALESCE((e).salt_digest, ''::text) ELSE NULL::text END, (e).previous) END, 'UTF8'::name)), 'hex'::text);

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the audit log is append-only' using errcode = '42501';
end $function$;

CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION public.acting_at()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
RETURN (current_setting('capuy.at'::text))::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.acting_entry()
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN (current_setting('capuy.entry'::text))::bigint;

CREATE OR REPLACE FUNCTION public.record_table(table_name text, class text, unit_from text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;

create table unit (
  id uuid not null,
  unit uuid generated always as (id) stored not null,
  place bigint not null,
  place_end bigint not null,
  depth integer not null,
  parent uuid,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table unit add constraint unit_depth_check CHECK (((depth >= 1) AND (depth <= 6)));

alter table unit add constraint unit_pkey PRIMARY KEY (id);

alter table unit add constraint unit_parent_fkey FOREIGN KEY (parent) REFERENCES unit(id);

CREATE INDEX unit_place_idx ON public.unit USING btree (place);

CREATE INDEX unit_parent_idx ON public.unit USING btree (parent);

create table unit_period (
  id uuid not null,
  unit uuid not null,
  valid_from date not null,
  valid_to date,
  parent uuid,
  kind text not null,
  sector text,
  name text not null,
  code text not null,
  decision text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table unit_period add constraint unit_period_check CHECK ((valid_from < valid_to));

alter table unit_period add constraint unit_period_check1 CHECK ((unit <> parent));

alter table unit_period add constraint unit_period_pkey PRIMARY KEY (id);

alter table unit_period add constraint unit_period_unit_daterange_excl EXCLUDE USING gist (unit WITH =, daterange(valid_from, valid_to) WITH &&);

alter table unit_period add constraint unit_period_code_daterange_excl EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&);

alter table unit_period add constraint unit_period_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table unit_period add constraint unit_period_parent_fkey FOREIGN KEY (parent) REFERENCES unit(id);

CREATE INDEX unit_period_parent_idx ON public.unit_period USING btree (parent);

CREATE INDEX unit_period_code_idx ON public.unit_period USING btree (code);

create table past.unit_period (
  id uuid not null,
  unit uuid not null,
  valid_from date not null,
  valid_to date,
  parent uuid,
  kind text not null,
  sector text,
  name text not null,
  code text not null,
  decision text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX unit_period_id_idx ON past.unit_period USING btree (id);

create view known.unit_period with (security_invoker=true) as
 SELECT unit_period.id, unit_period.unit, unit_period.valid_from, unit_period.valid_to, unit_period.parent,
    unit_period.kind, unit_period.sector, unit_period.name, unit_period.code, unit_period.decision,
    unit_period.place, unit_period.known_from, unit_period.act
   FROM unit_period
  WHERE unit_period.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT unit_period.id, unit_period.unit, unit_period.valid_from, unit_period.valid_to, unit_period.parent,
    unit_period.kind, unit_period.sector, unit_period.name, unit_period.code, unit_period.decision,
    unit_period.place, unit_period.known_from, unit_period.act
   FROM past.unit_period
  WHERE unit_period.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND unit_period.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_unit_period()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.unit_period (id, unit, valid_from, valid_to, parent, kind, sector, name, code, decision, place, known_from, act, known_to)
        select old.id, old.unit, old.valid_from, old.valid_to, old.parent, old.kind, old.sector, old.name, old.code, old.decision, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.unit_period FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_unit_period();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.unit_period FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_unit_period();

CREATE UNIQUE INDEX unit_period_start ON public.unit_period USING btree (unit, valid_from);

create table body (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  valid_from date not null,
  valid_to date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table body add constraint body_check CHECK ((valid_from < valid_to));

alter table body add constraint body_pkey PRIMARY KEY (id);

alter table body add constraint body_unit_kind_daterange_excl EXCLUDE USING gist (unit WITH =, kind WITH =, daterange(valid_from, valid_to) WITH &&);

alter table body add constraint body_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.body (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  valid_from date not null,
  valid_to date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX body_id_idx ON past.body USING btree (id);

CREATE INDEX body_unit_idx ON public.body USING btree (unit);

create view known.body with (security_invoker=true) as
 SELECT body.id, body.unit, body.kind, body.valid_from, body.valid_to, body.place, body.known_from, body.act
   FROM body
  WHERE body.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT body.id, body.unit, body.kind, body.valid_from, body.valid_to, body.place, body.known_from, body.act
   FROM past.body
  WHERE body.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND body.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_body()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.body (id, unit, kind, valid_from, valid_to, place, known_from, act, known_to)
        select old.id, old.unit, old.kind, old.valid_from, old.valid_to, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.body FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_body();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.body FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_body();

create table reorganisation (
  id uuid not null,
  unit uuid not null,
  number text not null,
  decided_on date not null,
  effective_on date not null,
  decided_by text not null,
  summary text not null,
  operations text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table reorganisation add constraint reorganisation_operations_check CHECK ((operations IS JSON ARRAY));

alter table reorganisation add constraint reorganisation_check CHECK ((effective_on >= decided_on));

alter table reorganisation add constraint reorganisation_pkey PRIMARY KEY (id);

alter table reorganisation add constraint reorganisation_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.reorganisation (
  id uuid not null,
  unit uuid not null,
  number text not null,
  decided_on date not null,
  effective_on date not null,
  decided_by text not null,
  summary text not null,
  operations text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX reorganisation_id_idx ON past.reorganisation USING btree (id);

CREATE INDEX reorganisation_unit_idx ON public.reorganisation USING btree (unit);

create view known.reorganisation with (security_invoker=true) as
 SELECT reorganisation.id, reorganisation.unit, reorganisation.number, reorganisation.decided_on,
    reorganisation.effective_on, reorganisation.decided_by, reorganisation.summary, reorganisation.operations,
    reorganisation.place, reorganisation.known_from, reorganisation.act
   FROM reorganisation
  WHERE reorganisation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT reorganisation.id, reorganisation.unit, reorganisation.number, reorganisation.decided_on,
    reorganisation.effective_on, reorganisation.decided_by, reorganisation.summary, reorganisation.operations,
    reorganisation.place, reorganisation.known_from, reorganisation.act
   FROM past.reorganisation
  WHERE reorganisation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND reorganisation.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_reorganisation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.reorganisation (id, unit, number, decided_on, effective_on, decided_by, summary, operations, place, known_from, act, known_to)
        select old.id, old.unit, old.number, old.decided_on, old.effective_on, old.decided_by, old.summary, old.operations, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.reorganisation FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_reorganisation();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.reorganisation FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_reorganisation();

create table unit_succession (
  id uuid not null,
  unit uuid not null,
  reorganisation uuid not null,
  predecessor uuid not null,
  successor uuid not null,
  is_principal boolean default true not null,
  effective_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table unit_succession add constraint unit_succession_check CHECK ((predecessor <> successor));

alter table unit_succession add constraint unit_succession_pkey PRIMARY KEY (id);

alter table unit_succession add constraint unit_succession_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table unit_succession add constraint unit_succession_reorganisation_fkey FOREIGN KEY (reorganisation) REFERENCES reorganisation(id);

alter table unit_succession add constraint unit_succession_predecessor_fkey FOREIGN KEY (predecessor) REFERENCES unit(id);

alter table unit_succession add constraint unit_succession_successor_fkey FOREIGN KEY (successor) REFERENCES unit(id);

CREATE INDEX unit_succession_predecessor_idx ON public.unit_succession USING btree (predecessor);

CREATE INDEX unit_succession_successor_idx ON public.unit_succession USING btree (successor);

create table past.unit_succession (
  id uuid not null,
  unit uuid not null,
  reorganisation uuid not null,
  predecessor uuid not null,
  successor uuid not null,
  is_principal boolean not null,
  effective_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX unit_succession_id_idx ON past.unit_succession USING btree (id);

CREATE INDEX unit_succession_unit_idx ON public.unit_succession USING btree (unit);

create view known.unit_succession with (security_invoker=true) as
 SELECT unit_succession.id, unit_succession.unit, unit_succession.reorganisation, unit_succession.predecessor,
    unit_succession.successor, unit_succession.is_principal, unit_succession.effective_on,
    unit_succession.place, unit_succession.known_from, unit_succession.act
   FROM unit_succession
  WHERE unit_succession.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT unit_succession.id, unit_succession.unit, unit_succession.reorganisation, unit_succession.predecessor,
    unit_succession.successor, unit_succession.is_principal, unit_succession.effective_on,
    unit_succession.place, unit_succession.known_from, unit_succession.act
   FROM past.unit_succession
  WHERE unit_succession.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND unit_succession.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_unit_succession()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.unit_succession (id, unit, reorganisation, predecessor, successor, is_principal, effective_on, place, known_from, act, known_to)
        select old.id, old.unit, old.reorganisation, old.predecessor, old.successor, old.is_principal, old.effective_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.unit_succession FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_unit_succession();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.unit_succession FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_unit_succession();

create table unit_closure (
  ancestor uuid not null,
  descendant uuid not null,
  depth integer not null,
  valid_from date not null,
  valid_to date not null
);

alter table unit_closure add constraint unit_closure_pkey PRIMARY KEY (ancestor, descendant, valid_from);

CREATE INDEX unit_closure_descendant_idx ON public.unit_closure USING btree (descendant);

create view derived_closure as
 WITH RECURSIVE edge AS (
         SELECT unit_period.unit, unit_period.parent, unit_period.valid_from,
            COALESCE(unit_period.valid_to, 'infinity'::date) AS valid_to
           FROM unit_period
        ), walk AS (
         SELECT edge.unit AS ancestor, edge.unit AS descendant, 0 AS depth, edge.valid_from, edge.valid_to
           FROM edge
        UNION ALL
         SELECT w.ancestor, e.unit, w.depth + 1, GREATEST(w.valid_from, e.valid_from) AS "greatest",
            LEAST(w.valid_to, e.valid_to) AS "least"
           FROM walk w
             JOIN edge e ON e.parent = w.descendant AND e.valid_from < w.valid_to AND e.valid_to > w.valid_from
        ), joined AS (
         SELECT walk.ancestor, walk.descendant, min(walk.depth) AS depth,
            range_agg(daterange(walk.valid_from, walk.valid_to)) AS during
           FROM walk
          GROUP BY walk.ancestor, walk.descendant
        )
 SELECT joined.ancestor, joined.descendant, joined.depth, lower(r.r) AS valid_from,
    COALESCE(upper(r.r), 'infinity'::date) AS valid_to
   FROM joined, LATERAL unnest(joined.during) r(r);

CREATE OR REPLACE FUNCTION public.rebuild_closure()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 DELETE FROM unit_closure;
 INSERT INTO unit_closure (ancestor, descendant, depth, valid_from, valid_to)  SELECT derived_closure.ancestor,
             derived_closure.descendant,
             derived_closure.depth,
             derived_closure.valid_from,
             derived_closure.valid_to
            FROM derived_closure;
END;

CREATE OR REPLACE FUNCTION public.place_step(depth integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
RETURN CASE depth WHEN 1 THEN ((1)::bigint << 58) WHEN 2 THEN ((1)::bigint << 48) WHEN 3 THEN ((1)::bigint << 36) WHEN 4 THEN ((1)::bigint << 24) WHEN 5 THEN ((1)::bigint << 12) WHEN 6 THEN (1)::bigint ELSE NULL::bigint END;

CREATE OR REPLACE FUNCTION public.place_slots(depth integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN CASE depth WHEN 1 THEN 15 WHEN 2 THEN 1023 ELSE 4095 END;

CREATE OR REPLACE FUNCTION public.last_slot(parent_id uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN CASE WHEN (parent_id IS NULL) THEN (SELECT COALESCE(max((c.place / place_step(1))), (0)::bigint) AS "coalesce" FROM unit c WHERE (c.depth = 1)) ELSE (SELECT COALESCE(max(((c.place - p.place) / place_step(c.depth))), (0)::bigint) AS "coalesce" FROM unit p, unit c WHERE ((p.id = last_slot.parent_id) AND (c.depth = (p.depth + 1)) AND (c.place >= p.place) AND (c.place <= p.place_end))) END;

create view unit_now with (security_invoker=true) as
 SELECT unit AS id, unit, name, code, kind, sector, parent, valid_from, valid_to, place, known_from, act
   FROM unit_period p
  WHERE valid_from <= today() AND NOT (EXISTS ( SELECT
           FROM unit_period later
          WHERE later.unit = p.unit AND later.valid_from > p.valid_from AND later.valid_from <= today()));

create table account (
  id uuid not null,
  name text not null,
  full_name text not null,
  password_hash text not null,
  closed_on date,
  person uuid,
  unit uuid,
  used_on date default today() not null,
  must_change boolean default false not null,
  slip_by uuid,
  slip_at timestamp with time zone,
  proposed_by uuid
);

alter table account add constraint account_pkey PRIMARY KEY (id);

alter table account add constraint account_name_key UNIQUE (name);

create table mandate (
  id uuid not null,
  account uuid not null,
  unit uuid,
  role text not null,
  post text not null,
  valid_from date not null,
  valid_to date,
  decision text not null,
  body text default 'committee'::text not null,
  term_end date,
  end_decision text
);

alter table mandate add constraint mandate_check1 CHECK (((unit IS NOT NULL) OR (role = 'machine'::text)));

alter table mandate add constraint mandate_pkey PRIMARY KEY (id);

alter table mandate add constraint mandate_account_fkey FOREIGN KEY (account) REFERENCES account(id);

alter table mandate add constraint mandate_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

CREATE INDEX mandate_account_idx ON public.mandate USING btree (account);

create table session (
  token_hash text not null,
  account uuid not null,
  mandate uuid not null,
  language text default 'vi'::text not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  id uuid default gen_random_uuid() not null,
  level text default 'two'::text not null,
  locks_at timestamp with time zone default 'infinity'::timestamp with time zone not null,
  proved_at timestamp with time zone default '-infinity'::timestamp with time zone not null,
  way text default ''::text not null,
  source text default ''::text not null,
  device text default ''::text not null
);

alter table session add constraint session_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text])));

alter table session add constraint session_pkey PRIMARY KEY (token_hash);

alter table session add constraint session_account_fkey FOREIGN KEY (account) REFERENCES account(id);

alter table session add constraint session_mandate_fkey FOREIGN KEY (mandate) REFERENCES mandate(id);

create table role_right (
  role text not null,
  class text not null,
  may_write boolean not null,
  reach text default 'beneath'::text not null,
  tables text[],
  with_post boolean default false not null
);

CREATE OR REPLACE FUNCTION public.token_hash(token text)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN encode(sha256(convert_to(token, 'UTF8'::name)), 'hex'::text);

create table pass_key (
  key bytea default sha256((uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))) not null
);

CREATE OR REPLACE FUNCTION public.pass_seal(key bytea, content text)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN encode(sha256((key || sha256((key || convert_to(concat_ws(' '::text, (pg_backend_pid())::text, (EXTRACT(epoch FROM transaction_timestamp()))::text, content), 'UTF8'::name))))), 'hex'::text);

create view acting_mandate as
 SELECT p.p[1]::uuid AS account, p.p[2]::uuid AS mandate, p.p[3] AS role,
    NULLIF(p.p[4], '-'::text)::uuid AS unit, p.p[5]::bigint AS lo, p.p[6]::bigint AS hi
   FROM pass_key, string_to_array(NULLIF(current_setting('capuy.pass'::text, true), ''::text), ' '::text) p(p)
  WHERE current_setting('capuy.seal'::text, true) = pass_seal(pass_key.key, current_setting('capuy.pass'::text, true)) AND p.p IS NOT NULL;

CREATE OR REPLACE FUNCTION public.scope_lo()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT acting_mandate.lo FROM acting_mandate);

CREATE OR REPLACE FUNCTION public.scope_hi()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT acting_mandate.hi FROM acting_mandate);

CREATE OR REPLACE FUNCTION public.acting_role()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT acting_mandate.role FROM acting_mandate);

CREATE OR REPLACE FUNCTION public.may_read(wanted text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return exists (select 1 from acting_right r join table_class k on k.name = r.table_name
  where (wanted = k.name or wanted = k.class and wanted <> 'unit') and r.reach <> 'above');
end $function$;

CREATE OR REPLACE FUNCTION public.may_write(wanted text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return exists (select 1 from acting_right r join table_class k on k.name = r.table_name
  where (wanted = k.name or wanted = k.class and wanted <> 'unit') and r.may_write);
end $function$;

CREATE OR REPLACE FUNCTION public.is_signed_in()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT 1 FROM acting_mandate));

CREATE OR REPLACE FUNCTION public.begin_command(command text, record_type text, record_id uuid, unit_id uuid, reason text, commitment text, at timestamp with time zone)
 RETURNS TABLE(entry bigint, instant timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  actor record; e audit_entry;
begin
  select * into actor from acting_mandate;
  if actor.mandate is null then
    raise exception 'nobody is signed in' using errcode = '28000';
  end if;
  e.at := begin_command.at;
  e.account := actor.account;
  e.mandate := actor.mandate;
  e.command := begin_command.command;
  e.record_type := begin_command.record_type;
  e.record_id := begin_command.record_id;
  e.unit := unit_id;
  e := append_entry(e, begin_command.commitment, begin_command.reason);
  perform set_config('capuy.at', e.at::text, true), set_config('capuy.entry', e.id::text, true);
  return query select e.id, e.at;
end $function$;

CREATE OR REPLACE FUNCTION public.in_command()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) AND (EXISTS (SELECT 1 FROM audit_entry e WHERE ((e.id = (NULLIF(current_setting('capuy.entry'::text, true), ''::text))::bigint) AND (e.at = (NULLIF(current_setting('capuy.at'::text, true), ''::text))::timestamp with time zone) AND (e.xmin = (pg_current_xact_id_if_assigned())::xid)))));

CREATE OR REPLACE FUNCTION public.set_session_language(token text, wanted text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 UPDATE session s SET language = set_session_language.wanted
   WHERE (s.token_hash = token_hash(set_session_language.token))
   RETURNING true;
END;

CREATE OR REPLACE FUNCTION public.refuse_outside(units uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.move_unit(unit_id uuid, new_parent uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  t record; moved uuid[];
begin
  perform refuse_outside(array[unit_id, new_parent]);
  with recursive walk as (
    select u.id, u.place as was, u.depth as was_depth, p.depth + 1 as depth, new_parent as parent,
      p.place + (last_slot(new_parent) + 1) * place_step(p.depth + 1) as place
    from unit u, unit p where u.id = unit_id and p.id = new_parent
    union all
    select c.id, c.place, c.depth, w.depth + 1, c.parent,
      w.place + (c.place - w.was) / place_step(c.depth) * place_step(w.depth + 1)
    from walk w join unit c on c.parent = w.id
  ), placed as (
    update unit u set place = w.place, place_end = w.place + place_step(w.depth) - 1, depth = w.depth,
      parent = w.parent
    from walk w where w.id = u.id returning u.id
  ) select array_agg(id) into moved from placed;
  perform set_config('capuy.replacing', 'on', true);
  for t in select name from table_class where is_record loop
    execute format('update public.%I r set place = u.place from unit u where u.id = r.unit and r.unit = any ($1)',
      t.name) using moved;
    execute format('update past.%I r set place = u.place from unit u where u.id = r.unit and r.unit = any ($1)',
      t.name) using moved;
  end loop;
  perform set_config('capuy.replacing', 'off', true);
end $function$;

CREATE OR REPLACE FUNCTION public.open_stage(stage text, of_table regclass, defaults jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if stage !~ '^(stage|past)_' or not exists (
    select from pg_class c join table_class k on k.name = c.relname where c.oid = of_table and k.is_record) then
    raise exception 'no stage is called %', stage using errcode = '42501';
  end if;
  execute format('create temp table %I on commit drop as select *, null::int as line from %s with no data',
    stage, of_table);
  execute coalesce((select string_agg(format('alter table pg_temp.%I alter column %I set default %L', stage, key, value), ';')
    from jsonb_each_text(defaults)), '');
  execute format('grant select, insert, update, maintain on pg_temp.%I to capuy_app', stage);
end $function$;

create table installation (
  name text not null,
  value text not null
);

alter table installation add constraint installation_pkey PRIMARY KEY (name);

create table person (
  id uuid not null,
  unit uuid not null,
  name text not null,
  birth_date text,
  sex text,
  ethnicity text,
  religion text,
  native_place text,
  occupation text,
  general_education text,
  qualification text,
  political_theory text,
  youth_union boolean default false not null,
  folded text generated always as (fold(name)) stored not null,
  given text generated always as (given_name(name)) stored not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  academic_title text,
  business_owner boolean default false not null,
  foreign_spouse boolean default false not null
);

alter table person add constraint person_name_check CHECK ((length(name) <= 200));

alter table person add constraint person_birth_date_check CHECK ((birth_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text));

alter table person add constraint person_sex_check CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text])));

alter table person add constraint person_pkey PRIMARY KEY (id);

alter table person add constraint person_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.person (
  id uuid not null,
  unit uuid not null,
  name text not null,
  birth_date text,
  sex text,
  ethnicity text,
  religion text,
  native_place text,
  occupation text,
  general_education text,
  qualification text,
  political_theory text,
  youth_union boolean not null,
  folded text not null,
  given text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  academic_title text,
  business_owner boolean,
  foreign_spouse boolean
);

CREATE INDEX person_id_idx ON past.person USING btree (id);

CREATE INDEX person_unit_idx ON public.person USING btree (unit);

create view known.person with (security_invoker=true) as
 SELECT person.id, person.unit, person.name, person.birth_date, person.sex, person.ethnicity, person.religion,
    person.native_place, person.occupation, person.general_education, person.qualification,
    person.political_theory, person.youth_union, person.folded, person.given, person.place, person.known_from,
    person.act, person.academic_title, person.business_owner, person.foreign_spouse
   FROM person
  WHERE person.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT person.id, person.unit, person.name, person.birth_date, person.sex, person.ethnicity, person.religion,
    person.native_place, person.occupation, person.general_education, person.qualification,
    person.political_theory, person.youth_union, person.folded, person.given, person.place, person.known_from,
    person.act, person.academic_title, person.business_owner, person.foreign_spouse
   FROM past.person
  WHERE person.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND person.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_person()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.person (id, unit, name, birth_date, sex, ethnicity, religion, native_place, occupation, general_education, qualification, political_theory, youth_union, folded, given, place, known_from, act, academic_title, business_owner, foreign_spouse, known_to)
        select old.id, old.unit, old.name, old.birth_date, old.sex, old.ethnicity, old.religion, old.native_place, old.occupation, old.general_education, old.qualification, old.political_theory, old.youth_union, old.folded, old.given, old.place, old.known_from, old.act, old.academic_title, old.business_owner, old.foreign_spouse, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.person FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_person();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.person FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_person();

CREATE INDEX person_unit_given_name_id_idx ON public.person USING btree (unit, given COLLATE "vi-x-icu", name COLLATE "vi-x-icu", id);

CREATE INDEX person_to_tsvector_idx ON public.person USING gin (to_tsvector('simple'::regconfig, folded));

create table stay (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  valid_from date not null,
  valid_to date,
  came_by text not null,
  came_from text,
  arrival_document text,
  left_by text,
  gone_to text,
  departure_document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  came_across text,
  gone_across text
);

alter table stay add constraint stay_came_by_check CHECK ((came_by = ANY (ARRAY['opening'::text, 'admission'::text, 'transfer'::text, 'restored'::text, 'rehoming'::text])));

alter table stay add constraint stay_left_by_check CHECK ((left_by = ANY (ARRAY['transfer'::text, 'death'::text, 'struck_off'::text, 'resigned'::text, 'expelled'::text, 'annulled'::text, 'rehoming'::text])));

alter table stay add constraint stay_check CHECK ((valid_from < valid_to));

alter table stay add constraint stay_check1 CHECK (((valid_to IS NULL) = (left_by IS NULL)));

alter table stay add constraint stay_pkey PRIMARY KEY (id);

alter table stay add constraint stay_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table stay add constraint stay_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

CREATE UNIQUE INDEX stay_one_open ON public.stay USING btree (person) WHERE (valid_to IS NULL);

CREATE UNIQUE INDEX stay_one_start ON public.stay USING btree (person, valid_from);

create table past.stay (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  valid_from date not null,
  valid_to date,
  came_by text not null,
  came_from text,
  arrival_document text,
  left_by text,
  gone_to text,
  departure_document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  came_across text,
  gone_across text
);

CREATE INDEX stay_id_idx ON past.stay USING btree (id);

create view known.stay with (security_invoker=true) as
 SELECT stay.id, stay.person, stay.unit, stay.valid_from, stay.valid_to, stay.came_by, stay.came_from,
    stay.arrival_document, stay.left_by, stay.gone_to, stay.departure_document, stay.place, stay.known_from,
    stay.act, stay.came_across, stay.gone_across
   FROM stay
  WHERE stay.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT stay.id, stay.person, stay.unit, stay.valid_from, stay.valid_to, stay.came_by, stay.came_from,
    stay.arrival_document, stay.left_by, stay.gone_to, stay.departure_document, stay.place, stay.known_from,
    stay.act, stay.came_across, stay.gone_across
   FROM past.stay
  WHERE stay.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND stay.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_stay()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.stay (id, person, unit, valid_from, valid_to, came_by, came_from, arrival_document, left_by, gone_to, departure_document, place, known_from, act, came_across, gone_across, known_to)
        select old.id, old.person, old.unit, old.valid_from, old.valid_to, old.came_by, old.came_from, old.arrival_document, old.left_by, old.gone_to, old.departure_document, old.place, old.known_from, old.act, old.came_across, old.gone_across, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.stay FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_stay();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.stay FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_stay();

CREATE INDEX stay_unit ON public.stay USING btree (unit) INCLUDE (valid_from, valid_to, person);

CREATE OR REPLACE FUNCTION public.refuse_two_cells()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  double record;
begin
  select a.person, a.unit as one, b.unit as other into double
  from (select distinct person from touched) t
  join stay a on a.person = t.person
  join stay b on b.person = a.person and b.valid_from > a.valid_from
    and b.valid_from < coalesce(a.valid_to, 'infinity'::date)
  limit 1;
  if found then
    raise exception 'person % is in two cells on one day', double.person
      using errcode = '23P01', constraint = 'stay_one_cell';
  end if;
  return null;
end $function$;

CREATE TRIGGER stay_one_cell_insert AFTER INSERT ON public.stay REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_two_cells();

CREATE TRIGGER stay_one_cell_update AFTER UPDATE ON public.stay REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_two_cells();

CREATE OR REPLACE FUNCTION public.follow_stay()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE TRIGGER stay_follow_insert AFTER INSERT ON public.stay REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION follow_stay();

CREATE TRIGGER stay_follow_update AFTER UPDATE ON public.stay REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION follow_stay();

CREATE TRIGGER stay_follow_delete AFTER DELETE ON public.stay REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION follow_stay();

create table standing (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  kind text not null,
  valid_from date not null,
  valid_to date,
  document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table standing add constraint standing_kind_check CHECK ((kind = ANY (ARRAY['probationary'::text, 'official'::text])));

alter table standing add constraint standing_check CHECK ((valid_from < valid_to));

alter table standing add constraint standing_pkey PRIMARY KEY (id);

alter table standing add constraint standing_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table standing add constraint standing_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

CREATE UNIQUE INDEX standing_one_open ON public.standing USING btree (person) WHERE (valid_to IS NULL);

CREATE UNIQUE INDEX standing_one_start ON public.standing USING btree (person, valid_from) INCLUDE (valid_to, kind);

create table past.standing (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  kind text not null,
  valid_from date not null,
  valid_to date,
  document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX standing_id_idx ON past.standing USING btree (id);

CREATE INDEX standing_unit_idx ON public.standing USING btree (unit);

create view known.standing with (security_invoker=true) as
 SELECT standing.id, standing.person, standing.unit, standing.kind, standing.valid_from, standing.valid_to,
    standing.document, standing.place, standing.known_from, standing.act
   FROM standing
  WHERE standing.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT standing.id, standing.person, standing.unit, standing.kind, standing.valid_from, standing.valid_to,
    standing.document, standing.place, standing.known_from, standing.act
   FROM past.standing
  WHERE standing.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND standing.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_standing()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.standing (id, person, unit, kind, valid_from, valid_to, document, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.kind, old.valid_from, old.valid_to, old.document, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.standing FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_standing();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.standing FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_standing();

CREATE OR REPLACE FUNCTION public.refuse_overlap()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  found_one boolean;
begin
  execute format('select exists (
    select from (select distinct person from touched) t
    join %1$I a on a.person = t.person
    join %1$I b on b.person = a.person and b.valid_from > a.valid_from
      and b.valid_from < coalesce(a.valid_to, ''infinity''::date))', tg_table_name) into found_one;
  if found_one then
    raise exception 'two rows of % hold on one day', tg_table_name
      using errcode = '23P01', constraint = tg_table_name || '_one_at_a_time';
  end if;
  return null;
end $function$;

CREATE TRIGGER one_at_a_time_insert AFTER INSERT ON public.standing REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_overlap();

CREATE TRIGGER one_at_a_time_update AFTER UPDATE ON public.standing REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_overlap();

create table exemption (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  valid_from date not null,
  valid_to date,
  decision_number text not null,
  decided_on date not null,
  grounds text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  review_on date
);

alter table exemption add constraint exemption_check CHECK ((valid_from < valid_to));

alter table exemption add constraint exemption_pkey PRIMARY KEY (id);

alter table exemption add constraint exemption_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table exemption add constraint exemption_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

CREATE UNIQUE INDEX exemption_one_start ON public.exemption USING btree (person, valid_from);

create table past.exemption (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  valid_from date not null,
  valid_to date,
  decision_number text not null,
  decided_on date not null,
  grounds text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  review_on date
);

CREATE INDEX exemption_id_idx ON past.exemption USING btree (id);

CREATE INDEX exemption_unit_idx ON public.exemption USING btree (unit);

create view known.exemption with (security_invoker=true) as
 SELECT exemption.id, exemption.person, exemption.unit, exemption.valid_from, exemption.valid_to,
    exemption.decision_number, exemption.decided_on, exemption.grounds, exemption.place, exemption.known_from,
    exemption.act, exemption.review_on
   FROM exemption
  WHERE exemption.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT exemption.id, exemption.person, exemption.unit, exemption.valid_from, exemption.valid_to,
    exemption.decision_number, exemption.decided_on, exemption.grounds, exemption.place, exemption.known_from,
    exemption.act, exemption.review_on
   FROM past.exemption
  WHERE exemption.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND exemption.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_exemption()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.exemption (id, person, unit, valid_from, valid_to, decision_number, decided_on, grounds, place, known_from, act, review_on, known_to)
        select old.id, old.person, old.unit, old.valid_from, old.valid_to, old.decision_number, old.decided_on, old.grounds, old.place, old.known_from, old.act, old.review_on, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.exemption FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_exemption();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.exemption FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_exemption();

CREATE TRIGGER one_at_a_time_insert AFTER INSERT ON public.exemption REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_overlap();

CREATE TRIGGER one_at_a_time_update AFTER UPDATE ON public.exemption REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_overlap();

create table admission (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decided_on date not null,
  ceremony_on date,
  sources text[] default '{}'::text[] not null,
  helper uuid,
  second_helper uuid,
  is_readmission boolean default false not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  population_case boolean default false not null
);

alter table admission add constraint admission_check CHECK ((ceremony_on >= decided_on));

alter table admission add constraint admission_pkey PRIMARY KEY (id);

alter table admission add constraint admission_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table admission add constraint admission_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table admission add constraint admission_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table admission add constraint admission_helper_fkey FOREIGN KEY (helper) REFERENCES person(id);

alter table admission add constraint admission_second_helper_fkey FOREIGN KEY (second_helper) REFERENCES person(id);

CREATE INDEX admission_person_idx ON public.admission USING btree (person);

CREATE INDEX admission_decided_on_idx ON public.admission USING btree (decided_on);

create table past.admission (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decided_on date not null,
  ceremony_on date,
  sources text[] not null,
  helper uuid,
  second_helper uuid,
  is_readmission boolean not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  population_case boolean
);

CREATE INDEX admission_id_idx ON past.admission USING btree (id);

CREATE INDEX admission_unit_idx ON public.admission USING btree (unit);

create view known.admission with (security_invoker=true) as
 SELECT admission.id, admission.person, admission.unit, admission.body, admission.number, admission.decided_on,
    admission.ceremony_on, admission.sources, admission.helper, admission.second_helper,
    admission.is_readmission, admission.place, admission.known_from, admission.act, admission.population_case
   FROM admission
  WHERE admission.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT admission.id, admission.person, admission.unit, admission.body, admission.number, admission.decided_on,
    admission.ceremony_on, admission.sources, admission.helper, admission.second_helper,
    admission.is_readmission, admission.place, admission.known_from, admission.act, admission.population_case
   FROM past.admission
  WHERE admission.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND admission.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_admission()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.admission (id, person, unit, body, number, decided_on, ceremony_on, sources, helper, second_helper, is_readmission, place, known_from, act, population_case, known_to)
        select old.id, old.person, old.unit, old.body, old.number, old.decided_on, old.ceremony_on, old.sources, old.helper, old.second_helper, old.is_readmission, old.place, old.known_from, old.act, old.population_case, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.admission FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_admission();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.admission FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_admission();

create table recognition (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decided_on date not null,
  effective_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table recognition add constraint recognition_pkey PRIMARY KEY (id);

alter table recognition add constraint recognition_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table recognition add constraint recognition_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table recognition add constraint recognition_body_fkey FOREIGN KEY (body) REFERENCES body(id);

CREATE INDEX recognition_person_idx ON public.recognition USING btree (person);

create table past.recognition (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decided_on date not null,
  effective_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX recognition_id_idx ON past.recognition USING btree (id);

CREATE INDEX recognition_unit_idx ON public.recognition USING btree (unit);

create view known.recognition with (security_invoker=true) as
 SELECT recognition.id, recognition.person, recognition.unit, recognition.body, recognition.number,
    recognition.decided_on, recognition.effective_on, recognition.place, recognition.known_from,
    recognition.act
   FROM recognition
  WHERE recognition.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT recognition.id, recognition.person, recognition.unit, recognition.body, recognition.number,
    recognition.decided_on, recognition.effective_on, recognition.place, recognition.known_from,
    recognition.act
   FROM past.recognition
  WHERE recognition.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND recognition.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_recognition()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.recognition (id, person, unit, body, number, decided_on, effective_on, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.body, old.number, old.decided_on, old.effective_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.recognition FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_recognition();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.recognition FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_recognition();

create table target (
  id uuid not null,
  unit uuid not null,
  indicator text not null,
  year integer not null,
  value integer not null,
  given_by uuid,
  decided_on date not null,
  document text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  percent text,
  base_on date,
  base integer,
  split_from uuid
);

alter table target add constraint target_year_check CHECK (((year >= 1930) AND (year <= 2200)));

alter table target add constraint target_value_check CHECK ((value >= 0));

alter table target add constraint target_pkey PRIMARY KEY (id);

alter table target add constraint target_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table target add constraint target_given_by_fkey FOREIGN KEY (given_by) REFERENCES unit(id);

CREATE INDEX target_given_by_indicator_year_idx ON public.target USING btree (given_by, indicator, year);

create table past.target (
  id uuid not null,
  unit uuid not null,
  indicator text not null,
  year integer not null,
  value integer not null,
  given_by uuid,
  decided_on date not null,
  document text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  percent text,
  base_on date,
  base integer,
  split_from uuid
);

CREATE INDEX target_id_idx ON past.target USING btree (id);

CREATE INDEX target_unit_idx ON public.target USING btree (unit);

create view known.target with (security_invoker=true) as
 SELECT target.id, target.unit, target.indicator, target.year, target.value, target.given_by,
    target.decided_on, target.document, target.place, target.known_from, target.act, target.percent,
    target.base_on, target.base, target.split_from
   FROM target
  WHERE target.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT target.id, target.unit, target.indicator, target.year, target.value, target.given_by,
    target.decided_on, target.document, target.place, target.known_from, target.act, target.percent,
    target.base_on, target.base, target.split_from
   FROM past.target
  WHERE target.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND target.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_target()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.target (id, unit, indicator, year, value, given_by, decided_on, document, place, known_from, act, percent, base_on, base, split_from, known_to)
        select old.id, old.unit, old.indicator, old.year, old.value, old.given_by, old.decided_on, old.document, old.place, old.known_from, old.act, old.percent, old.base_on, old.base, old.split_from, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.target FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_target();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.target FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_target();

create table programme (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text,
  title text not null,
  year integer,
  term uuid,
  approved_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null,
  drafted_on date
);

alter table programme add constraint programme_year_check CHECK (((year >= 1930) AND (year <= 2200)));

alter table programme add constraint programme_check CHECK ((((year IS NULL) = (term IS NULL)) OR (term IS NULL)));

alter table programme add constraint programme_pkey PRIMARY KEY (id);

alter table programme add constraint programme_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table programme add constraint programme_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table programme add constraint programme_term_fkey FOREIGN KEY (term) REFERENCES programme(id);

create table past.programme (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text,
  title text not null,
  year integer,
  term uuid,
  approved_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null,
  drafted_on date
);

CREATE INDEX programme_id_idx ON past.programme USING btree (id);

CREATE INDEX programme_unit_idx ON public.programme USING btree (unit);

create view known.programme with (security_invoker=true) as
 SELECT programme.id, programme.unit, programme.body, programme.number, programme.title, programme.year,
    programme.term, programme.approved_on, programme.place, programme.known_from, programme.act,
    programme.case_key, programme.drafted_on
   FROM programme
  WHERE programme.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT programme.id, programme.unit, programme.body, programme.number, programme.title, programme.year,
    programme.term, programme.approved_on, programme.place, programme.known_from, programme.act,
    programme.case_key, programme.drafted_on
   FROM past.programme
  WHERE programme.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND programme.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_programme()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.programme (id, unit, body, number, title, year, term, approved_on, place, known_from, act, case_key, drafted_on, known_to)
        select old.id, old.unit, old.body, old.number, old.title, old.year, old.term, old.approved_on, old.place, old.known_from, old.act, old.case_key, old.drafted_on, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.programme FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_programme();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.programme FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_programme();

create table programme_item (
  id uuid not null,
  unit uuid not null,
  programme uuid not null,
  ordinal integer not null,
  nature text not null,
  content text not null,
  content_codes text[] default '{}'::text[] not null,
  quarter integer,
  lead text,
  added_by text,
  added_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null,
  period_from date,
  period_to date,
  because text,
  because_note text
);

alter table programme_item add constraint programme_item_ordinal_check CHECK ((ordinal > 0));

alter table programme_item add constraint programme_item_nature_check CHECK ((nature = ANY (ARRAY['inspection'::text, 'supervision'::text])));

alter table programme_item add constraint programme_item_quarter_check CHECK (((quarter >= 1) AND (quarter <= 4)));

alter table programme_item add constraint programme_item_check CHECK (((added_by IS NULL) = (added_on IS NULL)));

alter table programme_item add constraint programme_item_pkey PRIMARY KEY (id);

alter table programme_item add constraint programme_item_programme_ordinal_key UNIQUE (programme, ordinal);

alter table programme_item add constraint programme_item_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table programme_item add constraint programme_item_programme_fkey FOREIGN KEY (programme) REFERENCES programme(id);

create table past.programme_item (
  id uuid not null,
  unit uuid not null,
  programme uuid not null,
  ordinal integer not null,
  nature text not null,
  content text not null,
  content_codes text[] not null,
  quarter integer,
  lead text,
  added_by text,
  added_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null,
  period_from date,
  period_to date,
  because text,
  because_note text
);

CREATE INDEX programme_item_id_idx ON past.programme_item USING btree (id);

CREATE INDEX programme_item_unit_idx ON public.programme_item USING btree (unit);

create view known.programme_item with (security_invoker=true) as
 SELECT programme_item.id, programme_item.unit, programme_item.programme, programme_item.ordinal,
    programme_item.nature, programme_item.content, programme_item.content_codes, programme_item.quarter,
    programme_item.lead, programme_item.added_by, programme_item.added_on, programme_item.place,
    programme_item.known_from, programme_item.act, programme_item.case_key, programme_item.period_from,
    programme_item.period_to, programme_item.because, programme_item.because_note
   FROM programme_item
  WHERE programme_item.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT programme_item.id, programme_item.unit, programme_item.programme, programme_item.ordinal,
    programme_item.nature, programme_item.content, programme_item.content_codes, programme_item.quarter,
    programme_item.lead, programme_item.added_by, programme_item.added_on, programme_item.place,
    programme_item.known_from, programme_item.act, programme_item.case_key, programme_item.period_from,
    programme_item.period_to, programme_item.because, programme_item.because_note
   FROM past.programme_item
  WHERE programme_item.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND programme_item.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_programme_item()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.programme_item (id, unit, programme, ordinal, nature, content, content_codes, quarter, lead, added_by, added_on, place, known_from, act, case_key, period_from, period_to, because, because_note, known_to)
        select old.id, old.unit, old.programme, old.ordinal, old.nature, old.content, old.content_codes, old.quarter, old.lead, old.added_by, old.added_on, old.place, old.known_from, old.act, old.case_key, old.period_from, old.period_to, old.because, old.because_note, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.programme p where p.id = new.programme);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.programme_item FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_programme_item();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.programme_item FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_programme_item();

create table programme_change (
  id uuid not null,
  unit uuid not null,
  item uuid not null,
  kind text not null,
  to_quarter integer,
  decision text not null,
  decided_on date not null,
  grounds text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table programme_change add constraint programme_change_kind_check CHECK ((kind = ANY (ARRAY['postpone'::text, 'drop'::text])));

alter table programme_change add constraint programme_change_to_quarter_check CHECK (((to_quarter >= 1) AND (to_quarter <= 4)));

alter table programme_change add constraint programme_change_pkey PRIMARY KEY (id);

alter table programme_change add constraint programme_change_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table programme_change add constraint programme_change_item_fkey FOREIGN KEY (item) REFERENCES programme_item(id);

CREATE INDEX programme_change_item_idx ON public.programme_change USING btree (item);

create table past.programme_change (
  id uuid not null,
  unit uuid not null,
  item uuid not null,
  kind text not null,
  to_quarter integer,
  decision text not null,
  decided_on date not null,
  grounds text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX programme_change_id_idx ON past.programme_change USING btree (id);

CREATE INDEX programme_change_unit_idx ON public.programme_change USING btree (unit);

create view known.programme_change with (security_invoker=true) as
 SELECT programme_change.id, programme_change.unit, programme_change.item, programme_change.kind,
    programme_change.to_quarter, programme_change.decision, programme_change.decided_on,
    programme_change.grounds, programme_change.place, programme_change.known_from, programme_change.act
   FROM programme_change
  WHERE programme_change.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT programme_change.id, programme_change.unit, programme_change.item, programme_change.kind,
    programme_change.to_quarter, programme_change.decision, programme_change.decided_on,
    programme_change.grounds, programme_change.place, programme_change.known_from, programme_change.act
   FROM past.programme_change
  WHERE programme_change.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND programme_change.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_programme_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.programme_change (id, unit, item, kind, to_quarter, decision, decided_on, grounds, place, known_from, act, known_to)
        select old.id, old.unit, old.item, old.kind, old.to_quarter, old.decision, old.decided_on, old.grounds, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select i.unit from public.programme_item i where i.id = new.item);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.programme_change FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_programme_change();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.programme_change FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_programme_change();

create table inspection (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  item uuid,
  nature text not null,
  origin text not null,
  number text not null,
  title text not null,
  opened_on date not null,
  concluded_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table inspection add constraint inspection_nature_check CHECK ((nature = ANY (ARRAY['inspection'::text, 'supervision'::text])));

alter table inspection add constraint inspection_origin_check CHECK ((origin = ANY (ARRAY['programme'::text, 'signs'::text, 'unplanned'::text, 'assigned'::text])));

alter table inspection add constraint inspection_check CHECK ((concluded_on >= opened_on));

alter table inspection add constraint inspection_check1 CHECK (((origin = 'programme'::text) = (item IS NOT NULL)));

alter table inspection add constraint inspection_pkey PRIMARY KEY (id);

alter table inspection add constraint inspection_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table inspection add constraint inspection_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table inspection add constraint inspection_item_fkey FOREIGN KEY (item) REFERENCES programme_item(id);

CREATE INDEX inspection_item_idx ON public.inspection USING btree (item);

create table past.inspection (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  item uuid,
  nature text not null,
  origin text not null,
  number text not null,
  title text not null,
  opened_on date not null,
  concluded_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX inspection_id_idx ON past.inspection USING btree (id);

CREATE INDEX inspection_unit_idx ON public.inspection USING btree (unit);

create view known.inspection with (security_invoker=true) as
 SELECT inspection.id, inspection.unit, inspection.body, inspection.item, inspection.nature, inspection.origin,
    inspection.number, inspection.title, inspection.opened_on, inspection.concluded_on, inspection.place,
    inspection.known_from, inspection.act
   FROM inspection
  WHERE inspection.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT inspection.id, inspection.unit, inspection.body, inspection.item, inspection.nature, inspection.origin,
    inspection.number, inspection.title, inspection.opened_on, inspection.concluded_on, inspection.place,
    inspection.known_from, inspection.act
   FROM past.inspection
  WHERE inspection.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND inspection.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_inspection()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.inspection (id, unit, body, item, nature, origin, number, title, opened_on, concluded_on, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.item, old.nature, old.origin, old.number, old.title, old.opened_on, old.concluded_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.inspection FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_inspection();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.inspection FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_inspection();

create table inspection_subject (
  id uuid not null,
  unit uuid not null,
  item uuid,
  inspection uuid,
  kind text not null,
  subject_unit uuid,
  subject_person uuid,
  works text[] not null,
  content_codes text[] default '{}'::text[] not null,
  committee_member boolean default false not null,
  concluded_on date,
  conclusion_number text,
  result text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null,
  heard_on date,
  own_view text
);

alter table inspection_subject add constraint inspection_subject_kind_check CHECK ((kind = ANY (ARRAY['organisation'::text, 'member'::text])));

alter table inspection_subject add constraint inspection_subject_result_check CHECK ((result = ANY (ARRAY['good'::text, 'shortcomings'::text, 'violation'::text, 'must_discipline'::text, 'signs'::text])));

alter table inspection_subject add constraint inspection_subject_check CHECK (((item IS NOT NULL) OR (inspection IS NOT NULL)));

alter table inspection_subject add constraint inspection_subject_check1 CHECK (((kind = 'organisation'::text) = (subject_unit IS NOT NULL)));

alter table inspection_subject add constraint inspection_subject_check2 CHECK (((kind = 'member'::text) = (subject_person IS NOT NULL)));

alter table inspection_subject add constraint inspection_subject_check3 CHECK (((concluded_on IS NULL) = (result IS NULL)));

alter table inspection_subject add constraint inspection_subject_check4 CHECK (((concluded_on IS NULL) OR (inspection IS NOT NULL)));

alter table inspection_subject add constraint inspection_subject_works_check CHECK ((cardinality(works) > 0));

alter table inspection_subject add constraint inspection_subject_pkey PRIMARY KEY (id);

alter table inspection_subject add constraint inspection_subject_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table inspection_subject add constraint inspection_subject_item_fkey FOREIGN KEY (item) REFERENCES programme_item(id);

alter table inspection_subject add constraint inspection_subject_inspection_fkey FOREIGN KEY (inspection) REFERENCES inspection(id);

alter table inspection_subject add constraint inspection_subject_subject_unit_fkey FOREIGN KEY (subject_unit) REFERENCES unit(id);

alter table inspection_subject add constraint inspection_subject_subject_person_fkey FOREIGN KEY (subject_person) REFERENCES person(id);

CREATE INDEX inspection_subject_item_idx ON public.inspection_subject USING btree (item);

CREATE INDEX inspection_subject_inspection_idx ON public.inspection_subject USING btree (inspection);

create table past.inspection_subject (
  id uuid not null,
  unit uuid not null,
  item uuid,
  inspection uuid,
  kind text not null,
  subject_unit uuid,
  subject_person uuid,
  works text[] not null,
  content_codes text[] not null,
  committee_member boolean not null,
  concluded_on date,
  conclusion_number text,
  result text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null,
  heard_on date,
  own_view text
);

CREATE INDEX inspection_subject_id_idx ON past.inspection_subject USING btree (id);

CREATE INDEX inspection_subject_unit_idx ON public.inspection_subject USING btree (unit);

create view known.inspection_subject with (security_invoker=true) as
 SELECT inspection_subject.id, inspection_subject.unit, inspection_subject.item, inspection_subject.inspection,
    inspection_subject.kind, inspection_subject.subject_unit, inspection_subject.subject_person,
    inspection_subject.works, inspection_subject.content_codes, inspection_subject.committee_member,
    inspection_subject.concluded_on, inspection_subject.conclusion_number, inspection_subject.result,
    inspection_subject.place, inspection_subject.known_from, inspection_subject.act,
    inspection_subject.case_key, inspection_subject.heard_on, inspection_subject.own_view
   FROM inspection_subject
  WHERE inspection_subject.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT inspection_subject.id, inspection_subject.unit, inspection_subject.item, inspection_subject.inspection,
    inspection_subject.kind, inspection_subject.subject_unit, inspection_subject.subject_person,
    inspection_subject.works, inspection_subject.content_codes, inspection_subject.committee_member,
    inspection_subject.concluded_on, inspection_subject.conclusion_number, inspection_subject.result,
    inspection_subject.place, inspection_subject.known_from, inspection_subject.act,
    inspection_subject.case_key, inspection_subject.heard_on, inspection_subject.own_view
   FROM past.inspection_subject
  WHERE inspection_subject.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND inspection_subject.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_inspection_subject()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.inspection_subject (id, unit, item, inspection, kind, subject_unit, subject_person, works, content_codes, committee_member, concluded_on, conclusion_number, result, place, known_from, act, case_key, heard_on, own_view, known_to)
        select old.id, old.unit, old.item, old.inspection, old.kind, old.subject_unit, old.subject_person, old.works, old.content_codes, old.committee_member, old.concluded_on, old.conclusion_number, old.result, old.place, old.known_from, old.act, old.case_key, old.heard_on, old.own_view, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select coalesce((select s.unit from public.inspection s where s.id = new.inspection), (select i.unit from public.programme_item i where i.id = new.item)));
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.inspection_subject FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_inspection_subject();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.inspection_subject FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_inspection_subject();

create table discipline_decision (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decided_on date not null,
  subject_kind text not null,
  subject_unit uuid,
  subject_person uuid,
  form text not null,
  committee_member boolean default false not null,
  primary_content text not null,
  contents text[] default '{}'::text[] not null,
  changes uuid,
  change_reason text,
  note text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null,
  matter uuid,
  lost_post uuid,
  before_software text
);

alter table discipline_decision add constraint discipline_decision_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['organisation'::text, 'member'::text])));

alter table discipline_decision add constraint discipline_decision_form_check CHECK ((form = ANY (ARRAY['reprimand'::text, 'warning'::text, 'dismissal'::text, 'expulsion'::text, 'dissolution'::text, 'none'::text])));

alter table discipline_decision add constraint discipline_decision_check CHECK (((subject_kind = 'organisation'::text) = (subject_unit IS NOT NULL)));

alter table discipline_decision add constraint discipline_decision_check1 CHECK (((subject_kind = 'member'::text) = (subject_person IS NOT NULL)));

alter table discipline_decision add constraint discipline_decision_check2 CHECK (((form <> 'none'::text) OR (changes IS NOT NULL)));

alter table discipline_decision add constraint discipline_decision_check3 CHECK (((changes IS NULL) = (change_reason IS NULL)));

alter table discipline_decision add constraint discipline_decision_pkey PRIMARY KEY (id);

alter table discipline_decision add constraint discipline_decision_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table discipline_decision add constraint discipline_decision_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table discipline_decision add constraint discipline_decision_subject_unit_fkey FOREIGN KEY (subject_unit) REFERENCES unit(id);

alter table discipline_decision add constraint discipline_decision_subject_person_fkey FOREIGN KEY (subject_person) REFERENCES person(id);

alter table discipline_decision add constraint discipline_decision_changes_fkey FOREIGN KEY (changes) REFERENCES discipline_decision(id);

CREATE INDEX discipline_decision_changes_idx ON public.discipline_decision USING btree (changes);

CREATE INDEX discipline_decision_decided_on_idx ON public.discipline_decision USING btree (decided_on);

create table past.discipline_decision (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decided_on date not null,
  subject_kind text not null,
  subject_unit uuid,
  subject_person uuid,
  form text not null,
  committee_member boolean not null,
  primary_content text not null,
  contents text[] not null,
  changes uuid,
  change_reason text,
  note text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null,
  matter uuid,
  lost_post uuid,
  before_software text
);

CREATE INDEX discipline_decision_id_idx ON past.discipline_decision USING btree (id);

CREATE INDEX discipline_decision_unit_idx ON public.discipline_decision USING btree (unit);

create view known.discipline_decision with (security_invoker=true) as
 SELECT discipline_decision.id, discipline_decision.unit, discipline_decision.body, discipline_decision.number,
    discipline_decision.decided_on, discipline_decision.subject_kind, discipline_decision.subject_unit,
    discipline_decision.subject_person, discipline_decision.form, discipline_decision.committee_member,
    discipline_decision.primary_content, discipline_decision.contents, discipline_decision.changes,
    discipline_decision.change_reason, discipline_decision.note, discipline_decision.place,
    discipline_decision.known_from, discipline_decision.act, discipline_decision.case_key,
    discipline_decision.matter, discipline_decision.lost_post, discipline_decision.before_software
   FROM discipline_decision
  WHERE discipline_decision.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT discipline_decision.id, discipline_decision.unit, discipline_decision.body, discipline_decision.number,
    discipline_decision.decided_on, discipline_decision.subject_kind, discipline_decision.subject_unit,
    discipline_decision.subject_person, discipline_decision.form, discipline_decision.committee_member,
    discipline_decision.primary_content, discipline_decision.contents, discipline_decision.changes,
    discipline_decision.change_reason, discipline_decision.note, discipline_decision.place,
    discipline_decision.known_from, discipline_decision.act, discipline_decision.case_key,
    discipline_decision.matter, discipline_decision.lost_post, discipline_decision.before_software
   FROM past.discipline_decision
  WHERE discipline_decision.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND discipline_decision.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_discipline_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.discipline_decision (id, unit, body, number, decided_on, subject_kind, subject_unit, subject_person, form, committee_member, primary_content, contents, changes, change_reason, note, place, known_from, act, case_key, matter, lost_post, before_software, known_to)
        select old.id, old.unit, old.body, old.number, old.decided_on, old.subject_kind, old.subject_unit, old.subject_person, old.form, old.committee_member, old.primary_content, old.contents, old.changes, old.change_reason, old.note, old.place, old.known_from, old.act, old.case_key, old.matter, old.lost_post, old.before_software, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.discipline_decision FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_discipline_decision();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.discipline_decision FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_discipline_decision();

create table petition (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  kind text not null,
  received_on date not null,
  sender_code text,
  envelope text,
  duplicate_of uuid,
  disposition text,
  disposed_on date,
  result text,
  resolved_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null,
  sender_kind text,
  subject_person uuid,
  subject_unit uuid,
  ground text,
  paper text,
  moved_to text,
  lead_code text
);

alter table petition add constraint petition_kind_check CHECK ((kind = ANY (ARRAY['denunciation'::text, 'complaint'::text, 'feedback'::text])));

alter table petition add constraint petition_sender_code_check CHECK (((sender_code ~ '^[A-Za-z0-9-]{1,20}$'::text) AND (sender_code ~ '[0-9]'::text)));

alter table petition add constraint petition_envelope_check CHECK (((envelope ~ '^[A-Za-z0-9-]{1,20}$'::text) AND (envelope ~ '[0-9]'::text)));

alter table petition add constraint petition_disposition_check CHECK ((disposition = ANY (ARRAY['accepted'::text, 'transferred'::text, 'returned'::text, 'filed'::text])));

alter table petition add constraint petition_result_check CHECK ((result = ANY (ARRAY['true'::text, 'partly_true'::text, 'false'::text, 'no_basis'::text, 'kept'::text, 'raised'::text, 'lowered'::text, 'cancelled'::text])));

alter table petition add constraint petition_check CHECK ((id <> duplicate_of));

alter table petition add constraint petition_check1 CHECK (((disposition IS NULL) = (disposed_on IS NULL)));

alter table petition add constraint petition_check2 CHECK (((result IS NULL) = (resolved_on IS NULL)));

alter table petition add constraint petition_check3 CHECK ((disposed_on >= received_on));

alter table petition add constraint petition_check4 CHECK ((resolved_on >= received_on));

alter table petition add constraint petition_pkey PRIMARY KEY (id);

alter table petition add constraint petition_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table petition add constraint petition_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table petition add constraint petition_duplicate_of_fkey FOREIGN KEY (duplicate_of) REFERENCES petition(id);

CREATE INDEX petition_duplicate_of_idx ON public.petition USING btree (duplicate_of);

CREATE INDEX petition_received_on_idx ON public.petition USING btree (received_on);

create table past.petition (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  kind text not null,
  received_on date not null,
  sender_code text,
  envelope text,
  duplicate_of uuid,
  disposition text,
  disposed_on date,
  result text,
  resolved_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null,
  sender_kind text,
  subject_person uuid,
  subject_unit uuid,
  ground text,
  paper text,
  moved_to text,
  lead_code text
);

CREATE INDEX petition_id_idx ON past.petition USING btree (id);

CREATE INDEX petition_unit_idx ON public.petition USING btree (unit);

create view known.petition with (security_invoker=true) as
 SELECT petition.id, petition.unit, petition.body, petition.number, petition.kind, petition.received_on,
    petition.sender_code, petition.envelope, petition.duplicate_of, petition.disposition, petition.disposed_on,
    petition.result, petition.resolved_on, petition.place, petition.known_from, petition.act,
    petition.case_key, petition.sender_kind, petition.subject_person, petition.subject_unit, petition.ground,
    petition.paper, petition.moved_to, petition.lead_code
   FROM petition
  WHERE petition.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT petition.id, petition.unit, petition.body, petition.number, petition.kind, petition.received_on,
    petition.sender_code, petition.envelope, petition.duplicate_of, petition.disposition, petition.disposed_on,
    petition.result, petition.resolved_on, petition.place, petition.known_from, petition.act,
    petition.case_key, petition.sender_kind, petition.subject_person, petition.subject_unit, petition.ground,
    petition.paper, petition.moved_to, petition.lead_code
   FROM past.petition
  WHERE petition.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND petition.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_petition()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.petition (id, unit, body, number, kind, received_on, sender_code, envelope, duplicate_of, disposition, disposed_on, result, resolved_on, place, known_from, act, case_key, sender_kind, subject_person, subject_unit, ground, paper, moved_to, lead_code, known_to)
        select old.id, old.unit, old.body, old.number, old.kind, old.received_on, old.sender_code, old.envelope, old.duplicate_of, old.disposition, old.disposed_on, old.result, old.resolved_on, old.place, old.known_from, old.act, old.case_key, old.sender_kind, old.subject_person, old.subject_unit, old.ground, old.paper, old.moved_to, old.lead_code, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.petition FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_petition();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.petition FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_petition();

create table remediation (
  id uuid not null,
  unit uuid not null,
  subject uuid not null,
  duty text not null,
  due_on date not null,
  planned_on date,
  done_on date,
  verified_on date,
  verified_by text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null,
  owner_unit uuid,
  owner_person uuid,
  verifier uuid
);

alter table remediation add constraint remediation_check CHECK ((verified_on >= done_on));

alter table remediation add constraint remediation_check1 CHECK (((verified_on IS NULL) = (verified_by IS NULL)));

alter table remediation add constraint remediation_pkey PRIMARY KEY (id);

alter table remediation add constraint remediation_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table remediation add constraint remediation_subject_fkey FOREIGN KEY (subject) REFERENCES inspection_subject(id);

CREATE INDEX remediation_subject_idx ON public.remediation USING btree (subject);

create table past.remediation (
  id uuid not null,
  unit uuid not null,
  subject uuid not null,
  duty text not null,
  due_on date not null,
  planned_on date,
  done_on date,
  verified_on date,
  verified_by text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null,
  owner_unit uuid,
  owner_person uuid,
  verifier uuid
);

CREATE INDEX remediation_id_idx ON past.remediation USING btree (id);

CREATE INDEX remediation_unit_idx ON public.remediation USING btree (unit);

create view known.remediation with (security_invoker=true) as
 SELECT remediation.id, remediation.unit, remediation.subject, remediation.duty, remediation.due_on,
    remediation.planned_on, remediation.done_on, remediation.verified_on, remediation.verified_by,
    remediation.place, remediation.known_from, remediation.act, remediation.case_key, remediation.owner_unit,
    remediation.owner_person, remediation.verifier
   FROM remediation
  WHERE remediation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT remediation.id, remediation.unit, remediation.subject, remediation.duty, remediation.due_on,
    remediation.planned_on, remediation.done_on, remediation.verified_on, remediation.verified_by,
    remediation.place, remediation.known_from, remediation.act, remediation.case_key, remediation.owner_unit,
    remediation.owner_person, remediation.verifier
   FROM past.remediation
  WHERE remediation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND remediation.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_remediation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.remediation (id, unit, subject, duty, due_on, planned_on, done_on, verified_on, verified_by, place, known_from, act, case_key, owner_unit, owner_person, verifier, known_to)
        select old.id, old.unit, old.subject, old.duty, old.due_on, old.planned_on, old.done_on, old.verified_on, old.verified_by, old.place, old.known_from, old.act, old.case_key, old.owner_unit, old.owner_person, old.verifier, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select s.unit from public.inspection_subject s where s.id = new.subject);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.remediation FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_remediation();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.remediation FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_remediation();

create table document (
  id uuid not null,
  unit uuid not null,
  number text not null,
  issuer text not null,
  issued_on date not null,
  title text not null,
  level text not null,
  implements uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  classification text
);

alter table document add constraint document_level_check CHECK ((level = ANY (ARRAY['central'::text, 'province'::text, 'district'::text, 'grassroots'::text])));

alter table document add constraint document_pkey PRIMARY KEY (id);

alter table document add constraint document_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table document add constraint document_implements_fkey FOREIGN KEY (implements) REFERENCES document(id);

create table past.document (
  id uuid not null,
  unit uuid not null,
  number text not null,
  issuer text not null,
  issued_on date not null,
  title text not null,
  level text not null,
  implements uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  classification text
);

CREATE INDEX document_id_idx ON past.document USING btree (id);

CREATE INDEX document_unit_idx ON public.document USING btree (unit);

create view known.document with (security_invoker=true) as
 SELECT document.id, document.unit, document.number, document.issuer, document.issued_on, document.title,
    document.level, document.implements, document.place, document.known_from, document.act,
    document.classification
   FROM document
  WHERE document.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT document.id, document.unit, document.number, document.issuer, document.issued_on, document.title,
    document.level, document.implements, document.place, document.known_from, document.act,
    document.classification
   FROM past.document
  WHERE document.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND document.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_document()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.document (id, unit, number, issuer, issued_on, title, level, implements, place, known_from, act, classification, known_to)
        select old.id, old.unit, old.number, old.issuer, old.issued_on, old.title, old.level, old.implements, old.place, old.known_from, old.act, old.classification, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.document FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_document();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.document FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_document();

create table study_session (
  id uuid not null,
  unit uuid not null,
  document uuid not null,
  held_on date not null,
  mode text not null,
  place_name text,
  members_invited integer default 0 not null,
  others_invited integer default 0 not null,
  others_attended integer default 0 not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table study_session add constraint study_session_mode_check CHECK ((mode = ANY (ARRAY['in_person'::text, 'online'::text, 'combined'::text])));

alter table study_session add constraint study_session_members_invited_check CHECK ((members_invited >= 0));

alter table study_session add constraint study_session_others_invited_check CHECK ((others_invited >= 0));

alter table study_session add constraint study_session_others_attended_check CHECK ((others_attended >= 0));

alter table study_session add constraint study_session_check CHECK ((others_attended <= others_invited));

alter table study_session add constraint study_session_pkey PRIMARY KEY (id);

alter table study_session add constraint study_session_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table study_session add constraint study_session_document_fkey FOREIGN KEY (document) REFERENCES document(id);

CREATE INDEX study_session_document_idx ON public.study_session USING btree (document);

create table past.study_session (
  id uuid not null,
  unit uuid not null,
  document uuid not null,
  held_on date not null,
  mode text not null,
  place_name text,
  members_invited integer not null,
  others_invited integer not null,
  others_attended integer not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX study_session_id_idx ON past.study_session USING btree (id);

CREATE INDEX study_session_unit_idx ON public.study_session USING btree (unit);

create view known.study_session with (security_invoker=true) as
 SELECT study_session.id, study_session.unit, study_session.document, study_session.held_on,
    study_session.mode, study_session.place_name, study_session.members_invited, study_session.others_invited,
    study_session.others_attended, study_session.place, study_session.known_from, study_session.act
   FROM study_session
  WHERE study_session.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT study_session.id, study_session.unit, study_session.document, study_session.held_on,
    study_session.mode, study_session.place_name, study_session.members_invited, study_session.others_invited,
    study_session.others_attended, study_session.place, study_session.known_from, study_session.act
   FROM past.study_session
  WHERE study_session.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND study_session.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_study_session()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.study_session (id, unit, document, held_on, mode, place_name, members_invited, others_invited, others_attended, place, known_from, act, known_to)
        select old.id, old.unit, old.document, old.held_on, old.mode, old.place_name, old.members_invited, old.others_invited, old.others_attended, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.study_session FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_study_session();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.study_session FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_study_session();

create table study_attendance (
  id uuid not null,
  unit uuid not null,
  session uuid not null,
  person uuid not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table study_attendance add constraint study_attendance_pkey PRIMARY KEY (id);

alter table study_attendance add constraint study_attendance_session_person_key UNIQUE (session, person);

alter table study_attendance add constraint study_attendance_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table study_attendance add constraint study_attendance_session_fkey FOREIGN KEY (session) REFERENCES study_session(id);

alter table study_attendance add constraint study_attendance_person_fkey FOREIGN KEY (person) REFERENCES person(id);

create table past.study_attendance (
  id uuid not null,
  unit uuid not null,
  session uuid not null,
  person uuid not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX study_attendance_id_idx ON past.study_attendance USING btree (id);

CREATE INDEX study_attendance_unit_idx ON public.study_attendance USING btree (unit);

create view known.study_attendance with (security_invoker=true) as
 SELECT study_attendance.id, study_attendance.unit, study_attendance.session, study_attendance.person,
    study_attendance.place, study_attendance.known_from, study_attendance.act
   FROM study_attendance
  WHERE study_attendance.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT study_attendance.id, study_attendance.unit, study_attendance.session, study_attendance.person,
    study_attendance.place, study_attendance.known_from, study_attendance.act
   FROM past.study_attendance
  WHERE study_attendance.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND study_attendance.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_study_attendance()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.study_attendance (id, unit, session, person, place, known_from, act, known_to)
        select old.id, old.unit, old.session, old.person, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select s.unit from public.study_session s where s.id = new.session);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.study_attendance FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_study_attendance();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.study_attendance FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_study_attendance();

create table campaign (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  name text not null,
  valid_from date not null,
  valid_to date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table campaign add constraint campaign_kind_check CHECK ((kind = ANY (ARRAY['contest'::text, 'campaign'::text])));

alter table campaign add constraint campaign_check CHECK ((valid_from < valid_to));

alter table campaign add constraint campaign_pkey PRIMARY KEY (id);

alter table campaign add constraint campaign_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.campaign (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  name text not null,
  valid_from date not null,
  valid_to date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX campaign_id_idx ON past.campaign USING btree (id);

CREATE INDEX campaign_unit_idx ON public.campaign USING btree (unit);

create view known.campaign with (security_invoker=true) as
 SELECT campaign.id, campaign.unit, campaign.kind, campaign.name, campaign.valid_from, campaign.valid_to,
    campaign.place, campaign.known_from, campaign.act
   FROM campaign
  WHERE campaign.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT campaign.id, campaign.unit, campaign.kind, campaign.name, campaign.valid_from, campaign.valid_to,
    campaign.place, campaign.known_from, campaign.act
   FROM past.campaign
  WHERE campaign.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND campaign.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_campaign()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.campaign (id, unit, kind, name, valid_from, valid_to, place, known_from, act, known_to)
        select old.id, old.unit, old.kind, old.name, old.valid_from, old.valid_to, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.campaign FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_campaign();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.campaign FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_campaign();

create table campaign_event (
  id uuid not null,
  unit uuid not null,
  campaign uuid not null,
  name text not null,
  held_on date not null,
  attended integer default 0 not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table campaign_event add constraint campaign_event_attended_check CHECK ((attended >= 0));

alter table campaign_event add constraint campaign_event_pkey PRIMARY KEY (id);

alter table campaign_event add constraint campaign_event_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table campaign_event add constraint campaign_event_campaign_fkey FOREIGN KEY (campaign) REFERENCES campaign(id);

CREATE INDEX campaign_event_campaign_idx ON public.campaign_event USING btree (campaign);

create table past.campaign_event (
  id uuid not null,
  unit uuid not null,
  campaign uuid not null,
  name text not null,
  held_on date not null,
  attended integer not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX campaign_event_id_idx ON past.campaign_event USING btree (id);

CREATE INDEX campaign_event_unit_idx ON public.campaign_event USING btree (unit);

create view known.campaign_event with (security_invoker=true) as
 SELECT campaign_event.id, campaign_event.unit, campaign_event.campaign, campaign_event.name,
    campaign_event.held_on, campaign_event.attended, campaign_event.place, campaign_event.known_from,
    campaign_event.act
   FROM campaign_event
  WHERE campaign_event.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT campaign_event.id, campaign_event.unit, campaign_event.campaign, campaign_event.name,
    campaign_event.held_on, campaign_event.attended, campaign_event.place, campaign_event.known_from,
    campaign_event.act
   FROM past.campaign_event
  WHERE campaign_event.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND campaign_event.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_campaign_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.campaign_event (id, unit, campaign, name, held_on, attended, place, known_from, act, known_to)
        select old.id, old.unit, old.campaign, old.name, old.held_on, old.attended, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.campaign_event FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_campaign_event();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.campaign_event FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_campaign_event();

create table commendation (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decided_on date not null,
  form text not null,
  theme text not null,
  subject_kind text not null,
  subject_unit uuid,
  subject_person uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table commendation add constraint commendation_form_check CHECK ((form = ANY (ARRAY['praise'::text, 'certificate'::text, 'merit_certificate'::text, 'flag'::text])));

alter table commendation add constraint commendation_theme_check CHECK ((theme = ANY (ARRAY['following_ho_chi_minh'::text, 'yearly'::text, 'five_years'::text, 'special'::text])));

alter table commendation add constraint commendation_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['organisation'::text, 'member'::text])));

alter table commendation add constraint commendation_check CHECK (((subject_kind = 'organisation'::text) = (subject_unit IS NOT NULL)));

alter table commendation add constraint commendation_check1 CHECK (((subject_kind = 'member'::text) = (subject_person IS NOT NULL)));

alter table commendation add constraint commendation_pkey PRIMARY KEY (id);

alter table commendation add constraint commendation_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table commendation add constraint commendation_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table commendation add constraint commendation_subject_unit_fkey FOREIGN KEY (subject_unit) REFERENCES unit(id);

alter table commendation add constraint commendation_subject_person_fkey FOREIGN KEY (subject_person) REFERENCES person(id);

create table past.commendation (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decided_on date not null,
  form text not null,
  theme text not null,
  subject_kind text not null,
  subject_unit uuid,
  subject_person uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX commendation_id_idx ON past.commendation USING btree (id);

CREATE INDEX commendation_unit_idx ON public.commendation USING btree (unit);

create view known.commendation with (security_invoker=true) as
 SELECT commendation.id, commendation.unit, commendation.body, commendation.number, commendation.decided_on,
    commendation.form, commendation.theme, commendation.subject_kind, commendation.subject_unit,
    commendation.subject_person, commendation.place, commendation.known_from, commendation.act
   FROM commendation
  WHERE commendation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT commendation.id, commendation.unit, commendation.body, commendation.number, commendation.decided_on,
    commendation.form, commendation.theme, commendation.subject_kind, commendation.subject_unit,
    commendation.subject_person, commendation.place, commendation.known_from, commendation.act
   FROM past.commendation
  WHERE commendation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND commendation.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_commendation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.commendation (id, unit, body, number, decided_on, form, theme, subject_kind, subject_unit, subject_person, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.number, old.decided_on, old.form, old.theme, old.subject_kind, old.subject_unit, old.subject_person, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.commendation FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_commendation();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.commendation FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_commendation();

create table training (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  name text not null,
  held_from date not null,
  held_to date not null,
  others_attended integer default 0 not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table training add constraint training_kind_check CHECK ((kind = ANY (ARRAY['candidate_class'::text, 'new_member_class'::text, 'inspection_workshop'::text, 'committee_class'::text, 'other'::text])));

alter table training add constraint training_others_attended_check CHECK ((others_attended >= 0));

alter table training add constraint training_check CHECK ((held_to >= held_from));

alter table training add constraint training_pkey PRIMARY KEY (id);

alter table training add constraint training_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.training (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  name text not null,
  held_from date not null,
  held_to date not null,
  others_attended integer not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX training_id_idx ON past.training USING btree (id);

CREATE INDEX training_unit_idx ON public.training USING btree (unit);

create view known.training with (security_invoker=true) as
 SELECT training.id, training.unit, training.kind, training.name, training.held_from, training.held_to,
    training.others_attended, training.place, training.known_from, training.act
   FROM training
  WHERE training.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT training.id, training.unit, training.kind, training.name, training.held_from, training.held_to,
    training.others_attended, training.place, training.known_from, training.act
   FROM past.training
  WHERE training.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND training.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_training()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.training (id, unit, kind, name, held_from, held_to, others_attended, place, known_from, act, known_to)
        select old.id, old.unit, old.kind, old.name, old.held_from, old.held_to, old.others_attended, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.training FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_training();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.training FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_training();

create table training_attendance (
  id uuid not null,
  unit uuid not null,
  training uuid not null,
  person uuid not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table training_attendance add constraint training_attendance_pkey PRIMARY KEY (id);

alter table training_attendance add constraint training_attendance_training_person_key UNIQUE (training, person);

alter table training_attendance add constraint training_attendance_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table training_attendance add constraint training_attendance_training_fkey FOREIGN KEY (training) REFERENCES training(id);

alter table training_attendance add constraint training_attendance_person_fkey FOREIGN KEY (person) REFERENCES person(id);

create table past.training_attendance (
  id uuid not null,
  unit uuid not null,
  training uuid not null,
  person uuid not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX training_attendance_id_idx ON past.training_attendance USING btree (id);

CREATE INDEX training_attendance_unit_idx ON public.training_attendance USING btree (unit);

create view known.training_attendance with (security_invoker=true) as
 SELECT training_attendance.id, training_attendance.unit, training_attendance.training,
    training_attendance.person, training_attendance.place, training_attendance.known_from,
    training_attendance.act
   FROM training_attendance
  WHERE training_attendance.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT training_attendance.id, training_attendance.unit, training_attendance.training,
    training_attendance.person, training_attendance.place, training_attendance.known_from,
    training_attendance.act
   FROM past.training_attendance
  WHERE training_attendance.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND training_attendance.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_training_attendance()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.training_attendance (id, unit, training, person, place, known_from, act, known_to)
        select old.id, old.unit, old.training, old.person, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select t.unit from public.training t where t.id = new.training);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.training_attendance FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_training_attendance();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.training_attendance FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_training_attendance();

create table signed_report (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  year integer not null,
  as_of date not null,
  number text not null,
  signed_on date not null,
  signer text not null,
  tree text not null,
  frozen text not null,
  sha256 text not null,
  known_at timestamp with time zone not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  supersedes uuid
);

alter table signed_report add constraint signed_report_tree_check CHECK ((tree = ANY (ARRAY['then'::text, 'now'::text])));

alter table signed_report add constraint signed_report_pkey PRIMARY KEY (id);

alter table signed_report add constraint signed_report_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.signed_report (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  year integer not null,
  as_of date not null,
  number text not null,
  signed_on date not null,
  signer text not null,
  tree text not null,
  frozen text not null,
  sha256 text not null,
  known_at timestamp with time zone not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  supersedes uuid
);

CREATE INDEX signed_report_id_idx ON past.signed_report USING btree (id);

CREATE INDEX signed_report_unit_idx ON public.signed_report USING btree (unit);

create view known.signed_report with (security_invoker=true) as
 SELECT id, unit, kind, year, as_of, number, signed_on, signer, tree, frozen, sha256, known_at, place,
    known_from, act, supersedes
   FROM signed_report
  WHERE known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_signed_report()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.signed_report (id, unit, kind, year, as_of, number, signed_on, signer, tree, frozen, sha256, known_at, place, known_from, act, known_to)
        select old.id, old.unit, old.kind, old.year, old.as_of, old.number, old.signed_on, old.signer, old.tree, old.frozen, old.sha256, old.known_at, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.signed_report FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_signed_report();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.signed_report FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_signed_report();

CREATE OR REPLACE FUNCTION public.refuse_thaw()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_setting('capuy.replacing', true) is distinct from 'on' then
    raise exception 'a signed report is frozen' using errcode = '42501';
  end if;
  return new;
end $function$;

CREATE TRIGGER frozen BEFORE DELETE OR UPDATE ON public.signed_report FOR EACH ROW EXECUTE FUNCTION refuse_thaw();

create table audit_salt (
  subject uuid not null,
  salt bytea,
  forgotten bigint
);

alter table audit_salt add constraint audit_salt_salt_check CHECK ((length(salt) = 32));

alter table audit_salt add constraint audit_salt_check CHECK (((salt IS NULL) = (forgotten IS NOT NULL)));

alter table audit_salt add constraint audit_salt_pkey PRIMARY KEY (subject);

create table audit_reason (
  entry bigint not null,
  reason text not null
);

alter table audit_reason add constraint audit_reason_pkey PRIMARY KEY (entry);

create table kept_checkpoint (
  installation uuid not null,
  sequence bigint not null,
  head text not null,
  at timestamp with time zone not null,
  key text not null,
  content text not null,
  entry bigint not null
);

alter table kept_checkpoint add constraint kept_checkpoint_pkey PRIMARY KEY (installation, sequence);

CREATE INDEX audit_entry_record_id_id_idx ON public.audit_entry USING btree (record_id, id) WHERE (record_id IS NOT NULL);

CREATE OR REPLACE FUNCTION public.xor_key(key bytea, eight bigint)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE STRICT
RETURN ((((((substr(key, 1, 8))::bigint # eight))::bytea || (((substr(key, 9, 8))::bigint # eight))::bytea) || (((substr(key, 17, 8))::bigint # eight))::bytea) || (((substr(key, 25, 8))::bigint # eight))::bytea);

CREATE OR REPLACE FUNCTION public.hmac_sha256(key bytea, content text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE STRICT
RETURN sha256(((xor_key(key, '6655295901103053916'::bigint) || decode(repeat('5c'::text, 32), 'hex'::text)) || sha256(((xor_key(key, '3906369333256140342'::bigint) || decode(repeat('36'::text, 32), 'hex'::text)) || convert_to(content, 'UTF8'::name)))));

CREATE OR REPLACE FUNCTION public.commitment_of(salt bytea, entry bigint, part text, content text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE STRICT
RETURN encode(hmac_sha256(salt, concat_ws(''::text, part, (entry)::text, content)), 'hex'::text);

CREATE OR REPLACE FUNCTION public.salt_of(of_subject uuid)
 RETURNS bytea
 LANGUAGE plpgsql
AS $function$
declare
  fresh bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())); known audit_salt;
begin
  select * into known from audit_salt where subject = of_subject;
  if not found then
    insert into audit_salt (subject, salt) values (of_subject, fresh);
  end if;
  return coalesce(known.salt, fresh);
end $function$;

CREATE OR REPLACE FUNCTION public.subject_of(e audit_entry)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
RETURN COALESCE((e).record_id, (e).account, '00000000-0000-0000-0000-000000000000'::uuid);

CREATE OR REPLACE FUNCTION public.append_entry(e audit_entry, input_digest text, why text)
 RETURNS audit_entry
 LANGUAGE plpgsql
AS $function$
declare
  last record; salt bytea;
begin
  perform pg_advisory_xact_lock(7258193);
  select a.id, a.at, a.hash into last from audit_entry a order by a.id desc limit 1;
  e.id := coalesce(last.id, 0) + 1;
  e.at := greatest(e.at, last.at + interval '1 microsecond');
  e.shape := 3;
  e.command := translate(e.command, E'\x1f', ' ');
  salt := salt_of(subject_of(e));
  e.salt_digest := (select encode(sha256(s.salt), 'hex') from audit_salt s where s.subject = subject_of(e));
  e.commitment := commitment_of(salt, e.id, 'input', input_digest);
  if why is not null then
    e.reason_commitment := commitment_of(salt, e.id, 'reason', why);
    insert into audit_reason values (e.id, why);
  end if;
  e.previous := coalesce(last.hash, '');
  e.hash := audit_hash(e);
  insert into audit_entry select e.*;
  return e;
end $function$;

CREATE OR REPLACE FUNCTION public.note_outside(command text, account uuid, reason text, commitment text, at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  e audit_entry;
begin
  e.at := note_outside.at;
  e.account := note_outside.account;
  e.command := note_outside.command;
  e := append_entry(e, note_outside.commitment, note_outside.reason);
  return e.id;
end $function$;

CREATE OR REPLACE FUNCTION public.note_opening(type text, id uuid, at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  of_unit uuid;
begin
  execute format('select unit from %I r where r.id = $1', type) into of_unit using id;
  if of_unit is null then
    return null;
  end if;
  return (select entry from begin_command('open', type, id, of_unit, null, '', at));
end $function$;

CREATE OR REPLACE FUNCTION public.note_counted(command text, record_type text, record_id uuid, unit_id uuid, row_count integer, commitment text, at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  actor record; e audit_entry;
begin
  select * into actor from acting_mandate;
  if actor.mandate is null then
    raise exception 'nobody is signed in' using errcode = '28000';
  end if;
  e.at := note_counted.at;
  e.account := actor.account;
  e.mandate := actor.mandate;
  e.command := note_counted.command;
  e.record_type := note_counted.record_type;
  e.record_id := note_counted.record_id;
  e.unit := unit_id;
  e.row_count := note_counted.row_count;
  e := append_entry(e, note_counted.commitment, null);
  return e.id;
end $function$;

CREATE OR REPLACE FUNCTION public.may_read_log()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE((acting_role() = ANY (ARRAY['machine'::text, 'auditor'::text])), false);

CREATE OR REPLACE FUNCTION public.may_watch_log()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE((may_read_log() OR (acting_role() = 'administrator'::text)), false);

CREATE OR REPLACE FUNCTION public.log_kind(command text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN (command ~ '^(sign in|sign out|switch mandate)'::text) THEN 'sign_in'::text WHEN (command ~ '^open'::text) THEN 'open'::text WHEN (command ~ '^export'::text) THEN 'export'::text WHEN ((command ~ '^(read|verify|forget|keep) '::text) OR (command = 'log is damaged'::text)) THEN 'log'::text ELSE 'act'::text END;

CREATE OR REPLACE FUNCTION public.unit_called(of_unit uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT p.name FROM unit_period p WHERE (p.unit = unit_called.of_unit) ORDER BY p.valid_from DESC LIMIT 1);

CREATE OR REPLACE FUNCTION public.log_state()
 RETURNS TABLE(instant timestamp with time zone, whole boolean, row_count integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT e.at,
     (e.command = 'verify log'::text),
     e.row_count
    FROM audit_entry e
   WHERE ((e.command = ANY (ARRAY['verify log'::text, 'log is damaged'::text])) AND may_watch_log())
   ORDER BY e.id DESC
  LIMIT 1;
END;

CREATE OR REPLACE FUNCTION public.log_head(at_entry bigint)
 RETURNS TABLE(installation text, sequence bigint, head text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT ( SELECT installation.value
            FROM installation
           WHERE (installation.name = 'id'::text)) AS value,
     e.id,
     e.hash
    FROM audit_entry e
   WHERE (is_signed_in() AND (e.id = COALESCE(log_head.at_entry, ( SELECT max(audit_entry.id) AS max
            FROM audit_entry))));
END;

CREATE OR REPLACE FUNCTION public.keep_checkpoint(installation uuid, sequence bigint, head text, at timestamp with time zone, key text, content text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if acting_role() is distinct from 'machine' or not in_command() then
    raise exception 'not within a command of the machine' using errcode = '42501';
  end if;
  insert into kept_checkpoint values (installation, sequence, head, at, key, content, acting_entry())
    on conflict do nothing;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION public.records_of(person_id uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  r record; more uuid[]; found_ids uuid[] := array[person_id];
begin
  if acting_role() is distinct from 'machine' then
    return null;
  end if;
  for r in select t.name, a.attname as col, n.nspname as schema from pg_constraint k
      join table_class t on t.is_record and k.conrelid = format('public.%I', t.name)::regclass
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      join pg_namespace n on n.nspname in ('public', 'past')
      where k.contype = 'f' and k.confrelid = 'public.person'::regclass loop
    execute format('select array_agg(distinct id) from %I.%I where %I = $1', r.schema, r.name, r.col)
      into more using person_id;
    found_ids := found_ids || coalesce(more, '{}');
  end loop;
  return found_ids;
end $function$;

CREATE OR REPLACE FUNCTION public.forget_subjects(subjects uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  e audit_entry; gone uuid[]; list text;
begin
  if acting_role() is distinct from 'machine' or not in_command() then
    raise exception 'not within a command of the machine' using errcode = '42501';
  end if;
  delete from audit_reason r using audit_entry told where told.id = r.entry and subject_of(told) = any (subjects);
  select array_agg(s), string_agg(s::text, E'\x1f' order by s) into gone, list
    from (select distinct unnest(subjects) as s) named
    where not exists (select from audit_salt k where k.subject = s and k.salt is null);
  if gone is null then
    return 0;
  end if;
  select m.account, m.mandate into e.account, e.mandate from acting_mandate m;
  e.at := acting_at();
  e.command := 'forget subjects';
  e.row_count := cardinality(gone);
  e := append_entry(e, encode(sha256(convert_to(list, 'UTF8')), 'hex'), null);
  insert into audit_salt (subject, forgotten) select unnest(gone), e.id
    on conflict (subject) do update set salt = null, forgotten = excluded.forgotten;
  return cardinality(gone);
end $function$;

alter table account add constraint account_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table account add constraint account_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

CREATE INDEX account_person_idx ON public.account USING btree (person);

alter table mandate add constraint mandate_body_check CHECK ((body = ANY (ARRAY['cell'::text, 'committee'::text, 'standing_committee'::text, 'inspection_commission'::text, 'office'::text, 'organisation_board'::text, 'none'::text])));

CREATE INDEX mandate_unit_idx ON public.mandate USING btree (unit);

create table role (
  name text not null,
  reports boolean not null,
  administers boolean not null,
  delegable boolean not null,
  by_term boolean default false not null
);

alter table role add constraint role_pkey PRIMARY KEY (name);

alter table mandate add constraint mandate_role_fkey FOREIGN KEY (role) REFERENCES role(name);

alter table role_right add constraint role_right_reach_check CHECK ((reach = ANY (ARRAY['beneath'::text, 'own'::text, 'assigned'::text, 'above'::text, 'self'::text])));

alter table role_right add constraint role_right_role_fkey FOREIGN KEY (role) REFERENCES role(name);

CREATE OR REPLACE FUNCTION public.account_open(a account, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN ((((a).closed_on IS NULL) OR ((a).closed_on > day)) AND (((a).used_on > (day - 45)) OR ((a).password_hash = '!'::text)));

create table body_term (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  name text not null,
  formed_by text not null,
  congress_on date,
  decision text not null,
  seats integer not null,
  valid_from date not null,
  due_on date not null,
  valid_to date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

CREATE OR REPLACE FUNCTION public.ended_with_term(m mandate)
 RETURNS date
 LANGUAGE sql
 STABLE
RETURN (SELECT min(t.valid_to) AS min FROM role r, (body b JOIN body_term t ON ((t.body = b.id))) WHERE ((r.name = (ended_with_term.m).role) AND r.by_term AND (b.unit = (ended_with_term.m).unit) AND (b.kind = (ended_with_term.m).body) AND (t.valid_to > (ended_with_term.m).valid_from)));

CREATE OR REPLACE FUNCTION public.mandate_in_force(m mandate, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (((m).valid_from <= day) AND (((m).valid_to IS NULL) OR ((m).valid_to > day)) AND (((m).term_end IS NULL) OR ((m).term_end > day)) AND (((m).unit IS NULL) OR (EXISTS (SELECT 1 FROM unit_period p WHERE ((p.unit = (mandate_in_force.m).unit) AND (p.valid_from <= mandate_in_force.day) AND ((p.valid_to IS NULL) OR (p.valid_to > mandate_in_force.day)))))) AND COALESCE((ended_with_term(m) > day), true));

CREATE OR REPLACE FUNCTION public.note_use()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update account set used_on = today() where id = new.account and used_on < today();
  return null;
end $function$;

CREATE TRIGGER note_use AFTER INSERT OR UPDATE OF seen_at ON public.session FOR EACH ROW EXECUTE FUNCTION note_use();

CREATE OR REPLACE FUNCTION public.mandates_of(account_name text)
 RETURNS TABLE(mandate uuid, role text, post text, unit uuid, unit_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT m.id,
     m.role,
     m.post,
     m.unit,
     ( SELECT p.name
            FROM unit_period p
           WHERE (p.unit = m.unit)
           ORDER BY p.valid_from DESC
          LIMIT 1) AS name
    FROM (mandate m
      JOIN account a ON (((a.id = m.account) AND (a.name = mandates_of.account_name))))
   WHERE mandate_in_force(m.*, today())
   ORDER BY m.valid_from, m.id;
END;

CREATE OR REPLACE FUNCTION public.open_session(account_name text, wanted uuid, token_sha text, hours integer)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 INSERT INTO session (token_hash, account, mandate, started_at, seen_at, expires_at)  SELECT open_session.token_sha AS token_sha,
             a.id,
             m.id,
             statement_timestamp() AS statement_timestamp,
             statement_timestamp() AS statement_timestamp,
             (statement_timestamp() + make_interval(hours => open_session.hours))
            FROM (account a
              JOIN mandate m ON (((m.account = a.id) AND (m.id = open_session.wanted))))
           WHERE ((a.name = open_session.account_name) AND account_open(a.*, today()) AND mandate_in_force(m.*, today()))
   RETURNING true;
END;

CREATE OR REPLACE FUNCTION public.switch_mandate(token text, wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 UPDATE session s SET mandate = switch_mandate.wanted, seen_at = clock_timestamp()
   WHERE ((s.token_hash = token_hash(switch_mandate.token)) AND (s.expires_at > clock_timestamp()) AND (EXISTS ( SELECT 1
            FROM mandate m
           WHERE ((m.id = switch_mandate.wanted) AND (m.account = s.account) AND mandate_in_force(m.*, today())))))
   RETURNING true;
END;

create view acting_right as
 SELECT k.name AS table_name, r.reach, r.may_write, m.lo, m.hi, m.account, m.mandate
   FROM acting_mandate m
     JOIN role_right r ON r.role = m.role
     JOIN table_class k ON k.class = r.class AND (r.tables IS NULL OR (k.name = ANY (r.tables))) AND (r.may_write OR NOT k.kept_close);

CREATE OR REPLACE FUNCTION public.reach_hi(wanted text, writing boolean)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT max(CASE acting_right.reach WHEN 'beneath'::text THEN acting_right.hi ELSE acting_right.lo END) AS max FROM acting_right WHERE ((acting_right.table_name = reach_hi.wanted) AND (acting_right.reach = ANY (ARRAY['beneath'::text, 'own'::text])) AND (acting_right.may_write OR (NOT reach_hi.writing))));

CREATE OR REPLACE FUNCTION public.own_person(wanted text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT a.person FROM (acting_right r JOIN account a ON ((a.id = r.account))) WHERE ((r.table_name = own_person.wanted) AND (r.reach = 'self'::text)) LIMIT 1);

CREATE OR REPLACE FUNCTION public.reads_above(wanted text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT 1 FROM acting_right WHERE ((acting_right.table_name = reads_above.wanted) AND (acting_right.reach = ANY (ARRAY['beneath'::text, 'above'::text])))));

CREATE OR REPLACE FUNCTION public.may_count()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT 1 FROM (acting_mandate m JOIN role r ON (((r.name = m.role) AND r.reports)))));

CREATE OR REPLACE FUNCTION public.may_report(unit_id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT 1 FROM ((acting_mandate m JOIN role r ON (((r.name = m.role) AND r.reports))) JOIN unit u ON (((u.id = may_report.unit_id) AND ((u.place >= m.lo) AND (u.place <= m.hi)))))));

CREATE OR REPLACE FUNCTION public.case_table(table_name text, key_from text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  s text;
begin
  execute format($trigger$create function key_%1$s() returns trigger language plpgsql security definer
    set search_path = public as $body$
    begin
      new.case_key := coalesce((%2$s), new.id);
      return new;
    end $body$ $trigger$, table_name, key_from);
  perform set_config('capuy.replacing', 'on', true);
  foreach s in array array['public', 'past'] loop
    execute format('alter table %I.%I add column case_key uuid', s, table_name);
    execute format('create trigger case_key before insert or update on %I.%I for each row execute function key_%2$s()',
      s, table_name);
    execute format('update %I.%I set id = id', s, table_name);
    execute format('alter table %I.%I alter column case_key set not null', s, table_name);
    execute format('create index on %I.%I (case_key)', s, table_name);
  end loop;
  perform set_config('capuy.replacing', 'off', true);
end $function$;

CREATE OR REPLACE FUNCTION public.key_programme()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.id), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.programme FOR EACH ROW EXECUTE FUNCTION key_programme();

CREATE INDEX programme_case_key_idx ON public.programme USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.programme FOR EACH ROW EXECUTE FUNCTION key_programme();

CREATE INDEX programme_case_key_idx ON past.programme USING btree (case_key);

CREATE OR REPLACE FUNCTION public.key_programme_item()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.id), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.programme_item FOR EACH ROW EXECUTE FUNCTION key_programme_item();

CREATE INDEX programme_item_case_key_idx ON public.programme_item USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.programme_item FOR EACH ROW EXECUTE FUNCTION key_programme_item();

CREATE INDEX programme_item_case_key_idx ON past.programme_item USING btree (case_key);

CREATE OR REPLACE FUNCTION public.key_programme_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.item), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.programme_change FOR EACH ROW EXECUTE FUNCTION key_programme_change();

CREATE INDEX programme_change_case_key_idx ON public.programme_change USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.programme_change FOR EACH ROW EXECUTE FUNCTION key_programme_change();

CREATE INDEX programme_change_case_key_idx ON past.programme_change USING btree (case_key);

CREATE OR REPLACE FUNCTION public.key_inspection()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.item), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.inspection FOR EACH ROW EXECUTE FUNCTION key_inspection();

CREATE INDEX inspection_case_key_idx ON public.inspection USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.inspection FOR EACH ROW EXECUTE FUNCTION key_inspection();

CREATE INDEX inspection_case_key_idx ON past.inspection USING btree (case_key);

CREATE OR REPLACE FUNCTION public.key_inspection_subject()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((coalesce((select i.case_key from inspection i where i.id = new.inspection), new.item)), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.inspection_subject FOR EACH ROW EXECUTE FUNCTION key_inspection_subject();

CREATE INDEX inspection_subject_case_key_idx ON public.inspection_subject USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.inspection_subject FOR EACH ROW EXECUTE FUNCTION key_inspection_subject();

CREATE INDEX inspection_subject_case_key_idx ON past.inspection_subject USING btree (case_key);

CREATE OR REPLACE FUNCTION public.key_discipline_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.case_key := case_of_decision(new.id, new.matter, new.changes);
  return new;
end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.discipline_decision FOR EACH ROW EXECUTE FUNCTION key_discipline_decision();

CREATE INDEX discipline_decision_case_key_idx ON public.discipline_decision USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.discipline_decision FOR EACH ROW EXECUTE FUNCTION key_discipline_decision();

CREATE INDEX discipline_decision_case_key_idx ON past.discipline_decision USING btree (case_key);

CREATE OR REPLACE FUNCTION public.key_petition()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.duplicate_of), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.petition FOR EACH ROW EXECUTE FUNCTION key_petition();

CREATE INDEX petition_case_key_idx ON public.petition USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.petition FOR EACH ROW EXECUTE FUNCTION key_petition();

CREATE INDEX petition_case_key_idx ON past.petition USING btree (case_key);

CREATE OR REPLACE FUNCTION public.key_remediation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select s.case_key from inspection_subject s where s.id = new.subject), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.remediation FOR EACH ROW EXECUTE FUNCTION key_remediation();

CREATE INDEX remediation_case_key_idx ON public.remediation USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.remediation FOR EACH ROW EXECUTE FUNCTION key_remediation();

CREATE INDEX remediation_case_key_idx ON past.remediation USING btree (case_key);

CREATE INDEX inspection_subject_subject_person_idx ON public.inspection_subject USING btree (subject_person);

CREATE INDEX discipline_decision_subject_person_idx ON public.discipline_decision USING btree (subject_person);

CREATE OR REPLACE FUNCTION public.follow_case()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  was text := coalesce(nullif(current_setting('capuy.replacing', true), ''), 'off');
begin
  perform set_config('capuy.replacing', 'on', true);
  if tg_table_name = 'inspection' then
    update inspection_subject set id = id where inspection = new.id;
  else
    update remediation set id = id where subject = new.id;
  end if;
  perform set_config('capuy.replacing', was, true);
  return null;
end $function$;

CREATE TRIGGER follow_case AFTER UPDATE ON public.inspection FOR EACH ROW WHEN ((old.case_key IS DISTINCT FROM new.case_key)) EXECUTE FUNCTION follow_case();

CREATE TRIGGER follow_case AFTER UPDATE ON public.inspection_subject FOR EACH ROW WHEN ((old.case_key IS DISTINCT FROM new.case_key)) EXECUTE FUNCTION follow_case();

create table assignment (
  id uuid not null,
  case_key uuid not null,
  mandate uuid not null,
  valid_from date not null,
  valid_to date,
  decision text not null,
  act bigint not null
);

alter table assignment add constraint assignment_check CHECK ((valid_from <= valid_to));

alter table assignment add constraint assignment_pkey PRIMARY KEY (id);

alter table assignment add constraint assignment_mandate_fkey FOREIGN KEY (mandate) REFERENCES mandate(id);

CREATE INDEX assignment_mandate_idx ON public.assignment USING btree (mandate);

CREATE INDEX assignment_case_key_idx ON public.assignment USING btree (case_key);

create table recusal (
  id uuid not null,
  case_key uuid not null,
  account uuid not null,
  valid_from date not null,
  valid_to date,
  grounds text not null,
  act bigint not null
);

alter table recusal add constraint recusal_check CHECK ((valid_from <= valid_to));

alter table recusal add constraint recusal_pkey PRIMARY KEY (id);

alter table recusal add constraint recusal_account_fkey FOREIGN KEY (account) REFERENCES account(id);

CREATE INDEX recusal_account_idx ON public.recusal USING btree (account);

CREATE INDEX recusal_case_key_idx ON public.recusal USING btree (case_key);

CREATE OR REPLACE FUNCTION public.assigned_cases(wanted text)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return assigned_cases(wanted, today());
end $function$;

CREATE OR REPLACE FUNCTION public.opens_cases(wanted text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((wanted = ANY (ARRAY['inspection'::text, 'signal'::text, 'discipline_decision'::text, 'discipline_case'::text, 'complaint'::text, 'suspension_order'::text, 'outside_handling'::text, 'petition'::text, 'denunciation'::text])) AND (EXISTS (SELECT 1 FROM acting_right WHERE ((acting_right.reach = 'assigned'::text) AND acting_right.may_write))));

CREATE OR REPLACE FUNCTION public.cases_barred_to(wanted uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return cases_barred_to(wanted, today());
end $function$;

CREATE OR REPLACE FUNCTION public.barred_cases()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN cases_barred_to((SELECT acting_mandate.account FROM acting_mandate));

CREATE OR REPLACE FUNCTION public.place_of_case(wanted uuid)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return (select rows.place from (
    select i.place from programme_item i where i.case_key = wanted union all
    select i.place from inspection i where i.case_key = wanted union all
    select d.place from discipline_decision d where d.case_key = wanted union all
    select c.place from discipline_case c where c.case_key = wanted union all
    select k.place from complaint k where k.case_key = wanted union all
    select o.place from suspension_order o where o.case_key = wanted union all
    select h.place from outside_handling h where h.case_key = wanted union all
    select s.place from signal s where s.case_key = wanted union all
    select d.place from denunciation d where d.case_key = wanted union all
    select p.place from petition p where p.case_key = wanted) rows limit 1);
end $function$;

CREATE OR REPLACE FUNCTION public.open_case()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.case_key = new.id and opens_cases(tg_table_name) then
    insert into assignment (id, case_key, mandate, valid_from, decision, act)
    select gen_random_uuid(), new.case_key, w.mandate, today(), new.number, acting_entry()
    from (select m.mandate from acting_mandate m union select p.mandate from approved_here('discipline') p) w;
  end if;
  return null;
end $function$;

CREATE TRIGGER open_case AFTER INSERT ON public.inspection FOR EACH ROW EXECUTE FUNCTION open_case();

CREATE TRIGGER open_case AFTER INSERT ON public.discipline_decision FOR EACH ROW EXECUTE FUNCTION open_case();

CREATE TRIGGER open_case AFTER INSERT ON public.petition FOR EACH ROW EXECUTE FUNCTION open_case();

CREATE OR REPLACE FUNCTION public.role_holds(holder text, wanted text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select not exists (
    select 1 from role_right w where w.role = wanted and not w.with_post and not exists (
      select 1 from role_right h where h.role = holder and h.class = w.class and (h.may_write or not w.may_write)
        and (h.tables is null or w.tables <@ h.tables) and (h.reach = 'beneath' or h.reach = w.reach)))
$function$;

CREATE OR REPLACE FUNCTION public.may_grant(wanted text, to_unit uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (
    select 1 from acting_mandate m join role mine on mine.name = m.role and mine.administers
    join role r on r.name = wanted join unit u on u.id = to_unit and u.place between m.lo and m.hi
    where m.role = 'machine' or r.delegable and role_holds(m.role, wanted) and (wanted <> m.role or u.place > m.lo))
$function$;

alter table session add constraint session_id_key UNIQUE (id);

alter table session add constraint session_level_check CHECK ((level = ANY (ARRAY['password'::text, 'two'::text])));

CREATE OR REPLACE FUNCTION public.session_ends()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
RETURN '12:00:00'::interval;

CREATE OR REPLACE FUNCTION public.session_idles()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
RETURN '00:15:00'::interval;

CREATE OR REPLACE FUNCTION public.proof_lasts()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
RETURN '00:05:00'::interval;

CREATE OR REPLACE FUNCTION public.way_closes()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
RETURN '12:00:00'::interval;

CREATE OR REPLACE FUNCTION public.most_wrong()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN 5;

create table sign_in_way (
  name_digest text not null,
  way text not null,
  wrong integer default 0 not null,
  last_at timestamp with time zone not null,
  closed_until timestamp with time zone
);

alter table sign_in_way add constraint sign_in_way_pkey PRIMARY KEY (name_digest, way);

create table sign_in_pace (
  name_digest text not null,
  wrong integer not null,
  last_at timestamp with time zone not null
);

alter table sign_in_pace add constraint sign_in_pace_pkey PRIMARY KEY (name_digest);

create table known_device (
  device_hash text not null,
  account uuid not null,
  seen_at timestamp with time zone not null
);

alter table known_device add constraint known_device_pkey PRIMARY KEY (device_hash, account);

alter table known_device add constraint known_device_account_fkey FOREIGN KEY (account) REFERENCES account(id);

create table totp (
  account uuid not null,
  secret text,
  pending text,
  last_step bigint default 0 not null,
  drift integer default 0 not null
);

alter table totp add constraint totp_pkey PRIMARY KEY (account);

alter table totp add constraint totp_account_fkey FOREIGN KEY (account) REFERENCES account(id);

create table recovery_code (
  account uuid not null,
  digest text not null
);

alter table recovery_code add constraint recovery_code_pkey PRIMARY KEY (account, digest);

alter table recovery_code add constraint recovery_code_account_fkey FOREIGN KEY (account) REFERENCES account(id);

create table passkey (
  id text not null,
  account uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  added_at timestamp with time zone not null,
  used_at timestamp with time zone
);

alter table passkey add constraint passkey_pkey PRIMARY KEY (id);

alter table passkey add constraint passkey_account_fkey FOREIGN KEY (account) REFERENCES account(id);

create table external_subject (
  issuer text not null,
  subject text not null,
  account uuid not null
);

alter table external_subject add constraint external_subject_pkey PRIMARY KEY (issuer, subject);

alter table external_subject add constraint external_subject_account_key UNIQUE (account);

alter table external_subject add constraint external_subject_account_fkey FOREIGN KEY (account) REFERENCES account(id);

create table sign_in_step (
  token_hash text not null,
  purpose text not null,
  session uuid,
  content text not null,
  expires_at timestamp with time zone not null
);

alter table sign_in_step add constraint sign_in_step_content_check CHECK ((length(content) <= 400000));

alter table sign_in_step add constraint sign_in_step_pkey PRIMARY KEY (token_hash);

alter table sign_in_step add constraint sign_in_step_session_fkey FOREIGN KEY (session) REFERENCES session(id) ON DELETE CASCADE;

CREATE OR REPLACE FUNCTION public.seal_password()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  part text[] := string_to_array(new.password_hash, '$');
begin
  if new.password_hash like '$argon2id$%' then
    new.password_hash := concat_ws('$', '', 'sealed', part[3], part[4], part[5], encode(sha256(
      decode(rpad(part[6], (length(part[6]) + 3) / 4 * 4, '='), 'base64')), 'hex'));
  end if;
  return new;
end $function$;

CREATE TRIGGER seal BEFORE INSERT OR UPDATE OF password_hash ON public.account FOR EACH ROW EXECUTE FUNCTION seal_password();

CREATE OR REPLACE FUNCTION public.password_salt_of(account_name text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT COALESCE((SELECT concat_ws('$'::text, part.part[3], part.part[4], part.part[5]) AS concat_ws FROM account a, LATERAL string_to_array(a.password_hash, '$'::text) part(part) WHERE ((a.name = password_salt_of.account_name) AND (part.part[2] = 'sealed'::text))), ('v=19$m=19456,t=2,p=1$'::text || rtrim(encode(substr(sha256((pass_key.key || convert_to(password_salt_of.account_name, 'UTF8'::name))), 1, 16), 'base64'::text), '='::text))) AS "coalesce" FROM pass_key);

CREATE OR REPLACE FUNCTION public.fits_password(a account, proof bytea)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN COALESCE((((a).password_hash ~~ '$sealed$%'::text) AND (split_part((a).password_hash, '$'::text, 6) = encode(sha256(proof), 'hex'::text))), false);

CREATE OR REPLACE FUNCTION public.name_digest(name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN encode(sha256(convert_to(name, 'UTF8'::name)), 'hex'::text);

CREATE OR REPLACE FUNCTION public.door_opens(door text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM installation WHERE ((installation.name = 'door'::text) AND (installation.value = token_hash(door_opens.door)))));

CREATE OR REPLACE FUNCTION public.has_factor(account uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((EXISTS (SELECT FROM totp t WHERE ((t.account = has_factor.account) AND (t.secret IS NOT NULL)))) OR (EXISTS (SELECT FROM passkey p WHERE (p.account = has_factor.account))));

CREATE OR REPLACE FUNCTION public.second_factor_needed(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((NOT (EXISTS (SELECT FROM installation WHERE ((installation.name = 'demonstration'::text) AND (installation.value = 'true'::text))))) AND (NOT (EXISTS (SELECT FROM (mandate m JOIN unit_period p ON (((p.unit = m.unit) AND (p.valid_from <= today()) AND ((p.valid_to IS NULL) OR (p.valid_to > today()))))) WHERE ((m.id = second_factor_needed.wanted) AND (m.role = ANY (ARRAY['cell_secretary'::text, 'member'::text])) AND (p.kind = ANY (ARRAY['grassroots_cell'::text, 'subordinate_cell'::text])))))));

CREATE OR REPLACE FUNCTION public.live_session(token text)
 RETURNS session
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT s.*::session AS s FROM (session s JOIN account a ON (((a.id = s.account) AND account_open(a.*, today())))) WHERE ((s.token_hash = token_hash(live_session.token)) AND (s.expires_at > clock_timestamp())));

CREATE OR REPLACE FUNCTION public.stage_of(s session)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN ((s).id IS NULL) THEN NULL::text WHEN ((s).locks_at <= clock_timestamp()) THEN 'locked'::text WHEN (((s).level = 'password'::text) AND has_factor((s).account)) THEN 'second_factor'::text WHEN (SELECT account.must_change FROM account WHERE (account.id = (stage_of.s).account)) THEN 'new_password'::text WHEN (((s).level = 'password'::text) AND second_factor_needed((s).mandate)) THEN 'enrol'::text ELSE 'open'::text END;

CREATE OR REPLACE FUNCTION public.enter(token text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  session text := ''; pass text := ''; own bytea := (select key from pass_key);
begin
  select concat_ws(' ', s.id, lately_proved(s)), concat_ws(' ', m.account, m.id, m.role, coalesce(m.unit::text, '-'),
    coalesce(u.place, 0), coalesce(u.place_end, 9223372036854775807))
  into session, pass from session s
  join mandate m on m.id = s.mandate and m.account = s.account
  join account a on a.id = m.account
  left join unit u on u.id = m.unit
  where s.token_hash = token_hash(token) and s.expires_at > clock_timestamp()
    and account_open(a, today()) and mandate_in_force(m, today()) and stands_open(s);
  session := coalesce(session, '');
  pass := coalesce(pass, '');
  perform set_config('capuy.session', session, true),
    set_config('capuy.session_seal', pass_seal(own, 'session ' || session), true),
    set_config('capuy.pass', pass, true), set_config('capuy.seal', pass_seal(own, pass), true);
  return pass <> '';
end $function$;

CREATE OR REPLACE FUNCTION public.acting_session()
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT (split_part(NULLIF(current_setting('capuy.session'::text, true), ''::text), ' '::text, 1))::uuid AS split_part FROM pass_key WHERE (current_setting('capuy.session_seal'::text, true) = pass_seal(pass_key.key, ('session '::text || current_setting('capuy.session'::text, true)))));

CREATE OR REPLACE FUNCTION public.stepped_up()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE(((acting_role() = 'machine'::text) OR ((acting_session() IS NOT NULL) AND (split_part(current_setting('capuy.session'::text, true), ' '::text, 2) = 't'::text))), false);

CREATE OR REPLACE FUNCTION public.touch_session(token text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 UPDATE session s SET seen_at = clock_timestamp(), locks_at =
         CASE
             WHEN (s.locks_at = 'infinity'::timestamp with time zone) THEN s.locks_at
             ELSE (clock_timestamp() + session_idles())
         END
   WHERE ((s.token_hash = token_hash(touch_session.token)) AND (s.locks_at >= clock_timestamp()))
   RETURNING true;
END;

CREATE OR REPLACE FUNCTION public.note_sign_in(command text, account uuid, reason text, at timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN note_outside(command, account, reason, encode(sha256(convert_to(concat_ws(' '::text, command, account, reason), 'UTF8'::name)), 'hex'::text), at);

CREATE OR REPLACE FUNCTION public.wrong_try(name text, from_way text, account uuid, what text, at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  w sign_in_way; moment timestamptz := clock_timestamp();
begin
  insert into sign_in_pace as p values (name_digest(name), 1, moment) on conflict (name_digest) do update
    set wrong = case when p.last_at < moment - interval '1 hour' then 1 else p.wrong + 1 end, last_at = moment;
  insert into sign_in_way as t values (name_digest(name), from_way, 1, moment) on conflict (name_digest, way) do update
    set wrong = case when t.last_at < moment - way_closes() then 1 else t.wrong + 1 end, last_at = moment
    returning * into w;
  if w.wrong >= most_wrong() then
    update sign_in_way t set closed_until = moment + way_closes(), wrong = 0
      where t.name_digest = w.name_digest and t.way = w.way returning * into w;
  end if;
  perform note_sign_in(what, account, case when w.wrong = 0 then 'wrong, way closed' else 'wrong' end, at);
  return w.closed_until;
end $function$;

CREATE OR REPLACE FUNCTION public.forget_wrong(name text, from_way text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 UPDATE sign_in_way t SET wrong = 0
   WHERE ((t.name_digest = name_digest(forget_wrong.name)) AND (t.way = forget_wrong.from_way));
END;

CREATE OR REPLACE FUNCTION public.sign_in_delay(account_name text, device text)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE((SELECT CASE WHEN ((p.wrong < most_wrong()) OR (p.last_at < (clock_timestamp() - '01:00:00'::interval)) OR (EXISTS (SELECT FROM (known_device d JOIN account a ON ((a.id = d.account))) WHERE ((d.device_hash = token_hash(sign_in_delay.device)) AND (a.name = sign_in_delay.account_name))))) THEN 0 ELSE (LEAST((42)::double precision, power((2)::double precision, (LEAST((p.wrong - most_wrong()), 6))::double precision)))::integer END AS "least" FROM sign_in_pace p WHERE (p.name_digest = name_digest(sign_in_delay.account_name))), 0);

CREATE OR REPLACE FUNCTION public.admit(account_id uuid, level text, way text, source text, device text, language text, token_sha text, device_sha text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  moment timestamptz := clock_timestamp();
begin
  insert into session (token_hash, account, mandate, language, started_at, seen_at, expires_at, level, locks_at,
    proved_at, way, source, device)
  select token_sha, a.id, m.mandate, admit.language, moment, moment, moment + session_ends(), admit.level,
    moment + session_idles(), moment, admit.way, admit.source, admit.device
  from account a, mandates_of(a.name) m where a.id = account_id limit 1;
  if not found then
    return false;
  end if;
  delete from session s where s.account = account_id and s.expires_at <= moment;
  insert into known_device values (device_sha, account_id, moment)
    on conflict (device_hash, account) do update set seen_at = moment;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.sign_in(account_name text, proof bytea, known text, source text, device text, language text, token_sha text, device_sha text, at timestamp with time zone)
 RETURNS TABLE(outcome text, until timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  a account; w sign_in_way; from_way text; fits boolean;
begin
  select * into a from account x where x.name = account_name and account_open(x, today());
  fits := fits_password(a, proof);
  from_way := coalesce((select 'device ' || d.device_hash from known_device d
    where d.device_hash = token_hash(known) and d.account = a.id), 'from ' || source);
  insert into sign_in_way as t values (name_digest(account_name), from_way, 0, clock_timestamp())
    on conflict (name_digest, way) do update set last_at = t.last_at returning * into w;
  if w.closed_until > clock_timestamp() then
    perform note_sign_in('sign in', a.id, 'way closed', at);
    return query select 'closed', w.closed_until;
  elsif not fits then
    until := wrong_try(account_name, from_way, a.id, 'sign in', at);
    return query select case when until > clock_timestamp() then 'closed' else 'wrong' end, until;
  elsif admit(a.id, 'password', from_way, source, device, language, token_sha, device_sha) then
    -- Where a second factor follows, wrong codes go on counting until one is right.
    if not has_factor(a.id) then
      perform forget_wrong(account_name, from_way);
    end if;
    perform note_sign_in('sign in', a.id, 'password', at);
    return query select 'opened', null::timestamptz;
  else
    perform note_sign_in('sign in', a.id, 'no mandate', at);
    return query select 'no_mandate', null::timestamptz;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.renew_session(wanted uuid, new_level text, token_sha text)
 RETURNS session
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 UPDATE session s SET token_hash = renew_session.token_sha, level = COALESCE(renew_session.new_level, s.level), proved_at = clock_timestamp(), seen_at = clock_timestamp(), locks_at = (clock_timestamp() + session_idles())
   WHERE (s.id = renew_session.wanted)
   RETURNING s.*::session AS s;
END;

CREATE OR REPLACE FUNCTION public.prove(token text, kind text, proof bytea, step bigint, drift integer, token_sha text, at timestamp with time zone)
 RETURNS TABLE(outcome text, until timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  s session := live_session(token); was text := stage_of(s); a account; fits boolean := false;
begin
  select * into a from account x where x.id = s.account;
  if kind = 'password' then
    fits := fits_password(a, proof);
  elsif kind = 'code' and was <> 'locked' then
    update totp t set last_step = step, drift = prove.drift
      where t.account = a.id and t.secret is not null and t.last_step < step;
    fits := found;
  elsif kind = 'recovery' and was = 'second_factor' then
    delete from recovery_code r where r.account = a.id and r.digest = encode(sha256(proof), 'hex');
    fits := found;
  end if;
  if s.id is null then
    return query select 'ended', null::timestamptz;
  elsif not fits then
    until := wrong_try(a.name, s.way, a.id, 'prove by ' || kind, at);
    if until > clock_timestamp() then
      delete from session x where x.id = s.id;
    end if;
    return query select case when until > clock_timestamp() then 'closed' else 'wrong' end, until;
  else
    s := renew_session(s.id, case when kind <> 'password' then 'two' end, token_sha);
    if stage_of(s) <> 'second_factor' then
      perform forget_wrong(a.name, s.way);
    end if;
    perform note_sign_in('prove by ' || kind, a.id, was, at);
    return query select 'proved', null::timestamptz;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.passkey_of(credential text)
 RETURNS TABLE(public_key bytea, counter bigint, transports text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT p.public_key,
     p.counter,
     p.transports
    FROM passkey p
   WHERE (p.id = passkey_of.credential);
END;

CREATE OR REPLACE FUNCTION public.take_passkey(door text, credential text, new_counter bigint, token text, source text, device text, language text, token_sha text, device_sha text, at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  owner uuid; s session := live_session(token);
begin
  update passkey p set counter = new_counter, used_at = clock_timestamp()
    where p.id = credential and door_opens(door) and (token is null or p.account = s.account) returning p.account into owner;
  if owner is null then
    return 'wrong';
  end if;
  perform note_sign_in(case when s.id is null then 'sign in' else 'prove by passkey' end, owner, 'passkey', at);
  if s.id is not null then
    perform renew_session(s.id, 'two', token_sha);
    return 'opened';
  end if;
  return case when exists (select from account a where a.id = owner and account_open(a, today()))
    and admit(owner, 'two', 'from ' || source, source, device, language, token_sha, device_sha)
    then 'opened' else 'no_mandate' end;
end $function$;

CREATE OR REPLACE FUNCTION public.take_subject(door text, from_issuer text, its_subject text, strong boolean, source text, device text, language text, token_sha text, device_sha text, at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  owner uuid;
begin
  select e.account into owner from external_subject e join account a on a.id = e.account
    and account_open(a, today())
    where e.issuer = from_issuer and e.subject = its_subject and door_opens(door);
  perform note_sign_in('sign in', owner, case when owner is null then 'unknown subject' else 'identity provider' end, at);
  return case when owner is null then 'unknown' when admit(owner, case when strong then 'two' else 'password' end,
    'from ' || source, source, device, language, token_sha, device_sha) then 'opened' else 'no_mandate' end;
end $function$;

CREATE OR REPLACE FUNCTION public.own_change(token text, stages text[])
 RETURNS session
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT s.*::session AS s FROM live_session(own_change.token) s(token_hash, account, mandate, language, started_at, seen_at, expires_at, id, level, locks_at, proved_at, way, source, device) WHERE ((stage_of(s.*) = ANY (own_change.stages)) AND (s.proved_at > (clock_timestamp() - proof_lasts()))));

CREATE OR REPLACE FUNCTION public.link_subject(door text, token text, from_issuer text, its_subject text, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  s session := own_change(token, '{open}');
begin
  if s.id is null or not door_opens(door) then
    return false;
  end if;
  insert into external_subject values (from_issuer, its_subject, s.account) on conflict do nothing;
  if found then
    perform note_sign_in('link identity', s.account, null, at);
  end if;
  return found or exists (select from external_subject e where e.account = s.account and e.subject = its_subject);
end $function$;

create table act_kind (
  kind text not null,
  right_to text not null
);

alter table act_kind add constraint act_kind_pkey PRIMARY KEY (kind);

create table approval_right (
  kind text not null,
  role text not null
);

alter table approval_right add constraint approval_right_pkey PRIMARY KEY (kind, role);

alter table approval_right add constraint approval_right_kind_fkey FOREIGN KEY (kind) REFERENCES act_kind(kind);

create table proposal (
  id uuid not null,
  kind text not null,
  type text,
  unit uuid not null,
  subjects uuid[] not null,
  payload text not null,
  shown text not null,
  sha256 text not null,
  account uuid not null,
  mandate uuid not null,
  proposed_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  stored_at timestamp with time zone default clock_timestamp() not null,
  act bigint not null
);

alter table proposal add constraint proposal_payload_check CHECK ((payload IS JSON OBJECT));

alter table proposal add constraint proposal_shown_check CHECK ((shown IS JSON ARRAY));

alter table proposal add constraint proposal_pkey PRIMARY KEY (id);

alter table proposal add constraint proposal_kind_fkey FOREIGN KEY (kind) REFERENCES act_kind(kind);

alter table proposal add constraint proposal_type_fkey FOREIGN KEY (type) REFERENCES table_class(name);

alter table proposal add constraint proposal_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table proposal add constraint proposal_account_fkey FOREIGN KEY (account) REFERENCES account(id);

alter table proposal add constraint proposal_mandate_fkey FOREIGN KEY (mandate) REFERENCES mandate(id);

alter table proposal add constraint proposal_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

CREATE INDEX proposal_sha256_idx ON public.proposal USING btree (sha256);

create table proposal_end (
  proposal uuid not null,
  outcome text not null,
  reason text,
  account uuid not null,
  mandate uuid not null,
  at timestamp with time zone not null,
  act bigint not null
);

alter table proposal_end add constraint proposal_end_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text])));

alter table proposal_end add constraint proposal_end_pkey PRIMARY KEY (proposal);

alter table proposal_end add constraint proposal_end_proposal_fkey FOREIGN KEY (proposal) REFERENCES proposal(id);

alter table proposal_end add constraint proposal_end_account_fkey FOREIGN KEY (account) REFERENCES account(id);

alter table proposal_end add constraint proposal_end_mandate_fkey FOREIGN KEY (mandate) REFERENCES mandate(id);

alter table proposal_end add constraint proposal_end_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

CREATE INDEX proposal_end_act_idx ON public.proposal_end USING btree (act);

CREATE OR REPLACE FUNCTION public.refuse_rewriting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was proposed and approved is never rewritten' using errcode = '42501';
end $function$;

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.proposal FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.proposal FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.proposal_end FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.proposal_end FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE OR REPLACE FUNCTION public.proposal_hash(p proposal)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN encode(sha256(convert_to(concat_ws(''::text, (p).kind, ((p).unit)::text, array_to_string((p).subjects, ','::text), (p).payload, (p).shown), 'UTF8'::name)), 'hex'::text);

CREATE OR REPLACE FUNCTION public.holds_right(p proposal, role text, lo bigint, hi bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
RETURN ((role <> 'machine'::text) AND (EXISTS (SELECT 1 FROM unit u WHERE ((u.id = (holds_right.p).unit) AND ((u.place >= holds_right.lo) AND (u.place <= holds_right.hi))))) AND ((EXISTS (SELECT 1 FROM ((table_class k JOIN role_right r ON (((r.class = k.class) AND ((r.tables IS NULL) OR (k.name = ANY (r.tables)))))) JOIN unit u ON (((u.id = (holds_right.p).unit) AND ((r.reach = 'beneath'::text) OR ((u.place = holds_right.lo) AND (r.reach = ANY (ARRAY['own'::text, 'assigned'::text]))))))) WHERE ((k.name = (holds_right.p).type) AND (r.role = holds_right.role) AND r.may_write))) OR (EXISTS (SELECT 1 FROM approval_right a WHERE ((a.role = holds_right.role) AND (a.kind = (holds_right.p).kind))))));

CREATE OR REPLACE FUNCTION public.propose(id uuid, kind text, unit uuid, subjects uuid[], payload text, shown text)
 RETURNS TABLE(proposal uuid, already boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
  p.proposed_at := acting_at(); p.expires_at := acting_at() + proposal_lives();
  p.stored_at := clock_timestamp(); p.act := acting_entry();
  select o.id into proposal from proposal o where o.sha256 = p.sha256 and o.account = p.account
    and not has_expired(o, acting_at()) and not exists (select 1 from proposal_end e where e.proposal = o.id);
  already := proposal is not null;
  if not already then
    insert into proposal select p.*;
    proposal := p.id;
  end if;
  return next;
end $function$;

CREATE OR REPLACE FUNCTION public.has_expired(p proposal, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
RETURN ((at >= (p).expires_at) OR (clock_timestamp() >= ((p).stored_at + ((p).expires_at - (p).proposed_at))));

CREATE OR REPLACE FUNCTION public.end_proposal(wanted uuid, how text, seen text, why text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.case_of_decision(id uuid, matter uuid, changes uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE(matter, (SELECT f.case_key FROM discipline_decision f WHERE (f.id = case_of_decision.changes)), changes, id);

CREATE OR REPLACE FUNCTION public.cases_of(p proposal)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN ((p).kind <> 'discipline'::text) THEN '{}'::uuid[] ELSE (SELECT COALESCE(array_agg(DISTINCT k.key), '{}'::uuid[]) AS "coalesce" FROM jsonb_to_record(COALESCE(((((cases_of.p).payload)::jsonb -> 'rows'::text) -> 'discipline_decision'::text), '{}'::jsonb)) w(id uuid, matter uuid, changes uuid), LATERAL (SELECT case_of_decision(w.id, w.matter, w.changes) AS case_of_decision UNION ALL SELECT d.case_key FROM discipline_decision d WHERE (d.id = w.id) UNION ALL SELECT d.case_key FROM past.discipline_decision d WHERE (d.id = w.id)) k(key) WHERE (w.id IS NOT NULL)) END;

CREATE OR REPLACE FUNCTION public.decides_on(p proposal, mandate uuid, role text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
RETURN (((p).kind <> 'discipline'::text) OR ((cases_of(p) <> '{}'::uuid[]) AND ((EXISTS (SELECT FROM approval_right a WHERE ((a.role = decides_on.role) AND (a.kind = (decides_on.p).kind)))) OR (NOT (EXISTS (SELECT FROM unnest(cases_of(decides_on.p)) key(key) WHERE ((NOT (EXISTS (SELECT FROM assignment a WHERE ((a.case_key = key.key) AND (a.mandate = decides_on.mandate) AND (a.valid_from <= today()) AND ((a.valid_to IS NULL) OR (a.valid_to > today())))))) AND ((place_of_case(key.key) IS NOT NULL) OR (EXISTS (SELECT FROM assignment a WHERE (a.case_key = key.key)))))))))));

CREATE OR REPLACE FUNCTION public.proposals_seen(wanted uuid)
 RETURNS TABLE(id uuid, kind text, unit uuid, unit_name text, payload text, shown text, sha256 text, proposed_at timestamp with time zone, expires_at timestamp with time zone, has_expired boolean, proposer text, post text, is_own boolean, outcome text, ended_at timestamp with time zone, ended_by text, ended_post text, reason text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT p.id,
     p.kind,
     p.unit,
     ( SELECT n_1.name
            FROM unit_period n_1
           WHERE (n_1.unit = p.unit)
           ORDER BY n_1.valid_from DESC
          LIMIT 1) AS name,
     p.payload,
     p.shown,
     p.sha256,
     p.proposed_at,
     p.expires_at,
     has_expired(p.*, p.proposed_at) AS has_expired,
     a.full_name,
     m.post,
     (p.account = acting.account),
     e.outcome,
     e.at,
     b.full_name,
     n.post,
     e.reason
    FROM (((((((acting_mandate acting
      JOIN account me ON ((me.id = acting.account)))
      JOIN proposal p ON ((((proposals_seen.wanted IS NULL) OR (p.id = proposals_seen.wanted)) AND ((me.person IS NULL) OR (me.person <> ALL (p.subjects))) AND ((p.account = acting.account) OR (holds_right(p.*, acting.role, acting.lo, acting.hi) AND decides_on(p.*, acting.mandate, acting.role))) AND (NOT (cases_of(p.*) && ( SELECT barred_cases() AS barred_cases))))))
      JOIN account a ON ((a.id = p.account)))
      JOIN mandate m ON ((m.id = p.mandate)))
      LEFT JOIN proposal_end e ON ((e.proposal = p.id)))
      LEFT JOIN account b ON ((b.id = e.account)))
      LEFT JOIN mandate n ON ((n.id = e.mandate)))
   ORDER BY (e.at IS NOT NULL), p.proposed_at DESC
  LIMIT 200;
END;

CREATE OR REPLACE FUNCTION public.approvers_of(wanted uuid)
 RETURNS TABLE(post text, unit_name text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT DISTINCT ON (u.depth, m.post, u.id) m.post,
     ( SELECT n.name
            FROM unit_period n
           WHERE (n.unit = u.id)
           ORDER BY n.valid_from DESC
          LIMIT 1) AS name
    FROM (((((proposals_seen(approvers_of.wanted) s(id, kind, unit, unit_name, payload, shown, sha256, proposed_at, expires_at, has_expired, proposer, post, is_own, outcome, ended_at, ended_by, ended_post, reason)
      JOIN proposal p ON ((p.id = s.id)))
      JOIN account first ON ((first.id = p.account)))
      JOIN mandate m ON (((m.account <> p.account) AND mandate_in_force(m.*, today()))))
      JOIN account a ON (((a.id = m.account) AND account_open(a.*, today()) AND ((a.person IS NULL) OR (a.person <> ALL (p.subjects))) AND ((a.person = first.person) IS NOT TRUE))))
      JOIN unit u ON (((u.id = m.unit) AND holds_right(p.*, m.role, u.place, u.place_end) AND decides_on(p.*, m.id, m.role) AND (NOT (cases_of(p.*) && cases_barred_to(a.id))))))
   WHERE (approvers_of.wanted IS NOT NULL)
   ORDER BY u.depth DESC, m.post, u.id;
END;

CREATE OR REPLACE FUNCTION public.approved_here(kinds text)
 RETURNS SETOF proposal
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT p.id,
     p.kind,
     p.type,
     p.unit,
     p.subjects,
     p.payload,
     p.shown,
     p.sha256,
     p.account,
     p.mandate,
     p.proposed_at,
     p.expires_at,
     p.stored_at,
     p.act
    FROM (proposal_end e
      JOIN proposal p ON ((p.id = e.proposal)))
   WHERE ((e.act = (NULLIF(current_setting('capuy.entry'::text, true), ''::text))::bigint) AND (e.outcome = 'approved'::text) AND in_command() AND (p.kind = ANY (string_to_array(approved_here.kinds, ' '::text))));
END;

CREATE OR REPLACE FUNCTION public.approved_units(kinds text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT array_agg(p.unit) AS array_agg FROM approved_here(approved_units.kinds) p(id, kind, type, unit, subjects, payload, shown, sha256, account, mandate, proposed_at, expires_at, stored_at, act));

CREATE OR REPLACE FUNCTION public.frozen_hash(frozen text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN encode(sha256(convert_to((((frozen)::jsonb #- '{report,knownAt}'::text[]))::text, 'UTF8'::name)), 'hex'::text);

CREATE OR REPLACE FUNCTION public.refuse_one_person()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  r jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  is_signed boolean := tg_table_name in ('signed_report', 'signed_form');
begin
  -- The machine imports history and settles places; a signature is never its own.
  if acting_role() = 'machine' and not is_signed then
    return null;
  end if;
  if is_signed then
    r := r || jsonb_build_object('content', frozen_hash(r ->> 'frozen'));
  end if;
  if not exists (select 1 from approved_here(tg_argv[0]) p, lateral (select p.payload::jsonb -> 'rows' -> tg_table_name) w (named)
    where case when w.named is null then r ->> 'person' is null or (r ->> 'person')::uuid = any (p.subjects)
      else r @> w.named and p.payload::jsonb ->> 'op' = tg_op end) then
    raise exception 'this takes two persons: % of %', lower(tg_op), tg_table_name using errcode = 'CU001';
  end if;
  return null;
end $function$;

CREATE CONSTRAINT TRIGGER two_persons AFTER INSERT ON public.signed_report DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_one_person('sign_report supersede_report');

CREATE CONSTRAINT TRIGGER two_persons AFTER INSERT OR DELETE OR UPDATE ON public.discipline_decision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION refuse_one_person('discipline');

CREATE CONSTRAINT TRIGGER expelled AFTER INSERT ON public.stay DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.left_by = 'expelled'::text) AND (CURRENT_USER <> 'capuy_owner'::name))) EXECUTE FUNCTION refuse_one_person('expel correct_expulsion discipline');

CREATE CONSTRAINT TRIGGER expelled_later AFTER UPDATE ON public.stay DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((old.left_by = 'expelled'::text) OR (new.left_by = 'expelled'::text)) AND (CURRENT_USER <> 'capuy_owner'::name) AND (concat_ws(' '::text, old.left_by, old.valid_to, old.person) <> concat_ws(' '::text, new.left_by, new.valid_to, new.person)))) EXECUTE FUNCTION refuse_one_person('expel correct_expulsion discipline');

CREATE CONSTRAINT TRIGGER expelled_never AFTER DELETE ON public.stay DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.left_by = 'expelled'::text) AND (CURRENT_USER <> 'capuy_owner'::name))) EXECUTE FUNCTION refuse_one_person('expel correct_expulsion discipline');

create table two_person_duty (
  act bigint not null,
  kind text not null,
  type text,
  records bigint,
  about uuid,
  one_by_one boolean default false not null
);

alter table two_person_duty add constraint two_person_duty_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

alter table two_person_duty add constraint two_person_duty_kind_fkey FOREIGN KEY (kind) REFERENCES act_kind(kind);

CREATE INDEX two_person_duty_act_idx ON public.two_person_duty USING btree (act);

CREATE OR REPLACE FUNCTION public.bulk_limit()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN 20;

CREATE OR REPLACE FUNCTION public.refuse_undone_duty()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  total bigint := (select sum(d.records) from two_person_duty d where d.act = new.act and d.kind = new.kind);
begin
  if (new.kind <> 'bulk' or new.one_by_one or total > bulk_limit() or exists (
      select 1 from pg_trigger t where t.tgrelid = to_regclass('public.' || quote_ident(new.type)) and t.tgname = 'two_persons'))
    and not exists (select 1 from approved_here(
        case new.kind when 'reorganise' then 'reorganise undo_reorganisation' else new.kind end) p
      where (new.about is null or p.payload::jsonb -> 'rows' -> 'account' ->> 'id' = new.about::text)
        and (new.type is null or (p.payload::jsonb -> 'key' ->> 'type' = new.type or p.payload::jsonb -> 'key' -> 'types' ? new.type)
          and (p.payload::jsonb -> 'key' ->> 'records')::bigint = total)) then
    raise exception 'this takes two persons: %', new.kind using errcode = 'CU001';
  end if;
  return null;
end $function$;

CREATE CONSTRAINT TRIGGER two_persons AFTER INSERT ON public.two_person_duty DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_undone_duty();

CREATE OR REPLACE FUNCTION public.record_in_bulk(type text, columns text[])
 RETURNS TABLE(recorded bigint, staged bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  guarded boolean;
begin
  select r.recorded, r.staged, r.one_by_one into recorded, staged, guarded from record_uncounted(type, columns) r;
  if acting_role() <> 'machine' and recorded > 0 then
    insert into two_person_duty (act, kind, type, records, one_by_one)
    values (acting_entry(), 'bulk', type, recorded, guarded);
  end if;
  return next;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_lone_grant()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE CONSTRAINT TRIGGER granted AFTER INSERT ON public.mandate DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_lone_grant();

CREATE CONSTRAINT TRIGGER granted_more AFTER UPDATE ON public.mandate DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((concat_ws(' '::text, old.account, old.unit, old.role, old.valid_from) <> concat_ws(' '::text, new.account, new.unit, new.role, new.valid_from)) OR (COALESCE(new.valid_to, 'infinity'::date) > COALESCE(old.valid_to, 'infinity'::date)))) EXECUTE FUNCTION refuse_lone_grant();

alter table signed_report add constraint signed_report_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES signed_report(id);

CREATE UNIQUE INDEX signed_report_successor ON public.signed_report USING btree (supersedes);

CREATE OR REPLACE FUNCTION public.recorded_by(acts bigint[])
 RETURNS TABLE(act bigint, at timestamp with time zone, full_name text, post text, command text, reason text, proposal uuid, proposer text, proposer_post text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT e.id,
     e.at,
     a.full_name,
     m.post,
     e.command,
     COALESCE(e.reason, r.reason) AS "coalesce",
     p.id,
     b.full_name,
     n.post
    FROM (((((((audit_entry e
      JOIN account a ON ((a.id = e.account)))
      JOIN mandate m ON ((m.id = e.mandate)))
      LEFT JOIN audit_reason r ON ((r.entry = e.id)))
      LEFT JOIN proposal_end d ON (((d.act = e.id) AND (d.outcome = 'approved'::text))))
      LEFT JOIN proposal p ON ((p.id = d.proposal)))
      LEFT JOIN account b ON ((b.id = p.account)))
      LEFT JOIN mandate n ON ((n.id = p.mandate)))
   WHERE ((e.id = ANY (recorded_by.acts)) AND is_signed_in());
END;

alter table table_class add constraint table_class_class_check CHECK ((class = ANY (ARRAY['unit'::text, 'case'::text, 'sealed'::text, 'reference'::text, 'own'::text, 'attached'::text])));

CREATE OR REPLACE FUNCTION public.secret_policy()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE((SELECT installation.value FROM installation WHERE (installation.name = 'secret_policy'::text)), 'refuse'::text);

CREATE OR REPLACE FUNCTION public.refuse_secrets()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.classification is not null and not (new.classification in ('mat', 'toi_mat')
    and secret_policy() = any (tg_argv)) then
    raise exception 'the installation keeps nothing of this secrecy class'
      using errcode = '23514', constraint = 'secret_policy';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.refresh_record_table(table_name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  columns text; old_columns text; c table_class;
begin
  select * into c from table_class where name = table_name;
  select string_agg(quote_ident(a.attname), ', ' order by a.attnum),
    string_agg('old.' || quote_ident(a.attname), ', ' order by a.attnum) into columns, old_columns
  from pg_attribute a where a.attrelid = format('public.%I', table_name)::regclass and a.attnum > 0
    and not a.attisdropped;
  execute format($view$create or replace view known.%1$I with (security_invoker = true) as
    select %2$s from public.%1$I where known_from <= current_setting('capuy.known_at')::timestamptz
    union all
    select %2$s from past.%1$I where known_from <= current_setting('capuy.known_at')::timestamptz
      and known_to > current_setting('capuy.known_at')::timestamptz$view$, table_name, columns);
  execute format($trigger$create or replace function stamp_%1$s() returns trigger language plpgsql security definer as $body$
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
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $body$ $trigger$, table_name, columns, old_columns,
    case when c.unit_from is null then '' else format('new.unit := (%s);', c.unit_from) end);
end $function$;

alter table document add constraint document_classification_check CHECK ((classification = ANY (ARRAY['mat'::text, 'toi_mat'::text, 'tuyet_mat'::text])));

CREATE TRIGGER secrets BEFORE INSERT OR UPDATE OF classification ON public.document FOR EACH ROW EXECUTE FUNCTION refuse_secrets('register_only', 'isolated_lan');

create table secret_stub (
  id uuid not null,
  unit uuid not null,
  number text not null,
  issued_on date not null,
  classification text not null,
  kept_at text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table secret_stub add constraint secret_stub_classification_check CHECK ((classification = ANY (ARRAY['mat'::text, 'toi_mat'::text, 'tuyet_mat'::text])));

alter table secret_stub add constraint secret_stub_pkey PRIMARY KEY (id);

alter table secret_stub add constraint secret_stub_unit_number_issued_on_key UNIQUE (unit, number, issued_on);

alter table secret_stub add constraint secret_stub_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.secret_stub (
  id uuid not null,
  unit uuid not null,
  number text not null,
  issued_on date not null,
  classification text not null,
  kept_at text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX secret_stub_id_idx ON past.secret_stub USING btree (id);

CREATE INDEX secret_stub_unit_idx ON public.secret_stub USING btree (unit);

create view known.secret_stub with (security_invoker=true) as
 SELECT secret_stub.id, secret_stub.unit, secret_stub.number, secret_stub.issued_on,
    secret_stub.classification, secret_stub.kept_at, secret_stub.place, secret_stub.known_from,
    secret_stub.act
   FROM secret_stub
  WHERE secret_stub.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT secret_stub.id, secret_stub.unit, secret_stub.number, secret_stub.issued_on,
    secret_stub.classification, secret_stub.kept_at, secret_stub.place, secret_stub.known_from,
    secret_stub.act
   FROM past.secret_stub
  WHERE secret_stub.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND secret_stub.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_secret_stub()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.secret_stub (id, unit, number, issued_on, classification, kept_at, place, known_from, act, known_to)
        select old.id, old.unit, old.number, old.issued_on, old.classification, old.kept_at, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.secret_stub FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_secret_stub();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.secret_stub FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_secret_stub();

create table attachment (
  id uuid not null,
  record_type text not null,
  record_id uuid not null,
  name text not null,
  kind text not null,
  bytes integer not null,
  sha256 text not null,
  sensitivity text not null,
  classification text,
  known_from timestamp with time zone not null,
  act bigint not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by bigint
);

alter table attachment add constraint attachment_record_type_check CHECK ((record_type <> 'attachment'::text));

alter table attachment add constraint attachment_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));

alter table attachment add constraint attachment_kind_check CHECK ((kind = ANY (ARRAY['docx'::text, 'xlsx'::text, 'pdf'::text, 'jpg'::text, 'png'::text, 'csv'::text])));

alter table attachment add constraint attachment_bytes_check CHECK (((bytes >= 1) AND (bytes <= 26214400)));

alter table attachment add constraint attachment_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));

alter table attachment add constraint attachment_classification_check CHECK ((classification = ANY (ARRAY['mat'::text, 'toi_mat'::text, 'tuyet_mat'::text])));

alter table attachment add constraint attachment_pkey PRIMARY KEY (id);

alter table attachment add constraint attachment_record_type_fkey FOREIGN KEY (record_type) REFERENCES table_class(name);

CREATE INDEX attachment_record_id_idx ON public.attachment USING btree (record_id);

CREATE INDEX attachment_sha256_idx ON public.attachment USING btree (sha256);

CREATE TRIGGER secrets BEFORE INSERT OR UPDATE OF classification ON public.attachment FOR EACH ROW EXECUTE FUNCTION refuse_secrets('isolated_lan');

CREATE OR REPLACE FUNCTION public.stamp_attachment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception 'an attachment is withdrawn, never deleted' using errcode = '42501';
  elsif tg_op = 'INSERT' then
    new.known_from := acting_at(); new.act := acting_entry();
    new.withdrawn_at := null; new.withdrawn_by := null;
  elsif old.withdrawn_at is not null or new.withdrawn_at is null
    or to_jsonb(new) - 'withdrawn_at' <> to_jsonb(old) - 'withdrawn_at' then
    raise exception 'an attachment is withdrawn once and never changed' using errcode = '42501';
  else
    new.withdrawn_at := acting_at(); new.withdrawn_by := acting_entry();
  end if;
  return new;
end $function$;

CREATE TRIGGER stamp BEFORE INSERT OR DELETE OR UPDATE ON public.attachment FOR EACH ROW EXECUTE FUNCTION stamp_attachment();

CREATE OR REPLACE FUNCTION public.record_is_open(type text, id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  found_one boolean;
begin
  execute format('select exists (select from public.%I where id = $1)', type) into found_one using id;
  return found_one;
end $function$;

CREATE OR REPLACE FUNCTION public.record_may_be_written(type text, id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  locked int;
begin
  execute format('select 1 from public.%I where id = $1 for no key update', type) into locked using id;
  return locked is not null;
end $function$;

CREATE OR REPLACE FUNCTION public.guard_secret_policy()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE TRIGGER guard_secret_policy BEFORE INSERT OR DELETE OR UPDATE ON public.installation FOR EACH ROW EXECUTE FUNCTION guard_secret_policy();

CREATE OR REPLACE FUNCTION public.set_secret_policy(wanted text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if acting_role() is distinct from 'machine' or not in_command() then
    raise exception 'only at the machine itself' using errcode = '42501';
  end if;
  insert into installation values ('secret_policy', wanted) on conflict (name) do update set value = excluded.value;
end $function$;

create table export (
  id uuid not null,
  account uuid not null,
  mandate uuid not null,
  unit uuid,
  what text not null,
  format text not null,
  purpose text,
  row_count integer not null,
  member_rows integer not null,
  filters text not null,
  at timestamp with time zone not null,
  entry bigint not null,
  refused text
);

alter table export add constraint export_row_count_check CHECK ((row_count >= 0));

alter table export add constraint export_member_rows_check CHECK ((member_rows >= 0));

alter table export add constraint export_pkey PRIMARY KEY (id);

alter table export add constraint export_account_fkey FOREIGN KEY (account) REFERENCES account(id);

alter table export add constraint export_mandate_fkey FOREIGN KEY (mandate) REFERENCES mandate(id);

alter table export add constraint export_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

CREATE INDEX export_account_at_idx ON public.export USING btree (account, at);

CREATE OR REPLACE FUNCTION public.export_limit()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE((SELECT (installation.value)::bigint AS value FROM installation WHERE (installation.name = 'export_limit'::text)), (2000)::bigint);

CREATE OR REPLACE FUNCTION public.day_in_viet_nam(instant timestamp with time zone)
 RETURNS date
 LANGUAGE sql
 STABLE
RETURN ((instant AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date;

CREATE OR REPLACE FUNCTION public.permitted(asked_kind text, asked_key jsonb)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT 1 FROM ((acting_mandate m JOIN proposal p ON (((p.kind = permitted.asked_kind) AND (((p.payload)::jsonb -> 'key'::text) = permitted.asked_key)))) JOIN proposal_end e ON (((e.proposal = p.id) AND (e.outcome = 'approved'::text)))) WHERE ((m.account = p.account) OR (m.account = e.account) OR (m.role = 'machine'::text)) HAVING bool_or((NOT has_expired(p.*, p.proposed_at)))));

CREATE OR REPLACE FUNCTION public.note_export(export_id uuid, what text, format text, purpose text, row_count integer, member_rows integer, filters text, refused text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  m record; taken bigint;
begin
  select * into m from acting_mandate;
  if m.mandate is null or not in_command() then
    raise exception 'no export without a command' using errcode = '42501';
  end if;
  if note_export.refused is null and note_export.member_rows > 0 then
    select coalesce(sum(e.member_rows), 0) into taken from export e
    where e.account = m.account and e.refused is null and day_in_viet_nam(e.at) = day_in_viet_nam(acting_at());
    if taken + note_export.member_rows > export_limit() then
      return false;
    end if;
  end if;
  insert into export values (export_id, m.account, m.mandate, m.unit, note_export.what, note_export.format,
    note_export.purpose, note_export.row_count, note_export.member_rows, note_export.filters, acting_at(),
    acting_entry(), note_export.refused);
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.export_alarms(since timestamp with time zone)
 RETURNS TABLE(id uuid, at timestamp with time zone, full_name text, post text, unit_name text, what text, member_rows integer, refused text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT e.id,
     e.at,
     a.full_name,
     d.post,
     ( SELECT p.name
            FROM unit_period p
           WHERE (p.unit = e.unit)
           ORDER BY p.valid_from DESC
          LIMIT 1) AS name,
     e.what,
     e.member_rows,
     e.refused
    FROM ((((export e
      JOIN account a ON ((a.id = e.account)))
      JOIN mandate d ON ((d.id = e.mandate)))
      JOIN unit u ON ((u.id = e.unit)))
      JOIN acting_mandate m ON (((u.place >= m.lo) AND (u.place <= m.hi))))
   WHERE ((e.refused IS NOT NULL) AND (e.at >= export_alarms.since) AND (e.account <> m.account) AND (m.role = ANY (ARRAY['machine'::text, 'office'::text, 'auditor'::text])))
   ORDER BY e.at DESC
  LIMIT 20;
END;

CREATE OR REPLACE FUNCTION public.export_trace(export_id uuid)
 RETURNS TABLE(id uuid, at timestamp with time zone, account text, full_name text, post text, unit_name text, what text, format text, purpose text, row_count integer, member_rows integer, entry bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT e.id,
     e.at,
     a.name,
     a.full_name,
     d.post,
     ( SELECT p.name
            FROM unit_period p
           WHERE (p.unit = e.unit)
           ORDER BY p.valid_from DESC
          LIMIT 1) AS name,
     e.what,
     e.format,
     e.purpose,
     e.row_count,
     e.member_rows,
     e.entry
    FROM ((((export e
      JOIN account a ON ((a.id = e.account)))
      JOIN mandate d ON ((d.id = e.mandate)))
      LEFT JOIN unit u ON ((u.id = e.unit)))
      JOIN acting_mandate m ON (((m.role = ANY (ARRAY['machine'::text, 'auditor'::text])) AND ((m.unit IS NULL) OR ((u.place >= m.lo) AND (u.place <= m.hi))))))
   WHERE (e.id = export_trace.export_id);
END;

CREATE OR REPLACE FUNCTION public.refuse_foreign_case(wanted uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  m record; p bigint := place_of_case(wanted);
begin
  select * into m from acting_mandate;
  if m.mandate is null or not in_command() or p is null or wanted = any (barred_cases())
    or m.role not in ('machine', 'inspection_chair') or p not between m.lo and m.hi
    or m.role = 'inspection_chair' and exists (
      select 1 from body b join unit u on u.id = b.unit
      where b.kind = 'inspection_commission' and b.valid_to is null
        and u.place > m.lo and p between u.place and u.place_end) then
    raise exception 'no such case' using errcode = '42501', constraint = 'case_not_held';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.assign_case(new_id uuid, wanted uuid, to_mandate uuid, by_decision text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  m record; whom mandate; u unit;
begin
  perform refuse_foreign_case(wanted);
  select * into m from acting_mandate;
  select * into whom from mandate where id = to_mandate;
  select * into u from unit where id = whom.unit;
  if whom.id is null or not mandate_in_force(whom, today()) or u.place not between m.lo and m.hi
    or place_of_case(wanted) not between u.place and u.place_end
    or not exists (select 1 from role_right r where r.role = whom.role and r.reach = 'assigned') then
    raise exception 'no such post' using errcode = '42501', constraint = 'no_such_post';
  end if;
  if whom.account = m.account then
    raise exception 'nobody assigns themselves' using errcode = '42501', constraint = 'own_assignment';
  end if;
  if wanted = any (cases_barred_to(whom.account)) then
    raise exception 'concerned or recused' using errcode = '42501', constraint = 'barred_from_case';
  end if;
  insert into assignment values (new_id, wanted, to_mandate, today(), null, by_decision, acting_entry());
end $function$;

CREATE OR REPLACE FUNCTION public.end_assignment(wanted uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform refuse_foreign_case((select case_key from assignment where id = wanted));
  update assignment set valid_to = today() where id = wanted and valid_to is null;
end $function$;

CREATE OR REPLACE FUNCTION public.recuse(new_id uuid, wanted uuid, whom uuid, why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  m record;
begin
  select * into m from acting_mandate;
  if whom <> m.account or not in_command() or not (wanted = any (assigned_cases('inspection'))) then
    perform refuse_foreign_case(wanted);
  end if;
  insert into recusal values (new_id, wanted, whom, today(), null, why, acting_entry());
end $function$;

CREATE OR REPLACE FUNCTION public.end_recusal(wanted uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform refuse_foreign_case((select case_key from recusal where id = wanted));
  update recusal set valid_to = today()
  where id = wanted and valid_to is null and account <> (select account from acting_mandate);
end $function$;

CREATE OR REPLACE FUNCTION public.people_of_case(wanted uuid)
 RETURNS TABLE(id uuid, kind text, account uuid, full_name text, post text, since date, decision text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select x.* from (
    select s.id, 'assigned' as kind, a.id as account, a.full_name, m.post, s.valid_from, s.decision
    from assignment s join mandate m on m.id = s.mandate join account a on a.id = m.account
    where s.case_key = wanted and (s.valid_to is null or s.valid_to > today()) and mandate_in_force(m, today())
    union all
    select r.id, 'recused', a.id, a.full_name, '', r.valid_from, r.grounds
    from recusal r join account a on a.id = r.account
    where r.case_key = wanted and (r.valid_to is null or r.valid_to > today())
  ) x
  where wanted <> all (barred_cases()) and (wanted = any (assigned_cases('inspection'))
    or place_of_case(wanted) between scope_lo() and reach_hi('inspection', false))
  order by 2, 6, 4;
$function$;

CREATE OR REPLACE FUNCTION public.posts_for_case(wanted uuid)
 RETURNS TABLE(mandate uuid, account uuid, full_name text, post text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select m.id, a.id, a.full_name, m.post
  from acting_mandate me
  join mandate m on mandate_in_force(m, today()) and m.account <> me.account
  join account a on a.id = m.account and account_open(a, today())
  join unit u on u.id = m.unit and u.place between me.lo and me.hi
  where me.role in ('inspection_chair', 'machine') and wanted <> all (barred_cases())
    and place_of_case(wanted) between me.lo and me.hi and place_of_case(wanted) between u.place and u.place_end
    and exists (select 1 from role_right r where r.role = m.role and r.reach = 'assigned')
    and wanted <> all (cases_barred_to(a.id))
  order by a.full_name, m.id;
$function$;

CREATE UNIQUE INDEX account_one_person ON public.account USING btree (person);

alter table mandate add constraint mandate_check CHECK ((valid_from <= valid_to));

CREATE OR REPLACE FUNCTION public.may_manage(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (
    select 1 from acting_mandate m join role mine on mine.name = m.role and mine.administers
    join account a on a.id = wanted and a.id <> m.account
    where m.role = 'machine' or m.role <> 'administrator'
      and exists (select 1 from unit u where u.id = a.unit and u.place between m.lo and m.hi)
      and not exists (select 1 from mandate p where p.account = a.id and mandate_in_force(p, today())
        and not may_grant(p.role, p.unit)))
$function$;

CREATE OR REPLACE FUNCTION public.refuse_unmanaged(wanted uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not in_command() or not may_manage(wanted) then
    raise exception 'no such account' using errcode = '42501', constraint = 'no_such_account';
  end if;
  perform refuse_unproved();
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_ungrantable(wanted text, to_unit uuid, to_account uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if to_account = (select account from acting_mandate) then
    raise exception 'nobody grants to themselves' using errcode = '42501', constraint = 'own_grant';
  end if;
  if not in_command() or not may_grant(wanted, to_unit) then
    raise exception 'not held' using errcode = '42501', constraint = 'not_held';
  end if;
  perform refuse_unproved();
end $function$;

CREATE OR REPLACE FUNCTION public.found_account(new_id uuid, new_name text, full_name text, of_person uuid, hash text, of_unit uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  m record;
begin
  select * into m from acting_mandate;
  if not in_command() or not exists (select 1 from role r where r.name = m.role and r.administers)
    or not exists (select 1 from unit u where u.id = of_unit and u.place between m.lo and m.hi)
    or of_person is not null and not exists (
      select 1 from person p where p.id = of_person and p.place between m.lo and m.hi) then
    raise exception 'no such unit or person' using errcode = '42501', constraint = 'no_such_account';
  end if;
  insert into account (id, name, full_name, person, unit, password_hash, must_change, slip_by, slip_at, proposed_by)
  values (new_id, new_name, full_name, of_person, of_unit, hash, true,
    case when m.role <> 'machine' then m.account end, clock_timestamp(), (select p.account from approved_here('grant') p));
end $function$;

CREATE OR REPLACE FUNCTION public.grant_mandate(new_id uuid, to_account uuid, to_unit uuid, wanted text, its_post text, of_body text, since date, until date, term date, by_decision text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform refuse_ungrantable(wanted, to_unit, to_account);
  -- A post is added to an account whose other posts are not above one's own.
  perform refuse_unmanaged(to_account);
  if since < today() then
    raise exception 'a post begins today or later' using errcode = '23514', constraint = 'mandate_begins';
  end if;
  insert into mandate (id, account, unit, role, post, body, valid_from, valid_to, term_end, decision)
  values (new_id, to_account, to_unit, wanted, its_post, of_body, since, until, term, by_decision);
end $function$;

CREATE OR REPLACE FUNCTION public.end_mandate(wanted uuid, ends date, by_decision text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  m mandate;
begin
  select * into m from mandate where id = wanted;
  perform refuse_ungrantable(m.role, m.unit, m.account);
  update mandate set valid_to = greatest(ends, today(), valid_from), end_decision = by_decision
  where id = wanted and (valid_to is null or valid_to > greatest(ends, today(), valid_from));
  if not found then
    raise exception 'the post is over' using errcode = '23514', constraint = 'mandate_over';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.close_account(wanted uuid, closing boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not closing or (select role from acting_mandate) <> 'administrator' then
    perform refuse_unmanaged(wanted);
  elsif not in_command() or wanted = (select account from acting_mandate) or not exists (
    select 1 from account a join unit u on u.id = a.unit join acting_mandate m on u.place between m.lo and m.hi
    where a.id = wanted) then
    raise exception 'no such account' using errcode = '42501', constraint = 'no_such_account';
  end if;
  update account set closed_on = case when closing then least(closed_on, today()) end,
    used_on = case when closing then used_on else today() end where id = wanted;
end $function$;

CREATE OR REPLACE FUNCTION public.reset_account(wanted uuid, hash text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  m record;
begin
  perform refuse_unmanaged(wanted);
  select * into m from acting_mandate;
  if exists (select from account a where a.id = wanted and a.must_change and a.proposed_by = m.account) then
    raise exception 'the first slip is for another' using errcode = '42501', constraint = 'own_proposal_slip';
  end if;
  update account set password_hash = hash, must_change = true, used_on = today(),
    slip_by = case when m.role <> 'machine' then m.account end, slip_at = clock_timestamp() where id = wanted;
  delete from session where account = wanted;
end $function$;

CREATE OR REPLACE FUNCTION public.grantable_roles()
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(r.name order by r.name), '{}') from acting_mandate m
  join role mine on mine.name = m.role and mine.administers
  join role r on m.role = 'machine' or r.delegable and role_holds(m.role, r.name)
$function$;

create table identity_key (
  key bytea default sha256((uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))) not null
);

create table identity_mark (
  person uuid not null,
  mark bytea not null
);

alter table identity_mark add constraint identity_mark_pkey PRIMARY KEY (person);

alter table identity_mark add constraint identity_mark_mark_key UNIQUE (mark);

create table reconciliation (
  id uuid not null,
  unit uuid not null,
  first_person uuid not null,
  second_person uuid not null,
  opened_on date not null,
  settled_on date,
  settlement text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table reconciliation add constraint reconciliation_check CHECK (((settled_on IS NULL) = (settlement IS NULL)));

alter table reconciliation add constraint reconciliation_pkey PRIMARY KEY (id);

alter table reconciliation add constraint reconciliation_first_person_second_person_key UNIQUE (first_person, second_person);

alter table reconciliation add constraint reconciliation_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.reconciliation (
  id uuid not null,
  unit uuid not null,
  first_person uuid not null,
  second_person uuid not null,
  opened_on date not null,
  settled_on date,
  settlement text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX reconciliation_id_idx ON past.reconciliation USING btree (id);

CREATE INDEX reconciliation_unit_idx ON public.reconciliation USING btree (unit);

create view known.reconciliation with (security_invoker=true) as
 SELECT reconciliation.id, reconciliation.unit, reconciliation.first_person, reconciliation.second_person,
    reconciliation.opened_on, reconciliation.settled_on, reconciliation.settlement, reconciliation.place,
    reconciliation.known_from, reconciliation.act
   FROM reconciliation
  WHERE reconciliation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT reconciliation.id, reconciliation.unit, reconciliation.first_person, reconciliation.second_person,
    reconciliation.opened_on, reconciliation.settled_on, reconciliation.settlement, reconciliation.place,
    reconciliation.known_from, reconciliation.act
   FROM past.reconciliation
  WHERE reconciliation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND reconciliation.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_reconciliation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.reconciliation (id, unit, first_person, second_person, opened_on, settled_on, settlement, place, known_from, act, known_to)
        select old.id, old.unit, old.first_person, old.second_person, old.opened_on, old.settled_on, old.settlement, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.reconciliation FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_reconciliation();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.reconciliation FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_reconciliation();

CREATE OR REPLACE FUNCTION public.common_superior(one uuid, other uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.id from unit s join unit a on a.id = one join unit b on b.id = other
  where a.place between s.place and s.place_end and b.place between s.place and s.place_end
  order by s.depth desc limit 1
$function$;

CREATE OR REPLACE FUNCTION public.register_identity(of_person uuid, number text, new_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  digits text := regexp_replace(coalesce(number, ''), '[ .-]', '', 'g'); m bytea; p person;
begin
  select * into p from person where id = of_person
    and place between scope_lo() and reach_hi('person', true);
  if p.id is null or not in_command() then
    raise exception 'no such person' using errcode = '42501';
  end if;
  -- Nine digits (chứng minh nhân dân) or twelve (căn cước).
  if digits !~ '^([0-9]{9}|[0-9]{12})$' then
    return 'malformed';
  end if;
  select sha256(k.key || sha256(k.key || convert_to(digits, 'UTF8'))) into m from identity_key k;
  return claim_identity(p, m, new_id);
end $function$;

CREATE OR REPLACE FUNCTION public.access_facts(of_account uuid, wanted uuid, day date)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  me record; a account; r record; m mandate; at_unit uuid; key uuid; posts jsonb := '[]'; is_now boolean := day >= today();
  own_pass text := current_setting('capuy.pass', true); own_seal text := current_setting('capuy.seal', true);
begin
  select * into me from acting_mandate;
  select * into a from account where id = of_account;
  select * into r from record_named(wanted);
  if a.id is null or r.type is null or not coalesce(a.id = me.account or me.role = 'machine' or may_manage(a.id), false)
    or me.role <> 'machine' and not is_shown(policies_on(r.type, r.wanted, today())) then
    return null;
  end if;
  execute format('select unit, %s from public.%I where id = $1',
    case when (select class from table_class where name = r.type) = 'case' then 'case_key' else 'null::uuid' end, r.type)
    into at_unit, key using r.wanted;
  for m in select * from mandate p where p.account = a.id order by p.valid_from, p.id loop
    perform stand_in(m, day);
    posts := posts || (jsonb_build_object('id', m.id, 'role', m.role, 'post', m.post,
      'begun', m.valid_from <= day, 'ended', m.valid_to is not null and m.valid_to <= day,
      'termOver', m.term_end is not null and m.term_end <= day,
      'unitEnded', m.unit is not null and not exists (select 1 from unit_period p where p.unit = m.unit
        and p.valid_from <= day and (p.valid_to is null or p.valid_to > day)),
      'inside', m.unit is null or stood_beneath(at_unit, m.unit, day), 'own', at_unit = m.unit,
      'reaches', (select coalesce(jsonb_agg(distinct q.reach), '[]') from acting_right q where q.table_name = r.type))
      || case when mandate_in_force(m, day) then policies_on(r.type, r.wanted, day) else '{}' end);
  end loop;
  perform set_config('capuy.pass', own_pass, true), set_config('capuy.seal', own_seal, true);
  return jsonb_build_object('table', r.type, 'hangs', r.hangs,
    'accountOpen', case when is_now then account_open(a, today()) else a.closed_on is null or a.closed_on > day end,
    'concerned', coalesce(key = any (cases_concerning(a.id, day)), false),
    'handedIn', exists (select from import_draft d where d.id = r.wanted and d.account = a.id), 'mandates', posts);
end $function$;

CREATE OR REPLACE FUNCTION public.stood_beneath(wanted uuid, above uuid, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when day >= today() then exists (select 1 from unit u join unit s on s.id = above
      and u.place between s.place and s.place_end where u.id = wanted)
    else exists (select 1 from unit_closure c where c.descendant = wanted and c.ancestor = above
      and c.valid_from <= day and c.valid_to > least(day, (select max(coalesce(p.valid_to, 'infinity')) from unit_period p
        where p.unit = wanted) - 1)) end
$function$;

CREATE OR REPLACE FUNCTION public.own_account(token text)
 RETURNS TABLE(name text, full_name text, level text, needed boolean, totp boolean, pending text, drift integer, codes integer, passkeys integer, issuer text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT a.name,
     a.full_name,
     s.level,
     second_factor_needed(s.mandate) AS second_factor_needed,
     (t.secret IS NOT NULL),
     t.pending,
     COALESCE(t.drift, 0) AS "coalesce",
     ( SELECT (count(*))::integer AS count
            FROM recovery_code r
           WHERE (r.account = a.id)) AS count,
     ( SELECT (count(*))::integer AS count
            FROM passkey p
           WHERE (p.account = a.id)) AS count,
     ( SELECT e.issuer
            FROM external_subject e
           WHERE (e.account = a.id)) AS issuer
    FROM ((live_session(own_account.token) s(token_hash, account, mandate, language, started_at, seen_at, expires_at, id, level, locks_at, proved_at, way, source, device)
      JOIN account a ON ((a.id = s.account)))
      LEFT JOIN totp t ON ((t.account = a.id)));
END;

CREATE OR REPLACE FUNCTION public.totp_of(token text)
 RETURNS TABLE(secret text, pending text, last_step bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT t.secret,
     t.pending,
     t.last_step
    FROM (live_session(totp_of.token) s(token_hash, account, mandate, language, started_at, seen_at, expires_at, id, level, locks_at, proved_at, way, source, device)
      JOIN totp t ON ((t.account = s.account)));
END;

CREATE OR REPLACE FUNCTION public.begin_totp(token text, new_secret text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 INSERT INTO totp (account, pending)  SELECT s.account,
             begin_totp.new_secret AS new_secret
            FROM own_change(begin_totp.token, '{enrol,open}'::text[]) s(token_hash, account, mandate, language, started_at, seen_at, expires_at, id, level, locks_at, proved_at, way, source, device)
           WHERE (s.id IS NOT NULL) ON CONFLICT(account) DO UPDATE SET pending = excluded.pending
   RETURNING true;
END;

CREATE OR REPLACE FUNCTION public.give_codes(account_id uuid, digests text[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 DELETE FROM recovery_code r
   WHERE (r.account = give_codes.account_id);
 INSERT INTO recovery_code (account, digest)  SELECT give_codes.account_id AS account_id,
             unnest(give_codes.digests) AS unnest;
END;

CREATE OR REPLACE FUNCTION public.confirm_totp(token text, step bigint, digests text[], token_sha text, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  s session := own_change(token, '{enrol,open}');
begin
  update totp t set secret = t.pending, pending = null, last_step = step, drift = 0
    where t.account = s.account and t.pending is not null;
  if not found then
    return false;
  end if;
  perform give_codes(s.account, digests), renew_session(s.id, 'two', token_sha), note_sign_in('enrol codes', s.account, null, at);
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.add_passkey(door text, token text, credential text, key bytea, counter bigint, transports text[], name text, digests text[], token_sha text, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  s session := own_change(token, '{enrol,open}');
begin
  if s.id is null or not door_opens(door) then
    return false;
  end if;
  insert into passkey values (credential, s.account, key, counter, transports, name, clock_timestamp());
  if digests is not null then
    perform give_codes(s.account, digests);
  end if;
  perform renew_session(s.id, 'two', token_sha), note_sign_in('add passkey', s.account, null, at);
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.passkeys_of(token text)
 RETURNS TABLE(id text, name text, added_at timestamp with time zone, used_at timestamp with time zone, transports text[], account uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT p.id,
     p.name,
     p.added_at,
     p.used_at,
     p.transports,
     p.account
    FROM (live_session(passkeys_of.token) s(token_hash, account, mandate, language, started_at, seen_at, expires_at, id, level, locks_at, proved_at, way, source, device)
      JOIN passkey p ON ((p.account = s.account)))
   ORDER BY p.added_at;
END;

CREATE OR REPLACE FUNCTION public.forget_factors(account_id uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 DELETE FROM totp t
   WHERE (t.account = forget_factors.account_id);
 DELETE FROM passkey p
   WHERE (p.account = forget_factors.account_id);
 DELETE FROM recovery_code r
   WHERE (r.account = forget_factors.account_id);
END;

CREATE OR REPLACE FUNCTION public.remove_factor(token text, what text, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  s session := own_change(token, '{open}');
begin
  if s.id is null then
    return false;
  end if;
  delete from totp t where t.account = s.account and what = 'totp';
  delete from passkey p where p.account = s.account and p.id = what;
  delete from external_subject e where e.account = s.account and what = 'subject';
  if not has_factor(s.account) then
    perform forget_factors(s.account);
  end if;
  perform note_sign_in('remove factor', s.account, case when what in ('totp', 'subject') then what else 'passkey' end, at);
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.renew_codes(token text, digests text[], at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  s session := own_change(token, '{open}');
begin
  if s.id is null or not has_factor(s.account) then
    return false;
  end if;
  perform give_codes(s.account, digests), note_sign_in('renew recovery codes', s.account, null, at);
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.units_within(letters text)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT DISTINCT p.name
    FROM unit_period p,
     LATERAL regexp_replace(regexp_replace(fold(p.name), '^((dang bo|chi bo|huyen|xa|phuong|thi tran|thanh pho|tinh|co so|bo phan|thon|khoi pho|to dan pho) )+'::text, ''::text), '[^a-z0-9]'::text, ''::text, 'g'::text) bare(bare)
   WHERE ((length(bare.bare) >= 4) AND (POSITION((bare.bare) IN (units_within.letters)) > 0));
END;

CREATE OR REPLACE FUNCTION public.set_password(token text, proof bytea, new_hash text, token_sha text, at timestamp with time zone)
 RETURNS TABLE(outcome text, until timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  s session := live_session(token); a account;
begin
  select * into a from account x where x.id = s.account;
  if coalesce(stage_of(s), '') not in ('open', 'new_password') then
    return query select 'ended', null::timestamptz;
  elsif not fits_password(a, proof) and (own_change(token, '{new_password}')).id is null then
    until := wrong_try(a.name, s.way, a.id, 'change password', at);
    if until > clock_timestamp() then
      delete from session x where x.id = s.id;
    end if;
    return query select case when until > clock_timestamp() then 'closed' else 'wrong' end, until;
  else
    update account x set password_hash = new_hash, must_change = false where x.id = a.id;
    delete from session x where x.account = a.id and x.id <> s.id;
    perform renew_session(s.id, null, token_sha), forget_wrong(a.name, s.way),
      note_sign_in('change password', a.id, null, at);
    return query select 'changed', null::timestamptz;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.own_sessions(token text)
 RETURNS TABLE(id uuid, started_at timestamp with time zone, seen_at timestamp with time zone, device text, source text, own boolean, locked boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT x.id,
     x.started_at,
     x.seen_at,
     x.device,
     x.source,
     (x.id = s.id),
     (x.locks_at <= clock_timestamp())
    FROM (live_session(own_sessions.token) s(token_hash, account, mandate, language, started_at, seen_at, expires_at, id, level, locks_at, proved_at, way, source, device)
      JOIN session x ON (((x.account = s.account) AND (x.expires_at > clock_timestamp()))))
   WHERE (stage_of(s.*) = 'open'::text)
   ORDER BY (x.id = s.id) DESC, x.seen_at DESC;
END;

CREATE OR REPLACE FUNCTION public.end_sessions(token text, wanted uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  s session := live_session(token); ended int;
begin
  delete from session x where stage_of(s) = 'open' and x.account = s.account
    and case when wanted is null then x.id <> s.id else x.id = wanted end;
  get diagnostics ended = row_count;
  return ended;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_step(step_sha text, purpose text, token text, content text, seconds integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from sign_in_step k where k.expires_at <= clock_timestamp();
  -- A flood of beginnings that nobody ends stops here instead of filling the disk.
  if (select count(*) from sign_in_step) >= 20000 then
    return false;
  end if;
  insert into sign_in_step values (step_sha, purpose, (live_session(token)).id, content,
    clock_timestamp() + make_interval(secs => least(seconds, 43200)));
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.take_step(step text, wanted text)
 RETURNS TABLE(content text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 DELETE FROM sign_in_step k
   WHERE ((k.token_hash = token_hash(take_step.step)) AND (k.purpose = take_step.wanted) AND (k.expires_at > clock_timestamp()))
   RETURNING k.content;
END;

CREATE OR REPLACE FUNCTION public.open_ways(account_name text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  opened int; m record;
begin
  select * into m from acting_mandate;
  if not in_command() or not (m.role in ('machine', 'administrator')
    or may_manage((select id from account where name = account_name)) or m.role in ('office', 'organisation')
    and (select bool_and(u.place between m.lo and m.hi) from mandates_of(account_name) x join unit u on u.id = x.unit)) is true then
    raise exception 'no such account' using errcode = '42501', constraint = 'no_such_account';
  end if;
  perform refuse_unproved();
  delete from sign_in_pace p where p.name_digest = name_digest(account_name);
  with gone as (delete from sign_in_way t where t.name_digest = name_digest(account_name) returning t.closed_until)
  select count(*) into opened from gone where closed_until > clock_timestamp();
  return opened;
end $function$;

CREATE OR REPLACE FUNCTION public.drop_factors(account_name text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  owner uuid := (select id from account where name = account_name);
begin
  if acting_role() is distinct from 'machine' or not in_command() or owner is null then
    raise exception 'no such account' using errcode = '42501';
  end if;
  perform forget_factors(owner);
  delete from session s where s.account = owner;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.openings_of(type text, id uuid, most integer, at timestamp with time zone)
 RETURNS TABLE(instant timestamp with time zone, post text, unit_name text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  c table_class; of_unit uuid; own_column text; at_place bigint; part text; found_ids uuid[]; ids uuid[] := array[openings_of.id];
begin
  select * into c from table_class t where t.name = type and t.is_record and t.class in ('unit', 'case', 'own');
  if c.name is null then
    return;
  end if;
  if c.class = 'case' then
    execute format('select unit from %1$I r where r.id = $1 and r.case_key <> all (barred_cases())
      and (r.place between scope_lo() and reach_hi(%1$L, false)
        or r.place between scope_lo() and scope_hi() and r.case_key = any (assigned_cases(%1$L))) and %2$s', type,
      case when exists (select from pg_policy p where p.polrelid = format('public.%I', type)::regclass
        and p.polname = 'kinds') then 'r.kind = any (open_case_kinds())' else 'true' end)
      into of_unit using id;
  else
    own_column := case when type = 'person' then 'id' when exists (select from pg_attribute a
      where a.attrelid = format('public.%I', type)::regclass and a.attname = 'person') then 'person' end;
    execute format('select unit, place from %1$I r where r.id = $1
      and (r.place between scope_lo() and reach_hi(%1$L, false) or %2$s)', type,
      case when own_column is null then 'false' else format('r.%I = own_person(%L)', own_column, type) end)
      into of_unit, at_place using id;
  end if;
  if of_unit is null then
    return;
  end if;
  perform begin_command('read openings', type, id, of_unit, null, '', openings_of.at);
  if type = 'person' then
    for part in select t.name from table_class t join pg_attribute a
        on a.attrelid = to_regclass('public.' || quote_ident(t.name)) and a.attname = 'person'
      where t.is_record and t.class in ('unit', 'own') and (own_person(t.name) = openings_of.id
        or at_place between scope_lo() and reach_hi(t.name, false))
    loop
      -- What was withdrawn since was opened all the same.
      execute format('select array(select id from public.%1$I where person = $1
        union select id from past.%1$I where person = $1)', part) into found_ids using id;
      ids := ids || found_ids;
    end loop;
  end if;
  ids := ids || array(select a.id from attachment a where a.record_id = any (ids));
  return query select e.at, p.post, unit_called(p.unit) from audit_entry e join mandate p on p.id = e.mandate
    where e.record_id = any (ids) and e.command in ('open', 'open attachment') order by e.id desc limit most;
end $function$;

CREATE OR REPLACE FUNCTION public.purge_person(wanted uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not permitted('purge', jsonb_build_object('person', wanted)) then
    return null;
  end if;
  return forget_subjects(records_of(wanted));
end $function$;

create table identity_claim (
  reconciliation uuid not null,
  mark bytea not null
);

alter table identity_claim add constraint identity_claim_pkey PRIMARY KEY (reconciliation);

alter table identity_claim add constraint identity_claim_reconciliation_fkey FOREIGN KEY (reconciliation) REFERENCES reconciliation(id) ON DELETE CASCADE;

alter table identity_mark add constraint identity_mark_person_fkey FOREIGN KEY (person) REFERENCES person(id) ON DELETE CASCADE;

alter table reconciliation add constraint reconciliation_first_person_fkey FOREIGN KEY (first_person) REFERENCES person(id) ON DELETE CASCADE;

alter table reconciliation add constraint reconciliation_second_person_fkey FOREIGN KEY (second_person) REFERENCES person(id) ON DELETE CASCADE;

CREATE OR REPLACE FUNCTION public.claim_identity(p person, claimed bytea, new_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  other person; superior unit;
begin
  select q.* into other from identity_mark i join person q on q.id = i.person
  where i.mark = claimed and i.person <> p.id;
  if other.id is null then
    insert into identity_mark values (p.id, claimed) on conflict (person) do update set mark = claimed;
    return 'ok';
  end if;
  select u.* into superior from unit u where u.id = coalesce(common_superior(p.unit, other.unit),
    (select r.id from unit r join unit own on own.id = p.unit and own.place between r.place and r.place_end
      order by r.depth limit 1));
  insert into reconciliation as old (id, unit, first_person, second_person, opened_on, place, known_from, act)
  values (new_id, superior.id, least(p.id, other.id), greatest(p.id, other.id), today(), superior.place, acting_at(),
    acting_entry())
  on conflict (first_person, second_person) do update set unit = excluded.unit, settled_on = null, settlement = null,
    opened_on = case when old.settled_on is null then old.opened_on else excluded.opened_on end
  where old.settled_on is not null or old.unit <> excluded.unit;
  insert into identity_claim select r.id, claimed from reconciliation r
  where r.first_person = least(p.id, other.id) and r.second_person = greatest(p.id, other.id)
  on conflict (reconciliation) do update set mark = claimed;
  return 'elsewhere';
end $function$;

CREATE OR REPLACE FUNCTION public.identity_noted(of_person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select 1 from identity_mark i join person p on p.id = i.person where p.id = of_person
    and (p.place between scope_lo() and reach_hi('person', false) or p.id = own_person('person')))
$function$;

CREATE OR REPLACE FUNCTION public.identity_holder(wanted uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select i.person from reconciliation r join identity_claim c on c.reconciliation = r.id
  join identity_mark i on i.mark = c.mark and i.person in (r.first_person, r.second_person)
  where r.id = wanted and r.place between scope_lo() and reach_hi('reconciliation', false)
$function$;

CREATE OR REPLACE FUNCTION public.settle_reconciliation(wanted uuid, how text, new_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  r reconciliation; keeper person; claimed bytea; loses uuid;
begin
  select * into r from reconciliation where id = wanted
    and place between scope_lo() and reach_hi('reconciliation', true);
  if r.id is null or not in_command() then
    raise exception 'no such reconciliation' using errcode = '42501';
  end if;
  if r.settled_on is not null then
    return case when r.settlement = how then 'already' else 'settled' end;
  end if;
  update reconciliation set settled_on = today(), settlement = how where id = r.id;
  select mark into claimed from identity_claim where reconciliation = r.id;
  if how = 'same' or claimed is null then
    return 'ok';
  end if;
  select * into keeper from person where id = case how when 'first' then r.first_person else r.second_person end;
  delete from identity_mark where mark = claimed and person in (r.first_person, r.second_person)
    and person <> keeper.id returning person into loses;
  if loses is not null and not exists (select 1 from person p where p.id = loses
    and p.place between scope_lo() and reach_hi('person', true)) then
    return 'beyond';
  end if;
  -- A third file may have been given the number meanwhile: then that is the next question.
  perform claim_identity(keeper, claimed, new_id);
  return 'ok';
end $function$;

create table hand_over (
  mandate uuid not null,
  took_over uuid not null,
  keys text not null,
  held_back uuid[] not null,
  act bigint not null
);

alter table hand_over add constraint hand_over_pkey PRIMARY KEY (mandate);

alter table hand_over add constraint hand_over_took_over_key UNIQUE (took_over);

alter table hand_over add constraint hand_over_mandate_fkey FOREIGN KEY (mandate) REFERENCES mandate(id);

alter table hand_over add constraint hand_over_took_over_fkey FOREIGN KEY (took_over) REFERENCES mandate(id);

alter table hand_over add constraint hand_over_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

CREATE OR REPLACE FUNCTION public.may_hand_over(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM mandate m, acting_mandate me WHERE ((m.id = may_hand_over.wanted) AND (m.account <> me.account) AND mandate_in_force(m.*, today()) AND may_grant(m.role, m.unit))));

CREATE OR REPLACE FUNCTION public.may_see_hand_over(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM (hand_over h JOIN mandate m ON ((m.id = h.mandate))), acting_mandate me WHERE ((h.mandate = may_see_hand_over.wanted) AND ((m.account = me.account) OR may_grant(m.role, m.unit)))));

CREATE OR REPLACE FUNCTION public.row_is_open(type text, key uuid, at bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (COALESCE(((at >= scope_lo()) AND (at <= reach_hi(type, false))), false) OR COALESCE(((at >= scope_lo()) AND (at <= scope_hi()) AND (key = ANY (assigned_cases(type)))), false));

CREATE OR REPLACE FUNCTION public.cases_of_post(wanted uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT COALESCE(array_agg(DISTINCT a.case_key), '{}'::uuid[]) AS "coalesce" FROM assignment a WHERE ((a.mandate = cases_of_post.wanted) AND ((a.valid_to IS NULL) OR (a.valid_to > today()))));

CREATE OR REPLACE FUNCTION public.told_cases(keys uuid[])
 RETURNS TABLE(key uuid, kind text, id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  return query
  select k.key, coalesce(r.kind, 'other'), case when row_is_open(r.kind, k.key, r.place) then k.key end
  from (select distinct unnest(keys) as key) k left join (
    select 'programme' as kind, p.id, p.place from programme p union all
    select 'programme_item', i.id, i.place from programme_item i union all
    select 'inspection', i.id, i.place from inspection i union all
    select 'signal', s.id, s.place from signal s union all
    select 'discipline_decision', d.id, d.place from discipline_decision d where d.matter is null union all
    select 'discipline_case', c.id, c.place from discipline_case c union all
    select 'complaint', k.id, k.place from complaint k union all
    select 'suspension_order', o.id, o.place from suspension_order o where o.matter is null union all
    select 'outside_handling', h.id, h.place from outside_handling h where h.case_key = h.id union all
    select 'denunciation', d.id, d.place from denunciation d union all
    select 'petition', p.id, p.place from petition p) r on r.id = k.key
  where k.key <> all ((select barred_cases())::uuid[])
  order by 2, 1;
end $function$;

CREATE OR REPLACE FUNCTION public.post_to_pass(wanted uuid, to_account uuid, at timestamp with time zone)
 RETURNS TABLE(unit_name text, post text, role text, from_name text, to_name text, sessions integer, other_posts integer, own_factor boolean, needed boolean, to_factor boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select unit_called(m.unit), m.post, m.role, a.full_name, b.full_name,
    (select count(*)::int from session s where s.mandate = m.id and s.expires_at > at),
    (select count(*)::int from mandate o where o.account = a.id and o.id <> m.id and mandate_in_force(o, today())),
    has_factor(a.id), second_factor_needed(m.id), has_factor(b.id)
  from mandate m join account a on a.id = m.account left join account b on b.id = to_account and may_manage(b.id)
  where m.id = wanted and may_hand_over(wanted)
$function$;

CREATE OR REPLACE FUNCTION public.cases_to_pass(wanted uuid, to_account uuid)
 RETURNS TABLE(kind text, id uuid, passes boolean, for_both boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select t.kind, t.id, t.key <> all (cases_barred_to(to_account)),
    t.key <> all (cases_barred_to(to_account) || cases_barred_to(m.account))
  from mandate m, told_cases(cases_of_post(wanted)) t where m.id = wanted and may_hand_over(wanted)
$function$;

CREATE OR REPLACE FUNCTION public.drafts_to_end(wanted uuid, to_account uuid, at timestamp with time zone)
 RETURNS TABLE(kind text, id uuid, proposed_at timestamp with time zone, expires_at timestamp with time zone, for_both boolean)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.kind, case when holds_right(p, me.role, me.lo, me.hi) and decides_on(p, me.mandate, me.role) then p.id end,
    p.proposed_at, p.expires_at,
    (select b.person from account b where b.id = to_account and b.person = any (p.subjects)) is null
      and not cases_of(p) && cases_barred_to(to_account)
  from acting_mandate me join account mine on mine.id = me.account
  join proposal p on p.mandate = wanted and (mine.person is null or mine.person <> all (p.subjects))
  where may_hand_over(wanted) and not cases_of(p) && (select barred_cases()) and not has_expired(p, at)
    and not exists (select from proposal_end e where e.proposal = p.id)
  order by p.expires_at
$function$;

CREATE OR REPLACE FUNCTION public.hand_over(wanted uuid, to_account uuid, new_id uuid, by_decision text, handed_keys text)
 RETURNS TABLE(passed integer, held_back integer, drafts integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  m mandate; barred uuid[] := cases_barred_to(to_account); worked uuid[] := cases_of_post(wanted); unseen uuid[] := barred_cases();
  me record;
begin
  select * into m from mandate where id = wanted;
  select * into me from acting_mandate;
  perform refuse_ungrantable(m.role, m.unit, m.account), refuse_ungrantable(m.role, m.unit, to_account),
    refuse_unmanaged(to_account);
  if not mandate_in_force(m, today()) or m.account = to_account then
    raise exception 'the post is over' using errcode = '23514', constraint = 'mandate_over';
  end if;
  update mandate set valid_to = today(), end_decision = by_decision where id = wanted;
  insert into mandate (id, account, unit, role, post, body, valid_from, valid_to, term_end, decision)
  values (new_id, to_account, m.unit, m.role, m.post, m.body, today(), m.valid_to, m.term_end, by_decision);
  update assignment set valid_to = today() where mandate = wanted and (valid_to is null or valid_to > today());
  insert into assignment (id, case_key, mandate, valid_from, decision, act)
  select gen_random_uuid(), key, new_id, today(), by_decision, acting_entry() from unnest(worked) as key
  where key <> all (barred);
  insert into hand_over values (new_id, wanted, handed_keys,
    array(select key from unnest(worked) as key where key = any (barred)), acting_entry());
  -- A proposal is bound to whoever made it, in the post in which it was made.
  insert into proposal_end
  select p.id, 'withdrawn', 'Bàn giao nhiệm vụ, ' || by_decision, me.account, me.mandate, acting_at(), acting_entry()
  from proposal p where p.mandate = wanted and not has_expired(p, acting_at())
    and not exists (select from proposal_end e where e.proposal = p.id);
  delete from session where mandate = wanted;
  return query select (select count(*)::int from unnest(worked) as key where key <> all (barred || unseen)),
    (select count(*)::int from unnest(worked) as key where key = any (barred) and key <> all (unseen)),
    (select count(*)::int from drafts_ended(new_id));
end $function$;

CREATE OR REPLACE FUNCTION public.post_passed(wanted uuid)
 RETURNS TABLE(unit_name text, post text, role text, from_name text, to_name text, on_day date, decision text, keys text, sessions integer, other_posts integer, own_factor boolean, needed boolean, to_factor boolean, to_account uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select unit_called(m.unit), m.post, m.role, a.full_name, b.full_name, m.valid_from, m.decision, h.keys, 0,
    (select count(*)::int from mandate x where x.account = a.id and mandate_in_force(x, today())),
    has_factor(a.id), second_factor_needed(m.id), has_factor(b.id), b.id
  from hand_over h join mandate m on m.id = h.mandate join mandate o on o.id = h.took_over
  join account a on a.id = o.account join account b on b.id = m.account
  where h.mandate = wanted and may_see_hand_over(wanted)
$function$;

CREATE OR REPLACE FUNCTION public.cases_passed(wanted uuid)
 RETURNS TABLE(kind text, id uuid, passes boolean, for_both boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select t.kind, t.id, t.key <> all (h.held_back), t.key <> all (h.held_back || cases_barred_to(o.account))
  from hand_over h join mandate o on o.id = h.took_over, told_cases(h.held_back || array(
    select a.case_key from assignment a where a.mandate = wanted and a.act = h.act)) t
  where h.mandate = wanted and may_see_hand_over(wanted)
$function$;

CREATE OR REPLACE FUNCTION public.drafts_ended(wanted uuid)
 RETURNS TABLE(kind text, id uuid, proposed_at timestamp with time zone, expires_at timestamp with time zone, for_both boolean)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;

create table rule_confirmation (
  id uuid not null,
  rule text not null,
  valid_from date not null,
  digest text not null,
  shown text not null,
  stands boolean not null,
  confirmed_on date not null,
  note text not null,
  account uuid not null,
  mandate uuid not null,
  unit uuid,
  act bigint not null
);

alter table rule_confirmation add constraint rule_confirmation_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text));

alter table rule_confirmation add constraint rule_confirmation_shown_check CHECK ((shown <> ''::text));

alter table rule_confirmation add constraint rule_confirmation_pkey PRIMARY KEY (id, rule, valid_from);

alter table rule_confirmation add constraint rule_confirmation_account_fkey FOREIGN KEY (account) REFERENCES account(id);

alter table rule_confirmation add constraint rule_confirmation_mandate_fkey FOREIGN KEY (mandate) REFERENCES mandate(id);

alter table rule_confirmation add constraint rule_confirmation_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table rule_confirmation add constraint rule_confirmation_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

CREATE INDEX rule_confirmation_rule_valid_from_idx ON public.rule_confirmation USING btree (rule, valid_from);

CREATE OR REPLACE FUNCTION public.may_confirm_rules()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM acting_mandate WHERE (acting_mandate.role = ANY (ARRAY['machine'::text, 'office'::text, 'organisation'::text, 'inspection_chair'::text]))));

CREATE OR REPLACE FUNCTION public.confirm_rules(act_id uuid, is_confirmed boolean, on_day date, ground text, confirmed jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not may_confirm_rules() or not in_command() then
    raise exception 'not whoever confirms rules' using errcode = '42501';
  end if;
  if exists (select from rule_confirmation where id = act_id) then
    return false;
  end if;
  insert into rule_confirmation
  select act_id, r.rule, r.valid_from, r.digest, r.shown, is_confirmed, on_day, ground, m.account, m.mandate, m.unit,
    acting_entry()
  from jsonb_to_recordset(confirmed) as r(rule text, valid_from date, digest text, shown text), acting_mandate m;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.rule_confirmations(wanted text)
 RETURNS TABLE(id uuid, rule text, valid_from date, digest text, shown text, stands boolean, confirmed_on date, note text, full_name text, post text, unit uuid, unit_name text, own boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c.id, c.rule, c.valid_from, c.digest, c.shown, c.stands, c.confirmed_on, c.note, a.full_name, d.post, c.unit,
    unit_called(c.unit), c.unit is not distinct from m.unit
  from acting_mandate m, rule_confirmation c
  join account a on a.id = c.account join mandate d on d.id = c.mandate left join unit u on u.id = c.unit
  where (wanted is null or c.rule = wanted)
    and (c.unit is null or m.unit is null or u.place <= m.lo and u.place_end >= m.hi)
  order by c.act desc, c.rule, c.valid_from
$function$;

create table transfer (
  id uuid not null,
  person uuid not null,
  person_name text not null,
  unit uuid not null,
  kind text not null,
  to_unit uuid,
  to_place text,
  purpose text,
  full_time_study boolean default false not null,
  decided_on date not null,
  requested_on date not null,
  until_on date,
  reviewed_on date,
  review_number text,
  introduced_on date,
  letter_number text,
  file_with text default 'origin'::text not null,
  file_since date,
  received_on date,
  received_cell uuid,
  confirmed_on date,
  confirmation_number text,
  returned_on date,
  ended_on date,
  ended_by text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  from_place text,
  across text,
  standing text,
  introduced_late boolean default false not null,
  received_late boolean default false not null
);

alter table transfer add constraint transfer_kind_check CHECK ((kind = ANY (ARRAY['official'::text, 'temporary'::text, 'internal'::text, 'abroad'::text, 'forces'::text])));

alter table transfer add constraint transfer_file_with_check CHECK ((file_with = ANY (ARRAY['origin'::text, 'member'::text, 'post'::text, 'destination'::text])));

alter table transfer add constraint transfer_check1 CHECK (((introduced_on >= requested_on) AND (received_on >= introduced_on) AND (confirmed_on >= received_on)));

alter table transfer add constraint transfer_check2 CHECK ((returned_on > received_on));

alter table transfer add constraint transfer_check3 CHECK (((ended_on IS NULL) = (ended_by IS NULL)));

alter table transfer add constraint transfer_check4 CHECK (((ended_on IS NULL) OR (received_on IS NULL)));

alter table transfer add constraint transfer_pkey PRIMARY KEY (id);

alter table transfer add constraint transfer_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table transfer add constraint transfer_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table transfer add constraint transfer_to_unit_fkey FOREIGN KEY (to_unit) REFERENCES unit(id);

alter table transfer add constraint transfer_received_cell_fkey FOREIGN KEY (received_cell) REFERENCES unit(id);

create table past.transfer (
  id uuid not null,
  person uuid not null,
  person_name text not null,
  unit uuid not null,
  kind text not null,
  to_unit uuid,
  to_place text,
  purpose text,
  full_time_study boolean not null,
  decided_on date not null,
  requested_on date not null,
  until_on date,
  reviewed_on date,
  review_number text,
  introduced_on date,
  letter_number text,
  file_with text not null,
  file_since date,
  received_on date,
  received_cell uuid,
  confirmed_on date,
  confirmation_number text,
  returned_on date,
  ended_on date,
  ended_by text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  from_place text,
  across text,
  standing text,
  introduced_late boolean,
  received_late boolean
);

CREATE INDEX transfer_id_idx ON past.transfer USING btree (id);

CREATE INDEX transfer_unit_idx ON public.transfer USING btree (unit);

create view known.transfer with (security_invoker=true) as
 SELECT transfer.id, transfer.person, transfer.person_name, transfer.unit, transfer.kind, transfer.to_unit,
    transfer.to_place, transfer.purpose, transfer.full_time_study, transfer.decided_on, transfer.requested_on,
    transfer.until_on, transfer.reviewed_on, transfer.review_number, transfer.introduced_on,
    transfer.letter_number, transfer.file_with, transfer.file_since, transfer.received_on,
    transfer.received_cell, transfer.confirmed_on, transfer.confirmation_number, transfer.returned_on,
    transfer.ended_on, transfer.ended_by, transfer.place, transfer.known_from, transfer.act,
    transfer.from_place, transfer.across, transfer.standing, transfer.introduced_late, transfer.received_late
   FROM transfer
  WHERE transfer.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT transfer.id, transfer.person, transfer.person_name, transfer.unit, transfer.kind, transfer.to_unit,
    transfer.to_place, transfer.purpose, transfer.full_time_study, transfer.decided_on, transfer.requested_on,
    transfer.until_on, transfer.reviewed_on, transfer.review_number, transfer.introduced_on,
    transfer.letter_number, transfer.file_with, transfer.file_since, transfer.received_on,
    transfer.received_cell, transfer.confirmed_on, transfer.confirmation_number, transfer.returned_on,
    transfer.ended_on, transfer.ended_by, transfer.place, transfer.known_from, transfer.act,
    transfer.from_place, transfer.across, transfer.standing, transfer.introduced_late, transfer.received_late
   FROM past.transfer
  WHERE transfer.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND transfer.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_transfer()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.transfer (id, person, person_name, unit, kind, to_unit, to_place, purpose, full_time_study, decided_on, requested_on, until_on, reviewed_on, review_number, introduced_on, letter_number, file_with, file_since, received_on, received_cell, confirmed_on, confirmation_number, returned_on, ended_on, ended_by, place, known_from, act, from_place, across, standing, introduced_late, received_late, known_to)
        select old.id, old.person, old.person_name, old.unit, old.kind, old.to_unit, old.to_place, old.purpose, old.full_time_study, old.decided_on, old.requested_on, old.until_on, old.reviewed_on, old.review_number, old.introduced_on, old.letter_number, old.file_with, old.file_since, old.received_on, old.received_cell, old.confirmed_on, old.confirmation_number, old.returned_on, old.ended_on, old.ended_by, old.place, old.known_from, old.act, old.from_place, old.across, old.standing, old.introduced_late, old.received_late, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.transfer FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_transfer();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.transfer FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_transfer();

CREATE INDEX transfer_person_idx ON public.transfer USING btree (person);

CREATE INDEX transfer_to_unit_idx ON public.transfer USING btree (to_unit);

CREATE UNIQUE INDEX transfer_one_open ON public.transfer USING btree (person) WHERE ((ended_on IS NULL) AND (returned_on IS NULL) AND ((received_on IS NULL) OR (kind = 'temporary'::text)));

CREATE OR REPLACE FUNCTION public.refuse_other_end()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  theirs text[] := '{received_on,received_cell,received_late,confirmed_on,confirmation_number,file_with,file_since,returned_on,place,known_from,act}';
begin
  if not coalesce(old.place between scope_lo() and reach_hi('transfer', true), false)
    and to_jsonb(new) - theirs is distinct from to_jsonb(old) - theirs then
    raise exception 'the other end wrote this' using errcode = '42501';
  end if;
  return new;
end $function$;

CREATE TRIGGER other_end BEFORE UPDATE ON public.transfer FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION refuse_other_end();

CREATE OR REPLACE FUNCTION public.follow_transfer()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from touched s join transfer t on t.person = s.person) then
    return null;
  end if;
  update transfer t set unit = s.unit from touched s
  where t.person = s.person and s.valid_to is null and t.unit <> s.unit
    and t.received_on is null and t.ended_on is null;
  update transfer t set ended_on = s.valid_to, ended_by = 'left' from touched s
  where t.person = s.person and s.left_by not in ('transfer', 'rehoming') and s.valid_to >= t.requested_on
    and t.received_on is null and t.ended_on is null;
  return null;
end $function$;

CREATE TRIGGER transfer_follow_insert AFTER INSERT ON public.stay REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION follow_transfer();

CREATE TRIGGER transfer_follow_update AFTER UPDATE ON public.stay REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION follow_transfer();

CREATE OR REPLACE FUNCTION public.move_by_transfer(wanted uuid, new_stay uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  t transfer; current stay; at bigint;
begin
  select * into t from transfer where id = wanted and received_on is not null and kind <> 'temporary';
  select u.place into at from unit u where u.id = t.received_cell
    and u.place between scope_lo() and reach_hi('transfer', true);
  if t.id is null or at is null or not in_command() or t.act <> acting_entry() then
    raise exception 'no such transfer' using errcode = '42501';
  end if;
  select * into current from stay where person = t.person and valid_to is null and valid_from < t.received_on;
  if current.id is null or current.unit = t.received_cell then
    return 'moved';
  end if;
  update stay set valid_to = t.received_on, left_by = 'transfer', gone_to = unit_called(t.received_cell),
    departure_document = t.letter_number where id = current.id;
  insert into stay (id, person, unit, valid_from, came_by, came_from, arrival_document, place, known_from, act)
  values (new_stay, t.person, t.received_cell, t.received_on, 'transfer', unit_called(current.unit), t.letter_number,
    at, acting_at(), acting_entry());
  return 'ok';
end $function$;

CREATE OR REPLACE FUNCTION public.transfer_ends(wanted uuid)
 RETURNS TABLE(origin text, destination text, cell text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(t.from_place, unit_called(t.unit)),
    case when t.from_place is null then coalesce(unit_called(t.to_unit), t.to_place) else unit_called(t.unit) end,
    unit_called(t.received_cell)
  from transfer t where t.id = wanted and (t.place between scope_lo() and reach_hi('transfer', false)
    or t.person = own_person('transfer')
    or t.introduced_on is not null and exists (select from unit u where u.id = t.to_unit
      and u.place between scope_lo() and reach_hi('transfer', false)))
$function$;

CREATE OR REPLACE FUNCTION public.units_to_introduce_to(words text)
 RETURNS TABLE(unit uuid, name text, above text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.unit, p.name, unit_called(p.parent) from unit_period p, lateral (select
    replace(fold(p.name), ',', '') as own, replace(fold(p.name || ' ' || coalesce(unit_called(p.parent), '')), ',', '') as whole,
    replace(fold(words), ',', '') as sought) f
  where may_write('transfer') and p.valid_from <= today() and (p.valid_to is null or p.valid_to > today())
    and (strpos(f.whole, f.sought) > 0 or p.code = words)
  order by f.own = f.sought or f.whole = f.sought desc, strpos(f.own, f.sought) > 0 desc, p.name, 3 limit 12
$function$;

create table party_card (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  card_number text not null,
  came_by text not null,
  issued_on date not null,
  decision_number text not null,
  ended_on date,
  ended_by text,
  end_document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table party_card add constraint party_card_card_number_check CHECK ((card_number ~ '^(\d{8}|\d{12})$'::text));

alter table party_card add constraint party_card_came_by_check CHECK ((came_by = ANY (ARRAY['first'::text, 'lost'::text, 'damaged'::text, 'wrong'::text, 'exchange'::text])));

alter table party_card add constraint party_card_ended_by_check CHECK ((ended_by = ANY (ARRAY['lost'::text, 'exchanged'::text, 'revoked'::text, 'death'::text, 'left'::text])));

alter table party_card add constraint party_card_check CHECK ((ended_on >= issued_on));

alter table party_card add constraint party_card_check1 CHECK (((ended_on IS NULL) = (ended_by IS NULL)));

alter table party_card add constraint party_card_pkey PRIMARY KEY (id);

alter table party_card add constraint party_card_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table party_card add constraint party_card_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.party_card (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  card_number text not null,
  came_by text not null,
  issued_on date not null,
  decision_number text not null,
  ended_on date,
  ended_by text,
  end_document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX party_card_id_idx ON past.party_card USING btree (id);

CREATE INDEX party_card_unit_idx ON public.party_card USING btree (unit);

create view known.party_card with (security_invoker=true) as
 SELECT party_card.id, party_card.person, party_card.unit, party_card.card_number, party_card.came_by,
    party_card.issued_on, party_card.decision_number, party_card.ended_on, party_card.ended_by,
    party_card.end_document, party_card.place, party_card.known_from, party_card.act
   FROM party_card
  WHERE party_card.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT party_card.id, party_card.person, party_card.unit, party_card.card_number, party_card.came_by,
    party_card.issued_on, party_card.decision_number, party_card.ended_on, party_card.ended_by,
    party_card.end_document, party_card.place, party_card.known_from, party_card.act
   FROM past.party_card
  WHERE party_card.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND party_card.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_party_card()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.party_card (id, person, unit, card_number, came_by, issued_on, decision_number, ended_on, ended_by, end_document, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.card_number, old.came_by, old.issued_on, old.decision_number, old.ended_on, old.ended_by, old.end_document, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.party_card FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_party_card();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.party_card FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_party_card();

CREATE UNIQUE INDEX party_card_one_open ON public.party_card USING btree (person) WHERE (ended_on IS NULL);

create table party_period (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  valid_from date not null,
  valid_to date,
  document text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table party_period add constraint party_period_check CHECK ((valid_from < valid_to));

alter table party_period add constraint party_period_pkey PRIMARY KEY (id);

alter table party_period add constraint party_period_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table party_period add constraint party_period_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.party_period (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  valid_from date not null,
  valid_to date,
  document text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX party_period_id_idx ON past.party_period USING btree (id);

CREATE INDEX party_period_unit_idx ON public.party_period USING btree (unit);

create view known.party_period with (security_invoker=true) as
 SELECT party_period.id, party_period.person, party_period.unit, party_period.valid_from,
    party_period.valid_to, party_period.document, party_period.place, party_period.known_from,
    party_period.act
   FROM party_period
  WHERE party_period.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT party_period.id, party_period.person, party_period.unit, party_period.valid_from,
    party_period.valid_to, party_period.document, party_period.place, party_period.known_from,
    party_period.act
   FROM past.party_period
  WHERE party_period.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND party_period.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_party_period()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.party_period (id, person, unit, valid_from, valid_to, document, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.valid_from, old.valid_to, old.document, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.party_period FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_party_period();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.party_period FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_party_period();

CREATE INDEX party_period_person_idx ON public.party_period USING btree (person);

create table badge_award (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  level integer not null,
  kind text not null,
  awarded_on date not null,
  decision_number text not null,
  decided_on date not null,
  decided_by text not null,
  badge_number text,
  cell_agreed_on date,
  cell_document text,
  lost_on date,
  reissued_on date,
  reissue_document text,
  returned_on date,
  return_reason text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table badge_award add constraint badge_award_level_check CHECK (((level >= 1) AND (level <= 120)));

alter table badge_award add constraint badge_award_kind_check CHECK ((kind = ANY (ARRAY['regular'::text, 'early'::text, 'posthumous'::text])));

alter table badge_award add constraint badge_award_check CHECK ((reissued_on >= lost_on));

alter table badge_award add constraint badge_award_pkey PRIMARY KEY (id);

alter table badge_award add constraint badge_award_person_level_key UNIQUE (person, level);

alter table badge_award add constraint badge_award_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table badge_award add constraint badge_award_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.badge_award (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  level integer not null,
  kind text not null,
  awarded_on date not null,
  decision_number text not null,
  decided_on date not null,
  decided_by text not null,
  badge_number text,
  cell_agreed_on date,
  cell_document text,
  lost_on date,
  reissued_on date,
  reissue_document text,
  returned_on date,
  return_reason text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX badge_award_id_idx ON past.badge_award USING btree (id);

CREATE INDEX badge_award_unit_idx ON public.badge_award USING btree (unit);

create view known.badge_award with (security_invoker=true) as
 SELECT badge_award.id, badge_award.person, badge_award.unit, badge_award.level, badge_award.kind,
    badge_award.awarded_on, badge_award.decision_number, badge_award.decided_on, badge_award.decided_by,
    badge_award.badge_number, badge_award.cell_agreed_on, badge_award.cell_document, badge_award.lost_on,
    badge_award.reissued_on, badge_award.reissue_document, badge_award.returned_on, badge_award.return_reason,
    badge_award.place, badge_award.known_from, badge_award.act
   FROM badge_award
  WHERE badge_award.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT badge_award.id, badge_award.person, badge_award.unit, badge_award.level, badge_award.kind,
    badge_award.awarded_on, badge_award.decision_number, badge_award.decided_on, badge_award.decided_by,
    badge_award.badge_number, badge_award.cell_agreed_on, badge_award.cell_document, badge_award.lost_on,
    badge_award.reissued_on, badge_award.reissue_document, badge_award.returned_on, badge_award.return_reason,
    badge_award.place, badge_award.known_from, badge_award.act
   FROM past.badge_award
  WHERE badge_award.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND badge_award.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_badge_award()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.badge_award (id, person, unit, level, kind, awarded_on, decision_number, decided_on, decided_by, badge_number, cell_agreed_on, cell_document, lost_on, reissued_on, reissue_document, returned_on, return_reason, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.level, old.kind, old.awarded_on, old.decision_number, old.decided_on, old.decided_by, old.badge_number, old.cell_agreed_on, old.cell_document, old.lost_on, old.reissued_on, old.reissue_document, old.returned_on, old.return_reason, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.badge_award FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_badge_award();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.badge_award FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_badge_award();

CREATE INDEX badge_award_awarded_on_idx ON public.badge_award USING btree (awarded_on);

create table suspension (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  valid_from date not null,
  until_on date not null,
  decision_number text not null,
  decided_on date not null,
  decided_by text not null,
  extended_until date,
  extension_number text,
  ended_on date,
  end_document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  ordered_by uuid,
  what text default 'party'::text not null
);

alter table suspension add constraint suspension_check CHECK (((until_on >= valid_from) AND (extended_until > until_on)));

alter table suspension add constraint suspension_check1 CHECK ((ended_on > valid_from));

alter table suspension add constraint suspension_pkey PRIMARY KEY (id);

alter table suspension add constraint suspension_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table suspension add constraint suspension_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.suspension (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  valid_from date not null,
  until_on date not null,
  decision_number text not null,
  decided_on date not null,
  decided_by text not null,
  extended_until date,
  extension_number text,
  ended_on date,
  end_document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  ordered_by uuid,
  what text default 'party'::text not null
);

CREATE INDEX suspension_id_idx ON past.suspension USING btree (id);

CREATE INDEX suspension_unit_idx ON public.suspension USING btree (unit);

create view known.suspension with (security_invoker=true) as
 SELECT suspension.id, suspension.person, suspension.unit, suspension.valid_from, suspension.until_on,
    suspension.decision_number, suspension.decided_on, suspension.decided_by, suspension.extended_until,
    suspension.extension_number, suspension.ended_on, suspension.end_document, suspension.place,
    suspension.known_from, suspension.act, suspension.ordered_by, suspension.what
   FROM suspension
  WHERE suspension.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT suspension.id, suspension.person, suspension.unit, suspension.valid_from, suspension.until_on,
    suspension.decision_number, suspension.decided_on, suspension.decided_by, suspension.extended_until,
    suspension.extension_number, suspension.ended_on, suspension.end_document, suspension.place,
    suspension.known_from, suspension.act, suspension.ordered_by, suspension.what
   FROM past.suspension
  WHERE suspension.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND suspension.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_suspension()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.suspension (id, person, unit, valid_from, until_on, decision_number, decided_on, decided_by, extended_until, extension_number, ended_on, end_document, place, known_from, act, ordered_by, what, known_to)
        select old.id, old.person, old.unit, old.valid_from, old.until_on, old.decision_number, old.decided_on, old.decided_by, old.extended_until, old.extension_number, old.ended_on, old.end_document, old.place, old.known_from, old.act, old.ordered_by, old.what, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.suspension FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_suspension();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.suspension FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_suspension();

CREATE INDEX suspension_person_idx ON public.suspension USING btree (person);

create table missed_month (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  month text not null,
  what text not null,
  good_reason text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table missed_month add constraint missed_month_month_check CHECK ((month ~ '^\d{4}-\d{2}$'::text));

alter table missed_month add constraint missed_month_what_check CHECK ((what = ANY (ARRAY['meetings'::text, 'dues'::text])));

alter table missed_month add constraint missed_month_pkey PRIMARY KEY (id);

alter table missed_month add constraint missed_month_person_month_what_key UNIQUE (person, month, what);

alter table missed_month add constraint missed_month_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table missed_month add constraint missed_month_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.missed_month (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  month text not null,
  what text not null,
  good_reason text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX missed_month_id_idx ON past.missed_month USING btree (id);

CREATE INDEX missed_month_unit_idx ON public.missed_month USING btree (unit);

create view known.missed_month with (security_invoker=true) as
 SELECT missed_month.id, missed_month.person, missed_month.unit, missed_month.month, missed_month.what,
    missed_month.good_reason, missed_month.place, missed_month.known_from, missed_month.act
   FROM missed_month
  WHERE missed_month.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT missed_month.id, missed_month.person, missed_month.unit, missed_month.month, missed_month.what,
    missed_month.good_reason, missed_month.place, missed_month.known_from, missed_month.act
   FROM past.missed_month
  WHERE missed_month.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND missed_month.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_missed_month()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.missed_month (id, person, unit, month, what, good_reason, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.month, old.what, old.good_reason, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.missed_month FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_missed_month();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.missed_month FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_missed_month();

create table reorganisation_draft (
  id uuid not null,
  unit uuid not null,
  summary text not null,
  effective_on date not null,
  number text,
  decided_on date,
  decided_by text,
  operations text default '[]'::text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table reorganisation_draft add constraint reorganisation_draft_operations_check CHECK ((operations IS JSON ARRAY));

alter table reorganisation_draft add constraint reorganisation_draft_pkey PRIMARY KEY (id);

alter table reorganisation_draft add constraint reorganisation_draft_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.reorganisation_draft (
  id uuid not null,
  unit uuid not null,
  summary text not null,
  effective_on date not null,
  number text,
  decided_on date,
  decided_by text,
  operations text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX reorganisation_draft_id_idx ON past.reorganisation_draft USING btree (id);

CREATE INDEX reorganisation_draft_unit_idx ON public.reorganisation_draft USING btree (unit);

create view known.reorganisation_draft with (security_invoker=true) as
 SELECT reorganisation_draft.id, reorganisation_draft.unit, reorganisation_draft.summary,
    reorganisation_draft.effective_on, reorganisation_draft.number, reorganisation_draft.decided_on,
    reorganisation_draft.decided_by, reorganisation_draft.operations, reorganisation_draft.place,
    reorganisation_draft.known_from, reorganisation_draft.act
   FROM reorganisation_draft
  WHERE reorganisation_draft.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT reorganisation_draft.id, reorganisation_draft.unit, reorganisation_draft.summary,
    reorganisation_draft.effective_on, reorganisation_draft.number, reorganisation_draft.decided_on,
    reorganisation_draft.decided_by, reorganisation_draft.operations, reorganisation_draft.place,
    reorganisation_draft.known_from, reorganisation_draft.act
   FROM past.reorganisation_draft
  WHERE reorganisation_draft.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND reorganisation_draft.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_reorganisation_draft()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.reorganisation_draft (id, unit, summary, effective_on, number, decided_on, decided_by, operations, place, known_from, act, known_to)
        select old.id, old.unit, old.summary, old.effective_on, old.number, old.decided_on, old.decided_by, old.operations, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.reorganisation_draft FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_reorganisation_draft();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.reorganisation_draft FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_reorganisation_draft();

create table official_code (
  id uuid not null,
  unit uuid not null,
  code text not null,
  valid_from date not null,
  valid_to date,
  decision text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table official_code add constraint official_code_code_check CHECK ((code ~ '^[0-9]{14}$'::text));

alter table official_code add constraint official_code_check CHECK ((valid_from < valid_to));

alter table official_code add constraint official_code_pkey PRIMARY KEY (id);

alter table official_code add constraint official_code_unit_daterange_excl EXCLUDE USING gist (unit WITH =, daterange(valid_from, valid_to) WITH &&);

alter table official_code add constraint official_code_taken EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&);

alter table official_code add constraint official_code_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.official_code (
  id uuid not null,
  unit uuid not null,
  code text not null,
  valid_from date not null,
  valid_to date,
  decision text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX official_code_id_idx ON past.official_code USING btree (id);

CREATE INDEX official_code_unit_idx ON public.official_code USING btree (unit);

create view known.official_code with (security_invoker=true) as
 SELECT official_code.id, official_code.unit, official_code.code, official_code.valid_from,
    official_code.valid_to, official_code.decision, official_code.place, official_code.known_from,
    official_code.act
   FROM official_code
  WHERE official_code.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT official_code.id, official_code.unit, official_code.code, official_code.valid_from,
    official_code.valid_to, official_code.decision, official_code.place, official_code.known_from,
    official_code.act
   FROM past.official_code
  WHERE official_code.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND official_code.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_official_code()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.official_code (id, unit, code, valid_from, valid_to, decision, place, known_from, act, known_to)
        select old.id, old.unit, old.code, old.valid_from, old.valid_to, old.decision, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.official_code FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_official_code();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.official_code FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_official_code();

alter table body_term add constraint body_term_formed_by_check CHECK ((formed_by = ANY (ARRAY['congress'::text, 'appointment'::text])));

alter table body_term add constraint body_term_seats_check CHECK ((seats > 0));

alter table body_term add constraint body_term_check CHECK ((valid_from < valid_to));

alter table body_term add constraint body_term_check1 CHECK ((valid_from < due_on));

alter table body_term add constraint body_term_check2 CHECK (((formed_by <> 'congress'::text) OR (congress_on IS NOT NULL)));

alter table body_term add constraint body_term_pkey PRIMARY KEY (id);

alter table body_term add constraint body_term_body_daterange_excl EXCLUDE USING gist (body WITH =, daterange(valid_from, valid_to) WITH &&);

alter table body_term add constraint body_term_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table body_term add constraint body_term_body_fkey FOREIGN KEY (body) REFERENCES body(id);

create table past.body_term (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  name text not null,
  formed_by text not null,
  congress_on date,
  decision text not null,
  seats integer not null,
  valid_from date not null,
  due_on date not null,
  valid_to date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX body_term_id_idx ON past.body_term USING btree (id);

CREATE INDEX body_term_unit_idx ON public.body_term USING btree (unit);

create view known.body_term with (security_invoker=true) as
 SELECT body_term.id, body_term.unit, body_term.body, body_term.name, body_term.formed_by,
    body_term.congress_on, body_term.decision, body_term.seats, body_term.valid_from, body_term.due_on,
    body_term.valid_to, body_term.place, body_term.known_from, body_term.act
   FROM body_term
  WHERE body_term.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT body_term.id, body_term.unit, body_term.body, body_term.name, body_term.formed_by,
    body_term.congress_on, body_term.decision, body_term.seats, body_term.valid_from, body_term.due_on,
    body_term.valid_to, body_term.place, body_term.known_from, body_term.act
   FROM past.body_term
  WHERE body_term.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND body_term.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_body_term()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.body_term (id, unit, body, name, formed_by, congress_on, decision, seats, valid_from, due_on, valid_to, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.name, old.formed_by, old.congress_on, old.decision, old.seats, old.valid_from, old.due_on, old.valid_to, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.body_term FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_body_term();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.body_term FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_body_term();

create table party_post (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  person uuid not null,
  post text not null,
  valid_from date not null,
  valid_to date,
  came_by text not null,
  decision text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table party_post add constraint party_post_post_check CHECK ((post = ANY (ARRAY['secretary'::text, 'deputy_secretary'::text, 'standing_member'::text, 'member'::text, 'chair'::text, 'deputy_chair'::text])));

alter table party_post add constraint party_post_came_by_check CHECK ((came_by = ANY (ARRAY['election'::text, 'appointment'::text])));

alter table party_post add constraint party_post_check CHECK ((valid_from < valid_to));

alter table party_post add constraint party_post_pkey PRIMARY KEY (id);

alter table party_post add constraint party_post_person_body_daterange_excl EXCLUDE USING gist (person WITH =, body WITH =, daterange(valid_from, valid_to) WITH &&);

alter table party_post add constraint party_post_one_head EXCLUDE USING gist (body WITH =, daterange(valid_from, valid_to) WITH &&) WHERE ((post = ANY (ARRAY['secretary'::text, 'chair'::text])));

alter table party_post add constraint party_post_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table party_post add constraint party_post_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table party_post add constraint party_post_person_fkey FOREIGN KEY (person) REFERENCES person(id);

CREATE INDEX party_post_person_idx ON public.party_post USING btree (person);

create table past.party_post (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  person uuid not null,
  post text not null,
  valid_from date not null,
  valid_to date,
  came_by text not null,
  decision text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX party_post_id_idx ON past.party_post USING btree (id);

CREATE INDEX party_post_unit_idx ON public.party_post USING btree (unit);

create view known.party_post with (security_invoker=true) as
 SELECT party_post.id, party_post.unit, party_post.body, party_post.person, party_post.post,
    party_post.valid_from, party_post.valid_to, party_post.came_by, party_post.decision, party_post.place,
    party_post.known_from, party_post.act
   FROM party_post
  WHERE party_post.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT party_post.id, party_post.unit, party_post.body, party_post.person, party_post.post,
    party_post.valid_from, party_post.valid_to, party_post.came_by, party_post.decision, party_post.place,
    party_post.known_from, party_post.act
   FROM past.party_post
  WHERE party_post.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND party_post.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_party_post()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.party_post (id, unit, body, person, post, valid_from, valid_to, came_by, decision, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.person, old.post, old.valid_from, old.valid_to, old.came_by, old.decision, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.party_post FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_party_post();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.party_post FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_party_post();

CREATE OR REPLACE FUNCTION public.end_with_body()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from party_post where body = new.id and valid_from >= new.valid_to;
  update party_post set valid_to = new.valid_to where body = new.id and (valid_to is null or valid_to > new.valid_to);
  delete from body_term where body = new.id and valid_from >= new.valid_to;
  update body_term set valid_to = new.valid_to where body = new.id and (valid_to is null or valid_to > new.valid_to);
  return null;
end $function$;

CREATE TRIGGER end_with_body AFTER UPDATE ON public.body FOR EACH ROW WHEN (((new.valid_to IS NOT NULL) AND (new.valid_to IS DISTINCT FROM old.valid_to))) EXECUTE FUNCTION end_with_body();

CREATE CONSTRAINT TRIGGER two_persons AFTER INSERT OR DELETE OR UPDATE ON public.reorganisation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION refuse_one_person('reorganise undo_reorganisation');

CREATE CONSTRAINT TRIGGER two_persons AFTER INSERT OR DELETE OR UPDATE ON public.unit_period DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION refuse_one_person('reorganise undo_reorganisation');

CREATE CONSTRAINT TRIGGER two_persons AFTER INSERT OR DELETE OR UPDATE ON public.unit_succession DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION refuse_one_person('reorganise undo_reorganisation');

CREATE OR REPLACE FUNCTION public.heirs(day date)
 RETURNS TABLE(unit uuid, heir uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.unsettled(day date)
 RETURNS TABLE(unit uuid, heir uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select h.unit, h.heir from heirs(day) h join unit u on u.id = h.unit join unit n on n.id = h.heir
  where (u.place, u.place_end, u.depth, u.parent) is distinct from (n.place, n.place_end, n.depth, n.parent)
$function$;

CREATE OR REPLACE FUNCTION public.place_rows(units uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.tables_of_acts()
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
RETURN '{unit_succession,stay,party_post,body_term,body,unit_period,reorganisation}'::text[];

CREATE OR REPLACE FUNCTION public.begun_by(type text, entry bigint)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if type = 'unit' then
    return query select p.unit from unit_period p where p.act = entry
      and not exists (select from unit_period e where e.unit = p.unit and e.valid_from < p.valid_from)
      and not exists (select from past.unit_period e where e.id = p.id and e.known_to = p.known_from and e.act <> entry);
  elsif type = any (tables_of_acts()) then
    return query execute format('select r.id from %1$I r where r.act = $1 and not exists (select from past.%1$I p
      where p.id = r.id and p.known_to = r.known_from and p.act <> $1)', type) using entry;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.entry_of_act(wanted uuid)
 RETURNS TABLE(act bigint, at timestamp with time zone, effective_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select a.act, a.known_from, a.effective_on from acting_mandate m join reorganisation a on a.id = wanted
    and a.place between m.lo and m.hi
  join audit_entry e on e.id = a.act and e.command in ('reorganise', 'approve reorganise')
$function$;

CREATE OR REPLACE FUNCTION public.depending_on(wanted uuid)
 RETURNS TABLE(type text, id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_remains(entry bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  t text; remains boolean;
begin
  foreach t in array tables_of_acts() loop
    execute format('select exists (select from %I where act = $1)', t) into remains using entry;
    if remains then
      raise exception 'part of the act lies out of reach' using errcode = '42501';
    end if;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.take_back(wanted uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.crowded(day date)
 RETURNS TABLE(unit uuid, parent uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with living as (
    select u.id, u.place, u.depth, p.parent from unit u join unit_period p on p.unit = u.id
    where p.valid_from <= day and (p.valid_to is null or p.valid_to > day)
  )
  select a.id, a.parent from living a where a.parent is not null and exists (
    select from unit b where b.place = a.place and b.depth = a.depth and b.id <> a.id
      and (b.id < a.id or b.id not in (select id from living)) and b.id not in (select h.unit from heirs(day) h))
  order by a.id
$function$;

CREATE OR REPLACE FUNCTION public.mandates_at(units uuid[], day date)
 RETURNS TABLE(unit uuid, post text, role text, full_name text, other_posts integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select m.unit, m.post, m.role, a.full_name, (select count(*)::int from mandate o where o.account = a.id
    and o.unit <> all (units) and (o.valid_to is null or o.valid_to > day))
  from acting_mandate me join unit u on u.place between me.lo and me.hi and u.id = any (units)
  join mandate m on m.unit = u.id join account a on a.id = m.account
  where may_write('reorganisation') and (m.valid_to is null or m.valid_to > day)
  order by m.unit, m.post
$function$;

create table person_fact (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  field text not null,
  value text not null,
  old_text text,
  since text,
  until text,
  source_kind text,
  source_number text,
  source_date text,
  certainty text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table person_fact add constraint person_fact_field_check CHECK ((length(field) <= 60));

alter table person_fact add constraint person_fact_value_check CHECK (((length(value) >= 1) AND (length(value) <= 2000)));

alter table person_fact add constraint person_fact_since_check CHECK ((since ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text));

alter table person_fact add constraint person_fact_until_check CHECK ((until ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text));

alter table person_fact add constraint person_fact_source_date_check CHECK ((source_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text));

alter table person_fact add constraint person_fact_certainty_check CHECK ((certainty = ANY (ARRAY['original'::text, 'copy'::text, 'stated'::text])));

alter table person_fact add constraint person_fact_pkey PRIMARY KEY (id);

alter table person_fact add constraint person_fact_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table person_fact add constraint person_fact_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

CREATE INDEX person_fact_person_field_since_idx ON public.person_fact USING btree (person, field, since);

CREATE INDEX person_fact_file_number ON public.person_fact USING btree (lower(value)) WHERE (field = 'file_number'::text);

create table past.person_fact (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  field text not null,
  value text not null,
  old_text text,
  since text,
  until text,
  source_kind text,
  source_number text,
  source_date text,
  certainty text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX person_fact_id_idx ON past.person_fact USING btree (id);

CREATE INDEX person_fact_unit_idx ON public.person_fact USING btree (unit);

create view known.person_fact with (security_invoker=true) as
 SELECT person_fact.id, person_fact.person, person_fact.unit, person_fact.field, person_fact.value,
    person_fact.old_text, person_fact.since, person_fact.until, person_fact.source_kind,
    person_fact.source_number, person_fact.source_date, person_fact.certainty, person_fact.place,
    person_fact.known_from, person_fact.act
   FROM person_fact
  WHERE person_fact.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT person_fact.id, person_fact.person, person_fact.unit, person_fact.field, person_fact.value,
    person_fact.old_text, person_fact.since, person_fact.until, person_fact.source_kind,
    person_fact.source_number, person_fact.source_date, person_fact.certainty, person_fact.place,
    person_fact.known_from, person_fact.act
   FROM past.person_fact
  WHERE person_fact.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND person_fact.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_person_fact()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.person_fact (id, person, unit, field, value, old_text, since, until, source_kind, source_number, source_date, certainty, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.field, old.value, old.old_text, old.since, old.until, old.source_kind, old.source_number, old.source_date, old.certainty, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.person_fact FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_person_fact();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.person_fact FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_person_fact();

create table file_scope (
  id uuid not null,
  unit uuid not null,
  what text not null,
  number text not null,
  decided_on date not null,
  valid_from date not null,
  valid_to date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table file_scope add constraint file_scope_what_check CHECK ((what = ANY (ARRAY['health'::text, 'property'::text, 'scans'::text])));

alter table file_scope add constraint file_scope_check CHECK ((valid_from < valid_to));

alter table file_scope add constraint file_scope_pkey PRIMARY KEY (id);

alter table file_scope add constraint file_scope_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.file_scope (
  id uuid not null,
  unit uuid not null,
  what text not null,
  number text not null,
  decided_on date not null,
  valid_from date not null,
  valid_to date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX file_scope_id_idx ON past.file_scope USING btree (id);

CREATE INDEX file_scope_unit_idx ON public.file_scope USING btree (unit);

create view known.file_scope with (security_invoker=true) as
 SELECT file_scope.id, file_scope.unit, file_scope.what, file_scope.number, file_scope.decided_on,
    file_scope.valid_from, file_scope.valid_to, file_scope.place, file_scope.known_from, file_scope.act
   FROM file_scope
  WHERE file_scope.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT file_scope.id, file_scope.unit, file_scope.what, file_scope.number, file_scope.decided_on,
    file_scope.valid_from, file_scope.valid_to, file_scope.place, file_scope.known_from, file_scope.act
   FROM past.file_scope
  WHERE file_scope.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND file_scope.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_file_scope()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.file_scope (id, unit, what, number, decided_on, valid_from, valid_to, place, known_from, act, known_to)
        select old.id, old.unit, old.what, old.number, old.decided_on, old.valid_from, old.valid_to, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.file_scope FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_file_scope();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.file_scope FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_file_scope();

CREATE OR REPLACE FUNCTION public.file_holds(wanted text, of_unit uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT 1 FROM ((file_scope s JOIN unit above ON ((above.id = s.unit))) JOIN unit u ON (((u.id = file_holds.of_unit) AND ((u.place >= above.place) AND (u.place <= above.place_end))))) WHERE ((s.what = file_holds.wanted) AND (s.valid_from <= today()) AND ((s.valid_to IS NULL) OR (s.valid_to > today())))));

CREATE OR REPLACE FUNCTION public.refuse_beyond_scope()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  of_unit uuid := (select p.unit from person p where p.id = (to_jsonb(new) ->> tg_argv[1])::uuid);
begin
  if tg_argv[2] is not null then
    execute format('select unit from %I where id = $1', to_jsonb(new) ->> tg_argv[2]) into of_unit
      using (to_jsonb(new) ->> tg_argv[1])::uuid;
  end if;
  if not file_holds(tg_argv[0], of_unit) then
    raise exception 'no office decided that files hold this' using errcode = '23514', constraint = 'file_scope_' || tg_argv[0];
  end if;
  return new;
end $function$;

CREATE TRIGGER scope_health BEFORE INSERT OR UPDATE OF field, value ON public.person_fact FOR EACH ROW WHEN ((new.field = 'health'::text)) EXECUTE FUNCTION refuse_beyond_scope('health', 'person');

CREATE TRIGGER scope_property BEFORE INSERT OR UPDATE OF field, value ON public.person_fact FOR EACH ROW WHEN ((new.field = ANY (ARRAY['income'::text, 'house'::text, 'land'::text, 'property'::text]))) EXECUTE FUNCTION refuse_beyond_scope('property', 'person');

create table person_paper (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  kind text not null,
  state text not null,
  number text,
  dated text,
  kept_by text,
  kept_at text,
  checked_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table person_paper add constraint person_paper_kind_check CHECK (((kind ~ '^\d{1,3}$'::text) AND (((kind)::integer >= 1) AND ((kind)::integer <= 104))));

alter table person_paper add constraint person_paper_state_check CHECK ((state = ANY (ARRAY['there'::text, 'missing'::text, 'not_needed'::text])));

alter table person_paper add constraint person_paper_dated_check CHECK ((dated ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text));

alter table person_paper add constraint person_paper_kept_by_check CHECK ((kept_by = ANY (ARRAY['cell'::text, 'grassroots'::text, 'district'::text, 'province'::text, 'elsewhere'::text])));

alter table person_paper add constraint person_paper_check CHECK (((state <> 'there'::text) OR (kept_by IS NOT NULL)));

alter table person_paper add constraint person_paper_pkey PRIMARY KEY (id);

alter table person_paper add constraint person_paper_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table person_paper add constraint person_paper_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

CREATE INDEX person_paper_person_kind_idx ON public.person_paper USING btree (person, kind);

create table past.person_paper (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  kind text not null,
  state text not null,
  number text,
  dated text,
  kept_by text,
  kept_at text,
  checked_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX person_paper_id_idx ON past.person_paper USING btree (id);

CREATE INDEX person_paper_unit_idx ON public.person_paper USING btree (unit);

create view known.person_paper with (security_invoker=true) as
 SELECT person_paper.id, person_paper.person, person_paper.unit, person_paper.kind, person_paper.state,
    person_paper.number, person_paper.dated, person_paper.kept_by, person_paper.kept_at,
    person_paper.checked_on, person_paper.place, person_paper.known_from, person_paper.act
   FROM person_paper
  WHERE person_paper.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT person_paper.id, person_paper.person, person_paper.unit, person_paper.kind, person_paper.state,
    person_paper.number, person_paper.dated, person_paper.kept_by, person_paper.kept_at,
    person_paper.checked_on, person_paper.place, person_paper.known_from, person_paper.act
   FROM past.person_paper
  WHERE person_paper.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND person_paper.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_person_paper()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.person_paper (id, person, unit, kind, state, number, dated, kept_by, kept_at, checked_on, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.kind, old.state, old.number, old.dated, old.kept_by, old.kept_at, old.checked_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.person_paper FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_person_paper();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.person_paper FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_person_paper();

CREATE TRIGGER scope_scans BEFORE INSERT ON public.attachment FOR EACH ROW WHEN ((new.record_type = ANY (ARRAY['person'::text, 'person_paper'::text, 'person_fact'::text]))) EXECUTE FUNCTION refuse_beyond_scope('scans', 'record_id', 'record_type');

create table correction_request (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  field text not null,
  wanted text not null,
  grounds text not null,
  asked_on date not null,
  due_on date not null,
  outcome text,
  answered_on date,
  answer text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table correction_request add constraint correction_request_field_check CHECK ((length(field) <= 60));

alter table correction_request add constraint correction_request_wanted_check CHECK ((length(wanted) <= 2000));

alter table correction_request add constraint correction_request_grounds_check CHECK ((length(grounds) <= 2000));

alter table correction_request add constraint correction_request_check CHECK ((due_on >= asked_on));

alter table correction_request add constraint correction_request_outcome_check CHECK ((outcome = ANY (ARRAY['corrected'::text, 'changed'::text, 'refused'::text, 'withdrawn'::text])));

alter table correction_request add constraint correction_request_check1 CHECK ((answered_on >= asked_on));

alter table correction_request add constraint correction_request_check2 CHECK (((outcome IS NULL) = (answered_on IS NULL)));

alter table correction_request add constraint correction_request_check3 CHECK (((outcome IS NULL) OR (outcome = 'withdrawn'::text) OR (answer IS NOT NULL)));

alter table correction_request add constraint correction_request_pkey PRIMARY KEY (id);

alter table correction_request add constraint correction_request_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table correction_request add constraint correction_request_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

CREATE INDEX correction_request_person_idx ON public.correction_request USING btree (person);

create table past.correction_request (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  field text not null,
  wanted text not null,
  grounds text not null,
  asked_on date not null,
  due_on date not null,
  outcome text,
  answered_on date,
  answer text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX correction_request_id_idx ON past.correction_request USING btree (id);

CREATE INDEX correction_request_unit_idx ON public.correction_request USING btree (unit);

create view known.correction_request with (security_invoker=true) as
 SELECT correction_request.id, correction_request.person, correction_request.unit, correction_request.field,
    correction_request.wanted, correction_request.grounds, correction_request.asked_on,
    correction_request.due_on, correction_request.outcome, correction_request.answered_on,
    correction_request.answer, correction_request.place, correction_request.known_from, correction_request.act
   FROM correction_request
  WHERE correction_request.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT correction_request.id, correction_request.person, correction_request.unit, correction_request.field,
    correction_request.wanted, correction_request.grounds, correction_request.asked_on,
    correction_request.due_on, correction_request.outcome, correction_request.answered_on,
    correction_request.answer, correction_request.place, correction_request.known_from, correction_request.act
   FROM past.correction_request
  WHERE correction_request.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND correction_request.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_correction_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.correction_request (id, person, unit, field, wanted, grounds, asked_on, due_on, outcome, answered_on, answer, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.field, old.wanted, old.grounds, old.asked_on, old.due_on, old.outcome, old.answered_on, old.answer, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.correction_request FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_correction_request();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.correction_request FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_correction_request();

CREATE OR REPLACE FUNCTION public.acting_person()
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT a.person FROM (acting_mandate m JOIN account a ON ((a.id = m.account))));

CREATE OR REPLACE FUNCTION public.guard_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  is_kept boolean := coalesce(old.place between scope_lo() and reach_hi('correction_request', true), false);
begin
  if current_setting('capuy.replacing', true) = 'on' then
    return new;
  end if;
  if new.person = acting_person() and new.outcome is not null and new.outcome <> 'withdrawn'
    or old.id is not null and (old.outcome is not null or not is_kept and new.outcome <> 'withdrawn'
      or to_jsonb(new) - '{outcome,answered_on,answer,unit,place,known_from,act}'::text[]
        <> to_jsonb(old) - '{outcome,answered_on,answer,unit,place,known_from,act}'::text[])
    or old.id is null and new.outcome is not null then
    raise exception 'a request stands as it was sent' using errcode = '23514', constraint = 'request_stands';
  end if;
  return new;
end $function$;

CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON public.correction_request FOR EACH ROW EXECUTE FUNCTION guard_request();

create table person_merge (
  id uuid not null,
  unit uuid not null,
  kept uuid not null,
  person uuid not null,
  merged_on date not null,
  grounds text not null,
  separated_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table person_merge add constraint person_merge_check CHECK ((kept <> person));

alter table person_merge add constraint person_merge_check1 CHECK ((merged_on <= separated_on));

alter table person_merge add constraint person_merge_pkey PRIMARY KEY (id);

alter table person_merge add constraint person_merge_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table person_merge add constraint person_merge_kept_fkey FOREIGN KEY (kept) REFERENCES person(id);

alter table person_merge add constraint person_merge_person_fkey FOREIGN KEY (person) REFERENCES person(id);

CREATE UNIQUE INDEX person_merge_one ON public.person_merge USING btree (person) WHERE (separated_on IS NULL);

CREATE INDEX person_merge_kept_idx ON public.person_merge USING btree (kept);

create table past.person_merge (
  id uuid not null,
  unit uuid not null,
  kept uuid not null,
  person uuid not null,
  merged_on date not null,
  grounds text not null,
  separated_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX person_merge_id_idx ON past.person_merge USING btree (id);

CREATE INDEX person_merge_unit_idx ON public.person_merge USING btree (unit);

create view known.person_merge with (security_invoker=true) as
 SELECT person_merge.id, person_merge.unit, person_merge.kept, person_merge.person, person_merge.merged_on,
    person_merge.grounds, person_merge.separated_on, person_merge.place, person_merge.known_from,
    person_merge.act
   FROM person_merge
  WHERE person_merge.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT person_merge.id, person_merge.unit, person_merge.kept, person_merge.person, person_merge.merged_on,
    person_merge.grounds, person_merge.separated_on, person_merge.place, person_merge.known_from,
    person_merge.act
   FROM past.person_merge
  WHERE person_merge.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND person_merge.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_person_merge()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.person_merge (id, unit, kept, person, merged_on, grounds, separated_on, place, known_from, act, known_to)
        select old.id, old.unit, old.kept, old.person, old.merged_on, old.grounds, old.separated_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select coalesce(public.common_superior(k.unit, p.unit), k.unit)
  from public.person k, public.person p where k.id = new.kept and p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.person_merge FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_person_merge();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.person_merge FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_person_merge();

CREATE CONSTRAINT TRIGGER two_persons AFTER INSERT OR DELETE OR UPDATE ON public.person_merge DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION refuse_one_person('merge_persons');

alter table reconciliation add constraint reconciliation_settlement_check CHECK ((settlement = ANY (ARRAY['same'::text, 'first'::text, 'second'::text, 'distinct'::text])));

CREATE OR REPLACE FUNCTION public.settle_as_distinct(one uuid, other uuid, new_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  within int := (select count(*) from person p where p.id in (one, other)
    and p.place between scope_lo() and reach_hi('person', true));
begin
  if within < 2 or one = other or not in_command() then
    raise exception 'no such persons' using errcode = '42501';
  end if;
  insert into reconciliation (id, unit, first_person, second_person, opened_on, settled_on, settlement, place, known_from, act)
  select new_id, u.id, least(one, other), greatest(one, other), today(), today(), 'distinct', u.place, acting_at(), acting_entry()
  from person a join person b on b.id = other join unit u on u.id = coalesce(common_superior(a.unit, b.unit), a.unit)
  where a.id = one
  on conflict (first_person, second_person) do nothing;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_merged_file()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if current_setting('capuy.replacing', true) is distinct from 'on'
    and exists (select 1 from person_merge m where m.person = new.person and m.separated_on is null) then
    raise exception 'this file was merged into another' using errcode = '23514', constraint = 'merged_file';
  end if;
  return new;
end $function$;

CREATE TRIGGER merged BEFORE INSERT ON public.stay FOR EACH ROW WHEN ((new.came_by <> 'rehoming'::text)) EXECUTE FUNCTION refuse_merged_file();

CREATE TRIGGER merged BEFORE INSERT ON public.admission FOR EACH ROW EXECUTE FUNCTION refuse_merged_file();

CREATE TRIGGER merged BEFORE INSERT ON public.recognition FOR EACH ROW EXECUTE FUNCTION refuse_merged_file();

CREATE OR REPLACE FUNCTION public.follow_file()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE TRIGGER follow_file AFTER UPDATE ON public.person REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION follow_file();

CREATE OR REPLACE FUNCTION public.counted_fields()
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
RETURN '{name,sex,birth_date,native_place,ethnicity,religion,occupation,general_education,qualification,political_theory,youth_union,academic_title,business_owner,foreign_spouse}'::text[];

CREATE OR REPLACE FUNCTION public.follow_fact()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  f person_fact := case when tg_op = 'DELETE' then old else new end;
  stood text; holds text;
begin
  if current_setting('capuy.replacing', true) = 'on' or f.field <> all (counted_fields()) then
    return null;
  end if;
  execute format('select %I::text from person where id = $1', f.field) into stood using f.person;
  if tg_op = 'INSERT' and f.since is not null and stood is not null and not exists (
    select 1 from person_fact o where o.person = f.person and o.field = f.field and o.id <> f.id) then
    insert into person_fact (id, person, unit, field, value, certainty, place, known_from, act)
    select gen_random_uuid(), p.id, p.unit, f.field, stood, 'stated', p.place, acting_at(), acting_entry()
    from person p where p.id = f.person;
  end if;
  select o.value into holds from person_fact o where o.person = f.person and o.field = f.field
    order by o.since desc nulls last limit 1;
  if holds is not null and holds is distinct from stood then
    execute format('update person set %I = $2::%s where id = $1', f.field,
      (select format_type(a.atttypid, null) from pg_attribute a where a.attrelid = 'person'::regclass and a.attname = f.field))
    using f.person, holds;
  end if;
  return null;
end $function$;

CREATE TRIGGER follow_fact AFTER INSERT OR DELETE OR UPDATE ON public.person_fact FOR EACH ROW EXECUTE FUNCTION follow_fact();

CREATE OR REPLACE FUNCTION public.follow_column()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  name text; latest person_fact;
begin
  if current_setting('capuy.replacing', true) = 'on' then
    return null;
  end if;
  foreach name in array counted_fields() loop
    if to_jsonb(new) -> name <> to_jsonb(old) -> name then
      select o.* into latest from person_fact o where o.person = new.id and o.field = name
        order by o.since desc nulls last limit 1;
      if latest.id is not null and to_jsonb(new) ->> name is null then
        delete from person_fact where id = latest.id;
      elsif latest.value is distinct from to_jsonb(new) ->> name then
        update person_fact set value = to_jsonb(new) ->> name where id = latest.id;
      end if;
    end if;
  end loop;
  return null;
end $function$;

CREATE TRIGGER follow_column AFTER UPDATE ON public.person FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION follow_column();

CREATE OR REPLACE FUNCTION public.initials(folded text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(folded, '(^|\s+)(\S)\S*'::text, '\2'::text, 'g'::text);

CREATE INDEX person_initials ON public.person USING btree (initials(folded) text_pattern_ops);

CREATE INDEX person_born ON public.person USING btree (birth_date text_pattern_ops);

CREATE OR REPLACE FUNCTION public.person_with_number(number text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.id from identity_key k
  join identity_mark i on i.mark = sha256(k.key || sha256(k.key || convert_to(regexp_replace(number, '[ .-]', '', 'g'), 'UTF8')))
  join person p on p.id = i.person
  where p.place between scope_lo() and reach_hi('person', false) or p.id = own_person('person')
$function$;

CREATE OR REPLACE FUNCTION public.search_persons(typed text, most integer)
 RETURNS TABLE(id uuid, name text, unit uuid, rank integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  exact text := lower(typed); plain text := fold(typed); words text[] := string_to_array(lower(typed), ' ');
  wanted tsquery; lo bigint := scope_lo(); hi bigint := reach_hi('person', false); own uuid := own_person('person');
begin
  wanted := to_tsquery('simple', (select string_agg(w || ':*', ' & ')
    from regexp_split_to_table(plain, '[^a-z0-9]+') w where w <> ''));
  return query
    select p.id, p.name, p.unit, case when lower(p.name) = exact then 0 when string_to_array(lower(p.name), ' ') @> words
      then 1 when p.folded = plain then 2 when position(plain in p.folded) > 0 then 3 else 4 end
    from person p where to_tsvector('simple', p.folded) @@ wanted and (p.place between lo and hi or p.id = own)
      and not exists (select from person_merge m where m.person = p.id and m.separated_on is null)
    order by 4, p.given collate "vi-x-icu", p.name collate "vi-x-icu", p.id limit most;
  if not found and plain ~ '^[a-z]( ?[a-z]){1,6}$' then
    return query
      select p.id, p.name, p.unit, 5 from person p
      where initials(p.folded) = replace(plain, ' ', '') and (p.place between lo and hi or p.id = own)
        and not exists (select from person_merge m where m.person = p.id and m.separated_on is null)
      order by p.given collate "vi-x-icu", p.name collate "vi-x-icu", p.id limit most;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.search_persons_by(kind text, typed text, most integer)
 RETURNS TABLE(id uuid, name text, unit uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  found_ids uuid[]; lo bigint := scope_lo(); hi bigint := reach_hi('person', false); own uuid := own_person('person');
begin
  if kind = 'born' then
    found_ids := array(select p.id from person p where p.birth_date like typed || '%');
  elsif kind = 'number' then
    found_ids := array[person_with_number(typed)];
  elsif kind = 'card' then
    found_ids := array(select c.person from party_card c where c.card_number = regexp_replace(typed, '[ .-]', '', 'g')
      and (c.place between lo and reach_hi('party_card', false) or c.person = own_person('party_card')));
  else
    found_ids := array(select f.person from person_fact f where f.field = 'file_number' and lower(f.value) = lower(typed));
  end if;
  return query select p.id, p.name, p.unit from person p
    where p.id = any (found_ids) and (p.place between lo and hi or p.id = own)
      and not exists (select from person_merge m where m.person = p.id and m.separated_on is null)
    order by p.given collate "vi-x-icu", p.name collate "vi-x-icu", p.id limit most;
end $function$;

alter table stay add constraint stay_came_across_check CHECK ((came_across = ANY (ARRAY['province'::text, 'district'::text, 'grassroots'::text])));

alter table stay add constraint stay_gone_across_check CHECK ((gone_across = ANY (ARRAY['province'::text, 'district'::text, 'grassroots'::text])));

create table stated_count (
  id uuid not null,
  unit uuid not null,
  stated_by uuid not null,
  as_of date not null,
  members integer not null,
  official integer,
  probationary integer,
  document text not null,
  documented_on date not null,
  note text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table stated_count add constraint stated_count_members_check CHECK ((members >= 0));

alter table stated_count add constraint stated_count_official_check CHECK ((official >= 0));

alter table stated_count add constraint stated_count_probationary_check CHECK ((probationary >= 0));

alter table stated_count add constraint stated_count_pkey PRIMARY KEY (id);

alter table stated_count add constraint stated_count_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table stated_count add constraint stated_count_stated_by_fkey FOREIGN KEY (stated_by) REFERENCES unit(id);

create table past.stated_count (
  id uuid not null,
  unit uuid not null,
  stated_by uuid not null,
  as_of date not null,
  members integer not null,
  official integer,
  probationary integer,
  document text not null,
  documented_on date not null,
  note text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX stated_count_id_idx ON past.stated_count USING btree (id);

CREATE INDEX stated_count_unit_idx ON public.stated_count USING btree (unit);

create view known.stated_count with (security_invoker=true) as
 SELECT stated_count.id, stated_count.unit, stated_count.stated_by, stated_count.as_of, stated_count.members,
    stated_count.official, stated_count.probationary, stated_count.document, stated_count.documented_on,
    stated_count.note, stated_count.place, stated_count.known_from, stated_count.act
   FROM stated_count
  WHERE stated_count.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT stated_count.id, stated_count.unit, stated_count.stated_by, stated_count.as_of, stated_count.members,
    stated_count.official, stated_count.probationary, stated_count.document, stated_count.documented_on,
    stated_count.note, stated_count.place, stated_count.known_from, stated_count.act
   FROM past.stated_count
  WHERE stated_count.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND stated_count.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_stated_count()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.stated_count (id, unit, stated_by, as_of, members, official, probationary, document, documented_on, note, place, known_from, act, known_to)
        select old.id, old.unit, old.stated_by, old.as_of, old.members, old.official, old.probationary, old.document, old.documented_on, old.note, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.stated_count FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_stated_count();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.stated_count FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_stated_count();

create table candidate (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  opened_on date not null,
  resolution text not null,
  sources text[] default '{}'::text[] not null,
  schooling text,
  is_readmission boolean default false not null,
  consent text,
  consent_on date,
  ended_on date,
  ended_by text,
  end_document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table candidate add constraint candidate_check CHECK (((ended_on IS NULL) = (ended_by IS NULL)));

alter table candidate add constraint candidate_check1 CHECK ((ended_on >= opened_on));

alter table candidate add constraint candidate_check2 CHECK (((consent IS NULL) = (consent_on IS NULL)));

alter table candidate add constraint candidate_pkey PRIMARY KEY (id);

alter table candidate add constraint candidate_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table candidate add constraint candidate_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

CREATE INDEX candidate_person_idx ON public.candidate USING btree (person);

CREATE UNIQUE INDEX candidate_one_open ON public.candidate USING btree (person) WHERE (ended_on IS NULL);

create table past.candidate (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  opened_on date not null,
  resolution text not null,
  sources text[] not null,
  schooling text,
  is_readmission boolean not null,
  consent text,
  consent_on date,
  ended_on date,
  ended_by text,
  end_document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX candidate_id_idx ON past.candidate USING btree (id);

CREATE INDEX candidate_unit_idx ON public.candidate USING btree (unit);

create view known.candidate with (security_invoker=true) as
 SELECT candidate.id, candidate.person, candidate.unit, candidate.opened_on, candidate.resolution,
    candidate.sources, candidate.schooling, candidate.is_readmission, candidate.consent, candidate.consent_on,
    candidate.ended_on, candidate.ended_by, candidate.end_document, candidate.place, candidate.known_from,
    candidate.act
   FROM candidate
  WHERE candidate.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT candidate.id, candidate.person, candidate.unit, candidate.opened_on, candidate.resolution,
    candidate.sources, candidate.schooling, candidate.is_readmission, candidate.consent, candidate.consent_on,
    candidate.ended_on, candidate.ended_by, candidate.end_document, candidate.place, candidate.known_from,
    candidate.act
   FROM past.candidate
  WHERE candidate.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND candidate.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_candidate()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.candidate (id, person, unit, opened_on, resolution, sources, schooling, is_readmission, consent, consent_on, ended_on, ended_by, end_document, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.opened_on, old.resolution, old.sources, old.schooling, old.is_readmission, old.consent, old.consent_on, old.ended_on, old.ended_by, old.end_document, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.candidate FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_candidate();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.candidate FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_candidate();

create table candidate_rule (
  id uuid not null,
  candidate uuid not null,
  unit uuid not null,
  rule text not null,
  value text not null,
  regulation text not null,
  issued_on date,
  article text,
  known text not null,
  taken_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table candidate_rule add constraint candidate_rule_known_check CHECK ((known = ANY (ARRAY['A'::text, 'B'::text, 'I'::text, 'U'::text])));

alter table candidate_rule add constraint candidate_rule_pkey PRIMARY KEY (id);

alter table candidate_rule add constraint candidate_rule_candidate_rule_key UNIQUE (candidate, rule);

alter table candidate_rule add constraint candidate_rule_candidate_fkey FOREIGN KEY (candidate) REFERENCES candidate(id);

alter table candidate_rule add constraint candidate_rule_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.candidate_rule (
  id uuid not null,
  candidate uuid not null,
  unit uuid not null,
  rule text not null,
  value text not null,
  regulation text not null,
  issued_on date,
  article text,
  known text not null,
  taken_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX candidate_rule_id_idx ON past.candidate_rule USING btree (id);

CREATE INDEX candidate_rule_unit_idx ON public.candidate_rule USING btree (unit);

create view known.candidate_rule with (security_invoker=true) as
 SELECT candidate_rule.id, candidate_rule.candidate, candidate_rule.unit, candidate_rule.rule,
    candidate_rule.value, candidate_rule.regulation, candidate_rule.issued_on, candidate_rule.article,
    candidate_rule.known, candidate_rule.taken_on, candidate_rule.place, candidate_rule.known_from,
    candidate_rule.act
   FROM candidate_rule
  WHERE candidate_rule.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT candidate_rule.id, candidate_rule.candidate, candidate_rule.unit, candidate_rule.rule,
    candidate_rule.value, candidate_rule.regulation, candidate_rule.issued_on, candidate_rule.article,
    candidate_rule.known, candidate_rule.taken_on, candidate_rule.place, candidate_rule.known_from,
    candidate_rule.act
   FROM past.candidate_rule
  WHERE candidate_rule.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND candidate_rule.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_candidate_rule()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.candidate_rule (id, candidate, unit, rule, value, regulation, issued_on, article, known, taken_on, place, known_from, act, known_to)
        select old.id, old.candidate, old.unit, old.rule, old.value, old.regulation, old.issued_on, old.article, old.known, old.taken_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select c.unit from public.candidate c where c.id = new.candidate);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.candidate_rule FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_candidate_rule();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.candidate_rule FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_candidate_rule();

create table sponsorship (
  id uuid not null,
  candidate uuid not null,
  unit uuid not null,
  role text not null,
  person uuid,
  organisation text,
  together_since date,
  valid_from date not null,
  valid_to date,
  paper text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table sponsorship add constraint sponsorship_role_check CHECK ((role = ANY (ARRAY['helper'::text, 'sponsor'::text])));

alter table sponsorship add constraint sponsorship_check CHECK ((num_nonnulls(person, organisation) = 1));

alter table sponsorship add constraint sponsorship_check1 CHECK (((role = 'sponsor'::text) OR (organisation IS NULL)));

alter table sponsorship add constraint sponsorship_check2 CHECK ((valid_from < valid_to));

alter table sponsorship add constraint sponsorship_pkey PRIMARY KEY (id);

alter table sponsorship add constraint sponsorship_candidate_fkey FOREIGN KEY (candidate) REFERENCES candidate(id);

alter table sponsorship add constraint sponsorship_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table sponsorship add constraint sponsorship_person_fkey FOREIGN KEY (person) REFERENCES person(id);

CREATE INDEX sponsorship_candidate_idx ON public.sponsorship USING btree (candidate);

create table past.sponsorship (
  id uuid not null,
  candidate uuid not null,
  unit uuid not null,
  role text not null,
  person uuid,
  organisation text,
  together_since date,
  valid_from date not null,
  valid_to date,
  paper text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX sponsorship_id_idx ON past.sponsorship USING btree (id);

CREATE INDEX sponsorship_unit_idx ON public.sponsorship USING btree (unit);

create view known.sponsorship with (security_invoker=true) as
 SELECT sponsorship.id, sponsorship.candidate, sponsorship.unit, sponsorship.role, sponsorship.person,
    sponsorship.organisation, sponsorship.together_since, sponsorship.valid_from, sponsorship.valid_to,
    sponsorship.paper, sponsorship.place, sponsorship.known_from, sponsorship.act
   FROM sponsorship
  WHERE sponsorship.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT sponsorship.id, sponsorship.candidate, sponsorship.unit, sponsorship.role, sponsorship.person,
    sponsorship.organisation, sponsorship.together_since, sponsorship.valid_from, sponsorship.valid_to,
    sponsorship.paper, sponsorship.place, sponsorship.known_from, sponsorship.act
   FROM past.sponsorship
  WHERE sponsorship.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND sponsorship.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_sponsorship()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.sponsorship (id, candidate, unit, role, person, organisation, together_since, valid_from, valid_to, paper, place, known_from, act, known_to)
        select old.id, old.candidate, old.unit, old.role, old.person, old.organisation, old.together_since, old.valid_from, old.valid_to, old.paper, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select c.unit from public.candidate c where c.id = new.candidate);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.sponsorship FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_sponsorship();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.sponsorship FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_sponsorship();

create table candidate_step (
  id uuid not null,
  candidate uuid not null,
  unit uuid not null,
  step text not null,
  done_on date not null,
  number text,
  result text not null,
  about text[] default '{}'::text[] not null,
  stamped_on date,
  certified_on date,
  body uuid,
  received_on date,
  official integer,
  temporary_away integer,
  exempt_absent integer,
  in_favour integer,
  effective_on date,
  consent text,
  back_to text,
  return_reason text,
  admission uuid,
  recognition uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table candidate_step add constraint candidate_step_result_check CHECK ((result = ANY (ARRAY['done'::text, 'not_passed'::text, 'returned'::text])));

alter table candidate_step add constraint candidate_step_check CHECK (((result = 'returned'::text) = (back_to IS NOT NULL)));

alter table candidate_step add constraint candidate_step_check1 CHECK (((back_to IS NULL) OR (return_reason IS NOT NULL)));

alter table candidate_step add constraint candidate_step_check2 CHECK ((in_favour <= official));

alter table candidate_step add constraint candidate_step_check3 CHECK (((COALESCE(temporary_away, 0) + COALESCE(exempt_absent, 0)) <= official));

alter table candidate_step add constraint candidate_step_pkey PRIMARY KEY (id);

alter table candidate_step add constraint candidate_step_candidate_fkey FOREIGN KEY (candidate) REFERENCES candidate(id);

alter table candidate_step add constraint candidate_step_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table candidate_step add constraint candidate_step_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table candidate_step add constraint candidate_step_admission_fkey FOREIGN KEY (admission) REFERENCES admission(id);

alter table candidate_step add constraint candidate_step_recognition_fkey FOREIGN KEY (recognition) REFERENCES recognition(id);

CREATE INDEX candidate_step_candidate_idx ON public.candidate_step USING btree (candidate);

create table past.candidate_step (
  id uuid not null,
  candidate uuid not null,
  unit uuid not null,
  step text not null,
  done_on date not null,
  number text,
  result text not null,
  about text[] not null,
  stamped_on date,
  certified_on date,
  body uuid,
  received_on date,
  official integer,
  temporary_away integer,
  exempt_absent integer,
  in_favour integer,
  effective_on date,
  consent text,
  back_to text,
  return_reason text,
  admission uuid,
  recognition uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX candidate_step_id_idx ON past.candidate_step USING btree (id);

CREATE INDEX candidate_step_unit_idx ON public.candidate_step USING btree (unit);

create view known.candidate_step with (security_invoker=true) as
 SELECT candidate_step.id, candidate_step.candidate, candidate_step.unit, candidate_step.step,
    candidate_step.done_on, candidate_step.number, candidate_step.result, candidate_step.about,
    candidate_step.stamped_on, candidate_step.certified_on, candidate_step.body, candidate_step.received_on,
    candidate_step.official, candidate_step.temporary_away, candidate_step.exempt_absent,
    candidate_step.in_favour, candidate_step.effective_on, candidate_step.consent, candidate_step.back_to,
    candidate_step.return_reason, candidate_step.admission, candidate_step.recognition, candidate_step.place,
    candidate_step.known_from, candidate_step.act
   FROM candidate_step
  WHERE candidate_step.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT candidate_step.id, candidate_step.candidate, candidate_step.unit, candidate_step.step,
    candidate_step.done_on, candidate_step.number, candidate_step.result, candidate_step.about,
    candidate_step.stamped_on, candidate_step.certified_on, candidate_step.body, candidate_step.received_on,
    candidate_step.official, candidate_step.temporary_away, candidate_step.exempt_absent,
    candidate_step.in_favour, candidate_step.effective_on, candidate_step.consent, candidate_step.back_to,
    candidate_step.return_reason, candidate_step.admission, candidate_step.recognition, candidate_step.place,
    candidate_step.known_from, candidate_step.act
   FROM past.candidate_step
  WHERE candidate_step.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND candidate_step.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_candidate_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.candidate_step (id, candidate, unit, step, done_on, number, result, about, stamped_on, certified_on, body, received_on, official, temporary_away, exempt_absent, in_favour, effective_on, consent, back_to, return_reason, admission, recognition, place, known_from, act, known_to)
        select old.id, old.candidate, old.unit, old.step, old.done_on, old.number, old.result, old.about, old.stamped_on, old.certified_on, old.body, old.received_on, old.official, old.temporary_away, old.exempt_absent, old.in_favour, old.effective_on, old.consent, old.back_to, old.return_reason, old.admission, old.recognition, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select c.unit from public.candidate c where c.id = new.candidate);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.candidate_step FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_candidate_step();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.candidate_step FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_candidate_step();

CREATE OR REPLACE FUNCTION public.follow_candidate()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform set_config('capuy.replacing', 'on', true);
  update candidate_rule set unit = new.unit where candidate = new.id;
  update sponsorship set unit = new.unit where candidate = new.id;
  update candidate_step set unit = new.unit where candidate = new.id;
  update candidate_move set unit = new.unit where candidate = new.id;
  perform set_config('capuy.replacing', 'off', true);
  return null;
end $function$;

CREATE TRIGGER candidate_moved AFTER UPDATE OF unit ON public.candidate FOR EACH ROW WHEN ((old.unit <> new.unit)) EXECUTE FUNCTION follow_candidate();

alter table target add constraint target_percent_check CHECK ((percent ~ '^\d{1,2}(,\d{1,2})?$'::text));

alter table target add constraint target_base_check CHECK ((base >= 0));

alter table target add constraint target_split_from_fkey FOREIGN KEY (split_from) REFERENCES target(id);

alter table target add constraint target_check CHECK (((percent IS NULL) = (base_on IS NULL)));

alter table target add constraint target_check1 CHECK ((base_on <= decided_on));

CREATE INDEX target_split_from_idx ON public.target USING btree (split_from);

alter table target add constraint target_unit_indicator_year_decided_on_split_from_key UNIQUE NULLS NOT DISTINCT (unit, indicator, year, decided_on, split_from);

CREATE OR REPLACE FUNCTION public.reckon_target()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.percent is null then
    new.base := null;
  else
    select count(*)::int into new.base from stay s
    join unit_closure c on c.descendant = s.unit and c.ancestor = new.unit
      and c.valid_from <= new.base_on and c.valid_to > new.base_on
    where s.valid_from <= new.base_on and (s.valid_to is null or s.valid_to > new.base_on);
    new.value := floor(new.base * replace(new.percent, ',', '.')::numeric / 100 + 0.5)::int;
  end if;
  return new;
end $function$;

CREATE TRIGGER reckon BEFORE INSERT OR UPDATE ON public.target FOR EACH ROW EXECUTE FUNCTION reckon_target();

create table import_draft (
  id uuid not null,
  account uuid not null,
  unit uuid not null,
  list text not null,
  type text not null,
  name text not null,
  file bytea,
  state text default 'reading'::text not null,
  progress integer default 0 not null,
  found jsonb default '{}'::jsonb not null,
  choices jsonb default '{}'::jsonb not null,
  proposed boolean default false not null,
  opened_at timestamp with time zone not null,
  act bigint not null,
  applied bigint,
  undone bigint
);

alter table import_draft add constraint import_draft_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));

alter table import_draft add constraint import_draft_file_check CHECK ((length(file) <= 26214400));

alter table import_draft add constraint import_draft_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'read'::text, 'judging'::text, 'judged'::text, 'applied'::text, 'undone'::text])));

alter table import_draft add constraint import_draft_pkey PRIMARY KEY (id);

alter table import_draft add constraint import_draft_account_fkey FOREIGN KEY (account) REFERENCES account(id);

alter table import_draft add constraint import_draft_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table import_draft add constraint import_draft_type_fkey FOREIGN KEY (type) REFERENCES table_class(name);

alter table import_draft add constraint import_draft_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

alter table import_draft add constraint import_draft_applied_fkey FOREIGN KEY (applied) REFERENCES audit_entry(id);

alter table import_draft add constraint import_draft_undone_fkey FOREIGN KEY (undone) REFERENCES audit_entry(id);

CREATE INDEX import_draft_account_idx ON public.import_draft USING btree (account);

create table import_row (
  draft uuid not null,
  sheet integer not null,
  line integer not null,
  cells jsonb,
  said jsonb,
  faults jsonb,
  beside jsonb,
  outcome text,
  record uuid,
  seen timestamp with time zone,
  changes jsonb,
  decided jsonb default '{}'::jsonb not null
);

alter table import_row add constraint import_row_outcome_check CHECK ((outcome = ANY (ARRAY['new'::text, 'changed'::text, 'same'::text, 'double'::text, 'rejected'::text])));

alter table import_row add constraint import_row_pkey PRIMARY KEY (draft, sheet, line);

alter table import_row add constraint import_row_draft_fkey FOREIGN KEY (draft) REFERENCES import_draft(id) ON DELETE CASCADE;

CREATE INDEX import_row_draft_outcome_idx ON public.import_row USING btree (draft, outcome);

create table import_layout (
  unit uuid not null,
  list text not null,
  signature text not null,
  columns jsonb not null
);

alter table import_layout add constraint import_layout_signature_check CHECK ((signature ~ '^[0-9a-f]{64}$'::text));

alter table import_layout add constraint import_layout_pkey PRIMARY KEY (unit, list, signature);

alter table import_layout add constraint import_layout_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

CREATE OR REPLACE FUNCTION public.open_imports()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT COALESCE(array_agg(d.id), '{}'::uuid[]) AS "coalesce" FROM ((acting_mandate m JOIN import_draft d ON (((d.account = m.account) OR (d.proposed AND (reach_hi(d.type, true) IS NOT NULL))))) JOIN unit u ON (((u.id = d.unit) AND ((u.place >= m.lo) AND (u.place <= m.hi))))));

CREATE OR REPLACE FUNCTION public.may_import(account uuid, unit uuid, type text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT 1 FROM (acting_mandate m JOIN unit u ON (((u.id = may_import.unit) AND ((u.place >= m.lo) AND (u.place <= reach_hi(may_import.type, true)))))) WHERE (m.account = may_import.account)));

CREATE OR REPLACE FUNCTION public.acting_account()
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT acting_mandate.account FROM acting_mandate);

CREATE OR REPLACE FUNCTION public.acting_unit()
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT acting_mandate.unit FROM acting_mandate);

CREATE OR REPLACE FUNCTION public.persons_of_numbers(numbers text[])
 RETURNS TABLE(number text, person uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT n.n,
     i.person
    FROM unnest(persons_of_numbers.numbers) n(n),
     identity_key k,
     (identity_mark i
      JOIN person p ON ((p.id = i.person)))
   WHERE ((i.mark = sha256((k.key || sha256((k.key || convert_to(regexp_replace(n.n, '[ .-]'::text, ''::text, 'g'::text), 'UTF8'::name)))))) AND ((p.place >= scope_lo()) AND (p.place <= reach_hi('person'::text, false))));
END;

CREATE INDEX person_by_folded ON public.person USING btree (folded);

CREATE OR REPLACE FUNCTION public.register_identities(persons uuid[], numbers text[], ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  r record;
begin
  if not in_command() then
    raise exception 'no number without a command' using errcode = '42501';
  end if;
  insert into identity_mark (person, mark)
  select distinct on (g.mark) g.person, g.mark from (
    select n.person, sha256(k.key || sha256(k.key || convert_to(n.digits, 'UTF8'))) as mark, n.nth
    from identity_key k, (select person, regexp_replace(number, '[ .-]', '', 'g') as digits, nth
      from unnest(persons, numbers) with ordinality as u (person, number, nth)) n
    join person p on p.id = n.person and p.place between scope_lo() and reach_hi('person', true)
    where n.digits ~ '^([0-9]{9}|[0-9]{12})$') g
  order by g.mark, g.nth
  on conflict do nothing;
  for r in select u.* from unnest(persons, numbers, ids) as u (person, number, id)
    where not exists (select 1 from identity_mark i where i.person = u.person) loop
    perform register_identity(r.person, r.number, r.id);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.note_bulk(type text, records bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not in_command() or reach_hi(type, true) is null then
    raise exception 'no change of % here', type using errcode = '42501';
  end if;
  if acting_role() <> 'machine' and records > 0 then
    insert into two_person_duty values (acting_entry(), 'bulk', type, records);
  end if;
end $function$;

create table case_kind (
  kind text not null,
  table_name text not null,
  number_of text not null,
  escalates boolean default false not null
);

alter table case_kind add constraint case_kind_kind_check CHECK ((kind = ANY (ARRAY['inspection'::text, 'discipline'::text, 'denunciation'::text, 'complaint'::text, 'remediation'::text, 'wrongful'::text, 'suspension'::text])));

alter table case_kind add constraint case_kind_pkey PRIMARY KEY (kind);

CREATE OR REPLACE FUNCTION public.case_row(kind text, id uuid)
 RETURNS TABLE(unit uuid, case_key uuid, number text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  k case_kind;
begin
  select * into k from case_kind c where c.kind = case_row.kind;
  if k.kind is not null then
    return query execute format('select r.unit, r.case_key, (%s)::text from public.%I r where r.id = $1', k.number_of, k.table_name)
      using id;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.follow_proceedings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  was text := coalesce(nullif(current_setting('capuy.replacing', true), ''), 'off');
begin
  perform set_config('capuy.replacing', 'on', true);
  update case_step s set id = s.id from case_kind k where k.table_name = tg_table_name and s.kind = k.kind and s.case_id = new.id;
  update case_clock c set id = c.id from case_kind k where k.table_name = tg_table_name and c.kind = k.kind and c.case_id = new.id;
  update clock_change h set id = h.id from case_clock c, case_kind k
    where k.table_name = tg_table_name and c.kind = k.kind and c.case_id = new.id and h.clock = c.id;
  perform set_config('capuy.replacing', was, true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_proceedings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from case_kind k join case_step s on s.kind = k.kind and s.case_id = old.id where k.table_name = tg_table_name)
    or exists (select from case_kind k join case_clock c on c.kind = k.kind and c.case_id = old.id where k.table_name = tg_table_name) then
    raise exception 'steps of this case stand' using errcode = '23503';
  end if;
  return old;
end $function$;

CREATE OR REPLACE FUNCTION public.cases_of_kind(kind text, table_name text, number_of text DEFAULT 'r.number'::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  insert into case_kind values (kind, table_name, number_of)
  on conflict on constraint case_kind_pkey do update set table_name = excluded.table_name, number_of = excluded.number_of;
  execute format('create or replace trigger follow_proceedings after update on public.%I for each row '
    'when (old.case_key is distinct from new.case_key or old.unit <> new.unit) execute function follow_proceedings()', table_name);
  execute format('create or replace trigger keep_proceedings before delete on public.%I for each row '
    'execute function keep_proceedings()', table_name);
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_unheld_case()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from case_row(new.kind, new.case_id)) then
    raise exception 'no case % of kind %', new.case_id, new.kind using errcode = '23503';
  end if;
  return new;
end $function$;

create table case_step (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  case_id uuid not null,
  step text not null,
  done_on date not null,
  document text,
  note text,
  rules text default '[]'::text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table case_step add constraint case_step_step_check CHECK ((step ~ '^[a-z][a-z0-9_]{0,59}$'::text));

alter table case_step add constraint case_step_document_check CHECK ((length(document) <= 200));

alter table case_step add constraint case_step_note_check CHECK ((length(note) <= 2000));

alter table case_step add constraint case_step_pkey PRIMARY KEY (id);

alter table case_step add constraint case_step_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table case_step add constraint case_step_kind_fkey FOREIGN KEY (kind) REFERENCES case_kind(kind);

CREATE INDEX case_step_kind_case_id_idx ON public.case_step USING btree (kind, case_id);

create table past.case_step (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  case_id uuid not null,
  step text not null,
  done_on date not null,
  document text,
  note text,
  rules text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX case_step_id_idx ON past.case_step USING btree (id);

CREATE INDEX case_step_unit_idx ON public.case_step USING btree (unit);

create view known.case_step with (security_invoker=true) as
 SELECT case_step.id, case_step.unit, case_step.kind, case_step.case_id, case_step.step, case_step.done_on,
    case_step.document, case_step.note, case_step.rules, case_step.place, case_step.known_from, case_step.act
   FROM case_step
  WHERE case_step.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT case_step.id, case_step.unit, case_step.kind, case_step.case_id, case_step.step, case_step.done_on,
    case_step.document, case_step.note, case_step.rules, case_step.place, case_step.known_from, case_step.act
   FROM past.case_step
  WHERE case_step.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND case_step.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_case_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.case_step (id, unit, kind, case_id, step, done_on, document, note, rules, place, known_from, act, known_to)
        select old.id, old.unit, old.kind, old.case_id, old.step, old.done_on, old.document, old.note, old.rules, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select c.unit from public.case_row(new.kind, new.case_id) c);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.case_step FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_case_step();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.case_step FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_case_step();

CREATE OR REPLACE FUNCTION public.key_case_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select c.case_key from case_row(new.kind, new.case_id) c), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.case_step FOR EACH ROW EXECUTE FUNCTION key_case_step();

CREATE INDEX case_step_case_key_idx ON public.case_step USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.case_step FOR EACH ROW EXECUTE FUNCTION key_case_step();

CREATE INDEX case_step_case_key_idx ON past.case_step USING btree (case_key);

CREATE TRIGGER held BEFORE INSERT OR UPDATE ON public.case_step FOR EACH ROW EXECUTE FUNCTION refuse_unheld_case();

create table case_clock (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  case_id uuid not null,
  clock text not null,
  number text,
  started_on date not null,
  stopped_on date,
  rule text,
  amount integer,
  measure text,
  fixed_on date,
  source text,
  due_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table case_clock add constraint case_clock_clock_check CHECK ((clock ~ '^[a-z][a-z0-9_]{0,59}$'::text));

alter table case_clock add constraint case_clock_amount_check CHECK (((amount >= 0) AND (amount <= 3660)));

alter table case_clock add constraint case_clock_measure_check CHECK ((measure = ANY (ARRAY['days'::text, 'working_days'::text, 'months'::text, 'years'::text])));

alter table case_clock add constraint case_clock_check CHECK ((stopped_on >= started_on));

alter table case_clock add constraint case_clock_check1 CHECK (((amount IS NULL) = (measure IS NULL)));

alter table case_clock add constraint case_clock_check2 CHECK (((amount IS NULL) OR (fixed_on IS NULL)));

alter table case_clock add constraint case_clock_pkey PRIMARY KEY (id);

alter table case_clock add constraint case_clock_id_kind_key UNIQUE (id, kind);

alter table case_clock add constraint case_clock_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table case_clock add constraint case_clock_kind_fkey FOREIGN KEY (kind) REFERENCES case_kind(kind);

CREATE INDEX case_clock_kind_case_id_idx ON public.case_clock USING btree (kind, case_id);

CREATE UNIQUE INDEX case_clock_one_running ON public.case_clock USING btree (kind, case_id, clock) WHERE (stopped_on IS NULL);

CREATE INDEX case_clock_due ON public.case_clock USING btree (due_on, id) WHERE (stopped_on IS NULL);

create table past.case_clock (
  id uuid not null,
  unit uuid not null,
  kind text not null,
  case_id uuid not null,
  clock text not null,
  number text,
  started_on date not null,
  stopped_on date,
  rule text,
  amount integer,
  measure text,
  fixed_on date,
  source text,
  due_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX case_clock_id_idx ON past.case_clock USING btree (id);

CREATE INDEX case_clock_unit_idx ON public.case_clock USING btree (unit);

create view known.case_clock with (security_invoker=true) as
 SELECT case_clock.id, case_clock.unit, case_clock.kind, case_clock.case_id, case_clock.clock,
    case_clock.number, case_clock.started_on, case_clock.stopped_on, case_clock.rule, case_clock.amount,
    case_clock.measure, case_clock.fixed_on, case_clock.source, case_clock.due_on, case_clock.place,
    case_clock.known_from, case_clock.act
   FROM case_clock
  WHERE case_clock.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT case_clock.id, case_clock.unit, case_clock.kind, case_clock.case_id, case_clock.clock,
    case_clock.number, case_clock.started_on, case_clock.stopped_on, case_clock.rule, case_clock.amount,
    case_clock.measure, case_clock.fixed_on, case_clock.source, case_clock.due_on, case_clock.place,
    case_clock.known_from, case_clock.act
   FROM past.case_clock
  WHERE case_clock.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND case_clock.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_case_clock()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.case_clock (id, unit, kind, case_id, clock, number, started_on, stopped_on, rule, amount, measure, fixed_on, source, due_on, place, known_from, act, known_to)
        select old.id, old.unit, old.kind, old.case_id, old.clock, old.number, old.started_on, old.stopped_on, old.rule, old.amount, old.measure, old.fixed_on, old.source, old.due_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select c.unit from public.case_row(new.kind, new.case_id) c);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.case_clock FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_case_clock();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.case_clock FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_case_clock();

CREATE INDEX case_clock_due_there ON public.case_clock USING btree (place, due_on) WHERE (stopped_on IS NULL);

CREATE OR REPLACE FUNCTION public.key_case_clock()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select c.case_key from case_row(new.kind, new.case_id) c), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.case_clock FOR EACH ROW EXECUTE FUNCTION key_case_clock();

CREATE INDEX case_clock_case_key_idx ON public.case_clock USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.case_clock FOR EACH ROW EXECUTE FUNCTION key_case_clock();

CREATE INDEX case_clock_case_key_idx ON past.case_clock USING btree (case_key);

CREATE TRIGGER held BEFORE INSERT OR UPDATE ON public.case_clock FOR EACH ROW EXECUTE FUNCTION refuse_unheld_case();

CREATE OR REPLACE FUNCTION public.number_case_clock()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.number := (select c.number from case_row(new.kind, new.case_id) c);
  return new;
end $function$;

CREATE TRIGGER numbered BEFORE INSERT OR UPDATE ON public.case_clock FOR EACH ROW EXECUTE FUNCTION number_case_clock();

create table clock_change (
  id uuid not null,
  unit uuid not null,
  clock uuid not null,
  kind text not null,
  change text not null,
  from_on date not null,
  to_on date,
  days integer,
  document text,
  grounds text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table clock_change add constraint clock_change_change_check CHECK ((change = ANY (ARRAY['pause'::text, 'extension'::text])));

alter table clock_change add constraint clock_change_days_check CHECK (((days >= 1) AND (days <= 3660)));

alter table clock_change add constraint clock_change_document_check CHECK ((length(document) <= 200));

alter table clock_change add constraint clock_change_grounds_check CHECK ((length(grounds) <= 500));

alter table clock_change add constraint clock_change_check CHECK (((change = 'extension'::text) = (days IS NOT NULL)));

alter table clock_change add constraint clock_change_check1 CHECK (((change = 'pause'::text) OR (document IS NOT NULL)));

alter table clock_change add constraint clock_change_check2 CHECK (((change = 'extension'::text) OR (grounds IS NOT NULL)));

alter table clock_change add constraint clock_change_check3 CHECK ((to_on >= from_on));

alter table clock_change add constraint clock_change_check4 CHECK (((change = 'pause'::text) OR (to_on IS NULL)));

alter table clock_change add constraint clock_change_pkey PRIMARY KEY (id);

alter table clock_change add constraint clock_change_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table clock_change add constraint clock_change_kind_fkey FOREIGN KEY (kind) REFERENCES case_kind(kind);

alter table clock_change add constraint clock_change_clock_kind_fkey FOREIGN KEY (clock, kind) REFERENCES case_clock(id, kind);

CREATE INDEX clock_change_clock_idx ON public.clock_change USING btree (clock);

create table past.clock_change (
  id uuid not null,
  unit uuid not null,
  clock uuid not null,
  kind text not null,
  change text not null,
  from_on date not null,
  to_on date,
  days integer,
  document text,
  grounds text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX clock_change_id_idx ON past.clock_change USING btree (id);

CREATE INDEX clock_change_unit_idx ON public.clock_change USING btree (unit);

create view known.clock_change with (security_invoker=true) as
 SELECT clock_change.id, clock_change.unit, clock_change.clock, clock_change.kind, clock_change.change,
    clock_change.from_on, clock_change.to_on, clock_change.days, clock_change.document, clock_change.grounds,
    clock_change.place, clock_change.known_from, clock_change.act
   FROM clock_change
  WHERE clock_change.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT clock_change.id, clock_change.unit, clock_change.clock, clock_change.kind, clock_change.change,
    clock_change.from_on, clock_change.to_on, clock_change.days, clock_change.document, clock_change.grounds,
    clock_change.place, clock_change.known_from, clock_change.act
   FROM past.clock_change
  WHERE clock_change.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND clock_change.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_clock_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.clock_change (id, unit, clock, kind, change, from_on, to_on, days, document, grounds, place, known_from, act, known_to)
        select old.id, old.unit, old.clock, old.kind, old.change, old.from_on, old.to_on, old.days, old.document, old.grounds, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select c.unit from public.case_clock c where c.id = new.clock);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.clock_change FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_clock_change();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.clock_change FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_clock_change();

CREATE OR REPLACE FUNCTION public.key_clock_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select c.case_key from case_clock c where c.id = new.clock), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.clock_change FOR EACH ROW EXECUTE FUNCTION key_clock_change();

CREATE INDEX clock_change_case_key_idx ON public.clock_change USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.clock_change FOR EACH ROW EXECUTE FUNCTION key_clock_change();

CREATE INDEX clock_change_case_key_idx ON past.clock_change USING btree (case_key);

CREATE TRIGGER follow_proceedings AFTER UPDATE ON public.inspection FOR EACH ROW WHEN (((old.case_key IS DISTINCT FROM new.case_key) OR (old.unit <> new.unit))) EXECUTE FUNCTION follow_proceedings();

CREATE TRIGGER keep_proceedings BEFORE DELETE ON public.inspection FOR EACH ROW EXECUTE FUNCTION keep_proceedings();

CREATE TRIGGER follow_proceedings AFTER UPDATE ON public.remediation FOR EACH ROW WHEN (((old.case_key IS DISTINCT FROM new.case_key) OR (old.unit <> new.unit))) EXECUTE FUNCTION follow_proceedings();

CREATE TRIGGER keep_proceedings BEFORE DELETE ON public.remediation FOR EACH ROW EXECUTE FUNCTION keep_proceedings();

CREATE OR REPLACE FUNCTION public.open_case_kinds()
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT COALESCE(array_agg(k.kind), '{}'::text[]) AS "coalesce" FROM case_kind k WHERE (EXISTS (SELECT 1 FROM acting_right r WHERE (r.table_name = k.table_name))));

create table discipline_case (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  opened_on date not null,
  origin text not null,
  basis text not null,
  inspection_subject uuid,
  proposed_in uuid,
  subject_kind text not null,
  subject_person uuid,
  subject_unit uuid,
  classes text[] default '{}'::text[] not null,
  holds_post boolean default false not null,
  primary_content text not null,
  contents text[] default '{}'::text[] not null,
  act_on date not null,
  new_violation_on date,
  concluded_on date not null,
  without_limitation text,
  note text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null,
  denounced uuid
);

alter table discipline_case add constraint discipline_case_origin_check CHECK ((origin = ANY (ARRAY['conclusion'::text, 'proposal'::text, 'judgment'::text, 'state_sanction'::text, 'own_report'::text])));

alter table discipline_case add constraint discipline_case_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['organisation'::text, 'member'::text])));

alter table discipline_case add constraint discipline_case_check CHECK ((new_violation_on > act_on));

alter table discipline_case add constraint discipline_case_check1 CHECK ((concluded_on >= act_on));

alter table discipline_case add constraint discipline_case_check2 CHECK (((subject_kind = 'member'::text) = (subject_person IS NOT NULL)));

alter table discipline_case add constraint discipline_case_check3 CHECK (((subject_kind = 'organisation'::text) = (subject_unit IS NOT NULL)));

alter table discipline_case add constraint discipline_case_check4 CHECK ((id <> proposed_in));

alter table discipline_case add constraint discipline_case_pkey PRIMARY KEY (id);

alter table discipline_case add constraint discipline_case_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table discipline_case add constraint discipline_case_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table discipline_case add constraint discipline_case_inspection_subject_fkey FOREIGN KEY (inspection_subject) REFERENCES inspection_subject(id);

alter table discipline_case add constraint discipline_case_proposed_in_fkey FOREIGN KEY (proposed_in) REFERENCES discipline_case(id);

alter table discipline_case add constraint discipline_case_subject_person_fkey FOREIGN KEY (subject_person) REFERENCES person(id);

alter table discipline_case add constraint discipline_case_subject_unit_fkey FOREIGN KEY (subject_unit) REFERENCES unit(id);

CREATE INDEX discipline_case_subject_person_idx ON public.discipline_case USING btree (subject_person);

CREATE INDEX discipline_case_subject_unit_idx ON public.discipline_case USING btree (subject_unit);

CREATE INDEX discipline_case_inspection_subject_idx ON public.discipline_case USING btree (inspection_subject);

CREATE INDEX discipline_case_proposed_in_idx ON public.discipline_case USING btree (proposed_in);

CREATE INDEX discipline_case_opened_on_idx ON public.discipline_case USING btree (opened_on);

create table past.discipline_case (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  opened_on date not null,
  origin text not null,
  basis text not null,
  inspection_subject uuid,
  proposed_in uuid,
  subject_kind text not null,
  subject_person uuid,
  subject_unit uuid,
  classes text[] not null,
  holds_post boolean not null,
  primary_content text not null,
  contents text[] not null,
  act_on date not null,
  new_violation_on date,
  concluded_on date not null,
  without_limitation text,
  note text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null,
  denounced uuid
);

CREATE INDEX discipline_case_id_idx ON past.discipline_case USING btree (id);

CREATE INDEX discipline_case_unit_idx ON public.discipline_case USING btree (unit);

create view known.discipline_case with (security_invoker=true) as
 SELECT discipline_case.id, discipline_case.unit, discipline_case.body, discipline_case.number,
    discipline_case.opened_on, discipline_case.origin, discipline_case.basis,
    discipline_case.inspection_subject, discipline_case.proposed_in, discipline_case.subject_kind,
    discipline_case.subject_person, discipline_case.subject_unit, discipline_case.classes,
    discipline_case.holds_post, discipline_case.primary_content, discipline_case.contents,
    discipline_case.act_on, discipline_case.new_violation_on, discipline_case.concluded_on,
    discipline_case.without_limitation, discipline_case.note, discipline_case.place,
    discipline_case.known_from, discipline_case.act, discipline_case.case_key, discipline_case.denounced
   FROM discipline_case
  WHERE discipline_case.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT discipline_case.id, discipline_case.unit, discipline_case.body, discipline_case.number,
    discipline_case.opened_on, discipline_case.origin, discipline_case.basis,
    discipline_case.inspection_subject, discipline_case.proposed_in, discipline_case.subject_kind,
    discipline_case.subject_person, discipline_case.subject_unit, discipline_case.classes,
    discipline_case.holds_post, discipline_case.primary_content, discipline_case.contents,
    discipline_case.act_on, discipline_case.new_violation_on, discipline_case.concluded_on,
    discipline_case.without_limitation, discipline_case.note, discipline_case.place,
    discipline_case.known_from, discipline_case.act, discipline_case.case_key, discipline_case.denounced
   FROM past.discipline_case
  WHERE discipline_case.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND discipline_case.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_discipline_case()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.discipline_case (id, unit, body, number, opened_on, origin, basis, inspection_subject, proposed_in, subject_kind, subject_person, subject_unit, classes, holds_post, primary_content, contents, act_on, new_violation_on, concluded_on, without_limitation, note, place, known_from, act, case_key, denounced, known_to)
        select old.id, old.unit, old.body, old.number, old.opened_on, old.origin, old.basis, old.inspection_subject, old.proposed_in, old.subject_kind, old.subject_person, old.subject_unit, old.classes, old.holds_post, old.primary_content, old.contents, old.act_on, old.new_violation_on, old.concluded_on, old.without_limitation, old.note, old.place, old.known_from, old.act, old.case_key, old.denounced, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.discipline_case FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_discipline_case();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.discipline_case FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_discipline_case();

CREATE OR REPLACE FUNCTION public.key_discipline_case()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.id), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.discipline_case FOR EACH ROW EXECUTE FUNCTION key_discipline_case();

CREATE INDEX discipline_case_case_key_idx ON public.discipline_case USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.discipline_case FOR EACH ROW EXECUTE FUNCTION key_discipline_case();

CREATE INDEX discipline_case_case_key_idx ON past.discipline_case USING btree (case_key);

create table discipline_circumstance (
  id uuid not null,
  unit uuid not null,
  matter uuid not null,
  kind text not null,
  evidence text not null,
  noted_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table discipline_circumstance add constraint discipline_circumstance_kind_check CHECK ((kind = ANY (ARRAY['self_reported'::text, 'new_evidence'::text, 'remedied'::text, 'warned_before'::text, 'retaliation'::text, 'obstruction'::text])));

alter table discipline_circumstance add constraint discipline_circumstance_pkey PRIMARY KEY (id);

alter table discipline_circumstance add constraint discipline_circumstance_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table discipline_circumstance add constraint discipline_circumstance_matter_fkey FOREIGN KEY (matter) REFERENCES discipline_case(id);

CREATE INDEX discipline_circumstance_matter_idx ON public.discipline_circumstance USING btree (matter);

create table past.discipline_circumstance (
  id uuid not null,
  unit uuid not null,
  matter uuid not null,
  kind text not null,
  evidence text not null,
  noted_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX discipline_circumstance_id_idx ON past.discipline_circumstance USING btree (id);

CREATE INDEX discipline_circumstance_unit_idx ON public.discipline_circumstance USING btree (unit);

create view known.discipline_circumstance with (security_invoker=true) as
 SELECT discipline_circumstance.id, discipline_circumstance.unit, discipline_circumstance.matter,
    discipline_circumstance.kind, discipline_circumstance.evidence, discipline_circumstance.noted_on,
    discipline_circumstance.place, discipline_circumstance.known_from, discipline_circumstance.act
   FROM discipline_circumstance
  WHERE discipline_circumstance.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT discipline_circumstance.id, discipline_circumstance.unit, discipline_circumstance.matter,
    discipline_circumstance.kind, discipline_circumstance.evidence, discipline_circumstance.noted_on,
    discipline_circumstance.place, discipline_circumstance.known_from, discipline_circumstance.act
   FROM past.discipline_circumstance
  WHERE discipline_circumstance.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND discipline_circumstance.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_discipline_circumstance()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.discipline_circumstance (id, unit, matter, kind, evidence, noted_on, place, known_from, act, known_to)
        select old.id, old.unit, old.matter, old.kind, old.evidence, old.noted_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select c.unit from public.discipline_case c where c.id = new.matter);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.discipline_circumstance FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_discipline_circumstance();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.discipline_circumstance FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_discipline_circumstance();

CREATE OR REPLACE FUNCTION public.key_discipline_circumstance()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.matter), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.discipline_circumstance FOR EACH ROW EXECUTE FUNCTION key_discipline_circumstance();

CREATE INDEX discipline_circumstance_case_key_idx ON public.discipline_circumstance USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.discipline_circumstance FOR EACH ROW EXECUTE FUNCTION key_discipline_circumstance();

CREATE INDEX discipline_circumstance_case_key_idx ON past.discipline_circumstance USING btree (case_key);

create table discipline_ballot (
  id uuid not null,
  unit uuid not null,
  matter uuid not null,
  body uuid not null,
  held_on date not null,
  number text not null,
  purpose text not null,
  total integer not null,
  temporary_away integer,
  exempt_absent integer,
  present integer not null,
  for_expulsion integer,
  for_dissolution integer,
  for_dismissal integer,
  for_warning integer,
  for_reprimand integer,
  no_form integer,
  invalid integer,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table discipline_ballot add constraint discipline_ballot_purpose_check CHECK ((purpose = ANY (ARRAY['decide'::text, 'propose'::text])));

alter table discipline_ballot add constraint discipline_ballot_total_check CHECK ((total >= 0));

alter table discipline_ballot add constraint discipline_ballot_temporary_away_check CHECK ((temporary_away >= 0));

alter table discipline_ballot add constraint discipline_ballot_exempt_absent_check CHECK ((exempt_absent >= 0));

alter table discipline_ballot add constraint discipline_ballot_check CHECK (((present >= 0) AND (present <= total)));

alter table discipline_ballot add constraint discipline_ballot_for_expulsion_check CHECK ((for_expulsion >= 0));

alter table discipline_ballot add constraint discipline_ballot_for_dissolution_check CHECK ((for_dissolution >= 0));

alter table discipline_ballot add constraint discipline_ballot_for_dismissal_check CHECK ((for_dismissal >= 0));

alter table discipline_ballot add constraint discipline_ballot_for_warning_check CHECK ((for_warning >= 0));

alter table discipline_ballot add constraint discipline_ballot_for_reprimand_check CHECK ((for_reprimand >= 0));

alter table discipline_ballot add constraint discipline_ballot_no_form_check CHECK ((no_form >= 0));

alter table discipline_ballot add constraint discipline_ballot_invalid_check CHECK ((invalid >= 0));

alter table discipline_ballot add constraint discipline_ballot_check1 CHECK ((((((((COALESCE(for_expulsion, 0) + COALESCE(for_dissolution, 0)) + COALESCE(for_dismissal, 0)) + COALESCE(for_warning, 0)) + COALESCE(for_reprimand, 0)) + COALESCE(no_form, 0)) + COALESCE(invalid, 0)) <= present));

alter table discipline_ballot add constraint discipline_ballot_pkey PRIMARY KEY (id);

alter table discipline_ballot add constraint discipline_ballot_matter_body_key UNIQUE (matter, body);

alter table discipline_ballot add constraint discipline_ballot_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table discipline_ballot add constraint discipline_ballot_matter_fkey FOREIGN KEY (matter) REFERENCES discipline_case(id);

alter table discipline_ballot add constraint discipline_ballot_body_fkey FOREIGN KEY (body) REFERENCES body(id);

create table past.discipline_ballot (
  id uuid not null,
  unit uuid not null,
  matter uuid not null,
  body uuid not null,
  held_on date not null,
  number text not null,
  purpose text not null,
  total integer not null,
  temporary_away integer,
  exempt_absent integer,
  present integer not null,
  for_expulsion integer,
  for_dissolution integer,
  for_dismissal integer,
  for_warning integer,
  for_reprimand integer,
  no_form integer,
  invalid integer,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX discipline_ballot_id_idx ON past.discipline_ballot USING btree (id);

CREATE INDEX discipline_ballot_unit_idx ON public.discipline_ballot USING btree (unit);

create view known.discipline_ballot with (security_invoker=true) as
 SELECT discipline_ballot.id, discipline_ballot.unit, discipline_ballot.matter, discipline_ballot.body,
    discipline_ballot.held_on, discipline_ballot.number, discipline_ballot.purpose, discipline_ballot.total,
    discipline_ballot.temporary_away, discipline_ballot.exempt_absent, discipline_ballot.present,
    discipline_ballot.for_expulsion, discipline_ballot.for_dissolution, discipline_ballot.for_dismissal,
    discipline_ballot.for_warning, discipline_ballot.for_reprimand, discipline_ballot.no_form,
    discipline_ballot.invalid, discipline_ballot.place, discipline_ballot.known_from, discipline_ballot.act
   FROM discipline_ballot
  WHERE discipline_ballot.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT discipline_ballot.id, discipline_ballot.unit, discipline_ballot.matter, discipline_ballot.body,
    discipline_ballot.held_on, discipline_ballot.number, discipline_ballot.purpose, discipline_ballot.total,
    discipline_ballot.temporary_away, discipline_ballot.exempt_absent, discipline_ballot.present,
    discipline_ballot.for_expulsion, discipline_ballot.for_dissolution, discipline_ballot.for_dismissal,
    discipline_ballot.for_warning, discipline_ballot.for_reprimand, discipline_ballot.no_form,
    discipline_ballot.invalid, discipline_ballot.place, discipline_ballot.known_from, discipline_ballot.act
   FROM past.discipline_ballot
  WHERE discipline_ballot.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND discipline_ballot.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_discipline_ballot()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.discipline_ballot (id, unit, matter, body, held_on, number, purpose, total, temporary_away, exempt_absent, present, for_expulsion, for_dissolution, for_dismissal, for_warning, for_reprimand, no_form, invalid, place, known_from, act, known_to)
        select old.id, old.unit, old.matter, old.body, old.held_on, old.number, old.purpose, old.total, old.temporary_away, old.exempt_absent, old.present, old.for_expulsion, old.for_dissolution, old.for_dismissal, old.for_warning, old.for_reprimand, old.no_form, old.invalid, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select c.unit from public.discipline_case c where c.id = new.matter);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.discipline_ballot FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_discipline_ballot();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.discipline_ballot FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_discipline_ballot();

CREATE OR REPLACE FUNCTION public.key_discipline_ballot()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.matter), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.discipline_ballot FOR EACH ROW EXECUTE FUNCTION key_discipline_ballot();

CREATE INDEX discipline_ballot_case_key_idx ON public.discipline_ballot USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.discipline_ballot FOR EACH ROW EXECUTE FUNCTION key_discipline_ballot();

CREATE INDEX discipline_ballot_case_key_idx ON past.discipline_ballot USING btree (case_key);

alter table discipline_decision add constraint discipline_decision_matter_fkey FOREIGN KEY (matter) REFERENCES discipline_case(id);

alter table discipline_decision add constraint discipline_decision_check4 CHECK (((lost_post IS NULL) OR (form = 'dismissal'::text)));

alter table discipline_decision add constraint discipline_decision_lost_post_fkey FOREIGN KEY (lost_post) REFERENCES party_post(id);

CREATE INDEX discipline_decision_matter_idx ON public.discipline_decision USING btree (matter);

CREATE INDEX discipline_decision_lost_post_idx ON public.discipline_decision USING btree (lost_post);

CREATE UNIQUE INDEX discipline_decision_one_of_case ON public.discipline_decision USING btree (matter) WHERE (changes IS NULL);

create table wrongful_finding (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  found_on date not null,
  decision uuid not null,
  grounds text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table wrongful_finding add constraint wrongful_finding_pkey PRIMARY KEY (id);

alter table wrongful_finding add constraint wrongful_finding_decision_key UNIQUE (decision);

alter table wrongful_finding add constraint wrongful_finding_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table wrongful_finding add constraint wrongful_finding_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table wrongful_finding add constraint wrongful_finding_decision_fkey FOREIGN KEY (decision) REFERENCES discipline_decision(id);

create table past.wrongful_finding (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  found_on date not null,
  decision uuid not null,
  grounds text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX wrongful_finding_id_idx ON past.wrongful_finding USING btree (id);

CREATE INDEX wrongful_finding_unit_idx ON public.wrongful_finding USING btree (unit);

create view known.wrongful_finding with (security_invoker=true) as
 SELECT wrongful_finding.id, wrongful_finding.unit, wrongful_finding.body, wrongful_finding.number,
    wrongful_finding.found_on, wrongful_finding.decision, wrongful_finding.grounds, wrongful_finding.place,
    wrongful_finding.known_from, wrongful_finding.act
   FROM wrongful_finding
  WHERE wrongful_finding.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT wrongful_finding.id, wrongful_finding.unit, wrongful_finding.body, wrongful_finding.number,
    wrongful_finding.found_on, wrongful_finding.decision, wrongful_finding.grounds, wrongful_finding.place,
    wrongful_finding.known_from, wrongful_finding.act
   FROM past.wrongful_finding
  WHERE wrongful_finding.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND wrongful_finding.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_wrongful_finding()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.wrongful_finding (id, unit, body, number, found_on, decision, grounds, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.number, old.found_on, old.decision, old.grounds, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.wrongful_finding FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_wrongful_finding();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.wrongful_finding FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_wrongful_finding();

CREATE OR REPLACE FUNCTION public.key_wrongful_finding()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select d.case_key from discipline_decision d where d.id = new.decision), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.wrongful_finding FOR EACH ROW EXECUTE FUNCTION key_wrongful_finding();

CREATE INDEX wrongful_finding_case_key_idx ON public.wrongful_finding USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.wrongful_finding FOR EACH ROW EXECUTE FUNCTION key_wrongful_finding();

CREATE INDEX wrongful_finding_case_key_idx ON past.wrongful_finding USING btree (case_key);

create table suspension_order (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decided_on date not null,
  matter uuid,
  subject_kind text not null,
  subject_person uuid,
  subject_unit uuid,
  what text not null,
  ground text not null,
  valid_from date not null,
  until_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table suspension_order add constraint suspension_order_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['organisation'::text, 'member'::text])));

alter table suspension_order add constraint suspension_order_what_check CHECK ((what = ANY (ARRAY['party'::text, 'committee'::text])));

alter table suspension_order add constraint suspension_order_ground_check CHECK ((ground = ANY (ARRAY['obstruction'::text, 'worsening'::text, 'indicted'::text, 'detained'::text, 'investigated'::text])));

alter table suspension_order add constraint suspension_order_check CHECK ((until_on >= valid_from));

alter table suspension_order add constraint suspension_order_check1 CHECK (((subject_kind = 'member'::text) = (subject_person IS NOT NULL)));

alter table suspension_order add constraint suspension_order_check2 CHECK (((subject_kind = 'organisation'::text) = (subject_unit IS NOT NULL)));

alter table suspension_order add constraint suspension_order_pkey PRIMARY KEY (id);

alter table suspension_order add constraint suspension_order_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table suspension_order add constraint suspension_order_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table suspension_order add constraint suspension_order_matter_fkey FOREIGN KEY (matter) REFERENCES discipline_case(id);

alter table suspension_order add constraint suspension_order_subject_person_fkey FOREIGN KEY (subject_person) REFERENCES person(id);

alter table suspension_order add constraint suspension_order_subject_unit_fkey FOREIGN KEY (subject_unit) REFERENCES unit(id);

CREATE INDEX suspension_order_subject_person_idx ON public.suspension_order USING btree (subject_person);

CREATE INDEX suspension_order_subject_unit_idx ON public.suspension_order USING btree (subject_unit);

CREATE INDEX suspension_order_matter_idx ON public.suspension_order USING btree (matter);

create table past.suspension_order (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decided_on date not null,
  matter uuid,
  subject_kind text not null,
  subject_person uuid,
  subject_unit uuid,
  what text not null,
  ground text not null,
  valid_from date not null,
  until_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX suspension_order_id_idx ON past.suspension_order USING btree (id);

CREATE INDEX suspension_order_unit_idx ON public.suspension_order USING btree (unit);

create view known.suspension_order with (security_invoker=true) as
 SELECT suspension_order.id, suspension_order.unit, suspension_order.body, suspension_order.number,
    suspension_order.decided_on, suspension_order.matter, suspension_order.subject_kind,
    suspension_order.subject_person, suspension_order.subject_unit, suspension_order.what,
    suspension_order.ground, suspension_order.valid_from, suspension_order.until_on, suspension_order.place,
    suspension_order.known_from, suspension_order.act
   FROM suspension_order
  WHERE suspension_order.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT suspension_order.id, suspension_order.unit, suspension_order.body, suspension_order.number,
    suspension_order.decided_on, suspension_order.matter, suspension_order.subject_kind,
    suspension_order.subject_person, suspension_order.subject_unit, suspension_order.what,
    suspension_order.ground, suspension_order.valid_from, suspension_order.until_on, suspension_order.place,
    suspension_order.known_from, suspension_order.act
   FROM past.suspension_order
  WHERE suspension_order.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND suspension_order.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_suspension_order()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.suspension_order (id, unit, body, number, decided_on, matter, subject_kind, subject_person, subject_unit, what, ground, valid_from, until_on, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.number, old.decided_on, old.matter, old.subject_kind, old.subject_person, old.subject_unit, old.what, old.ground, old.valid_from, old.until_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.suspension_order FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_suspension_order();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.suspension_order FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_suspension_order();

CREATE OR REPLACE FUNCTION public.key_suspension_order()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.matter), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.suspension_order FOR EACH ROW EXECUTE FUNCTION key_suspension_order();

CREATE INDEX suspension_order_case_key_idx ON public.suspension_order USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.suspension_order FOR EACH ROW EXECUTE FUNCTION key_suspension_order();

CREATE INDEX suspension_order_case_key_idx ON past.suspension_order USING btree (case_key);

create table complaint (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decision uuid not null,
  letter uuid,
  filed_by text not null,
  filed_on date not null,
  received_on date not null,
  told_on date,
  late_reason text,
  about text not null,
  cause text,
  resolution uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table complaint add constraint complaint_filed_by_check CHECK ((filed_by = ANY (ARRAY['subject'::text, 'authorised'::text, 'other'::text])));

alter table complaint add constraint complaint_check CHECK ((received_on >= filed_on));

alter table complaint add constraint complaint_check1 CHECK ((told_on <= filed_on));

alter table complaint add constraint complaint_about_check CHECK ((about = ANY (ARRAY['violation'::text, 'form'::text, 'procedure'::text])));

alter table complaint add constraint complaint_cause_check CHECK ((cause = ANY (ARRAY['policy'::text, 'verification'::text, 'other'::text])));

alter table complaint add constraint complaint_check2 CHECK ((resolution <> decision));

alter table complaint add constraint complaint_pkey PRIMARY KEY (id);

alter table complaint add constraint complaint_resolution_key UNIQUE (resolution);

alter table complaint add constraint complaint_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table complaint add constraint complaint_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table complaint add constraint complaint_decision_fkey FOREIGN KEY (decision) REFERENCES discipline_decision(id);

alter table complaint add constraint complaint_letter_fkey FOREIGN KEY (letter) REFERENCES petition(id);

alter table complaint add constraint complaint_resolution_fkey FOREIGN KEY (resolution) REFERENCES discipline_decision(id);

CREATE INDEX complaint_decision_idx ON public.complaint USING btree (decision);

CREATE INDEX complaint_letter_idx ON public.complaint USING btree (letter);

CREATE INDEX complaint_received_on_idx ON public.complaint USING btree (received_on);

create table past.complaint (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  decision uuid not null,
  letter uuid,
  filed_by text not null,
  filed_on date not null,
  received_on date not null,
  told_on date,
  late_reason text,
  about text not null,
  cause text,
  resolution uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX complaint_id_idx ON past.complaint USING btree (id);

CREATE INDEX complaint_unit_idx ON public.complaint USING btree (unit);

create view known.complaint with (security_invoker=true) as
 SELECT complaint.id, complaint.unit, complaint.body, complaint.number, complaint.decision, complaint.letter,
    complaint.filed_by, complaint.filed_on, complaint.received_on, complaint.told_on, complaint.late_reason,
    complaint.about, complaint.cause, complaint.resolution, complaint.place, complaint.known_from,
    complaint.act
   FROM complaint
  WHERE complaint.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT complaint.id, complaint.unit, complaint.body, complaint.number, complaint.decision, complaint.letter,
    complaint.filed_by, complaint.filed_on, complaint.received_on, complaint.told_on, complaint.late_reason,
    complaint.about, complaint.cause, complaint.resolution, complaint.place, complaint.known_from,
    complaint.act
   FROM past.complaint
  WHERE complaint.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND complaint.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_complaint()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.complaint (id, unit, body, number, decision, letter, filed_by, filed_on, received_on, told_on, late_reason, about, cause, resolution, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.number, old.decision, old.letter, old.filed_by, old.filed_on, old.received_on, old.told_on, old.late_reason, old.about, old.cause, old.resolution, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.complaint FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_complaint();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.complaint FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_complaint();

CREATE OR REPLACE FUNCTION public.key_complaint()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.id), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.complaint FOR EACH ROW EXECUTE FUNCTION key_complaint();

CREATE INDEX complaint_case_key_idx ON public.complaint USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.complaint FOR EACH ROW EXECUTE FUNCTION key_complaint();

CREATE INDEX complaint_case_key_idx ON past.complaint USING btree (case_key);

CREATE TRIGGER open_case AFTER INSERT ON public.discipline_case FOR EACH ROW EXECUTE FUNCTION open_case();

CREATE TRIGGER open_case AFTER INSERT ON public.suspension_order FOR EACH ROW EXECUTE FUNCTION open_case();

CREATE TRIGGER open_case AFTER INSERT ON public.complaint FOR EACH ROW EXECUTE FUNCTION open_case();

CREATE TRIGGER follow_proceedings AFTER UPDATE ON public.discipline_case FOR EACH ROW WHEN (((old.case_key IS DISTINCT FROM new.case_key) OR (old.unit <> new.unit))) EXECUTE FUNCTION follow_proceedings();

CREATE TRIGGER keep_proceedings BEFORE DELETE ON public.discipline_case FOR EACH ROW EXECUTE FUNCTION keep_proceedings();

CREATE TRIGGER follow_proceedings AFTER UPDATE ON public.complaint FOR EACH ROW WHEN (((old.case_key IS DISTINCT FROM new.case_key) OR (old.unit <> new.unit))) EXECUTE FUNCTION follow_proceedings();

CREATE TRIGGER keep_proceedings BEFORE DELETE ON public.complaint FOR EACH ROW EXECUTE FUNCTION keep_proceedings();

CREATE TRIGGER follow_proceedings AFTER UPDATE ON public.wrongful_finding FOR EACH ROW WHEN (((old.case_key IS DISTINCT FROM new.case_key) OR (old.unit <> new.unit))) EXECUTE FUNCTION follow_proceedings();

CREATE TRIGGER keep_proceedings BEFORE DELETE ON public.wrongful_finding FOR EACH ROW EXECUTE FUNCTION keep_proceedings();

CREATE TRIGGER follow_proceedings AFTER UPDATE ON public.suspension_order FOR EACH ROW WHEN (((old.case_key IS DISTINCT FROM new.case_key) OR (old.unit <> new.unit))) EXECUTE FUNCTION follow_proceedings();

CREATE TRIGGER keep_proceedings BEFORE DELETE ON public.suspension_order FOR EACH ROW EXECUTE FUNCTION keep_proceedings();

create table form_return (
  id uuid not null,
  unit uuid not null,
  form text not null,
  period text not null,
  state text not null,
  said_on date not null,
  note text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table form_return add constraint form_return_period_check CHECK ((period ~ '^[0-9]{4}(-(Q[1-4]|H[12]|9M))?$'::text));

alter table form_return add constraint form_return_state_check CHECK ((state = ANY (ARRAY['filed'::text, 'nil'::text])));

alter table form_return add constraint form_return_pkey PRIMARY KEY (id);

alter table form_return add constraint form_return_unit_form_period_key UNIQUE (unit, form, period);

alter table form_return add constraint form_return_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.form_return (
  id uuid not null,
  unit uuid not null,
  form text not null,
  period text not null,
  state text not null,
  said_on date not null,
  note text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX form_return_id_idx ON past.form_return USING btree (id);

CREATE INDEX form_return_unit_idx ON public.form_return USING btree (unit);

create view known.form_return with (security_invoker=true) as
 SELECT form_return.id, form_return.unit, form_return.form, form_return.period, form_return.state,
    form_return.said_on, form_return.note, form_return.place, form_return.known_from, form_return.act
   FROM form_return
  WHERE form_return.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT form_return.id, form_return.unit, form_return.form, form_return.period, form_return.state,
    form_return.said_on, form_return.note, form_return.place, form_return.known_from, form_return.act
   FROM past.form_return
  WHERE form_return.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND form_return.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_form_return()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.form_return (id, unit, form, period, state, said_on, note, place, known_from, act, known_to)
        select old.id, old.unit, old.form, old.period, old.state, old.said_on, old.note, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.form_return FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_form_return();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.form_return FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_form_return();

alter table remediation add constraint remediation_owner_unit_fkey FOREIGN KEY (owner_unit) REFERENCES unit(id);

alter table remediation add constraint remediation_owner_person_fkey FOREIGN KEY (owner_person) REFERENCES person(id);

alter table remediation add constraint remediation_verifier_fkey FOREIGN KEY (verifier) REFERENCES person(id);

alter table remediation add constraint remediation_check2 CHECK ((num_nonnulls(owner_unit, owner_person) <= 1));

alter table remediation add constraint remediation_check3 CHECK ((verifier <> owner_person));

CREATE INDEX remediation_owner_person_idx ON public.remediation USING btree (owner_person);

CREATE INDEX remediation_verifier_idx ON public.remediation USING btree (verifier);

create table remediation_money (
  id uuid not null,
  unit uuid not null,
  duty uuid not null,
  way text not null,
  stage text not null,
  amount bigint not null,
  on_date date not null,
  document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table remediation_money add constraint remediation_money_way_check CHECK ((way = ANY (ARRAY['recover'::text, 'rebook'::text, 'hand_over'::text, 'other'::text])));

alter table remediation_money add constraint remediation_money_stage_check CHECK ((stage = ANY (ARRAY['proposed'::text, 'done'::text])));

alter table remediation_money add constraint remediation_money_amount_check CHECK ((amount > 0));

alter table remediation_money add constraint remediation_money_document_check CHECK ((length(document) <= 200));

alter table remediation_money add constraint remediation_money_pkey PRIMARY KEY (id);

alter table remediation_money add constraint remediation_money_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table remediation_money add constraint remediation_money_duty_fkey FOREIGN KEY (duty) REFERENCES remediation(id);

CREATE INDEX remediation_money_duty_idx ON public.remediation_money USING btree (duty);

create table past.remediation_money (
  id uuid not null,
  unit uuid not null,
  duty uuid not null,
  way text not null,
  stage text not null,
  amount bigint not null,
  on_date date not null,
  document text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX remediation_money_id_idx ON past.remediation_money USING btree (id);

CREATE INDEX remediation_money_unit_idx ON public.remediation_money USING btree (unit);

create view known.remediation_money with (security_invoker=true) as
 SELECT remediation_money.id, remediation_money.unit, remediation_money.duty, remediation_money.way,
    remediation_money.stage, remediation_money.amount, remediation_money.on_date, remediation_money.document,
    remediation_money.place, remediation_money.known_from, remediation_money.act
   FROM remediation_money
  WHERE remediation_money.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT remediation_money.id, remediation_money.unit, remediation_money.duty, remediation_money.way,
    remediation_money.stage, remediation_money.amount, remediation_money.on_date, remediation_money.document,
    remediation_money.place, remediation_money.known_from, remediation_money.act
   FROM past.remediation_money
  WHERE remediation_money.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND remediation_money.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_remediation_money()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.remediation_money (id, unit, duty, way, stage, amount, on_date, document, place, known_from, act, known_to)
        select old.id, old.unit, old.duty, old.way, old.stage, old.amount, old.on_date, old.document, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select d.unit from public.remediation d where d.id = new.duty);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.remediation_money FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_remediation_money();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.remediation_money FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_remediation_money();

CREATE OR REPLACE FUNCTION public.key_remediation_money()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select d.case_key from remediation d where d.id = new.duty), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.remediation_money FOR EACH ROW EXECUTE FUNCTION key_remediation_money();

CREATE INDEX remediation_money_case_key_idx ON public.remediation_money USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.remediation_money FOR EACH ROW EXECUTE FUNCTION key_remediation_money();

CREATE INDEX remediation_money_case_key_idx ON past.remediation_money USING btree (case_key);

CREATE OR REPLACE FUNCTION public.run_duty()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' then
    delete from case_clock where kind = 'remediation' and case_id = old.id;
    return old;
  end if;
  if tg_op = 'INSERT' then
    insert into case_clock (id, unit, kind, case_id, clock, started_on, stopped_on, fixed_on, due_on, place, known_from, act)
    select uuidv7(), new.unit, 'remediation', new.id, 'duty', least(s.concluded_on, new.due_on, new.done_on),
      new.done_on, new.due_on, new.due_on, new.place, new.known_from, new.act
    from inspection_subject s where s.id = new.subject;
  else
    update case_clock set stopped_on = new.done_on, fixed_on = new.due_on, due_on = due_on + (new.due_on - fixed_on)
    where kind = 'remediation' and case_id = new.id and clock = 'duty'
      and (stopped_on is distinct from new.done_on or fixed_on <> new.due_on);
  end if;
  return new;
end $function$;

CREATE TRIGGER run_duty AFTER INSERT OR UPDATE ON public.remediation FOR EACH ROW EXECUTE FUNCTION run_duty();

CREATE TRIGGER drop_duty BEFORE DELETE ON public.remediation FOR EACH ROW EXECUTE FUNCTION run_duty();

create table case_alarm (
  id uuid not null,
  unit uuid not null,
  clock uuid not null,
  kind text not null,
  number text,
  due_on date not null,
  level integer not null,
  raised_on date not null,
  from_unit uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table case_alarm add constraint case_alarm_level_check CHECK (((level >= '-3660'::integer) AND (level <= 3660)));

alter table case_alarm add constraint case_alarm_check CHECK ((raised_on = (due_on - level)));

alter table case_alarm add constraint case_alarm_pkey PRIMARY KEY (id);

alter table case_alarm add constraint case_alarm_clock_due_on_level_key UNIQUE (clock, due_on, level);

alter table case_alarm add constraint case_alarm_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table case_alarm add constraint case_alarm_kind_fkey FOREIGN KEY (kind) REFERENCES case_kind(kind);

alter table case_alarm add constraint case_alarm_from_unit_fkey FOREIGN KEY (from_unit) REFERENCES unit(id);

alter table case_alarm add constraint case_alarm_clock_kind_fkey FOREIGN KEY (clock, kind) REFERENCES case_clock(id, kind) ON DELETE CASCADE;

CREATE INDEX case_alarm_raised_on_idx ON public.case_alarm USING btree (raised_on);

create table past.case_alarm (
  id uuid not null,
  unit uuid not null,
  clock uuid not null,
  kind text not null,
  number text,
  due_on date not null,
  level integer not null,
  raised_on date not null,
  from_unit uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX case_alarm_id_idx ON past.case_alarm USING btree (id);

CREATE INDEX case_alarm_unit_idx ON public.case_alarm USING btree (unit);

create view known.case_alarm with (security_invoker=true) as
 SELECT case_alarm.id, case_alarm.unit, case_alarm.clock, case_alarm.kind, case_alarm.number,
    case_alarm.due_on, case_alarm.level, case_alarm.raised_on, case_alarm.from_unit, case_alarm.place,
    case_alarm.known_from, case_alarm.act
   FROM case_alarm
  WHERE case_alarm.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT case_alarm.id, case_alarm.unit, case_alarm.clock, case_alarm.kind, case_alarm.number,
    case_alarm.due_on, case_alarm.level, case_alarm.raised_on, case_alarm.from_unit, case_alarm.place,
    case_alarm.known_from, case_alarm.act
   FROM past.case_alarm
  WHERE case_alarm.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND case_alarm.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_case_alarm()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.case_alarm (id, unit, clock, kind, number, due_on, level, raised_on, from_unit, place, known_from, act, known_to)
        select old.id, old.unit, old.clock, old.kind, old.number, old.due_on, old.level, old.raised_on, old.from_unit, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.case_alarm FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_case_alarm();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.case_alarm FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_case_alarm();

CREATE OR REPLACE FUNCTION public.key_case_alarm()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select c.case_key from case_clock c where c.id = new.clock), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.case_alarm FOR EACH ROW EXECUTE FUNCTION key_case_alarm();

CREATE INDEX case_alarm_case_key_idx ON public.case_alarm USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.case_alarm FOR EACH ROW EXECUTE FUNCTION key_case_alarm();

CREATE INDEX case_alarm_case_key_idx ON past.case_alarm USING btree (case_key);

CREATE OR REPLACE FUNCTION public.follow_clock()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  was text := coalesce(nullif(current_setting('capuy.replacing', true), ''), 'off');
begin
  perform set_config('capuy.replacing', 'on', true);
  update case_alarm set unit = case when from_unit is null then new.unit else unit end,
    from_unit = case when from_unit is null then null else new.unit end where clock = new.id;
  perform set_config('capuy.replacing', was, true);
  return null;
end $function$;

CREATE TRIGGER follow_clock AFTER UPDATE ON public.case_clock FOR EACH ROW WHEN (((old.unit <> new.unit) OR (old.case_key IS DISTINCT FROM new.case_key))) EXECUTE FUNCTION follow_clock();

create table calendar_key (
  id uuid not null,
  account uuid not null,
  mandate uuid not null,
  key_hash text not null,
  made_on date not null,
  revoked_on date
);

alter table calendar_key add constraint calendar_key_key_hash_check CHECK ((key_hash ~ '^[0-9a-f]{64}$'::text));

alter table calendar_key add constraint calendar_key_pkey PRIMARY KEY (id);

alter table calendar_key add constraint calendar_key_key_hash_key UNIQUE (key_hash);

alter table calendar_key add constraint calendar_key_account_fkey FOREIGN KEY (account) REFERENCES account(id);

alter table calendar_key add constraint calendar_key_mandate_fkey FOREIGN KEY (mandate) REFERENCES mandate(id);

CREATE INDEX calendar_key_account_idx ON public.calendar_key USING btree (account);

CREATE OR REPLACE FUNCTION public.make_calendar_key(new_id uuid, key_sha text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not in_command() or acting_role() = 'machine' then
    raise exception 'no calendar without a command of its own account' using errcode = '42501';
  end if;
  insert into calendar_key select new_id, m.account, m.mandate, key_sha, today(), null from acting_mandate m;
end $function$;

CREATE OR REPLACE FUNCTION public.revoke_calendar_key(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not in_command() then
    raise exception 'no calendar without a command' using errcode = '42501';
  end if;
  update calendar_key set revoked_on = today()
  where id = wanted and revoked_on is null and account = (select account from acting_mandate);
  return found;
end $function$;

CREATE OR REPLACE FUNCTION public.own_calendar_keys()
 RETURNS TABLE(id uuid, post text, made_on date, revoked_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT k.id,
     p.post,
     k.made_on,
     k.revoked_on
    FROM (calendar_key k
      JOIN mandate p ON ((p.id = k.mandate)))
   WHERE (k.account = ( SELECT acting_mandate.account
            FROM acting_mandate))
   ORDER BY k.made_on, k.id;
END;

CREATE OR REPLACE FUNCTION public.calendar_opens(key_sha text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM ((calendar_key k JOIN account a ON ((a.id = k.account))) JOIN mandate m ON ((m.id = k.mandate))) WHERE ((k.key_hash = calendar_opens.key_sha) AND (k.revoked_on IS NULL) AND account_open(a.*, today()) AND mandate_in_force(m.*, today()))));

CREATE OR REPLACE FUNCTION public.calendar_days(key_sha text, most integer)
 RETURNS TABLE(code text, due_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 WITH post AS (
          SELECT m.id AS mandate,
             k.account,
             m.role,
             u.place AS lo,
             u.place_end AS hi
            FROM ((calendar_key k
              JOIN mandate m ON ((m.id = k.mandate)))
              JOIN unit u ON ((u.id = m.unit)))
           WHERE ((k.key_hash = calendar_days.key_sha) AND calendar_opens(calendar_days.key_sha))
         ), rights AS (
          SELECT r_1.tables,
             r_1.reach
            FROM (post p_1
              JOIN role_right r_1 ON (((r_1.role = p_1.role) AND (r_1.class = 'case'::text))))
         ), reach AS (
          SELECT max(
                 CASE r_1.reach
                     WHEN 'beneath'::text THEN p_1.hi
                     WHEN 'own'::text THEN p_1.lo
                     ELSE NULL::bigint
                 END) AS free,
             COALESCE(( SELECT array_agg(a.case_key) AS array_agg
                    FROM assignment a,
                     post p_2
                   WHERE ((a.mandate = p_2.mandate) AND (a.valid_from <= today()) AND ((a.valid_to IS NULL) OR (a.valid_to > today())))), '{}'::uuid[]) AS keys,
             COALESCE(bool_or((r_1.reach = 'assigned'::text)), false) AS by_assignment
            FROM rights r_1,
             post p_1
           WHERE ((r_1.tables IS NULL) OR ('case_clock'::text = ANY (r_1.tables)))
         ), kinds AS (
          SELECT c_1.kind
            FROM case_kind c_1
           WHERE (EXISTS ( SELECT
                    FROM rights r_1
                   WHERE ((r_1.tables IS NULL) OR (c_1.table_name = ANY (r_1.tables)))))
         )
  SELECT "left"(encode(sha256(convert_to((c.id)::text, 'UTF8'::name)), 'hex'::text), 8) AS "left",
     c.due_on
    FROM case_clock c,
     post p,
     reach r
   WHERE ((c.stopped_on IS NULL) AND (c.due_on IS NOT NULL) AND (c.kind IN ( SELECT k.kind
            FROM kinds k)) AND (c.case_key <> ALL (cases_barred_to(p.account))) AND (c.place >= p.lo) AND (c.place <= p.hi) AND ((c.place <= r.free) OR (r.by_assignment AND (c.case_key = ANY (r.keys)))))
   ORDER BY c.due_on, c.id
  LIMIT calendar_days.most;
END;

alter table petition add constraint petition_sender_kind_check CHECK ((sender_kind = ANY (ARRAY['member'::text, 'citizen'::text, 'organisation'::text])));

alter table petition add constraint petition_subject_person_fkey FOREIGN KEY (subject_person) REFERENCES person(id);

alter table petition add constraint petition_subject_unit_fkey FOREIGN KEY (subject_unit) REFERENCES unit(id);

alter table petition add constraint petition_ground_check CHECK ((ground = ANY (ARRAY['competent'::text, 'mixed'::text, 'other_competence'::text, 'outside'::text, 'anonymous'::text, 'false_name'::text, 'no_address'::text, 'collective'::text, 'no_capacity'::text, 'vague'::text, 'concluded'::text, 'duplicate'::text])));

alter table petition add constraint petition_lead_code_check CHECK (((lead_code ~ '^[A-Za-z0-9-]{1,20}$'::text) AND (lead_code ~ '[0-9]'::text)));

alter table petition add constraint petition_names_no_sender CHECK (((kind <> 'complaint'::text) OR (num_nonnulls(subject_person, subject_unit) = 0)));

alter table petition add constraint petition_ground_of_disposition CHECK (((ground IS NULL) OR (disposition IS NOT NULL)));

alter table petition add constraint petition_lead_is_kept CHECK (((lead_code IS NULL) OR (disposition = 'filed'::text)));

CREATE INDEX petition_subject_person_idx ON public.petition USING btree (subject_person);

CREATE INDEX petition_subject_unit_idx ON public.petition USING btree (subject_unit);

create table denunciation (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  opened_on date not null,
  managed_by text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table denunciation add constraint denunciation_managed_by_check CHECK ((managed_by = ANY (ARRAY['central'::text, 'province'::text, 'district'::text, 'grassroots'::text, 'cell'::text])));

alter table denunciation add constraint denunciation_pkey PRIMARY KEY (id);

alter table denunciation add constraint denunciation_body_number_key UNIQUE (body, number);

alter table denunciation add constraint denunciation_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table denunciation add constraint denunciation_body_fkey FOREIGN KEY (body) REFERENCES body(id);

create table past.denunciation (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  opened_on date not null,
  managed_by text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX denunciation_id_idx ON past.denunciation USING btree (id);

CREATE INDEX denunciation_unit_idx ON public.denunciation USING btree (unit);

create view known.denunciation with (security_invoker=true) as
 SELECT denunciation.id, denunciation.unit, denunciation.body, denunciation.number, denunciation.opened_on,
    denunciation.managed_by, denunciation.place, denunciation.known_from, denunciation.act
   FROM denunciation
  WHERE denunciation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT denunciation.id, denunciation.unit, denunciation.body, denunciation.number, denunciation.opened_on,
    denunciation.managed_by, denunciation.place, denunciation.known_from, denunciation.act
   FROM past.denunciation
  WHERE denunciation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND denunciation.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_denunciation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.denunciation (id, unit, body, number, opened_on, managed_by, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.number, old.opened_on, old.managed_by, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.denunciation FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_denunciation();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.denunciation FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_denunciation();

CREATE OR REPLACE FUNCTION public.key_denunciation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.id), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.denunciation FOR EACH ROW EXECUTE FUNCTION key_denunciation();

CREATE INDEX denunciation_case_key_idx ON public.denunciation USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.denunciation FOR EACH ROW EXECUTE FUNCTION key_denunciation();

CREATE INDEX denunciation_case_key_idx ON past.denunciation USING btree (case_key);

create table denunciation_letter (
  id uuid not null,
  unit uuid not null,
  denunciation uuid not null,
  petition uuid not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table denunciation_letter add constraint denunciation_letter_pkey PRIMARY KEY (id);

alter table denunciation_letter add constraint denunciation_letter_denunciation_petition_key UNIQUE (denunciation, petition);

alter table denunciation_letter add constraint denunciation_letter_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table denunciation_letter add constraint denunciation_letter_denunciation_fkey FOREIGN KEY (denunciation) REFERENCES denunciation(id);

alter table denunciation_letter add constraint denunciation_letter_petition_fkey FOREIGN KEY (petition) REFERENCES petition(id);

CREATE INDEX denunciation_letter_petition_idx ON public.denunciation_letter USING btree (petition);

create table past.denunciation_letter (
  id uuid not null,
  unit uuid not null,
  denunciation uuid not null,
  petition uuid not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX denunciation_letter_id_idx ON past.denunciation_letter USING btree (id);

CREATE INDEX denunciation_letter_unit_idx ON public.denunciation_letter USING btree (unit);

create view known.denunciation_letter with (security_invoker=true) as
 SELECT denunciation_letter.id, denunciation_letter.unit, denunciation_letter.denunciation,
    denunciation_letter.petition, denunciation_letter.place, denunciation_letter.known_from,
    denunciation_letter.act
   FROM denunciation_letter
  WHERE denunciation_letter.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT denunciation_letter.id, denunciation_letter.unit, denunciation_letter.denunciation,
    denunciation_letter.petition, denunciation_letter.place, denunciation_letter.known_from,
    denunciation_letter.act
   FROM past.denunciation_letter
  WHERE denunciation_letter.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND denunciation_letter.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_denunciation_letter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.denunciation_letter (id, unit, denunciation, petition, place, known_from, act, known_to)
        select old.id, old.unit, old.denunciation, old.petition, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select d.unit from public.denunciation d where d.id = new.denunciation);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.denunciation_letter FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_denunciation_letter();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.denunciation_letter FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_denunciation_letter();

CREATE OR REPLACE FUNCTION public.key_denunciation_letter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.denunciation), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.denunciation_letter FOR EACH ROW EXECUTE FUNCTION key_denunciation_letter();

CREATE INDEX denunciation_letter_case_key_idx ON public.denunciation_letter USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.denunciation_letter FOR EACH ROW EXECUTE FUNCTION key_denunciation_letter();

CREATE INDEX denunciation_letter_case_key_idx ON past.denunciation_letter USING btree (case_key);

create table denounced (
  id uuid not null,
  unit uuid not null,
  denunciation uuid not null,
  kind text not null,
  subject_unit uuid,
  subject_person uuid,
  committee_member boolean default false not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table denounced add constraint denounced_kind_check CHECK ((kind = ANY (ARRAY['organisation'::text, 'member'::text])));

alter table denounced add constraint denounced_check CHECK (((kind = 'organisation'::text) = (subject_unit IS NOT NULL)));

alter table denounced add constraint denounced_check1 CHECK (((kind = 'member'::text) = (subject_person IS NOT NULL)));

alter table denounced add constraint denounced_pkey PRIMARY KEY (id);

alter table denounced add constraint denounced_denunciation_subject_unit_subject_person_key UNIQUE NULLS NOT DISTINCT (denunciation, subject_unit, subject_person);

alter table denounced add constraint denounced_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table denounced add constraint denounced_denunciation_fkey FOREIGN KEY (denunciation) REFERENCES denunciation(id);

alter table denounced add constraint denounced_subject_unit_fkey FOREIGN KEY (subject_unit) REFERENCES unit(id);

alter table denounced add constraint denounced_subject_person_fkey FOREIGN KEY (subject_person) REFERENCES person(id);

CREATE INDEX denounced_subject_person_idx ON public.denounced USING btree (subject_person);

CREATE INDEX denounced_subject_unit_idx ON public.denounced USING btree (subject_unit);

create table past.denounced (
  id uuid not null,
  unit uuid not null,
  denunciation uuid not null,
  kind text not null,
  subject_unit uuid,
  subject_person uuid,
  committee_member boolean not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX denounced_id_idx ON past.denounced USING btree (id);

CREATE INDEX denounced_unit_idx ON public.denounced USING btree (unit);

create view known.denounced with (security_invoker=true) as
 SELECT denounced.id, denounced.unit, denounced.denunciation, denounced.kind, denounced.subject_unit,
    denounced.subject_person, denounced.committee_member, denounced.place, denounced.known_from, denounced.act
   FROM denounced
  WHERE denounced.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT denounced.id, denounced.unit, denounced.denunciation, denounced.kind, denounced.subject_unit,
    denounced.subject_person, denounced.committee_member, denounced.place, denounced.known_from, denounced.act
   FROM past.denounced
  WHERE denounced.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND denounced.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_denounced()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.denounced (id, unit, denunciation, kind, subject_unit, subject_person, committee_member, place, known_from, act, known_to)
        select old.id, old.unit, old.denunciation, old.kind, old.subject_unit, old.subject_person, old.committee_member, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select d.unit from public.denunciation d where d.id = new.denunciation);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.denounced FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_denounced();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.denounced FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_denounced();

CREATE OR REPLACE FUNCTION public.key_denounced()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.denunciation), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.denounced FOR EACH ROW EXECUTE FUNCTION key_denounced();

CREATE INDEX denounced_case_key_idx ON public.denounced USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.denounced FOR EACH ROW EXECUTE FUNCTION key_denounced();

CREATE INDEX denounced_case_key_idx ON past.denounced USING btree (case_key);

create table close_person (
  id uuid not null,
  unit uuid not null,
  denunciation uuid not null,
  person uuid not null,
  relation text not null,
  grounds text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table close_person add constraint close_person_relation_check CHECK ((relation = ANY (ARRAY['spouse'::text, 'parent'::text, 'child'::text, 'sibling'::text, 'other_kin'::text, 'same_interest'::text])));

alter table close_person add constraint close_person_pkey PRIMARY KEY (id);

alter table close_person add constraint close_person_denunciation_person_key UNIQUE (denunciation, person);

alter table close_person add constraint close_person_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table close_person add constraint close_person_denunciation_fkey FOREIGN KEY (denunciation) REFERENCES denunciation(id);

alter table close_person add constraint close_person_person_fkey FOREIGN KEY (person) REFERENCES person(id);

CREATE INDEX close_person_person_idx ON public.close_person USING btree (person);

create table past.close_person (
  id uuid not null,
  unit uuid not null,
  denunciation uuid not null,
  person uuid not null,
  relation text not null,
  grounds text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX close_person_id_idx ON past.close_person USING btree (id);

CREATE INDEX close_person_unit_idx ON public.close_person USING btree (unit);

create view known.close_person with (security_invoker=true) as
 SELECT close_person.id, close_person.unit, close_person.denunciation, close_person.person,
    close_person.relation, close_person.grounds, close_person.place, close_person.known_from, close_person.act
   FROM close_person
  WHERE close_person.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT close_person.id, close_person.unit, close_person.denunciation, close_person.person,
    close_person.relation, close_person.grounds, close_person.place, close_person.known_from, close_person.act
   FROM past.close_person
  WHERE close_person.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND close_person.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_close_person()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.close_person (id, unit, denunciation, person, relation, grounds, place, known_from, act, known_to)
        select old.id, old.unit, old.denunciation, old.person, old.relation, old.grounds, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select d.unit from public.denunciation d where d.id = new.denunciation);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.close_person FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_close_person();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.close_person FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_close_person();

CREATE OR REPLACE FUNCTION public.key_close_person()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.denunciation), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.close_person FOR EACH ROW EXECUTE FUNCTION key_close_person();

CREATE INDEX close_person_case_key_idx ON public.close_person USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.close_person FOR EACH ROW EXECUTE FUNCTION key_close_person();

CREATE INDEX close_person_case_key_idx ON past.close_person USING btree (case_key);

create table allegation (
  id uuid not null,
  unit uuid not null,
  denunciation uuid not null,
  denounced uuid not null,
  ordinal integer not null,
  content text not null,
  content_code text not null,
  finding text,
  found_on date,
  withdrawn_on date,
  unpressured boolean,
  withdrawal_minutes text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table allegation add constraint allegation_ordinal_check CHECK ((ordinal > 0));

alter table allegation add constraint allegation_finding_check CHECK ((finding = ANY (ARRAY['true'::text, 'partly_true'::text, 'false'::text, 'no_basis'::text, 'no_ground'::text, 'true_shortcoming'::text, 'true_violation'::text])));

alter table allegation add constraint allegation_check CHECK (((finding IS NULL) = (found_on IS NULL)));

alter table allegation add constraint allegation_check1 CHECK (((finding IS NULL) OR (withdrawn_on IS NULL)));

alter table allegation add constraint withdrawn_freely CHECK ((((withdrawn_on IS NULL) = (withdrawal_minutes IS NULL)) AND ((withdrawn_on IS NULL) = (unpressured IS NULL)) AND (unpressured IS NOT FALSE)));

alter table allegation add constraint allegation_pkey PRIMARY KEY (id);

alter table allegation add constraint allegation_denunciation_ordinal_key UNIQUE (denunciation, ordinal);

alter table allegation add constraint allegation_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table allegation add constraint allegation_denunciation_fkey FOREIGN KEY (denunciation) REFERENCES denunciation(id);

alter table allegation add constraint allegation_denounced_fkey FOREIGN KEY (denounced) REFERENCES denounced(id);

CREATE INDEX allegation_denounced_idx ON public.allegation USING btree (denounced);

create table past.allegation (
  id uuid not null,
  unit uuid not null,
  denunciation uuid not null,
  denounced uuid not null,
  ordinal integer not null,
  content text not null,
  content_code text not null,
  finding text,
  found_on date,
  withdrawn_on date,
  unpressured boolean,
  withdrawal_minutes text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX allegation_id_idx ON past.allegation USING btree (id);

CREATE INDEX allegation_unit_idx ON public.allegation USING btree (unit);

create view known.allegation with (security_invoker=true) as
 SELECT allegation.id, allegation.unit, allegation.denunciation, allegation.denounced, allegation.ordinal,
    allegation.content, allegation.content_code, allegation.finding, allegation.found_on,
    allegation.withdrawn_on, allegation.unpressured, allegation.withdrawal_minutes, allegation.place,
    allegation.known_from, allegation.act
   FROM allegation
  WHERE allegation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT allegation.id, allegation.unit, allegation.denunciation, allegation.denounced, allegation.ordinal,
    allegation.content, allegation.content_code, allegation.finding, allegation.found_on,
    allegation.withdrawn_on, allegation.unpressured, allegation.withdrawal_minutes, allegation.place,
    allegation.known_from, allegation.act
   FROM past.allegation
  WHERE allegation.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND allegation.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_allegation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.allegation (id, unit, denunciation, denounced, ordinal, content, content_code, finding, found_on, withdrawn_on, unpressured, withdrawal_minutes, place, known_from, act, known_to)
        select old.id, old.unit, old.denunciation, old.denounced, old.ordinal, old.content, old.content_code, old.finding, old.found_on, old.withdrawn_on, old.unpressured, old.withdrawal_minutes, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select d.unit from public.denunciation d where d.id = new.denunciation);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.allegation FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_allegation();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.allegation FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_allegation();

CREATE OR REPLACE FUNCTION public.key_allegation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.denunciation), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.allegation FOR EACH ROW EXECUTE FUNCTION key_allegation();

CREATE INDEX allegation_case_key_idx ON public.allegation USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.allegation FOR EACH ROW EXECUTE FUNCTION key_allegation();

CREATE INDEX allegation_case_key_idx ON past.allegation USING btree (case_key);

create table establishment (
  id uuid not null,
  unit uuid not null,
  denunciation uuid not null,
  done_on date not null,
  officer_one uuid not null,
  officer_two uuid not null,
  minutes text not null,
  sender_handles_nothing boolean,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table establishment add constraint establishment_sender_handles_nothing_check CHECK (sender_handles_nothing);

alter table establishment add constraint two_officers CHECK ((officer_one <> officer_two));

alter table establishment add constraint establishment_pkey PRIMARY KEY (id);

alter table establishment add constraint establishment_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table establishment add constraint establishment_denunciation_fkey FOREIGN KEY (denunciation) REFERENCES denunciation(id);

alter table establishment add constraint establishment_officer_one_fkey FOREIGN KEY (officer_one) REFERENCES person(id);

alter table establishment add constraint establishment_officer_two_fkey FOREIGN KEY (officer_two) REFERENCES person(id);

CREATE INDEX establishment_denunciation_idx ON public.establishment USING btree (denunciation);

create table past.establishment (
  id uuid not null,
  unit uuid not null,
  denunciation uuid not null,
  done_on date not null,
  officer_one uuid not null,
  officer_two uuid not null,
  minutes text not null,
  sender_handles_nothing boolean,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX establishment_id_idx ON past.establishment USING btree (id);

CREATE INDEX establishment_unit_idx ON public.establishment USING btree (unit);

create view known.establishment with (security_invoker=true) as
 SELECT establishment.id, establishment.unit, establishment.denunciation, establishment.done_on,
    establishment.officer_one, establishment.officer_two, establishment.minutes,
    establishment.sender_handles_nothing, establishment.place, establishment.known_from, establishment.act
   FROM establishment
  WHERE establishment.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT establishment.id, establishment.unit, establishment.denunciation, establishment.done_on,
    establishment.officer_one, establishment.officer_two, establishment.minutes,
    establishment.sender_handles_nothing, establishment.place, establishment.known_from, establishment.act
   FROM past.establishment
  WHERE establishment.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND establishment.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_establishment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.establishment (id, unit, denunciation, done_on, officer_one, officer_two, minutes, sender_handles_nothing, place, known_from, act, known_to)
        select old.id, old.unit, old.denunciation, old.done_on, old.officer_one, old.officer_two, old.minutes, old.sender_handles_nothing, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select d.unit from public.denunciation d where d.id = new.denunciation);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.establishment FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_establishment();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.establishment FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_establishment();

CREATE OR REPLACE FUNCTION public.key_establishment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.denunciation), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.establishment FOR EACH ROW EXECUTE FUNCTION key_establishment();

CREATE INDEX establishment_case_key_idx ON public.establishment USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.establishment FOR EACH ROW EXECUTE FUNCTION key_establishment();

CREATE INDEX establishment_case_key_idx ON past.establishment USING btree (case_key);

CREATE TRIGGER open_case AFTER INSERT ON public.denunciation FOR EACH ROW EXECUTE FUNCTION open_case();

CREATE OR REPLACE FUNCTION public.unlinked_handlers(wanted uuid)
 RETURNS TABLE(full_name text, post text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select a.full_name, m.post from assignment s join mandate m on m.id = s.mandate join account a on a.id = m.account
  where s.case_key = wanted and (s.valid_to is null or s.valid_to > today()) and mandate_in_force(m, today())
    and a.person is null and wanted <> all (barred_cases())
    and row_is_open('denunciation', wanted, place_of_case(wanted))
  order by 1, 2
$function$;

CREATE OR REPLACE FUNCTION public.matter_has_lead(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (row_is_open('denunciation'::text, wanted, place_of_case(wanted)) AND (wanted <> ALL (barred_cases())) AND (EXISTS (SELECT FROM (denunciation_letter l JOIN petition p ON ((p.id = l.petition))) WHERE ((l.denunciation = matter_has_lead.wanted) AND (p.lead_code IS NOT NULL)))));

CREATE TRIGGER follow_proceedings AFTER UPDATE ON public.denunciation FOR EACH ROW WHEN (((old.case_key IS DISTINCT FROM new.case_key) OR (old.unit <> new.unit))) EXECUTE FUNCTION follow_proceedings();

CREATE TRIGGER keep_proceedings BEFORE DELETE ON public.denunciation FOR EACH ROW EXECUTE FUNCTION keep_proceedings();

alter table programme add constraint programme_check1 CHECK (((number IS NULL) = (approved_on IS NULL)));

alter table programme add constraint programme_check2 CHECK (((approved_on IS NOT NULL) OR (drafted_on IS NOT NULL)));

alter table programme add constraint programme_check3 CHECK ((drafted_on <= approved_on));

CREATE UNIQUE INDEX programme_one_draft ON public.programme USING btree (body, year) NULLS NOT DISTINCT WHERE (approved_on IS NULL);

alter table programme_item add constraint programme_item_because_check CHECK ((because = ANY (ARRAY['term'::text, 'last_year'::text, 'unremedied'::text, 'long_ago'::text, 'never'::text, 'directed'::text, 'other'::text])));

alter table programme_item add constraint programme_item_check1 CHECK ((period_from <= period_to));

CREATE OR REPLACE FUNCTION public.names_somebody(value text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((NORMALIZE(value, NFC) ~ concat('(^|[ ,.;:("“/-])(', '((Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Trịnh|Trương|NGUYỄN|TRẦN|LÊ|PHẠM|HUỲNH|HOÀNG|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|NGÔ|DƯƠNG|ĐINH|TRỊNH|TRƯƠNG)|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác)', '|[AÀÁÂÃĂẠẢẤẦẨẪẬẮẰẲẴẶBCDĐEÈÉÊẸẺẼẾỀỂỄỆGHIÌÍĨỈỊKLMNOÒÓÔÕƠỌỎỐỒỔỖỘỚỜỞỠỢPQRSTUÙÚŨƯỤỦỨỪỬỮỰVXYÝỲỴỶỸ][^ ]* (Văn|Thị|VĂN|THỊ)) +[AÀÁÂÃĂẠẢẤẦẨẪẬẮẰẲẴẶBCDĐEÈÉÊẸẺẼẾỀỂỄỆGHIÌÍĨỈỊKLMNOÒÓÔÕƠỌỎỐỒỔỖỘỚỜỞỠỢPQRSTUÙÚŨƯỤỦỨỪỬỮỰVXYÝỲỴỶỸ]')) OR (value ~ '@'::text) OR (value ~ '[0-9]([ .-]?[0-9]){8}'::text));

create table signal (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  received_on date not null,
  source text not null,
  source_ref text not null,
  supervision uuid,
  kind text not null,
  subject_unit uuid,
  subject_person uuid,
  content_codes text[] default '{}'::text[] not null,
  substance text not null,
  screened_on date,
  outcome text,
  outcome_paper text,
  referred_to text,
  inspection uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table signal add constraint signal_source_check CHECK ((source = ANY (ARRAY['supervision'::text, 'inspection'::text, 'letter'::text, 'press'::text, 'audit'::text, 'officer'::text, 'other'::text])));

alter table signal add constraint signal_source_ref_check CHECK (((source_ref ~ '^[A-Za-z0-9Đđ/.-]{1,30}$'::text) AND (source_ref ~ '[0-9]'::text)));

alter table signal add constraint signal_kind_check CHECK ((kind = ANY (ARRAY['organisation'::text, 'member'::text])));

alter table signal add constraint signal_names_nobody CHECK ((NOT names_somebody(substance)));

alter table signal add constraint signal_outcome_check CHECK ((outcome = ANY (ARRAY['no_basis'::text, 'referred'::text, 'inspected'::text])));

alter table signal add constraint signal_refers_to_a_body CHECK ((NOT names_somebody(referred_to)));

alter table signal add constraint signal_check CHECK (((kind = 'organisation'::text) = (subject_unit IS NOT NULL)));

alter table signal add constraint signal_check1 CHECK (((kind = 'member'::text) = (subject_person IS NOT NULL)));

alter table signal add constraint signal_check2 CHECK (((source = 'supervision'::text) = (supervision IS NOT NULL)));

alter table signal add constraint signal_check3 CHECK ((((screened_on IS NULL) = (outcome IS NULL)) AND ((outcome IS NULL) = (outcome_paper IS NULL))));

alter table signal add constraint signal_check4 CHECK ((((outcome = 'referred'::text) IS TRUE) = (referred_to IS NOT NULL)));

alter table signal add constraint signal_check5 CHECK ((((outcome = 'inspected'::text) IS TRUE) = (inspection IS NOT NULL)));

alter table signal add constraint signal_check6 CHECK ((screened_on >= received_on));

alter table signal add constraint signal_pkey PRIMARY KEY (id);

alter table signal add constraint signal_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table signal add constraint signal_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table signal add constraint signal_supervision_fkey FOREIGN KEY (supervision) REFERENCES inspection_subject(id);

alter table signal add constraint signal_subject_unit_fkey FOREIGN KEY (subject_unit) REFERENCES unit(id);

alter table signal add constraint signal_subject_person_fkey FOREIGN KEY (subject_person) REFERENCES person(id);

alter table signal add constraint signal_inspection_fkey FOREIGN KEY (inspection) REFERENCES inspection(id);

CREATE UNIQUE INDEX signal_inspection_idx ON public.signal USING btree (inspection);

CREATE INDEX signal_supervision_idx ON public.signal USING btree (supervision);

CREATE INDEX signal_subject_person_idx ON public.signal USING btree (subject_person);

CREATE INDEX signal_subject_unit_idx ON public.signal USING btree (subject_unit);

create table past.signal (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  number text not null,
  received_on date not null,
  source text not null,
  source_ref text not null,
  supervision uuid,
  kind text not null,
  subject_unit uuid,
  subject_person uuid,
  content_codes text[] not null,
  substance text not null,
  screened_on date,
  outcome text,
  outcome_paper text,
  referred_to text,
  inspection uuid,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX signal_id_idx ON past.signal USING btree (id);

CREATE INDEX signal_unit_idx ON public.signal USING btree (unit);

create view known.signal with (security_invoker=true) as
 SELECT signal.id, signal.unit, signal.body, signal.number, signal.received_on, signal.source,
    signal.source_ref, signal.supervision, signal.kind, signal.subject_unit, signal.subject_person,
    signal.content_codes, signal.substance, signal.screened_on, signal.outcome, signal.outcome_paper,
    signal.referred_to, signal.inspection, signal.place, signal.known_from, signal.act
   FROM signal
  WHERE signal.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT signal.id, signal.unit, signal.body, signal.number, signal.received_on, signal.source,
    signal.source_ref, signal.supervision, signal.kind, signal.subject_unit, signal.subject_person,
    signal.content_codes, signal.substance, signal.screened_on, signal.outcome, signal.outcome_paper,
    signal.referred_to, signal.inspection, signal.place, signal.known_from, signal.act
   FROM past.signal
  WHERE signal.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND signal.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_signal()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.signal (id, unit, body, number, received_on, source, source_ref, supervision, kind, subject_unit, subject_person, content_codes, substance, screened_on, outcome, outcome_paper, referred_to, inspection, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.number, old.received_on, old.source, old.source_ref, old.supervision, old.kind, old.subject_unit, old.subject_person, old.content_codes, old.substance, old.screened_on, old.outcome, old.outcome_paper, old.referred_to, old.inspection, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.signal FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_signal();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.signal FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_signal();

CREATE OR REPLACE FUNCTION public.key_signal()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.id), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.signal FOR EACH ROW EXECUTE FUNCTION key_signal();

CREATE INDEX signal_case_key_idx ON public.signal USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.signal FOR EACH ROW EXECUTE FUNCTION key_signal();

CREATE INDEX signal_case_key_idx ON past.signal USING btree (case_key);

CREATE TRIGGER open_case AFTER INSERT ON public.signal FOR EACH ROW EXECUTE FUNCTION open_case();

create table inspection_team (
  id uuid not null,
  unit uuid not null,
  item uuid,
  inspection uuid,
  person uuid not null,
  role text not null,
  valid_from date not null,
  valid_to date,
  decision text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table inspection_team add constraint inspection_team_role_check CHECK ((role = ANY (ARRAY['lead'::text, 'deputy'::text, 'secretary'::text, 'member'::text])));

alter table inspection_team add constraint inspection_team_check CHECK ((num_nonnulls(item, inspection) = 1));

alter table inspection_team add constraint inspection_team_check1 CHECK ((valid_from < valid_to));

alter table inspection_team add constraint inspection_team_pkey PRIMARY KEY (id);

alter table inspection_team add constraint inspection_team_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table inspection_team add constraint inspection_team_item_fkey FOREIGN KEY (item) REFERENCES programme_item(id);

alter table inspection_team add constraint inspection_team_inspection_fkey FOREIGN KEY (inspection) REFERENCES inspection(id);

alter table inspection_team add constraint inspection_team_person_fkey FOREIGN KEY (person) REFERENCES person(id);

CREATE INDEX inspection_team_item_idx ON public.inspection_team USING btree (item);

CREATE INDEX inspection_team_inspection_idx ON public.inspection_team USING btree (inspection);

CREATE INDEX inspection_team_person_idx ON public.inspection_team USING btree (person);

CREATE UNIQUE INDEX inspection_team_one_lead ON public.inspection_team USING btree (item, inspection) NULLS NOT DISTINCT WHERE ((role = 'lead'::text) AND (valid_to IS NULL));

create table past.inspection_team (
  id uuid not null,
  unit uuid not null,
  item uuid,
  inspection uuid,
  person uuid not null,
  role text not null,
  valid_from date not null,
  valid_to date,
  decision text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX inspection_team_id_idx ON past.inspection_team USING btree (id);

CREATE INDEX inspection_team_unit_idx ON public.inspection_team USING btree (unit);

create view known.inspection_team with (security_invoker=true) as
 SELECT inspection_team.id, inspection_team.unit, inspection_team.item, inspection_team.inspection,
    inspection_team.person, inspection_team.role, inspection_team.valid_from, inspection_team.valid_to,
    inspection_team.decision, inspection_team.place, inspection_team.known_from, inspection_team.act
   FROM inspection_team
  WHERE inspection_team.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT inspection_team.id, inspection_team.unit, inspection_team.item, inspection_team.inspection,
    inspection_team.person, inspection_team.role, inspection_team.valid_from, inspection_team.valid_to,
    inspection_team.decision, inspection_team.place, inspection_team.known_from, inspection_team.act
   FROM past.inspection_team
  WHERE inspection_team.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND inspection_team.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_inspection_team()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.inspection_team (id, unit, item, inspection, person, role, valid_from, valid_to, decision, place, known_from, act, known_to)
        select old.id, old.unit, old.item, old.inspection, old.person, old.role, old.valid_from, old.valid_to, old.decision, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select coalesce((select s.unit from public.inspection s where s.id = new.inspection), (select i.unit from public.programme_item i where i.id = new.item)));
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.inspection_team FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_inspection_team();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.inspection_team FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_inspection_team();

CREATE OR REPLACE FUNCTION public.key_inspection_team()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((coalesce((select i.case_key from inspection i where i.id = new.inspection), new.item)), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.inspection_team FOR EACH ROW EXECUTE FUNCTION key_inspection_team();

CREATE INDEX inspection_team_case_key_idx ON public.inspection_team USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.inspection_team FOR EACH ROW EXECUTE FUNCTION key_inspection_team();

CREATE INDEX inspection_team_case_key_idx ON past.inspection_team USING btree (case_key);

alter table inspection_subject add constraint inspection_subject_check5 CHECK (((heard_on IS NULL) OR (inspection IS NOT NULL)));

create table content_conclusion (
  id uuid not null,
  unit uuid not null,
  subject uuid not null,
  content text not null,
  assessment text not null,
  text text not null,
  remedy text,
  remedy_by date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table content_conclusion add constraint content_conclusion_assessment_check CHECK ((assessment = ANY (ARRAY['merit'::text, 'shortcoming'::text, 'violation'::text, 'must_discipline'::text, 'signs'::text])));

alter table content_conclusion add constraint content_conclusion_check CHECK (((remedy_by IS NULL) OR (remedy IS NOT NULL)));

alter table content_conclusion add constraint content_conclusion_pkey PRIMARY KEY (id);

alter table content_conclusion add constraint content_conclusion_subject_content_key UNIQUE (subject, content);

alter table content_conclusion add constraint content_conclusion_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table content_conclusion add constraint content_conclusion_subject_fkey FOREIGN KEY (subject) REFERENCES inspection_subject(id);

create table past.content_conclusion (
  id uuid not null,
  unit uuid not null,
  subject uuid not null,
  content text not null,
  assessment text not null,
  text text not null,
  remedy text,
  remedy_by date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX content_conclusion_id_idx ON past.content_conclusion USING btree (id);

CREATE INDEX content_conclusion_unit_idx ON public.content_conclusion USING btree (unit);

create view known.content_conclusion with (security_invoker=true) as
 SELECT content_conclusion.id, content_conclusion.unit, content_conclusion.subject, content_conclusion.content,
    content_conclusion.assessment, content_conclusion.text, content_conclusion.remedy,
    content_conclusion.remedy_by, content_conclusion.place, content_conclusion.known_from,
    content_conclusion.act
   FROM content_conclusion
  WHERE content_conclusion.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT content_conclusion.id, content_conclusion.unit, content_conclusion.subject, content_conclusion.content,
    content_conclusion.assessment, content_conclusion.text, content_conclusion.remedy,
    content_conclusion.remedy_by, content_conclusion.place, content_conclusion.known_from,
    content_conclusion.act
   FROM past.content_conclusion
  WHERE content_conclusion.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND content_conclusion.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_content_conclusion()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.content_conclusion (id, unit, subject, content, assessment, text, remedy, remedy_by, place, known_from, act, known_to)
        select old.id, old.unit, old.subject, old.content, old.assessment, old.text, old.remedy, old.remedy_by, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select s.unit from public.inspection_subject s where s.id = new.subject);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.content_conclusion FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_content_conclusion();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.content_conclusion FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_content_conclusion();

CREATE OR REPLACE FUNCTION public.key_content_conclusion()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select s.case_key from inspection_subject s where s.id = new.subject), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.content_conclusion FOR EACH ROW EXECUTE FUNCTION key_content_conclusion();

CREATE INDEX content_conclusion_case_key_idx ON public.content_conclusion USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.content_conclusion FOR EACH ROW EXECUTE FUNCTION key_content_conclusion();

CREATE INDEX content_conclusion_case_key_idx ON past.content_conclusion USING btree (case_key);

create table finance_finding (
  id uuid not null,
  unit uuid not null,
  subject uuid not null,
  cause text not null,
  found bigint not null,
  recover_proposed bigint default 0 not null,
  rebook_proposed bigint default 0 not null,
  unit_proposed bigint default 0 not null,
  other_proposed bigint default 0 not null,
  recover_done bigint default 0 not null,
  rebook_done bigint default 0 not null,
  unit_done bigint default 0 not null,
  other_done bigint default 0 not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table finance_finding add constraint finance_finding_found_check CHECK ((found > 0));

alter table finance_finding add constraint finance_finding_recover_proposed_check CHECK ((recover_proposed >= 0));

alter table finance_finding add constraint finance_finding_rebook_proposed_check CHECK ((rebook_proposed >= 0));

alter table finance_finding add constraint finance_finding_unit_proposed_check CHECK ((unit_proposed >= 0));

alter table finance_finding add constraint finance_finding_other_proposed_check CHECK ((other_proposed >= 0));

alter table finance_finding add constraint finance_finding_check CHECK (((recover_done >= 0) AND (recover_done <= recover_proposed)));

alter table finance_finding add constraint finance_finding_check1 CHECK (((rebook_done >= 0) AND (rebook_done <= rebook_proposed)));

alter table finance_finding add constraint finance_finding_check2 CHECK (((unit_done >= 0) AND (unit_done <= unit_proposed)));

alter table finance_finding add constraint finance_finding_check3 CHECK (((other_done >= 0) AND (other_done <= other_proposed)));

alter table finance_finding add constraint finance_finding_check4 CHECK (((((recover_proposed + rebook_proposed) + unit_proposed) + other_proposed) <= found));

alter table finance_finding add constraint finance_finding_pkey PRIMARY KEY (id);

alter table finance_finding add constraint finance_finding_subject_cause_key UNIQUE (subject, cause);

alter table finance_finding add constraint finance_finding_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table finance_finding add constraint finance_finding_subject_fkey FOREIGN KEY (subject) REFERENCES inspection_subject(id);

create table past.finance_finding (
  id uuid not null,
  unit uuid not null,
  subject uuid not null,
  cause text not null,
  found bigint not null,
  recover_proposed bigint not null,
  rebook_proposed bigint not null,
  unit_proposed bigint not null,
  other_proposed bigint not null,
  recover_done bigint not null,
  rebook_done bigint not null,
  unit_done bigint not null,
  other_done bigint not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX finance_finding_id_idx ON past.finance_finding USING btree (id);

CREATE INDEX finance_finding_unit_idx ON public.finance_finding USING btree (unit);

create view known.finance_finding with (security_invoker=true) as
 SELECT finance_finding.id, finance_finding.unit, finance_finding.subject, finance_finding.cause,
    finance_finding.found, finance_finding.recover_proposed, finance_finding.rebook_proposed,
    finance_finding.unit_proposed, finance_finding.other_proposed, finance_finding.recover_done,
    finance_finding.rebook_done, finance_finding.unit_done, finance_finding.other_done, finance_finding.place,
    finance_finding.known_from, finance_finding.act
   FROM finance_finding
  WHERE finance_finding.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT finance_finding.id, finance_finding.unit, finance_finding.subject, finance_finding.cause,
    finance_finding.found, finance_finding.recover_proposed, finance_finding.rebook_proposed,
    finance_finding.unit_proposed, finance_finding.other_proposed, finance_finding.recover_done,
    finance_finding.rebook_done, finance_finding.unit_done, finance_finding.other_done, finance_finding.place,
    finance_finding.known_from, finance_finding.act
   FROM past.finance_finding
  WHERE finance_finding.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND finance_finding.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_finance_finding()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.finance_finding (id, unit, subject, cause, found, recover_proposed, rebook_proposed, unit_proposed, other_proposed, recover_done, rebook_done, unit_done, other_done, place, known_from, act, known_to)
        select old.id, old.unit, old.subject, old.cause, old.found, old.recover_proposed, old.rebook_proposed, old.unit_proposed, old.other_proposed, old.recover_done, old.rebook_done, old.unit_done, old.other_done, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select s.unit from public.inspection_subject s where s.id = new.subject);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.finance_finding FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_finance_finding();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.finance_finding FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_finance_finding();

CREATE OR REPLACE FUNCTION public.key_finance_finding()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select s.case_key from inspection_subject s where s.id = new.subject), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.finance_finding FOR EACH ROW EXECUTE FUNCTION key_finance_finding();

CREATE INDEX finance_finding_case_key_idx ON public.finance_finding USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.finance_finding FOR EACH ROW EXECUTE FUNCTION key_finance_finding();

CREATE INDEX finance_finding_case_key_idx ON past.finance_finding USING btree (case_key);

create table team_diary (
  id uuid not null,
  unit uuid not null,
  inspection uuid not null,
  number integer not null,
  written_on date not null,
  text text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table team_diary add constraint team_diary_number_check CHECK ((number > 0));

alter table team_diary add constraint team_diary_pkey PRIMARY KEY (id);

alter table team_diary add constraint team_diary_inspection_number_key UNIQUE (inspection, number);

alter table team_diary add constraint team_diary_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table team_diary add constraint team_diary_inspection_fkey FOREIGN KEY (inspection) REFERENCES inspection(id);

create table past.team_diary (
  id uuid not null,
  unit uuid not null,
  inspection uuid not null,
  number integer not null,
  written_on date not null,
  text text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX team_diary_id_idx ON past.team_diary USING btree (id);

CREATE INDEX team_diary_unit_idx ON public.team_diary USING btree (unit);

create view known.team_diary with (security_invoker=true) as
 SELECT team_diary.id, team_diary.unit, team_diary.inspection, team_diary.number, team_diary.written_on,
    team_diary.text, team_diary.place, team_diary.known_from, team_diary.act
   FROM team_diary
  WHERE team_diary.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT team_diary.id, team_diary.unit, team_diary.inspection, team_diary.number, team_diary.written_on,
    team_diary.text, team_diary.place, team_diary.known_from, team_diary.act
   FROM past.team_diary
  WHERE team_diary.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND team_diary.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_team_diary()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.team_diary (id, unit, inspection, number, written_on, text, place, known_from, act, known_to)
        select old.id, old.unit, old.inspection, old.number, old.written_on, old.text, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select s.unit from public.inspection s where s.id = new.inspection);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.team_diary FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_team_diary();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.team_diary FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_team_diary();

CREATE OR REPLACE FUNCTION public.key_team_diary()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select i.case_key from inspection i where i.id = new.inspection), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.team_diary FOR EACH ROW EXECUTE FUNCTION key_team_diary();

CREATE INDEX team_diary_case_key_idx ON public.team_diary USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.team_diary FOR EACH ROW EXECUTE FUNCTION key_team_diary();

CREATE INDEX team_diary_case_key_idx ON past.team_diary USING btree (case_key);

CREATE OR REPLACE FUNCTION public.number_diary()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'UPDATE' then
    new.number := old.number;
  else
    new.number := (select coalesce(max(d.number), 0) + 1 from team_diary d where d.inspection = new.inspection);
  end if;
  return new;
end $function$;

CREATE TRIGGER a_number BEFORE INSERT OR UPDATE ON public.team_diary FOR EACH ROW WHEN ((current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION number_diary();

CREATE OR REPLACE FUNCTION public.follow_session()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  was text := coalesce(nullif(current_setting('capuy.replacing', true), ''), 'off');
begin
  perform set_config('capuy.replacing', 'on', true);
  if tg_table_name = 'inspection' then
    update inspection_team set id = id where inspection = new.id;
    update team_diary set id = id where inspection = new.id;
  else
    update content_conclusion set id = id where subject = new.id;
    update finance_finding set id = id where subject = new.id;
  end if;
  perform set_config('capuy.replacing', was, true);
  return null;
end $function$;

CREATE TRIGGER follow_session AFTER UPDATE ON public.inspection FOR EACH ROW WHEN (((old.case_key IS DISTINCT FROM new.case_key) OR (old.unit <> new.unit))) EXECUTE FUNCTION follow_session();

CREATE TRIGGER follow_session AFTER UPDATE ON public.inspection_subject FOR EACH ROW WHEN (((old.case_key IS DISTINCT FROM new.case_key) OR (old.unit <> new.unit))) EXECUTE FUNCTION follow_session();

create table supervision_note (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  seen_on date not null,
  kind text not null,
  subject_unit uuid,
  subject_person uuid,
  content text not null,
  text text not null,
  reminder text,
  reminded_on date,
  answer text,
  answered_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table supervision_note add constraint supervision_note_kind_check CHECK ((kind = ANY (ARRAY['organisation'::text, 'member'::text])));

alter table supervision_note add constraint supervision_note_check CHECK (((kind = 'organisation'::text) = (subject_unit IS NOT NULL)));

alter table supervision_note add constraint supervision_note_check1 CHECK (((kind = 'member'::text) = (subject_person IS NOT NULL)));

alter table supervision_note add constraint supervision_note_check2 CHECK (((reminder IS NULL) = (reminded_on IS NULL)));

alter table supervision_note add constraint supervision_note_check3 CHECK (((answer IS NULL) = (answered_on IS NULL)));

alter table supervision_note add constraint supervision_note_check4 CHECK (((answer IS NULL) OR (reminder IS NOT NULL)));

alter table supervision_note add constraint supervision_note_check5 CHECK (((reminded_on >= seen_on) AND (answered_on >= reminded_on)));

alter table supervision_note add constraint supervision_note_pkey PRIMARY KEY (id);

alter table supervision_note add constraint supervision_note_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table supervision_note add constraint supervision_note_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table supervision_note add constraint supervision_note_subject_unit_fkey FOREIGN KEY (subject_unit) REFERENCES unit(id);

alter table supervision_note add constraint supervision_note_subject_person_fkey FOREIGN KEY (subject_person) REFERENCES person(id);

CREATE INDEX supervision_note_subject_person_idx ON public.supervision_note USING btree (subject_person);

create table past.supervision_note (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  seen_on date not null,
  kind text not null,
  subject_unit uuid,
  subject_person uuid,
  content text not null,
  text text not null,
  reminder text,
  reminded_on date,
  answer text,
  answered_on date,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX supervision_note_id_idx ON past.supervision_note USING btree (id);

CREATE INDEX supervision_note_unit_idx ON public.supervision_note USING btree (unit);

create view known.supervision_note with (security_invoker=true) as
 SELECT supervision_note.id, supervision_note.unit, supervision_note.body, supervision_note.seen_on,
    supervision_note.kind, supervision_note.subject_unit, supervision_note.subject_person,
    supervision_note.content, supervision_note.text, supervision_note.reminder, supervision_note.reminded_on,
    supervision_note.answer, supervision_note.answered_on, supervision_note.place, supervision_note.known_from,
    supervision_note.act
   FROM supervision_note
  WHERE supervision_note.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT supervision_note.id, supervision_note.unit, supervision_note.body, supervision_note.seen_on,
    supervision_note.kind, supervision_note.subject_unit, supervision_note.subject_person,
    supervision_note.content, supervision_note.text, supervision_note.reminder, supervision_note.reminded_on,
    supervision_note.answer, supervision_note.answered_on, supervision_note.place, supervision_note.known_from,
    supervision_note.act
   FROM past.supervision_note
  WHERE supervision_note.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND supervision_note.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_supervision_note()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.supervision_note (id, unit, body, seen_on, kind, subject_unit, subject_person, content, text, reminder, reminded_on, answer, answered_on, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.seen_on, old.kind, old.subject_unit, old.subject_person, old.content, old.text, old.reminder, old.reminded_on, old.answer, old.answered_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.supervision_note FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_supervision_note();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.supervision_note FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_supervision_note();

CREATE OR REPLACE FUNCTION public.key_supervision_note()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.id), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.supervision_note FOR EACH ROW EXECUTE FUNCTION key_supervision_note();

CREATE INDEX supervision_note_case_key_idx ON public.supervision_note USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.supervision_note FOR EACH ROW EXECUTE FUNCTION key_supervision_note();

CREATE INDEX supervision_note_case_key_idx ON past.supervision_note USING btree (case_key);

create table asset_verification (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  year integer not null,
  plan text not null,
  decided_on date not null,
  chosen integer not null,
  verified integer default 0 not null,
  untrue integer default 0 not null,
  disciplined integer default 0 not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table asset_verification add constraint asset_verification_year_check CHECK (((year >= 1930) AND (year <= 2200)));

alter table asset_verification add constraint asset_verification_chosen_check CHECK ((chosen > 0));

alter table asset_verification add constraint asset_verification_check CHECK (((verified >= 0) AND (verified <= chosen)));

alter table asset_verification add constraint asset_verification_check1 CHECK (((untrue >= 0) AND (untrue <= verified)));

alter table asset_verification add constraint asset_verification_check2 CHECK (((disciplined >= 0) AND (disciplined <= untrue)));

alter table asset_verification add constraint asset_verification_pkey PRIMARY KEY (id);

alter table asset_verification add constraint asset_verification_body_year_plan_key UNIQUE (body, year, plan);

alter table asset_verification add constraint asset_verification_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table asset_verification add constraint asset_verification_body_fkey FOREIGN KEY (body) REFERENCES body(id);

create table past.asset_verification (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  year integer not null,
  plan text not null,
  decided_on date not null,
  chosen integer not null,
  verified integer not null,
  untrue integer not null,
  disciplined integer not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX asset_verification_id_idx ON past.asset_verification USING btree (id);

CREATE INDEX asset_verification_unit_idx ON public.asset_verification USING btree (unit);

create view known.asset_verification with (security_invoker=true) as
 SELECT asset_verification.id, asset_verification.unit, asset_verification.body, asset_verification.year,
    asset_verification.plan, asset_verification.decided_on, asset_verification.chosen,
    asset_verification.verified, asset_verification.untrue, asset_verification.disciplined,
    asset_verification.place, asset_verification.known_from, asset_verification.act
   FROM asset_verification
  WHERE asset_verification.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT asset_verification.id, asset_verification.unit, asset_verification.body, asset_verification.year,
    asset_verification.plan, asset_verification.decided_on, asset_verification.chosen,
    asset_verification.verified, asset_verification.untrue, asset_verification.disciplined,
    asset_verification.place, asset_verification.known_from, asset_verification.act
   FROM past.asset_verification
  WHERE asset_verification.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND asset_verification.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_asset_verification()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.asset_verification (id, unit, body, year, plan, decided_on, chosen, verified, untrue, disciplined, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.year, old.plan, old.decided_on, old.chosen, old.verified, old.untrue, old.disciplined, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.asset_verification FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_asset_verification();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.asset_verification FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_asset_verification();

CREATE OR REPLACE FUNCTION public.key_asset_verification()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((new.id), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.asset_verification FOR EACH ROW EXECUTE FUNCTION key_asset_verification();

CREATE INDEX asset_verification_case_key_idx ON public.asset_verification USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.asset_verification FOR EACH ROW EXECUTE FUNCTION key_asset_verification();

CREATE INDEX asset_verification_case_key_idx ON past.asset_verification USING btree (case_key);

CREATE OR REPLACE FUNCTION public.is_envelope_code(code text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (code ~ '^BT-[0-9]{4}-[0-9]{1,4}$'::text);

CREATE OR REPLACE FUNCTION public.is_safe_code(code text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (code ~ '^K-[0-9]{1,3}$'::text);

CREATE OR REPLACE FUNCTION public.is_age(sealed text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (sealed ~ '^-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3Yx[A-Za-z0-9+/=\n]+-----END AGE ENCRYPTED FILE-----\n?$'::text);

create table sealing_decision (
  id uuid not null,
  mode text not null,
  takes_letters boolean not null,
  unit uuid not null,
  document text not null,
  decided_on date not null,
  act bigint not null
);

alter table sealing_decision add constraint sealing_decision_mode_check CHECK ((mode = ANY (ARRAY['off_system'::text, 'sealed'::text])));

alter table sealing_decision add constraint sealing_decision_document_check CHECK ((document <> ''::text));

alter table sealing_decision add constraint sealing_decision_pkey PRIMARY KEY (id);

alter table sealing_decision add constraint sealing_decision_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table sealing_decision add constraint sealing_decision_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

CREATE CONSTRAINT TRIGGER two_persons AFTER INSERT OR DELETE OR UPDATE ON public.sealing_decision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_one_person('sealing');

CREATE OR REPLACE FUNCTION public.sealing_now()
 RETURNS TABLE(mode text, takes_letters boolean, unit uuid, document text, decided_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT COALESCE(d.mode, 'off_system'::text) AS "coalesce",
     COALESCE(d.takes_letters, false) AS "coalesce",
     d.unit,
     d.document,
     d.decided_on
    FROM (( SELECT 1 AS "?column?") always
      LEFT JOIN LATERAL ( SELECT sealing_decision.id,
             sealing_decision.mode,
             sealing_decision.takes_letters,
             sealing_decision.unit,
             sealing_decision.document,
             sealing_decision.decided_on,
             sealing_decision.act
            FROM sealing_decision
           ORDER BY sealing_decision.act DESC
          LIMIT 1) d ON (true));
END;

create table seal_key (
  id uuid not null,
  account uuid not null,
  recipient text not null,
  registered_on date not null,
  act bigint not null
);

alter table seal_key add constraint seal_key_recipient_check CHECK ((recipient ~ '^age1[02-9ac-hj-np-z]{58}$'::text));

alter table seal_key add constraint seal_key_pkey PRIMARY KEY (id);

alter table seal_key add constraint seal_key_recipient_key UNIQUE (recipient);

alter table seal_key add constraint seal_key_account_fkey FOREIGN KEY (account) REFERENCES account(id);

alter table seal_key add constraint seal_key_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

create table key_holder (
  id uuid not null,
  key uuid not null,
  duty text not null,
  names boolean not null,
  document text not null,
  decided_on date not null,
  act bigint not null
);

alter table key_holder add constraint key_holder_duty_check CHECK ((duty = ANY (ARRAY['identity'::text, 'intake'::text])));

alter table key_holder add constraint key_holder_document_check CHECK ((document <> ''::text));

alter table key_holder add constraint key_holder_pkey PRIMARY KEY (id);

alter table key_holder add constraint key_holder_key_fkey FOREIGN KEY (key) REFERENCES seal_key(id);

alter table key_holder add constraint key_holder_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

CREATE INDEX key_holder_key_idx ON public.key_holder USING btree (key);

CREATE CONSTRAINT TRIGGER two_persons AFTER INSERT OR DELETE OR UPDATE ON public.key_holder DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_one_person('key_holder');

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.sealing_decision FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.seal_key FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.key_holder FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE OR REPLACE FUNCTION public.role_sees_sealing(role text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (role = ANY (ARRAY['office'::text, 'inspection_chair'::text, 'inspection'::text, 'petitions'::text]));

CREATE OR REPLACE FUNCTION public.carries_key(m mandate, k seal_key)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (((m).account = (k).account) AND role_sees_sealing((m).role) AND mandate_in_force(m, today()) AND (EXISTS (SELECT FROM (audit_entry e JOIN mandate r ON ((r.id = e.mandate))) WHERE ((e.id = (carries_key.k).act) AND (r.unit = (carries_key.m).unit) AND (r.body = (carries_key.m).body)))));

create view key_named as
 SELECT DISTINCT ON (key, duty) key, duty, names
   FROM key_holder
  ORDER BY key, duty, act DESC;

create view holder_now as
 SELECT h.key, h.duty, k.recipient, k.account
   FROM key_named h
     JOIN seal_key k ON k.id = h.key
     JOIN account a ON a.id = k.account AND account_open(a.*, today())
  WHERE h.names AND (EXISTS ( SELECT
           FROM mandate m
          WHERE carries_key(m.*, k.*)));

CREATE OR REPLACE FUNCTION public.sees_sealing()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE(role_sees_sealing(acting_role()), false);

CREATE OR REPLACE FUNCTION public.decides_for_all()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM acting_mandate m WHERE ((m.unit IS NOT NULL) AND (NOT (EXISTS (SELECT FROM (mandate o JOIN unit u ON (((u.id = o.unit) AND ((u.place < m.lo) OR (u.place > m.hi))))) WHERE mandate_in_force(o.*, today())))))));

CREATE OR REPLACE FUNCTION public.register_key(key_id uuid, wanted text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not sees_sealing() or not in_command() then
    raise exception 'no key without a post' using errcode = '42501';
  end if;
  insert into seal_key select key_id, m.account, wanted, day_in_viet_nam(acting_at()), acting_entry() from acting_mandate m;
end $function$;

CREATE OR REPLACE FUNCTION public.decide_sealing(decision_id uuid, wanted text, takes boolean, for_unit uuid, paper text, on_day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- The machine, which stands in no unit, decides nothing about names.
  if not in_command() or not decides_for_all() or not exists (
    select from acting_mandate m join unit u on u.id = for_unit and u.place between m.lo and m.hi) then
    raise exception 'no such unit' using errcode = '42501';
  end if;
  insert into sealing_decision values (decision_id, wanted, takes, for_unit, paper, on_day, acting_entry());
end $function$;

CREATE OR REPLACE FUNCTION public.name_holder(line_id uuid, of_key uuid, wanted text, is_named boolean, paper text, on_day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not in_command() or not sees_sealing() or not decides_for_all() then
    raise exception 'no such key' using errcode = '42501';
  end if;
  -- A pair is two persons: nobody holds two keys that open together.
  if is_named and wanted = 'identity' and exists (
    select from holder_now h join seal_key k on k.id = of_key join account a on a.id = h.account join account b on b.id = k.account
    where h.duty = 'identity' and h.key <> of_key and (a.id = b.id or a.person = b.person)) then
    raise exception 'one key for one person' using errcode = '23514', constraint = 'sealing_one_key';
  end if;
  insert into key_holder values (line_id, of_key, wanted, is_named, paper, on_day, acting_entry());
end $function$;

CREATE OR REPLACE FUNCTION public.keys_seen()
 RETURNS TABLE(id uuid, account uuid, recipient text, full_name text, post text, registered_on date, identity boolean, intake boolean, is_own boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT k.id,
     k.account,
     k.recipient,
     a.full_name,
     ( SELECT m.post
            FROM mandate m
           WHERE ((m.account = a.id) AND mandate_in_force(m.*, today()))
           ORDER BY m.valid_from
          LIMIT 1) AS post,
     k.registered_on,
     (EXISTS ( SELECT
            FROM holder_now h
           WHERE ((h.key = k.id) AND (h.duty = 'identity'::text)))) AS "exists",
     (EXISTS ( SELECT
            FROM holder_now h
           WHERE ((h.key = k.id) AND (h.duty = 'intake'::text)))) AS "exists",
     (k.account = ( SELECT acting_mandate.account
            FROM acting_mandate))
    FROM (seal_key k
      JOIN account a ON ((a.id = k.account)))
   WHERE sees_sealing()
   ORDER BY k.act;
END;

CREATE OR REPLACE FUNCTION public.decisions_seen()
 RETURNS TABLE(mode text, takes_letters boolean, document text, decided_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT d.mode,
     d.takes_letters,
     d.document,
     d.decided_on
    FROM sealing_decision d
   WHERE sees_sealing()
   ORDER BY d.act DESC;
END;

create table envelope (
  id uuid not null,
  petition uuid not null,
  number text not null,
  safe text not null,
  laid_on date not null,
  mandate uuid not null,
  act bigint not null
);

alter table envelope add constraint envelope_number_check CHECK (is_envelope_code(number));

alter table envelope add constraint envelope_safe_check CHECK (is_safe_code(safe));

alter table envelope add constraint envelope_pkey PRIMARY KEY (id);

alter table envelope add constraint envelope_number_key UNIQUE (number);

alter table envelope add constraint envelope_petition_fkey FOREIGN KEY (petition) REFERENCES petition(id);

alter table envelope add constraint envelope_mandate_fkey FOREIGN KEY (mandate) REFERENCES mandate(id);

alter table envelope add constraint envelope_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

CREATE INDEX envelope_petition_idx ON public.envelope USING btree (petition);

create table envelope_move (
  id uuid not null,
  envelope uuid not null,
  safe text not null,
  given_by uuid not null,
  given_on date not null,
  act bigint not null,
  taken_by uuid,
  taken_on date,
  taken_act bigint
);

alter table envelope_move add constraint envelope_move_safe_check CHECK (is_safe_code(safe));

alter table envelope_move add constraint envelope_move_check CHECK ((num_nonnulls(taken_by, taken_on, taken_act) = ANY (ARRAY[0, 3])));

alter table envelope_move add constraint envelope_move_pkey PRIMARY KEY (id);

alter table envelope_move add constraint envelope_move_envelope_fkey FOREIGN KEY (envelope) REFERENCES envelope(id);

alter table envelope_move add constraint envelope_move_given_by_fkey FOREIGN KEY (given_by) REFERENCES mandate(id);

alter table envelope_move add constraint envelope_move_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

alter table envelope_move add constraint envelope_move_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES mandate(id);

alter table envelope_move add constraint envelope_move_taken_act_fkey FOREIGN KEY (taken_act) REFERENCES audit_entry(id);

CREATE UNIQUE INDEX envelope_in_motion ON public.envelope_move USING btree (envelope) WHERE (taken_by IS NULL);

CREATE OR REPLACE FUNCTION public.custodian_of(wanted uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE((SELECT m.taken_by FROM envelope_move m WHERE ((m.envelope = custodian_of.wanted) AND (m.taken_by IS NOT NULL)) ORDER BY m.taken_act DESC LIMIT 1), (SELECT e.mandate FROM envelope e WHERE (e.id = custodian_of.wanted)));

CREATE OR REPLACE FUNCTION public.same_person(one uuid, other uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM (mandate m JOIN account a ON ((a.id = m.account))), (mandate n JOIN account b ON ((b.id = n.account))) WHERE ((m.id = same_person.one) AND (n.id = same_person.other) AND ((a.id = b.id) OR (a.person = b.person)))));

CREATE OR REPLACE FUNCTION public.stamp_envelope()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op <> 'INSERT' or not in_command() then
    raise exception 'an envelope is laid down once, and moved by two' using errcode = '42501';
  end if;
  new.mandate := (select mandate from acting_mandate);
  new.act := acting_entry();
  return new;
end $function$;

CREATE TRIGGER stamp BEFORE INSERT OR DELETE OR UPDATE ON public.envelope FOR EACH ROW EXECUTE FUNCTION stamp_envelope();

CREATE OR REPLACE FUNCTION public.stamp_envelope_move()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  me uuid := (select mandate from acting_mandate);
  holder uuid := custodian_of(coalesce(new.envelope, old.envelope));
begin
  if tg_op = 'DELETE' or not in_command() then
    raise exception 'the way of an envelope is never rewritten' using errcode = '42501';
  elsif tg_op = 'INSERT' then
    -- Whoever holds it gives it; where that post is over, another who works on the letter.
    if me <> holder and exists (select from mandate m where m.id = holder and mandate_in_force(m, today())) then
      raise exception 'not the custodian' using errcode = '23514', constraint = 'envelope_custodian';
    end if;
    new.given_by := me; new.act := acting_entry();
    new.taken_by := null; new.taken_on := null; new.taken_act := null;
  elsif old.taken_by is not null or same_person(me, old.given_by) or not stepped_up() then
    raise exception 'another takes it, once' using errcode = '23514', constraint = 'envelope_taker';
  else
    new := old;
    new.taken_by := me; new.taken_on := day_in_viet_nam(acting_at()); new.taken_act := acting_entry();
  end if;
  return new;
end $function$;

CREATE TRIGGER stamp BEFORE INSERT OR DELETE OR UPDATE ON public.envelope_move FOR EACH ROW EXECUTE FUNCTION stamp_envelope_move();

CREATE OR REPLACE FUNCTION public.post_of(wanted uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT concat_ws(', '::text, a.full_name, m.post) AS concat_ws FROM (mandate m JOIN account a ON ((a.id = m.account))) WHERE ((m.id = post_of.wanted) AND sees_sealing()));

create table sealed_item (
  id uuid not null,
  petition uuid not null,
  what text not null,
  holders uuid[] not null,
  sealed_on date not null,
  act bigint not null,
  replaces uuid
);

alter table sealed_item add constraint sealed_item_what_check CHECK ((what = ANY (ARRAY['identity'::text, 'original'::text])));

alter table sealed_item add constraint sealed_item_holders_check CHECK (((cardinality(holders) >= 2) AND (cardinality(holders) <= 5)));

alter table sealed_item add constraint sealed_item_pkey PRIMARY KEY (id);

alter table sealed_item add constraint sealed_item_petition_fkey FOREIGN KEY (petition) REFERENCES petition(id);

alter table sealed_item add constraint sealed_item_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

CREATE INDEX sealed_item_petition_idx ON public.sealed_item USING btree (petition);

create table sealed_content (
  item uuid not null,
  content text not null
);

alter table sealed_content add constraint sealed_content_content_check CHECK ((is_age(content) AND (length(content) <= 12582912)));

alter table sealed_content add constraint sealed_content_pkey PRIMARY KEY (item);

alter table sealed_content add constraint sealed_content_item_fkey FOREIGN KEY (item) REFERENCES sealed_item(id);

create table sealed_part (
  item uuid not null,
  holder uuid not null,
  partner uuid not null,
  part text not null
);

alter table sealed_part add constraint sealed_part_part_check CHECK ((is_age(part) AND (length(part) <= 1000)));

alter table sealed_part add constraint sealed_part_check CHECK ((holder <> partner));

alter table sealed_part add constraint sealed_part_pkey PRIMARY KEY (item, holder, partner);

alter table sealed_part add constraint sealed_part_item_fkey FOREIGN KEY (item) REFERENCES sealed_item(id);

alter table sealed_part add constraint sealed_part_holder_fkey FOREIGN KEY (holder) REFERENCES seal_key(id);

alter table sealed_part add constraint sealed_part_partner_fkey FOREIGN KEY (partner) REFERENCES seal_key(id);

CREATE OR REPLACE FUNCTION public.comes_with_a_letter(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return exists (select from hand_in h where h.petition = wanted and h.taken_act = acting_entry());
end $function$;

CREATE OR REPLACE FUNCTION public.stamp_sealed_item()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op <> 'INSERT' or not in_command() then
    raise exception 'what is sealed is never rewritten' using errcode = '42501';
  elsif new.replaces is not null and not seals_anew(new) then
    raise exception 'two holders open together what is sealed anew' using errcode = '23514', constraint = 'reveal_over';
  elsif new.replaces is null and not comes_with_a_letter(new.petition) and (select mode from sealing_now()) <> 'sealed' then
    raise exception 'identities stay off the system' using errcode = '23514', constraint = 'sealing_mode';
  elsif array(select unnest(new.holders) order by 1) <> array(select key from holder_now where duty = 'identity' order by 1)
    and (new.replaces is not null or not comes_with_a_letter(new.petition)) then
    raise exception 'holders changed' using errcode = '23514', constraint = 'sealing_holders';
  end if;
  new.act := acting_entry();
  return new;
end $function$;

CREATE TRIGGER stamp BEFORE INSERT OR DELETE OR UPDATE ON public.sealed_item FOR EACH ROW EXECUTE FUNCTION stamp_sealed_item();

CREATE OR REPLACE FUNCTION public.store_sealed(of_item uuid, ciphertext text, halves jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.sealed_content FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.sealed_part FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

create table reveal (
  id uuid not null,
  item uuid not null,
  key uuid not null,
  reason text not null,
  asked_at timestamp with time zone not null,
  act bigint not null
);

alter table reveal add constraint reveal_pkey PRIMARY KEY (id);

alter table reveal add constraint reveal_item_fkey FOREIGN KEY (item) REFERENCES sealed_item(id);

alter table reveal add constraint reveal_key_fkey FOREIGN KEY (key) REFERENCES seal_key(id);

alter table reveal add constraint reveal_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

CREATE INDEX reveal_item_idx ON public.reveal USING btree (item);

create table reveal_consent (
  reveal uuid not null,
  key uuid not null,
  part text not null,
  agreed_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  act bigint not null
);

alter table reveal_consent add constraint reveal_consent_part_check CHECK ((is_age(part) AND (length(part) <= 1000)));

alter table reveal_consent add constraint reveal_consent_pkey PRIMARY KEY (reveal);

alter table reveal_consent add constraint reveal_consent_reveal_fkey FOREIGN KEY (reveal) REFERENCES reveal(id);

alter table reveal_consent add constraint reveal_consent_key_fkey FOREIGN KEY (key) REFERENCES seal_key(id);

alter table reveal_consent add constraint reveal_consent_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

create table reveal_view (
  act bigint not null,
  reveal uuid not null,
  at timestamp with time zone not null
);

alter table reveal_view add constraint reveal_view_pkey PRIMARY KEY (act);

alter table reveal_view add constraint reveal_view_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

alter table reveal_view add constraint reveal_view_reveal_fkey FOREIGN KEY (reveal) REFERENCES reveal(id);

CREATE INDEX reveal_view_reveal_idx ON public.reveal_view USING btree (reveal);

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.reveal FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.reveal_consent FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.reveal_view FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE OR REPLACE FUNCTION public.reveal_waits()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
RETURN '72:00:00'::interval;

CREATE OR REPLACE FUNCTION public.reveal_lasts()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
RETURN '24:00:00'::interval;

CREATE OR REPLACE FUNCTION public.ask_reveal(reveal_id uuid, of_item uuid, why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if key_for(of_item) is null or not in_command() then
    raise exception 'no such item' using errcode = '42501';
  end if;
  insert into reveal values (reveal_id, of_item, key_for(of_item), why, acting_at(), acting_entry());
end $function$;

CREATE OR REPLACE FUNCTION public.agree_to_reveal(of_reveal uuid, handed text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.open_reveal(of_reveal uuid)
 RETURNS TABLE(content text, own_half text, other_half text, belongs uuid[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

create table hand_in (
  id uuid not null,
  unit uuid not null,
  receipt text not null,
  received_on date not null,
  letter text,
  sealed text,
  petition uuid,
  taken_act bigint
);

alter table hand_in add constraint hand_in_receipt_check CHECK ((receipt ~ '^[0-9a-f]{64}$'::text));

alter table hand_in add constraint hand_in_letter_check CHECK (((length(letter) >= 1) AND (length(letter) <= 20000)));

alter table hand_in add constraint hand_in_sealed_check CHECK ((is_age(sealed) AND (length(sealed) <= 12582912)));

alter table hand_in add constraint hand_in_check CHECK ((num_nonnulls(letter, sealed) = 1));

alter table hand_in add constraint hand_in_check1 CHECK (((petition IS NULL) = (taken_act IS NULL)));

alter table hand_in add constraint hand_in_pkey PRIMARY KEY (id);

alter table hand_in add constraint hand_in_receipt_key UNIQUE (receipt);

alter table hand_in add constraint hand_in_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table hand_in add constraint hand_in_petition_fkey FOREIGN KEY (petition) REFERENCES petition(id);

alter table hand_in add constraint hand_in_taken_act_fkey FOREIGN KEY (taken_act) REFERENCES audit_entry(id);

CREATE INDEX hand_in_petition_idx ON public.hand_in USING btree (petition);

create table hand_in_file (
  hand_in uuid not null,
  kind text not null,
  content bytea not null,
  classification text
);

alter table hand_in_file add constraint hand_in_file_kind_check CHECK ((kind = ANY (ARRAY['docx'::text, 'xlsx'::text, 'pdf'::text, 'jpg'::text, 'png'::text, 'csv'::text])));

alter table hand_in_file add constraint hand_in_file_content_check CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 8388608)));

alter table hand_in_file add constraint hand_in_file_pkey PRIMARY KEY (hand_in);

alter table hand_in_file add constraint hand_in_file_hand_in_fkey FOREIGN KEY (hand_in) REFERENCES hand_in(id);

create table hand_in_identity (
  hand_in uuid not null,
  content text not null,
  holders uuid[] not null,
  halves jsonb not null
);

alter table hand_in_identity add constraint hand_in_identity_content_check CHECK ((is_age(content) AND (length(content) <= 100000)));

alter table hand_in_identity add constraint hand_in_identity_pkey PRIMARY KEY (hand_in);

alter table hand_in_identity add constraint hand_in_identity_hand_in_fkey FOREIGN KEY (hand_in) REFERENCES hand_in(id);

create table hand_in_answer (
  id uuid not null,
  hand_in uuid not null,
  answer text not null,
  answered_on date not null,
  act bigint not null
);

alter table hand_in_answer add constraint hand_in_answer_answer_check CHECK (((length(answer) >= 1) AND (length(answer) <= 2000)));

alter table hand_in_answer add constraint hand_in_answer_pkey PRIMARY KEY (id);

alter table hand_in_answer add constraint hand_in_answer_hand_in_fkey FOREIGN KEY (hand_in) REFERENCES hand_in(id);

alter table hand_in_answer add constraint hand_in_answer_act_fkey FOREIGN KEY (act) REFERENCES audit_entry(id);

CREATE INDEX hand_in_answer_hand_in_idx ON public.hand_in_answer USING btree (hand_in);

CREATE OR REPLACE FUNCTION public.stamp_hand_in()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- Once in the register it is the register's: nothing of it changes any more.
  if tg_op = 'DELETE' or old.petition is not null or not in_command()
    or to_jsonb(new) - 'petition' - 'taken_act' <> to_jsonb(old) - 'petition' - 'taken_act' then
    raise exception 'a letter is taken into the register once, as it came' using errcode = '42501';
  end if;
  new.taken_act := acting_entry();
  return new;
end $function$;

CREATE TRIGGER stamp BEFORE DELETE OR UPDATE ON public.hand_in FOR EACH ROW EXECUTE FUNCTION stamp_hand_in();

CREATE OR REPLACE FUNCTION public.stamp_hand_in_answer()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op <> 'INSERT' or not in_command() then
    raise exception 'an answer that was given stays' using errcode = '42501';
  end if;
  new.act := acting_entry();
  return new;
end $function$;

CREATE TRIGGER stamp BEFORE INSERT OR DELETE OR UPDATE ON public.hand_in_answer FOR EACH ROW EXECUTE FUNCTION stamp_hand_in_answer();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.hand_in_file FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.hand_in_identity FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE OR REPLACE FUNCTION public.takes_in(for_unit uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM acting_mandate m WHERE ((m.unit = takes_in.for_unit) AND (m.role = ANY (ARRAY['inspection_chair'::text, 'inspection'::text, 'petitions'::text])))));

CREATE OR REPLACE FUNCTION public.hand_in_budget()
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE((SELECT (installation.value)::integer AS value FROM installation WHERE (installation.name = 'hand_in_budget'::text)), 40);

CREATE OR REPLACE FUNCTION public.hand_in_keys()
 RETURNS TABLE(duty text, key uuid, recipient text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT h.duty,
     h.key,
     h.recipient
    FROM holder_now h,
     sealing_now() s(mode, takes_letters, unit, document, decided_on)
   WHERE (s.takes_letters AND (s.mode = 'sealed'::text))
   ORDER BY h.duty, h.key;
END;

CREATE OR REPLACE FUNCTION public.letter_of_receipt(receipt_digest text)
 RETURNS TABLE(received_on date, is_registered boolean, answer text, answered_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT h.received_on,
     (h.petition IS NOT NULL),
     a.answer,
     a.answered_on
    FROM (hand_in h
      LEFT JOIN hand_in_answer a ON ((a.hand_in = h.id)))
   WHERE (h.receipt = letter_of_receipt.receipt_digest)
   ORDER BY a.act;
END;

CREATE OR REPLACE FUNCTION public.has_identity(of_letter uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM hand_in_identity WHERE (hand_in_identity.hand_in = has_identity.of_letter)));

CREATE OR REPLACE FUNCTION public.identity_follows(item uuid, of_letter uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  h hand_in; i hand_in_identity;
begin
  select * into h from hand_in where id = of_letter and taken_act = acting_entry();
  select * into i from hand_in_identity where hand_in = h.id;
  if i.hand_in is null or not in_command() then
    raise exception 'no such letter' using errcode = '42501';
  end if;
  insert into sealed_item (id, petition, what, holders, sealed_on) values (item, h.petition, 'identity', i.holders, h.received_on);
  perform store_sealed(item, i.content, i.halves);
end $function$;

alter table party_card add constraint party_card_card_number_person_key UNIQUE (card_number, person);

CREATE OR REPLACE FUNCTION public.follow_card()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE TRIGGER card_follow_insert AFTER INSERT ON public.stay REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION follow_card();

CREATE TRIGGER card_follow_update AFTER UPDATE ON public.stay REFERENCING OLD TABLE AS before_rows NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION follow_card();

alter table transfer add constraint transfer_across_check CHECK ((across = ANY (ARRAY['province'::text, 'district'::text, 'grassroots'::text])));

alter table transfer add constraint transfer_standing_check CHECK ((standing = ANY (ARRAY['probationary'::text, 'official'::text])));

alter table transfer add constraint transfer_check CHECK ((num_nonnulls(to_unit, to_place, from_place) = 1));

alter table transfer add constraint transfer_check5 CHECK (((from_place IS NULL) = (standing IS NULL)));

alter table transfer add constraint transfer_check6 CHECK (((from_place IS NULL) OR (introduced_on IS NOT NULL)));

alter table transfer add constraint transfer_check7 CHECK (((across IS NULL) OR (to_unit IS NULL)));

CREATE OR REPLACE FUNCTION public.name_of_member()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.person_name := coalesce(new.person_name, (select p.name from person p where p.id = new.person));
  return new;
end $function$;

CREATE TRIGGER name_of_member BEFORE INSERT ON public.transfer FOR EACH ROW EXECUTE FUNCTION name_of_member();

CREATE OR REPLACE FUNCTION public.undo_move(wanted uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  t transfer; came stay; was stay;
begin
  select * into t from transfer where id = wanted and received_on is not null and kind <> 'temporary'
    and to_unit is not null and exists (select from unit u where u.id = received_cell
      and u.place between scope_lo() and reach_hi('transfer', true));
  if t.id is null or not in_command() then
    raise exception 'no such transfer' using errcode = '42501';
  end if;
  select * into came from stay where person = t.person and valid_from = t.received_on and came_by = 'transfer'
    and unit = t.received_cell and valid_to is null;
  select * into was from stay where person = t.person and valid_to = t.received_on and left_by = 'transfer';
  if came.id is null or was.id is null or exists (select from exemption x where x.person = t.person and x.valid_from >= t.received_on)
    or exists (select from standing x where x.person = t.person and x.valid_from > t.received_on) then
    return 'moved';
  end if;
  delete from stay where id = came.id;
  update stay set valid_to = null, left_by = null, gone_to = null, departure_document = null where id = was.id;
  return 'ok';
end $function$;

create table dues_month (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  cell uuid not null,
  month text not null,
  state text not null,
  paid_on date,
  ground text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table dues_month add constraint dues_month_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text));

alter table dues_month add constraint dues_month_state_check CHECK ((state = ANY (ARRAY['paid'::text, 'exempt'::text])));

alter table dues_month add constraint dues_month_check CHECK (((state = 'paid'::text) = (paid_on IS NOT NULL)));

alter table dues_month add constraint dues_month_check1 CHECK (((state = 'exempt'::text) = (ground IS NOT NULL)));

alter table dues_month add constraint dues_month_pkey PRIMARY KEY (id);

alter table dues_month add constraint dues_month_person_month_key UNIQUE (person, month);

alter table dues_month add constraint dues_month_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table dues_month add constraint dues_month_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table dues_month add constraint dues_month_cell_fkey FOREIGN KEY (cell) REFERENCES unit(id);

create table past.dues_month (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  cell uuid not null,
  month text not null,
  state text not null,
  paid_on date,
  ground text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX dues_month_id_idx ON past.dues_month USING btree (id);

CREATE INDEX dues_month_unit_idx ON public.dues_month USING btree (unit);

create view known.dues_month with (security_invoker=true) as
 SELECT dues_month.id, dues_month.person, dues_month.unit, dues_month.cell, dues_month.month, dues_month.state,
    dues_month.paid_on, dues_month.ground, dues_month.place, dues_month.known_from, dues_month.act
   FROM dues_month
  WHERE dues_month.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT dues_month.id, dues_month.person, dues_month.unit, dues_month.cell, dues_month.month, dues_month.state,
    dues_month.paid_on, dues_month.ground, dues_month.place, dues_month.known_from, dues_month.act
   FROM past.dues_month
  WHERE dues_month.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND dues_month.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_dues_month()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.dues_month (id, person, unit, cell, month, state, paid_on, ground, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.cell, old.month, old.state, old.paid_on, old.ground, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.dues_month FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_dues_month();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.dues_month FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_dues_month();

CREATE INDEX dues_month_cell_month_idx ON public.dues_month USING btree (cell, month);

CREATE OR REPLACE FUNCTION public.belonged_to()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  select s.unit into new.cell from stay s where s.person = new.person
    and s.valid_from < (new.month || '-01')::date + interval '1 month'
    and (s.valid_to is null or s.valid_to > (new.month || '-01')::date)
  order by s.valid_from desc limit 1;
  return new;
end $function$;

CREATE TRIGGER belonged_to BEFORE INSERT OR UPDATE OF person, month ON public.dues_month FOR EACH ROW EXECUTE FUNCTION belonged_to();

create table candidate_move (
  id uuid not null,
  candidate uuid not null,
  unit uuid not null,
  from_unit uuid not null,
  to_unit uuid not null,
  moved_on date not null,
  ground text not null,
  letter_kind text,
  letter_number text,
  certificate_number text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table candidate_move add constraint candidate_move_ground_check CHECK ((ground = ANY (ARRAY['work'::text, 'residence'::text, 'reorganised'::text])));

alter table candidate_move add constraint candidate_move_letter_kind_check CHECK ((letter_kind = ANY (ARRAY['92'::text, '93'::text, '94'::text, '95'::text])));

alter table candidate_move add constraint candidate_move_check CHECK ((from_unit <> to_unit));

alter table candidate_move add constraint candidate_move_check1 CHECK (((ground = 'reorganised'::text) OR ((letter_kind IS NOT NULL) AND (letter_number IS NOT NULL))));

alter table candidate_move add constraint candidate_move_pkey PRIMARY KEY (id);

alter table candidate_move add constraint candidate_move_candidate_fkey FOREIGN KEY (candidate) REFERENCES candidate(id);

alter table candidate_move add constraint candidate_move_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table candidate_move add constraint candidate_move_from_unit_fkey FOREIGN KEY (from_unit) REFERENCES unit(id);

alter table candidate_move add constraint candidate_move_to_unit_fkey FOREIGN KEY (to_unit) REFERENCES unit(id);

CREATE INDEX candidate_move_candidate_idx ON public.candidate_move USING btree (candidate);

create table past.candidate_move (
  id uuid not null,
  candidate uuid not null,
  unit uuid not null,
  from_unit uuid not null,
  to_unit uuid not null,
  moved_on date not null,
  ground text not null,
  letter_kind text,
  letter_number text,
  certificate_number text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX candidate_move_id_idx ON past.candidate_move USING btree (id);

CREATE INDEX candidate_move_unit_idx ON public.candidate_move USING btree (unit);

create view known.candidate_move with (security_invoker=true) as
 SELECT candidate_move.id, candidate_move.candidate, candidate_move.unit, candidate_move.from_unit,
    candidate_move.to_unit, candidate_move.moved_on, candidate_move.ground, candidate_move.letter_kind,
    candidate_move.letter_number, candidate_move.certificate_number, candidate_move.place,
    candidate_move.known_from, candidate_move.act
   FROM candidate_move
  WHERE candidate_move.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT candidate_move.id, candidate_move.candidate, candidate_move.unit, candidate_move.from_unit,
    candidate_move.to_unit, candidate_move.moved_on, candidate_move.ground, candidate_move.letter_kind,
    candidate_move.letter_number, candidate_move.certificate_number, candidate_move.place,
    candidate_move.known_from, candidate_move.act
   FROM past.candidate_move
  WHERE candidate_move.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND candidate_move.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_candidate_move()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.candidate_move (id, candidate, unit, from_unit, to_unit, moved_on, ground, letter_kind, letter_number, certificate_number, place, known_from, act, known_to)
        select old.id, old.candidate, old.unit, old.from_unit, old.to_unit, old.moved_on, old.ground, old.letter_kind, old.letter_number, old.certificate_number, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select c.unit from public.candidate c where c.id = new.candidate);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.candidate_move FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_candidate_move();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.candidate_move FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_candidate_move();

create table nobody_left (
  id uuid not null,
  unit uuid not null,
  valid_from date not null,
  valid_to date,
  document text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table nobody_left add constraint nobody_left_check CHECK ((valid_from < valid_to));

alter table nobody_left add constraint nobody_left_pkey PRIMARY KEY (id);

alter table nobody_left add constraint nobody_left_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.nobody_left (
  id uuid not null,
  unit uuid not null,
  valid_from date not null,
  valid_to date,
  document text not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX nobody_left_id_idx ON past.nobody_left USING btree (id);

CREATE INDEX nobody_left_unit_idx ON public.nobody_left USING btree (unit);

create view known.nobody_left with (security_invoker=true) as
 SELECT nobody_left.id, nobody_left.unit, nobody_left.valid_from, nobody_left.valid_to, nobody_left.document,
    nobody_left.place, nobody_left.known_from, nobody_left.act
   FROM nobody_left
  WHERE nobody_left.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT nobody_left.id, nobody_left.unit, nobody_left.valid_from, nobody_left.valid_to, nobody_left.document,
    nobody_left.place, nobody_left.known_from, nobody_left.act
   FROM past.nobody_left
  WHERE nobody_left.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND nobody_left.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_nobody_left()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.nobody_left (id, unit, valid_from, valid_to, document, place, known_from, act, known_to)
        select old.id, old.unit, old.valid_from, old.valid_to, old.document, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.nobody_left FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_nobody_left();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.nobody_left FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_nobody_left();

CREATE UNIQUE INDEX nobody_left_one_open ON public.nobody_left USING btree (unit) WHERE (valid_to IS NULL);

CREATE OR REPLACE FUNCTION public.lay_beneath(top uuid)
 RETURNS TABLE(unit uuid, valid_from date, valid_to date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c.descendant, c.valid_from, c.valid_to from unit_closure c
  where c.ancestor = top and exists (select from unit u where u.id = top and u.place between scope_lo() and scope_hi())
$function$;

CREATE OR REPLACE FUNCTION public.stamp_changes(table_name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('create or replace trigger stamp_change before update or delete on %1$I for each row '
    'when (current_user <> ''capuy_owner'' or current_setting(''capuy.replacing'', true) is distinct from ''on'' '
    'or current_setting(''capuy.placed'', true) is distinct from ''on'') execute function stamp_%1$s()', table_name);
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_unplaced()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from unit u join unit_period r on r.unit = u.id where u.id = new.id and r.place <> u.place) then
    raise exception 'rows of unit % were left behind', new.id using errcode = '55000';
  end if;
  return null;
end $function$;

CREATE CONSTRAINT TRIGGER rows_placed AFTER UPDATE ON public.unit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.place <> new.place)) EXECUTE FUNCTION refuse_unplaced();

CREATE OR REPLACE FUNCTION public.found_units(ids uuid[], parents uuid[], instead_of uuid[] DEFAULT NULL::uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.move_units(ids uuid[], parents uuid[])
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.settle_ended(day date)
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.rehome_stays(stays uuid[], cells uuid[], ids uuid[], day date, number text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.own_imports()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT COALESCE(array_agg(d.id), '{}'::uuid[]) AS "coalesce" FROM (acting_mandate m JOIN import_draft d ON (((d.id = ANY (open_imports())) AND ((d.account = m.account) OR in_command())))));

CREATE OR REPLACE FUNCTION public.import_days()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN 30;

CREATE OR REPLACE FUNCTION public.expired_imports(at timestamp with time zone)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT COALESCE(array_agg(d.id), '{}'::uuid[]) AS "coalesce" FROM import_draft d WHERE ((acting_role() = 'machine'::text) AND (d.state <> ALL (ARRAY['applied'::text, 'undone'::text])) AND (d.opened_at < (expired_imports.at - make_interval(days => import_days())))));

CREATE OR REPLACE FUNCTION public.expire_imports()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  gone int;
begin
  if not in_command() then
    raise exception 'no command' using errcode = '42501';
  end if;
  delete from import_draft where id = any (expired_imports(acting_at()));
  get diagnostics gone = row_count;
  return gone;
end $function$;

CREATE INDEX inspection_open ON public.inspection USING btree (opened_on, id) WHERE (concluded_on IS NULL);

CREATE INDEX case_step_moves ON public.case_step USING btree (case_id, done_on DESC, act DESC, id DESC) INCLUDE (step, place, case_key) WHERE ((kind = 'inspection'::text) AND (step = ANY (ARRAY['issue'::text, 'hand_over'::text, 'draft'::text, 'meeting'::text, 'absent'::text, 'report'::text, 'conclude'::text, 'publish'::text, 'archive'::text])));

CREATE INDEX case_step_ending ON public.case_step USING btree (step, case_id) INCLUDE (place, case_key) WHERE ((kind = 'inspection'::text) AND (step = ANY (ARRAY['conclude'::text, 'archive'::text])));

CREATE OR REPLACE FUNCTION public.is_sender_code(code text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (code ~ '^NG-[0-9]{4}-[0-9]{1,4}$'::text);

CREATE OR REPLACE FUNCTION public.is_lead_code(code text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (code ~ '^NT-[0-9]{4}-[0-9]{1,4}$'::text);

CREATE OR REPLACE FUNCTION public.refuse_names_for_codes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.sender_code is distinct from old.sender_code and not is_sender_code(new.sender_code)
    or new.envelope is distinct from old.envelope and not is_envelope_code(new.envelope)
    or new.lead_code is distinct from old.lead_code and not is_lead_code(new.lead_code) then
    raise exception 'a code, no name' using errcode = '23514', constraint = 'petition_codes';
  end if;
  return new;
end $function$;

CREATE TRIGGER codes BEFORE INSERT OR UPDATE ON public.petition FOR EACH ROW EXECUTE FUNCTION refuse_names_for_codes();

alter table discipline_decision add constraint discipline_decision_check5 CHECK (((before_software IS NULL) OR (matter IS NULL)));

CREATE OR REPLACE FUNCTION public.decided_by_me(sanction uuid, resolution uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (WITH me AS (SELECT acting_mandate.account FROM acting_mandate), decided AS (SELECT d_1.act FROM discipline_decision d_1 WHERE (((decided_by_me.sanction = d_1.id) OR (decided_by_me.sanction = d_1.changes)) AND (d_1.id IS DISTINCT FROM decided_by_me.resolution)) UNION SELECT p_1.act FROM past.discipline_decision p_1 WHERE (((decided_by_me.sanction = p_1.id) OR (decided_by_me.sanction = p_1.changes)) AND (p_1.id IS DISTINCT FROM decided_by_me.resolution))) SELECT 1 FROM (((decided d JOIN audit_entry e ON ((e.id = d.act))) LEFT JOIN proposal_end x ON (((x.act = e.id) AND (x.outcome = 'approved'::text)))) LEFT JOIN proposal p ON ((p.id = x.proposal))) WHERE (((SELECT me.account FROM me) = e.account) OR ((SELECT me.account FROM me) = p.account))));

alter table suspension add constraint suspension_ordered_by_key UNIQUE (ordered_by);

alter table suspension add constraint suspension_ordered_by_fkey FOREIGN KEY (ordered_by) REFERENCES suspension_order(id) ON DELETE CASCADE;

CREATE OR REPLACE FUNCTION public.follow_suspension_order(wanted uuid, new_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.days_only(wanted text, matter uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((EXISTS (SELECT 1 FROM table_class t WHERE ((t.name = days_only.wanted) AND t.days_only))) AND (acting_role() <> ALL (ARRAY['machine'::text, 'petitions'::text])) AND (matter <> ALL (assigned_cases(wanted))));

CREATE OR REPLACE FUNCTION public.read_log(asked jsonb, most integer, input_digest text, at timestamp with time zone)
 RETURNS TABLE(id bigint, instant timestamp with time zone, full_name text, post text, unit_name text, command text, record_type text, record_id uuid, about_unit text, row_count integer, day_only boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

create table member_review (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  year integer not null,
  grade text,
  asked_by text,
  body uuid not null,
  number text not null,
  decided_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table member_review add constraint member_review_grade_check CHECK ((grade = ANY (ARRAY['excellent'::text, 'good'::text, 'complete'::text, 'failed'::text])));

alter table member_review add constraint member_review_asked_by_check CHECK ((asked_by = ANY (ARRAY['province'::text, 'district'::text, 'grassroots'::text])));

alter table member_review add constraint member_review_pkey PRIMARY KEY (id);

alter table member_review add constraint member_review_person_year_key UNIQUE (person, year);

alter table member_review add constraint member_review_person_fkey FOREIGN KEY (person) REFERENCES person(id);

alter table member_review add constraint member_review_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table member_review add constraint member_review_body_fkey FOREIGN KEY (body) REFERENCES body(id);

create table past.member_review (
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  year integer not null,
  grade text,
  asked_by text,
  body uuid not null,
  number text not null,
  decided_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX member_review_id_idx ON past.member_review USING btree (id);

CREATE INDEX member_review_unit_idx ON public.member_review USING btree (unit);

create view known.member_review with (security_invoker=true) as
 SELECT member_review.id, member_review.person, member_review.unit, member_review.year, member_review.grade,
    member_review.asked_by, member_review.body, member_review.number, member_review.decided_on,
    member_review.place, member_review.known_from, member_review.act
   FROM member_review
  WHERE member_review.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT member_review.id, member_review.person, member_review.unit, member_review.year, member_review.grade,
    member_review.asked_by, member_review.body, member_review.number, member_review.decided_on,
    member_review.place, member_review.known_from, member_review.act
   FROM past.member_review
  WHERE member_review.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND member_review.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_member_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.member_review (id, person, unit, year, grade, asked_by, body, number, decided_on, place, known_from, act, known_to)
        select old.id, old.person, old.unit, old.year, old.grade, old.asked_by, old.body, old.number, old.decided_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select p.unit from public.person p where p.id = new.person);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.member_review FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_member_review();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.member_review FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_member_review();

create table unit_review (
  id uuid not null,
  unit uuid not null,
  year integer not null,
  grade text,
  asked_by text,
  body uuid not null,
  number text not null,
  decided_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table unit_review add constraint unit_review_grade_check CHECK ((grade = ANY (ARRAY['excellent'::text, 'good'::text, 'complete'::text, 'failed'::text])));

alter table unit_review add constraint unit_review_asked_by_check CHECK ((asked_by = ANY (ARRAY['province'::text, 'district'::text, 'grassroots'::text])));

alter table unit_review add constraint unit_review_pkey PRIMARY KEY (id);

alter table unit_review add constraint unit_review_unit_year_key UNIQUE (unit, year);

alter table unit_review add constraint unit_review_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table unit_review add constraint unit_review_body_fkey FOREIGN KEY (body) REFERENCES body(id);

create table past.unit_review (
  id uuid not null,
  unit uuid not null,
  year integer not null,
  grade text,
  asked_by text,
  body uuid not null,
  number text not null,
  decided_on date not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX unit_review_id_idx ON past.unit_review USING btree (id);

CREATE INDEX unit_review_unit_idx ON public.unit_review USING btree (unit);

create view known.unit_review with (security_invoker=true) as
 SELECT unit_review.id, unit_review.unit, unit_review.year, unit_review.grade, unit_review.asked_by,
    unit_review.body, unit_review.number, unit_review.decided_on, unit_review.place, unit_review.known_from,
    unit_review.act
   FROM unit_review
  WHERE unit_review.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT unit_review.id, unit_review.unit, unit_review.year, unit_review.grade, unit_review.asked_by,
    unit_review.body, unit_review.number, unit_review.decided_on, unit_review.place, unit_review.known_from,
    unit_review.act
   FROM past.unit_review
  WHERE unit_review.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND unit_review.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_unit_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.unit_review (id, unit, year, grade, asked_by, body, number, decided_on, place, known_from, act, known_to)
        select old.id, old.unit, old.year, old.grade, old.asked_by, old.body, old.number, old.decided_on, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.unit_review FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_unit_review();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.unit_review FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_unit_review();

create table signed_form (
  id uuid not null,
  unit uuid not null,
  edition text not null,
  form text not null,
  period text not null,
  signed_on date not null,
  signer text not null,
  tree text not null,
  frozen text not null,
  sha256 text not null,
  known_at timestamp with time zone not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  supersedes uuid
);

alter table signed_form add constraint signed_form_tree_check CHECK ((tree = ANY (ARRAY['then'::text, 'now'::text])));

alter table signed_form add constraint signed_form_pkey PRIMARY KEY (id);

alter table signed_form add constraint signed_form_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.signed_form (
  id uuid not null,
  unit uuid not null,
  edition text not null,
  form text not null,
  period text not null,
  signed_on date not null,
  signer text not null,
  tree text not null,
  frozen text not null,
  sha256 text not null,
  known_at timestamp with time zone not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  supersedes uuid
);

CREATE INDEX signed_form_id_idx ON past.signed_form USING btree (id);

CREATE INDEX signed_form_unit_idx ON public.signed_form USING btree (unit);

create view known.signed_form with (security_invoker=true) as
 SELECT signed_form.id, signed_form.unit, signed_form.edition, signed_form.form, signed_form.period,
    signed_form.signed_on, signed_form.signer, signed_form.tree, signed_form.frozen, signed_form.sha256,
    signed_form.known_at, signed_form.place, signed_form.known_from, signed_form.act, signed_form.supersedes
   FROM signed_form
  WHERE signed_form.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT signed_form.id, signed_form.unit, signed_form.edition, signed_form.form, signed_form.period,
    signed_form.signed_on, signed_form.signer, signed_form.tree, signed_form.frozen, signed_form.sha256,
    signed_form.known_at, signed_form.place, signed_form.known_from, signed_form.act, signed_form.supersedes
   FROM past.signed_form
  WHERE signed_form.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND signed_form.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_signed_form()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.signed_form (id, unit, edition, form, period, signed_on, signer, tree, frozen, sha256, known_at, place, known_from, act, supersedes, known_to)
        select old.id, old.unit, old.edition, old.form, old.period, old.signed_on, old.signer, old.tree, old.frozen, old.sha256, old.known_at, old.place, old.known_from, old.act, old.supersedes, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.signed_form FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_signed_form();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.signed_form FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_signed_form();

CREATE INDEX signed_form_unit_edition_form_period_idx ON public.signed_form USING btree (unit, edition, form, period);

CREATE TRIGGER frozen BEFORE DELETE OR UPDATE ON public.signed_form FOR EACH ROW EXECUTE FUNCTION refuse_thaw();

CREATE OR REPLACE FUNCTION public.lately_proved(s session)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN COALESCE(((s).proved_at > (clock_timestamp() - proof_lasts())), false);

CREATE OR REPLACE FUNCTION public.stands_open(s session)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (stage_of(s) = 'open'::text);

CREATE OR REPLACE FUNCTION public.session_seen(token text)
 RETURNS TABLE(account_name text, full_name text, language text, mandate uuid, role text, post text, unit uuid, stage text, stale boolean, proved boolean, id uuid, mandates jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return query select a.name, a.full_name, s.language, m.id, m.role, m.post, m.unit,
    stage_of(s), s.seen_at < clock_timestamp() - interval '1 minute', lately_proved(s), s.id,
    (select coalesce(jsonb_agg(x), '[]') from mandates_of(a.name) x)
  from session s
  join mandate m on m.id = s.mandate and m.account = s.account
  join account a on a.id = m.account
  where s.token_hash = token_hash(token) and s.expires_at > clock_timestamp()
    and account_open(a, today()) and mandate_in_force(m, today());
end $function$;

CREATE INDEX person_fact_dated ON public.person_fact USING btree (person, since) WHERE ((since IS NOT NULL) AND (field = ANY (ARRAY['sex'::text, 'ethnicity'::text, 'religion'::text, 'youth_union'::text, 'business_owner'::text, 'foreign_spouse'::text, 'academic_title'::text, 'general_education'::text, 'qualification'::text, 'political_theory'::text, 'occupation'::text])));

CREATE OR REPLACE FUNCTION public.work_left_at(units uuid[], day date, ends jsonb)
 RETURNS TABLE(unit uuid, kind text, count integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.holds_post_above(of_person uuid, of_unit uuid, on_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM ((party_post p JOIN unit above ON (((above.id = p.unit) AND (above.id <> holds_post_above.of_unit)))) JOIN unit here ON (((here.id = holds_post_above.of_unit) AND ((here.place >= above.place) AND (here.place <= above.place_end))))) WHERE ((p.person = holds_post_above.of_person) AND (p.valid_from <= holds_post_above.on_day) AND ((p.valid_to IS NULL) OR (p.valid_to > holds_post_above.on_day)))));

CREATE INDEX discipline_decision_subject_unit_idx ON public.discipline_decision USING btree (subject_unit);

alter table signed_form add constraint signed_form_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES signed_form(id);

CREATE UNIQUE INDEX signed_form_successor ON public.signed_form USING btree (supersedes);

CREATE CONSTRAINT TRIGGER two_persons AFTER INSERT ON public.signed_form DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_one_person('sign_form supersede_form');

alter table sealed_item add constraint sealed_item_replaces_fkey FOREIGN KEY (replaces) REFERENCES sealed_item(id);

CREATE INDEX sealed_item_replaces_idx ON public.sealed_item USING btree (replaces);

alter table reveal add constraint reveal_reason_check CHECK ((reason = ANY (ARRAY['verify'::text, 'answer'::text, 'protect'::text, 'authority'::text, 'reseal'::text])));

create view own_item as
 SELECT i.id AS item, h.key
   FROM acting_mandate m
     JOIN holder_now h ON h.account = m.account AND h.duty = 'identity'::text
     JOIN sealed_item i ON h.key = ANY (i.holders)
     JOIN petition p ON p.id = i.petition
  WHERE p.case_key <> ALL ((( SELECT barred_cases() AS barred_cases))::uuid[]);

CREATE OR REPLACE FUNCTION public.key_for(of_item uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT o.key FROM own_item o WHERE (o.item = key_for.of_item));

CREATE OR REPLACE FUNCTION public.half_to_hand_on(of_reveal uuid)
 RETURNS TABLE(part text, recipient text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT s.part,
     k.recipient
    FROM ((reveal r
      JOIN seal_key k ON ((k.id = r.key)))
      JOIN sealed_part s ON (((s.item = r.item) AND (s.holder = key_for(r.item)) AND (s.partner = r.key))))
   WHERE ((r.id = half_to_hand_on.of_reveal) AND (NOT (EXISTS ( SELECT
            FROM reveal_consent c
           WHERE (c.reveal = r.id)))));
END;

CREATE OR REPLACE FUNCTION public.items_held()
 RETURNS TABLE(id uuid, number text, what text, sealed_on date, able integer, is_current boolean, replaced_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 WITH present AS (
          SELECT array_agg(h.key) AS keys
            FROM holder_now h
           WHERE (h.duty = 'identity'::text)
         )
  SELECT i.id,
     p.number,
     i.what,
     i.sealed_on,
     a.able,
     ((a.able = cardinality(i.holders)) AND (a.able = cardinality(n.keys))),
     ( SELECT max(s.sealed_on) AS max
            FROM sealed_item s
           WHERE (s.replaces = i.id)) AS max
    FROM present n,
     ((own_item o
      JOIN sealed_item i ON ((i.id = o.item)))
      JOIN petition p ON ((p.id = i.petition))),
     LATERAL ( SELECT (count(*))::integer AS able
            FROM unnest(i.holders) k(k)
           WHERE (k.k = ANY (n.keys))) a
   ORDER BY i.act DESC;
END;

CREATE OR REPLACE FUNCTION public.reveals_seen()
 RETURNS TABLE(id uuid, number text, what text, reason text, asked_at timestamp with time zone, asked_by text, agreed_at timestamp with time zone, agreed_by text, ends_at timestamp with time zone, openings integer, last_opened timestamp with time zone, is_own boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT r.id,
     p.number,
     i.what,
     r.reason,
     r.asked_at,
     a.full_name,
     c.agreed_at,
     b.full_name,
     c.ends_at,
     ( SELECT (count(*))::integer AS count
            FROM reveal_view v
           WHERE (v.reveal = r.id)) AS count,
     ( SELECT max(v.at) AS max
            FROM reveal_view v
           WHERE (v.reveal = r.id)) AS max,
     (k.account = ( SELECT acting_mandate.account
            FROM acting_mandate))
    FROM ((((((((own_item o
      JOIN reveal r ON ((r.item = o.item)))
      JOIN sealed_item i ON ((i.id = r.item)))
      JOIN petition p ON ((p.id = i.petition)))
      JOIN seal_key k ON ((k.id = r.key)))
      JOIN account a ON ((a.id = k.account)))
      LEFT JOIN reveal_consent c ON ((c.reveal = r.id)))
      LEFT JOIN seal_key l ON ((l.id = c.key)))
      LEFT JOIN account b ON ((b.id = l.account)))
   ORDER BY r.act DESC;
END;

CREATE OR REPLACE FUNCTION public.seals_anew(made sealed_item)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM ((reveal r JOIN reveal_consent c ON ((c.reveal = r.id))) JOIN sealed_item i ON ((i.id = r.item))) WHERE ((r.item = (seals_anew.made).replaces) AND (r.reason = 'reseal'::text) AND (r.key = key_for(r.item)) AND (acting_at() < c.ends_at) AND (i.petition = (seals_anew.made).petition) AND (i.what = (seals_anew.made).what))));

CREATE OR REPLACE FUNCTION public.seal_anew(new_item uuid, of_reveal uuid, for_holders uuid[], ciphertext text, halves jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  i sealed_item;
begin
  select s.* into i from reveal r join sealed_item s on s.id = r.item where r.id = of_reveal and r.key = key_for(r.item);
  if i.id is null or not in_command() then
    raise exception 'no such request' using errcode = '42501';
  end if;
  insert into sealed_item (id, petition, what, holders, sealed_on, replaces)
  values (new_item, i.petition, i.what, for_holders, day_in_viet_nam(acting_at()), i.id);
  perform store_sealed(new_item, ciphertext, halves);
end $function$;

CREATE OR REPLACE FUNCTION public.hand_in_room(on_day date)
 RETURNS TABLE(budget integer, taken integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT hand_in_budget() AS hand_in_budget,
     ( SELECT (count(*))::integer AS count
            FROM hand_in h
           WHERE (h.received_on = hand_in_room.on_day)) AS count;
END;

alter table suspension add constraint suspension_what_check CHECK ((what = ANY (ARRAY['party'::text, 'committee'::text])));

CREATE OR REPLACE FUNCTION public.unit_suspended_on(wanted uuid, day date)
 RETURNS TABLE(since date, last_day date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select o.valid_from, coalesce((select c.fixed_on from case_clock c where c.kind = 'suspension' and c.case_id = o.id
    order by c.started_on desc, c.act desc limit 1), o.until_on)
  from acting_mandate me join unit u on u.id = wanted and u.place between me.lo and me.hi
  join suspension_order o on o.subject_unit = u.id and o.valid_from <= day
  where not exists (select from case_step s where s.kind = 'suspension' and s.case_id = o.id and s.step = 'lift'
    and s.done_on <= day)
  order by o.valid_from desc limit 1
$function$;

alter table discipline_case add constraint discipline_case_denounced_fkey FOREIGN KEY (denounced) REFERENCES denounced(id);

CREATE INDEX discipline_case_denounced_idx ON public.discipline_case USING btree (denounced);

alter table body add constraint body_kind_check CHECK ((kind = ANY (ARRAY['committee'::text, 'standing_committee'::text, 'inspection_commission'::text, 'cell'::text, 'organisation_board'::text, 'propaganda_board'::text, 'mobilisation_board'::text, 'internal_affairs_board'::text, 'committee_office'::text])));

CREATE OR REPLACE FUNCTION public.assigned_cases(wanted text, day date)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT COALESCE(array_agg(DISTINCT a.case_key), '{}'::uuid[]) AS "coalesce" FROM (acting_right r JOIN assignment a ON (((a.mandate = r.mandate) AND (a.valid_from <= assigned_cases.day) AND ((a.valid_to IS NULL) OR (a.valid_to > assigned_cases.day))))) WHERE ((r.table_name = assigned_cases.wanted) AND (r.reach = 'assigned'::text)));

CREATE OR REPLACE FUNCTION public.denounced_to(wanted uuid, day date)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (WITH me AS (SELECT a.id, a.person FROM account a WHERE (a.id = denounced_to.wanted)), post AS (SELECT m.unit FROM (me JOIN mandate m ON (((m.account = me.id) AND (m.unit IS NOT NULL) AND mandate_in_force(m.*, denounced_to.day)))) UNION SELECT p.unit FROM (me JOIN party_post p ON (((p.person = me.person) AND (p.valid_from <= denounced_to.day) AND ((p.valid_to IS NULL) OR (p.valid_to > denounced_to.day)))))), matter AS (SELECT d.denunciation AS id FROM (me JOIN denounced d ON ((d.subject_person = me.person))) UNION SELECT d.denunciation FROM (post JOIN denounced d ON ((d.subject_unit = post.unit))) UNION SELECT c.denunciation FROM (me JOIN close_person c ON ((c.person = me.person)))) SELECT COALESCE(array_agg(DISTINCT barred.key), '{}'::uuid[]) AS "coalesce" FROM (SELECT matter.id AS key FROM matter UNION ALL SELECT p.case_key FROM ((matter JOIN denunciation_letter l ON ((l.denunciation = matter.id))) JOIN petition p ON ((p.id = l.petition))) UNION ALL SELECT p.case_key FROM (me JOIN petition p ON ((p.subject_person = me.person))) UNION ALL SELECT p.case_key FROM (post JOIN petition p ON ((p.subject_unit = post.unit)))) barred);

CREATE OR REPLACE FUNCTION public.cases_concerning(wanted uuid, day date)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return (select coalesce(array_agg(distinct key), '{}') from (
  select s.case_key as key from account a join inspection_subject s on s.subject_person = a.person where a.id = wanted
  union all
  select d.case_key from account a join discipline_decision d on d.subject_person = a.person where a.id = wanted
  union all
  select c.case_key from account a join discipline_case c on c.subject_person = a.person where a.id = wanted
  union all
  select o.case_key from account a join suspension_order o on o.subject_person = a.person where a.id = wanted
  union all
  select k.case_key from account a join discipline_decision d on d.subject_person = a.person
    join complaint k on k.decision = d.id where a.id = wanted
  union all
  select s.case_key from account a join signal s on s.subject_person = a.person where a.id = wanted
  union all
  select n.case_key from account a join supervision_note n on n.subject_person = a.person where a.id = wanted
  union all
  select h.case_key from account a join outside_handling h on h.subject_person = a.person where a.id = wanted
  union all
  select r.case_key from account a join sanction_review r on r.subject_person = a.person where a.id = wanted
  union all
  select r.case_key from account a join discipline_decision d on d.subject_person = a.person
    join sanction_review r on r.decision = d.id where a.id = wanted
  union all
  select unnest(denounced_to(wanted, day))
) concerned);
end $function$;

CREATE OR REPLACE FUNCTION public.cases_barred_to(wanted uuid, day date)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (cases_concerning(wanted, day) || (SELECT COALESCE(array_agg(DISTINCT r.case_key), '{}'::uuid[]) AS "coalesce" FROM recusal r WHERE ((r.account = cases_barred_to.wanted) AND (r.valid_from <= cases_barred_to.day) AND ((r.valid_to IS NULL) OR (r.valid_to > cases_barred_to.day)))));

CREATE OR REPLACE FUNCTION public.stand_in(m mandate, day date)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select set_config('capuy.pass', pass, true), set_config('capuy.seal', pass_seal(key, pass), true)
  from pass_key, (select concat_ws(' ', m.account, m.id, m.role, coalesce(m.unit::text, '-'), coalesce(u.place, 0),
    coalesce(greatest(u.place_end, u.place + (day < today())::int), 9223372036854775807)) as pass
    from (select 1) always left join unit u on u.id = m.unit) as acting
$function$;

CREATE OR REPLACE FUNCTION public.laid_at(wanted uuid, day date)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when m.unit is null then '{}'
    when wanted = m.unit then jsonb_build_object('place', m.lo, 'place_end', m.hi)
    when stood_beneath(wanted, m.unit, day) then jsonb_build_object('place', m.hi, 'place_end', m.hi)
    when stood_beneath(m.unit, wanted, day) then jsonb_build_object('place', m.lo - 1, 'place_end', m.hi + 1)
    else jsonb_build_object('place', m.lo - 1, 'place_end', m.lo - 1) end
  from acting_mandate m
$function$;

CREATE OR REPLACE FUNCTION public.laid(type text, day date, only_row uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN format('(select l.* from public.%1$I t, lateral %2$s l where %3$s) %1$I'::text, type, CASE WHEN (day < today()) THEN format('jsonb_populate_record(t, laid_at(t.unit, %L))'::text, day) ELSE '(select t.*)'::text END, COALESCE(('t.id = '::text || quote_literal(only_row)), 'true'::text));

CREATE OR REPLACE FUNCTION public.clauses_of(type text, day date)
 RETURNS TABLE(name text, opens boolean, clause text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return query select p.polname::text, p.polpermissive, case when p.asks like '%FROM unit u%'
      then (select replace(p.asks, 'FROM unit u', format('FROM (select * from %s where %s) u', laid('unit', day, null),
        string_agg(c.clause, ' or '))) from clauses_of('unit', day) c) else p.asks end
    from (select q.*, replace(regexp_replace(pg_get_expr(q.polqual, q.polrelid), 'assigned_cases\(([^()]*)\)',
        format('assigned_cases(\1, %L)', day), 'g'),
        'barred_cases()', format('cases_barred_to(acting_account(), %L)', day)) as asks
      from pg_policy q where q.polrelid = format('public.%I', type)::regclass and q.polcmd in ('r', '*')
        and 'capuy_app'::regrole = any (q.polroles)) p
    order by p.polname <> 'read', p.polname;
end $function$;

CREATE OR REPLACE FUNCTION public.policies_on(type text, wanted uuid, day date)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  found_ones jsonb;
begin
  execute (select format('select jsonb_build_object(''opening'', array_remove(array[%s], null),
      ''closing'', array_remove(array[%s]::text[], null)) from %s',
      string_agg(format('case when %s then %L end', c.clause, c.name), ', ') filter (where c.opens),
      string_agg(format('case when %s then null else %L end', c.clause, c.name), ', ') filter (where not c.opens),
      laid(policies_on.type, policies_on.day, wanted))
    from clauses_of(policies_on.type, policies_on.day) c) into found_ones;
  return found_ones;
end $function$;

CREATE OR REPLACE FUNCTION public.is_shown(policies jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (((policies -> 'opening'::text) <> '[]'::jsonb) AND ((policies -> 'closing'::text) = '[]'::jsonb));

CREATE OR REPLACE FUNCTION public.record_named(INOUT wanted uuid, OUT type text, OUT hangs boolean)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  t record; there boolean; named uuid := wanted;
begin
  select coalesce(x.record_id, named), x.record_type into wanted, type from (select 1) always left join (
    select a.record_type, a.record_id from attachment a where a.id = named union all
    select 'petition', e.petition from envelope e left join envelope_move m on m.envelope = e.id
      where named in (e.id, m.id) union all
    select 'petition', i.petition from sealed_item i where i.id = named union all
    select case when h.petition is null then 'hand_in' else 'petition' end, coalesce(h.petition, h.id)
      from hand_in h left join hand_in_answer w on w.hand_in = h.id where named in (h.id, w.id)
    limit 1) x on true;
  hangs := wanted <> named;
  if type is not null then
    return;
  end if;
  for t in select name from table_class where is_record or name in ('unit', 'import_draft') loop
    execute format('select exists (select from public.%I where id = $1)', t.name) into there using wanted;
    if there then
      type := t.name;
      return;
    end if;
  end loop;
end $function$;

create table outside_handling (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  subject_person uuid not null,
  kind text not null,
  agency text not null,
  number text not null,
  decided_on date not null,
  outcome text,
  outcome_on date,
  matter uuid,
  decision uuid,
  inspection_subject uuid,
  note text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table outside_handling add constraint outside_handling_kind_check CHECK ((kind = ANY (ARRAY['referral'::text, 'prison'::text, 'penalty'::text, 'administrative'::text])));

alter table outside_handling add constraint outside_handling_outcome_check CHECK ((outcome = ANY (ARRAY['prosecuted'::text, 'not_prosecuted'::text, 'overturned'::text])));

alter table outside_handling add constraint outside_handling_check CHECK ((outcome_on >= decided_on));

alter table outside_handling add constraint outside_handling_check1 CHECK (((outcome IS NULL) = (outcome_on IS NULL)));

alter table outside_handling add constraint outside_handling_check2 CHECK (((kind = 'referral'::text) = (outcome <> 'overturned'::text)));

alter table outside_handling add constraint outside_handling_check3 CHECK ((num_nonnulls(matter, decision) <= 1));

alter table outside_handling add constraint outside_handling_pkey PRIMARY KEY (id);

alter table outside_handling add constraint outside_handling_body_subject_person_agency_number_key UNIQUE (body, subject_person, agency, number);

alter table outside_handling add constraint outside_handling_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table outside_handling add constraint outside_handling_body_fkey FOREIGN KEY (body) REFERENCES body(id);

alter table outside_handling add constraint outside_handling_subject_person_fkey FOREIGN KEY (subject_person) REFERENCES person(id);

alter table outside_handling add constraint outside_handling_matter_fkey FOREIGN KEY (matter) REFERENCES discipline_case(id);

alter table outside_handling add constraint outside_handling_decision_fkey FOREIGN KEY (decision) REFERENCES discipline_decision(id);

alter table outside_handling add constraint outside_handling_inspection_subject_fkey FOREIGN KEY (inspection_subject) REFERENCES inspection_subject(id);

CREATE INDEX outside_handling_subject_person_idx ON public.outside_handling USING btree (subject_person);

CREATE INDEX outside_handling_matter_idx ON public.outside_handling USING btree (matter);

CREATE INDEX outside_handling_decision_idx ON public.outside_handling USING btree (decision);

CREATE INDEX outside_handling_inspection_subject_idx ON public.outside_handling USING btree (inspection_subject);

create table past.outside_handling (
  id uuid not null,
  unit uuid not null,
  body uuid not null,
  subject_person uuid not null,
  kind text not null,
  agency text not null,
  number text not null,
  decided_on date not null,
  outcome text,
  outcome_on date,
  matter uuid,
  decision uuid,
  inspection_subject uuid,
  note text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX outside_handling_id_idx ON past.outside_handling USING btree (id);

CREATE INDEX outside_handling_unit_idx ON public.outside_handling USING btree (unit);

create view known.outside_handling with (security_invoker=true) as
 SELECT outside_handling.id, outside_handling.unit, outside_handling.body, outside_handling.subject_person,
    outside_handling.kind, outside_handling.agency, outside_handling.number, outside_handling.decided_on,
    outside_handling.outcome, outside_handling.outcome_on, outside_handling.matter, outside_handling.decision,
    outside_handling.inspection_subject, outside_handling.note, outside_handling.place,
    outside_handling.known_from, outside_handling.act
   FROM outside_handling
  WHERE outside_handling.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT outside_handling.id, outside_handling.unit, outside_handling.body, outside_handling.subject_person,
    outside_handling.kind, outside_handling.agency, outside_handling.number, outside_handling.decided_on,
    outside_handling.outcome, outside_handling.outcome_on, outside_handling.matter, outside_handling.decision,
    outside_handling.inspection_subject, outside_handling.note, outside_handling.place,
    outside_handling.known_from, outside_handling.act
   FROM past.outside_handling
  WHERE outside_handling.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND outside_handling.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_outside_handling()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.outside_handling (id, unit, body, subject_person, kind, agency, number, decided_on, outcome, outcome_on, matter, decision, inspection_subject, note, place, known_from, act, known_to)
        select old.id, old.unit, old.body, old.subject_person, old.kind, old.agency, old.number, old.decided_on, old.outcome, old.outcome_on, old.matter, old.decision, old.inspection_subject, old.note, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select b.unit from public.body b where b.id = new.body);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.outside_handling FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_outside_handling();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.outside_handling FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_outside_handling();

CREATE OR REPLACE FUNCTION public.key_outside_handling()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select coalesce(new.matter,
  (select d.case_key from discipline_decision d where d.id = new.decision),
  (select s.case_key from inspection_subject s where s.id = new.inspection_subject))), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.outside_handling FOR EACH ROW EXECUTE FUNCTION key_outside_handling();

CREATE INDEX outside_handling_case_key_idx ON public.outside_handling USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.outside_handling FOR EACH ROW EXECUTE FUNCTION key_outside_handling();

CREATE INDEX outside_handling_case_key_idx ON past.outside_handling USING btree (case_key);

CREATE TRIGGER open_case AFTER INSERT ON public.outside_handling FOR EACH ROW EXECUTE FUNCTION open_case();

create table sanction_review (
  id uuid not null,
  unit uuid not null,
  subject uuid not null,
  decision uuid,
  subject_person uuid,
  finding text not null,
  proposal text,
  grounds text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  case_key uuid not null
);

alter table sanction_review add constraint sanction_review_finding_check CHECK ((finding = ANY (ARRAY['right'::text, 'competence'::text, 'procedure'::text, 'omitted'::text, 'wrongful'::text])));

alter table sanction_review add constraint sanction_review_proposal_check CHECK ((proposal = ANY (ARRAY['keep'::text, 'raise'::text, 'lower'::text, 'cancel'::text])));

alter table sanction_review add constraint sanction_review_check CHECK (((finding = 'omitted'::text) = (decision IS NULL)));

alter table sanction_review add constraint sanction_review_check1 CHECK (((finding = 'omitted'::text) = (subject_person IS NOT NULL)));

alter table sanction_review add constraint sanction_review_check2 CHECK (((finding <> 'omitted'::text) OR (proposal IS NULL)));

alter table sanction_review add constraint sanction_review_pkey PRIMARY KEY (id);

alter table sanction_review add constraint sanction_review_subject_decision_subject_person_key UNIQUE NULLS NOT DISTINCT (subject, decision, subject_person);

alter table sanction_review add constraint sanction_review_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table sanction_review add constraint sanction_review_subject_fkey FOREIGN KEY (subject) REFERENCES inspection_subject(id);

alter table sanction_review add constraint sanction_review_decision_fkey FOREIGN KEY (decision) REFERENCES discipline_decision(id);

alter table sanction_review add constraint sanction_review_subject_person_fkey FOREIGN KEY (subject_person) REFERENCES person(id);

CREATE INDEX sanction_review_decision_idx ON public.sanction_review USING btree (decision);

CREATE INDEX sanction_review_subject_person_idx ON public.sanction_review USING btree (subject_person);

create table past.sanction_review (
  id uuid not null,
  unit uuid not null,
  subject uuid not null,
  decision uuid,
  subject_person uuid,
  finding text not null,
  proposal text,
  grounds text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null,
  case_key uuid not null
);

CREATE INDEX sanction_review_id_idx ON past.sanction_review USING btree (id);

CREATE INDEX sanction_review_unit_idx ON public.sanction_review USING btree (unit);

create view known.sanction_review with (security_invoker=true) as
 SELECT sanction_review.id, sanction_review.unit, sanction_review.subject, sanction_review.decision,
    sanction_review.subject_person, sanction_review.finding, sanction_review.proposal, sanction_review.grounds,
    sanction_review.place, sanction_review.known_from, sanction_review.act
   FROM sanction_review
  WHERE sanction_review.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT sanction_review.id, sanction_review.unit, sanction_review.subject, sanction_review.decision,
    sanction_review.subject_person, sanction_review.finding, sanction_review.proposal, sanction_review.grounds,
    sanction_review.place, sanction_review.known_from, sanction_review.act
   FROM past.sanction_review
  WHERE sanction_review.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND sanction_review.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_sanction_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.sanction_review (id, unit, subject, decision, subject_person, finding, proposal, grounds, place, known_from, act, known_to)
        select old.id, old.unit, old.subject, old.decision, old.subject_person, old.finding, old.proposal, old.grounds, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select s.unit from public.inspection_subject s where s.id = new.subject);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.sanction_review FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_sanction_review();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.sanction_review FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_sanction_review();

CREATE OR REPLACE FUNCTION public.key_sanction_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    begin
      new.case_key := coalesce((select s.case_key from inspection_subject s where s.id = new.subject), new.id);
      return new;
    end $function$;

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON public.sanction_review FOR EACH ROW EXECUTE FUNCTION key_sanction_review();

CREATE INDEX sanction_review_case_key_idx ON public.sanction_review USING btree (case_key);

CREATE TRIGGER case_key BEFORE INSERT OR UPDATE ON past.sanction_review FOR EACH ROW EXECUTE FUNCTION key_sanction_review();

CREATE INDEX sanction_review_case_key_idx ON past.sanction_review USING btree (case_key);

alter table transfer add constraint transfer_ended_by_check CHECK ((ended_by = ANY (ARRAY['withdrawn'::text, 'forged'::text, 'left'::text])));

CREATE UNIQUE INDEX petition_lead_code ON public.petition USING btree (body, lead_code);

CREATE INDEX admission_place_idx ON public.admission USING btree (place);

CREATE INDEX badge_award_place_idx ON public.badge_award USING btree (place);

CREATE INDEX body_place_idx ON public.body USING btree (place);

CREATE INDEX body_term_place_idx ON public.body_term USING btree (place);

CREATE INDEX campaign_place_idx ON public.campaign USING btree (place);

CREATE INDEX campaign_event_place_idx ON public.campaign_event USING btree (place);

CREATE INDEX candidate_place_idx ON public.candidate USING btree (place);

CREATE INDEX candidate_move_place_idx ON public.candidate_move USING btree (place);

CREATE INDEX candidate_rule_place_idx ON public.candidate_rule USING btree (place);

CREATE INDEX candidate_step_place_idx ON public.candidate_step USING btree (place);

CREATE INDEX commendation_place_idx ON public.commendation USING btree (place);

CREATE INDEX correction_request_place_idx ON public.correction_request USING btree (place);

CREATE INDEX document_place_idx ON public.document USING btree (place);

CREATE INDEX dues_month_place_idx ON public.dues_month USING btree (place);

CREATE INDEX exemption_place_idx ON public.exemption USING btree (place);

CREATE INDEX file_scope_place_idx ON public.file_scope USING btree (place);

CREATE INDEX form_return_place_idx ON public.form_return USING btree (place);

CREATE INDEX member_review_place_idx ON public.member_review USING btree (place);

CREATE INDEX missed_month_place_idx ON public.missed_month USING btree (place);

CREATE INDEX nobody_left_place_idx ON public.nobody_left USING btree (place);

CREATE INDEX official_code_place_idx ON public.official_code USING btree (place);

CREATE INDEX party_card_place_idx ON public.party_card USING btree (place);

CREATE INDEX party_period_place_idx ON public.party_period USING btree (place);

CREATE INDEX party_post_place_idx ON public.party_post USING btree (place);

CREATE INDEX person_place_idx ON public.person USING btree (place);

CREATE INDEX person_fact_place_idx ON public.person_fact USING btree (place);

CREATE INDEX person_merge_place_idx ON public.person_merge USING btree (place);

CREATE INDEX person_paper_place_idx ON public.person_paper USING btree (place);

CREATE INDEX recognition_place_idx ON public.recognition USING btree (place);

CREATE INDEX reconciliation_place_idx ON public.reconciliation USING btree (place);

CREATE INDEX reorganisation_place_idx ON public.reorganisation USING btree (place);

CREATE INDEX reorganisation_draft_place_idx ON public.reorganisation_draft USING btree (place);

CREATE INDEX secret_stub_place_idx ON public.secret_stub USING btree (place);

CREATE INDEX signed_form_place_idx ON public.signed_form USING btree (place);

CREATE INDEX signed_report_place_idx ON public.signed_report USING btree (place);

CREATE INDEX sponsorship_place_idx ON public.sponsorship USING btree (place);

CREATE INDEX standing_place_idx ON public.standing USING btree (place);

CREATE INDEX stated_count_place_idx ON public.stated_count USING btree (place);

CREATE INDEX stay_place_idx ON public.stay USING btree (place);

CREATE INDEX study_attendance_place_idx ON public.study_attendance USING btree (place);

CREATE INDEX study_session_place_idx ON public.study_session USING btree (place);

CREATE INDEX suspension_place_idx ON public.suspension USING btree (place);

CREATE INDEX target_place_idx ON public.target USING btree (place);

CREATE INDEX training_place_idx ON public.training USING btree (place);

CREATE INDEX training_attendance_place_idx ON public.training_attendance USING btree (place);

CREATE INDEX transfer_place_idx ON public.transfer USING btree (place);

CREATE INDEX unit_period_place_idx ON public.unit_period USING btree (place);

CREATE INDEX unit_review_place_idx ON public.unit_review USING btree (place);

CREATE INDEX unit_succession_place_idx ON public.unit_succession USING btree (place);

create table cell_meeting (
  id uuid not null,
  unit uuid not null,
  held_on date not null,
  kind text not null,
  topic text,
  minutes integer,
  by_group boolean default false not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table cell_meeting add constraint cell_meeting_kind_check CHECK ((kind = ANY (ARRAY['regular'::text, 'thematic'::text, 'combined'::text, 'extraordinary'::text])));

alter table cell_meeting add constraint cell_meeting_minutes_check CHECK ((minutes > 0));

alter table cell_meeting add constraint cell_meeting_pkey PRIMARY KEY (id);

alter table cell_meeting add constraint cell_meeting_unit_held_on_key UNIQUE (unit, held_on);

alter table cell_meeting add constraint cell_meeting_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

create table past.cell_meeting (
  id uuid not null,
  unit uuid not null,
  held_on date not null,
  kind text not null,
  topic text,
  minutes integer,
  by_group boolean not null,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX cell_meeting_id_idx ON past.cell_meeting USING btree (id);

CREATE INDEX cell_meeting_unit_idx ON public.cell_meeting USING btree (unit);

create view known.cell_meeting with (security_invoker=true) as
 SELECT cell_meeting.id, cell_meeting.unit, cell_meeting.held_on, cell_meeting.kind, cell_meeting.topic,
    cell_meeting.minutes, cell_meeting.by_group, cell_meeting.place, cell_meeting.known_from, cell_meeting.act
   FROM cell_meeting
  WHERE cell_meeting.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT cell_meeting.id, cell_meeting.unit, cell_meeting.held_on, cell_meeting.kind, cell_meeting.topic,
    cell_meeting.minutes, cell_meeting.by_group, cell_meeting.place, cell_meeting.known_from, cell_meeting.act
   FROM past.cell_meeting
  WHERE cell_meeting.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND cell_meeting.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_cell_meeting()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.cell_meeting (id, unit, held_on, kind, topic, minutes, by_group, place, known_from, act, known_to)
        select old.id, old.unit, old.held_on, old.kind, old.topic, old.minutes, old.by_group, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.cell_meeting FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_cell_meeting();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.cell_meeting FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_cell_meeting();

CREATE INDEX cell_meeting_place_idx ON public.cell_meeting USING btree (place);

CREATE INDEX cell_meeting_held_on_idx ON public.cell_meeting USING btree (held_on);

create table meeting_absence (
  id uuid not null,
  unit uuid not null,
  meeting uuid not null,
  person uuid not null,
  held_on date not null,
  cause text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null
);

alter table meeting_absence add constraint meeting_absence_cause_check CHECK ((cause = ANY (ARRAY['work'::text, 'illness'::text, 'family'::text, 'other'::text])));

alter table meeting_absence add constraint meeting_absence_pkey PRIMARY KEY (id);

alter table meeting_absence add constraint meeting_absence_meeting_person_key UNIQUE (meeting, person);

alter table meeting_absence add constraint meeting_absence_unit_fkey FOREIGN KEY (unit) REFERENCES unit(id);

alter table meeting_absence add constraint meeting_absence_meeting_fkey FOREIGN KEY (meeting) REFERENCES cell_meeting(id);

alter table meeting_absence add constraint meeting_absence_person_fkey FOREIGN KEY (person) REFERENCES person(id);

create table past.meeting_absence (
  id uuid not null,
  unit uuid not null,
  meeting uuid not null,
  person uuid not null,
  held_on date not null,
  cause text,
  place bigint not null,
  known_from timestamp with time zone not null,
  act bigint not null,
  known_to timestamp with time zone not null
);

CREATE INDEX meeting_absence_id_idx ON past.meeting_absence USING btree (id);

CREATE INDEX meeting_absence_unit_idx ON public.meeting_absence USING btree (unit);

create view known.meeting_absence with (security_invoker=true) as
 SELECT meeting_absence.id, meeting_absence.unit, meeting_absence.meeting, meeting_absence.person,
    meeting_absence.held_on, meeting_absence.cause, meeting_absence.place, meeting_absence.known_from,
    meeting_absence.act
   FROM meeting_absence
  WHERE meeting_absence.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone
UNION ALL
 SELECT meeting_absence.id, meeting_absence.unit, meeting_absence.meeting, meeting_absence.person,
    meeting_absence.held_on, meeting_absence.cause, meeting_absence.place, meeting_absence.known_from,
    meeting_absence.act
   FROM past.meeting_absence
  WHERE meeting_absence.known_from <= current_setting('capuy.known_at'::text)::timestamp with time zone AND meeting_absence.known_to > current_setting('capuy.known_at'::text)::timestamp with time zone;

CREATE OR REPLACE FUNCTION public.stamp_meeting_absence()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
    begin
      if tg_op <> 'INSERT' and current_setting('capuy.replacing', true) is distinct from 'on' then
        insert into past.meeting_absence (id, unit, meeting, person, held_on, cause, place, known_from, act, known_to)
        select old.id, old.unit, old.meeting, old.person, old.held_on, old.cause, old.place, old.known_from, old.act, public.acting_at();
      end if;
      if tg_op = 'DELETE' then
        return old;
      end if;
      new.unit := (select m.unit from public.cell_meeting m where m.id = new.meeting);
      select u.place into new.place from public.unit u where u.id = new.unit;
      if current_setting('capuy.replacing', true) is distinct from 'on' then
        -- An import may say since when a fact was known elsewhere; everything else is known from now.
        new.known_from := case when tg_op = 'INSERT' then least(coalesce(new.known_from, public.acting_at()), public.acting_at())
          else public.acting_at() end;
        new.act := public.acting_entry();
      end if;
      return new;
    end $function$;

CREATE TRIGGER stamp BEFORE INSERT ON public.meeting_absence FOR EACH ROW WHEN ((CURRENT_USER <> 'capuy_owner'::name)) EXECUTE FUNCTION stamp_meeting_absence();

CREATE TRIGGER stamp_change BEFORE DELETE OR UPDATE ON public.meeting_absence FOR EACH ROW WHEN (((CURRENT_USER <> 'capuy_owner'::name) OR (current_setting('capuy.replacing'::text, true) IS DISTINCT FROM 'on'::text) OR (current_setting('capuy.placed'::text, true) IS DISTINCT FROM 'on'::text))) EXECUTE FUNCTION stamp_meeting_absence();

CREATE INDEX meeting_absence_place_idx ON public.meeting_absence USING btree (place);

CREATE INDEX meeting_absence_person_held_on_idx ON public.meeting_absence USING btree (person, held_on);

CREATE OR REPLACE FUNCTION public.day_of_meeting()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  select m.held_on into new.held_on from cell_meeting m where m.id = new.meeting;
  return new;
end $function$;

CREATE TRIGGER day_of_meeting BEFORE INSERT OR UPDATE OF meeting ON public.meeting_absence FOR EACH ROW EXECUTE FUNCTION day_of_meeting();

CREATE OR REPLACE FUNCTION public.meeting_moved()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update meeting_absence a set held_on = new.held_on where a.meeting = new.id;
  return null;
end $function$;

CREATE TRIGGER meeting_moved AFTER UPDATE OF held_on ON public.cell_meeting FOR EACH ROW WHEN ((old.held_on <> new.held_on)) EXECUTE FUNCTION meeting_moved();

CREATE OR REPLACE FUNCTION public.refuse_unproved()
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not stepped_up() then
    raise exception 'a fresh proof is wanted' using errcode = '42501', constraint = 'proof_wanted';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.drop_factors_of(wanted uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform refuse_unmanaged(wanted);
  perform forget_factors(wanted);
  delete from session s where s.account = wanted;
  insert into two_person_duty (act, kind, about) values (acting_entry(), 'drop_factors', wanted);
  return (select unit from account where id = wanted);
end $function$;

CREATE OR REPLACE FUNCTION public.record_uncounted(type text, columns text[])
 RETURNS TABLE(recorded bigint, staged bigint, one_by_one boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  c table_class; m record; inside boolean;
begin
  select * into c from table_class where name = type and is_record;
  select * into m from acting_mandate;
  if m.mandate is null or c.name is null or reach_hi(type, true) is null or not in_command() then
    raise exception 'new rows violate row-level security of %', type using errcode = '42501';
  end if;
  execute format($insert$with written as (
      insert into public.%1$I (%2$s, unit, place, known_from, act)
      select %3$s, u.id, u.place, least(coalesce(new.known_from, acting_at()), acting_at()), acting_entry()
      from pg_temp.%4$I new left join unit u on u.id = (%5$s)
      where not exists (select 1 from public.%1$I t where t.id = new.id) returning %6$s, %7$s
    ) select count(*), coalesce(bool_and(inside), true), (select count(*) from pg_temp.%4$I),
      coalesce(bool_or(one_by_one), false) from written
    $insert$, type,
    (select string_agg(quote_ident(name), ', ') from unnest(columns) as name where name not in ('unit', 'known_from')),
    (select string_agg('new.' || quote_ident(name), ', ') from unnest(columns) as name
      where name not in ('unit', 'known_from')),
    'stage_' || type, coalesce(c.unit_from, 'new.unit'),
    'place between $1 and $2' || case c.class when 'case' then ' and case_key <> all ($3)' else '' end || ' as inside',
    case type when 'stay' then 'left_by = ''expelled''' else 'false' end || ' as one_by_one')
    into recorded, inside, staged, one_by_one using m.lo, reach_hi(type, true), barred_cases();
  if not inside then
    raise exception 'new rows violate row-level security of %', type using errcode = '42501';
  end if;
  return next;
end $function$;

alter table account add constraint account_slip_by_fkey FOREIGN KEY (slip_by) REFERENCES account(id);

alter table account add constraint account_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES account(id);

CREATE OR REPLACE FUNCTION public.proposal_lives()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
RETURN '72:00:00'::interval;

CREATE OR REPLACE FUNCTION public.stands_behind(wanted uuid, since timestamp with time zone)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with recursive behind (account) as (
    select wanted
    union
    select a.slip_by from behind b join account a on a.id = b.account where a.slip_at > since and a.slip_by is not null
  ) select account from behind
$function$;

CREATE OR REPLACE FUNCTION public.link_account(wanted uuid, of_person uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform refuse_unmanaged(wanted);
  if not exists (select from person p join acting_mandate m on p.place between m.lo and m.hi where p.id = of_person) then
    raise exception 'no such person' using errcode = '42501', constraint = 'no_such_account';
  end if;
  update account set person = of_person where id = wanted and (person is null or acting_role() = 'machine');
  if not found then
    raise exception 'linked already' using errcode = '23514', constraint = 'account_linked';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.log_instant()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT e.at FROM audit_entry e ORDER BY e.id DESC LIMIT 1);

CREATE OR REPLACE FUNCTION public.close_session(token text, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  ended session := live_session(token);
begin
  delete from session s where s.token_hash = token_hash(token);
  -- The machine comes and goes with every command line: its commands are what the log keeps.
  if (select role from mandate where id = ended.mandate) <> 'machine' then
    perform note_sign_in('sign out', ended.account, null, close_session.at);
  end if;
  return ended.account is not null;
end $function$;

alter table audit_entry add constraint audit_entry_shape CHECK (
CASE shape
    WHEN 1 THEN (salt_digest IS NULL)
    WHEN 2 THEN ((reason IS NULL) AND (salt_digest IS NULL) AND (strpos(concat(command, record_type), ''::text) = 0))
    WHEN 3 THEN ((reason IS NULL) AND (strpos(concat(command, record_type), ''::text) = 0))
    ELSE false
END);

CREATE INDEX body_term_body_idx ON public.body_term USING btree (body);

CREATE OR REPLACE FUNCTION public.term_due(m mandate)
 RETURNS date
 LANGUAGE sql
 STABLE
RETURN (SELECT max(t.due_on) AS max FROM role r, (body b JOIN body_term t ON ((t.body = b.id))) WHERE ((r.name = (term_due.m).role) AND r.by_term AND (b.unit = (term_due.m).unit) AND (b.kind = (term_due.m).body) AND (t.valid_to IS NULL)));

CREATE OR REPLACE FUNCTION public.accounts_beneath()
 RETURNS TABLE(id uuid, name text, full_name text, unit_name text, closed_on date, used_on date, closes_on date, manageable boolean, person uuid, mandates jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select a.id, a.name, a.full_name, unit_called(a.unit),
    a.closed_on, a.used_on, a.used_on + 45, may_manage(a.id), a.person,
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'post', p.post, 'from', p.valid_from,
        'to', p.valid_to, 'termEnd', p.term_end, 'termDue', term_due(p), 'termEnded', ended_with_term(p),
        'decision', p.decision, 'inForce', mandate_in_force(p, today()),
        'unit', unit_called(p.unit), 'unitId', p.unit, 'grantable', may_grant(p.role, p.unit),
        'cases', (select count(*) from unnest(cases_of_post(p.id)) as key where key <> all (me.barred)),
        'handOvers', array(select h.mandate from hand_over h where p.id in (h.mandate, h.took_over) order by h.act))
        order by p.valid_from, p.id)
      from mandate p join unit w on w.id = p.unit and w.place between me.lo and me.hi where p.account = a.id), '[]')
  from (select *, barred_cases() as barred from acting_mandate) me join role r on r.name = me.role and r.administers
  join account a on a.id <> me.account and a.password_hash <> '!'
  where exists (select 1 from unit u where u.id = a.unit and u.place between me.lo and me.hi)
    or exists (select 1 from mandate p join unit u on u.id = p.unit and u.place between me.lo and me.hi
      where p.account = a.id)
  order by a.name
$function$;

CREATE OR REPLACE FUNCTION public.post_told(wanted uuid, to_account uuid)
 RETURNS TABLE(holder uuid, role text, lo bigint, hi bigint, act bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(o.account, m.account), m.role, u.place, u.place_end, h.act
  from mandate m join unit u on u.id = m.unit
  left join hand_over h on h.mandate = m.id and m.account = to_account left join mandate o on o.id = h.took_over
  where m.id = wanted and (may_hand_over(wanted) or may_see_hand_over(wanted))
$function$;

CREATE OR REPLACE FUNCTION public.keys_of_post(wanted uuid, to_account uuid)
 RETURNS TABLE(recipient text, registered_on date, duties text[], stays boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when sees_sealing() then k.recipient end, k.registered_on,
    array(select n.duty from key_named n where n.key = k.id and n.names order by 1),
    exists (select from mandate o where o.id <> wanted and carries_key(o, k))
  from post_told(wanted, to_account) p join seal_key k on k.account = p.holder
  order by k.act
$function$;

CREATE OR REPLACE FUNCTION public.proposals_before_post(wanted uuid, to_account uuid, at timestamp with time zone)
 RETURNS TABLE(kind text, id uuid, proposed_at timestamp with time zone, expires_at timestamp with time zone, for_both boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.begun_at_post(wanted uuid, to_account uuid)
 RETURNS TABLE(kind text, id uuid, list text, since timestamp with time zone, kept_until timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select 'import_draft', case when d.id = any (open_imports()) then d.id end, d.list, d.opened_at,
    d.opened_at + make_interval(days => import_days())
  from post_told(wanted, to_account) p join import_draft d on d.account = p.holder and d.applied is null
  join unit u on u.id = d.unit and u.place between p.lo and p.hi
  where p.act is null or d.act < p.act
  union all
  select 'reorganisation_draft', case when row_is_open('reorganisation_draft', null, d.place) then d.id end, null,
    d.known_from, null
  from post_told(wanted, to_account) p join reorganisation_draft d on d.place between p.lo and p.hi
  where exists (select from role_right r where r.role = p.role and r.class = 'unit' and r.may_write and r.reach = 'beneath'
      and (r.tables is null or 'reorganisation_draft' = any (r.tables)))
    and not exists (select from reorganisation r where r.id = d.id)
  order by 1, 4
$function$;

CREATE OR REPLACE FUNCTION public.deadlines_of_post(wanted uuid, to_account uuid, day date, until date, months integer)
 RETURNS TABLE(kind text, id uuid, clock text, due date, for_both boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with post as (
    select m.account, u.place as lo, u.place_end as hi, cases_of_post(m.id) as cases, m.role,
      cases_barred_to(m.account) as barred, cases_barred_to(to_account) as others, barred_cases() as unseen
    from mandate m join unit u on u.id = m.unit
    where m.id = wanted and (may_hand_over(wanted) or may_see_hand_over(wanted))
  ), reach as (
    select k.name as kind, max(case r.reach when 'beneath' then p.hi when 'own' then p.lo end) as hi,
      bool_or(r.reach = 'assigned') as assigned, bool_or(r.may_write) as writes
    from post p join role_right r on r.role = p.role
    join table_class k on k.class = r.class and (r.tables is null or k.name = any (r.tables))
      and (r.may_write or not k.kept_close) group by k.name
  ), work as (
    select k.table_name as kind, c.case_id as id, c.clock, c.due_on as due, c.case_key as key, c.place, 'case_clock' as seen_by
    from case_clock c join case_kind k on k.kind = c.kind join reach r on r.kind = k.table_name
    where c.started_on <= day and (c.stopped_on is null or c.stopped_on > day) and (c.due_on is null or c.due_on <= until)
    union all
    select 'standing', s.id, null, (s.valid_from + make_interval(months => months))::date, null, s.place, 'standing'
    from standing s
    where s.kind = 'probationary' and s.valid_from <= day and (s.valid_to is null or s.valid_to > day)
      and s.valid_from + make_interval(months => months) between day - 92 and until
    union all
    select r.kind, q.id, null, q.due_on, null, q.place, r.kind
    from correction_request q join reach r on r.kind = 'correction_request' and r.writes
    where q.asked_on <= day and (q.outcome is null or q.answered_on > day) and q.due_on <= until
    union all
    select r.kind, t.id, null, case when t.confirmed_on <= day then t.until_on end, null,
      case when t.place between p.lo and r.hi then t.place else d.place end, r.kind
    from post p join reach r on r.kind = 'transfer' and r.writes cross join transfer t
    left join unit d on d.id = t.to_unit and t.introduced_on <= day
    where t.requested_on <= day and (t.ended_on is null or t.ended_on > day) and (t.returned_on is null or t.returned_on > day)
      and (case when t.kind = 'internal' then t.received_on else t.confirmed_on end is null
        or case when t.kind = 'internal' then t.received_on else t.confirmed_on end > day
        or t.kind = 'temporary' and t.until_on <= until)
  )
  select w.kind, case when o.open then w.id end, w.clock, case when o.open then w.due end,
    w.key is null or w.key <> all (p.barred || p.others)
  from post p, work w join reach r on r.kind = w.seen_by, lateral (select row_is_open(w.kind, w.key, w.place) as open) o
  where (w.place between p.lo and r.hi or r.assigned and w.place between p.lo and p.hi and w.key = any (p.cases))
    and (w.key is null or w.key <> all (p.barred || p.unseen))
  order by o.open desc, w.due
$function$;

CREATE OR REPLACE FUNCTION public.refuse_proposal_in_case()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if cases_of(new) && barred_cases() or not decides_on(new, new.mandate, acting_role()) then
    raise exception 'no such unit' using errcode = '42501';
  end if;
  return new;
end $function$;

CREATE TRIGGER in_case BEFORE INSERT ON public.proposal FOR EACH ROW EXECUTE FUNCTION refuse_proposal_in_case();

alter table hand_in_file add constraint hand_in_file_classification_check CHECK ((classification = ANY (ARRAY['mat'::text, 'toi_mat'::text, 'tuyet_mat'::text])));

CREATE TRIGGER secrets BEFORE INSERT OR UPDATE OF classification ON public.hand_in_file FOR EACH ROW EXECUTE FUNCTION refuse_secrets('isolated_lan');

CREATE OR REPLACE FUNCTION public.take_letter_in(letter_id uuid, receipt_digest text, on_day date, plain text, ciphertext text, identity jsonb, file_kind text, file bytea, stamp text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;
