-- Keys that a person's own device holds. Only the public half is here.
create table passkeys (
  id text collate "C" primary key, -- the credential's, base64url
  person_id text collate "C" not null references people (id) on delete cascade,
  public_key bytea not null, -- COSE
  counter bigint not null, -- of uses, as the device tells it; 0 for devices that do not count
  transports text[] not null,
  device text not null, -- on which it was made: 'Firefox on Linux'
  created_at timestamptz not null,
  used_at timestamptz
);

create index passkeys_by_person on passkeys (person_id);

-- What devices are asked to sign, each once. The table holds the SHA-256.
create table passkey_challenges (
  challenge_hash text collate "C" primary key,
  expires_at timestamptz not null
);

create index passkey_challenges_by_time on passkey_challenges (expires_at);
