-- Why a moderator took a collection from everybody but its maker, from the list that the public log uses; null: nobody did.
alter table collections add column hidden_reason text;

drop index collections_public;
create index collections_public on collections (changed_at desc, id) where visibility = 'public' and hidden_reason is null;

alter table reports drop constraint reports_kind_check;
alter table reports add check (kind in ('comment', 'paper', 'person', 'collection'));
