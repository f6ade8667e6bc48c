-- Every row policy, in one place: applied again at each migration, so that this file is the whole truth.
-- A policy compares plain integers on the row with the interval of the mandate in use (evaluated once per
-- query); a pass that resolves to nothing gives null, and a comparison with null shows nothing.

do $$
declare
  t record; p record; s text; tables jsonb;
  -- Where a row lies for reading, for writing and for entering; the own part of the tree.
  inside text; written text; entered text; beneath text;
begin
  -- Read first: once its policy is dropped, the table of classes shows nothing even to its owner.
  select jsonb_agg(jsonb_build_object('name', c.relname, 'schema', n.nspname, 'class', k.class, 'person',
    (select attname from pg_attribute where attrelid = c.oid and attnum > 0
      and (attname = 'person' or attname = 'id' and c.relname = 'person')
      order by attname desc limit 1))) into tables
  from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'past')
  join table_class k on k.name = c.relname where c.relkind = 'r';

  for p in select schemaname, tablename, policyname from pg_policies where schemaname in ('public', 'past') loop
    execute format('drop policy %I on %I.%I', p.policyname, p.schemaname, p.tablename);
  end loop;

  for t in select * from jsonb_to_recordset(tables) as (name text, schema text, class text, person text) loop
    s := format('%I.%I', t.schema, t.name);
    execute format('alter table %s enable row level security', s);
    execute format('alter table %s force row level security', s);
    -- The owner migrates and resolves sessions; nobody signs in as the owner.
    execute format('create policy owner on %s to capuy_owner using (true) with check (true)', s);

    if t.class in ('unit', 'case', 'own') then
      inside := format('place between (select scope_lo()) and (select reach_hi(%1$L, false))', t.name);
      written := format('place between (select scope_lo()) and (select reach_hi(%1$L, true))', t.name);
      entered := written;
      if t.class = 'case' then
        -- Beside the own part of the tree: what is assigned. New cases are opened; theirs is the key they bring.
        beneath := 'place between (select scope_lo()) and (select scope_hi())';
        inside := format('(%s or %s and case_key = any ((select assigned_cases(%L))::uuid[]))', inside, beneath, t.name);
        written := format('(%s or %s and case_key = any ((select assigned_cases(%L))::uuid[]))', written, beneath, t.name);
        entered := format('(%s or %s and case_key = id and (select opens_cases(%L)))', written, beneath, t.name);
        -- Whoever is concerned or recused is out, whatever else opens the row.
        execute format('create policy barred on %s as restrictive to capuy_app '
          'using (case_key <> all ((select barred_cases())::uuid[]))', s);
      end if;
      execute format('create policy read on %s for select to capuy_app using (%s)', s, inside);
      if t.schema = 'past' then
        execute format('create policy import on %s for insert to capuy_app '
          'with check ((select acting_role()) = ''machine'' and (select in_command()))', s);
      else
        execute format('create policy insert_in_scope on %s for insert to capuy_app '
          'with check (%s and (select in_command()))', s, entered);
        execute format('create policy update_in_scope on %s for update to capuy_app '
          'using (%s and (select in_command()))', s, written);
        execute format('create policy delete_in_scope on %s for delete to capuy_app '
          'using (%s and (select in_command()))', s, written);
      end if;
      -- A member reads the own file, wherever it lies.
      if t.class <> 'case' and t.person is not null then
        execute format('create policy own_file on %s for select to capuy_app '
          'using (%I = (select own_person(%L)))', s, t.person, t.name);
      end if;
      -- Figures are counted complete for the unit of a report, by a role that can do nothing else; the right
      -- to open that report is checked first (may_report).
      execute format('create policy figures on %s for select to capuy_figures using ((select may_count()))', s);
    elsif t.class = 'reference' then
      execute format('create policy read on %s for select to capuy_app, capuy_figures using ((select is_signed_in()))', s);
    end if;
    -- Sealed tables have no policy for the application: only definer functions reach them.
  end loop;

  -- The names of the units above one's own stand in every heading; what is known of a unit one sees, its documents
  -- and its campaigns are read from beneath: they are what the units there study and take part in.
  create policy read_above on unit for select to capuy_app
    using (place <= (select scope_lo()) and place_end >= (select scope_hi()) and (select reads_above('unit')));
  for t in select unnest(array['unit_period', 'document', 'campaign']) as name loop
    execute format('create policy read_above on %1$I for select to capuy_app using ((select reads_above(%1$L)) '
      'and exists (select 1 from unit u where u.id = %1$I.unit))', t.name);
  end loop;
  -- A transfer is read at both ends from the introduction on; what the receiving end may write of it, a trigger says.
  create policy other_end on transfer for select to capuy_app using (introduced_on is not null
    and to_unit in (select u.id from unit u where u.place between (select scope_lo()) and (select reach_hi('transfer', false))));
  create policy receive on transfer for update to capuy_app using (introduced_on is not null and (select in_command())
    and to_unit in (select u.id from unit u where u.place between (select scope_lo()) and (select reach_hi('transfer', true))));
  -- A decision is carried out by the second person, the step and the deadlines of its case with it.
  for t in select unnest(array['discipline_decision', 'case_step', 'case_clock']) as name loop
    execute format('create policy second_person on %I for all to capuy_app '
      'using (unit = any ((select approved_units(''discipline''))::uuid[]))', t.name);
  end loop;
  for t in select unnest(array['discipline_case', 'discipline_ballot', 'complaint']) as name loop
    execute format('create policy second_person on %I for select to capuy_app '
      'using (unit = any ((select approved_units(''discipline''))::uuid[]))', t.name);
  end loop;
  -- Steps and deadlines of a case are no wider door than the case itself.
  for t in select a.schema, b.name from unnest(array['public', 'past']) as a (schema),
    unnest(array['case_step', 'case_clock', 'clock_change', 'case_alarm']) as b (name) loop
    execute format('create policy kinds on %I.%I as restrictive to capuy_app '
      'using (kind = any ((select open_case_kinds())::text[]))', t.schema, t.name);
  end loop;
  -- What hangs on a record is open, and is added or withdrawn, exactly as the record itself.
  create policy read on attachment for select to capuy_app using (record_is_open(record_type, record_id));
  create policy attach on attachment for insert to capuy_app
    with check (record_may_be_written(record_type, record_id) and (select in_command()));
  create policy withdraw on attachment for update to capuy_app
    using (record_may_be_written(record_type, record_id) and (select in_command()));
  -- Who sent a letter, and letters handed in: as the letter in the register; before it stands there, as the intake.
  create policy letter on envelope for select to capuy_app using (record_is_open('petition', petition));
  create policy lay on envelope for insert to capuy_app with check (record_may_be_written('petition', petition));
  create policy letter on envelope_move for select to capuy_app
    using (exists (select from envelope e where e.id = envelope_move.envelope));
  create policy give on envelope_move for insert to capuy_app with check (exists (
    select from envelope e where e.id = envelope_move.envelope and record_may_be_written('petition', e.petition)));
  create policy take on envelope_move for update to capuy_app using (exists (
    select from envelope e where e.id = envelope_move.envelope and record_may_be_written('petition', e.petition)));
  create policy letter on sealed_item for select to capuy_app using (record_is_open('petition', petition));
  create policy seal on sealed_item for insert to capuy_app with check (record_may_be_written('petition', petition));
  create policy letter on hand_in for select to capuy_app
    using (petition is null and takes_in(unit) or record_is_open('petition', petition));
  create policy register on hand_in for update to capuy_app using (petition is null and takes_in(unit))
    with check (record_may_be_written('petition', petition));
  create policy letter on hand_in_file for select to capuy_app
    using (exists (select from hand_in h where h.id = hand_in_file.hand_in));
  create policy letter on hand_in_answer for select to capuy_app
    using (exists (select from hand_in h where h.id = hand_in_answer.hand_in));
  create policy reply on hand_in_answer for insert to capuy_app
    with check (exists (select from hand_in h where h.id = hand_in_answer.hand_in));
  -- A member asks about the own file, and takes an open request back; nobody else writes with such a right.
  create policy ask on correction_request for insert to capuy_app
    with check (person = (select own_person('correction_request')) and (select in_command()));
  create policy take_back on correction_request for update to capuy_app
    using (person = (select own_person('correction_request')) and outcome is null and (select in_command()))
    with check (person = (select own_person('correction_request')));
  -- What a denunciation led to lies in the file, and is seen by the rules of petitions, never by those of the file.
  create policy petitions_rule on person_paper as restrictive to capuy_app
    using (kind not in ('29', '32') or (select may_read('petition')) and person is distinct from (select acting_person()));
  create policy petitions_rule on past.person_paper as restrictive to capuy_app
    using (kind not in ('29', '32') or (select may_read('petition')) and person is distinct from (select acting_person()));
  -- What files may hold is decided by a committee, through its office.
  create policy decided on file_scope as restrictive for insert to capuy_app
    with check ((select acting_role()) in ('machine', 'office', 'organisation'));
  create policy decided_later on file_scope as restrictive for update to capuy_app
    using ((select acting_role()) in ('machine', 'office', 'organisation'));
  create policy decided_never on file_scope as restrictive for delete to capuy_app
    using ((select acting_role()) in ('machine', 'office', 'organisation'));
  -- Drafts of imports: of whoever handed the list in, and of the second person it was put before.
  create policy open on import_draft for select to capuy_app using (id = any ((select open_imports())::uuid[]));
  create policy own on import_draft for all to capuy_app using (id = any ((select own_imports())::uuid[]))
    with check (may_import(account, unit, type) or id = any ((select own_imports())::uuid[]));
  create policy open on import_row for select to capuy_app using (draft = any ((select open_imports())::uuid[]));
  create policy own on import_row for all to capuy_app using (draft = any ((select own_imports())::uuid[]));
  create policy own on import_layout for all to capuy_app using (unit = (select acting_unit()));
  -- The tree without names: figures are placed by it.
  create policy figures on unit_closure for select to capuy_figures using ((select may_count()));
