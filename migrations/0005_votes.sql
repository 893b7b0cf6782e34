-- Who voted for what. What a vote counts is in `attention`, by nobody's name: a person who leaves may leave it behind.
-- No foreign key to papers: papers merge, see papers/follow-store.ts.
create table votes (
  person_id text collate "C" not null references people (id) on delete cascade,
  paper_id text collate "C" not null,
  given_at timestamptz not null,
  state text collate "C" not null check (state in ('counted', 'waiting', 'held', 'refused')),
  counts_at timestamptz, -- when a waiting vote is counted; null: it does not wait
  primary key (person_id, paper_id)
);

create index votes_by_paper on votes (paper_id, given_at);
create index votes_by_person on votes (person_id, given_at desc, paper_id);
create index votes_waiting on votes (counts_at) where state = 'waiting';
create index votes_held on votes (given_at) where state = 'held';
