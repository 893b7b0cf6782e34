-- One name may be that of several works: a book's DOI, which its chapters share, or a title.
alter table paper_keys drop constraint paper_keys_pkey;
alter table paper_keys add primary key (kind, value, paper_id);
