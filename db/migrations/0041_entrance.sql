-- Whoever enters is resolved in one question instead of three, and so is what a page asks of the session first.

-- A proof given within the last minutes.
create function lately_proved(s session) returns boolean language sql stable
return coalesce(s.proved_at > clock_timestamp() - proof_lasts(), false);

-- Nothing is waited for: the session stands for its mandate.
create function stands_open(s session) returns boolean language sql stable return stage_of(s) = 'open';

create or replace function enter(token text) returns boolean
language plpgsql volatile security definer set search_path = public as $$
declare
  session text := ''; pass text := ''; own bytea := (select key from pass_key);
begin
  select concat_ws(' ', s.id, lately_proved(s)), concat_ws(' ', m.account, m.id, m.role, coalesce(m.unit::text, '-'),
    coalesce(u.place, 0), coalesce(u.place_end, 9223372036854775807))
  into session, pass from session s
  join mandate m on m.id = s.mandate and m.account = s.account
  join account a on a.id = m.account
  left join unit u on u.id = m.unit
  where s.token_hash = token_hash(token) and s.expires_at > clock_timestamp()
    and account_open(a, today()) and mandate_in_force(m, today()) and stands_open(s);
  session := coalesce(session, '');
  pass := coalesce(pass, '');
  perform set_config('capuy.session', session, true),
    set_config('capuy.session_seal', pass_seal(own, 'session ' || session), true),
    set_config('capuy.pass', pass, true), set_config('capuy.seal', pass_seal(own, pass), true);
  return pass <> '';
end $$;
drop function enter_mandate(text), mandate_of(text);

-- A session whatever it waits for, with the posts its holder may take up; no row where it has ended.
create function session_seen(token text)
returns table (account_name text, full_name text, language text, mandate uuid, role text, post text, unit uuid,
  stage text, stale boolean, proved boolean, id uuid, mandates jsonb)
language plpgsql stable security definer set search_path = public as $$
begin
  return query select a.name, a.full_name, s.language, m.id, m.role, m.post, m.unit,
    stage_of(s), s.seen_at < clock_timestamp() - interval '1 minute', lately_proved(s), s.id,
    (select coalesce(jsonb_agg(x), '[]') from mandates_of(a.name) x)
  from session s
  join mandate m on m.id = s.mandate and m.account = s.account
  join account a on a.id = m.account
  where s.token_hash = token_hash(token) and s.expires_at > clock_timestamp()
    and account_open(a, today()) and mandate_in_force(m, today());
end $$;
drop function session_state(text), session_of(text);
