-- The public collections of somebody who leaves may stay behind: they then belong to nobody.
alter table collections alter column person_id drop not null;
