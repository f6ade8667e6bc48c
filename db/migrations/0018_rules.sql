-- What an office has confirmed of the rule packs: row by row, who, when and on what ground. Nothing is changed or
-- deleted: a later line takes an earlier one back. A line counts for the unit it was given in and for all beneath.
create table rule_confirmation (
  -- The act: one form may confirm several rows.
  id uuid not null,
  rule text not null,
  -- First day of the value that was confirmed.
  valid_from date not null,
  -- What was confirmed, as digest and as text: a later edition of the packs that says otherwise is told by it.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  shown text not null check (shown <> ''),
  stands boolean not null,
  confirmed_on date not null,
  note text not null,
  account uuid not null references account,
  mandate uuid not null references mandate,
  unit uuid references unit,
  act bigint not null references audit_entry,
  primary key (id, rule, valid_from)
);
create index on rule_confirmation (rule, valid_from);
insert into table_class (name, class) values ('rule_confirmation', 'sealed');

create function may_confirm_rules() returns boolean language sql stable security definer set search_path = public
return exists (select from acting_mandate where role in ('machine', 'office', 'organisation', 'inspection_chair'));

-- Records one act; false, and nothing written, where it is recorded already.
create function confirm_rules(act_id uuid, is_confirmed boolean, on_day date, ground text, confirmed jsonb)
returns boolean language plpgsql security definer set search_path = public as $$
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
end $$;

-- The lines given in the acting mandate's unit, in one above it, or at the machine, latest first.
create function rule_confirmations(wanted text)
returns table (id uuid, rule text, valid_from date, digest text, shown text, stands boolean, confirmed_on date, note text,
  full_name text, post text, unit uuid, unit_name text, own boolean)
language sql stable security definer set search_path = public as $$
  select c.id, c.rule, c.valid_from, c.digest, c.shown, c.stands, c.confirmed_on, c.note, a.full_name, d.post, c.unit,
    unit_called(c.unit), c.unit is not distinct from m.unit
  from acting_mandate m, rule_confirmation c
  join account a on a.id = c.account join mandate d on d.id = c.mandate left join unit u on u.id = c.unit
  where (wanted is null or c.rule = wanted)
    and (c.unit is null or m.unit is null or u.place <= m.lo and u.place_end >= m.hi)
  order by c.act desc, c.rule, c.valid_from
$$;