end $$;

-- What each role may touch at all; row policies narrow it further.
revoke all on all tables in schema public, past, known from public, capuy_app, capuy_figures;
revoke execute on all functions in schema public from public;
grant usage on schema public, past, known to capuy_app, capuy_figures;
grant execute on function today(), fold(text), given_name(text), names_somebody(text), scope_lo(), scope_hi(), acting_role(), in_command(), may_read(text), may_write(text),
  reach_hi(text, boolean), own_person(text), reads_above(text), may_count(),
  assigned_cases(text), opens_cases(text), barred_cases(), open_case_kinds(),
  is_signed_in(), may_report(uuid), acting_at(), acting_entry(), token_hash(text), place_step(int),
  enter(text)
  to capuy_app, capuy_figures;
grant execute on function begin_command(text, text, uuid, uuid, text, text, timestamptz),
  session_seen(text), switch_mandate(text, uuid),
  set_session_language(text, text), close_session(text, timestamptz), found_units(uuid[], uuid[], uuid[]), move_unit(uuid, uuid),
  rebuild_closure(), recorded_by(bigint[]), note_outside(text, uuid, text, text, timestamptz), open_stage(text, regclass, jsonb), record_in_bulk(text, text[]),
  assign_case(uuid, uuid, uuid, text), end_assignment(uuid), recuse(uuid, uuid, uuid, text), end_recusal(uuid),
  people_of_case(uuid), posts_for_case(uuid), may_manage(uuid), may_grant(text, uuid), grantable_roles(), accounts_beneath(),
  found_account(uuid, text, text, uuid, text, uuid), end_mandate(uuid, date, text), close_account(uuid, boolean),
  grant_mandate(uuid, uuid, uuid, text, text, text, date, date, date, text), reset_account(uuid, text), link_account(uuid, uuid),
  hand_over(uuid, uuid, uuid, text, text), post_to_pass(uuid, uuid, timestamptz), cases_to_pass(uuid, uuid),
  drafts_to_end(uuid, uuid, timestamptz), deadlines_of_post(uuid, uuid, date, date, int), post_passed(uuid),
  proposals_before_post(uuid, uuid, timestamptz), begun_at_post(uuid, uuid), keys_of_post(uuid, uuid),
  cases_passed(uuid), drafts_ended(uuid), register_identity(uuid, text, uuid), access_facts(uuid, uuid, date),
  identity_noted(uuid), identity_holder(uuid), settle_reconciliation(uuid, text, uuid),
  move_by_transfer(uuid, uuid), undo_move(uuid), lay_beneath(uuid), transfer_ends(uuid), units_to_introduce_to(text)
  to capuy_app;
