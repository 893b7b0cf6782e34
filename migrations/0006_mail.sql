-- Who reads us by mail. Rows of people who left stay without their address: see digests/erase-store.ts.
create table subscribers (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique, -- a random word: what links in mails carry instead of the address
  address text not null,
  address_key text collate "C" not null unique,
  state text not null check (state in ('pending', 'active', 'paused', 'left', 'suppressed')),
  zone text not null, -- IANA name
  confirm_hash text collate "C", -- SHA-256 of the word in the newest confirmation link; null: none is open
  created_at timestamptz not null,
  confirmed_at timestamptz
);

create index subscribers_pending on subscribers (created_at) where state = 'pending';

-- What somebody agreed to, when, and by which words. Only ever added to.
create table consents (
  id bigint generated always as identity primary key,
  subscriber_id bigint not null references subscribers (id) on delete cascade,
  what text not null check (what in ('requested', 'confirmed', 'changed', 'withdrawn')),
  kinds text[] not null,
  wording integer not null, -- version of the text on the form
  source text not null, -- 'form', 'link', 'one-click', 'mail', 'operator'
  at timestamptz not null
);

create index consents_by_subscriber on consents (subscriber_id, id);

-- Which mails a reader wants. A mail that is not wanted has no row.
create table subscriptions (
  subscriber_id bigint not null references subscribers (id) on delete cascade,
  kind text collate "C" not null check (kind in ('daily', 'weekly')),
  hour smallint not null check (hour between 0 and 23), -- on the reader's clock
  weekday smallint not null check (weekday between 0 and 6), -- 0 is Monday; of weekly mails
  trending boolean not null,
  topics text[] not null,
  searches text[] not null,
  papers_max smallint not null check (papers_max between 1 and 30),
  papers_min smallint not null check (papers_min between 1 and 30),
  next_date date, -- of the next issue, on the reader's calendar; null while the subscriber is not active
  next_due_at timestamptz,
  primary key (subscriber_id, kind)
);

create index subscriptions_due on subscriptions (next_due_at) where next_due_at is not null;

-- Who asked to subscribe, for limits. Kept for 30 days; hashed with a key of this installation.
create table subscribe_requests (
  at timestamptz not null,
  address_hash text collate "C" not null,
  network_hash text collate "C" not null
);

create index subscribe_requests_by_address on subscribe_requests (address_hash, at);
create index subscribe_requests_by_network on subscribe_requests (network_hash, at);
create index subscribe_requests_by_time on subscribe_requests (at);

-- An issue is named by its kind and its day on the reader's calendar (the Monday of the week for a weekly one), never
-- by a moment: whatever clocks do, a reader gets it once.
create table issues (
  id bigint generated always as identity primary key,
  kind text collate "C" not null check (kind in ('daily', 'weekly')),
  date date not null,
  paper_ids text[] not null default '{}', -- of the public edition, best first
  created_at timestamptz not null,
  unique (kind, date)
);

-- Papers as an issue shows them, whatever becomes of them later: a mail that is sent twice is the same mail.
create table issue_papers (
  issue_id bigint not null references issues (id) on delete cascade,
  paper_id text collate "C" not null,
  shown json not null,
  primary key (issue_id, paper_id)
);

-- The ledger: one row for each mail to a reader, and no second one for the same issue.
create table deliveries (
  issue_id bigint not null,
  subscriber_id bigint not null,
  state text collate "C" not null check (state in (
    'planned', 'claimed', 'committing', 'accepted', 'deferred', 'rejected', 'uncertain', 'held', 'skipped'
  )),
  reason text, -- why it was skipped, rejected, deferred or held
  paper_ids text[] not null,
  reasons text[] not null, -- why each paper is in it
  written_at timestamptz not null, -- the Date of the mail
  due_at timestamptz not null,
  not_before timestamptz not null,
  attempts smallint not null default 0,
  domain text collate "C" not null, -- of the address, those of one provider under one name
  worker text collate "C",
  lease_until timestamptz,
  reply text, -- of the relay
  settled_at timestamptz,
  primary key (issue_id, subscriber_id)
);

create index deliveries_ready on deliveries (not_before) where state in ('planned', 'deferred');
create index deliveries_leased on deliveries (lease_until) where state in ('claimed', 'committing');
create index deliveries_uncertain on deliveries (settled_at) where state = 'uncertain';
create index deliveries_by_subscriber on deliveries (subscriber_id, issue_id);
create index deliveries_by_state on deliveries (issue_id, state);
create index deliveries_by_time on deliveries (settled_at) where state = 'accepted';
alter table deliveries set (autovacuum_vacuum_scale_factor = 0.02);

-- Every attempt that did not end in 'accepted'.
create table delivery_attempts (
  issue_id bigint not null,
  subscriber_id bigint not null,
  at timestamptz not null,
  outcome text not null,
  code integer not null,
  enhanced text,
  reply text not null,
  worker text not null
);

create index delivery_attempts_by_delivery on delivery_attempts (issue_id, subscriber_id, at);
create index delivery_attempts_by_time on delivery_attempts (at);

-- Addresses that get nothing any more, by keyed hash: this outlives the erasure of the reader.
create table suppressions (
  address_hash text collate "C" primary key,
  reason text not null check (reason in ('bounce', 'complaint', 'operator')),
  since timestamptz not null,
  evidence text
);

-- News about mails that were sent, once each.
create table bounces (
  subscriber_id bigint not null,
  issue_id bigint not null,
  kind text collate "C" not null check (kind in ('hard', 'soft', 'complaint')),
  at timestamptz not null,
  status text, -- '5.1.1'
  detail text,
  primary key (subscriber_id, issue_id, kind)
);

create index bounces_by_time on bounces (at);

create table mail_events (
  id text collate "C" primary key, -- as its source names it: the same news twice is one
  source text not null,
  at timestamptz not null,
  verdict text not null,
  raw text -- kept for 30 days where nobody could read it
);

create index mail_events_by_time on mail_events (at);

-- How fast mail may leave: one row for the relay and one for each provider that asked us to slow down.
create table throttles (
  key text collate "C" primary key,
  tokens double precision not null,
  refilled_at timestamptz not null,
  cool_until timestamptz,
  cool_seconds integer not null default 0,
  reason text
);

-- What stands still until a person lets it go on: 'all', 'relay' or 'issue:<id>'.
create table mail_stops (
  key text collate "C" primary key,
  reason text not null,
  since timestamptz not null
);

-- Single mails that somebody asked for, until the relay has them.
create table outbox (
  id text collate "C" primary key,
  address text not null,
  subject text not null,
  text text not null,
  html text,
  state text collate "C" not null check (state in ('queued', 'sending', 'sent', 'failed')),
  attempts smallint not null default 0,
  not_before timestamptz not null,
  lease_until timestamptz,
  created_at timestamptz not null,
  reply text
);

create index outbox_ready on outbox (not_before) where state in ('queued', 'sending');
create index outbox_by_time on outbox (created_at);

-- What signs the links in mails. The newest signs, all are accepted.
create table mail_keys (
  id text collate "C" primary key,
  secret text not null,
  created_at timestamptz not null
);
