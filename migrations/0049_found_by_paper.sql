-- When papers merge, what people did with those that end moves to the one that stays: it is found by its paper.
create index shelf_by_paper on shelf (paper_id);
create index collection_papers_by_paper on collection_papers (paper_id);
create index news_by_paper on news (paper_id);
create index authorships_by_paper on authorships (paper_id);
