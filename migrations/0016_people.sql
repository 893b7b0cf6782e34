-- Who says that they wrote a paper, and what a moderator made of it. One a person and paper.
create table authorships (
  id bigint generated always as identity primary key,
  paper_id text collate "C" not null, -- no foreign key: papers merge, see papers/follow-store.ts
  person_id text collate "C" not null references people (id) on delete cascade,
  author_name text not null, -- as the paper had it
  author_key text collate "C" not null, -- of that name: how it is found among those of the paper
  words text not null, -- how moderators can tell
  asked_at timestamptz not null,
  decision text collate "C" check (decision in ('confirmed', 'declined')), -- null: it waits
  decided_at timestamptz,
  reason text, -- of a refusal, for the person
  unique (person_id, paper_id)
);

create index authorships_waiting on authorships (asked_at) where decision is null;
create index authorships_confirmed on authorships (paper_id) where decision = 'confirmed';
create index authorships_lately on authorships (decided_at desc) where decision = 'confirmed';

-- What people are told on the site, each about one thing.
create table notices (
  id bigint generated always as identity primary key,
  person_id text collate "C" not null references people (id) on delete cascade,
  kind text collate "C" not null check (kind in ('reply', 'mention', 'submission', 'authorship')),
  comment_id bigint references comments (id) on delete cascade,
  submission_id bigint references submissions (id) on delete cascade,
  authorship_id bigint references authorships (id) on delete cascade,
  at timestamptz not null,
  read_at timestamptz,
  check (num_nonnulls(comment_id, submission_id, authorship_id) = 1)
);

create index notices_newest on notices (person_id, id desc);
create index notices_unread on notices (person_id) where read_at is null;
create unique index notices_once on notices (comment_id, person_id) where comment_id is not null;
create index notices_of_submission on notices (submission_id) where submission_id is not null;
create index notices_of_authorship on notices (authorship_id) where authorship_id is not null;
