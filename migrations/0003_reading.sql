-- What the abstracts say, as it was last read. Like the papers' own texts, all of it can be made again: only
-- corrections and reports are somebody's word. No foreign keys to papers, for the reason that paper_keys has none.

-- One row per paper that has been read.
create table readings (
  paper_id text collate "C" primary key,
  version integer not null, -- of the reader
  digest text not null, -- of the text and the corrections that were read
  kind text collate "C" not null,
  gist text not null, -- as plain text; empty when there is no abstract
  gist_html text, -- null: the gist needs no markup
  gist_by text, -- the model that wrote it; null: it is a sentence of the abstract
  artifacts jsonb, -- [{"url", "kind", "span"}]; null when there are none
  results jsonb, -- [[start, end, confidence]] of sentences that state the outcome
  names text[] not null default '{}' -- keys of what the text names without introducing it
);

-- Here and below without a list of what is pending: every query would read it, and the planner avoids an index that has one.
create index readings_by_name on readings using gin (names) with (fastupdate = off);

create table paper_claims (
  paper_id text collate "C" not null,
  position integer not null, -- in the order of the text
  value double precision not null, -- of a range its upper end
  low double precision, -- of a range; null: a single value
  modifier text,
  unit text collate "C" not null,
  metric text not null,
  subject text not null,
  comparator text,
  kind text collate "C" not null,
  quote text not null,
  confidence real not null,
  shown boolean not null, -- whether that is sure enough for a page
  span_start integer not null, -- of the quote in the raw abstract, in UTF-16 units
  span_end integer not null,
  sentence_start integer not null,
  sentence_end integer not null,
  topics text[] not null default '{}', -- of the paper, as its date is: copied, so that one index finds and orders
  published timestamptz,
  primary key (paper_id, position)
);

create index paper_claims_newest on paper_claims (published desc nulls last, paper_id desc, position) where shown;
create index paper_claims_by_value on paper_claims (unit, value desc, paper_id, position) where shown;
create index paper_claims_by_topic on paper_claims using gin (topics) with (fastupdate = off) where shown;
create index paper_claims_by_metric on paper_claims using gin (to_tsvector('simple', metric)) with (fastupdate = off) where shown;

create table paper_systems (
  paper_id text collate "C" not null,
  position integer not null, -- the title's first, then in the order of the text
  key text collate "C" not null, -- the last part of its address
  name text not null, -- as plain text
  aliases text[] not null default '{}',
  type text collate "C" not null,
  confidence real not null,
  shown boolean not null,
  in_title boolean not null, -- whether the span lies in the title
  span_start integer not null,
  span_end integer not null,
  published timestamptz,
  primary key (paper_id, position)
);

create index paper_systems_by_key on paper_systems (key, published, paper_id) where shown;

create table paper_topics (
  paper_id text collate "C" not null,
  topic text collate "C" not null,
  confidence real not null,
  why text not null, -- the words that gave it away
  published timestamptz,
  primary key (paper_id, topic)
);

create index paper_topics_newest on paper_topics (topic, published desc nulls last, paper_id desc);

-- Sums over the tables above, kept in step by whoever writes those.
create table systems (
  key text collate "C" primary key,
  name text not null, -- as the first paper that introduces it spells it, here and below
  type text collate "C" not null,
  first_paper text collate "C" not null,
  published timestamptz,
  introduced integer not null, -- in how many papers
  mentioned integer not null, -- in how many others
  topics text[] not null default '{}' -- of the papers that introduce it
);

create index systems_by_mentions on systems (mentioned desc, key);
create index systems_newest on systems (published desc nulls last, key);
create index systems_by_topic on systems using gin (topics) with (fastupdate = off);
create index systems_by_word on systems using gin (to_tsvector('simple', replace(key, '-', ' '))) with (fastupdate = off);

create table topic_counts (
  topic text collate "C" primary key,
  papers integer not null
);

-- One row: how far the reader has come.
create table reading_progress (
  version integer not null,
  change bigint not null -- the last change of papers that it has taken in
);

insert into reading_progress values (0, 0);

-- What a person says a paper says. Laid over every reading of it; one whose quote is no longer in the text waits.
create table corrections (
  paper_id text collate "C" not null,
  kind text collate "C" not null check (kind in ('claim', 'system', 'artifact', 'topic', 'gist', 'kind')),
  quote text not null, -- of the claim; the name, the address or the topic; empty for gist and kind
  action text not null check (action in ('add', 'change', 'remove')),
  value jsonb, -- what to add or to change
  person_id text, -- who said so; null: somebody at the terminal
  made_at timestamptz not null,
  primary key (paper_id, kind, quote)
);

create index corrections_by_person on corrections (person_id) where person_id is not null;

-- What readers say is wrong, for curators. Nothing about the reader is kept.
create table finding_reports (
  id bigint generated always as identity primary key,
  paper_id text collate "C" not null,
  kind text collate "C" not null,
  quote text not null,
  reason text collate "C" not null,
  note text not null default '',
  reports integer not null default 1, -- how often the same was said
  reported_at timestamptz not null,
  closed_at timestamptz,
  unique (paper_id, kind, quote, reason)
);

create index finding_reports_open on finding_reports (reported_at, id) where closed_at is null;
