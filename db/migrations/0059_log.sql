-- The instant of the last entry, against which the server's clock is held before anything else is written.
create function log_instant() returns timestamptz language sql stable security definer
set search_path = public, pg_temp
return (select e.at from audit_entry e order by e.id desc limit 1);

-- Whoever leaves is always let go. By a clock that was moved there is no instant: the entry then follows the last one.
drop function close_session(text);
create function close_session(token text, at timestamptz) returns boolean language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  ended session := live_session(token);
begin
  delete from session s where s.token_hash = token_hash(token);
  -- The machine comes and goes with every command line: its commands are what the log keeps.
  if (select role from mandate where id = ended.mandate) <> 'machine' then
    perform note_sign_in('sign out', ended.account, null, close_session.at);
  end if;
  return ended.account is not null;
end $$;
