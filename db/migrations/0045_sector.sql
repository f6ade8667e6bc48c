-- Whether somebody holds, on a day, a post in a body of a unit above this one. Who works in a cell does not see the posts
-- above it, and has to know that a member is managed there (21-QĐ/TW: the cell does not inspect such a member on signs).
create function holds_post_above(of_person uuid, of_unit uuid, on_day date) returns boolean
language sql stable security definer set search_path = public
return exists (
  select from party_post p
  join unit above on above.id = p.unit and above.id <> of_unit
  join unit here on here.id = of_unit and here.place between above.place and above.place_end
  where p.person = of_person and p.valid_from <= on_day and (p.valid_to is null or p.valid_to > on_day));
revoke execute on function holds_post_above(uuid, uuid, date) from public;
grant execute on function holds_post_above(uuid, uuid, date) to capuy_app;

-- Whether a sanction followed a conclusion is asked of every organisation inspected, for the sector's forms.
create index on discipline_decision (subject_unit);
