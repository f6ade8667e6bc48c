-- A session without an idle lock (the machine's) gets none by being used; '1 day' before 'infinity' is 'infinity', too.
create or replace function touch_session(token text) returns boolean language sql volatile security definer
set search_path = public, pg_temp
begin atomic
  update session s set seen_at = clock_timestamp(),
    locks_at = case when s.locks_at = 'infinity' then s.locks_at else clock_timestamp() + session_idles() end
  where s.token_hash = token_hash(token) and s.locks_at >= clock_timestamp()
  returning true;
end;
