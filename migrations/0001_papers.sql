-- One row per work. What is shown here is derived from paper_records and can be derived again.
create table papers (
  id text collate "C" primary key,
  title text not null,
  title_text text, -- null: the title is plain already
  title_html text, -- null: the escaped title_text
  abstract text not null default '',
  abstract_html text, -- null: one paragraph, the escaped abstract
  opening text not null default '', -- how the abstract begins, as plain text, for lists
  authors text[] not null default '{}',
  author_keys text[] not null default '{}', -- the last part of each author's address
  published_at timestamptz,
  published_precision text check (published_precision in ('year', 'month', 'day', 'second')),
  updated_at timestamptz,
  venue text,
  categories text[] not null default '{}',
  links jsonb,
  versions jsonb,
  withdrawn boolean not null default false,
  comment text,
  ids jsonb not null default '{}',
  day date, -- of the edition that the paper belongs to
  position integer, -- in that edition; null when no list named it
  votes integer not null default 0,
  comments integer not null default 0,
  change bigint not null -- rises with every change of any paper: readers of changes go by it
);

create sequence paper_changes;
alter table papers alter column change set default nextval('paper_changes');

create index papers_by_edition on papers (day, votes desc, position, id) where day is not null;
create index papers_without_edition on papers (published_at, id) where day is null;
create index papers_by_date on papers (published_at desc nulls last, id desc);
create index papers_by_author on papers using gin (author_keys);
create unique index papers_by_change on papers (change);

-- Every name a work has or ever had, besides its id: DOI, title with first author, former ids of our own.
-- Neither table has a foreign key to papers: checking each row measured a third of an import, and only
-- save-store.ts writes them, in the transaction that writes the paper.
create table paper_keys (
  kind text collate "C" not null,
  value text collate "C" not null,
  paper_id text collate "C" not null,
  primary key (kind, value)
);

create index paper_keys_by_paper on paper_keys (paper_id);

-- What each source said, as it said it.
create table paper_records (
  source text collate "C" not null,
  external_id text collate "C" not null,
  paper_id text collate "C" not null,
  raw text not null,
  seen_at timestamptz not null default now(),
  primary key (source, external_id)
);

create index paper_records_by_paper on paper_records (paper_id);
