-- Who can sign in. Rows of other tables name a person by person_id; src/privacy/ knows them all.
create table people (
  id text collate "C" primary key default gen_random_uuid()::text,
  handle text collate "C" not null unique,
  handle_shape text collate "C" not null unique, -- what the handle looks like: no two people look alike
  name text not null default '', -- '': the handle says it all
  email text collate "C" unique, -- in the form that accounts/address.ts gives it
  role text collate "C" not null default 'reader' check (role in ('reader', 'curator', 'moderator', 'admin')),
  votes_visible boolean not null default false,
  created_at timestamptz not null
);

create index people_by_role on people (role, handle) where role <> 'reader';

-- Browsers that are signed in. The cookie holds the secret, this table its SHA-256.
create table sessions (
  secret_hash text collate "C" primary key,
  id text collate "C" not null unique default gen_random_uuid()::text, -- by which its person ends it
  person_id text collate "C" not null references people (id) on delete cascade,
  device text not null, -- as its person would call it: 'Firefox on Linux'
  created_at timestamptz not null,
  seen_at timestamptz not null -- to the hour
);

create index sessions_by_person on sessions (person_id, seen_at desc);
create index sessions_by_time on sessions (seen_at);

-- Links that sign in once. The link holds the secret, this table its SHA-256.
create table login_links (
  secret_hash text collate "C" primary key,
  email text collate "C", -- whom it was sent to; null: handed over by the operator
  person_id text collate "C" references people (id) on delete cascade, -- null: whoever has the address
  role text collate "C", -- given on use: the first account becomes admin
  browser_hash text collate "C", -- SHA-256 of the secret that the asking browser keeps
  next text not null, -- path to go to
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create index login_links_by_time on login_links (expires_at);
create index login_links_by_person on login_links (person_id) where person_id is not null;
