-- The board of sessions: those that are open by their day, the step each took last, those concluded and not filed.

create index inspection_open on inspection (opened_on, id) where concluded_on is null;

-- Steps that move a session on, the newest of each first; with what the row policies ask of them.
create index case_step_moves on case_step (case_id, done_on desc, act desc, id desc) include (step, place, case_key)
where kind = 'inspection'
  and step in ('issue', 'hand_over', 'draft', 'meeting', 'absent', 'report', 'conclude', 'publish', 'archive');

create index case_step_ending on case_step (step, case_id) include (place, case_key)
where kind = 'inspection' and step in ('conclude', 'archive');
