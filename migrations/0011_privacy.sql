-- How much of something somebody may still do: one row fills up with every use and drains with time. Keys are hashes.
create table allowances (
  key text collate "C" primary key,
  used double precision not null, -- at the moment `at`
  at timestamptz not null
);

create index allowances_by_time on allowances (at);

-- Handles that people had. Nobody else gets them: what was written to or about one person must not become another's.
create table retired_handles (
  shape_hash text collate "C" primary key, -- SHA-256 of the shape, so that a handle that is gone is told to nobody
  person_id text collate "C" references people (id) on delete set null -- who may have it back
);

create index retired_handles_by_person on retired_handles (person_id) where person_id is not null;

-- New mail addresses that wait for their owner to say yes.
create table address_changes (
  secret_hash text collate "C" primary key, -- of the link that was sent to the new address
  person_id text collate "C" not null unique references people (id) on delete cascade, -- one at a time
  email text collate "C" not null,
  expires_at timestamptz not null
);
