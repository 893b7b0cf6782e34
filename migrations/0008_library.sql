-- What a reader did with a paper, for nobody else to see. No foreign keys to papers: they merge, see papers/follow-store.ts.
create table shelf (
  person_id text collate "C" not null references people (id) on delete cascade,
  paper_id text collate "C" not null,
  saved_at timestamptz, -- null: not saved
  counted boolean not null default false, -- whether the saving is in the paper's attention
  seen_at timestamptz,
  dismissed_at timestamptz, -- 'not interested'
  primary key (person_id, paper_id)
);

create index shelf_saved on shelf (person_id, saved_at desc, paper_id) where saved_at is not null;

-- Lists that readers make. The id of an unlisted one is all that keeps it from others, so it is long and random.
create table collections (
  id text collate "C" primary key,
  person_id text collate "C" not null references people (id) on delete cascade,
  title text not null,
  description text not null,
  visibility text collate "C" not null check (visibility in ('public', 'unlisted', 'private')),
  created_at timestamptz not null,
  changed_at timestamptz not null
);

create index collections_by_person on collections (person_id, changed_at desc, id);
create index collections_public on collections (changed_at desc, id) where visibility = 'public';

create table collection_papers (
  collection_id text collate "C" not null references collections (id) on delete cascade,
  paper_id text collate "C" not null,
  note text not null,
  added_at timestamptz not null,
  primary key (collection_id, paper_id)
);

create index collection_papers_in_order on collection_papers (collection_id, added_at desc, paper_id);

-- What a reader wants to hear of: the key of an author or a system, a topic, the id of a collection, a search.
create table follows (
  person_id text collate "C" not null references people (id) on delete cascade,
  kind text collate "C" not null check (kind in ('author', 'topic', 'system', 'collection', 'search')),
  subject text collate "C" not null,
  followed_at timestamptz not null,
  primary key (person_id, kind, subject)
);

create index follows_by_subject on follows (kind, subject, person_id);

-- New papers among what somebody follows, each once.
create table news (
  person_id text collate "C" not null references people (id) on delete cascade,
  paper_id text collate "C" not null,
  kind text collate "C" not null, -- of the follow that brought it
  subject text not null,
  at timestamptz not null,
  read_at timestamptz,
  primary key (person_id, paper_id)
);

create index news_newest on news (person_id, at desc, paper_id);
create index news_unread on news (person_id) where read_at is null;

-- One row: the last change of papers that followers were told of.
create table news_progress (
  change bigint not null
);

insert into news_progress select coalesce(max(change), 0) from papers;
