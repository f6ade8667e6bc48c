-- Each body numbers its own leads: that another has given the same code is no fault, and nobody is told of it.
drop index petition_lead_code;
create unique index petition_lead_code on petition (body, lead_code);
