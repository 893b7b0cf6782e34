-- A reader of mails who also has an account, and said that the two are one. The account may go without the mails.
alter table subscribers add column person_id text collate "C" unique references people (id) on delete set null;
