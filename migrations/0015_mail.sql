-- Complaints are counted by issue, and a reader's news is taken out with them.
create index bounces_by_issue on bounces (issue_id, kind);
