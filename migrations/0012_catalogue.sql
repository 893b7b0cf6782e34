-- Gists that a model wrote. Kept by what it read, so that nothing is asked twice; null: it wrote nothing that could be shown.
create table machine_gists (
  paper_id text collate "C" primary key,
  digest text not null, -- md5 of title and abstract
  model text not null,
  gist text,
  made_at timestamptz not null
);

-- Names that papers used before the first that seems to introduce them: theirs it is not.
alter table systems add column common boolean not null default false;
