-- The member's file: its fields as dated facts, its papers, requests to correct it; and two files that are one person's.

-- One value of one field of the file (src/areas/member-file/fields.ts names the fields), from a day on, with the paper
-- it rests on. Of a field with one value at a time, the row that began last is in force.
create table person_fact (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  field text not null check (length(field) <= 60),
  value text not null check (length(value) between 1 and 2000),
  -- Of a place: as it is written by the units before 1/7/2025, in three levels.
  old_text text,
  -- Null: since ever, or nobody knows since when. Old papers know only a year or a month.
  since text check (since ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  until text check (until ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  -- A kind of paper of the file (1 to 104), with its number and date.
  source_kind text,
  source_number text,
  source_date text check (source_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  certainty text not null check (certainty in ('original', 'copy', 'stated'))
);
create index on person_fact (person, field, since);
create index person_fact_file_number on person_fact (lower(value)) where field = 'file_number';
select record_table('person_fact', 'unit', 'select p.unit from public.person p where p.id = new.person');

-- What an office decided that electronic files may hold beside the rest: health, property, scans. Nothing of it unless
-- decided; the decision covers the unit and all beneath it.
create table file_scope (
  id uuid primary key,
  unit uuid not null references unit,
  what text not null check (what in ('health', 'property', 'scans')),
  number text not null,
  decided_on date not null,
  valid_from date not null,
  valid_to date,
  check (valid_from < valid_to)
);
select record_table('file_scope', 'unit');

create function file_holds(wanted text, of_unit uuid) returns boolean
language sql stable security definer set search_path = public
return exists (select 1 from file_scope s join unit above on above.id = s.unit
  join unit u on u.id = of_unit and u.place between above.place and above.place_end
  where s.what = wanted and s.valid_from <= today() and (s.valid_to is null or s.valid_to > today()));

create function refuse_beyond_scope() returns trigger language plpgsql security definer set search_path = public as $$
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
end $$;
create trigger scope_health before insert or update of field, value on person_fact for each row
when (new.field = 'health') execute function refuse_beyond_scope('health', 'person');
create trigger scope_property before insert or update of field, value on person_fact for each row
when (new.field in ('income', 'house', 'land', 'property')) execute function refuse_beyond_scope('property', 'person');

-- The papers of a file: there or missing, where kept, since when that is known. Kinds 1 to 104 of the catalogue of
-- digitisation of 20/8/2026 (src/areas/member-file/papers.ts).
create table person_paper (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  kind text not null check (kind ~ '^\d{1,3}$' and kind::int between 1 and 104),
  state text not null check (state in ('there', 'missing', 'not_needed')),
  number text,
  dated text check (dated ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  kept_by text check (kept_by in ('cell', 'grassroots', 'district', 'province', 'elsewhere')),
  kept_at text,
  checked_on date not null,
  check (state <> 'there' or kept_by is not null)
);
create index on person_paper (person, kind);
select record_table('person_paper', 'unit', 'select p.unit from public.person p where p.id = new.person');
create trigger scope_scans before insert on attachment for each row
when (new.record_type in ('person', 'person_paper', 'person_fact'))
execute function refuse_beyond_scope('scans', 'record_id', 'record_type');

-- What a member asks to be corrected in the own file, and what became of it.
create table correction_request (
  id uuid primary key,
  person uuid not null references person,
  unit uuid not null references unit,
  field text not null check (length(field) <= 60),
  wanted text not null check (length(wanted) <= 2000),
  grounds text not null check (length(grounds) <= 2000),
  asked_on date not null,
  due_on date not null check (due_on >= asked_on),
  outcome text check (outcome in ('corrected', 'changed', 'refused', 'withdrawn')),
  answered_on date check (answered_on >= asked_on),
  answer text,
  check ((outcome is null) = (answered_on is null)),
  check (outcome is null or outcome = 'withdrawn' or answer is not null)
);
create index on correction_request (person);
select record_table('correction_request', 'unit', 'select p.unit from public.person p where p.id = new.person');

-- Whose account acts: whoever signs in for an office is somebody, too.
create function acting_person() returns uuid language sql stable security definer set search_path = public
return (select a.person from acting_mandate m join account a on a.id = m.account);

-- Whoever asks neither answers nor rewords: the request is taken back, or stands as it was sent. No request is deleted.
create function guard_request() returns trigger language plpgsql security definer set search_path = public as $$
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
end $$;
create trigger guard before insert or update on correction_request for each row execute function guard_request();

-- Two files that are one person's: the second counts nowhere while the link stands. Nothing of it is deleted, and the
-- link is undone by its day of separation. Both take two persons.
create table person_merge (
  id uuid primary key,
  unit uuid not null references unit,
  kept uuid not null references person,
  person uuid not null references person,
  merged_on date not null,
  grounds text not null,
  separated_on date,
  check (kept <> person),
  check (merged_on <= separated_on)
);
create unique index person_merge_one on person_merge (person) where separated_on is null;
create index on person_merge (kept);
select record_table('person_merge', 'unit', 'select coalesce(public.common_superior(k.unit, p.unit), k.unit)
  from public.person k, public.person p where k.id = new.kept and p.id = new.person');
create constraint trigger two_persons after insert or update or delete on person_merge
deferrable initially deferred for each row when (current_user <> 'capuy_owner')
execute function refuse_one_person('merge_persons');

-- Two files that were looked at and are two persons': asked about no more, unless one identity number turns up in both.
alter table reconciliation drop constraint reconciliation_settlement_check,
  add constraint reconciliation_settlement_check check (settlement in ('same', 'first', 'second', 'distinct'));

create function settle_as_distinct(one uuid, other uuid, new_id uuid) returns boolean
language plpgsql security definer set search_path = public as $$
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
end $$;

-- A file that was merged takes up nothing more that counts; a reorganisation carries it along.
create function refuse_merged_file() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if current_setting('capuy.replacing', true) is distinct from 'on'
    and exists (select 1 from person_merge m where m.person = new.person and m.separated_on is null) then
    raise exception 'this file was merged into another' using errcode = '23514', constraint = 'merged_file';
  end if;
  return new;
end $$;
create trigger merged before insert on stay for each row when (new.came_by <> 'rehoming') execute function refuse_merged_file();
create trigger merged before insert on admission for each row execute function refuse_merged_file();
create trigger merged before insert on recognition for each row execute function refuse_merged_file();

-- What hangs on a file lies where the file lies; that is no new version of it.
create function follow_file() returns trigger language plpgsql security definer set search_path = public as $$
declare
  was text := coalesce(nullif(current_setting('capuy.replacing', true), ''), 'off');
  moved uuid[] := (select array_agg(n.id) from after n join before o on o.id = n.id and o.unit <> n.unit);
begin
  if moved is null then
    return null;
  end if;
  perform set_config('capuy.replacing', 'on', true);
  update person_fact set unit = unit where person = any (moved);
  update person_paper set unit = unit where person = any (moved);
  update correction_request set unit = unit where person = any (moved);
  update person_merge set unit = unit where person = any (moved) or kept = any (moved);
  perform set_config('capuy.replacing', was, true);
  return null;
end $$;
create trigger follow_file after update on person referencing old table as before new table as after
for each statement execute function follow_file();

-- Fields that person holds as well, because statistics count them: the column says what is in force today.
create function counted_fields() returns text[] language sql immutable
return '{name,sex,birth_date,native_place,ethnicity,religion,occupation,general_education,qualification,political_theory}'::text[];

-- A first dated fact keeps what stood before it; the column then follows the fact that began last.
create function follow_fact() returns trigger language plpgsql security definer set search_path = public as $$
declare
  f person_fact := case when tg_op = 'DELETE' then old else new end;
  stood text; holds text;
begin
  if current_setting('capuy.replacing', true) = 'on' or f.field <> all (counted_fields()) then
    return null;
  end if;
  execute format('select %I from person where id = $1', f.field) into stood using f.person;
  if tg_op = 'INSERT' and f.since is not null and stood is not null and not exists (
    select 1 from person_fact o where o.person = f.person and o.field = f.field and o.id <> f.id) then
    insert into person_fact (id, person, unit, field, value, certainty, place, known_from, act)
    select gen_random_uuid(), p.id, p.unit, f.field, stood, 'stated', p.place, acting_at(), acting_entry()
    from person p where p.id = f.person;
  end if;
  select o.value into holds from person_fact o where o.person = f.person and o.field = f.field
    order by o.since desc nulls last limit 1;
  if holds is not null and holds is distinct from stood then
    execute format('update person set %I = $2 where id = $1', f.field) using f.person, holds;
  end if;
  return null;
end $$;
create trigger follow_fact after insert or update or delete on person_fact for each row execute function follow_fact();

-- A column corrected by itself corrects the fact in force; emptied, it withdraws it.
create function follow_column() returns trigger language plpgsql security definer set search_path = public as $$
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
end $$;
create trigger follow_column after update on person for each row when (old.* is distinct from new.*)
execute function follow_column();

-- Search: the first letters of a folded name, and who has an identity number where the file is open to the reader.
create function initials(folded text) returns text language sql immutable strict parallel safe
return regexp_replace(folded, '(^|\s+)(\S)\S*', '\2', 'g');
create index person_initials on person (initials(folded) text_pattern_ops);
create index person_born on person (birth_date text_pattern_ops);

create function person_with_number(number text) returns uuid
language sql stable security definer set search_path = public as $$
  select p.id from identity_key k
  join identity_mark i on i.mark = sha256(k.key || sha256(k.key || convert_to(regexp_replace(number, '[ .-]', '', 'g'), 'UTF8')))
  join person p on p.id = i.person
  where p.place between scope_lo() and reach_hi('person', false) or p.id = own_person('person')
$$;

-- Persons open to the reader by what was typed: words of the name in any order, each by its beginning, or the initials
-- alone. The best first: the name as typed, all words with their marks, the folded name, the folded words together. As
-- the owner, because a policy would keep the index of words from being used; the same places are asked for here.
create function search_persons(typed text, most int) returns table (id uuid, name text, unit uuid, rank int)
language plpgsql stable security definer set search_path = public as $$
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
end $$;

-- By the day or month of birth, by the file number, by the identity number (its mark alone is compared).
create function search_persons_by(kind text, typed text, most int) returns table (id uuid, name text, unit uuid)
language plpgsql stable security definer set search_path = public as $$
#variable_conflict use_column
declare
  found_ids uuid[]; lo bigint := scope_lo(); hi bigint := reach_hi('person', false); own uuid := own_person('person');
begin
  if kind = 'born' then
    found_ids := array(select p.id from person p where p.birth_date like typed || '%');
  elsif kind = 'number' then
    found_ids := array[person_with_number(typed)];
  else
    found_ids := array(select f.person from person_fact f where f.field = 'file_number' and lower(f.value) = lower(typed));
  end if;
  return query select p.id, p.name, p.unit from person p
    where p.id = any (found_ids) and (p.place between lo and hi or p.id = own)
      and not exists (select from person_merge m where m.person = p.id and m.separated_on is null)
    order by p.given collate "vi-x-icu", p.name collate "vi-x-icu", p.id limit most;
end $$;

-- Rights: the organisation board keeps the files; the chair of the commission keeps the papers of discipline and, alone
-- with those who read petitions, what was concluded on a denunciation; a member reads the own file and asks.
update role_right set tables = tables || '{person_fact,file_scope,person_paper,correction_request,person_merge}'::text[]
where role = 'organisation' and class = 'unit' and may_write;
update role_right set tables = tables || '{person_fact,person_paper,correction_request}'::text[]
where role = 'member' and reach = 'self';
insert into role_right (role, class, may_write, reach, tables) values
  ('inspection_chair', 'unit', true, 'beneath', '{person_paper}'),
  ('member', 'unit', true, 'self', '{correction_request}');
