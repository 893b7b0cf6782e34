-- When each source last brought records, and how many it has brought. Counting them anew would read every record.
create table source_imports (
  source text collate "C" primary key,
  last_at timestamptz not null,
  records bigint not null
);

insert into source_imports (source, last_at, records)
select source, max(seen_at), count(*) from paper_records group by source;

-- Models of meaning that were trained on this collection, each a file as `meaning/model-file.ts` writes it. The newest
-- is the one in use: here every process that serves this collection finds it.
create table meaning_models (
  name text collate "C" primary key,
  trained_at timestamptz not null default now(),
  papers integer not null,
  file bytea not null
);

-- What a model outside this program made of a paper: worth keeping, because it costs money or minutes. `text_hash` tells
-- of which text; a paper that was deleted since leaves its row behind until the model is given up.
create table paper_vectors (
  model text collate "C" not null,
  paper_id text collate "C" not null,
  text_hash text collate "C" not null,
  vector bytea not null,
  primary key (model, paper_id)
);
