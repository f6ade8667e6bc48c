-- Four more fields of the file that statistics count begin on a day and rest on a paper, as the others do: membership of
-- the Youth Union, academic title, owning an enterprise, a marriage with a foreigner.

select set_config('capuy.replacing', 'on', true), set_config('capuy.placed', 'on', true);
update person_fact set value = 'associate_professor' where field = 'academic_title' and value = 'associate';
update past.person_fact set value = 'associate_professor' where field = 'academic_title' and value = 'associate';
update person p set academic_title = f.value from (
  select distinct on (person) person, value from person_fact where field = 'academic_title'
  order by person, since desc nulls last) f
where f.person = p.id and p.academic_title is distinct from f.value;
select set_config('capuy.replacing', 'off', true), set_config('capuy.placed', 'off', true);

create or replace function counted_fields() returns text[] language sql immutable
return '{name,sex,birth_date,native_place,ethnicity,religion,occupation,general_education,qualification,political_theory,youth_union,academic_title,business_owner,foreign_spouse}'::text[];

-- A first dated fact keeps what stood before it; the column then follows the fact that began last.
create or replace function follow_fact() returns trigger language plpgsql security definer set search_path = public as $$
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
end $$;

-- Facts that began after a day, for figures of an earlier one.
drop index person_fact_dated;
create index person_fact_dated on person_fact (person, since) where since is not null and field in
  ('sex', 'ethnicity', 'religion', 'youth_union', 'business_owner', 'foreign_spouse', 'academic_title', 'general_education',
   'qualification', 'political_theory', 'occupation');
