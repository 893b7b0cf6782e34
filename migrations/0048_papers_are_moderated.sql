-- A moderator may hide a paper. Everything is kept in all_papers; whoever says papers gets those that are shown, and need
-- not think of the others. The indexes of lists hold shown papers alone, so that a page is still read from its index.
alter table papers rename to all_papers;

-- Why a moderator took a paper from everybody, from the list that the public log uses; null: nobody did.
alter table all_papers add column hidden_reason text;

create view papers as select * from all_papers where hidden_reason is null;

create index papers_hidden on all_papers (change desc) where hidden_reason is not null;

drop index papers_by_edition;
create index papers_by_edition on all_papers (day, votes desc, position, id desc)
where day is not null and hidden_reason is null;
drop index papers_without_edition;
create index papers_without_edition on all_papers (published_at, id) where day is null and hidden_reason is null;
drop index papers_by_date;
create index papers_by_date on all_papers (published_at desc nulls last, id desc) where hidden_reason is null;
drop index papers_by_author;
create index papers_by_author on all_papers using gin (author_keys) where hidden_reason is null;
drop index papers_by_heat;
create index papers_by_heat on all_papers (heat desc, id desc) where heat is not null and hidden_reason is null;
drop index papers_by_topic;
create index papers_by_topic on all_papers ((categories[1]), heat desc, id desc)
where heat is not null and hidden_reason is null;

-- Editions count what they show.
create or replace function count_added_papers() returns trigger language plpgsql as $$
begin
  insert into editions
  select day, count(*) from added where day is not null and hidden_reason is null group by day
  on conflict (day) do update set papers = editions.papers + excluded.papers;
  return null;
end
$$;

create or replace function count_removed_papers() returns trigger language plpgsql as $$
begin
  update editions set papers = editions.papers - gone.papers
  from (
    select day, count(*) as papers from removed where day is not null and hidden_reason is null group by day
  ) as gone
  where editions.day = gone.day;
  delete from editions using removed where editions.day = removed.day and editions.papers = 0;
  return null;
end
$$;

create or replace function count_moved_paper() returns trigger language plpgsql as $$
begin
  if old.hidden_reason is null then
    update editions set papers = papers - 1 where day = old.day;
    delete from editions where day = old.day and papers = 0;
  end if;
  if new.hidden_reason is null then
    insert into editions select new.day, 1 where new.day is not null
    on conflict (day) do update set papers = editions.papers + 1;
  end if;
  return null;
end
$$;

drop trigger papers_moved on all_papers;
create trigger papers_moved after update of day, hidden_reason on all_papers for each row when (
  (old.day, old.hidden_reason is null) is distinct from (new.day, new.hidden_reason is null)
) execute function count_moved_paper();
