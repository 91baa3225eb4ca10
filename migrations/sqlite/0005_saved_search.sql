-- Searches that people keep. The same steps stand in ../postgres.

create table saved_search (
    id text primary key,
    user_id text not null references person (id),
    -- For whom the person acted: its own listings are no news.
    organisation_id text not null references organisation (id),
    name text not null,
    wanted text not null,
    -- SHA-256 of what is wanted: the same search is kept once.
    wanted_hash text not null,
    created_at integer not null,
    unique (user_id, wanted_hash)
) strict;
create index saved_search_by_user on saved_search (user_id, id);