-- What offices confirm of the rule packs.
grant execute on function may_confirm_rules(), confirm_rules(uuid, boolean, date, text, jsonb),
  rule_confirmations(text) to capuy_app;
-- Matters of denunciation: what is told of them without opening what hangs on them.
grant execute on function unlinked_handlers(uuid), matter_has_lead(uuid), days_only(text, uuid) to capuy_app;
-- Discipline: who decided on the sanction complained of; an order of suspension in the list of the cell.
grant execute on function decided_by_me(uuid, uuid), follow_suspension_order(uuid, uuid),
  unit_suspended_on(uuid, date) to capuy_app;
-- Changing the tree and undoing it; what ended units leave behind.
grant execute on function heirs(date), unsettled(date), settle_ended(date), tables_of_acts(), begun_by(text, bigint), entry_of_act(uuid),
  depending_on(uuid), refuse_remains(bigint), take_back(uuid), crowded(date), move_units(uuid[], uuid[]),
  place_rows(uuid[]), rehome_stays(uuid[], uuid[], uuid[], date, text),
  mandates_at(uuid[], date), work_left_at(uuid[], date, jsonb) to capuy_app;
-- The audit log is reached by these alone.
grant execute on function note_opening(text, uuid, timestamptz),
  note_counted(text, text, uuid, uuid, int, text, timestamptz), read_log(jsonb, int, text, timestamptz),
  openings_of(text, uuid, int, timestamptz), log_state(), log_head(bigint), log_instant(),
  keep_checkpoint(uuid, bigint, text, timestamptz, text, text), purge_person(uuid)
  to capuy_app;
