-- Readers who get the same share one list, and the ledger names it: its rows are written four times for each mail.
create table selections (
  id bigserial primary key,
  issue_id bigint not null,
  paper_ids text[] not null, -- best first
  reasons text[] not null -- why each of them is in it
);

create index selections_by_issue on selections (issue_id);

insert into selections (issue_id, paper_ids, reasons)
select distinct issue_id, paper_ids, reasons from deliveries where paper_ids <> '{}';

-- Written anew instead of changed, so that nothing of the old rows stays in it.
create table lean_deliveries (
  issue_id bigint not null,
  subscriber_id bigint not null,
  state text collate "C" not null check (state in (
    'planned', 'claimed', 'committing', 'accepted', 'deferred', 'rejected', 'uncertain', 'held', 'skipped'
  )),
  reason text, -- why it was skipped, rejected, deferred or held
  selection_id bigint, -- what it brings; null: nothing, or the reader was forgotten
  written_at timestamptz not null, -- the Date of the mail
  due_at timestamptz not null,
  not_before timestamptz not null,
  attempts smallint not null default 0,
  domain text collate "C" not null, -- of the address, those of one provider under one name
  worker text collate "C",
  lease_until timestamptz,
  reply text, -- of the relay
  settled_at timestamptz
);

insert into lean_deliveries
select
  sent.issue_id, subscriber_id, state, reason, selections.id, written_at, due_at, not_before, attempts, domain, worker,
  lease_until, reply, settled_at
from deliveries as sent
left join selections on selections.issue_id = sent.issue_id
  and selections.paper_ids = sent.paper_ids and selections.reasons = sent.reasons;

drop table deliveries;
alter table lean_deliveries rename to deliveries;

-- Every index is written as often as a row: the mails of a reader are found by the key, those of an issue are few enough to
-- be counted one by one.
alter table deliveries add constraint deliveries_pkey primary key (subscriber_id, issue_id);
create index deliveries_by_issue on deliveries (issue_id);
create index deliveries_ready on deliveries (not_before) where state in ('planned', 'deferred');
create index deliveries_leased on deliveries (lease_until) where state in ('claimed', 'committing');
create index deliveries_uncertain on deliveries (settled_at) where state = 'uncertain';
create index deliveries_by_time on deliveries (settled_at) where state = 'accepted';
alter table deliveries set (autovacuum_vacuum_scale_factor = 0.02);

-- Which issues had a paper.
create index issue_papers_by_paper on issue_papers (paper_id);
