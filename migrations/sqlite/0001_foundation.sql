-- People, listings, files, imports and the log. The same steps stand in ../postgres.

create table organisation (
    id text primary key,
    version integer not null,
    name text not null,
    kind text not null,
    credit_code text not null unique,
    division_code text not null,
    legal_representative text not null,
    address text not null,
    phone text not null,
    introduction text not null,
    created_at integer not null
) strict;
create index organisation_by_kind on organisation (kind, id);

create table person (
    id text primary key,
    login text not null unique,
    name text not null,
    password_hash text not null,
    active integer not null,
    created_at integer not null
) strict;

create table membership (
    user_id text not null references person (id),
    organisation_id text not null references organisation (id),
    role text not null,
    since integer not null,
    primary key (user_id, organisation_id)
) strict;
create index membership_by_organisation on membership (organisation_id);

-- A session of a browser and a token of a program are the same thing with different lives: the hash of a secret.
create table session (
    id text primary key,
    kind text not null,
    secret_hash text not null unique,
    user_id text not null references person (id),
    organisation_id text not null references organisation (id),
    label text not null,
    created_at integer not null,
    last_seen_at integer not null,
    expires_at integer not null
) strict;
create index session_by_user on session (user_id, kind);

create table achievement (
    id text primary key,
    version integer not null,
    organisation_id text not null references organisation (id),
    external_number text,
    state text not null,
    reason text not null,
    title text not null,
    listing text not null,
    created_at integer not null,
    updated_at integer not null,
    published_at integer,
    confirmed_at integer,
    unique (organisation_id, external_number)
) strict;
create index achievement_by_state on achievement (state, id);
create index achievement_by_organisation on achievement (organisation_id, state, id);

-- What a file is, by content; its bytes lie in the file store under the same name.
create table file (
    sha256 text primary key,
    size integer not null,
    media_type text not null,
    created_at integer not null
) strict;

create table attachment (
    id text primary key,
    noun text not null,
    noun_id text not null,
    tier text not null,
    name text not null,
    sha256 text not null references file (sha256),
    added_by text not null references person (id),
    added_at integer not null
) strict;
create index attachment_by_noun on attachment (noun, noun_id, id);

create table import_run (
    id text primary key,
    version integer not null,
    organisation_id text not null references organisation (id),
    user_id text not null references person (id),
    file_name text not null,
    sha256 text not null references file (sha256),
    mapping text not null,
    publish_as text not null,
    state text not null,
    rows_seen integer not null,
    created integer not null,
    updated integer not null,
    unchanged integer not null,
    rejected integer not null,
    error text not null,
    started_at integer not null,
    finished_at integer
) strict;
create index import_run_by_organisation on import_run (organisation_id, id);

create table import_problem (
    import_id text not null references import_run (id),
    position integer not null,
    sheet text not null,
    line integer not null,
    heading text not null,
    field text not null,
    value text not null,
    code text not null,
    reason text not null,
    primary key (import_id, position)
) strict;

-- The answer that a creating request already got: a repeated one gets the same.
create table idempotency (
    user_id text not null references person (id),
    key text not null,
    request_hash text not null,
    created_id text not null,
    at integer not null,
    primary key (user_id, key)
) strict;

create table event (
    seq integer primary key,
    id text not null unique,
    at integer not null,
    actor text not null,
    organisation text not null,
    noun text not null,
    noun_id text not null,
    kind text not null,
    payload text not null,
    previous_hash text not null,
    hash text not null
) strict;
create index event_by_noun on event (noun, noun_id, seq);
create trigger event_is_never_changed before update on event begin select raise(abort, 'the log is append-only'); end;
create trigger event_is_never_deleted before delete on event begin select raise(abort, 'the log is append-only'); end;
