-- Identity numbers noted on pages, and what is decided where two files claim one.

-- The number a reconciliation is about, as its mark: what its settlement leaves with one of the two files.
create table identity_claim (
  reconciliation uuid primary key references reconciliation on delete cascade,
  mark bytea not null
);
insert into table_class (name, class) values ('identity_claim', 'sealed');

-- A file that is withdrawn frees its number and ends the question; past.reconciliation keeps what was decided. A
-- reference that held the file back would tell its keepers that another file is asked about.
alter table identity_mark drop constraint identity_mark_person_fkey,
  add constraint identity_mark_person_fkey foreign key (person) references person on delete cascade;
alter table reconciliation drop constraint reconciliation_first_person_fkey,
  add constraint reconciliation_first_person_fkey foreign key (first_person) references person on delete cascade,
  drop constraint reconciliation_second_person_fkey,
  add constraint reconciliation_second_person_fkey foreign key (second_person) references person on delete cascade,
  -- One person; or two, of whom the first or the second has the number.
  add constraint reconciliation_settlement_check check (settlement in ('same', 'first', 'second'));

-- Gives a number to a file, or opens a reconciliation with the file that has it: at the common superior (where there
-- is none, at the top of the own tree). The same two files asked about again are one reconciliation, opened again.
create function claim_identity(p person, claimed bytea, new_id uuid) returns text
language plpgsql set search_path = public as $$
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
end $$;

-- Notes a person's identity number. `elsewhere`: another file carries it; never which, nor where.
create or replace function register_identity(of_person uuid, number text, new_id uuid) returns text
language plpgsql security definer set search_path = public as $$
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
end $$;

-- Whether a number is noted for a person whose file is open to the reader; never which.
create function identity_noted(of_person uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select 1 from identity_mark i join person p on p.id = i.person where p.id = of_person
    and (p.place between scope_lo() and reach_hi('person', false) or p.id = own_person('person')))
$$;

-- Which of the two files of a reconciliation has the number it is about.
create function identity_holder(wanted uuid) returns uuid
language sql stable security definer set search_path = public as $$
  select i.person from reconciliation r join identity_claim c on c.reconciliation = r.id
  join identity_mark i on i.mark = c.mark and i.person in (r.first_person, r.second_person)
  where r.id = wanted and r.place between scope_lo() and reach_hi('reconciliation', false)
$$;

-- Settles a reconciliation: `same` person, or the number is that of the `first` or `second` file and was mistyped in
-- the other. `beyond`: the file that would lose it lies outside the mandate. `already` as asked, or `settled` otherwise.
create function settle_reconciliation(wanted uuid, how text, new_id uuid) returns text
language plpgsql security definer set search_path = public as $$
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
end $$;