-- Signing in, one's own account.
grant execute on function stepped_up(), acting_session() to capuy_app, capuy_figures;
grant execute on function password_salt_of(text), sign_in_delay(text, text), touch_session(text),
  sign_in(text, bytea, text, text, text, text, text, text, timestamptz),
  prove(text, text, bytea, bigint, int, text, timestamptz), passkey_of(text),
  take_passkey(text, text, bigint, text, text, text, text, text, text, timestamptz),
  take_subject(text, text, text, boolean, text, text, text, text, text, timestamptz),
  link_subject(text, text, text, text, timestamptz), own_account(text), totp_of(text), begin_totp(text, text),
  confirm_totp(text, bigint, text[], text, timestamptz),
  add_passkey(text, text, text, bytea, bigint, text[], text, text[], text, timestamptz), passkeys_of(text),
  remove_factor(text, text, timestamptz), renew_codes(text, text[], timestamptz),
  set_password(text, bytea, text, text, timestamptz), own_sessions(text), end_sessions(text, uuid),
  keep_step(text, text, text, text, int), take_step(text, text), open_ways(text), drop_factors(text), drop_factors_of(uuid),
  units_within(text) to capuy_app;
-- Two persons: what is proposed, seen, ended and permitted goes through these functions alone.
grant execute on function propose(uuid, text, uuid, uuid[], text, text), end_proposal(uuid, text, text, text),
  proposals_seen(uuid), approvers_of(uuid), permitted(text, jsonb), frozen_hash(text),
  approved_units(text) to capuy_app;
-- Members' files: what they may hold, whose account acts, whom an identity number belongs to.
grant execute on function file_holds(text, uuid), acting_person(), search_persons(text, int),
  search_persons_by(text, text, int), counted_fields(), initials(text),
  settle_as_distinct(uuid, uuid, uuid)
  to capuy_app;
-- Calendars of deadlines.
grant execute on function make_calendar_key(uuid, text), revoke_calendar_key(uuid), own_calendar_keys(),
  calendar_opens(text), calendar_days(text, int) to capuy_app;
-- Lists that come in as Excel.
grant select, insert, update, delete on import_draft, import_row, import_layout to capuy_app;
grant execute on function open_imports(), own_imports(), import_days(), expired_imports(timestamptz), expire_imports(),
  may_import(uuid, uuid, text), acting_account(), acting_unit(),
  persons_of_numbers(text[]), register_identities(uuid[], text[], uuid[]), note_bulk(text, bigint) to capuy_app;
-- Files: what hangs on records, what went out, what may be kept of secrets.
grant select, insert, update on attachment to capuy_app;
grant execute on function record_is_open(text, uuid), record_may_be_written(text, uuid), secret_policy(),
  set_secret_policy(text), note_export(uuid, text, text, text, int, int, text, text), export_limit(),
  export_alarms(timestamptz), export_trace(uuid) to capuy_app;
-- Whoever writes a letter: keys by decision, envelopes, what is sealed, letters handed in without an account.
grant select, insert on envelope, sealed_item, hand_in_answer to capuy_app;
grant select, insert, update on envelope_move to capuy_app;
grant select, update on hand_in to capuy_app;
grant select on hand_in_file to capuy_app;
grant execute on function is_envelope_code(text), is_safe_code(text), is_age(text), sealing_now(), register_key(uuid, text), decide_sealing(uuid, text, boolean, uuid, text, date),
  name_holder(uuid, uuid, text, boolean, text, date), keys_seen(), decisions_seen(), custodian_of(uuid), post_of(uuid),
  store_sealed(uuid, text, jsonb), ask_reveal(uuid, uuid, text), half_to_hand_on(uuid), agree_to_reveal(uuid, text),
  open_reveal(uuid), seal_anew(uuid, uuid, uuid[], text, jsonb), items_held(), reveals_seen(), takes_in(uuid), hand_in_keys(), hand_in_room(date), has_identity(uuid),
  take_letter_in(uuid, text, date, text, text, jsonb, text, bytea, text), letter_of_receipt(text), identity_follows(uuid, uuid)
  to capuy_app;
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
