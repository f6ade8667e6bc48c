-- What is kept of things that happen outside a command: sign-ins, exports, openings.

-- An entry for something nobody is signed in for, such as an attempt to sign in. Chained like every other.
create function note_outside(command text, account uuid, reason text, commitment text, at timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  last audit_entry; e audit_entry;
begin
  perform pg_advisory_xact_lock(7258193);
  select * into last from audit_entry a order by a.id desc limit 1;
  e.id := coalesce(last.id, 0) + 1;
  e.at := greatest(note_outside.at, last.at + interval '1 microsecond');
  e.account := note_outside.account;
  e.command := note_outside.command;
  e.reason := note_outside.reason;
  e.commitment := note_outside.commitment;
  e.previous := coalesce(last.hash, '');
  e.hash := '';
  e.hash := audit_hash(e);
  insert into audit_entry select e.*;
  return e.id;
end $$;
