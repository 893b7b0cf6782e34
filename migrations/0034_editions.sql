-- How many papers each day has: calendars, neighbours and page numbers ask for it on every page, and counting a month
-- of papers reads all of them. Kept true by the database itself, whoever writes papers; those who save them do so one
-- at a time (lockSaving), so the counts of two of them never wait for each other.
create table editions (
  day date primary key,
  papers integer not null
);

insert into editions select day, count(*) from papers where day is not null group by day;

create function count_added_papers() returns trigger language plpgsql as $$
begin
  insert into editions
  select day, count(*) from added where day is not null group by day
  on conflict (day) do update set papers = editions.papers + excluded.papers;
  return null;
end
$$;

create function count_removed_papers() returns trigger language plpgsql as $$
begin
  update editions set papers = editions.papers - gone.papers
  from (select day, count(*) as papers from removed where day is not null group by day) as gone
  where editions.day = gone.day;
  delete from editions using removed where editions.day = removed.day and editions.papers = 0;
  return null;
end
$$;

create function count_moved_paper() returns trigger language plpgsql as $$
begin
  update editions set papers = papers - 1 where day = old.day;
  delete from editions where day = old.day and papers = 0;
  insert into editions select new.day, 1 where new.day is not null
  on conflict (day) do update set papers = editions.papers + 1;
  return null;
end
$$;

create trigger papers_added after insert on papers
referencing new table as added for each statement execute function count_added_papers();

create trigger papers_removed after delete on papers
referencing old table as removed for each statement execute function count_removed_papers();

create trigger papers_moved after update of day on papers
for each row when (old.day is distinct from new.day) execute function count_moved_paper();

-- In the very order of an edition's page, so that its first papers are read and no others.
drop index papers_by_edition;
create index papers_by_edition on papers (day, votes desc, position, id desc) where day is not null;
