-- Destroying the secrets of a person: only what two persons agreed to, within the 72 hours of their agreement. Answers
-- how many were destroyed, nothing where nobody agreed.
create function purge_person(wanted uuid) returns int
language plpgsql volatile security definer set search_path = public as $$
begin
  if not permitted('purge', jsonb_build_object('person', wanted)) then
    return null;
  end if;
  return forget_subjects(records_of(wanted));
end $$;
