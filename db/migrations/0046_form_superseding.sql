-- Đính chính: a form signed anew names the one it takes the place of; one form has one successor. Two persons, as the first.
alter table signed_form add column supersedes uuid references signed_form;
alter table past.signed_form add column supersedes uuid;
select refresh_record_table('signed_form');
create unique index signed_form_successor on signed_form (supersedes);

insert into act_kind values ('supersede_form', 'signed_form');
drop trigger two_persons on signed_form;
create constraint trigger two_persons after insert on signed_form deferrable initially deferred
for each row execute function refuse_one_person('sign_form supersede_form');
