-- Accounts elsewhere that sign somebody in here. Nothing of the provider's is kept but who they are there.
create table identities (
  provider text collate "C" not null, -- its id in the settings: 'github'
  subject text collate "C" not null, -- the provider's own, never changing name of the account
  person_id text collate "C" not null references people (id) on delete cascade,
  label text not null, -- by which its owner knows the account
  linked_at timestamptz not null,
  primary key (provider, subject)
);

create index identities_by_person on identities (person_id);
