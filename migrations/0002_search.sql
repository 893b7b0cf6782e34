-- Papers that merged into others, in the order of changes: readers of changes must forget them.
create table paper_removals (
  change bigint primary key default nextval('paper_changes'),
  id text collate "C" not null
);

-- One row: tells this collection from every other, so that an index made of another is never taken for its own.
create table collection (
  id text not null default gen_random_uuid()
);

insert into collection default values;
