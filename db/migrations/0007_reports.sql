-- A signed report: numbers, record ids, definitions, rule versions, tree and instant, frozen together.

create table signed_report (
  id uuid primary key,
  unit uuid not null references unit,
  kind text not null,
  year int not null,
  as_of date not null,
  number text not null,
  signed_on date not null,
  signer text not null,
  tree text not null check (tree in ('then', 'now')),
  -- The evaluated report with, for every figure, its value, its record ids and the SQL that defined it.
  frozen text not null,
  sha256 text not null,
  known_at timestamptz not null
);
select record_table('signed_report', 'unit');

create function refuse_thaw() returns trigger language plpgsql as $$
begin
  if current_setting('capuy.replacing', true) is distinct from 'on' then
    raise exception 'a signed report is frozen' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger frozen before update or delete on signed_report for each row execute function refuse_thaw();
