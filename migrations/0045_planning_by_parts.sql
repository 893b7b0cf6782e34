-- Planned, claimed, sent and settled: a row of the ledger is written four times, and so is each of its indexes. One that
-- begins with the issue also finds the mails of a reader, as there are few issues.
alter table deliveries drop constraint deliveries_pkey;
drop index deliveries_by_issue;
alter table deliveries add constraint deliveries_pkey primary key (issue_id, subscriber_id);

-- Readers are planned in four parts at once, each by its own range of the index.
drop index subscriptions_due;
create index subscriptions_due on subscriptions ((subscriber_id % 4), next_due_at) where next_due_at is not null;
