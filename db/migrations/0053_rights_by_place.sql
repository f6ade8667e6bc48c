-- What a mandate may read lies between two places of the tree. By an index a cell finds its own rows there, however
-- many others lie in the same table: without one its list of files took as long as the whole province's.
-- Material of cases is found by case and step instead: its policies ask for more than a place.
do $$
declare
  t record;
begin
  for t in select k.name from table_class k join pg_attribute a on a.attrelid = format('public.%I', k.name)::regclass
    and a.attname = 'place' and not a.attisdropped
    where k.class in ('unit', 'own') and k.name <> 'unit' order by k.name loop
    execute format('create index on public.%I (place)', t.name);
  end loop;
end $$;
