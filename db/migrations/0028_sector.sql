-- What a unit has done about a form of the inspection sector for a period: drawn up and sent, or said to be nil. A form
-- nobody has said anything about is not yet filed; that is computed, and never a nil return.
create table form_return (
  id uuid primary key,
  unit uuid not null references unit,
  form text not null,
  period text not null check (period ~ '^[0-9]{4}(-(Q[1-4]|H[12]|9M))?$'),
  state text not null check (state in ('filed', 'nil')),
  said_on date not null,
  note text,
  unique (unit, form, period)
);
select record_table('form_return', 'unit');

-- A commission speaks for its own unit.
insert into role_right (role, class, may_write, reach, tables) values
  ('inspection', 'unit', true, 'own', '{form_return}'),
  ('inspection_chair', 'unit', true, 'own', '{form_return}');
