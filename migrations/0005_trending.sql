-- How hot a paper is (src/heat/heat.ts) and what that consists of: { kind: { count, level } }. Null: nothing happened.
alter table papers add column heat double precision;
alter table papers add column attention jsonb;

create index papers_by_heat on papers (heat desc, id desc) where heat is not null;
create index papers_by_topic on papers ((categories[1]), heat desc, id desc) where heat is not null;

-- What happened to papers, by the hour and by nobody's name. A paper's heat is derived from these rows.
create table attention (
  paper_id text collate "C" not null,
  kind text collate "C" not null,
  hour timestamptz not null, -- its beginning
  amount integer not null check (amount > 0),
  primary key (paper_id, kind, hour)
);

insert into attention (paper_id, kind, hour, amount)
select id, 'sourceVote', day::timestamp at time zone 'UTC', votes from papers where votes > 0 and day is not null;

-- One row: by which settings heat is stored, and how far a change of them has come.
create table heat_rule (
  half_life_hours double precision not null,
  weights jsonb not null,
  derived_to text collate "C" -- the last paper whose heat is by this rule; null: all are
);

insert into heat_rule (half_life_hours, weights, derived_to) select
  36,
  '{"announcement": 0.1, "vote": 1, "comment": 0.5, "save": 0.5, "sourceVote": 0.2, "star": 0.05}',
  case when exists (select from papers) then '' end;
