-- Whoever lost the telephone and the recovery codes, or closed the way in by wrong tries, is helped by the office that
-- keeps the account: the way is opened by one, a second factor taken off by two. Acts on accounts and posts ask for a
-- fresh proof, as other official acts do.

create function refuse_unproved() returns void language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  if not stepped_up() then
    raise exception 'a fresh proof is wanted' using errcode = '42501', constraint = 'proof_wanted';
  end if;
end $$;

create or replace function refuse_unmanaged(wanted uuid) returns void language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  if not in_command() or not may_manage(wanted) then
    raise exception 'no such account' using errcode = '42501', constraint = 'no_such_account';
  end if;
  perform refuse_unproved();
end $$;

create or replace function refuse_ungrantable(wanted text, to_unit uuid, to_account uuid) returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if to_account = (select account from acting_mandate) then
    raise exception 'nobody grants to themselves' using errcode = '42501', constraint = 'own_grant';
  end if;
  if not in_command() or not may_grant(wanted, to_unit) then
    raise exception 'not held' using errcode = '42501', constraint = 'not_held';
  end if;
  perform refuse_unproved();
end $$;

-- Whoever keeps the account opens its ways, too: the chair those of inspectors.
create or replace function open_ways(account_name text) returns int language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  opened int; m record;
begin
  select * into m from acting_mandate;
  if not in_command() or not (m.role in ('machine', 'administrator')
    or may_manage((select id from account where name = account_name)) or m.role in ('office', 'organisation')
    and (select bool_and(u.place between m.lo and m.hi) from mandates_of(account_name) x join unit u on u.id = x.unit)) is true then
    raise exception 'no such account' using errcode = '42501', constraint = 'no_such_account';
  end if;
  perform refuse_unproved();
  delete from sign_in_pace p where p.name_digest = name_digest(account_name);
  with gone as (delete from sign_in_way t where t.name_digest = name_digest(account_name) returning t.closed_until)
  select count(*) into opened from gone where closed_until > clock_timestamp();
  return opened;
end $$;

insert into act_kind values ('drop_factors', 'roles');
insert into approval_right values ('drop_factors', 'office'), ('drop_factors', 'inspection_chair');

-- What the duty is about, where the approval has to name exactly that: an account.
alter table two_person_duty add column about uuid;

create or replace function refuse_undone_duty() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  total bigint := (select sum(d.records) from two_person_duty d where d.act = new.act and d.kind = new.kind);
begin
  if (new.kind <> 'bulk' or total > bulk_limit() or exists (
      select 1 from pg_trigger t where t.tgrelid = to_regclass('public.' || quote_ident(new.type)) and t.tgname = 'two_persons'))
    and not exists (select 1 from approved_here(
        case new.kind when 'reorganise' then 'reorganise undo_reorganisation' else new.kind end) p
      where (new.about is null or p.payload::jsonb -> 'rows' -> 'account' ->> 'id' = new.about::text)
        and (new.type is null or (p.payload::jsonb -> 'key' ->> 'type' = new.type or p.payload::jsonb -> 'key' -> 'types' ? new.type)
          and (p.payload::jsonb -> 'key' ->> 'records')::bigint = total)) then
    raise exception 'this takes two persons: %', new.kind using errcode = 'CU001';
  end if;
  return null;
end $$;

-- Takes every second factor off an account kept by whoever acts, ends its sessions and answers its unit. Two persons:
-- at commit the command has to carry an approval that names this account.
create function drop_factors_of(wanted uuid) returns uuid language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform refuse_unmanaged(wanted);
  perform forget_factors(wanted);
  delete from session s where s.account = wanted;
  insert into two_person_duty (act, kind, about) values (acting_entry(), 'drop_factors', wanted);
  return (select unit from account where id = wanted);
end $$;
