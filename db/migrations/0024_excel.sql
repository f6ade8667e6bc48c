-- Lists that come in as Excel: what was read of them, what a person decided, what was recorded, until it is settled.
-- None of it is a record: drafts are kept row by row so that a reading that was cut off goes on.

create table import_draft (
  id uuid primary key,
  account uuid not null references account,
  -- The unit whose list it is: everything it records lies beneath it.
  unit uuid not null references unit,
  list text not null,
  type text not null references table_class,
  name text not null check (length(name) between 1 and 200),
  -- The workbook as it was handed in; gone once it was read.
  file bytea check (length(file) <= 26214400),
  state text not null default 'reading' check (state in ('reading', 'read', 'judging', 'judged', 'applied', 'undone')),
  -- Rows worked through in the present state.
  progress int not null default 0,
  -- Sheets, fonts; what was chosen and repaired: encodings, columns, texts.
  found jsonb not null default '{}',
  choices jsonb not null default '{}',
  -- Put before a second person, who must be able to read it.
  proposed boolean not null default false,
  opened_at timestamptz not null,
  act bigint not null references audit_entry,
  applied bigint references audit_entry,
  undone bigint references audit_entry
);
create index on import_draft (account);
insert into table_class (name, class) values ('import_draft', 'attached');

create table import_row (
  draft uuid not null references import_draft on delete cascade,
  sheet int not null,
  line int not null,
  -- [column, text, kind, font] of every cell that is not empty.
  cells jsonb,
  -- What the row says, field by field; what is wrong with it.
  said jsonb,
  faults jsonb,
  -- What stands beside the record in the same act, by table.
  beside jsonb,
  outcome text check (outcome in ('new', 'changed', 'same', 'double', 'rejected')),
  record uuid,
  -- The version of the record that was compared.
  seen timestamptz,
  -- By field: [ours, theirs]; and what is to stand: ours, theirs, or what the paper says.
  changes jsonb,
  decided jsonb not null default '{}',
  primary key (draft, sheet, line)
);
create index on import_row (draft, outcome);
insert into table_class (name, class) values ('import_row', 'attached');

-- How an office's sheets are laid out: remembered by the headings.
create table import_layout (
  unit uuid not null references unit,
  list text not null,
  signature text not null check (signature ~ '^[0-9a-f]{64}$'),
  columns jsonb not null,
  primary key (unit, list, signature)
);
insert into table_class (name, class) values ('import_layout', 'attached');

-- Drafts the session may see: its own, and what was put before a second person who may write that table there.
create function open_imports() returns uuid[] language sql stable security definer set search_path = public
return (select coalesce(array_agg(d.id), '{}') from acting_mandate m
  join import_draft d on d.account = m.account or d.proposed and reach_hi(d.type, true) is not null
  join unit u on u.id = d.unit and u.place between m.lo and m.hi);

create function may_import(account uuid, unit uuid, type text) returns boolean
language sql stable security definer set search_path = public
return exists (select 1 from acting_mandate m join unit u on u.id = may_import.unit
  and u.place between m.lo and reach_hi(may_import.type, true) where m.account = may_import.account);

create function acting_account() returns uuid language sql stable security definer set search_path = public
return (select account from acting_mandate);
create function acting_unit() returns uuid language sql stable security definer set search_path = public
return (select unit from acting_mandate);

-- Whose identity numbers these are, among the files the session may open; a number of a file elsewhere has no answer.
create function persons_of_numbers(numbers text[]) returns table (number text, person uuid)
language sql stable security definer set search_path = public
begin atomic
  select n, i.person from unnest(numbers) n, identity_key k, identity_mark i join person p on p.id = i.person
  where i.mark = sha256(k.key || sha256(k.key || convert_to(regexp_replace(n, '[ .-]', '', 'g'), 'UTF8')))
    and p.place between scope_lo() and reach_hi('person', false);
end;

create index person_by_folded on person (folded);

-- The numbers of many new files at once: those that stand nowhere are noted in one statement, each of the others opens
-- its question as if it had been noted by itself.
create function register_identities(persons uuid[], numbers text[], ids uuid[]) returns void
language plpgsql security definer set search_path = public as $$
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
end $$;

-- Changes and withdrawals of many records in one command are a change in bulk as new ones are.
create function note_bulk(type text, records bigint) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not in_command() or reach_hi(type, true) is null then
    raise exception 'no change of % here', type using errcode = '42501';
  end if;
  if acting_role() <> 'machine' and records > 0 then
    insert into two_person_duty values (acting_entry(), 'bulk', type, records);
  end if;
end $$;

-- One act in bulk may write several tables: the proposal names them all, and how many records they are together.
create or replace function refuse_undone_duty() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  total bigint := (select sum(d.records) from two_person_duty d where d.act = new.act and d.kind = new.kind);
begin
  if (new.kind <> 'bulk' or total > bulk_limit() or exists (
      select 1 from pg_trigger t where t.tgrelid = to_regclass('public.' || quote_ident(new.type)) and t.tgname = 'two_persons'))
    and not exists (select 1 from approved_here(
        case new.kind when 'reorganise' then 'reorganise undo_reorganisation' else new.kind end) p
      where new.type is null or (p.payload::jsonb -> 'key' ->> 'type' = new.type or p.payload::jsonb -> 'key' -> 'types' ? new.type)
        and (p.payload::jsonb -> 'key' ->> 'records')::bigint = total) then
    raise exception 'this takes two persons: %', new.kind using errcode = 'CU001';
  end if;
  return null;
end $$;
