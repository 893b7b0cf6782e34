-- How many papers a first subject has: without it, lists of one topic are taken for short and sorted whole.
create statistics papers_by_first_subject on (categories[1]) from papers;
