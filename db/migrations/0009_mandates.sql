-- Accounts of persons, mandates from posts in bodies, assignments to cases.
alter table account add column person uuid references person;
