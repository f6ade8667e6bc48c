-- Every row policy, in one place: applied again at each migration, so that this file is the whole truth.
-- A policy compares plain integers on the row with the interval of the mandate in use (evaluated once per
-- query); a pass that resolves to nothing gives null, and a comparison with null shows nothing.

do $$
declare
  t record; p record; s text; command text; tables jsonb;
begin
  -- Read first: once its policy is dropped, the table of classes shows nothing even to its owner.
  select jsonb_agg(jsonb_build_object('name', c.relname, 'schema', n.nspname, 'class', k.class)) into tables
  from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'past')
  join table_class k on k.name = c.relname where c.relkind = 'r';

  for p in select schemaname, tablename, policyname from pg_policies where schemaname in ('public', 'past') loop
    execute format('drop policy %I on %I.%I', p.policyname, p.schemaname, p.tablename);
  end loop;

  for t in select * from jsonb_to_recordset(tables) as (name text, schema text, class text) loop
    s := format('%I.%I', t.schema, t.name);
    execute format('alter table %s enable row level security', s);
    execute format('alter table %s force row level security', s);
    -- The owner migrates and resolves sessions; nobody signs in as the owner.
    execute format('create policy owner on %s to capuy_owner using (true) with check (true)', s);

    if t.class in ('unit', 'case', 'own') then
      execute format('create policy read on %s for select to capuy_app using ('
        'place between (select scope_lo()) and (select scope_hi()) and (select may_read(%L)))', s, t.class);
      foreach command in array case t.schema when 'past' then array[]::text[]
        else array['insert', 'update', 'delete'] end loop
        execute format('create policy %1$s_in_scope on %2$s for %1$s to capuy_app %3$s %4$s', command, s,
          case when command <> 'insert' then format('using (place between (select scope_lo()) '
            'and (select scope_hi()) and (select may_write(%L)) and (select in_command()))', t.class) end,
          case when command <> 'delete' then format('with check (place between (select scope_lo()) '
            'and (select scope_hi()) and (select may_write(%L)) and (select in_command()))', t.class) end);
      end loop;
      if t.schema = 'past' then
        execute format('create policy import on %s for insert to capuy_app '
          'with check ((select acting_role()) = ''machine'' and (select in_command()))', s);
      end if;
      -- Figures are counted complete for the unit of a report, by a role that can do nothing else; the right
      -- to open that report is checked first (may_report).
      execute format('create policy figures on %s for select to capuy_figures using ((select is_signed_in()))', s);
    elsif t.class = 'reference' then
      execute format('create policy read on %s for select to capuy_app, capuy_figures using ((select is_signed_in()))', s);
    end if;
    -- Sealed tables have no policy for the application: only definer functions reach them.
  end loop;

  -- The names of the units above one's own stand in every heading.
  create policy read_above on unit for select to capuy_app
    using (place <= (select scope_lo()) and place_end >= (select scope_hi()));
  create policy read_above on unit_period for select to capuy_app using (exists (
    select 1 from unit u where u.id = unit_period.unit
      and u.place <= (select scope_lo()) and u.place_end >= (select scope_hi())));
  -- A document or campaign of a unit above is what the units beneath study and take part in.
  create policy read_above on document for select to capuy_app using (exists (
    select 1 from unit u where u.id = document.unit
      and u.place <= (select scope_lo()) and u.place_end >= (select scope_hi())));
  create policy read_above on campaign for select to capuy_app using (exists (
    select 1 from unit u where u.id = campaign.unit
      and u.place <= (select scope_lo()) and u.place_end >= (select scope_hi())));
  -- What hangs on a record is open, and is added or withdrawn, exactly as the record itself.
  create policy read on attachment for select to capuy_app using (record_is_open(record_type, record_id));
  create policy attach on attachment for insert to capuy_app
    with check (record_may_be_written(record_type, record_id) and (select in_command()));
  create policy withdraw on attachment for update to capuy_app
    using (record_may_be_written(record_type, record_id) and (select in_command()));
  -- The tree without names: figures are placed by it.
  create policy figures on unit_closure for select to capuy_figures using ((select is_signed_in()));
end $$;

-- What each role may touch at all; row policies narrow it further.
revoke all on all tables in schema public, past, known from public, capuy_app, capuy_figures;
revoke execute on all functions in schema public from public;
grant usage on schema public, past, known to capuy_app, capuy_figures;
grant execute on function today(), fold(text), given_name(text), scope_lo(), scope_hi(), acting_role(), in_command(), may_read(text), may_write(text),
  is_signed_in(), may_report(uuid), acting_at(), acting_entry(), token_hash(text), place_step(int),
  enter(text)
  to capuy_app, capuy_figures;
grant execute on function begin_command(text, text, uuid, uuid, text, text, timestamptz), password_hash_of(text),
  mandates_of(text), open_session(text, uuid, text, int), session_of(text), switch_mandate(text, uuid),
  set_session_language(text, text), close_session(text), found_units(uuid[], uuid[]), move_unit(uuid, uuid),
  rebuild_closure(), recorded_by(bigint[]), note_outside(text, uuid, text, text, timestamptz), open_stage(text, regclass, jsonb), record_in_bulk(text, text[])
  to capuy_app;
-- Files: what hangs on records, what went out, what may be kept of secrets.
grant select, insert, update on attachment to capuy_app;
grant execute on function record_is_open(text, uuid), record_may_be_written(text, uuid), secret_policy(),
  set_secret_policy(text), note_export(uuid, text, text, text, int, int, text, text), export_limit(),
  export_alarms(timestamptz), export_trace(uuid) to capuy_app;
do $$
declare
  t record;
begin
  for t in select name, is_record from table_class where class in ('unit', 'case', 'own', 'reference') loop
    execute format('grant select on %I to capuy_app, capuy_figures', t.name);
    if t.is_record then
      execute format('grant insert, update, delete on %I to capuy_app', t.name);
      execute format('grant select on past.%1$I, known.%1$I to capuy_app, capuy_figures', t.name);
      -- Superseded versions are written by the stamp; only an import by the machine brings its own.
      execute format('grant insert on past.%I to capuy_app', t.name);
    end if;
  end loop;
  grant select on unit_closure to capuy_figures;
  grant select on unit_now to capuy_app, capuy_figures;
end $$;
